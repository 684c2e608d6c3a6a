"""`times.toml`: time words, the years they mean, and when they mean none of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, Self

import regex
from pydantic import model_validator

from report_parser.digits import COUNTING, NOUGHTS, ONE_TO_NINE, YEAR
from report_parser.rules.base import EntryError, RuleModel

YearReading = Literal["cycle", "ahead", "tally", "first", "term", "five"]
"""What a time word means that depends on the text around it: see `report_parser.times.years`."""

PhraseUse = Literal["adverb", "closing", "noun", "numeral", "plan", "base", "own_year", "span", "sum", "part"]
"""Who asks how a time is written: see the comment above the phrases of `times.toml`."""

_TERM = regex.compile("[a-z_]+")
_OWN_YEARS = ("report", "review", "plan")
_FRAGMENT = regex.compile(r"\{([a-z_]+)\}")
# A group with a name, up to its own closing bracket.
_GROUP = regex.compile(
    r"\(\?P<(?P<name>[a-z_]+)>(?P<inside>(?:\\.|\[[^\]]*\]|[^()\\\[]|(?P<nested>\((?:\\.|\[[^\]]*\]|[^()\\\[]|(?&nested))*\)))*)\)"
)
_LOOKAROUND = regex.compile(r"\(\?<?[=!][^()]*\)")
# What a group may hold that a number, or a year, is read from: digits and the marks of patterns.
_SYNTAX = r"|\\d|\[0-9\]|[()\[\]|?:{},*+-])*"
_NUMBER = regex.compile(rf"(?:[{ONE_TO_NINE}十两\d]{_SYNTAX}")
_YEAR = regex.compile(rf"(?:[{ONE_TO_NINE}{NOUGHTS}\d年本世纪末]{_SYNTAX}")
# The groups that hold a number below a hundred.
NUMBERS = frozenset({"n", "ordinal", "month", "quarter", "day"})
# Fragments that the word lists of other files give to the phrases of numerals.
_OF_OTHERS = ("period", "plan_word")
# The group that a reading asks of the pattern.
_NEEDED: Mapping[str, str] = {"cycle": "ordinal", "ahead": "n", "tally": "n", "first": "n"}


class TimeRule(RuleModel):
    """A time word: its pattern and its normal form, the first and the last year.

    `years` are sums (`review - n + 1`) of years named by groups of the pattern, of `n`, a number of years, of the
    report's own years (`report`, `review`, `plan`), and of numbers; `reading` stands in place of them where the text
    around the word decides. `ranged` names both its years, `due` can be a deadline, and without `governs` the word is
    a part of the year planned, which says nothing of the numbers behind it. An example is `before|word|behind =>
    years`; the rule reads nothing in what `never` lists.
    """

    name: str
    pattern: str
    years: tuple[str, str] | None = None
    reading: YearReading | None = None
    ranged: bool = False
    due: bool = False
    governs: bool = True
    examples: tuple[str, ...]
    never: tuple[str, ...] = ()

    @model_validator(mode="after")
    def check_years(self) -> Self:
        """Refuse a rule of no meaning or two, and one that names what neither it nor the report has."""
        if (self.years is None) == (self.reading is None):
            raise ValueError("a time has either `years` or a `reading`")
        for term in _TERM.findall(" ".join(self.years or (_NEEDED.get(self.reading or "term", ""),))):
            if term not in _OWN_YEARS and f"(?P<{term}>" not in self.pattern:
                raise ValueError(f"neither the report nor the pattern has a {term}")
        return self


class TimePart(RuleModel):
    """A part of a year right behind it: the `month` it ends in, else the group `month` or `quarter`, and `day`.

    A `due` part makes a deadline of any year: 今年|6月底前. An example is `year|part|behind => month`, `month-day` of a
    part that has a day, without ` => ` of one that has neither.
    """

    name: str
    pattern: str
    month: int | None = None
    due: bool = False
    examples: tuple[str, ...]


class TimeReference(RuleModel):
    """What makes a time word one that something is only compared with or counted from: 比|2021年|增长.

    `before` and `behind` are patterns of what stands right before and right behind it, `rules` the words it is limited
    to, `number` the kind of number that follows close. `attributive` where the word only tells what a thing is of:
    巩固|去年|成果 looks back on nothing. An example is `before|word|behind`.
    """

    name: str
    before: str = ""
    behind: str = ""
    rules: tuple[str, ...] = ()
    number: Literal["baseline", "share"] | None = None
    attributive: bool = False
    examples: tuple[str, ...]


class TimePhrase(RuleModel):
    """How a time is written, for those who ask no more: 到2025年底 before a verb, 1至9月 among the numerals.

    `use` says who asks. An example is `before|phrase|behind`; `never` are texts in which the phrase does not stand.
    """

    name: str
    use: tuple[PhraseUse, ...]
    pattern: str
    examples: tuple[str, ...]
    never: tuple[str, ...] = ()


class TimeRules(RuleModel):
    """`times.toml`: fragments of patterns by name, the rules in order, parts of a year, references, and phrases."""

    fragments: Mapping[str, str] = {}
    rule: tuple[TimeRule, ...] = ()
    part: tuple[TimePart, ...] = ()
    reference: tuple[TimeReference, ...] = ()
    phrase: tuple[TimePhrase, ...] = ()
    against: tuple[str, ...] = ()

    @cached_property
    def _fragments(self) -> Mapping[str, str]:
        fragments = {"year": YEAR, "count": COUNTING}
        for name, pattern in self.fragments.items():
            fragments[name] = _filled(pattern, fragments, f"fragments {name}")
        return fragments

    def expanded(self, pattern: str, entry: str = "a pattern of the code", **others: str) -> str:
        """A pattern with the fragments it names in their places, `others` among them.

        Raises EntryError where nobody gave one of them.

        >>> TimeRules(fragments={"month": "[1-9]"}).expanded("{month}月")
        '[1-9]月'
        """
        return _filled(pattern, {**self._fragments, **others} if others else self._fragments, entry)

    def phrases(self, use: PhraseUse, **others: str) -> str:
        """A pattern for the phrases of a use, the first that fits; `others` are the fragments of other files."""
        found = [
            self.expanded(each.pattern, f"phrase {each.name}", **others) for each in self.phrase if use in each.use
        ]
        return f"(?:{'|'.join(found) or '(?!)'})"

    def check_whole(self) -> None:
        """Refuse an unknown fragment, a broken pattern, and a number or year that may hold something else."""
        for entry, pattern in self._patterns():
            whole = self.expanded(pattern, entry, **dict.fromkeys(_OF_OTHERS, "年"))
            try:
                regex.compile(whole)
            except regex.error as error:
                raise EntryError(entry, f"not a pattern: {error}") from error
            for group in _GROUP.finditer(whole):
                inside = _LOOKAROUND.sub("", group["inside"])
                if not (_NUMBER if group["name"] in NUMBERS else _YEAR).fullmatch(inside):
                    raise EntryError(entry, f"the group {group['name']} may hold what is no number: {group['inside']}")

    def _patterns(self) -> Iterator[tuple[str, str]]:
        """Each pattern with the name of its entry."""
        yield from ((f"fragments {name}", pattern) for name, pattern in self.fragments.items())
        yield from ((f"rule {rule.name}", rule.pattern) for rule in self.rule)
        yield from ((f"part {part.name}", part.pattern) for part in self.part)
        for each in self.reference:
            yield from ((f"reference {each.name}", pattern) for pattern in (each.before, each.behind))
        yield from ((f"phrase {each.name}", each.pattern) for each in self.phrase)


def _filled(pattern: str, fragments: Mapping[str, str], entry: str) -> str:
    unknown = [name for name in _FRAGMENT.findall(pattern) if name not in fragments]
    if unknown:
        raise EntryError(entry, f"no fragment is named {unknown[0]}")
    return _FRAGMENT.sub(lambda found: fragments[found[1]], pattern)
