"""Numeral text to numbers: a table, and that any number written in Chinese reads back as itself."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_parser.numbers.numerals import NUMBER, read_fraction, read_numeral

WORTH = {
    # Arabic, alone and with magnitudes
    "1351": "1351",
    "6,435": "6435",
    "1,100.9亿": "110090000000",
    "1，100.9亿": "110090000000",
    "3.2万亿": "3200000000000",
    "9·1万": "91000",
    "5千多": "5000",
    "1亿3千多万": "130000000",
    "2600多万": "26000000",
    "150余万": "1500000",
    # Chinese, the magnitudes in any legal mix
    "十": "10",
    "十二": "12",
    "二十": "20",
    "一百零五": "105",
    "一百五": "150",
    "二百十七万": "2170000",
    "一万三千五百十三": "13513",
    "八千三百亿": "830000000000",
    "一万五千亿": "1500000000000",
    "二十万亿": "20000000000000",
    "六万万": "600000000",
    "三亿零四百七十五万": "304750000",
    "十四亿零六百万": "1406000000",
    "三十几万": "300000",
    "二百余万": "2000000",
    "二点五": "2.5",
    "一点二亿": "120000000",
    "三十六点九": "36.9",
    "零点八": "0.8",
    "一九七八": "1978",
    "二〇二五": "2025",
    "两万四千": "24000",
    "贰佰叁拾": "230",
    "-3.2": "-3.2",
}
RANGES = {
    "二三百": ("200", "300"),
    "五六": ("5", "6"),
    "一两": ("1", "2"),
    "三四十万": ("300000", "400000"),
    "十七八": ("17", "18"),
    "二、三百亿": ("20000000000", "30000000000"),
}
NONE = ["一二三", "三二", "二二"]

_DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A number from 1 to 10**12 - 1 as it is written out in full: 10500 -> 一万零五百."""
    text = ""
    gap = False
    for power, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // power % 10**4
        for small, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = group // small % 10
            if digit:
                text += ("零" if gap and text else "") + _DIGITS[digit] + mark
            gap = digit == 0
        text += name if group else ""
    return text


@pytest.mark.parametrize(("text", "worth"), WORTH.items())
def test_worth(text: str, worth: str) -> None:
    reading = read_numeral(text)
    assert reading is not None
    assert (reading.low, reading.high) == (Decimal(worth), None)


@pytest.mark.parametrize(("text", "ends"), RANGES.items())
def test_neighbouring_digits_are_a_range(text: str, ends: tuple[str, str]) -> None:
    reading = read_numeral(text)
    assert reading is not None
    assert (reading.low, reading.high) == (Decimal(ends[0]), Decimal(ends[1]))


@pytest.mark.parametrize("text", NONE)
def test_digits_in_a_row_are_no_number(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize("text", ["三十几万", "二百余万", "5千多", "1亿3千多万"])
def test_more_is_meant(text: str) -> None:
    reading = read_numeral(text)
    assert reading is not None
    assert reading.open


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(1, 3, "33.33"), (2, 3, "66.67"), (1, 10, "10"), (1, 6, "16.67"), (1, 1, "100")]
)
def test_a_fraction_is_a_percentage_with_two_decimals(part: int, whole: int, percent: str) -> None:
    assert read_fraction(Decimal(part), Decimal(whole)) == Decimal(percent)


def test_nothing_is_divided_by_zero() -> None:
    assert read_fraction(Decimal(1), Decimal(0)) is None


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_number_written_out_reads_back(number: int) -> None:
    text = in_chinese(number)
    reading = read_numeral(text)
    assert reading is not None
    assert reading.low == number
    assert re.fullmatch(NUMBER, text)


@given(st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False, allow_infinity=False))
def test_arabic_reads_exactly(number: Decimal) -> None:
    reading = read_numeral(f"{number:f}亿")
    assert reading is not None
    assert reading.low == number * 10**8
