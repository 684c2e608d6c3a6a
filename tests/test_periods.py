"""Periods: which years a number speaks of, in the review of 2023 or the plan of 2024."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frame import facts

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "periods.jsonl").read_text(encoding="utf-8").splitlines()
    if line
]


def params() -> list[object]:
    """The rows, those that the parser does not yet pass marked by their `xfail`."""
    return [
        pytest.param(row, id=row["text"], marks=[pytest.mark.xfail(reason=row["xfail"])] if "xfail" in row else [])
        for row in CASES
    ]


@pytest.mark.parametrize("case", params())
def test_case(case: dict[str, str]) -> None:
    ((_, fact),) = facts(case["text"], "plan" if case.get("in") == "plan" else "review")
    years = dict.fromkeys([fact.period.start_year, fact.period.end_year])
    assert ("-".join(map(str, years)), fact.period.basis) == (case["year"], case["basis"]), case["why"]
