"""How a command ends that could not do what it was told: one line on standard error, and exit code 2.

What can be foreseen is a ReportParserError of the module where it happens, which knows the file. Here is what is left:
whatever the system refuses, and streams that are closed.
"""

from __future__ import annotations

import os
import sys

import click

from report_parser.cli.help import show_error
from report_parser.errors import ReportParserError

FAILED = 2
_INTERRUPTED = 130
_NO_READER = 1  # as click ends when nobody reads the pipe any more


def run(command: click.Command) -> int:
    """Run the command line; its exit code."""
    _reserve_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a name may be in no encoding
    try:
        code = command(standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        return _INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return _NO_READER
    except (click.ClickException, ReportParserError) as error:
        show_error(error)
        _drop_output()
        return FAILED
    except (OSError, MemoryError) as error:
        show_error(ReportParserError(_cause(error)))
        _drop_output()
        return FAILED
    return code if isinstance(code, int) else 0


def _cause(error: OSError | MemoryError) -> str:
    """What the system refused, with the file where the error knows it."""
    if isinstance(error, MemoryError):
        return "the system has no more memory to give"
    cause = error.strerror or str(error) or type(error).__name__
    return f"{os.fsdecode(error.filename)}: {cause}" if isinstance(error.filename, (str, bytes)) else cause


def _reserve_closed_streams() -> None:
    """Give closed standard streams their numbers back, as streams that refuse to be read or written.

    A file that is opened would get such a number, and what is printed would stand in it.
    """
    if sys.stdin is None:
        sys.stdin = open(os.open(os.devnull, os.O_WRONLY), encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _drop_output() -> None:
    """Let go of what waits to be printed: the interpreter would try again at its end, and complain."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
