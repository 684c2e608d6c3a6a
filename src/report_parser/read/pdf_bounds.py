"""pdfminer's classes, held to bounds: what a stream unpacks to, what refers to itself, how much is printed.

A PDF is a program, and pdfminer runs what it is given: a stream of a megabyte that unpacks to gigabytes, a form that
prints itself, a font whose table of widths has two thousand million rows.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.converter import PDFPageAggregator
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    PDFObjRef,
    PDFStream,
    list_value,
    resolve1,
    stream_value,
)
from pdfminer.psparser import PSKeyword, PSStackEntry
from pdfminer.utils import Matrix, PathSegment, Rect

from report_parser.limits import too_long
from report_parser.read.bounds import MAX_UNPACKED, UnboundedError, unpacked_too_far

MAX_PAGES = 5_000
_MOST_FIGURES = 50_000
_MOST_PATHS = 50_000  # on a page; what has more lines is a drawing and no table
_DEEPEST_FIGURE = 30
_DEEPEST_STATE = 1_000
_LONGEST_CHAIN = 20
_MOST_CODES = 0x110000
_RUN = 64  # the most that a byte of a run-length stream unpacks to
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]{2,12})>\s*<([0-9A-Fa-f\s]{2,12})>")


class Parser(PDFParser):
    """Gives streams that count what they unpack to, all streams of a document together."""

    def __init__(self, data: bytes) -> None:
        self.left = MAX_UNPACKED
        super().__init__(BytesIO(data))

    def push(self, *objs: PSStackEntry[PSKeyword | PDFStream | PDFObjRef | None]) -> None:
        """Push objects, a stream as one that counts."""
        for at, obj in objs:
            super().push((at, _Stream(obj, self) if type(obj) is PDFStream else obj))


class _Stream(PDFStream):
    """A stream that is unpacked only so far."""

    def __init__(self, stream: PDFStream, parser: Parser) -> None:
        super().__init__(stream.attrs, stream.rawdata or b"", stream.decipher)
        self._parser = parser

    def decode(self) -> None:
        """Unpack, after a look at how much there will be. Raises UnboundedError."""
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
            self.rawdata, self.decipher = data, None
        most = self._parser.left
        for number, (name, _) in enumerate(self.get_filters()):
            if name in LITERALS_FLATE_DECODE:
                data, whole = _inflated(data, most)
                if not whole and number == 0:
                    self.rawdata = zlib.compress(data, 0)  # what of a damaged stream can be read
            elif name in LITERALS_LZW_DECODE:
                data = _unpacked_lzw(data, most)
            elif name in LITERALS_RUNLENGTH_DECODE and len(data) * _RUN > most:
                raise unpacked_too_far("a stream")
            elif name in LITERALS_ASCII85_DECODE:
                data = ascii85decode(data)
            elif name in LITERALS_ASCIIHEX_DECODE:
                data = asciihexdecode(data)
            else:
                break
        if len(data) > most:
            raise unpacked_too_far("a stream")
        super().decode()
        self._parser.left -= len(self.data or b"")


def _inflated(data: bytes, most: int) -> tuple[bytes, bool]:
    """The bytes of a deflated stream, and whether it could be read to its end."""
    unpacker, length = zlib.decompressobj(), 0
    pieces: list[bytes] = []
    for at in range(0, len(data), 1024):
        try:
            piece = unpacker.decompress(data[at : at + 1024], most + 1 - length)
        except zlib.error:
            return b"".join(pieces), False
        pieces.append(piece)
        length += len(piece)
        if length > most:
            raise unpacked_too_far("a stream")
    return b"".join(pieces), unpacker.eof


def _unpacked_lzw(data: bytes, most: int) -> bytes:
    pieces, length = [], 0
    for piece in LZWDecoder(BytesIO(data)).run():
        pieces.append(piece)
        length += len(piece)
        if length > most:
            raise unpacked_too_far("a stream")
    return b"".join(pieces)


class Document(PDFDocument):
    """A document whose references end somewhere."""

    def getobj(self, objid: int) -> object:
        """The object of a number, be it one that only refers to another."""
        found: object = super().getobj(objid)
        for _ in range(_LONGEST_CHAIN):
            if not isinstance(found, PDFObjRef):
                return found
            found = super().getobj(found.objid)
        raise UnboundedError("its objects refer to each other without end")


class Resources(PDFResourceManager):
    """Fonts whose tables have no more rows than there are characters."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of a description. Raises UnboundedError."""
        for key, size in (("W", 3), ("W2", 5)):
            _check_widths(list_value(spec[key]) if key in spec else [], size)
        table = resolve1(spec.get("ToUnicode"))
        if isinstance(table, PDFStream):
            ranges = _RANGE.findall(stream_value(table).get_data())
            _check_codes(sum(max(0, _code(last) - _code(first)) for first, last in ranges))
        return super().get_font(objid, spec)


def _code(digits: bytes) -> int:
    return int(b"0" + b"".join(digits.split()), 16)


def _check_widths(rows: Iterable[object], size: int) -> None:
    """Look at the ranges of a table of widths: [1 [500 600] 7 95 1000]."""
    waiting: list[float] = []
    codes = 0.0
    for row in rows:
        value = resolve1(row)
        waiting = [*waiting, value] if isinstance(value, (int, float)) else []
        if len(waiting) == size:
            codes += max(0, waiting[1] - waiting[0])
            waiting = []
    _check_codes(codes)


def _check_codes(count: float) -> None:
    if count > _MOST_CODES:
        raise UnboundedError("a font of it has more characters than there are")


class Device(PDFPageAggregator):
    """A page that takes so many characters and figures, counted over the whole document, and so many drawn lines."""

    def __init__(self, resources: Resources, text_limit: int) -> None:
        super().__init__(resources, laparams=None)
        self._most = self._left = text_limit
        self._figures = self._depth = self._paths = 0

    def render_char(
        self, matrix: Matrix, font: PDFFont, fontsize: float, scaling: float, rise: float, cid: int,
        ncs: PDFColorSpace, graphicstate: PDFGraphicState,
    ) -> float:  # fmt: skip
        """Print a character. Raises UnboundedError."""
        self._left -= 1
        if self._left < 0:
            raise UnboundedError(too_long(self._most))
        return super().render_char(matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate)

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Begin a page."""
        self._paths = 0
        super().begin_page(page, ctm)

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        """Draw lines, of which those of a table are looked at."""
        self._paths += 1
        if self._paths <= _MOST_PATHS:
            super().paint_path(gstate, stroke, fill, evenodd, path)

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Begin a form or picture. Raises UnboundedError."""
        self._figures += 1
        self._depth += 1
        if self._figures > _MOST_FIGURES or self._depth > _DEEPEST_FIGURE:
            raise UnboundedError("its forms and pictures hold each other without end")
        super().begin_figure(name, bbox, matrix)

    def end_figure(self, name: str) -> None:
        """End a form or picture."""
        self._depth -= 1
        super().end_figure(name)


class Interpreter(PDFPageInterpreter):
    """Runs the pages."""

    def do_q(self) -> None:
        """Save the state. Raises UnboundedError."""
        if len(self.gstack) > _DEEPEST_STATE:
            raise UnboundedError("its pages save their state without end")
        super().do_q()
