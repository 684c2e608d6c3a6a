"""What is sent to be parsed: taken in piece by piece, spooled to disk, within a size and a time."""

from __future__ import annotations

from asyncio import timeout
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from http import HTTPStatus
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from fastapi import Request
from starlette.datastructures import FormData
from starlette.types import Message

from report_parser.serve.problems import ProblemError

PIECE_SECONDS = 20.0
"""For the next piece of an upload to come."""
UPLOAD_SECONDS = 300.0
"""For all of it: 16 MiB at half a megabit a second."""
_FIELD = 16 * 2**20  # a text that is pasted; what is longer is sent as a file, which is not held in memory


async def save_body(request: Request, file: Path, max_bytes: int) -> None:
    """Write the body to a file. Raises ProblemError where it is too large or too slow, or breaks off."""
    bounded = _bounded(request, max_bytes)
    with file.open("wb") as written:
        async for piece in bounded.stream():
            written.write(piece)


def form_of(request: Request, max_bytes: int, *, files: int) -> AbstractAsyncContextManager[FormData]:
    """The form that is sent, with at most so many files, which wait on disk; it is read where the block begins."""
    return _bounded(request, max_bytes).form(max_files=files, max_fields=10, max_part_size=_FIELD)


def copy(source: BinaryIO, file: Path, most: int) -> None:
    """Copy a file of a form to where it is parsed from. Raises ProblemError where it is larger than that."""
    left = most
    with file.open("wb") as written:
        while piece := source.read(2**16):
            left -= len(piece)
            if left < 0:
                raise too_large(most)
            written.write(piece)


def too_large(most: int) -> ProblemError:
    """The answer to what is larger than may be."""
    return ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"larger than {most} bytes, the limit here")


def _bounded(request: Request, max_bytes: int) -> Request:
    """The request, whose body is too large or too slow at the piece where it becomes so."""
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > max_bytes:
        raise too_large(max_bytes)
    return Request(request.scope, _receive(request.receive, max_bytes))


def _receive(receive: Callable[[], Awaitable[Message]], max_bytes: int) -> Callable[[], Awaitable[Message]]:
    left, end = max_bytes, monotonic() + UPLOAD_SECONDS

    async def bounded() -> Message:
        nonlocal left
        try:
            async with timeout(min(PIECE_SECONDS, max(0.0, end - monotonic()))):
                message = await receive()
        except TimeoutError as error:
            raise ProblemError(
                HTTPStatus.REQUEST_TIMEOUT, "the upload took too long", {"Connection": "close"}
            ) from error
        if message["type"] == "http.disconnect":
            raise ProblemError(HTTPStatus.BAD_REQUEST, "the upload broke off")
        left -= len(message.get("body", b""))
        if left < 0:
            raise too_large(max_bytes)
        return message

    return bounded
