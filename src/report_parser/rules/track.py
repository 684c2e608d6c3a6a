"""`tracking.toml` and `near.toml`: how an answer to a promise is found and judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from report_parser.rules.base import RuleModel, Words


class Tolerance(RuleModel):
    """How near is near: shares of the target (0.05 is 5 %) and points of a rate."""

    about_share: float = 0.05
    about_points: float = 0.3
    exceed_share: float = 0.01
    exceed_points: float = 0.1
    rounding_share: float = 0.02
    partly_share: float = 0.5


class Weights(RuleModel):
    """Match weights in bits (log2 of how much likelier an agreement is between true pairs than by chance).

    The shipped file gives each its value; a file of one's own need only name those that it changes.
    """

    numeric_prior: float = 0.0
    same_id: float = 0.0
    same_words: float = 0.0
    similar_words: float = 0.0
    related_id: float = 0.0
    same_measure: float = 0.0
    exact_year: float = 0.0
    one_year: float = 0.0
    other_basis: float = 0.0
    same_direction: float = 0.0
    background: float = 0.0
    doubling: float = 0.0
    same_verb: float = 0.0
    alike_prior: float = 0.0
    alike_shared: float = 0.0
    alike_near: float = 0.0
    alike_setting: float = 0.0
    alike_unit: float = 0.0
    alike_size: float = 0.0
    alike_topic: float = 0.0
    text_prior: float = 0.0
    shared: float = 0.0
    characters: float = 0.0
    near: float = 0.0
    setting: float = 0.0
    missing: float = 0.0
    whole: float = 0.0
    extra: float = 0.0
    same_head: float = 0.0
    same_topic: float = 0.0
    same_action: float = 0.0
    named_object: float = 0.0
    other_name: float = 0.0
    missing_name: float = 0.0
    neighbour: float = 0.0
    trend: float = 0.0
    scale: float = 0.0
    link: float = 0.0
    alike_link: float = 0.0
    possible: float = 0.0


class TrackingRules(RuleModel):
    """`tracking.toml`: what a later report says of an earlier promise. Each list is explained in the shipped file."""

    empty: Words = ()
    heads: Words = ()
    planned: Words = ()
    started: Words = ()
    advancing: Words = ()
    finished: Words = ()
    partial: Words = ()
    milestones: Words = ()
    entire: Words = ()
    failed: Words = ()
    rising: Words = ()
    falling: Words = ()
    rise_nouns: Words = ()
    fall_nouns: Words = ()
    building: Words = ()
    works: Words = ()
    delivery: Words = ()
    ceilings: Words = ()
    ceiling_words: Words = ()
    contrasts: tuple[Words, ...] = ()
    related: tuple[Words, ...] = ()
    folds: Mapping[str, str] = {}
    broader: Mapping[str, Words] = {}
    asides: Words = ()
    vows: Words = ()
    demands: Words = ()
    complaints: Words = ()
    remedies: Words = ()
    restated: Words = ()
    year_words: Words = ()
    sums: Words = ()
    costs: Words = ()
    marks: Words = ()
    capacities: Words = ()
    tiers: tuple[Words, ...] = ()
    adding: Words = ()
    net: Words = ()
    reaching: Words = ()
    target_nouns: Words = ()
    fulfilment: Mapping[str, Literal["exceeded", "met", "missed"]] = {}
    real_growth: Words = ()
    indicator_heads: Words = ()
    indicator_tails: Words = ()
    units: Mapping[str, tuple[str, str]] = {}
    days: Mapping[str, str] = {}
    tolerance: Tolerance = Field(default_factory=Tolerance)
    weights: Weights = Field(default_factory=Weights)


class NearRules(RuleModel):
    """`near.toml`: groups of words for the same matter, by which tracking finds an answer in other words."""

    near: tuple[Words, ...] = ()
