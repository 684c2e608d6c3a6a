"""`report-parser export`: reports -> JSON lines, CSV, Parquet, or the pair of tables that offices make."""

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
    from collections.abc import Sequence

    from report_parser.document import Kind
    from report_parser.exports.breakdown import Sheet
    from report_parser.limits import Limits
    from report_parser.rules import Rules

_OFFICE = ("xlsx", "docx")


@click.command("export")
@click.argument("inputs", metavar="INPUT...", nargs=-1, type=click.Path(path_type=Path))
@store_option(required=False)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option(
    "--format", "file_format", type=click.Choice(["jsonl", "csv", "parquet", "xlsx", "docx"]),
    help="The format; by default that of the suffix of --output, or jsonl.",
)  # fmt: skip
@click.option(
    "--table", type=click.Choice(["facts", "statements", "numerals", "reports"]), default=None,
    help="The table of jsonl, csv and parquet.  [default: facts]",
)  # fmt: skip
@click.option("--bom", is_flag=True, help="Mark a CSV as UTF-8, so that Excel shows Chinese.")
@selection_options
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(["achievement", "commitment", "background"]),
    help="Only statements and facts of this kind; may be repeated.",
)  # fmt: skip
@limit_options
@rules_option
def export_command(
    inputs: tuple[Path, ...], store: str | None, output: Path | None, file_format: str | None, table: str | None,
    bom: bool, places: tuple[str, ...], years: tuple[int, ...], indicators: tuple[str, ...], kinds: tuple[Kind, ...],
    limits: Limits, rules: Rules,
) -> int:  # fmt: skip
    """Write reports of INPUT (models, sources, folders of them) or of a store in another form.

    xlsx and docx hold the tables 主要指标分解表 and 重点任务分解表, laid out for print, with columns to fill in.
    """
    from report_parser.selection import Selection

    chosen = _format(file_format, output)
    if bom and chosen != "csv":
        raise click.UsageError("--bom is for csv")
    selection = Selection(places, years, kinds, indicators)
    office = chosen in _OFFICE
    if office and (kinds or table):
        raise click.UsageError("--kind and --table are not for xlsx and docx, whose tables are of commitments")
    if office and output is None:
        raise click.UsageError("xlsx and docx need --output")
    with open_reports(inputs, store, selection, rules, limits, with_text=office) as reports:
        if office and output is not None:
            from report_parser.exports.breakdown import sheets_of

            sheets = sheets_of(reports, rules, selection)
            _write_office(sheets, chosen, output)
            count = sum(len(sheet.rows) for sheet in sheets)
        else:
            from report_parser.exports.tabular import FORMATS, write_rows
            from report_parser.tables.columns import COLUMNS, TABLES
            from report_parser.tables.rows import rows

            name = next(known for known in TABLES if known == (table or "facts"))
            kind = next(known for known in FORMATS if known == chosen)
            made = (row for report in reports for row in rows(selection.narrow(report), name, rules=rules))
            count = write_rows(made, COLUMNS[name], kind, output, bom=bom)
    echo_count(count, output)
    return 1 if reports.failed else 0


def _write_office(sheets: Sequence[Sheet], chosen: str, output: Path) -> None:
    from report_parser.exports.word import write_word
    from report_parser.exports.workbook import write_workbook
    from report_parser.whole_files import whole_file

    with whole_file(output) as aside:
        (write_word if chosen == "docx" else write_workbook)(sheets, aside)


def _format(file_format: str | None, output: Path | None) -> str:
    if file_format is not None:
        return file_format
    suffix = output.suffix.lower().lstrip(".") if output is not None else "jsonl"
    if suffix not in ("jsonl", "csv", "parquet", *_OFFICE):
        raise click.UsageError(f"{output}: its suffix is no format; say which with --format")
    return suffix
