"""What a review says of an item without answering it: 只报总量，未报增速."""

from __future__ import annotations

from report_parser.track.answers import Answers
from report_parser.track.by_numbers import same_indicator
from report_parser.track.by_words import ended, speaks_of
from report_parser.track.figures import Figure
from report_parser.track.items import Item
from report_parser.track.units import Unit

# A name of so many bits is spoken of by who says all of it.
_TELLING = 10.0
_SAME = frozenset({"same_indicator", "same_words"})


def mention(unit: Unit, year: int, among: Answers) -> Item | None:
    """The first clause on the same thing as an item that has no answer; None where the review is silent."""
    if unit.figure is not None and (told := _measured(unit.figure, year, among)) is not None:
        return told
    return _named(unit, year, among)


def _measured(figure: Figure, year: int, among: Answers) -> Item | None:
    """The clause that gives another number of the same indicator."""
    for item in among.items:
        if item.restated or ended(item, year):
            continue
        for other in item.figures:
            same = same_indicator(figure, other, among)
            if same is not None and same.code in _SAME:
                return item
    return None


def _named(unit: Unit, year: int, among: Answers) -> Item | None:
    """The clause that has every word of the item's name."""
    grams = unit.figure.grams if unit.figure is not None else unit.item.grams
    if among.rarity.bits(grams) < _TELLING:
        return None
    touched = sorted(place for place, bits in among.by_words.shared(grams).items() if bits >= _TELLING)
    told = (among.items[place] for place in touched)
    return next((each for each in told if speaks_of(grams, each) and not ended(each, year)), None)
