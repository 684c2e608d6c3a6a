"""Answers: one text, or many pieces as they come, with what lets a client ask again for nothing new."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice

from fastapi import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from report_parser.exports.tabular import csv_lines
from report_parser.serve.negotiation import CSV, NDJSON
from report_parser.tables.rows import Cell

_LINES_AT_ONCE = 200


class FeedAnswer(JSONResponse):
    """A JSON Feed, which has a media type of its own."""

    media_type = "application/feed+json"


def etag_of(*parts: object) -> str:
    """A tag that changes when any part does. Weak, for the same answer may travel compressed or not."""
    return f'W/"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


def not_modified(request: Request, etag: str) -> Response | None:
    """The 304 for a client that has the answer already, None for one that has not."""
    known = request.headers.get("if-none-match", "")
    if known.strip() == "*" or etag.removeprefix("W/") in (tag.strip().removeprefix("W/") for tag in known.split(",")):
        return Response(status_code=304, headers=_headers(etag))
    return None


def json_answer(body: object, etag: str, link: str | None = None) -> Response:
    """An answer of one JSON text; `link` goes to the next page."""
    return text_answer(json.dumps(body, ensure_ascii=False), etag, link)


def text_answer(text: str, etag: str, link: str | None = None, media_type: str = "application/json") -> Response:
    """An answer whose JSON is there already."""
    headers = _headers(etag)
    if link is not None:
        headers["Link"] = f'<{link}>; rel="next"'
    return Response(text, headers=headers, media_type=media_type)


def lines_answer(items: Iterable[Mapping[str, object]], etag: str) -> Response:
    """An answer of one JSON object a line, sent while it is being read."""
    lines = (json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    return StreamingResponse(_pieces(lines), headers=_headers(etag), media_type=NDJSON)


def csv_answer(rows: Iterable[Mapping[str, Cell]], names: Sequence[str], etag: str) -> Response:
    """An answer of one row a line, the names of its columns first, sent while it is being read."""
    return StreamingResponse(
        _pieces(csv_lines(rows, names)), headers=_headers(etag), media_type=f"{CSV}; charset=utf-8"
    )


def _pieces(lines: Iterable[str]) -> Iterator[str]:
    """Lines, many at a time: a chunk on the wire costs more than a line does."""
    held = iter(lines)
    while piece := "".join(islice(held, _LINES_AT_ONCE)):
        yield piece


def _headers(etag: str) -> dict[str, str]:
    return {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Accept"}
