"""The two sides that are matched: commitments of one report and answers of another, prepared for comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from report_parser.document import ObjectType
from report_parser.model import FactInfo, Report, Statement
from report_parser.rules import Rules
from report_parser.track.deeds import Progress, progress
from report_parser.track.model import LinkKind, Side
from report_parser.track.nearness import nearness
from report_parser.track.numbers import Measure, derived_rate, measure
from report_parser.track.pairing import Match, Member
from report_parser.track.words import Bigrams, Lexis, Rarity, bigrams, lexis, simplified
from report_parser.vocabulary import match_indicator

Role = Literal["commitment", "achievement", "problem", "background"]
_NAMED: frozenset[ObjectType] = frozenset({"project", "facility", "honour"})
_QUOTED = re.compile(r"[“《「『]([^“”《》「」『』]{2,16})[”》」』]")
_LIMIT = re.compile(r"\d[\d.]*[万亿]?")
# An object is looked for by itself when its words carry so many bits.
_TELLING = 12.0
_VERY_TELLING = 18.0
# A figure without a name is of the indicator named so many characters before at most.
_BARE_WITHIN = 60
# 五年合计 governs so many clauses behind it.
_CARRIED = 2
# A name has so many characters at least: 江南大桥.
_NAME_LENGTH = 4
# Clauses of one sentence stand so near.
_SAME_SENTENCE = 40
# 等 at the end of a list is no verb.
_AND_SO_ON = frozenset({"等", "等等"})
# What goes before a statement are its heading and so many statements, each so near to the next.
_BEFORE, _BEFORE_WITHIN = 3, 20
# A promise is compared without its verb where so many characters of it are left.
_VERBLESS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a statement, ready to be compared; `grams` are those of the indicator's words.

    `facts` are the facts it rests on: one, or the two from which a rate was derived; `spanned` tells that the
    clause speaks of several years together, `in_part` that it speaks of a part of one. `letters` are the name's characters, with and without the verb,
    `base_year` the year that a change is measured from, where it is named. `limits` are the numbers in the `plain`
    name: 50 亿元以上的项目.
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
class Thing:
    """An object in the words of the report; `named` where it is a work of its own: a project, facility or honour."""

    text: str
    named: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A statement and what is compared of it; `owner` is its report's key, `restated` that it repeats the plan.

    `near` are the groups of near words that it touches, with the words, `before` and `near_before` the bigrams and
    groups of what goes before it. A `problem` is told as not done; of `background` only the figures are compared.
    """

    owner: str
    statement: Statement
    role: Role
    plain: str
    chunks: tuple[str, ...]
    grams: Bigrams
    figures: tuple[Figure, ...]
    progress: Progress
    things: tuple[Thing, ...]
    names: tuple[Bigrams, ...]
    near: Mapping[str, tuple[str, ...]]
    before: Bigrams
    near_before: frozenset[str]
    quotes: frozenset[str] = frozenset()
    names_text: str = ""
    restated: bool = False

    @property
    def kind(self) -> LinkKind:
        """`numeric` with figures; `named` with a project, facility, honour or quoted name; else `general`."""
        if self.figures:
            return "numeric"
        if any(thing.named for thing in self.things) or _QUOTED.search(self.plain):
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


def item(owner: str, statement: Statement, role: Role, rules: Rules, before: str = "") -> Item:
    """A statement prepared for comparison; `before` is what goes before it."""
    words = lexis(rules)
    plain = words.plain(statement.text)
    spoken = words.plain(_without_quantities(statement))
    chunks = _about(statement, spoken, words) if role == "commitment" else words.content(spoken)
    things = tuple(_things(statement, rules))
    named = [thing.text for thing in things if thing.named]
    quotes = frozenset(quoted[1] for quoted in _QUOTED.finditer(plain))
    named += sorted(quotes)
    names = tuple(grams for text in named if (grams := bigrams(words.content(text))))
    near = nearness(rules)
    earlier = words.plain(before)
    figures = tuple(_figures(statement, words, rules))
    if words.against.search(plain):
        # 比农民收入高一倍 compares two things: no change of either is given.
        figures = ()
    return Item(
        owner=owner,
        statement=statement,
        role=role,
        plain=plain,
        chunks=chunks,
        grams=bigrams(chunks),
        figures=figures,
        progress=_promised(statement, plain, rules) if role == "commitment" else progress(plain, rules),
        things=things,
        names=names,
        near=near.touched(plain),
        before=bigrams(words.content(earlier)) - bigrams(chunks),
        near_before=frozenset(near.touched(earlier)),
        quotes=quotes,
        restated=words.restated.search(plain) is not None,
    )


