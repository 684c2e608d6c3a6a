"""`divisions.tsv`: the administrative divisions of China by name, with codes, ranks, parents and former names.

A line is a code of GB/T 2260, a name, the name without its rank, and the first and last year of that name, parted
by tabs; the last year is left out where the name is in force. `tools/build_divisions.py` tells where ours come from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, KeysView
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from report_parser.document import Level
from report_parser.errors import RuleError

_LINE = re.compile(r"^(\d{6})\t([^\t\n]+)\t([^\t\n]+)\t(\d{4})(?:\t(\d{4})?)?$", re.MULTILINE)


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

    def __init__(self, rows: Iterable[Division]) -> None:
        by_name, by_short, by_code = (defaultdict[str, list[Division]](list) for _ in range(3))
        for row in rows:
            code, name, short, _, _ = row
            by_name[name].append(row)
            by_short[short].append(row)
            by_code[code].append(row)
        self._by_name, self._by_short, self._by_code = dict(by_name), dict(by_short), dict(by_code)

    @property
    def shorts(self) -> KeysView[str]:
        """Every short name."""
        return self._by_short.keys()

    def named(self, name: str) -> list[Division]:
        """The divisions of that full name (温岭市), else of that short name (温岭, 宁夏); none where unknown."""
        return self._by_name.get(name) or self._by_short.get(name) or []

    def full(self, name: str) -> list[Division]:
        """The divisions of that full name: 朝阳区 -> one in 北京市, one in 长春市."""
        return self._by_name.get(name, [])

    def short(self, name: str) -> list[Division]:
        """The divisions of that short name: 台州 -> 台州市 and the former 台州地区."""
        return self._by_short.get(name, [])

    def coded(self, code: str) -> list[Division]:
        """What has had that code: 331081 -> 温岭市."""
        return self._by_code.get(code, [])

    def parents(self, division: Division, year: int | None = None) -> tuple[Division, ...]:
        """Outermost first: 331081 -> 浙江省, 台州市; a county under its province alone has one parent."""
        codes = [division.code[:2] + "0000", division.code[:4] + "00"]
        above = [self._by_code[code] for code in codes if code != division.code and code in self._by_code]
        at = year if year is not None else division.last
        return tuple(next((row for row in rows if row.stands_in(at)), rows[-1]) for rows in above)


def read_divisions(path: Traversable | Path) -> list[Division]:
    """The rows of a table; empty lines and lines that begin with `#` are passed over.

    Raises RuleError with the number of the line that is not of the format.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RuleError(str(path), "encoding", "not UTF-8") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#") and _LINE.fullmatch(line) is None:
            raise RuleError(str(path), f"line {number}", "not code, name, short name, first year, last year or nothing")
    return [
        Division(code, name, short, int(first), int(last) if last else None)
        for code, name, short, first, last in _LINE.findall(text)
    ]
