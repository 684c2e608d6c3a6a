"""What reading and parsing one report may cost, and a block that holds this process to it.

The same three limits hold everywhere. The length of the text is counted wherever a source is read. Time and memory are
what only a whole process can be held to: the command line holds itself (`held`), batches and the server their worker
processes, and a program that parses files of strangers hands them to `parse_many`, whose workers are held too.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType

from report_parser.errors import LimitError

TIME_LIMIT = 120.0
"""Seconds that one report may take; one of 20,000 characters takes about a fifth of one."""
MEMORY_LIMIT = 2048
"""MiB that a parse may take beyond what the process holds when it begins."""
TEXT_LIMIT = 1_000_000
"""Characters of text that are parsed: twenty times the longest report."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and MiB that one report may take, and how many characters its text may have."""

    seconds: float = TIME_LIMIT
    mebibytes: int = MEMORY_LIMIT
    characters: int = TEXT_LIMIT


DEFAULT_LIMITS = Limits()


class _TimeIsUpError(BaseException):
    """Raised wherever the code is when the time is over; no `except Exception` on the way swallows it."""


def over_time(uri: str, seconds: float) -> LimitError:
    """The error of a source that took too long."""
    return LimitError(uri, f"took longer than {seconds:g} s, the time limit for a file")


def over_memory(uri: str, mebibytes: int) -> LimitError:
    """The error of a source that took too much memory."""
    return LimitError(uri, f"took more than {mebibytes} MiB, the memory limit for a file")


def too_long(limit: int) -> str:
    """What is wrong with a text of more characters."""
    return f"its text has more than {limit} characters, the limit for a report"


def check_length(uri: str, length: int, limit: int) -> None:
    """Raise LimitError where a text has more characters than it may."""
    if length > limit:
        raise LimitError(uri, too_long(limit))


@contextmanager
def held(uri: str, limits: Limits) -> Iterator[None]:
    """Hold this process to time and memory while it works on `uri`. Raises LimitError where it meets one of them.

    The time is kept by an alarm of the system, in the main thread alone, the memory by the limit of the address
    space, on Linux alone; where a system has neither, that limit is not held. What holds already is given back after.
    """
    try:
        with _time(limits.seconds), _memory(limits.mebibytes):
            yield
    except _TimeIsUpError:
        raise over_time(uri, limits.seconds) from None
    except MemoryError:
        raise over_memory(uri, limits.mebibytes) from None


@contextmanager
def _time(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise _TimeIsUpError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _memory(mebibytes: int) -> Iterator[None]:
    try:
        import resource
    except ImportError:  # Windows
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    limit_memory(mebibytes)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def limit_memory(mebibytes: int) -> None:
    """Let this process have so much more address space than it holds now; no-op where the system has no such limit."""
    try:
        import resource

        taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return
    now, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = min(limit for limit in (taken + mebibytes * 2**20, now, hard) if limit != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
