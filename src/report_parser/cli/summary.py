"""A report at a glance: tables for the terminal of what a parse found, targets first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from report_parser.checks.stage import CHECKS
from report_parser.language.messages import Wording
from report_parser.language.terminal import say, told
from report_parser.model import FactInfo, Report
from report_parser.view.charts import shown, years

_SHOWN = 12
_KINDS = ("achievements", "commitments", "background")


def print_summary(report: Report, wording: Wording) -> None:
    """Print who reports on what, its targets, other figures promised and achieved, how much was found, and doubts."""
    console = Console()
    head = report.report
    place = head.jurisdiction
    console.print(f"[bold]{head.title or say('(untitled)')}[/bold]")
    level = wording(f"level.{place.level}") if place.level else "—"
    line = say("{place} ({level}, {code})", place=place.name or "—", level=level, code=place.code or "—")
    console.print(line, highlight=False)
    told_years = {"review": head.review_year or "—", "plan": head.plan_year or "—", "day": head.delivered_on or "—"}
    console.print(say("reviews {review}, plans {plan}, delivered {day}", **told_years), highlight=False)
    targets, promised = _promised(report)
    done = [fact for statement in report.achievements for fact in statement.facts if fact.indicator.id]
    for title, facts in (("targets", targets), ("other figures promised", promised), ("outturns", done)):
        if facts:
            console.print(_fact_table(title, facts, wording))
    console.print(_counts(report, wording))
    types = Counter(numeral.type for numeral in report.numerals)
    counts = (f"{wording(f'numeral.{name}')} {count}" for name, count in types.most_common())
    console.print(say("numbers: {counts}", counts=" · ".join(counts)), highlight=False)
    _print_doubts(report, console, wording)


def _promised(report: Report) -> tuple[list[FactInfo], list[FactInfo]]:
    """The facts of what is promised: those of the section of targets, and those of the vocabulary elsewhere."""
    kinds = {section.id: section.kind for section in report.sections}
    targets: list[FactInfo] = []
    others: list[FactInfo] = []
    for statement in report.commitments:
        if kinds.get(statement.section) == "targets":
            targets += statement.facts
        else:
            others += [fact for fact in statement.facts if fact.indicator.id]
    return targets, others


def _counts(report: Report, wording: Wording) -> Table:
    """How many statements and facts of each kind."""
    table = Table(box=SIMPLE)
    for column in ("", "statements", "facts"):
        table.add_column(say(column), justify="right" if column else "left")
    for name in _KINDS:
        statements = getattr(report, name)
        facts = sum(len(statement.facts) for statement in statements)
        table.add_row(wording(f"kind.{name.removesuffix('s')}"), str(len(statements)), str(facts))
    return table


def _print_doubts(report: Report, console: Console, wording: Wording) -> None:
    """Print how many diagnostics of each kind there are, with the first of each."""
    lines = {check.en: check.zh for check in CHECKS}
    kinds = Counter(entry.code for entry in report.diagnostics)
    for code, count in kinds.most_common():
        first = next(entry for entry in report.diagnostics if entry.code == code)
        line = say(
            "{severity} {code} × {count}: {message}",
            severity=wording(f"severity.{first.severity}"), code=code, count=count,
            message=told(first.message, also=lines),
        )  # fmt: skip
        console.print(line, highlight=False)


def _fact_table(title: str, facts: Sequence[FactInfo], wording: Wording) -> Table:
    left = len(facts) - _SHOWN
    table = Table(box=SIMPLE, title=say(title), title_justify="left", caption_justify="left")
    table.caption = say("{count} more", count=left) if left > 0 else None
    for column in ("indicator", "value", "year"):
        table.add_column(say(column), overflow="fold")
    for fact in facts[:_SHOWN]:
        table.add_row(_name(fact, wording), shown(fact), years(fact) or "—")
    return table


def _name(fact: FactInfo, wording: Wording) -> str:
    """The indicator as the report says it; in English that of the vocabulary, where it holds it."""
    if wording.lang == "en" and fact.indicator.id is not None:
        return wording(wording.indicator(fact.indicator.id))
    return "".join(fact.indicator.name.split())
