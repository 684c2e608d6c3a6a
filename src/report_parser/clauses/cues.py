"""Cues: where the words of `cues.toml` stand in a text, found by the scan and then looked up.

In the way of ConText: a cue has a category, a place in its clause where it counts, a reach, and longer words (pseudo
forms) inside which it is none. The categories are data; what a clause is, given its cues, is told in `standing` and
`kinds`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, get_args

from report_parser.document import Cue, Document
from report_parser.rules import Rules
from report_parser.rules.cues import CueCategory, CueScope
from report_parser.word_hits import ListHits
from report_parser.words.patterns import any_of

CATEGORIES: tuple[CueCategory, ...] = get_args(CueCategory)
# The cues of a span, told as one number: a bit for each category of which one begins there.
SIGN: Mapping[CueCategory, int] = {category: 1 << place for place, category in enumerate(CATEGORIES)}
# What stands before an opening cue, beside the words that open clauses, is short.
_LONGEST_OPENING = 24
_BREAK = re.compile(r"[，；：。！？,;:\s]")
_SEMICOLON = re.compile("[；;]")
_OPENED = re.compile("“")
_CLOSED = re.compile("”")
# 了 as the particle of what is done: no part of 为了, 除了, 了解, 免不了.
_DONE = re.compile("(?<![为除罢不])了(?![解如结的])")


class Hit(NamedTuple):
    """A cue in a text."""

    start: int
    end: int


class Reach(NamedTuple):
    """The offsets that a cue's reach is told in: those of a clause, its sentence, and where its paragraph begins."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    paragraph_start: int


@dataclass(frozen=True, eq=False, slots=True)
class CueLexicon:
    """The cues of some rules, compiled.

    `scanned` holds, for each word, the categories that it is a cue of; `pseudo` those in which nothing inside it is;
    `led` what has to stand before the cues of a category: 有很大|进展. `longest` is the length of the longest word,
    `farthest` how far from the end of a clause one may begin that closes it; `verbal` holds, for each verb that is a
    cue, the signs of its categories.
    """

    scopes: Mapping[CueCategory, CueScope]
    words: Mapping[CueCategory, frozenset[str]]
    scanned: Mapping[str, tuple[CueCategory, ...]]
    pseudo: Mapping[str, tuple[CueCategory, ...]]
    openings: Mapping[CueCategory, re.Pattern[str]]
    led: Mapping[CueCategory, re.Pattern[str]]
    longest: Mapping[CueCategory, int]
    farthest: Mapping[CueCategory, int]
    verbal: Mapping[str, int]
    degree: re.Pattern[str]


@lru_cache(maxsize=8)
def cue_lexicon(rules: Rules) -> CueLexicon:
    """The compiled cues of these rules, once per rules."""
    scopes = {category: rules.cues.category.get(category, CueScope(means="")) for category in CATEGORIES}
    words = {category: rules.cues.words(category) for category in CATEGORIES}
    scanned: dict[str, list[CueCategory]] = {}
    pseudo: dict[str, list[CueCategory]] = {}
    led: dict[CueCategory, re.Pattern[str]] = {}
    verbal: dict[str, int] = {}
    for category in CATEGORIES:
        for word in words[category]:
            if scopes[category].position == "verb":
                verbal[word] = verbal.get(word, 0) | SIGN[category]
            else:
                scanned.setdefault(word, []).append(category)
    for cue in rules.cues.cue:
        for word in cue.pseudo:
            pseudo.setdefault(word, []).append(cue.category)
        if cue.after:
            led[cue.category] = re.compile(rf"{any_of(cue.after)}(?:{any_of(cue.between)}的?)+$")
    longest = {category: max(map(len, words[category]), default=0) for category in CATEGORIES}
    opener = rf"{any_of(rules.words.opener)}*"
    return CueLexicon(
        scopes=scopes,
        words=words,
        scanned={word: tuple(categories) for word, categories in scanned.items()},
        pseudo={word: tuple(categories) for word, categories in pseudo.items()},
        openings={category: _opening(scope, opener) for category, scope in scopes.items()},
        led=led,
        longest=longest,
        farthest={
            category: longest[category] + max(scope.within, *map(len, scope.tails), 0)
            for category, scope in scopes.items()
        },
        verbal=verbal,
        degree=re.compile(rf"(?:以及|和)[^，]+|{any_of(rules.words.adverb)}*"),
    )


