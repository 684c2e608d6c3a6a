"""Roles: whether a number is a level, a change, a multiple or a rank, by the first of `ROLES` that holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from report_parser.document import Clause, Direction, Document, Numeral, Quantity, Role
from report_parser.facts.indicator import MASSES, MULTIPLES, Reading, is_rank
from report_parser.facts.measure_verbs import Measure, measure_finder
from report_parser.facts.tiers import Tiers
from report_parser.facts.vocabulary import counted, match_indicator
from report_parser.rules import Rules
from report_parser.words.patterns import any_of


class Bound(NamedTuple):
    """A number with the words around it, bound to its clause."""

    clause: Clause
    numeral: Numeral
    quantity: Quantity
    reading: Reading


class Told(NamedTuple):
    """The role of a number and the direction of a change, with the rule that gave them: `change:增长`, `count`."""

    role: Role
    direction: Direction | None
    rule: str


class RoleRule(NamedTuple):
    """One way for words to give a role: its name, a sentence that has it and one that does not, its reader.

    Behind the example stands what its last number measures. A reader says None where the rule does not hold.
    """

    name: str
    example: str
    near_miss: str
    read: Callable[[Roles, Bound], Told | None]


@lru_cache(maxsize=8)
def _parted(rules: Rules) -> re.Pattern[str]:
    """Nouns of a whole, with the mark before them: what a verb before that mark does is not theirs."""
    return re.compile(rf"[、，]{any_of(rules.facts.dependent)}")


class Roles:
    """Reads the roles of one document's numbers, in text order."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._doc = doc
        self._text = doc.text
        self._rules = rules
        self._measures = measure_finder(rules)
        self._amount_verbs = frozenset(rules.facts.amount_verbs)
        self._by = frozenset(rules.facts.by)
        self._adding = frozenset(rules.facts.adding)
        self._parted = _parted(rules)
        self._rates = tuple(rules.facts.rates)
        self._tiers = Tiers(doc, rules)
        self._last = Told("level", None, "count")
        self._before: Numeral | None = None

    def read(self, number: Bound) -> Told:
        """The role of the next number."""
        for rule in ROLES:
            told = rule.read(self, number)
            if told is not None:
                rated = told.role == "change_amount" and number.quantity.unit == "%"
                self._last = told._replace(role="change_rate") if rated else told
                self._before = number.numeral
                return self._last
        raise AssertionError("the last rule holds for any number")

    def rank(self, n: Bound) -> Told | None:
        return Told("rank", None, "rank") if is_rank(n.numeral) else None

    def multiple(self, n: Bound) -> Told | None:
        plain = n.reading.measure is None or n.reading.measure.role == "level"
        return Told("multiple", None, "multiple") if n.quantity.unit in MULTIPLES and plain else None

    def said_again(self, n: Bound) -> Told | None:
        return self._last._replace(rule="said again") if n.reading.echoes else None

    def rate_of_verb_behind(self, n: Bound) -> Told | None:
        measure = self._percentage(n)
        if measure is None or measure.verb not in self._by:
            return None
        direction = self._measures.change_within(self._text, n.numeral.end, n.clause.end)
        return Told("change_rate", direction, f"rate of verb behind:{measure.verb}") if direction else None

    def change_behind(self, n: Bound) -> Told | None:
        measure = self._percentage(n)
        if measure is None or measure.role != "level" or measure.share:
            return None
        direction = self._measures.change_behind(self._text, n.numeral.end, n.clause.end)
        return Told("change_rate", direction, "change behind") if direction else None

    def rate_of_sum(self, n: Bound) -> Told | None:
        """A percentage below zero, or alone in brackets or a cell, behind the name of a sum: 工业投资（3%）."""
        text, numeral = self._text, n.numeral
        below = n.quantity.value is not None and n.quantity.value < 0
        bracketed = text.startswith("（", numeral.start - 1) and text.startswith("）", numeral.end)
        tabled = self._doc.cell_at(numeral.start) is not None
        if n.quantity.unit != "%" or n.reading.measure is not None or not (below or bracketed or tabled):
            return None
        name = n.reading.phrase.name
        known = match_indicator(name, "%", self._rules) in counted(self._rules)
        # No share is below zero, but a rate of its own can be: 自然增长率-4%.
        summed = known or (below and not name.endswith(self._rates))
        return Told("change_rate", "up", "rate of a sum") if summed else None

    def sum_added(self, n: Bound) -> Told | None:
        measure = n.reading.measure
        if measure is None or measure.verb not in self._adding or not n.reading.phrase or n.quantity.unit not in MASSES:
            return None
        return Told("change_amount", "up", f"sum added:{measure.verb}")

    def measured(self, n: Bound) -> Told | None:
        measure = n.reading.measure
        if measure is None:
            return None
        return Told(measure.role, measure.direction, f"{measure.way}:{measure.verb}" if measure.verb else measure.way)

    def verb_of_change(self, n: Bound) -> Told | None:
        verb, unit = n.reading.action, n.quantity.unit
        rated = unit == "%" and not self._text.startswith("的", n.numeral.end)
        if not n.reading.governed or not (rated or verb in self._amount_verbs) or self._is_parted(n):
            return None
        rising = self._measures.is_rise(verb)
        # 增加学位 1.5 万个 counts the places; 增加投入 5 亿元 and 减少贫困人口 1000 万 tell a change.
        if rising is None or (rising and unit not in MASSES):
            return None
        return Told("change_amount", "up" if rising else "down", f"verb of change:{verb}")

    def told_of_before(self, n: Bound) -> Told | None:
        last, left = self._last, self._before
        if left is None or n.reading.phrase or last.role not in ("change_rate", "change_amount"):
            return None
        same = left.quantity is not None and left.quantity.unit == n.quantity.unit
        tier = self._tiers.between(left, n.numeral) if same else None
        return None if tier is None else last._replace(rule="tier of the number before")

    def cell_before(self, n: Bound) -> Told | None:
        """A figure of a table is what the one before it in its row is: 增速 | 6.3% | 6.5%."""
        left, start = self._before, n.numeral.start
        if left is None or left.quantity is None or n.reading.measure is not None:
            return None
        tabled = self._doc.cell_at(left.start) is not None and self._doc.cell_at(start) is not None
        if not tabled or left.quantity.unit != n.quantity.unit or "\n" in self._text[left.end : start]:
            return None
        return self._last._replace(rule="cell before")

    def count(self, n: Bound) -> Told | None:
        return Told("level", None, "count")

    def _is_parted(self, n: Bound) -> bool:
        """Whether the noun before a number has a mark before it that ends what the verb governs: 增加2亿元、|总量."""
        phrase = n.reading.phrase
        start = phrase.pieces[0][0] if phrase else 0
        return start > 0 and self._parted.fullmatch(self._text, start - 1, phrase.pieces[-1][1]) is not None

    def _percentage(self, n: Bound) -> Measure | None:
        return n.reading.measure if n.quantity.unit == "%" else None


