"""Gaps between digits: which of them part two numbers, and which only stretch one.

`７ ４ ７ ７ ２ 亿元` and `1 0 .0 6 ‰` are one number each, letter-spaced; `6.3 6.5` in a row of figures and
`120 135 亿元` are two. Digits are joined only where that is the only reading.
"""

from __future__ import annotations

import regex

from report_parser.digits import ITEM
from report_parser.layout.spaces import INVISIBLES, SPACE

_GAP = regex.compile(rf"(?:{INVISIBLES}|{SPACE})++")
_RUN = regex.compile(rf"[\d.,]+(?:(?:{INVISIBLES}|{SPACE})++[\d.,]+)+")
_SPACES = regex.compile(rf"{SPACE}++")
# One digit with its point or comma at most.
_SINGLE = regex.compile(r"[.,]?\d[.,]?|[.,]")
# What a number is followed by, so that its digits count something together: 7 2 折, 1 1 ％.
_COUNTED = regex.compile(rf"(?:{INVISIBLES}|{SPACE})*+[\u4e00-\u9fff%‰℃]")
# 8. and 12. at the head of a line number it and are no part of the number behind them.
_NUMBERING = regex.compile(rf"{ITEM}(?P<gap>{SPACE}++)")
# Three digits of which the first is nought are no number of their own: 12 000, 3 050.6.
_THOUSANDS = regex.compile(rf"\d{{1,3}}(?:{SPACE}\d{{3}})*{SPACE}0\d{{2}}(?:{SPACE}\d{{3}})*(?:\.\d+)?")
# A negative figure behind another in a row: 6.3 -1.2.
_BEFORE_MINUS = regex.compile(rf"(?<=[\d%‰])(?P<gap>{SPACE}++)(?=-\d+(?:\.\d|%))")
_YEAR = regex.compile(r"(?:19|20)\d\d")


def parting_gaps(text: str, start: int, end: int) -> dict[int, str]:
    """What is left of each gap in `text[start:end]` that parts two numbers, by the offset of its first space.

    >>> parting_gaps("6.3  6.5 7 2 亿", 0, 12)
    {3: ' ', 8: ' ', 10: ' '}
    >>> parting_gaps("达7 2 亿", 0, 6)
    {}
    """
    found = [gap.start() for gap in _BEFORE_MINUS.finditer(text, start, end)]
    for run in _RUN.finditer(text, start, end):
        first = run.start()
        numbering = _NUMBERING.match(text, first, end) if first == start else None
        if numbering is not None:
            first = numbering.end()
            found.append(first - len(numbering["gap"]))
        if not _is_spaced(text, first, run.end(), end):
            found.extend(_parting(text, first, run.end()))
    return dict.fromkeys(found, " ")


def _is_spaced(text: str, start: int, end: int, line_end: int) -> bool:
    """Whether a run is one number, its digits or thousands set apart, or a year cut in two: ２ ０ 亿元, 20 24年."""
    if _THOUSANDS.fullmatch(text, start, end):
        return True
    tokens = _GAP.split(text[start:end])
    if all(_SINGLE.fullmatch(token) for token in tokens):
        return _COUNTED.match(text, end, line_end) is not None
    return len(tokens) == 2 and _YEAR.fullmatch("".join(tokens)) is not None and text.startswith("年", end)


def _parting(text: str, start: int, end: int) -> list[int]:
    """The offsets of the gaps of a run that stand between two numbers."""
    found = []
    for gap in _GAP.finditer(text, start, end):
        spaces = _SPACES.search(text, gap.start(), gap.end())
        if spaces is not None and not _is_at_point(text[gap.start() - 1], text[gap.end()]):
            found.append(spaces.start())
    return found


def _is_at_point(before: str, after: str) -> bool:
    """Whether a gap stands before or behind the point of one number: 812. 4亿元, 812 .4亿元."""
    return after == "." or (before in ".," and after.isdigit())
