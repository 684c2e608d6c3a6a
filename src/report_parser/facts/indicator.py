"""The words around a row of numbers that share a verb: the noun they leave, the verb, and how it measures.

新增停车位 4710 个 -> 停车位, governed by 新增; 国内生产总值增长 8.7% -> 国内生产总值, measured by 增长.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from report_parser.document import Clause, Document, Numeral
from report_parser.facts.measure_verbs import Measure, measure_finder
from report_parser.facts.noun_after import NounBehind
from report_parser.facts.vocabulary import match_indicator
from report_parser.rules import Rules
from report_parser.words.lexicon import lexicon
from report_parser.words.noun_phrases import cutter

MULTIPLES = ("倍", "番")
# Units of sums and shares, after which a noun is rarely what they count.
MASSES = ("元", "%", "美元")
# Words that say a number once more in another unit: 增产二千二百万吨，即百分之七点八.
_ECHOES = ("即", "折合", "合", "也就是", "约合")
# What a multiple is of: 是上年的 2.8 倍.
_REFERENCE = regex.compile(r"(?:是|为|达到?|相当于|等于)[^，、；]{1,12}的$")
_EACH = regex.compile(r"(?<=[到至为达])(?:人均|户均|每人|每户|亩均|每亩)$")
# 上 before a bare magnitude is its bound: 有|上千种, but not 迈上|万亿元.
_SCORES = regex.compile(r"(?<![迈跃登站跨再])上[百千万亿]$")
# The lead-in of a starting value: 从, 由年初的, 已经从1949年的.
_FROM = regex.compile(r"(?:已经|已)?(?:从|由|自)[^，、；从由]{0,14}$")
# The year of the value reached: 增加到1956年的.
_OF_YEAR = regex.compile(r"[\d一二三四五六七八九〇○零]{4}年的?$|今年的?$|去年的?$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words around a row of numbers say.

    `phrase` is the noun they leave, empty where it is elided; `governed` tells that a verb has it as its object.
    `used_to` is where a noun behind the numbers ends that is theirs, `echoes` that they say the number before once
    more (即百分之七点八), `summed` that they are a sum over time (累计).
    """

    phrase: str
    measure: Measure | None
    action: str
    governed: bool
    rule: str
    used_to: int
    echoes: bool
    summed: bool


