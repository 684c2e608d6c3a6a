"""The sheets of the 分解表 as a Word document, since notices attach Word: a table each, A4 across, heads repeated."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from report_parser.errors import MissingExtraError
from report_parser.exports.breakdown import Cell, Sheet, Span, wholes

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

_TITLE_SIZE, _SIZE = 18, 8
_MARGIN = 1.2
"""Centimetres."""


def write_word(sheets: Sequence[Sheet], path: Path, title: str = "") -> None:
    """Write the sheets to `path`, as a document of a `title`, by default that of a 分解表.

    Raises MissingExtraError where python-docx is not installed.
    """
    try:
        from docx import Document
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Cm
    except ImportError as error:
        raise MissingExtraError("docx", "docx") from error
    document = Document()
    for number, sheet in enumerate(sheet for sheet in sheets if sheet.rows):
        section = document.sections[0] if number == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = Cm(_MARGIN)
        section.top_margin = section.bottom_margin = Cm(1.5)
        _title(document, sheet.title)
        _table(document, sheet, 29.7 - 2 * _MARGIN)
    document.core_properties.title = title or sheets[0].title.removesuffix("主要指标分解表") + "任务分解表"
    document.save(str(path))


def _title(document: Document, text: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(paragraph, text, "黑体", _TITLE_SIZE)


def _table(document: Document, sheet: Sheet, width: float) -> None:
    """The table; columns share the width of the page as they do that of a worksheet."""
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(sheet.columns), style="Table Grid")
    table.autofit = False
    _narrow(table)
    total = sum(column.width for column in sheet.columns)
    widths = [Cm(width * column.width / total) for column in sheet.columns]
    for at, column in enumerate(sheet.columns):
        table.columns[at].width = widths[at]
        _fill(table.rows[0].cells[at], column.title, "黑体", centred=True)
    _mark(table.rows[0], "w:tblHeader")
    for cells in sheet.rows:
        row = table.add_row()
        _mark(row, "w:cantSplit")
        for at, (place, column, value) in enumerate(zip(row.cells, sheet.columns, cells, strict=True)):
            place.width = widths[at]
            _fill(place, _text(value), "仿宋", centred=column.centred or isinstance(value, int))
    _join(table, sheet)


def _narrow(table: Table) -> None:
    """Leave a millimetre between a text and its frame."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _join(table: Table, sheet: Sheet) -> None:
    """Make equal neighbours of a `whole` column one cell: the first begins it, the others go on with it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for at, first, last in wholes(sheet):
        if first == last:
            continue
        for line in range(first, last + 1):
            cell = table.rows[line + 1].cells[at]
            merged = OxmlElement("w:vMerge")
            if line == first:
                merged.set(qn("w:val"), "restart")
            else:
                cell.paragraphs[0].clear()
            cell._tc.get_or_add_tcPr().append(merged)


def _fill(cell: _Cell, text: str, font: str, *, centred: bool) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(paragraph, text, font, _SIZE)


def _say(paragraph: Paragraph, text: str, font: str, size: int) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.name = font
    run.font.size = Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    paragraph.paragraph_format.space_after = Pt(0)


def _mark(row: _Row, name: str) -> None:
    """Say of a row that it is repeated on each page, or not broken across two."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _text(value: Cell) -> str:
    """What a cell says on paper; a share of time that is over is left to be filled in."""
    return "" if isinstance(value, Span) else "".join(char for char in str(value) if char >= " " or char in "\n\t")
