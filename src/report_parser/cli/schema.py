"""`report-parser schema`: the JSON Schema of the model."""

from __future__ import annotations

import sys

import click


@click.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of what `parse` emits."""
    from report_parser.export import report_schema

    sys.stdout.buffer.write(report_schema().encode())
