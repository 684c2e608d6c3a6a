"""Doubts about names: too short or too long to be what a clause or a number speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from report_parser.document import Document
from report_parser.rules import Rules

# An indicator of so many characters mostly holds a clause, or a list that belongs to other numbers.
_LONG = 20


def object_of_one_character(doc: Document, rules: Rules) -> Iterator[tuple[int, int]]:
    """Clauses with an object of one character, which is mostly a part of a word."""
    for clause in doc.clauses:
        if any(len(thing.text) == 1 for thing in clause.objects):
            yield clause.start, clause.end


def indicator_too_long(doc: Document, rules: Rules) -> Iterator[tuple[int, int]]:
    """Numbers whose indicator is longer than a noun with its modifiers."""
    for fact in doc.facts:
        if len(fact.indicator) >= _LONG and fact.indicator_id is None:
            numeral = doc.numerals[fact.numeral]
            yield numeral.start, numeral.end
