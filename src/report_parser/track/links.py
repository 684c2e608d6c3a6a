"""Links: the verdict on each item of a plan, and the achievements that no commitment announced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from report_parser.track.answers import Answers
from report_parser.track.calculated import baselines
from report_parser.track.linking import Linker
from report_parser.track.model import Link, Unannounced
from report_parser.track.pairing import Match
from report_parser.track.prepared import Prepared
from report_parser.track.units import units
from report_parser.track.weighed import Weighed, weigh, with_neighbours

_UNANNOUNCED = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """The links of one pair of reports, its unannounced achievements, and how many clauses promised nothing."""

    links: tuple[Link, ...]
    unannounced: tuple[Unannounced, ...]
    set_aside: int


def links(match: Match, plan: Prepared, review: Prepared) -> Found:
    """Match the items of a plan with the report that reviews its year: its targets, its works, its other promises."""
    promised, aside = plan.promises
    among = Answers.of(review.answers(match.year), promised, review.rules)
    earlier = baselines(plan.told, match)
    weighed: list[Weighed] = []
    for promise in promised:
        weighed += weigh(units(promise, among.rarity, among.rules), match, among, earlier)
    weighed = with_neighbours(weighed, among)
    made = Linker(match, among, plan.headings).links(weighed)
    return Found(tuple(made), tuple(_unannounced(match, among, made, weighed)), aside)


def _unannounced(
    match: Match, among: Answers, made: Sequence[Link], weighed: Sequence[Weighed]
) -> Iterable[Unannounced]:
    """The achievements that are no answer, nor possibly one, and are about something that can be named or counted."""
    used = {link.achievement.statement_id for link in made if link.achievement is not None}
    used |= {side.statement_id for link in made for side in link.also}
    best: dict[str, float] = {}
    for each in weighed:
        for candidate in (*each.numbers, *each.words):
            key = candidate.answer.statement.id
            best[key] = max(best.get(key, 0.0), candidate.score(among.rules.tracking.weights))
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
