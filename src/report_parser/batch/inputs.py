"""Inputs: what the user names (files, folders, patterns, lists, URLs) -> one task a report, each once, in order."""

from __future__ import annotations

import csv
import glob
import io
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from report_parser.batch.folder import STATE, is_url
from report_parser.batch.parts import PRODUCTS, REPORTS
from report_parser.batch.tables import Tables
from report_parser.batch.task import Failure, Task
from report_parser.errors import MissingExtraError

_MAGIC = frozenset("*?[")
_LIST_SUFFIXES = (".csv", ".jsonl", ".ndjson")
# What lies beside reports on a shelf and would pass for text; named itself, such a file is parsed all the same.
_DATA_SUFFIXES = frozenset(
    {
        ".toml",
        ".json",
        ".jsonl",
        ".ndjson",
        ".csv",
        ".tsv",
        ".yaml",
        ".yml",
        ".ini",
        ".log",
        ".py",
        ".js",
        ".css",
        ".parquet",
        ".dta",
    }
)
_FIELDS = ("uri", "path", "file", "url")
# What the system and Word leave beside documents: nobody put it there, so nobody is told of it.
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini"})
_LOCK = "~$"  # the file by which Word tells that a document is open: ~$府工作报告.docx


def find_tasks(inputs: Iterable[str], tables: Tables) -> Iterator[Task | Failure]:
    """A task for every report that the inputs name, a failure for every input that names none.

    A folder gives every file below it, by name, but hidden and data files and what Word and Windows leave there; a
    pattern (`shelf/*2024*.md`, with `**` for any folders) what matches it, by name. A list gives what it lists,
    relative to the list's own folder: `@names.txt` has one a line (`#` begins a comment), a .csv a column and a
    .jsonl a key `uri`, `path`, `file` or `url`. A table of reports gives every row of it. A report named twice comes
    once, where it came first.
    """
    seen: set[str] = set()
    for given in inputs:
        for found in _expand(given, tables, in_list=False):
            identity = found.address if isinstance(found, Task) else found.uri
            if identity not in seen:
                seen.add(identity)
                yield found


def _expand(given: str, tables: Tables, *, in_list: bool) -> Iterator[Task | Failure]:
    if not in_list and given.startswith("@"):
        yield from _read_list(given[1:], tables)
    elif not in_list and (rows := _rows(given, tables)) is not None:
        yield from rows
    elif is_url(given):
        yield from _expand_url(given)
    elif not in_list and given.lower().endswith(_LIST_SUFFIXES):
        yield from _read_list(given, tables)
    elif Path(given).is_dir():
        yield from _below(given)
    elif _MAGIC.isdisjoint(given) or os.path.lexists(given):
        yield task_of(given)
    else:
        matching = glob.iglob(given, recursive=True)  # noqa: PTH207 - Path.glob knows no absolute patterns
        paths: dict[Path, str] = {}
        for path in sorted(matching, key=len):  # the shortest of the ways that links make to a file
            if not Path(path).is_dir() and not _is_leftover(Path(path).name):
                paths.setdefault(Path(path).resolve(), path)
        yield from map(task_of, sorted(paths.values()))
        if not paths:
            yield Failure(_readable(given), "source", "no file matches this pattern")


def _rows(given: str, tables: Tables) -> Iterator[Task | Failure] | None:
    """A task for every row of a table of reports; None for what is none."""
    if not _MAGIC.isdisjoint(given) and is_url(given):
        return None
    task = task_of(given)
    return tables.tasks(task.uri, task.address)


def task_of(path: str) -> Task:
    """The task for one file or URL, whether it is there or not."""
    if is_url(path):
        return Task(path, path)
    path = os.path.normpath(path.removeprefix("file://"))
    return Task(_readable(path), str(Path(path).absolute()))


