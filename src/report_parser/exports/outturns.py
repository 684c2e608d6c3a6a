"""上年完成值: what a report says of the year before about the indicator of a target.

The first of these that finds anything is taken: the number of the same indicator; the numbers of what `stand_in`
of office.toml names instead (居民收入: 城镇…、农村…), or of each part of a name that joins several; a clause without a
number that says it in words (固定资产投资、进出口增速快于全国). Nothing is written that the report does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from report_parser.exports.written import as_written, named, squeeze
from report_parser.facts.vocabulary import match_indicator, readings
from report_parser.model import FactInfo, Report, Statement
from report_parser.rules import Rules

_JOINED = re.compile(r"[、，]|以及|[和及与]")
_SHORTEST_NAME = 3
_LONGEST_CLAUSE = 40
"""A longer clause says more than what became of an indicator."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The indicator of a target: its names as they are looked up, its id, and the fact that sets it in numbers."""

    names: frozenset[str]
    id: str | None
    fact: FactInfo | None = None


class Outturns:
    """What one report says of the year that it reviews."""

    def __init__(self, report: Report, rules: Rules) -> None:
        self._rules = rules
        self._reviewed = report.report.review_year
        plan = report.report.plan_starts_at
        told = [one for one in report.background if plan is not None and one.end <= plan]
        self._facts = [(fact, statement) for statement in (*report.achievements, *told) for fact in statement.facts]
        self._said = [
            statement
            for statement in report.achievements
            if not statement.facts and len(squeeze(statement.text)) <= _LONGEST_CLAUSE
        ]

    def of_fact(self, target: FactInfo) -> str:
        """What became of the indicator of a number."""
        name = squeeze(target.indicator.name)
        return self._of(Sought(readings(name, self._rules), target.indicator.id, target), name)

    def of_name(self, name: str) -> str:
        """What became of an indicator whose target is set in words."""
        return self._of(self._sought(name), name)

    def _sought(self, name: str) -> Sought:
        return Sought(readings(name, self._rules), match_indicator(name, "", self._rules))

    def _of(self, sought: Sought, name: str) -> str:
        found = self._number(sought)
        return found or self._stand_in(sought) or self._parts(name) or self._words(sought, name)

    def _number(self, sought: Sought) -> str:
        """The number of the same indicator that is most like the target, as written."""
        nearest = self._nearest(sought)
        if nearest is None:
            return ""
        fact, statement = nearest
        if repeated := self._repeated(fact, statement):
            return repeated
        written = as_written(fact, statement, self._rules)
        same_verb = sought.fact is None or fact.action == sought.fact.action or fact.action in written
        plain = same_verb or named(fact, statement, self._rules) == squeeze(fact.indicator.name)
        return written if plain else fact.action + written

    def _nearest(self, sought: Sought) -> tuple[FactInfo, Statement] | None:
        alike = [(fact, statement) for fact, statement in self._facts if self._tells(sought, fact, statement)]
        return min(alike, key=lambda pair: (*_likeness(sought, pair[0]), pair[0].start), default=None)

    def _stand_in(self, sought: Sought) -> str:
        """The numbers of what a report may tell instead, each with its name."""
        for entry in self._rules.office.stand_in:
            if sought.id in entry.names or sought.names & set(entry.names):
                for choice in entry.by:
                    told = [self._named_number(Sought(frozenset(), one, sought.fact)) for one in choice]
                    if any(told):
                        return "，".join(filter(None, told))
        return ""

    def _parts(self, name: str) -> str:
        """The numbers of the indicators that a name joins, each with its name."""
        parts = [part for part in _JOINED.split(name) if len(part) >= _SHORTEST_NAME]
        told = [self._named_number(self._sought(part)) for part in parts] if len(parts) > 1 else []
        return "，".join(filter(None, told))

    def _named_number(self, sought: Sought) -> str:
        nearest = self._nearest(sought)
        if nearest is None:
            return ""
        fact, statement = nearest
        return squeeze(fact.indicator.name) + as_written(fact, statement, self._rules)

    def _words(self, sought: Sought, name: str) -> str:
        """The clause without a number that opens with the indicator, or with a list that it stands in."""
        names = sought.names if sought.fact is None else {name}
        names = {one for one in names if len(one) > _SHORTEST_NAME}
        for statement in self._said:
            said = squeeze(statement.text)
            *members, last = _JOINED.split(said)
            listed = last.startswith(tuple(names)) or any(readings(one, self._rules) & names for one in members)
            opens = any(said.startswith(one) and said != one for one in names)
            if opens or (members and listed and said.find(squeeze(statement.action)) > len(members[0])):
                return said
        return ""

    def _tells(self, sought: Sought, fact: FactInfo, statement: Statement) -> bool:
        years = {fact.period.start_year, fact.period.end_year} - {None}
        timely = years <= {self._reviewed} or bool(self._repeated(fact, statement))
        if fact.role == "multiple" and (sought.fact is None or sought.fact.role != "multiple"):
            return False  # 是2006年的2.7倍
        return timely and self._same(sought, fact, statement) and _comparable(sought.fact, fact)

    def _same(self, sought: Sought, fact: FactInfo, statement: Statement) -> bool:
        """Whether a fact is of the indicator: by id, by name, or by a name cut short (集装箱航线9条、吞吐量30万箱)."""
        if fact.indicator.area is not None:
            return False
        if sought.id is not None and fact.indicator.id is not None:
            return fact.indicator.id == sought.id
        name = squeeze(fact.indicator.name)
        if readings(name, self._rules) & sought.names:
            return True
        target = sought.fact
        if target is None or target.unit != fact.unit or target.role != fact.role or len(name) < _SHORTEST_NAME:
            return False
        whole = squeeze(target.indicator.name)
        before = squeeze(statement.text[: fact.start - statement.start])
        return whole != name and whole.endswith(name) and whole.removesuffix(name) in before

    def _repeated(self, fact: FactInfo, statement: Statement) -> str:
        """连续4年超过90万人: a number of each year up to the one reviewed, from the word that says so to its end."""
        if fact.period.end_year != self._reviewed or fact.period.start_year == self._reviewed:
            return ""
        before = squeeze(statement.text[: fact.start - statement.start])
        at = max((before.rfind(word) for word in self._rules.office.each_year), default=-1)
        return before[at:] + squeeze(fact.text) if at >= 0 else ""


def _comparable(target: FactInfo | None, fact: FactInfo) -> bool:
    """Whether both speak of the same part, and neither of a stock where the other is what a year adds."""
    if target is None:
        return True
    parts = fact.indicator.qualifiers, target.indicator.qualifiers
    counts = {fact.counts, target.counts} - {None}
    return (parts[0] == parts[1] or () in parts) and not (fact.role == target.role and len(counts) > 1)


def _likeness(sought: Sought, fact: FactInfo) -> Sequence[bool]:
    """Sorts a fact of the target's own part, in its role and unit, before others, and a rank behind all."""
    target = sought.fact
    if target is None:
        return fact.role == "rank", bool(fact.indicator.qualifiers), fact.role != "change_rate"
    part = fact.indicator.qualifiers != target.indicator.qualifiers
    return part, fact.role != target.role, fact.unit != target.unit
