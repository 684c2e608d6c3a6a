"""The panel: place x year x indicator, the target beside the outturn, for statistics packages.

A report promises for the year ahead and tells of the year before, so the halves of a row come from two reports of
one place: the target for 2024 from that of 2024, the outturn of 2024 from that of 2025. Only indicators of the
vocabulary take part, for other names do not mean the same from place to place, and only values that speak of
one year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from report_parser.exports.tiers import Tiers, tiers_of
from report_parser.model import FactInfo, Report, SectionInfo, Statement, plain
from report_parser.rules import Rules
from report_parser.selection import Selection
from report_parser.tables.columns import Column
from report_parser.tables.rows import Row


def _side(side: str, what: str) -> tuple[Column, ...]:
    return (
        Column(f"{side}", "float", f"The {what} as a number, negative where the direction is down; null for a range."),
        Column(f"{side}_value", "text", f"The exact {what} as the report has it, without a sign."),
        Column(f"{side}_low", "text", "The lower end of a range."),
        Column(f"{side}_high", "text", "The upper end of a range."),
        Column(f"{side}_comparator", "text", "eq, at_least, more_than, at_most, less_than, about or range."),
        Column(f"{side}_direction", "text", "up or down, of changes."),
        Column(f"{side}_text", "text", "The clause that says it."),
        Column(f"{side}_source", "text", "The file it was read from."),
        Column(f"{side}_start", "integer", "Where the number starts in that file's text."),
        Column(f"{side}_end", "integer", "Where it ends (half-open)."),
        Column(f"{side}_mentions", "integer", "How often the reports give this value or another for the same cell."),
    )


COLUMNS: tuple[Column, ...] = (
    Column("place_code", "text", "The place's GB/T 2260 code."),
    Column("place", "text", "Its name."),
    Column("level", "text", "national, province, prefecture, county or township."),
    Column("year", "integer", "The year that target and outturn are of; never null."),
    Column("indicator_id", "text", "The indicator, an id of the vocabulary; never null."),
    Column("indicator", "text", "Its official name."),
    Column("role", "text", "level, change_rate, change_amount, multiple or rank; never null."),
    Column("unit", "text", "The base unit; never null."),
    *_side("target", "target"),
    Column("target_floor", "float", "What must be kept below the target (确保), signed as the target is."),
    Column("target_stretch", "float", "What is strived for above it (力争), signed as the target is."),
    Column("target_modality", "text", "must, strive, plan or encourage."),
    *_side("outturn", "outturn"),
)

_Key = tuple[str, str, int, str, str, str]
"""Place code, place name, year, indicator, role, unit: what a row is of."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """One half of a row; of several mentions the best one is kept, and their number."""

    rank: tuple[bool, bool, bool, int, str, int]
    fact: FactInfo
    statement: Statement
    uri: str
    tiers: Tiers | None = None
    mentions: int = 1


def panel_rows(reports: Iterable[Report], rules: Rules, selection: Selection | None = None) -> Iterator[Row]:
    """The rows, ordered by place, year and indicator.

    Where a report gives several values for one cell, a target is taken before a floor, then the unqualified one, then
    that of the section of targets, then the first in the text. What a year added is no value of a stock. `years` of
    the selection are those of the rows.
    """
    wanted = selection or Selection()
    stocks = frozenset(rules.indicators.stocks)
    targets: dict[_Key, _Cell] = {}
    outturns: dict[_Key, _Cell] = {}
    levels: dict[tuple[str, str], str | None] = {}
    for report in reports:
        place = report.report.jurisdiction
        where = (place.code or "", place.name or "")
        levels.setdefault(where, place.level)
        for side, statements in ((targets, report.commitments), (outturns, report.achievements)):
            for year, cell in _cells(report, statements):
                identity = cell.fact.indicator.id
                if identity is None or cell.fact.indicator.area is not None:
                    continue
                if cell.fact.counts == "added" and identity in stocks:
                    continue
                if not wanted.takes_fact(cell.fact) or (wanted.years and year not in wanted.years):
                    continue
                _keep(side, (*where, year, identity, cell.fact.role, cell.fact.unit), cell)
    names = {entry.id: entry.name for entry in rules.indicators.indicator}
    for key in sorted(targets.keys() | outturns.keys()):
        code, name, year, identity, role, unit = key
        target = targets.get(key)
        yield {
            "place_code": code or None,
            "place": name or None,
            "level": levels[code, name],
            "year": year,
            "indicator_id": identity,
            "indicator": names.get(identity),
            "role": role,
            "unit": unit,
            **_target(target),
            "target_modality": target.statement.modality if target is not None else None,
            **_half("outturn", outturns.get(key)),
        }


def _cells(report: Report, statements: Iterable[Statement]) -> Iterator[tuple[int, _Cell]]:
    """Each fact that speaks of one year, with that year."""
    sections = {section.id: section for section in report.sections}
    ordered = sorted(statements, key=lambda statement: statement.start)
    tiers = tiers_of(ordered)
    for statement in ordered:
        section = sections.get(statement.section)
        for fact in statement.facts:
            tier = tiers.get(fact.id)
            if tier is not None and tier.head is not fact:
                continue  # it stands beside the target
            year = fact.period.end_year
            if year is not None and fact.period.start_year in (None, year):
                floor_alone = tier is not None and not tier.has_target
                yield (
                    year,
                    _Cell((floor_alone, *_rank(fact, section, report)), fact, statement, report.source.uri, tier),
                )


def _rank(fact: FactInfo, section: SectionInfo | None, report: Report) -> tuple[bool, bool, int, str, int]:
    """What sorts the best mention first: plain, headline, of the latest report, then by place in the text."""
    headline = section is not None and section.kind == "targets"
    latest = -(report.report.report_year or 0)
    return bool(fact.indicator.qualifiers), not headline, latest, report.source.uri, fact.start


def _keep(side: dict[_Key, _Cell], key: _Key, cell: _Cell) -> None:
    held = side.get(key)
    if held is None:
        side[key] = cell
        return
    best = min(held, cell, key=lambda one: one.rank)
    side[key] = _Cell(best.rank, best.fact, best.statement, best.uri, best.tiers, held.mentions + 1)


def _target(cell: _Cell | None) -> Row:
    """The columns of the target with its floor and its stretch; a floor alone is no target."""
    row, tiers = _half("target", cell), cell.tiers if cell is not None else None
    if tiers is not None and not tiers.has_target:
        row |= dict.fromkeys(("target", *(f"target_{part}" for part in ("value", "low", "high", "comparator"))))
    return {
        **row,
        "target_floor": _signed(tiers.floor) if tiers is not None and tiers.floor is not None else None,
        "target_stretch": _signed(tiers.stretch) if tiers is not None and tiers.stretch is not None else None,
    }


def _half(side: str, cell: _Cell | None) -> Row:
    """The columns of one half, all null where there is none."""
    if cell is None:
        return {column.name: None for column in _side(side, "")}
    fact = cell.fact
    return {
        side: _signed(fact),
        f"{side}_value": _exact(fact.value),
        f"{side}_low": _exact(fact.low),
        f"{side}_high": _exact(fact.high),
        f"{side}_comparator": fact.comparator,
        f"{side}_direction": fact.direction,
        f"{side}_text": cell.statement.text,
        f"{side}_source": cell.uri,
        f"{side}_start": fact.start,
        f"{side}_end": fact.end,
        f"{side}_mentions": cell.mentions,
    }


def _signed(fact: FactInfo) -> float | None:
    if fact.value is None:
        return None
    return -float(fact.value) if fact.direction == "down" else float(fact.value)


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
