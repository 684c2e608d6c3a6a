"""Two small things that every reader of headings and mastheads needs: a pattern of words, and a counting number."""

from __future__ import annotations

import re
from collections.abc import Sequence

DIGITS = "零一二三四五六七八九"
# A number below a hundred as lists and dates count: 九, 十, 三十一; neither 十三五 nor 〇.
COUNTING = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"


def any_of(words: Sequence[str]) -> str:
    """A pattern of all the words, longest first so that 代省长 is not read as 省长; one that never matches for none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def small_number(written: str) -> int:
    """What `COUNTING` or decimal digits say: 三十一 -> 31, 十 -> 10, 7 -> 7."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return DIGITS.index(ones)
    return (DIGITS.index(tens) if tens else 1) * 10 + (DIGITS.index(ones) if ones else 0)
