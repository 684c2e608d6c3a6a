"""Who takes a task on: the bodies that the report names, else those that the table of `office.toml` suggests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from report_parser.exports.written import squeeze
from report_parser.model import Statement
from report_parser.rules import Rules
from report_parser.rules.office import Department

SUGGESTED = "建议："
"""Stands before what is only suggested."""
_MOST_SUPPORTING = 3
_INDICATOR, _FIRST_TOPIC, _TOPIC = 8, 3, 1


@dataclass(frozen=True, slots=True)
class Bodies:
    """The lead of a task and who supports it."""

    lead: str
    support: str


def bodies_of(statements: Sequence[Statement], rules: Rules) -> Bodies:
    """The bodies that the statements name, the first as the lead; else the departments that their words point to.

    A word counts as long as it is, twice in the first statement; an indicator and the topics count besides. Of
    equals the later entry of the table comes first, so that a user's own beat ours.
    """
    named = list(dict.fromkeys(squeeze(name) for statement in statements for name in statement.responsible))
    if named:
        return Bodies(named[0], "、".join(named[1:]))
    scored = sorted(
        ((_score(department, statements), place, department) for place, department in enumerate(_table(rules))),
        key=lambda entry: (-entry[0], -entry[1]),
    )
    found = [department for score, _, department in scored if score > 0]
    if not found:
        return Bodies("", "")
    others = [one.name for one in found[1:] if any(_holds(one, statement) for statement in statements)]
    support = "、".join(others[:_MOST_SUPPORTING])
    return Bodies(SUGGESTED + found[0].name, SUGGESTED + support if support else "")


def _score(department: Department, statements: Sequence[Statement]) -> int:
    score = 0
    for place, statement in enumerate(statements):
        words = sum(len(word) for word in department.words if word in statement.text)
        score += words * (2 if place == 0 else 1)
        score += _INDICATOR * sum(fact.indicator.id in department.indicators for fact in statement.facts)
        for rank, topic in enumerate(statement.topics):
            if topic in department.topics:
                score += _FIRST_TOPIC if rank == 0 else _TOPIC
    return score


def _holds(department: Department, statement: Statement) -> bool:
    return any(word in statement.text for word in department.words)


@lru_cache(maxsize=8)
def _table(rules: Rules) -> tuple[Department, ...]:
    """The departments; one that `replaces` another has what that knows besides its own, and stands in its place."""
    table: list[Department] = []
    for entry in rules.office.department:
        old = next((one for one in table if one.name == entry.replaces), None)
        if old is None:
            table.append(entry)
            continue
        table.remove(old)
        joined = {
            field: tuple(dict.fromkeys((*getattr(old, field), *getattr(entry, field))))
            for field in ("topics", "indicators", "words")
        }
        table.append(entry.model_copy(update=joined))
    return tuple(table)
