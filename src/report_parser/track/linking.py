"""The link of each item: which answer it has and what that means, or how the review is silent on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from report_parser.model import FactInfo
from report_parser.track import deeds
from report_parser.track.answers import Answers, Candidate, Evidence
from report_parser.track.by_fulfilment import fulfilment
from report_parser.track.by_numbers import added
from report_parser.track.by_words import rises, speaks_of
from report_parser.track.figures import Figure
from report_parser.track.items import Item
from report_parser.track.mentions import mention
from report_parser.track.model import Alternative, Comparison, Link, Reason, Side, TrackedItem, Verdict
from report_parser.track.numbers import Judgement, judge
from report_parser.track.pairing import Match
from report_parser.track.units import Unit, listed_together
from report_parser.track.weighed import Weighed
from report_parser.track.words import lexis

_ALTERNATIVES = 3
# Candidates within so many bits of the best are rivals.
_RIVAL = 1.5
# Within so few bits no candidate is better than another.
_TIE = 0.5
# In percent.
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """What a review says of an item: the verdict, the evidence for it, and the statements that it rests on."""

    verdict: Verdict
    reasons: tuple[Evidence, ...]
    score: float = 0.0
    side: Side | None = None
    mention: Side | None = None
    facts: tuple[FactInfo, ...] = ()
    rivals: Sequence[Candidate] = ()
    doubts: Sequence[str] = ()
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Linker:
    """One plan beside one review; `headings` are those of the plan's sections by their ids."""

    match: Match
    among: Answers
    headings: Mapping[str, str]

    def links(self, weighed: Sequence[Weighed]) -> list[Link]:
        """The links of all items, in the order of the plan."""
        by_unit = {id(each.unit): each for each in weighed}
        found: list[Link] = []
        for group in listed_together([each.unit for each in weighed]):
            these = [by_unit[id(unit)] for unit in group]
            found += self._of_list(these) if group[0].listed else [self._of_one(these[0])]
        return found

    def _of_one(self, each: Weighed) -> Link:
        figure = each.unit.figure
        if figure is None:
            return self._link(each.unit, self._by_words(each.unit, each.words))
        alone = len(each.unit.promise.figures) == 1
        if alone and not self._is_answered(each.numbers) and self._answered_in_words(figure, each.words):
            return self._link(each.unit, self._by_words(each.unit, each.words))
        return self._link(each.unit, self._by_number(each, figure))

    def _of_list(self, these: Sequence[Weighed]) -> list[Link]:
        """The works of one list, each by itself."""
        told = [each.words[0].answer for each in these if self._is_answered(each.words)]
        return [self._link(each.unit, self._of_part(each, told)) for each in these]

    def _of_part(self, each: Weighed, told: Sequence[Item]) -> Answer:
        """One work of a list; what answers another of them answers it too where it names both."""
        if not self._is_answered(each.words):
            spoken = next((answer for answer in told if speaks_of(each.unit.item.grams, answer)), None)
            of_it = [one for one in each.words if spoken is not None and one.answer is spoken]
            if of_it:
                return self._told(each.unit, of_it[0], [])
        return self._by_words(each.unit, each.words)

    def _is_answered(self, found: Sequence[Candidate]) -> bool:
        return bool(found) and found[0].answers(self.among.rules.tracking.weights)

    def _answered_in_words(self, figure: Figure, found: Sequence[Candidate]) -> bool:
        """Whether a target is answered without a number: by name, the work itself; or 100 % by 全部."""
        if not self._is_answered(found):
            return False
        if figure.measure.unit == "%" and figure.measure.value == _WHOLE:
            return lexis(self.among.rules).entire.search(found[0].answer.plain) is not None
        named = any(reason.code == "same_object" for reason in found[0].reasons)
        return named and found[0].answer.progress.stage is not None

    def _by_words(self, unit: Unit, found: Sequence[Candidate]) -> Answer:
        if not self._is_answered(found):
            return self._silent(unit, (), found, "no statement about the same thing")
        rivals = [each for each in found[1:] if found[0].weight - each.weight <= _RIVAL]
        return self._told(unit, found[0], rivals)

    def _told(self, unit: Unit, first: Candidate, rivals: Sequence[Candidate]) -> Answer:
        verdict = _text_verdict(unit.item, first, self.among)
        doubts = []
        if any(_text_verdict(unit.item, each, self.among) != verdict for each in rivals):
            doubts.append("another statement fits about as well and says otherwise")
        return Answer(
            verdict,
            first.reasons,
            first.score(self.among.rules.tracking.weights),
            first.answer.side(first.trend.facts if first.trend is not None else ()),
            rivals=rivals,
            doubts=doubts,
        )

    def _by_number(self, each: Weighed, figure: Figure) -> Answer:
        due, reviewed = figure.fact.period.end_year, self.match.review.reviewed
        if due is not None and reviewed is not None and due > reviewed[1]:
            return self._not_due(figure, each.numbers, due)
        if not self._is_answered(each.numbers):
            if (told := fulfilment(figure, self.match.year, self.among)) is not None:
                return self._told_of(figure, *told)
            return self._silent(each.unit, each.numbers, each.words, "no number of this indicator and measure")
        return self._compared(each.unit, figure, each.numbers)

    def _compared(self, unit: Unit, figure: Figure, found: Sequence[Candidate]) -> Answer:
        first = found[0]
        outturn, score = _outturn(first), first.score(self.among.rules.tracking.weights)
        judged = self._judge(figure, first)
        rivals = [
            each
            for each in found[1:]
            if first.weight - each.weight <= _RIVAL
            and each.figures is not None
            and each.figures[1].measure.value != outturn.measure.value
        ]
        ties = [each for each in rivals if first.weight - each.weight <= _TIE]
        if any(self._judge(figure, each).verdict != judged.verdict for each in ties):
            doubt = "another number fits as well and says otherwise"
            return Answer(
                "possible", first.reasons, score, facts=figure.facts, rivals=(first, *rivals), doubts=(doubt,)
            )
        doubts = [*first.doubts, *([judged.doubt] if judged.doubt else [])]
        if rivals:
            doubts.append("another number fits about as well")
        return Answer(
            judged.verdict,
            first.reasons,
            score,
            first.answer.side(outturn.facts),
            facts=figure.facts,
            rivals=rivals,
            doubts=doubts,
            comparison=judged.comparison,
        )

    def _told_of(self, figure: Figure, candidate: Candidate, verdict: Verdict) -> Answer:
        """The answer to a number of which the report says only that the target was kept, or not."""
        score = candidate.score(self.among.rules.tracking.weights)
        doubts = ("told without a number",)
        return Answer(verdict, candidate.reasons, score, candidate.answer.side(), facts=figure.facts, doubts=doubts)

    def _not_due(self, figure: Figure, found: Sequence[Candidate], due: int) -> Answer:
        """The answer to a number for a later year than those reviewed: reached ahead of time, or on its way.

        Only a level that lasts or adds up tells that; growth of one year tells nothing of growth in a later one.
        """
        late = Evidence("not_due", f"due in {due}, after the years reviewed", 0.0)
        first = found[0] if self._is_answered(found) else None
        if first is None or not _shows_progress(figure, first, self.among):
            return Answer("not_reported", (late,), facts=figure.facts, rivals=found[:1])
        judged = self._judge(figure, first)
        ahead = judged.comparison.sense == "floor" and judged.verdict in ("met", "exceeded")
        return Answer(
            judged.verdict if ahead else "started",
            (*first.reasons, late),
            first.score(self.among.rules.tracking.weights),
            first.answer.side(_outturn(first).facts),
            facts=figure.facts,
            rivals=found[1:2],
            doubts=first.doubts,
            comparison=judged.comparison,
        )

    def _judge(self, figure: Figure, candidate: Candidate) -> Judgement:
        delivered = figure.fact.action in self.among.rules.tracking.delivery
        goal, outturn = figure.measure, _outturn(candidate).measure
        judged = judge(figure.fact, goal, outturn, delivered=delivered, rules=self.among.rules)
        if judged.verdict == "missed" and delivered and candidate.answer.progress.partial:
            return replace(judged, verdict="partly")  # 首期 5 亿元到位 of a fund of 10: the rest may follow
        return judged

    def _silent(self, unit: Unit, numbers: Sequence[Candidate], words: Sequence[Candidate], nothing: str) -> Answer:
        """Perhaps this, mentioned, or not a word: in that order, by numbers, then by words."""
        weights = self.among.rules.tracking.weights
        facts = unit.figure.facts if unit.figure is not None else ()
        best = (numbers or words)[0] if numbers or words else None
        score = best.score(weights) if best is not None else 0.0
        reasons = best.reasons if best is not None else (Evidence("no_candidate", nothing, 0.0),)
        near = [each for each in numbers if each.score(weights) >= weights.possible]
        alike = [each for each in words if each.score(weights) >= weights.possible]
        told = mention(unit, self.match.year, self.among)
        rivals = [*near, *(each for each in alike if each.answer is not told)]
        if not near and told is not None:
            return Answer("mentioned", reasons, score, mention=told.side(), facts=facts, rivals=rivals)
        if rivals:
            return Answer("possible", reasons, score, facts=facts, rivals=rivals, doubts=("not sure enough",))
        return Answer("not_reported", reasons, score, facts=facts)

    def _link(self, unit: Unit, answer: Answer) -> Link:
        statement = unit.promise.statement
        plan, review = self.match.plan.report.source.sha256, self.match.review.report.source.sha256
        marks = [plan, statement.id, *(fact.id for fact in answer.facts), review]
        if unit.listed:
            marks.append(str(unit.start))
        doubts = (Evidence("doubt", text, 0.0) for text in dict.fromkeys(answer.doubts))
        return Link(
            id="l-" + hashlib.sha256("\n".join(marks).encode()).hexdigest()[:12],
            place=self.match.plan.place,
            year=self.match.year,
            kind="numeric" if unit.figure is not None else unit.item.kind if not unit.listed else "named",
            verdict=answer.verdict,
            score=answer.score,
            doubtful=bool(answer.doubts),
            reasons=tuple(_reasons((*answer.reasons, *doubts))),
            topics=statement.topics,
            modality=statement.modality,
            deadline=statement.deadline,
            chapter=self.headings.get(statement.section),
            item=TrackedItem(name=unit.name, start=unit.start, end=unit.end),
            commitment=unit.promise.side(answer.facts),
            achievement=answer.side,
            mention=answer.mention,
            comparison=answer.comparison,
            alternatives=tuple(
                _alternative(each, each.score(self.among.rules.tracking.weights)) for each in answer.rivals
            )[:_ALTERNATIVES],
        )


