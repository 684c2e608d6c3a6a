"""The example of each feature of `words.txt` is read in another way once no word has the feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from report_parser import Parser
from report_parser.read import from_text
from report_parser.rules import Rules
from report_parser.rules.words import WordRules
from section import rules

REPORT = (
    "2024年清潭县政府工作报告\n一、2023年工作回顾\n过去一年，{}。\n二、2024年工作安排\n今年要加快发展，努力增收。\n"
)
FIELDS = [(name, example) for name, field in WordRules.model_fields.items() for example in field.examples or ()]
# Features of which the example is read alike without them: other words of it, or its dictionary, tell as much.
# To be shown by examples that need them; a row that does so fails here until it is struck out.
ALIKE = frozenset(
    {
        "state",
        "achieving",
        "achieving_how",
        "linking",
        "relational",
        "actor",
        "carrying",
        "modal",
        "adjectival",
        "prefix",
        "result",
        "noun",
        "kind",
        "way",
        "total",
        "pronoun",
        "copula_adverb",
        "summing",
        "extent",
        "means",
        "employing",
        "body",
        "general",
    }
)


def limited(words: object, text: str) -> object:
    """The words that stand in a text, of a list or of lists by value: those of no other word matter to it."""
    if isinstance(words, Mapping):
        return {value: limited(some, text) for value, some in words.items()}
    assert isinstance(words, tuple)
    return tuple(word for word in words if word.partition("|")[0] in text)


def ruled(text: str, without: str = "") -> Rules:
    """The rules with those words alone that stand in a text, which is quick to compile; none has `without`."""
    lists = {name: limited(getattr(rules().words, name), text) for name in WordRules.model_fields if name != without}
    empty = {without: type(getattr(rules().words, without))()} if without else {}
    return replace(rules(), words=rules().words.model_copy(update={**lists, **empty}))


def reading(example: str, without: str = "") -> tuple[object, ...]:
    """What a text is read as: its clauses with their verbs, objects and kinds, its facts, and where its words begin."""
    text = REPORT.format(example)
    doc = Parser(ruled(text, without)).document(from_text(text, name="<text>"))
    clauses = [
        (clause.start, clause.end, clause.action, [(thing.text, thing.type) for thing in clause.objects], clause.kind)
        for clause in doc.clauses
    ]
    return clauses, [(fact.indicator, fact.role) for fact in doc.facts], doc.word_starts


@pytest.mark.parametrize(("name", "example"), FIELDS, ids=[name for name, _ in FIELDS])
def test_an_example_needs_its_feature(name: str, example: str) -> None:
    assert (reading(example) == reading(example, name)) == (name in ALIKE)
