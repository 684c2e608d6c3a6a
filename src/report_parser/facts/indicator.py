"""The words around a row of numbers that share a verb: the noun they leave, the verb, and how it measures.

新增停车位 4710 个 -> 停车位, governed by 新增; 国内生产总值增长 8.7% -> 国内生产总值, measured by 增长. `WAYS` are the
ways in which a noun stands to its number, in the order in which they are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from report_parser.digits import NOUGHTS, ONE_TO_NINE
from report_parser.document import Clause, Document, Numeral, ObjectPhrase
from report_parser.facts.measure_verbs import Measure, measure_finder
from report_parser.facts.noun_after import NounBehind
from report_parser.facts.vocabulary import is_named, match_indicator
from report_parser.rules import Rules
from report_parser.words.hedges import hedges_of
from report_parser.words.lexicon import lexicon
from report_parser.words.noun_phrases import cutter
from report_parser.words.pieces import Phrase

MULTIPLES = ("倍", "番")
# Units of sums and shares, after which a noun is rarely what they count.
MASSES = ("元", "%", "美元")
# The longest noun behind a number that one before it may go on in: 农村|3 座|厕所.
_SHORT = 8
# Words that say a number once more in another unit: 增产二千二百万吨，即百分之七点八.
_ECHOES = ("即", "折合", "合", "也就是", "约合")
# What a multiple is of: 是上年的 2.8 倍.
_REFERENCE = re.compile(r"(?:是|为|达到?|相当于|等于)[^，、；]{1,12}的$")
_EACH = re.compile(
    r"(?<=[到至为达])(?:[人户亩]均|每(?:人|户|亩|吨|度|升|斤|公斤|立方米?|平方米?|平米|公里|人次|月|年|天|学期))$"
)
# 上 before a bare magnitude is its bound: 有|上千种, but not 迈上|万亿元.
_SCORES = re.compile(r"(?<![迈跃登站跨再])上[百千万亿]$")
# The lead-in of a starting value: 从, 由年初的, 已经从1949年的; of one that is built on: 在上年增长|8%|的基础上.
_FROM = re.compile(r"(?:已经|已)?(?:从|由|自)[^，、；从由]{0,14}$")
_ON, _GROUND = re.compile(r"在[^，、；在]{0,14}$"), re.compile("[^，。；、]{0,6}?(?:基础|基数|水平)之?上")
# So many of what a number is counted by: 每百户|拥有汽车45辆.
_PER_HEAD = re.compile("每[十百千万]*(?:户|人|名|人口|家庭|公里|亩|平方公里)")
# The year of the value reached: 增加到1956年的.
_OF_YEAR = re.compile(rf"[\d{ONE_TO_NINE}{NOUGHTS}]{{4}}年的?$|今年的?$|去年的?$")
# What stands between verbs of one object: 主持|或|参与制定国家标准.
_COORDINATING = "或和并、"
NOTHING = Phrase("", ())
# The rule of a sum that only says how big what follows is: 投资3亿元|的|项目.
OWN_SUM = "own sum"


class Reading(NamedTuple):
    """What the words around a row of numbers say, and the rule that read them: `measure:增长`, `noun behind`.

    `phrase` is the noun they leave, empty where it is elided; `share` what follows the noun of a share (占…的比重), and
    `whole` what it is a share of;
    `governed` tells that a verb has the noun as its object. `used_to` is where a noun behind the numbers ends that is
    theirs, `echoes` that they say the number before once more (即百分之七点八), `summed` that they are a sum over time.
    """

    phrase: Phrase
    share: Phrase
    whole: Phrase
    measure: Measure | None
    action: str
    governed: bool
    rule: str
    used_to: int
    echoes: bool
    summed: bool


@dataclass(frozen=True, slots=True)
class Site:
    """A row of numbers with what every way asks of the words around it.

    `lead` is what leads up to the first number that is no baseline; `before` is where the words before the row end,
    `noun` where the noun among them does. `phrase` is that noun cut out, `action` the verb it leaves and `governed`
    whether that verb has it as object; `behind` is the noun behind the last number.
    """

    clause: Clause
    start: int
    before: int
    noun: int
    lead: Phrase
    first: Numeral
    last: Numeral
    unit: str
    measure: Measure | None
    phrase: Phrase
    action: str
    governed: bool
    behind: Phrase


class Way(NamedTuple):
    """One way for a number to have its indicator: its name, a sentence that has it and one that does not, its reader.

    Behind the example stands what its last number measures. A reader says None where the words do not stand so.
    """

    name: str
    example: str
    near_miss: str
    read: Callable[[WordsAround, Site], Reading | None]


@lru_cache(maxsize=8)
def _bounded_of(rules: Rules) -> re.Pattern[str]:
    """A bound behind a number and the 的 that makes an attribute of both: 总投资3亿元|以上的|项目."""
    return re.compile(f"{hedges_of(rules).behind}的")


@lru_cache(maxsize=8)
def _limited(rules: Rules) -> re.Pattern[str]:
    """A sum at the head of a noun that says which things are counted: 10亿元以上|项目."""
    return re.compile(rf"[\d.]*[十百千万亿]*(?:元|美元){hedges_of(rules).limiting}的?")


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
        self._heads = (*rules.facts.heads, *rules.facts.sides, *rules.facts.dependent_here)
        self._bounded_of, self._limited = _bounded_of(rules), _limited(rules)
        self._noun_endings = tuple(rules.facts.noun_endings)
        self._amount_verbs = frozenset(rules.facts.amount_verbs)
        self._sides = frozenset((*rules.facts.sides, *rules.facts.dependent_here))
        self._partitive = frozenset(rules.facts.partitive)
        self._having = frozenset(rules.facts.having)
        self._means = rules.facts.means

    def read(self, clause: Clause, row: list[int], start: int) -> Reading:
        """The reading of `row`, ledger indices of numbers in `clause`; `start` is where the words before it begin."""
        site = self._site(clause, row, start)
        for way in WAYS:
            reading = way.read(self, site)
            if reading is not None:
                return reading
        raise AssertionError("the last way reads anything")

    def noun(self, start: int, end: int, *, governors: bool = False) -> Phrase:
        """The noun phrase of a stretch of text, without what only introduces it or leads on to the verb."""
        starts = self._doc.word_starts
        start = self._cut.front(self._text, start, end, starts, governors=governors)
        return self.phrase(start, self._cut.back(self._text, start, end, starts))

    def phrase(self, start: int, end: int) -> Phrase:
        """A stretch of the text as a phrase."""
        return Phrase.of(self._text, ((start, end),)) if start < end else NOTHING

    def thing(self, thing: ObjectPhrase) -> Phrase:
        """The pieces of an object."""
        return Phrase.of(self._text, ((thing.start, thing.end),))

    # --- the site -----------------------------------------------------------------------------------------

    def _site(self, clause: Clause, row: list[int], start: int) -> Site:
        numerals = self._doc.numerals
        members = [i for i in row if numerals[i].type == "fact"] or row
        first, value = numerals[row[0]], numerals[members[0]]
        unit = value.quantity.unit if value.quantity else ""
        lead, before = self._lead(row, members, start)
        measure = self._measures.find(lead.name, unit, "rank" if is_rank(value) else None)
        last = numerals[members[-1]]
        behind = self.phrase(*self._noun_behind.find(clause, last, row))
        if measure is not None and measure.verb == "为" and behind and not lead.name[: measure.before]:
            measure = None  # 为|200家企业|清欠 is for them
        if unit in MULTIPLES:
            before = start + len(_REFERENCE.sub("", self._text[start:before]))
            measure = measure if measure and measure.before <= before - start else None
        if measure is not None:
            noun = min(start + measure.before, before)
        else:
            noun = start + len(self._measures.without_hedge(self._text[start:before]))
        phrase, action, governed = self._governed(clause, start, noun, measure)
        if measure is None and (means := self._means_before(start, noun)):
            phrase, action, governed = NOTHING, means, False
        return Site(clause, start, before, noun, lead, first, last, unit, measure, phrase, action, governed, behind)

    def _means_before(self, start: int, end: int) -> str:
        """The word right before a sum that only says by what means something is done: 全县将|用|三十亿元."""
        found = next((word for word in self._means if self._text.endswith(word, start, end)), "")
        return found if found and self._doc.word_starts[end - len(found)] else ""

    def _lead(self, row: list[int], members: list[int], start: int) -> tuple[Phrase, int]:
        """What leads up to the first of `members`, and where the words before the row end.

        占比从 17.9% 提升至 22.7%: the noun stands before the baseline, the verb behind it.
        """
        numerals = self._doc.numerals
        first = numerals[row[0]]
        before = self._text[start : first.start]
        behind, verb = first.start, ""
        if first.type == "baseline":
            built = _GROUND.match(self._text, first.end) is not None
            before = (_ON if built else _FROM).sub("", before)
            behind = numerals[max(i for i in row if numerals[i].type == "baseline" and i <= members[0])].end
            verb = _OF_YEAR.sub("", self._text[behind : numerals[members[0]].start])
        # 提高到人均 280 元: the share each gets is the level's own business.
        before, lead = _EACH.sub("", before), _EACH.sub("", before + verb)
        if _SCORES.search(self._text, max(start, first.start - 2), first.start + 1):
            before, lead = before[:-1], lead[:-1]
        pieces = ((start, start + len(before)), (behind, behind + len(lead) - len(before)))
        return Phrase(lead, tuple((left, right) for left, right in pieces if left < right)), start + len(before)

    def _governed(self, clause: Clause, start: int, end: int, measure: Measure | None) -> tuple[Phrase, str, bool]:
        """The phrase left of a number without its verb, that verb, and whether the verb has the phrase as object."""
        whole = self.noun(start, end, governors=measure is not None)
        if measure is not None and measure.verb:
            made = self._made(clause, whole, end) if measure.way == "reach" else NOTHING
            return (made, clause.action, False) if made else (whole, measure.verb, False)
        if clause.action_start >= clause.action_end:
            return whole, "", False
        if clause.action_end <= start:
            return whole, clause.action, True
        if start <= clause.action_start and clause.action_end <= end:
            return self._around_verb(clause, whole, start, end, measured=measure is not None)
        return whole, "", False

    def _made(self, clause: Clause, whole: Phrase, end: int) -> Phrase:
        """What the verb that opens a clause has done up to a number: 谋划|亿元以上项目|不少于16个; not 开工率."""
        opens = bool(whole) and whole.pieces[0][0] == clause.action_start < clause.action_end <= end
        if not opens or clause.action in self._nominal or self._doc.word_starts[clause.action_end] != 1:
            return NOTHING
        if "的" in whole.name or self._is_known(whole):
            return NOTHING  # 增产显著|的县, 新增就业
        return self.noun(clause.action_end, end)

    def _around_verb(
        self, clause: Clause, whole: Phrase, start: int, end: int, *, measured: bool
    ) -> tuple[Phrase, str, bool]:
        """The same where the clause's verb stands among these words: its object, its subject or both are the noun."""
        object_start = self._behind_coordinated(clause, end)
        if clause.action in self._causative and not self._is_known(self.noun(object_start, end)):
            object_start = self._behind_verb(object_start, end)
        behind = self._last_side(self.noun(object_start, end))
        subject = self.noun(start, clause.action_start)
        counted = clause.action in self._having and _PER_HEAD.fullmatch(subject.name)
        if subject and behind and (behind.name in self._sides or counted):
            return subject + behind, clause.action, False  # 规上工业企业实现|利润, 每百户|拥有|汽车
        # 实际利用|外资 is one name; 全市实现|地区生产总值 is known without its verb.
        if (named := self._named_around(clause, start, whole)) is not None:
            return named, clause.action, not measured
        fused = subject and behind and self._is_known(whole) and not self._is_known(behind)
        ending = self._ends_a_name(behind) and clause.action not in self._amount_verbs
        if ending or fused:
            return whole, clause.action, False
        if behind:
            return behind, clause.action, not measured
        if clause.action in self._nominal:
            return whole, clause.action, False
        return subject, clause.action, not subject

    def _ends_a_name(self, behind: Phrase) -> bool:
        """Whether a noun only makes one word with the verb before it: 供热|面积, 覆盖|率; not 新增|规模养殖园区."""
        if behind.name[:1] in self._noun_endings:
            return len(behind) == 1 or self._doc.word_starts[behind.pieces[0][0] + 1] == 1
        return behind.name in self._noun_endings

    def _last_side(self, noun: Phrase) -> Phrase:
        """The side of a thing that alone is measured where no side stands before it: 丰收、|总产量, but 营收、利润."""
        at = noun.name.rfind("、") + 1
        parted = at > 0 and noun.name[at:] in self._sides and not noun.name[: at - 1].endswith(self._heads)
        return noun.part(at) if parted else noun

    def _named_around(self, clause: Clause, start: int, whole: Phrase) -> Phrase | None:
        """The name of an indicator that the clause's verb stands in the middle of: 实际|利用|外资."""
        starts, end = self._doc.word_starts, whole.pieces[-1][1] if whole else 0
        for at in range(start, clause.action_start):
            if starts[at] and end > clause.action_end and is_named((name := self.phrase(at, end)).name, self._rules):
                return name
        return None

    def _is_known(self, phrase: Phrase) -> bool:
        """Whether the vocabulary has a phrase."""
        return bool(phrase) and match_indicator(phrase.name, "", self._rules) is not None

    def _behind_verb(self, start: int, end: int) -> int:
        """Where the object of a governed clause's own verb begins: 支持企业实施【技改项目】150 项."""
        starts = self._doc.word_starts
        for at in range(start + 2, end - 3):
            length = self._verbs.longest(self._text, at, end) if starts[at] else 0
            if length > 1 and starts[at + length] and self._text[at : at + length] not in self._nominal:
                return at + length
        return start

    def _behind_coordinated(self, clause: Clause, end: int) -> int:
        """Where the object of coordinated verbs begins, behind the last of them: 引进|或培育|带货达人."""
        start = clause.action_end
        joined = start < end and self._text[start] in _COORDINATING
        chained = joined or any(mark in clause.action for mark in _COORDINATING)
        first = at = start + joined
        while chained and (length := self._verbs.longest(self._text, at, end)) > 1 and end - at - length > 1:
            if not self._doc.word_starts[at + length]:
                break
            at += length
        return at if at > first else start

    # --- the ways -----------------------------------------------------------------------------------------

    def object_of_change(self, s: Site) -> Reading | None:
        if s.measure is not None or s.first.type != "fact" or self._text.startswith("的", s.last.end):
            return None
        before = self._text[s.start : s.before]
        measure = self._measures.changed_object(before, s.unit)
        if measure is None:
            return None
        at, starts = s.start + measure.before, self._doc.word_starts
        verb_at = self._text.rfind(measure.verb, s.start, at)
        thing = self.noun(at, s.start + len(self._measures.without_hedge(before)))
        is_side = thing.name in self._sides
        if not thing or self._begins_with_verb(thing.name) or not (starts[verb_at] and (starts[at] or is_side)):
            return None
        if is_side:
            thing = self.noun(s.start, verb_at, governors=True) + thing  # 每年可使农民减轻|负担
        changed = replace(s, measure=measure, action=measure.verb, governed=True)
        return self._reading(changed, f"object of change:{measure.verb}", thing)._replace(echoes=False)

    def size_of_works(self, s: Site) -> Reading | None:
        if not self._may_be_behind(s) or not self._attributive(s) or s.phrase.name not in self._dimensions:
            return None
        return self._reading(s, "size of works", s.behind + s.phrase, behind=True)

    def own_sum(self, s: Site) -> Reading | None:
        if not self._may_be_behind(s) or not self._attributive(s) or not self._spoken(s):
            return None
        last = s.phrase.part(s.phrase.name.rfind("、") + 1)
        if len(last) < len(s.phrase) and last.name in self._sides and s.unit in MASSES:
            return self._reading(s, OWN_SUM, last)  # …的光伏电站、|投资|60亿元的
        return None if self._is_modifier(s) or self._is_object(s) else self._reading(s, OWN_SUM, s.phrase)

    def noun_behind(self, s: Site) -> Reading | None:
        if not self._may_be_behind(s):
            return None
        spoken = self._spoken(s)
        if spoken and s.measure is None:
            spoken = self.noun(*spoken.pieces[0], governors=True) if len(spoken.pieces) == 1 else spoken
        phrase = spoken.name
        is_verb = self._verbs.longest(phrase, 0, len(phrase)) == len(phrase)
        return self._counted(s, "noun behind") if is_verb else None

    def object_behind(self, s: Site) -> Reading | None:
        return self._counted(s, "object behind") if self._may_be_behind(s) and self._is_object(s) else None

    def head_behind(self, s: Site) -> Reading | None:
        if not self._may_be_behind(s) or not self._is_modifier(s) or self._starts_with_verb(s):
            return None
        return self._counted(s, "head behind")

    def noun_around(self, s: Site) -> Reading | None:
        told = s.measure is not None or (s.governed and s.unit in MASSES and s.phrase.name not in self._partitive)
        if not self._may_be_behind(s) or told or self._size(s.behind) > _SHORT or self._begins_with_verb(s.behind.name):
            return None
        return self._reading(s, "noun around", s.phrase + s.behind, behind=True)

    def object_of_verb_behind(self, s: Site) -> Reading | None:
        if self._may_be_behind(s) or not s.clause.objects:
            return None
        others = not s.behind and self._is_contiguous(s) and s.last.end <= s.clause.action_start
        elided = not s.phrase and s.last.end == s.clause.action_start
        thing = self.thing(s.clause.objects[0])
        return self._reading(s, "object behind the verb", thing) if others or elided else None

    def noun_before(self, s: Site) -> Reading | None:
        rule = "noun before" if s.measure is None else f"measure:{s.measure.verb}"
        return self._reading(s, rule, s.phrase)

    def _counted(self, s: Site, rule: str) -> Reading:
        """The noun behind is what is counted; a change of it then is the count of what is new (新增 5 万人就业)."""
        measure = s.measure
        if measure is not None and measure.role == "change_amount" and measure.verb not in self._amount_verbs:
            s = replace(s, measure=replace(measure, role="level", direction=None))
        return self._reading(s, rule, s.behind, behind=True)

    def _reading(self, s: Site, rule: str, phrase: Phrase, *, behind: bool = False) -> Reading:
        before = self._text[s.start : s.before]
        share, whole = NOTHING, NOTHING
        for start, end in s.measure.share if s.measure else ():
            share += s.lead.part(start, end)
        for start, end in s.measure.whole if s.measure else ():
            whole += s.lead.part(start, end)
        return Reading(
            phrase, share, whole, s.measure, s.action, s.governed, rule, s.behind.pieces[-1][1] if behind else 0,
            before.strip("，、") in _ECHOES, "累计" in before,
        )  # fmt: skip

    def _size(self, noun: Phrase) -> int:
        """The length of a noun without the bound before it that says which are counted: 亿元以上|产业项目."""
        bound = self._limited.match(noun.name)
        return len(noun) - (bound.end() if bound is not None else 0)

    # --- what the ways ask --------------------------------------------------------------------------------

    def _may_be_behind(self, s: Site) -> bool:
        """Whether a noun stands behind that may be the indicator; that of a share stands before it."""
        deed = s.unit in MASSES and self._begins_with_verb(s.behind.name)  # 投入3亿元|实施改水工程
        return bool(s.behind) and not deed and not (s.measure and s.measure.share)

    def _attributive(self, s: Site) -> bool:
        """Whether the number only describes what stands behind it: 86 亿元|的项目."""
        if self._text.startswith("的", s.last.end):
            return True
        return s.unit in MASSES and self._bounded_of.match(self._text, s.last.end) is not None

    def _spoken(self, s: Site) -> Phrase:
        """The noun before, unless it only says where: 我国八亿农民, 全国60%的县."""
        where = s.phrase.name in self._everywhere and (s.unit == "%" or not self._attributive(s))
        return NOTHING if where else s.phrase

    def _is_modifier(self, s: Site) -> bool:
        """Whether the words before only modify the noun behind: 供水等|3 项|工程."""
        phrase = self._spoken(s).name
        return phrase.endswith("等") or "、" in phrase or self._text.endswith("的", s.start, s.noun)

    def _starts_with_verb(self, s: Site) -> bool:
        return self._verbs.longest(s.behind.name, 0, len(s.behind)) > 0

    def _is_contiguous(self, s: Site) -> bool:
        """Whether the noun before belongs to a number right before it: 592 个重点县 1700 万名贫困生."""
        return s.before > s.start > s.clause.start and self._text[s.start] not in "、，和及与" and s.measure is None

    def _is_object(self, s: Site) -> bool:
        """Whether the noun behind is the object of what stands before: 五年共培养|近500万|高级人才."""
        if s.measure is None:
            return self._is_contiguous(s) or self._ends_in_verb(s.start, s.noun) or self._is_part_of_object(s)
        grown = s.measure.role == "change_amount" and s.measure.verb not in self._amount_verbs
        taken = s.measure.verb in self._having or (grown and s.unit not in MASSES)  # 促进经济壮大|20条|措施
        return taken and not self._starts_with_verb(s) and s.unit != "%"

    def _is_part_of_object(self, s: Site) -> bool:
        """Whether a share of what its clause's verb acts on stands right behind that verb: 改造|十分之一|的二手房."""
        return s.unit == "%" and s.clause.action_end == s.noun and self._text.startswith("的", s.last.end)

    def _ends_in_verb(self, start: int, end: int) -> bool:
        """Whether a verb that is no noun stands right before a number."""
        length = self._verbs.longest_before(self._text, start, end)
        first = end - length
        return length > 1 and self._doc.word_starts[first] == 1 and self._text[first:end] not in self._nominal

    def _begins_with_verb(self, phrase: str) -> bool:
        """Whether a phrase has a verb at its head that is no noun: 节省|盘活资金 saves nothing of its 资金."""
        length = self._verbs.longest(phrase, 0, len(phrase))
        return length > 1 and (phrase[:length] not in self._nominal or phrase[:length] in self._causative)


