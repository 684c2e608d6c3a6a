"""The years that a time word means in a report of given years: 去年, 五年来, “六五”期间, 今后三年."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import regex

from report_parser.digits import small_number, year_of
from report_parser.document import Document, Time
from report_parser.rules.times import YearReading
from report_parser.times.grammar import Found

Span = tuple[int | None, int | None]
"""The first and the last year; None where the report's own years do not tell."""

_TERM = regex.compile(r"([+-]?)\s*([a-z]+|\d+)\s*")
_CENTURY = 100
# A report that names one five-year plan once in so many characters reports on that plan.
_PLAN_REPORT = 1500
# How many years a government serves, and a five-year plan is for.
_FIVE = 5
# How often a plan names the span of years that it is for.
_OFTEN = 3


@dataclass(frozen=True, slots=True)
class Years:
    """The report's own years, as the masthead gives them."""

    review: int | None
    review_start: int | None
    plan: int | None
    report: int | None

    @classmethod
    def of(cls, doc: Document) -> Years:
        """The years that the masthead of `doc` gives."""
        head = doc.masthead
        if head is None:
            return cls(None, None, None, None)
        return cls(head.review_year, head.review_start_year, head.plan_year, head.report_year or head.plan_year)


class Calendar:
    """The years of the time words of one document, asked word by word in the order of the text.

    `planned` are the years of the five-year plan that the report is about.
    """

    def __init__(self, doc: Document, planned: tuple[int, int] | None) -> None:
        self._text, self._turn = doc.text, doc.plan_starts_at
        self._years, self._planned = Years.of(doc), planned
        # The last five-year plan named, and where; the last word of any kind.
        self._cycle: tuple[int, tuple[int, int]] | None = None
        self._before: tuple[int, int | None] | None = None
        self._readings: Mapping[YearReading, Callable[[Found], Span]] = {
            "cycle": lambda found: cycle(found.groups["ordinal"]),
            "term": self._term,
            "five": self._bare_five,
            "ahead": self._ahead,
            "tally": self._tally,
            "first": self._first,
        }

    def years(self, found: Found) -> Span:
        """The years that a time word means."""
        if found.rule.reading is not None:
            return self._readings[found.rule.reading](found)
        if found.rule.years is None:
            return None, None
        first, last = found.rule.years
        start = self._sum(first, found)
        return start, start if first == last else self._sum(last, found)

    def told(self, found: Found, years: Span) -> None:
        """Remember a time word that governs what follows it."""
        start, end = years
        self._before = found.start, end
        if found.rule.reading == "cycle" and start is not None and end is not None:
            self._cycle = found.start, (start, end)

    def _sum(self, form: str, found: Found) -> int | None:
        """What a normal form says: `review - n + 1` of 三年来 -> 2021."""
        total = 0
        for sign, term in _TERM.findall(form):
            value = self._term_of(term, found)
            if value is None:
                return None
            total += -value if sign == "-" else value
        return total

    def _term_of(self, term: str, found: Found) -> int | None:
        if term.isdecimal():
            return int(term)
        if term in found.groups:
            return small_number(found.groups[term]) if term == "n" else self._year(found.groups[term])
        own = {"report": self._years.report, "review": self._years.review, "plan": self._years.plan}
        return own[term]

    def _year(self, written: str) -> int | None:
        """A year as written: 1985年 -> 1985, 本世纪末 -> 2000 in a report of 1988."""
        if not written.startswith("本世纪"):
            return year_of(written.removesuffix("年"))
        this = self._years.report
        return None if this is None else (this + _CENTURY - 1) // _CENTURY * _CENTURY

    def _term(self, found: Found) -> Span:
        """The years of 本届政府: those under review, five where only one is."""
        last = self._years.review
        return self._years.review_start or (last - _FIVE + 1 if last else None), last

    def _bare_five(self, found: Found) -> Span:
        """The years of a bare 五年: those of the five-year plan spoken of, else those under review or planned."""
        return self._cycle_spoken_of(found.start) or self._planned or self._five(found.start)

    def _five(self, at: int) -> Span:
        """The five years under review, and in the plan of a report on five years the next."""
        years = self._years
        planned = self._turn is not None and at >= self._turn and not self._text.startswith("五年多", at)
        if planned and years.review_start and years.plan:
            return years.plan, years.plan + _FIVE - 1
        return years.review_start, years.review

    def _cycle_spoken_of(self, at: int) -> tuple[int, int] | None:
        """The five-year plan named before in the paragraph, which 五年 behind it goes on about."""
        if self._cycle is None or self._text.find("\n", self._cycle[0], at) >= 0:
            return None
        return self._cycle[1]

    def _ahead(self, found: Found) -> Span:
        """The years of 五年内: those of the five-year plan spoken of or under review, else the next so many."""
        length = small_number(found.groups["n"])
        for named in (self._cycle_spoken_of(found.start), self._planned):
            if named is not None and named[1] - named[0] == length - 1:
                return named
        years = self._years
        reviewed = years.review is not None and years.review_start == years.review - length + 1
        if reviewed and self._turn is not None and found.start < self._turn:
            return years.review_start, years.review
        return years.plan, years.plan + length - 1 if years.plan else None

    def _tally(self, found: Found) -> Span:
        """The years that 两年平均 sums up: so many up to the year named before in the sentence, else to the last."""
        length = small_number(found.groups["n"])
        before, end = self._before, self._years.review
        if before is not None and before[1] is not None and self._text.find("。", before[0], found.start) < 0:
            end = before[1]
        elif self._planned is not None and self._planned[1] - self._planned[0] == length - 1:
            return self._planned
        elif length == _FIVE and self._years.review_start:
            return self._five(found.start)
        return (end - length + 1 if end else None), end

    def _first(self, found: Found) -> Span:
        """The years of 前三年: the first of the five-year plan under way, else those before this one."""
        length, last = small_number(found.groups["n"]), self._years.review
        if last is None:
            return None, None
        start = cycle_of(last)
        return (start, start + length - 1) if start + length - 1 <= last else (last - length + 1, last)


