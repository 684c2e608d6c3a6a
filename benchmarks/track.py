"""How well tracking finds what became of each promise: precision and recall against rows written by hand.

    python benchmarks/track.py benchmarks/tracked/*.jsonl --reports FOLDER

A row is a JSON object of offsets, without text: `from` and `to` are the files of the plan and the review, `kind` is
`numeric` (a target), `other`, or `attribute` (a number that describes a work and must have no link). `commitment` is
where the target or work stands, `answers` where the review answers it (any will do; none: it is silent), `mention`
tells that they only mention it, `verdicts` are those that a careful reader accepts.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from report_parser import Parser
from report_parser.track import track_reports
from report_parser.track.model import Link, Tracking

Span = tuple[int, int]


@dataclass(frozen=True)
class Row:
    """A promise of a plan and what a reader finds of it in the review."""

    kind: str
    commitment: Span
    answers: tuple[Span, ...]
    mention: bool
    verdicts: frozenset[str]


def rows_of(path: Path) -> dict[tuple[str, str], list[Row]]:
    """The rows of a file by plan and review."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        answers = tuple((start, end) for start, end in row["answers"])
        start, end = row["commitment"]
        found[row["from"], row["to"]].append(
            Row(row["kind"], (start, end), answers, row["mention"], frozenset(row["verdicts"]))
        )
    return found


def touches(link: Link, row: Row) -> bool:
    """Whether a link is about the promise of a row; for a target, the number itself."""
    facts = link.commitment.facts
    if row.kind != "other" and facts:
        return _overlap(row.commitment, facts[0].start, facts[0].end)
    return row.kind != "attribute" and _overlap(row.commitment, link.item.start, link.item.end)


def is_right(link: Link, row: Row) -> bool:
    """Whether the answer of a link is one of the row's."""
    sides = (link.achievement, *link.also)
    return any(_overlap(span, side.start, side.end) for side in sides if side is not None for span in row.answers)


def count(rows: Sequence[Row], tracking: Tracking) -> dict[str, Counter[str]]:
    """What is right, wrong and kept silent, by kind of row."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        links = [link for link in tracking.links if touches(link, row)]
        answered = [link for link in links if link.achievement is not None]
        right = [link for link in answered if is_right(link, row)]
        counted = counts[row.kind]
        if row.mention:
            right = [link for link in right if link.verdict in row.verdicts]
        counted["wrong"] += len(answered) - len(right)
        counted["items"] += bool(links)
        counted["rows"] += 1
        counted["false missed"] += sum(link.verdict == "missed" and "missed" not in row.verdicts for link in answered)
        if row.answers and not row.mention:
            counted["expected"] += 1
            counted["right"] += bool(right)
            counted["verdicts"] += any(link.verdict in row.verdicts for link in right)
        else:
            counted["silent"] += 1
            counted["kept"] += len(answered) == len(right)
    return counts


def _overlap(span: Span, start: int, end: int) -> bool:
    return min(span[1], end) > max(span[0], start)


def report(kind: str, counted: Counter[str]) -> str:
    """One line of figures."""
    right, found = counted["right"], counted["right"] + counted["wrong"]
    shares = {
        "precision": (right, found),
        "recall": (right, counted["expected"]),
        "verdicts": (counted["verdicts"], right),
        "silence kept": (counted["kept"], counted["silent"]),
        "items": (counted["items"], counted["rows"]),
    }
    told = (f"{name} {part / whole:.2f} ({part}/{whole})" for name, (part, whole) in shares.items() if whole)
    return f"{kind:10} {', '.join(told)}, false missed {counted['false missed']}"


def main() -> None:
    """Print the figures of each file of rows."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", nargs="+", type=Path)
    arguments.add_argument("--reports", required=True, type=Path, help="The folder of the reports.")
    given = arguments.parse_args()
    parser = Parser()
    for path in given.rows:
        for (plan, review), rows in rows_of(path).items():
            tracking = track_reports([parser.parse(given.reports / plan), parser.parse(given.reports / review)])
            print(f"{plan} -> {review}")
            for kind, counted in count(rows, tracking).items():
                print(report(kind, counted))


if __name__ == "__main__":
    main()
