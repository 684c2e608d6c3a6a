"""Mentions: the facts of a report that may be a half of a row, each with the cell it is for and what ranks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from report_parser.document import Role
from report_parser.exports.panel.units import Scale, scale
from report_parser.exports.tiers import Tiers, tiers_of
from report_parser.identity import report_id
from report_parser.model import FactInfo, Report, Statement
from report_parser.rules import Rules

Side = Literal["target", "outturn"]


class Key(NamedTuple):
    """What a row is of."""

    code: str
    place: str
    year: int
    indicator: str
    role: Role
    counts: str
    unit: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One value for one half of a cell; the lowest `rank` of several is taken."""

    rank: tuple[bool, bool, bool, int, str, int]
    fact: FactInfo
    statement: Statement
    report: str
    uri: str
    in_summary: bool
    factor: Fraction
    tiers: Tiers | None = None

    def scaled(self, value: Decimal | None, *, down: bool) -> float | None:
        """A number of the fact in the unit of the row, negative where the direction is down."""
        if value is None:
            return None
        number = float(Fraction(value) * self.factor)
        return -number if down else number


def mentions(report: Report, rules: Rules) -> Iterator[tuple[Side, Key, Mention]]:
    """Every fact of a report that speaks of one year and of the report's own place, by the half that it may be."""
    identity = report_id(report, rules)
    own_summary = _Summary(report)
    place = report.report.jurisdiction
    stocks = frozenset(rules.indicators.stocks)
    sides: tuple[tuple[Side, Iterable[Statement]], ...] = (
        ("target", report.commitments),
        ("outturn", report.achievements),
    )
    for side, statements in sides:
        for statement, fact, tiers in _facts(statements):
            indicator, year = fact.indicator.id, fact.period.end_year
            if indicator is None or fact.indicator.area is not None or year is None:
                continue
            if fact.period.start_year not in (None, year):
                continue
            given = scale(indicator, fact.role, fact.unit, rules)
            counts = (fact.counts or "total") if indicator in stocks and fact.role == "level" else ""
            key = Key(place.code or "", place.name or "", year, indicator, fact.role, counts, given.unit)
            yield side, key, _mention(report, identity, side, statement, fact, tiers, given, own_summary)


def _facts(statements: Iterable[Statement]) -> Iterator[tuple[Statement, FactInfo, Tiers | None]]:
    """The facts in the order of the text, without those that stand beside a target."""
    ordered = sorted(statements, key=lambda statement: statement.start)
    tiers = tiers_of(ordered)
    for statement in ordered:
        for fact in statement.facts:
            tier = tiers.get(fact.id)
            if tier is None or tier.head is fact:
                yield statement, fact, tier


def _mention(
    report: Report,
    identity: str,
    side: Side,
    statement: Statement,
    fact: FactInfo,
    tiers: Tiers | None,
    given: Scale,
    own_summary: _Summary,
) -> Mention:
    """A mention with its rank: a target before a floor alone, then plain, of the summary, the latest, the first."""
    floor_alone = tiers is not None and not tiers.has_target
    in_summary = own_summary.holds(side, statement)
    latest = -(report.report.report_year or 0)
    uri = report.source.uri
    rank = (floor_alone, bool(fact.indicator.qualifiers), not in_summary, latest, uri, fact.start)
    return Mention(rank, fact, statement, identity, uri, in_summary, given.factor, tiers)


class _Summary:
    """Where a report sums itself up: the section of targets, and the review up to the second heading within it."""

    def __init__(self, report: Report) -> None:
        self._targets = frozenset(section.id for section in report.sections if section.kind == "targets")
        self._summary: frozenset[str] = frozenset()
        review = next((section for section in report.sections if section.kind == "review"), None)
        if review is not None:
            inner = [section for section in report.sections if section.parent == review.id]
            ends = inner[1].start if len(inner) > 1 else review.end
            self._summary = frozenset(section.id for section in report.sections if review.start <= section.start < ends)

    def holds(self, side: Side, statement: Statement) -> bool:
        """Whether a statement stands in the summary of its side."""
        return statement.section in (self._targets if side == "target" else self._summary)