ROLES: tuple[RoleRule, ...] = (
    RoleRule("rank", "旅客吞吐量居全省第2位。 -> 旅客吞吐量", "旅客吞吐量达到2万人。", Roles.rank),
    RoleRule("multiple", "工业产值是五年前的3倍。 -> 工业产值", "工业产值增长3倍。", Roles.multiple),
    RoleRule("said again", "原煤产量增加3万吨，即5%。 -> 原煤产量", "原煤产量增加3万吨，增长5%。", Roles.said_again),
    RoleRule("rate of verb behind", "低保按3%提标。 -> 低保", "低保按3%发放。", Roles.rate_of_verb_behind),
    RoleRule(
        "change behind", "工业投资保持10%以上增长。 -> 工业投资", "工业投资占比保持10%以上。", Roles.change_behind
    ),
    RoleRule("rate of a sum", "工业投资（3%）。 -> 工业投资", "森林覆盖率（3%）。", Roles.rate_of_sum),
    RoleRule("sum added", "各项贷款新增2.1亿元。 -> 各项贷款", "各项贷款达到2.1亿元。", Roles.sum_added),
    RoleRule(
        "tier of the number before",
        "工业产值增长6%，力争达到7%。 -> 工业产值",
        "工业产值增长6%，占比达到7%。",
        Roles.told_of_before,
    ),
    RoleRule(
        "cell before",
        "指标\t2023年完成\t2024年目标\n工业产值增速\t6%\t7% -> 工业产值",
        "工业产值增速6%；占比7%。",
        Roles.cell_before,
    ),
    RoleRule("measured", "粮食产量达到3万吨。 -> 粮食产量", "新增停车位4710个。", Roles.measured),
    RoleRule("verb of change", "减少贫困人口1000人。 -> 贫困人口", "增加学位1500个。", Roles.verb_of_change),
    RoleRule("count", "新增停车位4710个。 -> 停车位", "粮食产量达到3万吨。", Roles.count),
)
