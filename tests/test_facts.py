"""Facts: sentences of our own for every phenomenon, with what a careful reader takes from them.

A row gives the facts of its sentence in order. Of a fact it names the text and the indicator, and whatever differs
from an exact level: `role`, `comparator`, `direction`, `baseline`, `kind`, `year`. `in` is the half of the report
that the sentence stands in, the review of 2023 (where `in` is not given) or the plan of 2024.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frame import Kind, facts
from report_parser.model import FactInfo, plain

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    if line
]
USUAL = {"role": "level", "comparator": "eq", "direction": None, "baseline": None}


def params() -> list[object]:
    """The rows, those that the parser does not yet pass marked by their `xfail`."""
    return [
        pytest.param(case, id=case["text"], marks=[pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else [])
        for case in CASES
    ]


def as_row(kind: Kind, fact: FactInfo, expected: dict[str, str | None]) -> dict[str, str | None]:
    """What a row says of a fact: the fields that `expected` names, and every one that is not as usual."""
    period = fact.period
    years = dict.fromkeys(str(year) for year in (period.start_year, period.end_year) if year is not None)
    full: dict[str, str | None] = {
        "text": fact.text,
        "indicator": fact.indicator.text,
        "id": fact.indicator.id,
        "area": fact.indicator.area,
        "value": plain(fact.value) if fact.value is not None else f"{fact.low}~{fact.high}",
        "unit": fact.unit,
        "action": fact.action,
        "role": fact.role,
        "comparator": fact.comparator,
        "direction": fact.direction,
        "baseline": fact.baseline.text if fact.baseline else None,
        "kind": kind,
        "year": "-".join(years) or None,
        "basis": period.basis,
        "counts": fact.counts,
        "tier": fact.tier,
        "whole": fact.whole.name if fact.whole else None,
        "prices": fact.prices,
        "against": fact.against.name if fact.against else None,
    }
    return {
        key: value
        for key, value in full.items()
        if key in expected or key in ("text", "indicator") or (key in USUAL and value != USUAL[key])
    }


@pytest.mark.parametrize("case", params())
def test_case(case: dict[str, object]) -> None:
    expected = case["facts"]
    assert isinstance(expected, list)
    found = facts(str(case["text"]), "plan" if case.get("in") == "plan" else "review")
    rows = [as_row(*item, expected[i] if i < len(expected) else {}) for i, item in enumerate(found)]
    assert rows == expected, case["why"]


def test_every_row_says_why() -> None:
    assert all(case["why"] and set(case) <= {"text", "in", "facts", "why", "xfail"} for case in CASES)


def test_an_indicator_stays_in_its_sentence() -> None:
    """The word before 了 may be cut off nothing: 2764人避免了 once ran to the end of the report."""
    told = "转移安置2764人避免了伤亡。"
    for _, fact in facts(told + "社会治理效能提升。" * 3, "review"):
        assert fact.indicator.text in told
