"""Facts: each measurable number of a clause bound to what it measures.

A number finds its indicator in its own clause first: the noun phrase before it (新增停车位 4710 个), or,
where the verb stands right before it, the one behind it (惠及 310 万户家庭) or the subject (停车位达 4710
个). A clause without a noun takes the indicator of the number before (…1351 亿元，增长 4.1%). Numbers in
a row share one verb and divide the coordination before it (A、B 分别增长 4.3%、6.1%).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from report_parser.document import Clause, Document, Fact, Name, Numeral, Period
from report_parser.facts.areas import Areas
from report_parser.facts.comparators import Comparators
from report_parser.facts.elision import Elision, Gap
from report_parser.facts.indicator import OWN_SUM, Reading, WordsAround
from report_parser.facts.particulars import Particulars
from report_parser.facts.periods import Count, Periods
from report_parser.facts.roles import Bound, Roles, Told
from report_parser.facts.shared_heads import SharedHeads
from report_parser.facts.tiers import Tiers
from report_parser.facts.vocabulary import counted, match_indicator
from report_parser.rules import Rules
from report_parser.words.coordination import distribute
from report_parser.words.hedges import hedges_of
from report_parser.words.patterns import any_of
from report_parser.words.pieces import Phrase

# How long what stands between two numbers that share their verb may be.
_LONGEST_GAP = 6
# The places that a whole sentence is about, other than the report's own: 甲、乙、丙三个自治区，.
_AREA = re.compile(
    r"[^，。；]*?(?:，)?(?P<area>(?:[\u4e00-\u9fff]{2,5}、)+[\u4e00-\u9fff]{2,5}?[两二三四五六七八九十\d]{1,2}个?(?:自治区|自治州|省|市|县|区|州|盟))，"
)
_JOINTS = ("、", "，", "和", "与", "及")
# Examples before the noun that they are examples of, 等 closing them.
_EXAMPLES = re.compile(r"(?P<examples>.*[^优同平高中初一二三四特相]等)(?P<head>[^级待于、，。].+)$")


class Row(NamedTuple):
    """Facts that share one verb, so many `numbers` of them in `unit`, in the clause at `place` among all clauses."""

    place: int
    clause: Clause
    numbers: int
    unit: str
    reading: Reading


class Sharing(NamedTuple):
    """One way for the numbers of a row to share what stands around them: its name, an example, a near miss, its reader.

    Behind the example stands what its last number measures. A reader gives one name for each number, and the names of
    the rules that completed them; it says None where the row does not share so.
    """

    name: str
    example: str
    near_miss: str
    read: Callable[[_Binder, Row], tuple[list[Phrase], tuple[str, ...]] | None]


def facts(doc: Document, rules: Rules) -> Document:
    """Fill `facts`: one for each numeral of type fact that stands in a clause, in text order."""
    binder, shared = _Binder(doc, rules), SharedHeads(doc, rules)
    found: list[Fact] = []
    for index, members in _by_clause(doc):
        found.extend(shared.completed(list(binder.bind(index, members))))
    return replace(doc, facts=tuple(Tiers(doc, rules).graded(found)))


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


def _unit_of(numeral: Numeral) -> str:
    return numeral.quantity.unit if numeral.quantity is not None else ""


@lru_cache(maxsize=8)
def _hedged(rules: Rules) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand between two numbers that share their verb (4.3%、6.1%; 5% 以上和近 6%), and 的 behind a number."""
    hedges = hedges_of(rules)
    before = any_of(word for word in hedges.bare if word in hedges.before)
    row = re.compile(rf"{hedges.behind}?(?:、|和|及|与|以及|，|:|∶| )(?:{before})?")
    return row, re.compile(rf"{hedges.behind}?的")


