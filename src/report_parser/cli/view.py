"""`report-parser view`: one report as an HTML page to read it by."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_parser.cli.options import rules_option, write_text

if TYPE_CHECKING:
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
@rules_option
def view_command(file: str, output: Path | None, before: str | None, lang: str, rules: Rules) -> None:
    """Make an HTML page of a report: its text with what was understood, tables, charts and every number accounted for.

    FILE is a report (.txt .md .docx .html .pdf), MODEL the JSON that `parse` wrote. The page is one file that
    needs no network.
    """
    from report_parser.pipeline import Parser
    from report_parser.view.given import given_report
    from report_parser.view.page import render_page

    parser = Parser(rules)
    report = given_report(file, parser)
    tracking = None
    if before is not None:
        from report_parser.track import track_reports

        tracking = track_reports([given_report(before, parser), report], rules=rules)
    page = render_page(report, tracking=tracking, lang="en" if lang == "en" else "zh", rules=rules)
    if output is not None:
        write_text(output, page)
    else:
        sys.stdout.buffer.write(page.encode())
