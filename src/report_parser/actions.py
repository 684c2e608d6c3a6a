"""The verbs, adverbs and cues of `actions.toml`, made ready for looking up at a place in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from report_parser.rules import Rules


class Finder:
    """Finds the longest word of a list that stands at a place of a text: 建成投产 before 建成."""

    __slots__ = ("_lengths", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def longest(self, text: str, at: int, end: int) -> int:
        """The length of the longest word that starts at `at` and ends by `end`, 0 for none."""
        if at >= end:
            return 0
        for length in self._lengths.get(text[at], ()):
            if at + length <= end and text[at : at + length] in self.words:
                return length
        return 0


def alternation(words: Iterable[str]) -> str:
    """The words as one pattern, longest first; matches nothing where there are none."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")" if ordered else "(?!)"


@dataclass(frozen=True, eq=False, slots=True)
class Lexicon:
    """The lists of `actions.toml`, compiled."""

    verbs: Finder
    inner: Finder
    predicates: Finder
    measures: frozenset[str]
    linking: frozenset[str]
    nominal: frozenset[str]
    causative: frozenset[str]
    adverbs: Finder
    openers: Finder
    adjunct: re.Pattern[str]
    prefixes: frozenset[str]
    results: frozenset[str]


_TIME = (
    r"(?:(?:到|至|自)?(?:二[〇○零]?)?[\d一二三四五六七八九〇○零十]{2,4}年(?:底|末|来|以来|前|间)?(?:\d{1,2}月(?:\d{1,2}日|底|末)?)?"
    r"|“[一二三四五六七八九十]{1,3}五”(?:期间|时期|以来|末)?)"
)


@lru_cache(maxsize=8)
def lexicon(rules: Rules) -> Lexicon:
    """The compiled lists of these rules, once per rules."""
    ours = rules.actions
    verbs = {*ours.verbs, *ours.causative, *ours.linking} - set(ours.adverbs) | set(ours.verbs)
    ends = alternation(ours.adjunct_ends)
    return Lexicon(
        verbs=Finder(verbs),
        inner=Finder({*verbs, *ours.measures, *ours.linking, *ours.predicates}),
        predicates=Finder(ours.predicates),
        measures=frozenset(ours.measures),
        linking=frozenset(ours.linking),
        nominal=frozenset(ours.nominal),
        causative=frozenset(ours.causative),
        adverbs=Finder(ours.adverbs),
        openers=Finder(ours.openers),
        adjunct=re.compile(
            rf"{alternation(ours.adjuncts)}|(?:以|在|自|从|当|到|将)?[^，]*?{ends}$|{_TIME}$|以[^，]+为[^，]+$"
        ),
        prefixes=frozenset(ours.prefixes),
        results=frozenset(ours.results),
    )


TIME = re.compile(_TIME)
