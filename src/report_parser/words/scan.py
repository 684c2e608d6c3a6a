"""The one scan of a text for all words of the rules: what is found is looked up by place ever after.

All words stand in one Aho-Corasick automaton, which passes over the text once however many they are. At each place
it is enough to keep the longest word that starts there and the longest that ends there, as every other one is its
beginning or its end: which lengths these have, and with which features, is known before any text is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from report_parser.document import Document
from report_parser.rules import Rules
from report_parser.word_hits import Lengths, WordHits
from report_parser.words.lexicon import word_lists

_NONE: Lengths = {}


def scan(doc: Document, rules: Rules) -> Document:
    """Fill `words`: where the words of the rules stand in the folded text."""
    return replace(doc, words=scanner(rules).scan(doc.text))


@lru_cache(maxsize=8)
def scanner(rules: Rules) -> Scanner:
    """The scanner for the word lists of these rules, compiled once per rules."""
    return Scanner(word_lists(rules))


class Scanner:
    """Finds the words of all lists in one pass over a text."""

    def __init__(self, lists: Mapping[str, Collection[str]]) -> None:
        self._lists = {name: frozenset(words) for name, words in lists.items()}
        holding: dict[str, list[str]] = {}
        for name, members in self._lists.items():
            for word in members:
                holding.setdefault(word, []).append(name)
        words = sorted(holding)
        numbers = {word: number for number, word in enumerate(words)}
        self._numbers = {name: tuple(numbers[word] for word in members) for name, members in self._lists.items()}
        shapes = _Shapes(holding)
        self._from_start = [shapes.of(word[:size] for size in range(len(word), 0, -1)) for word in words]
        self._from_end = [shapes.of(word[-size:] for size in range(len(word), 0, -1)) for word in words]
        self._automaton = AhoCorasick(words, implementation=Implementation.ContiguousNFA, store_patterns=False)

    def scan(self, text: str) -> WordHits:
        """Where the words stand in `text`, which holds no lone surrogates."""
        starting: list[Lengths] = [_NONE] * (len(text) + 1)
        ending: list[Lengths] = [_NONE] * (len(text) + 1)
        places: defaultdict[int, list[int]] = defaultdict(list)
        from_start, from_end = self._from_start, self._from_end
        last = 0
        # They come in the order of their ends, of those with one end the longest first.
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            starting[start] = from_start[number]
            if end != last:
                ending[end] = from_end[number]
                last = end
            places[number].append(start)
        return WordHits(self._lists, self._numbers, starting, ending, places)


class _Shapes:
    """The lengths of a word and of the words that it begins or ends with, by list; most words share theirs."""

    def __init__(self, holding: Mapping[str, list[str]]) -> None:
        self._holding = holding
        self._known: dict[tuple[tuple[int, str], ...], Lengths] = {}

    def of(self, parts: Iterable[str]) -> Lengths:
        """The lengths, by list, of those of `parts` (longest first) that are words."""
        key = tuple((len(part), name) for part in parts for name in self._holding.get(part, ()))
        found = self._known.get(key)
        if found is None:
            lengths: dict[str, tuple[int, ...]] = {}
            for length, name in key:
                lengths[name] = (*lengths.get(name, ()), length)
            found = self._known[key] = lengths
        return found
