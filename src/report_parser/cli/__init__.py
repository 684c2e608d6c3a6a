"""The command line: one module a command, the only modules that print.

A command module imports nothing heavier than click at its head, so that `--help` is instant.
"""

from __future__ import annotations

import os
import sys

import click

from report_parser.cli.batch import batch_command
from report_parser.cli.explain import explain_command
from report_parser.cli.export import export_command
from report_parser.cli.failures import run
from report_parser.cli.help import Commands, asked_language, lang_option
from report_parser.cli.load import load_command
from report_parser.cli.open import open_command
from report_parser.cli.panel import panel_command
from report_parser.cli.parse import parse_command
from report_parser.cli.schema import schema_command
from report_parser.cli.serve import serve_command
from report_parser.cli.terms import terms_command
from report_parser.cli.track import track_command
from report_parser.cli.view import view_command
from report_parser.collector import collect_seldom
from report_parser.language.terminal import speak, spoken


@click.group(cls=Commands, params=[lang_option()], context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="report_parser", message="report-parser %(version)s")
def cli() -> None:
    """Turn Chinese government work reports (政府工作报告) into a typed, grounded knowledge model."""


cli.add_command(batch_command)
cli.add_command(explain_command)
cli.add_command(export_command)
cli.add_command(load_command)
cli.add_command(open_command)
cli.add_command(panel_command)
cli.add_command(parse_command)
cli.add_command(schema_command)
cli.add_command(serve_command)
cli.add_command(terms_command)
cli.add_command(track_command)
cli.add_command(view_command)


def main() -> None:
    """Run the command line; what cannot be done ends it with one line on stderr and exit code 2."""
    collect_seldom()
    # Plugins of pydantic are for those who watch a server's models; to look for them takes 4 % of a cold parse.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    asked = asked_language(sys.argv[1:])
    speak("zh" if asked == "zh" else "en" if asked == "en" else spoken())
    sys.exit(run(cli))
