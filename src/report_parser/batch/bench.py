"""What happens to one report, on every engine: read, see whether it is done, parse, write the JSON and the part."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from report_parser.batch.folder import Folder, is_url, open_folder
from report_parser.batch.parts import json_path, make_part, part_path, stamp_of
from report_parser.batch.program import program_digest
from report_parser.batch.task import Failure, Outcome, Settings, Task
from report_parser.errors import LimitError, MissingExtraError, OutputError, ReportParserError, SourceError
from report_parser.export import to_json
from report_parser.model import DiagnosticInfo, Report
from report_parser.pipeline import Parser
from report_parser.read import MAX_BYTES, load_file, writable
from report_parser.rules import load_rules

_WARM_UP = "2024年，地区生产总值增长5%。"
"""Parsed before the first report, so that what loads on first use counts against no report's limits."""


class Bench:
    """A parser with its rules loaded and its output folder open, for one report after the other.

    Raises ReportParserError where this machine has another program or other rules than the run began with.
    """

    def __init__(self, settings: Settings) -> None:
        if program_digest(settings.rules) != settings.program:
            raise ReportParserError("this worker has another version of report_parser, or other rules, than the run")
        self._settings = settings
        self._rules = load_rules(*settings.rules)
        self._parser = Parser(self._rules, text_limit=settings.limits.characters)
        self._folder: Folder | None = open_folder(settings.output) if settings.output is not None else None
        report = self._parser.parse_text(_WARM_UP)
        if self._folder is not None:
            make_part(report, b"", "", self._rules)

    def do(self, task: Task) -> Outcome:
        """Parse one report, or find it done. Raises OutputError where the output cannot be written."""
        try:
            data = load(task)
            fingerprint = self._fingerprint(task, data)
            if self._folder is not None and self._is_done(self._folder, task, fingerprint):
                return Outcome(task, "skipped")
            settings = self._settings
            place, year = task.place or settings.place, task.year or settings.year
            report = self._parser.parse(data, name=task.uri, with_text=settings.with_text, place=place, year=year)
            if task.cut:
                report = _said_to_be_cut(report)
            text = (to_json(report) + "\n").encode()
            if self._folder is None:
                return Outcome(task, "parsed", json=text)
            part = make_part(report, text, fingerprint, self._rules)
            self._folder.write(json_path(task.name), text)
            self._folder.write(part_path(task.name), part)
            return Outcome(task, "parsed")
        except LimitError as error:
            return Outcome(task, "failed", Failure(task.uri, "limit", error.cause))
        except SourceError as error:
            return Outcome(task, "failed", Failure(task.uri, "source", error.cause))
        except (OutputError, MissingExtraError, MemoryError):
            raise
        except Exception as error:  # a bug of ours must cost one report, not the shelf; it is listed as a crash
            return Outcome(task, "failed", Failure(task.uri, "crash", _describe(error)))

    def _fingerprint(self, task: Task, data: bytes) -> str:
        """What decides whether a report is done: its bytes, the program, and what run and table say of it."""
        told = self._settings
        made_of = f"{sha256(data).hexdigest()} {told.program} {told.with_text} {told.place} {told.year}"
        if task.text is not None:
            made_of += f" {task.place} {task.year} {task.cut}"
        return sha256(made_of.encode()).hexdigest()

    @staticmethod
    def _is_done(folder: Folder, task: Task, fingerprint: str) -> bool:
        part = folder.read(part_path(task.name))
        stamp = stamp_of(part) if part is not None else None
        if stamp is None or stamp.fingerprint != fingerprint:
            return False
        text = folder.read(json_path(task.name))
        return text is not None and sha256(text).hexdigest() == stamp.json


def load(task: Task) -> bytes:
    """The bytes of a report on disk, behind a URL or in a table, one more than allowed at most. Raises SourceError."""
    if task.text is not None:
        if not task.text.strip():
            raise SourceError(task.uri, "the cell is empty")
        return writable(task.text).encode()
    if is_url(task.address):
        return _fetch(task)
    return load_file(task.uri, Path(task.address))


def _fetch(task: Task) -> bytes:
    """The bytes behind an fsspec URL; every file system has exceptions of its own."""
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError("fsspec", "batch") from error
    try:
        with fsspec.open(task.address, "rb") as file:
            return bytes(file.read(MAX_BYTES + 1))
    except FileNotFoundError as error:
        raise SourceError(task.uri, "no such file") from error
    except PermissionError as error:
        raise SourceError(task.uri, "no permission to read it") from error
    except Exception as error:
        raise SourceError(task.uri, f"cannot be read ({error or type(error).__name__})") from error


def _said_to_be_cut(report: Report) -> Report:
    """The report with the diagnostic that its text ends where the cell of a table ended."""
    note = DiagnosticInfo(
        severity="warning",
        code="cell-cut",
        message="the cell holds as many characters as a spreadsheet keeps: the end of the report is likely lost",
        start=report.source.length,
        end=report.source.length,
    )
    return report.model_copy(update={"diagnostics": (*report.diagnostics, note)})


def _describe(error: Exception) -> str:
    """An unforeseen exception in one line, with the place in our code where it arose."""
    place, at = "", error.__traceback__
    while at is not None:
        place = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}"
        at = at.tb_next
    first = str(error).strip().splitlines()
    return f"{type(error).__name__} at {place}: {first[0] if first else 'no message'}; please report it with the file"
