"""Reports -> the sheets of the 分解表, as plain cells: what a workbook and a Word document set on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from report_parser.exports.targets import Target, targets_of
from report_parser.exports.tasks import Task, tasks_of
from report_parser.model import Report, ReportInfo
from report_parser.rules import Rules
from report_parser.selection import Selection

STATES = ("已完成", "超序时", "达序时", "欠序时")
"""What the column of states may say."""


@dataclass(frozen=True, slots=True)
class Span:
    """The time that a task has, as ISO dates; written as the share of it that is over."""

    first: str
    last: str


Cell = str | int | Span
Role = Literal["text", "whole", "pace", "state"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in Chinese characters, whether it is set in the middle, and what it is for.

    Equal neighbours of a `whole` column are one cell.
    """

    title: str
    width: float
    centred: bool = False
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its short name, its title, columns and rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


_LONGEST_WHOLE = 6
"""So many rows share a cell at most, so that no page is without what they are of."""


def wholes(sheet: Sheet) -> list[tuple[int, int, int]]:
    """The cells of several rows, equal neighbours of `whole` columns: the column, its first and its last row."""
    found: list[tuple[int, int, int]] = []
    for at in (at for at, column in enumerate(sheet.columns) if column.role == "whole"):
        for _, rows in groupby(range(len(sheet.rows)), key=lambda row: sheet.rows[row][at]):
            members = list(rows)
            for first in members[::_LONGEST_WHOLE]:
                found.append((at, first, min(first + _LONGEST_WHOLE - 1, members[-1])))
    return found


_NUMBER = Column("序号", 3, centred=True)
_WHENCE = (Column("地区", 4, centred=True), Column("年度", 3, centred=True))
_BODIES = (Column("牵头单位", 6.5), Column("配合单位", 6.5), Column("分管领导", 4))
_QUARTERS = tuple(Column(f"{quarter}季度进展", 4) for quarter in "一二三四")
_FOLLOWED = (
    *_QUARTERS,
    Column("序时进度", 3.5, centred=True, role="pace"),
    Column("状态", 4, centred=True, role="state"),
)
_TARGETS = (
    Column("指标", 11), Column("目标值", 9, centred=True), Column("单位", 4, centred=True),
    Column("属性", 4, centred=True), Column("上年完成值", 7.5, centred=True),
    *_BODIES, *_FOLLOWED, Column("出处", 12),
)  # fmt: skip
_TASKS = (
    Column("类别", 6.5, role="whole"), Column("任务内容", 10), Column("具体措施", 18), Column("量化目标", 9),
    *_BODIES, Column("完成时限", 4.5, centred=True), *_FOLLOWED, Column("出处", 9),
)  # fmt: skip


def sheets_of(reports: Iterable[Report], rules: Rules, selection: Selection | None = None) -> tuple[Sheet, ...]:
    """The sheets of the reports: 主要指标, 重点任务, 自身建设. Of several reports each row says place and year."""
    heads: list[ReportInfo] = []
    targets: list[tuple[ReportInfo, Target]] = []
    tasks: list[tuple[ReportInfo, Task]] = []
    for report in reports:
        heads.append(report.report)
        targets += ((report.report, row) for row in targets_of(report, rules, selection))
        tasks += ((report.report, row) for row in tasks_of(report, rules, selection))
    several = len(heads) > 1
    name = _name(heads[0]) if len(heads) == 1 else ""
    tables = (
        ("主要指标", "主要指标分解表", _TARGETS, [(head, _target(row, head)) for head, row in targets]),
        ("重点任务", "重点任务分解表", _TASKS, [(head, _task(row, head)) for head, row in tasks if not row.own]),
        ("自身建设", "自身建设任务分解表", _TASKS, [(head, _task(row, head)) for head, row in tasks if row.own]),
    )
    return tuple(
        Sheet(
            short,
            f"{name}政府工作报告{title}",
            (_NUMBER, *(_WHENCE if several else ()), *columns),
            tuple(
                (number, *((head.jurisdiction.name or "", head.report_year or "") if several else ()), *cells)
                for number, (head, cells) in enumerate(rows, 1)
            ),
        )
        for short, title, columns, rows in tables
    )


def _target(row: Target, head: ReportInfo) -> tuple[Cell, ...]:
    last = "" if head.plan_year is None else f"{head.plan_year}-12-31"
    values = (row.indicator, row.target, row.unit, row.nature, row.outturn, row.bodies.lead, row.bodies.support)
    return (*values, *_to_follow(head, last), row.origin)


def _task(row: Task, head: ReportInfo) -> tuple[Cell, ...]:
    said = (row.category, row.task, row.measures, row.quantities, row.bodies.lead, row.bodies.support, "")
    return (*said, row.deadline, *_to_follow(head, row.until)[1:], row.origin)


def _to_follow(head: ReportInfo, last: str) -> tuple[Cell, ...]:
    """分管领导, the quarters and 状态 to be filled in; between them how much of the time is over."""
    span: Cell = Span(f"{head.plan_year}-01-01", last) if head.plan_year is not None and last else ""
    return ("", "", "", "", "", span, "")


def _name(head: ReportInfo) -> str:
    year = "" if head.report_year is None else f"{head.report_year}年"
    return f"{head.jurisdiction.name or ''}{year}"
