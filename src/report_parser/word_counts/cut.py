"""A report cut into words: each with the part it stands in, the kind of its statement, and its sentence.

Words are those of jieba's dictionary with the terms added, found as jieba finds them by default, so that counts compare
with those of others who count with jieba. The parser's own words are left out of it.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from report_parser.document import Kind, SectionKind
from report_parser.errors import SourceError
from report_parser.layout.normalise import fold
from report_parser.model import Report
from report_parser.words.segment import sentence_spans

Part = Literal["review", "plan", "problems"]
PARTS: tuple[Part, ...] = get_args(Part)
KINDS: tuple[Kind, ...] = get_args(Kind)

_PART_OF: dict[SectionKind, Part] = {
    "review": "review", "problems": "problems",
    "requirements": "plan", "targets": "plan", "plan": "plan",
}  # fmt: skip
_WORD = re.compile(r"\w")

Cutter = Callable[[str], list[str]]


class Word(NamedTuple):
    """A word at `start` of the folded text, or a mark, which holds no letter, digit or character (`is_word`).

    `sentence` and `statement` count from 0; -1 is none.
    """

    text: str
    start: int
    is_word: bool
    part: Part | None
    kind: Kind | None
    sentence: int
    statement: int


@dataclass(frozen=True, slots=True)
class CutReport:
    """A report and its words, in order, those of the site's own text left out."""

    report: Report
    words: tuple[Word, ...]


def word_cutter(terms: Sequence[str]) -> Cutter:
    """jieba with these terms added to its dictionary."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for term in terms:
        tokenizer.add_word(plain(term))

    def cut(line: str) -> list[str]:
        words: list[str] = tokenizer.lcut(line)
        return words

    return cut


def plain(text: str) -> str:
    """A text as terms are compared: without case, as long as before."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def cut_report(report: Report, cut: Cutter, *, boilerplate: bool = False) -> CutReport:
    """The words of a report. Raises SourceError where its model does not carry its text.

    What the site put around a report (`boilerplate`) is no part of it unless asked for.
    """
    source = report.source.text
    if source is None:
        raise SourceError(report.source.uri, "the model does not hold the text; parse with --with-text")
    folded = fold(source, closed=sorted({section.start for section in report.sections}))
    text = plain(folded.text)
    places = _Places(report)
    words: list[Word] = []
    sentence, at = -1, 0
    for line in text.split("\n"):
        for start, end in sentence_spans(line):
            sentence += 1
            for word, place in _words(line[start:end], at + start, cut):
                section, kind, statement = places.of(folded.origins[place])
                if boilerplate or section != "boilerplate":
                    part, is_word = places.part(section, folded.origins[place]), _WORD.search(word) is not None
                    words.append(Word(word, place, is_word, part, kind, sentence, statement))
        at += len(line) + 1
    return CutReport(report, tuple(words))


def _words(sentence: str, start: int, cut: Cutter) -> Iterator[tuple[str, int]]:
    for word in cut(sentence):
        if word.strip():
            yield word, start
        start += len(word)


class _Places:
    """Which section and statement of a report an offset of its source lies in."""

    def __init__(self, report: Report) -> None:
        self._plan_starts_at = report.report.plan_starts_at
        self._sections = [(section.start, section.end, section.kind) for section in report.sections]
        self._section_starts = [start for start, _, _ in self._sections]
        spans = sorted((each.start, each.end, kind) for kind, each in report.statements())
        self._statements = spans
        self._statement_starts = [start for start, _, _ in spans]

    def of(self, offset: int) -> tuple[SectionKind | None, Kind | None, int]:
        """The kind of the innermost section, the kind of the statement and its number."""
        section = next(
            (
                kind
                for start, end, kind in reversed(self._sections[: bisect_right(self._section_starts, offset)])
                if start <= offset < end
            ),
            None,
        )
        number = bisect_right(self._statement_starts, offset) - 1
        if number >= 0 and offset < self._statements[number][1]:
            return section, self._statements[number][2], number
        return section, None, -1

    def part(self, section: SectionKind | None, offset: int) -> Part | None:
        """The part: that of the section; the government on itself belongs to the part it stands in."""
        if section in ("self_governance", None) and self._plan_starts_at is not None:
            return "plan" if offset >= self._plan_starts_at else "review"
        return _PART_OF.get(section) if section is not None else None
