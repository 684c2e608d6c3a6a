"""The JSON contract as pydantic models: what a parse returns and what `schemas/report.schema.json` describes.

Offsets are half-open `[start, end)` in code points of the source text; `text[start:end]` is the span's
text exactly. Decimals are strings in the JSON, exact from the first character on.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from report_parser.document import (
    Basis,
    Comparator,
    Direction,
    Level,
    Modality,
    NumeralType,
    ObjectType,
    Role,
    SectionKind,
    Severity,
    Status,
)

SCHEMA_VERSION: Literal["1.0"] = "1.0"


def plain(value: Decimal) -> str:
    """A decimal without exponent and without idle zeros: 1.3510E+11 -> "135100000000"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


Number = Annotated[
    Decimal,
    PlainSerializer(plain, return_type=str, when_used="json"),
    Field(json_schema_extra={"description": "an exact decimal, as a string"}),
]
Offset = Annotated[int, Field(ge=0)]


class Model(BaseModel):
    """Base of the contract: immutable, and nothing beside the named fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Generator(Model):
    """The program that wrote the JSON."""

    name: Literal["report_parser"] = "report_parser"
    version: str


class SourceInfo(Model):
    """The file that was parsed. `length` counts code points of its text, which `text` holds on request."""

    uri: str
    sha256: str
    media_type: str
    encoding: str | None
    length: int
    text: str | None = None


class JurisdictionInfo(Model):
    """The place: `code` is the GB/T 2260 code (000000 for the nation), `parents` stand outermost first."""

    name: str | None
    level: Level | None
    code: str | None
    parents: tuple[str, ...] = ()


class ReportInfo(Model):
    """Who reports, when, about which years; null where the text does not say."""

    title: str | None
    jurisdiction: JurisdictionInfo
    report_year: int | None
    review_year: int | None
    review_start_year: int | None = None
    plan_year: int | None
    delivered_on: str | None = None
    speaker: str | None = None
    meeting: str | None = None
    plan_starts_at: Offset | None = None


class SectionInfo(Model):
    """A node of the outline, in document order; `start`..`end` holds its children too."""

    id: str
    parent: str | None
    level: int
    heading: str
    start: Offset
    end: Offset
    kind: SectionKind


class ObjectInfo(Model):
    """A thing acted on. `text` restores a shared head; `start`..`end` is the span it was read from."""

    text: str
    start: Offset
    end: Offset
    type: ObjectType


class Indicator(Model):
    """What a fact measures. `id` is of the published vocabulary, null outside it."""

    text: str
    id: str | None = None
    qualifiers: tuple[str, ...] = ()


class Written(Model):
    """The number and the unit as the report writes them."""

    value: str
    unit: str


class Baseline(Model):
    """The value a change starts from: 从 17.9% in 从 17.9% 提升至 22.7%."""

    start: Offset
    end: Offset
    text: str
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    unit: str


class PeriodInfo(Model):
    """The years a value speaks of, both included, and what it is measured against."""

    start_year: int | None
    end_year: int | None
    basis: Basis | None = None


class FactInfo(Model):
    """A quantity bound to its indicator. `value` is in the base `unit`; a range has `low` and `high` instead."""

    id: str
    start: Offset
    end: Offset
    text: str
    indicator: Indicator
    action: str
    role: Role
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    unit: str
    written: Written
    comparator: Comparator
    direction: Direction | None = None
    baseline: Baseline | None = None
    period: PeriodInfo
    rule: str


class Statement(Model):
    """A clause that says what was done or is promised; its kind is the list it stands in."""

    id: str
    start: Offset
    end: Offset
    text: str
    section: str
    action: str
    objects: tuple[ObjectInfo, ...] = ()
    topics: tuple[str, ...] = ()
    status: Status | None = None
    modality: Modality | None = None
    deadline: int | None = None
    responsible: tuple[str, ...] = ()
    outcome: str | None = None
    facts: tuple[FactInfo, ...] = ()


class NumeralInfo(Model):
    """One numeral of the text: what it is, which fact it became, and the rule that decided."""

    start: Offset
    end: Offset
    text: str
    type: NumeralType
    fact: str | None = None
    rule: str


class DiagnosticInfo(Model):
    """Something the reader of the model should know."""

    severity: Severity
    code: str
    message: str
    start: Offset
    end: Offset


class Report(Model):
    """A parsed report: `Report.model_validate_json(report.model_dump_json())` equals `report`."""

    schema_version: Literal["1.0"] = "1.0"
    generator: Generator
    source: SourceInfo
    report: ReportInfo
    sections: tuple[SectionInfo, ...] = ()
    achievements: tuple[Statement, ...] = ()
    commitments: tuple[Statement, ...] = ()
    background: tuple[Statement, ...] = ()
    numerals: tuple[NumeralInfo, ...] = ()
    diagnostics: tuple[DiagnosticInfo, ...] = ()

    def statements(self) -> Iterator[tuple[Literal["achievement", "commitment", "background"], Statement]]:
        """Every statement with its kind, list by list."""
        for statement in self.achievements:
            yield "achievement", statement
        for statement in self.commitments:
            yield "commitment", statement
        for statement in self.background:
            yield "background", statement

    def facts(self) -> Iterator[FactInfo]:
        """Every fact of the report, in the order of the statements."""
        for _, statement in self.statements():
            yield from statement.facts


class QuantityInfo(Model):
    """A quantity of any text, as `quantities(text)` yields it: the part of a fact that stands alone."""

    start: Offset
    end: Offset
    text: str
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    unit: str
    written: Written
    comparator: Comparator
    baseline: Baseline | None = None
