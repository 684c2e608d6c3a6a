"""The OpenAPI document, whole: FastAPI's own with the shape of errors, which no route returns, beside the others."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI
from fastapi.routing import APIRoute

from report_parser.serve.shapes import Problem

_REFERENCE = "#/components/schemas/{model}"


def operation_id(route: APIRoute) -> str:
    """The name of a route's function in clients made from the document: get_reports, post_parse."""
    return f"{min(route.methods or {'get'}).lower()}_{route.name}"


def describe_problems(app: FastAPI) -> None:
    """Have the document of an application hold the shape that its errors refer to."""
    made: Callable[[], dict[str, object]] = app.openapi

    def whole() -> dict[str, object]:
        document = made()
        components = document.setdefault("components", {})
        assert isinstance(components, dict)
        schemas = components.setdefault("schemas", {})
        if Problem.__name__ not in schemas:
            schema = Problem.model_json_schema(ref_template=_REFERENCE)
            schemas.update(schema.pop("$defs", {}))
            schemas[Problem.__name__] = schema
        return document

    app.openapi = whole  # type: ignore[method-assign]
