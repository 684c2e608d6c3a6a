"""`cues.toml`: words that tell what a clause is to its report, each category with how far its cues reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from report_parser.rules.base import RuleModel, Words

CueCategory = Literal[
    "asking", "intending", "quoting", "appeal", "urging", "task", "verdict", "ahead", "promise", "plan",
    "announcing", "announced", "telling", "already", "becoming", "pressing", "progress", "looking_back",
    "looking_ahead", "effect", "bad", "lacking", "befalling", "trouble", "remedy", "problem", "remark", "ground",
    "pointing", "speaking", "supposition", "concession", "condition", "thanks", "ideology", "upholding",
    "doctrine", "rhetoric", "year", "foreseeing", "conjecture", "others", "superiors", "abroad", "responsible",
    "started", "ongoing", "recognised", "must", "strive", "encourage", "outcome", "arguing", "view",
]  # fmt: skip
Position = Literal["anywhere", "head", "opening", "closing", "verb"]
Direction = Literal["clause", "forward", "both"]
Until = Literal["semicolon", "sentence", "paragraph"]


class CueScope(RuleModel):
    """`[category.NAME]`: what its cues mean, where in a clause one has to stand, and what it speaks for."""

    means: str = Field(description="What one of these words tells of a clause.")
    position: Position = Field(
        "anywhere",
        description="Where the word stands: at the `head`, the `opening` (behind words like 同时) or the `closing` of "
        "its clause, as its `verb`, or `anywhere`.",
    )
    within: int = Field(0, ge=0, description="How many characters may lie between the word and that place.")
    barring: str = Field("", description="Characters that may not be among those.")
    tails: Words = Field((), description="Words that may follow one at the closing: 了.")
    not_behind: str = Field("", description="Characters right behind which the word is none: 所.")
    alone: bool = Field(False, description="Whether it has to be a word by itself: 要 and not the 要 of 主要.")
    unquoted: bool = Field(False, description="Whether one between “ and ” is none.")
    direction: Direction = Field(
        "clause",
        description="What it speaks for: its own `clause`, those behind it too (`forward`), or those on `both` sides.",
    )
    until: Until = Field("sentence", description="What ends that: a `semicolon`, its `sentence` or its `paragraph`.")


class CueRule(RuleModel):
    """`[[cue]]`: words of a category, forms in which they are none, an example and a near miss."""

    category: CueCategory
    words: Words = Field(min_length=1)
    pseudo: Words = Field((), description="Longer words inside which one of these is no cue: 只要 is no 要.")
    after: Words = Field((), description="Words that have to stand before one of these: 有 before 进展.")
    between: Words = Field((), description="Words of which at least one stands between the two: 很大.")
    example: str = Field("", description="A clause in which one of the words counts, between bars: 各乡|要|兴修水利.")
    near_miss: str = Field("", description="A clause in which none does: 粮食是主要作物.")

    @model_validator(mode="after")
    def _has_bars(self) -> CueRule:
        if self.example and self.example.count("|") != 2:
            raise ValueError("an example has bars around the word that counts: 各乡|要|兴修水利")
        return self


class CueRules(RuleModel):
    """`cues.toml`: the categories of cues and their words."""

    category: Mapping[CueCategory, CueScope] = {}
    cue: tuple[CueRule, ...] = ()

    def words(self, category: CueCategory) -> frozenset[str]:
        """All the words of a category."""
        return frozenset(word for cue in self.cue if cue.category == category for word in cue.words)
