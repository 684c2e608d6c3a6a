"""The masthead: a table of heads and bodies, the divisions behind it, and what holds for any text."""

from __future__ import annotations

import json
from array import array
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_parser.document import Document, Given, Source
from report_parser.layout.masthead import masthead
from report_parser.rules import load_rules

RULES = load_rules()
BARE = "修路9公里。"  # says neither whose it is nor when


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


@pytest.mark.parametrize(
    ("place", "year", "text", "expected", "codes"),
    [
        pytest.param("天台县", 2024, BARE, ("天台县", "331023", 2024, 2023, 2024), [], id="a text that says neither"),
        pytest.param("331023", None, BARE, ("天台县", "331023", None, None, None), [], id="by its code"),
        pytest.param("天台", None, BARE, ("天台县", "331023", None, None, None), [], id="by its short name"),
        pytest.param(
            "北京市朝阳区", None, BARE, ("朝阳区", "110105", None, None, None), [], id="by its parent"
        ),
        pytest.param(
            "朝阳区", None, BARE, ("朝阳区", "220104", None, None, None), ["division-ambiguous"], id="not told apart"
        ),
        pytest.param(
            "云外镇", None, BARE, ("云外镇", None, None, None, None), ["division-unlisted"], id="not in the table"
        ),
        pytest.param(
            "天台县", None, "仙居县政府工作报告\n各位代表：", ("天台县", "331023", None, None, None),
            ["place-contradicts-text"], id="the text names another",
        ),
        pytest.param(
            "天台县", 2024, "天台县政府工作报告\n各位代表：\n一、2023年工作回顾\n修路9公里。",
            ("天台县", "331023", 2024, 2023, 2024), [], id="the text agrees",
        ),
        pytest.param(
            None, 2022, "天台县政府工作报告\n各位代表：\n一、2023年工作回顾\n修路9公里。",
            ("天台县", "331023", 2022, 2021, 2022), ["year-contradicts-text"], id="the text says another year",
        ),
        pytest.param(
            "天台县", None, "各位代表：\n天台人民修路9公里，仙居人民也修路，仙居山好，仙居水好，仙居港好，全县同心。",
            ("天台县", "331023", None, None, None), [], id="a place named in passing contradicts nothing",
        ),
    ],
)  # fmt: skip
def test_what_a_user_gives(
    place: str | None, year: int | None, text: str, expected: tuple[str, str | None, int, int, int], codes: list[str]
) -> None:
    doc = masthead(replace(_folded(text), given=Given(place, year)), RULES)
    head = doc.masthead
    assert head is not None
    read = (head.jurisdiction.name, head.jurisdiction.code, head.report_year, head.review_year, head.plan_year)
    assert read == expected
    assert [diagnostic.code for diagnostic in doc.diagnostics] == codes


def test_a_contradiction_points_at_what_the_text_says() -> None:
    doc = masthead(replace(_folded("仙居县政府工作报告\n2024年1月8日\n各位代表："), given=Given("天台县", 2021)), RULES)
    assert [doc.text[note.start : note.end] for note in doc.diagnostics] == ["仙居县", "2024"]
