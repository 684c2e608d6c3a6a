"""The numbers of a statement, each with the name of its indicator in full, ready to be compared.

What a clause leaves out is taken from the one before: 城镇居民人均可支配收入增长 6%、农村居民增长 8% -> the second is
of 农村居民人均可支配收入, too. A rate is added where a level and its increase stand side by side.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from report_parser.facts.vocabulary import match_indicator
from report_parser.model import FactInfo, Statement
from report_parser.model import plain as plain_number
from report_parser.rules import Rules
from report_parser.track.numbers import Measure, derived_rate, measure
from report_parser.track.words import Bigrams, bigrams, lexis
from report_parser.words.hedges import hedges_of

_LIMIT = re.compile(r"\d[\d.]*[万亿]?")
_PER_HEAD = re.compile("每(?:[百千万]名?|名|位)?(?:常住)?(?:人口|人|户|居民|老人)")
_DAYS = frozenset({"天", "日", "个"})
# The next clause of a sentence stands behind one mark.
_NEXT = 1
# A figure without a name is of the indicator named so many characters before at most.
_BARE_WITHIN = 60
# 五年合计 governs so many clauses behind it.
_CARRIED = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a statement, ready to be compared; `grams` are those of the indicator's words.

    `facts` are the facts it rests on: one, or the two from which a rate was derived; `spanned` tells that the
    clause speaks of several years together, `in_part` that it speaks of a part of one. `letters` are the name's
    characters, with and without the verb, `base_year` the year that a change is measured from, where it is named.
    `limits` are the numbers in the `plain` name: 50 亿元以上的项目.
    """

    facts: tuple[FactInfo, ...]
    measure: Measure
    ids: frozenset[str]
    phrase: str
    words: tuple[str, ...]
    grams: Bigrams
    spanned: bool
    in_part: bool
    letters: frozenset[str]
    base_year: int | None
    plain: str
    limits: frozenset[str]

    @property
    def fact(self) -> FactInfo:
        return self.facts[0]


@dataclass(frozen=True, slots=True)
class Clause:
    """A statement with its text in simplified characters and its numbers."""

    statement: Statement
    plain: str
    figures: tuple[Figure, ...]


def figures(statement: Statement, plain: str, rules: Rules) -> Iterable[Figure]:
    """The numbers of a statement that can be compared, each with the name of its indicator."""
    words = lexis(rules)
    limited = {after.id: limit for limit, after in pairwise(statement.facts) if _limits(statement, limit, after, rules)}
    for fact in statement.facts:
        found = measure(fact, words.indicator(fact.indicator.name), rules)
        if found is not None and fact not in limited.values():
            name = _per_head(statement, fact) + fact.indicator.name
            if fact.id in limited:
                name = _with_limit(statement, limited[fact.id], fact) or name
            phrase = words.measured(name)
            if phrase.endswith(rules.tracking.marks):
                phrase = name = ""  # 突破百亿大关，增长7%: the mark passed is no indicator
            bare = not phrase
            if not bare and not words.content(phrase) and statement.objects:
                phrase = words.measured(statement.objects[0].name)
            figure = _figure(fact, found, name, phrase, plain, rules)
            yield figure
            if (share := _share_of_year(figure, rules)) is not None:
                yield share


def _per_head(statement: Statement, fact: FactInfo) -> str:
    """What makes a number one per head and stands apart from its indicator: 每千人口|拥有托位 4.8 个."""
    opening = _PER_HEAD.match(statement.text[: fact.start - statement.start])
    return opening[0] if opening is not None and not fact.indicator.name.startswith("每") else ""


@lru_cache(maxsize=8)
def _of_those(rules: Rules) -> re.Pattern[str]:
    """What stands between a limit and the number of what it limits: 10亿元|以上的项目|20个."""
    return re.compile(f"{hedges_of(rules).limiting}的[^，；、]+$")


def _limits(statement: Statement, limit: FactInfo, after: FactInfo, rules: Rules) -> bool:
    """Whether a number only tells which things the next one counts: 总投资|10 亿元|以上的项目 20 个."""
    between = statement.text[limit.end - statement.start : after.start - statement.start]
    return _of_those(rules).match(between) is not None


def _with_limit(statement: Statement, limit: FactInfo, fact: FactInfo) -> str | None:
    """The name of what is counted with the limit in it: 总投资10亿元以上的项目."""
    before = statement.text[: fact.start - statement.start]
    at = before.rfind(fact.indicator.name, limit.end - statement.start)
    if at < 0:
        return None
    start = max(before.rfind(mark, 0, limit.start - statement.start) for mark in "，；、") + 1
    return before[start : at + len(fact.indicator.name)].removeprefix(statement.action)


def _share_of_year(figure: Figure, rules: Rules) -> Figure | None:
    """Days as a share of the days of their year, where that is what targets name: 326 个优良天 -> 89.07 %."""
    known, year = rules.tracking.days.get(figure.phrase), figure.fact.period.end_year
    found = figure.measure
    if known is None or year is None or found.kind != "level" or found.unit not in _DAYS:
        return None
    whole = 366 if isleap(year) else 365
    value, low, high = (each / whole * 100 for each in (found.value, found.low, found.high))
    how = f"{plain_number(found.value)} / {whole}"
    share = Measure("level", "%", value, low, high, found.comparator, False, Decimal("0.05"), derived=how)
    return replace(figure, measure=share, ids=frozenset({known}))


