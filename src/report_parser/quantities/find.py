"""Every numeral of a text in one scan, each read and typed as far as its own shape and neighbours tell.

`find_numerals` goes over folded text once with one pattern of shapes (list marks, dates, codes, ordinals,
fractions, numbers); `typing` decides for a number with a unit what it states there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from report_parser.document import Comparator, Numeral, NumeralType, Quantity
from report_parser.quantities.context import Context
from report_parser.quantities.numerals import (
    ARABIC,
    Reading,
    part_unit,
    read_fraction,
    read_numeral,
)
from report_parser.quantities.shapes import scan_pattern
from report_parser.quantities.units import units_of
from report_parser.rules import Rules

TENTHS = "成"
_PERIOD_LEAD = "前近这后头过每上下"
_LEADING_ARABIC = re.compile(rf"[-−－]?{ARABIC}")
_JOINT = re.compile(r"[和与及、]")


class Finder:
    """The compiled scan of one set of rules; call it on folded text."""

    def __init__(self, rules: Rules) -> None:
        self.units = units_of(rules)
        self.context = Context(rules, self.units)
        self.scan = scan_pattern(rules, self.units)
        self.handlers: dict[str, Callable[[str, re.Match[str]], Numeral | None]] = {
            "mark": self._plain("list", "list.mark"),
            "congress": self._plain("name", "name.congress"),
            "plan": self._plain("time", "time.plan"),
            "name_word": self._plain("name", "name.word"),
            "date": self._date,
            "code": self._code,
            "vague": self._plain("optional", "optional.vague"),
            "ordinal": self._ordinal,
            "percent": self._percent,
            "fraction": self._fraction,
            "ratio": self._ratio,
            "times": self._times,
            "number": self._number,
        }

    def __call__(self, text: str) -> tuple[Numeral, ...]:
        """Every numeral of `text`, in order and apart."""
        found: list[Numeral] = []
        position = 0
        search = self.scan.search
        while match := search(text, position):
            position = match.end()
            shape = match.lastgroup
            handler = self.handlers.get(shape or "")
            if handler is None:
                continue
            numeral = handler(text, match)
            if numeral is not None:
                found.append(numeral)
                position = numeral.end
            else:
                # No numeral after all (一 of 一到50家): what follows its first word is still to be read.
                position = match.end("n1") if shape == "number" else match.start() + 1
        return tuple(self._shared_units(text, found))

    def _plain(self, kind: NumeralType, rule: str) -> Callable[[str, re.Match[str]], Numeral]:
        def numeral(_text: str, match: re.Match[str]) -> Numeral:
            return Numeral(match.start(), match.end(), kind, rule)

        return numeral

    def _date(self, text: str, match: re.Match[str]) -> Numeral | None:
        """A date or period, with the word that places it: 2024年, 近三年, 上一年."""
        start, end = match.span()
        if start and text[start - 1] in _PERIOD_LEAD:
            start -= 1
        return Numeral(start, end, "time", "time.date")

    def _code(self, text: str, match: re.Match[str]) -> Numeral | None:
        return Numeral(match.start(), match.end(), "name", "name.code")

    def _ordinal(self, text: str, match: re.Match[str]) -> Numeral | None:
        """第7位, 居全国第三 are ranks; 第五（一期）养老中心 is a name."""
        start, end = match.span()
        written = match[0].rstrip("位名届次")
        reading = read_numeral(written.removeprefix("第")) if "（" not in written else None
        if reading is not None and self.context.is_rank(text, start, end):
            value = reading.low
            quantity = self._quantity(
                text, start, end, Reading(value), "位", written.removeprefix("第"), match[0][len(written) :], "rank"
            )
            return Numeral(start, end, "fact", "fact.rank", quantity)
        if self.context.is_time_after(text, end):
            return Numeral(start, end, "time", "time.ordinal")
        return Numeral(start, end, *self.context.ordinal_type(text, end))

    def _percent(self, text: str, match: re.Match[str]) -> Numeral | None:
        """百分之七点八, 百分之二到三."""
        low = read_numeral(match["p1"])
        high = read_numeral(match["p2"]) if match["p2"] else None
        if low is None:
            return None
        reading = Reading(low.low, high.low if high else low.high, low.open)
        unit = part_unit(match["part"])
        return self._fact(text, match.start(), match.end(), reading, unit, match[0], "", "percent")

    def _fraction(self, text: str, match: re.Match[str]) -> Numeral | None:
        """三分之二, 1/10, 一半, as percentages."""
        if match["f1"]:
            value = read_fraction(Decimal(match["f1"]), Decimal(match["f2"]))
        elif match["whole"]:
            whole, part = read_numeral(match["whole"]), read_numeral(match["few"])
            value = read_fraction(part.low, whole.low) if whole and part else None
        else:
            value = Decimal(50)
        if value is None:
            return Numeral(match.start(), match.end(), "name", "name.number")
        return self._fact(text, match.start(), match.end(), Reading(value), "%", match[0], "", "fraction")

    def _ratio(self, text: str, match: re.Match[str]) -> Numeral | None:
        """城乡居民收入比缩小至 2.04∶1 states 2.04, 1∶3.4 states 3.4."""
        first, second = re.split("[∶:]", match[0])
        worth = Decimal((second if first == "1" else first).replace(",", ""))
        return self._fact(text, match.start(), match.end(), Reading(worth), "", match[0], "", "ratio")

    def _times(self, text: str, match: re.Match[str]) -> Numeral | None:
        """翻两番 is four times."""
        doublings = read_numeral(match["doublings"])
        if doublings is None:
            return None
        reading = Reading(Decimal(2) ** int(doublings.low))
        return self._fact(text, match.start(), match.end(), reading, "倍", match["doublings"], "番", "doubling")

    def _number(self, text: str, match: re.Match[str]) -> Numeral | None:
        """A number with its unit, or two of them as a range."""
        start, end = match.span()
        first, unit = match["n1"], match["u1"]
        second = match["n2"]
        reading = read_numeral(first)
        arabic = bool(_LEADING_ARABIC.match(first))
        if second is not None:
            ranged = self._range(match, reading)
            if ranged is None or self.context.is_change(text, start, match.start("n2")):
                end = match.end("u1") if unit else match.end("n1")
                second = None
            else:
                reading, unit = ranged
        if reading is None:
            return Numeral(start, end, "name" if arabic else "optional", "unread")
        written = first if second is None else f"{first}{text[match.end('n1') : match.end('n2')]}"
        if second is None and arabic:
            head = _LEADING_ARABIC.match(first)
            if head and "." not in first[head.end() :] and not any(char.isdigit() for char in first[head.end() :]):
                written, magnitude = head[0], first[head.end() :]
                return self._typed(text, start, end, reading, unit or "", written, magnitude + (unit or ""), first)
        return self._typed(text, start, end, reading, unit or "", written, unit or "", written)

    def _range(self, match: re.Match[str], low: Reading | None) -> tuple[Reading, str] | None:
        """The two ends of a range; a magnitude or unit at the end only counts for both (5至7万个)."""
        high = read_numeral(match["n2"])
        if low is None or high is None:
            return None
        unit = match["u2"] or ""
        if match["u1"] and match["u1"] != unit:
            return None
        value = low.low
        if not match["u1"] and match["n1"][-1].isdigit():
            head = _LEADING_ARABIC.match(match["n2"])
            magnitude = match["n2"][head.end() :] if head else ""
            scaled = read_numeral(match["n1"] + magnitude) if magnitude else low
            value = scaled.low if scaled else value
        return (Reading(value, high.low, False), unit) if value < high.low else None

    def _typed(
        self, text: str, start: int, end: int, reading: Reading, unit: str, number: str, written_unit: str, numeral: str
    ) -> Numeral | None:
        """The ledger's entry for a number with this unit at this place."""
        kind, rule = self.context.type_of(text, start, end, numeral, unit)
        if unit == TENTHS:
            unit, reading = "%", Reading(reading.low * 10, reading.high and reading.high * 10, reading.open)
        if kind is None:
            return None
        if kind in ("fact", "threshold", "baseline"):
            quantity = self._quantity(text, start, end, reading, unit, number, written_unit, rule)
            return Numeral(start, end, kind, rule, quantity)
        return Numeral(start, end, kind, rule)

    def _fact(
        self, text: str, start: int, end: int, reading: Reading, unit: str, number: str, written: str, rule: str
    ) -> Numeral:
        quantity = self._quantity(text, start, end, reading, unit, number, written, rule)
        return Numeral(start, end, "fact", f"fact.{rule}", quantity)

    def _quantity(
        self, text: str, start: int, end: int, reading: Reading, unit: str, number: str, written: str, rule: str
    ) -> Quantity:
        ranged = reading.high is not None
        comparator: Comparator = "range" if ranged else self.context.comparator(text, start, end, reading.open)
        return Quantity(
            start,
            end,
            None if ranged else reading.low,
            reading.low if ranged else None,
            reading.high,
            self.units.base_unit(unit),
            number,
            written,
            comparator,
            rule,
        )

    def _shared_units(self, text: str, found: list[Numeral]) -> list[Numeral]:
        """分别提高11.1、11.2个百分点: the unit of the last stands for all."""
        for index in range(len(found) - 2, -1, -1):
            this, following = found[index], found[index + 1]
            if (
                following.start - this.end == 1
                and this.quantity is not None
                and following.quantity is not None
                and this.quantity.unit == ""
                and this.quantity.written_unit == ""
                and this.quantity.value is not None
                and following.quantity.unit
                and following.quantity.unit != "位"
                and _JOINT.match(text, this.end)
            ):
                old, new = this.quantity, following.quantity
                scaled = read_numeral(old.written_value + new.written_unit.removesuffix(new.unit))
                quantity = Quantity(
                    old.start, old.end, scaled.low if scaled else old.value, None, None, new.unit,
                    old.written_value, new.written_unit, old.comparator, old.rule,
                )  # fmt: skip
                found[index] = Numeral(this.start, this.end, "fact", "fact.shared_unit", quantity)
        return found


@cache
def finder_of(rules: Rules) -> Finder:
    """The scan of `rules`, compiled once."""
    return Finder(rules)


def find_numerals(text: str, rules: Rules) -> tuple[Numeral, ...]:
    """Every numeral of folded `text`: 全年实现1351亿元，增长4.1% gives two facts with their quantities."""
    return finder_of(rules)(text)
