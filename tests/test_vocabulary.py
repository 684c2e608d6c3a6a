"""The indicator vocabulary: a table of phrases, and what must hold of the file as a whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_parser.facts.vocabulary import match_indicator
from report_parser.rules import load_rules
from report_parser.rules.facts import Indicator

RULES = load_rules()


class Case(NamedTuple):
    """One row of the table."""

    phrase: str
    unit: str
    id: str | None
    why: str


def _cases() -> list[Case]:
    lines = (Path(__file__).parent / "cases" / "vocabulary.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(**json.loads(line)) for line in lines]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case.phrase}|{case.unit}")
def test_phrase_names_the_indicator(case: Case) -> None:
    assert match_indicator(case.phrase, case.unit, RULES) == case.id, case.why


def test_ids_are_unique_and_topics_known() -> None:
    ids = [indicator.id for indicator in RULES.indicators.indicator]
    assert len(ids) == len(set(ids)) >= 220
    assert {indicator.topic for indicator in RULES.indicators.indicator} <= {topic.id for topic in RULES.topics.topic}


@pytest.mark.parametrize("indicator", RULES.indicators.indicator, ids=lambda indicator: indicator.id)
def test_every_name_finds_its_indicator(indicator: Indicator) -> None:
    unit = indicator.units[0] if indicator.units else ""
    for name in (indicator.name, *indicator.aliases):
        assert match_indicator(name, unit, RULES) == indicator.id


def test_user_indicator_is_found(tmp_path: Path) -> None:
    entry = '[[indicator]]\nid = "tea_output"\nname = "茶叶产量"\nenglish = "Output of tea"\ntopic = "agriculture"\n'
    (tmp_path / "indicators.toml").write_text(entry, encoding="utf-8")
    assert match_indicator("全县茶叶产量", "吨", RULES) is None
    assert match_indicator("全县茶叶产量", "吨", load_rules(tmp_path)) == "tea_output"


@given(st.text(), st.sampled_from(["", "元", "%", "人"]))
def test_any_phrase_is_answered(phrase: str, unit: str) -> None:
    found = match_indicator(phrase, unit, RULES)
    assert found is None or found in {indicator.id for indicator in RULES.indicators.indicator}
