"""Doubts about names: too short or too long, or with words in them that no name has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_parser.document import Document, Pieces
from report_parser.rules import Rules

Spans = Iterator[tuple[int, int]]
# A name of so many characters, or one item of a list of names, mostly holds a clause.
_LONG = 20
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）")
# What parts a list, and a share from its whole.
_PARTS = re.compile("[、和与及占]")
_WHERE = "上中里时后前间"
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))


def object_of_one_character(doc: Document, rules: Rules) -> Spans:
    """Clauses with an object of one character, which is mostly a part of a word."""
    for clause in doc.clauses:
        if any(len(thing.text) == 1 for thing in clause.objects):
            yield clause.start, clause.end


def indicator_too_long(doc: Document, rules: Rules) -> Spans:
    """Numbers whose indicator, or an item of it, is longer than a noun with its modifiers; quotes are not counted."""
    for fact in doc.facts:
        if len(fact.indicator) < _LONG or fact.indicator_id is not None:
            continue
        if max(map(len, _PARTS.split(_QUOTED.sub("", fact.indicator)))) >= _LONG:
            numeral = doc.numerals[fact.numeral]
            yield numeral.start, numeral.end


def clause_in_indicator(doc: Document, rules: Rules) -> Spans:
    """Numbers whose indicator has a word in it that stands in clauses only, or half of a pair of quotes."""
    clausal = frozenset(rules.facts.clausal)
    for fact in doc.facts:
        if fact.indicator_id is not None:
            continue
        halved = any(fact.indicator.count(left) != fact.indicator.count(right) for left, right in _PAIRS)
        if (
            halved
            or _ends_in_place(doc, fact.indicator_spans)
            or not clausal.isdisjoint(_words(doc, fact.indicator_spans))
        ):
            numeral = doc.numerals[fact.numeral]
            yield numeral.start, numeral.end


def _ends_in_place(doc: Document, pieces: Pieces) -> bool:
    """Whether a name ends in a word that only tells where or when: 全国会议|上, 考核|中."""
    end = pieces[-1][1] if pieces else 0
    return end > 0 and doc.text[end - 1] in _WHERE and doc.word_starts[end - 1] == 1


def _words(doc: Document, pieces: Pieces) -> Iterator[str]:
    """The words of a name, but for those that 的 makes part of a modifier: 用于教育|的支出, 在总产值中|的比重."""
    for start, end in pieces:
        at = max(start, doc.text.rfind("的", start, end))
        while at < end:
            following = doc.word_starts.find(1, at + 1, end)
            stop = following if following > 0 else end
            yield doc.text[at:stop]
            at = stop
