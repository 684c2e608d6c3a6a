"""The page to drop a report on, and its answers: the annotated page, the tables of an office, the model."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Annotated, Literal
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from pydantic import Field, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from report_parser.errors import ReportParserError
from report_parser.exports.breakdown import sheets_of
from report_parser.exports.word import write_word
from report_parser.exports.workbook import write_workbook
from report_parser.language.reasons import Lang
from report_parser.language.terminal import in_chinese
from report_parser.model import Report
from report_parser.rules import Rules
from report_parser.serve.parsing import label_of
from report_parser.serve.problems import ProblemError
from report_parser.serve.questions import DeliveryYear, Question, Word
from report_parser.serve.uploads import copy, form_of
from report_parser.serve.workers import Workers
from report_parser.track import track_reports
from report_parser.view import render_page
from report_parser.view.home import Home, render_home, render_refusal

Format = Literal["page", "xlsx", "docx", "json"]
_MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
_NOT_KEPT = {"Cache-Control": "no-store"}


class HomeQuestion(Question):
    """What the page may be asked for."""

    lang: Lang = Field(default="zh", description="The language that the page opens in.")


class _Given(Question):
    """What the form says of a report whose text does not."""

    place: Word | None = None
    year: DeliveryYear | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A report that was opened, and last year's where that was given."""

    report: Report
    before: Report | None = None


def office_routes(workers: Workers, max_bytes: int, rules: Rules, *, shelf: bool, opened: Given | None) -> APIRouter:
    """`/`, `/office/…` for what is sent, parsed by `workers`, and `/opened/…` for a report that is at hand."""
    router = APIRouter(include_in_schema=False)
    name = None if opened is None else PurePath(opened.report.source.uri).name
    home = Home(name, shelf, max_bytes // 2**20)

    @router.get("/")
    def root(question: Annotated[HomeQuestion, Query()]) -> Response:
        """The page to drop a report on."""
        return HTMLResponse(render_home(home, lang=question.lang, rules=rules))

    @router.post("/office/{form}")
    async def convert(request: Request, form: Format) -> Response:
        """A report in a form of the page, given back as asked for. Nothing is kept."""
        lang: Lang = "zh"
        try:
            async with workers.place() as folder, form_of(request, 2 * max_bytes, files=2) as sent:
                lang = "en" if sent.get("lang") == "en" else "zh"
                given = await _parsed(sent, workers, folder, max_bytes)
                return await to_thread.run_sync(_answer, given, form, lang, rules)
        except (ProblemError, ReportParserError) as error:
            return _refusal(error, form, lang, rules)

    if opened is not None:

        @router.get("/opened/{form}")
        def give(form: Format, question: Annotated[HomeQuestion, Query()]) -> Response:
            """The report that was opened, as asked for."""
            return _answer(opened, form, question.lang, rules)

    return router


async def _parsed(sent: FormData, workers: Workers, folder: Path, max_bytes: int) -> Given:
    """The reports of the form, parsed. Raises ProblemError."""
    place, year = _given(sent)

    async def parsed(field: str, year: int | None) -> Report | None:
        label = await to_thread.run_sync(_save, sent, field, folder / field, max_bytes)
        if label is None:
            return None
        model = await workers.parse(folder / field, label, with_text=True, place=place, year=year)
        return await to_thread.run_sync(Report.model_validate_json, model)

    report = await parsed("file", year)
    if report is None:
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "the form has no file named `file`")
    return Given(report, await parsed("before", None if year is None else year - 1))


def _given(sent: FormData) -> tuple[str | None, int | None]:
    """The place and the year of the form, None where it leaves them open."""
    said = {field: value.strip() for field, value in sent.items() if isinstance(value, str) and value.strip()}
    try:
        given = _Given.model_validate({field: said[field] for field in _Given.model_fields if field in said})
    except ValidationError:
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "the year is a number from 1949 to 2100") from None
    return given.place, given.year


def _save(sent: FormData, field: str, path: Path, max_bytes: int) -> str | None:
    """Write what was sent as a file or, for the report itself, pasted; its label, None where there is neither."""
    file, pasted = sent.get(field), sent.get("pasted")
    if isinstance(file, UploadFile) and file.filename:
        copy(file.file, path, max_bytes)
        return label_of(file.filename, file.content_type or "")
    if field == "file" and isinstance(pasted, str) and pasted.strip():
        path.write_bytes(pasted.replace("\r\n", "\n").encode("utf-8", "surrogatepass"))
        return "粘贴的文字.txt"
    return None


def _answer(given: Given, form: Format, lang: Lang, rules: Rules) -> Response:
    report = given.report
    if form == "page":
        tracking = None if given.before is None else track_reports([given.before, report], rules=rules)
        return HTMLResponse(render_page(report, tracking=tracking, lang=lang, rules=rules), headers=_NOT_KEPT)
    stem = PurePath(report.source.uri).stem
    name = f"{stem}.json" if form == "json" else f"{stem}-分解表.{form}"
    headers = {**_NOT_KEPT, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(_file(report, form, rules), media_type=_MEDIA[form], headers=headers)


def _file(report: Report, form: Format, rules: Rules) -> bytes:
    if form == "json":
        return report.model_dump_json().encode()
    with TemporaryDirectory(prefix="report-parser-") as folder:
        path = Path(folder, f"tables.{form}")
        (write_word if form == "docx" else write_workbook)(sheets_of([report], rules), path)
        return path.read_bytes()


def _refusal(error: ProblemError | ReportParserError, form: Format, lang: Lang, rules: Rules) -> Response:
    """Why it did not work, in the language of the page: a page where one was asked for, else a line."""
    status = error.status if isinstance(error, ProblemError) else HTTPStatus.UNPROCESSABLE_ENTITY
    cause = in_chinese(str(error)) if lang == "zh" else str(error)
    if form == "page":
        return HTMLResponse(render_refusal(cause, lang=lang, rules=rules), status, headers=_NOT_KEPT)
    return PlainTextResponse(cause, status, headers=_NOT_KEPT)
