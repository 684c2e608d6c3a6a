"""Glossaries and notes: a table of entries, and that their numbers measure nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from report_parser import Parser
from report_parser.read import from_text

REPORT = "全县修路9公里，投入2亿元。\n让我们更加紧密地团结起来，为全县人民的美好明天继续奋斗！\n"


class Case(NamedTuple):
    """One row of the table: each entry as its term and what stands at its offsets."""

    text: str
    entries: list[list[str]]
    why: str


def _cases() -> list[Case]:
    lines = (Path(__file__).parent / "cases" / "definitions.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(**json.loads(line)) for line in lines]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.why)
def test_entries(case: Case) -> None:
    doc = Parser().document(from_text(REPORT + case.text))
    assert [[entry.term, doc.text[entry.start : entry.end]] for entry in doc.definitions] == case.entries, case.why


def test_numbers_of_a_site_are_no_facts() -> None:
    text = "甲县政府工作报告\n发布时间：2024-01-18来源：市政府办浏览次数：3652次\n" + REPORT + "上一页123下一页，共3页"
    doc = Parser().document(from_text(text))
    assert [doc.text[doc.numerals[fact.numeral].start :][:4] for fact in doc.facts] == ["9公里，", "2亿元。"]
    assert not [note for note in Parser().parse_text(text).diagnostics if note.code == "unbound-number"]


def test_numbers_of_a_glossary_are_no_facts() -> None:
    text = REPORT + "名词解释\n1.七个一：指修路30公里、建公园7座。\n8.6个中心：指6个服务中心。"
    doc = Parser().document(from_text(text))
    assert [doc.text[doc.numerals[fact.numeral].start :][:4] for fact in doc.facts] == ["9公里，", "2亿元。"]
    explained = [numeral for numeral in doc.numerals if numeral.rule == "definition"]
    assert {numeral.type for numeral in explained} == {"optional"}
    assert "30公里" in {doc.text[numeral.start : numeral.end] for numeral in explained}
