"""Written units to base units: every unit of `units.toml`, and what each of them says of a number."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from report_parser.rules import Rules
from report_parser.words.guarded import GuardedWords

UnitKind = Literal["measure", "count", "name", "period", "duration"]


# 元/吨, 人/万人; 微克每立方米.
_PER = re.compile("(?:/|每(?=立方|升|吨|千瓦时|平方|公里))(?:百|千|万|亿|10万)?")


class Units:
    """The compiled unit table of one set of rules."""

    def __init__(self, rules: Rules) -> None:
        units = rules.units
        self.base = dict(units.base)
        self.signs = dict(units.signs)
        self.parts = {(part.whole, part.part): part.worth for part in units.parts}
        self.kinds: dict[str, UnitKind] = {}
        kinds: tuple[tuple[UnitKind, tuple[str, ...]], ...] = (
            ("count", units.counts),
            ("measure", units.measures),
            ("name", units.named),
            ("duration", units.durations),
            ("period", units.periods),
        )
        for kind, words in kinds:
            self.kinds.update(dict.fromkeys(words, kind))
        self._not_before = dict(units.not_before)
        self._words = GuardedWords(self.kinds, self._not_before)

    def unit_end(self, text: str, at: int) -> int:
        """Where the unit that begins at `at` ends, `at` itself where there is none: 元, 元/吨, 人/万人."""
        end = self._words.end(text, at)
        per = _PER.match(text, end) if end > at else None
        if per is None:
            return end
        second = self._words.end(text, per.end())
        return second if second > per.end() else end

    def kind_at(self, text: str, at: int) -> UnitKind | None:
        """The kind of the unit that begins at `at`; None where there is none."""
        end = self.unit_end(text, at)
        return self.kind(text[at:end]) if end > at else None

    def guard(self, word: str) -> str:
        """A pattern for what may not follow a unit: 折 is none in 折旧."""
        after = self._not_before.get(word)
        return f"(?![{re.escape(after)}])" if after else ""

    def periods(self) -> tuple[str, ...]:
        """The units of periods and dates."""
        return tuple(word for word, kind in self.kinds.items() if kind == "period")

    def base_unit(self, written: str) -> str:
        """The unit a value is given in: 千米 -> 公里, 元/kWh -> 元/千瓦时."""
        if written in self.base:
            return self.base[written]
        parts = written.replace("每", "/").split("/")
        return "/".join(self.base.get(part, part) for part in parts)

    def kind(self, written: str) -> UnitKind:
        """What a number with this unit states; a compound unit measures."""
        return self.kinds.get(written, "measure")


@cache
def units_of(rules: Rules) -> Units:
    """The unit table of `rules`, compiled once."""
    return Units(rules)
