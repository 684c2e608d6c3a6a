"""The codebook: every column of a panel with its meaning and values, every indicator in it with its names and unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from report_parser.tables.columns import Column
from report_parser.tables.rows import Row


def codebook(rows: Iterable[Row], columns: Sequence[Column]) -> str:
    """A codebook in Markdown for columns and the rows of the long panel that they were made of."""
    lines = ["# Codebook", "", "## Variables", "", "| variable | type | meaning | values |", "|---|---|---|---|"]
    for column in columns:
        values = ", ".join(f"{number} {value}" for number, value in enumerate(column.values, 1))
        lines.append(f"| `{column.name}` | {column.type} | {column.about} | {values} |")
    lines += ["", "The numbers before values are their codes in .dta and .sav; other formats hold the words.", ""]
    lines += ["## Indicators", "", "| indicator | 名称 | name | role | counts | unit | targets | outturns |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    found: dict[tuple[object, ...], list[int]] = {}
    for row in rows:
        names = ("indicator_id", "indicator", "indicator_en", "role", "counts", "unit")
        tally = found.setdefault(tuple(row[name] or "" for name in names), [0, 0])
        tally[0] += row["target_mid"] is not None
        tally[1] += row["outturn_mid"] is not None
    for key in sorted(found, key=str):
        lines.append("| " + " | ".join(map(str, (*key, *found[key]))) + " |")
    return "\n".join(lines) + "\n"
