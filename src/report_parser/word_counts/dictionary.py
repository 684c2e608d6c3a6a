"""Dictionaries: a .toml, .txt or .xlsx of terms by concept, or one of ours by name -> `Dictionary`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import Field, ValidationError

from report_parser.errors import MissingExtraError, RuleError
from report_parser.read.decode import UndecodableError, decode
from report_parser.rules.base import RuleModel, Words

SHIPPED = ("environment", "digital_economy", "innovation")
"""The dictionaries that come with the package, by name."""


class Concept(RuleModel):
    """A concept and the terms that name it; `id` is what its columns are called."""

    id: str = Field(min_length=1)
    name: str = ""
    english: str = ""
    terms: Words = Field(min_length=1)


class Dictionary(RuleModel):
    """Concepts to count; `sources` say where their terms come from."""

    id: str = Field(min_length=1)
    name: str = ""
    english: str = ""
    sources: tuple[str, ...] = ()
    concept: tuple[Concept, ...] = Field(min_length=1)

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term once."""
        return tuple(dict.fromkeys(term for concept in self.concept for term in concept.terms))


def load_dictionary(name: str | os.PathLike[str]) -> Dictionary:
    """The dictionary of ours of that name (environment), or that of a file.

    A .toml is like those of ours; a .txt has a term a line, `[name]` begins a concept, `#` a comment; the first sheet
    of an .xlsx has a concept a column, its name at the head. Raises RuleError with the entry that is wrong.

    >>> [concept.id for concept in load_dictionary("environment").concept]
    ['pollution', 'ecology', 'low_carbon']
    """
    if name in SHIPPED:
        return _read_toml(resources.files("report_parser") / "data" / "dictionaries" / f"{name}.toml")
    path = Path(name)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = f"{', '.join(_READERS)}, or one of ours: {', '.join(SHIPPED)}"
        raise RuleError(str(path), "file name", f"not a dictionary; known are {known}")
    try:
        return reader(path)
    except OSError as error:
        raise RuleError(str(path), "file", error.strerror or str(error)) from error


def _read_toml(path: Traversable | Path) -> Dictionary:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(str(path), "syntax", str(error)) from error
    return _checked(path, table)


def _read_text(path: Path) -> Dictionary:
    try:
        lines = decode(path.read_bytes()).text.splitlines()
    except UndecodableError as error:
        raise RuleError(str(path), "encoding", str(error)) from error
    concepts: dict[str, list[str]] = {}
    concept = path.stem
    for line in (line.split("#", 1)[0].strip() for line in lines):
        if line.startswith("[") and line.endswith("]"):
            concept = line[1:-1].strip()
        elif line:
            concepts.setdefault(concept, []).append(line)
    return _of_lists(path, concepts)


def _read_workbook(path: Path) -> Dictionary:
    try:
        import fastexcel  # noqa: F401 - what Polars reads workbooks with; its own message names no extra of ours
        import polars
    except ImportError as error:
        raise MissingExtraError("fastexcel", "xlsx") from error
    try:
        frame = polars.read_excel(path, infer_schema_length=0)
    except Exception as error:  # the reader has exceptions of its own
        raise RuleError(str(path), "sheet 1", f"not a workbook that can be read ({error})") from error
    cells = {column.name: [text for cell in column.drop_nulls() if (text := str(cell).strip())] for column in frame}
    return _of_lists(path, {name: terms for name, terms in cells.items() if terms})


_READERS: Mapping[str, Callable[[Path], Dictionary]] = {
    ".toml": _read_toml,
    ".txt": _read_text,
    ".xlsx": _read_workbook,
}


def _of_lists(path: Path, concepts: Mapping[str, Iterable[str]]) -> Dictionary:
    listed = [{"id": name, "name": name, "terms": list(dict.fromkeys(terms))} for name, terms in concepts.items()]
    return _checked(path, {"id": path.stem, "name": path.stem, "concept": listed})


def _checked(path: Traversable | Path, table: Mapping[str, object]) -> Dictionary:
    try:
        found = Dictionary.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        raise RuleError(str(path), ".".join(map(str, first["loc"])) or "file", first["msg"]) from error
    ids = [concept.id for concept in found.concept]
    double = next((each for number, each in enumerate(ids) if each in ids[:number] or each == TOTAL), None)
    if double is not None:
        raise RuleError(str(path), f"concept {double}", "the id is taken")
    return found


TOTAL = "total"
"""The id of the row that counts a dictionary as a whole; no concept may have it."""
