"""The links as a tidy table: one row an item, plain values, fit for a data frame."""

from __future__ import annotations

import csv
import io

from report_parser.model import plain
from report_parser.track.grouped import group_of
from report_parser.track.model import Link, Tracking

COLUMNS = (
    "place", "year", "verdict", "kind", "group", "chapter", "item", "score", "doubtful", "modality", "topics",
    "indicator", "indicator_id", "measure", "unit", "target", "outturn", "ratio", "difference",
    "commitment", "achievement", "mention", "plan", "review", "commitment_id", "achievement_id", "link_id",
)  # fmt: skip

Cell = str | int | float | bool | None


def rows(tracking: Tracking) -> list[dict[str, Cell]]:
    """One dictionary a link, with the keys of `COLUMNS`; `polars.DataFrame(rows(tracking))` is the table."""
    return [_row(link) for link in tracking.links]


def to_csv(tracking: Tracking) -> str:
    """The rows as CSV with a header; the encoding is the writer's choice."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(tracking))
    return out.getvalue()


def _row(link: Link) -> dict[str, Cell]:
    comparison = link.comparison
    fact = link.commitment.facts[0] if link.commitment.facts else None
    target: str | None = fact.text if fact is not None else None
    outturn: str | None = None
    ratio: float | None = None
    difference: str | None = None
    if comparison is not None:
        low, high = comparison.target_low, comparison.target_high
        target = plain(comparison.target) if comparison.target is not None else f"{low}~{high}"
        outturn = plain(comparison.outturn) if comparison.outturn is not None else None
        ratio = float(comparison.ratio) if comparison.ratio is not None else None
        difference = plain(comparison.difference) if comparison.difference is not None else None
    answer = link.achievement
    return {
        "place": link.place,
        "year": link.year,
        "verdict": link.verdict,
        "kind": link.kind,
        "group": group_of(link),
        "chapter": link.chapter,
        "item": link.item.name,
        "score": link.score,
        "doubtful": link.doubtful,
        "modality": link.modality,
        "topics": " ".join(link.topics),
        "indicator": fact.indicator.name if fact is not None else None,
        "indicator_id": fact.indicator.id if fact is not None else None,
        "measure": comparison.measure if comparison is not None else (fact.role if fact is not None else None),
        "unit": comparison.unit if comparison is not None else (fact.unit if fact is not None else None),
        "target": target,
        "outturn": outturn,
        "ratio": ratio,
        "difference": difference,
        "commitment": link.commitment.text,
        "achievement": answer.text if answer is not None else None,
        "mention": link.mention.text if link.mention is not None else None,
        "plan": link.commitment.report,
        "review": answer.report if answer is not None else None,
        "commitment_id": link.commitment.statement_id,
        "achievement_id": answer.statement_id if answer is not None else None,
        "link_id": link.id,
    }
