"""Output folders, on disk or behind an fsspec URL: files appear whole or not at all.

On disk a file is written aside in `.batch/tmp`, flushed to the device and renamed into place. Object stores
make an upload visible when it is complete, so there it is one `put`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from report_parser.errors import MissingExtraError, OutputError

STATE = ".batch"
_TEMPORARY = f"{STATE}/tmp"


class Folder(Protocol):
    """A place for files named by relative paths with `/`."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None where there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Put a whole file in place of what was there."""

    def adopt(self, name: str, file: Path) -> None:
        """Move a finished local file to its place here."""

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""

    def scratch(self) -> Path:
        """A local folder for files not yet finished."""

    def clean(self) -> None:
        """Remove what earlier runs or this one left unfinished."""


def is_url(path: str) -> bool:
    """Whether a path is one for fsspec: s3://bucket/reports is, /srv/reports and C:\\reports are not."""
    return "://" in path and not path.startswith("file://")


def open_folder(path: str) -> Folder:
    """The output folder at a path or fsspec URL."""
    return RemoteFolder(path) if is_url(path) else LocalFolder(Path(path.removeprefix("file://")))


class LocalFolder:
    """A folder on disk, made when first written to."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, name: str) -> bytes | None:
        try:
            return (self._root / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _output_error(self._root / name, error) from error

    def write(self, name: str, data: bytes) -> None:
        try:
            aside = self.scratch() / f"{os.getpid()}-{token_hex(8)}"
            aside.write_bytes(data)
            self.adopt(name, aside)
        except OSError as error:
            raise _output_error(self._root / name, error) from error

    def adopt(self, name: str, file: Path) -> None:
        target = self._root / name
        try:
            with file.open("rb+") as written:
                os.fsync(written.fileno())
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
        except OSError as error:
            raise _output_error(target, error) from error

    def remove(self, name: str) -> None:
        try:
            (self._root / name).unlink(missing_ok=True)
        except OSError as error:
            raise _output_error(self._root / name, error) from error

    def scratch(self) -> Path:
        folder = self._root / _TEMPORARY
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _output_error(folder, error) from error
        return folder

    def clean(self) -> None:
        shutil.rmtree(self._root / _TEMPORARY, ignore_errors=True)  # a worker of a killed run may be writing there

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one run; the system lets go when the process ends, however it ends."""
        state = self._root / STATE
        try:
            state.mkdir(parents=True, exist_ok=True)
            file = (state / "lock").open("wb")
        except OSError as error:
            raise _output_error(self._root, error) from error
        with file:
            try:
                import fcntl
            except ImportError:  # Windows: two runs on one folder are the user's care
                yield
                return
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise OutputError(str(self._root), "another batch run is writing here") from error
            yield


class RemoteFolder:
    """A folder behind an fsspec URL: s3://bucket/reports, gs://…, memory://…"""

    def __init__(self, url: str) -> None:
        try:
            import fsspec
        except ImportError as error:
            raise MissingExtraError("fsspec", "batch") from error
        self._url = url.rstrip("/")
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        try:
            self._system, self._root = fsspec.core.url_to_fs(self._url)
        except (ImportError, ValueError) as error:  # an unknown protocol, or one whose package is missing
            raise OutputError(url, str(error)) from error

    def read(self, name: str) -> bytes | None:
        try:
            data = self._system.cat_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return None
        except Exception as error:  # each store has exceptions of its own
            raise OutputError(f"{self._url}/{name}", f"cannot be read ({error})") from error
        return bytes(data)

    def write(self, name: str, data: bytes) -> None:
        path = f"{self._root}/{name}"
        try:
            self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._system.pipe_file(path, data)
        except Exception as error:
            raise OutputError(f"{self._url}/{name}", f"cannot be written ({error})") from error

    def adopt(self, name: str, file: Path) -> None:
        path = f"{self._root}/{name}"
        try:
            self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._system.put_file(str(file), path)
        except Exception as error:
            raise OutputError(f"{self._url}/{name}", f"cannot be written ({error})") from error
        file.unlink()

    def remove(self, name: str) -> None:
        try:
            self._system.rm_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return
        except Exception as error:
            raise OutputError(f"{self._url}/{name}", f"cannot be removed ({error})") from error

    def scratch(self) -> Path:
        if self._scratch is None:
            self._scratch = tempfile.TemporaryDirectory(prefix="report_parser-")
        return Path(self._scratch.name)

    def clean(self) -> None:
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None


def _output_error(path: Path, error: OSError) -> OutputError:
    return OutputError(str(path), error.strerror or str(error))
