"""Which report looks back on which plan: pairs of reports of one place, by the years that they say they cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from report_parser.identity import report_id
from report_parser.model import Report
from report_parser.rules import Rules
from report_parser.track.model import TrackedReport

# A report that gives so many figures of a year looks back on it.
_TELLING = 5


@dataclass(frozen=True, slots=True)
class Member:
    """A report with the key that the output names it by and the place it belongs to."""

    key: str
    place: str
    report: Report

    @property
    def plan_year(self) -> int | None:
        """The year it plans, by its own word or else the year it was delivered in."""
        head = self.report.report
        return head.plan_year if head.plan_year is not None else head.report_year

    @property
    def reviewed(self) -> tuple[int, int] | None:
        """First and last year that it looks back on."""
        head = self.report.report
        last = head.review_year if head.review_year is not None else (head.report_year or 0) - 1
        if last < 0:
            return None
        first = head.review_start_year if head.review_start_year is not None else last
        return min(first, last), last

    def summary(self) -> TrackedReport:
        """The report as the output lists it."""
        head, source = self.report.report, self.report.source
        return TrackedReport(
            key=self.key,
            uri=source.uri,
            sha256=source.sha256,
            title=head.title,
            place=head.jurisdiction.name,
            code=head.jurisdiction.code,
            level=head.jurisdiction.level,
            report_year=head.report_year,
            review_start_year=head.review_start_year,
            review_year=head.review_year,
            plan_year=head.plan_year,
            commitments=len(self.report.commitments),
            achievements=len(self.report.achievements),
        )


@dataclass(frozen=True, slots=True)
class Match:
    """`plan` promises for `year`; `review` is the report that looks back on it.

    `by_years` tells that their places did not pair them.
    """

    year: int
    plan: Member
    review: Member
    by_years: bool = False


def members(reports: Iterable[Report], rules: Rules) -> list[Member]:
    """The reports with their ids (331081-2024-…), in an order that does not depend on the order given.

    The same text given twice counts once; other texts of the same report get -2, -3 behind its id.
    """
    unique = {
        report.source.sha256: report for report in sorted(reports, key=lambda each: each.source.uri, reverse=True)
    }
    codes = _places_by_code(unique.values())
    found: list[Member] = []
    taken: dict[str, int] = {}
    for report in sorted(unique.values(), key=lambda each: (_place(each, codes), _year(each), each.source.sha256)):
        base = report_id(report, rules)
        taken[base] = taken.get(base, 0) + 1
        key = base if taken[base] == 1 else f"{base}-{taken[base]}"
        found.append(Member(key, _place(report, codes), report))
    return found


def pairs(found: Sequence[Member]) -> list[Match]:
    """Each plan with the report that reviews its year: the nearest later one of the same place, if any.

    Two reports alone are a pair by their years, where their texts do not say that they are of two places.

    A report that looks back on five years answers the plan of each of them that no nearer report reviews. Where none
    says that it reviews the year (one of 1980 plans 1981 and tells of 1979), the next that gives figures of it does.
    """
    matches: list[Match] = []
    for plan in found:
        year = plan.plan_year
        if year is None or not plan.place:
            continue
        others = [other for other in found if other.place == plan.place and other.key != plan.key]
        later = [other for other in others if other.reviewed and other.reviewed[0] <= year <= other.reviewed[1]]
        if not later:
            later = [other for other in others if _tells_of(other, year)]
        if later:
            matches.append(Match(year, plan, min(later, key=lambda other: (_year(other.report), other.key))))
    return matches or _two_alone(found)


def _two_alone(found: Sequence[Member]) -> list[Match]:
    """The pair of two reports of which one has no place, or another than it should: the next year's after the plan."""
    if len(found) != 2:
        return []
    plan, review = sorted(found, key=lambda member: (_year(member.report), member.key))
    codes = {member.report.report.jurisdiction.code for member in found}
    year = plan.plan_year
    if year is None or None not in codes or _year(review.report) != year + 1:
        return []
    return [Match(year, plan, review, by_years=True)]


def _tells_of(member: Member, year: int) -> bool:
    """Whether a report of the two years after `year` tells what was achieved in it, in figures."""
    if not year < _year(member.report) <= year + 2:
        return False
    facts = (fact for statement in member.report.achievements for fact in statement.facts)
    return sum(fact.period.end_year == year for fact in facts) >= _TELLING


def notes(found: Sequence[Member], matches: Sequence[Match]) -> list[str]:
    """One line for each report that takes part in no pair, saying why."""
    paired = {member.key for match in matches for member in (match.plan, match.review)}
    lines = [
        f"{match.plan.report.source.uri} and {match.review.report.source.uri}: paired by their years alone, "
        "as the texts do not give one place to both; --place says whose they are"
        for match in matches
        if match.by_years
    ]
    for member in found:
        if member.key in paired:
            continue
        uri = member.report.source.uri
        if not member.place:
            lines.append(f"{uri}: no place found in the text, so it cannot be paired")
        elif member.plan_year is None:
            lines.append(f"{uri}: no year found in the text, so it cannot be paired")
        else:
            lines.append(
                f"{uri}: no report of {member.place} looks back on {member.plan_year}, or is looked back on by it"
            )
    return lines


def _places_by_code(reports: Iterable[Report]) -> Mapping[str, str]:
    """One name for each division code: a place that renamed itself, or is named in short, stays one place."""
    names: dict[str, str] = {}
    for report in sorted(reports, key=lambda each: (_year(each), each.source.sha256)):
        place = report.report.jurisdiction
        if place.code is not None and place.name is not None:
            names[place.code] = place.name
    return names


def _place(report: Report, codes: Mapping[str, str]) -> str:
    place = report.report.jurisdiction
    if place.code is not None and place.code in codes:
        return codes[place.code]
    return place.name or ""


def _year(report: Report) -> int:
    return report.report.report_year or report.report.plan_year or 0
