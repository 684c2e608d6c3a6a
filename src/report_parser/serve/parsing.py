"""`POST /parse`: a file or text in, its model out."""

from __future__ import annotations

import re
from http import HTTPStatus
from pathlib import Path
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.datastructures import UploadFile
from starlette.responses import Response

from report_parser.model import Report
from report_parser.serve.problems import ProblemError, described
from report_parser.serve.questions import DeliveryYear, Question, Word
from report_parser.serve.uploads import copy, form_of, save_body
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
            HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE,
        ),
    )  # fmt: skip
    async def parse(request: Request, question: Annotated[ParseQuestion, Query()]) -> Response:
        """Parse a report (.txt .md .docx .html .pdf) and answer with its model. Nothing is kept."""
        media_type = _media_type(request.headers.get("content-type", ""))
        name = question.name
        given = question.model_dump(include={"with_text", "place", "year"})
        async with workers.place() as folder:
            file = folder / "upload"
            if media_type == "multipart/form-data":
                file_name, media_type = await _uploaded(request, file, max_bytes)
                name = name or file_name
            else:
                await save_body(request, file, max_bytes)
            text = await workers.parse(file, label_of(name, media_type), **given)
        return Response(text, media_type="application/json", headers={"Cache-Control": "no-store"})

    return router


def _media_type(header: str) -> str:
    return header.partition(";")[0].strip().lower()


async def _uploaded(request: Request, file: Path, max_bytes: int) -> tuple[str | None, str]:
    """Save the file of a form; its name and its media type."""
    async with form_of(request, max_bytes, files=1) as form:
        sent = form.get("file")
        if not isinstance(sent, UploadFile):
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "the form has no file named `file`")
        await to_thread.run_sync(copy, sent.file, file, max_bytes)
        return sent.filename, _media_type(sent.content_type or "")


def label_of(name: str | None, media_type: str) -> str:
    """A name for the model: the last part of the client's, without control characters; never opened as a path."""
    last = re.split(r"[/\\]", name or "")[-1]
    cleaned = "".join(character for character in last if character.isprintable()).strip()
    return cleaned or f"upload{_SUFFIXES.get(media_type, '')}"
