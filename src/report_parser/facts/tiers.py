"""Tiers: several numbers for one target: 增长6%，确保5.5%、力争6.5% -> target, floor, stretch."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from report_parser.document import Document, Fact, Numeral, Tier
from report_parser.rules import Rules
from report_parser.words.hedges import hedges_of
from report_parser.words.patterns import any_of


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a tier, and what stands between two numbers or before one where they do."""

    tiers: Mapping[str, Tier]
    between: re.Pattern[str]
    leading: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(rules: Rules) -> _Words:
    words, hedges = rules.facts, hedges_of(rules)
    tiers: dict[str, Tier] = {**dict.fromkeys(words.floor, "floor"), **dict.fromkeys(words.stretch, "stretch")}
    tier = rf"(?P<tier>{any_of(tiers)})"
    verb = f"(?:{any_of((*words.rise, *words.fall, *words.reach))})?(?:{any_of(words.to)})?"
    return _Words(
        tiers=tiers,
        between=re.compile(rf"{hedges.behind}?[，、；,（]?(?:并|且|但)?{tier}{verb}{hedges.leading}"),
        leading=re.compile(rf"{tier}[^，、；。]*$"),
    )


class Tiers:
    """Reads the tiers of one document's numbers, by the words of `tiers` that lead up to them."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._text = doc.text
        self._numerals = doc.numerals
        self._words = _words(rules)

    def between(self, left: Numeral, right: Numeral) -> Tier | None:
        """The tier of `right` where only such words stand between it and `left`: 6%，|确保|5.5% -> floor."""
        found = self._words.between.fullmatch(self._text, left.end, right.start) if left.end < right.start else None
        return None if found is None else self._words.tiers[found["tier"]]

    def graded(self, facts: Sequence[Fact]) -> list[Fact]:
        """The facts of a document in text order, those that are one target of several numbers with their tier."""
        graded: list[Fact] = []
        for fact in facts:
            last = graded[-1] if graded else None
            tier = self._tier_behind(last, fact) if last is not None else None
            if last is not None and tier is not None:
                graded[-1] = last if last.tier is not None else last._replace(tier=self._first(last, tier))
            graded.append(fact._replace(tier=tier))
        return graded

    def _tier_behind(self, last: Fact, fact: Fact) -> Tier | None:
        same = (last.indicator_spans, last.role, last.direction) == (fact.indicator_spans, fact.role, fact.direction)
        left, right = self._numerals[last.numeral], self._numerals[fact.numeral]
        units = {one.quantity.unit for one in (left, right) if one.quantity is not None}
        return self.between(left, right) if same and len(units) == 1 else None

    def _first(self, fact: Fact, behind: Tier) -> Tier:
        """The tier of the number that others stand behind: a floor under what is strived for, or the target."""
        start = self._numerals[fact.numeral].start
        led = self._words.leading.search(self._text, max(0, start - _LED), start)
        return "floor" if led and self._words.tiers[led["tier"]] == "floor" and behind == "stretch" else "target"


# How far before a number the word may stand that makes it a floor: 确保|地区生产总值增长5.5%.
_LED = 30
