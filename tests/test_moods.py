"""Moods: a table of sentences, each with the kinds that a careful reader gives its clauses, and near misses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from report_parser.clauses.stage import clauses
from report_parser.document import Document, Jurisdiction, Masthead, Section, Source
from report_parser.numbers.ledger import ledger
from report_parser.rules import load_rules
from report_parser.times.stage import times
from report_parser.words.scan import scan
from report_parser.words.segment import segment

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "moods.jsonl").read_text("utf-8").splitlines()]
RULES = load_rules()


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_moods(case: dict[str, Any]) -> None:
    text = case["text"]
    doc = Document(
        Source("test", "", "text/plain", "utf-8", text),
        text=text,
        origins=range(len(text) + 1),
        masthead=Masthead(None, Jurisdiction(None, "national"), 1984, 1983, 1984),
        sections=(Section("s1", None, 1, "", 0, len(text), case["section"], 0, 0),),
        plan_starts_at=0,
    )
    found = clauses(times(ledger(segment(scan(doc, RULES), RULES), RULES), RULES), RULES).clauses
    assert [clause.kind for clause in found] == case["kinds"], case["why"]
