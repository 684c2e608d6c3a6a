"""The achievements that may answer a promise by what they speak of, in the same words or in near ones."""

from __future__ import annotations

from collections.abc import Iterable

from report_parser.document import ObjectType
from report_parser.rules import Rules
from report_parser.rules.track import Weights
from report_parser.track.answers import Answers, Candidate, Evidence, parted, ranked, reason, tiers, untiered
from report_parser.track.deeds import direction
from report_parser.track.figures import Figure
from report_parser.track.items import Item
from report_parser.track.likeness import Likeness, lacks, likeness, runs, setting
from report_parser.track.words import Bigrams

# The kind of a work is told by so many characters at the end of its name, a shortened name has so many at least.
_KIND = 2
# A name carries so many bits at least.
_NAMES = 8.0
# What has a proper name.
_PLACED: frozenset[ObjectType] = frozenset({"project", "facility", "honour", "place", "organisation"})
# The first two characters of a proper name carry so many bits at least.
_PROPER = 7.5
_NAME = 4


def text_candidates(promise: Item, year: int, among: Answers) -> list[Candidate]:
    """The achievements that may answer a promise for `year` by its words, best first."""
    found: list[Candidate] = []
    for touch in among.touched(promise):
        answer = among.items[touch.place]
        if answer.role == "problem" and not answer.progress.failed:
            continue  # a complaint answers nothing: 稳增长压力加大
        if (
            ended(answer, year)
            or _parted(promise, answer, among.rules)
            or _of_other_works(promise, answer, among.rules)
        ):
            continue
        alike = likeness(promise, touch, among)
        found.append(Candidate(answer, tuple(_evidence(promise, touch.place, alike, among))))
    if not promise.names_text:  # an object by itself has no trend of its own
        found += _trend_candidates(promise, among, among.rules.tracking.weights)
    return ranked(found)


def _parted(promise: Item, answer: Item, rules: Rules) -> bool:
    """Whether an answer is of another part or tier than promised; an honour of a higher tier is more than promised."""
    if parted(promise.plain, answer.plain, rules):
        return True
    here, there = tiers(promise.plain, rules), tiers(answer.plain, rules)
    if not here or not there or here & there:
        return False
    honoured = answer.statement.status == "recognised" or answer.progress.stage == "finished"
    return promise.figures != () or not honoured or max(there) < max(here)


def _of_other_works(promise: Item, answer: Item, rules: Rules) -> bool:
    """Whether an answer names works of the kind promised, but others: 江北大桥 where 江南大桥 is promised.

    江云高速 is short for 江州至云河高速, as its characters stand in it in that order.
    """
    mine = [untiered(thing.text, rules) for thing in promise.things if thing.named]
    theirs = [untiered(thing.text, rules) for thing in answer.things if thing.named]
    kinds = {name[-_KIND:] for name in mine}
    rivals = [name for name in theirs if name[-_KIND:] in kinds]
    return bool(rivals) and not any(_short_for(*sorted((name, rival), key=len)) for name in mine for rival in rivals)


def _shortened(promise: Item, answer: Item) -> tuple[str, str] | None:
    """A name and what it is short for, one of them promised and the other told: 江云高速, 江州至云河高速."""
    for mine in promise.things:
        for theirs in answer.things:
            short, full = sorted((mine.text, theirs.text), key=len)
            if len(short) >= _NAME and short not in full and short[0] == full[0] and _short_for(short, full):
                return short, full
    return None


def _short_for(short: str, full: str) -> bool:
    characters_left = iter(full)
    return all(character in characters_left for character in short)


