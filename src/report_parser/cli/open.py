"""`report-parser open`: the page to drop reports on, in the browser, with a report opened if one is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from report_parser.cli.options import limit_options, place_option, rules_option, year_option
from report_parser.cli.serve import LOOPBACK
from report_parser.language.terminal import say

if TYPE_CHECKING:
    from report_parser.limits import Limits
    from report_parser.rules import Rules
    from report_parser.serve.office import Given


@click.command("open")
@click.argument("file", type=str, required=False)
@click.option(
    "--track", "before", metavar="LASTYEAR", help="Last year's report or model: show how its promises were kept."
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@place_option
@year_option
@limit_options
@rules_option
def open_command(
    file: str | None, before: str | None, no_browser: bool, place: str | None, year: int | None,
    limits: Limits, rules: Rules,
) -> None:  # fmt: skip
    """Open a page in the browser where reports are dropped and taken away as page, workbook, Word table and JSON.

    FILE is a report (.txt .md .docx .html .pdf) or the JSON that `parse` wrote, to have it opened there. The page
    is served on a free port that only this machine reaches, keeps nothing, and needs no network. Ctrl-C ends it.
    """
    if before is not None and file is None:
        raise click.UsageError("--track needs a FILE")
    try:
        import uvicorn

        from report_parser.serve.app import create_app
    except ImportError as error:
        from report_parser.errors import MissingExtraError

        raise MissingExtraError(error.name or "fastapi", "serve") from error
    import socket
    import webbrowser

    app = create_app(None, rules=rules, opened=_given(file, before, place, year, limits, rules), hosts=LOOPBACK)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # what the browser asks before the server is ready waits here
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        click.echo(say("open at {address}; Ctrl-C ends it", address=address))
        if not no_browser:
            webbrowser.open(address)
        config = uvicorn.Config(app, log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listening])


def _given(
    file: str | None, before: str | None, place: str | None, year: int | None, limits: Limits, rules: Rules
) -> Given | None:
    if file is None:
        return None
    from report_parser.limits import held
    from report_parser.pipeline import Parser
    from report_parser.serve.office import Given
    from report_parser.view.given import given_report

    parser = Parser(rules, text_limit=limits.characters)
    with held(file, limits):
        report = given_report(file, parser, place=place, year=year)
    if before is None:
        return Given(report, None)
    with held(before, limits):
        return Given(report, given_report(before, parser, place=place))
