"""Elision: what the phrase of a number leaves to the words before it.

总产值 100 亿元，增长 4% -> the rate is that of 总产值; 公路 52 公里，其中农村 40 公里 -> 农村公路. `TOPICS` are the
places where a number without a noun finds what it speaks of, `COMPLETIONS` the ways in which a phrase is no whole name,
each in the order in which they are tried.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from report_parser.document import Clause, Document
from report_parser.facts.indicator import NOTHING, WordsAround
from report_parser.facts.vocabulary import match_indicator
from report_parser.numbers.units import units_of
from report_parser.rules import Rules
from report_parser.words.coordination import with_modifier
from report_parser.words.hedges import hedges_of
from report_parser.words.patterns import any_of
from report_parser.words.pieces import Phrase

# The field of a whole sentence at its head.
_FIELD = re.compile(r"[\s　]*在?(?P<field>[\u4e00-\u9fff]{2,8})方面[，：,:]")
# A short noun with a colon behind it.
_LABEL = re.compile(r"(?:^|[\s　。；])(?P<label>[\u4e00-\u9fff、]{1,10})[：:]$")
_LABEL_REACH = 14
# How many names are remembered: a row of numbers without nouns goes back to no more.
_REMEMBERED = 6
# The longest phrase behind 其中 that may have left its head out.
_PART = 6
_AND = ("和", "与", "及")


class Gap(NamedTuple):
    """A phrase that may be no whole name, of a number in `unit` in the clause at `place` among all clauses."""

    place: int
    clause: Clause
    phrase: Phrase
    unit: str


class Topic(NamedTuple):
    """One place where a number without a noun finds what it speaks of: its name, an example, a near miss, its reader.

    Behind the example stands what its last number measures. A reader says None where nothing stands there.
    """

    name: str
    example: str
    near_miss: str
    read: Callable[[Elision, Gap], Phrase | None]


class Completion(NamedTuple):
    """One way for a phrase to be no whole name: its name, an example, a near miss, its reader.

    The reader gives the whole name, and the name of the topic where it took one.
    """

    name: str
    example: str
    near_miss: str
    read: Callable[[Elision, Gap], tuple[Phrase, str] | None]


@lru_cache(maxsize=8)
def _threshold(rules: Rules) -> re.Pattern[str]:
    """A threshold without the noun that it delimits: 其中|10亿元以上|4个."""
    unit, limit = any_of(rules.numerals.threshold_units), hedges_of(rules).limiting
    return re.compile(rf"\d*[\d.]*[万亿千百]*{unit}{limit}")


class Elision:
    """Completes the phrases of one document, remembering what was spoken of last in the paragraph."""

    def __init__(self, doc: Document, rules: Rules, around: WordsAround) -> None:
        self._doc = doc
        self._text = doc.text
        self._around = around
        self._rules, words = rules, rules.facts
        self._units = units_of(rules)
        self._threshold = _threshold(rules)
        self._asides = tuple(words.asides)
        self._milestones = tuple(words.milestones)
        self._heads = tuple(sorted(words.heads, key=len, reverse=True))
        self._sides, self._making = frozenset(words.sides), words.making
        self._scopes = tuple(sorted(words.rank_scopes, key=len, reverse=True))
        self._dependent = frozenset(words.dependent)
        self._dependent_here = frozenset(words.dependent_here)
        self._partitive = tuple(words.partitive)
        self._ends = [numeral.end for numeral in doc.numerals]
        self._paragraph = -1
        self._clause = -1
        self._unit = ""
        self._owners: dict[Phrase, Phrase] = {}
        self.recent: list[Phrase] = []
        self.row: list[Phrase] = []

    def enter(self, paragraph: int) -> None:
        """Go on to a clause of a paragraph; what was spoken of in another is forgotten."""
        if paragraph != self._paragraph:
            self._paragraph, self._clause, self.recent, self.row, self._owners = paragraph, -1, [], [], {}

    def remember(self, index: int, names: Iterable[Phrase], unit: str) -> None:
        """Keep what the numbers of a row in the `index`th clause measure, and the unit of the last of them."""
        self.row = list(names)
        self._unit = unit
        self.recent = [*self.recent, *dict.fromkeys(self.row)][-_REMEMBERED:]
        self._clause = index

    def leave(self, index: int) -> None:
        """End a clause that holds numbers, whether or not they were bound."""
        self._clause = index

    def share_of(self, owner: Phrase, whole: Phrase) -> Phrase:
        """The share that something is of a whole (占全省); what is itself a share is none of the next whole.

        进出口占全省的 18%，占全国的 2%: 进出口占全省, 进出口占全国.
        """
        owner = self._owners.get(owner, owner)
        name = owner + whole
        self._owners[name] = owner
        return name

    def complete(self, gap: Gap) -> tuple[Phrase, tuple[str, ...]]:
        """The phrase with what it leaves to the words before, and the names of the rules that found that."""
        phrase = gap.phrase
        if not phrase:
            topic, place = self._topic(gap)
            return topic, (place,)
        for completion in COMPLETIONS:
            found = completion.read(self, gap)
            if found is not None:
                whole, place = found
                return whole, (completion.name, *((place,) if place else ()))
        return phrase, ()

    def _topic(self, gap: Gap) -> tuple[Phrase, str]:
        """What was spoken of last, and where it was found."""
        for topic in TOPICS:
            found = topic.read(self, gap)
            if found is not None:
                return found, topic.name
        return NOTHING, "no topic"

    # --- topics -------------------------------------------------------------------------------------------

    def label(self, gap: Gap) -> Phrase | None:
        if self._clause == gap.place:
            return None
        start = gap.clause.start
        label = _LABEL.search(self._text, max(0, start - _LABEL_REACH), start)
        return None if label is None else self._around.noun(*label.span("label")) or None

    def field(self, gap: Gap) -> Phrase | None:
        opens = gap.place == 0 or self._doc.clauses[gap.place - 1].sentence != gap.clause.sentence
        return self._field(gap.clause.sentence) or None if opens and self._clause != gap.place else None

    def number_before(self, gap: Gap) -> Phrase | None:
        near = self._clause == gap.place or self._before(gap) <= self._clause
        return self.recent[-1] if self.recent and near else None

    def clause_before(self, gap: Gap) -> Phrase | None:
        before = self._before(gap)
        if before < 0 or self._doc.clauses[before].sentence != gap.clause.sentence:
            return None
        return self._about(self._doc.clauses[before]) or None

    def words_before(self, gap: Gap) -> Phrase | None:
        start = self._doc.sentences[gap.clause.sentence].start
        opens = gap.place == 0 or self._doc.clauses[gap.place - 1].sentence != gap.clause.sentence
        noun = self._around.noun(start, gap.clause.start) if opens and self._clause != gap.place else NOTHING
        known = bool(noun) and match_indicator(noun.name, gap.unit, self._rules) is not None
        return noun if known else None

    def last_number(self, gap: Gap) -> Phrase | None:
        return self.recent[-1] if self.recent else None

    def own_object(self, gap: Gap) -> Phrase | None:
        return self._around.thing(gap.clause.objects[0]) or None if gap.clause.objects else None

    def own_verb(self, gap: Gap) -> Phrase | None:
        return self._around.phrase(gap.clause.action_start, gap.clause.action_end) or None

    def _before(self, gap: Gap) -> int:
        """The clause before, those passed over that only qualify: 扣除物价上涨因素，, 突破百亿大关，."""
        before = gap.place - 1
        while before > self._clause and self._is_aside(before, gap.clause.sentence):
            before -= 1
        return before

    def _is_aside(self, index: int, sentence: int) -> bool:
        clause = self._doc.clauses[index] if index >= 0 else None
        if clause is None or clause.sentence != sentence:
            return False
        return self._text.startswith(self._asides, clause.start) or self._is_milestone(clause)

    def _is_milestone(self, clause: Clause) -> bool:
        """Whether a clause only tells what its number passed: 历史性突破百亿大关."""
        things = clause.objects
        passed = (
            len(things) == 1 and things[0].start > clause.action_start and things[0].text.endswith(self._milestones)
        )
        return passed and not self._around.noun(clause.subject_start, clause.subject_end)

    def _field(self, sentence: int) -> Phrase:
        """The field that a sentence opens with: 在手工业方面，|全国总产值…."""
        opening = _FIELD.match(self._text, self._doc.sentences[sentence].start)
        return NOTHING if opening is None else self._around.noun(*opening.span("field"))

    def _about(self, clause: Clause) -> Phrase:
        """What a clause without numbers is about: all of it where it is a noun, else its subject or its object."""
        whole = self._around.noun(clause.start, clause.end)
        things = clause.objects
        if whole.name.endswith(self._heads) or (things and things[0].text.startswith(_AND)):
            return whole  # 新建和修复的铁路，就有 3108 公里
        subject = self._around.phrase(clause.subject_start, clause.subject_end)
        return subject or (self._around.thing(things[0]) if things else NOTHING)

    # --- completions --------------------------------------------------------------------------------------

    def of_what_precedes(self, gap: Gap) -> tuple[Phrase, str] | None:
        here = self.recent and self._clause == gap.place
        return (self.recent[-1] + gap.phrase, "") if here and gap.phrase.name in self._dependent_here else None

    def side(self, gap: Gap) -> tuple[Phrase, str] | None:
        phrase = gap.phrase
        scoped = phrase.name.startswith(self._scopes)
        scope = next(scope for scope in self._scopes if phrase.name.startswith(scope)) if scoped else ""
        if scope and phrase.name.removeprefix(scope) in self._sides and self._field(gap.clause.sentence):
            phrase = phrase.part(len(scope))
        if phrase.name not in self._sides:
            return None
        topic, place = self._topic(gap)
        if topic and not (self._opens(gap) or topic.pieces[-1][1] > self._doc.sentences[gap.clause.sentence].start):
            return None  # …。完成|产值 is of another thing
        topic = self._of_sides(topic)
        thing = topic.part(0, len(topic) - len(self._head(topic)))
        if len(thing) == len(topic) - 1:  # 招生|数, and 利润|率 is nothing that has another side
            thing = thing.part(0, len(thing) - len(self._head(thing)))
        if topic.name == phrase.name or not thing or len(thing) == len(topic) - 1:
            return phrase, place
        return thing + phrase, place

    def _of_sides(self, topic: Phrase) -> Phrase:
        """A topic without the sides that stand beside its first, or the word for how it is made: 粮食|生产."""
        first, *others = topic.name.split("、")
        if others and all(other in self._sides for other in others):
            topic = topic.part(0, len(first))  # 粮食面积、总产、单产
        made = next((word for word in self._making if topic.name.endswith(word)), "")
        return topic.part(0, len(topic) - len(made)) or topic

    def deed(self, gap: Gap) -> tuple[Phrase, str] | None:
        only_done = gap.phrase.name == gap.clause.action and gap.phrase.pieces[0][0] == gap.clause.action_start
        if not only_done or gap.unit != self._unit or not self._goes_on(gap) or not self._counts(gap.unit):
            return None
        return self.recent[-1], "number before"

    def _counts(self, unit: str) -> bool:
        """Whether things are counted in a unit: 交付9个, but not 造林4万亩 or 减税3亿元."""
        return self._units.kind(unit) == "count"

    def dependent(self, gap: Gap) -> tuple[Phrase, str] | None:
        if gap.phrase.name not in self._dependent:
            return None
        topic, place = self._topic(gap)
        return (topic if topic.name.endswith(gap.phrase.name) else topic + gap.phrase), place

    def threshold(self, gap: Gap) -> tuple[Phrase, str] | None:
        if not self.recent or self._threshold.fullmatch(gap.phrase.name) is None:
            return None
        owner = self.recent[-1]
        delimited = self._threshold.search(owner.name)
        if delimited is not None:
            owner = owner.part(0, delimited.start()) + owner.part(delimited.end())
        return gap.phrase + owner, ""

    def part(self, gap: Gap) -> tuple[Phrase, str] | None:
        if gap.phrase.name not in self._partitive or not self._goes_on(gap) or self._is_counted(gap):
            return None
        topic, place = self._topic(gap)
        other = next((part for part in self._partitive if topic.name.startswith(part)), "")
        rest = topic.part(len(other))
        return gap.phrase + (rest.part(2) if rest.name.startswith(("以上", "以下")) else rest), place

    def _is_counted(self, gap: Gap) -> bool:
        """Whether a number right before a phrase counts it: 88个|城市."""
        at = gap.phrase.pieces[0][0]
        left = bisect_left(self._ends, at)
        return left < len(self._ends) and self._ends[left] == at

    def _goes_on(self, gap: Gap) -> bool:
        """Whether a phrase may go on from the number before: in its sentence, or behind 其中."""
        sentence = self._doc.sentences[gap.clause.sentence].start
        here = bool(self.recent) and self.recent[-1].pieces[-1][1] > sentence
        return here or self._text.endswith("其中", 0, gap.phrase.pieces[0][0])

    def _opens(self, gap: Gap) -> bool:
        """Whether a phrase opens its clause, so that it may go on from a sentence before: |产量5万吨, not 完成|产值."""
        return gap.phrase.pieces[0][0] <= gap.clause.subject_start

    def modifier(self, gap: Gap) -> tuple[Phrase, str] | None:
        first = gap.phrase.pieces[0][0]
        if not self.recent or self._clause != gap.place or not self._text.endswith("、", 0, first):
            return None
        whole = with_modifier(self.recent[-1], gap.phrase, self._rules)
        return (whole, "") if len(whole) > len(gap.phrase) else None

    def head(self, gap: Gap) -> tuple[Phrase, str] | None:
        phrase = gap.phrase
        if not self.recent or not self._text.endswith("其中", 0, phrase.pieces[0][0]):
            return None
        if phrase.name.endswith(self._heads) or len(phrase) > _PART:
            return None
        owner = self.recent[-1]
        head = self._head(owner)
        return (phrase + owner.part(len(owner) - len(head)), "") if head else None

    def _head(self, name: Phrase) -> str:
        """The noun that ends the name of an indicator: 总产值 of 工业总产值."""
        return next((head for head in self._heads if name.name.endswith(head)), "")


TOPICS: tuple[Topic, ...] = (
    Topic("label", "原煤：从3万吨增加到5万吨。 -> 原煤", "主要指标：粮食产量从3万吨增加到5万吨。", Elision.label),
    Topic("field", "在手工业方面，增长5%。 -> 手工业", "在手工业方面，棉布产量增长5%。", Elision.field),
    Topic(
        "number before",
        "地区生产总值达到356亿元，增长6.3%。 -> 地区生产总值",
        "用电量达到356亿千瓦时，工业增长6.3%。",
        Elision.number_before,
    ),
    Topic(
        "clause before",
        "工业经济稳中向好，增长6%。 -> 工业经济",
        "工业经济稳中向好，投资增长6%。",
        Elision.clause_before,
    ),
    Topic(
        "words before",
        "粮食产量在上年丰收的基础上，增产3万吨。 -> 粮食产量",
        "天公在上年作美的基础上，增产3万吨。",
        Elision.words_before,
    ),
    Topic(
        "last number",
        "粮食产量达到3万吨。农民得到实惠。增长6%。 -> 粮食产量",
        "粮食产量达到3万吨，增长6%。",
        Elision.last_number,
    ),
    Topic("own object", "超过5%的增长。 -> 增长", "工业超过5%的增长。", Elision.own_object),
    Topic("own verb", "预计增长6%。 -> 增长", "预计工业增长6%。", Elision.own_verb),
)

COMPLETIONS: tuple[Completion, ...] = (
    Completion(
        "of what precedes", "技改项目26个、投资31亿元。 -> 技改项目投资", "完成投资31亿元。", Elision.of_what_precedes
    ),
    Completion(
        "side", "粮食播种面积12万亩、产量5万吨。 -> 粮食产量", "粮食播种面积12万亩、油料产量5万吨。", Elision.side
    ),
    Completion(
        "dependent",
        "新增科技型企业3家，数量居全省第2位。 -> 科技型企业数量",
        "新增科技型企业3家，外资企业居全省第2位。",
        Elision.dependent,
    ),
    Completion("deed", "新建菜市场12个，交付9个。 -> 菜市场", "新建菜市场12个，交付9户。", Elision.deed),
    Completion(
        "threshold", "新开工项目12个，其中亿元以上4个。 -> 亿元以上项目", "新开工亿元以上项目4个。", Elision.threshold
    ),
    Completion(
        "part", "新改建公路52公里，其中农村40公里。 -> 农村公路", "新改建公路52公里，其中桥梁40公里。", Elision.part
    ),
    Completion(
        "modifier", "建成铁路新线30公里、复线20公里。 -> 铁路复线", "建成铁路30公里、公路20公里。", Elision.modifier
    ),
    Completion(
        "head",
        "农业总产值增长4%，其中渔业增长5%。 -> 渔业总产值",
        "农业总产值增长4%，其中渔业产量增长5%。",
        Elision.head,
    ),
)
