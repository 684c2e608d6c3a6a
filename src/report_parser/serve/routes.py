"""The routes that read the store."""

from __future__ import annotations

from http import HTTPStatus
from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from report_parser.export import report_schema
from report_parser.model import Report
from report_parser.rules import Rules
from report_parser.serve import shapes
from report_parser.serve.answers import etag_of, json_answer, not_modified, text_answer
from report_parser.serve.computed import computed_routes
from report_parser.serve.lists import list_routes
from report_parser.serve.log import log_routes
from report_parser.serve.problems import ProblemError, described
from report_parser.serve.questions import ReportId, VersionQuestion
from report_parser.serve.responses import ERRORS, ONE_ERRORS, UNCHANGED
from report_parser.store import Store, reading
from report_parser.store.reading import Head, JsonObject


def store_routes(store: Store, rules: Rules, program: str) -> tuple[APIRouter, ...]:
    """The routes that answer from `store`; `rules` hold the vocabulary, `program` is the digest of code and rules."""
    return (
        _service_routes(store),
        list_routes(store),
        _report_routes(store),
        _vocabulary_routes(store, rules, program),
        log_routes(store),
        *computed_routes(store, rules, program),
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
    """`/reports/{report}`: a report's model, its versions."""
    router = APIRouter()

    @router.get("/reports/{report}", tags=["reports"], response_model=Report, responses=ONE_ERRORS)
    def report(request: Request, report: ReportId, question: Annotated[VersionQuestion, Query()]) -> Response:
        """The model of a report, as `report-parser parse` prints it; an earlier one with `version`."""
        with store.reading() as connection:
            found = reading.model(connection, report, question.version)
        if found is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, "no such report, or no such version of it")
        etag = etag_of(report, found.about["version"], found.about["digest"])
        return not_modified(request, etag) or text_answer(found.model, etag)

    @router.get("/reports/{report}/versions", tags=["reports"], response_model=shapes.Versions, responses=ONE_ERRORS)
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


def _vocabulary_routes(store: Store, rules: Rules, program: str) -> APIRouter:
    """`/indicators` and `/schema`."""
    router = APIRouter()

    @router.get("/indicators", tags=["vocabulary"], response_model=shapes.Indicators, responses=ERRORS)
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

    @router.get("/schema", tags=["vocabulary"], response_model=dict[str, object], responses=UNCHANGED)
    def schema(request: Request) -> Response:
        """The JSON Schema of a report's model."""
        text = report_schema()
        etag = etag_of("schema", text)
        return not_modified(request, etag) or text_answer(text, etag)

    return router


def _head(store: Store) -> Head:
    with store.reading() as connection:
        return reading.head(connection)