def cycle(ordinal: str) -> tuple[int, int]:
    """The years of a five-year plan, by its ordinal.

    >>> cycle("一"), cycle("六"), cycle("十四")
    ((1953, 1957), (1981, 1985), (2021, 2025))
    """
    number = small_number(ordinal)
    # The first two plans ran from 1953 and 1958, the third began after three years of adjustment, in 1966.
    start = 1953 + 5 * (number - 1) if number < 3 else 1966 + 5 * (number - 3)
    return start, start + 4


def cycle_of(year: int) -> int:
    """The first year of the five-year plan that a year falls into.

    >>> cycle_of(1956), cycle_of(2024)
    (1953, 2021)
    """
    first = 1953 if year < 1966 else 1966
    return year - (year - first) % 5


def plan_reported(doc: Document, titled: Sequence[str], named: Iterable[str]) -> tuple[int, int] | None:
    """The years of the five-year plan that a report is about: its title names it, or its text again and again.

    `titled` and `named` are the ordinals of the plans that the title and the text name in full.
    """
    if titled:
        return cycle(titled[0])
    most = Counter(named).most_common(1) if doc.plan_starts_at is None else []
    return cycle(most[0][0]) if most and most[0][1] * _PLAN_REPORT >= len(doc.text) else None


def span_planned(doc: Document, times: Iterable[Time]) -> tuple[int, int] | None:
    """The years that a plan is for that names a span again and again, and twice as often as this year: 今后五年."""
    turn, this = doc.plan_starts_at, Years.of(doc).plan
    if turn is None or this is None:
        return None
    named = Counter(
        (t.start_year, t.end_year) for t in times if t.start >= turn and t.start_year == this and t.end_year
    )
    yearly = named.pop((this, this), 0)
    (span, count), *_ = named.most_common(1) or [((this, this), 0)]
    return (this, span[1]) if span[1] and count >= _OFTEN and count >= 2 * yearly else None
