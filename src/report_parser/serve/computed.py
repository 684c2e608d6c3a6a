"""What is worked out of whole reports when it is asked for: `/export`, `/panel`, `/terms` and `/track`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from report_parser.exports.panel.columns import COLUMNS as PANEL
from report_parser.exports.panel.rows import panel_rows
from report_parser.exports.panel.wide import wide
from report_parser.exports.tabular import json_row
from report_parser.model import Report
from report_parser.rules import Rules
from report_parser.selection import Selection
from report_parser.serve import shapes
from report_parser.serve.answers import csv_answer, etag_of, json_answer, lines_answer, not_modified, text_answer
from report_parser.serve.negotiation import CSV, JSON, NDJSON, chosen
from report_parser.serve.problems import ProblemError, described
from report_parser.serve.questions import ExportQuestion, PanelQuestion, Question, TermsQuestion, TrackQuestion
from report_parser.serve.responses import TABLE_ERRORS, also
from report_parser.store import Store, finding, reading
from report_parser.tables.columns import COLUMNS
from report_parser.tables.rows import Cell, rows
from report_parser.track import Tracking, track_reports
from report_parser.track.table import COLUMNS as TRACK
from report_parser.track.table import rows as track_rows
from report_parser.word_counts.dictionary import load_dictionary
from report_parser.word_counts.table import LONG, long_rows, wide_columns, wide_rows

_MOST_REPORTS: Final = 500
"""Of so many reports a panel, terms or a tracking are worked out; the command line takes any number."""
_AT_ONCE: Final = 2
_ERRORS = {**TABLE_ERRORS, **described(HTTPStatus.CONFLICT)}


class _Desk:
    """Reports of a store to compute on, a few computations at a time."""

    def __init__(self, store: Store, program: str) -> None:
        self._store = store
        self._program = program
        self._free = BoundedSemaphore(_AT_ONCE)

    def etag(self, request: Request, question: Question, form: str, selection: Selection, *, bounded: bool) -> str:
        """The tag of the answer. Raises ProblemError where a bounded one would be of too many reports."""
        with self._store.reading() as connection:
            head = reading.head(connection)
            count = len(finding.versions(connection, selection, head.cursor)) if bounded else 0
        if count > _MOST_REPORTS:
            cause = f"{count} reports are asked for and {_MOST_REPORTS} the most: narrow it by place"
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, cause)
        return etag_of(request.url.path, head, question, form, self._program)

    @contextmanager
    def reports(self, selection: Selection) -> Iterator[Iterator[Report]]:
        """The reports of a selection. Raises ProblemError where others are computing."""
        if not self._free.acquire(blocking=False):
            raise ProblemError(
                HTTPStatus.SERVICE_UNAVAILABLE, "others are being served; try again", {"Retry-After": "5"}
            )
        try:
            yield self._store.reports(selection)
        finally:
            self._free.release()


def computed_routes(store: Store, rules: Rules, program: str) -> tuple[APIRouter, ...]:
    """The routes over `store`; `program` is the digest of code and rules, on which the answers depend."""
    desk = _Desk(store, program)
    return (
        _export_routes(store, desk, rules), _panel_routes(desk, rules), _terms_routes(desk, rules),
        _track_routes(desk, rules),
    )  # fmt: skip


def _export_routes(store: Store, desk: _Desk, rules: Rules) -> APIRouter:
    router = APIRouter(tags=["tables"])

    @router.get("/export", response_model=None, responses={**TABLE_ERRORS, **also("A row of the table", NDJSON, CSV)})
    def export(request: Request, question: Annotated[ExportQuestion, Query()]) -> Response:
        """A tidy table of the current reports, whole: the same rows as `report-parser export` writes."""
        form, selection = chosen(request, (NDJSON, CSV)), question.selection()
        etag = desk.etag(request, question, form, selection, bounded=False)
        if (same := not_modified(request, etag)) is not None:
            return same
        made = (
            row
            for report in store.reports(selection)
            for row in rows(selection.narrow(report), question.table, rules=rules)
        )
        if form == CSV:
            return csv_answer(made, [column.name for column in COLUMNS[question.table]], etag)
        return lines_answer(map(json_row, made), etag)

    return router


def _panel_routes(desk: _Desk, rules: Rules) -> APIRouter:
    router = APIRouter(tags=["tables"])

    @router.get("/panel", response_model=shapes.Rows, responses={**_ERRORS, **also("A row", NDJSON, CSV)})
    def panel(request: Request, question: Annotated[PanelQuestion, Query()]) -> Response:
        """Each place, year and indicator with its target beside its outturn: the rows of `report-parser panel`."""
        form, reports_of = chosen(request, (JSON, NDJSON, CSV)), Selection(tuple(question.place))
        etag = desk.etag(request, question, form, reports_of, bounded=True)
        if (same := not_modified(request, etag)) is not None:
            return same
        with desk.reports(reports_of) as reports:
            long = list(panel_rows(reports, rules, question.selection()))
        made, columns = wide(long) if question.wide else (long, PANEL)
        return _table(made, [column.name for column in columns], form, etag)

    return router


def _terms_routes(desk: _Desk, rules: Rules) -> APIRouter:
    router = APIRouter(tags=["tables"])

    @router.get("/terms", response_model=shapes.Rows, responses={**_ERRORS, **also("A row", NDJSON, CSV)})
    def terms(request: Request, question: Annotated[TermsQuestion, Query()]) -> Response:
        """How often the terms of a dictionary stand in each report, by part and by kind: `report-parser terms`.

        409 where the store does not hold the text of one of the reports: nothing in it can be counted.
        """
        form, selection = chosen(request, (JSON, NDJSON, CSV)), question.selection()
        etag = desk.etag(request, question, form, selection, bounded=True)
        if (same := not_modified(request, etag)) is not None:
            return same
        dictionary = load_dictionary(question.dictionary)
        make, columns = (wide_rows, wide_columns(dictionary)) if question.wide else (long_rows, LONG)
        with desk.reports(selection) as reports:
            made = list(
                make(_holding_text(reports), dictionary, rules, counting=question.counting, negated=question.negated)
            )
        return _table(made, [column.name for column in columns], form, etag)

    return router


def _track_routes(desk: _Desk, rules: Rules) -> APIRouter:
    router = APIRouter(tags=["tables"])

    @router.get("/track", response_model=Tracking, responses={**_ERRORS, **also("A link", NDJSON, CSV)})
    def track(request: Request, question: Annotated[TrackQuestion, Query()]) -> Response:
        """The promises of each report beside what a later one of its place reports: `report-parser track`.

        NDJSON and CSV hold the links alone, a row each.
        """
        form, selection = chosen(request, (JSON, NDJSON, CSV)), question.selection()
        etag = desk.etag(request, question, form, selection, bounded=True)
        if (same := not_modified(request, etag)) is not None:
            return same
        with desk.reports(selection) as reports:
            tracking = track_reports(reports, rules=rules)
        if form == JSON:
            return text_answer(tracking.model_dump_json(), etag)
        return _table(track_rows(tracking), TRACK, form, etag)

    return router


def _holding_text(reports: Iterable[Report]) -> Iterator[Report]:
    """The reports, which all have to hold their text."""
    for report in reports:
        if report.source.text is None:
            cause = f"the store does not hold the text of {report.source.uri}; load it without --without-text"
            raise ProblemError(HTTPStatus.CONFLICT, cause)
        yield report


def _table(made: Sequence[Mapping[str, Cell]], names: Sequence[str], form: str, etag: str) -> Response:
    """Rows in the form asked for."""
    if form == CSV:
        return csv_answer(made, names, etag)
    if form == NDJSON:
        return lines_answer(map(json_row, made), etag)
    return json_answer({"items": [json_row(row) for row in made]}, etag)
