"""What a user asks for: places, years, kinds and indicators, one meaning for files, store and feed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report_parser.document import Kind
from report_parser.model import FactInfo, JurisdictionInfo, Report, Statement


@dataclass(frozen=True, slots=True)
class Selection:
    """The reports, statements and facts asked for; an empty field asks for all.

    A place is a name (温岭市), a six-digit code (331081), or the first two or four digits of one, which take in
    everything below (3310: 台州 and its counties). A year is that of the report. An indicator is an id of the
    vocabulary (gdp) or the report's own words (地区生产总值).
    """

    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    indicators: tuple[str, ...] = ()

    def takes(self, report: Report) -> bool:
        """Whether the report is of a place and a year asked for."""
        head = report.report
        return (not self.years or head.report_year in self.years) and (
            not self.places or any(_lies_in(head.jurisdiction, place) for place in self.places)
        )

    def narrow(self, report: Report) -> Report:
        """The report with the statements of the kinds and the facts of the indicators asked for, and no others.

        Where indicators are asked for, a statement without any of them goes too.
        """
        kept: dict[str, tuple[Statement, ...]] = {}
        lists: tuple[tuple[str, Kind], ...] = (
            ("achievements", "achievement"),
            ("commitments", "commitment"),
            ("background", "background"),
        )
        for name, kind in lists:
            statements: tuple[Statement, ...] = getattr(report, name)
            kept[name] = tuple(self._statements(statements)) if not self.kinds or kind in self.kinds else ()
        return report.model_copy(update=kept)

    def _statements(self, statements: tuple[Statement, ...]) -> Iterator[Statement]:
        if not self.indicators:
            yield from statements
            return
        for statement in statements:
            facts = tuple(fact for fact in statement.facts if self.takes_fact(fact))
            if facts:
                yield statement.model_copy(update={"facts": facts})

    def takes_fact(self, fact: FactInfo) -> bool:
        """Whether the fact measures an indicator asked for."""
        return not self.indicators or fact.indicator.id in self.indicators or fact.indicator.name in self.indicators


def is_code(place: str) -> bool:
    """Whether a place is given by its code or the head of one, and not by its name."""
    return place.isascii() and place.isdigit()


def _lies_in(place: JurisdictionInfo, asked: str) -> bool:
    if is_code(asked):
        return place.code is not None and place.code.startswith(asked)
    return place.name == asked
