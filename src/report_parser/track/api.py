"""`track_reports`: reports in, everything that tracking finds out."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version

from report_parser.model import Generator, Report
from report_parser.rules import Rules, load_rules
from report_parser.track.chains import Mention, chains
from report_parser.track.items import rarity
from report_parser.track.links import links
from report_parser.track.model import Chain, Link, Pair, Series, Tracking, Unannounced
from report_parser.track.pairing import Match, members, notes, pairs
from report_parser.track.prepared import Prepared
from report_parser.track.series import series
from report_parser.track.tallies import summary


def track_reports(reports: Iterable[Report], *, rules: Rules | None = None) -> Tracking:
    """Match the commitments of each plan with the achievements of the report that reviews its year.

    Takes reports of any places and years, in any order; the result does not depend on the order. Reports that
    cannot be paired are named in `notes`. `rules` are the shipped ones unless given.
    """
    rules = load_rules() if rules is None else rules
    found = members(reports, rules)
    ready = {member.key: Prepared(member, rules) for member in found}
    matches = pairs(found)
    made: list[Link] = []
    unannounced: list[Unannounced] = []
    paired: list[Pair] = []
    for match in matches:
        result = links(match, ready[match.plan.key], ready[match.review.key])
        paired.append(_pair(match, result.set_aside))
        made += result.links
        unannounced += result.unannounced
    followed: list[Chain] = []
    lines: list[Series] = []
    for place in sorted({match.plan.place for match in matches}):
        mentions = _mentions(ready[member.key] for member in found if member.place == place)
        followed += chains(place, mentions, rarity((each.item for each in mentions), rules), rules)
        lines += series(place, mentions, (link for link in made if link.place == place))
    return Tracking(
        generator=Generator(version=version("report_parser")),
        reports=tuple(member.summary() for member in found),
        pairs=tuple(paired),
        links=tuple(made),
        unannounced=tuple(unannounced),
        chains=tuple(followed),
        series=tuple(lines),
        summary=summary(made),
        notes=tuple(notes(found, matches)),
    )


def _mentions(found: Iterable[Prepared]) -> list[Mention]:
    """Every promise and achievement of the reports, with the year that it speaks of."""
    mentions: list[Mention] = []
    for prepared in found:
        if (planned := prepared.member.plan_year) is not None:
            mentions += [Mention(planned, each) for each in prepared.commitments]
        if (reviewed := prepared.member.reviewed) is not None:
            mentions += [Mention(reviewed[1], each) for each in prepared.achievements]
    return mentions


def _pair(match: Match, set_aside: int) -> Pair:
    return Pair(
        place=match.plan.place,
        code=match.plan.report.report.jurisdiction.code,
        year=match.year,
        plan=match.plan.key,
        review=match.review.key,
        set_aside=set_aside,
    )
