"""Doubts about numbers: what they measure, when, and in which direction."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from report_parser.document import Document, Fact
from report_parser.facts.vocabulary import counted
from report_parser.rules import Rules
from report_parser.words.lexicon import Finder

Spans = Iterator[tuple[int, int]]
_CHANGES = ("change_rate", "change_amount")
# What a verb governs has a modifier or more: 减税|降费 and 开工|率 are names.
_SHORTEST_OBJECT = 3
# The topics that stand farthest from their number.
_FAR = frozenset(("clause before", "last number", "own object", "own verb", "no topic"))
_BOUNDS = ("at_least", "more_than", "at_most", "less_than")


def unbound(doc: Document, rules: Rules) -> Spans:
    """Numbers that measure something and stand in no statement."""
    bound = {index for fact in doc.facts for index in (fact.numeral, fact.baseline) if index is not None}
    for index, numeral in enumerate(doc.numerals):
        if numeral.type in ("fact", "baseline") and index not in bound:
            yield numeral.start, numeral.end


def dated_after_review(doc: Document, rules: Rules) -> Spans:
    """Achievements of a year that the review cannot know."""
    review = doc.masthead.review_year if doc.masthead is not None else None
    if review is None:
        return
    for fact in doc.facts:
        year = fact.period.end_year
        if doc.clauses[fact.clause].kind == "achievement" and year is not None and year > review:
            yield _number(doc, fact)


def without_direction(doc: Document, rules: Rules) -> Spans:
    """Changes with a bound that go neither up nor down; 个百分点 always tell a change or a difference."""
    for fact in doc.facts:
        changes = fact.role in _CHANGES or _unit(doc, fact) == "个百分点"
        if changes and fact.direction is None and fact.comparator in _BOUNDS:
            yield _number(doc, fact)


def share_of_count(doc: Document, rules: Rules) -> Spans:
    """Percentages as the level of an indicator that counts."""
    counting = counted(rules)
    for fact in doc.facts:
        if fact.role == "level" and fact.indicator_id in counting and _unit(doc, fact) in ("%", "个百分点"):
            yield _number(doc, fact)


def more_numbers_than_things(doc: Document, rules: Rules) -> Spans:
    """Numbers of a 分别 that could not be shared out, and all got the same name."""
    for fact in doc.facts:
        clause = doc.clauses[fact.clause]
        numeral = doc.numerals[fact.numeral]
        shared = fact.rule.endswith("together") and "分别" in doc.text[clause.start : numeral.start]
        if shared:
            yield numeral.start, numeral.end


def indicator_of_one_character(doc: Document, rules: Rules) -> Spans:
    """Numbers that measure what one character names, or nothing that is named; 3个|村 counts places."""
    places = frozenset(rules.facts.areas)
    for fact in doc.facts:
        if len(fact.indicator) <= 1 and fact.indicator not in places and fact.role != "rank":
            yield _number(doc, fact)


def indicator_with_verb(doc: Document, rules: Rules) -> Spans:
    """Numbers whose indicator opens with a verb that governs what is behind it: 力争|工业增加值."""
    verbs = _governing(rules)
    for fact in doc.facts:
        if fact.indicator_id is not None or not fact.indicator_spans:
            continue
        start, end = fact.indicator_spans[0]
        behind = start + verbs.longest(doc.text, start, end)
        if behind > start and end - behind >= _SHORTEST_OBJECT and doc.word_starts[behind]:
            yield _number(doc, fact)


def indicator_from_before(doc: Document, rules: Rules) -> Spans:
    """Numbers whose indicator was sought in words that are not about a number: another clause, or none that is near."""
    for fact in doc.facts:
        unnamed = fact.indicator_id is None and len(fact.indicator) > 1
        if unnamed and not _FAR.isdisjoint(fact.rule.split(", ")):
            yield _number(doc, fact)


def _number(doc: Document, fact: Fact) -> tuple[int, int]:
    numeral = doc.numerals[fact.numeral]
    return numeral.start, numeral.end


def _unit(doc: Document, fact: Fact) -> str:
    quantity = doc.numerals[fact.numeral].quantity
    return quantity.unit if quantity is not None else ""


@lru_cache(maxsize=8)
def _governing(rules: Rules) -> Finder:
    """Verbs of two characters and more that are no noun as well."""
    words = rules.words
    return Finder({word for word in words.verb if len(word) > 1} - {*words.noun, *words.nominal})
