"""PDF: the text layer, its lines joined into paragraphs, page numbers and running heads left out.

pdfminer.six reads the pages. PDFium takes a seventh of the time, but where a font is not embedded it drops what
stands alone in it, such as a comma between two numbers set in another font; and no character may be lost. It puts two
columns right, but so that a table's columns are read down; pdfplumber joins them line by line, as pdfminer's own
layout does, and knows nothing of text set sideways or aslant. docling's parser does as PDFium, but writes —— as
--; docling itself brings a hundred packages and models of gigabytes. None of them knows a watermark from the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pdfminer.pdfdocument import PDFPasswordIncorrect

from report_parser.digits import ITEM, ONE_TO_NINE
from report_parser.errors import SourceError
from report_parser.read.bounds import UnboundedError
from report_parser.read.lines import Extract, Lines, Stretch
from report_parser.read.pdf_glyphs import pages
from report_parser.read.pdf_lines import Line, lines_of
from report_parser.read.pdf_watermarks import without_watermarks

# — 3 —, - 3 -, 3, ·3·, 第3页, 第 3 页 共 20 页, 3/20: a line that is only a page's number.
_ORDINAL_PAGE = rf"[\s　]*[0-9０-９{ONE_TO_NINE}十百]{{1,5}}[\s　]*页"
_PAGE_NUMBER = re.compile(
    r"[-—–－―~·•.\s　]*[0-9０-９]{1,4}[-—–－―~·•.\s　]*"
    rf"|第{_ORDINAL_PAGE}(?:[，,/\s　]*共{_ORDINAL_PAGE})?"
    r"|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
_DIGITS = re.compile(r"[0-9０-９]+")
_CLOSED = re.compile(r"[。！？；：!?;:…][”’）)》】]*$")
# A line that begins like these begins a paragraph, where the line above ends a sentence.
_ITEM = re.compile(rf"{ITEM}|[{ONE_TO_NINE}十]{{1,3}}是|第[{ONE_TO_NINE}十百]{{1,4}}[章节部]|——")
# What opens a note at the foot of a page.
_NOTE = re.compile(r"[①-⑳⁰¹²³⁴-⁹]|[\[【〔［]注?[0-9]{1,3}[\]】〕］]|注[0-9：:]|[0-9]{1,3}[.．、\s]")
_WORD = re.compile(r"[!-~]+")
_DISPLAY_FACE = re.compile(r"黑|楷|小标宋|粗|Bold|Black|Heavy|Hei|Kai|XBS|XiaoBiao", re.IGNORECASE)

_MARGIN_LINES = 2  # running heads and page numbers are among this many lines at the top and at the bottom
_REPEATED = 0.4  # on this share of the pages: odd and even ones may differ
_MOST_LOST = 0.2  # the share of glyphs without a character beyond which a text is of no use
_FEWEST = 3  # and on this many pages
_LARGER = 1.15  # a heading's type against the body's
_SMALLER = 0.92  # the type of notes against the body's
_INDENT = 1.2  # in characters: a line set in by this much starts a paragraph
_FULL = 1.6  # in characters: a mark that may not start a line leaves this much white at the end of a full one
_LATIN = 0.6  # in characters: the width of a Latin letter or digit
_GAP = 1.5  # a distance between lines, against the usual one, that parts paragraphs


@dataclass(frozen=True, slots=True)
class _Layout:
    """What most lines of a document have in common: the text column, the type, the distance between lines."""

    left: float
    right: float
    size: float
    face: str
    pitch: float


def read_pdf(uri: str, data: bytes, text_limit: int) -> Extract:
    """The text of a .pdf, a paragraph a line; lines in larger or bolder type than the body are marked.

    Two printed lines 地区生产总值增长 and 5.1%。 are one paragraph; — 3 — at the foot is left out.
    """
    omitted: Counter[str] = Counter()
    try:
        found = [*pages(data, text_limit, omitted)]
        printed = [lines_of(directions) for directions in without_watermarks(found, omitted)]
    except PDFPasswordIncorrect as error:
        raise SourceError(uri, "protected by a password; save it without one") from error
    except (UnboundedError, MemoryError):
        raise
    except Exception as error:  # on damaged files pdfminer lets out whatever its parsing ran into
        raise SourceError(uri, "a truncated or damaged .pdf file") from error
    if not printed:
        raise SourceError(uri, "a truncated or damaged .pdf file: no pages in it")
    if not any(printed):
        raise SourceError(uri, "no text layer (a scan?); run text recognition on it first")
    text = "".join(line.text for page in printed for line in page)
    if text.count("�") > _MOST_LOST * len(text):
        raise SourceError(uri, "its fonts do not say which characters they show; run text recognition on it first")
    running = _running(printed)
    bodies = [list(_body(page, running)) for page in printed]
    omitted["running"] += sum(map(len, printed)) - sum(map(len, bodies))
    if not any(bodies):
        raise SourceError(uri, "no text but page numbers (a scan?); run text recognition on it first")
    return _paragraphs(bodies, text_limit, omitted)


# --- lines as paragraphs ------------------------------------------------------------------------------------


def _margin(page: list[Line]) -> list[Line]:
    """The lines of a page that may be running heads or a page number: the highest and the lowest."""
    by_height = sorted(page, key=lambda line: line.bottom)
    return [line for line in by_height[:_MARGIN_LINES] + by_height[-_MARGIN_LINES:] if line.outer]


def _unnumbered(line: Line) -> str:
    """A line as it repeats from page to page: without spaces and numbers."""
    return re.sub(r"\s+", "", _DIGITS.sub("", line.text))


def _running(pages: list[list[Line]]) -> frozenset[str]:
    """The running heads: lines that come back in the margins of many pages, but for a number."""
    counts = Counter(text for page in pages for text in {_unnumbered(line) for line in _margin(page)})
    return frozenset(text for text, count in counts.items() if count >= max(_FEWEST, _REPEATED * len(pages)))


def _body(page: list[Line], running: frozenset[str]) -> Iterator[Line]:
    margin = {id(line) for line in _margin(page)}
    for line in page:
        in_margin = id(line) in margin
        if not (in_margin and (_PAGE_NUMBER.fullmatch(line.text) or _unnumbered(line) in running)):
            yield line


def _layout(pages: list[list[Line]]) -> _Layout:
    printed = [line for page in pages for line in page]
    sizes: Counter[float] = Counter()
    faces: Counter[str] = Counter()
    for line in [line for line in printed if not line.row] or printed:
        sizes[line.size] += len(line.text)
        faces[line.face] += len(line.text)
    size = sizes.most_common(1)[0][0] or 1.0
    body = [line for line in printed if line.size == size and not line.row] or printed
    pitches = Counter(
        round(above.bottom - below.bottom)
        for page in pages for above, below in pairwise(page) if above.bottom > below.bottom
    )  # fmt: skip
    # Most lines start at the left edge and end at the right one, give or take a mark that hangs out.
    left = Counter(round(line.left) for line in body).most_common(1)[0][0]
    rights = sorted(line.right for line in body)
    pitch = pitches.most_common(1)[0][0] if pitches else 0
    return _Layout(left, rights[-1 - len(rights) // 10], size, faces.most_common(1)[0][0], pitch)


def _paragraphs(pages: list[list[Line]], text_limit: int, omitted: Counter[str]) -> Extract:
    layout = _layout([page for page in pages if page])
    levels = _levels(pages, layout)
    lines = Lines(text_limit)
    lines.omitted += omitted
    paragraph: list[Line] = []
    notes: list[str] = []
    for page in pages:
        foot = _foot(page, layout)
        turned = True
        for line in page[:foot]:
            turned = turned or (bool(paragraph) and line.bottom > paragraph[-1].bottom)  # the next column begins
            if paragraph and not _continues(paragraph[-1], line, layout, turned):
                _add(lines, paragraph, layout, levels)
                paragraph = []
            paragraph.append(line)
            turned = False
        for line in page[foot:]:
            if notes and not _NOTE.match(line.text):
                notes[-1] += line.text
            else:
                notes.append(line.text)
    _add(lines, paragraph, layout, levels)
    for note in notes:
        lines.add(note, "footnote")
    return lines.extract()


def _foot(page: list[Line], layout: _Layout) -> int:
    """Where the notes at the foot of a page begin among its lines: small type below the body, a mark in front."""
    foot = len(page)
    while foot and page[foot - 1].size <= _SMALLER * layout.size and not page[foot - 1].row:
        foot -= 1
    opened = (at for at in range(foot, len(page)) if _NOTE.match(page[at].text))
    return next(opened, len(page)) if foot else len(page)


def _continues(above: Line, line: Line, layout: _Layout, turned: bool) -> bool:
    """Whether a line goes on with the paragraph of the line above it; `turned`: a page was turned between them."""
    size = layout.size
    if above.row or line.row:
        return False
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


def _levels(pages: list[list[Line]], layout: _Layout) -> dict[float, int]:
    """Sizes larger than the body's, the largest as level 1."""
    larger = {line.size for page in pages for line in page if line.size > _LARGER * layout.size}
    return {size: level for level, size in enumerate(sorted(larger, reverse=True), start=1)}


def _add(lines: Lines, paragraph: list[Line], layout: _Layout, levels: dict[float, int]) -> None:
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
    if paragraph[0].row:
        lines.add(text, "table_row")
    elif level is not None:
        lines.add(text, "heading", level)
    else:
        lines.add(text, bold=bold)
