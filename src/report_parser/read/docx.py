"""DOCX: paragraphs, table rows and notes, with headings from styles, bold and the typefaces of official print.

The paragraphs are read from the XML itself: the text stands also in content controls, tracked insertions and text
boxes, and none of it may be lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from report_parser.errors import SourceError
from report_parser.limits import too_long
from report_parser.read.bounds import UnboundedError
from report_parser.read.lines import Extract, Lines, Stretch
from report_parser.read.numbering import Numbering
from report_parser.read.package import NAMESPACES, Package, open_package, qualified
from report_parser.read.raised import raised

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Parts of a paragraph that are not its text: properties, deletions, the second copy of a drawing, pronunciation.
_SKIPPED = frozenset((*map(qualified, ("pPr", "rPr", "del", "moveFrom", "sdtPr", "rt")), f"{_MC}Fallback"))
_WRITTEN = {
    qualified(tag): text for tag, text in zip(("tab", "ptab", "br", "cr", "noBreakHyphen"), "\t\t\n\n-", strict=True)
}
_RUN, _PARAGRAPH, _TABLE, _BOX = map(qualified, ("r", "p", "tbl", "txbxContent"))
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXTS = frozenset((qualified("t"), f"{_MATH}t"))
# What may hold text that is not read: a document to be put in when Word opens this one, charts, diagrams.
_UNREAD = {
    qualified("altChunk"): "embedded",
    qualified("subDoc"): "embedded",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "embedded",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "chart",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart": "chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "chart",
}
# 1/2 is written as two parts of a fraction.
_DENOMINATOR = f"{_MATH}den"

_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"title|标题|文档标题", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"(?:toc|目录)\s*(?:heading|标题|\d)", re.IGNORECASE)
_WIDEST_SPAN = 64  # Word has tables of 63 columns
_GROUP = 30  # the name of a group of rows is no longer
_LONGEST_CHAIN = 30  # of styles that are based on each other; Word's own are on five at most
_LONGEST_HEADING = 80  # an outline level on more characters than this was set by mistake
# Official print (GB/T 9704) sets headings not in bold but in Hei, Kai and Xiaobiaosong, and the body in Fangsong.
_DISPLAY_FACE = re.compile(r"黑|楷|小标宋|粗|Hei|Kai|XBS|XiaoBiao", re.IGNORECASE)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph's text and what its runs say of it: bold stretches, and stretches by typeface."""

    pieces: list[str]
    length: int
    level: int | None = None
    title: bool = False
    row: bool = False
    bold: list[Stretch] = field(default_factory=list)
    faces: list[tuple[str, Stretch]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, *, row: bool = False) -> _Paragraph:
        """A paragraph that begins with this text."""
        return cls([text], len(text), row=row)

    @property
    def text(self) -> str:
        """What was written so far."""
        if len(self.pieces) > 1:
            self.pieces = ["".join(self.pieces)]
        return self.pieces[0]

    def write(self, text: str) -> None:
        """Add to the text: the runs of a paragraph may be a hundred thousand."""
        self.pieces.append(text)
        self.length += len(text)

    def raise_from(self, piece: int) -> None:
        """Set digits high that were written since there were so many pieces."""
        self.pieces[piece:] = [raised("".join(self.pieces[piece:]))]


def read_docx(uri: str, data: bytes, text_limit: int) -> Extract:
    """The text of a .docx, a paragraph or table row a line (cells parted by tabs), notes at the end.

    A paragraph whose bold opening is 一是深化改革。 gets Mark(bold) on those characters alone.
    """
    package = open_package(uri, data)
    try:
        reader = _Reader(package, text_limit)
        paragraphs, notes = reader.read()
    except ValueError as error:  # a number that is none, in a list or an outline level
        raise SourceError(uri, "a damaged .docx file: its text cannot be read") from error
    body_face = _body_face(paragraphs)
    # A title above the headings pushes them one level down, as # does to ## in markdown.
    shift = int(any(paragraph.title for paragraph in paragraphs))
    lines = Lines(text_limit)
    lines.omitted += reader.omitted
    for paragraph in paragraphs:
        if paragraph.row:
            lines.add(paragraph.text, "table_row")
        elif paragraph.title or paragraph.level is not None:
            lines.add(paragraph.text, "heading", 1 if paragraph.title else (paragraph.level or 0) + shift)
        else:
            display = [at for face, at in paragraph.faces if face != body_face and _DISPLAY_FACE.search(face)]
            lines.add(paragraph.text, bold=sorted(paragraph.bold + display))
    for note in notes:
        lines.add(note, "footnote")
    return lines.extract()


def _body_face(paragraphs: list[_Paragraph]) -> str:
    """The typeface of most of the text."""
    shares: Counter[str] = Counter()
    for paragraph in paragraphs:
        for face, (start, end) in paragraph.faces:
            shares[face] += end - start
    return shares.most_common(1)[0][0] if shares else ""


