"""Glyphs of a page -> its printed lines, in the order in which they are read.

A page may be set in two columns, hold a table whose cells are parted by white space alone, and raise the digits of
notes and of km² above their line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from report_parser.read.pdf_glyphs import Glyph, Page
from report_parser.read.pdf_tables import Row, ruled_rows
from report_parser.read.raised import raised

_SPACE = 0.35  # in characters: a gap this wide between Latin letters or digits is a space
_OVERPRINT = 0.2  # in characters: a character printed again this near is one character made bold
_MARGIN = 0.12  # the share of a page's height that its running heads and page number stand in
_SMALL = 0.9  # against the type of its row: what may be raised
_MOST_RAISED = 8  # characters, in one row
_RAISE = 0.15  # in characters of the line: what stands this much above its foot is raised
_BIN = 0.5  # in characters: how finely the white between two columns is looked for
_GUTTER = 1.0  # in characters: the least width of that white
_CROSSED = 0.15  # the share of lines that may run across it: titles
_MIDDLE = (0.25, 0.75)  # the part of the page's width where it is
_PROSE = 8  # characters in a usual line of a column: a table's cell has less
_FULL = 2.0  # in characters: how far from its edge a full line of a column ends
_CELL_GAP = 1.5  # in characters: the white between two cells of a row
_FEWEST_ROWS = 3
_FEWEST_CELLS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text, where it stands on its page in points, its type, how far its first face reaches,
    whether it stands in the upper or lower margin, and whether it is the row of a table, its cells parted by tabs.

    In a page of two columns `left` and `right` are those that the line would have if its column were as wide as the
    page.
    """

    text: str
    left: float
    right: float
    bottom: float
    size: float
    face: str
    reach: int
    outer: bool
    row: bool = False


def lines_of(directions: Iterable[Page]) -> list[Line]:
    """The printed lines of a page: those of its main direction from top to bottom, then what runs across.

    Of two columns the left one comes first, as far down as no line runs across both.
    """
    lines: list[Line] = []
    for page in directions:
        ruled, glyphs = ruled_rows(page.glyphs, page.rules)
        rows = _rows(glyphs)
        gutter = _gutter(rows)
        printed = [*(_with_tables(rows, page.height) if gutter is None else _in_columns(rows, gutter, page.height))]
        for row in ruled:
            line = _ruled(row, page.height)
            if line is not None:
                below = (at for at, other in enumerate(printed) if other.bottom < line.bottom and gutter is None)
                printed.insert(next(below, len(printed)), line)
        lines += printed
    return lines


# --- rows ---------------------------------------------------------------------------------------------------


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs at one height, from left to right, from the top row down; raised ones stand in the row below them."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y0):
        if not rows or rows[-1][0].y0 - glyph.y0 > 0.5 * min(rows[-1][0].size, glyph.size):
            rows.append([])
        rows[-1].append(glyph)
    whole: list[list[Glyph]] = []
    pending: list[Glyph] = []  # a few small glyphs that may be raised above the row below them
    for row in rows:
        if pending and _holds(row, pending):
            row += pending
        elif pending:
            whole.append(pending)
        pending = []
        if len(_visible(row)) > _MOST_RAISED:
            whole.append(row)
        elif whole and _holds(whole[-1], row):
            whole[-1] += row
        else:
            pending = row
    whole += [pending] if pending else []
    return [sorted(_raise(row), key=lambda glyph: glyph.x0) for row in whole]


def _holds(row: list[Glyph], few: list[Glyph]) -> bool:
    """Whether a few small glyphs stand beside those of a row, their middle within its height."""
    size, foot = _type(row)
    return all(
        glyph.size < _SMALL * size
        and foot <= glyph.y0 + glyph.size / 2 <= foot + 1.1 * size
        and any(other.x0 - size <= glyph.x0 <= other.x1 + size for other in row)
        for glyph in few
    )


def _type(row: list[Glyph]) -> tuple[float, float]:
    """The size of most of a row's glyphs, and their foot."""
    size = Counter(round(glyph.size, 1) for glyph in row).most_common(1)[0][0]
    return size, median(glyph.y0 for glyph in row if round(glyph.size, 1) == size)


