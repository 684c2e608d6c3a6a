"""Table rows of a source: which of them are heads, and what the head of its column says of a cell.

Reports end in tables of tasks (序号, 实事项目, 年度目标, 主办单位) and of figures (指标, 单位, 2023年完成). A row is
read as the sentence that it stands for: a cell under 主办单位 says as much as 主办单位：省教育厅 would in a text, a
figure goes on with the name before it, and the unit of its column stands behind it. A head is no statement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Literal, NamedTuple

from report_parser.document import Mark, TableCell
from report_parser.layout.number_breaks import NumberBreaks
from report_parser.layout.table_columns import Column, Role, below, columns_of, unit_in
from report_parser.layout.unit_notes import unit_notes
from report_parser.rules import Rules

_FIGURE_LENGTH = 16  # a longer cell is a text of its own, whatever figures it holds
_DIGITS = r"\d+(?:[.,．，]\d+)*"
_FIGURE = re.compile(rf"[^\d]{{0,8}}?-?{_DIGITS}(?:\s*[-~—–－～至]\s*-?{_DIGITS})?")
_ORDER = re.compile(r"\d{1,3}")
# How far before a table the note of its unit is looked for.
_ABOVE_REACH = 40
# A row in a plain text: of markdown, or of cells parted by tabs.
_LINE = re.compile(r"^[ \t]*\|[^\n]*\|[ \t]*$|^[^\n\t]*(?:\t[^\n\t]*){2,}$", re.MULTILINE)
# A line of a plain text whose cells are set below each other by blanks, and the white between two of them.
_FILLED = re.compile(r"^[^\n]*[^\s][^\n]*$", re.MULTILINE)
_WHITE = re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")
_ALIGNED = re.compile(r"\S[ \u3000]{2,}\S[^\n]*?\S[ \u3000]{2,}\S")
_PARTING = re.compile(r"[\t|]")
_RULED = re.compile(r":?-*:?")  # |---|:-:|, the line below the head of a table of markdown
_UNHEADED = Column("name", "")


class Edit(NamedTuple):
    """What is read in place of the source from `start` to `end`, as standing at the offset `at`.

    A unit that is put behind a figure replaces nothing, and stands where the last digit does.
    """

    start: int
    end: int
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of all tables, in offsets of the source: those that are `left_out`, those that are kept but say nothing,
    what is read in place of what parts the cells of the others, and their cells with figures.
    """

    rows: tuple[tuple[int, int], ...] = ()
    left_out: frozenset[int] = frozenset()
    silent: tuple[tuple[int, int], ...] = ()
    edits: tuple[Edit, ...] = ()
    cells: tuple[TableCell, ...] = ()


class _Row(NamedTuple):
    """A row: its span, the spans of its cells, and what they hold."""

    start: int
    end: int
    cells: list[tuple[int, int]]
    names: list[str]

    @property
    def alone(self) -> str:
        """What a row of several columns holds, where it is in one cell alone: the name of the rows below it."""
        filled = [name for name in self.names if name]
        return filled[0] if len(filled) == 1 and len(self.names) > 1 else ""


@dataclass(slots=True)
class _Reading:
    """What has been read of the tables so far."""

    rows: list[tuple[int, int]] = field(default_factory=list)
    left_out: set[int] = field(default_factory=set)
    silent: list[tuple[int, int]] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    cells: list[TableCell] = field(default_factory=list)

    def pass_over(self, row: _Row) -> None:
        """Take a row for no statement; one with digits stays in the text, as each digit does."""
        self.rows.append((row.start, row.end))
        if any(map(_has_digit, row.names)):
            self.silent.append((row.start, row.end))
            self.edits += [Edit(left - 1, left, "；", left - 1) for left, _ in row.cells if left > row.start]
        else:
            self.left_out.add(row.start)

    def table(self) -> Table:
        return Table(
            tuple(self.rows), frozenset(self.left_out), tuple(self.silent), tuple(sorted(self.edits)), tuple(self.cells)
        )


def may_have_rows(text: str) -> bool:
    """Whether a text may hold table rows: most hold none, and need not be looked at line by line."""
    return "\t" in text or "|" in text or _ALIGNED.search(text) is not None


def read_rows(text: str, marks: tuple[Mark, ...], rules: Rules, units: NumberBreaks) -> Table:
    """The table rows that a reader marked in `text` or, where it marked none, that its lines are."""
    reading = _Reading()
    responsible, note = rules.cues.words("responsible"), unit_notes(rules).above
    columns: tuple[Column, ...] = ()
    unit = ""
    last_end = last_head = -2
    heads = partial(columns_of, rules=rules.headings.table, responsible=responsible, units=units)
    for row in [*_rows(text, marks)] or _aligned_rows(text, heads):
        if row.start > last_end + 2:
            columns = ()
            unit = _unit_told(note.search(text[max(0, row.start - _ABOVE_REACH) : row.start]), units)
        last_end = row.end
        head = heads(row.names)
        if head is not None:
            columns = below(columns, head) if last_head == row.start - 1 else head
            last_head = row.end
            reading.pass_over(row)
        elif all(map(_RULED.fullmatch, row.names)):
            reading.pass_over(row)
        elif row.alone and (columns or note.search(row.alone)):
            unit = _unit_told(note.search(row.alone), units) or unit
            reading.pass_over(row)
        else:
            reading.rows.append((row.start, row.end))
            _read_row(text, row, columns, unit, units, reading)
    return reading.table()