class _Styles:
    """The styles of a document; what a style does not say it inherits from the one it is based on."""

    def __init__(self, root: _Element | None) -> None:
        styles = () if root is None else root.iterchildren(qualified("w:style"))
        self._styles = {style.get(qualified("w:styleId"), ""): style for style in styles}
        self._found: dict[tuple[str, str], _Element | None] = {}
        self._default = next((name for name, style in self._styles.items() if _is_default(style)), "")

    def named(self, style_id: str | None) -> str:
        """A style's name: heading 1, Title, toc 2."""
        style = self._styles.get(style_id or self._default)
        name = None if style is None else style.find(qualified("w:name"))
        return "" if name is None else name.get(qualified("w:val"), "")

    def find(self, style_id: str | None, path: str) -> _Element | None:
        """The nearest element at `path` in a style or in those it is based on."""
        first = current = style_id or self._default
        if (first, path) in self._found:
            return self._found[first, path]
        found = None
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(current)
            found = None if style is None else style.find(path, NAMESPACES)
            if style is None or found is not None:
                break
            current = _value(style.find(qualified("w:basedOn"))) or ""
        self._found[first, path] = found
        return found


def _is_default(style: _Element) -> bool:
    """Whether it is the style of paragraphs that name none."""
    return style.get(qualified("w:type")) == "paragraph" and style.get(qualified("w:default")) in ("1", "true")


