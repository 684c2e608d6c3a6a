"""The inputs of `make fuzz`: a few of them hold, one that does not is told so that it can be made again."""

from __future__ import annotations

import pytest

import fuzz
from invariants import SAMPLES


def test_a_few_inputs_hold() -> None:
    assert fuzz.run(2026, range(120)) == 0


def test_a_seed_and_a_number_make_the_same_input() -> None:
    assert [fuzz.made(7, number) for number in range(18)] == [fuzz.made(7, number) for number in range(18)]
    assert fuzz.made(7, 1) != fuzz.made(8, 1)


def test_a_whole_run_holds_every_prefix() -> None:
    made = {hash(fuzz.made(7, number)) for number in range(0, fuzz.INPUTS, 3)}
    assert {hash(text[:end]) for text in SAMPLES.values() for end in range(1, len(text) + 1)} <= made


def test_what_fails_is_made_short_and_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def check(text: str) -> None:
        assert "%" not in text

    monkeypatch.setattr(fuzz, "check", check)
    assert fuzz.run(3, range(200)) == 1
    told = capsys.readouterr().out
    assert "shortened: '%'" in told and "--seed 3 --only " in told
