"""Periods: which year or span of years a number speaks of.

A time word governs what follows it in its sentence (2023年…, 五年来…); without one a fact is of the year
that its kind implies: the year under review for achievements, the year planned for commitments. The
report's own years are an argument, so 去年 means what it meant when the report was given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple

import regex

from report_parser.digits import YEAR, small_number, year_of
from report_parser.document import Basis, Document, Kind, Period, Role, Time
from report_parser.rules import Rules
from report_parser.times.timeline import Timeline
from report_parser.times.years import Span, span_planned
from report_parser.words.patterns import any_of

# How far into a paragraph a time word still speaks for all of it: 五年来，…
_OPENING = 14
_OPENING_OF_SENTENCE = 4
# How far before a clause a time word that opens it may begin: “六五”期间，|投资总额达到….
_OPENS_CLAUSE = 8
# What may stand before a time word that opens a paragraph.
_AT_HEAD = regex.compile(r"[\s\p{P}]*(?:[在到从自]|其中|刚刚)?")
# A year at the head of a sentence.
_OPENING_YEAR = regex.compile(rf"(?:^|[。\n])\s*{YEAR}年$")
# What stands behind a number that a plan builds on: 增长13%|的基础上.
_BUILT_ON = regex.compile(r"[^，。；、]{1,12}?的(?:基础|水平|基数)上")
_BASIS = regex.compile(
    r"(?P<average>年均|平均每年|年平均|每年平均)|(?P<cumulative>累计|总共|[年中内来]共|[两三四五]年(?:合计|为))|(?P<every>每年)|(?P<yoy>同比|比上年|较上年|比去年|比前一年|比上一年)"
)


Count = Literal["done", "state", "open"]
"""What a level counts: something done (改造 2600 万套), a state (提高到 58.5%), or neither is clear."""


class _Place(NamedTuple):
    """Where a number stands, and what it is said to be."""

    at: int
    clause: str
    clause_start: int
    sentence_start: int
    paragraph_start: int
    heading_start: int | None
    kind: Kind
    role: Role
    counts: Count
    basis: Basis | None

    @property
    def changes(self) -> bool:
        """Whether the number tells a change."""
        return self.role in ("change_rate", "change_amount")


class _Governed(NamedTuple):
    """The time word that governs a number, where one does, and the years that the number has by it."""

    time: Time | None
    start: int | None
    end: int | None


class Governing(NamedTuple):
    """One way for a number to have its years: its name, a report of 2024 whose last number has them so, its reader.

    A reader says None where the way does not hold; the first that does gives the years.
    """

    name: str
    example: str
    read: Callable[[Periods, _Place], _Governed | None]


class Starting(NamedTuple):
    """One way for a number to begin in another year than its time word says: its name, an example, its reader.

    A reader says None where the way does not hold; the first that does gives the first year.
    """

    name: str
    example: str
    read: Callable[[Periods, _Place, _Governed], int | None]


class _Words(NamedTuple):
    """The words of one rule set that tell of periods.

    A count of what was done is over the span (`flow`: 改造 2600 万套), a state is of its end (达到 58.5%).
    """

    flow: re.Pattern[str]
    now: re.Pattern[str]
    row: regex.Pattern[str]
    base: regex.Pattern[str]


@lru_cache(maxsize=8)
def _words(rules: Rules) -> _Words:
    return _Words(
        flow=re.compile(any_of(rules.facts.flow)),
        now=re.compile(any_of(rules.facts.now)),
        row=regex.compile(rules.times.expanded("连续(?P<n>{number})年")),
        base=regex.compile(rules.times.phrases("base")),
    )


class Periods:
    """The periods of a document's numbers."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._flow, self._now, self._row, self._of_base = _words(rules)
        self._text = doc.text
        self._doc = doc
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
        place = _Place(
            at, clause, clause_start, sentence_start, paragraph_start, heading_start, kind, role, count, basis
        )
        rule, governed = self._governed(place)
        time, start, end = governed
        rules = [rule]
        if time is not None and time.start_year != time.end_year and start == end:
            rules.append(LAST_YEAR)
        for way in STARTING:
            first = way.read(self, place, governed)
            if first is not None:
                rules += [way.name] if first != start else []
                start = first
                break
        return Period(start, end, basis, ", ".join(rules), (0, 0) if time is None else (time.start, time.stop))

    def _governed(self, place: _Place) -> tuple[str, _Governed]:
        """The years of a number, and the name of the way that gave them."""
        for way in GOVERNING:
            governed = way.read(self, place)
            if governed is not None:
                return way.name, governed
        raise AssertionError("the last way gives any number its years")

    def column(self, place: _Place) -> _Governed | None:
        """The year at the head of its column, in a table."""
        cell = self._doc.cell_at(place.at)
        return None if cell is None or cell.year is None else _Governed(None, cell.year, cell.year)

    # --- which time word governs a number -------------------------------------------------------------------

    def years_over(self, place: _Place) -> _Governed | None:
        """Years in a row that a plan speaks of and that are over: 在连续两年增长13%的基础上, 已连续三年增长11%."""
        row = self._row.search(place.clause) if place.kind != "achievement" else None
        if row is None or self._by(self._line.nearest(place.at, place.clause_start), place) is not None:
            return None
        over = "已" in place.clause[: row.start()] or _BUILT_ON.match(self._text, place.at) is not None
        return _Governed(None, self._years.review, self._years.review) if over else None

    def time_before(self, place: _Place) -> _Governed | None:
        """The nearest time word before the number, up to a semicolon."""
        since = max(place.sentence_start, self._text.rfind("；", place.sentence_start, place.at))
        return self._by(self._line.nearest(place.at, since), place)

    def sentence(self, place: _Place) -> _Governed | None:
        """The nearest before it in the sentence, or in the one that it goes on with; else what opens the sentence."""
        start = place.sentence_start
        named = self._line.nearest(place.at, start) or self._line.carried_on(start)
        opening = self._line.nearest(min(start + _OPENING_OF_SENTENCE, place.at - 1), start)
        return self._by(named, place) or self._by(opening, place)

    def paragraph(self, place: _Place) -> _Governed | None:
        return self._by(self._topic(place.paragraph_start, place.at), place)

    def heading(self, place: _Place) -> _Governed | None:
        """The span that its heading names; one year says no more than the kind does, and headings can lie."""
        start = place.heading_start
        named = self._line.nearest(start + _OPENING, start) if start is not None else None
        return self._by(named, place) if named is not None and named.start_year != named.end_year else None

    def sentence_before(self, place: _Place) -> _Governed | None:
        told = self._told_before(place.sentence_start, place.paragraph_start) if place.kind == "achievement" else None
        return self._by(told, place)

    def implied(self, place: _Place) -> _Governed:
        """The years that its kind implies."""
        adds_up = self._adds_up(place)
        start, end = self._default(place.kind)
        if not (place.changes or adds_up):
            return _Governed(None, end, end)
        several = place.kind == "achievement" and self._years.review_start and adds_up
        return _Governed(None, self._years.review_start if several and place.role != "change_rate" else start, end)

    def _by(self, time: Time | None, place: _Place) -> _Governed | None:
        """What a time word of known years gives a number."""
        return None if time is None or time.start_year is None else _Governed(time, *self._span(place, time))

    # --- in which year it begins ------------------------------------------------------------------------------

    def plan_reported(self, place: _Place, governed: _Governed) -> int | None:
        """A change up to the last year of the five-year plan reported runs over that plan."""
        if not _is_change_up_to(place, governed) or self._planned is None or governed.end != self._planned[1]:
            return None
        base = self._base(place.sentence_start, place.at)
        told = base is not None or place.kind == "commitment"
        return self._planned[0] if base in (None, self._planned[0] - 1) and told else None

    def base_year(self, place: _Place, governed: _Governed) -> int | None:
        """A change runs from the year that it is measured from."""
        if not place.changes or governed.start is None:
            return None
        time, told = governed.time, place.sentence_start
        if governed.start != governed.end and time is not None and time.start > told:
            told = time.end
        base = self._base(told, place.at)
        return base if base is not None and base < governed.start - 1 else None

    def average(self, place: _Place, governed: _Governed) -> int | None:
        """An average runs over the years under review, or from the year planned to one ahead of it."""
        end = governed.end
        if governed.start != end or end is None or place.basis != "annual_average":
            return None
        if end == self._years.review and self._years.review_start:
            return self._years.review_start
        ahead = self._years.plan is not None and end > self._years.plan  # 到本世纪末平均每年增产80亿公斤
        return self._years.plan if ahead and place.role != "level" and place.kind == "commitment" else None

    def years_in_a_row(self, place: _Place, governed: _Governed) -> int | None:
        row = self._row.search(place.clause) if governed.start == governed.end else None
        if row is None or governed.end is None or place.role == "rank":
            return None
        return governed.end - small_number(row["n"]) + 1

    def as_of_now(self, place: _Place, governed: _Governed) -> int | None:
        """A number that its clause says to be that of now; 五年间为改造现有企业而引进的设备 does not."""
        if governed.start == governed.end or place.changes or place.kind == "commitment":
            return None
        now, time = self._now.search(place.clause), governed.time
        opened = time is not None and now is not None and 0 <= time.start - place.clause_start < now.start()
        return governed.end if now is not None and not opened else None

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

    def _base(self, sentence_start: int, at: int) -> int | None:
        """The year that a change at `at` is measured from: the nearest before it that its sentence compares with.

        It counts as the first of the change: 1986年同1978年相比 is 1978-1986 in the reference answers.
        """
        compared = [found["base"] for found in self._of_base.finditer(self._text, self._line.scope(sentence_start), at)]
        return year_of(compared[-1]) if compared and compared[-1] else None

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


