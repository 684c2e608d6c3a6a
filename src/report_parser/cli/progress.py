"""The progress bar of a batch and the summary after it; imported when a batch runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from report_parser.batch.run import Summary
from report_parser.batch.task import Outcome
from report_parser.corpus.columns import Columns
from report_parser.language.terminal import printable, say, told

SHOWN = 20
"""Failures that the summary prints; `errors.jsonl` has them all."""


class RateColumn(ProgressColumn):
    """Reports a second."""

    def render(self, task: Task) -> Text:
        """The speed of late, a dash before there is one."""
        return Text(f"{task.speed:.1f}/s" if task.speed else "–/s", style="progress.data.speed")


@contextmanager
def progress_bar() -> Iterator[Callable[[Outcome, int], None]]:
    """A bar on stderr with count, rate, time left and failures; nothing where stderr is no terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn(say("reports")), BarColumn(), MofNCompleteColumn(), RateColumn(), TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        line = bar.add_task("reports", total=None, failed=say("{count} failed", count=0))
        failed = 0

        def show(outcome: Outcome, total: int) -> None:
            nonlocal failed
            failed += outcome.failure is not None
            bar.update(line, total=total, advance=1, failed=say("{count} failed", count=failed))

        yield show


def print_columns(uri: str, columns: Columns) -> None:
    """Which columns of a table are read, on stderr, before they are."""
    parts = [say("text in {name}", name=columns.text)]
    if columns.place:
        parts.append(say("place in {name}", name=", ".join(columns.place)))
    if columns.year:
        parts.append(say("year in {name}", name=columns.year))
    click.echo(printable(f"{uri}: {'; '.join(parts)}"), err=True)


def print_summary(summary: Summary, output: str, seconds: float) -> None:
    """What was done, and the first failures with their causes."""
    line = (
        "{parsed} parsed, {skipped} done already, {failed} failed; "
        "{seconds} s, {rate} reports/s; in {output}"
    )  # fmt: skip
    counts = {"parsed": summary.parsed, "skipped": summary.skipped, "failed": len(summary.failures)}
    rate = f"{summary.parsed / seconds:.1f}"
    click.echo(say(line, **counts, seconds=f"{seconds:.1f}", rate=rate, output=printable(output)))
    for each, more, entries in (
        ("failed: {file}: {cause}", "failed: {count} more; all are in errors.jsonl", summary.failures),
        ("ignored: {file}: {cause}", "ignored: {count} more; all are in errors.jsonl", summary.ignored),
    ):
        for entry in entries[:SHOWN]:
            click.echo(f"  {say(each, file=printable(entry.uri), cause=printable(told(entry.cause)))}")
        if len(entries) > SHOWN:
            click.echo(f"  {say(more, count=len(entries) - SHOWN)}")
    for uri in summary.cut[:SHOWN]:
        click.echo(f"  {say('cut: {file}: the cell is as long as a spreadsheet lets it be', file=printable(uri))}")
    if len(summary.cut) > SHOWN:
        click.echo(f"  {say('cut: {count} more; each has the diagnostic cell-cut', count=len(summary.cut) - SHOWN)}")
