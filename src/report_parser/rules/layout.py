"""`headings.toml`: heading forms, bullets, section cues, the words of the masthead and of the turn to the plan."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, field_validator

from report_parser.document import Level, SectionKind
from report_parser.rules.base import Phrases, RuleModel, Words


class HeadingForm(RuleModel):
    """How a heading is numbered: `form` holds {cn} for a Chinese number or {n} for an Arabic one: （{cn}）."""

    form: str = Field(min_length=1)
    style: str
    sentence: bool = False
    alone: bool = False

    @field_validator("form")
    @classmethod
    def _holds_one_number(cls, form: str) -> str:
        if form.count("{cn}") + form.count("{n}") != 1:
            raise ValueError("holds {cn} or {n} once")
        return form


class MastheadRules(RuleModel):
    """The words by which a report says who speaks for which place."""

    offices: Words = ()
    salutations: Words = ()
    national: Words = ()
    levels: Mapping[Level, Words] = {}
    ranks: Mapping[Level, Words] = {}
    before_names: Words = ()
    terms: Words = ()
    before_place: Words = ()
    after_place: Words = ()
    congresses: Mapping[str, int] = {}
    review_headings: Words = ()
    plan_headings: Words = ()
    spans: Words = ()


class NoteRules(RuleModel):
    """How notes are numbered (`forms`, with {n}), and the words that explain a term: 指."""

    forms: Words = ()
    explains: Words = ()


class FooterRules(RuleModel):
    """What opens the note of a licence, and what belongs to a site's footer where cues of boilerplate follow it."""

    licence: Phrases = ()
    never_after: Words = ()
    beside: Words = ()


class TurnRules(RuleModel):
    """The evidence of where a report turns from what was done to what will be."""

    done: Words = ()
    ahead: Words = ()
    review_headings: Words = ()
    plan_headings: Words = ()
    plan_times: Words = ()
    plan_openings: Words = ()


class TableRules(RuleModel):
    """The words at the head of a table's columns that tell what stands below: planned figures, done ones, their unit.

    `columns` name a column of any kind: a row of such words is a head.
    """

    columns: Words = ()
    groups: Words = ()
    units: Words = ()
    planned: Words = ()
    done: Words = ()


class HeadingRules(RuleModel):
    """`headings.toml`: heading forms, bullets, section cues, masthead words."""

    forms: tuple[HeadingForm, ...] = ()
    heading_cues: Mapping[SectionKind, Phrases] = {}
    paragraph_cues: Mapping[SectionKind, Phrases] = {}
    bullets: Words = ()
    notes: NoteRules = Field(default_factory=NoteRules)
    footer: FooterRules = Field(default_factory=FooterRules)
    masthead: MastheadRules = Field(default_factory=MastheadRules)
    turn: TurnRules = Field(default_factory=TurnRules)
    table: TableRules = Field(default_factory=TableRules)
