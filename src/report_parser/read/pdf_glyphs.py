"""PDF pages as glyphs: each character with its place and its type, on a page turned so that its text runs to the right.

A landscape page is often a portrait one with its text set sideways. What runs aslant is a watermark: 内部资料 across
the page, 某市政府办 tiled over it. It would stand between the characters of every line, so it is left out.
"""

from __future__ import annotations

import logging
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTFigure, LTItem, LTLine, LTRect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import list_value, resolve1

from report_parser.read.bounds import UnboundedError
from report_parser.read.pdf_bounds import MAX_PAGES, Device, Document, Interpreter, Parser, Resources

# It warns of each font that is not as the standard says, a line a glyph; what it cannot read at all it raises.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_QUARTER = 90
_THICKEST = 3.0  # points: a printed line, not a box
_MOST_ANNOTATIONS = 1000
_ASLANT = 10  # degrees; a scan that was read by a machine is skewed by less


class Glyph(NamedTuple):
    """A character as printed, in points from the lower left corner of its page; `size` is its height."""

    text: str
    x0: float
    x1: float
    y0: float
    size: float
    face: str


class Rule(NamedTuple):
    """A printed line: where it stands across its own direction, and from where to where it runs."""

    at: float
    low: float
    high: float
    upright: bool


class Page(NamedTuple):
    """The glyphs of a page that run in one direction, the height of the page as that direction has it, and its rules,
    those of the direction in which the page is not turned.
    """

    glyphs: list[Glyph]
    height: float
    rules: list[Rule]


def pages(data: bytes, text_limit: int, omitted: Counter[str]) -> Iterator[list[Page]]:
    """Each page of a PDF, as what runs in its main direction and after it what runs across.

    What is not among it is counted in `omitted`: characters set aslant, scanned pages, annotations with a text.
    Raises UnboundedError, and on damaged files what pdfminer raises, which may be anything.
    """
    resources = Resources()
    device = Device(resources, text_limit)
    interpreter = Interpreter(resources, device)
    found = PDFPage.create_pages(Document(Parser(data)))
    for number, page in enumerate(islice(found, MAX_PAGES + 1)):
        if number == MAX_PAGES:
            raise UnboundedError(f"it has more than {MAX_PAGES} pages, the limit for a report")
        interpreter.process_page(page)
        layout = device.get_result()
        turned: dict[int, list[LTChar]] = defaultdict(list)
        for character in _characters(layout):
            direction = _direction(character)
            if direction is not None:
                turned[direction].append(character)
            else:
                omitted["aslant"] += 1
        omitted["scan"] += not turned and any(isinstance(item, LTFigure) for item in layout)
        omitted["annotation"] += sum(map(_is_text, islice(list_value(page.annots), _MOST_ANNOTATIONS)))
        weights = Counter({direction: len(characters) for direction, characters in turned.items()})
        yield [
            Page(
                [_glyph(character, direction, layout.width, layout.height) for character in turned[direction]],
                layout.width if direction in (_QUARTER, 3 * _QUARTER) else layout.height,
                [] if direction else list(_rules(layout)),
            )
            for direction, _ in weights.most_common()
        ]


def _is_text(annotation: object) -> bool:
    """Whether an annotation of a page shows a text: a typewritten one, or a field that is filled in."""
    about = resolve1(annotation)
    if not isinstance(about, dict):
        return False
    kind = str(about.get("Subtype"))
    return ("FreeText" in kind and bool(about.get("Contents"))) or ("Widget" in kind and bool(about.get("V")))


def _characters(items: Iterable[LTItem]) -> Iterator[LTChar]:
    """The characters of a page and of the figures in it."""
    for item in items:
        if isinstance(item, LTChar):
            if item.size > 0:  # type of no size prints nothing
                yield item
        elif isinstance(item, LTContainer):
            yield from _characters(item)


def _rules(items: Iterable[LTItem]) -> Iterator[Rule]:
    """The printed lines of a page, whether drawn as lines, as thin boxes, or as the sides of boxes."""
    for item in items:
        if isinstance(item, (LTLine, LTRect, LTCurve)):
            yield from _sides(item.x0, item.y0, item.x1, item.y1)
        elif isinstance(item, LTContainer) and not isinstance(item, LTChar):
            yield from _rules(item)


def _sides(x0: float, y0: float, x1: float, y1: float) -> Iterator[Rule]:
    thin_x, thin_y = x1 - x0 <= _THICKEST, y1 - y0 <= _THICKEST
    if thin_x and thin_y:
        return
    if thin_x:
        yield Rule((x0 + x1) / 2, y0, y1, upright=True)
    elif thin_y:
        yield Rule((y0 + y1) / 2, x0, x1, upright=False)
    else:
        yield from (Rule(x, y0, y1, upright=True) for x in (x0, x1))
        yield from (Rule(y, x0, x1, upright=False) for y in (y0, y1))


def _direction(character: LTChar) -> int | None:
    """Where a character's line runs to: 0 degrees is to the right, 90 up; None where it runs aslant."""
    along, up = character.matrix[0], character.matrix[1]
    angle = math.degrees(math.atan2(up, along))
    nearest = round(angle / _QUARTER) * _QUARTER
    return nearest % 360 if abs(angle - nearest) <= _ASLANT else None


def _glyph(character: LTChar, direction: int, width: float, height: float) -> Glyph:
    """A character on its page turned so that `direction` is to the right."""
    x0, y0, x1, y1 = character.x0, character.y0, character.x1, character.y1
    if direction == 0:
        return Glyph(_text(character), x0, x1, y0, character.size, _face(character))
    if direction == _QUARTER:
        x0, x1, y0, y1 = y0, y1, width - x1, width - x0
    elif direction == 2 * _QUARTER:
        x0, x1, y0, y1 = width - x1, width - x0, height - y1, height - y0
    else:
        x0, x1, y0, y1 = height - y1, height - y0, x0, x1
    return Glyph(_text(character), x0, x1, y0, y1 - y0, _face(character))


def _text(character: LTChar) -> str:
    """The character itself, or a replacement character for (cid:123), a glyph that its font gives no character for."""
    text: str = character.get_text()
    return "�" if text.startswith("(cid:") else text


def _face(character: LTChar) -> str:
    """The name of a character's typeface; Chinese programs write 黑体 in it in GBK."""
    name: str = character.fontname
    try:
        return name.encode("latin-1").decode("gb18030")
    except UnicodeError:
        return name
