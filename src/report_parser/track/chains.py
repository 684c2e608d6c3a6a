"""Works followed over the years: every mention of one project, facility or honour, promise or report, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from report_parser.rules import Rules
from report_parser.track.answers import contrasted
from report_parser.track.items import Item
from report_parser.track.model import Chain, ChainStep, Stage
from report_parser.track.words import Bigrams, Rarity, bigrams, lexis

# A name must carry so many bits, and two names be alike in this share of theirs, to be one work.
_NAME_BITS = 18.0
_ALIKE = 0.8
# 大桥 names no bridge, and a whole clause no work.
_SHORTEST, _LONGEST = 4, 24
_STEPS = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A statement with the year that it speaks of: the plan year of a promise, the reviewed year of a report."""

    year: int
    item: Item


@dataclass(slots=True)
class _Work:
    """A work by its first name, and the mentions found so far."""

    name: str
    grams: Bigrams
    mentions: dict[str, Mention] = field(default_factory=dict)


def chains(place: str, mentions: Sequence[Mention], rarity: Rarity, rules: Rules) -> list[Chain]:
    """The works of a place that are mentioned three times or more, over two years or more.

    Promised 2022 and 2023, reported begun in 2023 and opened in 2024: one chain of four steps.
    """
    ordered = sorted(
        mentions,
        key=lambda each: (each.year, each.item.role == "achievement", each.item.owner, each.item.statement.start),
    )
    works = _works(ordered, rarity, rules)
    holding: dict[str, list[_Work]] = defaultdict(list)
    for work in works:
        rarest = max(sorted(work.grams), key=lambda pair: rarity.bits((pair,)))
        holding[rarest].append(work)
    for mention in ordered:
        for pair in sorted(mention.item.grams):
            for work in holding.get(pair, ()):
                if work.grams <= mention.item.grams and not contrasted(work.name, mention.item.plain, rules):
                    work.mentions[f"{mention.item.owner}:{mention.item.statement.id}"] = mention
    found = [_chain(place, work) for work in works if _is_followed(work)]
    return sorted(found, key=lambda chain: (chain.steps[0].year, chain.steps[0].side.start, chain.name))


def _works(ordered: Iterable[Mention], rarity: Rarity, rules: Rules) -> list[_Work]:
    """The named objects of all mentions, alike names once: 环城快速路二期 and 环城快速路二期工程."""
    words = lexis(rules)
    works: list[_Work] = []
    by_gram: dict[str, list[_Work]] = defaultdict(list)
    for mention in ordered:
        for thing in mention.item.things:
            if not thing.named:
                continue
            name = "".join(words.content(thing.text))
            grams = bigrams(words.content(thing.text))
            bits = rarity.bits(grams)
            if bits < _NAME_BITS or not _SHORTEST <= len(name) <= _LONGEST:
                continue
            near = {id(work): work for pair in sorted(grams) for work in by_gram.get(pair, ())}
            if any(
                _alike(grams, work.grams, bits, rarity) and not contrasted(name, work.name, rules)
                for work in near.values()
            ):
                continue
            work = _Work(name, grams)
            works.append(work)
            for pair in grams:
                by_gram[pair].append(work)
    return works


def _alike(left: Bigrams, right: Bigrams, bits: float, rarity: Rarity) -> bool:
    return rarity.bits(left & right) >= _ALIKE * max(bits, rarity.bits(right))


def _is_followed(work: _Work) -> bool:
    """Whether the mentions make a story: enough of them, over years and reports, one of them with a stage reached."""
    steps = work.mentions.values()
    years, owners = {step.year for step in steps}, {step.item.owner for step in steps}
    staged = any(step.item.role == "achievement" and step.item.progress.stage is not None for step in steps)
    return len(steps) >= _STEPS and len(years) > 1 and len(owners) > 1 and staged


def _chain(place: str, work: _Work) -> Chain:
    ordered = sorted(
        work.mentions.values(),
        key=lambda each: (each.year, each.item.role == "achievement", each.item.owner, each.item.statement.start),
    )
    steps = tuple(ChainStep(year=each.year, stage=_stage(each.item), side=each.item.side()) for each in ordered)
    return Chain(place=place, name=work.name, steps=steps)


def _stage(item: Item) -> Stage:
    if item.role == "commitment":
        return "promised"
    return item.progress.stage or "reported"
