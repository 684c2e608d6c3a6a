"""Last year's promises as this year's report answers them: what a tracking says of one report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from report_parser.errors import SourceError
from report_parser.model import FactInfo, Report
from report_parser.track.differences import difference
from report_parser.track.grouped import READING_ORDER, Group, grouped, kept
from report_parser.track.model import Link, Side, Tracking, Verdict


@dataclass(frozen=True, slots=True)
class Following:
    """The links that lead to a report: in the groups of an office, by verdict and by the statement that answers.

    Of the `answered` targets and works so many are `done`; general clauses count in neither.
    """

    links: tuple[Link, ...]
    groups: tuple[tuple[Group, list[Link]], ...]
    chapters: tuple[str, ...]
    done: int
    answered: int
    counts: tuple[tuple[Verdict, int], ...]
    by_statement: Mapping[str, tuple[Link, ...]]

    @staticmethod
    def told(link: Link) -> Side | None:
        """What the report says of an item: the answer, else what mentions it, else what may be the answer."""
        near = link.alternatives[0].side if link.alternatives else None
        return link.achievement or link.mention or near

    @staticmethod
    def difference(link: Link) -> str:
        """How far the outturn is from the target, with its sign; empty where no numbers are compared."""
        said = difference(link)
        more = link.comparison is not None and (link.comparison.difference or 0) > 0
        return f"+{said}" if more else said

    def numeric(self) -> list[tuple[Link, FactInfo, FactInfo]]:
        """The links that compare one number with another in the same unit: the target and the outturn."""
        found: list[tuple[Link, FactInfo, FactInfo]] = []
        for link in self.links:
            if link.comparison is None or link.achievement is None:
                continue
            targets, outturns = link.commitment.facts, link.achievement.facts
            if targets and outturns and (targets[0].unit, targets[0].role) == (outturns[0].unit, outturns[0].role):
                found.append((link, targets[0], outturns[0]))
        return found


def following(report: Report, tracking: Tracking) -> Following:
    """The part of a tracking that is about `report` as the one that looks back.

    Raises SourceError where the tracking pairs it with no plan: another place, or not the year before.
    """
    keys = {one.key for one in tracking.reports if one.sha256 == report.source.sha256}
    plans = {pair.plan for pair in tracking.pairs if pair.review in keys}
    if not plans:
        cause = "; ".join(tracking.notes) or "no report of the same place plans for the year that it reviews"
        raise SourceError(report.source.uri, f"cannot be followed up: {cause}")
    links = tuple(link for link in tracking.links if link.commitment.report in plans)
    counts = Counter(link.verdict for link in links)
    by_statement: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.achievement is not None and link.achievement.report in keys:
            by_statement[link.achievement.statement_id].append(link)
    done, answered = kept(links)
    return Following(
        links,
        tuple(grouped(links).items()),
        tuple(dict.fromkeys(link.chapter for link in links if link.chapter)),
        done,
        answered,
        tuple((verdict, counts[verdict]) for verdict in READING_ORDER if counts[verdict]),
        {identity: tuple(found) for identity, found in by_statement.items()},
    )
