"""The decisions about a number: what it is in the ledger, its value and bound, and the fact that it became.

Every answer is read off what the parse recorded on the numeral, its quantity and its fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from report_parser.document import Fact, Numeral, Quantity
from report_parser.explain.ground import Ground
from report_parser.explain.rows import fact_rows, rule_row, word_rows
from report_parser.explain.steps import Step
from report_parser.model import plain
from report_parser.numbers.units import units_of

_NEAR = 8
# The rule that leaves the comparator to the words beside the number.
OWN_WORDS = "own words"


def ledger_step(ground: Ground, numeral: Numeral) -> Step:
    """What the ledger takes a numeral for."""
    say = ground.say
    before = ground.text(max(0, numeral.start - _NEAR), numeral.start).rpartition("\n")[2]
    behind = ground.text(numeral.end, min(len(ground.doc.text), numeral.end + _NEAR)).partition("\n")[0]
    considered = [
        say("explain.before", word=before) if before else say("explain.nothing_before"),
        say("explain.behind", word=behind) if behind else say("explain.nothing_behind"),
    ]
    rows = [rule_row("numeral", numeral.rule), "data/numerals.toml"]
    if numeral.quantity is not None:
        considered.append(_unit(ground, numeral.quantity))
        rows += word_rows(ground.rules, "units", numeral.quantity.unit) or ("data/units.toml",)
    return Step(
        "explain.numeral",
        f"{ground.text(numeral.start, numeral.end)} → {say(f'numeral.{numeral.type}')}",
        ground.reasons("numeral", numeral.rule),
        tuple(considered),
        tuple(rows),
    )


def _unit(ground: Ground, quantity: Quantity) -> str:
    if not quantity.unit:
        return ground.say("explain.no_unit")
    kind = units_of(ground.rules).kinds.get(quantity.unit, "measure")
    return ground.say(f"explain.unit_{kind}", word=quantity.unit)


def value_step(ground: Ground, quantity: Quantity, fact: Fact | None) -> Step:
    """The value of a number with its comparator, and what gave that."""
    say = ground.say
    ends = (quantity.value,) if quantity.value is not None else (quantity.low, quantity.high)
    number = "–".join(plain(end) for end in ends if end is not None)
    comparator = quantity.comparator if fact is None else fact.comparator
    because = list(_bound(ground, quantity, fact))
    if fact is not None and fact.baseline is not None:
        start = ground.doc.numerals[fact.baseline]
        because.append(say("explain.from_value", word=ground.text(start.start, start.end)))
    rows = [rule_row("comparator", fact.comparator_rule)] if fact is not None else []
    if fact is None or fact.comparator_rule == OWN_WORDS:
        hedges = word_rows(ground.rules, "hedges", ground.text(*quantity.hedge))
        rows += hedges or ["data/hedges.toml: hedge"]
    return Step(
        "explain.value",
        f"{say(f'comparator.{comparator}')} {number} {quantity.unit}".strip(),
        tuple(because),
        rows=tuple(rows),
    )


def _bound(ground: Ground, quantity: Quantity, fact: Fact | None) -> Iterator[str]:
    """Why a number is exact, about or a bound: the rule of its fact, or the word beside it that was recorded."""
    say = ground.say
    name = say(f"comparator.{quantity.comparator}")
    if fact is not None and fact.comparator_rule != OWN_WORDS:
        yield from ground.reasons("comparator", fact.comparator_rule)
    elif quantity.hedge[1] > quantity.hedge[0]:
        yield say("explain.hedge", word=ground.text(*quantity.hedge), comparator=name)
    else:
        yield say("explain.no_hedge") if quantity.comparator == "eq" else name


def fact_steps(ground: Ground, fact: Fact, numeral: Numeral) -> Iterator[Step]:
    """What a number measures, which entry of the vocabulary that is, in which role and over which years."""
    yield _indicator(ground, fact, numeral)
    yield _vocabulary(ground, fact)
    yield _role(ground, fact)
    yield _period(ground, fact)


def _indicator(ground: Ground, fact: Fact, numeral: Numeral) -> Step:
    say, doc = ground.say, ground.doc
    clause = doc.clauses[fact.clause]
    before, behind = ground.text(clause.start, numeral.start), ground.text(numeral.end, clause.end)
    considered = [
        say("explain.before", word=before) if before else say("explain.nothing_before"),
        say("explain.behind", word=behind) if behind else say("explain.nothing_behind"),
    ]
    place = doc.facts.index(fact)
    if place:
        considered.append(say("explain.previous", word=doc.facts[place - 1].indicator))
    return Step(
        "explain.indicator",
        fact.indicator or "—",
        ground.reasons("fact", fact.rule),
        tuple(considered),
        fact_rows(ground.rules, fact),
    )


def _vocabulary(ground: Ground, fact: Fact) -> Step:
    say = ground.say
    if fact.indicator_id is None:
        out = say("explain.out_of_vocabulary")
        return Step(
            "explain.vocabulary", say("fact.not_in_vocabulary"), (out,), rows=("data/indicators.toml: aliases",)
        )
    name = say(say.indicator(fact.indicator_id))
    because = (say("explain.in_vocabulary"),)
    rows = (f"data/indicators.toml: {fact.indicator_id}",)
    return Step("explain.vocabulary", f"{fact.indicator_id}: {name}", because, rows=rows)


def _role(ground: Ground, fact: Fact) -> Step:
    found = ground.say(f"role.{fact.role}")
    if fact.direction is not None:
        found += f", {ground.say(f'direction.{fact.direction}')}"
    because = ground.reasons("role", fact.role_rule)
    words = word_rows(ground.rules, "facts", fact.role_rule.partition(":")[2].rstrip("了"))
    return Step("explain.role", found, because, rows=(rule_row("role", fact.role_rule), *words))


def _period(ground: Ground, fact: Fact) -> Step:
    say = ground.say
    start, end = fact.period.start_year, fact.period.end_year
    found = "—" if end is None else str(end) if start in (None, end) else f"{start}–{end}"
    if fact.period.basis is not None:
        found += f", {say(f'basis.{fact.period.basis}')}"
    rules = fact.period.rule.split(", ")
    time = ground.text(*fact.period.time)
    considered = (say("explain.time_word", word=time),) if time else ()
    rows = [rule_row("period", rule) for rule in rules]
    by = next((each for each in ground.doc.times if (each.start, each.stop) == fact.period.time), None)
    rows += [f'data/times.toml: "{name}"' for name in ((by.rule, by.part) if by is not None else ()) if name]
    return Step("explain.period", found, ground.reasons("period", fact.period.rule), considered, tuple(rows))
