"""The administrative divisions of China by name: codes, ranks, parents, and the names they had before.

The table is `data/divisions.tsv` (see `tools/build_divisions.py` for its sources); it is read when the
first name is looked up and kept, some milliseconds and three megabytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from report_parser.document import Level


class Division(NamedTuple):
    """One place under one name: 331081 温岭市 温岭, 1995 to today (`last` is None)."""

    code: str
    name: str
    short: str
    first: int
    last: int | None

    @property
    def level(self) -> Level:
        """The rank that the code shows: 330000 province, 331000 prefecture, 331081 county."""
        if self.code.endswith("0000"):
            return "province"
        return "prefecture" if self.code.endswith("00") else "county"

    def stands_in(self, year: int | None) -> bool:
        """Whether the name was in force in `year`; None asks for today."""
        if year is None:
            return self.last is None
        return self.first - 1 <= year <= (self.last if self.last is not None else 9999)


class Divisions:
    """The table with its indexes."""

    def __init__(self, rows: tuple[Division, ...]) -> None:
        self._by_name: dict[str, list[Division]] = {}
        self._by_short: dict[str, list[Division]] = {}
        self._by_code: dict[str, list[Division]] = {}
        for row in rows:
            self._by_name.setdefault(row.name, []).append(row)
            self._by_short.setdefault(row.short, []).append(row)
            self._by_code.setdefault(row.code, []).append(row)

    def named(self, name: str) -> list[Division]:
        """The divisions of that full name (温岭市), else of that short name (温岭, 宁夏); none where unknown."""
        return self._by_name.get(name) or self._by_short.get(name) or []

    def full(self, name: str) -> list[Division]:
        """The divisions of that full name: 朝阳区 -> one in 北京市, one in 长春市."""
        return self._by_name.get(name, [])

    def short(self, name: str) -> list[Division]:
        """The divisions of that short name: 台州 -> 台州市 and the former 台州地区."""
        return self._by_short.get(name, [])

    def parents(self, division: Division, year: int | None = None) -> tuple[Division, ...]:
        """Outermost first: 331081 -> 浙江省, 台州市; a county under its province alone has one parent."""
        codes = [division.code[:2] + "0000", division.code[:4] + "00"]
        above = [self._by_code[code] for code in codes if code != division.code and code in self._by_code]
        at = year if year is not None else division.last
        return tuple(next((row for row in rows if row.stands_in(at)), rows[-1]) for rows in above)


@cache
def divisions() -> Divisions:
    """The shipped table, read once."""
    return Divisions(tuple(_rows()))


def _rows() -> Iterator[Division]:
    table = (resources.files("report_parser") / "data" / "divisions.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        code, name, short, first, last = line.split("\t")
        yield Division(code, name, short, int(first), int(last) if last else None)
