"""Doubts about statements: a verb that is only a guess, an object from elsewhere, a promise where none is expected."""

from __future__ import annotations

from collections.abc import Iterator

from report_parser.clauses.evidence import Evidence
from report_parser.document import Clause, Document
from report_parser.rules import Rules

Spans = Iterator[tuple[int, int]]
# The construction that reads anything, and the kinds of commitments that only a word of asking made in a review.
_ANYTHING = "last word"
_ASKED = ("demand in review", "demand carried on", "words ahead")


def verb_uncertain(doc: Document, rules: Rules) -> Spans:
    """Clauses whose verb is their last word for want of a better, or a noun that closes them."""
    for clause in doc.clauses:
        if clause.construction == _ANYTHING or _closed_by_noun(clause):
            yield clause.start, clause.end


def object_from_before(doc: Document, rules: Rules) -> Spans:
    """Clauses without a number that have nothing but what the clause before spoke of for their object."""
    numeric = {fact.clause for fact in doc.facts}
    for index, clause in enumerate(doc.clauses):
        things = clause.objects
        if not things or things[-1].start >= clause.start or index in numeric:
            continue
        if all(thing.start < clause.start for thing in things):
            yield clause.start, clause.end


def promise_in_review(doc: Document, rules: Rules) -> Spans:
    """Clauses of the review that are promises by a word of asking alone: mostly what experience teaches."""
    reviews = {section.id for section in doc.sections if section.kind == "review"}
    numeric = {fact.clause for fact in doc.facts}
    for index, clause in enumerate(doc.clauses):
        asked = clause.kind == "commitment" and clause.rule in _ASKED
        if asked and clause.section in reviews and index not in numeric:
            yield clause.start, clause.end


def _closed_by_noun(clause: Clause) -> bool:
    """Whether nothing spoke for the verb of a clause but that the noun that it is closes it."""
    for each in clause.candidates:
        if each.start == clause.action_start:
            return each.evidence == Evidence.CLOSING_NOUN
    return False
