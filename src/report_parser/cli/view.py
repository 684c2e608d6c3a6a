"""`report-parser view`: one report as an HTML page to read it by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_parser.cli.options import limit_options, place_option, print_text, rules_option, write_text, year_option

if TYPE_CHECKING:
    from report_parser.limits import Limits
    from report_parser.rules import Rules


@click.command("view")
@click.argument("file", type=str, metavar="FILE|MODEL")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the page here instead of printing it.")
@click.option(
    "--track", "before", metavar="LASTYEAR", help="Last year's report or model: show how its promises were kept."
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the interface."
)
@place_option
@year_option
@limit_options
@rules_option
def view_command(
    file: str, output: Path | None, before: str | None, lang: str, place: str | None, year: int | None,
    limits: Limits, rules: Rules,
) -> None:  # fmt: skip
    """Make an HTML page of a report: its text with what was understood, tables, charts and every number accounted for.

    FILE is a report (.txt .md .docx .html .pdf), MODEL the JSON that `parse` wrote. The page is one file that
    needs no network. --place is that of both reports, --year that of FILE; a MODEL has its own.
    """
    if file.endswith(".json") and (place or year):
        raise click.UsageError("--place and --year are for a report; a model has its own")
    from report_parser.limits import held
    from report_parser.pipeline import Parser
    from report_parser.view.given import given_report
    from report_parser.view.page import render_page

    parser = Parser(rules, text_limit=limits.characters)
    with held(file, limits):
        report = given_report(file, parser, place=place, year=year)
    tracking = None
    if before is not None:
        from report_parser.track import track_reports

        with held(before, limits):
            last = given_report(before, parser, place=place)
        tracking = track_reports([last, report], rules=rules)
    page = render_page(report, tracking=tracking, lang="en" if lang == "en" else "zh", rules=rules)
    if output is not None:
        write_text(output, page)
    else:
        print_text(page)
