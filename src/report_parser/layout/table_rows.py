"""Table rows of a source: which of them are heads, and which cells say who is responsible.

Reports end in tables of tasks (序号, 实事项目, 年度目标, 主办单位). A head is no statement, and a cell under
主办单位 says as much as 主办单位：省教育厅 would in a line of text, so that is how it is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from report_parser.document import Mark
from report_parser.rules import Rules

_TAB = re.compile(r"\t")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that are body, the starts of those that are heads, and what the tab before a cell stands for."""

    rows: tuple[tuple[int, int], ...] = ()
    heads: frozenset[int] = frozenset()
    labels: Mapping[int, str] = field(default_factory=dict)


def read_rows(text: str, marks: tuple[Mark, ...], rules: Rules) -> Table:
    """The table rows that a reader marked in `text`, their heads and the cells that name who is responsible."""
    spans = [(mark.start, mark.end) for mark in marks if mark.kind == "table_row"]
    heads: set[int] = set()
    labels: dict[int, str] = {}
    columns: dict[int, str] = {}
    last_end = -2
    responsible = rules.cues.words("responsible")
    for start, end in spans:
        if start > last_end + 2:
            columns = {}
        last_end = end
        cells = _cells(text, start, end)
        names = [text[left:right].strip() for left, right in cells]
        if _is_head(names, rules.headings.columns):
            heads.add(start)
            columns = {index: name for index, name in enumerate(names) if name in responsible}
            continue
        for index, name in columns.items():
            if 0 < index < len(cells) and names[index]:
                labels[cells[index][0] - 1] = f"；{name}："
    return Table(tuple(span for span in spans if span[0] not in heads), frozenset(heads), labels)


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans between the tabs of a row."""
    tabs = [start - 1, *(tab.start() for tab in _TAB.finditer(text, start, end)), end]
    return [(left + 1, right) for left, right in pairwise(tabs)]


def _is_head(names: list[str], columns: tuple[str, ...]) -> bool:
    """Whether a row holds mostly words that name columns, and no figure."""
    named = sum(len(name) <= 12 and any(column in name for column in columns) for name in names)
    return named >= 2 and named * 3 >= len(names) * 2 and not any(char.isdigit() for name in names for char in name)
