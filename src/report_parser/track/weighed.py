"""The answers that each item of a plan may have, weighed: by its number, its words, and what answers its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from report_parser.track.answers import Answers, Candidate, ranked, reason
from report_parser.track.by_numbers import alike_candidates, numeric_candidates
from report_parser.track.by_words import text_candidates
from report_parser.track.calculated import calculated_candidates
from report_parser.track.figures import Figure
from report_parser.track.items import Item
from report_parser.track.pairing import Match
from report_parser.track.units import Unit

# Items so near in the plan are answered by statements so near in the review.
_NEIGHBOURS = 2
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item with what may be its outturn by `numbers`, and its answer by `words`, best first."""

    unit: Unit
    numbers: Sequence[Candidate]
    words: Sequence[Candidate]

    @property
    def best(self) -> Candidate | None:
        """The likeliest answer: of a target its number, of anything else its words."""
        found = self.numbers if self.unit.figure is not None else self.words
        return found[0] if found else None


def weigh(found: Iterable[Unit], match: Match, among: Answers, earlier: Sequence[Figure]) -> list[Weighed]:
    """The items of one promise with what may answer each."""
    weighed: list[Weighed] = []
    known: dict[str, Sequence[Candidate]] = {}
    for unit in found:
        if unit.item.names_text not in known:
            known[unit.item.names_text] = text_candidates(unit.item, match.year, among)
        numbers = _numbers(unit.item, unit.figure, match, among, earlier) if unit.figure is not None else ()
        weighed.append(Weighed(unit, numbers, known[unit.item.names_text]))
    return weighed


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


def with_neighbours(weighed: Sequence[Weighed], among: Answers) -> list[Weighed]:
    """The items, with a weight for answers that stand where the answers of their neighbours do.

    A review goes through the works in the order of the plan: 新建甲校，改建乙校 -> 甲校建成，乙校主体完工.
    """
    weights = among.rules.tracking.weights
    places = {item.statement.id: at for at, item in enumerate(among.items)}
    anchors = [
        places[each.best.answer.statement.id] if each.best is not None and each.best.answers(weights) else None
        for each in weighed
    ]
    found: list[Weighed] = []
    for at, each in enumerate(weighed):
        around = [
            anchor
            for other in range(max(at - _NEIGHBOURS, 0), min(at + _NEIGHBOURS + 1, len(weighed)))
            if other != at and (anchor := anchors[other]) is not None and _together(each, weighed[other])
        ]
        found.append(replace(each, words=_lifted(each.words, around, places, among)) if around else each)
    return found


def _together(left: Weighed, right: Weighed) -> bool:
    """Whether two items are of one task, so that a review tells of them together."""
    task = left.unit.promise.statement.task
    return task is not None and task == right.unit.promise.statement.task


def _lifted(
    candidates: Sequence[Candidate], around: Sequence[int], places: dict[str, int], among: Answers
) -> list[Candidate]:
    near = reason("neighbour", "what stands beside it answers its neighbour", among.rules.tracking.weights.neighbour)
    return ranked(
        [
            replace(each, reasons=(*each.reasons, near))
            if any(abs(places[each.answer.statement.id] - anchor) <= _NEAR for anchor in around)
            else each
            for each in candidates
        ]
    )
