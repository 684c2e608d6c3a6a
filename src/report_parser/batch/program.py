"""The digest of everything that a parse depends on beside the bytes of the report: version, code and rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path

from report_parser.batch.folder import is_url
from report_parser.batch.task import Settings
from report_parser.limits import DEFAULT_LIMITS, Limits
from report_parser.rules import Rules, load_rules

_COUNTED = (".py", ".toml", ".tsv", ".txt")


def program_digest(rules: Iterable[str] = ()) -> str:
    """A hexadecimal digest that changes with the package's version, code or data, or with a user's rule folders.

    The version alone would do for releases; the code makes a change of a working copy count too.
    """
    digest = sha256(version("report_parser").encode())
    for root in (resources.files("report_parser"), *map(Path, rules)):
        for name, file in _files(root, ""):
            data = file.read_bytes()
            digest.update(f"\n{name} {len(data)}\n".encode("utf-8", "surrogateescape"))
            digest.update(data)
    return digest.hexdigest()


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_COUNTED):
            yield prefix + entry.name, entry


def make_settings(
    rules: Rules | None = None,
    *,
    output: str | None = None,
    with_text: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    place: str | None = None,
    year: int | None = None,
) -> Settings:
    """The settings of a run, with the digest of the program as it is now. The workers load the folders of `rules`."""
    folders = tuple(map(str, (load_rules() if rules is None else rules).folders))
    if output is not None and not is_url(output):
        output = str(Path(output.removeprefix("file://")).absolute())  # workers may stand in other folders
    return Settings(program_digest(folders), folders, with_text, output, limits, place, year)
