"""Measured against reports annotated by hand, and over whole corpora, where they are at hand.

REPORT_PARSER_GOLD names the folder of the annotations, with its `score.py`; the corpora lie beside it. The floors
are a little under the figures of the day, so that a change that costs accuracy is seen at once.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

from report_parser.export import to_json
from report_parser.model import Report
from report_parser.pipeline import Parser

GOLD = Path(os.environ.get("REPORT_PARSER_GOLD", "nowhere"))
CORPORA = GOLD.parent / "corpora"
SCHEMA = Path(__file__).parents[1] / "schemas" / "report.schema.json"

pytestmark = pytest.mark.skipif(
    not (GOLD / "score.py").is_file(), reason="REPORT_PARSER_GOLD names no folder of annotated reports"
)

FLOORS = {
    "record F1": 0.94,
    "found P": 0.98,
    "found R": 0.98,
    "value": 0.99,
    "unit": 0.99,
    "indicator": 0.96,
    "role": 0.98,
    "comparator": 0.98,
    "direction": 0.96,
    "kind": 0.96,
    "year": 0.95,
    "non-facts": 0.97,
    "statement F1": 0.88,
    "ledger": 1.0,
    "document": 1.0,
}


@cache
def scorer() -> ModuleType:
    """`score.py`, loaded from beside the annotations."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures() -> dict[str, float]:
    """The figures of all annotated reports together."""
    score, parser = scorer(), Parser()
    total: Counter[str] = Counter()
    for path, gold_files in score.gold_files(GOLD / "dev"):
        parse = json.loads(to_json(parser.parse(path)))
        text = path.read_bytes().decode()
        tally: Counter[str] = Counter()
        score.score_ledger(tally, text, parse)
        for gold in gold_files:
            rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
            windows = next(row for row in rows if row["row"] == "windows")
            score.score_numbers(tally, [], text, rows, parse, windows.get("spans", []))
            if windows.get("statement_spans"):
                score.score_statements(tally, [], text, rows, parse, windows["statement_spans"])
            score.score_document(tally, [], rows, parse)
        total.update(tally)
    result: dict[str, float] = score.figures(total)
    return result


def test_figures_stay_above_their_floors() -> None:
    measured = figures()
    assert {name: measured[name] for name, floor in FLOORS.items() if not measured[name] >= floor} == {}


def corpus() -> list[Path]:
    """Every report of the corpora, and the annotated texts themselves."""
    paths = [*CORPORA.glob("*/*"), *(GOLD / "dev").glob("*.txt"), *(GOLD / "dev").glob("*.md")]
    return sorted(path for path in paths if path.is_file())


@pytest.mark.parametrize("path", corpus(), ids=[path.name for path in corpus()])
def test_every_report_is_grounded_complete_and_valid(path: Path) -> None:
    report = shared_parser().parse(path, with_text=True)
    written = to_json(report)
    validator().validate(json.loads(written))
    check_grounding(report)


def check_grounding(report: Report) -> None:
    """Spans slice to their own text, facts lie in their statements, every number stands in the ledger once."""
    text = report.source.text
    assert text is not None
    for _, statement in report.statements():
        assert text[statement.start : statement.end] == statement.text
        for fact in statement.facts:
            assert text[fact.start : fact.end] == fact.text
            assert statement.start <= fact.start < fact.end <= statement.end
    covered, end = bytearray(len(text)), 0
    for numeral in report.numerals:
        assert end <= numeral.start < numeral.end
        assert text[numeral.start : numeral.end] == numeral.text
        end = numeral.end
        covered[numeral.start : end] = b"\1" * (end - numeral.start)
    missing = [match.span() for match in re.finditer(r"\d+(?:\.\d+)?", text) if not all(covered[slice(*match.span())])]
    assert missing == []
    identities = [statement.id for _, statement in report.statements()]
    assert len(identities) == len(set(identities))


@cache
def shared_parser() -> Parser:
    return Parser()


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
