"""What every data-file format is made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class RuleModel(BaseModel):
    """Base of every data-file format: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
