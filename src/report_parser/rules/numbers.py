"""`units.toml` and `numerals.toml`: units, and the cues that type a numeral."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pydantic import Field

from report_parser.rules.base import RuleModel, Strings, Words


class Part(RuleModel):
    """A smaller unit that goes on with a number of a larger one, and its worth in it: 五元|三毛 is 5.3 元."""

    whole: str
    part: str
    worth: Decimal


class UnitRules(RuleModel):
    """`units.toml`: units and measure words, by what a number with one of them states."""

    measures: Words = ()
    counts: Words = ()
    named: Words = ()
    periods: Words = ()
    durations: Words = ()
    base: Mapping[str, str] = {}
    not_before: Mapping[str, str] = {}
    signs: Mapping[str, str] = {}
    parts: tuple[Part, ...] = ()


class Minus(RuleModel):
    """Words that make a number negative (负3.9%), but not right after a character of `not_after` (减负3亿元)."""

    words: Words = ()
    not_after: str = ""


class NumeralRules(RuleModel):
    """`numerals.toml`: cues that type a number, and words that only contain a numeral."""

    words: Words = ()
    names: Words = ()
    plan_words: Words = ()
    name_heads: Words = ()
    capacity_words: Words = ()
    capacity_units: Words = ()
    capacity_works: Words = ()
    duration_names: Words = ()
    duration_thresholds: Words = ()
    threshold_units: Words = ()
    threshold_nouns: Words = ()
    aims: Words = ()
    name_before: Words = ()
    rank_before: Words = ()
    rank_not_before: Words = ()
    series: Words = ()
    policy_verbs: Words = ()
    counted_lines: Words = ()
    listed: Words = ()
    reach: Strings = ()
    hedge_links: Words = ()
    change_verbs: Words = ()
    minus: Minus = Field(default_factory=Minus)
    label_heads: Words = ()
    lines: Words = ()
