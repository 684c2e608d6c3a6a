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
    table_format,
    write_text,
)

if TYPE_CHECKING:
    from report_parser.limits import Limits
    from report_parser.rules import Rules


@click.command("panel")
@click.argument("inputs", metavar="INPUT...", nargs=-1, type=click.Path(path_type=Path))
@store_option(required=False)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False),
    help="A .csv, .jsonl, .parquet, .dta or .sav; CSV on the terminal.",
)  # fmt: skip
@click.option("--wide", is_flag=True, help="A row a place and year, a column an indicator.")
@click.option(
    "--codebook", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.md",
    help="Write down here what every column and every indicator of the panel is.",
)  # fmt: skip
@click.option("--bom", is_flag=True, help="Mark a CSV as UTF-8, so that Excel shows Chinese.")
@selection_options
@limit_options
@rules_option
def panel_command(
    inputs: tuple[Path, ...], store: str | None, output: Path | None, wide: bool, codebook: Path | None, bom: bool,
    places: tuple[str, ...], years: tuple[int, ...], indicators: tuple[str, ...],
    limits: Limits, rules: Rules,
) -> int:  # fmt: skip
    """Set the target of each place, year and indicator beside what the next year's report says of it.

    --year means the year of target and outturn, so 2024 takes targets from reports of 2024 and outturns from
    those of 2025. Columns: docs/panel.md.
    """
    from report_parser.exports.panel.codebook import codebook as written_codebook
    from report_parser.exports.panel.columns import COLUMNS
    from report_parser.exports.panel.rows import panel_rows
    from report_parser.exports.panel.wide import wide as made_wide
    from report_parser.exports.tabular import write_rows
    from report_parser.selection import Selection

    file_format = table_format(output, bom)
    selection = Selection(places, years, indicators=indicators)
    with open_reports(inputs, store, Selection(places), rules, limits) as reports:
        long = list(panel_rows(reports, rules, selection))
    rows, columns = made_wide(long) if wide else (long, COLUMNS)
    count = write_rows(rows, columns, file_format, output, bom=bom)
    if codebook is not None:
        write_text(codebook, written_codebook(long, columns))
    echo_count(count, output)
    return 1 if reports.failed else 0
