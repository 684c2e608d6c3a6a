"""The routes that read the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from http import HTTPStatus
from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from report_parser.export import report_schema
from report_parser.model import Report
from report_parser.rules import Rules
from report_parser.serve import shapes
from report_parser.serve.answers import (
    NDJSON,
    FeedAnswer,
    etag_of,
    json_answer,
    lines_answer,
    not_modified,
    text_answer,
    wants_lines,
)
from report_parser.serve.feed import feed_of
from report_parser.serve.problems import ProblemError, described
from report_parser.serve.questions import (
    ChangeQuestion,
    FactQuestion,
    FeedQuestion,
    Paged,
    ReportId,
    ReportQuestion,
    StatementQuestion,
    VersionQuestion,
)
from report_parser.store import Store, reading
from report_parser.store.reading import Head, Item, JsonObject, Position

_PAGE_OF_STREAM = 500
_FEED_PAGE = 50
_UNCHANGED: dict[int | str, dict[str, object]] = {
    304: {"description": "Not Modified: the ETag given is still the one."}
}
_LIST_ERRORS = {
    **_UNCHANGED,
    **described(HTTPStatus.GONE, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE),
}
_ERRORS = {**_UNCHANGED, **described(HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)}
_ONE_ERRORS = {**_ERRORS, **described(HTTPStatus.NOT_FOUND)}

Fetch = Callable[[Connection, int, Position, int], list[Item]]


def _or_lines(item: str) -> dict[int | str, dict[str, object]]:
    """The OpenAPI note that a list is to be had as NDJSON too."""
    lines = {"schema": {"type": "string", "description": f"{item} objects, one a line"}}
    return {200: {"description": "A page; or every item, one a line.", "content": {NDJSON: lines}}}


def store_routes(store: Store, rules: Rules, program: str) -> tuple[APIRouter, ...]:
    """The routes that answer from `store`; `rules` hold the vocabulary, `program` is the digest of code and rules."""
    return (
        _service_routes(store),
        _report_routes(store),
        _item_routes(store),
        _vocabulary_routes(store, rules, program),
        _feed_routes(store),
    )


def _service_routes(store: Store) -> APIRouter:
    """`/health`."""
    router = APIRouter()

    @router.get("/health", tags=["service"], responses=described(HTTPStatus.SERVICE_UNAVAILABLE))
    def health() -> shapes.Health:
        """Whether the server can read its store."""
        head = _head(store)
        return shapes.Health(status="ok", version=version("report_parser"), store=head.store, cursor=head.cursor)

    return router


def _report_routes(store: Store) -> APIRouter:
    """`/reports`: the list, a report's model, its versions."""
    router = APIRouter()

    @router.get(
        "/reports", tags=["reports"], response_model=shapes.Page[shapes.ReportAbout],
        responses={**_LIST_ERRORS, **_or_lines("ReportAbout")},
    )  # fmt: skip
    def reports(request: Request, question: Annotated[ReportQuestion, Query()]) -> Response:
        """The current reports, in the order in which they were loaded, without their models."""

        def fetch(connection: Connection, at: int, after: Position, limit: int) -> list[Item]:
            return reading.reports(connection, question.selection(), at, after, limit)

        return _list(store, request, question, fetch)

    @router.get("/reports/{report}", tags=["reports"], response_model=Report, responses=_ONE_ERRORS)
    def report(request: Request, report: ReportId, question: Annotated[VersionQuestion, Query()]) -> Response:
        """The model of a report, as `report-parser parse` prints it; an earlier one with `version`."""
        with store.reading() as connection:
            found = reading.model(connection, report, question.version)
        if found is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, "no such report, or no such version of it")
        etag = etag_of(report, found.about["version"], found.about["digest"])
        return not_modified(request, etag) or text_answer(found.model, etag)

    @router.get("/reports/{report}/versions", tags=["reports"], response_model=shapes.Versions, responses=_ONE_ERRORS)
    def versions(request: Request, report: ReportId) -> Response:
        """The history of a report."""
        with store.reading() as connection:
            found = reading.versions(connection, report)
        if not found:
            raise ProblemError(HTTPStatus.NOT_FOUND, "no such report")
        body: JsonObject = {"items": list(found)}
        etag = etag_of(body)
        return not_modified(request, etag) or json_answer(body, etag)

    return router


def _item_routes(store: Store) -> APIRouter:
    """`/statements` and `/facts`."""
    router = APIRouter()

    @router.get(
        "/statements", tags=["items"], response_model=shapes.Page[shapes.StatementItem],
        responses={**_LIST_ERRORS, **_or_lines("StatementItem")},
    )  # fmt: skip
    def statements(request: Request, question: Annotated[StatementQuestion, Query()]) -> Response:
        """What was done and what was promised, report by report, in the order of the text."""

        def fetch(connection: Connection, at: int, after: Position, limit: int) -> list[Item]:
            return reading.statements(connection, question.selection(), question.detail(), at, after, limit)

        return _list(store, request, question, fetch)

    @router.get(
        "/facts", tags=["items"], response_model=shapes.Page[shapes.FactItem],
        responses={**_LIST_ERRORS, **_or_lines("FactItem")},
    )  # fmt: skip
    def facts(request: Request, question: Annotated[FactQuestion, Query()]) -> Response:
        """The numbers, each with what it measures, report by report, in the order of the text."""

        def fetch(connection: Connection, at: int, after: Position, limit: int) -> list[Item]:
            return reading.facts(connection, question.selection(), question.detail(), at, after, limit)

        return _list(store, request, question, fetch)

    return router


