"""A shelf on disk: files and folders -> the reports in them, models that were parsed before or sources to parse now."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from report_parser.batch.many import parse_many
from report_parser.errors import SourceError
from report_parser.limits import DEFAULT_LIMITS, Limits
from report_parser.model import Report
from report_parser.read import load_file
from report_parser.rules import Rules

MODEL = ".json"
MODEL_BYTES = 512 * 2**20
"""The largest model that is read: several times that of the longest text that is parsed."""
SOURCES = frozenset({".txt", ".md", ".docx", ".html", ".htm", ".pdf"})


def read_shelf(
    paths: Iterable[str | os.PathLike[str]],
    rules: Rules | None = None,
    limits: Limits = DEFAULT_LIMITS,
    *,
    with_text: bool = False,
) -> Iterator[Report | SourceError]:
    """The reports of files and folders: models (.json) first, then sources, parsed on all cores within the limits.

    `with_text`: what is parsed carries its text.

    In the place of a file that is neither comes the error that says why.
    """
    found = list(files(paths))
    for path in found:
        if path.suffix.lower() == MODEL:
            yield read_model(path)
    sources = [path for path in found if path.suffix.lower() != MODEL]
    if sources:
        yield from parse_many(
            sources,
            rules=rules,
            with_text=with_text,
            time_limit=limits.seconds,
            memory_limit=limits.mebibytes,
            text_limit=limits.characters,
        )


def files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """The files named, and those of the folders named: models and sources by suffix, sorted, hidden ones left out.

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


def read_model(path: Path) -> Report | SourceError:
    """The model that a .json file holds, or the error where it holds none, or one of a newer contract."""
    try:
        data = load_file(str(path), path, MODEL_BYTES)
        if len(data) > MODEL_BYTES:
            return SourceError(str(path), f"larger than {MODEL_BYTES // 2**20} MiB, the limit for a model")
        return Report.model_validate_json(data)
    except SourceError as error:
        return error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        return SourceError(str(path), f"not a model of report_parser: {where}: {first['msg']}")
