"""A report at a glance: a table for the terminal of what a parse found."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.table import Table

from report_parser.model import FactInfo, Report, plain

_COMPARATOR = {
    "at_least": "≥",
    "more_than": ">",
    "at_most": "≤",
    "less_than": "<",
    "about": "≈",
    "eq": "",
    "range": "",
}
_SHOWN = 12


def print_summary(report: Report) -> None:
    """Print who reports on what, how much was found, and the first facts of either half with known indicators."""
    console = Console()
    head = report.report
    place = head.jurisdiction
    console.print(f"[bold]{head.title or '—'}[/bold]  {place.name or '—'} ({place.level or '—'}, {place.code or '—'})")
    years = f"review {head.review_year or '—'}, plan {head.plan_year or '—'}"
    console.print(f"{years}, delivered {head.delivered_on or '—'}")
    counts = Table(title="found")
    for column in ("", "statements", "facts"):
        counts.add_column(column, justify="left" if not column else "right")
    for name in ("achievements", "commitments", "background"):
        statements = getattr(report, name)
        counts.add_row(name, str(len(statements)), str(sum(len(statement.facts) for statement in statements)))
    console.print(counts)
    types = Counter(numeral.type for numeral in report.numerals)
    console.print("numerals: " + ", ".join(f"{count} {name}" for name, count in types.most_common()))
    _print_doubts(report, console)
    for title, statements in (("achieved", report.achievements), ("promised", report.commitments)):
        facts = [fact for statement in statements for fact in statement.facts]
        known = [fact for fact in facts if fact.indicator.id] or facts
        if known:
            console.print(_fact_table(title, known[:_SHOWN]))


def _print_doubts(report: Report, console: Console) -> None:
    """Print how many diagnostics of each kind there are, with the first of each."""
    kinds = Counter(entry.code for entry in report.diagnostics)
    for code, count in kinds.most_common():
        first = next(entry for entry in report.diagnostics if entry.code == code)
        console.print(f"{first.severity} {code} × {count}: {first.message} (at {first.start})", highlight=False)


def _fact_table(title: str, facts: list[FactInfo]) -> Table:
    table = Table(title=title)
    for column in ("indicator", "id", "role", "value", "as written", "year"):
        table.add_column(column, justify="right" if column == "value" else "left", overflow="fold")
    for fact in facts:
        period = fact.period
        years = "—" if period.end_year is None else str(period.end_year)
        if period.start_year not in (None, period.end_year):
            years = f"{period.start_year}–{years}"
        number = plain(fact.value) if fact.value is not None else f"{fact.low}–{fact.high}"
        value = f"{_COMPARATOR[fact.comparator]}{number} {fact.unit}"
        table.add_row(fact.indicator.name, fact.indicator.id or "", fact.role, value, fact.text, years)
    return table
