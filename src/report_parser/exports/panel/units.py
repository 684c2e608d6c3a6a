"""Units: the number of a fact -> the same number in the first unit of its indicator, where that measures the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from report_parser.document import Role
from report_parser.rules import Rules

_MEASURED: frozenset[Role] = frozenset({"level", "change_amount"})
"""Roles whose unit is the indicator's own: a rate of change is in % whatever changes."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The unit that a value is given in, and what it is multiplied by to be so."""

    unit: str
    factor: Fraction = Fraction(1)


def scale(indicator: str, role: Role, unit: str, rules: Rules) -> Scale:
    """How a value of an indicator in `unit` is given: grain_output in 斤 is in 吨, times 1/2000."""
    if role not in _MEASURED or indicator in rules.panel.apart:
        return Scale(unit)
    shares = next((each.units for each in rules.panel.dimension if unit in each.units), None)
    own = _units(rules).get(indicator, ())
    wanted = next((one for one in own if shares is not None and one in shares), None)
    if shares is None or wanted is None:
        return Scale(unit)
    return Scale(wanted, Fraction(shares[unit]) / Fraction(shares[wanted]))


@lru_cache(maxsize=8)
def _units(rules: Rules) -> Mapping[str, Sequence[str]]:
    return {entry.id: entry.units for entry in rules.indicators.indicator}
