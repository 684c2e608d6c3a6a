"""Clauses: a table of texts with the statements a careful reader takes from them, and invariants on any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_parser.clauses.stage import clauses
from report_parser.document import Document, Section, SectionKind, Source
from report_parser.words.scan import scan
from report_parser.words.segment import segment
from section import read, rules

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "clauses.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_clauses(case: dict[str, Any]) -> None:
    found = read(case["text"], case["section"]).clauses
    if case.get("last"):
        found = found[-len(case["expected"]) :]
    fields = [set(expected) | {"action", "objects"} for expected in case["expected"]]
    got = []
    for index, clause in enumerate(found):
        whole = {
            "action": clause.action,
            "objects": [thing.text for thing in clause.objects],
            "kind": clause.kind,
            "status": clause.status,
            "modality": clause.modality,
            "deadline": clause.deadline,
            "outcome": clause.outcome,
            "responsible": list(clause.responsible),
        }
        wanted = fields[index] if index < len(fields) else {"action", "objects"}
        got.append({name: value for name, value in whole.items() if name in wanted})
    assert got == case["expected"], case["why"]


def test_object_types() -> None:
    found = read("建成第二养老中心、环城高铁，出台稳岗政策，获评省级先行县。", "review").clauses
    assert [thing.type for clause in found for thing in clause.objects] == ["facility", "project", "policy", "honour"]


def test_a_heading_of_its_own_is_no_statement_and_a_run_in_heading_is() -> None:
    text = "一、推进产业升级\n壮大产业集群。建成码头。"
    sections = (
        Section("s1", None, 1, "一、推进产业升级", 0, len(text), "plan", 0, 8),
        Section("s2", "s1", 2, "壮大产业集群。", 9, len(text), "plan", 9, 16, inline=True),
    )
    doc = Document(Source("test", "", "text/plain", None, text), text=text, sections=sections)
    found = clauses(segment(scan(doc, rules()), rules()), rules()).clauses
    assert [(clause.action, clause.section) for clause in found] == [("壮大", "s2"), ("建成", "s2")]


TEXTS = st.text(
    st.sampled_from("推进建设新增完成实现增长下降占比达项目工程产业和与及等的了以为在将把从到年大力加快企业总数")
    | st.sampled_from("、，。；：“”《》（）()\n 0123456789.%万亿元个")
    | st.characters(codec="utf-8"),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(get_args(SectionKind)))
def test_any_text_yields_clauses_within_their_sentences(text: str, kind: SectionKind) -> None:
    doc = read(text, kind)
    end = 0
    for clause in doc.clauses:
        sentence = doc.sentences[clause.sentence]
        assert sentence.start <= clause.start < clause.end <= sentence.end
        assert clause.start >= end, "clauses never overlap"
        end = clause.end
        assert clause.start <= clause.action_start <= clause.action_end <= clause.end
        assert clause.start <= clause.subject_start <= clause.subject_end <= clause.end
        assert doc.text[clause.action_start : clause.action_end].startswith(clause.action)
        for thing in clause.objects:
            assert thing.text
            assert 0 <= thing.start < thing.end <= len(text)
