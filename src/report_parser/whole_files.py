"""Files that are written whole or not at all: what stood in their place stays until all of the new one is there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from report_parser.errors import OutputError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` when all went well and vanishes when not.

    A device or pipe is written to itself: a file must not take its place. Raises OutputError where the system refuses.
    """
    try:
        if path.exists() and not path.is_file():
            yield path
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with _aside(path) as aside:
            yield aside
            aside.replace(path)
    except OSError as error:
        raise OutputError(str(path), error.strerror or str(error)) from error


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    aside = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    try:
        yield aside
    finally:
        aside.unlink(missing_ok=True)
