"""The columns of the panel as data: the table, its labels in Stata and SPSS and its codebook all read this module."""

from __future__ import annotations

from typing import get_args

from report_parser.document import Comparator, Direction, Level, Modality, Role, Tier
from report_parser.tables.columns import Column

FORCES = ("hard", "plain", "soft")
ORIGINS = ("summary", "body")


def side(name: str, what: str) -> tuple[Column, ...]:
    """The columns of one half, `target` or `outturn`."""
    return (
        Column(name, "float", f"The {what}, negative where the direction is down; null for a range."),
        Column(f"{name}_mid", "float", f"The {what}, of a range its middle: what to regress on."),
        Column(f"{name}_low", "float", f"The least that the {what} says: of a range, at least, more than."),
        Column(f"{name}_high", "float", f"The most that the {what} says: of a range, at most, less than."),
        Column(f"{name}_comparator", "text", f"How the {what} bounds its value.", get_args(Comparator)),
        Column(f"{name}_direction", "text", f"Of changes: where the {what} points.", get_args(Direction)),
        Column(f"{name}_written", "text", f"The {what} as the report writes it, with its unit."),
        Column(f"{name}_text", "text", f"The clause that says the {what}."),
        Column(
            f"{name}_from", "text", f"Where the {what} is taken from: the report's own summary or its body.", ORIGINS
        ),
        Column(f"{name}_report", "text", f"Id of the report that says the {what}."),
        Column(f"{name}_fact", "text", "Id of the fact within that report."),
        Column(f"{name}_source", "text", "The file that it was read from."),
        Column(f"{name}_start", "integer", "Where the number starts in that file's text."),
        Column(f"{name}_end", "integer", "Where it ends (half-open)."),
        Column(f"{name}_mentions", "integer", f"How often the reports give a value for this {what}."),
        Column(f"{name}_values", "integer", "How many different values these are; over 1 is restated."),
    )


HEAD: tuple[Column, ...] = (
    Column("place_code", "text", "GB/T 2260 code of the place, as text; 000000 is the nation."),
    Column("place", "text", "Name of the place."),
    Column("level", "text", "Level of the place.", get_args(Level)),
    Column("year", "integer", "The year that target and outturn are of; never null."),
)

COLUMNS: tuple[Column, ...] = (
    *HEAD,
    Column("indicator_id", "text", "The indicator, an id of the vocabulary; never null."),
    Column("indicator", "text", "Official Chinese name of the indicator."),
    Column("indicator_en", "text", "English name of the indicator."),
    Column("role", "text", "What the value is of the indicator; never null.", get_args(Role)),
    Column("counts", "text", "Of stocks: what there is, or what the year added.", ("total", "added")),
    Column("unit", "text", "The unit that all numbers of the row are in; never null."),
    *side("target", "target"),
    Column("target_tier", "text", "Which of several numbers for one target it is.", get_args(Tier)),
    Column("target_floor", "float", "What must be kept below the target, signed as the target is."),
    Column("target_stretch", "float", "What is strived for above it, signed as the target is."),
    Column("target_modality", "text", "How firmly the clause promises.", get_args(Modality)),
    Column("target_force", "text", "Hard (must, a bound), soft (strive, encourage, about, a range) or plain.", FORCES),
    *side("outturn", "outturn"),
    Column("target_previous", "float", "target_mid of the year before."),
    Column("outturn_previous", "float", "outturn_mid of the year before."),
)
