"""`office.toml`: the store's identity, what the pair of tables 分解表 says beside the report, and whom it suggests."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from report_parser.rules.base import RuleModel, Strings, Words


def _patterns(written: tuple[str, ...]) -> tuple[str, ...]:
    """The regular expressions as they are; ValueError naming the first that is none."""
    for pattern in written:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"not a pattern: {error}") from error
    return written


class Department(RuleModel):
    """A department that a task may be given to, by the task's topics, indicators and words.

    `replaces` names the department of ours that it is: it knows all that ours does.
    """

    name: str
    topics: Words = ()
    indicators: Words = ()
    words: Words = ()
    replaces: str = ""


class StandIn(RuleModel):
    """What tells of an indicator, named by its id or in words, where a report has no number of its own for it.

    The first list of ids in `by` of which any is told stands in.
    """

    names: Words
    by: tuple[Words, ...]


class OfficeRules(RuleModel):
    """`office.toml`: titles that make a text another document, what is binding, what is no task, who might do it."""

    variants: Words = ()
    says_binding: Words = ()
    says_expected: Words = ()
    binding: Words = ()
    binding_names: Words = ()
    reaching: Words = ()
    lead_ins: Words = ()
    argument: Words = ()
    stating: Words = ()
    slogans: Words = ()
    party: Words = ()
    stretching: Words = ()
    firmness: Words = ()
    striving: Words = ()
    alike: Words = ()
    deadlines: Annotated[Strings, AfterValidator(_patterns)] = ()
    each_year: Words = ()
    stand_in: tuple[StandIn, ...] = ()
    department: tuple[Department, ...] = ()
