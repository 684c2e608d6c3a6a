"""Facts: each measurable number of a clause bound to what it measures.

A number finds its indicator in its own clause first: the noun phrase before it (新增停车位 4710 个), or,
where the verb stands right before it, the one behind it (惠及 310 万户家庭) or the subject (停车位达 4710
个). A clause without a noun takes the indicator of the number before (…1351 亿元，增长 4.1%). Numbers in
a row share one verb and divide the coordination before it (A、B 分别增长 4.3%、6.1%).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import regex

from report_parser.document import Clause, Comparator, Direction, Document, Fact, Kind, Numeral, Quantity, Role
from report_parser.facts.indicator import MASSES, MULTIPLES, Reading, WordsAround, is_rank
from report_parser.facts.measure_verbs import measure_finder
from report_parser.facts.periods import Count, Timeline
from report_parser.facts.vocabulary import match_indicator
from report_parser.rules import Rules
from report_parser.words.coordination import distribute, with_modifier
from report_parser.words.patterns import any_of
from report_parser.words.pieces import joined

# What may stand between two numbers that share their verb: 4.3%、6.1% and 5% 以上和近 6%.
_ROW = regex.compile(r"(?:以上|以下|左右|以内|多|余)?(?:、|和|及|与|以及|，)?(?:近|超|约|超过)?$")
# A threshold without the noun it delimits: 其中 10 亿元以上 4 个.
_BARE_THRESHOLD = regex.compile(r"\d*[\d.]*[万亿千百]*(?:元|吨|平方米|人|美元|千瓦)(?:以上|以下)")
# The places that a whole sentence is about, other than the report's own: 甲、乙、丙三个自治区，.
_AREA = regex.compile(
    r"[^，。；]*?(?:，)?(?P<area>(?:[\u4e00-\u9fff]{2,5}、)+[\u4e00-\u9fff]{2,5}?[两二三四五六七八九十\d]{1,2}个?(?:自治区|自治州|省|市|县|区|州|盟))，"
)
# The field of a whole sentence at its head.
_FIELD = regex.compile(r"[\s　]*在?(?P<field>[\u4e00-\u9fff]{2,8})方面[，：,:]")
# A short noun with a colon behind it.
_LABEL = regex.compile(r"(?:^|[\s　。；])(?P<label>[\u4e00-\u9fff]{1,10})[：:]$")
_LABEL_REACH = 14
# How far before its number a hedge that leads up to it may stand.
_LED_UP = 8
# Hedges behind a number, which bind that number alone.
_SUFFIXES = ("以上", "以下", "左右", "以内", "多", "余", "强")
_AND = ("和", "与", "及")
_JOINTS = ("、", "，", *_AND)
# Examples before the noun that they are examples of, 等 closing them.
_EXAMPLES = regex.compile(r"(?P<examples>.*[^优同平高中初一二三四特相]等)(?P<head>[^级待于、，。].+)$")


def facts(doc: Document, rules: Rules) -> Document:
    """Fill `facts`: one for each numeral of type fact that stands in a clause, in text order."""
    binder = _Binder(doc, rules)
    found: list[Fact] = []
    for index, members in _by_clause(doc):
        found.extend(binder.bind(index, members))
    return replace(doc, facts=tuple(found))


def _by_clause(doc: Document) -> Iterator[tuple[int, list[int]]]:
    """Each clause that holds numbers, with the ledger indices of its facts and baselines."""
    pairs: list[tuple[int, int]] = []
    clause = 0
    for index, numeral in enumerate(doc.numerals):
        while clause < len(doc.clauses) and doc.clauses[clause].end < numeral.end:
            clause += 1
        if clause == len(doc.clauses):
            break
        if numeral.type in ("fact", "baseline") and doc.clauses[clause].start <= numeral.start:
            pairs.append((clause, index))
    for number, group in groupby(pairs, key=lambda pair: pair[0]):
        yield number, [index for _, index in group]


class _Binder:
    """Binds the numbers of one document, clause by clause, remembering what was spoken of last."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._doc = doc
        self._text = doc.text
        self._rules = rules
        self._measures = measure_finder(rules)
        self._around = WordsAround(doc, rules)
        self._timeline = Timeline(doc, rules)
        self._sections = {
            section.id: section for section in doc.sections if section.heading_end > section.heading_start
        }
        self._amount_verbs = frozenset(rules.facts.amount_verbs)
        self._finished = rules.facts.finished
        self._reached = rules.facts.reached
        # A hedge, a verb and its particle right before the number.
        self._roughly = regex.compile(rf"{any_of(rules.facts.roughly)}[\u4e00-\u9fff]{{1,3}}[了到达至]$")
        self._sides = frozenset(rules.facts.sides)
        self._scopes = frozenset(rules.facts.rank_scopes)
        self._asides = tuple(rules.facts.asides)
        self._heads = tuple(rules.facts.heads)
        self._by = frozenset(rules.facts.by)
        self._adding = frozenset(rules.facts.adding)
        self._last: tuple[Role, Direction | None] = ("level", None)
        self._dependent_here = frozenset(rules.facts.dependent_here)
        self._partitive = frozenset(rules.facts.partitive)
        self._dependent = frozenset(rules.facts.dependent)
        self._recent: list[str] = []
        self._recent_clause = -1
        self._owners: dict[str, str] = {}  # of the shares named in this paragraph
        self._paragraph = -1

    def bind(self, index: int, members: list[int]) -> Iterator[Fact]:
        """The facts of one clause; `members` are its facts and baselines in the ledger, in text order."""
        clause = self._doc.clauses[index]
        paragraph = self._doc.sentences[clause.sentence].paragraph
        if paragraph != self._paragraph:
            self._paragraph, self._recent, self._recent_clause, self._owners = paragraph, [], -1, {}
        start = clause.start
        for row in self._rows(members):
            reading = self._around.read(clause, row, start)
            yield from self._bind_row(index, clause, row, start, reading)
            start = self._doc.numerals[row[-1]].end
            if reading.used_to and self._text.startswith(_JOINTS, reading.used_to):
                # 250 件建议、286 件提案: what stood behind the number is its own and not the next one's.
                start = reading.used_to
        self._recent_clause = index

    def _rows(self, members: list[int]) -> list[list[int]]:
        """Numbers that share one verb, together: the baselines with their fact, 4.3%、6.1% as one row."""
        rows: list[list[int]] = []
        for index in members:
            if rows and self._continues(rows[-1][-1], index):
                rows[-1].append(index)
            else:
                rows.append([index])
        return rows

    def _continues(self, before: int, index: int) -> bool:
        left, right = self._doc.numerals[before], self._doc.numerals[index]
        if left.type == "baseline" and left.baseline_of is not None and left.baseline_of >= index:
            return True
        gap = self._text[left.end : right.start]
        return 0 < len(gap) <= 6 and _ROW.match(gap) is not None

    def _bind_row(self, index: int, clause: Clause, row: list[int], start: int, reading: Reading) -> Iterator[Fact]:
        numerals = self._doc.numerals
        baselines = {numerals[i].baseline_of: i for i in row if numerals[i].type == "baseline"}
        members = [i for i in row if numerals[i].type == "fact"]
        if not members:
            return
        indicators = self._indicators(index, clause, reading, members)
        bound = self._bound_of_all(members)
        for position, (member, indicator) in enumerate(zip(members, indicators, strict=True)):
            fact = self._fact(index, clause, member, indicator, reading, baselines.get(member), start, position)
            yield fact._replace(comparator=bound) if bound and fact.comparator == "eq" else fact
        self._recent = [*self._recent, *dict.fromkeys(indicators)][-6:]
        self._recent_clause = index

    def _bound_of_all(self, members: list[int]) -> Comparator | None:
        """The comparator that a hedge before the first number gives to all: 分别突破 1.3 万亿元、7000 亿元."""
        first = self._doc.numerals[members[0]]
        if len(members) < 2 or first.quantity is None or self._text.startswith(_SUFFIXES, first.end):
            return None
        comparator = first.quantity.comparator
        return (
            comparator if comparator in ("more_than", "at_least") and first.quantity.written_value.isascii() else None
        )

    # --- which indicator --------------------------------------------------------------------------------

    def _indicators(self, index: int, clause: Clause, reading: Reading, members: list[int]) -> list[str]:
        """One indicator for each number of the row."""
        count = len(members)
        share = reading.measure.share if reading.measure else None
        if not reading.phrase and count > 1 and len(self._recent) >= count:
            owners = self._recent[-count:]
            return [self._share_of(owner, share) if share else owner for owner in owners]
        ranked = reading.measure is not None and reading.measure.role == "rank"
        if ranked and not reading.phrase and len(self._recent) > 1 and "占" in self._recent[-1]:
            return [self._recent[-2]] * count  # 进出口 210 亿元，占全市的 18%，居第 3 位: the rank is not the share's
        phrase = self._complete(index, clause, reading.phrase)
        if share:
            return [self._share_of(item, share) for item in self._divided(phrase, count)]
        return self._divided(phrase, count)

    def _divided(self, phrase: str, count: int) -> list[str]:
        """What a phrase names for each of `count` numbers."""
        items = distribute(phrase, ((0, len(phrase)),), count, self._rules) if count > 1 else None
        return [joined(phrase, item) for item in items] if items else [phrase] * count

    def _share_of(self, owner: str, whole: str) -> str:
        """The share that something is of a whole; what is itself a share is none of the next whole.

        进出口占全省的 18%，占全国的 2%: 进出口占全省, 进出口占全国.
        """
        owner = self._owners.get(owner, owner)
        name = f"{owner}占{whole}"
        self._owners[name] = owner
        return name

    def _complete(self, index: int, clause: Clause, phrase: str) -> str:
        """The phrase with what it leaves to the words before: the topic itself, 总数 of it, 农村 part of it."""
        if not phrase:
            return self._topic(index, clause)
        if phrase in self._dependent_here and self._recent and self._recent_clause == index:
            return self._recent[-1] + phrase
        unscoped = next((phrase.removeprefix(scope) for scope in self._scopes if phrase.startswith(scope)), "")
        if unscoped in self._sides and self._field(clause.sentence):
            phrase = unscoped
        if phrase in self._sides:
            topic = self._topic(index, clause)
            head = max((head for head in self._rules.facts.heads if topic.endswith(head)), key=len, default="")
            return (topic[: -len(head)] or topic) + phrase if head else topic + phrase
        if phrase in self._dependent:
            topic = self._topic(index, clause)
            return topic if topic.endswith(phrase) else topic + phrase
        if self._recent and _BARE_THRESHOLD.fullmatch(phrase):
            return phrase + _BARE_THRESHOLD.sub("", self._recent[-1])
        if phrase in self._partitive:
            topic = self._topic(index, clause)
            other = next((part for part in self._partitive if topic.startswith(part)), "")
            return phrase + topic[len(other) :]
        listed = self._recent_clause == index and "、" + phrase in self._text[clause.start : clause.end]
        if self._recent and listed:
            phrase = with_modifier(self._recent[-1], phrase)
        if self._recent and self._is_part(clause, phrase):
            head = max(
                (head for head in self._rules.facts.heads if self._recent[-1].endswith(head)), key=len, default=""
            )
            return phrase + head
        return phrase

    def _is_part(self, clause: Clause, phrase: str) -> bool:
        """Whether a phrase after 其中 leaves its head to the indicator before: 总产值增长 4%，其中渔业增长 5%."""
        before = self._text.find(phrase, clause.start, clause.end)
        return self._text[:before].endswith("其中") and not phrase.endswith(self._heads) and len(phrase) <= 6

    def _topic(self, index: int, clause: Clause) -> str:
        """What was spoken of last: the number before in this clause, else what the clause before is about.

        Clauses that only qualify (扣除物价上涨因素，) are passed over.
        """
        before = index - 1
        while before > self._recent_clause and self._is_aside(before, clause.sentence):
            before -= 1
        if self._recent_clause != index and (label := self._label(clause)):
            return label
        opens = index == 0 or self._doc.clauses[index - 1].sentence != clause.sentence
        if opens and self._recent_clause != index and (field := self._field(clause.sentence)):
            return field
        if self._recent and (self._recent_clause == index or before <= self._recent_clause):
            return self._recent[-1]
        if before >= 0 and self._doc.clauses[before].sentence == clause.sentence:
            topic = self._about(self._doc.clauses[before])
            if topic:
                return topic
        if self._recent:
            return self._recent[-1]
        own = clause.objects[0].text if clause.objects else self._text[clause.subject_start : clause.subject_end]
        return own or clause.action

    def _label(self, clause: Clause) -> str:
        """The noun that a colon right before the clause sets apart: 原煤：|从3万吨增加到5万吨."""
        label = _LABEL.search(self._text, max(0, clause.start - _LABEL_REACH), clause.start)
        return "" if label is None else self._around.noun(label.start("label"), label.end("label"))

    def _field(self, sentence: int) -> str:
        """The field that a sentence opens with: 在手工业方面，|全国总产值…."""
        opening = _FIELD.match(self._text, self._doc.sentences[sentence].start)
        return "" if opening is None else self._around.noun(opening.start("field"), opening.end("field"))

    def _is_aside(self, index: int, sentence: int) -> bool:
        clause = self._doc.clauses[index] if index >= 0 else None
        return clause is not None and clause.sentence == sentence and self._text.startswith(self._asides, clause.start)

    def _about(self, clause: Clause) -> str:
        """What a clause without numbers is about: all of it where it is a noun, else its subject or its object."""
        whole = self._around.noun(clause.start, clause.end)
        if whole.endswith(self._heads) or (clause.objects and clause.objects[0].text.startswith(_AND)):
            return whole  # 新建和修复的铁路，就有 3108 公里
        subject = self._text[clause.subject_start : clause.subject_end]
        return subject or (clause.objects[0].text if clause.objects else "")

    # --- the fact ---------------------------------------------------------------------------------------

    def _fact(
        self, index: int, clause: Clause, member: int, indicator: str, reading: Reading, baseline: int | None,
        start: int, position: int,
    ) -> Fact:  # fmt: skip
        numeral = self._doc.numerals[member]
        quantity = numeral.quantity
        assert quantity is not None, "a fact of the ledger carries its quantity"
        role, direction = self._role(clause, numeral, quantity, reading)
        if role == "change_amount" and quantity.unit == "%":
            role = "change_rate"
        self._last = role, direction
        sentence = self._doc.sentences[clause.sentence]
        paragraph_start = self._text.rfind("\n", 0, sentence.start) + 1
        section = self._sections.get(clause.section)
        period = self._timeline.period(
            numeral.start,
            clause_start=clause.start,
            sentence_start=sentence.start,
            paragraph_start=paragraph_start,
            heading_start=section.heading_start if section else None,
            kind=clause.kind,
            role=role,
            count=self._count(reading, baseline),
        )
        indicator, qualifiers = _without_examples(indicator)
        area = _AREA.match(self._text, sentence.start, clause.start)
        if area is not None:
            qualifiers = (*qualifiers, area["area"])
        return Fact(
            numeral=member, clause=index, indicator=indicator, qualifiers=qualifiers, action=reading.action, role=role,
            direction=direction, period=period,
            comparator=self._comparator(numeral, quantity, reading, clause.kind),
            rule=reading.rule if position == 0 else reading.rule + ", shared",
            indicator_id=match_indicator(indicator, quantity.unit, self._rules), baseline=baseline,
        )  # fmt: skip

    def _count(self, reading: Reading, baseline: int | None) -> Count:
        """Whether a level counts something done or tells a state."""
        if reading.summed:
            return "done"
        verb = reading.measure.verb if reading.measure is not None else ""
        if verb.endswith(self._finished):
            return "done"
        if baseline is not None or (verb.endswith(self._reached) and not verb.startswith("不")):
            return "state"
        return "done" if reading.governed else "open"

    def _comparator(self, numeral: Numeral, quantity: Quantity, reading: Reading, kind: Kind) -> Comparator:
        """The comparator of the number: a target kept at 5% (控制在) is a bound, an observation kept there is not."""
        if quantity.comparator == "eq" and self._roughly.search(
            self._text, max(0, numeral.start - _LED_UP), numeral.start
        ):
            return "about"
        held = reading.measure is not None and reading.measure.verb.startswith("控制")
        bounded = self._text.startswith(("以内", "以下"), numeral.end)
        if not held or quantity.comparator not in ("eq", "at_most") or bounded:
            return quantity.comparator
        return "at_most" if kind == "commitment" else "eq"

    def _role(
        self, clause: Clause, numeral: Numeral, quantity: Quantity, reading: Reading
    ) -> tuple[Role, Direction | None]:
        measure = reading.measure
        if is_rank(numeral):
            return "rank", None
        if quantity.unit in MULTIPLES and (measure is None or measure.role == "level"):
            return "multiple", None
        if reading.echoes:
            return self._last
        if measure is not None:
            if measure.verb in self._by and quantity.unit == "%":
                direction = self._measures.change_within(self._text, numeral.end, clause.end)
                if direction:
                    return "change_rate", direction
            if measure.role == "level" and quantity.unit == "%" and not measure.share:
                direction = self._measures.change_behind(self._text, numeral.end, clause.end)
                if direction:
                    return "change_rate", direction
            if measure.verb in self._adding and reading.phrase and quantity.unit in MASSES:
                return "change_amount", "up"
            return measure.role, measure.direction
        changes = reading.governed and (
            (quantity.unit == "%" and not self._text.startswith("的", numeral.end))
            or reading.action in self._amount_verbs
        )
        rising = self._measures.is_rise(reading.action) if changes else None
        # 增加学位 1.5 万个 counts the places; 增加投入 5 亿元 and 减少贫困人口 1000 万 tell a change.
        if rising is not None and (not rising or quantity.unit in MASSES):
            role: Role = "change_rate" if quantity.unit == "%" else "change_amount"
            return role, "up" if rising else "down"
        return "level", None


def _without_examples(phrase: str) -> tuple[str, tuple[str, ...]]:
    """A phrase parted from the examples it opens with: 供水、燃气等管网 -> 管网, with 供水、燃气等 as qualifier."""
    match = _EXAMPLES.match(phrase)
    return (phrase, ()) if match is None else (match["head"], (match["examples"],))
