"""What a number states where it stands: fact, threshold, name, time or something read either way.

The questions are asked of the characters right before and right after a number; the words they look for
are those of `numerals.toml` and `hedges.toml`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from report_parser.digits import ONE_TO_NINE
from report_parser.document import Comparator, NumeralType
from report_parser.numbers.shapes import CLAUSE_END
from report_parser.numbers.units import Units
from report_parser.rules import Rules
from report_parser.words.hedges import hedges_of
from report_parser.words.patterns import any_of

Verdict = tuple[NumeralType | None, str]

_BARE_MAGNITUDE = re.compile(r"[十百千万亿]+$")
_SINGLE = re.compile(rf"[零{ONE_TO_NINE}两]$")
_ARABIC = re.compile(r"[-−－—]?\d")
_QUOTE_BEFORE, _QUOTE_AFTER = '“"‘「《', '”"’」》'
_FROM = re.compile(r"[从由][^，。；、]{0,8}$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# The figures of a row, which a gap parts: 61.2 65.
_IN_ROW = re.compile(r"\d $")
_ROW_BEHIND = re.compile(r" \d")
# What leads from a number without a unit to one that may have it; no row is longer, so that each looks no farther.
_BESIDE = re.compile(r"(?:[、和]\d+(?:\.\d+)?){1,40}[万亿]?(?=\D)")
_VERSION = re.compile(r"\d\.0$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_UNTIL = "到至在自从—-（("
_A_YEAR = ("/年", "/日", "/天", "/月", "/小时")
WINDOW = 10
# How far before its end a slogan in quotes may begin.
QUOTATION = 40


class Hedge(NamedTuple):
    """A word that bounds a number, and where it stands; a number that is open itself (五十多) is its own hedge."""

    comparator: Comparator
    start: int
    end: int


class Context:
    """The cue patterns of one set of rules."""

    def __init__(self, rules: Rules, units: Units) -> None:
        words = rules.numerals
        self.units = units
        self.threshold_units = frozenset(words.threshold_units)
        self.capacity_units = frozenset(words.capacity_units)
        self.works = re.compile(rf"(?P<bound>以[上下])?的?[\u4e00-\u9fff]{{0,8}}?{any_of(words.capacity_works)}")
        hedges = hedges_of(rules)
        self.after = re.compile(hedges.behind)
        self.after_comparator = hedges.after
        self.before = hedges.before
        self.hedge = re.compile(rf"({any_of(self.before)}){any_of(words.hedge_links)}*$")
        self.reach = re.compile(rf"{any_of(words.reach)}$")
        self.series = re.compile(any_of(words.series))
        self.policy = re.compile(any_of(words.policy_verbs))
        self.line = re.compile(any_of(words.counted_lines))
        self.threshold_noun = re.compile(any_of(words.threshold_nouns))
        self.sized_noun = re.compile(rf"{_HAN.pattern}{{0,6}}?{any_of(words.threshold_nouns)}")
        self.name_before = re.compile(rf"{any_of(words.name_before)}$")
        self.capacity = re.compile(rf"{any_of(words.capacity_words)}$")
        heads = any_of(words.name_heads)
        later = any_of(head for head in words.name_heads if len(head) > 1)
        self.name_head = re.compile(rf"{heads}|[\u4e00-\u9fff]{{1,4}}?{later}")
        self.duration_name = re.compile(rf"{_HAN.pattern}{{0,4}}?{any_of(words.duration_names)}")
        self.duration_threshold = re.compile(any_of(words.duration_thresholds))
        self.rank_before = re.compile(rf"{any_of(words.rank_before)}$")
        self.changing = re.compile(rf"{any_of(words.change_verbs)}了?$")
        self.rank_not_before = re.compile(any_of(words.rank_not_before))
        self.bounded_noun = re.compile(
            rf"{hedges.limiting}(?:的(?={any_of(words.threshold_nouns)})"
            rf"|(?!的|{CLAUSE_END}|左右|水平|速度|增[长速]|和|或))"
        )
        # 年产值三百元|以上的|大队: who has so much of what stands before; 实现产值30亿元以上的目标 has a target behind.
        self.owner = re.compile(rf"{hedges.limiting}的(?!{any_of(words.aims)}){_HAN.pattern}")
        self.owned = re.compile(
            rf"(?:[年月人户]|年均|人均|户均|年营业){any_of(rules.facts.heads)}(?:在|达|达到|超过?)?$"
        )
        self.ends = re.compile(CLAUSE_END)
        labels = any_of((*words.name_heads, *words.label_heads))
        self.label = re.compile(rf"(?!{hedges.behind}){_HAN.pattern}{{1,10}}[{_QUOTE_AFTER}]|[{_QUOTE_AFTER}]{labels}")
        self.quoted_noun = re.compile(rf"(?:{_HAN.pattern}|[\d.%]){{0,6}}[{_QUOTE_AFTER}]")
        self.runs_for_noun = re.compile(rf"(?!{hedges.behind}|[的和与及或至到]){_HAN.pattern}")
        self.time_after = re.compile(r"年|季度|个五年|世纪|学期|天")

    def comparator(self, text: str, start: int, end: int, is_open: bool) -> Hedge:
        """The bound that hedges around a number put on it: 近5000名 -> about; 98%以上 -> at_least."""
        if is_open:
            return Hedge("at_least", start, end)
        after = self.after.match(text, end)
        if after:
            return Hedge(self.after_comparator[after[0]], *after.span())
        before = self._hedge(text, start)
        return before if before is not None else Hedge("eq", start, start)

    def _hedge(self, text: str, start: int) -> Hedge | None:
        """The hedge that leads up to a number."""
        window = text[max(0, start - WINDOW) : start]
        match = self.hedge.search(window)
        if match is None:
            return None
        hedge = self.before[match[1]]
        if hedge.comparator is None or window.endswith(hedge.pseudo, 0, match.end(1)):
            return None
        if hedge.only_before and text[start] not in hedge.only_before:
            return None
        at = start - len(window)
        return Hedge(hedge.comparator, at + match.start(1), at + match.end(1))

    def _hedge_before(self, text: str, start: int) -> Comparator | None:
        hedge = self._hedge(text, start)
        return None if hedge is None else hedge.comparator

    def is_rank(self, text: str, start: int, end: int) -> bool:
        """Does 第N say a place in an order here: 居全国第三, but not 全国第一方阵?"""
        if self.rank_not_before.match(text, end):
            return False
        if text[end - 1] in "位名":
            return True
        return bool(self.rank_before.search(text[max(0, start - 6) : start])) and bool(
            self.ends.match(text, end) or text.startswith(("的", "和", "与"), end)
        )

    def is_top(self, text: str, start: int, end: int) -> bool:
        """Does 前N, which starts with 前, say a place in an order: 居全省前三, 跻身百强县前五名?"""
        if self.rank_not_before.match(text, end):
            return False
        alone = text[end - 1] in "位名强" and self.ends.match(text, end) is not None
        return alone or self.rank_before.search(text[max(0, start - 6) : start]) is not None

    def is_time_after(self, text: str, end: int) -> bool:
        """第三季度, 第一年."""
        return bool(self.time_after.match(text, end))

    def ordinal_type(self, text: str, end: int) -> tuple[NumeralType, str]:
        """A place in a series that measures nothing: a name, or read either way before 批, 轮, 梯队."""
        if self.series.match(text, end):
            return "optional", "optional.ordinal"
        return "name", "name.ordinal"

    def is_change(self, text: str, start: int, second: int) -> bool:
        """从5%到6%: a starting and a reached value, not a range."""
        return text[second - 1] in "到至" and bool(_FROM.search(text[max(0, start - WINDOW) : start]))

    def type_of(self, text: str, start: int, end: int, numeral: str, unit: str) -> Verdict:
        """The type of a number with its unit, and the rule that says so; None where it is no numeral at all."""
        if _ARABIC.match(numeral):
            return self._arabic(text, start, end, numeral, unit)
        return self._chinese(text, start, end, numeral, unit)

    def _arabic(self, text: str, start: int, end: int, numeral: str, unit: str) -> Verdict:
        before = text[max(0, start - WINDOW) : start]
        if not unit:
            return self._unitless(text, start, end, numeral, before)
        kind = self.units.kind(unit)
        if kind == "name":
            return "name", "name.unit"
        if kind == "period":
            if self.bounded_noun.match(text, end):
                return "threshold", "threshold.bound"
            return "time", "time.period"
        if kind == "duration":
            if self.duration_threshold.match(text, end):
                return "threshold", "threshold.duration"
            if self.duration_name.match(text, end):
                return "name", "name.duration"
        if text.startswith("条", end - 1) and self._is_policy(text, start, end):
            return "name", "name.policy"
        if before[-1:] in _QUOTE_BEFORE and before and self.label.match(text, end):
            return "name", "name.quoted"
        if kind == "count" and numeral[-1] not in "万亿千百" and self.is_in_quotes(text, start, end):
            return "name", "name.quoted"  # “八抓20项”, “3个100”
        return self._measured(text, start, end, unit, before)

    def _unitless(self, text: str, start: int, end: int, numeral: str, before: str) -> Verdict:
        """A number without a unit: a quantity after a verb or with a magnitude, else part of a name."""
        if self._is_quoted(text, start, end) or self.is_in_quotes(text, start, end):
            return "name", "name.quoted"
        if self.name_before.search(before):
            return "name", "name.before"
        if text.startswith("#", end):
            return "name", "name.number"  # 3#地块
        if self.name_head.match(text, end):
            return "name", "name.head"
        if text.startswith("级", end) or not numeral[-1].isdigit():
            return self._measured(text, start, end, "", before)
        if _VERSION.match(numeral):
            return "name", "name.version"
        if _YEAR.match(numeral) and self._hedge_before(text, start) is None:
            return ("time", "time.year") if before[-1:] in _UNTIL and before else ("name", "name.year")
        if before.endswith("、") and text.startswith("、", end) and not before[-2:-1].isdigit() and "." not in numeral:
            return "name", "name.listed"
        if _IN_ROW.search(before) or _ROW_BEHIND.match(text, end):
            return "fact", "fact.row"
        if self._shares_unit(text, end):
            return "fact", "fact.bare"
        if "." in numeral or self._hedge_before(text, start) is not None or self.reach.search(before):
            return "fact", "fact.bare"
        if _HAN.match(text, end):
            return "fact", "fact.bare_noun"
        return "name", "name.number"

    def _shares_unit(self, text: str, end: int) -> bool:
        """Whether a number stands side by side with one that has a unit: 11、|12所."""
        beside = _BESIDE.match(text, end)
        return beside is not None and self.units.kind_at(text, beside.end()) in ("measure", "count")

    def _leads_to_amount(self, text: str, start: int, before: str) -> bool:
        """Whether 一 is a number here and no part of 统一 or 一成不变: 下降一成, 超过一成."""
        return self._hedge_before(text, start) is not None or bool(self.changing.search(before))

    def _is_quoted(self, text: str, start: int, end: int) -> bool:
        return (start > 0 and text[start - 1] in _QUOTE_BEFORE) or (end < len(text) and text[end] in _QUOTE_AFTER)

    def is_in_quotes(self, text: str, start: int, end: int) -> bool:
        """Whether a number stands among the words of a short quotation."""
        opening = max(text.rfind(mark, max(0, start - 6), start) for mark in _QUOTE_BEFORE)
        led = opening >= 0 and not any(mark in text[opening + 1 : start] for mark in _QUOTE_AFTER)
        closing = self.quoted_noun.match(text, end) if led else None
        return closing is not None and (opening + 1 < start or closing.end() > end + 1)

    def closes_quote(self, text: str, start: int, end: int) -> bool:
        """Whether a number closes the quotation that it stands in: “五年翻一番”."""
        opening = max(text.rfind(mark, max(0, start - QUOTATION), start) for mark in _QUOTE_BEFORE)
        closed = end < len(text) and text[end] in _QUOTE_AFTER
        return closed and opening >= 0 and not any(mark in text[opening + 1 : start] for mark in _QUOTE_AFTER)

    def _is_policy(self, text: str, start: int, end: int) -> bool:
        """民营经济32条。 names a policy of 32 articles; 断头路7条 counts roads."""
        if not self.ends.match(text, end):
            return False
        clause = re.split(r"[，。；\n]", text[max(0, start - 24) : start])[-1]
        return bool(self.policy.search(clause)) and not self.line.search(clause)

    def _measured(self, text: str, start: int, end: int, unit: str, before: str) -> Verdict:
        """A number with a unit that measures or counts: fact, or a bound on what is counted."""
        following = text[end : end + 2]
        if before.endswith("个") and self.closes_quote(text, start, end):
            return "name", "name.quoted"  # “3个70%”, “两个200万亩”
        if before.endswith("每") and not self.ends.match(text, end):
            return "threshold", "threshold.per"
        if before.endswith("前") and unit in ("%", "名"):
            return "threshold", "threshold.top"
        if following[:1] == "级":
            hedged = self._hedge_before(text, start) is not None
            return ("threshold", "threshold.grade") if hedged else ("name", "name.grade")
        if self.capacity.search(before) and not self.ends.match(text, end):
            return "name", "name.capacity"
        if unit.endswith(_A_YEAR) and self.runs_for_noun.match(text, end):
            return "name", "name.capacity"
        base = self.units.base_unit(unit)
        if base in self.capacity_units and (works := self.works.match(text, end)):
            return ("threshold", "threshold.bound") if works["bound"] else ("name", "name.capacity")
        if base in self.threshold_units and unit != "人" and self.bounded_noun.match(text, end):
            return "threshold", "threshold.bound"
        if base in self.threshold_units and self.owner.match(text, end) and self.owned.search(before):
            return "threshold", "threshold.owner"
        if base in self.threshold_units and text.startswith("内", end) and _HAN.match(text, end + 1):
            return "threshold", "threshold.bound"  # 50米|内换乘比例
        if base == "岁" and re.match(r"[儿老青妇女学及至\u4e00-\u9fff]", following) and not self.after.match(text, end):
            return "threshold", "threshold.age"
        bounds = following[:1] == "的" or self.threshold_noun.match(text, end)
        beyond = self._hedge_before(text, start) in ("more_than", "less_than") or text.startswith("过", start - 1)
        if bounds and base in self.threshold_units and beyond:
            return "threshold", "threshold.relative"
        return "fact", "fact.unit"

    def _chinese(self, text: str, start: int, end: int, numeral: str, unit: str) -> Verdict:
        """A Chinese numeral states a quantity with a unit that measures, or when it is long enough to be exact."""
        before = text[max(0, start - WINDOW) : start]
        if text.startswith("级", end) and self._hedge_before(text, start) is not None:
            return "threshold", "threshold.grade"
        if numeral[0] in "十百千万亿拾佰仟" and _BARE_MAGNITUDE.match(numeral):
            return self._bare_magnitude(text, start, end, numeral, unit)
        kind = self.units.kind(unit) if unit else None
        if kind in ("period", "duration"):
            return "time", "time.period"
        if kind == "name":
            return "optional", "optional.name"
        if text[end : end + 1] == "级" or unit == "大":
            return "optional", "optional.grade"
        if _SINGLE.match(numeral):
            return self._single_digit(text, start, end, numeral, unit)
        if start and text[start - 1] in _QUOTE_BEFORE and kind != "measure":
            return "optional", "optional.quoted"
        if unit:
            return self._measured(text, start, end, unit, before)
        if re.search("[万亿千百]", numeral) and len(numeral) > 1 and not self._is_quoted(text, start, end):
            return "fact", "fact.bare_chinese"
        return None, ""

    def _bare_magnitude(self, text: str, start: int, end: int, numeral: str, unit: str) -> Verdict:
        """十吨 and 达到百万吨 are exact, 百个 is only many, 十大 is a name."""
        before = text[max(0, start - WINDOW) : start]
        if unit == "大":
            return "optional", "optional.grade"  # 其中有十大钢铁基地
        if unit == "里" and numeral == "十" and _HAN.match(text, end):
            return "optional", "optional.magnitude"  # 十里花溪
        beyond = text.endswith("过", 0, start) or self._hedge_before(text, start) == "more_than"
        if beyond and unit in self.threshold_units and self.sized_noun.match(text, end):
            return "threshold", "threshold.relative"  # 引进过|亿元|招商引资项目
        exact = numeral[0] == "十" and (len(numeral) > 1 or (bool(unit) and self.units.kind(unit) == "measure"))
        if unit and (exact or before.endswith(("到", "达", "至", "有")) or self._hedge_before(text, start) is not None):
            return self._measured(text, start, end, unit, before)
        if unit in self.threshold_units and self.bounded_noun.match(text, end):
            return "threshold", "threshold.bound"
        hedge = None if unit else self._hedge(text, start)
        if hedge is not None:
            # 产值超百亿的园区 and 超千亿产业链 delimit; 近千万家庭 and 上亿市场主体 count.
            exceeded = numeral.endswith("亿") and text[hedge.start] not in "上过近"
            if text.startswith("的", end) or (exceeded and _HAN.match(text, end)):
                return "threshold", "threshold.relative"
            if self.ends.match(text, end) or _HAN.match(text, end):
                return "fact", "fact.bare_chinese"
        return ("optional", "optional.magnitude") if unit else (None, "")

    def _single_digit(self, text: str, start: int, end: int, numeral: str, unit: str) -> Verdict:
        """三吨 and 不少于三个 are amounts; 一个 and 三个 count what they introduce."""
        before = text[max(0, start - WINDOW) : start]
        kind = self.units.kind(unit) if unit else None
        if kind == "measure" and self.is_in_quotes(text, start, end):
            return "name", "name.quoted"  # “最后一公里”, “六尺巷工作法”
        if kind == "measure" and unit not in ("分", "方", "门", "里", "石", "度", "升", "成", "P", "米", "番"):
            return self._measured(text, start, end, unit, before)
        if unit == "成" and (numeral != "一" or self._leads_to_amount(text, start, before)):
            return "fact", "fact.tenths"
        if unit and self._hedge_before(text, start) in ("at_least", "at_most", "less_than"):
            return self._measured(text, start, end, unit, before)
        return ("optional", "optional.count") if unit else (None, "")
