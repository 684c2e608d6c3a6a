"""The summary: how many commitments, how they fared, by kind, topic and modality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from report_parser.track.model import VERDICTS, Link, Summary, Tally


def summary(links: Sequence[Link]) -> Summary:
    """The links counted; a link with two topics counts under both, so topics do not add up to the total."""
    return Summary(
        total=_tally("all", links),
        by_kind=_tallies((link.kind, link) for link in links),
        by_topic=_tallies((topic, link) for link in links for topic in link.topics or ("none",)),
        by_modality=_tallies((link.modality or "none", link) for link in links),
    )


def _tallies(named: Iterable[tuple[str, Link]]) -> tuple[Tally, ...]:
    groups: dict[str, list[Link]] = defaultdict(list)
    for name, link in named:
        groups[name].append(link)
    return tuple(_tally(name, groups[name]) for name in sorted(groups, key=lambda name: (-len(groups[name]), name)))


def _tally(name: str, links: Sequence[Link]) -> Tally:
    counts = {verdict: sum(link.verdict == verdict for link in links) for verdict in VERDICTS}
    return Tally(name=name, commitments=len(links), doubtful=sum(link.doubtful for link in links), **counts)
