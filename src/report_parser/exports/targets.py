"""主要指标分解表: what the report promises in numbers, beside what it says of the year before.

In the table stand the numbers and outcomes of the section of targets, and every other promised number whose
indicator the published vocabulary knows. The rest (消化批而未供土地1500亩) are tasks, and stand in the other table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from report_parser.exports.tiers import Tiers, tiers_of
from report_parser.exports.written import as_written, heading_of, named, origin, squeeze
from report_parser.model import FactInfo, Report, SectionInfo, Statement
from report_parser.rules import Rules
from report_parser.selection import Selection

BINDING, EXPECTED = "约束性", "预期性"
_COMPARED = re.compile(r"(?:与|和|同|跟)[^与和同跟]*$")


@dataclass(frozen=True, slots=True)
class Target:
    """One row: an indicator, its target as written, what it was the year before, and where the target stands."""

    indicator: str
    target: str
    unit: str
    nature: str
    outturn: str
    origin: str


def targets_of(report: Report, rules: Rules, selection: Selection | None = None) -> list[Target]:
    """The rows of a report: first those of its section of targets, then the others, each in the order of the text."""
    sections = {section.id: section for section in report.sections}
    wanted = selection or Selection()
    rows: dict[tuple[str, str], Target] = {}
    by_fact = {fact.id: (fact, statement) for statement in report.commitments for fact in statement.facts}
    tiers = tiers_of(sorted(report.commitments, key=lambda promise: promise.start))
    ordered = sorted(report.commitments, key=lambda promise: (not _headline(promise, sections), promise.start))
    for statement in ordered:
        headline = _headline(statement, sections)
        heading = heading_of(sections.get(statement.section), sections)
        facts = [
            fact
            for fact in statement.facts
            if (headline or fact.indicator.id is not None) and wanted.takes_fact(fact) and _heads(fact, tiers)
        ]
        for fact in facts:
            row = Target(
                indicator=named(fact, rules),
                target=_tiered(fact, tiers.get(fact.id), by_fact, rules) + _span(fact, report),
                unit=squeeze(fact.written.unit),
                nature=nature_of(fact.indicator.name, fact.indicator.id, statement, heading, rules),
                outturn=_outturn(fact, report, rules),
                origin=origin(heading, fact.start, fact.end),
            )
            rows.setdefault((fact.indicator.id or row.indicator, row.target), row)
        if headline and not statement.facts and statement.outcome and not wanted.indicators:
            name, target = _outcome(statement.text, statement.outcome)
            row = Target(
                indicator=name,
                target=target,
                unit="",
                nature=nature_of(name, None, statement, heading, rules),
                outturn="",
                origin=origin(heading, statement.start, statement.end),
            )
            rows.setdefault((name, target), row)
    return list(rows.values())


def nature_of(indicator: str, identity: str | None, statement: Statement, heading: str, rules: Rules) -> str:
    """约束性 or 预期性, by the first of these that speaks (lists in office.toml).

    1. The clause, or the heading above it, says so itself. 2. The indicator is one of those that five-year plans
    set as binding, by its id or by a word in its name. 3. Outside the vocabulary, what must be done
    (确保, 必须) binds. 4. Anything else is expected.
    """
    office = rules.office
    said = squeeze(statement.text)
    if any(word in said for word in office.says_binding) or BINDING in heading:
        return BINDING
    if any(word in said for word in office.says_expected) or EXPECTED in heading:
        return EXPECTED
    if identity in office.binding or any(word in indicator for word in office.binding_names):
        return BINDING
    return BINDING if identity is None and statement.modality == "must" else EXPECTED


def _heads(fact: FactInfo, tiers: Mapping[str, Tiers]) -> bool:
    """Whether a number has a row of its own: all but the floor and the stretch beside a target."""
    return fact.id not in tiers or tiers[fact.id].head is fact


def _tiered(
    fact: FactInfo, tiers: Tiers | None, by_fact: Mapping[str, tuple[FactInfo, Statement]], rules: Rules
) -> str:
    """The target as written, with its floor and stretch: 6%（确保5.5%，力争6.5%）, and 确保5.5%，力争6.5% alone."""
    own = as_written(*by_fact[fact.id], rules)
    if tiers is None:
        return own
    named_tiers = (("确保", tiers.floor), ("力争", tiers.stretch))
    others = "，".join(word + as_written(*by_fact[one.id], rules) for word, one in named_tiers if one is not None)
    return f"{own}（{others}）" if tiers.has_target else others


def _headline(statement: Statement, sections: dict[str, SectionInfo]) -> bool:
    section = sections.get(statement.section)
    return section is not None and section.kind == "targets"


def _span(fact: FactInfo, report: Report) -> str:
    """The year or years of a target that is not for the planned year alone: （2023—2027年）."""
    start, end, planned = fact.period.start_year, fact.period.end_year, report.report.plan_year
    if end is None or (start in (None, end) and end == planned):
        return "（年均）" if fact.period.basis == "annual_average" else ""
    years = f"{end}年" if start in (None, end) else f"{start}—{end}年"
    return f"（{years}年均）" if fact.period.basis == "annual_average" else f"（{years}）"


def _outturn(target: FactInfo, report: Report, rules: Rules) -> str:
    """What the same report says of the indicator in the year before, in the same measure where it can be had."""
    reached = sorted(_reached(target, report), key=lambda pair: (*_likeness(target, pair[0]), pair[0].start))
    if not reached:
        return ""
    fact, statement = reached[0]
    verb = "" if fact.action == target.action or named(fact, rules) == squeeze(fact.indicator.name) else fact.action
    return verb + as_written(fact, statement, rules)


def _reached(target: FactInfo, report: Report) -> Iterator[tuple[FactInfo, Statement]]:
    """The facts that report the target's indicator for the reviewed year."""
    reviewed = report.report.review_year
    for statement in report.achievements:
        for fact in statement.facts:
            same = (
                fact.indicator.id == target.indicator.id
                if target.indicator.id is not None
                else squeeze(fact.indicator.name) == squeeze(target.indicator.name)
            )
            years = {fact.period.start_year, fact.period.end_year} - {None}
            if same and fact.indicator.qualifiers == target.indicator.qualifiers and years <= {reviewed}:
                yield fact, statement


def _likeness(target: FactInfo, fact: FactInfo) -> tuple[bool, bool]:
    """Sorts a fact in the target's role and unit before others."""
    return fact.role != target.role, fact.unit != target.unit


def _outcome(text: str, outcome: str) -> tuple[str, str]:
    """A clause without a number, cut in two: 居民收入增长与经济增长基本同步 -> 居民收入增长, 与经济增长基本同步."""
    whole, at = squeeze(text), squeeze(text).find(squeeze(outcome))
    if at <= 0:
        return whole, squeeze(outcome)
    compared = _COMPARED.search(whole[:at])
    cut = compared.start() if compared and compared.start() > 0 else at
    return whole[:cut], whole[cut:]
