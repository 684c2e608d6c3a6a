"""重点任务分解表: what the report promises to do, a row a task, in the order of the text."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from report_parser.document import SectionKind
from report_parser.exports.departments import Bodies, bodies_of
from report_parser.exports.origins import Origins
from report_parser.exports.written import as_written, squeeze
from report_parser.model import Report, SectionInfo, Statement
from report_parser.model import Task as Promised
from report_parser.rules import Rules
from report_parser.rules.office import OfficeRules
from report_parser.selection import Selection

# What is said there is a guideline, an ending or another table's.
_NO_TASKS: tuple[SectionKind, ...] = ("opening", "problems", "requirements", "targets", "glossary", "closing")
_FEWEST_PARTS = 3
"""So many sections below it make of what stands before them a lead."""
_MOST_OTHERS = 3
"""A task is a slogan where at most one clause in so many is none."""


@dataclass(frozen=True, slots=True)
class Task:
    """One row. `own` is what concerns the government itself and the Party; `until` is the last day as an ISO date."""

    category: str
    task: str
    measures: str
    quantities: str
    bodies: Bodies
    deadline: str
    until: str
    origin: str
    own: bool


def tasks_of(report: Report, rules: Rules, selection: Selection | None = None) -> list[Task]:
    """The rows of a report, without slogans, arguments and what only leads up to tasks."""
    sections = {section.id: section for section in report.sections}
    wanted = selection or Selection()
    promised = _promised(report)
    leads = _leads(report, promised)
    origins = Origins(report)
    rows: list[Task] = []
    for task in promised:
        first = task.statements[0]
        section = sections.get(first.section)
        if (section is not None and section.kind in _NO_TASKS) or not is_task(task, rules.office):
            continue
        if task.id in leads and not _numeric(task):
            continue
        if wanted.indicators and not any(wanted.takes_fact(fact) for one in task.statements for fact in one.facts):
            continue
        rows.append(_row(task, section, origins, report, rules))
    return rows


def _promised(report: Report) -> list[Promised]:
    """The tasks in the order of the text; a statement that names none, of a 1.0 model, is one of its own."""
    alone: Iterator[Promised] = (Promised(one.id, (one,)) for one in report.commitments if one.task is None)
    return sorted((*report.tasks(), *alone), key=lambda task: task.start)


def _leads(report: Report, promised: list[Promised]) -> frozenset[str]:
    """The ids of what leads up to chapters or looks beyond them, and of what alone stands before the parts of one.

    聚焦城市提质……。以更大力度建设公园城市。（一）……（二）……（三）……
    """
    parts: dict[str, list[int]] = {}
    for section in report.sections:
        if section.parent is not None:
            parts.setdefault(section.parent, []).append(section.start)
    whole = {section.id for section in report.sections if section.parent is None}
    held: dict[str, list[Promised]] = {}
    for task in promised:
        held.setdefault(task.statements[0].section, []).append(task)
    return frozenset(
        task.id
        for section, below in parts.items()
        for task in held.get(section, ())
        if section in whole or (len(below) >= _FEWEST_PARTS and len(held[section]) == 1 and task.end <= min(below))
    )


def is_task(task: Promised, words: OfficeRules) -> bool:
    """Whether something is to be done in it: a number, or enough clauses that are neither slogan nor argument."""
    if _numeric(task):
        return True
    said = [squeeze(statement.text) for statement in task.statements]
    if any(word in clause for clause in said for word in words.argument):
        return False
    if task.statements[0].action in words.stating:
        return False
    idle = sum(any(word in clause for word in (*words.slogans, *words.lead_ins)) for clause in said)
    return idle == 0 or (len(said) - idle) * _MOST_OTHERS > len(said)


def _numeric(task: Promised) -> bool:
    return any(statement.facts for statement in task.statements)


def _row(task: Promised, section: SectionInfo | None, origins: Origins, report: Report, rules: Rules) -> Task:
    first = task.statements[0]
    rest = task.statements[1:]
    measures = origins.passage(rest[0].start, task.end) if rest else ""
    text = "".join(squeeze(statement.text) for statement in task.statements)
    own = section is not None and section.kind == "self_governance"
    return Task(
        category=origins.category(first.section),
        task=squeeze(first.text),
        measures="，".join(squeeze(one.text) for one in rest) if measures is None else measures,
        quantities=_quantities(task.statements, rules),
        bodies=bodies_of(task.statements, rules),
        deadline=_deadline(task, text, report, rules),
        until=_until(task, report),
        origin=origins.origin(first.section, first.start, first.text),
        own=own or any(word in squeeze(first.text) for word in rules.office.party),
    )


def _quantities(statements: tuple[Statement, ...], rules: Rules) -> str:
    """The numbers of a task with what they measure: 高标准农田80万亩以上；农村公路1500公里."""
    said = (
        f"{squeeze(fact.indicator.name)}{as_written(fact, statement, rules)}"
        for statement in statements
        for fact in statement.facts
    )
    return "；".join(dict.fromkeys(said))


def _deadline(task: Promised, text: str, report: Report, rules: Rules) -> str:
    """The time as the report puts it (6月底前); without one the day that was read, else the year planned (年内)."""
    for form in _forms(rules.office.deadlines):
        if (found := form.search(text)) is not None:
            return found[0]
    named = next((one.deadline for one in task.statements if one.deadline is not None), None)
    if named is not None:
        parts = zip(named.split("-"), "年月日", strict=False)
        return "".join(f"{int(number)}{unit}" for number, unit in parts)
    return "" if report.report.plan_year is None else f"{report.report.plan_year}年内"


def _until(task: Promised, report: Report) -> str:
    """The last day: of the deadline that was read, else of the year planned."""
    named = next((one.deadline for one in task.statements if one.deadline is not None), None)
    if named is None:
        return "" if report.report.plan_year is None else f"{report.report.plan_year}-12-31"
    year, month, day = (*map(int, named.split("-")), 0, 0)[:3]
    month = month or 12
    return f"{year}-{month:02}-{day or monthrange(year, month)[1]:02}"


@lru_cache(maxsize=8)
def _forms(written: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, written))
