"""`load_rules`: the data files, ours and then the user's, checked against their formats.

A data file is TOML in `data/`, the words and their features (`words.txt`, and `verbs.txt` for the words of one
feature) or the table `divisions.tsv`. A user's folder may hold files of the same names; their entries are added after
ours: lists are joined, tables merged key by key, single values replaced. What an entry may say is written in its model
beside this module and nowhere else; what is unknown, empty or there twice is refused by file and entry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path
from typing import TypeAlias, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from report_parser.errors import RuleError
from report_parser.rules.base import WORD, EntryError, RuleModel
from report_parser.rules.columns import ColumnRules
from report_parser.rules.cues import CueRules
from report_parser.rules.divisions import Division, Divisions, read_divisions
from report_parser.rules.facts import FactRules, IndicatorRules, TopicRules
from report_parser.rules.hedges import HedgeRules
from report_parser.rules.layout import HeadingRules
from report_parser.rules.numbers import NumeralRules, UnitRules
from report_parser.rules.office import OfficeRules
from report_parser.rules.panel import PanelRules
from report_parser.rules.terms import TermRules
from report_parser.rules.times import TimeRules
from report_parser.rules.track import NearRules, TrackingRules
from report_parser.rules.words import Features, WordRules, read_list, read_words, word_rules

Entry: TypeAlias = "str | int | float | bool | list[Entry] | dict[str, Entry]"
Table: TypeAlias = "dict[str, Entry]"
_Kind = TypeVar("_Kind", bound=RuleModel)

WORD_FILES = ("words.txt", "verbs.txt")
DIVISIONS = "divisions.tsv"
_SHIPPED = resources.files("report_parser") / "data"


@dataclass(frozen=True, eq=False)
class Rules:
    """All linguistic knowledge, one attribute a data file. Hashed by identity, to cache what is compiled.

    A TOML file is read when it is first asked for: no parse reads `tracking.toml`.
    """

    tables: Tables
    words: WordRules
    divisions: Divisions
    folders: tuple[Path, ...]
    """The user's folders that these rules were loaded with, absolute: what a worker process loads them from."""

    @cached_property
    def units(self) -> UnitRules:
        """`units.toml`."""
        return self.tables.rules(UnitRules)

    @cached_property
    def numerals(self) -> NumeralRules:
        """`numerals.toml`."""
        return self.tables.rules(NumeralRules)

    @cached_property
    def hedges(self) -> HedgeRules:
        """`hedges.toml`."""
        return self.tables.rules(HedgeRules)

    @cached_property
    def headings(self) -> HeadingRules:
        """`headings.toml`."""
        return self.tables.rules(HeadingRules)

    @cached_property
    def times(self) -> TimeRules:
        """`times.toml`."""
        return self.tables.rules(TimeRules)

    @cached_property
    def cues(self) -> CueRules:
        """`cues.toml`."""
        return self.tables.rules(CueRules)

    @cached_property
    def indicators(self) -> IndicatorRules:
        """`indicators.toml`."""
        return self.tables.rules(IndicatorRules)

    @cached_property
    def topics(self) -> TopicRules:
        """`topics.toml`."""
        return self.tables.rules(TopicRules)

    @cached_property
    def facts(self) -> FactRules:
        """`facts.toml`."""
        return self.tables.rules(FactRules)

    @cached_property
    def tracking(self) -> TrackingRules:
        """`tracking.toml`."""
        return self.tables.rules(TrackingRules)

    @cached_property
    def near(self) -> NearRules:
        """`near.toml`."""
        return self.tables.rules(NearRules)

    @cached_property
    def office(self) -> OfficeRules:
        """`office.toml`."""
        return self.tables.rules(OfficeRules)

    @cached_property
    def columns(self) -> ColumnRules:
        """`columns.toml`."""
        return self.tables.rules(ColumnRules)

    @cached_property
    def terms(self) -> TermRules:
        """`terms.toml`."""
        return self.tables.rules(TermRules)

    @cached_property
    def panel(self) -> PanelRules:
        """`panel.toml`."""
        return self.tables.rules(PanelRules)


FORMATS: Mapping[str, type[RuleModel]] = {
    "units": UnitRules,
    "numerals": NumeralRules,
    "hedges": HedgeRules,
    "headings": HeadingRules,
    "times": TimeRules,
    "cues": CueRules,
    "indicators": IndicatorRules,
    "topics": TopicRules,
    "facts": FactRules,
    "tracking": TrackingRules,
    "near": NearRules,
    "office": OfficeRules,
    "columns": ColumnRules,
    "terms": TermRules,
    "panel": PanelRules,
}


