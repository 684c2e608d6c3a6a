"""Which form of an answer a client likes best: its Accept header against the forms that there are."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from fastapi import Request

from report_parser.serve.problems import ProblemError

JSON: Final = "application/json"
NDJSON: Final = "application/x-ndjson"
CSV: Final = "text/csv"
EVENTS: Final = "text/event-stream"


def chosen(request: Request, offered: Sequence[str]) -> str:
    """The media type of `offered` that the client likes best, the earlier of two that it likes the same.

    Raises ProblemError where it takes none of them.
    """
    ranges = _ranges(request.headers.get("accept") or "*/*")
    best = max(offered, key=lambda kind: _liking(kind, ranges))
    if _liking(best, ranges) <= 0:
        raise ProblemError(HTTPStatus.NOT_ACCEPTABLE, f"this answer comes as {', '.join(offered)}")
    return best


def _ranges(accept: str) -> list[tuple[str, float]]:
    """The media ranges of a header and how much each is liked: text/csv;q=0.5 -> ("text/csv", 0.5)."""
    found: list[tuple[str, float]] = []
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        try:
            found.append((name, float(quality)))
        except ValueError:
            continue  # a range that is no range asks for nothing
    return found


def _liking(kind: str, ranges: Sequence[tuple[str, float]]) -> float:
    """How much a media type is liked, by the range that names it most closely."""
    names = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    return next((quality for name in names for known, quality in ranges if known == name), 0.0)
