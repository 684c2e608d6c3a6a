"""The JSON contract as pydantic models: what a parse returns and what `schemas/report.schema.json` describes.

Offsets are half-open `[start, end)` in code points of the source text; `text[start:end]` is the span's
text exactly. Decimals are strings in the JSON, exact from the first character on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal, ParamSpec, Self, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from report_parser.document import (
    BackgroundReason,
    Basis,
    Comparator,
    Counts,
    Direction,
    Level,
    Modality,
    NumeralType,
    ObjectType,
    Prices,
    Role,
    SectionKind,
    Severity,
    Status,
    Tier,
)
from report_parser.upgrade import from_1_0

SCHEMA_VERSION: Literal["2.0"] = "2.0"


def plain(value: Decimal) -> str:
    """A decimal without exponent and without idle zeros: 1.3510E+11 -> "135100000000"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_HIGHEST_EXPONENT = 1000


def _written_out(value: object) -> object:
    """A number that may be written without its exponent: 1E+999999999 would take a gigabyte."""
    if isinstance(value, str) and "e" in value.lower():
        _, _, exponent = value.lower().partition("e")
        digits = exponent.lstrip("+-0")
        if len(digits) > 4 or (digits.isdecimal() and int(digits) > _HIGHEST_EXPONENT):
            raise ValueError(f"its exponent is over {_HIGHEST_EXPONENT}")
    return value


Number = Annotated[
    Decimal,
    BeforeValidator(_written_out),
    PlainSerializer(plain, return_type=str, when_used="json"),
    Field(json_schema_extra={"description": "an exact decimal, as a string"}),
]
Offset = Annotated[int, Field(ge=0)]
Spans = Annotated[
    tuple[tuple[Offset, Offset], ...],
    Field(json_schema_extra={"description": "the pieces of the source text that a name is made of, in reading order"}),
]
Deadline = Annotated[str, Field(pattern=r"^\d{4,}(-\d{2}(-\d{2})?)?$")]


class Model(BaseModel):
    """Base of the contract: immutable, and nothing beside the named fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


_Fields = ParamSpec("_Fields")
_Record = TypeVar("_Record", bound=Model)


def trusted(model: Callable[_Fields, _Record]) -> Callable[_Fields, _Record]:
    """What makes records of a model from values that are known to be right: every field, in the order of the model.

    It does what `model_construct` does, which takes longer than to validate the values, and a parse makes thousands of
    records. mypy checks the fields as it does those of the model; that a parsed report is what the contract says, the
    tests check.
    """
    record = cast(type[_Record], model)
    names = set(record.model_fields)
    new = object.__new__
    # The slots of a pydantic model, written to directly: to look each up by its name takes as long again.
    put_fields, put_set, put_extra, put_private = (
        vars(BaseModel)[slot].__set__
        for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
    )

    def make(*_: _Fields.args, **fields: _Fields.kwargs) -> _Record:
        made = new(record)
        put_fields(made, fields)
        put_set(made, names)
        put_extra(made, None)
        put_private(made, None)
        return made

    return make


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
    """A thing acted on: `text` is what stands at `start`..`end`, `name` what it is called.

    `name` is the pieces at `spans` joined and folded, so that it holds the head or modifier that a list shares:
    养老、工伤待遇 -> 养老待遇, 工伤待遇.
    """

    text: str
    start: Offset
    end: Offset
    name: str
    spans: Spans
    type: ObjectType


class NamedPart(Model):
    """What else a fact names: `name` is the pieces at `spans` joined and folded."""

    name: str
    spans: Spans


class Indicator(Model):
    """What a fact measures: `name` is the pieces at `spans` joined and folded.

    `id` is of the published vocabulary, null outside it; `area` the place it speaks of where that is not the report's
    own. `text` says the same as `name` until version 3.0.
    """

    text: str
    name: str
    spans: Spans
    id: str | None = None
    qualifiers: tuple[str, ...] = ()
    area: str | None = None


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
    """A quantity bound to its indicator. `value` is in the base `unit`; a range has `low` and `high` instead.

    `whole` is what a share is a share of, `against` what a comparison is against where that is not the year before.
    """

    id: str
    start: Offset
    end: Offset
    text: str
    indicator: Indicator
    whole: NamedPart | None = None
    action: str
    role: Role
    counts: Counts | None = None
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    unit: str
    written: Written
    comparator: Comparator
    tier: Tier | None = None
    direction: Direction | None = None
    against: NamedPart | None = None
    prices: Prices | None = None
    baseline: Baseline | None = None
    period: PeriodInfo
    rule: str


class Statement(Model):
    """A clause that says what was done or is promised; its kind is the list it stands in.

    `task` is shared by the clauses of one task, `reason` tells why a clause is background, and `rules` name what read
    it: its construction, its kind and its objects.
    """

    id: str
    start: Offset
    end: Offset
    text: str
    section: str
    task: str | None = None
    action: str
    objects: tuple[ObjectInfo, ...] = ()
    topics: tuple[str, ...] = ()
    status: Status | None = None
    modality: Modality | None = None
    deadline: Deadline | None = None
    reason: BackgroundReason | None = None
    responsible: tuple[str, ...] = ()
    outcome: str | None = None
    rules: tuple[str, ...] = ()
    facts: tuple[FactInfo, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What an office would give one row and one lead: the statements of one task, in the order of the text."""

    id: str
    statements: tuple[Statement, ...]

    @property
    def start(self) -> int:
        """Where its first clause starts."""
        return self.statements[0].start

    @property
    def end(self) -> int:
        """Where its last clause ends (half-open)."""
        return max(statement.end for statement in self.statements)

    @property
    def responsible(self) -> tuple[str, ...]:
        """The bodies that its clauses name, each once."""
        return tuple(dict.fromkeys(name for statement in self.statements for name in statement.responsible))


