"""What tracking finds, as pydantic models: the JSON that `schemas/track.schema.json` describes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from report_parser.document import Comparator, Level, Modality, Status
from report_parser.model import Deadline, FactInfo, Generator, Model, Number, Offset

TRACK_SCHEMA_VERSION: Literal["2.0"] = "2.0"

Verdict = Literal["exceeded", "met", "partly", "started", "missed", "mentioned", "possible", "not_reported"]
VERDICTS: tuple[Verdict, ...] = (
    "exceeded", "met", "partly", "started", "missed", "mentioned", "possible", "not_reported",
)  # fmt: skip
LinkKind = Literal["numeric", "named", "general"]
Stage = Literal["promised", "planned", "started", "advancing", "finished", "reported"]


class TrackedReport(Model):
    """A report that was read: `key` is how the rest of the JSON names it."""

    key: str
    uri: str
    sha256: str
    title: str | None
    place: str | None
    code: str | None
    level: Level | None
    report_year: int | None
    review_start_year: int | None
    review_year: int | None
    plan_year: int | None
    commitments: int
    achievements: int


class Pair(Model):
    """Two reports of one place: `plan` promises for `year`, `review` looks back on it.

    `set_aside` counts the clauses of the plan that promise nothing (grounds, comments) and so have no link.
    """

    place: str
    code: str | None
    year: int
    plan: str
    review: str
    set_aside: int


class Reason(Model):
    """One piece of evidence for or against a match, its weight in bits; `code` for programs, `text` for people."""

    code: str
    text: str
    weight: float


class Side(Model):
    """One statement of one report as evidence; `facts` are those compared, none where words were compared.

    `start` and `end` are offsets into the source text of that report.
    """

    report: str
    statement_id: str
    start: Offset
    end: Offset
    text: str
    facts: tuple[FactInfo, ...] = ()


class Alternative(Model):
    """Another statement that may be the answer, or a part of it."""

    score: float
    side: Side


class Comparison(Model):
    """Two numbers side by side, in one unit, changes with their sign.

    `sense` tells which way is good: `floor` (at least) or `ceiling` (at most). `tolerance` is what counts as
    equal, in the same unit; `derived` says how `outturn` was calculated where the report gives it indirectly.
    """

    measure: Literal["level", "change_rate", "change_amount", "multiple", "rank"]
    unit: str
    target: Number | None
    target_low: Number | None = None
    target_high: Number | None = None
    target_comparator: Comparator
    outturn: Number | None
    outturn_comparator: Comparator
    sense: Literal["floor", "ceiling"]
    tolerance: Number
    ratio: Number | None
    difference: Number | None
    derived: str | None = None


class TrackedItem(Model):
    """What of a commitment a link is about: a number, a work of a list, or all of it; offsets into the plan's text."""

    name: str
    start: Offset
    end: Offset


class Link(Model):
    """An item of a commitment and what the later report says of it; `achievement` is null where nothing answers.

    `score` is how well the two sides agree by the evidence in `reasons`, from 0 to 1; without an `achievement` it is
    that of the best candidate, which was not good enough. `mention` is a clause on the same thing that answers
    nothing. `doubtful` links deserve a reader: a rival answer is about as good (see `alternatives`), or the two are
    not quite the same measure. `chapter` is the heading that the commitment stands under.
    """

    id: str
    place: str
    year: int
    kind: LinkKind
    verdict: Verdict
    score: float = Field(ge=0, le=1)
    doubtful: bool
    reasons: tuple[Reason, ...]
    topics: tuple[str, ...] = ()
    modality: Modality | None = None
    deadline: Deadline | None = None
    chapter: str | None = None
    item: TrackedItem
    commitment: Side
    achievement: Side | None
    mention: Side | None = None
    comparison: Comparison | None = None
    also: tuple[Side, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


class Unannounced(Model):
    """An achievement that no commitment of the plan announced; `score` is that of the nearest commitment."""

    place: str
    year: int
    kind: LinkKind
    score: float = Field(ge=0, le=1)
    topics: tuple[str, ...] = ()
    status: Status | None = None
    achievement: Side


class ChainStep(Model):
    """One mention of a work: in which report, on which year, at which stage."""

    year: int
    stage: Stage
    side: Side


class Chain(Model):
    """A work followed through the reports of a place, oldest mention first; `name` is what its mentions share."""

    place: str
    name: str
    steps: tuple[ChainStep, ...]


class SeriesTarget(Model):
    """A target as a report set it for the year."""

    side: Side
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    comparator: Comparator


class SeriesOutturn(Model):
    """A value as a report gave it for the year."""

    side: Side
    value: Number | None
    comparator: Comparator


class SeriesYear(Model):
    """One year of an indicator. More than one target means that it was revised."""

    year: int
    targets: tuple[SeriesTarget, ...] = ()
    outturns: tuple[SeriesOutturn, ...] = ()
    verdict: Verdict | None = None
    revised: bool = False


class Series(Model):
    """Target and outturn of one indicator of one place, year by year; `measure` and `unit` are the same throughout."""

    place: str
    indicator: str
    indicator_id: str | None
    measure: Literal["level", "change_rate", "change_amount", "multiple", "rank"]
    unit: str
    years: tuple[SeriesYear, ...]


class Tally(Model):
    """How many commitments there were and how they fared, in one row of the summary."""

    name: str
    commitments: int
    exceeded: int = 0
    met: int = 0
    partly: int = 0
    started: int = 0
    missed: int = 0
    mentioned: int = 0
    possible: int = 0
    not_reported: int = 0
    doubtful: int = 0


class Summary(Model):
    """The links counted: all, by kind, by topic (a link counts under each of its topics) and by modality."""

    total: Tally
    by_kind: tuple[Tally, ...] = ()
    by_topic: tuple[Tally, ...] = ()
    by_modality: tuple[Tally, ...] = ()


class Tracking(Model):
    """Everything that tracking finds in a set of reports. `notes` say what could not be paired, and why."""

    schema_version: Literal["2.0"] = "2.0"
    generator: Generator
    reports: tuple[TrackedReport, ...]
    pairs: tuple[Pair, ...]
    links: tuple[Link, ...]
    unannounced: tuple[Unannounced, ...]
    chains: tuple[Chain, ...]
    series: tuple[Series, ...]
    summary: Summary
    notes: tuple[str, ...] = ()
