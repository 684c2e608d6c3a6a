"""`report-parser explain`: why a number became the fact it is, and a clause the statement it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from report_parser.cli.options import given_source, limit_options, rules_option
from report_parser.language.terminal import spoken

if TYPE_CHECKING:
    from report_parser.document import Document, Source
    from report_parser.explain.steps import Explanation
    from report_parser.language.messages import Wording
    from report_parser.limits import Limits
    from report_parser.pipeline import Parser
    from report_parser.rules import Rules

# What a passage without a file is put behind, so that it stands in that part of a report of 2024.
_HEADINGS = {
    "review": "2024年政府工作报告\n一、2023年工作回顾\n",
    "plan": "2024年政府工作报告\n一、2023年工作回顾\n建成学校。\n二、2024年工作安排\n",
}


@click.command("explain")
@click.argument("file", type=str, required=False)
@click.option(
    "--at", "offset", type=click.IntRange(min=0), help="The offset of the number, as the JSON's `start` gives it."
)
@click.option("--text", "passage", help="The passage to explain; without FILE it is all that is read.")
@click.option(
    "--section",
    type=click.Choice(list(_HEADINGS)),
    help="Which part of a report of 2024 a --text without FILE stands in.",
)
@limit_options
@rules_option
def explain_command(
    file: str | None,
    offset: int | None,
    passage: str | None,
    section: str | None,
    limits: Limits,
    rules: Rules,
) -> None:
    """Say of a number or a statement in FILE (a report, or - for standard input) which rules made it what it is.

    Give its place with --at or its words with --text; without FILE, --text alone is read. Each decision comes with the
    rows of the tables and data files that made it. What this prints is what to send with an error report.
    """
    if (offset is None) == (passage is None):
        raise click.UsageError("give one of --at OFFSET and --text TEXT")
    if file is None and passage is None:
        raise click.UsageError("--at needs a FILE")
    if file is not None and section is not None:
        raise click.UsageError("--section is for a --text without FILE")
    from report_parser.explain.decisions import explain_at, explain_passage, places_of
    from report_parser.language.messages import Wording
    from report_parser.pipeline import Parser

    wording = Wording(spoken(), rules)
    heading = _HEADINGS[section] if section is not None else ""
    source, doc = _read(file, heading + (passage or ""), Parser(rules), limits)
    others: list[int] = []
    if offset is not None:
        if offset >= len(source.text):
            raise click.UsageError(f"--at {offset}: the text ends at {len(source.text)}")
        told = [explain_at(doc, offset, rules, wording)]
    elif file is None:
        shown = explain_passage(doc, len(heading), len(passage or ""), rules, wording)
        told = [replace(one, start=one.start - len(heading), end=one.end - len(heading)) for one in shown]
    else:
        first, *others = places_of(doc, passage or "") or [-1]
        if first < 0:
            raise click.UsageError(f"--text: “{passage}” does not stand in {source.uri}")
        told = explain_passage(doc, first, len(passage or ""), rules, wording)
    for one in told:
        _print(one, wording)
    if others:
        click.echo(wording("explain.other_places", word="、".join(map(str, others[:12]))))
    click.echo(wording("explain.change_hint"))
    click.echo(wording("explain.report_hint"))
    click.echo(f"{source.uri} · sha256 {source.sha256[:16]}")


def _read(file: str | None, text: str, parser: Parser, limits: Limits) -> tuple[Source, Document]:
    """What is explained, the file, standard input or the text itself, and what the stages made of it."""
    from report_parser.limits import held
    from report_parser.read import from_text, read

    given, name = ("", "<text>") if file is None else given_source(file)
    with held(name, limits):
        if file is None:
            source = from_text(text, text_limit=limits.characters)
        else:
            source = read(given, name=name, text_limit=limits.characters)
        return source, parser.document(source)


def _print(one: Explanation, wording: Wording) -> None:
    title = wording("explain.title", start=one.start, end=one.end, text=" ".join(one.text.split()))
    click.echo(click.style(title, bold=True))
    click.echo(f"  {one.sentence}")
    for step in one.steps:
        click.echo(f"\n{click.style(wording(step.about), bold=True)}  {step.found}")
        for key, lines in (("because", step.because), ("considered", step.considered)):
            for line in lines:
                click.echo(f"    {wording(f'explain.{key}')}: {line}")
        for row in step.rows:
            click.echo(click.style(f"    {wording('explain.row')}: {row}", dim=True))
    click.echo()
