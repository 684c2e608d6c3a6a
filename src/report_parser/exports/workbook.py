"""The sheets of the 分解表 as a workbook, laid out to be printed, signed off and filled in."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from report_parser.errors import MissingExtraError
from report_parser.exports.breakdown import STATES, Cell, Column, Sheet, Span, wholes

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MOST_CHARACTERS = 32_767
"""What a cell of a workbook holds; a longer text would be left out whole."""
_LANDSCAPE_A4 = 9
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_FONT_SIZE = 10
_CHARACTER = 1.95
"""The width of a Chinese character of that size with its share of margin, in the figures that columns count in."""
_LINE, _MARGIN, _HIGHEST = 14.0, 6.0, 409.0
"""The height of a line and of the space around a cell's text, and the most a row may have, in points."""
_COLOURS = dict(zip(STATES, ("#C6E0B4", "#BDD7EE", "#E2EFDA", "#F8CBAD"), strict=True))


def write_workbook(sheets: Sequence[Sheet], path: Path, title: str = "") -> None:
    """Write the sheets to `path`, as a workbook of a `title`, by default that of a 分解表.

    Raises MissingExtraError where XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError("xlsxwriter", "xlsx") from error
    file = BytesIO()  # a disk that fills up under XlsxWriter is told by several exceptions, some of them unraisable
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": title or sheets[0].title.removesuffix("主要指标分解表") + "任务分解表"})
        layout = _Layout(book)
        for sheet in sheets:
            layout.sheet(sheet)
    path.write_bytes(file.getvalue())


class _Layout:
    """The formats of one workbook, and how its sheets are set."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        cell = {"font_name": "仿宋", "font_size": _FONT_SIZE, "border": 1, "text_wrap": True, "valign": "vcenter"}
        self._title = book.add_format(
            {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self._head = book.add_format({**cell, "font_name": "黑体", "align": "center", "bg_color": "#E7E6E6"})
        # A text that begins like a formula is stored as text and marked so: typing over it makes no formula of it.
        self._left, self._left_quoted = book.add_format(cell), book.add_format({**cell, "quote_prefix": True})
        centred = {**cell, "align": "center"}
        self._centred = book.add_format(centred)
        self._centred_quoted = book.add_format({**centred, "quote_prefix": True})
        self._share = book.add_format({**centred, "num_format": "0%"})
        self._states = {state: book.add_format({"bg_color": colour}) for state, colour in _COLOURS.items()}

    def sheet(self, table: Sheet) -> None:
        """One table: title, heading, a row a line, ready for A4 across."""
        sheet = self._book.add_worksheet(table.name)
        last = len(table.columns) - 1
        sheet.merge_range(0, 0, 0, last, table.title, self._title)
        sheet.set_row(0, 36)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width * _CHARACTER)
            sheet.write_string(1, at, column.title, self._head)
        sheet.set_row(1, _height(table.columns, [column.title for column in table.columns]))
        for line, cells in enumerate(table.rows, 2):
            for at, (column, value) in enumerate(zip(table.columns, cells, strict=True)):
                self._write(sheet, line, at, value, column)
        self._heights(sheet, table)
        self._join(sheet, table)
        self._states_of(sheet, table)
        self._page(sheet, last, len(table.rows) + 1)

    def _write(self, sheet: Worksheet, line: int, at: int, value: Cell, column: Column) -> None:
        if isinstance(value, int):
            sheet.write_number(line, at, value, self._centred)
        elif isinstance(value, Span):
            sheet.write_formula(line, at, _share_over(value), self._share, "")
        else:
            text = _shortened(value)
            sheet.write_string(line, at, text, self._format(text, column))

    def _format(self, text: str, column: Column) -> Format:
        if text.startswith(_FORMULA_SIGNS):
            return self._centred_quoted if column.centred else self._left_quoted
        return self._centred if column.centred else self._left

    def _heights(self, sheet: Worksheet, table: Sheet) -> None:
        """Set the height of each row: LibreOffice and WPS do not fit wrapped text by themselves."""
        heights = [_height(table.columns, cells) for cells in table.rows]
        for at, first, last in wholes(table):
            need = _height(table.columns[at : at + 1], table.rows[first][at : at + 1], whole=True)
            short = need - sum(heights[first : last + 1])
            if short > 0:
                heights[last] += short
        for line, height in enumerate(heights, 2):
            sheet.set_row(line, min(height, _HIGHEST))

    def _join(self, sheet: Worksheet, table: Sheet) -> None:
        for at, first, last in wholes(table):
            value = table.rows[first][at]
            if last > first and isinstance(value, str):
                sheet.merge_range(
                    first + 2, at, last + 2, at, _shortened(value), self._format(value, table.columns[at])
                )

    def _states_of(self, sheet: Worksheet, table: Sheet) -> None:
        """A list to choose the state from, each in its colour."""
        for at, column in enumerate(table.columns):
            if column.role != "state" or not table.rows:
                continue
            area = (2, at, len(table.rows) + 1, at)
            sheet.data_validation(*area, {"validate": "list", "source": list(STATES)})
            for state, format_ in self._states.items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{state}"', "format": format_}
                sheet.conditional_format(*area, rule)

    @staticmethod
    def _page(sheet: Worksheet, last_column: int, last_row: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(_LANDSCAPE_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.repeat_rows(0, 1)
        sheet.freeze_panes(2, 0)
        sheet.print_area(0, 0, max(last_row, 1), last_column)
        sheet.set_footer("&C第 &P 页，共 &N 页")


def _share_over(span: Span) -> str:
    """The formula of how much of a time is over: nothing before it begins, all when it ends."""
    first, last = (date.fromisoformat(day) for day in (span.first, span.last))
    days = max((last - first).days, 1)
    return f"=MAX(0,MIN(1,(TODAY()-DATE({first.year},{first.month},{first.day}))/{days}))"


def _height(columns: Sequence[Column], cells: Sequence[Cell], *, whole: bool = False) -> float:
    """The height that a row needs; a cell of several rows does not count unless it is asked for alone."""
    lines = (
        sum(max(1, math.ceil(_width(line) / column.width)) for line in cell.split("\n"))
        for column, cell in zip(columns, cells, strict=True)
        if isinstance(cell, str) and (whole or column.role != "whole")
    )
    return max(lines, default=1) * _LINE + _MARGIN


def _width(text: str) -> float:
    """The width of a line in Chinese characters; one that no line may begin with may send another to the next."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55 for char in text) * 1.06


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"
