"""Tracking at a glance: the tables that `report-parser track --summary` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from report_parser.language.messages import Wording
from report_parser.language.terminal import say, told
from report_parser.track.model import VERDICTS, Chain, Link, Tally, Tracking

_SHOWN = 15
_STYLE = {
    "exceeded": "green",
    "met": "green",
    "partly": "yellow",
    "started": "yellow",
    "missed": "red",
    "mentioned": "dim",
    "possible": "dim",
    "not_reported": "dim",
}


def print_tracking(tracking: Tracking, wording: Wording) -> None:
    """Print what was paired, how the commitments fared, and the clearest links."""
    console = Console()
    for pair in tracking.pairs:
        line = "{place} {year}: plan {plan}, review {review}"
        files = {"plan": pair.plan, "review": pair.review}
        console.print(say(line, place=f"[bold]{pair.place}[/bold]", year=pair.year, **files))
    for note in tracking.notes:
        console.print(f"[yellow]{told(note)}[/yellow]", highlight=False)
    summary = tracking.summary
    console.print(_tallies("commitments", (summary.total, *summary.by_kind), wording, told))
    console.print(
        _tallies("by modality", summary.by_modality, wording, lambda name: _or_none(name, f"modality.{name}", wording))
    )
    console.print(
        _tallies("by topic", summary.by_topic, wording, lambda name: _or_none(name, wording.topic(name), wording))
    )
    numeric = [link for link in tracking.links if link.comparison is not None]
    if numeric:
        console.print(_numbers(numeric[:_SHOWN], wording))
    named = sorted(
        (link for link in tracking.links if link.achievement is not None and link.comparison is None),
        key=lambda link: (link.kind != "named", -link.score),
    )
    if named:
        console.print(_words(named[:_SHOWN], wording))
    if tracking.chains:
        console.print(_chains(tracking.chains[:_SHOWN]))
    counts = {name: len(getattr(tracking, name)) for name in ("unannounced", "chains", "series")}
    console.print(say("{unannounced} achievements unannounced, {chains} chains, {series} series", **counts))


def _tallies(title: str, tallies: Iterable[Tally], wording: Wording, name_of: Callable[[str], str]) -> Table:
    """Verdicts counted; `kept` is the share of exceeded and met in the answered."""
    table = Table(title=say(title), box=SIMPLE, collapse_padding=True, pad_edge=False)
    table.add_column("", no_wrap=True)
    verdicts = (wording(f"verdict.{verdict}") for verdict in VERDICTS)
    for column in (say("all"), *verdicts, say("kept"), say("doubtful")):
        table.add_column(column, justify="right")
    for tally in tallies:
        counts = [getattr(tally, verdict) for verdict in VERDICTS]
        answered = tally.exceeded + tally.met + tally.partly + tally.started + tally.missed
        kept = f"{(tally.exceeded + tally.met) / answered:.0%}" if answered else "—"
        table.add_row(name_of(tally.name), str(tally.commitments), *map(str, counts), kept, str(tally.doubtful))
    return table


def _or_none(name: str, key: str, wording: Wording) -> str:
    """The word of a key, or that there is none: of promises without a modality or a topic."""
    return say("none") if name == "none" else wording(key)


def _numbers(links: Sequence[Link], wording: Wording) -> Table:
    table = Table(title=say("numbers"))
    for column in ("verdict", "indicator", "promised", "reported", "ratio", "score"):
        table.add_column(say(column), overflow="fold")
    for link in links:
        assert link.comparison is not None and link.achievement is not None  # chosen so by the caller
        promised, reported = link.commitment.facts[0], link.achievement.facts[0]
        ratio = "" if link.comparison.ratio is None else f"{float(link.comparison.ratio):.2f}"
        table.add_row(
            _verdict(link, wording), promised.indicator.name, promised.text, reported.text, ratio, f"{link.score:.2f}"
        )
    return table


def _words(links: Sequence[Link], wording: Wording) -> Table:
    table = Table(title=say("works and measures"))
    for column in ("verdict", "promised", "reported", "score"):
        table.add_column(say(column), overflow="fold")
    for link in links:
        assert link.achievement is not None  # chosen so by the caller
        table.add_row(
            _verdict(link, wording), _short(link.item.name), _short(link.achievement.text), f"{link.score:.2f}"
        )
    return table


def _chains(chains: Sequence[Chain]) -> Table:
    table = Table(title=say("over the years"))
    for column in ("work", "steps"):
        table.add_column(say(column), overflow="fold")
    for chain in chains:
        table.add_row(chain.name, " → ".join(f"{step.year} {say(step.stage)}" for step in chain.steps))
    return table


def _verdict(link: Link, wording: Wording) -> str:
    mark = " ?" if link.doubtful else ""
    return f"[{_STYLE[link.verdict]}]{wording(f'verdict.{link.verdict}')}{mark}[/]"


def _short(text: str) -> str:
    line = "".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
