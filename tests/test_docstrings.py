"""The examples in docstrings: those that are doctests run, and those of whole sentences are read as they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from inspect import getdoc

import pytest

import report_parser
from report_parser.clauses.cues import Cues, cue_lexicon
from report_parser.clauses.kinds import decide, modality_of, status_of
from report_parser.clauses.objects import object_lexicon, object_type
from report_parser.clauses.stage import clauses
from report_parser.document import Document
from report_parser.facts.topics import Topics
from report_parser.numbers.context import Context
from report_parser.numbers.find import find_numerals
from report_parser.read import from_text
from report_parser.words.scan import scan
from section import read, rules

FINDER = doctest.DocTestFinder(exclude_empty=True)
MODULES = [
    module.name
    for module in pkgutil.walk_packages(report_parser.__path__, "report_parser.")
    if not module.name.endswith("__main__") and ".migrations" not in module.name
]
Reader = Callable[[str], str]


def doctests() -> list[object]:
    return [
        pytest.param(test, id=test.name)
        for name in ("report_parser", *MODULES)
        for test in FINDER.find(importlib.import_module(name))
        if test.examples
    ]


@pytest.mark.parametrize("example", doctests())
def test_a_doctest_runs(example: doctest.DocTest) -> None:
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example).failed == 0


def scanned(text: str) -> Document:
    return scan(Document(from_text(text, name="<text>"), text=text), rules())


def cues_of(text: str) -> Cues:
    return Cues(read(text, "review"), cue_lexicon(rules()))


def read_clauses(text: str) -> str:
    found = read(text, "review").clauses
    return ", ".join(f"{each.action} {'、'.join(thing.text for thing in each.objects)}" for each in found)


def read_kind(text: str) -> str:
    clause = read(text, "review").clauses[-1]
    return f"{clause.rule}, {clause.kind}"


def read_comparator(text: str) -> str:
    (numeral,) = find_numerals(text, rules())
    return numeral.quantity.comparator if numeral.quantity else ""


def read_topics(text: str) -> str:
    return str(Topics(scanned(text), rules()).within(0, len(text))).replace("'", '"')


# What has examples in its docstring, `text -> answer`, and what reads one.
TOLD: tuple[tuple[object, Reader], ...] = (
    (clauses, read_clauses),
    (object_type, lambda text: object_type(text, object_lexicon(rules()))),
    (status_of, lambda text: status_of(cues_of(text), text, 0, len(text))),
    (modality_of, lambda text: modality_of(cues_of(text), 0, len(text))),
    (decide, read_kind),
    (Context.comparator, read_comparator),
    (Topics.within, read_topics),
)


def pairs(docstring: str) -> Iterator[tuple[str, str]]:
    """The examples of a docstring: 开工建设 -> started; 建成 -> completed."""
    for line in docstring.splitlines():
        if " -> " in line:
            for example in line.rpartition(": ")[2].rstrip(".").split("; "):
                text, _, answer = example.partition(" -> ")
                yield text, answer


EXAMPLES = [(told, reader, *pair) for told, reader in TOLD for pair in pairs(getdoc(told) or "")]


@pytest.mark.parametrize(("told", "reader", "text", "answer"), EXAMPLES, ids=[row[2] for row in EXAMPLES])
def test_an_example_of_a_docstring_is_read_as_it_says(told: object, reader: Reader, text: str, answer: str) -> None:
    assert reader(text) == answer


def test_each_docstring_that_is_listed_has_an_example() -> None:
    assert {told for told, *_ in EXAMPLES} == {told for told, _ in TOLD}
