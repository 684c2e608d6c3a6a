"""Target and outturn of each indicator, year by year, over all reports of a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from report_parser.model import FactInfo
from report_parser.track.chains import Mention
from report_parser.track.figures import Figure
from report_parser.track.model import Link, Series, SeriesOutturn, SeriesTarget, SeriesYear, Verdict

_Key = tuple[str, str, str]


@dataclass(slots=True)
class _Line:
    """What is known of one indicator so far."""

    name: str
    id: str | None
    targets: dict[int, list[SeriesTarget]] = field(default_factory=lambda: defaultdict(list))
    outturns: dict[int, list[SeriesOutturn]] = field(default_factory=lambda: defaultdict(list))


def series(place: str, mentions: Sequence[Mention], links: Iterable[Link]) -> list[Series]:
    """The indicators of a place that have a target in some year; changes carry their sign."""
    verdicts = {
        (link.commitment.report, fact.id): link.verdict
        for link in links
        if link.achievement is not None
        for fact in link.commitment.facts
    }
    lines: dict[_Key, _Line] = {}
    ordered = sorted(
        mentions, key=lambda each: (each.year, each.item.owner, each.item.statement.start, each.item.statement.id)
    )
    for mention in ordered:
        for figure in mention.item.figures:
            if figure.measure.derived is None and (key := _key(figure)) is not None:
                _add(lines.setdefault(key, _Line(_name(figure), next(iter(figure.ids), None))), mention, figure)
    kept = [(key, line) for key, line in sorted(lines.items()) if line.targets]
    return [_series(place, key, line, verdicts) for key, line in kept]


def _add(line: _Line, mention: Mention, figure: Figure) -> None:
    fact, found = figure.fact, figure.measure
    year = _year(fact, mention.year)
    if year is None:
        return
    ranged = found.low != found.high
    side = mention.item.side((fact,))
    if mention.item.role == "commitment":
        line.targets[year].append(
            SeriesTarget(
                side=side,
                value=None if ranged else found.value,
                low=found.low if ranged else None,
                high=found.high if ranged else None,
                comparator=found.comparator,
            )
        )
    elif mention.item.role == "achievement":
        line.outturns[year].append(SeriesOutturn(side=side, value=found.value, comparator=found.comparator))


def _series(place: str, key: _Key, line: _Line, verdicts: Mapping[tuple[str, str], Verdict]) -> Series:
    _, measure, unit = key
    years: list[SeriesYear] = []
    for year in sorted({*line.targets, *line.outturns}):
        targets = tuple(line.targets.get(year, ()))
        found = [verdicts.get((target.side.report, fact.id)) for target in targets for fact in target.side.facts]
        values = {(target.value, target.low, target.high) for target in targets}
        years.append(
            SeriesYear(
                year=year,
                targets=targets,
                outturns=tuple(line.outturns.get(year, ())),
                verdict=next((verdict for verdict in found if verdict is not None), None),
                revised=len(values) > 1 and len({target.side.report for target in targets}) > 1,
            )
        )
    return Series(
        place=place, indicator=line.name, indicator_id=line.id, measure=measure, unit=unit, years=tuple(years)
    )  # fmt: skip


def _key(figure: Figure) -> _Key | None:
    """What makes two figures points of one line; None for an indicator that cannot be told from others."""
    name = next(iter(figure.ids), None) or "、".join(figure.words)
    return (name, figure.measure.kind, figure.measure.unit) if name else None


def _name(figure: Figure) -> str:
    return figure.fact.indicator.name


def _year(fact: FactInfo, spoken_of: int) -> int | None:
    """The single year of a fact; None for a span, which is no point of a yearly series."""
    period = fact.period
    if period.end_year is None:
        return spoken_of
    return period.end_year if period.start_year in (None, period.end_year) else None
