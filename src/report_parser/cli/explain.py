"""`report-parser explain`: why a number became the fact it is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from report_parser.cli.options import rules_option

if TYPE_CHECKING:
    from report_parser.explain.decisions import Explanation
    from report_parser.language.messages import Wording
    from report_parser.rules import Rules


@click.command("explain")
@click.argument("file", type=str, required=False)
@click.option(
    "--at", "offset", type=click.IntRange(min=0), help="The offset of the number, as the JSON's `start` gives it."
)
@click.option("--text", "passage", help="The passage that holds the number; without FILE it is all that is read.")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the answer."
)
@rules_option
def explain_command(file: str | None, offset: int | None, passage: str | None, lang: str, rules: Rules) -> None:
    """Say of a number in FILE (a report, or - for standard input) which rules made it what it is, and why.

    Give its place with --at or the words around it with --text. What this prints is what to send with an error
    report.
    """
    if (offset is None) == (passage is None):
        raise click.UsageError("give one of --at OFFSET and --text TEXT")
    if file is None and passage is None:
        raise click.UsageError("--at needs a FILE")
    from report_parser.explain.decisions import explain_at, explain_passage, places_of
    from report_parser.language.messages import Wording
    from report_parser.pipeline import Parser
    from report_parser.read import from_text, read

    wording = Wording("en" if lang == "en" else "zh", rules)
    if file is None:
        source = from_text(passage or "", name="<text>")
    else:
        source = read(sys.stdin.buffer.read(), name="<stdin>") if file == "-" else read(file)
    doc = Parser(rules).document(source)
    if offset is not None:
        if offset >= len(source.text):
            raise click.UsageError(f"--at {offset}: the text ends at {len(source.text)}")
        told = [explain_at(doc, offset, rules, wording)]
        others: list[int] = []
    else:
        first, *others = places_of(doc, passage or "") or [-1]
        if first < 0:
            raise click.UsageError(f"--text: “{passage}” does not stand in {source.uri}")
        told = explain_passage(doc, first, len(passage or ""), rules, wording)
    for one in told:
        _print(one, wording)
    if others:
        click.echo(wording("explain.other_places", word="、".join(map(str, others[:12]))))
    click.echo(wording("explain.report_hint"))
    click.echo(f"{source.uri} · sha256 {source.sha256[:16]}")


def _print(one: Explanation, wording: Wording) -> None:
    title = wording("explain.title", start=one.start, end=one.end, text=" ".join(one.text.split()))
    click.echo(click.style(title, bold=True))
    click.echo(f"  {one.sentence}")
    for step in one.steps:
        click.echo(f"\n{click.style(wording(step.about), bold=True)}  {step.found}")
        for line in step.because:
            click.echo(f"    {wording('explain.because')}: {line}")
        for line in step.considered:
            click.echo(f"    {wording('explain.considered')}: {line}")
        notes = [f"{wording('explain.rule')} {step.rule}"] if step.rule else []
        if step.file:
            notes.append(f"{wording('explain.where')} {step.file}")
        if notes:
            click.echo(click.style("    " + " · ".join(notes), dim=True))
    click.echo()
