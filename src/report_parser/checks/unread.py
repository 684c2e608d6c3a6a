"""Doubts about clauses: stretches of the text that seem to say something and became no clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from report_parser.document import Document, SectionKind
from report_parser.rules import Rules
from report_parser.words.lexicon import Finder
from report_parser.words.patterns import any_of

_STATING: tuple[SectionKind, ...] = ("review", "plan", "targets", "self_governance", "annex", "requirements")
_STRETCH = re.compile(r"[^，；。！？：…,;:!?\n]+")
_OBJECT = re.compile(r"[\u4e00-\u9fff]{2}")
_SHORTEST = 8


class _Words(NamedTuple):
    """Verbs that are no noun, and all verbs; where a phrase that only says when, where or how begins, and how it
    ends."""

    plain_verbs: Finder
    verbs: Finder
    begins: re.Pattern[str]
    ends: re.Pattern[str]


def unread(doc: Document, rules: Rules) -> Iterator[tuple[int, int]]:
    """Stretches with a verb and its object that no clause holds, in the parts of a report that state."""
    words = _words(rules)
    starts = [clause.start for clause in doc.clauses]
    for start, end in _sentences(doc):
        for stretch in _STRETCH.finditer(doc.text, start, end):
            left, right = stretch.span()
            at = bisect_left(starts, right)
            held = at > 0 and doc.clauses[at - 1].end > left
            if not held and right - left >= _SHORTEST and _states(stretch, start, end - 1, words):
                yield left, right


def _states(stretch: re.Match[str], start: int, end: int, words: _Words) -> bool:
    """Whether a stretch of the sentence at `start`..`end` has a verb, and is no phrase that goes before one."""
    said = stretch[0]
    alone, last = stretch.span() == (start, end), stretch.end() == end
    # A sentence of one stretch has its verb in it, though the word is a noun elsewhere: 用新技术改造产业。
    if not _has_verb(said, words.verbs if alone else words.plain_verbs) or words.ends.search(said):
        return False
    # No phrase ends a sentence: 以村为单元编制规划。 has its verb in it.
    return last or not words.begins.match(said)


def _has_verb(said: str, verbs: Finder) -> bool:
    """Whether a verb stands there with two characters of an object behind it."""
    end = len(said)
    return any(_OBJECT.match(said, at + n) for at in range(end - 3) for n in verbs.every(said, at, end))


def _sentences(doc: Document) -> Iterator[tuple[int, int]]:
    """The sentences of sections that state, without headings."""
    sections = sorted(doc.sections, key=lambda section: section.start)
    begins = [section.start for section in sections]
    for start, end, _ in doc.sentences:
        at = bisect_left(begins, start + 1) - 1
        if at < 0 or sections[at].kind not in _STATING:
            continue
        if end > sections[at].heading_end and doc.text[end - 1] in "。！？；":
            yield start, end


@lru_cache(maxsize=8)
def _words(rules: Rules) -> _Words:
    words = rules.words
    verbs = {word for word in words.verb if len(word) > 1}
    opening = any_of({*words.preposition, *words.adjunct})
    closing = any_of({*words.adjunct_end, *words.place_end, "的", "为", "是", "等", "起", "们"})
    return _Words(
        plain_verbs=Finder(verbs - {*words.noun, *words.nominal}),
        verbs=Finder(verbs),
        begins=re.compile(f"[但而将要我们]{{0,3}}{opening}"),
        ends=re.compile(f"{closing}$"),
    )
