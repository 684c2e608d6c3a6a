"""The ruled tables of a PDF page: glyphs that stand between printed lines -> rows of cells.

What one cell says may be broken over several lines, and two cells may all but touch, so only the printed lines tell
which is which.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from report_parser.read.pdf_glyphs import Glyph, Rule

_TOLERANCE = 2.0  # points by which a printed line may miss the one that it meets
_MOST_RULES = 2000  # a page with more is a drawing
_LONGEST = 400  # characters: what a frame around prose holds is no cell


class Row(NamedTuple):
    """A row of a table: the glyphs of each column, in the order in which they are read."""

    columns: list[list[Glyph]]


class _Cell(NamedTuple):
    """A cell by its upper and its left edge."""

    top: float
    left: float


def ruled_rows(glyphs: list[Glyph], rules: list[Rule]) -> tuple[list[Row], list[Glyph]]:
    """The rows of the ruled tables of a page from the top down, and the glyphs outside of them."""
    upright = sorted({rule for rule in rules if rule.upright})
    level = sorted({rule for rule in rules if not rule.upright})
    if len(upright) < 2 or len(level) < 2 or len(rules) > _MOST_RULES:
        return [], glyphs
    held: dict[_Cell, list[Glyph]] = defaultdict(list)
    outside: list[Glyph] = []
    for glyph in glyphs:
        cell = _cell(glyph, upright, level)
        if cell is None:
            outside.append(glyph)
        else:
            held[cell].append(glyph)
    return _as_rows(held, outside), outside


def _cell(glyph: Glyph, upright: list[Rule], level: list[Rule]) -> _Cell | None:
    """The cell around a glyph; None where a side of it is open above or to the left."""
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.y0 + glyph.size / 2
    left = _nearest(reversed(upright[: bisect_left(upright, (x,))]), y)
    right = _nearest(upright[bisect_left(upright, (x,)) :], y)
    top = _nearest(level[bisect_left(level, (y,)) :], x)
    foot = _nearest(reversed(level[: bisect_left(level, (y,))]), x)
    if left is None or right is None or top is None or foot is None:
        return None
    return _Cell(round(top, 0), round(left, 0))


def _nearest(rules: Iterable[Rule], at: float) -> float | None:
    """Where the first of the lines stands that reaches past a place."""
    return next((rule.at for rule in rules if rule.low - _TOLERANCE <= at <= rule.high + _TOLERANCE), None)


def _as_rows(held: dict[_Cell, list[Glyph]], outside: list[Glyph]) -> list[Row]:
    """The cells as rows whose columns are those of their table; what is no table goes `outside`."""
    tops: dict[float, list[_Cell]] = defaultdict(list)
    for cell in held:
        tops[cell.top].append(cell)
    lefts = _apart(cell.left for cell in held)
    rows: list[Row] = []
    for top in sorted(tops, reverse=True):
        cells = tops[top]
        if len(lefts) < 2 or any(len(held[cell]) > _LONGEST for cell in cells):
            outside += [glyph for cell in cells for glyph in held[cell]]
            continue
        columns: list[list[Glyph]] = [[] for _ in lefts]
        for cell in cells:
            columns[bisect_left(lefts, cell.left - _TOLERANCE)] += held[cell]
        rows.append(Row(columns))
    return rows


def _apart(places: Iterable[float]) -> list[float]:
    """Places in order, those that all but coincide as one."""
    ordered = sorted(places)
    return ordered[:1] + [place for before, place in pairwise(ordered) if place - before > _TOLERANCE]
