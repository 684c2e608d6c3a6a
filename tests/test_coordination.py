"""Coordination: several things named with what they share written once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_parser.rules import load_rules
from report_parser.words.coordination import distribute
from report_parser.words.pieces import joined

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "coordination.jsonl").read_text(encoding="utf-8").splitlines()
    if line
]


def params() -> list[object]:
    """The rows, those that the parser does not yet pass marked by their `xfail`."""
    return [
        pytest.param(row, id=row["phrase"], marks=[pytest.mark.xfail(reason=row["xfail"])] if "xfail" in row else [])
        for row in CASES
    ]


@pytest.mark.parametrize("case", params())
def test_case(case: dict[str, object]) -> None:
    count = case["count"]
    assert isinstance(count, int)
    phrase = str(case["phrase"])
    found = distribute(phrase, ((0, len(phrase)),), count, load_rules())
    assert (None if found is None else [joined(phrase, item) for item in found]) == case["items"], case["why"]


@given(st.text(alphabet="粮食蔬菜产量业城乡第一二、和与“”的"), st.integers(min_value=1, max_value=4))
def test_as_many_as_asked_for_or_none(phrase: str, count: int) -> None:
    found = distribute(phrase, ((0, len(phrase)),), count, load_rules())
    assert found is None or (len(found) == count and all(joined(phrase, item) for item in found))