@lru_cache(maxsize=8)
def _parted(rules: Rules) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A 的 that leads up to a share (财政支出的|七成), a clause that goes on behind one (近八成|投向…), and 为 whom."""
    hedges = hedges_of(rules)
    leading, behind = re.compile(rf"的{hedges.leading}$"), rf"{hedges.behind}?(?![和与及])[\u4e00-\u9fff]"
    return leading, re.compile(behind), re.compile(rf"(?:为|给|替){hedges.leading}$")


class _Binder:
    """Binds the numbers of one document, clause by clause, remembering what was spoken of last."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._doc = doc
        self._text = doc.text
        self._rules = rules
        self._around = WordsAround(doc, rules)
        self._elision = Elision(doc, rules, self._around)
        self._roles = Roles(doc, rules)
        self._comparators = Comparators(doc, rules)
        self._periods = Periods(doc, rules)
        self._particulars = Particulars(doc, rules)
        self._area = Areas(doc, rules)
        self._sections = {
            section.id: section for section in doc.sections if section.heading_end > section.heading_start
        }
        self._row, self._of = _hedged(rules)
        self._ends_in_of, self._goes_on, self._for = _parted(rules)
        self._counted = counted(rules)
        self._rates = (*rules.facts.rates, *rules.facts.rise_nouns, *rules.facts.fall_nouns)
        self._finished = rules.facts.finished
        self._added = rules.facts.added
        self._reached = rules.facts.reached

    def bind(self, index: int, members: list[int]) -> Iterator[Fact]:
        """The facts of one clause; `members` are its facts and baselines in the ledger, in text order."""
        clause = self._doc.clauses[index]
        self._elision.enter(self._doc.sentences[clause.sentence].paragraph)
        start = self._behind_urging(clause)
        for row in self._rows(members):
            reading = self._around.read(clause, row, start)
            yield from self._bind_row(index, clause, row, reading)
            start = self._doc.numerals[row[-1]].end
            if reading.used_to and self._text.startswith(_JOINTS, reading.used_to):
                # 250 件建议、286 件提案: what stood behind the number is its own and not the next one's.
                start = reading.used_to
        self._elision.leave(index)

    def _behind_urging(self, clause: Clause) -> int:
        """Where a clause begins, behind what urges one that has no verb: 确保|粮食总产量30万吨."""
        urging = self._rules.words.assuring
        urged = not clause.action and self._text.endswith(urging, clause.start, clause.subject_start)
        return clause.subject_start if urged else clause.start

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
        near = 0 < right.start - left.end <= _LONGEST_GAP
        return near and self._row.fullmatch(self._text, left.end, right.start) is not None

    def _bind_row(self, index: int, clause: Clause, row: list[int], reading: Reading) -> Iterator[Fact]:
        numerals = self._doc.numerals
        baselines = {numerals[i].baseline_of: i for i in row if numerals[i].type == "baseline"}
        members = [i for i in row if numerals[i].type == "fact"]
        if not members:
            return
        values = [numerals[i] for i in members]
        names, rules = self._names(Row(index, clause, len(members), _unit_of(values[0]), reading))
        areas = self._areas(clause)
        for member, name in zip(members, names, strict=True):
            numeral = numerals[member]
            assert numeral.quantity is not None, "a fact of the ledger carries its quantity"
            number = Bound(clause, numeral, numeral.quantity, reading)
            told = self._roles.read(number)
            comparator, comparator_rule = self._comparators.read(number, values)
            baseline = baselines.get(member)
            examples, thing = self._examples(name)
            qualifiers = (*examples, *areas)
            yield Fact(
                numeral=member, clause=index, indicator=thing.name, indicator_spans=thing.pieces, qualifiers=qualifiers,
                action=reading.action, role=told.role, direction=told.direction, comparator=comparator,
                period=self._period(number, told, baseline),
                rule=", ".join(rules), role_rule=told.rule, comparator_rule=comparator_rule,
                counts=self._particulars.counts(number, told), prices=self._particulars.prices(number, told),
                against=self._particulars.against(number, told),
                whole=self._whole(number, told, thing), area=self._place(clause, thing),
                indicator_id=self._id(number, told, thing), baseline=baseline,
            )  # fmt: skip
        self._elision.remember(index, names, _unit_of(values[-1]))

    def _id(self, number: Bound, told: Told, thing: Phrase) -> str | None:
        """The id of an indicator, which its verb may be the head of: 生猪|存栏; none for a part of it."""
        name, action, unit = thing.name, number.clause.action, number.quantity.unit
        if self._is_part(number, told, thing) or self._is_affected(number):
            return None
        if told.role == "change_rate" and (new := self._added_before(thing)):
            return match_indicator(new + name, unit, self._rules)  # 新注册|市场主体|增长20%
        for reading in (name, name + action, action + name):  # 新增|城镇就业
            if (found := match_indicator(reading, unit, self._rules)) is not None:
                return found
        return None

    def _added_before(self, thing: Phrase) -> str:
        """The verb right before a thing by which what is new of it is meant, where one stands: 新注册|市场主体."""
        start = thing.pieces[0][0] if thing else 0
        return next((verb for verb in self._added if self._text.endswith(verb, 0, start)), "")

    def _is_affected(self, number: Bound) -> bool:
        """Whether a number only counts those for whom something is done: 为|近3万农民工|追回欠薪."""
        behind = number.reading.used_to > number.numeral.end
        return behind and self._for.search(self._text, number.clause.start, number.numeral.start) is not None

    def _place(self, clause: Clause, thing: Phrase) -> str | None:
        """The place that a number speaks of where that is not the report's own: its name says so, or its subject."""
        before = self._text[clause.start : clause.action_start].strip()
        return self._area.area(thing.name) or self._area.acting(before, thing.name)

    def _whole(self, number: Bound, told: Told, thing: Phrase) -> Name | None:
        """What a share is a share of: 占|财政支出|的比重, 77%的|财政支出."""
        whole = thing if self._is_part(number, told, thing) else number.reading.whole
        return Name(whole.name, whole.pieces) if whole else None

    def _is_part(self, number: Bound, told: Told, thing: Phrase) -> bool:
        """Whether a share is told of what it is a part of: 77%|的财政支出, 财政支出的|77%, but not 41%的森林覆盖率.

        What is counted has no share for a value, so a verb behind tells what a part does: 财政支出|近八成|投向….
        """
        measure = number.reading.measure
        if told.role != "level" or number.quantity.unit != "%" or thing.name.endswith(self._rates):
            return False
        if measure is not None and measure.share:
            return False  # 民生支出占财政支出的|八成 names both
        start, end = number.numeral.start, number.numeral.end
        if self._of.match(self._text, end) and number.reading.used_to > end:
            return True
        if self._ends_in_of.search(self._text, number.clause.start, start) is not None:
            return True
        goes_on = self._goes_on.match(self._text, end, number.clause.end) is not None
        return goes_on and measure is None and match_indicator(thing.name, "%", self._rules) in self._counted

    def _examples(self, name: Phrase) -> tuple[tuple[str, ...], Phrase]:
        """A name parted from the examples it opens with: 供水、燃气等管网 -> 供水、燃气等, 管网."""
        match = _EXAMPLES.match(name.name)
        return ((), name) if match is None else ((match["examples"],), name.part(match.start("head")))

    def _areas(self, clause: Clause) -> tuple[str, ...]:
        start = self._doc.sentences[clause.sentence].start
        if self._text.find("、", start, clause.start) < 0:
            return ()  # nearly always, and sooner than by a search
        area = _AREA.match(self._text, start, clause.start)
        return () if area is None else (area["area"],)

    # --- which names for a row ----------------------------------------------------------------------------

    def _names(self, row: Row) -> tuple[list[Phrase], list[str]]:
        """One name for each number of the row, and the names of the rules that found them."""
        for sharing in SHARINGS:
            found = sharing.read(self, row)
            if found is not None:
                names, completions = found
                shared = (sharing.name,) if row.numbers > 1 else ()
                share = row.reading.share
                shares = [self._elision.share_of(name, share) for name in names] if share else names
                return shares, [row.reading.rule, *completions, *shared]
        raise AssertionError("the last way shares anything")

    def numbers_before(self, row: Row) -> tuple[list[Phrase], tuple[str, ...]] | None:
        if row.reading.phrase or row.numbers < 2:
            return None
        before = self._elision.row
        recent = before if len(before) == row.numbers else self._elision.recent[-row.numbers :]
        return (recent, ()) if len(recent) == row.numbers else None

    def rank_behind_share(self, row: Row) -> tuple[list[Phrase], tuple[str, ...]] | None:
        recent, measure = self._elision.recent, row.reading.measure
        ranked = measure is not None and measure.role == "rank" and not row.reading.phrase
        if not ranked or len(recent) < 2 or "占" not in recent[-1].name:
            return None
        return [recent[-2]] * row.numbers, ("rank behind a share",)

    def divided(self, row: Row) -> tuple[list[Phrase], tuple[str, ...]] | None:
        if row.numbers < 2:
            return None
        whole, completions = self._completed(row)
        items = distribute(self._text, whole.pieces, row.numbers, self._rules)
        return None if items is None else ([Phrase.of(self._text, item) for item in items], completions)

    def together(self, row: Row) -> tuple[list[Phrase], tuple[str, ...]] | None:
        whole, completions = self._completed(row)
        return [whole] * row.numbers, completions

    def _completed(self, row: Row) -> tuple[Phrase, tuple[str, ...]]:
        """What a row measures in full; a sum that is an attribute of what follows goes on from nothing before."""
        if row.reading.rule == OWN_SUM:
            return row.reading.phrase, ()
        return self._elision.complete(Gap(row.place, row.clause, row.reading.phrase, row.unit))

    # --- which years --------------------------------------------------------------------------------------

    def _period(self, number: Bound, told: Told, baseline: int | None) -> Period:
        clause = number.clause
        sentence = self._doc.sentences[clause.sentence]
        section = self._sections.get(clause.section)
        return self._periods.period(
            number.numeral.start,
            clause_start=clause.start,
            sentence_start=sentence.start,
            paragraph_start=self._text.rfind("\n", 0, sentence.start) + 1,
            heading_start=section.heading_start if section else None,
            kind=clause.kind,
            role=told.role,
            count=self._count(number.reading, baseline),
        )

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


SHARINGS: tuple[Sharing, ...] = (
    Sharing(
        "numbers before",
        "粮食、蔬菜产量分别达3万吨和5万吨，增长2%和4%。 -> 蔬菜产量",
        "粮食产量达3万吨，增长2%和4%。",
        _Binder.numbers_before,
    ),
    Sharing(
        "rank behind a share",
        "进出口210亿元，占全市的18%，居全市第3位。 -> 进出口",
        "进出口210亿元，居全市第3位。",
        _Binder.rank_behind_share,
    ),
    Sharing("divided", "粮食、蔬菜产量分别增长2%、4%。 -> 蔬菜产量", "粮食产量增长2%、4%。", _Binder.divided),
    Sharing("together", "粮食产量增长2%、4%。 -> 粮食产量", "粮食、蔬菜产量分别增长2%、4%。", _Binder.together),
)