def _text_verdict(promise: Item, candidate: Candidate, among: Answers) -> Verdict:
    if candidate.trend is not None:
        upwards = deeds.direction(promise.plain, among.rules) == "up"
        return "met" if upwards == rises(candidate.trend) else "missed"
    told = deeds.verdict(promise.progress, candidate.answer.progress)
    if told == "met" and deeds.outranks(candidate.answer.plain, promise.plain, among.rules):
        return "exceeded"  # 争创省级示范县, 获评全国示范县
    return told


def _shows_progress(figure: Figure, candidate: Candidate, among: Answers) -> bool:
    """Whether a number of this year tells how far one of a later year has come: both levels, named as the same.

    What is delivered in one later year (2027 年新建 50 个) is not begun before.
    """
    goal = figure.fact.period
    one_year = goal.start_year in (None, goal.end_year) and not figure.spanned
    delivered = figure.fact.action in among.rules.tracking.delivery or added(figure, among.rules)
    named = any(reason.code in ("same_indicator", "same_words", "similar_words") for reason in candidate.reasons)
    return figure.measure.kind == "level" and named and not (one_year and delivered)


def _outturn(candidate: Candidate) -> Figure:
    assert candidate.figures is not None  # numeric candidates always carry their figures
    return candidate.figures[1]


def _alternative(candidate: Candidate, score: float) -> Alternative:
    facts: tuple[FactInfo, ...] = ()
    if candidate.figures is not None:
        facts = candidate.figures[1].facts
    elif candidate.trend is not None:
        facts = candidate.trend.facts
    return Alternative(score=score, side=candidate.answer.side(facts))


def _reasons(evidence: Iterable[Evidence]) -> Iterable[Reason]:
    return (Reason(code=each.code, text=each.text, weight=each.weight) for each in evidence)
