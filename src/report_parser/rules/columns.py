"""`columns.toml`: what the columns of tables of reports are called, and what stands in their cells by mistake."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from report_parser.rules.base import RuleModel, Words


class PlaceColumn(RuleModel):
    """The names of the column that holds the places of a rank, or the whole of the place (`place`)."""

    rank: Literal["province", "prefecture", "county", "place"]
    names: Words


class ColumnRules(RuleModel):
    """`columns.toml`: names of columns, the outermost place first, and what a cell holds by mistake."""

    text: Words = ()
    place: tuple[PlaceColumn, ...] = ()
    year: Words = ()
    no_place: Words = ()
    remains: dict[str, str] = Field(default_factory=dict)
    cut_lengths: tuple[int, ...] = ()
