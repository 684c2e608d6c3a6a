"""Times: every example that stands beside a rule of `times.toml` is read as it says, and no near miss by its rule."""

from __future__ import annotations

import pytest

from section import rules, timed

TIMES = rules().times


def parted(example: str) -> tuple[str, str]:
    """The text of an example, and the word that bars part off in it."""
    before, word, behind = example.split("|")
    return before + word + behind, word


@pytest.mark.parametrize(
    ("name", "example"), [(each.name, example) for each in TIMES.rule for example in each.examples]
)
def test_a_time_word(name: str, example: str) -> None:
    sentence, _, years = example.partition(" => ")
    text, word = parted(sentence)
    (time,) = (each for each in timed(text, "plan").times if each.rule == name)
    named = "-".join(map(str, dict.fromkeys([time.start_year, time.end_year])))
    month = f"-{time.month:02d}" if time.month is not None else ""
    assert (text[time.start : time.end], named + month, time.reference) == (word, years, "")


@pytest.mark.parametrize(
    ("name", "example"), [(each.name, example) for each in TIMES.reference for example in each.examples]
)
def test_a_time_that_something_is_only_compared_with(name: str, example: str) -> None:
    text, word = parted(example)
    assert [text[time.start : time.end] for time in timed(text, "review").times if time.reference == name] == [word]


@pytest.mark.parametrize(("name", "text"), [(each.name, text) for each in TIMES.rule for text in each.never])
def test_a_near_miss_is_no_time_of_its_rule(name: str, text: str) -> None:
    assert name not in [time.rule for time in timed(text, "plan").times]


def test_every_rule_has_a_name_of_its_own_and_an_example() -> None:
    for table in (TIMES.rule, TIMES.reference):
        assert len({each.name for each in table}) == len(table)
        assert [each.name for each in table if not each.examples] == []