def commitments(member: Member, rules: Rules) -> tuple[list[Item], int]:
    """The promises among the commitments of a report, and how many clauses were set aside as none.

    A clause of the plan that gives a ground, complains or only names something promises nothing.
    """
    before = leads(member.report)
    found = [
        item(member.key, statement, "commitment", rules, before[statement.id])
        for statement in member.report.commitments
    ]
    promises = [each for each in found if _promises(each, rules) and not _bygone(each, member.plan_year)]
    aside = len(found) - len(promises)
    return promises + _dated_ahead(member, rules), aside


def answers(match: Match, rules: Rules) -> list[Item]:
    """What the reviewing report says was done, and figures of the year elsewhere in it: misses stand among problems."""
    report = match.review.report
    before = leads(report)
    found: list[Item] = []
    for kind, statement in report.statements():
        each = item(match.review.key, statement, "achievement", rules, before[statement.id])
        if kind == "achievement":
            found.append(each if _reports(each, rules) else replace(each, role=_untold(each, rules)))
        elif kind == "background" and (statement.facts or _untold(each, rules) == "problem"):
            found.append(replace(each, role=_untold(each, rules)))
        elif kind == "commitment" and any(fact.period.end_year == match.year for fact in statement.facts):
            found.append(replace(each, role="background"))
    return _completed(sorted(found, key=lambda each: (each.statement.start, each.statement.id)), lexis(rules))


def _bygone(promise: Item, planned: int | None) -> bool:
    """Whether a clause of a plan only gives numbers of years past, a ground to start from: 1952年的产量为3278亿斤."""
    ends = [figure.fact.period.end_year for figure in promise.figures]
    return bool(ends) and planned is not None and all(end is not None and end < planned for end in ends)


def _promises(promise: Item, rules: Rules) -> bool:
    words = lexis(rules)
    if words.asides.match(promise.plain) or not (promise.grams or promise.figures):
        return False
    if promise.figures or words.vows.search(promise.plain):
        return True
    if words.complaints.search(promise.plain) and not words.remedies.search(promise.plain):
        return False
    action = promise.statement.action
    return any(action[:length] in _verbs(rules) for length in (4, 3, 2))


def _reports(answer: Item, rules: Rules) -> bool:
    words = lexis(rules)
    if words.asides.match(answer.plain) or words.demands.match(answer.plain) or _names_only(answer, rules):
        return False
    return not words.complaints.search(answer.plain) or words.remedies.search(answer.plain) is not None


def _names_only(answer: Item, rules: Rules) -> bool:
    """Whether a clause only names what the next ones are about: 机械工业，… or 水利工程和铁路工程等等."""
    statement = answer.statement
    if statement.facts or answer.progress.stage is not None:
        return False
    action = statement.action
    return not action or action.endswith(tuple(rules.tracking.heads)) or action in _AND_SO_ON


def _untold(answer: Item, rules: Rules) -> Literal["problem", "background"]:
    """What a clause is that reports nothing done: a complaint, or only figures."""
    words = lexis(rules)
    complains = words.complaints.search(answer.plain) and not words.remedies.search(answer.plain)
    return "problem" if complains and not words.demands.match(answer.plain) else "background"


def leads(report: Report) -> Mapping[str, str]:
    """What goes before each statement of a report, by its id: its heading and the statements right before it."""
    headings = {section.id: section.heading for section in report.sections}
    ordered = sorted((statement for _, statement in report.statements()), key=lambda each: (each.start, each.end))
    found: dict[str, str] = {}
    for at, statement in enumerate(ordered):
        earlier = [headings.get(statement.section) or ""]
        following = statement
        for other in reversed(ordered[max(at - _BEFORE, 0) : at]):
            if following.start - other.end > _BEFORE_WITHIN or other.section != statement.section:
                break
            earlier.append(other.text)
            following = other
        found[statement.id] = "，".join(earlier)
    return found