def load_rules(*folders: str | PathLike[str]) -> Rules:
    """The shipped rules with the entries of `folders` added, in order. Raises RuleError naming file and entry.

    The same folders give the same object again, as they were when first read.

    >>> load_rules() is load_rules()
    True
    """
    return _load(tuple(Path(folder).absolute() for folder in folders))


@cache
def _load(folders: tuple[Path, ...]) -> Rules:
    words: Features = {}
    for name in WORD_FILES:
        words = _with_words(words, _SHIPPED / name, name)
    divisions: list[Division] = read_divisions(_SHIPPED / DIVISIONS)
    tables = Tables()
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(str(folder), "folder", "not a folder of rule files")
        for path in sorted(folder.iterdir()):
            if path.name in WORD_FILES:
                words = _with_words(words, path, path.name)
            elif path.name == DIVISIONS:
                divisions += read_divisions(path)
            elif path.suffix == ".toml" and path.stem in FORMATS:
                tables.add(path)
            elif path.suffix in (".toml", ".txt"):
                known = [*(f"{name}.toml" for name in FORMATS), *WORD_FILES, DIVISIONS]
                raise RuleError(str(path), "file name", f"not a rule file; known are {', '.join(known)}")
    return Rules(tables, word_rules(words), Divisions(divisions), folders)


class Tables:
    """The TOML files, ours and then the user's: ours are read when first asked for, the user's at once."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[Table, RuleModel]] = {}

    def add(self, path: Path) -> None:
        """Add the file of a user to ours of the same name, both checked."""
        name = path.stem
        theirs, _ = _read_table(path, name)
        merged = _merged(self._table(name)[0], theirs)
        rules = FORMATS[name].model_validate(merged)
        _check_whole(path, rules)
        self._read[name] = merged, rules

    def rules(self, kind: type[_Kind]) -> _Kind:
        """What a file says, by its format."""
        name = next(name for name, known in FORMATS.items() if known is kind)
        rules = self._table(name)[1]
        assert isinstance(rules, kind)
        return rules

    def _table(self, name: str) -> tuple[Table, RuleModel]:
        if name not in self._read:
            self._read[name] = _read_table(_SHIPPED / f"{name}.toml", name)
        return self._read[name]


def _read_table(path: Traversable | Path, name: str) -> tuple[Table, RuleModel]:
    """One TOML file, checked against its own format so that an error names this file and not the merged whole."""
    try:
        table: Table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(str(path), "syntax", str(error)) from error
    except RecursionError as error:
        raise RuleError(str(path), "syntax", "values nested too deep") from error
    try:
        return table, FORMATS[name].model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        raise RuleError(str(path), _entry_name(table, first["loc"]), _reason(first)) from error


def _check_whole(path: Path, rules: RuleModel) -> None:
    """Ours and a user's entries together, checked; what does not fit is the fault of the user's file at `path`."""
    try:
        rules.check_whole()
    except EntryError as error:
        raise RuleError(str(path), error.entry, error.cause) from error


def _reason(error: ErrorDetails) -> str:
    """What is wrong with an entry, in words for its author."""
    if error["type"] == "string_pattern_mismatch" and error["ctx"]["pattern"] == WORD:
        return "white space within a word" if str(error["input"]).strip() else "an empty word"
    return error["msg"].removeprefix("Value error, ")


def _entry_name(table: Table, location: tuple[int | str, ...]) -> str:
    """A place in a TOML table as its author knows it: `unit 3 (name = 亿元) base`."""
    parts: list[str] = []
    at: Entry = table
    for step in location:
        if isinstance(step, int):
            at = at[step] if isinstance(at, list) and step < len(at) else ""
            label = next((f"{key} = {value}" for key, value in at.items()), "") if isinstance(at, dict) else str(at)
            parts.append(f"{step + 1} ({label})")
        else:
            at = at.get(step, "") if isinstance(at, dict) else ""
            parts.append(step)
    return " ".join(parts)


def _with_words(words: Features, path: Traversable | Path, name: str) -> Features:
    """The words of one file added to `words`."""
    return read_list(path, "general", words) if name == "verbs.txt" else read_words(path, words)


def _merged(ours: Table, theirs: Table) -> Table:
    """`theirs` added to `ours`: lists joined, what ours hold left out; tables merged; single values replaced."""
    merged: Table = dict(ours)
    for key, value in theirs.items():
        mine = merged.get(key)
        if isinstance(mine, list) and isinstance(value, list):
            merged[key] = [*mine, *(entry for entry in value if entry not in mine)]
        elif isinstance(mine, dict) and isinstance(value, dict):
            merged[key] = _merged(mine, value)
        else:
            merged[key] = value
    return merged
