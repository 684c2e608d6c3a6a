"""`explain`: what it says of numbers, statements and text that is neither."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from report_parser import Parser
from report_parser.cli import cli
from report_parser.explain.decisions import explain_at, places_of
from report_parser.language.messages import Wording
from report_parser.read import from_text
from report_parser.rules import load_rules

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "explain.jsonl").read_text(encoding="utf-8").splitlines()
]
FRAME = "清潭县政府工作报告\n一、2023年工作回顾\n{}\n二、2024年工作安排\n今年，学校增长5%。\n"
WENLING = str(Path(__file__).parents[1] / "corpora" / "wenling-2024.md")


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = FRAME.format(case["text"])
    doc = Parser().document(from_text(text, name="<text>"))
    told = explain_at(doc, text.index(str(case["at"])), load_rules(), Wording("zh", load_rules()))
    steps = {step.about.removeprefix("explain."): step for step in told.steps}
    for about, found, because in case["steps"]:
        assert steps[about].found == found, case["why"]
        assert because in "".join(steps[about].because), case["why"]


def test_every_character_can_be_asked_about() -> None:
    text = FRAME.format("（一）建成学校１２所。占比从 17.9% 提升至 22.7%，<b>民营</b>经济 32 条。")
    doc = Parser().document(from_text(text, name="<text>"))
    for lang in ("zh", "en"):
        wording = Wording("en" if lang == "en" else "zh", load_rules())
        for at in range(len(text)):
            told = explain_at(doc, at, load_rules(), wording)
            assert told.steps and told.text == text[told.start : told.end]


def test_a_passage_is_found_as_the_parser_reads_it() -> None:
    doc = Parser().document(from_text("建成学校１２ 所。建成学校12所。", name="<text>"))
    assert places_of(doc, "学校 12所") == [2, 11]
    assert places_of(doc, "　") == []


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *arguments])


def test_command_by_offset_and_by_text() -> None:
    by_offset, by_text = run(WENLING, "--at", "62"), run(WENLING, "--text", "跃上 1351 亿元", "--lang", "zh")
    assert by_offset.exit_code == by_text.exit_code == 0
    assert "fact.unit" in by_offset.output and "gdp" in by_text.output
    assert by_offset.output == by_text.output
    english = run(WENLING, "--at", "62", "--lang", "en")
    assert "the vocabulary has this name" in english.output


def test_command_names_the_other_places() -> None:
    assert "--at" in run(WENLING, "--text", "亿元").output


def test_command_without_a_file_reads_the_text_itself() -> None:
    output = run("--text", "2024年，新增停车位4710个。").output
    assert "4710个" in output and "停车位" in output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((WENLING,), "--at"),
        ((WENLING, "--at", "1", "--text", "亿"), "one of"),
        (("--at", "1"), "FILE"),
        ((WENLING, "--at", "999999"), "ends at"),
        ((WENLING, "--text", "没有这几个字"), "does not stand"),
    ],
)
def test_command_says_what_is_wrong(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.output
