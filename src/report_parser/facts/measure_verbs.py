"""What stands directly before a number: the verb by which an indicator has, gains or loses it.

国内生产总值增长 8.7% -> verb 增长, role change_rate, direction up, and the phrase before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from report_parser.document import Direction, Role
from report_parser.rules import Rules
from report_parser.words.patterns import any_of as either

_POINTS = ("个百分点", "个千分点", "个点")


@dataclass(frozen=True, slots=True)
class Measure:
    """The verb before a number. `before` is the length of the text up to it; `share` the whole of a 占…."""

    before: int
    verb: str
    role: Role
    direction: Direction | None
    share: str | None = None


class MeasureFinder:
    """Reads the end of the text before a number; one per rule set, its patterns compiled once."""

    def __init__(self, rules: Rules) -> None:
        words = rules.facts
        inside = "".join(rf"(?<!{regex.escape(word[:-1])}(?={regex.escape(word[-1])}))" for word in words.not_hedges)
        hedges = rf"(?:{inside}(?:{either(words.hedges)}))*+"
        to = either(words.to)
        change = either([*words.rise, *words.fall])
        self._rise = frozenset([*words.rise, *words.rise_nouns, *words.rise_against])
        self._changing = regex.compile(either(word for word in (*words.rise, *words.fall) if len(word) > 1))
        self._change = regex.compile(
            rf"(?<![新不])(?P<verb>{change})(?:幅度(?:在|为|达|是)?)?(?P<to>{to})?了?{hedges}$"
        )
        against = either([*words.rise_against, *words.fall_against])
        self._against = regex.compile(rf"(?:比|较)[^，；。]{{1,20}}?(?P<verb>{against})(?:出|了)?{hedges}$")
        self._reference = regex.compile(
            r"(?P<verb>高于|低于|快于|慢于|优于|好于|多于|少于|超过?|超出|超额|高出|领先)"
            rf"(?P<whole>(?:全国|全省|全市|国家|省|计划|目标|预期|预算|上年|去年|年度|平均|定)[^，；。、]{{0,14}}?){hedges}$"
        )
        self._share = regex.compile(
            rf"占(?![比有用地]|的(?:比重|比例|份额))(?P<whole>[^，；。、占]{{1,22}}?)(?P<head>的?比重|的?比例|的?份额|的)?"
            rf"(?:已?经?分别|均|都|将|则|却|也)?"
            rf"(?P<verb>(?:由|从)?(?:{change})(?:{to})?|达到?|为|超过?|近|约|突破|保持在|稳定在)?了?{hedges}$"
        )
        rate_noun = rf"(?P<noun>{either([*words.rise_nouns, *words.fall_nouns])})(?:{either(words.rate_noun_tails)})?"
        self._noun = regex.compile(rf"{rate_noun}(?:(?:都|均|一般)?在)?{hedges}$")
        self._reach = regex.compile(rf"{inside}(?P<verb>{either(words.reach)})(?:{to})?了?{hedges}$")
        # Any other verb that leads up to a level: 优化重组至 172 家.
        self._any_to = regex.compile(rf"(?P<verb>[\u4e00-\u9fff]{{2}}[至到]){hedges}$")
        self._reached_rate = regex.compile(rf"{rate_noun}(?:{either([*words.reach, *words.adverbs])})*$")
        # A verb with what it changes between it and the number: 每年增产|原煤|3000 万吨, 要求节约|煤和电|3%.
        made = [*words.output_verbs, *words.saving_verbs]
        self._object = regex.compile(
            rf"(?:(?P<verb>{either(made)})|(?:每年|年均)[^，；。]{{0,4}}?(?P<verb>{either(words.amount_verbs)}))"
            rf"了?(?P<thing>(?![型率额量能不出下着])[^，；。]{{1,16}}?){hedges}$"
        )
        self._output = frozenset(words.output_verbs)
        self._hedge = regex.compile(rf"{hedges}$")
        self._hedge_ends = frozenset(word[-1] for word in words.hedges)
        places = either(words.rank_scopes)
        verbs = either(word for word in words.rank_verbs if len(word) > 1 or word == "居")
        single = either(word for word in words.rank_verbs if len(word) == 1)
        # A verb of one character stands right before the place, or it is a part of another word (系列产品).
        self._rank = regex.compile(
            rf"(?P<verb>{verbs})[^，；。、]{{0,12}}$|(?P<verb>{single})?(?:{places})[^，；。、]{{0,6}}$"
        )
        changes = either([*words.rise_nouns, *words.fall_nouns, "下降"])
        self._changed_behind = regex.compile(rf"(?:以上|以下|左右|以内)?的?(?:较快|高速|平均|年均)?(?P<noun>{changes})")

    def find(self, before: str, unit: str, role_hint: Role | None) -> Measure | None:
        """The measure at the end of `before`, for a number in `unit`; None where a noun stands there.

        `role_hint` is set for numbers whose own form gives the role (第4位 is a rank).
        """
        if role_hint == "rank":
            return self._find_rank(before)
        share = self._share.search(before)
        if share and share["whole"] and unit == "%":
            verb = share["verb"] or "占"
            changed = self._change.search(before)
            if changed is None or changed["to"] or verb == "占":
                return Measure(share.start(), verb, "level", None, share=share["whole"] + _share_head(share["head"]))
        reference = self._reference.search(before)
        if reference:
            falling = reference["verb"] in ("低于", "慢于", "少于")
            role: Role = "change_amount" if unit != "%" else "change_rate"
            return Measure(reference.start(), reference["verb"], role, "down" if falling else "up")
        change = self._change.search(before)
        against = self._against.search(before) if change is None else None
        changed = change or against
        if changed:
            verb = changed["verb"]
            if change and change["to"]:
                return Measure(changed.start(), verb + change["to"], "level", None)
            return Measure(changed.start("verb"), verb, _change_role(unit), "up" if verb in self._rise else "down")
        noun = self._noun.search(before)
        if noun and unit == "%":
            return Measure(noun.end("noun"), "", "change_rate", "up" if noun["noun"] in self._rise else "down")
        reach = self._reach.search(before)
        if reach:
            rate = self._reached_rate.search(before, 0, reach.start()) if unit == "%" else None
            if rate:
                direction: Direction = "up" if rate["noun"] in self._rise else "down"
                return Measure(rate.end("noun"), reach["verb"], "change_rate", direction)
            return Measure(reach.start(), reach["verb"], "level", None)
        led = self._any_to.search(before)
        return Measure(led.start(), led["verb"], "level", None) if led else None

    def changed_object(self, before: str, unit: str) -> tuple[Measure, str] | None:
        """The change that a verb before its object tells, and the object: 每年增产原煤 -> up, 原煤 and its 产量."""
        found = self._object.search(before)
        if found is None:
            return None
        verb = found["verb"]
        measure = Measure(found.start("thing"), verb, _change_role(unit), "up" if verb in self._rise else "down")
        return measure, "产量" if verb in self._output else ""

    def change_within(self, text: str, start: int, end: int) -> Direction | None:
        """The direction of the first verb of change in `text[start:end]`: 稳步提标 -> up."""
        found = self._changing.search(text, start, end)
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
            return Measure(len(before), "", "rank", None)
        return Measure(match.start(), match["verb"] or "", "rank", None)

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


def _change_role(unit: str) -> Role:
    if unit == "%" or unit in ("倍", "番", "成"):
        return "change_rate"
    return "change_amount"


def _share_head(head: str | None) -> str:
    if head is None or head == "的":
        return "比重"
    return head.removeprefix("的")


@cache
def measure_finder(rules: Rules) -> MeasureFinder:
    """The finder of a rule set, made once."""
    return MeasureFinder(rules)
