"""Facts: each measurable number of a clause bound to what it measures.

A number finds its indicator in its own clause first: the noun phrase before it (新增停车位 4710 个), or,
where the verb stands right before it, the one behind it (惠及 310 万户家庭) or the subject (停车位达 4710
个). A clause without a noun takes the indicator of the number before (…1351 亿元，增长 4.1%). Numbers in
a row share one verb and divide the coordination before it (A、B 分别增长 4.3%、6.1%).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from report_parser.actions import lexicon
from report_parser.coordination import distribute
from report_parser.document import Clause, Comparator, Direction, Document, Fact, Kind, Numeral, Quantity, Role
from report_parser.measures import Measure, measure_finder
from report_parser.periods import Timeline
from report_parser.phrases import cutter
from report_parser.rules import Rules
from report_parser.vocabulary import match_indicator

# What may stand between two numbers that share their verb: 4.3%、6.1% and 5% 以上和近 6%.
_ROW = regex.compile(r"(?:以上|以下|左右|以内|多|余)?(?:、|和|及|与|以及|，)?(?:近|超|约|超过)?$")
_PHRASE_BEHIND = regex.compile(
    r"(?:以上|以下|左右|以内|上下)?(?P<of>的)?(?P<phrase>(?:“[^”]*”|《[^》]*》|（[^）]*）|[^，。；：、！？\n“（《])*)"
)
# Words that say a number once more in another unit: 增产二千二百万吨，即百分之七点八.
_ECHOES = ("即", "折合", "合", "也就是", "约合")
_MULTIPLE = ("倍", "番")
# Units of sums and shares, after which a noun is rarely what they count.
_MASSES = ("元", "%", "美元")
# Examples before the noun that they are examples of, 等 closing them.
_EXAMPLES = regex.compile(r"(?P<examples>.*[^优同平高中初一二三四特相]等)(?P<head>[^级待于、，。].+)$")
# The lead-in of a starting value: 从, 由年初的, 已经从1949年的.
_FROM = regex.compile(r"(?:已经|已)?(?:从|由|自)[^，、；从由]{0,14}$")
# The year of the value reached: 增加到1956年的.
_OF_YEAR = regex.compile(r"[\d一二三四五六七八九〇○零]{4}年的?$|今年的?$|去年的?$")


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


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the words around one number say."""

    phrase: str
    measure: Measure | None
    action: str
    governed: bool
    rule: str
    used_to: int
    echoes: bool


