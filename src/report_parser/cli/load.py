"""`report-parser load`: reports into a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_parser.cli.options import Readable, limit_options, rules_option, store_option
from report_parser.language.terminal import say

if TYPE_CHECKING:
    from report_parser.limits import Limits
    from report_parser.rules import Rules


@click.command("load")
@click.argument("paths", metavar="FILE|DIR...", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option(required=True)
@click.option("--without-text", is_flag=True, help="Keep the texts of the reports out of the store.")
@limit_options
@rules_option
def load_command(paths: tuple[Path, ...], store: str, without_text: bool, limits: Limits, rules: Rules) -> int:
    """Load reports into a store: models (.json) as they are, sources (.txt .md .docx .html .pdf) parsed on the way.

    What the store has already is left alone; a changed report becomes a new version of itself. Texts are kept,
    compressed. A file that cannot be read is named and passed over, and the exit code is 1.
    """
    from collections import Counter

    from report_parser.batch.shelf import read_shelf
    from report_parser.errors import SourceError
    from report_parser.store import Store

    readable = Readable(read_shelf(paths, rules, limits, with_text=not without_text))
    counts: Counter[str] = Counter()
    with Store(store, rules=rules) as opened:
        for found in readable:
            bare = found.source.model_copy(update={"text": None})
            report = found.model_copy(update={"source": bare}) if without_text else found
            try:
                counts[opened.put(report)] += 1
            except SourceError as error:
                readable.pass_over(error)
    line = "{created} created, {updated} updated, {unchanged} unchanged, {failed} failed"
    done = {outcome: counts[outcome] for outcome in ("created", "updated", "unchanged")}
    click.echo(say(line, **done, failed=readable.failed), err=True)
    return 1 if readable.failed else 0