class NumeralInfo(Model):
    """One numeral of the text: what it is, which fact it became, and the rule that decided."""

    start: Offset
    end: Offset
    text: str
    type: NumeralType
    fact: str | None = None
    rule: str


class DefinitionInfo(Model):
    """An entry of a glossary: the term, and where it is explained."""

    term: str
    start: Offset
    end: Offset
    text: str


class DiagnosticInfo(Model):
    """Something the reader of the model should know."""

    severity: Severity
    code: str
    message: str
    start: Offset
    end: Offset


class Report(Model):
    """A parsed report: `Report.model_validate_json(report.model_dump_json())` equals `report`.

    JSON of version 1.0 is read as well, see `upgrade`.
    """

    schema_version: Literal["2.0"] = "2.0"
    generator: Generator
    source: SourceInfo
    report: ReportInfo
    sections: tuple[SectionInfo, ...] = ()
    achievements: tuple[Statement, ...] = ()
    commitments: tuple[Statement, ...] = ()
    background: tuple[Statement, ...] = ()
    numerals: tuple[NumeralInfo, ...] = ()
    definitions: tuple[DefinitionInfo, ...] = ()
    diagnostics: tuple[DiagnosticInfo, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _of_any_version(cls, data: object) -> object:
        """A model of version 1.0 is read as one of this version."""
        return from_1_0(data) if isinstance(data, dict) and data.get("schema_version") == "1.0" else data

    @model_validator(mode="after")
    def _each_id_once(self) -> Self:
        """Ids of facts are what the numerals, pages and tables find them by."""
        seen: set[str] = set()
        for fact in self.facts():
            if fact.id in seen:
                raise ValueError(f"two facts have the id {fact.id}")
            seen.add(fact.id)
        return self

    def statements(self) -> Iterator[tuple[Literal["achievement", "commitment", "background"], Statement]]:
        """Every statement with its kind, list by list."""
        for statement in self.achievements:
            yield "achievement", statement
        for statement in self.commitments:
            yield "commitment", statement
        for statement in self.background:
            yield "background", statement

    def tasks(self) -> tuple[Task, ...]:
        """The commitments by task, in the order of the text; those that name no task (of a 1.0 model) are in none."""
        members: dict[str, list[Statement]] = {}
        for statement in self.commitments:
            if statement.task is not None:
                members.setdefault(statement.task, []).append(statement)
        return tuple(Task(identity, tuple(statements)) for identity, statements in members.items())

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
