"""The routes for readers: a report as an HTML page, and the shelf as one."""

from __future__ import annotations

from http import HTTPStatus
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import HTMLResponse, Response

from report_parser.language.reasons import Lang
from report_parser.model import Report
from report_parser.rules import Rules
from report_parser.serve.answers import etag_of, not_modified, text_answer
from report_parser.serve.problems import ProblemError, described
from report_parser.serve.questions import Question, ReportId
from report_parser.store import Store, reading
from report_parser.view import render_index, render_page

_HTML = "text/html"
_ERRORS = described(HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)


class PageQuestion(Question):
    """What a page may be asked for."""

    lang: Lang = Field(default="zh", description="The language that the page opens in.")


class _Index:
    """The page of the whole shelf, made once for every state of the store and language."""

    def __init__(self, store: Store, rules: Rules) -> None:
        self._store = store
        self._rules = rules
        self._lock = Lock()
        self._pages: dict[Lang, tuple[int, str]] = {}

    def page(self, cursor: int, lang: Lang) -> str:
        with self._lock:
            at, page = self._pages.get(lang, (-1, ""))
            if at != cursor:
                page = render_index(
                    ((f"reports/{name}/view", report) for name, report in self._store.named_reports()),
                    lang=lang,
                    rules=self._rules,
                )
                self._pages[lang] = cursor, page
            return page


def page_routes(store: Store, rules: Rules, program: str) -> APIRouter:
    """The pages over `store`: `/view`, and `/reports/{report}/view` for each report in it.

    `program` is the digest of code and rules, on which a page depends beside what is stored.
    """
    router = APIRouter(tags=["pages"], default_response_class=HTMLResponse)
    shelf = _Index(store, rules)

    @router.get("/view", responses=_ERRORS)
    def index(request: Request, question: Annotated[PageQuestion, Query()]) -> Response:
        """The reports as a page to choose from, with a chart of an indicator over years and places."""
        with store.reading() as connection:
            head = reading.head(connection)
        etag = etag_of("view", program, head, question.lang)
        return not_modified(request, etag) or text_answer(
            shelf.page(head.cursor, question.lang), etag, media_type=_HTML
        )

    @router.get("/reports/{report}/view", responses={**_ERRORS, **described(HTTPStatus.NOT_FOUND)})
    def view(request: Request, report: ReportId, question: Annotated[PageQuestion, Query()]) -> Response:
        """A report as a page to read: its text with what was understood, tables and charts."""
        with store.reading() as connection:
            found = reading.model(connection, report)
        if found is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, "no such report")
        etag = etag_of("view", program, report, found.about["digest"], question.lang)
        return not_modified(request, etag) or text_answer(
            render_page(Report.model_validate_json(found.model), lang=question.lang, rules=rules),
            etag,
            media_type=_HTML,
        )

    return router
