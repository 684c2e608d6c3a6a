"""What else the words around a number say of it: what its level counts, in which prices, against what it is held.

Each is null unless a rule of its table says so; the first that holds decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from report_parser.document import Counts, Document, Name, Prices
from report_parser.facts.roles import Bound, Told
from report_parser.rules import Rules
from report_parser.words.patterns import any_of

# How far behind a number a bracket may say in which prices it is: 增长5.2%（按可比价计算）.
_ASIDE = 12
# What a value is held against, without the words that only say that it is a mean.
_NAME = "(?P<name>[\u4e00-\u9fff“”]{2,12}?)(?:平均)?(?:水平)?"
_SHARES = ("%", "‰", "个百分点")


class Evidence(NamedTuple):
    """A rule: its name, a sentence whose last number it tells something of and one of which it does not, its reader."""

    name: str
    example: str
    near_miss: str
    read: Callable[[Particulars, Bound], bool]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one rule set that tell particulars, as patterns."""

    added: re.Pattern[str]
    totals: re.Pattern[str]
    real: re.Pattern[str]
    nominal: re.Pattern[str]
    against: tuple[re.Pattern[str], ...]
    years: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(rules: Rules) -> _Words:
    words = rules.facts
    beyond = [word for word in (*words.rise, *words.fall) if word.endswith("于")]
    by = any_of((*words.rise_against, *words.fall_against))
    return _Words(
        added=re.compile(any_of(words.added)),
        totals=re.compile(any_of(words.totals)),
        real=re.compile(any_of(words.real_prices) + f"|实际(?={any_of((*words.rise, *words.fall))})"),
        nominal=re.compile(any_of(words.nominal_prices)),
        against=(
            re.compile(rf"{any_of(beyond)}{_NAME}$"),
            re.compile(rf"(?<![占环同对])比(?![重例]){_NAME}(?P<by>{by})出?(?:约|近)?$"),
        ),
        years=re.compile(any_of(words.same_thing_before)),
    )


class Particulars:
    """Reads the particulars of one document's facts."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._text = doc.text
        self._word_starts = doc.word_starts
        self._words = _words(rules)
        self._finished = rules.facts.finished
        self._reached = rules.facts.reached

    def counts(self, number: Bound, told: Told) -> Counts | None:
        """Whether a level counts what was added or what there is: 新增停车位4710个 -> added, 达到4710个 -> total."""
        if told.role != "level" or number.quantity.unit in _SHARES or "/" in number.quantity.unit:
            return None
        for rule, counts in COUNTS:
            if rule.read(self, number):
                return counts
        return None

    def prices(self, number: Bound, told: Told) -> Prices | None:
        """The prices that a value or its change is in: 按可比价计算增长5.2% -> real, 名义增长 -> nominal."""
        for rule, prices in PRICES:
            if rule.read(self, number):
                return prices
        return None

    def against(self, number: Bound, told: Told) -> Name | None:
        """What a comparison is held against: 高于全国平均水平2个百分点 -> 全国; None for a year before."""
        if told.role not in ("change_rate", "change_amount"):
            return None
        for pattern in self._words.against:
            found = pattern.search(self._text, number.clause.start, number.numeral.start)
            if found is not None and self._is_other(found):
                return Name(found["name"], (found.span("name"),))
        return None

    def _is_other(self, found: re.Match[str]) -> bool:
        """Whether what is compared with is no earlier time, and the word behind it no part of another: 比上次增|长."""
        by = found.start("by") if "by" in found.groupdict() else found.end("name")
        return self._word_starts[by] == 1 and not self._words.years.search(found["name"])

    def total_named(self, n: Bound) -> bool:
        return self._last(self._words.totals, n) > self._last(self._words.added, n)

    def added(self, n: Bound) -> bool:
        return self._last(self._words.added, n) >= 0

    def finished(self, n: Bound) -> bool:
        return n.reading.action.endswith(self._finished)

    def reached(self, n: Bound) -> bool:
        verb = n.reading.action
        return verb.endswith(self._reached) and not verb.startswith("不")

    def real(self, n: Bound) -> bool:
        return self._said(self._words.real, n)

    def nominal(self, n: Bound) -> bool:
        return self._said(self._words.nominal, n)

    def _last(self, words: re.Pattern[str], n: Bound) -> int:
        """Where the last of some words stands in the clause before a number, -1 where none does."""
        return max((found.start() for found in words.finditer(self._text, n.clause.start, n.numeral.start)), default=-1)

    def _said(self, words: re.Pattern[str], n: Bound) -> bool:
        """Whether some words stand in the clause up to a number, or in brackets right behind it."""
        if words.search(self._text, n.clause.start, n.numeral.end):
            return True
        after = self._text[n.numeral.end : n.numeral.end + _ASIDE]
        return after.startswith("（") and words.search(after.partition("）")[0]) is not None


COUNTS: tuple[tuple[Evidence, Counts], ...] = (
    (
        Evidence("total named", "新增企业后总数达到320家。", "新增企业320家。", Particulars.total_named),
        "total",
    ),
    (Evidence("added", "城镇新增就业达到12万人。", "城镇就业达到12万人。", Particulars.added), "added"),
    (Evidence("finished", "建成绿道35公里。", "绿道达到35公里。", Particulars.finished), "added"),
    (Evidence("reached", "绿道达到35公里。", "绿道占比达到35%。", Particulars.reached), "total"),
)
PRICES: tuple[tuple[Evidence, Prices], ...] = (
    (
        Evidence("real prices", "居民人均可支配收入实际增长5%。", "实际使用外资增长5%。", Particulars.real),
        "real",
    ),
    (
        Evidence("nominal prices", "居民人均可支配收入名义增长5%。", "居民人均可支配收入增长5%。", Particulars.nominal),
        "nominal",
    ),
)
