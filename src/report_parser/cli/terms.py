"""`report-parser terms`: how often the terms of a dictionary, or any words, stand in reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_parser.cli.options import (
    Readable,
    echo_count,
    limit_options,
    open_reports,
    rules_option,
    store_option,
    table_format,
)

if TYPE_CHECKING:
    from report_parser.limits import Limits
    from report_parser.model import Report
    from report_parser.rules import Rules

_TOP = 50
"""How many words, where --top does not say."""


@click.command("terms")
@click.argument("inputs", metavar="SHELF...", nargs=-1, type=click.Path(path_type=Path))
@store_option(required=False)
@click.option(
    "--terms", "dictionary", metavar="DICTIONARY",
    help="A dictionary: a .toml, .txt or .xlsx, or environment, digital_economy or innovation.",
)  # fmt: skip
@click.option("--top", type=click.IntRange(1), metavar="N", help="The N most frequent words instead of a dictionary.")
@click.option(
    "--keyness", type=click.Path(path_type=Path, dir_okay=False), metavar="REPORT",
    help="The words that mark this report among those of SHELF instead of a dictionary.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False),
    help="A .csv, .jsonl, .parquet, .dta or .sav; CSV on the terminal.",
)  # fmt: skip
@click.option("--bom", is_flag=True, help="Mark a CSV as UTF-8, so that Excel shows Chinese.")
@click.option("--wide", is_flag=True, help="A row a report, a column a concept and part.")
@click.option("--strings", is_flag=True, help="Count terms as strings, also within other words.")
@click.option(
    "--without-negated", is_flag=True, help="Leave out terms that a negation before them denies (未实现绿色发展)."
)
@click.option("--boilerplate", is_flag=True, help="Count the text that a web site put around the report too.")
@limit_options
@rules_option
def terms_command(
    inputs: tuple[Path, ...], store: str | None, dictionary: str | None, top: int | None, keyness: Path | None,
    output: Path | None, bom: bool, wide: bool, strings: bool, without_negated: bool, boilerplate: bool,
    limits: Limits, rules: Rules,
) -> int:  # fmt: skip
    """Count the terms of each concept of a dictionary in each report of SHELF, by part and by kind of statement.

    SHELF are sources, models that hold their text (parse or batch --with-text), or folders of them. Without a
    dictionary, --top counts the most frequent words and --keyness finds those that mark one report among the others.
    Definitions and columns: docs/terms.md.
    """
    from report_parser.exports.tabular import write_rows
    from report_parser.selection import Selection
    from report_parser.word_counts.dictionary import load_dictionary
    from report_parser.word_counts.frequent import KEYNESS, TOP, keyness_rows, top_rows
    from report_parser.word_counts.mentions import Counting
    from report_parser.word_counts.table import LONG, long_rows, wide_columns, wide_rows

    if sum((dictionary is not None, top is not None and keyness is None, keyness is not None)) != 1:
        raise click.UsageError("say what to count: --terms DICTIONARY, --top N or --keyness REPORT")
    file_format = table_format(output, bom)
    with open_reports(inputs, store, Selection(), rules, limits, with_text=True) as reports:
        held = _holding_text(reports)
        if dictionary is not None:
            chosen = load_dictionary(dictionary)
            make, columns = (wide_rows, wide_columns(chosen)) if wide else (long_rows, LONG)
            counting: Counting = "strings" if strings else "words"
            rows = make(held, chosen, rules, counting=counting, negated=not without_negated, boilerplate=boilerplate)
        elif keyness is not None:
            rows, columns = keyness_rows(_one(keyness, rules), held, rules, top or _TOP), KEYNESS
        else:
            rows, columns = top_rows(held, rules, top or _TOP), TOP
        count = write_rows(rows, columns, file_format, output, bom=bom)
    echo_count(count, output)
    return 1 if reports.failed else 0


def _holding_text(reports: Readable) -> Iterator[Report]:
    """The reports that hold their text; the others are named, for nothing in them can be counted."""
    from report_parser.errors import SourceError

    for report in reports:
        if report.source.text is None:
            reports.pass_over(
                SourceError(report.source.uri, "the model does not hold the text; parse with --with-text")
            )
        else:
            yield report


def _one(path: Path, rules: Rules) -> Report:
    """The one report of a file, with its text. Raises SourceError."""
    from report_parser.batch.shelf import MODEL, read_model
    from report_parser.pipeline import Parser

    if path.suffix.lower() != MODEL:
        return Parser(rules).parse(path, with_text=True)
    found = read_model(path)
    if isinstance(found, Exception):
        raise found
    return found
