"""The outline: a table of small reports, and the shape that holds for any text."""

from __future__ import annotations

import json
from array import array
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_parser.document import Document, Mark, Source
from report_parser.layout.masthead import masthead
from report_parser.layout.outline import DEEPEST, outline
from report_parser.rules import load_rules
from report_parser.words.scan import scan

RULES = load_rules()


class Case(NamedTuple):
    """One row of the table: each section as level, kind, heading and whether it runs in; the heading at the turn."""

    text: str
    sections: list[list[object]]
    turn: str | None
    why: str


def _cases() -> list[Case]:
    lines = (Path(__file__).parent / "cases" / "outline.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(**json.loads(line)) for line in lines]


def _outlined(text: str, *marks: Mark) -> Document:
    source = Source(uri="<text>", sha256="", media_type="text/plain", encoding=None, text=text, marks=marks)
    doc = Document(source, text=text, origins=array("L", range(len(text) + 1)))
    return outline(masthead(scan(doc, RULES), RULES), RULES)


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.why)
def test_outline(case: Case) -> None:
    doc = _outlined(case.text)
    found = [[section.level, section.kind, section.heading, section.inline] for section in doc.sections]
    assert found == case.sections, case.why
    if case.turn is None:
        assert doc.plan_starts_at is None, case.why
    else:
        assert doc.plan_starts_at is not None
        assert doc.text.startswith(case.turn, doc.plan_starts_at), case.why


def test_lists_that_begin_anew_nest_no_deeper_than_sections_do() -> None:
    doc = _outlined("1.建设\n" * 40)
    assert max(section.level for section in doc.sections) == DEEPEST


def test_a_readers_marks_are_headings() -> None:
    text = "各位代表：\n工作回顾\n去年建成了学校。\n产业兴旺。去年建成了工厂。"
    heading, bold = text.index("工作回顾"), text.index("产业兴旺")
    doc = _outlined(text, Mark(heading, heading + 4, "heading", 1), Mark(bold, bold + 5, "bold"))
    assert [(section.heading, section.level, section.inline) for section in doc.sections] == [
        ("", 1, False),
        ("工作回顾", 1, False),
        ("产业兴旺", 2, True),
    ]


LINES = st.sampled_from(
    [
        "各位代表：",
        "各位代表！",
        "#政府工作报告",
        "##回顾",
        "###（一）产业",
        "一、去年工作回顾",
        "二、今年工作安排",
        "（一）稳增长。去年建成了。",
        "1.办学校。今年将建成。",
        "第一，修路。要抓紧。",
        "一是修桥。",
        "我们也清醒看到，困难不少。",
        "总体要求是：稳中求进。",
        "附件",
        "名词解释",
        "来源：某报",
        "让我们更加紧密地团结起来！",
        "去年完成投资，取得成效，达到目标。",
        "今年要力争，必须努力，将继续推进。",
        "关于农业",
        "Public domain",
    ]
)


@given(st.lists(LINES, max_size=25).map("\n".join) | st.text(max_size=80))
def test_sections_are_a_tree_that_covers_the_text(text: str) -> None:
    doc = _outlined(text)
    by_id = {section.id: section for section in doc.sections}
    assert [section.id for section in doc.sections] == [f"s{n}" for n in range(1, len(doc.sections) + 1)]
    covered = 0
    last_start = 0
    for section in doc.sections:
        assert section.start <= section.heading_start <= section.heading_end <= section.end
        assert section.heading == text[section.heading_start : section.heading_end]
        assert section.start >= last_start
        last_start = section.start
        if section.parent is None:
            assert (section.level, section.start) == (1, covered)
            covered = section.end
        else:
            parent = by_id[section.parent]
            assert section.level == parent.level + 1
            assert parent.start <= section.start and section.end <= parent.end
        turn = doc.plan_starts_at
        if turn is not None and section.kind != "boilerplate":
            assert not section.start < turn - 10 < turn < section.end
    assert covered == len(text)