def _below(folder: str) -> Iterator[Task | Failure]:
    """Every file below a folder but hidden ones, in the order of their paths; links to folders are followed once."""
    found: list[Path] = []
    closed: list[OSError] = []
    visited: set[Path] = set()
    outputs: set[Path] = set()
    for place, folders, files in os.walk(folder, followlinks=True, onerror=closed.append):
        root = Path(place)
        visited.add(root.resolve())
        if STATE in folders:  # the output of a run: reading it again would make a report of every table
            outputs.add(root / REPORTS)
            files = [name for name in files if name not in PRODUCTS]
        elif root in outputs:
            files = [name for name in files if not name.endswith(".json")]
        folders[:] = [name for name in sorted(folders) if name[0] != "." and (root / name).resolve() not in visited]
        found += [root / name for name in files if not _is_leftover(name)]
    for path in sorted(found, key=os.fsencode):
        if path.suffix.lower() in _DATA_SUFFIXES:
            cause = f"a {path.suffix} file in a folder is taken for no report; name it to have it parsed"
            yield Failure(task_of(str(path)).uri, "ignored", cause)
        else:
            yield task_of(str(path))
    for error in closed:
        yield Failure(_readable(str(error.filename)), "source", f"the folder cannot be read ({error.strerror})")
    if not found and not closed:
        yield Failure(_readable(folder), "source", "no file in this folder")


def _is_leftover(name: str) -> bool:
    """Whether a file is hidden or not of the user's making."""
    return name.startswith((".", _LOCK)) or name.lower() in _LEFTOVERS


def _expand_url(url: str) -> Iterator[Task | Failure]:
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError("fsspec", "batch") from error
    web = url.startswith(("http://", "https://"))
    if web or (_MAGIC.isdisjoint(url) and Path(url).suffix and not url.endswith("/")):
        yield task_of(url)  # whether it is there is found out when it is read, at the worker
        return
    try:
        system, path = fsspec.core.url_to_fs(url)
        if _MAGIC.isdisjoint(url):
            paths = system.find(path) if system.isdir(path) else [path]
        else:
            paths = [found for found in system.glob(path) if not system.isdir(found)]
    except Exception as error:  # every file system has exceptions of its own
        yield Failure(url, "source", f"cannot be listed ({error or type(error).__name__})")
        return
    for found in sorted(paths):
        if not any(map(_is_leftover, found.removeprefix(path).split("/"))):
            yield task_of(system.unstrip_protocol(found))
    if not paths:
        yield Failure(url, "source", "no file here")


def _read_list(path: str, tables: Tables) -> Iterator[Task | Failure]:
    """The reports that a list file names."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        cause = (error.strerror or str(error)) if isinstance(error, OSError) else "not UTF-8"
        yield Failure(_readable(path), "source", f"the list cannot be read ({cause})")
        return
    folder = Path(path).parent
    for number, entry in _entries(path, text):
        if entry:
            yield from _expand(entry if is_url(entry) else str(folder / entry), tables, in_list=True)
        else:
            cause = f"line {number} names no report; it needs one of {', '.join(_FIELDS)}"
            yield Failure(f"{_readable(path)}:{number}", "source", cause)


def _entries(path: str, text: str) -> Iterator[tuple[int, str | None]]:
    """Line number and named report of every entry, None for an entry that names none."""
    suffix = Path(path).suffix.lower()
    if suffix == ".csv":
        table = csv.DictReader(io.StringIO(text))
        for record in table:
            yield table.line_num, _field(record)
    elif suffix in _LIST_SUFFIXES:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                try:
                    record = json.loads(line)
                except ValueError:
                    record = None
                yield number, record if isinstance(record, str) else _field(record)
    else:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() and not line.lstrip().startswith("#"):
                yield number, line.strip()


def _field(record: object) -> str | None:
    if not isinstance(record, dict):
        return None
    return next((value for name in _FIELDS if isinstance(value := record.get(name), str) and value), None)


def _readable(path: str) -> str:
    """A path as text that every output can hold: bytes of a name that are no UTF-8 are written \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
