"""The times of a document by position: which time word governs a place, how it stands to the plan, what falls due."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal

import regex

from report_parser.document import Document, Time
from report_parser.times.years import Years

Tense = Literal["past", "ahead", "beyond", "open"]
"""Where the time word that governs a clause stands to the year planned: before, at, after it, or there is none."""

# How far into a clause a time word still speaks for all of it.
_OPENING_OF_CLAUSE = 6
# Openings of sentences that speak of the same time as the sentence before: 其中, 已建成的主要有.
_CONTINUES = regex.compile(r"\s*(?:其中|已经?\p{Han}{2,4}的\p{Han}{0,4}有)")
# Parts of the year that may be over when a report of that year is given: 今年一季度.
_MAY_BE_OVER = ("first months", "first quarters", "quarter", "first half")
_DECEMBER = 12


class Timeline:
    """The time words of a document that govern what follows them, in order."""

    def __init__(self, doc: Document) -> None:
        self.years = Years.of(doc)
        self.times: Sequence[Time] = [time for time in doc.times if time.governs]
        self._text = doc.text
        self._starts = [time.start for time in self.times]
        self._due = [time for time in doc.times if time.due and not time.reference]
        self._due_starts = [time.start for time in self._due]

    def between(self, start: int, end: int) -> Sequence[Time]:
        """The times that begin in `start`..`end`."""
        return self.times[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def nearest(self, at: int, since: int) -> Time | None:
        """The last time that begins at `at` or before it, and not before `since`."""
        index = bisect_right(self._starts, at) - 1
        return self.times[index] if index >= 0 and self.times[index].start >= since else None

    def scope(self, sentence_start: int) -> int:
        """Where the times of a sentence begin: one that opens with 其中 goes on with the one before."""
        if not _CONTINUES.match(self._text, sentence_start):
            return sentence_start
        before = self._text.rfind("。", 0, sentence_start - 1)
        return max(self._text.rfind("\n", 0, sentence_start), before) + 1

    def carried_on(self, sentence_start: int) -> Time | None:
        """The time of the sentence before, where a sentence goes on with it: 其中, 已建成的主要有."""
        named = self.between(self.scope(sentence_start), sentence_start)
        return next((time for time in reversed(named) if not time.against), None)

    def tense(self, start: int, end: int, sentence_start: int) -> Tense:
        """Whether the time word that opens a clause, or its sentence before it, names time past or time ahead.

        去年冶金工业结束了徘徊局面 -> past; 1957年的收入将增长 in the report that plans 1957 -> ahead.
        """
        time = self.nearest(min(end, start + _OPENING_OF_CLAUSE), start)
        if time is None:
            time = self.nearest(start, sentence_start) or self.carried_on(sentence_start)
        plan = self.years.plan
        if time is None or time.end_year is None or plan is None:
            return "open"
        if time.end_year != plan:
            return "beyond" if time.end_year > plan else "past"
        if time.start_year is not None and time.start_year < plan:
            return "open"
        over = time.part in _MAY_BE_OVER and time.month != _DECEMBER
        return "open" if over else "ahead"

    def deadline(self, start: int, end: int) -> str | None:
        """When a promise in `start`..`end` falls due, in no past year, as fine as it says: 2027年6月底前 -> 2027-06."""
        plan = self.years.plan
        first = bisect_left(self._due_starts, start)
        for time in self._due[first : bisect_left(self._due_starts, end)]:
            if time.end <= end and time.end_year is not None and (plan is None or time.end_year >= plan):
                return _day(time)
        return None


def _day(time: Time) -> str:
    """The last year, month and day that a time names, as far as it names them: 年底前 -> 2024, 6月底前 -> 2024-06."""
    written = f"{time.end_year:04}"
    if time.month is not None:
        written += f"-{time.month:02}"
        if time.day is not None:
            written += f"-{time.day:02}"
    return written
