"""Record linkage: for each commitment the statement of the later report that answers it, with the evidence.

After Fellegi and Sunter (1969): each agreement or disagreement of a pair adds its weight, the log2 of how much
likelier it is in a true pair than by chance; the sum becomes a score, and two thresholds part links, possible
links and non-links. A number is compared with numbers of the same indicator; other clauses by their words.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from report_parser.rules import Rules, Weights
from report_parser.track.deeds import direction
from report_parser.track.items import Figure, Item
from report_parser.track.model import Reason
from report_parser.track.numbers import Measure
from report_parser.track.words import Bigrams, Rarity, bigrams

_SIMILAR = 0.75
_COVERED = 0.45
_DISTINCT = 9.0
_HEAD_BITS = 18.0
_HEAD_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer with the evidence for it. `figures` are the promised and the reported number, where numbers matched."""

    answer: Item
    reasons: tuple[Reason, ...]
    figures: tuple[Figure, Figure] | None = None
    trend: Figure | None = None
    doubts: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """The evidence in bits."""
        return sum(reason.weight for reason in self.reasons)

    def score(self, weights: Weights) -> float:
        """The evidence as a probability: 0 bits -> 0.5."""
        return round(float(1 / (1 + 2.0 ** (-self.weight / weights.scale))), 4)


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of a report, indexed by what they share with a commitment."""

    items: Sequence[Item]
    rarity: Rarity
    rules: Rules
    postings: Mapping[str, Sequence[int]]
    figures: Mapping[tuple[str, str], Sequence[tuple[int, Figure]]]

    @classmethod
    def of(cls, items: Sequence[Item], rarity: Rarity, rules: Rules) -> Answers:
        """Index the answers."""
        postings: dict[str, list[int]] = defaultdict(list)
        for at, item in enumerate(items):
            for pair in item.grams:
                postings[pair].append(at)
        figures: dict[tuple[str, str], list[tuple[int, Figure]]] = defaultdict(list)
        for at, item in enumerate(items):
            for figure in () if item.restated else item.figures:
                figures[figure.measure.kind, figure.measure.unit].append((at, figure))
        return cls(items, rarity, rules, postings, figures)


def numeric_candidates(figure: Figure, year: int, reviewed: tuple[int, int], among: Answers) -> list[Candidate]:
    """The numbers that may be the outturn of a promised one, best first.

    A target for the last of several years reviewed together is compared with that year's outturn.
    """
    found: list[Candidate] = []
    due = figure.fact.period.end_year
    if due is not None and reviewed[0] <= due <= reviewed[1]:
        year = due
    for at, other in among.figures.get((figure.measure.kind, figure.measure.unit), ()):
        item = among.items[at]
        if not _comparable(figure, other, year, reviewed):
            continue
        reasons, doubts = _numeric_evidence(figure, other, item, year, among)
        if reasons:
            found.append(Candidate(item, tuple(reasons), (figure, other), doubts=tuple(doubts)))
    return _ranked(found)


def text_candidates(promise: Item, year: int, among: Answers) -> list[Candidate]:
    """The achievements that may answer a promise for `year` by its words, best first."""
    weights = among.rules.tracking.weights
    shared: dict[int, float] = defaultdict(float)
    for pair in sorted(promise.grams):
        bits = among.rarity.bits((pair,))
        for at in among.postings.get(pair, ()):
            shared[at] += bits
    found: list[Candidate] = []
    whole = among.rarity.bits(promise.grams)
    for at, bits in shared.items():
        answer = among.items[at]
        if (
            answer.role != "achievement"
            or bits < _DISTINCT
            or ended(answer, year)
            or contrasted(promise.plain, answer.plain, among.rules)
        ):
            continue
        if bits >= _COVERED * whole or _same_head(promise, answer, among) or _same_name(promise, answer):
            found.append(Candidate(answer, tuple(_text_evidence(promise, answer, bits, among, weights))))
    if not promise.names_text:  # an object by itself has no trend of its own
        found += _trend_candidates(promise, among, weights)
    return _ranked(found)


def _numeric_evidence(
    figure: Figure, other: Figure, answer: Item, year: int, among: Answers
) -> tuple[list[Reason], list[str]]:
    """The evidence that two figures measure the same, or nothing where they cannot."""
    weights = among.rules.tracking.weights
    mine, theirs = figure.measure, other.measure
    same = _same_indicator(figure, other, among)
    if same is None:
        return [], []
    period = other.fact.period
    if period.end_year is not None and not (period.start_year or period.end_year) <= year <= period.end_year:
        return [], []
    goal = figure.fact.period
    doubts: list[str] = []
    reasons = [Reason(code="prior", text="two numbers taken at random", weight=weights.numeric_prior), same]
    if same.code in ("related_indicator", "similar_words"):
        doubts.append(same.text)
    reasons.append(
        Reason(code="same_measure", text=f"both {mine.kind} in {mine.unit or 'no unit'}", weight=weights.same_measure)
    )
    if figure.spanned and other.spanned:
        reasons.append(_reason("same_period", "both over several years", weights.one_year))
    elif (period.start_year, period.end_year) == (goal.start_year, goal.end_year) and goal.end_year is not None:
        reasons.append(
            Reason(
                code="same_period",
                text=f"both for {_span(period.start_year, period.end_year)}",
                weight=weights.exact_year,
            )
        )
    elif period.start_year == period.end_year == year:
        reasons.append(Reason(code="same_period", text=f"for {year}", weight=weights.one_year))
    elif period.end_year is not None:
        text = f"{_span(period.start_year, period.end_year)} covers {year}"
        reasons.append(Reason(code="covers_year", text=text, weight=weights.other_basis))
        doubts.append(text)
    if mine.kind in ("change_rate", "change_amount"):
        agree = mine.falling == theirs.falling
        reasons.append(
            Reason(
                code="same_direction" if agree else "other_direction",
                text="the same direction" if agree else "the other direction",
                weight=weights.same_direction if agree else -weights.same_direction,
            )
        )
        if theirs.derived is not None:
            doubts.append(f"the rate is calculated: {theirs.derived}")
    if (doublings := _doublings(mine, theirs)) > 0:
        reasons.append(_reason("magnitude", "of quite another size than promised", weights.doubling * doublings))
    if figure.fact.action and figure.fact.action == other.fact.action:
        reasons.append(Reason(code="same_verb", text=f"both {figure.fact.action}", weight=weights.same_verb))
    if answer.role == "background":
        reasons.append(Reason(code="background", text="not told as an achievement", weight=weights.background))
    return reasons, doubts


def _comparable(figure: Figure, other: Figure, year: int, reviewed: tuple[int, int]) -> bool:
    """Whether two figures are over the same years: one year, or the same several, from the same base."""
    goal = figure.fact.period
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


def _doublings(mine: Measure, theirs: Measure) -> float:
    """How many times over an outturn is beyond what a target can plausibly bring: levels double, rates quadruple.

    A rate counts once at most: growth of 6 % planned may well be reported as 64 %, as it was of 1958.
    """
    if mine.value == 0 or theirs.value == 0 or mine.kind not in ("level", "change_rate"):
        return 0.0
    ratio = math.log2(abs(theirs.value / mine.value))
    return abs(ratio) - 1 if mine.kind == "level" else min(ratio - 2, 1.0)


def _same_indicator(figure: Figure, other: Figure, among: Answers) -> Reason | None:
    """The evidence that two indicators are one; None where they are not, or nothing tells."""
    tracking = among.rules.tracking
    weights = tracking.weights
    mine, theirs = figure.phrase, other.phrase
    if figure.fact.indicator.qualifiers != other.fact.indicator.qualifiers:
        return None  # 四个自治区的工业总产值 is not the country's
    if figure.ids and other.ids:
        (left,), (right,) = figure.ids, other.ids
        if left == right:
            return Reason(code="same_indicator", text=f"both {left}", weight=weights.same_id)
        if any(left in pair and right in pair for pair in tracking.related):
            return Reason(code="related_indicator", text=f"{left} is near to {right}", weight=weights.related_id)
        return None
    if not figure.grams or not other.grams or contrasted(mine, theirs, among.rules):
        return None
    if figure.words == other.words or figure.letters & other.letters:
        if among.rarity.bits(figure.grams) < _DISTINCT:
            return None
        return Reason(code="same_words", text=f"both {'、'.join(figure.words)}", weight=weights.same_words)
    if mine[-2:] != theirs[-2:]:
        return None
    shared = among.rarity.bits(figure.grams & other.grams)
    whole = among.rarity.bits(figure.grams | other.grams)
    if shared < _DISTINCT or shared < _SIMILAR * whole:
        return None
    text = f"{mine} and {theirs} share {shared / whole:.0%} of their words"
    return Reason(code="similar_words", text=text, weight=weights.similar_words * shared / whole)


def contrasted(left: str, right: str, rules: Rules) -> bool:
    """Whether two phrases differ by words that part indicators: 城镇… and 农村…, 进口 and 出口."""
    for group in rules.tracking.contrasts:
        in_left = {word for word in group if word in left}
        in_right = {word for word in group if word in right}
        if in_left != in_right and in_left and in_right:
            return True
    return False


def _text_evidence(promise: Item, answer: Item, shared: float, among: Answers, weights: Weights) -> list[Reason]:
    """The evidence that an achievement answers a promise, from the words of both."""
    common = promise.grams & answer.grams
    lacking = _lacking(promise.grams, common)
    missing = among.rarity.bits(lacking)
    extra = among.rarity.bits(answer.grams - common)
    named = _same_name(promise, answer)
    headed = _same_head(promise, answer, among)
    reasons = [
        Reason(code="prior", text="two clauses taken at random", weight=weights.text_prior),
        _reason("shared_words", f"both say {'、'.join(_runs(promise.chunks, common))}", shared),
    ]
    if not lacking:
        reasons.append(_reason("whole", "all of what is promised is spoken of", weights.whole))
    elif (named or headed) and missing > shared:
        reasons.append(_reason("one_of_several", "the rest of the promise is not spoken of", weights.one_of_several))
    else:
        text = f"no word of {'、'.join(_runs(promise.chunks, lacking))}"
        reasons.append(_reason("missing_words", text, weights.missing * missing))
    if promise.chunks and promise.chunks[-1][-2:] not in common and not named:
        reasons.append(_reason("other_head", f"not about {promise.chunks[-1]}", weights.other_head))
    if extra:
        # What speaks of all that is promised may well speak of more: 审计和监察工作得到加强.
        most = weights.extra_most if lacking else weights.extra_most / 2
        reasons.append(_reason("other_words", "the answer says more", max(weights.extra * extra, most)))
    if named:
        reasons.append(
            _reason("same_object", "the same project, facility, honour or quoted name", weights.named_object)
        )
    elif headed:
        reasons.append(_reason("same_head", f"both are about {promise.chunks[-1]}", weights.same_head))
    action = promise.statement.action
    if action and answer.statement.action.endswith(action):  # 加强, and 得到加强
        reasons.append(_reason("same_verb", f"both {action}", weights.same_verb))
    if set(promise.statement.topics) & set(answer.statement.topics):
        reasons.append(_reason("same_topic", "the same topic", weights.same_topic))
    return reasons


def rises(figure: Figure) -> bool | None:
    """Whether a figure tells of a rise: a change, or a level with what it started from; None where it does not tell."""
    if figure.measure.kind in ("change_rate", "change_amount"):
        return figure.measure.value > 0
    fact = figure.fact
    if (
        figure.measure.kind != "level"
        or fact.baseline is None
        or fact.baseline.value is None
        or fact.value is None
        or fact.value == fact.baseline.value
    ):
        return None
    return fact.value > fact.baseline.value


def ended(answer: Item, year: int) -> bool:
    """Whether all that an answer counts was over before `year`: it looks further back."""
    ends = [fact.period.end_year for fact in answer.statement.facts]
    return bool(ends) and all(end is not None and end < year for end in ends)


def speaks_of(promise: Item, answer: Item) -> bool:
    """Whether an answer has every word of a promise, perhaps with others between."""
    return not _lacking(promise.grams, promise.grams & answer.grams)


def _lacking(promised: Bigrams, common: Bigrams) -> Bigrams:
    """The bigrams that are really missing: 教师待遇 against 教师生活待遇 lacks 师待 only as a word stands between."""
    said = {character for pair in common for character in pair}
    return frozenset(pair for pair in promised - common if not said.issuperset(pair))


def _same_name(promise: Item, answer: Item) -> bool:
    """Whether the answer speaks of a named object of the promise."""
    return any(name <= answer.grams for name in promise.names)


def _same_head(promise: Item, answer: Item, among: Answers) -> bool:
    """Whether the answer has the head noun of the promise, which stands last: 在…基础上的分税制 -> 分税制."""
    head = bigrams(chunk[-_HEAD_LENGTH:] for chunk in promise.chunks[-1:])
    return head <= answer.grams and among.rarity.bits(head) >= _HEAD_BITS


def _reason(code: str, text: str, weight: float) -> Reason:
    return Reason(code=code, text=text, weight=round(weight, 2))


def _trend_candidates(promise: Item, among: Answers, weights: Weights) -> Iterable[Candidate]:
    """Figures that answer a promise to raise or lower what has one: 增加农民收入 by 农村居民人均纯收入增长 5%."""
    towards = direction(promise.plain, among.rules)
    if towards is None or promise.figures:
        return
    phrase = max((key for key in among.rules.tracking.broader if key in promise.plain), key=len, default=None)
    if phrase is None or sum(len(chunk) for chunk in promise.chunks) > len(phrase) + 4:
        return
    ids = among.rules.tracking.broader[phrase]
    for at, figure in (pair for found in among.figures.values() for pair in found):
        answer = among.items[at]
        if answer.role != "achievement" or (risen := rises(figure)) is None:
            continue
        named = next((each for each in ids if each in figure.ids), None)
        if named is None or (towards == "down" and risen):
            continue  # prices that rise less still rise: no verdict from the sign
        reasons = (
            Reason(code="prior", text="a clause and a number taken at random", weight=weights.numeric_prior),
            Reason(
                code="trend",
                text=f"{phrase} is measured by {named}",
                weight=weights.trend + weights.same_measure - ids.index(named),
            ),
        )
        yield Candidate(answer, reasons, trend=figure)


def _ranked(found: list[Candidate]) -> list[Candidate]:
    """Best first; of equals the one that stands first in its report."""
    return sorted(found, key=lambda each: (-each.weight, each.answer.statement.start, each.answer.statement.id))


def _runs(chunks: Iterable[str], grams: Bigrams) -> list[str]:
    """The stretches of the chunks that the bigrams cover, longest first, three at most."""
    runs: list[str] = []
    for chunk in chunks:
        run = ""
        for at in range(len(chunk) - 1):
            pair = chunk[at : at + 2]
            if pair in grams:
                run = run + pair[1] if run else pair
            elif run:
                runs.append(run)
                run = ""
        if run:
            runs.append(run)
    return sorted(dict.fromkeys(runs), key=lambda run: (-len(run), run))[:3]


def _span(start: int | None, end: int | None) -> str:
    return str(end) if start in (None, end) else f"{start}–{end}"
