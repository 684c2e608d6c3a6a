"""主要指标分解表: every target of the report, in numbers or in words, beside what it says of the year before.

In the table stands all that the section of targets promises, and every other promised number whose indicator the
published vocabulary knows. The rest (消化批而未供土地1500亩) are tasks, and stand in the other table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from report_parser.exports.departments import Bodies, bodies_of
from report_parser.exports.origins import Origins
from report_parser.exports.outturns import Outturns
from report_parser.exports.tiers import Tiers, tiers_of
from report_parser.exports.written import as_written, named, squeeze
from report_parser.model import FactInfo, Report, Statement
from report_parser.rules import Rules
from report_parser.selection import Selection

BINDING, EXPECTED = "约束性", "预期性"
_COMPARED = re.compile(r"(?:与|和|同|跟)[^与和同跟]*$")
_NAME_ENDS = "指标"


@dataclass(frozen=True, slots=True)
class Target:
    """One row: an indicator, its target as written, what it was the year before, who, and where the target stands."""

    indicator: str
    target: str
    unit: str
    nature: str
    outturn: str
    bodies: Bodies
    origin: str


def targets_of(report: Report, rules: Rules, selection: Selection | None = None) -> list[Target]:
    """The rows of a report: first those of its section of targets, then the others, each in the order of the text."""
    table = _Table(report, rules, selection or Selection())
    ordered = sorted(report.commitments, key=lambda promise: (not table.headline(promise), promise.start))
    for statement in ordered:
        if table.headline(statement) and not statement.facts:
            table.add_words(statement)
        else:
            table.add_numbers(statement)
    return table.rows()


class _Table:
    """The rows as they are gathered."""

    def __init__(self, report: Report, rules: Rules, wanted: Selection) -> None:
        self._report = report
        self._rules = rules
        self._wanted = wanted
        self._sections = {section.id: section for section in report.sections}
        self._origins = Origins(report)
        self._outturns = Outturns(report, rules)
        self._by_fact = {fact.id: (fact, one) for one in report.commitments for fact in one.facts}
        self._tiers = tiers_of(sorted(report.commitments, key=lambda promise: promise.start))
        self._found: dict[tuple[str, str], Target] = {}
        self._last: tuple[str, str] | None = None
        self._subject: Statement | None = None

    def rows(self) -> list[Target]:
        """The rows found."""
        self._end_subject()
        return list(self._found.values())

    def headline(self, statement: Statement) -> bool:
        """Whether a statement stands in the section of targets."""
        section = self._sections.get(statement.section)
        return section is not None and section.kind == "targets"

    def add_numbers(self, statement: Statement) -> None:
        """A row for each number: of the section of targets any, elsewhere those of the vocabulary."""
        headline = self.headline(statement)
        self._end_subject()
        for fact in statement.facts:
            known = (headline or fact.indicator.id is not None) and fact.indicator.area is None
            if not known or not self._wanted.takes_fact(fact) or not _heads(fact, self._tiers):
                continue
            target = _tiered(fact, self._tiers.get(fact.id), self._by_fact, self._rules) + _span(fact, self._report)
            self._add(fact.indicator.id, named(fact, statement, self._rules), target, statement, fact)

    def add_words(self, statement: Statement) -> None:
        """A row for a clause without a number; what only stretches the target before it is written into that."""
        said = squeeze(statement.text)
        office = self._rules.office
        if self._wanted.indicators:
            return
        if any(word in said for word in office.stretching):
            self._stretch(said)
        elif any(word in said for word in office.lead_ins):
            return
        elif said.endswith(_NAME_ENDS) and not _begins_with_verb(said, self._rules):
            self._end_subject()
            self._subject = statement  # 其他约束性指标，完成市定任务
        else:
            name, target = split_target(statement, self._rules)
            if self._subject is not None:
                name, target = squeeze(self._subject.text), said
            self._subject = None
            self._add(None, name, target, statement, None)

    def _end_subject(self) -> None:
        """A row for a subject behind which nothing was said of it."""
        if self._subject is not None:
            subject, self._subject = self._subject, None
            self._add(None, squeeze(subject.text), "", subject, None)

    def _stretch(self, said: str) -> None:
        if self._last is not None:
            row = self._found[self._last]
            self._found[self._last] = replace(row, target=f"{row.target}，{said}")

    def _add(self, identity: str | None, name: str, target: str, statement: Statement, fact: FactInfo | None) -> None:
        heading = self._origins.heading(statement.section)
        self._last = identity or name, target
        row = Target(
            indicator=name,
            target=target,
            unit=squeeze(fact.written.unit) if fact else "",
            nature=nature_of(fact.indicator.name if fact else name, identity, statement, heading, self._rules),
            outturn=self._outturns.of_fact(fact) if fact else self._outturns.of_name(name),
            bodies=bodies_of((_about(statement, name, fact),), self._rules),
            origin=self._origins.origin(statement.section, statement.start, statement.text),
        )
        self._found.setdefault(self._last, row)


def _about(statement: Statement, name: str, fact: FactInfo | None) -> Statement:
    """The statement as far as it speaks of one indicator: that is whom a department is sought for."""
    return statement.model_copy(update={"text": name, "facts": (fact,) if fact else ()})


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


def _span(fact: FactInfo, report: Report) -> str:
    """The year or years of a target that is not for the planned year alone: （2023—2027年）."""
    start, end, planned = fact.period.start_year, fact.period.end_year, report.report.plan_year
    if end is None or (start in (None, end) and end == planned):
        return "（年均）" if fact.period.basis == "annual_average" else ""
    years = f"{end}年" if start in (None, end) else f"{start}—{end}年"
    return f"（{years}年均）" if fact.period.basis == "annual_average" else f"（{years}）"


def split_target(statement: Statement, rules: Rules) -> tuple[str, str]:
    """A target in words, cut before its verb: 生态环境指标|达到国家要求, 居民收入增长|与经济增长同步.

    What stands in front of it all goes behind: 全面完成|减排任务 is 减排任务, 全面完成.
    """
    whole = squeeze(statement.text)
    office = rules.office
    lead = _leading(whole, office.firmness if _begins_with_verb(whole, rules) else office.striving)
    rest = whole[len(lead) :]
    verb = squeeze(statement.outcome or statement.action)
    at = rest.find(verb) if verb else -1
    alike = any(word in verb for word in office.alike)
    if at > 0 and alike and (compared := _COMPARED.search(rest[:at])) and compared.start() > 0:
        at = compared.start()
    if at < 0:
        at = min((place for word in office.reaching if (place := rest.find(word)) > 0), default=-1)
    while at > 0 and (word := next((one for one in office.firmness if rest[:at].endswith(one)), None)) is not None:
        at -= len(word)
    if at > 0:
        return rest[:at], lead + rest[at:]
    if at == 0 and len(rest) > len(verb):
        return rest[len(verb) :], lead + verb
    return whole, whole


def _begins_with_verb(text: str, rules: Rules) -> bool:
    """Whether what comes behind words of firmness says that something is reached: 全面|完成减排任务."""
    rest = text[len(_leading(text, rules.office.firmness)) :]
    return rest.startswith(rules.office.reaching)


def _leading(text: str, words: tuple[str, ...]) -> str:
    """The words of firmness that a text begins with: 力争, 确保全面."""
    at = 0
    while (word := next((one for one in words if text.startswith(one, at)), None)) is not None:
        at += len(word)
    return text[:at]
