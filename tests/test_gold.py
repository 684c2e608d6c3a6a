"""Measured against reports annotated by hand, and over whole corpora, where they are at hand.

REPORT_PARSER_GOLD names the folder of the annotations, with its `score.py`; the corpora lie beside it. What was read
right once stays right (`tests/accepted/`), or the file says why it was given up.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from accepted import ACCEPTED, change, read_accepted
from measure import measure
from report_parser.export import to_json
from report_parser.model import Report
from report_parser.pipeline import Parser

GOLD = Path(os.environ.get("REPORT_PARSER_GOLD", "nowhere"))
CORPORA = GOLD.parent / "corpora"
SCHEMA = Path(__file__).parents[1] / "schemas" / "report.schema.json"

pytestmark = pytest.mark.skipif(
    not (GOLD / "score.py").is_file(), reason="REPORT_PARSER_GOLD names no folder of annotated reports"
)


@pytest.mark.parametrize("which", sorted(path.stem for path in ACCEPTED.glob("*.txt")))
def test_no_accepted_row_is_lost(which: str) -> None:
    found = change(read_accepted(ACCEPTED / f"{which}.txt"), measure(which, GOLD, shared_parser()).right)
    assert found.lost == (), "`make score` shows them; a row given up needs its reason in tests/accepted/"


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
