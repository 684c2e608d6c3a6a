"""What the feed answers with, as models: the OpenAPI document is made from these."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from report_parser.document import Kind, Level, SectionKind
from report_parser.model import FactInfo, JurisdictionInfo, Statement

_ID = "331081-2024-d53d38be75"
_ITEM = TypeVar("_ITEM")


class Shape(BaseModel):
    """Base of the answers: nothing beside the named fields."""

    model_config = ConfigDict(extra="forbid")


class Problem(Shape):
    """An error, as RFC 9457 writes it."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str | None = Field(default=None, examples=["no such report"])
    errors: list[FieldProblem] | None = Field(default=None, description="what is wrong with which parameter")


class FieldProblem(Shape):
    """One parameter that was refused."""

    where: str = Field(examples=["query.year.0"])
    message: str = Field(examples=["Input should be a valid integer"])


class SourceReference(Shape):
    """The file that a report was read from."""

    uri: str
    sha256: str
    media_type: str


class ReportAbout(Shape):
    """A version of a report, without its model."""

    id: str = Field(examples=[_ID])
    version: int = Field(examples=[1])
    digest: str = Field(description="of all that the model says; equal digests mean equal models")
    cursor: int = Field(description="the change that brought this version", examples=[17])
    current: bool
    loaded_at: str = Field(examples=["2024-01-30T08:00:00Z"])
    title: str | None = Field(examples=["政府工作报告"])
    jurisdiction: JurisdictionInfo
    report_year: int | None = Field(examples=[2024])
    review_year: int | None = Field(examples=[2023])
    plan_year: int | None = Field(examples=[2024])
    delivered_on: str | None = Field(examples=["2024-01-30"])
    achievements: int
    commitments: int
    background: int
    facts: int
    source: SourceReference
    schema_version: str
    generator_version: str


class ReportReference(Shape):
    """The report that a statement or a fact stands in."""

    id: str = Field(examples=[_ID])
    version: int
    jurisdiction: str | None = Field(examples=["温岭市"])
    code: str | None = Field(examples=["331081"])
    level: Level | None
    report_year: int | None


class StatementItem(Statement):
    """A statement of the contract, and where it stands."""

    report: ReportReference
    kind: Kind
    section_kind: SectionKind | None
    section_heading: str | None


class FactItem(FactInfo):
    """A fact of the contract, and where it stands."""

    report: ReportReference
    kind: Kind
    section_kind: SectionKind | None
    section_heading: str | None
    statement: str = Field(description="the id of the statement it belongs to")
    evidence: str = Field(description="the text of that statement")


class Page(Shape, Generic[_ITEM]):
    """A page of a list. `next` continues it, in the store as it was when the first page was read."""

    items: list[_ITEM]
    next: str | None = Field(description="give it as `after` for the next page; null on the last", examples=["41.17.3"])
    at: int = Field(description="the cursor of the last change that this list knows of", examples=[41])


class Rows(Shape):
    """The rows of a table, each with a value for every column."""

    items: list[dict[str, str | int | float | None]]


class Versions(Shape):
    """The history of a report, the first version first."""

    items: list[ReportAbout]


class IndicatorAbout(Shape):
    """An indicator of the vocabulary, and how often current reports speak of it."""

    id: str = Field(examples=["gdp"])
    name: str = Field(examples=["地区生产总值"])
    english: str
    units: list[str] = Field(examples=[["元"]])
    topic: str = Field(examples=["economy"])
    facts: int = Field(examples=[12])
    reports: int = Field(examples=[6])


class Indicators(Shape):
    """The vocabulary."""

    items: list[IndicatorAbout]


class Change(Shape):
    """One line of the log."""

    cursor: int = Field(examples=[17])
    op: Literal["created", "updated", "withdrawn"]
    report: str = Field(examples=[_ID])
    version: int = Field(description="the version that came, or that was withdrawn", examples=[1])
    digest: str
    at: str = Field(examples=["2024-01-30T08:00:00Z"])


class Changes(Shape):
    """Lines of the log, in order and without gaps."""

    store: str = Field(description="drawn when the store was made; when it changes, start over from 0")
    items: list[Change]
    next: int = Field(description="give it as `after` next time", examples=[17])
    more: bool = Field(description="whether there is more already")


class FeedItem(BaseModel):
    """An item of a JSON Feed."""

    id: str
    url: str
    title: str
    content_text: str
    date_published: str
    tags: list[str]


class Feed(BaseModel):
    """JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/."""

    version: Literal["https://jsonfeed.org/version/1.1"]
    title: str
    description: str
    language: str
    home_page_url: str
    feed_url: str
    next_url: str | None = None
    items: list[FeedItem]


class Health(Shape):
    """The server can read its store."""

    status: Literal["ok"]
    version: str = Field(description="of report_parser")
    store: str
    cursor: int = Field(description="the store's last change")