WAYS: tuple[Way, ...] = (
    Way("object of change", "要求节约煤和电3%。 -> 煤和电", "煤和电节约3%。", WordsAround.object_of_change),
    Way("size of works", "建成仓容250亿公斤的储备库。 -> 储备库仓容", "建成储备库250座。", WordsAround.size_of_works),
    Way(OWN_SUM, "开工总投资86亿元的项目。 -> 总投资", "开工86个项目。", WordsAround.own_sum),
    Way("noun behind", "惠及310万户家庭。 -> 家庭", "惠及家庭310万户。", WordsAround.noun_behind),
    Way("object behind", "开发区完成140亿元的投资。 -> 投资", "投资完成140亿元。", WordsAround.object_behind),
    Way("head behind", "实施供水、供热等3项工程。 -> 工程", "实施供水工程3项。", WordsAround.head_behind),
    Way("noun around", "农村3座厕所。 -> 农村厕所", "农村厕所3座。", WordsAround.noun_around),
    Way("object behind the verb", "8个村3240户完成签约。 -> 签约", "签约3240户。", WordsAround.object_of_verb_behind),
    Way("noun before", "新增停车位4710个。 -> 停车位", "新增4710个停车位。", WordsAround.noun_before),
)


def is_rank(numeral: Numeral) -> bool:
    return numeral.rule in ("fact.rank", "fact.top")
