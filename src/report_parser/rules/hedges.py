"""`hedges.toml`: the words beside a number that bound it, or only lead up to it."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from report_parser.document import Comparator
from report_parser.rules.base import RuleModel, Words


class Hedge(RuleModel):
    """Words beside a number, and the comparator that they make; without one they only lead up to it."""

    words: Words = Field(description="The words.")
    side: Literal["before", "after"] = Field(description="Where they stand to the number.")
    comparator: Comparator | None = Field(None, description="What they make of the number.")
    bare: bool = Field(False, description="They stand between a verb and its number, and are no verb themselves.")
    ahead: bool = Field(False, description="They may stand before the verb too: 大约增加了3万册.")
    only_before: str = Field("", description="The characters that the number must begin with: 上亿.")
    closing: bool = Field(False, description="Only where the clause ends behind them: 30所多.")
    limiting: bool = Field(False, description="Before a noun they say which things are counted: 10亿元以上项目.")
    pseudo: Words = Field((), description="Words that end in one of them and are none: 公约.")
    example: str = Field(description="A clause with the word between bars.")
    near_miss: str = Field(description="A clause whose last number none of them bounds.")

    @model_validator(mode="after")
    def check_side(self) -> Self:
        """Refuse what has no meaning: a word behind a number that only leads up to it, or stands before a verb."""
        after = self.side == "after"
        if after and (self.comparator is None or self.bare or self.ahead or self.only_before or self.pseudo):
            raise ValueError(
                "a hedge after its number has a comparator, and neither bare, ahead, only_before nor pseudo"
            )
        if not after and (self.closing or self.limiting):
            raise ValueError("closing and limiting are said of a hedge after its number")
        stray = [word for word in self.pseudo if not word.endswith(self.words)]
        if stray:
            raise ValueError(f"{stray[0]} ends in none of the words")
        return self


class HedgeRules(RuleModel):
    """`hedges.toml`: the hedges, in any order."""

    hedge: tuple[Hedge, ...] = ()
