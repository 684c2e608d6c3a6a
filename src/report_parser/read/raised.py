"""Raised digits: 总值¹ and 亩³ as print has them, whatever a format makes of them.

Word, HTML and PDF set a plain 1 higher and smaller. As a plain digit it would be one with the number behind it:
总值|1|812.4亿元.
"""

from __future__ import annotations

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARKS = frozenset("0123456789,，-—")


def raised(text: str) -> str:
    """Digits that are set high, as characters that are high: 2 -> ²; what holds anything else stays: [1], ①."""
    return text.translate(_RAISED) if text and _MARKS.issuperset(text.strip()) else text
