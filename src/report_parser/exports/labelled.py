"""Rows of any table -> a .dta of Stata or a .sav of SPSS, with labels of variables and of values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from report_parser.errors import MissingExtraError, OutputError
from report_parser.tables.columns import Column
from report_parser.tables.rows import Row, frame_of_rows

if TYPE_CHECKING:
    import polars

_STATA_LABEL = 80
"""Characters of a label of a variable that Stata shows."""
_STATA_NAME = 32


def write_labelled(
    rows: Iterable[Row], columns: Sequence[Column], file_format: Literal["dta", "sav"], path: Path
) -> int:
    """Write all rows to `path`; how many. A column of few values is numbers from 1 with the values as labels.

    Raises MissingExtraError where pyreadstat is not installed, OutputError for a name that Stata does not take.
    """
    try:
        import pyreadstat
    except ImportError as error:
        raise MissingExtraError("pyreadstat", "stata") from error
    long = next((column.name for column in columns if len(column.name) > _STATA_NAME), None)
    if file_format == "dta" and long is not None:
        raise OutputError(
            str(path), f"{long}: a name of over {_STATA_NAME} characters; take shorter ids, or another format"
        )
    frame = _numbered(frame_of_rows(rows, columns), columns)
    labels: list[str | None] = [column.about for column in columns]
    values: dict[str, dict[int | float, str]] = {
        column.name: dict(enumerate(column.values, 1)) for column in columns if column.values
    }
    if file_format == "dta":
        short: list[str | None] = [column.about[:_STATA_LABEL] for column in columns]
        pyreadstat.write_dta(frame, str(path), column_labels=short, variable_value_labels=values, version=15)
    else:
        pyreadstat.write_sav(frame, str(path), column_labels=labels, variable_value_labels=values)
    return frame.height


def _numbered(frame: polars.DataFrame, columns: Sequence[Column]) -> polars.DataFrame:
    """The frame with numbers for the texts of short lists, and with no type that these formats lack."""
    import polars

    made = []
    for column in columns:
        cell = polars.col(column.name)
        if column.values:
            numbers = {value: number for number, value in enumerate(column.values, 1)}
            made.append(cell.replace_strict(numbers, default=None, return_dtype=polars.Int32))
        elif column.type == "decimal":
            made.append(cell.cast(polars.Float64))
        elif column.type == "texts":
            made.append(cell.list.join("；"))
        else:
            made.append(cell.fill_null("") if column.type == "text" else cell)
    return frame.select(made)
