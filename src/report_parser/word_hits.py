"""Where the words of the rules stand in a text, looked up by place: what `words.scan` makes of its one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

# By the name of a list, the lengths of the words of that list that start (or end) at a place, longest first.
Lengths = Mapping[str, tuple[int, ...]]


class WordHits:
    """The words of every list in one text, by place.

    `starting` and `ending` have an entry for each character and one past the end; `places` holds, by the number of a
    word, where it starts, in ascending order.
    """

    __slots__ = ("_ending", "_numbers", "_of", "_places", "_starting", "_words")

    def __init__(
        self,
        words: Mapping[str, frozenset[str]],
        numbers: Mapping[str, Sequence[int]],
        starting: Sequence[Lengths],
        ending: Sequence[Lengths],
        places: Mapping[int, Sequence[int]],
    ) -> None:
        self._words = words
        self._numbers = numbers
        self._starting = starting
        self._ending = ending
        self._places = places
        self._of: dict[str, ListHits] = {}

    def of(self, name: str) -> ListHits:
        """The words of one list; KeyError where there is no list of that name."""
        found = self._of.get(name)
        if found is None:
            starts = sorted({at for number in self._numbers[name] for at in self._places.get(number, ())})
            found = self._of[name] = ListHits(name, self._words[name], self._starting, self._ending, starts)
        return found


class ListHits:
    """The words of one list where they stand in a text. Of words at one place, the longest that fits is meant."""

    __slots__ = ("_ending", "_name", "_starting", "_starts", "words")

    def __init__(
        self,
        name: str,
        words: frozenset[str],
        starting: Sequence[Lengths],
        ending: Sequence[Lengths],
        starts: Sequence[int],
    ) -> None:
        self.words = words
        self._name = name
        self._starting = starting
        self._ending = ending
        self._starts = starts

    def longest(self, at: int, end: int) -> int:
        """The length of the longest word that starts at `at` and ends by `end`, 0 for none."""
        for length in self._starting[at].get(self._name, ()):
            if at + length <= end:
                return length
        return 0

    def longest_before(self, start: int, end: int) -> int:
        """The length of the longest word that ends at `end` and starts from `start` on, 0 for none."""
        for length in self._ending[end].get(self._name, ()):
            if end - length >= start:
                return length
        return 0

    def first(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the first word within `start`..`end`, as a search for any of them finds it."""
        starts = self._starts
        for index in range(bisect_left(starts, start), len(starts)):
            at = starts[index]
            if at >= end:
                return None
            if length := self.longest(at, end):
                return at, at + length
        return None

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """The spans of the words within `start`..`end`, none over another, as a search for any of them finds them."""
        starts = self._starts
        found: list[tuple[int, int]] = []
        free = start
        for index in range(bisect_left(starts, start), len(starts)):
            at = starts[index]
            if at >= end:
                break
            if at >= free and (length := self.longest(at, end)):
                free = at + length
                found.append((at, free))
        return found

    def every(self) -> Iterator[tuple[int, int]]:
        """The spans of all words of the text, overlapping ones too; by where they begin, the longer first."""
        for at in self._starts:
            for length in self._starting[at][self._name]:
                yield at, at + length

    def count(self, start: int, end: int) -> int:
        """How many words stand within `start`..`end`, each counted that stands in a longer one too."""
        starts = self._starts
        return sum(
            1
            for at in starts[bisect_left(starts, start) : bisect_left(starts, end)]
            for length in self._starting[at][self._name]
            if at + length <= end
        )


NO_WORDS = WordHits({}, {}, (), (), {})
