"""The text of a report in paragraphs and headings, cut where statements and numerals begin and end.

From 全市地区生产总值1351亿元，增长4.1%。 come a run for each of the two statements with the numeral a piece of
its own, and a run without statement for each mark between them. Joined again, the pieces are the line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from report_parser.document import Kind
from report_parser.model import NumeralInfo, Report, SectionInfo, Statement

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BREAK = re.compile(r"[\r\n\u2028\u2029]")
_MARKDOWN_HEADING = re.compile(r"(?P<signs>#{1,6})[ \t]+")

GAP = "\0"
"""Stands for each character that a model without its source text does not know."""


class Told(NamedTuple):
    """A statement and its kind."""

    kind: Kind
    statement: Statement


class Piece(NamedTuple):
    """A stretch of text inside or outside a numeral; `first` where the numeral begins here."""

    text: str
    numeral: int | None
    first: bool


class Run(NamedTuple):
    """Consecutive pieces of one statement, or of none; `first` where the statement begins here."""

    statement: int | None
    first: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the report: `level` is that of a heading, 0 for a paragraph; `sections` begin here."""

    level: int
    sections: tuple[str, ...]
    runs: tuple[Run, ...]


def told(report: Report) -> tuple[Told, ...]:
    """Every statement in the order of the text."""
    return tuple(sorted((Told(kind, one) for kind, one in report.statements()), key=lambda one: one.statement.start))


def blocks(report: Report, text: str, statements: Sequence[Told]) -> Iterator[Block]:
    """The lines of `text`, the source text of the report; blank ones are left out."""
    cutter = _Cutter(text, statements, report.numerals)
    sections = sorted(report.sections, key=lambda section: (section.start, section.level))
    place = 0
    for line in _LINE.finditer(text):
        start, end = _trimmed(text, line.start(), line.end())
        if start == end:
            continue
        opening: list[SectionInfo] = []
        while place < len(sections) and sections[place].start < end:
            opening.append(sections[place])
            place += 1
        named = [section.level for section in opening if section.heading]
        level = named[-1] if named and not cutter.says_something(start, end) else 0
        if mark := _MARKDOWN_HEADING.match(text, start, end):
            start, level = mark.end(), level or len(mark["signs"])
        yield Block(
            level=min(level, 5),
            sections=tuple(section.id for section in opening),
            runs=tuple(cutter.runs(start, end)),
        )


def sparse_text(report: Report) -> str:
    """The text as far as a model without its source text still knows it: its statements and numerals in their places.

    Everything else is `GAP`, so that offsets hold.
    """
    found: list[str] = []
    at = 0
    spans = [(one.start, _BREAK.sub(" ", one.text)) for _, one in report.statements()]
    spans += [(one.start, _BREAK.sub(" ", one.text)) for one in report.numerals]
    for start, text in sorted(spans):
        if start >= at:
            found += [GAP * (start - at), text]
            at = start + len(text)
    return "".join(found) + GAP * (report.source.length - at)


def sparse_blocks(report: Report, text: str, statements: Sequence[Told]) -> Iterator[Block]:
    """The headings that a model names, and under each the statements of its section in one paragraph."""
    cutter = _Cutter(text, statements, report.numerals)
    places: dict[str, list[int]] = {}
    for index, one in enumerate(statements):
        places.setdefault(one.statement.section, []).append(index)
    opening: list[str] = []
    for section in sorted(report.sections, key=lambda section: (section.start, section.level)):
        opening.append(section.id)
        if section.heading:
            heading = Run(None, False, (Piece(section.heading, None, False),))
            yield Block(min(max(section.level, 1), 5), tuple(opening), (heading,))
            opening = []
        runs: list[Run] = []
        for index in places.get(section.id, ()):
            said = statements[index].statement
            runs += [*cutter.runs(said.start, said.end), Run(None, False, (Piece(" …… ", None, False),))]
        if runs:
            yield Block(0, tuple(opening), tuple(runs))
            opening = []
    if opening:
        yield Block(0, tuple(opening), ())


class _Cutter:
    """Cuts stretches of text at the edges of statements and numerals, neither of which overlap their own kind."""

    def __init__(self, text: str, statements: Sequence[Told], numerals: Sequence[NumeralInfo]) -> None:
        self._text = text
        self._statements = [(one.statement.start, one.statement.end) for one in statements]
        self._numerals = [(one.start, one.end) for one in numerals]
        self._statement_starts = [start for start, _ in self._statements]
        self._numeral_starts = [start for start, _ in self._numerals]

    def says_something(self, start: int, end: int) -> bool:
        """Whether a statement begins in the stretch."""
        at = bisect_right(self._statement_starts, end - 1)
        return at > 0 and self._statement_starts[at - 1] >= start

    def runs(self, start: int, end: int) -> Iterator[Run]:
        for left, right, statement in _parts(self._statements, self._statement_starts, start, end):
            pieces = tuple(
                Piece(self._text[a:b], numeral, numeral is not None and self._numerals[numeral][0] == a)
                for a, b, numeral in _parts(self._numerals, self._numeral_starts, left, right)
            )
            yield Run(statement, statement is not None and self._statements[statement][0] == left, pieces)


def _parts(
    spans: Sequence[tuple[int, int]], starts: Sequence[int], start: int, end: int
) -> Iterator[tuple[int, int, int | None]]:
    """`start`..`end` cut at the edges of the spans, each part with the index of the span it lies in."""
    at = start
    index = max(bisect_right(starts, start) - 1, 0)
    while at < end:
        while index < len(spans) and spans[index][1] <= at:
            index += 1
        if index == len(spans) or spans[index][0] >= end:
            yield at, end, None
            return
        left, right = spans[index]
        if left > at:
            yield at, left, None
            at = left
        stop = min(right, end)
        yield at, stop, index
        at = stop


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
