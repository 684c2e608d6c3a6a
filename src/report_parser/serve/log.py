"""The log of changes: a page at a time, whole, or as events while they happen; and the newest reports as a feed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Header, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from report_parser.serve import shapes
from report_parser.serve.answers import (
    FeedAnswer,
    csv_answer,
    etag_of,
    json_answer,
    lines_answer,
    not_modified,
    text_answer,
)
from report_parser.serve.feed import feed_of
from report_parser.serve.flat import paths_of, row_of
from report_parser.serve.negotiation import CSV, EVENTS, JSON, NDJSON, chosen
from report_parser.serve.problems import ProblemError
from report_parser.serve.questions import MAX_CURSOR, ChangeQuestion, FeedQuestion
from report_parser.serve.responses import ERRORS, LIST_ERRORS, also
from report_parser.store import Store, reading
from report_parser.store.reading import Change, Head, JsonObject

_PAGE_OF_STREAM: Final = 500
_FEED_PAGE: Final = 50
_LOOK_SECONDS: Final = 1.0
"""How often the store is asked for changes while a client waits for events."""
_SILENCE_SECONDS: Final = 15.0
"""After how long a silence a comment is sent, so that proxies keep the connection and a client that left is noticed."""

LastEvent = Annotated[int | None, Header(alias="Last-Event-ID", ge=0, le=MAX_CURSOR)]


def log_routes(store: Store) -> APIRouter:
    """`/changes` and `/feed.json`."""
    router = APIRouter()

    @router.get(
        "/changes", tags=["feed"], response_model=shapes.Changes,
        responses={**LIST_ERRORS, **also("Change", NDJSON, CSV, EVENTS)},
    )  # fmt: skip
    def changes(
        request: Request, question: Annotated[ChangeQuestion, Query()], last_event: LastEvent = None
    ) -> Response:
        """The log of changes after a cursor: follow `next`, and nothing is missed or seen twice.

        As `text/event-stream` the connection stays open and each change comes when it happens, its cursor as the id of
        the event: a browser's EventSource goes on from there by itself (`Last-Event-ID`).
        """
        form = chosen(request, (JSON, NDJSON, CSV, EVENTS))
        after = question.after if last_event is None or form != EVENTS else last_event
        with store.reading() as connection:
            head = reading.head(connection)
            if after > head.cursor:
                raise ProblemError(HTTPStatus.GONE, "that cursor is ahead of this store: start over from 0")
            if form == EVENTS:
                return StreamingResponse(
                    _events(store, head, after), media_type=EVENTS, headers={"Cache-Control": "no-store"}
                )
            etag = etag_of("changes", head, question, form)
            if (same := not_modified(request, etag)) is not None:
                return same
            if form == JSON:
                items = reading.changes(connection, after, question.limit)
                last = items[-1].cursor if items else after
                more = last < head.cursor
                body = {"store": head.store, "items": [asdict(item) for item in items], "next": last, "more": more}
                link = str(request.url.include_query_params(after=last)) if more else None
                return json_answer(body, etag, link)
        lines = _lines(store, after, head.cursor)
        if form == NDJSON:
            return lines_answer(lines, etag)
        paths = paths_of(shapes.Change)
        return csv_answer((row_of(line, paths) for line in lines), list(paths), etag)

    @router.get("/feed.json", tags=["feed"], response_model=shapes.Feed, response_class=FeedAnswer, responses=ERRORS)
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


def _lines(store: Store, after: int, until: int) -> Iterator[JsonObject]:
    """The lines of the log after a cursor and up to another."""
    while after < until:
        page = _page(store, after, min(_PAGE_OF_STREAM, until - after))
        yield from (asdict(change) for change in page)
        after = page[-1].cursor


def _page(store: Store, after: int, limit: int) -> list[Change]:
    with store.reading() as connection:
        return reading.changes(connection, after, limit)


async def _events(store: Store, head: Head, after: int) -> AsyncIterator[str]:
    """The changes after a cursor as server-sent events, without end; the first one tells which store it is."""
    yield _event("store", after, {"store": head.store, "cursor": head.cursor})
    silent = 0.0
    while True:
        page = await run_in_threadpool(_page, store, after, _PAGE_OF_STREAM)
        for change in page:
            yield _event(change.op, change.cursor, asdict(change))
        if page:
            after, silent = page[-1].cursor, 0.0
            continue
        await asyncio.sleep(_LOOK_SECONDS)
        silent += _LOOK_SECONDS
        if silent >= _SILENCE_SECONDS:
            silent = 0.0
            yield ": nothing new\n\n"


def _event(name: str, cursor: int, data: JsonObject) -> str:
    return f"id: {cursor}\nevent: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
