"""`units.toml` and `numerals.toml`: units, hedges, and the cues that type a numeral."""

from __future__ import annotations

from collections.abc import Mapping

from report_parser.document import Comparator
from report_parser.rules.base import RuleModel


class UnitRules(RuleModel):
    """`units.toml`: units and measure words, by what a number with one of them states."""

    measures: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    durations: tuple[str, ...] = ()
    base: Mapping[str, str] = {}
    not_before: Mapping[str, str] = {}


class Hedge(RuleModel):
    """Words before a number that bound it.

    None of them counts right after a character of `not_after`; with `only_before`, the number must begin
    with one of its characters (上亿 and 过万, but not 再上一个).
    """

    words: tuple[str, ...]
    comparator: Comparator
    not_after: str = ""
    only_before: str = ""


class NumeralRules(RuleModel):
    """`numerals.toml`: hedges, cues that type a number, and words that only contain a numeral."""

    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    plan_words: tuple[str, ...] = ()
    name_heads: tuple[str, ...] = ()
    capacity_words: tuple[str, ...] = ()
    capacity_units: tuple[str, ...] = ()
    capacity_works: tuple[str, ...] = ()
    duration_names: tuple[str, ...] = ()
    duration_thresholds: tuple[str, ...] = ()
    threshold_units: tuple[str, ...] = ()
    threshold_nouns: tuple[str, ...] = ()
    name_before: tuple[str, ...] = ()
    rank_before: tuple[str, ...] = ()
    rank_not_before: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    policy_verbs: tuple[str, ...] = ()
    counted_lines: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    reach: tuple[str, ...] = ()
    hedge_links: tuple[str, ...] = ()
    change_verbs: tuple[str, ...] = ()
    hedges_after: Mapping[str, Comparator] = {}
    hedges_before: tuple[Hedge, ...] = ()
