"""Targets of several numbers: each with the floor and the stretch that stand beside it, for tables of one number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from report_parser.model import FactInfo, Statement


@dataclass(frozen=True, slots=True)
class Tiers:
    """The numbers of one target; `head` is the one that stands first: its own, or the floor where it has none."""

    head: FactInfo
    floor: FactInfo | None = None
    stretch: FactInfo | None = None

    @property
    def has_target(self) -> bool:
        return self.head.tier == "target"


def tiers_of(statements: Iterable[Statement]) -> Mapping[str, Tiers]:
    """The tiers by the id of each fact that has one, from statements in text order."""
    found: dict[str, Tiers] = {}
    open_: list[FactInfo] = []
    for fact in (fact for statement in statements for fact in statement.facts):
        if open_ and (fact.tier in (None, "target", *(one.tier for one in open_)) or not _alike(open_[0], fact)):
            found |= _closed(open_)
            open_ = []
        if fact.tier is not None:
            open_.append(fact)
    return found | _closed(open_)


def _alike(left: FactInfo, right: FactInfo) -> bool:
    return (left.indicator.name, left.role, left.unit) == (right.indicator.name, right.role, right.unit)


def _closed(facts: list[FactInfo]) -> dict[str, Tiers]:
    by_tier = {fact.tier: fact for fact in facts}
    return {fact.id: Tiers(facts[0], by_tier.get("floor"), by_tier.get("stretch")) for fact in facts}
