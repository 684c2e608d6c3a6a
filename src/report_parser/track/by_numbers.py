"""The numbers that may be the outturn of a promised one: of the same indicator, or named alike and near in size."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

from report_parser.model import PeriodInfo
from report_parser.rules import Rules
from report_parser.track.answers import Answers, Candidate, Evidence, contrasted, ranked, reason, tallied
from report_parser.track.figures import Figure
from report_parser.track.items import Item
from report_parser.track.likeness import runs, setting
from report_parser.track.nearness import nearness
from report_parser.track.numbers import Measure
from report_parser.track.words import Bigrams, bigrams, lexis

_SIMILAR = 0.75
_DISTINCT = 9.0
# A name of so many characters tells by itself, though each of its words is common: 市级重点项目.
_LONG_NAME = 6
# Numbers named in other words share so many bits at least, and are no further apart than by so many doublings.
_ALIKE = 6.0
_FAR = 1.0
# Those told in near words alone are closer.
_CLOSE = 0.5
# Changes and shares named in other words have so much of their names in common: 旅客周转量 is not 货物周转量.
_SAME_NAME = 0.5
_SHARE = re.compile("占|比重")
_NEW = "新"
_FEW = 3
_WHOLE = 100


def numeric_candidates(figure: Figure, year: int, reviewed: tuple[int, int], among: Answers) -> list[Candidate]:
    """The numbers that may be the outturn of a promised one, best first.

    A target for the last of several years reviewed together is compared with that year's outturn.
    """
    found: list[Candidate] = []
    due = figure.fact.period.end_year
    if due is not None and reviewed[0] <= due <= reviewed[1]:
        year = due
    for place, other in _of_its_kind(figure, among):
        item = among.items[place]
        if not comparable(figure, other, year, reviewed):
            continue
        reasons, doubts = _numeric_evidence(figure, other, item, year, among)
        if reasons:
            found.append(Candidate(item, tuple(reasons), (figure, other), doubts=tuple(doubts)))
    return ranked(found)


def alike_candidates(
    promise: Item, figure: Figure, year: int, reviewed: tuple[int, int], among: Answers
) -> list[Candidate]:
    """The numbers that may be the outturn of a promised one by what is counted, though it is named in other words.

    招聘中小学教师 150 名 and 168 名新教师充实讲台: what both count is alike, and the numbers are near in size. What a
    clause says beside its one number counts too. Every such answer is doubtful.
    """
    found: list[Candidate] = []
    rivals = sum(each.measure.kind == figure.measure.kind for each in promise.figures)
    said = figure.grams | promise.grams if rivals == 1 else figure.grams
    for place, other in _of_its_kind(figure, among):
        item = among.items[place]
        period = other.fact.period
        if (
            item.role != "achievement"
            or (figure.ids and other.ids)
            or figure.limits != other.limits
            or not comparable(figure, other, year, reviewed)
            or contrasted(figure.fact.action + figure.plain, item.plain, among.rules)
            or (period.end_year is not None and not (period.start_year or period.end_year) <= year <= period.end_year)
            or _several(period) != _several(figure.fact.period)
            or _apart(figure.measure, other.measure) > _FAR
            or not _alike_names(figure, other, among)
        ):
            continue
        common = said & (item.grams | other.grams)
        near = _near(promise if rivals == 1 else None, figure, item, among)
        bits = among.rarity.bits(common)
        closely = _apart(figure.measure, other.measure) <= _CLOSE
        if bits >= _ALIKE or (closely and bits + sum(near.values()) >= _ALIKE):
            reasons = tuple(_alike_evidence(promise, figure, other, place, common, near, among))
            doubts = ("what is counted is named in other words",)
            other_name = not _holds(figure, other, among)
            found.append(Candidate(item, reasons, (figure, other), doubts=doubts, alike=other_name))
    return ranked(found)


def _holds(figure: Figure, other: Figure, among: Answers) -> bool:
    """Whether one of two names holds the other whole: 县级以上重点项目早开工 and 县级以上重点项目."""
    shorter = min(figure.grams, other.grams, key=len)
    return shorter <= figure.grams & other.grams and among.rarity.bits(shorter) >= _DISTINCT


def _of_its_kind(figure: Figure, among: Answers) -> Iterable[tuple[int, Figure]]:
    """The numbers of the later report that are of the kind and unit of a promised one, with their statements' places.

    What is added or built (新增 12 家, 新建 91 个) is compared with what is added, whichever way the clause puts it,
    and never with all there are (增加到 106 个).
    """
    unit = tallied(figure.measure.unit, among.rules)
    adds = added(figure, among.rules)
    new = adds or figure.fact.action.startswith(_NEW)
    for kind in ("level", "change_amount") if adds else (figure.measure.kind,):
        for at, other in among.figures.get((kind, unit), ()):
            others = added(other, among.rules)
            stock = other.fact.action in among.rules.tracking.reaching and not others
            if not (new and stock) and (others or kind == figure.measure.kind):
                yield at, other


def added(figure: Figure, rules: Rules) -> bool:
    """Whether a number is of what is added within the year: 新增 12 家, 增加收入 130 亿元."""
    found = figure.measure
    if found.kind == "level":
        words = rules.tracking.adding
        return figure.fact.action in words or any(word in figure.plain for word in words)
    return found.kind == "change_amount" and not found.falling


def _near(promise: Item | None, figure: Figure, answer: Item, among: Answers) -> dict[str, float]:
    """The other words for the same matter that a number and its answer are told in, with their bits."""
    touched = promise.near if promise is not None else nearness(among.rules).touched(figure.plain)
    return {
        f"{said[0]}/{answer.near[group][0]}": min(among.groups.bits((group,)), among.rarity.bits(bigrams(said)))
        for group, said in touched.items()
        if group in answer.near and set(said).isdisjoint(answer.near[group])
    }


def _alike_evidence(
    promise: Item,
    figure: Figure,
    other: Figure,
    place: int,
    common: Bigrams,
    near: Mapping[str, float],
    among: Answers,
) -> Iterable[Evidence]:
    """The evidence that two numbers count the same, from what is said of them and from their size."""
    weights, answer = among.rules.tracking.weights, among.items[place]
    mine, theirs = figure.measure, other.measure
    yield reason("prior", "two numbers of a kind taken at random", weights.alike_prior)
    if common:
        text = f"both say {'、'.join(runs((*figure.words, *promise.chunks), common))}"
        yield reason("shared_words", text, weights.alike_shared * among.rarity.bits(common))
    if near:
        yield reason("near_words", f"the same matter: {'、'.join(near)}", weights.alike_near * sum(near.values()))
    if (bits := setting(promise, place, among)) > 0:
        yield reason("same_setting", "what goes before them is alike", weights.alike_setting * bits)
    if mine.unit == theirs.unit:
        yield reason("same_measure", f"both in {mine.unit or 'no unit'}", weights.alike_unit)
    yield reason("magnitude", "how far apart they are in size", weights.alike_size * _apart(mine, theirs))
    if set(promise.statement.topics) & set(answer.statement.topics):
        yield reason("same_topic", "the same topic", weights.alike_topic)


def _apart(mine: Measure, theirs: Measure) -> float:
    """How many doublings two numbers are apart; for shares of a whole, their odds: 92 % is far from 60 %."""
    if not mine.value or not theirs.value:
        return 0.0 if mine.value == theirs.value else math.inf
    left, right = abs(mine.value), abs(theirs.value)
    if mine.kind == "level" and mine.unit == "%" and max(left, right) < _WHOLE:
        left, right = left / (_WHOLE - left), right / (_WHOLE - right)
    return abs(math.log2(right / left))


def _alike_names(figure: Figure, other: Figure, among: Answers) -> bool:
    """Whether two changes or shares may be of one thing: any two of them are near in size, so their names must tell."""
    share = all(_SHARE.search(each.phrase) for each in (figure, other))
    if figure.measure.kind not in ("change_rate", "change_amount") and not share:
        return True
    shared = among.rarity.bits(figure.grams & other.grams)
    return shared >= _SAME_NAME * among.rarity.bits(figure.grams | other.grams)


def _numeric_evidence(
    figure: Figure, other: Figure, answer: Item, year: int, among: Answers
) -> tuple[list[Evidence], list[str]]:
    """The evidence that two figures measure the same, or nothing where they cannot."""
    weights = among.rules.tracking.weights
    mine, theirs = figure.measure, other.measure
    same = same_indicator(figure, other, among)
    if same is None:
        return [], []
    period = other.fact.period
    if period.end_year is not None and not (period.start_year or period.end_year) <= year <= period.end_year:
        return [], []
    goal = figure.fact.period
    doubts: list[str] = []
    reasons = [reason("prior", "two numbers taken at random", weights.numeric_prior), same]
    if same.code in ("related_indicator", "similar_words"):
        doubts.append(same.text)
    reasons.append(reason("same_measure", f"both {mine.kind} in {mine.unit or 'no unit'}", weights.same_measure))
    if figure.spanned and other.spanned:
        reasons.append(reason("same_period", "both over several years", weights.one_year))
    elif (period.start_year, period.end_year) == (goal.start_year, goal.end_year) and goal.end_year is not None:
        reasons.append(
            reason(
                "same_period",
                f"both for {_span(period.start_year, period.end_year)}",
                weights.exact_year,
            )
        )
    elif period.start_year == period.end_year == year:
        reasons.append(reason("same_period", f"for {year}", weights.one_year))
    elif period.end_year is not None:
        text = f"{_span(period.start_year, period.end_year)} covers {year}"
        reasons.append(reason("covers_year", text, weights.other_basis))
        doubts.append(text)
    if mine.kind in ("change_rate", "change_amount"):
        agree = mine.falling == theirs.falling
        reasons.append(
            reason(
                "same_direction" if agree else "other_direction",
                "the same direction" if agree else "the other direction",
                weights.same_direction if agree else -weights.same_direction,
            )
        )
    if theirs.derived is not None:
        doubts.append(f"the rate is calculated: {theirs.derived}")
    if (doublings := _doublings(mine, theirs)) > 0:
        reasons.append(reason("magnitude", "of quite another size than promised", weights.doubling * doublings))
    if figure.fact.action and figure.fact.action == other.fact.action:
        reasons.append(reason("same_verb", f"both {figure.fact.action}", weights.same_verb))
    if answer.role == "background":
        reasons.append(reason("background", "not told as an achievement", weights.background))
    return reasons, doubts


def comparable(figure: Figure, other: Figure, year: int, reviewed: tuple[int, int]) -> bool:
    """Whether two figures are over the same years: one year, or the same several, from the same base.

    A quarter or half of a year answers no target of the year.
    """
    goal = figure.fact.period
    if other.in_part and not figure.in_part:
        return False
    if other.spanned and not figure.spanned and goal.start_year == goal.end_year == year:
        return False
    if figure.spanned and figure.measure.kind != "level" and not other.spanned:
        return False
    if figure.spanned and other.spanned and goal.start_year == goal.end_year and goal.end_year not in reviewed:
        return False
    if figure.measure.kind in ("change_rate", "change_amount"):
        usual = {year - 1, None}
        return figure.base_year == other.base_year or {figure.base_year, other.base_year} <= usual
    return True


def _several(period: PeriodInfo) -> bool:
    """Whether a number is of several years together."""
    return period.start_year not in (None, period.end_year)


def _doublings(mine: Measure, theirs: Measure) -> float:
    """How many times over an outturn is beyond what a target can plausibly bring: levels double, rates quadruple.

    A rate counts once at most: growth of 6 % planned may well be reported as 64 %, as it was of 1958. Of what is
    counted by ones, 6 for 1 is no more than 9 for 4.
    """
    if mine.value == 0 or theirs.value == 0 or mine.kind not in ("level", "change_rate"):
        return 0.0
    if mine.kind == "change_rate":
        return min(math.log2(abs(theirs.value / mine.value)) - 2, 1.0)
    few = 0 if mine.unit == "%" else _FEW
    return abs(math.log2((abs(theirs.value) + few) / (abs(mine.value) + few))) - 1


def same_indicator(figure: Figure, other: Figure, among: Answers) -> Evidence | None:
    """The evidence that two indicators are one; None where they are not, or nothing tells."""
    tracking = among.rules.tracking
    weights = tracking.weights
    mine, theirs = figure.phrase, other.phrase
    if figure.fact.indicator.qualifiers != other.fact.indicator.qualifiers:
        return None  # 四个自治区的工业总产值 is not the country's
    if figure.ids and other.ids:
        (left,), (right,) = figure.ids, other.ids
        if left == right:
            return reason("same_indicator", f"both {left}", weights.same_id)
        if any(left in pair and right in pair for pair in tracking.related):
            return reason("related_indicator", f"{left} is near to {right}", weights.related_id)
        return None
    if not figure.grams or not other.grams or contrasted(mine, theirs, among.rules):
        return None
    if figure.words == other.words or figure.letters & other.letters:
        whole_name = len(figure.plain) >= _LONG_NAME and figure.letters & other.letters
        told = whole_name or _same_deed(figure, other, among.rules)
        if among.rarity.bits(figure.grams) < _DISTINCT and not told:
            return None
        return reason("same_words", f"both {'、'.join(figure.words)}", weights.same_words)
    if mine[-2:] != theirs[-2:]:
        return None
    shared = among.rarity.bits(figure.grams & other.grams)
    whole = among.rarity.bits(figure.grams | other.grams)
    if shared < _DISTINCT or shared < _SIMILAR * whole:
        return None
    text = f"{mine} and {theirs} share {shared / whole:.0%} of their words"
    return reason("similar_words", text, weights.similar_words * shared / whole)


def _same_deed(figure: Figure, other: Figure, rules: Rules) -> bool:
    """Whether the same was to be delivered and was, by a name that every report has: 引进项目 20 个, 招引项目 33 个."""
    words = lexis(rules)
    mine, theirs = (words.plain(each.fact.action) for each in (figure, other))
    return mine == theirs and mine in rules.tracking.delivery and figure.words == other.words


def _span(start: int | None, end: int | None) -> str:
    return str(end) if start in (None, end) else f"{start}–{end}"
