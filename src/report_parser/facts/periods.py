"""Periods: which year or span of years a number speaks of.

A time word governs what follows it in its sentence (2023年…, 五年来…); without one a fact is of the year
that its kind implies: the year under review for achievements, the year planned for commitments. The
report's own years are an argument, so 去年 means what it meant when the report was given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Literal

import regex

from report_parser.digits import YEAR, year_of
from report_parser.document import Basis, Document, Kind, Period, Role
from report_parser.numbers.numerals import read_numeral
from report_parser.rules import Rules
from report_parser.times.grammar import Anchor, TimeWords
from report_parser.words.patterns import any_of

# How far into a paragraph a time word still speaks for all of it: 五年来，…
_OPENING = 14
_OPENING_OF_SENTENCE = 4
_OPENING_OF_CLAUSE = 6
# How far before a clause a time word that opens it may begin: “六五”期间，|投资总额达到….
_OPENS_CLAUSE = 8
# The year that a change is measured from, which counts as its first (1986年同1978年相比 is 1978-1986 in the reference
# answers); 比上年 is no such year.
_BASE = regex.compile(
    rf"(?:比|较|由|从)(?P<base>{YEAR})年(?![—\-~至到－–])|(?:同|与|和)(?:[^，。；\n]{{2,14}}的)?(?P<base>{YEAR})年(?=相比|比较)"
    r"|(?:比|较|同|与)(?:去年|上年|上一年|前一年|同期)|同比"
)
# Openings of sentences that speak of the same time as the sentence before: 其中, 已建成的主要有.
_CONTINUES = regex.compile(r"\s*(?:其中|已经?\p{Han}{2,4}的\p{Han}{0,4}有)")
# What may stand before a time word that opens a paragraph.
_AT_HEAD = regex.compile(r"[\s\p{P}]*(?:[在到从自]|其中|刚刚)?")
# A first part of the year, which a report given in that year may already look back on: 今年一季度.
_PART_OF_YEAR = regex.compile(
    rf"(?:今年|本年|{YEAR}年)的?(?:第?[一二三]季度|上半年|[头前][\d一二三四五六七八九十]|[1一](?:月|[到至—-]+[\d一二三四五六七八九十]+月))"
)
# 连续 8 年稳定在 1300 亿斤 runs over those years.
_ROW_OF_YEARS = regex.compile(r"连续(?P<years>[两二三四五六七八九十]{1,3}|\d{1,2})年")
# A year at the head of a sentence.
_OPENING_YEAR = regex.compile(rf"(?:^|[。\n])\s*{YEAR}年$")
# What stands behind a number that a plan builds on: 增长13%|的基础上.
_BUILT_ON = regex.compile(r"[^，。；、]{1,12}?的(?:基础|水平|基数)上")
_BASIS = regex.compile(
    r"(?P<average>年均|平均每年|年平均|每年平均)|(?P<cumulative>累计|总共|[年中内来]共|[两三四五]年(?:合计|为))|(?P<every>每年)|(?P<yoy>同比|比上年|较上年|比去年|比前一年|比上一年)"
)


Tense = Literal["past", "ahead", "beyond", "open"]
"""Where the time word that governs a clause stands to the year planned: before, at, after it, or there is none."""

Count = Literal["done", "state", "open"]
"""What a level counts: something done (改造 2600 万套), a state (提高到 58.5%), or neither is clear."""


class Timeline:
    """The time words of a document, in order, each with the years it means."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        # A count of what was done is over the span (改造 2600 万套), a state is of its end (达到 58.5%).
        self._flow = regex.compile(any_of(rules.facts.flow))
        self._now = regex.compile(any_of(rules.facts.now))
        self._text = doc.text
        words = TimeWords(doc)
        self._years, self._anchors, self.planned = words.years, words.anchors, words.planned
        self._starts = [anchor.at for anchor in self._anchors]
        self._ahead_of_plan = words.span_planned

    def period(
        self,
        at: int,
        *,
        clause_start: int,
        sentence_start: int,
        paragraph_start: int,
        heading_start: int | None,
        kind: Kind,
        role: Role,
        count: Count,
    ) -> Period:
        """The period of a number at offset `at`, in a clause, a sentence and so on that start where they do.

        A change runs over the span that a time word names, and so does the count of something done; a state is of
        the span's last year.
        """
        clause = self._text[clause_start:at]
        basis = _basis(clause, role)
        anchor = self._governing(at, sentence_start, paragraph_start, heading_start)
        if anchor is None and kind == "achievement":
            anchor = self._told_before(sentence_start, paragraph_start)
        changes = role in ("change_rate", "change_amount")
        adds_up = count == "done" or (
            count == "open" and (basis == "cumulative" or self._flow.search(clause) is not None)
        )
        if kind != "achievement" and not (anchor and anchor.at >= clause_start) and self._is_past_row(clause, at):
            start = end = self._years.review
        elif anchor is None or anchor.start is None:
            start, end = self._default(kind)
            if not (changes or adds_up):
                start = end
            elif kind == "achievement" and self._years.review_start and (adds_up and role != "change_rate"):
                start = self._years.review_start
        else:
            start, end = anchor.start, anchor.end
            runs = (
                changes
                or adds_up
                or basis == "annual_average"
                or (role == "level" and self._sums_up(anchor, clause_start, sentence_start, at, count))
            )
            carried = anchor.at < clause_start and not anchor.ranged
            if not runs and (count == "state" or carried):
                start = end
        if start == end and end is not None:
            start = self._first_year(end, clause, kind, role, basis, sentence_start, at)
        elif changes and start is not None:
            told = anchor.stop if anchor is not None and anchor.at > sentence_start else sentence_start
            base = self._base(told, at)
            start = base if base is not None and base < start - 1 else start
        elif not changes and kind != "commitment" and self._is_now(clause, anchor, clause_start):
            start = end
        return Period(start, end, basis)

    def _told_before(self, sentence_start: int, paragraph_start: int) -> Anchor | None:
        """The year that opened a sentence before in the paragraph, with which this sentence goes on.

        1979年农业总产值增长8%。粮食产量3.3亿吨。 is 1979 in a review of one year; one of five comes back to all.
        """
        review = self._years.review
        named = self._anchors[bisect_left(self._starts, paragraph_start) : bisect_left(self._starts, sentence_start)]
        if review is None or self._years.review_start is not None or not named:
            return None
        last = named[-1]
        year = _OPENING_YEAR.search(self._text, max(0, last.at - _OPENING_OF_SENTENCE), last.stop)
        return last if year is not None and last.start == last.end in (review - 1, review) else None

    def _is_past_row(self, clause: str, at: int) -> bool:
        """Whether years in a row that a plan speaks of are over: 在连续两年增长13%的基础上, 已连续三年增长11%."""
        row = _ROW_OF_YEARS.search(clause)
        return row is not None and ("已" in clause[: row.start()] or _BUILT_ON.match(self._text, at) is not None)

    def _is_now(self, clause: str, anchor: Anchor | None, clause_start: int) -> bool:
        """Whether a clause says that its number is that of now; 五年间为改造现有企业而引进的设备 does not."""
        now = self._now.search(clause)
        return now is not None and not (anchor is not None and 0 <= anchor.at - clause_start < now.start())

    def _sums_up(self, anchor: Anchor, clause_start: int, sentence_start: int, at: int, count: Count) -> bool:
        """Whether a level counts over all of a span, though its own clause does not say so.

        “六五”期间，投资总额达到 5300 亿元 sums up, whatever its verb; a list goes on with what was counted over the
        span: 五年共培养本科生 687 万人，研究生 17.5 万人.
        """
        if _basis(self._text[clause_start:at], "level") == "cumulative":
            return True
        if clause_start - anchor.at <= _OPENS_CLAUSE:
            return self._flow.search(self._text, anchor.at, at) is not None
        told = self._text[max(anchor.at, self._scope(sentence_start)) : at]
        return count == "open" and (self._flow.search(told) is not None or _basis(told, "level") == "cumulative")

    def _first_year(
        self, end: int, clause: str, kind: Kind, role: Role, basis: Basis | None, sentence_start: int, at: int
    ) -> int:
        """The first year of a number whose time word names but one, `end`: a change runs from its base year."""
        if role in ("change_rate", "change_amount"):
            base = self._base(sentence_start, at)
            planned = self.planned if self.planned is not None and end == self.planned[1] else None
            if planned is not None and base in (None, planned[0] - 1) and (base is not None or kind == "commitment"):
                return planned[0]
            if base is not None and base < end - 1:
                return base
        years = self._years
        if basis == "annual_average" and end == years.review and years.review_start:
            return years.review_start
        averaged = basis == "annual_average" and role != "level" and kind == "commitment"
        if averaged and years.plan is not None and end > years.plan:
            return years.plan  # 到本世纪末达到5000亿公斤，平均每年增产80亿公斤
        row = _ROW_OF_YEARS.search(clause)
        length = read_numeral(row["years"]) if row is not None else None
        return end - int(length.low) + 1 if length is not None and role != "rank" else end

    def _carried_on(self, sentence_start: int) -> Anchor | None:
        """The time word of the sentence before, where a sentence goes on with it: 其中, 已建成的主要有."""
        since = self._scope(sentence_start)
        named = self._anchors[bisect_left(self._starts, since) : bisect_left(self._starts, sentence_start)]
        return next((anchor for anchor in reversed(named) if not anchor.against), None)

    def _base(self, sentence_start: int, at: int) -> int | None:
        """The year that a change at `at` is measured from: the nearest before it that its sentence compares with."""
        compared = [found["base"] for found in _BASE.finditer(self._text, self._scope(sentence_start), at)]
        return year_of(compared[-1]) if compared and compared[-1] else None

    def _scope(self, sentence_start: int) -> int:
        """Where the time words of a sentence begin: one that opens with 其中 goes on with the one before."""
        if not _CONTINUES.match(self._text, sentence_start):
            return sentence_start
        before = self._text.rfind("。", 0, sentence_start - 1)
        return max(self._text.rfind("\n", 0, sentence_start), before) + 1

    def tense(self, start: int, end: int, sentence_start: int) -> Tense:
        """Whether the time word that opens a clause, or its sentence before it, names time past or time ahead.

        去年冶金工业结束了徘徊局面 -> past; 1957年的收入将增长 in the report that plans 1957 -> ahead.
        """
        anchor = self._nearest(min(end, start + _OPENING_OF_CLAUSE), start)
        if anchor is None:
            anchor = self._nearest(start, sentence_start) or self._carried_on(sentence_start)
        plan = self._years.plan
        if anchor is None or anchor.end is None or plan is None:
            return "open"
        if anchor.end > plan:
            return "beyond"
        if anchor.end < plan:
            return "past"
        if anchor.start is not None and anchor.start < plan:
            return "open"
        # 今年第一季度 may be over when the report is given.
        return "open" if _PART_OF_YEAR.match(self._text, anchor.at) else "ahead"

    def _governing(
        self, at: int, sentence_start: int, paragraph_start: int, heading_start: int | None
    ) -> Anchor | None:
        """The time word that governs offset `at`.

        It is the nearest before it up to a semicolon; then a span named anywhere before it in the sentence; then
        the word that opens the sentence, the paragraph or the heading.
        """
        anchor = self._nearest(at, max(sentence_start, self._text.rfind("；", sentence_start, at)))
        if anchor is not None and anchor.start is not None:
            return anchor
        anchor = self._nearest(at, sentence_start) or self._carried_on(sentence_start)
        if anchor is not None and anchor.start is not None:
            return anchor
        anchor = self._nearest(sentence_start + _OPENING_OF_SENTENCE, sentence_start)
        if anchor is not None and anchor.at < at and anchor.start is not None:
            return anchor
        anchor = self._topic(paragraph_start, at)
        if anchor is not None and anchor.start is not None:
            return anchor
        anchor = self._nearest(heading_start + _OPENING, heading_start) if heading_start is not None else None
        # A heading that names one year says no more than the kind does, and headings can lie.
        return anchor if anchor is not None and anchor.start != anchor.end else None

    def _topic(self, paragraph_start: int, at: int) -> Anchor | None:
        """The time that a paragraph is about, told at its head or in a phrase of its own in its first sentence.

        这里要指出的是，在刚刚过去的1987年，… is about 1987 to its end; 农民收入，1982年为270元，1987年为463元。 goes
        from year to year and leaves the sentences behind it to what they say.
        """
        first_end = self._text.find("。", paragraph_start + _OPENING, at)
        if first_end < 0:
            first_end = at
        named = self._anchors[bisect_left(self._starts, paragraph_start) : bisect_left(self._starts, first_end)]
        opening = [anchor for anchor in named if anchor.at <= paragraph_start + _OPENING]
        if not opening:
            return next((a for a in named if a.start == a.end and self._text.startswith("，", a.stop)), None)
        last = opening[-1]
        if last.start != last.end or _AT_HEAD.fullmatch(self._text, paragraph_start, last.at):
            return last
        return None if any(a.start == a.end != last.end for a in named) else last

    def _nearest(self, at: int, since: int) -> Anchor | None:
        index = bisect_right(self._starts, at) - 1
        if index < 0 or self._anchors[index].at < since:
            return None
        return self._anchors[index]

    def _default(self, kind: Kind) -> tuple[int | None, int | None]:
        match kind:
            case "achievement":
                return self._years.review, self._years.review
            case "commitment":
                return self.planned or self._ahead_of_plan or (self._years.plan, self._years.plan)
            case _:
                return None, None


def _basis(clause: str, role: Role) -> Basis | None:
    found = _BASIS.search(clause)
    if found is None:
        return None
    match found.lastgroup:
        case "average":
            return "annual_average"
        case "every":
            return "annual_average" if role in ("change_rate", "change_amount") else None
        case "cumulative":
            return "cumulative"
        case _:
            return "year_on_year" if role in ("change_rate", "change_amount") else None
