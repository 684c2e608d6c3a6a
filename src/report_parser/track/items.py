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
from report_parser.track.figures import Clause, Figure, completed, figures, in_full
from report_parser.track.model import LinkKind, Side
from report_parser.track.nearness import nearness
from report_parser.track.pairing import Match, Member
from report_parser.track.words import Bigrams, Lexis, Rarity, bigrams, characters, lexis, simplified

Role = Literal["commitment", "achievement", "problem", "background"]
_NAMED: frozenset[ObjectType] = frozenset({"project", "facility", "honour"})
_QUOTED = re.compile(r"[“《「『]([^“”《》「」『』]{2,16})[”》」』]")
# An object is looked for by itself when its words carry so many bits.
_TELLING = 12.0
_VERY_TELLING = 18.0
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

    @property
    def clause(self) -> Clause:
        """The statement with its numbers alone."""
        return Clause(self.statement, self.plain, self.figures)

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
    numbers = tuple(figures(statement, plain, rules))
    if words.against.search(plain):
        # 比农民收入高一倍 compares two things: no change of either is given.
        numbers = ()
    return Item(
        owner=owner,
        statement=statement,
        role=role,
        plain=plain,
        chunks=chunks,
        grams=bigrams(chunks),
        figures=numbers,
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
    promises = [each for each in found if _promises(each, rules) and not _bygone(each, member.plan_year, rules)]
    aside = len(found) - len(promises)
    promises += _dated_ahead(member, rules)
    return _with_figures(promises, in_full([each.clause for each in promises], rules)), aside


def answers(match: Match, rules: Rules) -> list[Item]:
    """What the reviewing report says was done, and figures of the year elsewhere in it: misses stand among problems."""
    report = match.review.report
    before = leads(report)
    found: list[Item] = []
    for kind, statement in report.statements():
        each = item(match.review.key, statement, "achievement", rules, before[statement.id])
        if kind == "achievement":
            found.append(each if _reports(each, rules) else replace(each, role=_untold(each, rules)))
        elif kind == "background" and (statement.facts or each.progress.failed or _untold(each, rules) == "problem"):
            found.append(replace(each, role=_untold(each, rules)))
        elif kind == "commitment" and any(fact.period.end_year == match.year for fact in statement.facts):
            found.append(replace(each, role="background"))
    ordered = sorted(found, key=lambda each: (each.statement.start, each.statement.id))
    return _with_figures(ordered, completed([each.clause for each in ordered], rules))


def _with_figures(items: Sequence[Item], numbers: Iterable[tuple[Figure, ...]]) -> list[Item]:
    return [replace(each, figures=own) for each, own in zip(items, numbers, strict=True)]


def _bygone(promise: Item, planned: int | None, rules: Rules) -> bool:
    """Whether a clause of a plan only gives numbers of years past, a ground to start from: 1952年的产量为3278亿斤."""
    if lexis(rules).vows.search(promise.plain):
        return False
    ends = [figure.fact.period.end_year for figure in promise.figures]
    return bool(ends) and planned is not None and all(end is not None and end < planned for end in ends)


def told_before(match: Match, rules: Rules) -> list[Item]:
    """What the planning report says of the year before, in its own review."""
    found = [item(match.plan.key, each, "achievement", rules) for each in match.plan.report.achievements]
    return _with_figures(found, completed([each.clause for each in found], rules))


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
    """Whether a clause only names what the next ones are about: 机械工业，… or 招生制度的改革，… or 水利工程等等."""
    statement = answer.statement
    action = statement.action
    if action and statement.text.endswith(f"的{action}"):
        return True
    if statement.facts or answer.progress.stage is not None:
        return False
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
    return frozenset(rules.words.verb)


def _things(statement: Statement, rules: Rules) -> Iterable[Thing]:
    """The objects of a statement; one that is a name by itself is taken as written, without a head given back."""
    types = rules.words.type
    endings = tuple(word for kind in sorted(_NAMED) for word in types.get(kind, ()))
    for thing in statement.objects:
        written = simplified(thing.text)
        if len(written) >= _NAME_LENGTH and written.endswith(endings):
            yield Thing(written, named=True)
        else:
            yield Thing(simplified(thing.name), named=thing.type in _NAMED)


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


def letters(items: Iterable[Item]) -> Rarity:
    """The rarity of single characters among the statements of both reports."""
    return Rarity((characters(each.grams) for each in items), frozenset())


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
