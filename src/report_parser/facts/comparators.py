"""Comparators: how a fact stands to its number, by the first of `COMPARATORS` that holds.

The words right beside a number give it a comparator in the ledger (超过 80 万人次); here its verb and its row have
a say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from report_parser.document import Comparator, Document, Numeral
from report_parser.facts.roles import Bound
from report_parser.rules import Rules
from report_parser.words.hedges import hedges_of
from report_parser.words.patterns import any_of

# How far before its number a hedge that leads up to it may stand.
_LED_UP = 8


class ComparatorRule(NamedTuple):
    """One way for words to give a comparator: its name, a sentence that has it and one that does not, its reader.

    Behind the example stands what its last number measures. A reader says None where the rule does not hold; it takes
    the numbers that stand in one row with its own.
    """

    name: str
    example: str
    near_miss: str
    read: Callable[[Comparators, Bound, Sequence[Numeral]], Comparator | None]


@dataclass(frozen=True, slots=True)
class _Hedges:
    """The hedges of one rule set that facts ask for.

    `behind` is one behind a number, which binds that number alone; `roughly` one with a verb and its particle right
    before the number.
    """

    behind: re.Pattern[str]
    roughly: re.Pattern[str]
    at_most: tuple[str, ...]


@lru_cache(maxsize=8)
def _hedges(rules: Rules) -> _Hedges:
    hedges = hedges_of(rules)
    return _Hedges(
        behind=re.compile(hedges.behind),
        roughly=re.compile(rf"{any_of(hedges.ahead)}[\u4e00-\u9fff]{{1,3}}[了到达至]$"),
        at_most=hedges.bounds("at_most"),
    )


class Comparators:
    """Reads the comparators of one document's facts."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._text = doc.text
        self._hedges = _hedges(rules)

    def read(self, number: Bound, row: Sequence[Numeral]) -> tuple[Comparator, str]:
        """The comparator of a number in a row of numbers, and the name of the rule that gave it."""
        for rule in COMPARATORS:
            found = rule.read(self, number, row)
            if found is not None:
                return found, rule.name
        raise AssertionError("the last rule holds for any number")

    def hedge_before_verb(self, n: Bound, row: Sequence[Numeral]) -> Comparator | None:
        start = n.numeral.start
        hedged = n.quantity.comparator == "eq" and self._hedges.roughly.search(
            self._text, max(0, start - _LED_UP), start
        )
        return "about" if hedged else None

    def held_target(self, n: Bound, row: Sequence[Numeral]) -> Comparator | None:
        return "at_most" if self._is_held(n) and n.clause.kind == "commitment" else None

    def bound_of_row(self, n: Bound, row: Sequence[Numeral]) -> Comparator | None:
        first = row[0].quantity
        if n.quantity.comparator != "eq" or len(row) < 2 or first is None:
            return None
        bounds = first.comparator in ("more_than", "at_least") and first.written_value.isascii()
        return first.comparator if bounds and not self._hedges.behind.match(self._text, row[0].end) else None

    def held_value(self, n: Bound, row: Sequence[Numeral]) -> Comparator | None:
        return "eq" if self._is_held(n) else None

    def own_words(self, n: Bound, row: Sequence[Numeral]) -> Comparator | None:
        return n.quantity.comparator

    def _is_held(self, n: Bound) -> bool:
        """Whether a value is kept (控制在 5%) without a bound of its own behind it."""
        held = n.reading.measure is not None and n.reading.measure.verb.startswith("控制")
        bounded = self._text.startswith(self._hedges.at_most, n.numeral.end)
        return held and n.quantity.comparator in ("eq", "at_most") and not bounded


COMPARATORS: tuple[ComparatorRule, ...] = (
    ComparatorRule(
        "hedge before the verb", "藏书大约增加了3万册。 -> 藏书", "藏书增加了大约3万册。", Comparators.hedge_before_verb
    ),
    ComparatorRule("held target", "力争失业率控制在5%。 -> 失业率", "失业率控制在5%。", Comparators.held_target),
    ComparatorRule(
        "bound of the row",
        "粮食、蔬菜产量分别突破3万吨、5万吨。 -> 蔬菜产量",
        "粮食、蔬菜产量分别为3万吨、5万吨。",
        Comparators.bound_of_row,
    ),
    ComparatorRule("held value", "失业率控制在5%。 -> 失业率", "失业率控制在5%以内。", Comparators.held_value),
    ComparatorRule("own words", "接待游客超过80万人次。 -> 接待游客", "失业率控制在5%。", Comparators.own_words),
)
