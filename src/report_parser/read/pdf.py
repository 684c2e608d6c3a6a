"""PDF: the text layer, its lines joined into paragraphs, page numbers and running heads left out.

PDFium reads the pages: measured on a report of 30 pages it is some twenty times as fast as pdfminer, which
pdfplumber stands on, and takes a tenth of the memory.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2 import raw as pdfium

from report_parser.errors import SourceError
from report_parser.read.lines import Extract, Lines, Stretch

# — 3 —, - 3 -, 3, ·3·, 第3页, 第 3 页 共 20 页, 3/20: a line that is only a page's number.
_ORDINAL_PAGE = r"[\s　]*[0-9０-９一二三四五六七八九十百]{1,5}[\s　]*页"
_PAGE_NUMBER = re.compile(
    r"[-—–－―~·•.\s　]*[0-9０-９]{1,4}[-—–－―~·•.\s　]*"
    rf"|第{_ORDINAL_PAGE}(?:[，,/\s　]*共{_ORDINAL_PAGE})?"
    r"|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
_DIGITS = re.compile(r"[0-9０-９]+")
_CLOSED = re.compile(r"[。！？；：!?;:…][”’）)》】]*$")
# A line that begins like these begins a paragraph, where the line above ends a sentence.
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]{1,4}[章节部]|——|[0-9]{1,2}[.．、]"
)
_DISPLAY_FACE = re.compile(r"黑|楷|小标宋|粗|Bold|Black|Heavy|Hei|Kai|XBS|XiaoBiao", re.IGNORECASE)

_MARGIN_LINES = 2  # running heads and page numbers are among this many lines at the top and at the bottom
_REPEATED = 0.4  # on this share of the pages: odd and even ones may differ
_FEWEST = 3  # and on this many pages
_LARGER = 1.15  # a heading's type against the body's
_BOLD_WEIGHT = 600
_INDENT = 1.2  # in characters: a line set in by this much starts a paragraph
_RAGGED = 4.5  # a number that does not fit at the end of a line leaves up to this much of it white
_GAP = 1.5  # a distance between lines, against the usual one, that parts paragraphs


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line: its text, where it stands on its page in points, its type, and how far its first face reaches."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    face: str
    reach: int


@dataclass(frozen=True, slots=True)
class _Layout:
    """What most lines of a document have in common: the text column, the type, the distance between lines."""

    left: float
    right: float
    size: float
    face: str
    pitch: float


def read_pdf(uri: str, data: bytes) -> Extract:
    """The text of a .pdf, a paragraph a line; lines in larger or bolder type than the body are marked.

    Two printed lines 地区生产总值增长 and 5.1%。 are one paragraph; — 3 — at the foot is left out.
    """
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        raise SourceError(uri, _cause(error)) from error
    try:
        pages = [_page_lines(document[number]) for number in range(len(document))]
    except PdfiumError as error:
        raise SourceError(uri, "a damaged .pdf file: a page cannot be read") from error
    finally:
        document.close()
    if not any(pages):
        raise SourceError(uri, "no text layer (a scan?); run text recognition on it first")
    running = _running(pages)
    bodies = [list(_body(page, running)) for page in pages]
    if not any(bodies):
        raise SourceError(uri, "no text but page numbers (a scan?); run text recognition on it first")
    return _paragraphs(bodies)


def _cause(error: PdfiumError) -> str:
    if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
        return "protected by a password; save it without one"
    return "a truncated or damaged .pdf file"


# --- a page as lines ----------------------------------------------------------------------------------------


def _page_lines(page: PdfPage) -> list[_Line]:
    """The printed lines of a page from top to bottom, as PDFium orders them."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        codes = [pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count)]
        lines = []
        start = 0
        for index in [*(i for i, code in enumerate(codes) if code in (10, 13)), count]:
            if line := _line(textpage, codes, start, index):
                lines.append(line)
            start = index + 1
        return lines
    finally:
        textpage.close()
        page.close()


