"""Rows of any table -> a .dta of Stata or a .sav of SPSS, with labels of variables and of values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from report_parser.errors import MissingExtraError
from report_parser.tables.columns import Column
from report_parser.tables.rows import Row, frame_of_rows

if TYPE_CHECKING:
    import polars

_STATA_LABEL = 80
"""Characters of a label of a variable that Stata shows."""
_STATA_NAME = 32
_SPSS_NAME = 64
_ROLE = re.compile(r"(?:_(?:rate|change|times|rank))?(?:_added)?_(?:target|outturn)$")
"""The end of a name of the wide panel, which is never cut: _rate_target."""


def write_labelled(
    rows: Iterable[Row], columns: Sequence[Column], file_format: Literal["dta", "sav"], path: Path
) -> int:
    """Write all rows to `path`; how many. A column of few values is numbers from 1 with the values as labels.

    Names are those that the format takes, see `names_of`; the label of one that was changed begins with what it was.
    Raises MissingExtraError where pyreadstat is not installed.
    """
    try:
        import pyreadstat
    except ImportError as error:
        raise MissingExtraError("pyreadstat", "stata") from error
    names = names_of(columns, _STATA_NAME if file_format == "dta" else _SPSS_NAME)
    frame = _numbered(frame_of_rows(rows, columns), columns).rename(names)
    labels: list[str | None] = [
        column.about if names[column.name] == column.name else f"{column.name}: {column.about}" for column in columns
    ]
    values: dict[str, dict[int | float, str]] = {
        names[column.name]: dict(enumerate(column.values, 1)) for column in columns if column.values
    }
    if file_format == "dta":
        short: list[str | None] = [label[:_STATA_LABEL] for label in labels if label is not None]
        pyreadstat.write_dta(frame, str(path), column_labels=short, variable_value_labels=values, version=15)
    else:
        pyreadstat.write_sav(frame, str(path), column_labels=labels, variable_value_labels=values)
    return frame.height


def names_of(columns: Sequence[Column], longest: int) -> dict[str, str]:
    """What columns are called where names hold letters, digits and _ alone and have a greatest length, all different.

    A name that is too long has its words cut, all alike, but for the end that tells role and half:
    above_scale_industrial_value_added_rate_target -> abo_sca_ind_val_add_rate_target.
    """
    made: dict[str, str] = {}
    for column in columns:
        name = re.sub(r"\W", "_", column.name)
        short, taken = _shortened(name, longest), frozenset(made.values())
        number = 1
        while short in taken:
            number += 1
            short = f"{_shortened(name, longest - len(str(number)))}{number}"
        made[column.name] = short
    return made


def _shortened(name: str, longest: int) -> str:
    end = found.group() if (found := _ROLE.search(name)) else ""
    words = name.removesuffix(end).split("_")
    for letters in range(max(map(len, words)), 0, -1):
        short = "_".join(word[:letters] for word in words) + end
        if len(short) <= longest:
            return short
    return name[:longest]


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
