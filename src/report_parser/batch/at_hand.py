"""A file at an address -> a file on this machine: one behind a URL is fetched for the length of a block."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from report_parser.batch.folder import is_url
from report_parser.errors import MissingExtraError, SourceError


def suffix_of(address: str) -> str:
    """The suffix that tells the format: .csv of https://example.org/reports.csv?version=2."""
    return Path(urlsplit(address).path if is_url(address) else address).suffix.lower()


@contextmanager
def at_hand(address: str) -> Iterator[Path]:
    """The file at a path or URL. Raises SourceError where a URL cannot be read."""
    if not is_url(address):
        yield Path(address)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{suffix_of(address)}"
        _fetch(address, path)
        yield path


def _fetch(url: str, path: Path) -> None:
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError("fsspec", "batch") from error
    try:
        with fsspec.open(url, "rb") as there, path.open("wb") as here:
            shutil.copyfileobj(there, here)
    except Exception as error:  # every file system has exceptions of its own
        cause = str(error) or type(error).__name__
        raise SourceError(url, f"cannot be read ({cause})") from error
