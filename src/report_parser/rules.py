"""The data files: their formats as pydantic models, and `load_rules`, which reads ours and then the user's.

A data file is TOML in `data/`, or a list of words (`lexicon.txt`, `verbs.txt`). A user's folder may hold files
of the same names; their entries are added after ours: lists are joined, tables merged key by key, single
values replaced. What an entry may say is written in its model here and nowhere else; anything unknown is
refused by name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from report_parser.document import Comparator, Level, ObjectType, SectionKind
from report_parser.errors import RuleError


class RuleModel(BaseModel):
    """Base of every data-file format: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- units.toml, numerals.toml: quantities/ -----------------------------------------------------------------


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


# --- headings.toml: masthead and outline --------------------------------------------------------------------


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
    levels: dict[Level, tuple[str, ...]] = {}
    ranks: dict[Level, tuple[str, ...]] = {}
    before_place: tuple[str, ...] = ()
    after_place: tuple[str, ...] = ()
    congresses: dict[str, int] = {}
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
    heading_cues: dict[SectionKind, tuple[str, ...]] = {}
    paragraph_cues: dict[SectionKind, tuple[str, ...]] = {}
    columns: tuple[str, ...] = ()
    masthead: MastheadRules = MastheadRules()
    turn: TurnRules = TurnRules()


# --- actions.toml: clauses ----------------------------------------------------------------------------------


class ActionRules(RuleModel):
    """`actions.toml`: verbs, adverbs before them, modality, status and kind cues, object types.

    Every list has its meaning written above it in the shipped file; a user's file may hold any of them.
    """

    verbs: tuple[str, ...] = ()
    nominal: tuple[str, ...] = ()
    causative: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    achieving: tuple[str, ...] = ()
    achieving_how: tuple[str, ...] = ()
    achieved: tuple[str, ...] = ()
    linking: tuple[str, ...] = ()
    receptive: tuple[str, ...] = ()
    mutual: tuple[str, ...] = ()
    assuring: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    carrying: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()
    half_adverbs: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    set_phrases: tuple[str, ...] = ()
    adjectival: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    collectives: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    batches: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    faculties: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    adjuncts: tuple[str, ...] = ()
    adjunct_ends: tuple[str, ...] = ()
    result_ends: tuple[str, ...] = ()
    according: tuple[str, ...] = ()
    accordances: tuple[str, ...] = ()
    place_ends: tuple[str, ...] = ()
    being: tuple[str, ...] = ()
    turning: tuple[str, ...] = ()
    copula_adverbs: tuple[str, ...] = ()
    not_copula: tuple[str, ...] = ()
    summing: tuple[str, ...] = ()
    extents: tuple[str, ...] = ()
    sharing: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    earmarking: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    employing: tuple[str, ...] = ()
    stating: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    ideology: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    suppositions: tuple[str, ...] = ()
    concessions: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    pressing: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    pointing: tuple[str, ...] = ()
    appeals: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    intending: tuple[str, ...] = ()
    quoting: tuple[str, ...] = ()
    progress_how: tuple[str, ...] = ()
    progress: tuple[str, ...] = ()
    urging: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    becoming: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    looking_back: tuple[str, ...] = ()
    looking_ahead: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    befalling: tuple[str, ...] = ()
    trouble: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    speaking: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ()
    reaching: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    rhetoric: tuple[str, ...] = ()
    relational: tuple[str, ...] = ()
    superiors: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    thanks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    announcing: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()
    started: tuple[str, ...] = ()
    ongoing: tuple[str, ...] = ()
    recognised: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    strive: tuple[str, ...] = ()
    encourage: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    object_types: Mapping[ObjectType, tuple[str, ...]] = {}


# --- indicators.toml, topics.toml: the published vocabulary -------------------------------------------------


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
    folds: dict[str, str] = {}


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


# --- facts.toml: facts --------------------------------------------------------------------------------------


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
    fused: dict[str, tuple[str, ...]] = {}


# --- tracking.toml, near.toml: track/ ----------------------------------------------------------------------------


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
    trend: float = 0.0
    scale: float = 0.0
    link: float = 0.0
    possible: float = 0.0


class TrackingRules(RuleModel):
    """`tracking.toml`: what a later report says of an earlier promise. Each list is explained in the shipped file."""

    empty: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    started: tuple[str, ...] = ()
    advancing: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    entire: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    rising: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()
    rise_nouns: tuple[str, ...] = ()
    fall_nouns: tuple[str, ...] = ()
    building: tuple[str, ...] = ()
    delivery: tuple[str, ...] = ()
    ceilings: tuple[str, ...] = ()
    ceiling_words: tuple[str, ...] = ()
    contrasts: tuple[tuple[str, ...], ...] = ()
    related: tuple[tuple[str, ...], ...] = ()
    folds: dict[str, str] = {}
    broader: dict[str, tuple[str, ...]] = {}
    asides: tuple[str, ...] = ()
    vows: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    restated: tuple[str, ...] = ()
    year_words: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()
    net: tuple[str, ...] = ()
    reaching: tuple[str, ...] = ()
    target_nouns: tuple[str, ...] = ()
    fulfilment: dict[str, Literal["exceeded", "met", "missed"]] = {}
    real_growth: tuple[str, ...] = ()
    indicator_heads: tuple[str, ...] = ()
    indicator_tails: tuple[str, ...] = ()
    units: dict[str, tuple[str, str]] = {}
    days: dict[str, str] = {}
    tolerance: Tolerance = Tolerance()
    weights: Weights = Weights()


