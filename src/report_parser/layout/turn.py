"""Where a report turns from what was done to what will be: decided by what is said on both sides of a place.

Headings can lie. In a report whose two main headings, 2023年工作回顾 and 2024年主要任务, both stand at the top, the
plan begins where its words do, at 总体要求.
"""

from __future__ import annotations

from itertools import pairwise

from report_parser.document import Document, Masthead
from report_parser.layout.headings import Forms, Heading, Paragraph

MIN_SEPARATION = 0.18  # a report that parts its done- from its ahead-words less than this does not turn
ENOUGH = 3  # fewer words of either side are no evidence
# What a place gains or loses by its heading, against a separation that runs from 0 to 1.
OUTER, PLAN, TIME_AHEAD, OPENING = 0.06, 0.1, 0.2, 0.03
REVIEW, LISTED = -0.2, -0.1
OPENING_REACH = 30  # how far into a paragraph 今年是… may stand
PLAN_ONLY = 2.0  # a report that turns nowhere and has so many ahead-words for each done-word is a plan throughout
TIE = 0.05  # of places that do as well as the best but for this, the first is the turn
NAMED_TIE = 0.1  # and so where a heading names both plan and time: “十三五”时期目标任务 comes before 2016年重点工作


def find_turn(doc: Document, paragraphs: list[Paragraph], headings: list[Heading], forms: Forms) -> int | None:
    """The boundary that best parts words of the done from words of the ahead, headings weighing in.

    For every boundary: the share of all done-words that stands before it, less the share of ahead-words that
    does. A heading that names the plan counts in its favour, but cannot carry a place where nothing turns; an inner
    heading that says nothing of a plan is no place to turn.
    """
    text = doc.text
    candidates = _candidates(text, paragraphs, headings, forms, doc.masthead)
    if not candidates:
        return None
    places = sorted(candidates)
    edges = [0, *places, len(text)]
    done, ahead = [], []
    for left, right in pairwise(edges):
        done.append(doc.words.of("done").count(left, right))
        ahead.append(doc.words.of("ahead").count(left, right))
    all_done, all_ahead = sum(done), sum(ahead)
    if min(all_done, all_ahead) < ENOUGH:
        return _named_turn(text, headings, candidates)
    scores: dict[int, float] = {}
    done_before = ahead_before = 0
    for index, place in enumerate(places):
        done_before += done[index]
        ahead_before += ahead[index]
        separation = done_before / all_done - ahead_before / all_ahead
        if separation >= MIN_SEPARATION and candidates[place] > 0:
            scores[place] = separation + candidates[place]
    best = max(scores.values(), default=0.0)
    turn = next((place for place, score in scores.items() if score >= best - _tie(candidates[place])), None)
    if turn is None and all_ahead >= PLAN_ONLY * all_done:
        return places[0]
    return turn


def _tie(weight: float) -> float:
    """How far behind the best a place of such a weight may be to come before it."""
    return NAMED_TIE if weight >= PLAN + TIME_AHEAD else TIE


def _named_turn(text: str, headings: list[Heading], weights: dict[int, float]) -> int | None:
    """Where a text too short for its words to tell turns by its headings: 二、2024年工作安排, behind what was done.

    A text that begins with such a heading and has no other part is all plan.
    """
    first = next(iter(headings), None)
    if first and weights[first.start] >= PLAN + TIME_AHEAD and min(weights.values()) >= 0:
        return first.start  # a part of a report, which begins with the plan
    for before, heading in pairwise(headings):
        told = text[before.heading_end : heading.start].strip() and text[heading.heading_end :].strip()
        enough = TIME_AHEAD if weights[before.start] < 0 else PLAN + TIME_AHEAD
        if told and weights[heading.start] >= enough:
            return heading.start
    return None


def _candidates(
    text: str, paragraphs: list[Paragraph], headings: list[Heading], forms: Forms, head: Masthead | None
) -> dict[int, float]:
    """Where a report could turn, with what speaks for each place beside the words around it."""
    plan_year = str(head.plan_year) if head and head.plan_year else None
    outer = {(heading.style, heading.depth) for heading in headings[:1]}  # the style of the report's main parts
    weights: dict[int, float] = {}
    for heading in headings:
        line = text[heading.heading_start : heading.heading_end]
        weight = OUTER if (heading.style, heading.depth) in outer else 0.0
        if heading.style in forms.sentence:
            weight = LISTED
        else:
            weight += REVIEW if forms.review.search(line) else 0.0
            weight += PLAN if forms.plan.search(line) else 0.0
            weight += TIME_AHEAD if forms.time_ahead.search(line) or (plan_year and plan_year in line) else 0.0
        weights[heading.start] = weight
    for start, end in paragraphs:
        if start not in weights and forms.opening.search(text, start, min(end, start + OPENING_REACH)):
            weights[start] = OPENING
    return weights
