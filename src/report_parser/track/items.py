"""The two sides that are matched: commitments of one report and answers of another, prepared for comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from report_parser.model import FactInfo, Statement
from report_parser.rules import Rules
from report_parser.track.deeds import Progress, progress
from report_parser.track.model import LinkKind, Side
from report_parser.track.numbers import Measure, derived_rate, measure
from report_parser.track.pairing import Match, Member
from report_parser.track.words import Bigrams, Lexis, Rarity, bigrams, lexis
from report_parser.vocabulary import match_indicator

_NAMED = frozenset({"project", "facility", "honour"})
_QUOTED = "“”《》「」"
# An object is looked for by itself when its words carry so many bits.
_TELLING = 12.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a statement, ready to be compared; `grams` are those of the indicator's words.

    `facts` are the facts it rests on: one, or the two from which a rate was derived.
    """

    facts: tuple[FactInfo, ...]
    measure: Measure
    ids: frozenset[str]
    words: tuple[str, ...]
    grams: Bigrams

    @property
    def fact(self) -> FactInfo:
        return self.facts[0]


@dataclass(frozen=True, slots=True)
class Item:
    """A statement with what is compared of it; `owner` is the report's key, `place` its order in the report."""

    owner: str
    statement: Statement
    role: Literal["commitment", "achievement", "background"]
    plain: str
    chunks: tuple[str, ...]
    grams: Bigrams
    figures: tuple[Figure, ...]
    progress: Progress
    names: tuple[Bigrams, ...]
    names_text: str = ""

    @property
    def kind(self) -> LinkKind:
        """`numeric` with figures; `named` with a project, facility, honour or quoted name; else `general`."""
        if self.figures:
            return "numeric"
        statement = self.statement
        if any(thing.type in _NAMED for thing in statement.objects) or any(mark in statement.text for mark in _QUOTED):
            return "named"
        return "general"

    def side(self, facts: tuple[FactInfo, ...] = ()) -> Side:
        """The statement as evidence."""
        statement = self.statement
        return Side(
            report=self.owner,
            statement_id=statement.id,
            start=statement.start,
            end=statement.end,
            text=statement.text,
            facts=facts,
        )


def item(
    owner: str, statement: Statement, role: Literal["commitment", "achievement", "background"], rules: Rules
) -> Item:
    """A statement prepared for comparison."""
    words = lexis(rules)
    plain = words.plain(statement.text)
    chunks = words.content(plain)
    names = tuple(
        grams for thing in statement.objects if thing.type in _NAMED if (grams := bigrams(words.content(thing.text)))
    )
    return Item(
        owner=owner,
        statement=statement,
        role=role,
        plain=plain,
        chunks=chunks,
        grams=bigrams(chunks),
        figures=tuple(_figures(statement.facts, words, rules)),
        progress=_promised(statement, plain, rules) if role == "commitment" else progress(plain, rules),
        names=names,
    )


def commitments(member: Member, rules: Rules) -> list[Item]:
    """The commitments of a report."""
    return [item(member.key, statement, "commitment", rules) for statement in member.report.commitments]


def answers(match: Match, rules: Rules) -> list[Item]:
    """What the reviewing report says was done, and the figures of its problems paragraphs: misses stand there.

    Rates of change that it gives only as a level and an increase are calculated.
    """
    report = match.review.report
    found = [item(match.review.key, statement, "achievement", rules) for statement in report.achievements]
    for statement in report.background:
        if statement.facts:
            found.append(item(match.review.key, statement, "background", rules))
    return _with_derived(sorted(found, key=lambda each: (each.statement.start, each.statement.id)))


def objects_of(promise: Item, rare: Rarity, rules: Rules) -> list[Item]:
    """The promise for each of its objects alone, where it names several: 开工建设江南大桥、城北水厂 -> 江南大桥; 城北水厂.

    One of them at least must be a project, facility or honour, and each must be telling enough to be found.
    """
    things = promise.statement.objects
    if len(things) < 2 or not any(thing.type in _NAMED for thing in things):
        return []
    words = lexis(rules)
    parts: list[Item] = []
    for thing in things:
        chunks = words.content(thing.text)
        grams = bigrams(chunks)
        if rare.bits(grams) < _TELLING:
            return []
        parts.append(replace(promise, chunks=chunks, grams=grams, names=(grams,), names_text=thing.text))
    return parts


def rarity(items: Iterable[Item], rules: Rules) -> Rarity:
    """The rarity of bigrams among the statements of both reports."""
    return Rarity((each.grams for each in items), lexis(rules).heads)


def _promised(statement: Statement, plain: str, rules: Rules) -> Progress:
    """The stage that a commitment promises; to build (建设, 新建) without more is to finish."""
    found = progress(plain, rules)
    if found.stage is None and statement.action in rules.tracking.building:
        return Progress("finished", found.partial, found.failed)
    return found


def _figures(facts: Sequence[FactInfo], words: Lexis, rules: Rules) -> Iterable[Figure]:
    for fact in facts:
        found = measure(fact, rules)
        if found is not None:
            yield _figure((fact,), found, words, rules)


def _figure(facts: tuple[FactInfo, ...], found: Measure, words: Lexis, rules: Rules) -> Figure:
    indicator = facts[0].indicator
    known = indicator.id or match_indicator(words.plain(indicator.text), facts[0].unit, rules)
    chunks = words.content(indicator.text)
    return Figure(facts, found, frozenset({known} if known else ()), chunks, bigrams(chunks))


def _with_derived(items: list[Item]) -> list[Item]:
    """The items, with a rate added to each figure of change whose level stands in the clause before."""
    result: list[Item] = []
    previous: Item | None = None
    for each in items:
        extra: list[Figure] = []
        levels = [*(previous.figures if previous is not None else ()), *each.figures]
        has_rate = {figure.words for figure in each.figures if figure.measure.kind == "change_rate"}
        for change in each.figures:
            for level in levels:
                if change.words in has_rate or not _same_thing(level, change):
                    continue
                rate = derived_rate(level.measure, change.measure)
                if rate is not None:
                    extra.append(Figure((*change.facts, *level.facts), rate, change.ids, change.words, change.grams))
        if extra:
            each = replace(each, figures=(*each.figures, *extra))
        result.append(each)
        previous = each
    return result


def _same_thing(left: Figure, right: Figure) -> bool:
    if left.ids and right.ids:
        return left.ids == right.ids
    return bool(left.words) and left.words == right.words
