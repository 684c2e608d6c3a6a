"""`headings.toml`: heading forms, section cues, the words of the masthead and of the turn to the plan."""

from __future__ import annotations

from collections.abc import Mapping

from report_parser.document import Level, SectionKind
from report_parser.rules.base import RuleModel


class HeadingForm(RuleModel):
    """How a heading is numbered: `form` holds {cn} for a Chinese number or {n} for an Arabic one: （{cn}）."""

    form: str
    style: str
    sentence: bool = False
    alone: bool = False


class MastheadRules(RuleModel):
    """The words by which a report says who speaks for which place."""

    offices: tuple[str, ...] = ()
    salutations: tuple[str, ...] = ()
    national: tuple[str, ...] = ()
    levels: Mapping[Level, tuple[str, ...]] = {}
    ranks: Mapping[Level, tuple[str, ...]] = {}
    before_place: tuple[str, ...] = ()
    after_place: tuple[str, ...] = ()
    congresses: Mapping[str, int] = {}
    review_headings: tuple[str, ...] = ()
    plan_headings: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()


class TurnRules(RuleModel):
    """The evidence of where a report turns from what was done to what will be."""

    done: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    review_headings: tuple[str, ...] = ()
    plan_headings: tuple[str, ...] = ()
    plan_times: tuple[str, ...] = ()
    plan_openings: tuple[str, ...] = ()


class HeadingRules(RuleModel):
    """`headings.toml`: heading forms, section cues, masthead words."""

    forms: tuple[HeadingForm, ...] = ()
    heading_cues: Mapping[SectionKind, tuple[str, ...]] = {}
    paragraph_cues: Mapping[SectionKind, tuple[str, ...]] = {}
    columns: tuple[str, ...] = ()
    masthead: MastheadRules = MastheadRules()
    turn: TurnRules = TurnRules()