def _vocabulary_routes(store: Store, rules: Rules, program: str) -> APIRouter:
    """`/indicators` and `/schema`."""
    router = APIRouter()

    @router.get("/indicators", tags=["vocabulary"], response_model=shapes.Indicators, responses=_ERRORS)
    def indicators(request: Request) -> Response:
        """The published vocabulary, and how often the current reports speak of each indicator."""
        with store.reading() as connection:
            head = reading.head(connection)
            etag = etag_of("indicators", head, program)
            if (same := not_modified(request, etag)) is not None:
                return same
            counts = reading.indicator_counts(connection)
        items: list[JsonObject] = []
        for entry in rules.indicators.indicator:
            facts, reports = counts.get(entry.id, (0, 0))
            items.append(
                {
                    "id": entry.id, "name": entry.name, "english": entry.english, "units": list(entry.units),
                    "topic": entry.topic, "facts": facts, "reports": reports,
                }
            )  # fmt: skip
        return json_answer({"items": items}, etag)

    @router.get("/schema", tags=["vocabulary"], response_model=dict[str, object], responses=_UNCHANGED)
    def schema(request: Request) -> Response:
        """The JSON Schema of a report's model."""
        text = report_schema()
        etag = etag_of("schema", text)
        return not_modified(request, etag) or text_answer(text, etag)

    return router


def _feed_routes(store: Store) -> APIRouter:
    """`/changes` and `/feed.json`."""
    router = APIRouter()

    @router.get(
        "/changes", tags=["feed"], response_model=shapes.Changes,
        responses={**_LIST_ERRORS, **_or_lines("Change")},
    )  # fmt: skip
    def changes(request: Request, question: Annotated[ChangeQuestion, Query()]) -> Response:
        """The log of changes after a cursor: follow `next`, and nothing is missed or seen twice."""
        with store.reading() as connection:
            head = reading.head(connection)
            if question.after > head.cursor:
                raise ProblemError(HTTPStatus.GONE, "that cursor is ahead of this store: start over from 0")
            etag = etag_of("changes", head, question, wants_lines(request))
            if (same := not_modified(request, etag)) is not None:
                return same
            if not wants_lines(request):
                items = reading.changes(connection, question.after, question.limit)
                last = items[-1].cursor if items else question.after
                body = {
                    "store": head.store,
                    "items": [asdict(item) for item in items],
                    "next": last,
                    "more": last < head.cursor,
                }
                link = str(request.url.include_query_params(after=last)) if last < head.cursor else None
                return json_answer(body, etag, link)
        return lines_answer(_log(store, question.after, head.cursor), etag)

    @router.get("/feed.json", tags=["feed"], response_model=shapes.Feed, response_class=FeedAnswer, responses=_ERRORS)
    def feed(request: Request, question: Annotated[FeedQuestion, Query()]) -> Response:
        """The newest reports as a JSON Feed, for feed readers."""
        with store.reading() as connection:
            etag = etag_of("feed", reading.head(connection), question, str(request.base_url))
            if (same := not_modified(request, etag)) is not None:
                return same
            newest = reading.newest(connection, _FEED_PAGE, question.before)
        body = feed_of(newest, str(request.base_url), question.before, full=len(newest) == _FEED_PAGE)
        text = body.model_dump_json(exclude_none=True)
        return text_answer(text, etag, media_type=FeedAnswer.media_type)

    return router


def _head(store: Store) -> Head:
    with store.reading() as connection:
        return reading.head(connection)


def _list(store: Store, request: Request, question: Paged, fetch: Fetch) -> Response:
    """A page of a list, or all of it a line each."""
    lines = wants_lines(request)
    with store.reading() as connection:
        head = reading.head(connection)
        at, after = question.start(head)
        # What a list holds is settled by the cursor it is read at: an unchanged store needs no query to say so.
        etag = etag_of(request.url.path, head.store, at, question, lines, version("report_parser"))
        if (same := not_modified(request, etag)) is not None:
            return same
        if not lines:
            found = fetch(connection, at, after, question.limit + 1)
            items, token = found[: question.limit], None
            if len(found) > question.limit:
                cursor, number = items[-1].position
                token = f"{at}.{cursor}.{number}"
            link = None if token is None else str(request.url.include_query_params(after=token))
            return json_answer({"items": [item.body for item in items], "next": token, "at": at}, etag, link)
    return lines_answer(_all(store, fetch, at, after), etag)


def _all(store: Store, fetch: Fetch, at: int, after: Position) -> Iterator[JsonObject]:
    """Every item, page by page: a slow reader holds no transaction open."""
    while True:
        with store.reading() as connection:
            page = fetch(connection, at, after, _PAGE_OF_STREAM)
        yield from (item.body for item in page)
        if len(page) < _PAGE_OF_STREAM:
            return
        after = page[-1].position


def _log(store: Store, after: int, until: int) -> Iterator[JsonObject]:
    """The lines of the log after a cursor and up to another."""
    while after < until:
        with store.reading() as connection:
            page = reading.changes(connection, after, min(_PAGE_OF_STREAM, until - after))
        yield from (asdict(change) for change in page)
        after = page[-1].cursor
