"""Numeral text to exact numbers: 八千三百亿 -> 830000000000, 1亿3千多万 -> 130000000 (and more), 百分之七点八 -> 7.8.

The patterns here say what a numeral looks like; `read_numeral` says what it is worth. Both know nothing of
units or of what stands around the numeral.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from report_parser.digits import DIGITS, NOUGHTS, ONE_TO_NINE

SMALL: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}

_DIGIT = f"[{NOUGHTS}{ONE_TO_NINE}两]"
# 两 inside a number is a weight (二两, 三十两) but behind 一 (一两个) and before a magnitude (三千两百).
_WRITTEN = rf"(?:[{NOUGHTS}{ONE_TO_NINE}廿卅]|(?<=一)两|两(?=[百千万亿]))"
# The formal numerals are family names and words too (陆, 伍): they count in company only.
_FORMAL_DIGIT = "[壹贰叁肆伍陆柒捌玖]"
_FORMAL = "[壹贰叁肆伍陆柒捌玖拾佰仟]"
# 千瓦, 百分点, 万分之 and 十分 begin with a magnitude that is none.
_MAGNITUDE = r"(?:亿|十(?!分(?!之))|百(?!分|姓|货|强)|千(?![瓦米克伏卡帕赫焦])|万(?!分之|元户|象|众))"
_OPEN = r"(?:余(?![额热量粮杭姚江干])|多(?![样层边功式点维种]|元[化素主投共文一])|几|来(?=[个年人万亿天岁户家次]))"

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+·\d+(?=%|[万亿]|个百分点)|\d+(?:\.\d+)?)"
ARABIC_NUMBER = rf"{ARABIC}(?:{_OPEN}?{_MAGNITUDE}+(?:\d+(?:\.\d+)?{_OPEN}?{_MAGNITUDE}+)*)?(?:{_OPEN}{_MAGNITUDE}*)?"
CHINESE_NUMBER = (
    rf"(?:{_FORMAL}(?:{_FORMAL}|[零万亿])(?:{_FORMAL}|{_WRITTEN}|{_MAGNITUDE})*|{_FORMAL_DIGIT}(?=点{_DIGIT})"
    rf"|(?:[一二两三四五六七八]、(?=[二三四五六七八九][十百千万亿倍]))?(?:两|{_WRITTEN}|{_MAGNITUDE})(?:{_WRITTEN}|{_MAGNITUDE})*)"
    rf"(?:{_OPEN}{_MAGNITUDE}*)?(?:点(?:{_DIGIT}|{_FORMAL_DIGIT})+{_MAGNITUDE}*)?"
)
NUMBER = rf"(?:{ARABIC_NUMBER}|{CHINESE_NUMBER})"

HUNDRED = Decimal(100)
_PARTS: Mapping[str, str] = {"百": "%", "佰": "%", "千": "‰", "仟": "‰", "万": "‱", "十万": "/10万", "百万": "ppm"}
PART = "(?:十万|百万|[百佰千仟万])"
# Latin magnitudes, which only percentages have: 百分之15K.
_SCALES: Mapping[str, int] = {"k": 10**3, "K": 10**3, "M": 10**6}
_TOKEN = re.compile(r"\d[\d,，]*(?:[.·]\d+)?|.", re.DOTALL)
_SEPARATORS = {ord(","): None, ord("，"): None, ord("·"): "."}
_NEIGHBOURS = re.compile(rf"(?<!{_DIGIT})(?<!点)([一二两三四五六七八])、?([二两三四五六七八九])(?=[十百千万亿]|$)")
_OPEN_MARK = re.compile("[多余几来]")


class Reading(NamedTuple):
    """What a numeral is worth: `low` alone, or a range up to `high`; `open` when more is meant (三十几万)."""

    low: Decimal
    high: Decimal | None = None
    open: bool = False


@lru_cache(maxsize=4096)
def read_numeral(text: str) -> Reading | None:
    """The worth of a numeral without its unit; None for what only looks like one (一二三).

    >>> read_numeral("三亿零四百七十五万")
    Reading(low=Decimal('304750000'), high=None, open=False)
    >>> read_numeral("二三百")
    Reading(low=Decimal('200'), high=Decimal('300'), open=False)
    """
    if text.isascii() and text.isdecimal():
        return Reading(Decimal(text))
    if text[0] in "-−－—":
        below = _worth(text[1:])
        return None if below is None else Reading(-below)
    text = text.replace("廿", "二十").replace("卅", "三十")
    is_open = bool(_OPEN_MARK.search(text))
    bare = _OPEN_MARK.sub("", text) if is_open else text
    pair = _NEIGHBOURS.search(bare)
    if pair and DIGITS[pair[2]] == DIGITS[pair[1]] + 1:
        low = _worth(bare[: pair.start()] + pair[1] + bare[pair.end() :])
        high = _worth(bare[: pair.start()] + pair[2] + bare[pair.end() :])
        return Reading(low, high, is_open) if low is not None and high is not None else None
    worth = _worth(bare)
    return None if worth is None else Reading(worth, None, is_open)


def read_fraction(part: Decimal, whole: Decimal) -> Decimal | None:
    """A fraction as a percentage with two decimals: 1 of 3 -> 33.33."""
    try:
        return (part * HUNDRED / whole).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0
    except (DivisionByZero, InvalidOperation):
        return None


def read_scaled(text: str, scale: str | None) -> Reading | None:
    """The worth of a numeral with a Latin magnitude behind it or none: 3.2 with K -> 3200."""
    reading = read_numeral(text)
    return reading if reading is None or not scale else Reading(reading.low * _SCALES[scale], open=reading.open)


def read_discount(text: str) -> Reading | None:
    """What is still paid, in per cent, before 折: 八 -> 80, 八点五 -> 85, 九五 -> 95, 75 -> 75, 对 and 半 -> 50."""
    if text in ("对", "半"):
        return Reading(Decimal(50))
    if len(text) == 2 and all(char in DIGITS for char in text):
        return Reading(Decimal(DIGITS[text[0]] * 10 + DIGITS[text[1]]))
    reading = read_numeral(text)
    if reading is None or reading.low == 10 or reading.low >= 100:
        return None
    return Reading(reading.low * 10) if reading.low < 10 else reading


def part_unit(word: str) -> str:
    """The unit that 百分之, 千分之, 万分之, 十万分之 and 百万分之 stand for."""
    return _PARTS[word]


def _worth(text: str) -> Decimal | None:
    """One number in Arabic or Chinese numerals or both mixed, read from left to right."""
    whole, _, decimals = text.partition("点")
    if decimals:
        return _with_decimals(whole, decimals)
    hundred_millions = ten_thousands = section = Decimal(0)
    pending: Decimal | None = None
    last_unit = 0
    for token in _TOKEN.findall(text):
        if token[0].isdigit() and token not in DIGITS:
            pending = Decimal(token.translate(_SEPARATORS))
        elif token in DIGITS:
            if pending is not None and pending != 0:
                return _positional(text)
            if token in "零〇○":
                last_unit = 0
            pending = Decimal(DIGITS[token])
        elif token in SMALL:
            last_unit = SMALL[token]
            if pending is None and section and last_unit > 10:
                section *= last_unit
            else:
                section += (pending or 1) * last_unit
            pending = None
        elif token == "万":
            last_unit = 10**4
            part = section + (pending or 0)
            if part == 0 and pending is None and hundred_millions and not ten_thousands:
                hundred_millions *= last_unit  # 亿万
            else:
                ten_thousands = _grown(ten_thousands, part, last_unit, bare=part == 0 and pending is None)
            section, pending = Decimal(0), None
        elif token == "亿":
            last_unit = 10**8
            part = ten_thousands + section + (pending or 0)
            hundred_millions = _grown(hundred_millions, part, last_unit, bare=part == 0 and pending is None)
            ten_thousands = section = Decimal(0)
            pending = None
        else:
            return None
    if pending is not None and last_unit > 10 and pending < 10 and text[-1] in DIGITS:
        pending *= last_unit // 10
    return hundred_millions + ten_thousands + section + (pending or 0)


def _grown(total: Decimal, part: Decimal, unit: int, *, bare: bool) -> Decimal:
    """A total with `part` times its unit added; a unit that nothing stands before multiplies it, or counts once."""
    if bare and total:
        return total * unit
    return total + (1 if bare else part) * unit


def _with_decimals(whole: str, decimals: str) -> Decimal | None:
    """一点二亿: the digits after 点, then magnitudes."""
    digits = "".join(str(DIGITS[char]) for char in decimals if char in DIGITS)
    base = _worth(whole)
    scale = _worth("一" + decimals.lstrip("".join(DIGITS))) if decimals[-1] not in DIGITS else Decimal(1)
    if base is None or scale is None or not digits:
        return None
    return (base + Decimal(f"0.{digits}")) * scale


def _positional(text: str) -> Decimal | None:
    """一九七八 as 1978; None where the digits are mixed with magnitudes or are two or three only (一二三)."""
    if len(text) < 4 or any(char not in DIGITS for char in text):
        return None
    return Decimal("".join(str(DIGITS[char]) for char in text))
