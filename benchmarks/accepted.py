"""Accepted rows: the rows of the reference passages that were read right when they were last looked at.

`tests/accepted/SET.txt` has a line for each: report, kind of row, and the offsets of the row in the report's text (of a
row about the whole document, the field). Texts are not in it. A row that was given up carries the reason behind a `#`:

    fujian-2025 fact 516 523
    fujian-2025 statement 716 745  # lost: the list is now cut at its head, which mends eleven others

A row that is read right and not listed is gained; one that is listed, not struck out and read otherwise is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ACCEPTED = Path(__file__).parents[1] / "tests" / "accepted"
_LINE = re.compile(r"(?P<row>\S+ [\w-]+ (?:\d+ \d+|\w+))(?:  # lost: (?P<reason>\S.*))?")


class Row(NamedTuple):
    """A row of the references: `516 523` of the facts of fujian-2025, or the `title` of its document."""

    report: str
    kind: str
    place: str

    def __str__(self) -> str:
        return " ".join(self)


@dataclass(frozen=True, slots=True)
class Change:
    """What a run of the parser makes of the accepted rows."""

    gained: tuple[Row, ...]
    lost: tuple[Row, ...]


Accepted = Mapping[Row, str]
"""The rows of a file, each with the reason for which it was given up, or with none."""


def read_accepted(path: Path) -> Accepted:
    """The rows of a file, none where it is not there yet. Raises ValueError naming a line that is not of the format."""
    if not path.exists():
        return {}
    found: dict[Row, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        parts = _LINE.fullmatch(line)
        if parts is None:
            raise ValueError(f"{path}: line {number}: not `REPORT KIND PLACE` or `REPORT KIND PLACE  # lost: REASON`")
        found[Row(*parts["row"].split(" ", 2))] = parts["reason"] or ""
    return found


def change(accepted: Accepted, right: Iterable[Row]) -> Change:
    """What is gained and lost where the rows `right` are read right today."""
    now = set(right)
    given_up = {row for row, reason in accepted.items() if reason}
    gained = now - accepted.keys() | now & given_up
    return Change(_sorted(gained), _sorted(accepted.keys() - now - given_up))


def write_accepted(path: Path, accepted: Accepted, gained: Iterable[Row]) -> None:
    """Write a file anew with what is gained; nothing listed is dropped, only a row won back loses its reason."""
    rows = {**accepted, **dict.fromkeys(gained, "")}
    lines = [f"{row}  # lost: {rows[row]}" if rows[row] else str(row) for row in _sorted(rows)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Report by report, in the order of the text."""
    return tuple(sorted(rows, key=lambda row: (row.report, _first_number(row.place), row)))


def _first_number(place: str) -> int:
    first = place.split(" ")[0]
    return int(first) if first.isdecimal() else -1
