"""Two numbers side by side: is the outturn what the target asked for, by the comparator's own logic?

A `Measure` is a fact stripped to what can be compared: kind, unit, signed bounds. 控制在 3% 以内 and 上涨 2% of
one indicator are both changes of it; 300 万斤 and 1500 吨 are one unit. `judge` gives the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from report_parser.document import Comparator
from report_parser.model import FactInfo, plain
from report_parser.rules import Rules
from report_parser.rules.track import TrackingRules
from report_parser.track.model import Comparison, Verdict

Kind = Literal["level", "change_rate", "change_amount", "multiple", "rank"]
RATES = {"%", "‰", "个百分点", "百分点"}
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Measure:
    """What of a fact can be compared; a change that falls is negative. `value` is the middle of a range.

    `half_step` is half a unit of the last digit written: 14.1 万 -> 500.
    """

    kind: Kind
    unit: str
    value: Decimal
    low: Decimal
    high: Decimal
    comparator: Comparator
    falling: bool
    half_step: Decimal
    derived: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the comparison it rests on; `doubt` says why a reader should look, if so."""

    verdict: Verdict
    comparison: Comparison
    doubt: str | None = None


def measure(fact: FactInfo, name: str, rules: Rules) -> Measure | None:
    """The measure of a fact whose indicator is called `name`; None where it has no value.

    物价上涨幅度 10%以内 -> a change_rate of at most 10 %; 下降 3% -> a change_rate of -3 %.
    """
    bounds = [bound for bound in (fact.low, fact.high) if bound is not None]
    if fact.value is not None:
        bounds = [fact.value]
    if not bounds:
        return None
    tracking = rules.tracking
    unit, factor = _base(fact.unit, tracking)
    kind: Kind = fact.role
    falling = fact.direction == "down"
    if kind == "level" and unit in RATES:
        if name.endswith(tracking.rise_nouns):
            kind = "change_rate"
        elif name.endswith(tracking.fall_nouns):
            kind, falling = "change_rate", True
    if kind == "change_rate" and unit == "倍":
        unit, factor = "%", _HUNDRED
    sign = -1 if falling and kind in ("change_rate", "change_amount") else 1
    low, high = sorted((min(bounds) * factor * sign, max(bounds) * factor * sign))
    return Measure(kind, unit, (low + high) / 2, low, high, fact.comparator, falling, _half_step(fact) * factor)


def derived_rate(level: Measure, change: Measure) -> Measure | None:
    """The rate of change where a report gives the level reached and the amount it rose by: 583, +27 -> 4.9 %."""
    if level.kind != "level" or change.kind != "change_amount" or level.unit != change.unit or level.unit in RATES:
        return None
    before = level.value - change.value
    if before <= 0 or change.value == 0:
        return None
    rate = change.value / before * _HUNDRED
    how = f"{plain(change.value)} / ({plain(level.value)} - {plain(change.value)})"
    return Measure("change_rate", "%", rate, rate, rate, "about", change.falling, Decimal("0.05"), derived=how)


def is_ceiling(target: FactInfo, goal: Measure, *, delivered: bool, rules: Rules) -> bool:
    """Whether less is better: a bound from above, a reduction, a rank, or an indicator such as CPI or 失业率.

    Of what is delivered more is better whatever it is called: 整治事故多发路段 12 处.
    """
    if goal.comparator in ("at_most", "less_than") or goal.kind == "rank":
        return True
    if goal.comparator in ("at_least", "more_than"):
        return goal.falling
    if delivered and goal.kind == "level" and goal.unit not in RATES:
        return False
    if goal.falling and goal.kind in ("change_rate", "change_amount"):
        return True
    if goal.kind == "level" and target.action.endswith(rules.facts.to) and target.action.startswith(rules.facts.fall):
        return True  # 办理时间压缩至 3 天
    tracking = rules.tracking
    if target.indicator.id is not None and target.indicator.id in tracking.ceilings:
        return True
    return any(word in target.indicator.name for word in tracking.ceiling_words)


