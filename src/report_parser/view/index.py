"""`render_index`: the page of a shelf of reports, with charts of indicators over years and places, and of concepts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from report_parser.document import Kind
from report_parser.language.messages import Wording
from report_parser.language.reasons import Lang
from report_parser.model import FactInfo, Report
from report_parser.rules import Rules, load_rules
from report_parser.view.annotate import told
from report_parser.view.charts import Bounds, bounds, magnitude, shown
from report_parser.view.concepts import Concepts
from report_parser.view.document import Json, html_page

# A relative address, or one of the web: what a link may point at.
_SAFE = re.compile(r"https?://|(?![\w+.-]*:)")


def render_index(reports: Iterable[tuple[str, Report]], *, lang: Lang = "zh", rules: Rules | None = None) -> str:
    """The HTML page of many reports: a list with their addresses, and a chart of any indicator they give.

    Each report comes with the address of its page, `/reports/3f9c…/view` or a file name, which must be relative
    or http(s). Reports may come one by one from a store: of each only its line and its indicators are kept.
    """
    wording = Wording(lang, load_rules() if rules is None else rules)
    shelf = Shelf(wording)
    for address, report in reports:
        shelf.add(address, report)
    return html_page("index.html.j2", ("index.js",), wording, shelf.data(), shelf=shelf)


@dataclass(frozen=True, slots=True)
class Line:
    """A report in the list."""

    address: str
    place: str
    parents: str
    level: str | None
    year: int | None
    title: str
    achievements: int
    commitments: int
    facts: int


@dataclass(frozen=True, slots=True)
class Point:
    """A value of an indicator: of which place and year, reported or promised, with the address of its sentence."""

    place: str
    year: int
    kind: Kind
    value: float
    bounds: Bounds
    shown: str
    address: str


class Shelf:
    """What the index page shows of the reports added to it."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._lines: list[Line] = []
        self._codes: dict[str, str] = {}
        self._series: dict[tuple[str, str, str], dict[tuple[str, int, Kind], Point]] = {}
        self._concepts = Concepts()

    def add(self, address: str, report: Report) -> None:
        """Take a report's line for the list, and its headline figures and concepts for the charts."""
        head = report.report
        place = _name(report) or self._wording("page.unknown")
        safe = address if _SAFE.match(address) else ""
        self._codes.setdefault(place, head.jurisdiction.code or "")
        self._lines.append(
            Line(
                address=safe,
                place=place,
                parents="".join(
                    head.jurisdiction.parents[:-1] if place != head.jurisdiction.name else head.jurisdiction.parents
                ),
                level=head.jurisdiction.level,
                year=head.report_year,
                title=head.title or f"{place} {head.report_year or ''}".strip(),
                achievements=len(report.achievements),
                commitments=len(report.commitments),
                facts=sum(1 for _ in report.facts()),
            )
        )
        for number, (kind, statement) in enumerate(told(report)):
            if kind == "background":
                continue
            for fact in statement.facts:
                self._add_point(place, kind, fact, f"{safe}#st{number}" if safe else "")
        self._concepts.add(place, safe, report)

    def _add_point(self, place: str, kind: Kind, fact: FactInfo, address: str) -> None:
        """Keep the first value of an indicator for a place, year and kind: reports put the headline figure first."""
        period = fact.period
        indicator = fact.indicator
        if indicator.id is None or indicator.qualifiers or indicator.area is not None or period.end_year is None:
            return
        if period.start_year not in (None, period.end_year):
            return
        points = self._series.setdefault((indicator.id, fact.role, fact.unit), {})
        key = (place, period.end_year, kind)
        points.setdefault(key, Point(*key, magnitude(fact), bounds(fact), shown(fact), address))

    def lines(self) -> list[Line]:
        """The reports, by place and year, the newest first."""
        return sorted(self._lines, key=lambda line: (line.parents, line.place, -(line.year or 0)))

    def data(self) -> Json:
        """The places by their codes, the series, those with most values first, and the concepts, for the script."""
        series: list[Json] = []
        for (identity, role, unit), points in sorted(self._series.items(), key=lambda item: (-len(item[1]), item[0])):
            values: list[Json] = [
                [point.place, point.year, point.kind, point.value, *point.bounds, point.shown, point.address]
                for point in sorted(points.values(), key=lambda point: (point.place, point.year, point.kind))
            ]
            series.append(
                {"name": self._wording.indicator(identity), "role": f"role.{role}", "unit": unit, "points": values}
            )
        places: list[Json] = [*sorted(self._codes, key=lambda place: (self._codes[place] or "~", place))]
        return {"places": places, "series": series, "concepts": self._concepts.data(self._wording)}


def _name(report: Report) -> str:
    """What to call a place: counties share names (鼓楼区), so theirs come with the city's: 南京市鼓楼区."""
    place = report.report.jurisdiction
    if place.name is None or place.level not in ("county", "township") or not place.parents:
        return place.name or ""
    return place.parents[-1] + place.name
