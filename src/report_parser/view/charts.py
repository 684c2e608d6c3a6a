"""The numbers behind the charts of a page: topics counted, outturns beside targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from report_parser.document import Kind, Role
from report_parser.model import FactInfo
from report_parser.view.annotate import Told

_SIGNS = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "about": "≈", "eq": "", "range": ""}
_CHANGES: tuple[Role, ...] = ("change_rate", "change_amount")


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How many statements of each kind speak of a topic."""

    topic: str
    achievements: int
    commitments: int
    background: int


class Pair(NamedTuple):
    """An indicator as the report gives it for the year reviewed and for the year planned, in one role and unit."""

    indicator: str
    outturn: FactInfo
    target: FactInfo


def topic_counts(statements: Sequence[Told]) -> list[TopicCount]:
    """The topics that statements speak of, the most spoken of first."""
    counts: Counter[tuple[str, Kind]] = Counter()
    for one in statements:
        counts.update((topic, one.kind) for topic in one.statement.topics)
    totals: Counter[str] = Counter()
    for (topic, _), count in counts.items():
        totals[topic] += count
    return [
        TopicCount(
            topic, counts[topic, "achievement"], counts[topic, "commitment"], counts[topic, "background"]
        )
        for topic, _ in totals.most_common()
    ]  # fmt: skip


def pairs(statements: Sequence[Told], review_year: int | None, plan_year: int | None) -> Iterator[Pair]:
    """Each indicator of the vocabulary with its outturn for the year reviewed and its target for the year planned.

    Where it stands there more than once, the first counts: reports put the headline figure first.
    """
    outturns: dict[tuple[str, Role, str], FactInfo] = {}
    targets: dict[tuple[str, Role, str], FactInfo] = {}
    for one in statements:
        for fact in one.statement.facts:
            indicator = fact.indicator
            if indicator.id is None or fact.role == "rank" or indicator.qualifiers or indicator.area is not None:
                continue
            if one.kind == "achievement" and fact.period.end_year in (review_year, None):
                outturns.setdefault((indicator.id, fact.role, fact.unit), fact)
            elif one.kind == "commitment" and fact.period.end_year in (plan_year, None):
                targets.setdefault((indicator.id, fact.role, fact.unit), fact)
    for key, outturn in outturns.items():
        if key in targets:
            yield Pair(key[0], outturn, targets[key])


def magnitude(fact: FactInfo) -> float:
    """The length of a fact's bar: its value, the middle of its range, a fall below zero."""
    if fact.value is not None:
        value = fact.value
    else:
        ends = [end for end in (fact.low, fact.high) if end is not None]
        value = sum(ends, Decimal(0)) / max(len(ends), 1)
    return -float(value) if fact.direction == "down" and fact.role in _CHANGES else float(value)


class Bounds(NamedTuple):
    """The least and the most that a value may be, signed as its bar is: null where nothing bounds it."""

    low: float | None
    high: float | None


def bounds(fact: FactInfo) -> Bounds:
    """What a fact bounds: 5.5%左右 nothing, 5%以上 from 5, 3%以内 to 3, 6%-6.5% from 6 to 6.5."""
    if fact.comparator == "range":
        low, high = fact.low, fact.high
    else:
        low = fact.value if fact.comparator in ("at_least", "more_than") else None
        high = fact.value if fact.comparator in ("at_most", "less_than") else None
    ends = (None if low is None else float(low), None if high is None else float(high))
    if fact.direction == "down" and fact.role in _CHANGES:
        ends = (None if ends[1] is None else -ends[1], None if ends[0] is None else -ends[0])
    return Bounds(*ends)


def shown(fact: FactInfo) -> str:
    """A fact's value at a glance, in the report's own figures: ↑ ≥5%, ↑ 4.1%, 1351 亿元."""
    arrow = {"up": "↑", "down": "↓"}.get(fact.direction or "", "") if fact.role in _CHANGES else ""
    return f"{arrow} {_SIGNS[fact.comparator]}{' '.join(fact.text.split())}".strip()


def exact(fact: FactInfo) -> str:
    """A fact's value in its base unit: 135,100,000,000 元, 6–6.5 %."""
    if fact.value is not None:
        number = _grouped(fact.value)
    else:
        number = "–".join(_grouped(end) for end in (fact.low, fact.high) if end is not None)
    return f"{number} {fact.unit}".strip()


def _grouped(value: Decimal) -> str:
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def years(fact: FactInfo) -> str:
    """The years of a fact: 2023, 2019–2023, or nothing."""
    start, end = fact.period.start_year, fact.period.end_year
    if start is None and end is None:
        return ""
    if start is None or end is None or start == end:
        return str(end if end is not None else start)
    return f"{start}–{end}"
