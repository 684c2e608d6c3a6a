"""The working types that go down the line: plain frozen values, no parsing.

Every stage reads `Document.text`, the *folded* text (see `normalise`), and every offset in this module
but those of `Source` counts code points of that text. `assemble` alone turns them into offsets of the
source text, through `Document.source_span`: one place instead of one per stage, so no stage can forget.

What a report holds by the thousand is a NamedTuple, made in half the time of a frozen dataclass; what it
holds once or by the dozen is a dataclass.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from typing import Literal, NamedTuple

from report_parser.word_hits import NO_WORDS, WordHits

Kind = Literal["achievement", "commitment", "background"]
Level = Literal["national", "province", "prefecture", "county", "township"]
SectionKind = Literal[
    "opening", "review", "problems", "requirements", "targets", "plan", "self_governance",
    "annex", "glossary", "closing", "boilerplate",
]  # fmt: skip
NumeralType = Literal["fact", "baseline", "threshold", "time", "name", "list", "optional"]
Role = Literal["level", "change_rate", "change_amount", "multiple", "rank"]
Direction = Literal["up", "down"]
Comparator = Literal["eq", "at_least", "more_than", "at_most", "less_than", "about", "range"]
Status = Literal["completed", "started", "ongoing", "recognised"]
Modality = Literal["must", "strive", "plan", "encourage"]
ObjectType = Literal["project", "organisation", "place", "policy", "honour", "facility", "other"]
Basis = Literal["year_on_year", "annual_average", "cumulative"]
Severity = Literal["info", "warning", "error"]
# Why a clause is neither done nor promised.
BackgroundReason = Literal["problem", "ideology", "context", "others", "remark", "definition"]
# Of a level: whether it counts what a period added or what there is.
Counts = Literal["added", "total"]
# Of several numbers for one target: the least, the target itself, and what is striven for beyond it.
Tier = Literal["floor", "target", "stretch"]
Prices = Literal["real", "nominal"]
# Where the objects of a clause stand: behind its verb, before it (`subject`), behind it with a subject before (`both`),
# or in the whole of a clause without a verb; an adjunct is no clause.
Form = Literal["object", "subject", "both", "verbless", "adjunct"]
MarkKind = Literal["heading", "bold", "table_row", "footnote", "boilerplate"]
# The pieces of a text that a name is made of, in the order in which they are read: 养老|…|待遇水平.
Pieces = tuple[tuple[int, int], ...]


class Mark(NamedTuple):
    """What a reader knows of a stretch of source text beyond its characters (source offsets)."""

    start: int
    end: int
    kind: MarkKind
    level: int | None = None


class Omission(NamedTuple):
    """What a reader met in a file and is not in the text: what it is (`OMITTED` of layout/omissions.py), the amount."""

    what: str
    amount: int


@dataclass(frozen=True, slots=True)
class Source:
    """A source read: its text as decoded or extracted, and what the format says of its structure."""

    uri: str
    sha256: str
    media_type: str
    encoding: str | None
    text: str
    marks: tuple[Mark, ...] = ()
    omissions: tuple[Omission, ...] = ()


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The place whose government reports; `code` is its six-digit GB/T 2260 code, `parents` outermost first."""

    name: str | None
    level: Level | None
    code: str | None = None
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who reports to whom, when, about which years; None where the text does not say."""

    title: str | None
    jurisdiction: Jurisdiction
    report_year: int | None
    review_year: int | None
    plan_year: int | None
    review_start_year: int | None = None
    delivered_on: str | None = None
    speaker: str | None = None
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline. `start`..`end` holds the heading and everything below it, children included.

    `heading_start`..`heading_end` is the heading itself (equal where the section has none). `inline`
    tells a run-in heading (（一）…。 with text after it in the same paragraph), which is a statement too.
    """

    id: str
    parent: str | None
    level: int
    heading: str
    start: int
    end: int
    kind: SectionKind
    heading_start: int
    heading_end: int
    inline: bool = False


