"""Doubts: the example and near miss of each check, and where a user meets what they find."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from click.testing import CliRunner

from report_parser import parse_text
from report_parser.checks.check import Check
from report_parser.checks.stage import CHECKS
from report_parser.cli import cli
from report_parser.tables.rows import rows
from report_parser.view import render_page

BY_CODE: Mapping[str, Check] = {check.code: check for check in CHECKS}
REPORT = "清潭县2024年政府工作报告\n一、2023年工作回顾\n新建公园13个。\n其中达35亩。\n"


def found(text: str, code: str) -> list[str]:
    report = parse_text(text.replace("|", "\n"), with_text=True)
    source = report.source.text
    assert source is not None
    return [source[each.start : each.end] for each in report.diagnostics if each.code == code]


@pytest.mark.parametrize("code", BY_CODE)
def test_a_check_finds_its_example_and_passes_by_its_near_miss(code: str) -> None:
    text, _, wanted = BY_CODE[code].example.partition(" -> ")
    assert found(text, code) == wanted.split(" ")
    assert found(BY_CODE[code].near_miss, code) == []


def test_codes_are_told_apart() -> None:
    assert len(BY_CODE) == len(CHECKS)


def test_the_page_says_it_in_both_languages() -> None:
    page = render_page(parse_text(REPORT, with_text=True))
    assert "“35亩”所说的是什么" in page and BY_CODE["indicator-too-short"].en in page


def test_the_tables_name_it_in_the_row_it_is_about() -> None:
    report = parse_text(REPORT)
    assert [(row["text"], row["doubts"]) for row in rows(report, "facts")] == [
        ("13个", ()),
        ("35亩", ("indicator-too-short",)),
    ]
    assert [row["doubts"] for row in rows(report, "statements")] == [(), ("indicator-too-short",)]


def test_strict_ends_with_1_where_there_is_a_warning() -> None:
    doubtful = CliRunner().invoke(cli, ["parse", "-", "--strict", "--summary"], input=REPORT)
    assert doubtful.exit_code == 1 and "<stdin>: 1 warnings" in doubtful.stderr
    assert "indicator-too-short × 1" in doubtful.stdout
    assert CliRunner().invoke(cli, ["parse", "-", "--summary"], input=REPORT).exit_code == 0
    assert CliRunner().invoke(cli, ["parse", "-", "--strict"], input=REPORT.replace("其中达35亩。", "")).exit_code == 0
