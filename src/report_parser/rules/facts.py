"""`indicators.toml`, `topics.toml` and `facts.toml`: the published vocabulary, and what binds a number to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, field_validator

from report_parser.rules.base import RuleModel


class Indicator(RuleModel):
    """An indicator as official statistics name it; `units` are those of its level (none: any unit)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(min_length=2)
    english: str
    aliases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    topic: str


class IndicatorRules(RuleModel):
    """`indicators.toml`: the published indicator vocabulary, and how a phrase is squashed before look-up."""

    indicator: tuple[Indicator, ...] = ()
    change_units: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    share_nouns: tuple[str, ...] = ()
    folds: Mapping[str, str] = {}


class Topic(RuleModel):
    """A policy domain, and the words that show a clause to be about it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = ""
    english: str = ""
    cues: tuple[Annotated[str, Field(min_length=2)], ...] = ()


class TopicRules(RuleModel):
    """`topics.toml`: the policy domains. `none` are words that only contain a cue."""

    topic: tuple[Topic, ...] = ()
    none: tuple[Annotated[str, Field(min_length=2)], ...] = ()


class FactRules(RuleModel):
    """`facts.toml`: words of change, rank, share and multiple."""

    rise: tuple[str, ...] = ()
    fall: tuple[str, ...] = ()
    rise_against: tuple[str, ...] = ()
    fall_against: tuple[str, ...] = ()
    rise_nouns: tuple[str, ...] = ()
    fall_nouns: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    reach: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    lead_ins: tuple[str, ...] = ()
    governors: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    dependent: tuple[str, ...] = ()
    rank_verbs: tuple[str, ...] = ()
    rank_scopes: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    compared_with: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()
    dependent_here: tuple[str, ...] = ()
    parting: tuple[str, ...] = ()
    output_verbs: tuple[str, ...] = ()
    saving_verbs: tuple[str, ...] = ()
    everywhere: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    attributive: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    partitive: tuple[str, ...] = ()
    not_hedges: tuple[str, ...] = ()
    amount_verbs: tuple[str, ...] = ()
    figure_nouns: tuple[str, ...] = ()
    rate_noun_tails: tuple[str, ...] = ()
    noun_endings: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    flow: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    roughly: tuple[str, ...] = ()
    fused: Mapping[str, tuple[str, ...]] = {}

    @field_validator("fused")
    @classmethod
    def _of_its_own_characters(cls, fused: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        """Refuse a part that its word does not write: a name is made of pieces of the text."""
        for word, parts in fused.items():
            for part in parts:
                left = iter(word)
                if not part or not all(character in left for character in part):
                    raise ValueError(f"{part!r} is not written in {word!r}, character by character")
        return fused
