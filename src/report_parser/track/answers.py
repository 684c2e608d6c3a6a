"""Record linkage: the statements of a later report that may answer, indexed, and an answer with its evidence.

After Fellegi and Sunter (1969): each agreement or disagreement of a pair adds its weight, the log2 of how much
likelier it is in a true pair than by chance; the sum becomes a score, and two thresholds part links, possible
links and non-links. How numbers are compared stands in `by_numbers`, how other clauses are in `by_words`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from report_parser.rules import Rules
from report_parser.rules.track import Weights
from report_parser.track.figures import Figure
from report_parser.track.items import Item, groups, letters, rarity
from report_parser.track.words import Bigrams, Postings, Rarity, characters, lexis

# Less than so many bits in common is chance, of words (or near ones) or of characters.
_DISTINCT = 6.0
_DISTINCT_CHARACTERS = 15.0


class Evidence(NamedTuple):
    """One piece of evidence for or against a match, its weight in bits; `tell` words it, where anybody asks."""

    code: str
    tell: str | Callable[[], str]
    weight: float

    @property
    def text(self) -> str:
        """The evidence in words."""
        return self.tell if isinstance(self.tell, str) else self.tell()


class Touch(NamedTuple):
    """A statement that shares something with a promise: its place, and the bits of words and of characters shared."""

    place: int
    words: float
    characters: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer with the evidence for it. `figures` are the promised and the reported number, where numbers matched.

    `alike` tells that the two numbers are named in other words.
    """

    answer: Item
    reasons: tuple[Evidence, ...]
    figures: tuple[Figure, Figure] | None = None
    trend: Figure | None = None
    doubts: tuple[str, ...] = ()
    alike: bool = False

    @property
    def weight(self) -> float:
        """The evidence in bits."""
        return sum(reason.weight for reason in self.reasons)

    def score(self, weights: Weights) -> float:
        """The evidence as a probability: 0 bits -> 0.5."""
        return round(float(1 / (1 + 2.0 ** (-self.weight / weights.scale))), 4)

    def answers(self, weights: Weights) -> bool:
        """Whether the evidence is enough for an answer; numbers named in other words need more."""
        return self.score(weights) >= (weights.alike_link if self.alike else weights.link)


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of a report, with how rare their words are, and their figures by kind and unit."""

    items: Sequence[Item]
    rarity: Rarity
    letters: Rarity
    groups: Rarity
    rules: Rules
    figures: Mapping[tuple[str, str], Sequence[tuple[int, Figure]]]
    by_words: Postings
    by_characters: Postings
    by_groups: Postings
    around: Sequence[Bigrams]
    bits: Sequence[float]

    @classmethod
    def of(cls, items: Sequence[Item], promises: Sequence[Item], rules: Rules) -> Answers:
        """Index the answers to some promises."""
        figures: dict[tuple[str, str], list[tuple[int, Figure]]] = defaultdict(list)
        for at, item in enumerate(items):
            for figure in () if item.restated else item.figures:
                figures[figure.measure.kind, tallied(figure.measure.unit, rules)].append((at, figure))
        both = (*promises, *items)
        words, single, near = rarity(both, rules), letters(both), groups(both)
        told = [None if item.role == "background" else item for item in items]
        return cls(
            items=items,
            rarity=words,
            letters=single,
            groups=near,
            rules=rules,
            figures=figures,
            by_words=Postings((item.grams if item else () for item in told), words),
            by_characters=Postings((characters(item.grams) if item else () for item in told), single),
            by_groups=Postings((item.near if item else () for item in told), near),
            around=[item.grams | item.before for item in items],
            bits=[words.bits(item.grams) for item in items],
        )

    def touched(self, promise: Item) -> list[Touch]:
        """The statements that share more with a promise than chance gives, in words or characters.

        Of background only the numbers are compared, so it is not among them.
        """
        words = self.by_words.shared(promise.grams)
        near = self.by_groups.shared(promise.near)
        alike = self.by_characters.shared(characters(promise.grams))
        found = {place for place in (*words, *near) if words.get(place, 0.0) + near.get(place, 0.0) >= _DISTINCT}
        found |= {place for place, bits in alike.items() if bits >= _DISTINCT_CHARACTERS}
        return [Touch(place, words.get(place, 0.0), alike.get(place, 0.0)) for place in sorted(found)]


def tallied(unit: str, rules: Rules) -> str:
    """A unit without the choice of measure word: 12 家, 12 个 and 12 处 are so many of something."""
    return "个" if unit in rules.units.counts and unit != "人" else unit


def contrasted(left: str, right: str, rules: Rules) -> bool:
    """Whether two phrases differ by words that part indicators: 城镇… and 农村…, 进口 and 出口, 省级 and 市级."""
    here, there = tiers(left, rules), tiers(right, rules)
    if here and there and here != there:
        return True
    return any(here != there for here, there in _contrasts(left, right, rules))


def parted(promised: str, told: str, rules: Rules) -> bool:
    """Whether a clause speaks of another part than promised: of 农村 for 城镇; one of both covers either."""
    return any(here.isdisjoint(there) for here, there in _contrasts(promised, told, rules))


def tiers(text: str, rules: Rules) -> frozenset[int]:
    """The tiers that a text names, the higher the more: 省级 and 全省 are one."""
    return frozenset(at for at, words in enumerate(rules.tracking.tiers) if any(word in text for word in words))


def untiered(name: str, rules: Rules) -> str:
    """A name without its tier: 省级示范县 -> 示范县."""
    for word in (word for words in rules.tracking.tiers for word in words):
        name = name.removeprefix(word)
    return name


def _contrasts(left: str, right: str, rules: Rules) -> Iterable[tuple[frozenset[str], frozenset[str]]]:
    """The words of each group of contrasts that stand left and right, where some do on both sides."""
    words = lexis(rules)
    here, there = words.contrasts(left), words.contrasts(right)
    return [(here[group], there[group]) for group in here.keys() & there.keys()]


def ranked(found: list[Candidate]) -> list[Candidate]:
    """Best first; of equals the one that stands first in its report."""
    return sorted(found, key=lambda each: (-each.weight, each.answer.statement.start, each.answer.statement.id))


def reason(code: str, tell: str | Callable[[], str], weight: float) -> Evidence:
    """One piece of evidence."""
    return Evidence(code, tell, round(weight, 2))
