"""One set of references, parsed and scored: its figures, what is wrong, and which rows are right.

What is right is said by the scorer beside the annotations: a row is right where scoring adds no line of its own to
the list of what is wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from accepted import Row
from references import GoldRow, Json, Reference, references, scorer
from report_parser.export import to_json
from report_parser.pipeline import Parser

FIELDS = ("title", "jurisdiction", "level", "report_year", "review_year", "plan_year", "plan_starts_at")


@dataclass(slots=True)
class Measured:
    """The score of a set: the figures of each report and of all, what is wrong in each, the rows that are right."""

    figures: dict[str, dict[str, float]] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    right: list[Row] = field(default_factory=list)


def measure(which: str, gold: Path, parser: Parser) -> Measured:
    """Parse and score every report of a set."""
    score, measured = scorer(gold), Measured()
    total: Counter[str] = Counter()
    for reference in references(which, gold):
        report = parser.parse(reference.text.encode(), name=reference.file_name)
        tally, wrong = _scored(score, reference, json.loads(to_json(report)), measured.right)
        measured.figures[reference.name] = score.figures(tally)
        measured.wrong[reference.name] = wrong
        total.update(tally)
    measured.figures["all"] = score.figures(total)
    return measured


def _scored(
    score: ModuleType, reference: Reference, parse: dict[str, Json], right: list[Row]
) -> tuple[Counter[str], list[str]]:
    """The tally of one report and what is wrong in it; its right rows are added to `right`."""
    tally: Counter[str] = Counter()
    every: list[str] = []
    score.score_ledger(tally, reference.text, parse)
    for rows in reference.annotations:
        windows = next(row for row in rows if row["row"] == "windows")
        wrong: list[str] = []
        score.score_numbers(tally, wrong, reference.text, rows, parse, windows.get("spans", []))
        if windows.get("statement_spans"):
            score.score_statements(tally, wrong, reference.text, rows, parse, windows["statement_spans"])
        score.score_document(tally, wrong, rows, parse)
        every += wrong
        right += (Row(reference.name, *known) for known in _right(score, reference.text, rows, parse, wrong))
    return tally, every


def _right(
    score: ModuleType, text: str, rows: tuple[GoldRow, ...], parse: dict[str, Json], wrong: list[str]
) -> set[tuple[str, str]]:
    """Kind and place of the rows that are right: of several at one place, all have to be."""
    verdicts: dict[tuple[str, str], bool] = {}
    for kind, place, verdict in _judged(score, text, rows, parse, wrong):
        verdicts[kind, place] = verdicts.get((kind, place), True) and verdict
    return {known for known, verdict in verdicts.items() if verdict}


def _judged(
    score: ModuleType, text: str, rows: tuple[GoldRow, ...], parse: dict[str, Json], wrong: list[str]
) -> Iterator[tuple[str, str, bool]]:
    """Kind, place and verdict of every row that is scored."""
    windows = next(row for row in rows if row["row"] == "windows")
    for row in rows:
        if row["row"] == "document":
            for name in FIELDS:
                if row.get(name) is not None and (name, row.get("level")) != ("jurisdiction", "national"):
                    yield "document", name, not _says(wrong, f"document {name}: ")
            continue
        place = f"{row.get('start')} {row.get('end')}"
        if row["row"] == "statement" and windows.get("statement_spans"):
            yield "statement", place, not _says(wrong, *_about_statement(row, text))
        elif row.get("type") in ("fact", "baseline"):
            yield str(row["type"]), place, not _says(wrong, f"{row['start']} wrong ", f"{row['start']} missed: ")
        elif row["row"] == "number" and row["type"] != "optional":
            tally: Counter[str] = Counter()
            score.score_numbers(tally, [], text, [row], parse, [])
            yield str(row["type"]), place, tally["non-fact ok"] == 1


def _about_statement(row: GoldRow, text: str) -> tuple[str, str]:
    """How the scorer's lines about a statement begin."""
    start, end = row["start"], row["end"]
    assert isinstance(start, int) and isinstance(end, int)
    words = repr(text[start:end])
    read = f"{start} statement: {words} gold={row['kind']}|{row['action']}|{row['objects']} got="
    return read, f"{start} statement missed: {words}"


def _says(wrong: list[str], *beginnings: str) -> bool:
    return any(line.startswith(beginnings) for line in wrong)
