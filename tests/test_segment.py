"""Sentences and words: a table of sentences, and the cutter against jieba's own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import report_parser.words.segment as stage
from report_parser.document import Document, Source
from report_parser.rules import Rules, load_rules
from report_parser.rules.words import WordRules
from report_parser.words.lengths import SENTENCE_LIMIT, pieces
from report_parser.words.segment import cutter, jieba_cutter, segment

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "segment.jsonl").read_text("utf-8").splitlines()
]
SAMPLE = (
    "全年新建高标准农田3.2万亩，改造老旧小区46个，完成技改投资58亿元，规上工业增加值增长6.4%。"
    "深化产学研协同，引进高层次人才210名，云溪水厂、滨河大道等项目加快建设，群众满意度稳步提升。"
)


def read(text: str, rules: Rules | None = None) -> Document:
    return segment(Document(Source("test", "", "text/plain", "utf-8", text), text=text), rules or load_rules())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_sentences(case: dict[str, str | list[str]]) -> None:
    text = str(case["text"])
    doc = read(text)
    found = [text[sentence.start : sentence.end] for sentence in doc.sentences]
    assert found == case["sentences"], case["why"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_sentences_and_words_rebuild_the_text(text: str) -> None:
    doc = read(text)
    assert "".join(text[s.start : s.end] for s in doc.sentences) == text.replace("\n", "")
    assert len(doc.word_starts) == len(text) + 1
    assert not doc.diagnostics


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修路架桥", ["修路架桥"]),  # as long as the limit
        ("修路，架桥", ["修路，", "架桥"]),  # at its last mark
        ("修、路，架桥", ["修、路，", "架桥"]),
        ("修路架桥建校", ["修路架桥", "建校"]),  # at the limit where it has none
        ("修路架桥，建校", ["修路架桥", "，建校"]),
        ("", []),
    ],
)
def test_what_is_too_long_is_cut_at_a_mark(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in pieces(text, 0, len(text), 4)] == expected


@pytest.mark.parametrize("mark", ["“", "（", "《", "路"])
def test_no_sentence_is_longer_than_a_sentence_can_be(mark: str) -> None:
    doc = read(mark * (2 * SENTENCE_LIMIT + 1))
    assert [sentence.end - sentence.start for sentence in doc.sentences] == [SENTENCE_LIMIT, SENTENCE_LIMIT, 1]


def test_a_segmentation_that_does_not_rebuild_the_text_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "cutter", lambda rules: lambda line: line.split("路"))
    doc = read("修路\n建桥")
    assert [(d.severity, d.code, d.start, d.end) for d in doc.diagnostics] == [("error", "segmentation", 0, 2)]
    assert doc.word_starts[:2] == b"\1\1"


def test_the_lexicon_keeps_its_words_whole_and_stays_ours() -> None:
    word = "产链学研圈"
    rules = replace(load_rules(), words=WordRules(whole=(word,)))
    assert word in cutter(rules)(f"打造{word}")
    assert word in jieba_cutter((word,))(f"打造{word}")
    assert word not in jieba.lcut(f"打造{word}")


def test_the_fast_cutter_agrees_with_jieba() -> None:
    """rjieba holds the same dictionary: nine boundaries in ten and more are the same."""
    pytest.importorskip("rjieba")

    def boundaries(words: list[str]) -> set[int]:
        ends, at = set(), 0
        for word in words:
            at += len(word)
            ends.add(at)
        return ends

    rules = load_rules()
    fast, slow = boundaries(cutter(rules)(SAMPLE)), boundaries(jieba_cutter(rules.words.whole)(SAMPLE))
    assert len(fast & slow) / len(fast | slow) > 0.95
