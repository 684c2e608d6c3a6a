"""`report-parser track`: reports of one place and several years in, promises beside achievements out."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_parser.cli.options import limit_options, print_text, rules_option, store_option, write_text
from report_parser.language.terminal import spoken

if TYPE_CHECKING:
    from report_parser.limits import Limits
    from report_parser.model import Report
    from report_parser.pipeline import Parser
    from report_parser.rules import Rules
    from report_parser.track import Tracking


@click.command("track")
@click.argument("reports", type=str, nargs=-1)
@store_option(required=False)
@click.option(
    "--place", "places", multiple=True, metavar="PLACE",
    help="Of a store, only this place, may be repeated; of report files, whose they are, where the texts do not say.",
)  # fmt: skip
@click.option(
    "--year", "years", multiple=True, type=click.IntRange(1949, 2100), metavar="YEAR",
    help="When each of REPORTS was delivered, in their order, where the texts do not say: once for each.",
)  # fmt: skip
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the JSON here instead of printing it.")
@click.option("--table", type=click.Path(path_type=Path), help="Write the items here too: .csv, .xlsx or .docx.")
@click.option("--indent", type=click.IntRange(0, 8), default=None, help="Indent the JSON by so many spaces.")
@click.option("--summary", is_flag=True, help="Print tables of how the commitments fared instead of the JSON.")
@limit_options
@rules_option
def track_command(
    reports: tuple[str, ...],
    store: str | None,
    places: tuple[str, ...],
    years: tuple[int, ...],
    output: Path | None,
    table: Path | None,
    indent: int | None,
    summary: bool,
    limits: Limits,
    rules: Rules,
) -> None:
    """Match the promises of each of REPORTS with what a later one reports, place by place and year by year.

    REPORTS are report files, or the JSON that `parse` wrote of them (.json), of any places and years; without
    any, the reports of a store are taken.
    """
    if bool(reports) == bool(store):
        raise click.UsageError("name reports, or a --store")
    if years and len(years) != len(reports):
        raise click.UsageError("give --year once for each report, in their order")
    if reports and len(places) > 1:
        raise click.UsageError("reports of files are of one --place")
    from report_parser.pipeline import Parser
    from report_parser.track.api import track_reports

    parser = Parser(rules, text_limit=limits.characters)
    if store is not None:
        models = _stored(store, places)
    else:
        place = places[0] if places else None
        models = [_read(name, parser, place, year, limits) for name, year in zip_longest(reports, years)]
    tracking = track_reports(models, rules=rules)
    text = tracking.model_dump_json(indent=indent) + "\n"
    if output is not None:
        write_text(output, text)
    elif not summary:
        print_text(text)
    if table is not None:
        _write_table(tracking, table, rules)
    if summary:
        from report_parser.cli.tracked import print_tracking
        from report_parser.language.messages import Wording

        print_tracking(tracking, Wording(spoken(), rules))


def _write_table(tracking: Tracking, path: Path, rules: Rules) -> None:
    """The links as CSV, marked as UTF-8 so that Excel shows Chinese, or as the sheets of an office."""
    from report_parser.exports.tracked import tracked_sheets
    from report_parser.exports.word import write_word
    from report_parser.exports.workbook import write_workbook
    from report_parser.language.messages import Wording
    from report_parser.track.table import to_csv
    from report_parser.whole_files import whole_file

    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".docx"):
        write_text(path, "\ufeff" + to_csv(tracking))
        return
    with whole_file(path) as aside:
        write = write_word if suffix == ".docx" else write_workbook
        write(tracked_sheets(tracking, Wording("zh", rules)), aside, "政府工作报告承诺兑现情况表")


def _stored(store: str, places: tuple[str, ...]) -> list[Report]:
    """The current reports of a store, of these places where some are named."""
    from report_parser.selection import Selection
    from report_parser.store import Store

    with Store(store, read_only=True) as opened:
        return list(opened.reports(Selection(places=places)))


def _read(name: str, parser: Parser, place: str | None, year: int | None, limits: Limits) -> Report:
    """A report from its JSON model, which has its place and year, or from the report file itself."""
    from report_parser.batch.shelf import read_model
    from report_parser.errors import SourceError
    from report_parser.limits import held

    if not name.endswith(".json"):
        with held(name, limits):
            return parser.parse(name, place=place, year=year)
    if place or year:
        raise click.UsageError(f"--place and --year are for report files; {name} has its own")
    report = read_model(Path(name))
    if isinstance(report, SourceError):
        raise report
    return report
