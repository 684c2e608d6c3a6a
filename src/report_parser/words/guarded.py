"""Words that count only where what follows makes no other word of them: the unit 折 in 八折, not in 八折旧."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from report_parser.words.lexicon import Finder


class GuardedWords:
    """Finds the longest of some words at a place of a text; `not_before` holds the characters no word may precede."""

    __slots__ = ("_finder", "_not_before")

    def __init__(self, words: Iterable[str], not_before: Mapping[str, str]) -> None:
        self._finder = Finder(words)
        self._not_before = not_before

    def __contains__(self, word: str) -> bool:
        return word in self._finder.words

    def end(self, text: str, at: int) -> int:
        """Where the longest word that begins at `at` ends, `at` itself where there is none."""
        if at >= len(text) or text[at] not in self._finder.firsts:
            return at
        for length in (*self._finder.every(text, at, len(text)), 1):
            word, behind = text[at : at + length], text[at + length : at + length + 1]
            if word in self._finder.words and not (behind and behind in self._not_before.get(word, "")):
                return at + length
        return at
