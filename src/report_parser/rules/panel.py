"""`panel.toml`: which units of one indicator can be made one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from report_parser.rules.base import RuleModel, Words

Share = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*(/[1-9]\d*)?$")]
"""A whole number or a fraction: 1/2000."""


class Dimension(RuleModel):
    """Units that measure the same, each as a share of the first: 斤 is 1/2000 of 吨."""

    name: str
    units: Mapping[str, Share] = Field(min_length=1)


class PanelRules(RuleModel):
    """`panel.toml`: dimensions of units, and indicators whose units stay apart for they count different things."""

    dimension: tuple[Dimension, ...] = ()
    apart: Words = ()
