"""What an explanation is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: what about, what came out, why, what was looked at, and the rows of tables and data files that made
    it, which are what to change: `clauses/constructions.py: "verb first"`, `cues.toml: asking: 必须`."""

    about: str
    found: str
    because: tuple[str, ...] = ()
    considered: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The decisions about one passage; `start`..`end` are source offsets of the number, or of what was asked about."""

    start: int
    end: int
    text: str
    sentence: str
    steps: tuple[Step, ...]
