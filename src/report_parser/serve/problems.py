"""Errors as problem+json (RFC 9457): every answer that is not a success has this one shape."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from report_parser.errors import ReportParserError
from report_parser.serve.shapes import Problem

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("report_parser.serve")


class ProblemError(Exception):
    """An answer that is not a success; `detail` is for the one who asked."""

    def __init__(self, status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers


def problem(
    status: int,
    detail: str | None = None,
    headers: Mapping[str, str] | None = None,
    errors: list[dict[str, str]] | None = None,
) -> Response:
    """The answer for an error."""
    body: dict[str, object] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if detail is not None:
        body["detail"] = detail
    if errors is not None:
        body["errors"] = errors
    return Response(json.dumps(body, ensure_ascii=False), status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def described(*statuses: HTTPStatus) -> dict[int | str, dict[str, object]]:
    """The OpenAPI description of the errors that a route may answer with."""
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {
        status.value: {"description": status.phrase, "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses
    }


def install(app: FastAPI) -> None:
    """Answer every kind of error with a problem."""

    @app.exception_handler(ProblemError)
    async def _on_problem(_: Request, error: ProblemError) -> Response:
        return problem(error.status, error.detail, error.headers)

    @app.exception_handler(HTTPException)
    async def _on_http(_: Request, error: HTTPException) -> Response:
        detail = None if error.detail == HTTPStatus(error.status_code).phrase else str(error.detail)
        return problem(error.status_code, detail, error.headers)

    @app.exception_handler(RequestValidationError)
    async def _on_validation(_: Request, error: RequestValidationError) -> Response:
        errors = [{"where": ".".join(map(str, entry["loc"])), "message": str(entry["msg"])} for entry in error.errors()]
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "a parameter is not as it should be", errors=errors)

    @app.exception_handler(ReportParserError)
    @app.exception_handler(DBAPIError)
    @app.exception_handler(PoolTimeoutError)
    async def _on_failure(_: Request, error: Exception) -> Response:
        _LOG.error("could not answer: %r", error)
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, "the store or a worker failed; try again", {"Retry-After": "5"})

    @app.exception_handler(Exception)
    async def _on_bug(_: Request, __: Exception) -> Response:
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR)  # the server logs the trace