class _Binder:
    """Binds the numbers of one document, clause by clause, remembering what was spoken of last."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._doc = doc
        self._text = doc.text
        self._rules = rules
        self._measures = measure_finder(rules)
        self._cut = cutter(rules)
        self._timeline = Timeline(doc, rules)
        self._verbs = lexicon(rules).verbs
        self._noun_endings = tuple(rules.facts.noun_endings)
        self._amount_verbs = frozenset(rules.facts.amount_verbs)
        self._sides = frozenset(rules.facts.sides)
        self._adding = frozenset(rules.facts.adding)
        self._last: tuple[Role, Direction | None] = ("level", None)
        self._dependent_here = frozenset(rules.facts.dependent_here)
        self._partitive = frozenset(rules.facts.partitive)
        self._dependent = frozenset(rules.facts.dependent)
        self._recent: list[str] = []
        self._recent_clause = -1
        self._paragraph = -1

    def bind(self, index: int, members: list[int]) -> Iterator[Fact]:
        """The facts of one clause; `members` are its facts and baselines in the ledger, in text order."""
        clause = self._doc.clauses[index]
        paragraph = self._doc.sentences[clause.sentence].paragraph
        if paragraph != self._paragraph:
            self._paragraph, self._recent, self._recent_clause = paragraph, [], -1
        start = clause.start
        for row in self._rows(members):
            reading = self._read(clause, row, start)
            yield from self._bind_row(index, clause, row, start, reading)
            start = self._doc.numerals[row[-1]].end
            if reading.used_to and self._text[reading.used_to] in "、和及与，":
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

    def _bind_row(self, index: int, clause: Clause, row: list[int], start: int, reading: _Reading) -> Iterator[Fact]:
        numerals = self._doc.numerals
        baselines = {numerals[i].baseline_of: i for i in row if numerals[i].type == "baseline"}
        members = [i for i in row if numerals[i].type == "fact"]
        indicators = self._indicators(index, clause, reading, members)
        for position, (member, indicator) in enumerate(zip(members, indicators, strict=True)):
            yield self._fact(index, clause, member, indicator, reading, baselines.get(member), start, position)
        self._recent = [*self._recent, *dict.fromkeys(indicators)][-6:]
        self._recent_clause = index

    # --- the words around a row -------------------------------------------------------------------------

    def _read(self, clause: Clause, row: list[int], start: int) -> _Reading:
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
        quantity = numerals[members[0]].quantity
        unit = quantity.unit if quantity else ""
        measure = self._measures.find(verb_text, unit, "rank" if _is_rank(numerals[members[0]]) else None)
        noun = before[: measure.before] if measure else self._measures.without_hedge(before)
        phrase, action, governed = self._governed(clause, noun, start, measure)
        last = numerals[members[-1]]
        rule = f"measure:{measure.verb}" if measure else "noun before"
        behind, behind_end = self._behind(clause, last, row)
        used_to = 0
        if behind and not (measure and measure.share):
            is_modifier = phrase.endswith("等") or "、" in phrase or noun.endswith("的")
            starts_with_verb = self._verbs.longest(behind, 0, len(behind)) > 0
            if not phrase or self._is_verb(phrase) or (is_modifier and not starts_with_verb):
                if measure and measure.role == "change_amount" and measure.verb not in self._amount_verbs:
                    measure = replace(measure, role="level", direction=None)
                phrase, rule, used_to = behind, "noun behind", behind_end
            elif len(behind) <= 8 and not starts_with_verb and measure is None and not (governed and unit in _MASSES):
                phrase, rule, used_to = phrase + behind, "noun around", behind_end
        elif not phrase and last.end == clause.action_start and clause.objects:
            # 12 人入选国家高层次人才: the verb follows at once, what is counted is its object.
            phrase, rule = clause.objects[0].text, "object behind the verb"
        return _Reading(phrase, measure, action, governed, rule, used_to, before.strip("，、") in _ECHOES)

    def _noun(self, start: int, end: int, *, governors: bool = False) -> str:
        """The noun phrase of a stretch of text, without what only introduces it or leads on to the verb."""
        starts = self._doc.word_starts
        start = self._cut.front(self._text, start, end, starts, governors=governors)
        return self._text[start : self._cut.back(self._text, start, end, starts)]

    def _is_verb(self, phrase: str) -> bool:
        return self._verbs.longest(phrase, 0, len(phrase)) == len(phrase)

    def _governed(self, clause: Clause, noun: str, start: int, measure: Measure | None) -> tuple[str, str, bool]:
        """The phrase left of a number without its verb, that verb, and whether the verb has the phrase as object."""
        at, end = clause.action_start - start, clause.action_end - start
        whole = self._noun(start, start + len(noun), governors=measure is not None)
        if measure is not None and measure.verb:
            return whole, measure.verb, False
        if 0 <= at < end <= len(noun):
            behind = self._noun(start + end, start + len(noun))
            subject = self._noun(start, start + at)
            if behind.startswith(self._noun_endings) or (
                subject and behind and match_indicator(whole, "", self._rules)
            ):
                return whole, clause.action, False
            if behind:
                return behind, clause.action, measure is None
            return (subject, clause.action, not subject)
        if clause.action_end <= start and clause.action_end > clause.action_start:
            return whole, clause.action, True
        return whole, "", False

    def _behind(self, clause: Clause, last: Numeral, row: list[int]) -> tuple[str, int]:
        """The noun phrase right behind a number: 310 万户【家庭】; of 114 宗 872 亩边角地 for both numbers."""
        numerals = self._doc.numerals
        end = clause.end
        at = last.end
        following = row[-1] + 1
        while following < len(numerals) and numerals[following].start < clause.end:
            if numerals[following].type in ("fact", "baseline"):
                if numerals[following].start == at:
                    at = numerals[following].end
                else:
                    end = min(end, numerals[following].start)
                    break
            following += 1
        match = _PHRASE_BEHIND.match(self._text, at, end)
        if (
            match is None
            or not match["phrase"]
            or (match["of"] and match["phrase"].startswith(tuple(self._rules.facts.tails)))
        ):
            return "", 0
        phrase_start, phrase_end = match.span("phrase")
        if phrase_start <= clause.action_start < phrase_end and clause.action_start < clause.action_end:
            phrase_end = clause.action_start
        if clause.subject_start <= phrase_start < clause.subject_end:
            phrase_end = min(phrase_end, clause.subject_end)
        phrase_end = self._noun_end(phrase_start, phrase_end)
        phrase_end = self._cut.back(self._text, phrase_start, phrase_end, self._doc.word_starts)
        phrase = self._text[phrase_start:phrase_end].rstrip("和及与")
        phrase_end = phrase_start + len(phrase)
        return ("", 0) if not phrase or self._cut.is_tail(phrase) else (phrase, phrase_end)

    def _noun_end(self, start: int, end: int) -> int:
        """Where the noun behind a number ends: 试点县【的支持力度】, but not inside 达到二级水平的中心."""
        of = self._text.find("的", start + 1, end)
        if 0 < of - start <= 6 and not self._verbs.longest(self._text, start, of):
            return of
        return end

    # --- which indicator --------------------------------------------------------------------------------

    def _indicators(self, index: int, clause: Clause, reading: _Reading, members: list[int]) -> list[str]:
        """One indicator for each number of the row."""
        count = len(members)
        share = reading.measure.share if reading.measure else None
        if not reading.phrase and count > 1 and len(self._recent) >= count:
            owners = self._recent[-count:]
            return [owner + f"占{share}" if share else owner for owner in owners]
        phrase = self._complete(index, clause, reading.phrase)
        if share:
            phrase_items = distribute(phrase, count, self._rules) if count > 1 else None
            return [f"{item}占{share}" for item in phrase_items or (phrase,) * count]
        if count > 1:
            items = distribute(phrase, count, self._rules)
            if items:
                return list(items)
        return [phrase] * count

    def _complete(self, index: int, clause: Clause, phrase: str) -> str:
        """The phrase with what it leaves to the words before: the topic itself, 总数 of it, 农村 part of it."""
        if not phrase:
            return self._topic(index, clause)
        if phrase in self._dependent_here and self._recent and self._recent_clause == index:
            return self._recent[-1] + phrase
        if phrase in self._sides:
            topic = self._topic(index, clause)
            head = max((head for head in self._rules.facts.heads if topic.endswith(head)), key=len, default="")
            return (topic[: -len(head)] or topic) + phrase if head else topic + phrase
        if phrase in self._dependent:
            topic = self._topic(index, clause)
            return topic if topic.endswith(phrase) else topic + phrase
        if phrase in self._partitive:
            topic = self._topic(index, clause)
            other = next((part for part in self._partitive if topic.startswith(part)), "")
            return phrase + topic[len(other) :]
        return phrase

    def _topic(self, index: int, clause: Clause) -> str:
        """What was spoken of last: the number before in this clause, else what the clause before is about."""
        if self._recent and self._recent_clause in (index, index - 1):
            return self._recent[-1]
        before = self._doc.clauses[index - 1] if index else None
        if before is not None and before.sentence == clause.sentence:
            subject = self._text[before.subject_start : before.subject_end]
            if subject or before.objects:
                return subject or before.objects[0].text
        if self._recent:
            return self._recent[-1]
        own = clause.objects[0].text if clause.objects else self._text[clause.subject_start : clause.subject_end]
        return own or clause.action

    # --- the fact ---------------------------------------------------------------------------------------

    def _fact(
        self, index: int, clause: Clause, member: int, indicator: str, reading: _Reading, baseline: int | None,
        start: int, position: int,
    ) -> Fact:  # fmt: skip
        numeral = self._doc.numerals[member]
        quantity = numeral.quantity
        assert quantity is not None, "a fact of the ledger carries its quantity"
        role, direction = self._role(numeral, quantity, reading)
        if role == "change_amount" and quantity.unit == "%":
            role = "change_rate"
        self._last = role, direction
        sentence = self._doc.sentences[clause.sentence]
        paragraph_start = self._text.rfind("\n", 0, sentence.start) + 1
        period = self._timeline.period(
            numeral.start,
            sentence.start,
            paragraph_start,
            clause.kind,
            role,
            self._text[clause.start : numeral.start],
            done=reading.governed,
        )
        indicator, qualifiers = _without_examples(indicator)
        return Fact(
            numeral=member, clause=index, indicator=indicator, qualifiers=qualifiers, action=reading.action, role=role,
            direction=direction, comparator=_comparator(quantity, reading, clause.kind), period=period,
            rule=reading.rule if position == 0 else reading.rule + ", shared",
            indicator_id=match_indicator(indicator, quantity.unit, self._rules), baseline=baseline,
        )  # fmt: skip

    def _role(self, numeral: Numeral, quantity: Quantity, reading: _Reading) -> tuple[Role, Direction | None]:
        measure = reading.measure
        if _is_rank(numeral):
            return "rank", None
        if quantity.unit in _MULTIPLE and (measure is None or measure.role == "level"):
            return "multiple", None
        if reading.echoes:
            return self._last
        if measure is not None:
            if measure.verb in self._adding and reading.phrase and quantity.unit in _MASSES:
                return "change_amount", "up"
            return measure.role, measure.direction
        changes = reading.governed and (quantity.unit == "%" or reading.action in self._amount_verbs)
        rising = self._measures.is_rise(reading.action) if changes else None
        if rising is not None:
            role: Role = "change_rate" if quantity.unit == "%" else "change_amount"
            return role, "up" if rising else "down"
        return "level", None


def _without_examples(phrase: str) -> tuple[str, tuple[str, ...]]:
    """A phrase parted from the examples it opens with: 供水、燃气等管网 -> 管网, with 供水、燃气等 as qualifier."""
    match = _EXAMPLES.match(phrase)
    return (phrase, ()) if match is None else (match["head"], (match["examples"],))


def _is_rank(numeral: Numeral) -> bool:
    return numeral.rule == "fact.rank"


def _comparator(quantity: Quantity, reading: _Reading, kind: Kind) -> Comparator:
    """The comparator of the number; a target that something is kept at (控制在 5%) is an upper bound."""
    held = reading.measure is not None and reading.measure.verb.startswith("控制")
    if held and quantity.comparator == "eq" and kind == "commitment":
        return "at_most"
    return quantity.comparator
