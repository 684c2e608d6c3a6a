"""Export: the model -> JSON text and JSON Schema."""

from __future__ import annotations

import json

from pydantic import BaseModel

from report_parser.model import Report


def to_json(report: Report, *, indent: int | None = None) -> str:
    """The JSON of a report, Chinese as it is; `indent` spaces a level, one line without."""
    return report.model_dump_json(indent=indent, exclude_none=False)


def report_schema() -> str:
    """The JSON Schema (draft 2020-12) of what a parse emits, as `schemas/report.schema.json` holds it."""
    return _schema(Report)


def track_schema() -> str:
    """The JSON Schema of what tracking emits, as `schemas/track.schema.json` holds it."""
    from report_parser.track.model import Tracking

    return _schema(Tracking)


def _schema(model: type[BaseModel]) -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
