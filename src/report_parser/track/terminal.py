"""Tracking at a glance: the tables that `report-parser track --summary` prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from report_parser.track.model import VERDICTS, Chain, Link, Tally, Tracking

_SHOWN = 15
_STYLE = {
    "exceeded": "green",
    "met": "green",
    "partly": "yellow",
    "started": "yellow",
    "missed": "red",
    "not_reported": "dim",
}


def print_tracking(tracking: Tracking, *, names: dict[str, str]) -> None:
    """Print what was paired, how the commitments fared, and the clearest links; `names` are the topics' names."""
    console = Console()
    for pair in tracking.pairs:
        console.print(f"[bold]{pair.place}[/bold] {pair.year}: plan {pair.plan}, review {pair.review}")
    for note in tracking.notes:
        console.print(f"[yellow]{note}[/yellow]", highlight=False)
    summary = tracking.summary
    console.print(_tallies("commitments", (summary.total, *summary.by_kind), {}))
    console.print(_tallies("by modality", summary.by_modality, {}))
    console.print(_tallies("by topic", summary.by_topic, names))
    numeric = [link for link in tracking.links if link.comparison is not None]
    if numeric:
        console.print(_numbers(numeric[:_SHOWN]))
    named = sorted(
        (link for link in tracking.links if link.achievement is not None and link.comparison is None),
        key=lambda link: (link.kind != "named", -link.score),
    )
    if named:
        console.print(_words(named[:_SHOWN]))
    if tracking.chains:
        console.print(_chains(tracking.chains[:_SHOWN]))
    counts = (len(tracking.unannounced), len(tracking.chains), len(tracking.series))
    console.print("{} achievements unannounced, {} chains, {} series".format(*counts))


def _tallies(title: str, tallies: Iterable[Tally], names: dict[str, str]) -> Table:
    """Verdicts counted; `silent` is not_reported, `kept` the share of exceeded and met in the answered, ? doubts."""
    table = Table(title=title, box=SIMPLE, collapse_padding=True, pad_edge=False)
    table.add_column("", no_wrap=True)
    for column in ("all", *VERDICTS[:-1], "silent", "kept", "?"):
        table.add_column(column, justify="right")
    for tally in tallies:
        counts = [getattr(tally, verdict) for verdict in VERDICTS]
        answered = tally.commitments - tally.not_reported
        kept = f"{(tally.exceeded + tally.met) / answered:.0%}" if answered else "—"
        name = names.get(tally.name, tally.name)
        table.add_row(name, str(tally.commitments), *map(str, counts), kept, str(tally.doubtful))
    return table


def _numbers(links: Sequence[Link]) -> Table:
    table = Table(title="numbers")
    for column in ("verdict", "indicator", "promised", "reported", "ratio", "score"):
        table.add_column(column, overflow="fold")
    for link in links:
        assert link.comparison is not None and link.achievement is not None  # chosen so by the caller
        promised, reported = link.commitment.facts[0], link.achievement.facts[0]
        ratio = "" if link.comparison.ratio is None else f"{float(link.comparison.ratio):.2f}"
        table.add_row(_verdict(link), promised.indicator.name, promised.text, reported.text, ratio, f"{link.score:.2f}")
    return table


def _words(links: Sequence[Link]) -> Table:
    table = Table(title="works and measures")
    for column in ("verdict", "promised", "reported", "score"):
        table.add_column(column, overflow="fold")
    for link in links:
        assert link.achievement is not None  # chosen so by the caller
        table.add_row(_verdict(link), _short(link.commitment.text), _short(link.achievement.text), f"{link.score:.2f}")
    return table


def _chains(chains: Sequence[Chain]) -> Table:
    table = Table(title="over the years")
    table.add_column("work", overflow="fold")
    table.add_column("steps", overflow="fold")
    for chain in chains:
        table.add_row(chain.name, " → ".join(f"{step.year} {step.stage}" for step in chain.steps))
    return table


def _verdict(link: Link) -> str:
    mark = " ?" if link.doubtful else ""
    return f"[{_STYLE[link.verdict]}]{link.verdict}{mark}[/]"


def _short(text: str) -> str:
    line = "".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
