"""The clauses that tell what became of a target without its number: 棉纱、食糖都超额完成计划, 投资增速不及预期."""

from __future__ import annotations

import re
from functools import lru_cache

from report_parser.facts.vocabulary import match_indicator
from report_parser.rules import Rules
from report_parser.track.answers import Answers, Candidate, Evidence, ranked, reason
from report_parser.track.by_words import ended
from report_parser.track.figures import Figure
from report_parser.track.items import Item
from report_parser.track.model import Verdict
from report_parser.track.words import bigrams, lexis
from report_parser.words.patterns import any_of

# A name carries so many bits at least.
_DISTINCT = 5.0


def fulfilment(figure: Figure, year: int, among: Answers) -> tuple[Candidate, Verdict] | None:
    """The clause that says that the target of a number for `year` was kept or not, and the verdict it gives.

    None where no clause does, or where two say different things.
    """
    found: list[Candidate] = []
    verdicts: dict[str, Verdict] = {}
    for answer in among.items:
        told = _pattern(among.rules).search(answer.plain)
        if told is None or answer.statement.facts or ended(answer, year):
            continue
        named = _names(figure, answer, answer.plain[: told.start()], among)
        if named is not None:
            verdicts[answer.statement.id] = among.rules.tracking.fulfilment[told[1]]
            found.append(Candidate(answer, tuple(_evidence(named, told[0], among.rules))))
    if not found or len(set(verdicts.values())) > 1:
        return None
    first = ranked(found)[0]
    return first, verdicts[first.answer.statement.id]


def _names(figure: Figure, answer: Item, subject: str, among: Answers) -> Evidence | None:
    """The evidence that the `subject` of a clause is what a number measures, by the vocabulary or by its name.

    完成粮食产量调查任务 tells of no output.
    """
    rules, weights = among.rules, among.rules.tracking.weights
    words = lexis(rules)
    for thing in answer.things:
        if words.plain(thing.text) not in subject:
            continue
        known = match_indicator(words.measured(thing.text), figure.fact.unit, rules)
        if known in figure.ids:
            return reason("same_indicator", f"both {known}", weights.same_id)
    name = _without_heads(figure.phrase, rules)
    grams = bigrams(words.content(name))
    if grams <= bigrams(words.content(subject)) and among.rarity.bits(grams) >= _DISTINCT:
        return reason("same_words", f"both {name}", weights.same_words)
    return None


def _evidence(named: Evidence, told: str, rules: Rules) -> tuple[Evidence, ...]:
    weights = rules.tracking.weights
    prior = reason("prior", "a number and a clause taken at random", weights.numeric_prior)
    return prior, named, reason("fulfilment", f"told in words: {told}", weights.same_measure)


def _without_heads(name: str, rules: Rules) -> str:
    """A name without the general noun that it ends in: 棉纱产量 -> 棉纱."""
    while head := next((each for each in rules.tracking.heads if name.endswith(each) and name != each), ""):
        name = name.removesuffix(head)
    return name


@lru_cache(maxsize=8)
def _pattern(rules: Rules) -> re.Pattern[str]:
    tracking = rules.tracking
    return re.compile(rf"({any_of(tracking.fulfilment)})[^，。；]{{0,8}}?(?:{any_of(tracking.target_nouns)})")
