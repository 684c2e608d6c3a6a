"""The lists: `/reports`, `/statements` and `/facts`, a page at a time or whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from sqlalchemy import Connection
from starlette.responses import Response

from report_parser.selection import Selection
from report_parser.serve import shapes
from report_parser.serve.answers import csv_answer, etag_of, json_answer, lines_answer, not_modified
from report_parser.serve.flat import paths_of, row_of
from report_parser.serve.negotiation import CSV, JSON, NDJSON, chosen
from report_parser.serve.questions import FactQuestion, Paged, ReportQuestion, StatementQuestion
from report_parser.serve.responses import LIST_ERRORS, also
from report_parser.store import Store, finding, reading
from report_parser.store.finding import Cursors, Detail, Item, Listed, Order, Position
from report_parser.store.reading import JsonObject

_PAGE_OF_STREAM = 500

Fetch = Callable[[Connection, Cursors, Position, int], list[Item]]


@dataclass(frozen=True, slots=True)
class _Listing:
    """What a list is of: which versions in which order, and how its items are read from them."""

    of: Listed
    selection: Selection
    detail: Detail
    order: Order
    fetch: Fetch
    shape: type[BaseModel]

    def versions(self, connection: Connection, at: int) -> Cursors:
        """The versions that its items stand in."""
        return finding.versions(connection, self.selection, at, of=self.of, detail=self.detail, order=self.order)


def list_routes(store: Store) -> APIRouter:
    """The lists of a store."""
    router = APIRouter()

    @router.get(
        "/reports", tags=["reports"], response_model=shapes.Page[shapes.ReportAbout],
        responses={**LIST_ERRORS, **also("ReportAbout", NDJSON, CSV)},
    )  # fmt: skip
    def reports(request: Request, question: Annotated[ReportQuestion, Query()]) -> Response:
        """The current reports without their models; `q` takes those with a statement that says it."""
        detail = question.detail()

        def fetch(connection: Connection, cursors: Cursors, after: Position, limit: int) -> list[Item]:
            return finding.reports(connection, cursors, detail, after, limit)

        listing = _Listing("reports", question.selection(), detail, question.sort, fetch, shapes.ReportAbout)
        return _answer(store, request, question, listing)

    @router.get(
        "/statements", tags=["items"], response_model=shapes.Page[shapes.StatementItem],
        responses={**LIST_ERRORS, **also("StatementItem", NDJSON, CSV)},
    )  # fmt: skip
    def statements(request: Request, question: Annotated[StatementQuestion, Query()]) -> Response:
        """What was done and what was promised, report by report, in the order of the text."""
        selection, detail = question.selection(), question.detail()

        def fetch(connection: Connection, cursors: Cursors, after: Position, limit: int) -> list[Item]:
            return finding.statements(connection, cursors, selection, detail, after, limit)

        listing = _Listing("statements", selection, detail, question.sort, fetch, shapes.StatementItem)
        return _answer(store, request, question, listing)

    @router.get(
        "/facts", tags=["items"], response_model=shapes.Page[shapes.FactItem],
        responses={**LIST_ERRORS, **also("FactItem", NDJSON, CSV)},
    )  # fmt: skip
    def facts(request: Request, question: Annotated[FactQuestion, Query()]) -> Response:
        """The numbers, each with what it measures, report by report, in the order of the text."""
        selection, detail = question.selection(), question.detail()

        def fetch(connection: Connection, cursors: Cursors, after: Position, limit: int) -> list[Item]:
            return finding.facts(connection, cursors, selection, detail, after, limit)

        listing = _Listing("facts", selection, detail, question.sort, fetch, shapes.FactItem)
        return _answer(store, request, question, listing)

    return router


def _answer(store: Store, request: Request, question: Paged, listing: _Listing) -> Response:
    """A page of a list, or all of it a line each."""
    form = chosen(request, (JSON, NDJSON, CSV))
    with store.reading() as connection:
        head = reading.head(connection)
        at, after = question.start(head)
        # What a list holds is settled by the cursor it is read at: an unchanged store needs no query to say so.
        etag = etag_of(request.url.path, head.store, at, question, form, version("report_parser"))
        if (same := not_modified(request, etag)) is not None:
            return same
        cursors = listing.versions(connection, at)
        if form == JSON:
            found = listing.fetch(connection, cursors, after, question.limit + 1)
            items, token = found[: question.limit], None
            if len(found) > question.limit:
                cursor, number = items[-1].position
                token = f"{at}.{cursor}.{number}"
            link = None if token is None else str(request.url.include_query_params(after=token))
            return json_answer({"items": [item.body for item in items], "next": token, "at": at}, etag, link)
    bodies = _all(store, listing.fetch, cursors, after)
    if form == NDJSON:
        return lines_answer(bodies, etag)
    paths = paths_of(listing.shape)
    return csv_answer((row_of(body, paths) for body in bodies), list(paths), etag)


def _all(store: Store, fetch: Fetch, cursors: Cursors, after: Position) -> Iterator[JsonObject]:
    """Every item, page by page: a slow reader holds no transaction open."""
    while True:
        with store.reading() as connection:
            page = fetch(connection, cursors, after, _PAGE_OF_STREAM)
        yield from (item.body for item in page)
        if len(page) < _PAGE_OF_STREAM:
            return
        after = page[-1].position
