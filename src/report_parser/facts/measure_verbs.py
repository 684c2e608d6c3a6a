"""What stands directly before a number: the verb by which an indicator has, gains or loses it.

国内生产总值增长 8.7% -> verb 增长, role change_rate, direction up, and the phrase before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from report_parser.digits import ONE_TO_NINE
from report_parser.document import Direction, Pieces, Role
from report_parser.rules import Rules
from report_parser.words.hedges import hedges_of
from report_parser.words.patterns import any_of

# Verbs of a value that is above or below another.
_BEYOND = "高于|低于|快于|慢于|优于|好于|高出|领先"


@dataclass(frozen=True, slots=True)
class Measure:
    """The verb before a number, and the name of the way in which it measures.

    `before` is the length of the text up to it. Of a share (占…的比重) `share` are the pieces of that text which say
    of what: 占 with the whole, and the noun 比重 where it is written; `whole` is that whole alone.
    """

    before: int
    verb: str
    role: Role
    direction: Direction | None
    way: str
    share: Pieces = ()
    whole: Pieces = ()


class MeasureWay(NamedTuple):
    """One way for a text to lead up to a number: its name, a sentence that has it and one that does not, its reader.

    Behind the example stands what its last number measures. A reader takes the text and the unit of the number behind
    it, and says None where the text does not lead up to it so. The first that does not, decides.
    """

    name: str
    example: str
    near_miss: str
    read: Callable[[MeasureFinder, str, str], Measure | None]


class MeasureFinder:
    """Reads the end of the text before a number; one per rule set, its patterns compiled once."""

    def __init__(self, rules: Rules) -> None:
        words = rules.facts
        table = hedges_of(rules)
        hedges, inside = table.leading, table.apart
        to = any_of(words.to)
        change = any_of([*words.rise, *words.fall])
        self._rise = frozenset([*words.rise, *words.rise_nouns, *words.rise_against])
        self._changing = re.compile(any_of(word for word in (*words.rise, *words.fall) if len(word) > 1))
        self._parting = re.compile(r"[、，]?(?:比(?![例重])|较(?![高大多]))")
        self._change = re.compile(rf"(?<![新不])(?P<verb>{change})(?:幅度(?:在|为|达|是)?)?(?P<to>{to})?了?{hedges}$")
        against = any_of([*words.rise_against, *words.fall_against])
        self._against = re.compile(rf"(?:比|较)[^，；。]{{1,20}}?(?P<verb>{against})(?:出|了)?{hedges}$")
        self._reference = re.compile(
            rf"(?P<verb>{_BEYOND}|多于|少于|超过?|超出|超额)"
            rf"(?P<whole>(?:全国|全省|全市|国家|省|计划|目标|预期|预算|上年|去年|年度|平均|定)[^，；。、]{{0,14}}?){hedges}$"
        )
        # A distance in points is one from anything: 低于控制目标|1.3个百分点.
        self._distance = re.compile(rf"(?P<verb>{_BEYOND})(?P<whole>[^，；。、]{{1,14}}?){hedges}$")
        self._share = re.compile(
            rf"占(?![比有用地]|的(?:比重|比例|份额))(?P<whole>[^，；。、占]{{1,22}}?)(?P<head>的?比重|的?比例|的?份额|的)?"
            rf"(?:{any_of(words.adverbs)}|连续[{ONE_TO_NINE}十\d]+年)*"
            rf"(?P<verb>(?:由|从)?(?:{change})(?:{to})?|达到?|为|超过?|近|约|突破|保持在|稳定在)?了?{hedges}$"
        )
        # A whole without its noun and what only leads on to the number: 规上工业|比重首次.
        self._whole = re.compile(
            rf"(?P<pure>.+?)(?:的?(?:比重|比例|份额).*|(?:{any_of([*words.adverbs, *words.reach])})+)?$"
        )
        rates = any_of([*words.rise_nouns, *words.fall_nouns])
        rate_noun = rf"(?<!自然)(?P<noun>{rates})(?:{any_of(words.rate_noun_tails)})?"
        self._noun = re.compile(rf"{rate_noun}(?:(?:都|均|一般)?在)?{hedges}$")
        # A rate that its thing has: 地区生产总值|实现增速 6%.
        self._had_rate = re.compile(rf"(?P<verb>{any_of(words.having)}){rate_noun}{hedges}$")
        self._reach = re.compile(rf"{inside}(?P<verb>{any_of(words.reach)})(?:{to})?了?{hedges}$")
        # A rate that a verb of change brings to a value or a bound: 涨幅|回落到 2.6%, 涨幅|低于 3%.
        bounding = any_of(word for word in (*words.rise, *words.fall) if word.endswith("于"))
        self._brought = re.compile(rf"(?P<verb>(?:{change})(?:{to})|{bounding}){hedges}$")
        # Any other verb that leads up to a level: 优化重组至 172 家.
        self._any_to = re.compile(rf"(?P<verb>[\u4e00-\u9fff]{{2}}[至到]){hedges}$")
        self._reached_rate = re.compile(rf"{rate_noun}(?:{any_of([*words.reach, *words.adverbs])})*$")
        # A verb with what it changes between it and the number: 每年增产|原煤|3000 万吨, 要求节约|煤和电|3%.
        made = [*words.output_verbs, *words.saving_verbs]
        self._object = re.compile(
            rf"(?:(?P<verb>{any_of(made)})|(?:每年|年均)[^，；。]{{0,4}}?(?P<amount>{any_of(words.amount_verbs)}))"
            rf"了?(?P<thing>(?![型率额量能不出下着])[^，；。]{{1,16}}?){hedges}$"
        )
        self._hedge = re.compile(rf"{hedges}$")
        self._hedge_ends = frozenset(word[-1] for word in table.bare)
        places = any_of(words.rank_scopes)
        verbs = any_of(word for word in words.rank_verbs if len(word) > 1 or word == "居")
        single = any_of(word for word in words.rank_verbs if len(word) == 1)
        # A verb of one character stands right before the place, or it is a part of another word (系列产品).
        self._rank = re.compile(
            rf"(?P<verb>{verbs})[^，；。、]{{0,12}}$|(?P<single>{single})?(?:{places})[^，；。、]{{0,6}}$"
        )
        changes = any_of([*words.rise_nouns, *words.fall_nouns, "下降"])
        self._changed_behind = re.compile(rf"{table.behind}?的?(?:较快|高速|平均|年均)?(?P<noun>{changes})")

    def find(self, before: str, unit: str, role_hint: Role | None) -> Measure | None:
        """The measure at the end of `before`, for a number in `unit`; None where a noun stands there.

        `role_hint` is set for numbers whose own form gives the role (第4位 is a rank).
        """
        if role_hint == "rank":
            return self._find_rank(before)
        for way in MEASURES:
            measure = way.read(self, before, unit)
            if measure is not None:
                return measure
        return None

    def share(self, before: str, unit: str) -> Measure | None:
        found = self._share.search(before) if unit == "%" else None
        if found is None or not found["whole"]:
            return None
        verb = found["verb"] or "占"
        changed = self._change.search(before)
        if changed is not None and not changed["to"] and verb != "占":
            return None
        head = found["head"] or ""
        noun = ((found.start("head") + head.startswith("的"), found.end("head")),) if head not in ("", "的") else ()
        pure = self._whole.match(before, found.start("whole"), found.end("whole"))
        end = pure.end("pure") if pure else found.end("whole")
        pieces = ((found.start(), found.end("whole")), *noun)
        return Measure(found.start(), verb, "level", None, "share", pieces, ((found.start("whole"), end),))

    def reference(self, before: str, unit: str) -> Measure | None:
        found = self._reference.search(before) or (self._distance.search(before) if unit in _POINTS else None)
        if found is None:
            return None
        falling = found["verb"] in ("低于", "慢于", "少于")
        role: Role = "change_amount" if unit != "%" else "change_rate"
        return Measure(found.start(), found["verb"], role, "down" if falling else "up", "reference")

    def change_to(self, before: str, unit: str) -> Measure | None:
        found = self._change.search(before)
        if found is None or not found["to"]:
            return None
        return Measure(found.start(), found["verb"] + found["to"], "level", None, "change to")

    def bound(self, before: str, unit: str) -> Measure | None:
        found = self._change.search(before) if unit not in _POINTS else None
        if found is None or not found["verb"].endswith("于"):
            return None
        return Measure(found.start("verb"), found["verb"], "level", None, "bound")

    def change(self, before: str, unit: str) -> Measure | None:
        found = self._change.search(before)
        return None if found is None else self._changed(found, unit, "change")

    def change_against(self, before: str, unit: str) -> Measure | None:
        found = self._against.search(before)
        return None if found is None else self._changed(found, unit, "change against")

    def _changed(self, found: re.Match[str], unit: str, way: str) -> Measure:
        verb = found["verb"]
        return Measure(found.start("verb"), verb, _change_role(unit), "up" if verb in self._rise else "down", way)

    def rate_noun(self, before: str, unit: str) -> Measure | None:
        found = self._noun.search(before) if unit == "%" else None
        had = self._had_rate.search(before) if found is not None else None
        if had is not None and had.start() > 1:
            return self._rate(had, had["verb"], "rate noun", had.start())
        return None if found is None else self._rate(found, "", "rate noun")

    def rate_reached(self, before: str, unit: str) -> Measure | None:
        return self._rate_at(self._reach, before, unit, "rate reached")

    def rate_brought(self, before: str, unit: str) -> Measure | None:
        return self._rate_at(self._brought, before, unit, "rate brought")

    def _rate_at(self, verbs: re.Pattern[str], before: str, unit: str, way: str) -> Measure | None:
        reach = verbs.search(before) if unit == "%" else None
        rate = self._reached_rate.search(before, 0, reach.start()) if reach is not None else None
        return None if reach is None or rate is None else self._rate(rate, reach["verb"], way)

    def _rate(self, found: re.Match[str], verb: str, way: str, before: int | None = None) -> Measure:
        direction: Direction = "up" if found["noun"] in self._rise else "down"
        return Measure(found.end("noun") if before is None else before, verb, "change_rate", direction, way)

    def reach(self, before: str, unit: str) -> Measure | None:
        found = self._reach.search(before)
        return None if found is None else Measure(found.start(), found["verb"], "level", None, "reach")

    def any_to(self, before: str, unit: str) -> Measure | None:
        found = self._any_to.search(before)
        return None if found is None else Measure(found.start(), found["verb"], "level", None, "any to")

    def changed_object(self, before: str, unit: str) -> Measure | None:
        """The change that a verb before its object tells, up to where the object begins: 每年增产|原煤 -> up."""
        found = self._object.search(before)
        if found is None:
            return None
        verb = found["verb"] or found["amount"]
        direction: Direction = "up" if verb in self._rise else "down"
        return Measure(found.start("thing"), verb, _change_role(unit), direction, "change")

    def change_within(self, text: str, start: int, end: int) -> Direction | None:
        """The direction of the first verb of change in `text[start:end]`: 稳步提标 -> up.

        What a comparison parts from the start is told of another value: 按3%安排、|比去年下调.
        """
        parted = self._parting.search(text, start, end)
        found = self._changing.search(text, start, parted.start() if parted else end)
        return None if found is None else "up" if found.group() in self._rise else "down"

    def without_hedge(self, before: str) -> str:
        """`before` without the hedges at its end: 经营主体减负超 -> 经营主体减负."""
        if before[-1:] not in self._hedge_ends:
            return before  # nearly always, and sooner than a search for what ends there
        hedge = self._hedge.search(before)
        return before[: hedge.start()] if hedge else before

    def _find_rank(self, before: str) -> Measure:
        match = self._rank.search(before)
        if match is None:
            return Measure(len(before), "", "rank", None, "rank")
        return Measure(match.start(), match["verb"] or match["single"] or "", "rank", None, "rank")

    def change_behind(self, text: str, start: int, end: int) -> Direction | None:
        """The direction of a change named behind its number: 保持 40% 以上【增长】 -> up."""
        match = self._changed_behind.match(text, start, end)
        return None if match is None else "up" if match["noun"] in self._rise else "down"

    def is_rise(self, verb: str) -> bool | None:
        """True for a verb of rising, False for one of falling, None for any other."""
        changed = self._change.fullmatch(verb)
        if changed is None or changed["to"]:
            return None  # 增加到 leads to a level
        return verb in self._rise


# Units of the distance between two values, which no value is above or below.
_POINTS = ("个百分点", "百分点")


def _change_role(unit: str) -> Role:
    if unit == "%" or unit in ("倍", "番", "成"):
        return "change_rate"
    return "change_amount"


# The ways in the order in which they are tried.
MEASURES: tuple[MeasureWay, ...] = (
    MeasureWay(
        "share", "民间投资占全部投资比重达38%。 -> 民间投资占全部投资比重", "民间投资占比38%。", MeasureFinder.share
    ),
    MeasureWay("reference", "工业利润高于全国平均4%。 -> 工业利润", "工业利润增长4%。", MeasureFinder.reference),
    MeasureWay(
        "rate brought", "粮食产量增幅回落到3%。 -> 粮食产量增幅", "粮食产量占比回落到3%。", MeasureFinder.rate_brought
    ),
    MeasureWay("bound", "失业率低于5%。 -> 失业率", "失业率低于全国4%。", MeasureFinder.bound),
    MeasureWay("change to", "森林覆盖率提高到41%。 -> 森林覆盖率", "森林覆盖率提高4%。", MeasureFinder.change_to),
    MeasureWay("change", "社会用电量下降2.4%。 -> 社会用电量", "社会用电量达到2.4亿千瓦时。", MeasureFinder.change),
    MeasureWay(
        "change against",
        "财政支出比去年预算少3%。 -> 财政支出",
        "财政支出少量结余3亿元。",
        MeasureFinder.change_against,
    ),
    MeasureWay(
        "rate noun", "居民消费价格涨幅2%。 -> 居民消费价格涨幅", "居民消费价格上涨2%。", MeasureFinder.rate_noun
    ),
    MeasureWay("rate reached", "粮食产量增幅实现3%。 -> 粮食产量增幅", "粮食产量增幅3%。", MeasureFinder.rate_reached),
    MeasureWay("reach", "粮食产量达到3万吨。 -> 粮食产量", "新增停车位4710个。", MeasureFinder.reach),
    MeasureWay("any to", "小煤窑优化重组至17家。 -> 小煤窑", "小煤窑优化重组17家。", MeasureFinder.any_to),
)


@cache
def measure_finder(rules: Rules) -> MeasureFinder:
    """The finder of a rule set, made once."""
    return MeasureFinder(rules)
