"""How long a sentence or a clause can be: what is longer is cut, so that each is read in bounded time.

A reading looks to and fro inside one clause or sentence, which is linear in the length of a text only where these are
bounded. The language bounds them: the longest sentence of 121 reports since 1954 has 534 characters, the longest
stretch between two marks 289. What goes past the limits is no prose (a table without its rules, a list without marks,
a quotation that is never closed), and is cut at a mark where it has one.
"""

from __future__ import annotations

from collections.abc import Iterator

SENTENCE_LIMIT = 1000
CLAUSE_LIMIT = 400

_MARKS = "。！？；，、"


def pieces(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """`text[start:end]` in pieces of at most `limit` characters, each cut behind its last mark, or at the limit.

    One piece, in nearly every case.
    """
    while end - start > limit:
        stop = max(text.rfind(mark, start, start + limit) for mark in _MARKS) + 1 or start + limit
        yield start, stop
        start = stop
    if start < end:
        yield start, end
