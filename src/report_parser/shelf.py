"""A shelf on disk: files and folders -> the reports in them, models that were parsed before or sources to parse now."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from report_parser.errors import SourceError
from report_parser.model import Report
from report_parser.pipeline import Parser

MODEL = ".json"
SOURCES = frozenset({".txt", ".md", ".docx", ".html", ".htm", ".pdf"})


def files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """The files named, and those of the folders named: models and sources, sorted, hidden ones left out.

    The output folder of a batch is one such folder; its tables and its list of errors are neither.
    """
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith(".") and Path(name).suffix.lower() in {MODEL, *SOURCES}:
                    yield Path(folder, name)


class Shelf:
    """Reads reports, parsing those that are not models yet; the rules are loaded when first needed."""

    def __init__(self, rules: Iterable[str | os.PathLike[str]] = ()) -> None:
        self._rules = tuple(rules)
        self._parser: Parser | None = None

    def read(self, path: Path) -> Report:
        """The report of a file. Raises SourceError where it is neither a model nor a report."""
        if path.suffix.lower() == MODEL:
            return read_model(path)
        if self._parser is None:
            self._parser = Parser(self._rules)
        return self._parser.parse(path)


def read_model(path: Path) -> Report:
    """The model that a .json file holds. Raises SourceError where it holds none, or one of a newer contract."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(str(path), "no such file") from error
    except OSError as error:
        raise SourceError(str(path), f"cannot be read ({error.strerror or error})") from error
    try:
        return Report.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise SourceError(str(path), f"not a model of report_parser: {where}: {first['msg']}") from error
