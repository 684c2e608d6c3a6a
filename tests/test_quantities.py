"""Quantities of any text: the table of cases, and what holds for every text."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_parser.model import QuantityInfo, plain
from report_parser.numbers.api import quantities_of
from report_parser.rules import load_rules

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "quantities.jsonl").read_text(encoding="utf-8").splitlines()
]
NUMBERISH = st.text(alphabet="0129.,，一二三十百千万亿点分之第年月%元个家至—-多余近从到为（）“”\n 　１２％AG+约超左右")


def as_row(quantity: QuantityInfo) -> list[str]:
    """text, value (or low~high), unit, comparator; then the baseline's value where there is one."""
    value = plain(quantity.value) if quantity.value is not None else f"{quantity.low}~{quantity.high}"
    row = [quantity.text, value, quantity.unit, quantity.comparator]
    if quantity.baseline is not None and quantity.baseline.value is not None:
        row.append(plain(quantity.baseline.value))
    return row


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(case: dict[str, object]) -> None:
    found = quantities_of(str(case["text"]), load_rules())
    assert [as_row(quantity) for quantity in found] == case["quantities"], case["why"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("产值1351亿元", "1351", "亿元"),
        ("八千三百亿元", "八千三百亿", "元"),
        ("增长4.1%", "4.1", "%"),
        ("5千多户", "5", "千多户"),
    ],
)
def test_number_and_unit_are_kept_as_written(text: str, value: str, unit: str) -> None:
    (quantity,) = quantities_of(text, load_rules())
    assert (quantity.written.value, quantity.written.unit) == (value, unit)


def test_a_user_unit_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('counts = ["爿"]\n', encoding="utf-8")
    (quantity,) = quantities_of("新开门店35爿", load_rules(tmp_path))
    assert (quantity.value, quantity.unit) == (Decimal(35), "爿")


@given(NUMBERISH)
def test_spans_are_exact_and_apart(text: str) -> None:
    found = quantities_of(text, load_rules())
    for quantity in found:
        assert text[quantity.start : quantity.end] == quantity.text
        assert (quantity.value is None) == (quantity.low is not None and quantity.high is not None)
        assert (quantity.comparator == "range") == (quantity.value is None)
    for before, after in pairwise(found):
        assert before.end <= after.start


@given(
    st.decimals(min_value=Decimal("0.1"), max_value=99999, places=1, allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "万", "亿", "万亿"]),
    st.sampled_from(["元", "吨", "公里", "千瓦时", "立方米", "美元"]),
)
def test_width_and_spacing_do_not_matter(number: Decimal, magnitude: str, unit: str) -> None:
    written = f"{number:f}{magnitude}{unit}"
    wide = written.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789."})
    spaced = " ".join(written)
    values = [quantities_of(f"达到{form}。", load_rules())[0] for form in (written, wide, spaced)]
    assert len({(quantity.value, quantity.unit) for quantity in values}) == 1
