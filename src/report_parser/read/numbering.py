"""Word's automatic numbers: they are not in a paragraph's text, so 一、 and （一） have to be counted as Word does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from report_parser.digits import ONE_TO_NINE
from report_parser.read.package import qualified

_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_DIGITS = f"〇{ONE_TO_NINE}"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LONGEST = 60  # characters of 第%1章（%2） and the like
_MOST_DIGITS = 6
_PLACE = re.compile(r"%([1-9])")


class _Level(NamedTuple):
    """How one level of a list is numbered: （%1） with chineseCounting from 1."""

    form: str
    text: str
    start: int


class Numbering:
    """The lists of a document and how far each has counted; `next` is asked once for each paragraph, in order."""

    def __init__(self, root: _Element | None) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._lists = dict(_lists(root))

    def next(self, number_id: str, level: int) -> str:
        """The number of the next paragraph of a list at a level (from 0): 一、 then 二、; nothing for a bullet."""
        shared, levels = self._lists.get(number_id, ("", {}))
        if level not in levels:
            return ""
        counts = self._counts.setdefault(shared, {})
        counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for deeper in [below for below in counts if below > level]:
            del counts[deeper]
        if levels[level].form in ("bullet", "none"):
            return ""

        def written(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            above = levels.get(at)
            return _write(counts.get(at, above.start), above.form) if above else ""

        return _PLACE.sub(written, levels[level].text)


def _lists(root: _Element) -> Iterator[tuple[str, tuple[str, dict[int, _Level]]]]:
    """Each w:num: its id, the counter that it shares with the lists of the same definition, and its levels."""
    abstract = {
        item.get(qualified("w:abstractNumId"), ""): {int(level.get(qualified("w:ilvl"), "0")): _level(level)
                                              for level in item.iterchildren(qualified("w:lvl"))}
        for item in root.iterchildren(qualified("w:abstractNum"))
    }  # fmt: skip
    for number in root.iterchildren(qualified("w:num")):
        number_id = number.get(qualified("w:numId"), "")
        definition = _value(number, "w:abstractNumId") or ""
        levels = dict(abstract.get(definition, {}))
        shared = f"abstract {definition}"
        for override in number.iterchildren(qualified("w:lvlOverride")):
            at = int(override.get(qualified("w:ilvl"), "0"))
            replaced = override.find(qualified("w:lvl"))
            if replaced is not None:
                levels[at] = _level(replaced)
            start = _value(override, "w:startOverride")
            if start is not None and at in levels:
                levels[at] = levels[at]._replace(start=_number(start))
            shared = f"num {number_id}"
        yield number_id, (shared, levels)


def _level(level: _Element) -> _Level:
    text = (_value(level, "w:lvlText") or "")[:_LONGEST]
    return _Level(_value(level, "w:numFmt") or "decimal", text, _number(_value(level, "w:start") or "1"))


def _number(written: str) -> int:
    """A number of a list, which a document may write with any count of digits."""
    return int(written[:_MOST_DIGITS])


def _value(element: _Element, child: str) -> str | None:
    found = element.find(qualified(child))
    return None if found is None else found.get(qualified("w:val"))


def _write(number: int, form: str) -> str:
    """A number as a list writes it: 12 in chineseCounting -> 十二; what is not known is written in digits."""
    if form in _CHINESE and 0 < number < 100:
        tens, units = divmod(number, 10)
        return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[units] if units else "")
    if form == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalFullWidth":
        return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    if form == "chineseLegalSimplified" and 0 < number < 10:
        return _FORMAL[number]
    if form == "ideographTraditional" and 0 < number <= 10:
        return _STEMS[number - 1]
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 40:
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written
