"""The panel a row a place and year, a column an indicator: `gdp_rate_target` beside `gdp_rate_outturn`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from report_parser.document import Role
from report_parser.exports.panel.columns import HEAD
from report_parser.tables.columns import Column
from report_parser.tables.rows import Cell, Row

# What a column's name says of the role; a level says nothing.
_SHORT: dict[Role, str] = {
    "level": "", "change_rate": "_rate", "change_amount": "_change", "multiple": "_times", "rank": "_rank",
}  # fmt: skip
_HALVES = (("target", "target_mid"), ("outturn", "outturn_mid"))


def wide(rows: Iterable[Row]) -> tuple[Sequence[Row], Sequence[Column]]:
    """The rows of the long panel, made wide, and their columns: those that have a value, by name.

    Where an indicator comes in units that are not one, each has columns of its own, the unit in their names.
    """
    listed = list(rows)
    units: dict[str, set[Cell]] = {}
    for row in listed:
        units.setdefault(_name(row), set()).add(row["unit"])
    made: dict[tuple[Cell, ...], Row] = {}
    columns: dict[str, Column] = {}
    for row in listed:
        name = _name(row)
        several = len(units[name]) > 1
        head = {column.name: row[column.name] for column in HEAD}
        cells = made.setdefault(tuple(head.values()), head)
        for half, value in _HALVES:
            if row[value] is not None:
                full = f"{name}_{row['unit']}_{half}" if several else f"{name}_{half}"
                about = f"{row['indicator_en']}, {row['role']}, {half}, in {row['unit'] or 'numbers'}"
                columns.setdefault(full, Column(full, "float", about))
                cells[full] = row[value]
    ordered = [*HEAD, *(columns[name] for name in sorted(columns))]
    return [{column.name: row.get(column.name) for column in ordered} for row in made.values()], ordered


def _name(row: Row) -> str:
    """gdp, change_rate -> gdp_rate; high_tech_enterprises, added -> high_tech_enterprises_added."""
    added = "_added" if row["counts"] == "added" else ""
    role = next(short for role, short in _SHORT.items() if role == row["role"])
    return f"{row['indicator_id']}{role}{added}"