def _line(textpage: pypdfium2.PdfTextPage, codes: list[int], start: int, end: int) -> _Line | None:
    """The line of the characters start..end, without white space around it; type is that of its middle character."""
    visible = [index for index in range(start, end) if _character(codes[index]).strip()]
    if not visible:
        return None
    first, middle, last = visible[0], visible[len(visible) // 2], visible[-1]
    left, bottom, _, _ = textpage.get_charbox(first, loose=True)
    right = textpage.get_charbox(last, loose=True)[2]
    size = round(pdfium.FPDFText_GetFontSize(textpage, middle), 1)
    face = _face(textpage, first)
    # The first face holds from the start to somewhere: a run-in heading, or all of the line.
    reach = bisect_left(visible, True, lo=1, key=lambda index: _face(textpage, index) != face)
    reached = visible[reach - 1] + 1
    text = "".join(map(_character, codes[first : last + 1]))
    return _Line(text, left, right, bottom, size, face, len("".join(map(_character, codes[first:reached]))))


def _character(code: int) -> str:
    """A character; what PDFium could not map, and the hyphen it makes up at a line's end, are nothing."""
    return "" if code in (0, 2, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 else chr(code)


def _face(textpage: pypdfium2.PdfTextPage, index: int) -> str:
    """The name of a character's typeface, with `Bold` added where the weight says so."""
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(textpage, index, None, 0, flags)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFText_GetFontInfo(textpage, index, buffer, length, flags)
    name = buffer.value.decode("utf-8", "replace")
    return f"{name} Bold" if pdfium.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT else name


# --- lines as paragraphs ------------------------------------------------------------------------------------


def _margin(page: list[_Line]) -> list[_Line]:
    """The lines of a page that may be running heads or a page number: the highest and the lowest."""
    by_height = sorted(page, key=lambda line: line.bottom)
    return [*by_height[:_MARGIN_LINES], *by_height[-_MARGIN_LINES:]]


def _unnumbered(line: _Line) -> str:
    """A line as it repeats from page to page: without spaces and numbers."""
    return re.sub(r"\s+", "", _DIGITS.sub("", line.text))


def _running(pages: list[list[_Line]]) -> frozenset[str]:
    """The running heads: lines that come back in the margins of many pages, but for a number."""
    counts = Counter(text for page in pages for text in {_unnumbered(line) for line in _margin(page)})
    return frozenset(text for text, count in counts.items() if count >= max(_FEWEST, _REPEATED * len(pages)))


def _body(page: list[_Line], running: frozenset[str]) -> Iterator[_Line]:
    margin = {id(line) for line in _margin(page)}
    for line in page:
        in_margin = id(line) in margin
        if not (in_margin and (_PAGE_NUMBER.fullmatch(line.text) or _unnumbered(line) in running)):
            yield line


def _layout(pages: list[list[_Line]]) -> _Layout:
    sizes: Counter[float] = Counter()
    faces: Counter[str] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
            faces[line.face] += len(line.text)
    size = sizes.most_common(1)[0][0] or 1.0
    body = [line for page in pages for line in page if line.size == size]
    pitches = Counter(
        round(above.bottom - below.bottom)
        for page in pages for above, below in pairwise(page) if above.bottom > below.bottom
    )  # fmt: skip
    # Most lines start at the left edge and end at the right one, give or take a mark that hangs out.
    left = Counter(round(line.left) for line in body).most_common(1)[0][0]
    rights = sorted(line.right for line in body)
    pitch = pitches.most_common(1)[0][0] if pitches else 0
    return _Layout(left, rights[int(0.9 * (len(rights) - 1))], size, faces.most_common(1)[0][0], pitch)


def _paragraphs(pages: list[list[_Line]]) -> Extract:
    layout = _layout(pages)
    levels = _levels(pages, layout)
    lines = Lines()
    paragraph: list[_Line] = []
    for page in pages:
        fresh = True
        for line in page:
            if paragraph and not _continues(paragraph[-1], line, layout, fresh):
                _add(lines, paragraph, layout, levels)
                paragraph = []
            paragraph.append(line)
            fresh = False
    _add(lines, paragraph, layout, levels)
    return lines.extract()


def _continues(above: _Line, line: _Line, layout: _Layout, turned: bool) -> bool:
    """Whether a line goes on with the paragraph of the line above it; `turned`: a page was turned between them."""
    size = layout.size
    if abs(above.size - line.size) > 0.08 * size:
        return False
    if above.size > _LARGER * size:
        return not turned  # a long title is broken where its sense is, not where the line is full
    closed = bool(_CLOSED.search(above.text))
    if line.left > layout.left + _INDENT * size or (closed and _ITEM.match(line.text)):
        return False
    if not turned and layout.pitch and above.bottom - line.bottom > _GAP * layout.pitch:
        return False
    missing = layout.right - above.right
    return missing < 1.6 * size or (not closed and missing < _RAGGED * size)


def _levels(pages: list[list[_Line]], layout: _Layout) -> dict[float, int]:
    """Sizes larger than the body's, the largest as level 1."""
    larger = {line.size for page in pages for line in page if line.size > _LARGER * layout.size}
    return {size: level for level, size in enumerate(sorted(larger, reverse=True), start=1)}


def _add(lines: Lines, paragraph: list[_Line], layout: _Layout, levels: dict[float, int]) -> None:
    text = ""
    bold: list[Stretch] = []
    for line in paragraph:
        # Words and numbers in Latin letters need the space that the line break stood for; Chinese does not.
        if text and text[-1].isascii() and text[-1].isalpha() and line.text[:1].isascii() and line.text[:1].isalpha():
            text += " "
        if line.face != layout.face and _DISPLAY_FACE.search(line.face):
            bold.append((len(text), len(text) + line.reach))
        text += line.text
    if not text:
        return
    level = levels.get(paragraph[0].size)
    if level is not None:
        lines.add(text, "heading", level)
    else:
        lines.add(text, bold=bold)
