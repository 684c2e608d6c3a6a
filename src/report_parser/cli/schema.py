"""`report-parser schema`: the JSON Schema of the model."""

from __future__ import annotations

import click

from report_parser.cli.options import print_text


@click.command("schema")
@click.option(
    "--of", "of", type=click.Choice(["report", "track"]), default="report", show_default=True, help="Whose JSON."
)
def schema_command(of: str) -> None:
    """Print the JSON Schema of what `parse` emits, or another command."""
    from report_parser.export import report_schema, track_schema

    print_text(track_schema() if of == "track" else report_schema())
