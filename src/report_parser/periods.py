"""Periods: which year or span of years a number speaks of.

A time word governs what follows it in its sentence (2023年…, 五年来…); without one a fact is of the year
that its kind implies: the year under review for achievements, the year planned for commitments. The
report's own years are an argument, so 去年 means what it meant when the report was given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from report_parser.document import Basis, Document, Kind, Period, Role
from report_parser.quantities.numerals import read_numeral
from report_parser.quantities.units import one_of
from report_parser.rules import Rules

# How far into a paragraph a time word still speaks for all of it: 五年来，…
_OPENING = 14
_OPENING_OF_SENTENCE = 4
_OPENING_OF_CLAUSE = 6
# How far before a clause a time word that opens it may begin: “六五”期间，|投资总额达到….
_OPENS_CLAUSE = 8
_DIGITS = str.maketrans("零〇○Ｏ一二三四五六七八九", "0000123456789")
_YEAR = r"(?:(?:1[89]|20)\d\d|[一二][零〇○九八][零〇○一二三四五六七八九]{2})"
# A number of years, whole: the 二年 of 十二年 is none.
_LENGTH = r"(?<![一二三四五六七八九十百几多])(?:二?十[一二三四五六七八九]?|[两二三四五六七八九])"
_ANCHOR = regex.compile(
    rf"(?P<from>{_YEAR})年?(?:—|-|~|至|到|－|–)+(?P<to>{_YEAR}年|本世纪末)(?:的?这?{_LENGTH}年[间中内]?)?"
    rf"|(?P<one>{_YEAR})年?[、和](?P<two>{_YEAR})年?这?两年"
    rf"|从现在起?，?[到至](?P<until>{_YEAR}年|本世纪末)(?:的?{_LENGTH}年)?"
    rf"|自?(?P<since>{_YEAR})年(?:[春夏秋冬]季|[上下]半年)?(?:以来|起|开始)"
    rf"|(?P<year>{_YEAR})年"
    r"|第(?P<plan>[一二三四五六七八九十]{1,2})个五年(?:计划)?|“?(?P<cycle>十[一二三四五六]|[一二三四五六七八九])五”?(?:计划)?(?:时期|期间|以来)"
    r"|(?:按照?|根据)[^，。；“]{0,8}“?(?P<cycle>十[一二三四五六]|[一二三四五六七八九])五”?计划"
    rf"|(?P<within>{_LENGTH}|(?<!\d)[2-5])年内|(?P<century>本世纪末)|(?P<tally>[两二三四五])年(?=平均|年均|合计|累计|共)"
    r"|(?<![年以之目])前(?P<first>[两二三四])年"
    rf"|(?:过去|这|近|前)的?(?P<spoken>{_LENGTH})年(?!前)|(?P<came>{_LENGTH})年(?:来|以来|中|间|里)"
    r"|比(?P<ago>[两三四五])年前|(?P<term>本届政府)|(?P<bare>(?<!十)五年)(?!计划|规划|前|后|以|行动|左右|内)"
    rf"|(?:今后|未来)的?(?P<next_span>{_LENGTH}年|几年|一个时期)"
    r"|(?P<this>今年|本年)|(?P<coming>新的一年)|(?P<last>去年|上年)|(?P<past>过去一年|过去的一年|一年来)|(?P<next>明年)|(?P<before_last>前年)"
)
# The year that a change is measured from, which counts as its first (1986年同1978年相比 is 1978-1986 in the reference
# answers); 比上年 is no such year.
_BASE = regex.compile(
    rf"(?:比|较|由|从)(?P<base>{_YEAR})年(?![—\-~至到－–])|(?:同|与|和)(?P<base>{_YEAR})年(?=相比|比较)"
    r"|(?:比|较|同|与)(?:去年|上年|上一年|前一年|同期)|同比"
)
# How many years from the year of the report a word is: 去年, 今年.
_YEARS_AWAY = {"before_last": -2, "last": -1, "this": 0, "next": 1}
# How many years 今后几年 and 未来一个时期 are taken for.
_SOME = 5
# How often a plan names the span of years that it is for.
_OFTEN = 3
_SPOKEN = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
# Years that are a ground to start from or the year of the prices, and no time of their own: 在去年的基础上.
_GROUND = regex.compile(
    r"(?:同期|全年)?(?:的|高)?(?:基数|基础|水平|同期)|的?(?:不变|可比|固定)价|的?价格计算|(?:最后一年)?的?(?:指标|水平)"
    r"|的(?:第[一二三四五]|最后一|头一)年|那样|这样|一样|[^，。；\n]{0,16}的基础上"
)
# Openings of sentences that speak of the same time as the sentence before: 其中, 已建成的主要有.
_CONTINUES = regex.compile(r"\s*(?:其中|已经?\p{Han}{2,4}的\p{Han}{0,4}有)")
# What may stand before a time word that opens a paragraph.
_AT_HEAD = regex.compile(r"[\s\p{P}]*(?:[在到从自]|其中|刚刚)?")
_PLAN = regex.compile("第([一二三四五六七八九十]{1,2})个五年计划")
# A report that names one five-year plan once in so many characters reports on that plan.
_PLAN_REPORT = 1500
# What a year follows that a share or a multiple is of: 分别为1982年的3.4倍.
_OF = regex.compile(r"(?:[为是达]|等于|相当于|达到)$")
_AGAINST = ("高于", "低于", "超过", "多于", "少于", "快于", "慢于", "相当于", "等于")
_COMPARED = regex.compile(rf"(?:比|较)(?:去年|上年|前年|今年|{_YEAR}年)$|(?:同|与|和){_YEAR}年$")
_COMPARED_BEHIND = regex.compile("相比|比较|比")
# A first part of the year, which a report given in that year may already look back on: 今年一季度.
_PART_OF_YEAR = regex.compile(
    rf"(?:今年|本年|{_YEAR}年)的?(?:第?[一二三]季度|上半年|[头前][\d一二三四五六七八九十]|[1一](?:月|[到至—-]+[\d一二三四五六七八九十]+月))"
)
# 连续 8 年稳定在 1300 亿斤 runs over those years.
_ROW_OF_YEARS = regex.compile(r"连续(?P<years>[两二三四五六七八九十]{1,3}|\d{1,2})年")
# What stands behind a number that a plan builds on: 增长13%|的基础上.
_BUILT_ON = regex.compile(r"[^，。；、]{1,12}?的(?:基础|水平|基数)上")
# How far behind the time word of a starting value its number stands: 由1980年的|191元.
_TO_BASELINE = 4
_BASIS = regex.compile(
    r"(?P<average>年均|平均每年|年平均|每年平均)|(?P<cumulative>累计|总共|[年中内来]共|[两三四五]年(?:合计|为))|(?P<every>每年)|(?P<yoy>同比|比上年|较上年|比去年|比前一年|比上一年)"
)


Tense = Literal["past", "ahead", "beyond", "open"]
"""Where the time word that governs a clause stands to the year planned: before, at, after it, or there is none."""

Count = Literal["done", "state", "open"]
"""What a level counts: something done (改造 2600 万套), a state (提高到 58.5%), or neither is clear."""


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


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A time word with its years; `ranged` where it names the first and the last, `cycle` where a five-year plan.

    `against` tells a time that its number is held against: 高于1953年至1980年平均递增2.6%的水平.
    """

    at: int
    stop: int
    start: int | None
    end: int | None
    ranged: bool
    cycle: bool
    against: bool