def _dated_ahead(member: Member, rules: Rules) -> list[Item]:
    """Targets dated in the plan's year that stand elsewhere: in the review (总产值拟定为…), or under a condition."""
    reviewed, ahead = member.reviewed, member.plan_year
    if reviewed is None or ahead is None or ahead <= reviewed[1]:
        return []
    found: list[Item] = []
    for statement in member.report.achievements:
        dated = bool(statement.facts) and all(fact.period.end_year == ahead for fact in statement.facts)
        near = bool(found) and statement.start - found[-1].statement.end < _SAME_SENTENCE
        if dated and (near or lexis(rules).restated.search(statement.text)):
            found.append(item(member.key, statement, "commitment", rules))
    starts = member.report.report.plan_starts_at
    for statement in member.report.background:
        dated = bool(statement.facts) and all(fact.period.end_year == ahead for fact in statement.facts)
        if dated and starts is not None and statement.start >= starts and lexis(rules).vows.search(statement.text):
            found.append(item(member.key, statement, "commitment", rules))
    return found


@lru_cache(maxsize=8)
def _verbs(rules: Rules) -> frozenset[str]:
    return frozenset(rules.actions.verbs)


def _things(statement: Statement, rules: Rules) -> Iterable[Thing]:
    """The objects of a statement; one that is a name by itself is taken as written, without a head given back."""
    types = rules.actions.object_types
    endings = tuple(word for kind in sorted(_NAMED) for word in types.get(kind, ()))
    for thing in statement.objects:
        written = simplified(statement.text[thing.start - statement.start : thing.end - statement.start])
        if len(written) >= _NAME_LENGTH and written.endswith(endings):
            yield Thing(written, named=True)
        else:
            yield Thing(simplified(thing.text), named=thing.type in _NAMED)


def objects_of(promise: Item, rare: Rarity, rules: Rules) -> list[Item]:
    """The promise for each of its objects alone, where it names several: 开工建设江南大桥、城北水厂 -> two.

    Each must be telling enough to be found, the more so where none is a project, facility or honour.
    """
    things = promise.things
    if len(things) < 2:
        return []
    telling = _TELLING if any(thing.named for thing in things) else _VERY_TELLING
    words = lexis(rules)
    parts: list[Item] = []
    for thing in things:
        chunks = words.content(thing.text)
        grams = bigrams(chunks)
        if rare.bits(grams) < telling:
            return []
        near = nearness(rules).touched(words.plain(thing.text))
        parts.append(replace(promise, chunks=chunks, grams=grams, near=near, names=(grams,), names_text=thing.text))
    return parts


def rarity(items: Iterable[Item], rules: Rules) -> Rarity:
    """The rarity of bigrams among the statements of both reports."""
    return Rarity((each.grams for each in items), lexis(rules).heads)


def groups(items: Iterable[Item], rules: Rules) -> Rarity:
    """The rarity of the groups of near words among the statements of both reports."""
    return Rarity((frozenset(each.near) for each in items), frozenset())


def _about(statement: Statement, plain: str, words: Lexis) -> tuple[str, ...]:
    """The content of a promise without its verb, as long as anything remains: 整顿金融秩序 -> 金融秩序."""
    whole = words.content(plain)
    action = words.plain(statement.action)
    if len(action) < 2:
        return whole
    rest = words.content(plain.replace(action, "，", 1))
    return rest if sum(map(len, rest)) >= _VERBLESS else whole


def _without_quantities(statement: Statement) -> str:
    """The text without its numbers and their units: to share 公里 is to share nothing."""
    text = statement.text
    for fact in sorted(statement.facts, key=lambda each: -each.start):
        start, end = max(fact.start - statement.start, 0), fact.end - statement.start
        text = f"{text[:start]}，{text[end:]}"
    return text


def _promised(statement: Statement, plain: str, rules: Rules) -> Progress:
    """The stage that a commitment promises; to build (建设, 新建) without more is to finish."""
    found = progress(plain, rules)
    if found.stage is None and statement.action in rules.tracking.building:
        return Progress("finished", found.partial, found.failed)
    return found


