"""The rules of `times.toml` as one pattern, and the time words that it finds in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

import regex

from report_parser.digits import small_number
from report_parser.errors import RuleError
from report_parser.rules import Rules
from report_parser.rules.times import NUMBERS, TimePart, TimeReference, TimeRule
from report_parser.words.patterns import any_of

# The file that is to blame for a rule which reads no number.
_FILE = "times.toml"
_GROUP = regex.compile(r"\(\?P<([a-z_]+)>")
_LAST_MONTH_OF_QUARTER = 3
_LOOKBEHIND = regex.compile(r"\(\?<[=!][^()]*\)")
# Characters that stand for all those that a pattern does not name.
_ANY = "汉a，\n"

RuleT = TypeVar("RuleT", TimeRule, TimePart)
# How far before a time word what it is compared with may begin.
REFERENCE_REACH = 20


class Found(NamedTuple):
    """A time word at `start`..`end`, read by `rule`; `stop` is the end of the part of the year behind it.

    `groups` are what the rule's groups hold; `month` is the last of the part, where it has one. `due` where the word
    can be a deadline.
    """

    start: int
    end: int
    stop: int
    rule: TimeRule
    groups: Mapping[str, str]
    part: str
    month: int | None
    day: int | None
    due: bool


class _Part(NamedTuple):
    """A part of a year that ends at `end`: its last month and its day, where it has them."""

    end: int
    rule: TimePart
    month: int | None
    day: int | None


@dataclass(frozen=True, eq=False, slots=True)
class Reference:
    """A reference compiled: `before` is sought up to the word, `behind` from its end on."""

    source: TimeReference
    before: regex.Pattern[str] | None
    behind: regex.Pattern[str] | None


class _Branches(NamedTuple, Generic[RuleT]):
    """Rules as alternatives of one pattern; `branches` gives each with its groups by the number of its own group."""

    pattern: regex.Pattern[str]
    branches: Mapping[int | None, tuple[RuleT, tuple[tuple[str, int], ...]]]

    def read(self, match: regex.Match[str]) -> tuple[RuleT, dict[str, str]]:
        """The rule whose branch matched, and what its groups hold."""
        # A branch closes behind the groups within it.
        rule, groups = self.branches[match.lastindex]
        held = {name: match[group] for name, group in groups if match[group] is not None}
        for name in held.keys() & NUMBERS:
            _check_number(rule, name, held[name])
        return rule, held


@dataclass(frozen=True, eq=False, slots=True)
class TimeGrammar:
    """The compiled rules of one set."""

    words: _Branches[TimeRule]
    parts: _Branches[TimePart]
    references: tuple[Reference, ...]
    against: regex.Pattern[str]

    def find(self, text: str) -> Iterator[Found]:
        """The time words of a text in order and apart, in one scan."""
        at = 0
        while (match := self.words.pattern.search(text, at)) is not None:
            rule, groups = self.words.read(match)
            start, end = match.span()
            part = self._part(text, end)
            stop = part.end if part is not None else end
            # A rule without a word of its own is the part behind it: 上半年.
            word = start, end if end > start else stop, stop
            if part is None:
                yield Found(*word, rule, groups, "", None, None, rule.due)
            else:
                yield Found(*word, rule, groups, part.rule.name, part.month, part.day, rule.due or part.rule.due)
            at = max(stop, start + 1)

    def _part(self, text: str, at: int) -> _Part | None:
        """The part of a year at `at`."""
        match = self.parts.pattern.match(text, at)
        if match is None:
            return None
        part, groups = self.parts.read(match)
        month = part.month
        if "month" in groups:
            month = small_number(groups["month"])
        elif "quarter" in groups:
            month = _LAST_MONTH_OF_QUARTER * small_number(groups["quarter"])
        return _Part(match.end(), part, month, small_number(groups["day"]) if "day" in groups else None)


@lru_cache(maxsize=8)
def time_grammar(rules: Rules) -> TimeGrammar:
    """The grammar of a rule set, compiled once."""
    times = rules.times
    words = [times.expanded(rule.pattern) for rule in times.rule]
    return TimeGrammar(
        words=_branches(times.rule, words, _beginning(words)),
        parts=_branches(times.part, [times.expanded(part.pattern) for part in times.part], ""),
        references=tuple(
            Reference(
                each,
                regex.compile(f"(?:{times.expanded(each.before)})$") if each.before else None,
                regex.compile(times.expanded(each.behind)) if each.behind else None,
            )
            for each in times.reference
        ),
        against=regex.compile(f"{any_of(times.against)}$"),
    )


def _check_number(rule: TimeRule | TimePart, group: str, written: str) -> None:
    """Refuse a rule whose group held no number, which its pattern alone does not tell: 三三 of [三十]{2}."""
    try:
        small_number(written)
    except ValueError as error:
        raise RuleError(_FILE, f"{rule.name} {group}", str(error)) from error


def _branches(rules: Sequence[RuleT], patterns: Sequence[str], beginning: str) -> _Branches[RuleT]:
    """The patterns as alternatives behind `beginning`, each in a group of its number, its own groups numbered alike."""
    alternatives = []
    for index, pattern in enumerate(patterns):
        own = _GROUP.sub(rf"(?P<\1_{index}>", pattern)
        alternatives.append(f"(?P<branch_{index}>{own})")
    whole = regex.compile(f"{beginning}(?:{'|'.join(alternatives) or '(?!)'})")
    branches: dict[int | None, tuple[RuleT, tuple[tuple[str, int], ...]]] = {}
    for index, (rule, pattern) in enumerate(zip(rules, patterns, strict=True)):
        groups = tuple((name, whole.groupindex[f"{name}_{index}"]) for name in _GROUP.findall(pattern))
        branches[whole.groupindex[f"branch_{index}"]] = rule, groups
    return _Branches(whole, branches)


def _beginning(patterns: Sequence[str]) -> str:
    """A lookahead for the two characters that a time word can begin with: to ask that first saves most of the search.

    "" where a word can begin with anything.
    """
    seconds: dict[str, set[str]] = defaultdict(set)
    for pattern in patterns:
        named = {char for char in pattern if not char.isascii() or char in "-~"} | set("0123456789")
        begins = regex.compile(_LOOKBEHIND.sub("", pattern))
        for first in (*named, *_ANY):
            if begins.match(first, partial=True) is None:
                continue
            if first in _ANY:
                return ""
            seconds[first] |= {char for char in (*named, *_ANY) if begins.match(first + char, partial=True)}
    firsts: dict[str, str] = defaultdict(str)
    for first, following in sorted(seconds.items()):
        anything = following.intersection(_ANY)
        firsts["" if anything else f"[{regex.escape(''.join(sorted(following)))}]"] += first
    return f"(?={'|'.join(f'[{begin}]{second}' for second, begin in firsts.items())})" if firsts else ""
