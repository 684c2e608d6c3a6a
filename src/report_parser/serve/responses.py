"""What the OpenAPI document says of answers beside their shape: other forms of them, and errors."""

from __future__ import annotations

from http import HTTPStatus
from typing import TypeAlias

from report_parser.serve.negotiation import CSV, EVENTS, NDJSON
from report_parser.serve.problems import described

Responses: TypeAlias = "dict[int | str, dict[str, object]]"

UNCHANGED: Responses = {304: {"description": "Not Modified: the ETag given is still the one."}}
ERRORS: Responses = {**UNCHANGED, **described(HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)}
ONE_ERRORS: Responses = {**ERRORS, **described(HTTPStatus.NOT_FOUND)}
TABLE_ERRORS: Responses = {**ERRORS, **described(HTTPStatus.NOT_ACCEPTABLE)}
LIST_ERRORS: Responses = {**TABLE_ERRORS, **described(HTTPStatus.GONE)}

_FORMS = {NDJSON: "one JSON object a line", CSV: "one row a line, under a head", EVENTS: "server-sent events"}


def also(item: str, *forms: str) -> Responses:
    """The note that an answer is to be had in these forms too."""
    content = {form: {"schema": {"type": "string", "description": f"{item}: {_FORMS[form]}"}} for form in forms}
    return {200: {"description": f"{item}, in the form that Accept asks for.", "content": content}}
