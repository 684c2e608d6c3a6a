"""PDF: the text layer, its lines joined into paragraphs, page numbers and running heads left out.

pdfminer.six reads the pages. PDFium takes a seventh of the time, but where a font is not embedded it drops what
stands alone in it, such as a comma between two numbers set in another font; and no character may be lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTItem
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

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
_WORD = re.compile(r"[!-~]+")
_DISPLAY_FACE = re.compile(r"黑|楷|小标宋|粗|Bold|Black|Heavy|Hei|Kai|XBS|XiaoBiao", re.IGNORECASE)

_MARGIN_LINES = 2  # running heads and page numbers are among this many lines at the top and at the bottom
_MARGIN = 0.12  # and within this share of the page's height: official print leaves 37 mm of 297 free
_REPEATED = 0.4  # on this share of the pages: odd and even ones may differ
_MOST_LOST = 0.2  # the share of glyphs without a character beyond which a text is of no use
_FEWEST = 3  # and on this many pages
_LARGER = 1.15  # a heading's type against the body's
_SPACE = 0.35  # in characters: a gap this wide between Latin letters or digits is a space
_OVERPRINT = 0.2  # in characters: a character printed again this near is one character made bold
_INDENT = 1.2  # in characters: a line set in by this much starts a paragraph
_FULL = 1.6  # in characters: a mark that may not start a line leaves this much white at the end of a full one
_LATIN = 0.6  # in characters: the width of a Latin letter or digit
_GAP = 1.5  # a distance between lines, against the usual one, that parts paragraphs


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line: its text, where it stands on its page in points, its type, how far its first face reaches,
    and whether it stands in the upper or lower margin.
    """

    text: str
    left: float
    right: float
    bottom: float
    size: float
    face: str
    reach: int
    outer: bool


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
        pages = [_lines(characters, height) for characters, height in _pages(data)]
    except PDFPasswordIncorrect as error:
        raise SourceError(uri, "protected by a password; save it without one") from error
    except Exception as error:  # on damaged files pdfminer lets out whatever its parsing ran into
        raise SourceError(uri, "a truncated or damaged .pdf file") from error
    if not pages:
        raise SourceError(uri, "a truncated or damaged .pdf file: no pages in it")
    if not any(pages):
        raise SourceError(uri, "no text layer (a scan?); run text recognition on it first")
    text = "".join(line.text for page in pages for line in page)
    if text.count("�") > _MOST_LOST * len(text):
        raise SourceError(uri, "its fonts do not say which characters they show; run text recognition on it first")
    running = _running(pages)
    bodies = [list(_body(page, running)) for page in pages]
    if not any(bodies):
        raise SourceError(uri, "no text but page numbers (a scan?); run text recognition on it first")
    return _paragraphs(bodies)


# --- a page as lines ----------------------------------------------------------------------------------------


def _pages(data: bytes) -> Iterator[tuple[list[LTChar], float]]:
    """The characters of each page, and its height."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(data)))):
        interpreter.process_page(page)
        layout = device.get_result()
        yield list(_characters(layout)), layout.height


def _text(character: LTChar) -> str:
    """The character itself, or a replacement character for (cid:123), a glyph that its font gives no character for."""
    text: str = character.get_text()
    return "�" if text.startswith("(cid:") else text


def _characters(items: Iterable[LTItem]) -> Iterator[LTChar]:
    """The characters of a page and of the figures in it."""
    for item in items:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _characters(item)


def _lines(characters: list[LTChar], height: float) -> list[_Line]:
    """The printed lines of a page from top to bottom: characters at one height, from left to right."""
    rows: list[list[LTChar]] = []
    for character in sorted(characters, key=lambda character: -character.y0):
        if not rows or rows[-1][0].y0 - character.y0 > 0.5 * min(rows[-1][0].size, character.size):
            rows.append([])
        rows[-1].append(character)
    lines = (_line(sorted(row, key=lambda character: character.x0), height) for row in rows)
    return [line for line in lines if line is not None]


def _line(row: list[LTChar], height: float) -> _Line | None:
    """A line without white space around it and without overprints; its size is that of its middle character."""
    visible = [character for character in row if _text(character).strip()]
    if not visible:
        return None
    first, middle, last = visible[0], visible[len(visible) // 2], visible[-1]
    face = _face(first)
    # The first face holds from the start to somewhere: a run-in heading, or all of the line.
    reach = bisect_left(visible, True, lo=1, key=lambda character: _face(character) != face)
    pieces: list[str] = []
    reached = 0
    before: LTChar | None = None
    for character in row[row.index(first) : row.index(last) + 1]:
        if before is not None:
            if _text(character) == _text(before) and character.x0 - before.x0 < _OVERPRINT * character.size:
                continue
            gap = character.x0 - before.x1
            if gap > _SPACE * character.size and _is_latin(before) and _is_latin(character):
                pieces.append(" ")
        pieces.append(_text(character))
        before = character
        if character is visible[reach - 1]:
            reached = len("".join(pieces))
    size = round(middle.size, 1)
    outer = not _MARGIN * height < first.y0 + size / 2 < (1 - _MARGIN) * height
    return _Line("".join(pieces), first.x0, last.x1, first.y0, size, face, reached or 1, outer)


def _is_latin(character: LTChar) -> bool:
    return _text(character).isascii() and not _text(character).isspace()


def _face(character: LTChar) -> str:
    """The name of a character's typeface; Chinese programs write 黑体 in it in GBK."""
    name: str = character.fontname
    try:
        return name.encode("latin-1").decode("gb18030")
    except UnicodeError:
        return name


# --- lines as paragraphs ------------------------------------------------------------------------------------


def _margin(page: list[_Line]) -> list[_Line]:
    """The lines of a page that may be running heads or a page number: the highest and the lowest."""
    by_height = sorted(page, key=lambda line: line.bottom)
    return [line for line in by_height[:_MARGIN_LINES] + by_height[-_MARGIN_LINES:] if line.outer]


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
    return _Layout(left, rights[-1 - len(rights) // 10], size, faces.most_common(1)[0][0], pitch)


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
    # A number or word is not broken: a line is full when what comes next would not have fitted.
    word = _WORD.match(line.text)
    needed = _FULL + (_LATIN * len(word[0]) if word and not closed else 0)
    return layout.right - above.right < needed * size


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
