"""A report prepared for comparison: each of its statements once, whatever it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import Literal

from report_parser.model import Statement
from report_parser.rules import Rules
from report_parser.track.figures import Figure, completed, in_full
from report_parser.track.items import Item, Role, Setting, item
from report_parser.track.nearness import nearness
from report_parser.track.pairing import Member
from report_parser.track.subjects import with_aftermath, with_subjects
from report_parser.track.words import bigrams, lexis

# Clauses of one sentence stand so near.
_SAME_SENTENCE = 40
# A clause opens with its verb, an adverb before it at most: 梯次|打通.
_OPENING = 5
# 等 at the end of a list is no verb.
_AND_SO_ON = frozenset({"等", "等等"})
# What goes before a statement are its heading and so many statements, each so near to the next.
_BEFORE, _BEFORE_WITHIN = 3, 20


@dataclass(frozen=True)
class Prepared:
    """A report of a set, its statements prepared as they are asked for."""

    member: Member
    rules: Rules
    _items: dict[tuple[str, Role], Item] = field(default_factory=dict)

    def item(self, statement: Statement, role: Role) -> Item:
        """A statement of the report, prepared as a promise or as an answer."""
        known = (statement.id, role)
        if known not in self._items:
            before = self._settings.get(statement.id, Setting())
            self._items[known] = item(self.member.key, statement, role, self.rules, before)
        return self._items[known]

    @cached_property
    def commitments(self) -> tuple[Item, ...]:
        """Every commitment, whatever it promises."""
        return tuple(self.item(each, "commitment") for each in self.member.report.commitments)

    @cached_property
    def achievements(self) -> tuple[Item, ...]:
        """Every achievement, whatever it reports."""
        return tuple(self.item(each, "achievement") for each in self.member.report.achievements)

    @cached_property
    def promises(self) -> tuple[tuple[Item, ...], int]:
        """The promises among the commitments, and how many clauses were set aside as none.

        A clause of the plan that gives a ground, complains or only names something promises nothing.
        """
        found = self.commitments
        planned = self.member.plan_year
        kept = [each for each in found if _promises(each, self.rules) and not _bygone(each, planned, self.rules)]
        aside = len(found) - len(kept)
        kept += self._dated_ahead()
        kept = with_subjects(kept)
        return _with_figures(kept, in_full([each.clause for each in kept], self.rules)), aside

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """The heading that each section stands under, its own or else its parent's, by the section's id."""
        found: dict[str, str] = {}
        for section in self.member.report.sections:
            heading = section.heading or found.get(section.parent or "", "")
            if heading:
                found[section.id] = heading
        return found

    @cached_property
    def told(self) -> tuple[Item, ...]:
        """What the report says of the years that it looks back on, with the names of its numbers in full."""
        found = self.achievements
        return _with_figures(found, completed([each.clause for each in found], self.rules))

    def answers(self, year: int) -> tuple[Item, ...]:
        """What the report says was done, and figures of `year` elsewhere in it: misses stand among problems."""
        found: list[Item] = []
        for kind, statement in self.member.report.statements():
            if kind == "commitment" and all(fact.period.end_year != year for fact in statement.facts):
                continue
            each = self.item(statement, "achievement")
            if kind == "achievement":
                found.append(each if _reports(each, self.rules) else replace(each, role=_untold(each, self.rules)))
            elif kind == "commitment":
                found.append(replace(each, role="background"))
            elif statement.facts or each.progress.failed or _untold(each, self.rules) == "problem":
                found.append(replace(each, role=_untold(each, self.rules)))
        ordered = with_aftermath(sorted(found, key=lambda each: (each.statement.start, each.statement.id)))
        return _with_figures(ordered, completed([each.clause for each in ordered], self.rules))

    def _dated_ahead(self) -> list[Item]:
        """Targets dated in the plan's year that stand elsewhere: in the review (总产值拟定为…), or conditional."""
        reviewed, ahead = self.member.reviewed, self.member.plan_year
        if reviewed is None or ahead is None or ahead <= reviewed[1]:
            return []
        words = lexis(self.rules)
        report = self.member.report
        found: list[Item] = []
        for statement in report.achievements:
            near = bool(found) and statement.start - found[-1].statement.end < _SAME_SENTENCE
            if _dated(statement, ahead) and (near or words.restated.search(statement.text)):
                found.append(self.item(statement, "commitment"))
        starts = report.report.plan_starts_at
        for statement in report.background:
            planned = starts is not None and statement.start >= starts
            if planned and _dated(statement, ahead) and words.vows.search(statement.text):
                found.append(self.item(statement, "commitment"))
        return found

    @cached_property
    def _settings(self) -> Mapping[str, Setting]:
        """What goes before each statement, by its id: its heading and the statements right before it."""
        report, near = self.member.report, nearness(self.rules)
        headings = {section.id: section.heading for section in report.sections}
        words = lexis(self.rules)

        @cache
        def of(text: str) -> Setting:
            plain = words.plain(text)
            return Setting(bigrams(words.content(plain)), frozenset(near.touched(plain)))

        ordered = sorted((statement for _, statement in report.statements()), key=lambda each: (each.start, each.end))
        found: dict[str, Setting] = {}
        for at, statement in enumerate(ordered):
            earlier = [of(headings.get(statement.section) or "")]
            following = statement
            for other in reversed(ordered[max(at - _BEFORE, 0) : at]):
                if following.start - other.end > _BEFORE_WITHIN or other.section != statement.section:
                    break
                earlier.append(of(other.text))
                following = other
            found[statement.id] = Setting(
                frozenset().union(*(each.grams for each in earlier)),
                frozenset().union(*(each.near for each in earlier)),
            )
        return found


def _with_figures(items: Sequence[Item], numbers: Iterable[tuple[Figure, ...]]) -> tuple[Item, ...]:
    return tuple(replace(each, figures=own) for each, own in zip(items, numbers, strict=True))


def _dated(statement: Statement, year: int) -> bool:
    return bool(statement.facts) and all(fact.period.end_year == year for fact in statement.facts)


def _bygone(promise: Item, planned: int | None, rules: Rules) -> bool:
    """Whether a clause of a plan only gives numbers of years past, a ground to start from: 1952年的产量为3278亿斤."""
    if lexis(rules).vows.search(promise.plain):
        return False
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
    verbs = _verbs(rules)
    return any(
        opening[at : at + length] in verbs
        for opening in (promise.statement.action[:4], promise.plain[:_OPENING])
        for length in (4, 3, 2)
        for at in (range(len(opening) - length + 1))
    )


@lru_cache(maxsize=8)
def _verbs(rules: Rules) -> frozenset[str]:
    return frozenset(rules.words.verb)


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