class _Reader:
    """One reading of a document: paragraphs in order, lists counted on the way."""

    def __init__(self, package: Package, text_limit: int) -> None:
        self._package = package
        self._most = self._left = text_limit
        self._styles = _Styles(package.parts.get("styles"))
        self._numbering = Numbering(package.parts.get("numbering"))
        self._unended: _Paragraph | None = None
        self.omitted: Counter[str] = Counter()

    def read(self) -> tuple[list[_Paragraph], list[str]]:
        """The body's paragraphs and rows, and the notes."""
        paragraphs = [block for block in self._blocks(self._package.document) if block.text.strip()]
        for element in self._package.document.iter(*_UNREAD):
            self.omitted[_UNREAD[element.tag]] += 1
        for element in self._package.document.iter(qualified("delText")):
            self.omitted["deleted"] += len(element.text or "")
        notes = []
        for kind in ("footnotes", "endnotes"):
            for note in self._package.parts.get(kind, ()):
                if note.get(qualified("w:type")) is None:  # the typed ones are separator lines
                    notes.append(" ".join(block.text.strip() for block in self._blocks(note)))
        return paragraphs, notes

    def _blocks(self, container: _Element) -> Iterator[_Paragraph]:
        """Paragraphs and table rows of a body, cell, note, text box or content control."""
        for child in container.iterchildren():
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag not in _SKIPPED:
                yield from self._blocks(child)
        if self._unended is not None:
            yield self._unended
            self._unended = None

    def _table(self, table: _Element) -> Iterator[_Paragraph]:
        """The rows of a table, those left out that were deleted. Rows of a table in a cell come with the cell."""
        rows = [
            self._cells(row)
            for row in table.iter(qualified("w:tr"))
            if next(row.iterancestors(_TABLE)) is table and row.find("w:trPr/w:del", NAMESPACES) is None
        ]
        data = any(len(_filled(cells)) > 1 for cells in rows)
        for cells in rows:
            yield from _row(cells, data=data)

    def _cells(self, row: _Element) -> list[list[_Paragraph]]:
        """The cells of a row, column by column: what a cell spans beyond its first column, and above, is empty."""
        cells: list[list[_Paragraph]] = []
        for cell in row.iter(qualified("w:tc")):
            if next(cell.iterancestors(row.tag)) is row:
                cells.append(list(self._blocks(cell)))
                span = (_value(cell.find("w:tcPr/w:gridSpan", NAMESPACES)) or "1")[:5]
                cells += [[] for _ in range(min(int(span), _WIDEST_SPAN) - 1)]
                self._count(min(int(span), _WIDEST_SPAN))
        return cells

    def _paragraph(self, element: _Element) -> Iterator[_Paragraph]:
        """A paragraph, and after it those of the text boxes anchored in it.

        One whose mark a tracked change deleted goes on in the next.
        """
        style_id = _value(element.find("w:pPr/w:pStyle", NAMESPACES))
        name = self._styles.named(style_id)
        number = self._number(element, style_id)
        if _CONTENTS_STYLE.fullmatch(name):
            return
        paragraph, self._unended = self._unended or _Paragraph.of(number), None
        boxes: list[_Element] = []
        self._runs(element, style_id, paragraph, boxes)
        self._count(paragraph.length)
        if paragraph.length <= _LONGEST_HEADING:
            paragraph.title = bool(_TITLE_STYLE.fullmatch(name))
            paragraph.level = self._level(element, style_id, name)
        if number and paragraph.bold and paragraph.bold[0][0] == len(number):
            paragraph.bold[0] = (0, paragraph.bold[0][1])  # Word prints the number like the text after it
        if element.find("w:pPr/w:rPr/w:del", NAMESPACES) is None:
            yield paragraph
        else:
            self._unended = paragraph
        for box in boxes:
            yield from self._blocks(box)

    def _count(self, characters: int) -> None:
        """Count what was read. Raises UnboundedError where it is more than may be."""
        self._left -= characters
        if self._left < 0:
            raise UnboundedError(too_long(self._most))

    def _runs(self, element: _Element, style_id: str | None, paragraph: _Paragraph, boxes: list[_Element]) -> None:
        """Gather the text under an element, run by run, in document order."""
        pending = list(element.iterchildren())[::-1]
        while pending:
            child = pending.pop()
            if child.tag in _SKIPPED:
                continue
            if child.tag == _BOX:
                boxes.append(child)
            elif child.tag in _TEXTS:
                paragraph.write(child.text or "")
            elif child.tag in _WRITTEN:
                paragraph.write(_WRITTEN[child.tag])
            elif child.tag == _RUN:
                self._run(child, style_id, paragraph, boxes)
            else:
                if child.tag == _DENOMINATOR:
                    paragraph.write("/")
                pending.extend(list(child.iterchildren())[::-1])

    def _run(self, run: _Element, style_id: str | None, paragraph: _Paragraph, boxes: list[_Element]) -> None:
        properties = run.find("w:rPr", NAMESPACES)
        character_id = None if properties is None else _value(properties.find("w:rStyle", NAMESPACES))

        def find(tag: str) -> _Element | None:
            """A property of the run: its own, its character style's, its paragraph style's."""
            found = None if properties is None else properties.find(tag, NAMESPACES)
            if found is None and character_id:
                found = self._styles.find(character_id, f"w:rPr/{tag}")
            return self._styles.find(style_id, f"w:rPr/{tag}") if found is None else found

        if _is_on(find("w:vanish")):
            self.omitted["hidden"] += sum(len(text.text or "") for text in run.iter(*_TEXTS))
            return
        start, piece = paragraph.length, len(paragraph.pieces)
        self._runs(run, style_id, paragraph, boxes)
        if _value(find("w:vertAlign")) == "superscript":
            paragraph.raise_from(piece)
        at = (start, paragraph.length)
        if at[0] == at[1]:
            return
        if _is_on(find("w:b")):
            paragraph.bold.append(at)
        fonts = find("w:rFonts")
        paragraph.faces.append(("" if fonts is None else fonts.get(qualified("w:eastAsia"), ""), at))

    def _level(self, element: _Element, style_id: str | None, name: str) -> int | None:
        """The heading level (from 1) that the style's name or an outline level gives; 9 in Word means body text."""
        heading = _HEADING_STYLE.fullmatch(name)
        if heading:
            return int(heading[1])
        outline = element.find("w:pPr/w:outlineLvl", NAMESPACES)
        if outline is None:
            outline = self._styles.find(style_id, "w:pPr/w:outlineLvl")
        value = _value(outline)
        return int(value) + 1 if value and value < "9" else None

    def _number(self, element: _Element, style_id: str | None) -> str:
        """The automatic number in front of a paragraph, if it is in a list."""
        for properties in (element.find("w:pPr/w:numPr", NAMESPACES), self._styles.find(style_id, "w:pPr/w:numPr")):
            if properties is not None:
                level = _value(properties.find("w:ilvl", NAMESPACES)) or "0"
                return self._numbering.next(_value(properties.find("w:numId", NAMESPACES)) or "", int(level))
        return ""


def _filled(cells: list[list[_Paragraph]]) -> list[list[_Paragraph]]:
    return [cell for cell in cells if any(block.text.strip() for block in cell)]


def _row(cells: list[list[_Paragraph]], *, data: bool) -> Iterator[_Paragraph]:
    """A row as one line. With a single filled cell it is layout, and its paragraphs stand for themselves, but for a
    short one in a table of data: the name of a group of rows.
    """
    filled = _filled(cells)
    text = "\t".join(
        " ".join(filter(None, (block.text.strip() for block in cell))).replace("\n", " ") for cell in cells
    )
    if len(filled) > 1 or (filled and data and len(text.strip()) <= _GROUP and len(cells) > 1):
        yield _Paragraph.of(text, row=True)
    elif filled:
        yield from filled[0]


def _value(element: _Element | None) -> str | None:
    return None if element is None else element.get(qualified("w:val"))


def _is_on(element: _Element | None) -> bool:
    """A switch such as <w:b/>: on by being there, unless it says otherwise."""
    return element is not None and element.get(qualified("w:val"), "1") not in ("0", "false", "off")
