"""What a client may ask: query parameters as models, anything unknown refused by name."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from report_parser.document import Kind, Modality, Role, SectionKind
from report_parser.selection import Selection
from report_parser.serve.problems import ProblemError
from report_parser.store.finding import START, Detail, Order, Position
from report_parser.store.reading import Head
from report_parser.tables.columns import TableName
from report_parser.word_counts.dictionary import SHIPPED
from report_parser.word_counts.mentions import Counting

MAX_CURSOR = 10**15
_WORD = Field(min_length=1, max_length=100, pattern=r"^[^\x00]+$")  # PostgreSQL's text holds no NUL
Word = Annotated[str, _WORD]
Sayings = Annotated[
    list[Word],
    Field(
        max_length=10, examples=[["低空经济"]],
        description="Texts, one of which a statement holds as it is written; letters of either case are alike.",
    ),
]  # fmt: skip
Places = Annotated[
    list[Word],
    Field(
        max_length=50,
        description="A name (温岭市), a six-digit code, or the first digits of one: 3310 takes in all below.",
        examples=[["331081"]],
    ),
]
Indicators = Annotated[
    list[Word],
    Field(max_length=50, description="Ids of the vocabulary, or the report's own words.", examples=[["gdp"]]),
]
Kinds = Annotated[list[Kind], Field(max_length=3, examples=[["commitment"]])]
Year = Annotated[int, Field(ge=1900, le=2200)]
DeliveryYear = Annotated[int, Field(ge=1949, le=2100)]
Limit = Annotated[int, Field(ge=1, le=1000, description="How many items a page holds; NDJSON sends them all.")]
Token = Annotated[str, Field(pattern=r"^\d{1,15}\.\d{1,15}\.\d{1,9}$", description="`next` of the page before.")]
ReportId = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$", examples=["331081-2024-d53d38be75"])]


DictionaryName = Annotated[
    str,
    Field(pattern=f"^({'|'.join(SHIPPED)})$", examples=[SHIPPED[0]], description="A dictionary that ships with us."),
]


class Question(BaseModel):
    """Base of the query parameters."""

    model_config = ConfigDict(extra="forbid")


class Paged(Question):
    """A list, a page at a time."""

    limit: Limit = 100
    after: Token | None = None

    def start(self, head: Head) -> tuple[int, Position]:
        """The cursor at which the list is read, and the position after which this page begins."""
        if self.after is None:
            return head.cursor, START
        at, cursor, number = map(int, self.after.split("."))
        if at > head.cursor:
            raise ProblemError(HTTPStatus.GONE, "that page is of another store; start over")
        return at, (cursor, number)


class _ListQuestion(Paged):
    place: Places = []
    year: list[Year] = Field(default=[], max_length=50, description="Years of reports.", examples=[[2024]])
    q: Sayings = []
    sort: Order = Field(
        default="loaded",
        description="The order of the reports: as they were loaded, by year, or by place code; a minus turns it round.",
    )

    def selection(self) -> Selection:
        """The same as a Selection."""
        return Selection(tuple(self.place), tuple(self.year))

    def detail(self) -> Detail:
        """What narrows them beyond the selection."""
        return Detail(saying=tuple(self.q))


class ReportQuestion(_ListQuestion):
    """Which reports."""


class _ItemQuestion(_ListQuestion):
    kind: Kinds = []
    indicator: Indicators = []
    section: SectionKind | None = Field(default=None, description="Only in sections of this kind.")
    report: ReportId | None = Field(default=None, description="Only of this report.")

    def selection(self) -> Selection:
        return Selection(tuple(self.place), tuple(self.year), tuple(self.kind), tuple(self.indicator))


class StatementQuestion(_ItemQuestion):
    """Which statements."""

    topic: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")] | None = Field(
        default=None, description="A policy domain: industry, education …"
    )
    modality: Modality | None = None

    def detail(self) -> Detail:
        """What narrows them beyond the selection."""
        return Detail(self.report, self.topic, self.modality, self.section, saying=tuple(self.q))


class FactQuestion(_ItemQuestion):
    """Which facts."""

    role: Role | None = None

    def detail(self) -> Detail:
        """What narrows them beyond the selection."""
        return Detail(self.report, section=self.section, role=self.role, saying=tuple(self.q))


class ExportQuestion(Question):
    """Which rows of which tidy table."""

    table: TableName = "facts"
    place: Places = []
    year: list[Year] = Field(default=[], max_length=50, description="Years of reports.", examples=[[2024]])
    kind: Kinds = []
    indicator: Indicators = []

    def selection(self) -> Selection:
        """The same as a Selection."""
        return Selection(tuple(self.place), tuple(self.year), tuple(self.kind), tuple(self.indicator))


class PanelQuestion(Question):
    """Which places, years and indicators of the panel."""

    place: Places = []
    year: list[Year] = Field(default=[], max_length=50, description="Years of target and outturn.", examples=[[2024]])
    indicator: Indicators = []
    wide: bool = Field(default=False, description="A row a place and year, a column an indicator.")

    def selection(self) -> Selection:
        """The same as a Selection; its years are those of the rows."""
        return Selection(tuple(self.place), tuple(self.year), indicators=tuple(self.indicator))


class TermsQuestion(Question):
    """What to count in which reports."""

    dictionary: DictionaryName
    place: Places = []
    year: list[Year] = Field(default=[], max_length=50, description="Years of reports.", examples=[[2024]])
    counting: Counting = Field(default="words", description="Terms as jieba cuts words, or as strings.")
    negated: bool = Field(default=True, description="Count terms that a negation before them denies.")
    wide: bool = Field(default=False, description="A row a report.")

    def selection(self) -> Selection:
        """The same as a Selection."""
        return Selection(tuple(self.place), tuple(self.year))


class TrackQuestion(Question):
    """Whose promises to follow."""

    place: Places = []

    def selection(self) -> Selection:
        """The same as a Selection."""
        return Selection(tuple(self.place))


class ChangeQuestion(Question):
    """Which part of the log."""

    after: int = Field(default=0, ge=0, le=MAX_CURSOR, description="The `next` of the last answer; 0 to begin.")
    limit: Limit = 100


class FeedQuestion(Question):
    """Which page of the feed."""

    before: int | None = Field(default=None, ge=1, le=MAX_CURSOR, description="Only reports older than this cursor.")


class VersionQuestion(Question):
    """Which version of a report."""

    version: int | None = Field(default=None, ge=1, le=10**6, description="The current one where not given.")
