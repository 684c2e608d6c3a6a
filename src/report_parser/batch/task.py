"""What goes to a worker and what comes back: plain values that cross process and machine borders as JSON."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Literal

from report_parser.errors import CrashError, LimitError, SourceError
from report_parser.limits import DEFAULT_LIMITS, Limits

FailureKind = Literal["source", "limit", "crash", "ignored"]
Status = Literal["parsed", "skipped", "failed"]

_UNSAFE = re.compile(r"[^\w.-]+")
_STEM_BYTES = 120
_DIGITS = 32  # of a digest, 128 bits: nobody finds two names that share them


@dataclass(frozen=True, slots=True)
class Task:
    """One report to parse: `uri` names it in every output, `address` is where a worker finds its bytes.

    The row of a table comes with its `text`, with the `place` and `year` that the table gives, and with `cut` where
    the table holds only the beginning of the text.
    """

    uri: str
    address: str
    text: str | None = None
    place: str | None = None
    year: int | None = None
    cut: bool = False

    @property
    def name(self) -> str:
        """The stem of its output files, readable and without collisions: shelf/温岭 2024.md -> 温岭_2024-6b1f…"""
        path, number = self.uri, ""
        if self.text is not None:
            path, _, number = path.rpartition("#")
        stem = PurePosixPath(path.replace(os.sep, "/").rstrip("/")).stem + f"-{number}" * bool(number)
        stem = _UNSAFE.sub("_", stem).strip("._")
        while len(stem.encode()) > _STEM_BYTES:
            stem = stem[:-1]
        return f"{stem or 'report'}-{sha256(self.uri.encode()).hexdigest()[:_DIGITS]}"

    @property
    def short_name(self) -> str:
        """The name that version 0.2.0 and those before it gave it, in which 48 bits told reports apart."""
        return self.name[: 12 - _DIGITS]


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be parsed: a line of `errors.jsonl`.

    `kind` says what to mend: the `source`, a `limit` that is too low for it, or, after a `crash`, the program.
    `ignored` is a file of a folder that is no report: listed so that nothing is left out in silence, but no failure.
    """

    uri: str
    kind: FailureKind
    cause: str

    def error(self) -> SourceError:
        """The same as an exception."""
        if self.kind == "source":
            return SourceError(self.uri, self.cause)
        if self.kind == "limit":
            return LimitError(self.uri, self.cause)
        return CrashError(self.uri, self.cause)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task; `json` is the report when the worker was asked to return it."""

    task: Task
    status: Status
    failure: Failure | None = None
    json: bytes | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What every worker of a run is told once.

    `output` is the folder or URL to write to; a worker without one returns the JSON. `program` is the digest
    of the code and rules that the run began with: a worker that has others refuses to start. `place` and `year`
    are those of every report of the run, where they are given.
    """

    program: str
    rules: tuple[str, ...] = ()
    with_text: bool = False
    output: str | None = None
    limits: Limits = DEFAULT_LIMITS
    place: str | None = None
    year: int | None = None
