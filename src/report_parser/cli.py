"""The command line: files in, JSON out. The only module that prints.

Nothing but click is imported before a command needs it, so that `--help` is instant.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from report_parser.errors import ReportParserError

_Command = TypeVar("_Command", bound=Callable[..., None])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="report_parser", prog_name="report-parser")
def cli() -> None:
    """Turn Chinese government work reports (政府工作报告) into a typed, grounded knowledge model."""


def _rules_option(command: _Command) -> _Command:
    return click.option(
        "--rules", "rules", multiple=True, type=click.Path(path_type=Path), metavar="DIR",
        help="Add the units, verbs, headings, indicators and words of this folder to ours; may be repeated.",
    )(command)  # fmt: skip


@cli.command("parse")
@click.argument("file", type=str)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the JSON here instead of printing it.")
@click.option("--with-text", is_flag=True, help="Carry the source text in the JSON, to check spans against.")
@click.option("--indent", type=click.IntRange(0, 8), default=None, help="Indent the JSON by so many spaces.")
@click.option("--summary", is_flag=True, help="Print a table of what was found (with --output: instead of the JSON).")
@_rules_option
def parse_command(
    file: str, output: Path | None, with_text: bool, indent: int | None, summary: bool, rules: tuple[Path, ...]
) -> None:
    """Parse FILE (.txt .md .docx .html .pdf, or - for standard input) and print its JSON."""
    from report_parser.export import to_json
    from report_parser.pipeline import Parser

    parser = Parser(rules)
    if file == "-":
        report = parser.parse(sys.stdin.buffer.read(), name="<stdin>", with_text=with_text)
    else:
        report = parser.parse(file, with_text=with_text)
    text = to_json(report, indent=indent) + "\n"
    if output is not None:
        _write(output, text)
    elif not summary:
        sys.stdout.buffer.write(text.encode())
    if summary:
        from report_parser.summary import print_summary

        print_summary(report)


@cli.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of what `parse` emits."""
    from report_parser.export import report_schema

    sys.stdout.buffer.write(report_schema().encode())


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(path), error.strerror or str(error)) from error


def main() -> None:
    """Run the command line; a known error ends it with one line on stderr and exit code 2."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except ReportParserError as error:
        click.echo(f"report-parser: {error}", err=True)
        sys.exit(2)
