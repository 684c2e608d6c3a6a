"""How far a work has come, by the words of a clause, and what that means for a promise without numbers.

A promise to build that is reported as begun is `started`; one to begin that is reported as done is `exceeded`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from report_parser.rules import Rules
from report_parser.track.model import Verdict
from report_parser.words.patterns import any_of

Stage = Literal["planned", "started", "advancing", "finished"]
_ORDER: dict[Stage, int] = {"planned": 0, "started": 1, "advancing": 2, "finished": 3}


@dataclass(frozen=True, slots=True)
class Progress:
    """The furthest stage that a clause names, None where it names none; whether in part only, or not at all."""

    stage: Stage | None
    partial: bool
    failed: bool


def progress(text: str, rules: Rules) -> Progress:
    """The stage that a simplified clause names: 环城路二期主体完工 -> advancing; 初步建成 -> finished, partial."""
    words = _compiled(rules)
    found = [words.stage_of[word] for word in words.stages.findall(text)]
    stage = max(found, key=lambda each: _ORDER[each], default=None)
    if found and found[-1] == "planned":
        stage = "planned"  # 启动水厂前期工作, 完成可研: what is begun or done is the planning
    elif found and words.milestones.search(text):
        stage = "advancing"  # 完成主体建设: what is done is the shell
    return Progress(stage, words.partial.search(text) is not None, words.failed.search(text) is not None)


def further(before: Progress, after: Progress) -> Progress:
    """The progress of two clauses on one thing: the further stage, in part or failed where either says so."""
    stages = [each.stage for each in (before, after) if each.stage is not None]
    stage = max(stages, key=lambda each: _ORDER[each], default=None)
    return Progress(stage, before.partial or after.partial, before.failed or after.failed)


def direction(text: str, rules: Rules) -> Literal["up", "down"] | None:
    """The direction that a clause without a number gives: 增加农民收入 -> up; None where it gives none, or both."""
    words = _compiled(rules)
    rising, falling = words.rising.search(text) is not None, words.falling.search(text) is not None
    if rising == falling:
        return None
    return "up" if rising else "down"


def verdict(promised: Progress, reported: Progress) -> Verdict:
    """What became of a promise without numbers, by the stages promised and reported."""
    if reported.failed:
        return "missed"
    if promised.stage == "finished" and reported.stage in ("started", "advancing"):
        return "started"
    if promised.stage not in (None, "planned") and reported.stage == "planned":
        return "partly"
    if reported.partial:
        return "partly"
    if promised.stage in ("planned", "started") and reported.stage == "finished":
        return "exceeded"
    if promised.stage == "planned" and reported.stage == "started":
        return "exceeded"
    return "met"


def outranks(told: str, promised: str, rules: Rules) -> bool:
    """Whether a clause tells of a higher tier than was promised: 获评全国示范县 for 争创省级示范县."""
    tiers = _compiled(rules).tier_of
    here = [tier for word, tier in tiers.items() if word in promised]
    there = [tier for word, tier in tiers.items() if word in told]
    return bool(here and there) and max(there) > max(here)


@dataclass(frozen=True, slots=True)
class _Words:
    stages: re.Pattern[str]
    stage_of: dict[str, Stage]
    partial: re.Pattern[str]
    milestones: re.Pattern[str]
    failed: re.Pattern[str]
    rising: re.Pattern[str]
    falling: re.Pattern[str]
    tier_of: dict[str, int]


@lru_cache(maxsize=8)
def _compiled(rules: Rules) -> _Words:
    tracking = rules.tracking
    stage_of: dict[str, Stage] = {}
    for stage, words in (
        ("finished", tracking.finished),
        ("started", tracking.started),
        ("planned", tracking.planned),
        ("advancing", tracking.advancing),
    ):
        for word in words:
            stage_of[word] = stage  # type: ignore[assignment]
    return _Words(
        stages=re.compile(any_of(stage_of)),
        stage_of=stage_of,
        partial=re.compile(any_of(tracking.partial)),
        milestones=re.compile(any_of(tracking.milestones)),
        failed=re.compile(any_of(tracking.failed)),
        rising=re.compile(any_of(tracking.rising)),
        falling=re.compile(any_of(tracking.falling)),
        tier_of={word: tier for tier, words in enumerate(tracking.tiers) for word in words},
    )
