"""How far an outturn is from its target, as a reader of both puts it: -1万亩, and not -10000亩."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from report_parser.model import FactInfo, plain
from report_parser.track.model import Link

_SHARES = ("%", "‰")
_PLACES = Decimal("0.0001")


def difference(link: Link) -> str:
    """The difference in the unit that the target is written in, with a minus where it falls short.

    Empty where no numbers are compared. Of percentages it is in 个百分点.
    """
    compared = link.comparison
    if compared is None or compared.difference is None:
        return ""
    if compared.unit in _SHARES:
        return f"{plain(compared.difference)}个百分点"
    target = link.commitment.facts[0] if link.commitment.facts else None
    scale = _scale(target, compared.target) if target is not None else None
    if target is None or scale is None:
        return f"{plain(compared.difference)}{compared.unit}"
    written = (compared.difference / scale).quantize(_PLACES).normalize()
    return f"{plain(written)}{target.written.unit}"


def _scale(fact: FactInfo, value: Decimal | None) -> Decimal | None:
    """How much the written unit is of the one compared in: 10000 of 2万亩; None where no digits tell."""
    try:
        number = Decimal(fact.written.value)
    except InvalidOperation:
        return None
    return abs(value / number) if value and number else None
