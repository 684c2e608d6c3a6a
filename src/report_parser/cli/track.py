"""`report-parser track`: reports of one place and several years in, promises beside achievements out."""

from __future__ import annotations

import sys
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_parser.cli.options import rules_option, store_option, write_text
from report_parser.language.terminal import spoken

if TYPE_CHECKING:
    from report_parser.model import Report
    from report_parser.pipeline import Parser
    from report_parser.rules import Rules


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
@click.option("--table", type=click.Path(path_type=Path), help="Write the links here too, as CSV, one row each.")
@click.option("--indent", type=click.IntRange(0, 8), default=None, help="Indent the JSON by so many spaces.")
@click.option("--summary", is_flag=True, help="Print tables of how the commitments fared instead of the JSON.")
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

    parser = Parser(rules)
    if store is not None:
        models = _stored(store, places)
    else:
        place = places[0] if places else None
        models = [_read(name, parser, place, year) for name, year in zip_longest(reports, years)]
    tracking = track_reports(models, rules=rules)
    text = tracking.model_dump_json(indent=indent) + "\n"
    if output is not None:
        write_text(output, text)
    elif not summary:
        sys.stdout.buffer.write(text.encode())
    if table is not None:
        from report_parser.track.table import to_csv

        write_text(table, to_csv(tracking))
    if summary:
        from report_parser.cli.tracked import print_tracking
        from report_parser.language.messages import Wording

        print_tracking(tracking, Wording(spoken(), rules))


def _stored(store: str, places: tuple[str, ...]) -> list[Report]:
    """The current reports of a store, of these places where some are named."""
    from report_parser.selection import Selection
    from report_parser.store import Store

    with Store(store) as opened:
        return list(opened.reports(Selection(places=places)))


def _read(name: str, parser: Parser, place: str | None, year: int | None) -> Report:
    """A report from its JSON model, which has its place and year, or from the report file itself."""
    if not name.endswith(".json"):
        return parser.parse(name, place=place, year=year)
    if place or year:
        raise click.UsageError(f"--place and --year are for report files; {name} has its own")
    from pydantic import ValidationError

    from report_parser.errors import SourceError
    from report_parser.model import Report

    try:
        return Report.model_validate_json(Path(name).read_bytes())
    except OSError as error:
        raise SourceError(name, error.strerror or "cannot be read") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise SourceError(name, f"not the JSON of a parsed report: {where}: {first['msg']}") from error