def _raise(row: list[Glyph]) -> Iterator[Glyph]:
    """A row with its raised digits as such, all at its foot."""
    size, foot = _type(row)
    for glyph in row:
        high = glyph.size < _SMALL * size and glyph.y0 > foot + _RAISE * size
        yield glyph._replace(text=raised(glyph.text), y0=foot) if high else glyph


def _visible(row: list[Glyph]) -> list[Glyph]:
    return [glyph for glyph in row if glyph.text.strip()]


def _line(row: list[Glyph], height: float) -> Line | None:
    """A line without white space around it and without overprints; its size is that of its middle character."""
    visible = _visible(row)
    if not visible:
        return None
    first, middle, last = visible[0], visible[len(visible) // 2], visible[-1]
    face = first.face
    # The first face holds from the start to somewhere: a run-in heading, or all of the line.
    reach = bisect_left(visible, True, lo=1, key=lambda glyph: glyph.face != face)
    pieces: list[str] = []
    reached = 0
    before: Glyph | None = None
    for glyph in row[row.index(first) : row.index(last) + 1]:
        if before is not None:
            if glyph.text == before.text and glyph.x0 - before.x0 < _OVERPRINT * glyph.size:
                continue
            if glyph.x0 - before.x1 > _SPACE * glyph.size and _is_latin(before) and _is_latin(glyph):
                pieces.append(" ")
        pieces.append(glyph.text)
        before = glyph
        if glyph is visible[reach - 1]:
            reached = len("".join(pieces))
    size = round(middle.size, 1)
    outer = not _MARGIN * height < first.y0 + size / 2 < (1 - _MARGIN) * height
    return Line("".join(pieces), first.x0, last.x1, first.y0, size, face, reached or 1, outer)


def _is_latin(glyph: Glyph) -> bool:
    return glyph.text.isascii() and not glyph.text.isspace()


def _plain(rows: Iterable[list[Glyph]], height: float) -> Iterator[Line]:
    for row in rows:
        line = _line(row, height)
        if line is not None:
            yield line


# --- two columns --------------------------------------------------------------------------------------------


def _gutter(rows: list[list[Glyph]]) -> float | None:
    """Where the white between two columns of prose begins; None on a page of one column.

    It is a strip in the middle that few lines run across, with full lines on both sides.
    """
    shown = [visible for row in rows if (visible := _visible(row))]
    if len(shown) < 2 * _FEWEST_ROWS:
        return None
    size = median(glyph.size for row in shown for glyph in row)
    left = min(row[0].x0 for row in shown)
    right = max(row[-1].x1 for row in shown)
    if size <= 0 or right - left < 2 * _PROSE * size:
        return None
    width = _BIN * size
    crossed: Counter[int] = Counter()
    for row in shown:
        crossed.update(
            {at for glyph in row for at in range(int((glyph.x0 - left) / width), int((glyph.x1 - left) / width) + 1)}
        )
    bins = (int(_MIDDLE[0] * (right - left) / width), int(_MIDDLE[1] * (right - left) / width))
    free = [at for at in range(*bins) if crossed[at] <= _CROSSED * len(shown)]
    strip = _longest_run(free)
    if len(strip) * width < _GUTTER * size:
        return None
    gutter = left + (strip[0] + len(strip) / 2) * width
    return gutter if all(_is_prose(side, size) for side in _sides(shown, gutter)) else None


def _longest_run(numbers: list[int]) -> list[int]:
    best: list[int] = []
    run: list[int] = []
    for number in numbers:
        run = [*run, number] if run and number == run[-1] + 1 else [number]
        best = max(best, run, key=len)
    return best


def _sides(rows: list[list[Glyph]], gutter: float) -> tuple[list[list[Glyph]], list[list[Glyph]]]:
    """The parts of the rows left and right of the gutter, without the rows that run across it."""
    split = [_split(row, gutter) for row in rows if not _crosses(row, gutter)]
    return [left for left, _ in split if left], [right for _, right in split if right]


def _split(row: list[Glyph], gutter: float) -> tuple[list[Glyph], list[Glyph]]:
    return [glyph for glyph in row if glyph.x0 < gutter], [glyph for glyph in row if glyph.x0 >= gutter]


def _crosses(row: list[Glyph], gutter: float) -> bool:
    """Whether a row runs across the gutter without white there."""
    left, right = _split(_visible(row), gutter)
    return bool(left and right) and right[0].x0 - left[-1].x1 < _GUTTER * left[-1].size


def _is_prose(side: list[list[Glyph]], size: float) -> bool:
    """Whether the lines of a side are those of a column of prose: most are long and end at one edge."""
    if len(side) < _FEWEST_ROWS or median(len(line) for line in side) < _PROSE:
        return False
    edge = max(line[-1].x1 for line in side)
    return 2 * sum(edge - line[-1].x1 <= _FULL * size for line in side) >= len(side)


def _in_columns(rows: list[list[Glyph]], gutter: float, height: float) -> Iterator[Line]:
    """The lines of a page of two columns: those above a line that runs across both, the left ones first."""
    left_lines, right_lines = ([*_plain(side, height)] for side in _sides(rows, gutter))
    everything = [*left_lines, *right_lines]
    page = min(line.left for line in everything), max(line.right for line in everything)
    waiting: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        if _crosses(row, gutter):
            yield from (*waiting[0], *waiting[1])
            waiting = ([], [])
            yield from _plain([row], height)
            continue
        for lines, part, column in zip(waiting, _split(row, gutter), (left_lines, right_lines), strict=True):
            lines += [_widened(line, column, page) for line in _plain([part], height)]
    yield from (*waiting[0], *waiting[1])


def _widened(line: Line, column: list[Line], page: tuple[float, float]) -> Line:
    """A line as it would stand if its column were as wide as the page: its indent and the white behind it stay."""
    indent = line.left - min(other.left for other in column)
    white = max(other.right for other in column) - line.right
    return replace(line, left=page[0] + indent, right=page[1] - white)


# --- tables -------------------------------------------------------------------------------------------------


def _with_tables(rows: list[list[Glyph]], height: float) -> Iterator[Line]:
    """The lines of a page of one column; rows of three and more cells that follow each other are a table."""
    run: list[list[list[Glyph]]] = []
    for row in rows:
        cells = _cells(row)
        if len(cells) >= _FEWEST_CELLS or (run and len(cells) == _FEWEST_CELLS - 1):
            run.append(cells)
            continue
        yield from _table(run, height)
        run = []
        yield from _plain([row], height)
    yield from _table(run, height)


def _ruled(row: Row, height: float) -> Line | None:
    """The row of a ruled table as a line; what a cell says may be broken over several."""
    cells = [list(_plain(_rows(glyphs), height)) for glyphs in row.columns]
    filled = [line for lines in cells for line in lines]
    if not filled:
        return None
    texts = ["".join(line.text for line in lines) for lines in cells]
    bottom = min(line.bottom for line in filled)
    return replace(filled[0], text="\t".join(texts), right=filled[-1].right, bottom=bottom, row=True)


def _cells(row: list[Glyph]) -> list[list[Glyph]]:
    """A row cut where white stands between cells."""
    cells: list[list[Glyph]] = []
    before: Glyph | None = None
    for glyph in _visible(row):
        if before is None or glyph.x0 - before.x1 > _CELL_GAP * max(glyph.size, before.size):
            cells.append([])
        cells[-1].append(glyph)
        before = glyph
    return cells


def _table(run: list[list[list[Glyph]]], height: float) -> Iterator[Line]:
    """Rows as lines whose cells stand in their columns; a few rows are no table, but a line with gaps in it."""
    if len(run) < _FEWEST_ROWS:
        yield from _plain(([glyph for cell in cells for glyph in cell] for cells in run), height)
        return
    edges = _columns(cell for cells in run for cell in cells)
    for cells in run:
        texts = [""] * len(edges)
        parts = [(cell, line) for cell in cells for line in _plain([cell], height)]
        for cell, line in parts:
            column = max(0, bisect_left(edges, (cell[0].x0 + cell[-1].x1) / 2) - 1)
            texts[column] = f"{texts[column]} {line.text}".strip()
        first, last = parts[0][1], parts[-1][1]
        yield replace(first, text="\t".join(texts), right=last.right, row=True)


def _columns(cells: Iterable[list[Glyph]]) -> list[float]:
    """The left edges of the columns: cells that stand above one another are in one."""
    spans = sorted((cell[0].x0, cell[-1].x1) for cell in cells)
    edges = [spans[0][0]]
    reach = spans[0][1]
    for (left, right), _ in pairwise([*spans[1:], (0.0, 0.0)]):
        if left > reach:
            edges.append(left)
            reach = right
        reach = max(reach, right)
    return edges
