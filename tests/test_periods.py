"""Periods: which years a number speaks of, in the review of 2023 or the plan of 2024."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frame import facts, parser

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


def years_of_goals(task: str) -> list[tuple[int | None, int | None]]:
    """The years of the goals that a plan sets in the paragraph `task`, which names no time."""
    head = "1988年清潭县政府工作报告\n一、过去五年工作回顾\n五年来，经济取得新进展，建成了一批项目。\n"
    report = parser().parse_text(f"{head}二、今后五年的目标和任务\n{task}")
    periods = [fact.period for _, statement in report.statements() for fact in statement.facts]
    return [(period.start_year, period.end_year) for period in periods]


def test_a_plan_that_names_a_span_again_and_again_is_for_that_span() -> None:
    spans = "今后五年是关键时期。今后五年要打好基础。今后五年要加快改革。\n（一）发展工业\n"
    task = "要扩大煤矿建设，争取每年增产水泥3万吨。"
    assert years_of_goals(spans + task) == [(1988, 1992)]
    this_year = "今年要打好基础。今年要加快改革，今年要增产。\n（二）发展农业\n"
    assert years_of_goals(spans + this_year + task) == [(1988, 1988)]
