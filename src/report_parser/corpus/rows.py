"""A table of reports -> its rows, each a text with the place and the year that the table gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_parser.corpus.cells import is_cut, mended, place_of, year_of
from report_parser.corpus.columns import Columns
from report_parser.rules import Rules

if TYPE_CHECKING:
    import polars


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, counted from 1 below the heading, and what it says; `cut` where the text's end is lost."""

    number: int
    text: str
    place: str | None
    year: int | None
    cut: bool


def rows_of(frame: polars.DataFrame, columns: Columns, rules: Rules) -> Iterator[Row]:
    """Every row of a frame, in order; a cell of another type than text is taken as it is written."""
    import polars

    kept = [name for name in (columns.text, *columns.place, columns.year) if name is not None]
    cells = frame.select(polars.col(kept).cast(polars.String).fill_null(""))
    width = len(columns.place)
    for number, (text, *rest) in enumerate(cells.iter_rows(), 1):
        year = year_of(rest[width]) if columns.year is not None else None
        yield Row(number, mended(text, rules), place_of(rest[:width], rules), year, is_cut(text, rules))
