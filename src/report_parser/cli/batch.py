"""`report-parser batch`: a shelf of reports in, one JSON a report and four tables out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_parser.cli.options import limit_options, place_option, rules_option, store_option, year_option
from report_parser.language.terminal import say

if TYPE_CHECKING:
    from report_parser.limits import Limits
    from report_parser.rules import Rules


@click.command("batch")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--output", "-o", required=True, metavar="DIR", help="The folder or fsspec URL to write to.")
@click.option("--workers", type=click.IntRange(1), help="Worker processes; as many as cores by default.")
@click.option(
    "--with-text/--without-text", default=None,
    help="Carry the source text in each JSON, to check spans against; done for a --store unless told not to.",
)  # fmt: skip
@limit_options
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True, help="What runs it."
)
@click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler; without it dask starts a local cluster.")
@click.option("--text-column", metavar="NAME", help="Of a table of reports: the column of their texts.")
@click.option(
    "--place-column", "place_columns", multiple=True, metavar="NAME",
    help="The column of the place; once a rank where province, city and county have one each.",
)  # fmt: skip
@click.option("--year-column", metavar="NAME", help="The column of the year in which the report was given.")
@store_option(required=False)
@place_option
@year_option
@rules_option
def batch_command(
    inputs: tuple[str, ...],
    output: str,
    workers: int | None,
    with_text: bool | None,
    limits: Limits,
    engine: str,
    scheduler: str | None,
    text_column: str | None,
    place_columns: tuple[str, ...],
    year_column: str | None,
    store: str | None,
    place: str | None,
    year: int | None,
    rules: Rules,
) -> int:
    """Parse every report that INPUT names: files, folders, patterns, lists (@names.txt, .csv, .jsonl), fsspec URLs.

    A table (.csv, .tsv, .jsonl, .xlsx, .parquet, .dta) with a column of texts gives a report a row; its columns are
    known by the names in use, or named by --text-column, --place-column and --year-column.

    DIR gets reports/*.json, the tables reports, statements, facts and numerals as Parquet, and errors.jsonl.
    What is done already is skipped; a run that was killed goes on where it stood. Exit code 1 when a file failed.
    --place and --year are for reports that do not say theirs, and hold for all that INPUT names.
    With --store the reports are loaded into a store as well, when all are parsed.
    """
    if store is not None and "://" in output and not output.startswith("file://"):
        raise click.UsageError("--store loads from a local --output; load elsewhere with report-parser load")
    if scheduler is not None and engine != "dask":
        raise click.UsageError("--scheduler is for --engine dask")
    if scheduler is not None and workers is not None:
        raise click.UsageError("--workers is for this machine; a cluster has the workers it has")
    from time import monotonic

    from report_parser.batch.pool import Pool, core_count
    from report_parser.batch.program import make_settings
    from report_parser.batch.run import Engine, run_batch
    from report_parser.batch.tables import Tables
    from report_parser.cli.progress import print_columns, print_summary, progress_bar
    from report_parser.corpus.columns import Columns

    began = monotonic()
    settings = make_settings(
        rules,
        output=output,
        with_text=store is not None if with_text is None else with_text,
        limits=limits,
        place=place,
        year=year,
    )
    if engine == "dask":
        from report_parser.batch.cluster import DaskEngine

        runner: Engine = DaskEngine(scheduler, workers, settings)
    else:
        runner = Pool(workers or core_count(), settings)
    tables = Tables(Columns(text_column, place_columns, year_column), rules, print_columns)
    with progress_bar() as progress:
        summary = run_batch(inputs, settings, runner, tables=tables, progress=progress)
    print_summary(summary, output, monotonic() - began)
    if store is not None:
        _load(Path(output.removeprefix("file://")), store, rules)
    return 1 if summary.failures else 0


def _load(output: Path, url: str, rules: Rules) -> None:
    """Put what a batch wrote into a store; what the store has already is left alone."""
    from report_parser.batch.shelf import read_shelf
    from report_parser.cli.options import Readable
    from report_parser.store import Store

    with Store(url, rules=rules) as opened:
        loaded = opened.load(Readable(read_shelf([output / "reports"])))
    line = "store: {created} created, {updated} updated, {unchanged} unchanged"
    click.echo(say(line, created=loaded.created, updated=loaded.updated, unchanged=loaded.unchanged), err=True)
