"""Speed and memory: the whole pipeline beside jieba's own segmentation of the same text, in the same run.

Times are CPU time, so that what else the machine does hardly counts; the garbage collector is set as the command line
and the batch workers set it.

    python benchmarks/bench_parse.py [FILE ...]

Without files, the .txt, .md and .docx reports of `corpora/`, and of the corpora beside the annotations where
REPORT_PARSER_GOLD names them. Nothing here is asserted: times are for reading.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from time import process_time

import jieba
from rich.console import Console
from rich.table import Table

from report_parser.assemble import assemble
from report_parser.clauses.stage import clauses
from report_parser.collector import collect_seldom, keep_what_is_loaded
from report_parser.document import Document, Source
from report_parser.export import to_json
from report_parser.facts.stage import facts
from report_parser.layout.masthead import masthead
from report_parser.layout.normalise import normalise
from report_parser.layout.outline import outline
from report_parser.numbers.ledger import ledger
from report_parser.pipeline import Parser
from report_parser.read import read
from report_parser.rules import Rules, load_rules
from report_parser.times.stage import times
from report_parser.words.scan import scan
from report_parser.words.segment import segment

ROOT = Path(__file__).parents[1]
RUNS = 2
"""How often each text is gone through; the shorter time counts, stage by stage."""
SUFFIXES = (".txt", ".md", ".docx")
PAPER = 20_000
"""The length, in characters, of the report that the command line is timed on."""

# A small process that starts the command: the peak memory of a child begins with that of the process it is forked from.
LAUNCHER = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "report_parser", *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def main() -> None:
    """Measure and print the tables."""
    console = Console()
    sources = [read(path) for path in map(Path, sys.argv[1:])] or [read(path) for path in texts()]
    characters = sum(len(source.text) for source in sources)
    console.print(f"{len(sources)} texts, {characters:,} characters")
    console.print(by_stage(sources, characters))
    console.print(by_length(sources))
    console.print(by_process(sources))


def texts() -> list[Path]:
    """The reports at hand."""
    found = [path for path in (ROOT / "corpora").iterdir() if path.suffix in SUFFIXES]
    gold = os.environ.get("REPORT_PARSER_GOLD")
    if gold:
        found += [path for path in (Path(gold).parent / "corpora").glob("*/*") if path.suffix in SUFFIXES]
    return sorted(found)


def by_stage(sources: list[Source], characters: int) -> Table:
    """CPU time of each stage over all texts, in milliseconds and as a share of jieba's; text by text."""
    tokenizer = own_jieba()
    rules = load_rules()
    Parser().parse_text("2024年，地区生产总值增长4.1%。")  # compiles what is compiled once
    collect_seldom()
    keep_what_is_loaded()
    stages: dict[str, Callable[[Document], Document]] = {
        "normalise": lambda doc: normalise(doc, rules),
        "scan": lambda doc: scan(doc, rules),
        "masthead": lambda doc: masthead(doc, rules),
        "outline": lambda doc: outline(doc, rules),
        "segment": lambda doc: segment(doc, rules),
        "ledger": lambda doc: ledger(doc, rules),
        "times": lambda doc: times(doc, rules),
        "clauses": lambda doc: clauses(doc, rules),
        "facts": lambda doc: facts(doc, rules),
    }
    spent = dict.fromkeys(["jieba", *stages, "assemble", "export"], 0.0)
    for source in sources:
        runs = [one_run(source, tokenizer, stages, rules) for _ in range(RUNS)]
        for name in spent:
            spent[name] += min(run[name] for run in runs)
    baseline = spent.pop("jieba")
    table = Table("stage", "ms", "characters a second", "× jieba", title="by stage")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, seconds in spent.items():
        add_row(table, name, seconds, characters, baseline)
    table.add_section()
    add_row(table, "whole pipeline", sum(spent.values()), characters, baseline)
    add_row(table, "jieba.lcut", baseline, characters, baseline)
    return table


def one_run(
    source: Source, tokenizer: jieba.Tokenizer, stages: Mapping[str, Callable[[Document], Document]], rules: Rules
) -> dict[str, float]:
    """CPU seconds of jieba and of each stage on one text."""
    spent = {"jieba": timed(partial(tokenizer.lcut, source.text))}
    doc = Document(source)
    clock = process_time()
    for name, stage in stages.items():
        doc = stage(doc)
        spent[name] = process_time() - clock
        clock = process_time()
    report = assemble(doc, rules)
    spent["assemble"] = process_time() - clock
    spent["export"] = timed(partial(to_json, report))
    return spent


def by_length(sources: list[Source]) -> Table:
    """A text, and the same ten times as long: linear means ten times the time."""
    parser = Parser()
    text = "\n".join(source.text for source in sources)[:PAPER]
    short = min(timed(lambda: parser.parse_text(text)) for _ in range(3))
    long = min(timed(lambda: parser.parse_text("\n".join([text] * 10))) for _ in range(3))
    table = Table("text", "characters", "ms", "× the short one", title="by length")
    table.add_row("short", f"{len(text):,}", f"{short * 1000:.0f}", "1.00")
    table.add_row("ten times", f"{len(text) * 10 + 9:,}", f"{long * 1000:.0f}", f"{long / short:.2f}")
    return table


def by_process(sources: list[Source]) -> Table:
    """The command line, cold: CPU seconds from start to end, and peak memory."""
    table = Table("command", "CPU seconds", "peak MB", title="the command line, cold")
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "report.txt"
        paper.write_text("\n".join(source.text for source in sources)[:PAPER], encoding="utf-8")
        for label, arguments in (
            ("report-parser --help", ["--help"]),
            (f"report-parser parse ({PAPER:,} characters)", ["parse", str(paper)]),
        ):
            seconds, peak = cold(arguments)
            table.add_row(label, f"{seconds:.2f}", f"{peak:.0f}")
    return table


def cold(arguments: list[str]) -> tuple[float, float]:
    """CPU seconds and peak megabytes of one run in a process of its own, the best of three runs.

    The first of them compiles the bytecode, which an installed package has at hand.
    """
    command = [sys.executable, "-c", LAUNCHER, *arguments]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ran = [subprocess.run(command, capture_output=True, text=True, check=True, env=env) for _ in range(3)]
    runs = [done.stdout.split() for done in ran]
    seconds, peak = min((float(seconds), int(peak)) for seconds, peak in runs)
    return seconds, peak / (2**20 if sys.platform == "darwin" else 2**10)


def own_jieba() -> jieba.Tokenizer:
    """A tokenizer with jieba's own dictionary, loaded."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def timed(work: Callable[[], object]) -> float:
    """CPU seconds that `work` takes."""
    begin = process_time()
    work()
    return process_time() - begin


def add_row(table: Table, name: str, seconds: float, characters: int, baseline: float) -> None:
    """One line of the stage table."""
    table.add_row(name, f"{seconds * 1000:.0f}", f"{characters / seconds:,.0f}", f"{seconds / baseline:.2f}")


if __name__ == "__main__":
    main()