class Definition(NamedTuple):
    """What a glossary explains: the term, and the entry from the term to the end of what explains it."""

    term: str
    start: int
    end: int


class TableCell(NamedTuple):
    """A cell with a figure, and what the head of its column says of it: its year, and whether it is `planned`."""

    start: int
    end: int
    year: int | None
    planned: bool | None


class Sentence(NamedTuple):
    """A sentence with its final mark; `paragraph` counts paragraphs (folded lines) from 0."""

    start: int
    end: int
    paragraph: int


class Quantity(NamedTuple):
    """A number with its unit. Decimals are exact and in the base `unit`; a range has `low` and `high`, no `value`.

    `rule` names the rule that read it, `hedge` is where the word stands that gives the comparator (equal ends where
    none does). 1351亿元 -> value 135100000000, unit 元, written 1351 and 亿元.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    written_value: str
    written_unit: str
    comparator: Comparator
    rule: str
    hedge: tuple[int, int] = (0, 0)


class Numeral(NamedTuple):
    """One entry of the ledger: a numeral, what it is, and the rule that says so.

    `quantity` is there for facts, baselines and thresholds. `baseline_of` is the index, in the ledger, of
    the fact whose starting value a baseline is.
    """

    start: int
    end: int
    type: NumeralType
    rule: str
    quantity: Quantity | None = None
    baseline_of: int | None = None


class Time(NamedTuple):
    """A time word with the years it means, both included; None where the report's own years do not tell.

    `start`..`end` names the years, `end`..`stop` a part of the year behind them: 2027年|6月底前 -> `part` month,
    `month` 6, the last of the part, and the `day` where one is named. `rule` read it. `ranged` where it names both its
    years, `due` where it can be a deadline; it `governs` the numbers behind it unless it is only a part of the year
    planned, or has a `reference`: the name of what makes it a time that something is compared with. `attributive` where
    it only tells what a thing is of (巩固|去年|成果), so that nothing looks back on it. `against` tells a time that its
    number is held against: 高于1953年至1980年平均递增2.6%的水平.
    """

    start: int
    end: int
    stop: int
    rule: str
    start_year: int | None
    end_year: int | None
    part: str = ""
    month: int | None = None
    day: int | None = None
    ranged: bool = False
    due: bool = False
    governs: bool = True
    against: bool = False
    reference: str = ""
    attributive: bool = False


class Name(NamedTuple):
    """What something is called: `text` is what its `spans` say in turn."""

    text: str
    spans: Pieces


class ObjectPhrase(NamedTuple):
    """A thing acted on. `text` is what the `spans` say in turn, which hold what coordination shares; start..end is what
    stands in the text. `rule` names the coordination pattern that read it, or how the clause before gave it."""

    text: str
    start: int
    end: int
    type: ObjectType = "other"
    spans: Pieces = ()
    rule: str = ""


class Candidate(NamedTuple):
    """A word that may be the verb of its clause: on which side its objects stand if it is, and what speaks for it."""

    start: int
    end: int
    form: Form
    evidence: IntEnum


class Cue(NamedTuple):
    """A word that was found while the kind of a clause was decided, and the category of `cues.toml` it is a cue of."""

    category: str
    start: int
    end: int


class Clause(NamedTuple):
    """One asserted clause: who did or will do what.

    `action_start`..`action_end` is the verb as it stands (equal where the clause is verbless);
    `subject_start`..`subject_end` is what stands before the verb without adverbs and adjuncts (equal where
    nothing does). `construction` names the way in which the clause is built, and `candidates` are the words that were
    considered for its verb, in the order in which they were met. `rule` names the rule that decided its kind, `reason`
    why it is background, and `cues` are the words that were met on the way to it. `deadline` is as fine as the text:
    2024, 2024-06, 2024-06-30.
    """

    start: int
    end: int
    sentence: int
    section: str
    kind: Kind
    action: str
    action_start: int
    action_end: int
    subject_start: int
    subject_end: int
    objects: tuple[ObjectPhrase, ...] = ()
    status: Status | None = None
    modality: Modality | None = None
    deadline: str | None = None
    responsible: tuple[str, ...] = ()
    outcome: str | None = None
    rule: str = ""
    reason: BackgroundReason | None = None
    construction: str = ""
    candidates: tuple[Candidate, ...] = ()
    cues: tuple[Cue, ...] = ()


class Period(NamedTuple):
    """The years a value speaks of, both ends included.

    `rule` names what gave them, in the order in which it did (`sentence, last year`), and `time` is where the time word
    stands that governs them (equal ends where none does).
    """

    start_year: int | None
    end_year: int | None
    basis: Basis | None = None
    rule: str = ""
    time: tuple[int, int] = (0, 0)


class Fact(NamedTuple):
    """A quantity bound to what it measures. `numeral` and `baseline` index the ledger, `clause` the clauses.

    `indicator` is what the text says in `indicator_spans`. `rule` names the ways that found it, in the order in which
    they did (`measure:增长, number before`), `role_rule` and `comparator_rule` what gave these fields. `whole` is what
    a share is a share of, `area` the place that is spoken of where it is not the report's own, `against` what the
    value is compared with where that is not the year before.
    """

    numeral: int
    clause: int
    indicator: str
    indicator_spans: Pieces
    qualifiers: tuple[str, ...]
    action: str
    role: Role
    direction: Direction | None
    comparator: Comparator
    period: Period
    rule: str
    role_rule: str
    comparator_rule: str
    indicator_id: str | None = None
    baseline: int | None = None
    area: str | None = None
    whole: Name | None = None
    counts: Counts | None = None
    tier: Tier | None = None
    against: Name | None = None
    prices: Prices | None = None


class Task(NamedTuple):
    """Clauses that promise and pursue one thing, by their indices; `rule` names what joined the last of them."""

    id: str
    clauses: tuple[int, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something a reader of the output should know, with the span it is about."""

    severity: Severity
    code: str
    message: str
    start: int
    end: int


