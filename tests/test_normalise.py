"""Folding: what is made equal, and that the way back to the source is never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frame import facts
from report_parser.layout.normalise import fold
from report_parser.layout.number_breaks import number_breaks
from report_parser.pipeline import Parser
from report_parser.read import from_text
from report_parser.rules import load_rules

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "normalise.jsonl").read_text(encoding="utf-8").splitlines()
    if line
]
PROSE = "过去一年，全县新建口袋公园13个，改造老旧小区27个，整治背街小巷46条，惠及居民5.2万户，群众满意度达到96.5%。"


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(case: dict[str, str]) -> None:
    breaks = number_breaks(load_rules())
    folded = fold(case["text"], breaks=breaks)
    assert folded.text == case["folded"], case["why"]
    assert fold(folded.text, breaks=breaks).text == folded.text


def test_origins_are_those_of_the_source() -> None:
    assert list(fold("１３５１　亿元").origins) == [0, 1, 2, 3, 5, 6, 7]
    assert list(fold("甲。\n\n乙").origins) == [0, 1, 2, 4, 5]


@pytest.mark.parametrize("width", [10, 16, 24, 40])
def test_hard_wrapped_text_is_the_same_report(width: int) -> None:
    paragraphs = [PROSE, PROSE.replace("全县", "全市"), PROSE.replace("居民", "农户")]
    wrapped = "\n\n".join("\n".join(p[at : at + width] for at in range(0, len(p), width)) for p in paragraphs)
    assert fold(wrapped).text == "\n".join(paragraphs)


@pytest.mark.parametrize("break_", [" ", "　", "\n", "\n\n", "\r\n"])
def test_an_indicator_on_one_line_and_its_value_on_a_later_one(break_: str) -> None:
    text = f"全县地区生产总值跃上{break_}356 亿元{break_}同比增长 4.1%"
    found = [(fact.text, fact.indicator.id, fact.role) for _, fact in facts(text)]
    assert found == [("356 亿元", "gdp", "level"), ("4.1%", "gdp", "change_rate")]


def test_one_report_in_two_scripts_says_the_same() -> None:
    plain = "一、去年工作\n全县国民经济实现增长，粮食产量达到１２万吨，农业总产值增长５％。"
    traditional = "一、去年工作\n全縣國民經濟實現增長，糧食產量達到１２萬噸，農業總產值增長５％。"
    readings = [
        [(fact.start, fact.indicator.text, fact.value, fact.unit) for fact in Parser().parse_text(text).facts()]
        for text in (plain, traditional)
    ]
    assert readings[0] == readings[1]
    assert len(readings[0]) == 2


NOTED = """清潭县2024年政府工作报告

一、2023年工作回顾

实施“双百工程”1，推进“三改”2行动，新增“小巨人”3企业12家，建成“五小园区”4个，排名第5，落实工作思路4。

名词解释

1.“双百工程”：百企百村。
"""


def test_numbers_of_notes_without_a_mark() -> None:
    """They count on behind quotes and nouns; near misses: a count, a place, and a text without a list of notes."""
    parser = Parser()
    text = parser.document(from_text(NOTED)).text
    assert "实施“双百工程”，推进“三改”行动，新增“小巨人”企业12家，建成“五小园区”4个，排名第5，落实工作思路。" in text
    bare = NOTED.partition("名词解释")[0]
    assert "“三改”2行动" in parser.document(from_text(bare)).text


def test_lines_in_traditional_characters() -> None:
    """A line of its own script is simplified, whatever the rest is written in; a name in such characters stays."""
    text = "我们新建学校5所，道路畅通。\n城鎮化率提高六個百分點。\n万达廣場们开业经营。\n"
    assert fold(text).text == "我们新建学校5所，道路畅通。\n城镇化率提高六个百分点。\n万达廣場们开业经营。"
