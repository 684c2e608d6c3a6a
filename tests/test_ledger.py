"""The ledger: each numeral once, with its type; the table of cases, and what holds for every text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_parser.document import Document, Source
from report_parser.layout.normalise import fold
from report_parser.numbers.ledger import ledger
from report_parser.pipeline import Parser
from report_parser.rules import load_rules

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
]
ANY_TEXT = st.text(alphabet="0129.,一二十百万亿第年月日%元个家届大级号至—-从到（）“”、。\n １Ａb+超以上每项目")


def document(text: str) -> Document:
    """A document of `text`, folded, before the ledger."""
    folded = fold(text)
    source = Source(uri="<text>", sha256="", media_type="text/plain", encoding=None, text=text)
    return Document(source, text=folded.text, origins=folded.origins)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(case: dict[str, object]) -> None:
    doc = ledger(document(str(case["text"])), load_rules())
    assert [[doc.text[item.start : item.end], item.type] for item in doc.numerals] == case["numerals"], case["why"]


def test_a_baseline_knows_its_fact() -> None:
    doc = ledger(document("比重由35.2%、20.1%分别提高到38.4%、22.6%。"), load_rules())
    pairs = [(doc.text[item.start : item.end], item.baseline_of) for item in doc.numerals if item.type == "baseline"]
    assert pairs == [("35.2%", 2), ("20.1%", 3)]


@given(ANY_TEXT)
def test_every_digit_stands_in_the_ledger_once(text: str) -> None:
    doc = ledger(document(text), load_rules())
    covered = [False] * len(doc.text)
    end = 0
    for item in doc.numerals:
        assert end <= item.start < item.end
        end = item.end
        covered[item.start : item.end] = [True] * (item.end - item.start)
        assert item.rule
        assert (item.quantity is not None) == (item.type in ("fact", "baseline", "threshold"))
    for match in re.finditer(r"\d+(?:\.\d+)?", doc.text):
        assert all(covered[match.start() : match.end()])


def test_marks_of_notes_stand_in_the_ledger_and_in_no_name() -> None:
    report = Parser().parse_text("一、去年工作\n粮食产量45万吨[1]，增长3%②，油料“翻番”〔3〕。")
    assert [(one.text, one.type) for one in report.numerals if one.rule == "optional.note"] == [
        ("[1]", "optional"),
        ("②", "optional"),
        ("〔3〕", "optional"),
    ]
    assert [one.start for one in report.numerals] == sorted(one.start for one in report.numerals)
    assert [fact.indicator.name for fact in report.facts()] == ["粮食产量", "粮食产量"]
