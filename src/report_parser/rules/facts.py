"""`indicators.toml`, `topics.toml` and `facts.toml`: the published vocabulary, and what binds a number to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator

from report_parser.document import Level
from report_parser.rules.base import RuleModel, Strings, Word, Words, no_doubles


class Indicator(RuleModel):
    """An indicator as official statistics name it; `units` are those of its level (none: any unit)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(min_length=2)
    english: str
    aliases: Words = ()
    units: Words = ()
    topic: str


class IndicatorRules(RuleModel):
    """`indicators.toml`: the published indicator vocabulary, and how a phrase is squashed before look-up."""

    indicator: tuple[Indicator, ...] = ()
    change_units: Strings = ()
    stocks: Strings = ()
    scopes: Words = ()
    endings: Words = ()
    share_nouns: Words = ()
    folds: Mapping[str, str] = {}


Cues = Annotated[tuple[Annotated[Word, Field(min_length=2)], ...], AfterValidator(no_doubles)]


class Topic(RuleModel):
    """A policy domain, and the words that show a clause to be about it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = ""
    english: str = ""
    cues: Cues = ()


class TopicRules(RuleModel):
    """`topics.toml`: the policy domains. `none` are words that only contain a cue."""

    topic: tuple[Topic, ...] = ()
    none: Cues = ()


class FactRules(RuleModel):
    """`facts.toml`: words of change, rank, share and multiple."""

    rise: Words = ()
    fall: Words = ()
    rise_against: Words = ()
    fall_against: Words = ()
    rise_nouns: Words = ()
    fall_nouns: Words = ()
    to: Words = ()
    reach: Words = ()
    adverbs: Words = ()
    lead_ins: Words = ()
    governors: Words = ()
    tails: Words = ()
    milestones: Words = ()
    dependent: Words = ()
    rank_verbs: Words = ()
    rank_scopes: Words = ()
    asides: Words = ()
    compared_with: Words = ()
    having: Words = ()
    by: Words = ()
    means: Words = ()
    per: Words = ()
    sides: Words = ()
    making: Words = ()
    adding: Words = ()
    dependent_here: Words = ()
    parting: Words = ()
    output_verbs: Words = ()
    saving_verbs: Words = ()
    everywhere: Words = ()
    dimensions: Words = ()
    thing_endings: Words = ()
    attributive: Words = ()
    areas: Words = ()
    partitive: Words = ()
    amount_verbs: Words = ()
    figure_nouns: Words = ()
    rate_noun_tails: Words = ()
    noun_endings: Words = ()
    heads: Words = ()
    flow: Words = ()
    finished: Words = ()
    reached: Words = ()
    now: Words = ()
    added: Words = ()
    totals: Words = ()
    rates: Words = ()
    floor: Words = ()
    stretch: Words = ()
    real_prices: Words = ()
    nominal_prices: Words = ()
    same_thing_before: Words = ()
    clausal: Words = ()
    part_areas: Words = ()
    everywhere_of: Mapping[Level, Words] = {}
    fused: Mapping[str, Words] = {}

    @field_validator("fused")
    @classmethod
    def _of_its_own_characters(cls, fused: Mapping[str, Words]) -> Mapping[str, Words]:
        """Refuse a part that its word does not write: a name is made of pieces of the text."""
        for word, parts in fused.items():
            for part in parts:
                left = iter(word)
                if not part or not all(character in left for character in part):
                    raise ValueError(f"{part!r} is not written in {word!r}, character by character")
        return fused
