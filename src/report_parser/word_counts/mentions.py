"""Mentions: where the terms of a dictionary stand in a report that is cut into words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from report_parser.rules import Rules
from report_parser.word_counts.cut import CutReport, Word, plain
from report_parser.word_counts.dictionary import Dictionary

Counting = Literal["words", "strings"]
COUNTINGS: tuple[Counting, ...] = get_args(Counting)

_REACH = 2
"""How many words before a mention may deny it: 未|全面|达标."""


class Mention(NamedTuple):
    """A term where it stands: the word that it is, or that its first character stands in."""

    term: str
    word: Word


def mentions(report: CutReport, dictionary: Dictionary, counting: Counting) -> Iterator[Mention]:
    """Every mention, in order: words that are terms, or terms as strings, the longest at each place, none twice."""
    terms = {plain(term): term for term in dictionary.terms}
    if counting == "words":
        for word in report.words:
            if word.text in terms:
                yield Mention(terms[word.text], word)
        return
    known = re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True))))
    for run in _runs(report.words):
        starts = [word.start for word in run]
        text = "".join(word.text for word in run)
        for found in known.finditer(text):
            place = run[0].start + found.start()
            yield Mention(terms[found.group()], run[bisect_right(starts, place) - 1])


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words of one sentence that stand next to one another."""
    run: list[Word] = []
    for word in words:
        if run and (word.sentence != run[-1].sentence or word.start != run[-1].start + len(run[-1].text)):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def denied(report: CutReport, rules: Rules) -> frozenset[int]:
    """Where the words start that a negation before them denies, within their clause."""
    negations = frozenset(rules.terms.negations)
    found: set[int] = set()
    reach = 0
    for word in report.words:
        if not word.is_word:
            reach = 0
        elif word.text in negations:
            reach = _REACH
        elif reach:
            found.add(word.start)
            reach -= 1
    return frozenset(found)
