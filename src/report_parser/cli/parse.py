"""`report-parser parse`: one report in, its JSON out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_parser.cli.options import (
    given_source,
    limit_options,
    place_option,
    print_text,
    rules_option,
    write_text,
    year_option,
)
from report_parser.language.terminal import printable, say, spoken, told

if TYPE_CHECKING:
    from report_parser.limits import Limits
    from report_parser.rules import Rules


@click.command("parse")
@click.argument("file", type=str)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the JSON here instead of printing it.")
@click.option("--with-text", is_flag=True, help="Carry the source text in the JSON, to check spans against.")
@click.option("--indent", type=click.IntRange(0, 8), default=None, help="Indent the JSON by so many spaces.")
@click.option("--summary", is_flag=True, help="Print a table of what was found instead of the JSON.")
@click.option("--strict", is_flag=True, help="Exit with code 1 where a diagnostic is a warning or an error.")
@place_option
@year_option
@limit_options
@rules_option
def parse_command(
    file: str,
    output: Path | None,
    with_text: bool,
    indent: int | None,
    summary: bool,
    strict: bool,
    place: str | None,
    year: int | None,
    limits: Limits,
    rules: Rules,
) -> None:
    """Parse FILE (.txt .md .docx .html .pdf, or - for standard input) and print its JSON."""
    from report_parser.export import to_json
    from report_parser.limits import held
    from report_parser.pipeline import Parser

    parser = Parser(rules, text_limit=limits.characters)
    source, name = given_source(file)
    with held(name, limits):
        report = parser.parse(source, name=name, with_text=with_text, place=place, year=year)
        text = to_json(report, indent=indent) + "\n"
    if output is not None:
        write_text(output, text)
    elif not summary:
        print_text(text)
    if summary:
        from report_parser.cli.summary import print_summary
        from report_parser.language.messages import Wording

        print_summary(report, Wording(spoken(), rules))
    doubtful = [entry for entry in report.diagnostics if entry.severity != "info"]
    if strict and doubtful:
        from report_parser.checks.stage import CHECKS

        first = told(doubtful[0].message, also={check.en: check.zh for check in CHECKS})
        line = "{file}: {count} warnings, the first: {message}"
        click.echo(say(line, file=printable(report.source.uri), count=len(doubtful), message=first), err=True)
        sys.exit(1)