def _figure(fact: FactInfo, found: Measure, name: str, phrase: str, clause: str, rules: Rules) -> Figure:
    """A number of a `clause`; its indicator is called by a `name` and compared by a `phrase`."""
    words = lexis(rules)
    called = words.indicator(name)
    names = (phrase, words.plain(phrase), called, words.plain(called), fact.action + phrase)
    given = fact.indicator.id if name == fact.indicator.name else None
    known = given or next(filter(None, (match_indicator(each, fact.unit, rules) for each in names)), None)
    chunks = words.content(phrase)
    plain = words.plain(name)
    return Figure(
        (fact,),
        found,
        ids=frozenset({known} if known else ()),
        phrase=phrase,
        words=chunks,
        grams=bigrams(chunks),
        spanned=words.spans(clause),
        in_part=words.in_part(clause),
        letters=frozenset({_letters(name), _letters(fact.action + name)}),
        base_year=words.base_year(clause),
        plain=plain,
        limits=frozenset(_LIMIT.findall(plain)),
    )


def _letters(text: str) -> str:
    """The characters of a name, sorted: the same for 城镇失业率（调查） and 城镇调查失业率."""
    return "".join(sorted(character for character in text if character.isalnum()))


def in_full(clauses: Sequence[Clause], rules: Rules) -> list[tuple[Figure, ...]]:
    """The numbers of each clause, with what their names leave out taken from the number before.

    城镇居民人均可支配收入增长 6%、农村居民增长 8%; 安排市级重点项目 220 个，完成投资 260 亿元.
    """
    found: list[tuple[Figure, ...]] = []
    last: tuple[int, Figure] | None = None
    for each in clauses:
        own: list[Figure] = []
        for figure in each.figures:
            if last is not None and each.statement.start - last[0] <= _NEXT:
                name = _without_contrast(figure, last[1], rules) or _without_subject(figure, last[1], rules)
                if name is not None:
                    phrase = lexis(rules).measured(name)
                    figure = _figure(figure.fact, figure.measure, name, phrase, each.plain, rules)
            own.append(figure)
            last = (each.statement.end, figure)
        found.append(tuple(own))
    return found


def _without_contrast(figure: Figure, before: Figure, rules: Rules) -> str | None:
    """The full name of a number named by its contrast to the one before: 农村居民 behind 城镇居民人均可支配收入."""
    if figure.ids or not figure.plain:
        return None
    for group in rules.tracking.contrasts:
        for word in group:
            named = before.plain.removeprefix(word)
            for other in group if named != before.plain else ():
                said = figure.plain.removeprefix(other)
                if said != figure.plain and named != said and named.startswith(said):
                    return other + named
    return None


def _without_subject(figure: Figure, before: Figure, rules: Rules) -> str | None:
    """The full name of a sum that says nothing of what it is spent on: 完成投资 260 亿元 behind 重点项目 220 个."""
    counted = before.measure.kind == "level" and before.measure.unit in rules.units.counts
    if counted and before.words and figure.plain in rules.tracking.sums:
        return before.plain + figure.plain
    return None


def completed(clauses: Sequence[Clause], rules: Rules) -> list[tuple[Figure, ...]]:
    """The numbers of each clause, with bare ones (涨幅高达 21.7%) read as of the indicator before; rates calculated.

    A rate is added where a level and an increase of one indicator stand in neighbouring clauses. The clauses
    right behind 五年合计 are of the five years too.
    """
    words = lexis(rules)
    named: list[tuple[Figure, ...]] = []
    last: tuple[int, Figure] | None = None
    spanned_to, carried = -1, 0
    for each, own in zip(clauses, in_full(clauses, rules), strict=True):
        found: list[Figure] = []
        if words.sums(each.plain):
            spanned_to, carried = each.statement.end, 0
        elif each.statement.start == spanned_to + 1 and carried < _CARRIED and not words.dated(each.plain):
            spanned_to, carried = each.statement.end, carried + 1
        for figure in own:
            if each.statement.end == spanned_to:
                figure = replace(figure, spanned=True)
            near = last is not None and each.statement.start - last[0] <= _BARE_WITHIN
            if (
                not figure.words
                and not figure.ids
                and near
                and last is not None
                and _of_one_kind(last[1].measure.kind, figure.measure.kind)
            ):
                figure = replace(
                    figure, ids=last[1].ids, phrase=last[1].phrase, words=last[1].words, grams=last[1].grams
                )
            found.append(figure)
            if figure.words or figure.ids:
                last = (each.statement.start, figure)
        named.append(tuple(found))
    return [(*each, *_derived(each, named[max(at - 2, 0) : at + 3])) for at, each in enumerate(named)]


def _of_one_kind(before: str, unnamed: str) -> bool:
    """Whether a number without a name may be of what the one before it is of: a change of it, or another such."""
    return before == unnamed or (before, unnamed) == ("level", "change_rate")


def _derived(changes: Sequence[Figure], around: Sequence[Sequence[Figure]]) -> Iterable[Figure]:
    """A rate for each amount of change whose level stands in the clauses around."""
    levels = [figure for each in around for figure in each if figure.measure.kind == "level"]
    rated = [figure for each in around for figure in each if figure.measure.kind == "change_rate"]
    for change in changes:
        if any(_same_thing(rate, change) for rate in rated):
            continue
        for level in levels:
            if _same_thing(level, change) and (rate := derived_rate(level.measure, change.measure)) is not None:
                yield replace(change, facts=(*change.facts, *level.facts), measure=rate)
                break


def _same_thing(left: Figure, right: Figure) -> bool:
    if left.ids and right.ids:
        return left.ids == right.ids
    return bool(left.words) and left.words == right.words
