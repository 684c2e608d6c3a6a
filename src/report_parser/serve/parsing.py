"""`POST /parse`: a file or text in, its model out."""

from __future__ import annotations

import re
from contextlib import AbstractAsyncContextManager
from http import HTTPStatus
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response
from starlette.types import Message

from report_parser.model import Report
from report_parser.serve.problems import ProblemError, described
from report_parser.serve.questions import DeliveryYear, Question, Word
from report_parser.serve.workers import Workers

_SUFFIXES = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_BODY = {
    "required": True,
    "description": "The file as it is, or a form with it as `file`.",
    "content": {
        "text/plain": {
            "schema": {"type": "string"},
            "example": "温岭市2024年政府工作报告\n2023年，全市地区生产总值达到1351亿元，增长4.1%。",
        },
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        },
        "application/octet-stream": _BINARY,
        **{media_type: _BINARY for media_type in _SUFFIXES if media_type != "text/plain"},
    },
}


class ParseQuestion(Question):
    """How to parse."""

    name: Annotated[str, Field(max_length=200)] | None = Field(
        default=None, description="The file's name; its suffix helps to tell .md from .txt.", examples=["温岭2024.md"]
    )
    place: Word | None = Field(
        default=None, description="Whose report it is, where the text does not say.", examples=["温岭市"]
    )
    year: DeliveryYear | None = Field(
        default=None, description="The year in which it was delivered, where the text does not say.", examples=[2024]
    )
    with_text: bool = Field(default=False, description="Carry the source text in the model.")


def parse_routes(workers: Workers, max_bytes: int) -> APIRouter:
    """The route that parses with `workers`, bodies of at most `max_bytes`."""
    router = APIRouter()

    @router.post(
        "/parse", tags=["parse"], response_model=Report, openapi_extra={"requestBody": _BODY},
        responses=described(
            HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY,
            HTTPStatus.SERVICE_UNAVAILABLE,
        ),
    )  # fmt: skip
    async def parse(request: Request, question: Annotated[ParseQuestion, Query()]) -> Response:
        """Parse a report (.txt .md .docx .html .pdf) and answer with its model. Nothing is kept."""
        body = await body_of(request, max_bytes)
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        name = question.name
        if media_type == "multipart/form-data":
            body, file_name, media_type = await _uploaded(request, body)
            name = name or file_name
        label = label_of(name, media_type)
        given = question.model_dump(include={"with_text", "place", "year"})
        text = await to_thread.run_sync(lambda: workers.parse(body, label, **given))
        return Response(text, media_type="application/json", headers={"Cache-Control": "no-store"})

    return router


async def body_of(request: Request, max_bytes: int) -> bytes:
    """The body, no more of it than is allowed."""
    too_large = ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"larger than {max_bytes} bytes, the limit here")
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > max_bytes:
        raise too_large
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > max_bytes:
            raise too_large
    return bytes(data)


def form_of(request: Request, body: bytes, *, files: int) -> AbstractAsyncContextManager[FormData]:
    """The form that a body holds, with at most so many files."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    # A text that is pasted may be as long as a file.
    return Request(request.scope, receive).form(max_files=files, max_fields=10, max_part_size=max(len(body), 1))


async def _uploaded(request: Request, body: bytes) -> tuple[bytes, str | None, str]:
    """The file of a form: its bytes, its name, its media type."""
    async with form_of(request, body, files=1) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "the form has no file named `file`")
        media_type = (file.content_type or "").partition(";")[0].strip().lower()
        return await file.read(), file.filename, media_type


def label_of(name: str | None, media_type: str) -> str:
    """A name for the model: the last part of the client's, without control characters; never opened as a path."""
    last = re.split(r"[/\\]", name or "")[-1]
    cleaned = "".join(character for character in last if character.isprintable()).strip()
    return cleaned or f"upload{_SUFFIXES.get(media_type, '')}"
