"""Texts without line ends: where their lines began, and that the report read from them is the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_parser import Parser
from report_parser.document import Document
from report_parser.layout.normalise import normalise
from report_parser.read import from_text
from report_parser.rules import load_rules

RULES = load_rules()
ROOT = Path(__file__).parent.parent


class Case(NamedTuple):
    """One row of the table: a text and the lines that are read in it."""

    text: str
    lines: list[str]
    why: str


def _cases() -> list[Case]:
    rows = (Path(__file__).parent / "cases" / "lost_lines.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(**json.loads(row)) for row in rows]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.why)
def test_lines(case: Case) -> None:
    doc = normalise(Document(from_text(case.text)), RULES)
    assert doc.text.split("\n") == case.lines, case.why


@pytest.mark.parametrize("name", ["national-2024.txt", "qingtan-2022.txt"])
def test_a_report_without_line_ends_is_the_same_report(name: str) -> None:
    text = (ROOT / "corpora" / name).read_text(encoding="utf-8")
    parser = Parser()
    whole = parser.parse_text(text).report
    flat_text = "".join(line.strip() for line in text.splitlines())
    flat = parser.parse_text(flat_text).report
    assert flat.model_copy(update={"plan_starts_at": None}) == whole.model_copy(update={"plan_starts_at": None})
    assert whole.plan_starts_at is not None
    assert flat.plan_starts_at is not None
    assert flat_text[flat.plan_starts_at :][:8] == text[whole.plan_starts_at :][:8]


@given(st.text(alphabet="各位代表：政府工作报告。一、（二）去年回顾任务，　 \n各", min_size=100, max_size=300))
def test_lost_lines_keep_the_way_back(text: str) -> None:
    doc = normalise(Document(from_text(text)), RULES)
    assert list(doc.origins) == sorted(doc.origins)
    for at, character in enumerate(doc.text):
        start, end = doc.source_span(at, at + 1)
        assert character == "\n" or text[start:end] == character