def _opening(scope: CueScope, opener: str) -> re.Pattern[str]:
    """What may stand between the head of a clause and a cue of this scope."""
    between = rf"[^{re.escape(scope.barring)}]" if scope.barring else "."
    return re.compile(rf"{opener if scope.position == 'opening' else ''}{between}{{0,{scope.within}}}")


class Cues:
    """The cues of one text. All offsets are of that text; a search never looks beyond the end it is given.

    `met` holds what searches found since it was last cleared.
    """

    def __init__(self, doc: Document, lexicon: CueLexicon) -> None:
        text = doc.text
        self.text = text
        self.words = doc.word_starts
        self.lexicon = lexicon
        self._starts: dict[CueCategory, list[int]] = {category: [] for category in CATEGORIES}
        self._ends: dict[CueCategory, list[int]] = {category: [] for category in CATEGORIES}
        self._find(doc.words.of("cue"))
        # Where the times stand that only tell what a thing is of.
        self.attributive = frozenset(time.start for time in doc.times if time.attributive)
        self.met: list[Cue] = []
        self._done = [found.start() for found in _DONE.finditer(text)]
        self._breaks = [found.end() for found in _BREAK.finditer(text)]
        self._semicolons = [found.end() for found in _SEMICOLON.finditer(text)]
        self._opened = [found.start() for found in _OPENED.finditer(text)]
        self._closed = [found.start() for found in _CLOSED.finditer(text)]

    def _find(self, hits: ListHits) -> None:
        """Sort what the scan found. A pseudo form begins no later than the cues in it, so it is met before them."""
        lexicon = self.lexicon
        void: dict[CueCategory, int] = {}
        found: list[tuple[int, CueCategory]] = []
        for start, end in hits.every():
            word = self.text[start:end]
            for category in lexicon.pseudo.get(word, ()):
                void[category] = max(void.get(category, 0), end)
            for category in lexicon.scanned.get(word, ()):
                if end > void.get(category, 0):
                    self._starts[category].append(start)
                    self._ends[category].append(end)
                    found.append((start, category))
        found.sort()
        self._places = [start for start, _ in found]
        self._signs = [SIGN[category] for _, category in found]

    def signs(self, start: int, end: int) -> int:
        """The signs of the cues that begin in a span, whether they count or not."""
        places = self._places
        index = bisect_left(places, start)
        found = 0
        while index < len(places) and places[index] < end:
            found |= self._signs[index]
            index += 1
        return found

    def each(self, category: CueCategory, start: int, end: int) -> Iterator[Hit]:
        """The cues in a span that count, none overlapping another, the longest of those at a place."""
        starts, ends = self._starts[category], self._ends[category]
        scope = self.lexicon.scopes[category]
        at = start
        for index in range(bisect_left(starts, start), len(starts)):
            if starts[index] >= end:
                return
            if starts[index] < at or ends[index] > end:
                continue
            at = ends[index]
            hit = Hit(starts[index], at)
            if self._counts(hit, start, scope):
                yield hit

    def _counts(self, hit: Hit, since: int, scope: CueScope) -> bool:
        """Whether a cue is a word by itself, outside quotes, and not behind 所, where its category asks for that."""
        if scope.alone and not (self.words[hit.start] and self.words[hit.end]):
            return False
        if scope.not_behind and hit.start and self.text[hit.start - 1] in scope.not_behind:
            return False
        return not (scope.unquoted and self.is_quoted(hit.start, since))

    def is_quoted(self, at: int, since: int) -> bool:
        """Whether a “ that stands from `since` on is still open at `at`."""
        opened = bisect_left(self._opened, at) - 1
        if opened < 0 or self._opened[opened] < since:
            return False
        closed = bisect_left(self._closed, at) - 1
        return closed < 0 or self._closed[closed] < self._opened[opened]

    def note(self, category: CueCategory, hit: Hit | None) -> Hit | None:
        """What a search found, put on record in `met`."""
        if hit is not None:
            self.met.append(Cue(category, hit.start, hit.end))
        return hit

    def first(self, category: CueCategory, start: int, end: int) -> Hit | None:
        """The first cue in a span that counts."""
        if not self.may(category, start, end):
            return None
        return self.note(category, next(self.each(category, start, end), None))

    def may(self, category: CueCategory, start: int, end: int) -> bool:
        """Whether a cue begins in a span at all: most have none, and this tells so at once."""
        starts = self._starts[category]
        index = bisect_left(starts, start)
        return index < len(starts) and starts[index] < end

    def any(self, category: CueCategory, start: int, end: int) -> bool:
        """Whether a span has a cue that counts."""
        return self.first(category, start, end) is not None

    def at(self, category: CueCategory, start: int, end: int) -> Hit | None:
        """The longest cue that begins at a place."""
        starts, ends = self._starts[category], self._ends[category]
        for index in range(bisect_left(starts, start), len(starts)):
            if starts[index] > start:
                return None
            if ends[index] <= end:
                return self.note(category, Hit(start, ends[index]))
        return None

    def opening(self, category: CueCategory, start: int, end: int) -> Hit | None:
        """The first cue at the opening of a span, as far from it as its category allows."""
        stop = min(end, start + _LONGEST_OPENING + self.lexicon.longest[category])
        if not self.may(category, start, stop):
            return None
        hits = self.each(category, start, stop)
        return self.note(category, next((hit for hit in hits if self.opens(category, start, hit)), None))

    def opens(self, category: CueCategory, start: int, hit: Hit) -> bool:
        """Whether nothing but what its category allows stands between `start` and a cue."""
        near = hit.start - start <= _LONGEST_OPENING
        return near and self.lexicon.openings[category].fullmatch(self.text, start, hit.start) is not None

    def closing(self, category: CueCategory, start: int, end: int) -> Hit | None:
        """The cue that closes a span, the one that begins first, with what its category lets stand behind it."""
        if not self.may(category, max(start, end - self.lexicon.farthest[category]), end):
            return None
        scope = self.lexicon.scopes[category]
        stops = [end - len(tail) for tail in scope.tails if self.text.endswith(tail, start, end)]
        starts, ends = self._starts[category], self._ends[category]
        longest = self.lexicon.longest[category]
        nearest = max(start, min([end - scope.within, *stops]) - longest)
        led = self.lexicon.led.get(category)
        for index in range(bisect_left(starts, nearest), len(starts)):
            hit = Hit(starts[index], ends[index])
            if hit.start >= end:
                return None
            closes = end - scope.within <= hit.end <= end and self._bridges(hit.end, end, scope)
            if not (closes or hit.end in stops) or not self._counts(hit, start, scope):
                continue
            if led is None or led.search(self.text, start, hit.start):
                return self.note(category, hit)
        return None

    def _bridges(self, start: int, end: int, scope: CueScope) -> bool:
        return all(character not in scope.barring for character in self.text[start:end])

    def holds(self, category: CueCategory, reach: Reach) -> bool:
        """Whether a cue of the category stands so that it speaks for the clause at `reach`, by its direction."""
        scope = self.lexicon.scopes[category]
        if scope.direction == "clause":
            start = reach.start
        elif scope.until == "semicolon":
            start = self.since_semicolon(reach.start, reach.sentence_start)
        else:
            start = reach.sentence_start if scope.until == "sentence" else reach.paragraph_start
        end = reach.sentence_end if scope.direction == "both" else reach.end
        if scope.position in ("head", "opening"):
            return self.opening(category, start, end) is not None
        if scope.position == "closing":
            return self.closing(category, start, end) is not None
        return self.any(category, start, end)

    def since_semicolon(self, at: int, least: int) -> int:
        """Where the part of a sentence begins that `at` stands in: behind the last semicolon, else at `least`."""
        index = bisect_right(self._semicolons, at) - 1
        return max(self._semicolons[index], least) if index >= 0 else least

    def since_break(self, at: int, least: int) -> int:
        """The same behind the last mark of any kind."""
        index = bisect_right(self._breaks, at) - 1
        return max(self._breaks[index], least) if index >= 0 else least

    def done(self, start: int, end: int) -> Iterator[int]:
        """Where 了 tells in a span that something is done."""
        for index in range(bisect_left(self._done, start), len(self._done)):
            if self._done[index] >= end:
                return
            yield self._done[index]