def _is_change_up_to(place: _Place, governed: _Governed) -> bool:
    """Whether a number tells a change for which one year is named, the last."""
    return place.changes and governed.end is not None and governed.start == governed.end


# The span that a time word names, of which a state has the last year.
LAST_YEAR = "last year"

GOVERNING: tuple[Governing, ...] = (
    Governing("column", "一、2023年工作回顾\n指标\t2022年\t2021年\n粮食产量\t4万吨\t3万吨", Periods.column),
    Governing(
        "years over",
        "一、2023年工作回顾\n建成学校。\n二、2024年工作安排\n要在连续两年增长13%的基础上再上台阶。",
        Periods.years_over,
    ),
    Governing("time before", "2021年，粮食产量3万吨。", Periods.time_before),
    Governing("sentence", "2021年，粮食产量3万吨；蔬菜产量5万吨。", Periods.sentence),
    Governing("paragraph", "五年来，城市面貌改变。新建公园3个。", Periods.paragraph),
    Governing("heading", "一、过去五年工作回顾\n新建公园3个。", Periods.heading),
    Governing(
        "sentence before",
        "农业生产条件有了很大的改善和进步。2022年农业总产值增长8%。粮食产量3万吨。",
        Periods.sentence_before,
    ),
    Governing("kind", "粮食产量3万吨。", Periods.implied),
)

STARTING: tuple[Starting, ...] = (
    Starting("five-year plan", "关于第十四个五年计划的报告\n到2025年，粮食产量将增长8%。", Periods.plan_reported),
    Starting("base year", "2023年粮食产量比2018年增长8%。", Periods.base_year),
    Starting("average", "到2030年粮食产量平均每年增长8%。", Periods.average),
    Starting("years in a row", "粮食产量连续五年稳定在3万吨。", Periods.years_in_a_row),
    Starting("now", "五年来，新建公园10个，现有公园3个。", Periods.as_of_now),
)

EXAMPLES: tuple[tuple[str, str], ...] = (
    *((way.name, way.example) for way in GOVERNING),
    (LAST_YEAR, "五年来，城镇化率提高到58%。"),
    *((way.name, way.example) for way in STARTING),
)
"""Each rule of a period with what a report of 2024 says where it gives that of the last number."""
