"""The head of a table: what stands in each of its columns, by the words of `headings.toml`.

指标 | 单位 | 2023年完成 | 2024年预期目标 | 责任单位: names, the unit of the figures, figures of a year that
were reached or are promised, and who is responsible.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Literal, NamedTuple

from report_parser.layout.number_breaks import NumberBreaks
from report_parser.rules.layout import TableRules

Role = Literal["name", "group", "unit", "figure", "responsible"]

_LONGEST_NAME = 20
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度?|(?!\d))")
# The unit behind the name of a column: 产值（亿元）, 增速/%.
_UNIT = re.compile(r"[（(/／]\s*([^（）()/／]{1,10}?)\s*[）)]?$")


class Column(NamedTuple):
    """A column: what it holds, its name, and the unit and year of its figures, where its head says them."""

    role: Role
    name: str
    unit: str = ""
    year: int | None = None
    planned: bool | None = None


_NAMELESS = Column("name", "")


def columns_of(
    names: list[str], rules: TableRules, responsible: frozenset[str], units: NumberBreaks
) -> tuple[Column, ...] | None:
    """The columns that a row heads; None for a row that is no head.

    A head holds mostly words that name columns, two at least, and no figure but years.
    """
    filled = [name for name in names if name]
    if any(len(name) > _LONGEST_NAME for name in filled):
        return None
    bare = [_YEAR.sub("", name) for name in filled]
    named = sum(any(word in name for word in (*rules.columns, *rules.planned, *rules.done)) for name in filled)
    # 2022年 | 2023年: a year alone names its column too, and so does a unit above several.
    named += sum(_YEAR.fullmatch(name) is not None or units.is_unit(name) for name in filled)
    if named < 2 or named * 3 < len(filled) * 2 or any(char.isdigit() for name in bare for char in name):
        return None
    return tuple(_column(name, rules, responsible, units) for name in names)


def below(upper: tuple[Column, ...], lower: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a head of two rows: what the upper row says of several columns holds for each with a name below.

    指标 | 亿元 | over 2023年 | 2024年目标: the unit of both figures is 亿元.
    """
    columns: list[Column] = []
    over = _NAMELESS
    for column, above in zip_longest(lower, upper, fillvalue=_NAMELESS):
        over = above if above.name else over
        if not column.name:
            columns.append(above)
        elif column.role == "figure" and not column.unit:
            columns.append(column._replace(unit=over.unit))
        else:
            columns.append(column)
    return tuple(columns)


def unit_in(name: str, units: NumberBreaks) -> tuple[str, int]:
    """The unit in brackets at the end of a name, and where it begins; "" and the length of the name where none is.

    进出口总额（亿元） -> 亿元, 5.
    """
    told = _UNIT.search(name)
    return (told[1], told.start()) if told and units.is_unit(told[1]) else ("", len(name))


def _column(name: str, rules: TableRules, responsible: frozenset[str], units: NumberBreaks) -> Column:
    if name in responsible:
        return Column("responsible", name)
    if name in rules.units:
        return Column("unit", name)
    if name in rules.groups:
        return Column("group", name)
    unit = name if units.is_unit(name) else unit_in(name, units)[0]
    year = _YEAR.search(name)
    planned = any(word in name for word in rules.planned)
    done = any(word in name for word in rules.done)
    if year is None and not unit and not planned and not done:
        return Column("name", name)
    return Column("figure", name, unit, int(year[1]) if year else None, planned if planned != done else None)