class WordsAround:
    """Reads the words around the numbers of one document."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._doc = doc
        self._text = doc.text
        self._rules = rules
        self._measures = measure_finder(rules)
        self._cut = cutter(rules)
        self._noun_behind = NounBehind(doc, rules)
        words = lexicon(rules)
        self._verbs, self._causative, self._nominal = words.verbs, words.causative, words.nominal
        self._everywhere = frozenset(rules.facts.everywhere)
        self._dimensions = frozenset(rules.facts.dimensions)
        self._heads = tuple(rules.facts.heads)
        self._noun_endings = tuple(rules.facts.noun_endings)
        self._amount_verbs = frozenset(rules.facts.amount_verbs)
        self._sides = frozenset((*rules.facts.sides, *rules.facts.dependent_here))
        self._having = frozenset(rules.facts.having)

    def read(self, clause: Clause, row: list[int], start: int) -> Reading:
        """The reading of `row`, ledger indices of numbers in `clause`; `start` is where the words before it begin."""
        numerals = self._doc.numerals
        members = [i for i in row if numerals[i].type == "fact"] or row
        first = numerals[row[0]]
        before = self._text[start : first.start]
        verb_text = before
        if first.type == "baseline":
            # 占比从 17.9% 提升至 22.7%: the noun stands before the baseline, the verb behind it.
            before = _FROM.sub("", before)
            last_baseline = max(i for i in row if numerals[i].type == "baseline" and i <= members[0])
            verb_text = before + _OF_YEAR.sub("", self._text[numerals[last_baseline].end : numerals[members[0]].start])
        # 提高到人均 280 元: the share each gets is the level's own business.
        before, verb_text = _EACH.sub("", before), _EACH.sub("", verb_text)
        quantity = numerals[members[0]].quantity
        if _SCORES.search(self._text, max(start, first.start - 2), first.start + 1):
            before, verb_text = before[:-1], verb_text[:-1]
        unit = quantity.unit if quantity else ""
        measure = self._measures.find(verb_text, unit, "rank" if is_rank(numerals[members[0]]) else None)
        if unit in MULTIPLES:
            before = _REFERENCE.sub("", before)
            measure = measure if measure and measure.before <= len(before) else None
        if measure is None and first.type == "fact" and not self._text.startswith("的", numerals[members[-1]].end):
            changed = self._changed_object(before, unit, start)
            if changed is not None:
                return changed
        noun = before[: measure.before] if measure else self._measures.without_hedge(before)
        phrase, action, governed = self._governed(clause, noun, start, measure)
        last = numerals[members[-1]]
        rule = f"measure:{measure.verb}" if measure else "noun before"
        behind, behind_end = self._noun_behind.find(clause, last, row)
        # The noun before belongs to a number right before it: 592 个重点县 1700 万名贫困生.
        contiguous = bool(before) and start > clause.start and self._text[start] not in "、，和及与" and measure is None
        used_to = 0
        if behind and not (measure and measure.share):
            if phrase in self._everywhere and (unit == "%" or self._text[last.end] != "的"):
                phrase = ""  # 我国八亿农民, 全国60%的县
            is_modifier = phrase.endswith("等") or "、" in phrase or noun.endswith("的")
            starts_with_verb = self._verbs.longest(behind, 0, len(behind)) > 0
            is_object = (
                contiguous
                or (measure is None and self._ends_in_verb(start, start + len(noun)))
                or (measure is not None and measure.verb in self._having and not starts_with_verb and unit != "%")
            )
            if self._text[last.end] == "的" and phrase in self._dimensions:
                phrase, rule, used_to = behind + phrase, "noun around", behind_end  # 仓容 250 亿公斤的储备库
            elif self._text[last.end] == "的" and phrase and not is_modifier and not is_object:
                pass  # 总投资 86 亿元的项目: the sum is the total's, not the project's
            elif not phrase or self._is_verb(phrase) or is_object or (is_modifier and not starts_with_verb):
                if measure and measure.role == "change_amount" and measure.verb not in self._amount_verbs:
                    measure = replace(measure, role="level", direction=None)
                phrase, rule, used_to = behind, "noun behind", behind_end
            elif len(behind) <= 8 and not starts_with_verb and measure is None and not (governed and unit in MASSES):
                phrase, rule, used_to = phrase + behind, "noun around", behind_end
        elif contiguous and last.end <= clause.action_start and clause.objects:
            # 8 个村 3240 户完成签约: the noun before is the other number's.
            phrase, rule = clause.objects[0].text, "object behind the verb"
        elif not phrase and last.end == clause.action_start and clause.objects:
            # 12 人入选国家高层次人才: the verb follows at once, what is counted is its object.
            phrase, rule = clause.objects[0].text, "object behind the verb"
        echoes = before.strip("，、") in _ECHOES
        return Reading(phrase, measure, action, governed, rule, used_to, echoes, "累计" in before)

    def _changed_object(self, before: str, unit: str, start: int) -> Reading | None:
        """The reading of a number whose verb has what it changes right behind it: 争取每年增产【原煤】3000 万吨."""
        found = self._measures.changed_object(before, unit)
        if found is None:
            return None
        measure, of = found
        at = start + measure.before
        verb_at = self._text.rfind(measure.verb, start, at)
        thing = self.noun(at, start + len(self._measures.without_hedge(before)))
        starts = self._doc.word_starts
        if not thing or self._begins_with_verb(thing) or not (starts[verb_at] and (starts[at] or thing in self._sides)):
            return None
        if thing in self._sides:
            thing = self.noun(start, verb_at, governors=True) + thing  # 每年可使农民减轻|负担
        thing += "" if thing.endswith(self._heads) else of
        return Reading(thing, measure, measure.verb, True, f"measure:{measure.verb}", 0, False, "累计" in before)

    def noun(self, start: int, end: int, *, governors: bool = False) -> str:
        """The noun phrase of a stretch of text, without what only introduces it or leads on to the verb."""
        starts = self._doc.word_starts
        start = self._cut.front(self._text, start, end, starts, governors=governors)
        return self._text[start : self._cut.back(self._text, start, end, starts)]

    def _ends_in_verb(self, start: int, end: int) -> bool:
        """Whether a verb that is no noun stands right before a number: 五年共培养|近500万高级人才."""
        length = self._verbs.longest_before(self._text, start, end)
        first = end - length
        return length > 1 and self._doc.word_starts[first] == 1 and self._text[first:end] not in self._nominal

    def _begins_with_verb(self, phrase: str) -> bool:
        """Whether a phrase has a verb at its head that is no noun: 节省|盘活资金 saves nothing of its 资金."""
        length = self._verbs.longest(phrase, 0, len(phrase))
        return length > 1 and phrase[:length] not in self._nominal

    def _is_verb(self, phrase: str) -> bool:
        return self._verbs.longest(phrase, 0, len(phrase)) == len(phrase)

    def _governed(self, clause: Clause, noun: str, start: int, measure: Measure | None) -> tuple[str, str, bool]:
        """The phrase left of a number without its verb, that verb, and whether the verb has the phrase as object."""
        at, end = clause.action_start - start, clause.action_end - start
        whole = self.noun(start, start + len(noun), governors=measure is not None)
        if measure is not None and measure.verb:
            return whole, measure.verb, False
        if 0 <= at < end <= len(noun):
            governed = start + end
            if clause.action in self._causative:
                governed = self._behind_verb(governed, start + len(noun))
            behind = self.noun(governed, start + len(noun))
            subject = self.noun(start, start + at)
            if subject and behind in self._sides:
                return subject + behind, clause.action, False  # 规上工业企业实现|利润
            if behind.startswith(self._noun_endings) or (
                subject and behind and match_indicator(whole, "", self._rules)
            ):
                return whole, clause.action, False
            if behind:
                return behind, clause.action, measure is None
            if clause.action in self._nominal:
                return whole, clause.action, False
            return subject, clause.action, not subject
        if clause.action_end <= start and clause.action_end > clause.action_start:
            return whole, clause.action, True
        return whole, "", False

    def _behind_verb(self, start: int, end: int) -> int:
        """Where the object of a governed clause's own verb begins: 支持企业实施【技改项目】150 项."""
        starts = self._doc.word_starts
        for at in range(start + 2, end - 3):
            length = self._verbs.longest(self._text, at, end) if starts[at] else 0
            if length > 1 and starts[at + length] and self._text[at : at + length] not in self._nominal:
                return at + length
        return start


def is_rank(numeral: Numeral) -> bool:
    return numeral.rule in ("fact.rank", "fact.top")
