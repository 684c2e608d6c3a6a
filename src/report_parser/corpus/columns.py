"""Which column of a table is what: as the user says, else by the names in use (`columns.toml`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report_parser.errors import SourceError
from report_parser.rules import Rules


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that are read; as a choice of the user, what is empty is to be guessed."""

    text: str | None = None
    place: tuple[str, ...] = ()
    year: str | None = None

    def __str__(self) -> str:
        """text in doc, place in province and city, year in year."""
        place = " and ".join(self.place) if self.place else None
        parts = ((what, where) for what, where in (("text", self.text), ("place", place), ("year", self.year)) if where)
        return ", ".join(f"{what} in {where}" for what, where in parts)


def choose_columns(uri: str, names: Sequence[str], chosen: Columns, rules: Rules) -> Columns:
    """The columns of the table `uri`, whose names are `names`.

    Raises SourceError where a column that the user names is not there, or no column is known to hold text.
    """
    missing = [name for name in (chosen.text, *chosen.place, chosen.year) if name is not None and name not in names]
    listed = ", ".join(names)
    if missing:
        raise SourceError(uri, f"no column {missing[0]}; there are {listed}")
    text = chosen.text or text_column(names, rules)
    if text is None:
        raise SourceError(uri, f"no column is known to hold the text: name it with --text-column; there are {listed}")
    known = rules.columns
    place = chosen.place or tuple(
        name for column in known.place if (name := _called(column.names, names)) is not None and name != text
    )
    return Columns(text, place, chosen.year or _called(known.year, names))


def text_column(names: Sequence[str], rules: Rules) -> str | None:
    """The column that by its name holds the text of reports."""
    return _called(rules.columns.text, names)


def _called(known: Sequence[str], names: Sequence[str]) -> str | None:
    """The first of the known names that a column has."""
    plain = {"".join(name.split()).casefold(): name for name in reversed(names)}
    return next((plain[name] for name in known if name in plain), None)