class Timeline:
    """The time words of a document, in order, each with the years it means."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        # A count of what was done is over the span (改造 2600 万套), a state is of its end (达到 58.5%).
        self._flow = regex.compile(one_of(rules.facts.flow))
        self._now = regex.compile(one_of(rules.facts.now))
        self._years = Years.of(doc)
        self._text = doc.text
        self._turn = doc.plan_starts_at
        self.planned = _planned(doc)
        starting = [numeral.start for numeral in doc.numerals if numeral.type == "baseline"]
        # Shares and multiples, which what they are of stands right before: 为1982年的|3.4倍.
        self._relative = {n.start for n in doc.numerals if n.quantity is not None and n.quantity.unit in ("倍", "%")}
        self._anchors: list[_Anchor] = []
        for match in _ANCHOR.finditer(doc.text):
            if not self._is_reference(match, starting):
                self._anchors.append(self._anchor(match))
        self._starts = [anchor.at for anchor in self._anchors]
        self._ahead_of_plan = self._span_planned()

    def _is_reference(self, match: regex.Match[str], starting: Sequence[int]) -> bool:
        """Whether a time word says only what something is compared with, or where a change starts from."""
        text, end = self._text, match.end()
        compared = _COMPARED.search(text, max(0, match.start() - 2), end)
        if compared and (text[compared.start()] in "比较" or _COMPARED_BEHIND.match(text, end)):
            return True
        if match.lastgroup in ("plan", "cycle") and text[match.start() - 1] in "比较":
            return True
        if text[match.start() - 1] in "由从":
            following = bisect_left(starting, end)
            if following < len(starting) and starting[following] - end <= _TO_BASELINE:
                return True
        if (
            end + 1 in self._relative
            and text[end] == "的"
            and _OF.search(text, max(0, match.start() - 3), match.start())
        ):
            return True
        return _GROUND.match(text, end) is not None

    def _anchor(self, match: regex.Match[str]) -> _Anchor:
        years = self._years
        last = years.review
        start: int | None
        end: int | None
        match match.lastgroup:
            case "to":
                start, end = _number(match["from"]), self._last_of(match["to"])
            case "two":
                start, end = _number(match["one"]), _number(match["two"])
            case "until":
                start, end = years.plan, self._last_of(match["until"])
            case "century":
                start = end = self._last_of(match["century"])
            case "since":
                start, end = _number(match["since"]), last
            case "year":
                start = end = _number(match["year"])
            case "spoken" | "came" | "ago":
                length = _length(match[match.lastgroup])
                start, end = (last - length + 1 if last else None), last
            case "term":
                start, end = (years.review_start or (last - 4 if last else None)), last
            case "plan" | "cycle":
                start, end = _cycle(match[match.lastgroup])
            case "bare":
                start, end = self._cycle_spoken_of(match.start()) or self.planned or (years.review_start, last)
            case "next_span":
                length = _length(match["next_span"][:-1]) or _SOME
                start, end = years.plan, (years.plan + length - 1 if years.plan else None)
            case "past":
                start = end = last
            case "coming":
                start = end = years.plan
            case "within":
                start, end = self._ahead(match.start(), _length(match["within"]))
            case "tally":
                start, end = self._tally(match.start(), _SPOKEN[match["tally"]])
            case "first":
                start, end = self._first(_SPOKEN[match["first"]])
            case _:
                away = _YEARS_AWAY[match.lastgroup or "this"]
                start = end = years.report + away if years.report else None
        return _Anchor(
            *match.span(),
            start,
            end,
            ranged=match.lastgroup in ("to", "two"),
            cycle=match.lastgroup in ("plan", "cycle"),
            against=self._text.endswith(_AGAINST, 0, match.start()),
        )

    def _last_of(self, written: str) -> int | None:
        """The year that a span ends with: 1985年 -> 1985, 本世纪末 -> 2000 in a report of 1988."""
        if not written.startswith("本世纪"):
            return _number(written.removesuffix("年"))
        this = self._years.report
        return None if this is None else (this + 99) // 100 * 100

    def _span_planned(self) -> tuple[int, int] | None:
        """The years that a plan is for that names a span again and again, and twice as often as this year: 今后五年."""
        turn, this = self._turn, self._years.plan
        if turn is None or this is None:
            return None
        named = Counter((a.start, a.end) for a in self._anchors if a.at >= turn and a.start == this and a.end)
        yearly = named.pop((this, this), 0)
        (span, times), *_ = named.most_common(1) or [((this, this), 0)]
        return (this, span[1]) if span[1] and times >= _OFTEN and times >= 2 * yearly else None

    def _cycle_spoken_of(self, at: int) -> tuple[int, int] | None:
        """The five-year plan named before in the paragraph, which 五年 behind it goes on about."""
        since = self._text.rfind("\n", 0, at)
        for anchor in reversed(self._anchors):
            if anchor.at < since:
                return None
            if anchor.cycle and anchor.start is not None and anchor.end is not None:
                return anchor.start, anchor.end
        return None

    def _ahead(self, at: int, length: int) -> tuple[int | None, int | None]:
        """The years that 五年内 means: those of the five-year plan spoken of or under review, else the next so many."""
        spoken = self._cycle_spoken_of(at)
        if spoken is not None and spoken[1] - spoken[0] == length - 1:
            return spoken
        if self.planned is not None and self.planned[1] - self.planned[0] == length - 1:
            return self.planned
        years = self._years
        reviewed = years.review is not None and years.review_start == years.review - length + 1
        if reviewed and self._turn is not None and at < self._turn:
            return years.review_start, years.review
        this = years.plan
        return this, this + length - 1 if this else None

    def _tally(self, at: int, length: int) -> tuple[int | None, int | None]:
        """The years that 两年平均 sums up: so many up to the year named before in the sentence, else to the last."""
        before = self._anchors[-1] if self._anchors else None
        end = self._years.review
        if before is not None and before.end is not None and self._text.find("。", before.at, at) < 0:
            end = before.end
        elif self.planned is not None and self.planned[1] - self.planned[0] == length - 1:
            return self.planned
        return (end - length + 1 if end else None), end

    def _first(self, length: int) -> tuple[int | None, int | None]:
        """The years that 前三年 means: the first of the five-year plan under way, else those before this one."""
        last = self._years.review
        if last is None:
            return None, None
        start = _cycle_of(last)
        return (start, start + length - 1) if start + length - 1 <= last else (last - length + 1, last)

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

    def _is_past_row(self, clause: str, at: int) -> bool:
        """Whether years in a row that a plan speaks of are over: 在连续两年增长13%的基础上, 已连续三年增长11%."""
        row = _ROW_OF_YEARS.search(clause)
        return row is not None and ("已" in clause[: row.start()] or _BUILT_ON.match(self._text, at) is not None)

    def _is_now(self, clause: str, anchor: _Anchor | None, clause_start: int) -> bool:
        """Whether a clause says that its number is that of now; 五年间为改造现有企业而引进的设备 does not."""
        now = self._now.search(clause)
        return now is not None and not (anchor is not None and 0 <= anchor.at - clause_start < now.start())

    def _sums_up(self, anchor: _Anchor, clause_start: int, sentence_start: int, at: int, count: Count) -> bool:
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

    def _carried_on(self, sentence_start: int) -> _Anchor | None:
        """The time word of the sentence before, where a sentence goes on with it: 其中, 已建成的主要有."""
        since = self._scope(sentence_start)
        named = self._anchors[bisect_left(self._starts, since) : bisect_left(self._starts, sentence_start)]
        return next((anchor for anchor in reversed(named) if not anchor.against), None)

    def _base(self, sentence_start: int, at: int) -> int | None:
        """The year that a change at `at` is measured from: the nearest before it that its sentence compares with."""
        compared = [found["base"] for found in _BASE.finditer(self._text, self._scope(sentence_start), at)]
        return _number(compared[-1]) if compared and compared[-1] else None

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
    ) -> _Anchor | None:
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

    def _topic(self, paragraph_start: int, at: int) -> _Anchor | None:
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

    def _nearest(self, at: int, since: int) -> _Anchor | None:
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


def _planned(doc: Document) -> tuple[int, int] | None:
    """The five years that a report on a five-year plan is about: its title names it, or its text again and again."""
    titled = _PLAN.search(doc.masthead.title) if doc.masthead is not None and doc.masthead.title else None
    if titled is not None:
        return _cycle(titled[1])
    named = Counter(_PLAN.findall(doc.text)) if doc.plan_starts_at is None else Counter()
    most = named.most_common(1)
    return _cycle(most[0][0]) if most and most[0][1] * _PLAN_REPORT >= len(doc.text) else None


def _cycle(ordinal: str) -> tuple[int, int]:
    """The years of a five-year plan: 一 -> 1953-1957, 六 -> 1981-1985, 十四 -> 2021-2025."""
    tens, _, ones = ordinal.rpartition("十")
    number = _SPOKEN[ordinal] if ordinal in _SPOKEN else 10 * (_SPOKEN[tens] if tens else 1) + _SPOKEN.get(ones, 0)
    # The first two plans ran from 1953 and 1958, the third began after three years of adjustment, in 1966.
    start = 1953 + 5 * (number - 1) if number < 3 else 1966 + 5 * (number - 3)
    return start, start + 4


def _cycle_of(year: int) -> int:
    """The first year of the five-year plan that a year falls into: 1956 -> 1953, 2024 -> 2021."""
    first = 1953 if year < 1966 else 1966
    return year - (year - first) % 5


def _length(written: str) -> int:
    """How many years a word says: 八 -> 8, 十二 -> 12; 0 where it names no number (几)."""
    if written in _SPOKEN:
        return _SPOKEN[written]
    read = read_numeral(written)
    return int(read.low) if read is not None else 0


def _number(written: str) -> int:
    return int(written.translate(_DIGITS))


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
