"""Chinese digits, and the small numbers and years written with them: 三十一 -> 31, 二〇二四 -> 2024.

The one table of digits. Larger numbers (八千三百亿) are `numbers.numerals`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

# The digits of a small number, and all the ways to write nought.
ONE_TO_NINE = "一二三四五六七八九"
NOUGHTS = "零〇○"

DIGITS: Mapping[str, int] = {
    **dict.fromkeys(NOUGHTS, 0),
    **{char: value for value, char in enumerate(ONE_TO_NINE, 1)},
    **{char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    "两": 2,
}
_TO_ASCII = {ord(char): str(value) for char, value in DIGITS.items()}

# A number below a hundred as lists and dates count: 九, 十, 三十一; neither 十三五 nor 〇.
COUNTING = f"(?:[二三四五六七八九]?十[{ONE_TO_NINE}]?|[{ONE_TO_NINE}])"

# The number of an item as any list may print it: 一、 （三） 12. 3）. No more is asked of lines that are not put
# together yet; which forms are headings, and of which level, `headings.toml` says.
ITEM = rf"[（(]?(?:\d{{1,2}}|[{ONE_TO_NINE}十]{{1,3}})[)）.．、]"

# A year without 年: 1987, 2024, 二〇二四, 一九八七.
YEAR = rf"(?:(?:1[89]|20)\d\d|[一二][{NOUGHTS}八九][{NOUGHTS}{ONE_TO_NINE}]{{2}})"

_DATED = re.compile(rf"(?<![\d{NOUGHTS}{ONE_TO_NINE}]){YEAR}年")


def small_number(written: str) -> int:
    """What `COUNTING` or decimal digits say. Raises ValueError for anything else.

    >>> small_number("三十一"), small_number("十"), small_number("7")
    (31, 10, 7)
    """
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if (tens or "一") not in DIGITS or not (ones in DIGITS if ones else ten):
        raise ValueError(f"{written} is no number below a hundred")
    if not ten:
        return DIGITS[ones]
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def year_of(written: str) -> int:
    """What `YEAR` says.

    >>> year_of("一九七八"), year_of("二〇二四")
    (1978, 2024)
    """
    return int(written.translate(_TO_ASCII))


def years_in(text: str) -> Iterator[tuple[int, int]]:
    """Each year that a text writes, 年 behind it, and where it begins.

    They are looked for at 年, as a search for the pattern stops at each character.

    >>> list(years_in("从1978年到二〇二四年"))
    [(1978, 1), (2024, 7)]
    """
    at = text.find("年")
    while at >= 0:
        start = at - 4
        if start >= 0 and _DATED.match(text, start):
            yield year_of(text[start:at]), start
        at = text.find("年", at + 1)
