"""重点任务分解表: what the report promises to do, a row a promise, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from report_parser.document import Modality
from report_parser.exports.written import as_written, heading_of, origin, squeeze
from report_parser.model import Report, Statement
from report_parser.rules import Rules
from report_parser.selection import Selection

FORCE: Final[dict[Modality, str]] = {
    "must": "必须完成",
    "strive": "力争完成",
    "plan": "计划推进",
    "encourage": "支持鼓励",
}


@dataclass(frozen=True, slots=True)
class Task:
    """One row: the heading it stands under, the task, its numbers, who, until when, how firmly, and where."""

    category: str
    task: str
    quantities: str
    responsible: str
    deadline: str
    force: str
    origin: str


def tasks_of(report: Report, rules: Rules, selection: Selection | None = None) -> list[Task]:
    """The rows of a report; the section of targets is the other table's."""
    sections = {section.id: section for section in report.sections}
    wanted = selection or Selection()
    rows: list[Task] = []
    for statement in sorted(report.commitments, key=lambda promise: promise.start):
        section = sections.get(statement.section)
        if section is not None and section.kind == "targets":
            continue
        if wanted.indicators and not any(map(wanted.takes_fact, statement.facts)):
            continue
        heading = heading_of(section, sections)
        rows.append(
            Task(
                category=heading,
                task=squeeze(statement.text),
                quantities=_quantities(statement, rules),
                responsible="、".join(map(squeeze, statement.responsible)),
                deadline=_deadline(statement, report),
                force=FORCE[statement.modality] if statement.modality is not None else "",
                origin=origin(heading, statement.start, statement.end),
            )
        )
    return rows


def _quantities(statement: Statement, rules: Rules) -> str:
    """The numbers of a task with what they measure, or its outcome in words: 垦造耕地：2000亩以上."""
    if not statement.facts:
        return squeeze(statement.outcome or "")
    return "；".join(f"{squeeze(fact.indicator.name)}{as_written(fact, statement, rules)}" for fact in statement.facts)


def _deadline(statement: Statement, report: Report) -> str:
    """The day, month or year the clause names; without one a yearly report means the year it plans (年内)."""
    if statement.deadline is not None:
        parts = zip(statement.deadline.split("-"), "年月日", strict=False)
        return "".join(f"{int(number)}{unit}" for number, unit in parts)
    return "" if report.report.plan_year is None else f"{report.report.plan_year}年内"
