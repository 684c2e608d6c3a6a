"""The store: the front that loads, exports and serves use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType

from pydantic import ValidationError
from sqlalchemy import Connection
from sqlalchemy.exc import DataError, DBAPIError

from report_parser.errors import SourceError, StoreError
from report_parser.model import Report
from report_parser.rules import Rules, load_rules
from report_parser.selection import Selection
from report_parser.store import reading
from report_parser.store.engine import cause_of, name_of, open_engine, store_url
from report_parser.store.engine import reading as reading_transaction
from report_parser.store.writing import Outcome, put

_MODELS_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """How many reports a load brought in, changed, and found there already."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


class Store:
    """A shelf of reports in a database: `sqlite:///shelf.db`, a bare path, or `postgresql://user@host/name`.

    Opening it makes the schema, or upgrades it. Use it in a `with` block, or `close` it. Threads may share it.
    `rules` are those that tell which reports are one and the same (`variants` of office.toml), the shipped ones
    unless given: give the rules that the reports are parsed with.
    `read_only` is for reading alone: it makes and upgrades nothing, and needs no permission to write.
    Raises StoreError where the database cannot be used.
    """

    def __init__(self, url: str, *, rules: Rules | None = None, read_only: bool = False) -> None:
        self._rules = load_rules() if rules is None else rules
        self._url = store_url(url)
        self._engine = open_engine(self._url, read_only=read_only)

    def put(self, report: Report) -> Outcome:
        """Make `report` the current version of its report; `unchanged` where the store has it already.

        Raises SourceError where a value of the model is one that no database takes, such as a year of thirty digits.
        """
        try:
            return put(self._engine, report, self._rules)
        except (DataError, OverflowError) as error:
            raise SourceError(report.source.uri, "holds a value that no database takes") from error
        except DBAPIError as error:
            raise StoreError(name_of(self._url), f"{report.source.uri}: {cause_of(error)}") from error

    def load(self, reports: Iterable[Report]) -> LoadSummary:
        """Put every report, each in a transaction of its own: what was loaded before a failure stays loaded."""
        counts: dict[Outcome, int] = {"created": 0, "updated": 0, "unchanged": 0}
        for report in reports:
            counts[self.put(report)] += 1
        return LoadSummary(**counts)

    def reports(self, selection: Selection | None = None) -> Iterator[Report]:
        """The current models of a selection's places and years, in the order in which they came.

        What is loaded while the caller works through them is not among them.
        """
        yield from (report for _, report in self.named_reports(selection))

    def named_reports(self, selection: Selection | None = None) -> Iterator[tuple[str, Report]]:
        """The same, each with the id that it has in this store."""
        with self.reading() as connection:
            at = reading.head(connection).cursor
        after = 0
        while after < at:
            with self.reading() as connection:
                page = reading.models(connection, selection or Selection(), at, after, _MODELS_AT_ONCE)
            for _, identity, text in page:
                yield identity, self._model(identity, text)
            after = page[-1][0] if len(page) == _MODELS_AT_ONCE else at

    def _model(self, identity: str, text: str) -> Report:
        try:
            return Report.model_validate_json(text)
        except ValidationError as error:
            raise StoreError(name_of(self._url), f"its model of {identity} is spoilt; load the report again") from error

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction for the queries of `store.reading`; it sees one moment of the store."""
        return reading_transaction(self._engine)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def load(reports: Iterable[Report], url: str, *, rules: Rules | None = None) -> LoadSummary:
    """Load reports into the store at `url`, which is made where there is none.

    >>> from report_parser import parse_text
    >>> import tempfile, pathlib
    >>> report = parse_text("温岭市2024年政府工作报告\\n2023年，地区生产总值1351亿元。")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     shelf = str(pathlib.Path(folder, "shelf.db"))
    ...     load([report], shelf), load([report], shelf)
    (LoadSummary(created=1, updated=0, unchanged=0), LoadSummary(created=0, updated=0, unchanged=1))
    """
    with Store(url, rules=rules) as store:
        return store.load(reports)
