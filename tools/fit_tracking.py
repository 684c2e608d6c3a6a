"""Fits the weights of `tracking.toml` that bind clauses and numbers in other words, from links written by hand.

    pip install scikit-learn
    REPORT_PARSER_GOLD=../shared/gold python tools/fit_tracking.py tests/cases/track_links*.jsonl

Every answer that tracking considers for a commitment of the rows is an example, right where it touches one of the
row's answers. A logistic regression over the values behind the reasons gives each reason its weight in bits. It is
printed beside the weight that stands now, then what each precision costs in recall where every pair of reports is
judged by weights fitted without it. The prior is the regression's own less what makes its chance of `--chance` the
score of a link: weights are changed by hand, in the file, after a look at this.
"""

from __future__ import annotations

import argparse
import json
import math
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

import report_parser
from report_parser.rules import Rules, load_rules
from report_parser.rules.track import Weights
from report_parser.track.answers import Answers, Candidate
from report_parser.track.by_numbers import alike_candidates, numeric_candidates
from report_parser.track.by_words import text_candidates
from report_parser.track.items import Item
from report_parser.track.pairing import Match, members, pairs
from report_parser.track.prepared import Prepared

TEXT = {
    "shared_words": "shared",
    "shared_characters": "characters",
    "near_words": "near",
    "same_setting": "setting",
    "missing_words": "missing",
    "whole": "whole",
    "other_words": "extra",
    "same_object": "named_object",
    "same_head": "same_head",
    "same_verb": "same_action",
    "same_topic": "same_topic",
    "background": "background",
}
NUMBERS = {
    "shared_words": "alike_shared",
    "same_setting": "alike_setting",
    "same_measure": "alike_unit",
    "magnitude": "alike_size",
    "same_topic": "alike_topic",
}
Label: TypeAlias = "dict[str, Any]"
"""A row of the files: a commitment, and the spans of what answers it."""

PRIORS = {"other": "text_prior", "numeric": "alike_prior"}
PRECISIONS = (0.95, 0.9, 0.85, 0.8)


@dataclass(frozen=True)
class Row:
    """A commitment of a row with the values of every answer considered, and which of them are right."""

    pair: tuple[str, str]
    answered: bool
    values: list[list[float]]
    right: list[bool]


def overlap(span: list[int], start: int, end: int) -> bool:
    return min(span[1], end) > max(span[0], start)


def examples(paths: list[Path], folders: list[Path], rules: Rules) -> dict[str, list[Row]]:
    """The rows of some files by kind; their reports are looked for in the folders."""
    parser = report_parser.Parser()
    labelled: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            labelled[row["from"], row["to"]].append(row)
    found: dict[str, list[Row]] = {"other": [], "numeric": []}
    for pair, rows in sorted(labelled.items()):
        reports = [parser.parse(next(folder / name for folder in folders if (folder / name).exists())) for name in pair]
        (match,) = pairs(members(reports, load_rules()))
        promised, _ = Prepared(match.plan, rules).promises
        among = Answers.of(Prepared(match.review, rules).answers(match.year), promised, rules)
        for row in rows:
            codes = TEXT if row["kind"] == "other" else NUMBERS
            values, right = [], []
            for candidate in considered(row, match, promised, among):
                values.append(valued(candidate, codes, rules.tracking.weights))
                statement = candidate.answer.statement
                right.append(any(overlap(span, statement.start, statement.end) for span in row["answers"]))
            found[row["kind"]].append(Row(pair, bool(row["answers"]), values, right))
    return found


def considered(row: Label, match: Match, promised: Sequence[Item], among: Answers) -> list[Candidate]:
    """The answers that tracking weighs for the commitment of a row, as far as these weights decide on them."""
    reviewed = match.review.reviewed or (match.year, match.year)
    found: list[Candidate] = []
    for promise in promised:
        if not overlap(row["commitment"], promise.statement.start, promise.statement.end):
            continue
        if row["kind"] == "other":
            found += [each for each in text_candidates(promise, match.year, among) if each.trend is None]
            continue
        for figure in promise.figures:
            due = figure.fact.period.end_year
            if (
                any(overlap(row["commitment"], fact.start, fact.end) for fact in figure.facts)
                and (due is None or due <= reviewed[1])
                and not numeric_candidates(figure, match.year, reviewed, among)
            ):
                found += alike_candidates(promise, figure, match.year, reviewed, among)
    return found


def valued(candidate: Candidate, codes: dict[str, str], weights: Weights) -> list[float]:
    """What stands behind each reason: its contribution without its weight."""
    given = {reason.code: reason.weight for reason in candidate.reasons}
    return [given.get(code, 0.0) / getattr(weights, name) for code, name in codes.items()]


def fitted(rows: list[Row], scale: float) -> tuple[np.ndarray, float]:
    """The weights in bits, and the prior."""
    x = np.array([values for row in rows for values in row.values])
    y = np.array([right for row in rows for right in row.right])
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=0.3, max_iter=3000).fit(scaler.transform(x), y)
    slopes = model.coef_[0] / scaler.scale_
    bits = scale / math.log(2)
    return slopes * bits, float(model.intercept_[0] - slopes @ scaler.mean_) * bits


def curve(rows: list[Row], scale: float) -> list[str]:
    """What share of the answered rows is found at each precision, a pair at a time judged by the others."""
    best: list[tuple[float, bool]] = []
    for pair in sorted({row.pair for row in rows}):
        slopes, prior = fitted([row for row in rows if row.pair != pair and row.values], scale)
        for row in rows:
            if row.pair == pair and row.values:
                bits = np.array(row.values) @ slopes + prior
                best.append((float(bits.max()), row.right[int(bits.argmax())]))
    wanted = sum(row.answered for row in rows)
    lines, right = {}, 0
    for at, (bits, hit) in enumerate(sorted(best, reverse=True), 1):
        right += hit
        for precision in PRECISIONS:
            if right / at >= precision:
                chance = 1 / (1 + 2 ** (-bits / scale))
                lines[precision] = f"precision {precision}: recall {right / wanted:.2f} from a chance of {chance:.2f}"
    return list(lines.values())


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("rows", nargs="+", type=Path)
    arguments.add_argument("--chance", type=float, default=0.35, help="the regression's chance that is to be a link")
    given = arguments.parse_args()
    rules = load_rules()
    weights = rules.tracking.weights
    folders = [Path(__file__).parents[1] / "tests" / "tracked"]
    if gold := os.environ.get("REPORT_PARSER_GOLD"):
        folders.append(Path(gold, "..", "corpora", "national"))
    for kind, rows in examples(given.rows, folders, rules).items():
        codes = TEXT if kind == "other" else NUMBERS
        slopes, prior = fitted([row for row in rows if row.values], weights.scale)
        odds = weights.link * (1 - given.chance) / (given.chance * (1 - weights.link))
        print(f"{kind}: {len(rows)} rows, {sum(len(row.values) for row in rows)} answers considered")
        name = PRIORS[kind]
        print(f"  {name:14}{prior + weights.scale * math.log2(odds):8.2f}   now {getattr(weights, name):6.2f}")
        for name, slope in zip(codes.values(), slopes, strict=True):
            print(f"  {name:14}{slope:8.2f}   now {getattr(weights, name):6.2f}")
        print(*("  " + line for line in curve(rows, weights.scale)), sep="\n")


if __name__ == "__main__":
    main()
