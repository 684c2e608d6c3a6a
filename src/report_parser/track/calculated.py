"""Outturns that no report gives but two reports together tell: the level of this year over that of the year before.

6 % of growth is promised, the review gives 46 080 元 and the plan report had given 43 890 元: 5 %. 12 more
enterprises are promised, the review tells of 61 and the plan report had told of 46: 15.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from report_parser.model import plain
from report_parser.track.answers import Answers, Candidate, ranked, reason
from report_parser.track.by_numbers import added, comparable, same_indicator
from report_parser.track.figures import Figure
from report_parser.track.items import Item
from report_parser.track.numbers import RATES, Measure
from report_parser.track.pairing import Match

_HUNDRED = Decimal(100)
# A level that is another by more than half within a year is on another basis.
_MOST = Decimal("0.5")


def baselines(items: Iterable[Item], match: Match) -> list[Figure]:
    """The levels that the plan report gives of the year before the one it plans, from its own review."""
    return [
        figure
        for item in items
        for figure in item.figures
        if _is_level(figure) and figure.fact.period.end_year == match.year - 1
    ]


def calculated_candidates(figure: Figure, year: int, among: Answers, earlier: Sequence[Figure]) -> list[Candidate]:
    """The changes of a promised indicator that its levels in the two reports come to, best first; all are doubtful.

    Growth at constant prices cannot be told from levels; nor does a smaller stock tell that fewer were added (新增),
    as others may have gone; that more were promised net (净增) it tells.
    """
    real = any(word in figure.phrase for word in among.rules.tracking.real_growth)
    wants_rate = figure.measure.kind == "change_rate" and not real
    if figure.spanned or not (wants_rate or added(figure, among.rules)):
        return []
    found: list[Candidate] = []
    for item in among.items:
        for other in item.figures:
            if item.restated or not _is_level(other) or other.fact.period.end_year != year:
                continue
            same = same_indicator(figure, other, among)
            before = _level_before(other, earlier, among) if same is not None else None
            if same is None or before is None or added(other, among.rules) or added(before, among.rules):
                continue
            change = _rate(figure, before, other) if wants_rate else _amount(figure, before, other, among)
            if change is None or not comparable(figure, replace(other, measure=change), year, (year, year)):
                continue
            weights = among.rules.tracking.weights
            told = f"{before.fact.text} in the year before, {other.fact.text} now"
            reasons = (
                reason("prior", "two numbers taken at random", weights.numeric_prior),
                same,
                reason("calculated", told, weights.same_measure),
                reason("same_period", f"for {year}", weights.one_year),
            )
            doubts = (f"the {'rate' if wants_rate else 'change'} is calculated: {change.derived}",)
            found.append(Candidate(item, reasons, (figure, replace(other, measure=change)), doubts=doubts))
    return ranked(found)


def _is_level(figure: Figure) -> bool:
    period = figure.fact.period
    single = period.start_year in (None, period.end_year)
    return figure.measure.kind == "level" and single and not figure.spanned and not figure.in_part


def _level_before(other: Figure, earlier: Sequence[Figure], among: Answers) -> Figure | None:
    """The one level that the earlier report gives of the same indicator; None where it gives none, or several."""
    levels = {
        figure.measure.value: figure
        for figure in earlier
        if figure.measure.unit == other.measure.unit and same_indicator(other, figure, among) is not None
    }
    return next(iter(levels.values())) if len(levels) == 1 else None


def _rate(figure: Figure, before: Figure, now: Figure) -> Measure | None:
    """The growth from one level to the next; none where growth was promised and a fall comes out."""
    old, new = before.measure.value, now.measure.value
    if old <= 0 or before.measure.unit in RATES or abs(new - old) > old * _MOST:
        return None
    if new < old and not figure.measure.falling:
        return None
    rate = (new / old - 1) * _HUNDRED
    how = f"{plain(new)} / {plain(old)} - 1"
    return Measure("change_rate", "%", rate, rate, rate, "about", rate < 0, Decimal("0.05"), derived=how)


def _amount(figure: Figure, before: Figure, now: Figure, among: Answers) -> Measure | None:
    old, new = before.measure.value, now.measure.value
    rise, goal = new - old, figure.measure
    net = any(word in figure.fact.action + figure.plain for word in among.rules.tracking.net)
    if now.measure.unit != goal.unit or rise <= 0 or (rise < goal.low and not net):
        return None
    how = f"{plain(new)} - {plain(old)}"
    return Measure(goal.kind, goal.unit, rise, rise, rise, "eq", False, now.measure.half_step, derived=how)