class NearRules(RuleModel):
    """`near.toml`: groups of words for the same matter, by which tracking finds an answer in other words."""

    near: tuple[tuple[str, ...], ...] = ()


# --- office.toml: the store's identity, the export's 约束性/预期性 ----------------------------------------------


class OfficeRules(RuleModel):
    """`office.toml`: titles that make a text another document, which targets are binding, how they are named."""

    variants: tuple[str, ...] = ()
    says_binding: tuple[str, ...] = ()
    says_expected: tuple[str, ...] = ()
    binding: tuple[str, ...] = ()
    binding_names: tuple[str, ...] = ()
    reaching: tuple[str, ...] = ()


# --- loading ------------------------------------------------------------------------------------------------

WORD_LISTS = ("lexicon", "verbs")


@dataclass(frozen=True, eq=False)
class Rules:
    """All the linguistic knowledge of a parse, one field a data file. Hashed by identity, to cache what is compiled."""

    units: UnitRules
    numerals: NumeralRules
    headings: HeadingRules
    actions: ActionRules
    indicators: IndicatorRules
    topics: TopicRules
    facts: FactRules
    tracking: TrackingRules
    near: NearRules
    office: OfficeRules
    lexicon: tuple[str, ...]
    verbs: tuple[str, ...]


FORMATS: Mapping[str, type[RuleModel]] = {
    "units": UnitRules,
    "numerals": NumeralRules,
    "headings": HeadingRules,
    "actions": ActionRules,
    "indicators": IndicatorRules,
    "topics": TopicRules,
    "facts": FactRules,
    "tracking": TrackingRules,
    "near": NearRules,
    "office": OfficeRules,
}

Entry: TypeAlias = "str | int | float | bool | list[Entry] | dict[str, Entry]"


@cache
def load_rules(*folders: Path) -> Rules:
    """The shipped rules with the entries of `folders` added, in order. Raises RuleError naming file and entry."""
    shipped = resources.files("report_parser") / "data"
    tables: dict[str, dict[str, Entry]] = {}
    for name in FORMATS:
        tables[name] = _read_table(shipped / f"{name}.toml", name)
    words = {name: _read_words(shipped / f"{name}.txt") for name in WORD_LISTS}
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(str(folder), "folder", "not a folder of rule files")
        for path in sorted(folder.iterdir()):
            if path.suffix == ".txt" and path.stem in words:
                words[path.stem] += _read_words(path)
            elif path.suffix == ".toml":
                if path.stem not in FORMATS:
                    known = [f"{name}.toml" for name in FORMATS] + [f"{name}.txt" for name in WORD_LISTS]
                    raise RuleError(str(path), "file name", f"not a rule file; known are {', '.join(known)}")
                tables[path.stem] = _merged(tables[path.stem], _read_table(path, path.stem), path)
    return Rules(
        units=UnitRules.model_validate(tables["units"]),
        numerals=NumeralRules.model_validate(tables["numerals"]),
        headings=HeadingRules.model_validate(tables["headings"]),
        actions=ActionRules.model_validate(tables["actions"]),
        indicators=IndicatorRules.model_validate(tables["indicators"]),
        topics=TopicRules.model_validate(tables["topics"]),
        facts=FactRules.model_validate(tables["facts"]),
        tracking=TrackingRules.model_validate(tables["tracking"]),
        near=NearRules.model_validate(tables["near"]),
        office=OfficeRules.model_validate(tables["office"]),
        lexicon=tuple(words["lexicon"]),
        verbs=tuple(words["verbs"]),
    )


def _read_table(path: Traversable | Path, name: str) -> dict[str, Entry]:
    """One TOML file, checked against its own format so that an error names this file and not the merged whole."""
    try:
        table: dict[str, Entry] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(str(path), "syntax", str(error)) from error
    try:
        FORMATS[name].model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        raise RuleError(str(path), _entry_name(table, first["loc"]), first["msg"]) from error
    return table


def _entry_name(table: dict[str, Entry], location: tuple[int | str, ...]) -> str:
    """A place in a TOML table as its author knows it: `unit 3 (name = 亿元) base`."""
    parts: list[str] = []
    at: Entry = table
    for step in location:
        if isinstance(step, int):
            at = at[step] if isinstance(at, list) and step < len(at) else ""
            label = next((f"{key} = {value}" for key, value in at.items()), "") if isinstance(at, dict) else str(at)
            parts.append(f"{step + 1} ({label})")
        else:
            at = at.get(step, "") if isinstance(at, dict) else ""
            parts.append(step)
    return " ".join(parts)


def _read_words(path: Traversable | Path) -> list[str]:
    """The words of a lexicon: one a line, `#` begins a comment."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise RuleError(str(path), "encoding", "not UTF-8") from error
    return [word for line in lines if (word := line.split("#", 1)[0].strip())]


def _merged(ours: dict[str, Entry], theirs: dict[str, Entry], path: Path) -> dict[str, Entry]:
    """`theirs` added to `ours`: lists joined, tables merged, single values replaced."""
    merged = dict(ours)
    for key, value in theirs.items():
        mine = merged.get(key)
        if isinstance(mine, list) and isinstance(value, list):
            merged[key] = [*mine, *value]
        elif isinstance(mine, dict) and isinstance(value, dict):
            merged[key] = _merged(mine, value, path)
        else:
            merged[key] = value
    return merged
