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
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path
from typing import TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from report_parser.errors import RuleError
from report_parser.rules.base import WORD, EntryError, RuleModel
from report_parser.rules.cues import CueRules
from report_parser.rules.divisions import Division, Divisions, read_divisions
from report_parser.rules.facts import FactRules, IndicatorRules, TopicRules
from report_parser.rules.hedges import HedgeRules
from report_parser.rules.layout import HeadingRules
from report_parser.rules.numbers import NumeralRules, UnitRules
from report_parser.rules.office import OfficeRules
from report_parser.rules.times import TimeRules
from report_parser.rules.track import NearRules, TrackingRules
from report_parser.rules.words import Features, WordRules, read_list, read_words, word_rules

WORD_FILES = ("words.txt", "verbs.txt")
DIVISIONS = "divisions.tsv"


@dataclass(frozen=True, eq=False)
class Rules:
    """All the linguistic knowledge of a parse, one field a data file. Hashed by identity, to cache what is compiled."""

    units: UnitRules
    numerals: NumeralRules
    hedges: HedgeRules
    headings: HeadingRules
    times: TimeRules
    cues: CueRules
    indicators: IndicatorRules
    topics: TopicRules
    facts: FactRules
    tracking: TrackingRules
    near: NearRules
    office: OfficeRules
    words: WordRules
    divisions: Divisions
    folders: tuple[Path, ...] = ()
    """The user's folders that these rules were loaded with, absolute: what a worker process loads them from."""


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
}

Entry: TypeAlias = "str | int | float | bool | list[Entry] | dict[str, Entry]"


def load_rules(*folders: str | PathLike[str]) -> Rules:
    """The shipped rules with the entries of `folders` added, in order. Raises RuleError naming file and entry.

    The same folders give the same object again, as they were when first read.

    >>> load_rules() is load_rules()
    True
    """
    return _load(tuple(Path(folder).absolute() for folder in folders))


@cache
def _load(folders: tuple[Path, ...]) -> Rules:
    shipped = resources.files("report_parser") / "data"
    tables: dict[str, dict[str, Entry]] = {}
    for name in FORMATS:
        tables[name] = _read_table(shipped / f"{name}.toml", name)
    words: Features = {}
    for name in WORD_FILES:
        words = _with_words(words, shipped / name, name)
    divisions: list[Division] = read_divisions(shipped / DIVISIONS)
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(str(folder), "folder", "not a folder of rule files")
        for path in sorted(folder.iterdir()):
            if path.name in WORD_FILES:
                words = _with_words(words, path, path.name)
            elif path.name == DIVISIONS:
                divisions += read_divisions(path)
            elif path.suffix == ".toml" and path.stem in FORMATS:
                tables[path.stem] = _merged(tables[path.stem], _read_table(path, path.stem))
                _check_whole(path, FORMATS[path.stem].model_validate(tables[path.stem]))
            elif path.suffix in (".toml", ".txt"):
                known = [*(f"{name}.toml" for name in FORMATS), *WORD_FILES, DIVISIONS]
                raise RuleError(str(path), "file name", f"not a rule file; known are {', '.join(known)}")
    return Rules(
        units=UnitRules.model_validate(tables["units"]),
        numerals=NumeralRules.model_validate(tables["numerals"]),
        hedges=HedgeRules.model_validate(tables["hedges"]),
        headings=HeadingRules.model_validate(tables["headings"]),
        times=TimeRules.model_validate(tables["times"]),
        cues=CueRules.model_validate(tables["cues"]),
        indicators=IndicatorRules.model_validate(tables["indicators"]),
        topics=TopicRules.model_validate(tables["topics"]),
        facts=FactRules.model_validate(tables["facts"]),
        tracking=TrackingRules.model_validate(tables["tracking"]),
        near=NearRules.model_validate(tables["near"]),
        office=OfficeRules.model_validate(tables["office"]),
        words=word_rules(words),
        divisions=Divisions(divisions),
        folders=folders,
    )


def _read_table(path: Traversable | Path, name: str) -> dict[str, Entry]:
    """One TOML file, checked against its own format so that an error names this file and not the merged whole."""
    try:
        table: dict[str, Entry] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(str(path), "syntax", str(error)) from error
    try:
        FORMATS[name].model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        raise RuleError(str(path), _entry_name(table, first["loc"]), _reason(first)) from error
    return table


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


def _entry_name(table: dict[str, Entry], location: tuple[int | str, ...]) -> str:
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


def _merged(ours: dict[str, Entry], theirs: dict[str, Entry]) -> dict[str, Entry]:
    """`theirs` added to `ours`: lists joined, what ours hold left out; tables merged; single values replaced."""
    merged = dict(ours)
    for key, value in theirs.items():
        mine = merged.get(key)
        if isinstance(mine, list) and isinstance(value, list):
            merged[key] = [*mine, *(entry for entry in value if entry not in mine)]
        elif isinstance(mine, dict) and isinstance(value, dict):
            merged[key] = _merged(mine, value)
        else:
            merged[key] = value
    return merged
