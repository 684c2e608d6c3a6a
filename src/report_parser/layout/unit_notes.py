"""The note of a unit that stands above a table: （单位：亿元）, by the words of `headings.toml`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from report_parser.rules import Rules
from report_parser.words.patterns import any_of


class UnitNotes(NamedTuple):
    """The note at the end of what stands above a table (`above`), and one that is a line of its own (`line`)."""

    above: re.Pattern[str]
    line: re.Pattern[str]


@lru_cache(maxsize=8)
def unit_notes(rules: Rules) -> UnitNotes:
    """The notes of one rule set; `unit` is what they name."""
    note = rf"{any_of(rules.headings.table.units)}[：:][^\S\n]*(?P<unit>[^，。；：:（）()\n]{{1,12}}?)[^\S\n]*[）)]?"
    return UnitNotes(re.compile(rf"{note}\s*$"), re.compile(rf"^[（(]?{note}$", re.MULTILINE))
