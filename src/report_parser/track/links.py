"""Links: the verdict on each commitment of a plan, and the achievements that no commitment announced."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from report_parser.model import FactInfo
from report_parser.rules import Rules
from report_parser.track import deeds
from report_parser.track.answers import Answers, Candidate, Evidence
from report_parser.track.by_fulfilment import fulfilment
from report_parser.track.by_numbers import added, alike_candidates, numeric_candidates
from report_parser.track.by_words import rises, speaks_of, text_candidates
from report_parser.track.calculated import baselines, calculated_candidates
from report_parser.track.figures import Figure
from report_parser.track.items import Item, objects_of
from report_parser.track.model import Alternative, Comparison, Link, Reason, Side, Unannounced, Verdict
from report_parser.track.numbers import Judgement, judge
from report_parser.track.pairing import Match
from report_parser.track.prepared import Prepared
from report_parser.track.words import lexis

_ALTERNATIVES = 3
# Candidates within so many bits of the best are rivals.
_RIVAL = 1.5
# Within so few bits no candidate is better than another.
_TIE = 0.5
_UNANNOUNCED = 0.5
# In percent.
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Found:
    """The links of one pair of reports, its unannounced achievements, and how many clauses promised nothing."""

    links: tuple[Link, ...]
    unannounced: tuple[Unannounced, ...]
    set_aside: int


def links(match: Match, plan: Prepared, review: Prepared) -> Found:
    """Match the commitments of a plan with the report that reviews its year.

    A commitment with numbers gets a link for each of them; one without, a link of its own. Where none of its
    numbers is answered but its words clearly are (a project named with its cost), the words decide.
    """
    promised, aside = plan.promises
    among = Answers.of(review.answers(match.year), promised, review.rules)
    earlier = baselines(plan.told, match)
    best: dict[str, float] = {}
    made: list[Link] = []
    for promise in promised:
        made += _of_commitment(promise, match, among, earlier, best)
    return Found(tuple(made), tuple(_unannounced(match, among, made, best)), aside)


def _of_commitment(
    promise: Item, match: Match, among: Answers, earlier: Sequence[Figure], best: dict[str, float]
) -> list[Link]:
    weights = among.rules.tracking.weights
    ranked = [(figure, _numbers(promise, figure, match, among, earlier)) for figure in promise.figures]
    by_words = text_candidates(promise, match.year, among)
    for found in (*(candidates for _, candidates in ranked), by_words):
        for candidate in found:
            key = candidate.answer.statement.id
            best[key] = max(best.get(key, 0.0), candidate.score(weights))
    answered = [found for _, found in ranked if found and found[0].score(weights) >= weights.link]
    if promise.figures and (answered or not _answered_in_words(promise, by_words, among.rules)):
        return [_numeric_link(promise, figure, found, by_words, match, among) for figure, found in ranked]
    return [_text_link(promise, by_words, match, among)]


def _numbers(promise: Item, figure: Figure, match: Match, among: Answers, earlier: Sequence[Figure]) -> list[Candidate]:
    """What may be the outturn of a number: what is named as it is, what two reports come to, what is named alike."""
    weights = among.rules.tracking.weights
    reviewed = match.review.reviewed or (match.year, match.year)
    named = numeric_candidates(figure, match.year, reviewed, among)
    if named and named[0].score(weights) >= weights.link:
        return named
    return (
        calculated_candidates(figure, match.year, among, earlier)
        or named
        or alike_candidates(promise, figure, match.year, reviewed, among)
    )


def _answered_in_words(promise: Item, found: Sequence[Candidate], rules: Rules) -> bool:
    """Whether a commitment with numbers is answered without them.

    By name, the project, facility or honour itself; or 100 % by 全部.
    """
    if not found or found[0].score(rules.tracking.weights) < rules.tracking.weights.link:
        return False
    if all(figure.measure.unit == "%" and figure.measure.value == _WHOLE for figure in promise.figures):
        return lexis(rules).entire.search(found[0].answer.plain) is not None
    named = any(reason.code == "same_object" for reason in found[0].reasons)
    return named and found[0].answer.progress.stage is not None


def _numeric_link(
    promise: Item,
    figure: Figure,
    found: Sequence[Candidate],
    by_words: Sequence[Candidate],
    match: Match,
    among: Answers,
) -> Link:
    rules = among.rules
    weights = rules.tracking.weights
    due = figure.fact.period.end_year
    if due is not None and match.review.reviewed is not None and due > match.review.reviewed[1]:
        return _not_due_link(promise, figure, found, due, match, among)
    if not found or found[0].score(weights) < weights.link:
        if (told := fulfilment(figure, match.year, among)) is not None:
            return _told_link(promise, figure, *told, match, rules)
        score = found[0].score(weights) if found else 0.0
        possible = [each for each in (*found, *by_words) if each.score(weights) >= weights.possible]
        reasons = found[0].reasons if found else (_nothing("no number of this indicator and measure"),)
        return _link(
            promise, match, "not_reported", None, reasons, score, facts=figure.facts, rivals=possible, rules=rules
        )
    first = found[0]
    assert first.figures is not None  # numeric candidates always carry their figures
    outturn = first.figures[1]
    judged = _judge(figure, first, rules)
    rivals = [
        each
        for each in found[1:]
        if first.weight - each.weight <= _RIVAL
        and each.figures is not None
        and each.figures[1].measure.value != outturn.measure.value
    ]
    ties = [each for each in rivals if first.weight - each.weight <= _TIE]
    if any(_judge(figure, each, rules).verdict != judged.verdict for each in ties):
        reasons = (*first.reasons, *_doubt_reasons(["another number fits as well and says otherwise"]))
        return _link(
            promise,
            match,
            "not_reported",
            None,
            reasons,
            first.score(weights),
            facts=figure.facts,
            rivals=(first, *rivals),
            rules=rules,
        )
    doubts = [*first.doubts, *([judged.doubt] if judged.doubt else [])]
    if rivals:
        doubts.append("another number fits about as well")
    return _link(
        promise,
        match,
        judged.verdict,
        first.answer.side(outturn.facts),
        (*first.reasons, *_doubt_reasons(doubts)),
        first.score(weights),
        facts=figure.facts,
        rivals=rivals,
        doubtful=bool(doubts),
        comparison=judged.comparison,
        rules=rules,
    )


def _told_link(
    promise: Item, figure: Figure, candidate: Candidate, verdict: Verdict, match: Match, rules: Rules
) -> Link:
    """The link of a number of which the report says only that the target was kept, or not."""
    return _link(
        promise,
        match,
        verdict,
        candidate.answer.side(),
        (*candidate.reasons, *_doubt_reasons(["told without a number"])),
        candidate.score(rules.tracking.weights),
        facts=figure.facts,
        rivals=(),
        doubtful=True,
        rules=rules,
    )


def _not_due_link(
    promise: Item, figure: Figure, found: Sequence[Candidate], due: int, match: Match, among: Answers
) -> Link:
    """The link of a number for a later year than those reviewed: reached ahead of time, or on its way (`started`).

    Only a level that lasts or adds up tells that; growth of one year tells nothing of growth in a later one.
    """
    rules = among.rules
    late = Evidence("not_due", f"due in {due}, after the years reviewed", 0.0)
    first = found[0] if found and found[0].score(rules.tracking.weights) >= rules.tracking.weights.link else None
    if first is None or first.figures is None or not _shows_progress(figure, first, rules):
        return _link(
            promise, match, "not_reported", None, (late,), 0.0, facts=figure.facts, rivals=found[:1], rules=rules
        )
    judged = _judge(figure, first, rules)
    ahead = judged.comparison.sense == "floor" and judged.verdict in ("met", "exceeded")
    return _link(
        promise,
        match,
        judged.verdict if ahead else "started",
        first.answer.side(first.figures[1].facts),
        (*first.reasons, late, *_doubt_reasons(first.doubts)),
        first.score(rules.tracking.weights),
        facts=figure.facts,
        rivals=found[1:2],
        doubtful=bool(first.doubts),
        comparison=judged.comparison,
        rules=rules,
    )


def _shows_progress(figure: Figure, candidate: Candidate, rules: Rules) -> bool:
    """Whether a number of this year tells how far one of a later year has come: both levels, named as the same.

    What is delivered in one later year (2027 年新建 50 个) is not begun before.
    """
    goal = figure.fact.period
    one_year = goal.start_year in (None, goal.end_year) and not figure.spanned
    delivered = figure.fact.action in rules.tracking.delivery or added(figure, rules)
    named = any(reason.code in ("same_indicator", "same_words", "similar_words") for reason in candidate.reasons)
    return figure.measure.kind == "level" and named and not (one_year and delivered)


def _judge(figure: Figure, candidate: Candidate, rules: Rules) -> Judgement:
    assert candidate.figures is not None  # numeric candidates always carry their figures
    delivered = figure.fact.action in rules.tracking.delivery
    judged = judge(figure.fact, figure.measure, candidate.figures[1].measure, delivered=delivered, rules=rules)
    if judged.verdict == "missed" and delivered and candidate.answer.progress.partial:
        return replace(judged, verdict="partly")  # 首期 5 亿元到位 of a fund of 10: the rest may follow
    return judged


def _text_link(promise: Item, found: Sequence[Candidate], match: Match, among: Answers) -> Link:
    rules = among.rules
    weights = rules.tracking.weights
    parts = [] if found and found[0].trend is not None else objects_of(promise, among.rarity, rules)
    by_part = _link_of_parts(promise, parts, match, among) if len(parts) > 1 else None
    if by_part is not None:
        return by_part
    if not found or found[0].score(weights) < weights.link:
        return _unanswered(promise, found, match, among)
    first = found[0]
    rivals = [each for each in found[1:] if first.weight - each.weight <= _RIVAL]
    verdict = _text_verdict(promise, first, rules)
    doubts = ["the answer only tells of a problem"] if first.answer.role == "problem" else []
    if any(_text_verdict(promise, each, rules) != verdict for each in rivals):
        doubts.append("another statement fits about as well and says otherwise")
    return _link(
        promise,
        match,
        verdict,
        first.answer.side(first.trend.facts if first.trend is not None else ()),
        (*first.reasons, *_doubt_reasons(doubts)),
        first.score(weights),
        facts=(),
        rivals=rivals,
        doubtful=bool(doubts),
        rules=rules,
    )


def _link_of_parts(promise: Item, parts: Sequence[Item], match: Match, among: Answers) -> Link | None:
    """One promise of several objects (开工甲、乙、丙): each is looked for by itself, and the verdict is of all.

    None where no object is answered by itself: the promise as a whole may be (甲和乙的截流).
    """
    rules = among.rules
    weights = rules.tracking.weights
    best = [next(iter(text_candidates(part, match.year, among)), None) for part in parts]
    answered = [each for each in best if each is not None and each.score(weights) >= weights.link]
    if not answered:
        return None
    told = [each.answer for each in answered]
    missing = [
        part.names_text
        for part, each in zip(parts, best, strict=True)
        if each not in answered and not any(speaks_of(part, answer) for answer in told)
    ]
    verdicts = {_text_verdict(promise, each, rules) for each in answered}
    verdict: Verdict = verdicts.pop() if len(verdicts) == 1 and not missing else "partly"
    first = max(answered, key=lambda each: each.weight)
    others = {each.answer.statement.id: each for each in answered if each.answer is not first.answer}
    lacking = tuple(Evidence("unanswered_object", f"nothing on {name}", 0.0) for name in missing)
    return _link(
        promise,
        match,
        verdict,
        first.answer.side(),
        (*first.reasons, *lacking),
        first.score(weights),
        facts=(),
        rivals=(),
        also=tuple(others.values()),
        rules=rules,
    )


def _unanswered(promise: Item, found: Sequence[Candidate], match: Match, among: Answers) -> Link:
    weights = among.rules.tracking.weights
    score = found[0].score(weights) if found else 0.0
    possible = [each for each in found if each.score(weights) >= weights.possible]
    reasons = found[0].reasons if found else (_nothing("no statement about the same thing"),)
    return _link(promise, match, "not_reported", None, reasons, score, facts=(), rivals=possible, rules=among.rules)


def _text_verdict(promise: Item, candidate: Candidate, rules: Rules) -> Verdict:
    if candidate.answer.role == "problem":
        return "missed"
    if candidate.trend is not None:
        return "met" if (deeds.direction(promise.plain, rules) == "up") == rises(candidate.trend) else "missed"
    return deeds.verdict(promise.progress, candidate.answer.progress)


def _link(
    promise: Item,
    match: Match,
    verdict: Verdict,
    achievement: Side | None,
    reasons: tuple[Evidence, ...],
    score: float,
    *,
    facts: tuple[FactInfo, ...],
    rivals: Sequence[Candidate],
    rules: Rules,
    doubtful: bool = False,
    comparison: Comparison | None = None,
    also: Sequence[Candidate] = (),
) -> Link:
    statement = promise.statement
    weights = rules.tracking.weights
    marks = [
        match.plan.report.source.sha256,
        statement.id,
        *(fact.id for fact in facts),
        match.review.report.source.sha256,
    ]
    return Link(
        id="l-" + hashlib.sha256("\n".join(marks).encode()).hexdigest()[:12],
        place=match.plan.place,
        year=match.year,
        kind=promise.kind,
        verdict=verdict,
        score=score,
        doubtful=doubtful or (achievement is None and bool(rivals) and reasons[0].code != "not_due"),
        reasons=tuple(Reason(code=each.code, text=each.text, weight=each.weight) for each in reasons),
        topics=statement.topics,
        modality=statement.modality,
        deadline=statement.deadline,
        commitment=promise.side(facts),
        achievement=achievement,
        comparison=comparison,
        also=tuple(each.answer.side() for each in also),
        alternatives=tuple(_alternative(each, weights_link=each.score(weights)) for each in rivals[:_ALTERNATIVES]),
    )


def _alternative(candidate: Candidate, *, weights_link: float) -> Alternative:
    facts: tuple[FactInfo, ...] = ()
    if candidate.figures is not None:
        facts = candidate.figures[1].facts
    elif candidate.trend is not None:
        facts = candidate.trend.facts
    return Alternative(score=weights_link, side=candidate.answer.side(facts))


def _nothing(text: str) -> Evidence:
    return Evidence("no_candidate", text, 0.0)


def _doubt_reasons(doubts: Iterable[str]) -> tuple[Evidence, ...]:
    return tuple(Evidence("doubt", text, 0.0) for text in dict.fromkeys(doubts))


def _unannounced(match: Match, among: Answers, made: Sequence[Link], best: dict[str, float]) -> Iterable[Unannounced]:
    """The achievements that are no answer, nor possibly one, and are about something that can be named or counted."""
    used = {link.achievement.statement_id for link in made if link.achievement is not None}
    used |= {side.statement_id for link in made for side in link.also}
    for item in among.items:
        statement = item.statement
        score = best.get(statement.id, 0.0)
        if item.role != "achievement" or statement.id in used or score >= _UNANNOUNCED or not item.grams:
            continue
        yield Unannounced(
            place=match.review.place,
            year=match.year,
            kind=item.kind,
            score=score,
            topics=statement.topics,
            status=statement.status,
            achievement=item.side(tuple(figure.fact for figure in item.figures)),
        )