class Given(NamedTuple):
    """What a user says of a report whose text does not: its place, and the year of its delivery."""

    place: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What goes down the line. A stage returns a copy with its own field filled and touches no other.

    `origins[i]` is the source offset of folded character i, with one entry past the end; `notes` are the source spans
    of the marks of notes, which the folded text is without. `cells` are the figures of tables, and `silent` the lines
    that say nothing of the report: heads of tables, lines in another language. `plan_reported` are the years
    of the five-year plan that a report is about, where it is about one.
    """

    source: Source
    given: Given = field(default_factory=Given)
    text: str = ""
    origins: Sequence[int] = field(default_factory=lambda: array("L", [0]))
    notes: tuple[tuple[int, int], ...] = ()
    cells: tuple[TableCell, ...] = ()
    silent: tuple[tuple[int, int], ...] = ()
    words: WordHits = NO_WORDS
    masthead: Masthead | None = None
    sections: tuple[Section, ...] = ()
    plan_starts_at: int | None = None
    definitions: tuple[Definition, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    word_starts: bytes = b""
    numerals: tuple[Numeral, ...] = ()
    times: tuple[Time, ...] = ()
    plan_reported: tuple[int, int] | None = None
    clauses: tuple[Clause, ...] = ()
    facts: tuple[Fact, ...] = ()
    tasks: tuple[Task, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def cell_at(self, at: int) -> TableCell | None:
        """The cell of a table that a folded offset lies in, of those with figures."""
        last = bisect_right(self.cells, at, key=lambda cell: cell.start) - 1
        return self.cells[last] if last >= 0 and at < self.cells[last].end else None

    def is_silent(self, at: int) -> bool:
        """Whether a folded offset lies in a line that says nothing of the report."""
        before = bisect_right(self.silent, (at, len(self.text) + 1)) - 1
        return before >= 0 and self.silent[before][1] > at

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of a folded span, tight around its first and last character."""
        if end <= start:
            return self.origins[start], self.origins[start]
        return self.origins[start], self.origins[end - 1] + 1
