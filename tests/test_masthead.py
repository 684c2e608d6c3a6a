"""The masthead: a table of heads and bodies, the divisions behind it, and what holds for any text."""

from __future__ import annotations

import json
from array import array
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_parser.document import Document, Source
from report_parser.layout.masthead import masthead
from report_parser.rules import load_rules

RULES = load_rules()


class Case(NamedTuple):
    """One row of the table: of the masthead only the fields that the row is about."""

    text: str
    expected: dict[str, object]
    why: str


def _cases() -> list[Case]:
    lines = (Path(__file__).parent / "cases" / "masthead.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(**json.loads(line)) for line in lines]


def _folded(text: str, uri: str = "<text>") -> Document:
    source = Source(uri=uri, sha256="", media_type="text/plain", encoding=None, text=text)
    return Document(source, text=text, origins=array("L", range(len(text) + 1)))


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.why)
def test_masthead(case: Case) -> None:
    doc = masthead(_folded(case.text), RULES)
    assert doc.masthead is not None
    found = json.loads(json.dumps(asdict(doc.masthead)))
    found["diagnostics"] = [diagnostic.code for diagnostic in doc.diagnostics]
    assert {field: found[field] for field in case.expected} == case.expected, case.why


@pytest.mark.parametrize(
    ("text", "uri", "year"),
    [
        pytest.param("一九六四年工农业全面好转。", "file-1964.txt", 1964, id="the text bears the uri out"),
        pytest.param("一九五八年和一九五九年两年跃进。", "file-2001.txt", 1959, id="the text does not"),
        pytest.param("形势很好。", "file-2001.txt", 2001, id="the text names no year"),
        pytest.param("2024年甲县政府工作报告\n各位代表：", "2019.txt", 2024, id="the text says it"),
    ],
)
def test_year_of_the_uri_is_weak_evidence(text: str, uri: str, year: int) -> None:
    doc = masthead(_folded(text, uri), RULES)
    assert doc.masthead is not None
    assert doc.masthead.report_year == year


@pytest.mark.parametrize(
    ("name", "code", "parents"),
    [
        ("温岭市", "331081", ["浙江省", "台州市"]),
        ("海淀区", "110108", ["北京市"]),
        ("仙桃市", "429004", ["湖北省"]),
        ("延边朝鲜族自治州", "222400", ["吉林省"]),
        ("广东省", "440000", []),
    ],
)
def test_divisions_of_today(name: str, code: str, parents: list[str]) -> None:
    found = [place for place in RULES.divisions.full(name) if place.stands_in(None)]
    assert [place.code for place in found] == [code]
    assert [parent.name for parent in RULES.divisions.parents(found[0])] == parents


@pytest.mark.parametrize(("short", "name"), [("内蒙古", "内蒙古自治区"), ("恩施", "恩施市"), ("赵县", "赵县")])
def test_short_names(short: str, name: str) -> None:
    assert name in {place.name for place in RULES.divisions.short(short)}


@given(
    st.text(
        alphabet="各位代表：\n一二三、（）年月日0123456789省市县人民政府第届次大会议上工作报告市长王。，", max_size=120
    )
)
def test_any_text_has_a_masthead(text: str) -> None:
    doc = masthead(_folded(text), RULES)
    assert doc.masthead is not None
    head = doc.masthead
    if head.report_year is not None and head.review_year is not None and head.plan_year is not None:
        assert head.review_year <= head.report_year <= head.plan_year
