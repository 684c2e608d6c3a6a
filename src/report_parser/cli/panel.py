"""`report-parser panel`: targets beside outturns, for statistics packages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_parser.cli.options import (
    echo_count,
    limit_options,
    open_reports,
    rules_option,
    selection_options,
    store_option,
)

if TYPE_CHECKING:
    from report_parser.limits import Limits
    from report_parser.rules import Rules


@click.command("panel")
@click.argument("inputs", metavar="INPUT...", nargs=-1, type=click.Path(path_type=Path))
@store_option(required=False)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="A .csv or .parquet; CSV on the terminal."
)
@click.option("--bom", is_flag=True, help="Mark a CSV as UTF-8, so that Excel shows Chinese.")
@selection_options
@limit_options
@rules_option
def panel_command(
    inputs: tuple[Path, ...], store: str | None, output: Path | None, bom: bool, places: tuple[str, ...],
    years: tuple[int, ...], indicators: tuple[str, ...], limits: Limits, rules: Rules,
) -> int:  # fmt: skip
    """Set the target of each place, year and indicator beside what the next year's report says of it.

    --year means the year of target and outturn, so 2024 takes targets from reports of 2024 and outturns from
    those of 2025. Columns: docs/store.md.
    """
    from report_parser.exports.panel import COLUMNS, panel_rows
    from report_parser.exports.tabular import write_rows
    from report_parser.selection import Selection

    if output is not None and output.suffix.lower() not in (".csv", ".parquet"):
        raise click.UsageError(f"{output}: name it .csv or .parquet")
    parquet = output is not None and output.suffix.lower() == ".parquet"
    if bom and parquet:
        raise click.UsageError("--bom is for csv")
    selection = Selection(places, years, indicators=indicators)
    with open_reports(inputs, store, Selection(places), rules, limits) as reports:
        rows = panel_rows(reports, rules, selection)
        count = write_rows(rows, COLUMNS, "parquet" if parquet else "csv", output, bom=bom)
    echo_count(count, output)
    return 1 if reports.failed else 0
