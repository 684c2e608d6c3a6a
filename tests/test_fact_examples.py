"""Every example that stands beside a rule of facts is read by that rule, and its near miss is not."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from importlib import resources
from typing import NamedTuple

import pytest

from report_parser import Parser
from report_parser.document import Fact
from report_parser.facts.comparators import COMPARATORS
from report_parser.facts.elision import COMPLETIONS, TOPICS
from report_parser.facts.indicator import WAYS
from report_parser.facts.measure_verbs import MEASURES
from report_parser.facts.particulars import COUNTS, PRICES, Evidence
from report_parser.facts.periods import EXAMPLES as PERIODS
from report_parser.facts.roles import ROLES
from report_parser.facts.stage import SHARINGS, facts
from report_parser.read import from_text
from section import read, rules


class FactTable(NamedTuple):
    """A table of rules that read facts: each rule's name, example and near miss, and the rules a fact names by it.

    Behind an example stands what its last number measures: 惠及310万户家庭。 -> 家庭.
    """

    name: str
    rows: Sequence[tuple[str, str, str]]
    named: Callable[[Fact], list[str]]


def indicator_rules(fact: Fact) -> list[str]:
    return [rule.partition(":")[0] for rule in fact.rule.split(", ")]


def role_rules(fact: Fact) -> list[str]:
    """The rule of the role; a verb before the number names its own way, which is a role by being `measured`."""
    rule = fact.role_rule.partition(":")[0]
    return [rule, "measured"] if rule in {way.name for way in MEASURES} else [rule]


FACT_TABLES = (
    FactTable("ways", [row[:3] for row in WAYS], indicator_rules),
    FactTable("topics", [row[:3] for row in TOPICS], indicator_rules),
    FactTable("completions", [row[:3] for row in COMPLETIONS], indicator_rules),
    FactTable("sharings", [row[:3] for row in SHARINGS], indicator_rules),
    FactTable("measures", [row[:3] for row in MEASURES], role_rules),
    FactTable("roles", [row[:3] for row in ROLES], role_rules),
    FactTable("comparators", [row[:3] for row in COMPARATORS], lambda fact: [fact.comparator_rule]),
)


PARTICULARS = [
    *((rule, counts, lambda fact: fact.counts) for rule, counts in COUNTS),
    *((rule, prices, lambda fact: fact.prices) for rule, prices in PRICES),
]


@pytest.mark.parametrize(("rule", "value", "field"), PARTICULARS, ids=[row[0].name for row in PARTICULARS])
def test_particulars(rule: Evidence, value: str, field: Callable[[Fact], str | None]) -> None:
    assert field(last_fact(rule.example)) == value
    assert field(last_fact(rule.near_miss)) != value


def last_fact(text: str) -> Fact:
    return facts(read(text, "review"), rules()).facts[-1]


@pytest.mark.parametrize(
    ("table", "name", "example", "near_miss"),
    [pytest.param(table, *row, id=f"{table.name}: {row[0]}") for table in FACT_TABLES for row in table.rows],
)
def test_a_fact_is_read_by_the_rule_it_is_an_example_of(
    table: FactTable, name: str, example: str, near_miss: str
) -> None:
    text, _, indicator = example.partition(" -> ")
    fact = last_fact(text)
    assert name in table.named(fact)
    assert fact.indicator == indicator
    assert name not in table.named(last_fact(near_miss))


def test_no_two_rules_of_facts_have_one_name() -> None:
    ways = [row[0] for table in FACT_TABLES if table.named is indicator_rules for row in table.rows]
    assert len(ways) == len(set(ways))


@pytest.mark.parametrize(("name", "example"), PERIODS, ids=[name for name, _ in PERIODS])
def test_an_example_of_a_period_is_read_by_its_rule(name: str, example: str) -> None:
    doc = Parser().document(from_text(f"2024年政府工作报告\n{example}", name="<text>"))
    assert name in doc.facts[-1].period.rule.split(", ")


def test_every_rule_of_a_period_has_an_example() -> None:
    assert words_of_periods() == {name for name, _ in PERIODS}


def words_of_periods() -> set[str]:
    """The rules of a period that `reasons.toml` has words for."""
    path = resources.files("report_parser.language") / "reasons.toml"
    return set(tomllib.loads(path.read_text(encoding="utf-8"))["period"])
