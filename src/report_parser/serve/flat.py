"""Items as rows of a table: the fields of their shape, those within others named after both (period_start_year)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from pydantic import BaseModel

from report_parser.store.reading import Json, JsonObject
from report_parser.tables.rows import Cell, Row

Path = tuple[str, ...]


def paths_of(shape: type[BaseModel]) -> dict[str, Path]:
    """The columns of a shape by name, each with the way to its value: indicator_id -> (indicator, id)."""
    return {"_".join(path): path for path in _paths(shape)}


def row_of(body: JsonObject, paths: Mapping[str, Path]) -> Row:
    """An item as a row; a list of words is one cell, a list of anything else its JSON."""
    return {name: _cell(_at(body, path)) for name, path in paths.items()}


def _paths(shape: type[BaseModel]) -> Iterator[Path]:
    for name, field in shape.model_fields.items():
        held = (field.annotation, *get_args(field.annotation))
        inner = next((kind for kind in held if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
        if inner is None or field.annotation not in (inner, inner | None):
            yield (name,)
        else:
            yield from ((name, *rest) for rest in _paths(inner))


def _at(body: JsonObject, path: Sequence[str]) -> Json:
    held: Json = body
    for name in path:
        if not isinstance(held, dict):
            return None
        held = held.get(name)
    return held


def _cell(value: Json) -> Cell:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        words = tuple(each for each in value if isinstance(each, str))
        return words if len(words) == len(value) else json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
