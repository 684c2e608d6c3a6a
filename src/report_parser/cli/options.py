"""Options and ways of writing that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from report_parser.errors import OutputError
from report_parser.language.terminal import printable, say, told
from report_parser.limits import MEMORY_LIMIT, TEXT_LIMIT, TIME_LIMIT, Limits
from report_parser.whole_files import whole_file

if TYPE_CHECKING:
    from report_parser.errors import SourceError
    from report_parser.exports.tabular import Format
    from report_parser.model import Report
    from report_parser.rules import Rules
    from report_parser.selection import Selection

_Command = TypeVar("_Command", bound=Callable[..., object])
_Result = TypeVar("_Result")


def rules_option(command: _Command) -> _Command:
    """`--rules DIR`, repeatable: folders of rule files added to ours; the command is given the Rules."""
    return click.option(
        "--rules", "rules", multiple=True, type=click.Path(path_type=Path), metavar="DIR", callback=_loaded,
        help="Add the units, verbs, headings, indicators and words of this folder to ours; may be repeated.",
    )(command)  # fmt: skip


def _loaded(_: click.Context, __: click.Parameter, folders: tuple[Path, ...]) -> Rules:
    from report_parser.rules import load_rules

    return load_rules(*folders)


def limit_options(command: Callable[..., _Result]) -> Callable[..., _Result]:
    """`--time-limit`, `--memory-limit`, `--text-limit`: what one file may cost; the command is given the Limits."""

    @wraps(command)
    def limited(*given: object, time_limit: float, memory_limit: int, text_limit: int, **more: object) -> _Result:
        return command(*given, limits=Limits(time_limit, memory_limit, text_limit), **more)

    for option in (
        click.option("--text-limit", type=click.IntRange(1), default=TEXT_LIMIT, show_default=True,
                     metavar="CHARACTERS", help="How long the text of a file may be."),
        click.option("--memory-limit", type=click.IntRange(64), default=MEMORY_LIMIT, show_default=True,
                     metavar="MIB", help="What parsing a file may take of memory."),
        click.option("--time-limit", type=click.FloatRange(0, min_open=True), default=TIME_LIMIT, show_default=True,
                     metavar="SECONDS", help="What one file may take."),
    ):  # fmt: skip
        limited = option(limited)
    return limited


def store_option(*, required: bool) -> Callable[[_Command], _Command]:
    """`--store URL`: which store."""
    return click.option(
        "--store", required=required, default=None, metavar="URL", envvar="REPORT_PARSER_STORE", show_envvar=True,
        help="The store: sqlite:///PATH (or just PATH), or postgresql://USER@HOST/NAME.",
    )  # fmt: skip


def place_option(command: _Command) -> _Command:
    """`--place PLACE`: whose report it is, where the text does not say."""
    return click.option(
        "--place", default=None, metavar="PLACE",
        help="Whose report it is, where the text does not say: 温岭市, 北京市朝阳区 or the code 331081.",
    )(command)  # fmt: skip


def year_option(command: _Command) -> _Command:
    """`--year YEAR`: when it was delivered, where the text does not say."""
    return click.option(
        "--year", default=None, type=click.IntRange(1949, 2100), metavar="YEAR",
        help="The year in which it was delivered, where the text does not say.",
    )(command)  # fmt: skip


def selection_options(command: _Command) -> _Command:
    """`--place`, `--year`, `--indicator`, each repeatable: which reports, and which facts of them."""
    for option in (
        click.option("--indicator", "indicators", multiple=True, metavar="ID",
                     help="Only facts of this indicator: an id of the vocabulary (gdp) or the report's own words."),
        click.option("--year", "years", multiple=True, type=int, help="Only this year."),
        click.option("--place", "places", multiple=True, metavar="PLACE",
                     help="Only this place: a name, a six-digit code, or the first digits of one for all below."),
    ):  # fmt: skip
        command = option(command)
    return command


class Readable:
    """Reports to be gone through once; a file that is none is named on stderr and counted in `failed`."""

    def __init__(self, results: Iterable[Report | SourceError]) -> None:
        self.failed = 0
        self._results = results

    def __iter__(self) -> Iterator[Report]:
        for result in self._results:
            if isinstance(result, Exception):
                self.pass_over(result)
            else:
                yield result

    def pass_over(self, error: Exception) -> None:
        """Name a file that is no report, and count it."""
        click.echo(f"report-parser: {printable(told(str(error)))}", err=True)
        self.failed += 1


@contextmanager
def open_reports(
    inputs: tuple[Path, ...],
    store: str | None,
    selection: Selection,
    rules: Rules,
    limits: Limits,
    *,
    with_text: bool = False,
) -> Iterator[Readable]:
    """The reports of files or of a store that a selection takes. Exactly one of the two is to be named.

    `with_text`: what is parsed on the way carries its text.
    """
    if inputs:
        from report_parser.batch.shelf import read_shelf

        found = read_shelf(inputs, rules, limits, with_text=with_text)
        yield Readable(result for result in found if isinstance(result, Exception) or selection.takes(result))
        return
    if store is None:
        raise click.UsageError("name files or folders, or a --store")
    from report_parser.store import Store

    with Store(store, read_only=True) as opened:
        yield Readable(opened.reports(selection))


def given_source(file: str) -> tuple[str | bytes, str]:
    """What FILE names and what to call it: a path, or for - the bytes on standard input, no more than are read."""
    if file != "-":
        return file, file
    from report_parser.read import drain

    return drain("<stdin>", sys.stdin.buffer), "<stdin>"


def print_text(text: str) -> None:
    """Print what a command makes, as UTF-8 whatever the terminal is set to; a full disk becomes one line."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    except BrokenPipeError:
        raise  # a reader who has enough, such as head
    except OSError as error:
        raise OutputError("standard output", error.strerror or str(error)) from error


def table_format(output: Path | None, bom: bool) -> Format:
    """The format of a table by the suffix of its file, CSV on the terminal; `bom` is for CSV alone."""
    from report_parser.exports.tabular import FORMATS

    suffix = "csv" if output is None else output.suffix.lower().lstrip(".")
    chosen = next((known for known in FORMATS if known == suffix), None)
    if chosen is None:
        raise click.UsageError(f"{output}: name it {', '.join(f'.{known}' for known in FORMATS)}")
    if bom and chosen != "csv":
        raise click.UsageError("--bom is for csv")
    return chosen


def write_text(path: Path, text: str) -> None:
    """Write a file, making its folder; a failure becomes one line naming the path, and leaves what was there."""
    with whole_file(path) as aside:
        aside.write_text(text, encoding="utf-8")


def echo_count(count: int, output: Path | None) -> None:
    """Say on stderr how many rows were written, and where."""
    if output is None:
        click.echo(say("{count} rows", count=count), err=True)
    else:
        click.echo(say("{count} rows in {output}", count=count, output=printable(str(output))), err=True)
