"""A small report around a sentence under test, so that its half of the report and its years are known."""

from __future__ import annotations

from functools import cache
from typing import Literal

from report_parser.model import FactInfo, Statement
from report_parser.pipeline import Parser

Half = Literal["review", "plan"]
Kind = Literal["achievement", "commitment", "background"]

_HEAD = "2024年清潭县政府工作报告\n一、2023年工作回顾\n过去一年，经济取得新进展，建成了一批项目。\n"
_TURN = "\n二、2024年工作安排\n今年要加快发展，努力增收。\n"


@cache
def parser() -> Parser:
    return Parser()


def statements(text: str, half: Half = "review") -> list[tuple[Kind, Statement]]:
    """The statements of `text`, in its order, read as a paragraph of the review of 2023 or the plan of 2024."""
    before = _HEAD if half == "review" else _HEAD + _TURN
    after = _TURN if half == "review" else "\n"
    report = parser().parse_text(before + text + after)
    inside = range(len(before), len(before) + len(text))
    found = [(kind, statement) for kind, statement in report.statements() if statement.start in inside]
    return sorted(found, key=lambda item: item[1].start)


def facts(text: str, half: Half = "review") -> list[tuple[Kind, FactInfo]]:
    """The facts of `text`, with the kind of the statement they stand in."""
    return [(kind, fact) for kind, statement in statements(text, half) for fact in statement.facts]
