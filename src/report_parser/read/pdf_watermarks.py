"""Upright watermarks: what is printed at one place of many pages, over or under their text, is taken out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from typing import TypeAlias

from report_parser.read.pdf_glyphs import Glyph, Page

_FEWEST = 3  # pages that show it
_REPEATED = 0.6  # and their share
_OVERLAPS = 0.1  # the share of its glyphs that text runs through: a running head stands apart from all text
_BIN = 4.0  # points
_MOST_BINS = 16  # a way: the bins of a glyph of 64 points

_Place: TypeAlias = tuple[str, int, int, int, str]


def without_watermarks(pages: list[list[Page]], omitted: Counter[str]) -> Iterator[list[Page]]:
    """The pages without their watermarks, whose glyphs are counted in `omitted`."""
    seen = Counter(place for page in pages for place in {*_places(page)})
    least = max(_FEWEST, _REPEATED * len(pages))
    repeated = {place for place, count in seen.items() if count >= least}
    marks = _overlapping(pages, repeated) if repeated else set()
    for page in pages:
        yield [part._replace(glyphs=[*_kept(part.glyphs, marks, omitted)]) for part in page]


def _places(page: Iterable[Page]) -> Iterator[_Place]:
    for part in page:
        for glyph in part.glyphs:
            if glyph.text.strip():
                yield _place(glyph)


def _place(glyph: Glyph) -> _Place:
    return glyph.text, round(glyph.x0), round(glyph.y0), round(glyph.size), glyph.face


def _kept(glyphs: Iterable[Glyph], marks: set[_Place], omitted: Counter[str]) -> Iterator[Glyph]:
    for glyph in glyphs:
        if _place(glyph) in marks:
            omitted["watermark"] += 1
        else:
            yield glyph


def _overlapping(pages: list[list[Page]], repeated: set[_Place]) -> set[_Place]:
    """Of the places that repeat those of a type and size through which text runs."""
    shown: Counter[tuple[int, str]] = Counter()
    crossed: Counter[tuple[int, str]] = Counter()
    for page in pages:
        for part in page:
            middles = {
                (int((glyph.x0 + glyph.x1) / 2 / _BIN), int((glyph.y0 + glyph.size / 2) / _BIN))
                for glyph in part.glyphs
                if glyph.text.strip() and _place(glyph) not in repeated
            }
            for glyph in part.glyphs:
                place = _place(glyph)
                if place in repeated:
                    shown[place[3:]] += 1
                    crossed[place[3:]] += not middles.isdisjoint(_bins(glyph))
    return {place for place in repeated if crossed[place[3:]] > _OVERLAPS * shown[place[3:]]}


def _bins(glyph: Glyph) -> Iterator[tuple[int, int]]:
    """Where the middle of another glyph can stand that is printed over this one."""
    left, low = int(glyph.x0 / _BIN), int(glyph.y0 / _BIN)
    right, high = int(glyph.x1 / _BIN), int((glyph.y0 + glyph.size) / _BIN)
    yield from product(range(left, min(right, left + _MOST_BINS) + 1), range(low, min(high, low + _MOST_BINS) + 1))