def _unit_told(note: re.Match[str] | None, units: NumberBreaks) -> str:
    return note["unit"] if note is not None and units.is_unit(note["unit"]) else ""


def _rows(text: str, marks: tuple[Mark, ...]) -> Iterator[_Row]:
    """The rows of the tables; a mark begins at the first filled cell, and the cells before it count too."""
    spans = [(text.rfind("\n", 0, mark.start) + 1, mark.end) for mark in marks if mark.kind == "table_row"]
    if not spans:
        lines = [found.span() for found in _LINE.finditer(text)]
        beside = {line for pair in pairwise(lines) if pair[1][0] == pair[0][1] + 1 for line in pair}
        spans = [line for line in lines if line in beside]
    for start, end in spans:
        partings = [parting.start() for parting in _PARTING.finditer(text, start, end)]
        if not partings or text[partings[0]] == "\t":
            partings = [start - 1, *partings, end]
        cells = [(left + 1, right) for left, right in pairwise(partings)]
        yield _Row(start, end, cells, [text[left:right].strip() for left, right in cells])


def _aligned_rows(text: str, heads: Callable[[list[str]], tuple[Column, ...] | None]) -> Iterator[_Row]:
    """The rows below a head, of as many cells as it, parted by two blanks and more; an empty cell ends the table."""
    width, last_end = 0, -2
    for line in _FILLED.finditer(text):
        start, end = line.start(), line.end() - len(line[0]) + len(line[0].rstrip())
        whites = [white.span() for white in _WHITE.finditer(text, start, end)]
        lefts, rights = [start, *(right for _, right in whites)], [*(left for left, _ in whites), end]
        cells = [*zip(lefts, rights, strict=True)]
        row = _Row(start, end, cells, [text[left:right].strip() for left, right in cells])
        if start != last_end + 1 or len(cells) != width:
            width = len(cells) if len(cells) > 2 and heads(row.names) is not None else 0
        if width:
            yield row
        last_end = line.end()


def _read_row(
    text: str, row: _Row, columns: tuple[Column, ...], unit: str, units: NumberBreaks, reading: _Reading
) -> None:
    """Read a row by its columns: what stands between its cells, the units of its figures, what is left out."""
    own = next((name for column, name in zip(columns, row.names, strict=False) if column.role == "unit"), "")
    named, opening = unit_in(row.names[0], units)
    if units.is_unit(own):
        unit = own
    elif named and any(column.role == "figure" for column in columns[1:]):
        unit = named
        left, right = row.cells[0]
        reading.edits.append(Edit(text.index(row.names[0], left) + opening, right, "", right - 1))
    before: Role | Literal["order"] | None = None
    for index, ((left, right), name) in enumerate(zip(row.cells, row.names, strict=True)):
        column = columns[index] if index < len(columns) else _UNHEADED
        kept = bool(name) and (column.role not in ("group", "unit") or _has_digit(name))
        if left > row.start:
            reading.edits.append(Edit(left - 1, left, _joint(before, column, name) if kept else "", left - 1))
        if kept:
            before = "order" if before is None and _ORDER.fullmatch(name) else column.role
            if column.role == "figure":
                reading.cells.append(TableCell(left, right, column.year, column.planned))
                reading.edits += _unit_behind(text[left:right], left, column.unit or unit, units)
        elif right > left:
            reading.edits.append(Edit(left, right, "", left))
    last = row.cells[-1][1]
    if last < row.end:
        reading.edits.append(Edit(last, row.end, "", last))


def _joint(before: Role | Literal["order"] | None, column: Column, name: str) -> str:
    """What stands between a cell and the one before it, in the sentence that a row is."""
    if before is None:
        return ""
    if before == "order":
        return "、"
    if column.role == "responsible":
        return f"；{column.name}："
    goes_on = column.role == "figure" and before == "name" and len(name) <= _FIGURE_LENGTH and _has_digit(name)
    return "" if goes_on else "；"


def _unit_behind(cell: str, start: int, unit: str, units: NumberBreaks) -> list[Edit]:
    """The unit of its column behind a figure that has none of its own: 6.5|%|左右."""
    figure = _FIGURE.match(cell) if unit else None
    if figure is None:
        return []
    rest = cell[figure.end() :].lstrip()
    at = start + figure.end()
    return [] if rest.startswith("年") or units.opens_with_unit(rest) else [Edit(at, at, unit, at - 1)]


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
