"""The rows of the panel: of the mentions for each half of a cell the best one, with how many there were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from report_parser.exports.panel.columns import side
from report_parser.exports.panel.mentions import Key, Mention, Side, mentions
from report_parser.model import Report
from report_parser.rules import Rules
from report_parser.selection import Selection
from report_parser.tables.rows import Cell, Row

_HARD = frozenset({"at_least", "more_than", "at_most", "less_than"})
_SOFT = frozenset({"about", "range"})


@dataclass(slots=True)
class _Half:
    """The best mention so far, how many there were, and their values."""

    best: Mention
    mentions: int = 0
    values: set[tuple[Decimal | None, Decimal | None, Decimal | None]] = field(default_factory=set)

    def add(self, mention: Mention) -> None:
        """One more mention."""
        self.best = min(self.best, mention, key=lambda one: one.rank)
        self.mentions += 1
        self.values.add((mention.fact.value, mention.fact.low, mention.fact.high))


def panel_rows(reports: Iterable[Report], rules: Rules, selection: Selection | None = None) -> Iterator[Row]:
    """The rows, ordered by place, year and indicator.

    Where a report gives several values for one cell, a target is taken before a floor, then the unqualified one, then
    that of the report's own summary, then the first in the text. What a year added to a stock is a row of its own.
    `years` of the selection are those of the rows.
    """
    wanted = selection or Selection()
    halves: dict[Side, dict[Key, _Half]] = {"target": {}, "outturn": {}}
    levels: dict[tuple[str, str], str | None] = {}
    for report in reports:
        place = report.report.jurisdiction
        levels.setdefault((place.code or "", place.name or ""), place.level)
        for which, key, mention in mentions(report, rules):
            if wanted.takes_fact(mention.fact):
                halves[which].setdefault(key, _Half(mention)).add(mention)
    names = {entry.id: (entry.name, entry.english) for entry in rules.indicators.indicator}
    for key in sorted(halves["target"].keys() | halves["outturn"].keys()):
        if not wanted.years or key.year in wanted.years:
            yield _row(key, halves, names.get(key.indicator, (None, None)), levels[key.code, key.place])


def _row(
    key: Key, halves: Mapping[Side, Mapping[Key, _Half]], names: tuple[str | None, str | None], level: str | None
) -> Row:
    target, outturn = halves["target"].get(key), halves["outturn"].get(key)
    before = key._replace(year=key.year - 1)
    return {
        "place_code": key.code or None,
        "place": key.place or None,
        "level": level,
        "year": key.year,
        "indicator_id": key.indicator,
        "indicator": names[0],
        "indicator_en": names[1],
        "role": key.role,
        "counts": key.counts or None,
        "unit": key.unit,
        **_target(target),
        **_half("outturn", outturn),
        "target_previous": _middle(halves["target"].get(before)),
        "outturn_previous": _middle(halves["outturn"].get(before)),
    }


def _target(half: _Half | None) -> Row:
    """The columns of the target with its floor and its stretch; a floor alone is no target."""
    row = _half("target", half)
    extras = ("target_tier", "target_floor", "target_stretch", "target_modality", "target_force")
    if half is None:
        return {**row, **dict.fromkeys(extras)}
    best, tiers = half.best, half.best.tiers
    if _floor_alone(best):
        row |= dict.fromkeys(("target", "target_mid", "target_low", "target_high", "target_comparator"))
    beside: dict[str, Cell] = {"floor": None, "stretch": None}
    for name, fact in (("floor", tiers.floor), ("stretch", tiers.stretch)) if tiers is not None else ():
        beside[name] = best.scaled(fact.value, down=fact.direction == "down") if fact is not None else None
    return {
        **row,
        "target_tier": best.fact.tier,
        "target_floor": beside["floor"],
        "target_stretch": beside["stretch"],
        "target_modality": best.statement.modality,
        "target_force": force(best.statement.modality, best.fact.comparator),
    }


def force(modality: str | None, comparator: str) -> str:
    """Whether a target is hard, soft or plain: what the clause says of itself first, then how it bounds its number.

    确保增长5%左右 is hard, 力争增长5%以上 soft, 增长5%以上 hard, 增长5%左右 soft, 增长5% plain.
    """
    if modality == "must":
        return "hard"
    if modality in ("strive", "encourage") or comparator in _SOFT:
        return "soft"
    return "hard" if comparator in _HARD else "plain"


def _floor_alone(mention: Mention) -> bool:
    return mention.tiers is not None and not mention.tiers.has_target


def _middle(half: _Half | None) -> float | None:
    """The value of a half, of a range its middle."""
    if half is None or _floor_alone(half.best):
        return None
    fact, down = half.best.fact, half.best.fact.direction == "down"
    if fact.value is None and fact.low is not None and fact.high is not None:
        return half.best.scaled((fact.low + fact.high) / 2, down=down)
    return half.best.scaled(fact.value, down=down)


def _bounds(mention: Mention) -> tuple[float | None, float | None]:
    """The least and the most that a value says; of a fall by at least 3 % they are nothing and -3."""
    fact, down = mention.fact, mention.fact.direction == "down"
    low = fact.value if fact.comparator in ("at_least", "more_than") else fact.low
    high = fact.value if fact.comparator in ("at_most", "less_than") else fact.high
    least, most = mention.scaled(low, down=down), mention.scaled(high, down=down)
    return (most, least) if down else (least, most)


def _half(name: Side, half: _Half | None) -> Row:
    """The columns of one half, all null where there is none."""
    if half is None:
        return {column.name: None for column in side(name, "")}
    best, fact = half.best, half.best.fact
    low, high = _bounds(best)
    return {
        name: best.scaled(fact.value, down=fact.direction == "down"),
        f"{name}_mid": _middle(half),
        f"{name}_low": low,
        f"{name}_high": high,
        f"{name}_comparator": fact.comparator,
        f"{name}_direction": fact.direction,
        f"{name}_written": fact.text,
        f"{name}_text": best.statement.text,
        f"{name}_from": "summary" if best.in_summary else "body",
        f"{name}_report": best.report,
        f"{name}_fact": fact.id,
        f"{name}_source": best.uri,
        f"{name}_start": fact.start,
        f"{name}_end": fact.end,
        f"{name}_mentions": half.mentions,
        f"{name}_values": len(half.values),
    }
