"""A promise taken apart: each target and each work that it lists is promised by itself, and answered by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from report_parser.rules import Rules
from report_parser.track.figures import Figure
from report_parser.track.items import Item, Thing, grams_of
from report_parser.track.nearness import nearness
from report_parser.track.words import Rarity, lexis

# A work is looked for by itself when its words carry so many bits.
_TELLING = 9.0


@dataclass(frozen=True, slots=True)
class Unit:
    """A target (`figure`), a work of a list, or a promise as a whole; `item` is what is compared of it.

    `name` is what a table calls it, `start` and `end` are where it stands. `listed` tells that `promise` has more.
    """

    promise: Item
    item: Item
    figure: Figure | None
    name: str
    start: int
    end: int
    listed: bool = False


def units(promise: Item, rarity: Rarity, rules: Rules) -> list[Unit]:
    """What a promise is made of: 打造10个示范村、新建江南大桥、城北水厂 -> a target and two works."""
    targets = [Unit(promise, promise, figure, _named(figure), *_place(figure)) for figure in promise.figures]
    listed = _works(promise, rarity, rules)
    if listed and (targets or len(listed) > 1):
        return [*targets, *listed]
    return targets or [whole(promise)]


def whole(promise: Item) -> Unit:
    """The promise as one."""
    statement = promise.statement
    name = f"{promise.subject}：{statement.text}" if promise.subject else statement.text
    return Unit(promise, promise, None, name, statement.start, statement.end)


def _named(figure: Figure) -> str:
    return f"{figure.fact.indicator.name} {figure.fact.text}".strip()


def _place(figure: Figure) -> tuple[int, int]:
    return figure.fact.start, figure.fact.end


def _works(promise: Item, rarity: Rarity, rules: Rules) -> list[Unit]:
    """The things that a promise lists and does not count, where each is telling enough to be looked for by itself."""
    if promise.subject:
        return []
    statement = promise.statement
    things = [thing for thing in promise.things if statement.start <= thing.start and not _counted(thing, promise)]
    if not is_concrete(promise):
        return []
    found: list[Unit] = []
    for thing in things:
        part = _part(promise, thing, rules)
        if rarity.bits(part.grams) < _TELLING:
            return []
        found.append(Unit(promise, part, None, thing.text, thing.start, thing.end, listed=True))
    return found


def is_concrete(promise: Item) -> bool:
    """Whether a promise is of works, so that each thing that it lists is one: not 加强甲、乙两方面的能力."""
    return promise.works or any(thing.named for thing in promise.things)


def _counted(thing: Thing, promise: Item) -> bool:
    """Whether a target of the promise counts a thing: 打造10个|示范村, 新建|幼儿园|3所."""
    for figure in promise.figures:
        fact = figure.fact
        named = any(start < thing.end and thing.start < end for start, end in fact.indicator.spans)
        if named or thing.start <= fact.start < thing.end or fact.end == thing.start:
            return True
    return False


def _part(promise: Item, thing: Thing, rules: Rules) -> Item:
    words = lexis(rules)
    grams = grams_of(thing.text, words)
    return replace(
        promise,
        chunks=words.content(thing.text),
        grams=grams,
        near=nearness(rules).touched(words.plain(thing.text)),
        names=(grams,),
        names_text=thing.text,
        things=(thing,),
        figures=(),
        quotes=frozenset(quote for quote in promise.quotes if quote in thing.text),
    )


def listed_together(found: Sequence[Unit]) -> list[list[Unit]]:
    """The units that are decided together: the works of one list, or one by itself."""
    groups: list[list[Unit]] = []
    for unit in found:
        if unit.listed and groups and groups[-1][0].listed:
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return groups
