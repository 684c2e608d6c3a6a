"""Numbers that a line or page ends within: 812.⏎4亿元, 增长1⏎0.5%，, 812.4⏎亿元, 812.4亿⏎元, 新建学校5⏎所.

A line that ends with a number is finished only where what it counts, or the rest of that, does not open the next.
"""

from __future__ import annotations

import re
from functools import cache

from report_parser.rules import Rules
from report_parser.words.guarded import GuardedWords
from report_parser.words.patterns import any_of

_POINT_LAST = re.compile(r"(?<!^)(?<=\d)\.$")
_POINT_FIRST = re.compile(r"\.\d")
# The number that a line ends with, and what stands behind it of a unit.
_NUMBER_LAST = re.compile(r"\d(?P<rest>[^\d\s，。；、：！？（）”’.]{0,6})$")
# A number right behind a word, of which no more stands on its line, and one with its unit that opens a sentence's rest.
_BARE_LAST = re.compile(r"[\u4e00-\u9fff](?P<number>\d+(?:\.\d+)?)$")
_DIGITS_AND_UNIT = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>\S{1,10})\S")
_LONGEST_UNIT = 10
_DIGITS_FIRST = re.compile(r"\d++(?![.、]\D)")
# 附件1, 表2 and a year name what they stand in or date it.
_LABEL = re.compile(r"(?:[附第之表图栏号页]|附件|附表|专栏)\d+$|^\d{1,2}\.?$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")
# What no number ends with, nor what it counts.
_CLOSED = tuple("，。；、：！？（）”’")
_MAGNITUDES = re.compile("(?:[十百千]?[万亿]|[百千])+")


class NumberBreaks:
    """The units of one set of rules, as what may open a line behind its number."""

    def __init__(self, rules: Rules) -> None:
        units = rules.units
        self._units = GuardedWords((*units.measures, *units.counts, *units.durations), units.not_before)
        self._period = re.compile(any_of(units.periods))

    def within(self, before: str, after: str) -> bool:
        """Whether a line that ends with `before` and one that begins with `after` share a number or its unit."""
        if before.endswith(_CLOSED) or _LABEL.search(before):
            return False
        if _POINT_LAST.search(before):
            return _DIGITS_FIRST.match(after) is not None
        number = _NUMBER_LAST.search(before)
        if number is None:
            return False
        rest = number["rest"]
        if not rest and _YEAR.search(before):
            return self._period.match(after) is not None
        unit_end = self._unit_end(rest + after[:_LONGEST_UNIT])
        if not rest and self._goes_on(before, after):
            return True
        return (not rest and _POINT_FIRST.match(after) is not None) or unit_end > len(rest)

    def is_unit(self, text: str) -> bool:
        """Whether a text is a unit and nothing else: 亿元, %, 万人."""
        return text in self._units or any(
            _MAGNITUDES.fullmatch(text, 0, end) and (end == len(text) or text[end:] in self._units)
            for end in range(1, len(text) + 1)
        )

    def opens_with_unit(self, text: str) -> bool:
        """Whether a text begins with a unit: %左右."""
        return self._unit_end(text) > 0

    def _unit_end(self, text: str) -> int:
        """Where the unit or magnitude ends that a text begins with, 0 where it begins with none: 亿|元."""
        magnitudes = _MAGNITUDES.match(text)
        return self._units.end(text, magnitudes.end() if magnitudes else 0)

    def _goes_on(self, before: str, after: str) -> bool:
        """Whether the digits that open a line go on with those of the last, and then with the sentence: 1⏎0.5%，."""
        first, second = _BARE_LAST.search(before), _DIGITS_AND_UNIT.match(after)
        if first is None or second is None or ("." in first["number"] and "." in second["number"]):
            return False
        unit_end = self._unit_end(second["unit"])
        return unit_end > 0 and second.start("unit") + unit_end < len(after)


@cache
def number_breaks(rules: Rules) -> NumberBreaks:
    """The units of `rules`, compiled once."""
    return NumberBreaks(rules)
