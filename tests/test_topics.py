"""Topics of a clause: a table, and bounds that hold for any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_parser.document import Document
from report_parser.facts.topics import AT_MOST, Topics
from report_parser.read import from_text
from report_parser.rules import Rules, load_rules
from report_parser.words.scan import scan

RULES = load_rules()
IDS = [topic.id for topic in RULES.topics.topic]


class Case(NamedTuple):
    """One row of the table."""

    text: str
    topics: list[str]
    why: str


def topics(text: str, rules: Rules = RULES) -> tuple[str, ...]:
    """The topics of a whole text."""
    return Topics(scan(Document(from_text(text), text=text), rules), rules).within(0, len(text))


def _cases() -> list[Case]:
    lines = (Path(__file__).parent / "cases" / "topics.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(**json.loads(line)) for line in lines]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.text)
def test_topics_of_a_clause(case: Case) -> None:
    assert list(topics(case.text)) == case.topics, case.why


def test_every_cue_is_found() -> None:
    for topic in RULES.topics.topic:
        for cue in topic.cues:
            assert topic.id in topics(cue), cue


def test_user_topic_adds_cues(tmp_path: Path) -> None:
    (tmp_path / "topics.toml").write_text('[[topic]]\nid = "agriculture"\ncues = ["冬虫夏草"]\n', encoding="utf-8")
    assert topics("冬虫夏草丰收") == ()
    assert topics("冬虫夏草丰收", load_rules(tmp_path)) == ("agriculture",)


@given(st.text())
def test_few_known_topics(text: str) -> None:
    found = topics(text)
    assert len(found) == len(set(found)) <= AT_MOST
    assert set(found) <= set(IDS)