def _evidence(promise: Item, place: int, alike: Likeness, among: Answers) -> Iterable[Evidence]:
    """The evidence that an achievement answers a promise, from the words of both and what goes before them."""
    weights, answer = among.rules.tracking.weights, among.items[place]
    yield reason("prior", "two clauses taken at random", weights.text_prior)
    if alike.common:
        yield reason(
            "shared_words",
            lambda: f"both say {'、'.join(runs(promise.chunks, alike.common))}",
            weights.shared * alike.shared,
        )
    if alike.characters > 0:
        yield reason("shared_characters", "single characters in both", weights.characters * alike.characters)
    if alike.pairs:
        text = "、".join(f"{mine} and {theirs}" for mine, theirs in alike.pairs)
        yield reason("near_words", f"near to each other are {text}", weights.near * alike.near)
    if (bits := setting(promise, place, among)) > 0:
        yield reason("same_setting", "what goes before them is alike", weights.setting * bits)
    if alike.lacking:
        yield reason(
            "missing_words",
            lambda: f"no word of {'、'.join(runs(promise.chunks, alike.lacking))}",
            weights.missing * alike.missing,
        )
    if not alike.lacking and alike.common:
        yield reason("whole", "all that is promised is spoken of", weights.whole)
    if alike.extra:
        yield reason("other_words", "the answer says more", weights.extra * alike.extra)
    yield from _by_name(promise, answer, alike, among)
    if promise.chunks and promise.chunks[-1][-2:] in alike.common:
        yield reason("same_head", f"both are about {promise.chunks[-1]}", weights.same_head)
    action = promise.statement.action
    if action and action in answer.plain:
        yield reason("same_verb", f"both {action}", weights.same_action)
    if set(promise.statement.topics) & set(answer.statement.topics):
        yield reason("same_topic", "the same topic", weights.same_topic)
    if answer.role == "problem":
        yield reason("background", "told as a problem", weights.background)


def _by_name(promise: Item, answer: Item, alike: Likeness, among: Answers) -> Iterable[Evidence]:
    """The evidence of names: the same, a short form of it, nothing of it, or another of its kind."""
    weights = among.rules.tracking.weights
    if any(name <= answer.grams and among.rarity.bits(name) >= _NAMES for name in promise.names):
        yield reason("same_object", "the same project, facility, honour or quoted name", weights.named_object)
    elif (names := _shortened(promise, answer)) is not None:
        yield reason("same_object", f"{names[0]} is short for {names[1]}", weights.named_object)
    elif not alike.pairs and (lead := _lead_missing(promise, answer, among)):
        yield reason("missing_name", f"nothing of {lead}", weights.missing_name)
    if (others := _other_name(promise, answer, among)) is not None:
        yield reason("other_name", f"{others[1]} is not {others[0]}", weights.other_name)


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


def speaks_of(grams: Bigrams, answer: Item) -> bool:
    """Whether an answer has every word of what some bigrams are of, perhaps with others between."""
    return not lacks(grams, grams & answer.grams)


def _other_name(promise: Item, answer: Item, among: Answers) -> tuple[str, str] | None:
    """A name promised and another told, of one kind, with nothing in common before it: 燕子坞古镇, 太平水镇."""
    mine = [thing.proper for thing in promise.things if len(thing.proper) >= _NAME and thing.type in _PLACED]
    if any(_lead(name) in answer.grams for name in mine):
        return None
    for name in mine:
        for thing in answer.things:
            told = thing.proper
            leads = (_lead(name), _lead(told))
            alike = told[-1:] == name[-1:] and thing.type in _PLACED and len(told) >= _NAME
            of_its_kind = alike and leads[1] not in promise.grams
            if of_its_kind and min(among.rarity.bits((lead,)) for lead in leads) >= _PROPER:
                return name, told
    return None


def _lead_missing(promise: Item, answer: Item, among: Answers) -> str:
    """The name of a promised work of which an answer says nothing; empty where it says a part, or none is proper."""
    proper = [thing.proper for thing in promise.things if thing.type in _PLACED and len(thing.proper) >= _NAME]
    proper = [name for name in proper if among.rarity.bits((_lead(name),)) >= _PROPER]
    proper += sorted(quote for quote in promise.quotes if len(quote) >= _NAME)
    if not proper or any(not answer.grams.isdisjoint(_front(name)) for name in proper):
        return ""
    return proper[0]


def _front(name: str) -> frozenset[str]:
    """The bigrams of a name without its general noun: 神南镇|示范区."""
    front = name[: max(len(name) // 2, 2) + 1]
    return frozenset(front[at : at + 2] for at in range(len(front) - 1))


def _lead(name: str) -> str:
    return name[:2]


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
        text = f"{phrase} is measured by {named}"
        reasons = (
            reason("prior", "a clause and a number taken at random", weights.numeric_prior),
            reason("trend", text, weights.trend + weights.same_measure - ids.index(named)),
        )
        yield Candidate(answer, reasons, trend=figure)