def _figures(statement: Statement, words: Lexis, rules: Rules) -> Iterable[Figure]:
    """The numbers of a statement that can be compared, each with the name of its indicator."""
    plain = words.plain(statement.text)
    for fact in statement.facts:
        found = measure(fact, words.indicator(fact.indicator.text), rules)
        if found is not None:
            phrase = words.measured(fact.indicator.text)
            bare = not phrase and bool(words.indicator(fact.indicator.text))
            if not bare and not words.content(phrase) and statement.objects:
                phrase = words.measured(statement.objects[0].text)
            yield _figure((fact,), found, phrase, plain, words, rules)


def _figure(
    facts: tuple[FactInfo, ...],
    found: Measure,
    phrase: str,
    clause: str,
    words: Lexis,
    rules: Rules,
) -> Figure:
    """A number of a `clause`, its indicator called by a `phrase`."""
    fact = facts[0]
    called = words.indicator(fact.indicator.text)
    names = (phrase, words.plain(phrase), called, words.plain(called), fact.action + phrase)
    known = fact.indicator.id or next(filter(None, (match_indicator(name, fact.unit, rules) for name in names)), None)
    chunks = words.content(phrase)
    ids = frozenset({known} if known else ())
    letters = frozenset({_letters(fact.indicator.text), _letters(fact.action + fact.indicator.text)})
    plain = words.plain(fact.indicator.text)
    return Figure(
        facts,
        found,
        ids,
        phrase,
        chunks,
        bigrams(chunks),
        words.spans(clause),
        words.in_part(clause),
        letters,
        words.base_year(clause),
        plain,
        limits=frozenset(_LIMIT.findall(plain)),
    )


def _letters(text: str) -> str:
    """The characters of a name, sorted: the same for 城镇失业率（调查） and 城镇调查失业率."""
    return "".join(sorted(character for character in text if character.isalnum()))


def _completed(items: list[Item], words: Lexis) -> list[Item]:
    """The items, with bare figures (涨幅高达 21.7%) read as of the indicator before, and rates calculated.

    A rate is added where a level and an increase of one indicator stand in neighbouring clauses. The clauses
    right behind 五年合计 are of the five years too.
    """
    named: list[Item] = []
    last: tuple[int, Figure] | None = None
    spanned_to, carried = -1, 0
    for each in items:
        figures: list[Figure] = []
        if words.sums(each.plain):
            spanned_to, carried = each.statement.end, 0
        elif each.statement.start == spanned_to + 1 and carried < _CARRIED and not words.dated(each.plain):
            spanned_to, carried = each.statement.end, carried + 1
        for figure in each.figures:
            if each.statement.end == spanned_to:
                figure = replace(figure, spanned=True)
            near = last is not None and each.statement.start - last[0] <= _BARE_WITHIN
            if (
                not figure.words
                and not figure.ids
                and near
                and last is not None
                and last[1].measure.kind == figure.measure.kind
            ):
                figure = replace(
                    figure, ids=last[1].ids, phrase=last[1].phrase, words=last[1].words, grams=last[1].grams
                )
            figures.append(figure)
            if figure.words or figure.ids:
                last = (each.statement.start, figure)
        named.append(replace(each, figures=tuple(figures)))
    return [_with_derived(each, named[max(at - 2, 0) : at + 3]) for at, each in enumerate(named)]


def _with_derived(each: Item, around: Sequence[Item]) -> Item:
    """The item, with a rate for each amount of change whose level stands in the clauses around."""
    extra: list[Figure] = []
    levels = [figure for other in around for figure in other.figures if figure.measure.kind == "level"]
    rated = [figure for other in around for figure in other.figures if figure.measure.kind == "change_rate"]
    for change in each.figures:
        if any(_same_thing(rate, change) for rate in rated):
            continue
        for level in levels:
            if _same_thing(level, change) and (rate := derived_rate(level.measure, change.measure)) is not None:
                extra.append(replace(change, facts=(*change.facts, *level.facts), measure=rate))
                break
    return replace(each, figures=(*each.figures, *extra)) if extra else each


def _same_thing(left: Figure, right: Figure) -> bool:
    if left.ids and right.ids:
        return left.ids == right.ids
    return bool(left.words) and left.words == right.words
