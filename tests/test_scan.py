"""The scan finds what searching for each word by itself finds, and in the same places."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from report_parser.words.scan import Scanner

# Words that begin, end and hold one another, in few characters, so that drawn texts are full of them.
LISTS = {
    "verb": ["建", "建成", "建成投产", "投产", "成"],
    "noun": ["成投", "产", "建成"],
    "none": [],
}
SCANNER = Scanner(LISTS)
TEXTS = st.text(alphabet="建成投产𠮷a", max_size=20)
PLACE = st.integers(min_value=0, max_value=20)


@given(TEXTS, st.sampled_from(sorted(LISTS)), PLACE, PLACE)
def test_it_finds_what_a_search_finds(text: str, name: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    hits = SCANNER.scan(text).of(name)
    words = LISTS[name]
    found = [word for word in words if text.startswith(word, start, end)] if start < end else []
    assert hits.longest(start, end) == max(map(len, found), default=0)
    closing = [word for word in words if text.endswith(word, start, end)] if start < end else []
    assert hits.longest_before(start, end) == max(map(len, closing), default=0)
    pattern = re.compile("|".join(sorted(words, key=len, reverse=True)) or "(?!)")
    assert list(hits.spans(start, end)) == [match.span() for match in pattern.finditer(text, start, end)]
    every = [(at, at + len(word)) for at in range(len(text)) for word in words if text.startswith(word, at)]
    assert list(hits.every()) == sorted(every, key=lambda span: (span[0], -span[1]))
    assert hits.count(start, end) == sum(text.startswith(word, at, end) for at in range(start, end) for word in words)


def test_a_word_of_two_lists_is_found_in_both() -> None:
    hits = SCANNER.scan("新建成投产")
    assert hits.of("verb").first(0, 5) == (1, 5)
    assert hits.of("noun").first(0, 5) == (1, 3)
    assert hits.of("none").first(0, 5) is None