def judge(target: FactInfo, goal: Measure, outturn: Measure, *, delivered: bool, rules: Rules) -> Judgement:
    """The verdict on a target; `delivered` tells that the fact counts things to be delivered (新建 50 个).

    At least 6 %, reached 6.5 % -> exceeded; about 3 % of CPI, reached 0.2 % -> met; 50 projects, reached 43 -> partly.
    """
    near = rules.tracking.tolerance
    ceiling = is_ceiling(target, goal, delivered=delivered, rules=rules)
    rate = goal.kind == "change_rate" or goal.unit in RATES
    span = _near(goal, rate, rules) if goal.comparator == "about" else Decimal(0)
    tolerance = max(span, min(outturn.half_step, abs(goal.value) * Decimal(str(near.rounding_share))))
    margin = Decimal(str(near.exceed_points)) if rate else abs(goal.high) * Decimal(str(near.exceed_share))
    doubt: str | None = None
    verdict: Verdict
    # A promised reduction of at least 3 % is a bound from above on the signed change.
    if ceiling:
        reached = outturn.value <= goal.high + tolerance
        beaten = (goal.falling or goal.kind == "rank") and outturn.value < goal.low - max(margin, span)
    else:
        reached = outturn.value >= goal.low - tolerance
        beaten = outturn.value > goal.high + max(margin, span)
    if beaten:
        verdict = "exceeded"
    elif reached:
        verdict = "met"
    elif _open_towards(outturn, ceiling) and abs(outturn.value - goal.value) <= abs(goal.value) / 10:
        verdict, doubt = "partly", "the report only bounds the outturn"
    elif delivered and not ceiling and outturn.value >= goal.low * Decimal(str(near.partly_share)):
        verdict = "partly"
    else:
        verdict = "missed"
    return Judgement(verdict, _comparison(goal, outturn, ceiling, tolerance), doubt)


def _comparison(goal: Measure, outturn: Measure, ceiling: bool, tolerance: Decimal) -> Comparison:
    ranged = goal.low != goal.high
    ratio = None if goal.value == 0 else (outturn.value / goal.value).quantize(Decimal("0.0001"))
    return Comparison(
        measure=goal.kind,
        unit=goal.unit,
        target=None if ranged else goal.value,
        target_low=goal.low if ranged else None,
        target_high=goal.high if ranged else None,
        target_comparator=goal.comparator,
        outturn=outturn.value if outturn.derived is None else outturn.value.quantize(Decimal("0.01")),
        outturn_comparator=outturn.comparator,
        sense="ceiling" if ceiling else "floor",
        tolerance=tolerance,
        ratio=ratio,
        difference=(outturn.value - goal.value).quantize(Decimal("0.0001")),
        derived=outturn.derived,
    )


def _near(goal: Measure, rate: bool, rules: Rules) -> Decimal:
    """What 左右 allows on either side; of a small rate (10‰) no more than a tenth."""
    near = rules.tracking.tolerance
    share = abs(goal.value) * Decimal(str(near.about_share))
    return max(share, min(Decimal(str(near.about_points)), abs(goal.value) / 10)) if rate else share


def _open_towards(outturn: Measure, ceiling: bool) -> bool:
    """Whether the true outturn may lie further in the good direction than the number given: 900 多 of 1000."""
    return outturn.comparator in (("at_most", "less_than") if ceiling else ("at_least", "more_than"))


def _half_step(fact: FactInfo) -> Decimal:
    """Half a unit of the last decimal written; 0 where the writing does not tell."""
    try:
        written = Decimal(fact.written.value)
    except ArithmeticError:
        return Decimal(0)
    exponent = written.as_tuple().exponent
    if fact.value is None or written == 0 or not isinstance(exponent, int):
        return Decimal(0)
    return abs(fact.value / written) * Decimal(1).scaleb(exponent) / 2


def _base(unit: str, tracking: TrackingRules) -> tuple[str, Decimal]:
    base, factor = tracking.units.get(unit, (unit, "1"))
    return base, Decimal(factor)
