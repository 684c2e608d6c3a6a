"""Time words: the years that 1978年到1985年, 去年, 五年来 and “六五”期间 mean in a report of a given year."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from report_parser.digits import COUNTING, DIGITS, YEAR, small_number, year_of
from report_parser.document import Document

# A number of years, whole: the 二年 of 十二年 is none.
_LENGTH = r"(?<![一二三四五六七八九十百几多])(?:二?十[一二三四五六七八九]?|[两二三四五六七八九])"
# Only these characters begin a time word; to ask that first saves most of the search.
_FIRST = "(?=[1-5一二三四五六七八九十两第“自从按根过这近前比本今未去上新明])"
_ANCHOR = regex.compile(
    rf"{_FIRST}(?:(?P<from>{YEAR})年?(?:—|-|~|至|到|－|–)+(?P<to>{YEAR}年|本世纪末)(?:的?这?{_LENGTH}年[间中内]?)?"
    rf"|(?P<one>{YEAR})年?[、和](?P<two>{YEAR})年?这?两年"
    rf"|从现在起?，?[到至](?P<until>{YEAR}年|本世纪末)(?:的?{_LENGTH}年)?"
    rf"|自?(?P<since>{YEAR})年(?:[春夏秋冬]季|[上下]半年)?(?:以来|起|开始)"
    rf"|(?P<year>{YEAR})年"
    rf"|第(?P<plan>{COUNTING})个五年(?:计划)?|“?(?P<cycle>十[一二三四五六]|[一二三四五六七八九])五”?(?:计划)?(?:时期|期间|以来)"
    r"|(?:按照?|根据)[^，。；“]{0,8}“?(?P<cycle>十[一二三四五六]|[一二三四五六七八九])五”?计划"
    rf"|(?P<within>{_LENGTH}|(?<!\d)[2-5])年内|(?P<century>本世纪末)|(?P<tally>[两二三四五])年(?=平均|年均|合计|累计|共)"
    r"|(?<![年以之目])前(?P<first>[两二三四])年"
    rf"|(?:过去|这|近|前)的?(?P<spoken>{_LENGTH})年(?!前)|(?P<came>{_LENGTH})年(?:来|以来|中|间|里)"
    r"|比(?P<ago>[两三四五])年前|(?P<term>本届政府)|(?P<bare>(?<!十)五年)(?!计划|规划|前|后|以|行动|左右|内)"
    rf"|(?:今后|未来)的?(?P<next_span>{_LENGTH}年|几年|一个时期)"
    r"|(?P<this>今年|本年)|(?P<coming>新的一年)|(?P<last>去年|上年)|(?P<past>过去一年|过去的一年|一年来)|(?P<next>明年)|(?P<before_last>前年))"
)
# How many years from the year of the report a word is: 去年, 今年.
_YEARS_AWAY = {"before_last": -2, "last": -1, "this": 0, "next": 1}
# How many years 今后几年 and 未来一个时期 are taken for.
_SOME = 5
# How often a plan names the span of years that it is for.
_OFTEN = 3
# Years that are a ground to start from or the year of the prices, and no time of their own: 在去年的基础上.
_GROUND = regex.compile(
    r"(?:同期|全年)?(?:的|高)?(?:基数|基础|水平|同期)|的?(?:不变|可比|固定)价|的?价格计算|(?:最后一年)?的?(?:指标|水平)"
    r"|的(?:第[一二三四五]|最后一|头一)年|那样|这样|一样|[^，。；\n]{0,16}的基础上"
)
_PLAN = regex.compile(f"第({COUNTING})个五年计划")
# A report that names one five-year plan once in so many characters reports on that plan.
_PLAN_REPORT = 1500
# What a year follows that a share or a multiple is of: 分别为1982年的3.4倍.
_OF = regex.compile(r"(?:[为是达]|等于|相当于|达到)$")
_AGAINST = ("高于", "低于", "超过", "多于", "少于", "快于", "慢于", "相当于", "等于")
_COMPARED = regex.compile(rf"(?:比|较)(?:去年|上年|前年|今年|{YEAR}年)$|(?:同|与|和){YEAR}年$")
# A year that another is likened to in a longer phrase: 1980年同完成恢复的1952年相比.
_LIKENED = regex.compile(r"[同与和][^，。；\n]{2,14}的$")
_LIKENED_REACH = 16
_LIKE = regex.compile("相比|比较")
_COMPARED_BEHIND = regex.compile("相比|比较|比")
# How far behind the time word of a starting value its number stands: 由1980年的|191元.
_TO_BASELINE = 4


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
class Anchor:
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


class TimeWords:
    """The time words of a document, in order, each with the years it means.

    `planned` are the years of the five-year plan that the report is about, `span_planned` those that its own plan is
    for where it is for several.
    """

    def __init__(self, doc: Document) -> None:
        self.years = Years.of(doc)
        self.planned = _planned(doc)
        self.anchors: list[Anchor] = []
        self._text = doc.text
        self._turn = doc.plan_starts_at
        starting = [numeral.start for numeral in doc.numerals if numeral.type == "baseline"]
        # Shares and multiples, which what they are of stands right before: 为1982年的|3.4倍.
        self._relative = {n.start for n in doc.numerals if n.quantity is not None and n.quantity.unit in ("倍", "%")}
        self._cycle: tuple[int, int, int] | None = None  # the last five-year plan named: where, and its years
        for match in _ANCHOR.finditer(doc.text):
            if not self._is_reference(match, starting):
                anchor = self._anchor(match)
                self.anchors.append(anchor)
                if anchor.cycle and anchor.start is not None and anchor.end is not None:
                    self._cycle = anchor.at, anchor.start, anchor.end
        self.span_planned = self._span_planned()

    def _is_reference(self, match: regex.Match[str], starting: Sequence[int]) -> bool:
        """Whether a time word says only what something is compared with, or where a change starts from."""
        text, end = self._text, match.end()
        compared = _COMPARED.search(text, max(0, match.start() - 2), end)
        if _LIKENED.search(text, max(0, match.start() - _LIKENED_REACH), match.start()) and _LIKE.match(text, end):
            return True
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

    def _anchor(self, match: regex.Match[str]) -> Anchor:
        years = self.years
        last = years.review
        start: int | None
        end: int | None
        match match.lastgroup:
            case "to":
                start, end = year_of(match["from"]), self._last_of(match["to"])
            case "two":
                start, end = year_of(match["one"]), year_of(match["two"])
            case "until":
                start, end = years.plan, self._last_of(match["until"])
            case "century":
                start = end = self._last_of(match["century"])
            case "since":
                start, end = year_of(match["since"]), last
            case "year":
                start = end = year_of(match["year"])
            case "spoken" | "came" | "ago":
                length = _length(match[match.lastgroup])
                start, end = (last - length + 1 if last else None), last
            case "term":
                start, end = (years.review_start or (last - 4 if last else None)), last
            case "plan" | "cycle":
                start, end = _cycle(match[match.lastgroup])
            case "bare":
                start, end = self._cycle_spoken_of(match.start()) or self.planned or self._five(match.start())
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
                start, end = self._tally(match.start(), DIGITS[match["tally"]])
            case "first":
                start, end = self._first(DIGITS[match["first"]])
            case _:
                away = _YEARS_AWAY[match.lastgroup or "this"]
                start = end = years.report + away if years.report else None
        return Anchor(
            *match.span(),
            start,
            end,
            ranged=match.lastgroup in ("to", "two"),
            cycle=match.lastgroup in ("plan", "cycle"),
            against=self._text.endswith(_AGAINST, 0, match.start()),
        )

    def _five(self, at: int) -> tuple[int | None, int | None]:
        """The years that a bare 五年 means: those under review, and in the plan of a report on five years the next."""
        years = self.years
        planned = self._turn is not None and at >= self._turn and not self._text.startswith("五年多", at)
        if planned and years.review_start and years.plan:
            return years.plan, years.plan + 4
        return years.review_start, years.review

    def _last_of(self, written: str) -> int | None:
        """The year that a span ends with: 1985年 -> 1985, 本世纪末 -> 2000 in a report of 1988."""
        if not written.startswith("本世纪"):
            return year_of(written.removesuffix("年"))
        this = self.years.report
        return None if this is None else (this + 99) // 100 * 100

    def _span_planned(self) -> tuple[int, int] | None:
        """The years that a plan is for that names a span again and again, and twice as often as this year: 今后五年."""
        turn, this = self._turn, self.years.plan
        if turn is None or this is None:
            return None
        named = Counter((a.start, a.end) for a in self.anchors if a.at >= turn and a.start == this and a.end)
        yearly = named.pop((this, this), 0)
        (span, times), *_ = named.most_common(1) or [((this, this), 0)]
        return (this, span[1]) if span[1] and times >= _OFTEN and times >= 2 * yearly else None

    def _cycle_spoken_of(self, at: int) -> tuple[int, int] | None:
        """The five-year plan named before in the paragraph, which 五年 behind it goes on about."""
        if self._cycle is None or self._text.find("\n", self._cycle[0], at) >= 0:
            return None
        return self._cycle[1:]

    def _ahead(self, at: int, length: int) -> tuple[int | None, int | None]:
        """The years that 五年内 means: those of the five-year plan spoken of or under review, else the next so many."""
        spoken = self._cycle_spoken_of(at)
        if spoken is not None and spoken[1] - spoken[0] == length - 1:
            return spoken
        if self.planned is not None and self.planned[1] - self.planned[0] == length - 1:
            return self.planned
        years = self.years
        reviewed = years.review is not None and years.review_start == years.review - length + 1
        if reviewed and self._turn is not None and at < self._turn:
            return years.review_start, years.review
        this = years.plan
        return this, this + length - 1 if this else None

    def _tally(self, at: int, length: int) -> tuple[int | None, int | None]:
        """The years that 两年平均 sums up: so many up to the year named before in the sentence, else to the last."""
        before = self.anchors[-1] if self.anchors else None
        end = self.years.review
        if before is not None and before.end is not None and self._text.find("。", before.at, at) < 0:
            end = before.end
        elif self.planned is not None and self.planned[1] - self.planned[0] == length - 1:
            return self.planned
        elif length == _SOME and self.years.review_start:
            return self._five(at)
        return (end - length + 1 if end else None), end

    def _first(self, length: int) -> tuple[int | None, int | None]:
        """The years that 前三年 means: the first of the five-year plan under way, else those before this one."""
        last = self.years.review
        if last is None:
            return None, None
        start = _cycle_of(last)
        return (start, start + length - 1) if start + length - 1 <= last else (last - length + 1, last)


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
    number = small_number(ordinal)
    # The first two plans ran from 1953 and 1958, the third began after three years of adjustment, in 1966.
    start = 1953 + 5 * (number - 1) if number < 3 else 1966 + 5 * (number - 3)
    return start, start + 4


def _cycle_of(year: int) -> int:
    """The first year of the five-year plan that a year falls into: 1956 -> 1953, 2024 -> 2021."""
    first = 1953 if year < 1966 else 1966
    return year - (year - first) % 5


def _length(written: str) -> int:
    """How many years a word says: 八 -> 8, 十二 -> 12; 0 where it names no number (几)."""
    return 0 if written in ("几", "一个时") else small_number(written)
