"""Tallies: the words of a report and the mentions of a concept, counted by part and by kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from report_parser.document import Kind
from report_parser.rules import Rules
from report_parser.word_counts.cut import KINDS, PARTS, CutReport, Part, Word
from report_parser.word_counts.dictionary import TOTAL, Dictionary
from report_parser.word_counts.mentions import Counting, Mention, denied, mentions


class Scope(NamedTuple):
    """A stretch of a report that is counted on its own: a part, or the statements of a kind; neither is all of it."""

    part: Part | None = None
    kind: Kind | None = None

    def holds(self, word: Word) -> bool:
        """Whether a word stands in it."""
        return self.part in (None, word.part) and self.kind in (None, word.kind)


SCOPES: tuple[Scope, ...] = (Scope(), *(Scope(part=part) for part in PARTS), *(Scope(kind=kind) for kind in KINDS))


@dataclass(frozen=True, slots=True)
class Tally:
    """Words (marks are none) and their characters, and in how many sentences and statements they stand."""

    words: int
    characters: int
    sentences: int
    statements: int


@dataclass(frozen=True, slots=True)
class Count:
    """A concept in a scope: what is of it, and what there is."""

    concept: str
    scope: Scope
    of_it: Tally
    in_all: Tally


def counts(
    report: CutReport, dictionary: Dictionary, rules: Rules, *, counting: Counting, negated: bool
) -> Iterator[Count]:
    """Every concept of a dictionary, and the dictionary as a whole (`total`), in every scope, none left out.

    A mention that a negation denies counts where `negated` asks for it.
    """
    passed_over = frozenset() if negated else denied(report, rules)
    found = [each for each in mentions(report, dictionary, counting) if each.word.start not in passed_over]
    concepts: list[tuple[str, Collection[str]]] = [(each.id, frozenset(each.terms)) for each in dictionary.concept]
    concepts.append((TOTAL, frozenset(dictionary.terms)))
    for scope in SCOPES:
        in_all = _tally([word for word in report.words if word.is_word and scope.holds(word)])
        for concept, terms in concepts:
            of_it = _of_mentions(each for each in found if each.term in terms and scope.holds(each.word))
            yield Count(concept, scope, of_it, in_all)


def _tally(words: Sequence[Word]) -> Tally:
    return Tally(len(words), sum(len(word.text) for word in words), *_where(words))


def _of_mentions(found: Iterable[Mention]) -> Tally:
    listed = list(found)
    return Tally(len(listed), sum(len(each.term) for each in listed), *_where([each.word for each in listed]))


def _where(words: Sequence[Word]) -> tuple[int, int]:
    """How many sentences, and how many statements, words stand in."""
    return len({word.sentence for word in words}), len({word.statement for word in words} - {-1})
