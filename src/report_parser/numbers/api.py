"""The quantities of any Chinese text, without a report around it: what `report_parser.quantities` calls."""

from __future__ import annotations

from collections.abc import Sequence

from report_parser.document import Quantity
from report_parser.layout.normalise import fold, line_forms
from report_parser.layout.number_breaks import number_breaks
from report_parser.model import Baseline, QuantityInfo, Written
from report_parser.numbers.find import find_numerals
from report_parser.numbers.ledger import mark_baselines
from report_parser.read import writable
from report_parser.rules import Rules

# A baseline stands in its fact.
_MEASURED = ("fact", "threshold")


def quantities_of(text: str, rules: Rules) -> list[QuantityInfo]:
    """Every quantity of `text`, in order, with offsets into it as given.

    占比从 17.9% 提升至 22.7% yields 22.7 % with the baseline 17.9 %; 达到 7 4 7 7 2 亿元 yields
    7477200000000 元. Dates, names and numbering are no quantities.
    """
    text = writable(text)
    folded = fold(text, breaks=number_breaks(rules), forms=line_forms(rules))
    numerals = mark_baselines(folded.text, find_numerals(folded.text, rules), rules)
    starts: dict[int, Quantity] = {
        numeral.baseline_of: numeral.quantity
        for numeral in numerals
        if numeral.baseline_of is not None and numeral.quantity is not None
    }
    return [
        _info(text, folded.origins, numeral.quantity, starts.get(index))
        for index, numeral in enumerate(numerals)
        if numeral.quantity is not None and numeral.type in _MEASURED
    ]


def _info(text: str, origins: Sequence[int], quantity: Quantity, baseline: Quantity | None) -> QuantityInfo:
    start, end = origins[quantity.start], origins[quantity.end - 1] + 1
    return QuantityInfo(
        start=start,
        end=end,
        text=text[start:end],
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        written=Written(value=quantity.written_value, unit=quantity.written_unit),
        comparator=quantity.comparator,
        baseline=_baseline(text, origins, baseline) if baseline is not None else None,
    )


def _baseline(text: str, origins: Sequence[int], quantity: Quantity) -> Baseline:
    start, end = origins[quantity.start], origins[quantity.end - 1] + 1
    return Baseline(
        start=start,
        end=end,
        text=text[start:end],
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
    )
