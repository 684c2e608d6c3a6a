"""Periods: which year or span of years a number speaks of.

A time word governs what follows it in its sentence (2023年…, 五年来…); without one a fact is of the year
that its kind implies: the year under review for achievements, the year planned for commitments. The
report's own years are an argument, so 去年 means what it meant when the report was given.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import regex

from report_parser.digits import YEAR, year_of
from report_parser.document import Basis, Document, Kind, Period, Role, Time
from report_parser.numbers.numerals import read_numeral
from report_parser.rules import Rules
from report_parser.times.timeline import Timeline
from report_parser.times.years import Span, span_planned
from report_parser.words.patterns import any_of

# How far into a paragraph a time word still speaks for all of it: 五年来，…
_OPENING = 14
_OPENING_OF_SENTENCE = 4
# How far before a clause a time word that opens it may begin: “六五”期间，|投资总额达到….
_OPENS_CLAUSE = 8
# The year that a change is measured from, which counts as its first (1986年同1978年相比 is 1978-1986 in the reference
# answers); 比上年 is no such year.
_BASE = regex.compile(
    rf"(?:比|较|由|从)(?P<base>{YEAR})年(?![—\-~至到－–])|(?:同|与|和)(?:[^，。；\n]{{2,14}}的)?(?P<base>{YEAR})年(?=相比|比较)"
    r"|(?:比|较|同|与)(?:去年|上年|上一年|前一年|同期)|同比"
)
# What may stand before a time word that opens a paragraph.
_AT_HEAD = regex.compile(r"[\s\p{P}]*(?:[在到从自]|其中|刚刚)?")
# 连续 8 年稳定在 1300 亿斤 runs over those years.
_ROW_OF_YEARS = regex.compile(r"连续(?P<years>[两二三四五六七八九十]{1,3}|\d{1,2})年")
# A year at the head of a sentence.
_OPENING_YEAR = regex.compile(rf"(?:^|[。\n])\s*{YEAR}年$")
# What stands behind a number that a plan builds on: 增长13%|的基础上.
_BUILT_ON = regex.compile(r"[^，。；、]{1,12}?的(?:基础|水平|基数)上")
_BASIS = regex.compile(
    r"(?P<average>年均|平均每年|年平均|每年平均)|(?P<cumulative>累计|总共|[年中内来]共|[两三四五]年(?:合计|为))|(?P<every>每年)|(?P<yoy>同比|比上年|较上年|比去年|比前一年|比上一年)"
)


Count = Literal["done", "state", "open"]
"""What a level counts: something done (改造 2600 万套), a state (提高到 58.5%), or neither is clear."""


# Each rule of a period with what a report of 2024 says where it gives that of the last number, or moves its first year.
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("time before", "2021年，粮食产量3万吨。"),
    ("sentence", "2021年，粮食产量3万吨；蔬菜产量5万吨。"),
    ("paragraph", "五年来，城市面貌改变。新建公园3个。"),
    ("heading", "一、过去五年工作回顾\n新建公园3个。"),
    ("sentence before", "农业生产条件有了很大的改善和进步。2022年农业总产值增长8%。粮食产量3万吨。"),
    ("years over", "一、2023年工作回顾\n建成学校。\n二、2024年工作安排\n要在连续两年增长13%的基础上再上台阶。"),
    ("kind", "粮食产量3万吨。"),
    ("last year", "五年来，城镇化率提高到58%。"),
    ("base year", "2023年粮食产量比2018年增长8%。"),
    ("five-year plan", "关于第十四个五年计划的报告\n到2025年，粮食产量将增长8%。"),
    ("average", "到2030年粮食产量平均每年增长8%。"),
    ("years in a row", "粮食产量连续五年稳定在3万吨。"),
    ("now", "五年来，新建公园10个，现有公园3个。"),
)


class _Place(NamedTuple):
    """Where a number stands, and what it is said to be."""

    at: int
    clause: str
    clause_start: int
    sentence_start: int
    kind: Kind
    role: Role
    counts: Count
    basis: Basis | None

    @property
    def changes(self) -> bool:
        """Whether the number tells a change."""
        return self.role in ("change_rate", "change_amount")


class Periods:
    """The periods of a document's numbers."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        # A count of what was done is over the span (改造 2600 万套), a state is of its end (达到 58.5%).
        self._flow = regex.compile(any_of(rules.facts.flow))
        self._now = regex.compile(any_of(rules.facts.now))
        self._text = doc.text
        self._line = Timeline(doc)
        self._years = self._line.years
        self._planned = doc.plan_reported
        self._ahead_of_plan = span_planned(doc, self._line.times)

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
        place = _Place(at, clause, clause_start, sentence_start, kind, role, count, basis)
        rule, time = self._governing(at, sentence_start, paragraph_start, heading_start)
        if time is None and kind == "achievement":
            rule, time = "sentence before", self._told_before(sentence_start, paragraph_start)
        own = time is not None and time.start >= clause_start
        if kind != "achievement" and not own and self._is_past_row(clause, at):
            rule, time, span = "years over", None, (self._years.review, self._years.review)
        elif time is None or time.start_year is None:
            rule, time, span = "kind", None, self._implied(place)
        else:
            span = self._span(place, time)
        start, end, changed = self._started(place, time, span)
        last = time is not None and time.start_year != time.end_year and span[0] == span[1]
        rules = [rule, *(["last year"] if last else []), *([changed] if changed else [])]
        return Period(start, end, basis, ", ".join(rules), (0, 0) if time is None else (time.start, time.stop))

    def _started(self, place: _Place, time: Time | None, span: Span) -> tuple[int | None, int | None, str]:
        """A span with its first year as the number has it, and the rule that moved that; "" where none did."""
        start, end = span
        first, rule = start, ""
        if start == end and end is not None:
            first, rule = self._first_year(end, place)
        elif place.changes and start is not None:
            told = time.end if time is not None and time.start > place.sentence_start else place.sentence_start
            base = self._base(told, place.at)
            first, rule = (base, "base year") if base is not None and base < start - 1 else (start, "")
        elif not place.changes and place.kind != "commitment" and self._is_now(place.clause, time, place.clause_start):
            first, rule = end, "now"
        return first, end, rule if first != start else ""

    def _span(self, place: _Place, time: Time) -> Span:
        """The years of a number that `time` governs."""
        adds_up = self._adds_up(place)
        start, end = time.start_year, time.end_year
        runs = place.changes or adds_up or place.basis == "annual_average"
        runs = runs or (place.role == "level" and self._sums_up(time, place))
        carried = time.start < place.clause_start and not time.ranged
        return (end, end) if not runs and (place.counts == "state" or carried) else (start, end)

    def _adds_up(self, place: _Place) -> bool:
        """Whether a number counts what was done over a time: 五年新建 100 所."""
        flows = place.basis == "cumulative" or self._flow.search(place.clause) is not None
        return place.counts == "done" or (place.counts == "open" and flows)

    def _implied(self, place: _Place) -> Span:
        """The years of a number that no time word governs: those that its kind implies."""
        adds_up = self._adds_up(place)
        start, end = self._default(place.kind)
        if not (place.changes or adds_up):
            return end, end
        several = place.kind == "achievement" and self._years.review_start and adds_up
        return (self._years.review_start if several and place.role != "change_rate" else start), end

    def _told_before(self, sentence_start: int, paragraph_start: int) -> Time | None:
        """The year that opened a sentence before in the paragraph, with which this sentence goes on.

        1979年农业总产值增长8%。粮食产量3.3亿吨。 is 1979 in a review of one year; one of five comes back to all.
        """
        review = self._years.review
        named = self._line.between(paragraph_start, sentence_start)
        if review is None or self._years.review_start is not None or not named:
            return None
        last = named[-1]
        year = _OPENING_YEAR.search(self._text, max(0, last.start - _OPENING_OF_SENTENCE), last.end)
        return last if year is not None and last.start_year == last.end_year in (review - 1, review) else None

    def _is_past_row(self, clause: str, at: int) -> bool:
        """Whether years in a row that a plan speaks of are over: 在连续两年增长13%的基础上, 已连续三年增长11%."""
        row = _ROW_OF_YEARS.search(clause)
        return row is not None and ("已" in clause[: row.start()] or _BUILT_ON.match(self._text, at) is not None)

    def _is_now(self, clause: str, anchor: Time | None, clause_start: int) -> bool:
        """Whether a clause says that its number is that of now; 五年间为改造现有企业而引进的设备 does not."""
        now = self._now.search(clause)
        return now is not None and not (anchor is not None and 0 <= anchor.start - clause_start < now.start())

    def _sums_up(self, time: Time, place: _Place) -> bool:
        """Whether a level counts over all of a span, though its own clause does not say so.

        “六五”期间，投资总额达到 5300 亿元 sums up, whatever its verb; a list goes on with what was counted over the
        span: 五年共培养本科生 687 万人，研究生 17.5 万人.
        """
        if _basis(place.clause, "level") == "cumulative":
            return True
        if place.clause_start - time.start <= _OPENS_CLAUSE:
            return self._flow.search(self._text, time.start, place.at) is not None
        told = self._text[max(time.start, self._line.scope(place.sentence_start)) : place.at]
        return place.counts == "open" and (self._flow.search(told) is not None or _basis(told, "level") == "cumulative")

    def _first_year(self, end: int, place: _Place) -> tuple[int, str]:
        """The first year of a number whose time word names but one, `end`, and the rule that says so."""
        changed = self._changed_since(end, place) if place.changes else None
        if changed is not None:
            return changed
        years = self._years
        if place.basis == "annual_average" and end == years.review and years.review_start:
            return years.review_start, "average"
        averaged = place.basis == "annual_average" and place.role != "level" and place.kind == "commitment"
        if averaged and years.plan is not None and end > years.plan:
            return years.plan, "average"  # 到本世纪末达到5000亿公斤，平均每年增产80亿公斤
        row = _ROW_OF_YEARS.search(place.clause)
        length = read_numeral(row["years"]) if row is not None else None
        return (end - int(length.low) + 1 if length is not None and place.role != "rank" else end), "years in a row"

    def _changed_since(self, end: int, place: _Place) -> tuple[int, str] | None:
        """The first year of a change up to `end`: of the five-year plan reported, or the year it is measured from."""
        base = self._base(place.sentence_start, place.at)
        planned = self._planned if self._planned is not None and end == self._planned[1] else None
        told = base is not None or place.kind == "commitment"
        if planned is not None and base in (None, planned[0] - 1) and told:
            return planned[0], "five-year plan"
        return (base, "base year") if base is not None and base < end - 1 else None

    def _base(self, sentence_start: int, at: int) -> int | None:
        """The year that a change at `at` is measured from: the nearest before it that its sentence compares with."""
        compared = [found["base"] for found in _BASE.finditer(self._text, self._line.scope(sentence_start), at)]
        return year_of(compared[-1]) if compared and compared[-1] else None

    def _governing(
        self, at: int, sentence_start: int, paragraph_start: int, heading_start: int | None
    ) -> tuple[str, Time | None]:
        """The time word that governs offset `at`, and the rule by which it does.

        It is the nearest before it up to a semicolon; then a span named anywhere before it in the sentence; then
        the word that opens the sentence, the paragraph or the heading.
        """
        anchor = self._line.nearest(at, max(sentence_start, self._text.rfind("；", sentence_start, at)))
        if anchor is not None and anchor.start_year is not None:
            return "time before", anchor
        anchor = self._line.nearest(at, sentence_start) or self._line.carried_on(sentence_start)
        if anchor is not None and anchor.start_year is not None:
            return "sentence", anchor
        anchor = self._line.nearest(sentence_start + _OPENING_OF_SENTENCE, sentence_start)
        if anchor is not None and anchor.start < at and anchor.start_year is not None:
            return "sentence", anchor
        anchor = self._topic(paragraph_start, at)
        if anchor is not None and anchor.start_year is not None:
            return "paragraph", anchor
        anchor = self._line.nearest(heading_start + _OPENING, heading_start) if heading_start is not None else None
        # A heading that names one year says no more than the kind does, and headings can lie.
        return "heading", anchor if anchor is not None and anchor.start_year != anchor.end_year else None

    def _topic(self, paragraph_start: int, at: int) -> Time | None:
        """The time that a paragraph is about, told at its head or in a phrase of its own in its first sentence.

        这里要指出的是，在刚刚过去的1987年，… is about 1987 to its end; 农民收入，1982年为270元，1987年为463元。 goes
        from year to year and leaves the sentences behind it to what they say.
        """
        first_end = self._text.find("。", paragraph_start + _OPENING, at)
        if first_end < 0:
            first_end = at
        named = self._line.between(paragraph_start, first_end)
        opening = [anchor for anchor in named if anchor.start <= paragraph_start + _OPENING]
        if not opening:
            return next((a for a in named if a.start_year == a.end_year and self._text.startswith("，", a.end)), None)
        last = opening[-1]
        if last.start_year != last.end_year or _AT_HEAD.fullmatch(self._text, paragraph_start, last.start):
            return last
        return None if any(a.start_year == a.end_year != last.end_year for a in named) else last

    def _default(self, kind: Kind) -> Span:
        match kind:
            case "achievement":
                return self._years.review, self._years.review
            case "commitment":
                return self._planned or self._ahead_of_plan or (self._years.plan, self._years.plan)
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
