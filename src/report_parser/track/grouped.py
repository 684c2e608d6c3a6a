"""The links as an office reads them: targets and works before general clauses, what failed before what was kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from report_parser.track.model import Link, Verdict

Group = Literal["targets", "works", "general"]
GROUPS: tuple[Group, ...] = ("targets", "works", "general")
READING_ORDER: tuple[Verdict, ...] = (
    "missed", "partly", "started", "possible", "mentioned", "not_reported", "exceeded", "met",
)  # fmt: skip
"""Missed, begun or done in part, silent, kept."""
KEPT: frozenset[Verdict] = frozenset({"exceeded", "met"})
_ANSWERED: frozenset[Verdict] = KEPT | {"missed", "partly", "started"}


def group_of(link: Link) -> Group:
    """`targets` are numbers of known indicators and rates, `works` what is named or counted, `general` the rest."""
    if link.kind == "numeric":
        fact = link.commitment.facts[0] if link.commitment.facts else None
        measured = fact is not None and (fact.indicator.id is not None or fact.role != "level")
        return "targets" if measured else "works"
    return "general" if link.kind == "general" else "works"


def grouped(links: Iterable[Link]) -> dict[Group, list[Link]]:
    """The links of each group in reading order, those of one verdict as they stand in the plan."""
    found: dict[Group, list[Link]] = {group: [] for group in GROUPS}
    for link in links:
        found[group_of(link)].append(link)
    for each in found.values():
        each.sort(key=lambda link: READING_ORDER.index(link.verdict))
    return found


def kept(links: Sequence[Link]) -> tuple[int, int]:
    """How many of the targets and works that are answered were kept, and how many are answered; no general clause."""
    answered = [link for link in links if link.verdict in _ANSWERED and group_of(link) != "general"]
    return sum(link.verdict in KEPT for link in answered), len(answered)
