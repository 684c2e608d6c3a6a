"""`parse_table`: a table of reports in, their models and frames out, for a program."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_parser.batch.at_hand import at_hand, suffix_of
from report_parser.batch.pool import Pool, core_count
from report_parser.batch.program import make_settings
from report_parser.batch.tables import Tables
from report_parser.corpus.columns import Columns
from report_parser.corpus.read import READERS, ArrowFrame, frame_of, read_table
from report_parser.errors import SourceError
from report_parser.limits import MEMORY_LIMIT, TEXT_LIMIT, TIME_LIMIT, Limits
from report_parser.model import Report
from report_parser.rules import Rules, load_rules
from report_parser.tables.columns import TableName
from report_parser.tables.rows import to_frame

if TYPE_CHECKING:
    import polars

_FRAME = "table"
"""What the rows of a frame are called, which has no path: table#12."""


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """The reports of a table's rows in their order, and the errors of those that are none; `columns` are those read.

    The `uri` of a report's source and of an error ends in the number of its row, counted from 1: reports.csv#12.
    """

    reports: tuple[Report, ...]
    failures: tuple[SourceError, ...]
    columns: Columns
    rules: Rules

    def frame(self, table: TableName = "facts") -> polars.DataFrame:
        """One of the tidy tables of all reports, with the number of each one's row in `row`; `.to_pandas()` works."""
        import polars

        frame = to_frame(self.reports, table, rules=self.rules)
        number = polars.col("source_uri").str.extract(r"#(\d+)$").cast(polars.Int64)
        return frame.select(number.alias("row"), polars.all())


def parse_table(
    table: str | os.PathLike[str] | ArrowFrame,
    *,
    text_column: str | None = None,
    place_columns: Sequence[str] = (),
    year_column: str | None = None,
    workers: int | None = None,
    rules: Rules | None = None,
    with_text: bool = False,
    time_limit: float = TIME_LIMIT,
    memory_limit: int = MEMORY_LIMIT,
    text_limit: int = TEXT_LIMIT,
) -> ParsedTable:
    """The reports of a table, a row each: a .csv, .tsv, .jsonl, .xlsx, .parquet or .dta, be it at a URL, or a frame.

    `place_columns` are those of the place, the outermost first (province, city); columns that are not named are known
    by the names in use (正文, doc, 省份, city, 年份 …). Place and year of the table come before what a text says, and a
    text that says something else is a diagnostic. `workers` processes parse, by default one a core, within the
    limits of `parse_many`. Raises SourceError where the table cannot be read or no column holds text.

    >>> from report_parser import parse_table
    >>> import polars
    >>> frame = polars.DataFrame({"city": ["温岭市"], "year": [2024], "doc": ["今年，地区生产总值增长6%左右。"]})
    >>> parsed = parse_table(frame, workers=1)
    >>> print(parsed.columns)
    text in doc, place in city, year in year
    >>> parsed.frame("facts").select("row", "jurisdiction", "indicator", "value").rows()
    [(1, '温岭市', '地区生产总值', '6')]
    """
    known = load_rules() if rules is None else rules
    taken: list[Columns] = []
    tables = Tables(
        Columns(text_column, tuple(place_columns), year_column), known, lambda _, columns: taken.append(columns)
    )
    if isinstance(table, (str, os.PathLike)):
        address = os.fspath(table)
        if suffix_of(address) not in READERS:
            raise SourceError(address, f"not a table: {', '.join(READERS)} are read")
        with at_hand(address) as path:
            tasks = tables.rows(address, address, read_table(path))
    else:
        tasks = tables.rows(_FRAME, _FRAME, frame_of(table))
    settings = make_settings(known, with_text=with_text, limits=Limits(time_limit, memory_limit, text_limit))
    reports: list[Report] = []
    failures: list[SourceError] = []
    with Pool(min(workers or core_count(), max(len(tasks), 1)), settings) as pool:
        for outcome in pool.in_order(tasks):
            if outcome.failure is not None:
                failures.append(outcome.failure.error())
            elif outcome.json is not None:
                reports.append(Report.model_validate_json(outcome.json))
    return ParsedTable(tuple(reports), tuple(failures), taken[0], known)
