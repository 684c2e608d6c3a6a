"""The rules of `times.toml` as one pattern, and the time words that it finds in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from report_parser.digits import COUNTING, YEAR, small_number
from report_parser.errors import RuleError
from report_parser.rules import Rules
from report_parser.rules.times import TimePart, TimeReference, TimeRule
from report_parser.words.patterns import any_of

_FILE = "times.toml"
_FRAGMENT = regex.compile(r"\{([a-z_]+)\}")
_GROUP = regex.compile(r"\(\?P<([a-z_]+)>")
_LAST_MONTH_OF_QUARTER = 3
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


@dataclass(frozen=True, eq=False, slots=True)
class TimeGrammar:
    """The compiled rules of one set."""

    scan: regex.Pattern[str]
    rules: tuple[TimeRule, ...]
    parts_scan: regex.Pattern[str]
    parts: tuple[TimePart, ...]
    references: tuple[Reference, ...]
    against: regex.Pattern[str]

    def find(self, text: str) -> Iterator[Found]:
        """The time words of a text in order and apart, in one scan."""
        at = 0
        while (match := self.scan.search(text, at)) is not None:
            index, groups = _read(match, "rule")
            rule, start, end = self.rules[index], match.start(), match.end()
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
        match = self.parts_scan.match(text, at)
        if match is None:
            return None
        index, groups = _read(match, "part")
        part, month = self.parts[index], self.parts[index].month
        if "month" in groups:
            month = small_number(groups["month"])
        elif "quarter" in groups:
            month = _LAST_MONTH_OF_QUARTER * small_number(groups["quarter"])
        return _Part(match.end(), part, month, small_number(groups["day"]) if "day" in groups else None)


@lru_cache(maxsize=8)
def time_grammar(rules: Rules) -> TimeGrammar:
    """The grammar of a rule set, compiled once. Raises RuleError where a fragment is unknown or a pattern broken."""
    times = rules.times
    fragments = {"year": YEAR, "count": COUNTING}
    for name, pattern in times.fragments.items():
        fragments[name] = _expanded(pattern, fragments, f"fragments {name}")
    patterns = [_expanded(rule.pattern, fragments, f"rule {rule.name}") for rule in times.rule]
    parts = [_expanded(part.pattern, fragments, f"part {part.name}") for part in times.part]
    return TimeGrammar(
        scan=regex.compile(_first_of(patterns) + _numbered(patterns, "rule")),
        rules=times.rule,
        parts_scan=regex.compile(_numbered(parts, "part")),
        parts=times.part,
        references=tuple(
            Reference(
                each,
                regex.compile(f"(?:{_expanded(each.before, fragments, each.name)})$") if each.before else None,
                regex.compile(_expanded(each.behind, fragments, each.name)) if each.behind else None,
            )
            for each in times.reference
        ),
        against=regex.compile(f"{any_of(times.against)}$"),
    )


def _expanded(pattern: str, fragments: Mapping[str, str], entry: str) -> str:
    """A pattern with the fragments it names in their places, checked to be one."""
    unknown = [name for name in _FRAGMENT.findall(pattern) if name not in fragments]
    if unknown:
        raise RuleError(_FILE, entry, f"no fragment is named {unknown[0]}")
    whole = _FRAGMENT.sub(lambda found: fragments[found[1]], pattern)
    try:
        regex.compile(whole)
    except regex.error as error:
        raise RuleError(_FILE, entry, f"not a pattern: {error}") from error
    return whole


def _numbered(patterns: Iterable[str], kind: str) -> str:
    """The patterns as alternatives, each in a group of its number, with its own groups numbered alike."""
    branches = []
    for index, pattern in enumerate(patterns):
        own = _GROUP.sub(rf"(?P<\1_{index}>", pattern)
        branches.append(f"(?P<{kind}_{index}>{own})")
    return f"(?:{'|'.join(branches)})" if branches else "(?!)"


def _read(match: regex.Match[str], kind: str) -> tuple[int, dict[str, str]]:
    """The number of the branch that matched, and what its own groups hold."""
    held = {name: text for name, text in match.groupdict().items() if text is not None}
    index = next(int(name.rpartition("_")[2]) for name in held if name.startswith(f"{kind}_"))
    return index, {name.rpartition("_")[0]: text for name, text in held.items() if not name.startswith(f"{kind}_")}


def _first_of(patterns: Iterable[str]) -> str:
    """A lookahead for the characters that a time word can begin with: to ask that first saves most of the search."""
    whole = "|".join(f"(?:{pattern})" for pattern in patterns)
    begins = regex.compile(whole)
    firsts = [char for char in sorted({*whole, *"0123456789"}) if begins.match(char, partial=True) is not None]
    return f"(?=[{regex.escape(''.join(firsts))}])" if firsts else ""
