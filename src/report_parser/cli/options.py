"""Options and ways of writing that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., object])


def rules_option(command: _Command) -> _Command:
    """`--rules DIR`, repeatable: folders of rule files added to ours."""
    return click.option(
        "--rules", "rules", multiple=True, type=click.Path(path_type=Path), metavar="DIR",
        help="Add the units, verbs, headings, indicators and words of this folder to ours; may be repeated.",
    )(command)  # fmt: skip


def store_option(*, required: bool) -> Callable[[_Command], _Command]:
    """`--store URL`: which store."""
    return click.option(
        "--store", required=required, default=None, metavar="URL", envvar="REPORT_PARSER_STORE", show_envvar=True,
        help="The store: sqlite:///PATH (or just PATH), or postgresql://USER@HOST/NAME.",
    )  # fmt: skip


def write_text(path: Path, text: str) -> None:
    """Write a file, making its folder; a failure becomes one line naming the path."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(path), error.strerror or str(error)) from error
