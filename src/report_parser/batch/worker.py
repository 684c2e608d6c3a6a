"""The worker process: settings in, then one task a line in and one reply a line out, until its parent is gone.

A process of its own, started as a program, instead of one that multiprocessing forks or spawns: it shares no
lock or queue with its siblings, so killing it hurts nobody, and it never imports the caller's `__main__`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import BinaryIO

from report_parser.batch.task import Settings, Task
from report_parser.collector import collect_seldom, keep_what_is_loaded
from report_parser.errors import ReportParserError
from report_parser.limits import Limits, limit_memory

ORPHAN_GRACE = 10.0
"""Seconds after the time limit at which a worker ends itself, for when no parent is left to end it."""

OUT_OF_MEMORY = 3
"""Exit code of a worker that reached its memory limit."""


def main() -> None:
    """Serve tasks from standard input; replies go to what was standard output, stray prints to standard error."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    tasks = sys.stdin.buffer
    try:
        serve(tasks, replies)
    except BrokenPipeError:
        os._exit(0)  # the parent is gone, and with it anyone to tell


def serve(tasks: BinaryIO, replies: BinaryIO) -> None:
    """Answer every line of `tasks`: a header line of JSON, and after it as many bytes as its `size` says."""
    collect_seldom()
    head = json.loads(tasks.readline())
    settings = Settings(**{**head, "rules": tuple(head["rules"]), "limits": Limits(**head["limits"])})
    try:
        from report_parser.batch.bench import Bench

        bench = Bench(settings)
    except ReportParserError as error:
        _reply(replies, {"status": "refused", "cause": str(error)})
        return
    keep_what_is_loaded()
    _reply(replies, {"status": "ready"})
    limit_memory(settings.limits.mebibytes)
    for line in tasks:
        try:
            with _alarm(settings.limits.seconds + ORPHAN_GRACE):
                outcome = bench.do(Task(**json.loads(line)))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)  # what the failed parse leaves in memory is not worth keeping
        except ReportParserError as error:
            _reply(replies, {"status": "refused", "cause": str(error)})
            return
        failure = asdict(outcome.failure) if outcome.failure else None
        _reply(replies, {"status": outcome.status, "failure": failure}, outcome.json)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Let the system end this process after so many seconds, also when C code holds the interpreter."""
    if not hasattr(signal, "setitimer"):  # Windows: the parent alone keeps the time
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _reply(replies: BinaryIO, head: dict[str, object], payload: bytes | None = None) -> None:
    replies.write(json.dumps({**head, "size": len(payload or b"")}).encode() + b"\n" + (payload or b""))
    replies.flush()
