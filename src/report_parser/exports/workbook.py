"""The pair of tables as a workbook, laid out to be printed, signed off and filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from report_parser.errors import MissingExtraError
from report_parser.exports.targets import targets_of
from report_parser.exports.tasks import tasks_of
from report_parser.model import Report, ReportInfo
from report_parser.rules import Rules
from report_parser.selection import Selection

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MOST_CHARACTERS = 32_767
"""What a cell of a workbook holds; a longer text would be left out whole."""
_LANDSCAPE_A4 = 9
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

Cells = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    """A column: its title, its width in characters of a figure, whether its text is set in the middle."""

    title: str
    width: float
    centred: bool = False


_NUMBER = _Heading("序号", 5, centred=True)
_WHENCE = (_Heading("地区", 10, centred=True), _Heading("年度", 6, centred=True))
_TO_FILL = (_Heading("牵头单位", 13), _Heading("进展", 16))
_TARGETS = (
    _Heading("指标", 26), _Heading("目标值", 18, centred=True), _Heading("单位", 8, centred=True),
    _Heading("约束性/预期性", 9, centred=True), _Heading("上年完成值", 16, centred=True), _Heading("出处", 24),
    *_TO_FILL,
)  # fmt: skip
_TASKS = (
    _Heading("类别", 16), _Heading("任务内容", 38), _Heading("量化目标", 22), _Heading("责任单位", 14),
    _Heading("完成时限", 9, centred=True), _Heading("力度", 9, centred=True), _Heading("出处", 18), *_TO_FILL,
)  # fmt: skip


def write_workbook(reports: Iterable[Report], path: Path, rules: Rules, selection: Selection | None = None) -> int:
    """Write the two tables of the reports to `path`; how many rows. Of several reports each row says place and year.

    Raises MissingExtraError where XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError("xlsxwriter", "xlsx") from error
    heads: list[ReportInfo] = []
    targets: list[tuple[int, Cells]] = []
    tasks: list[tuple[int, Cells]] = []
    for number, report in enumerate(reports):
        heads.append(report.report)
        targets += ((number, astuple(row)) for row in targets_of(report, rules, selection))
        tasks += ((number, astuple(row)) for row in tasks_of(report, rules, selection))
    name = _name(heads[0]) if len(heads) == 1 else ""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": f"{name}政府工作报告任务分解表"})
        layout = _Layout(book, heads)
        layout.sheet("主要指标", f"{name}政府工作报告主要指标分解表", _TARGETS, targets)
        layout.sheet("重点任务", f"{name}政府工作报告重点任务分解表", _TASKS, tasks)
    return len(targets) + len(tasks)


def _name(head: ReportInfo) -> str:
    year = "" if head.report_year is None else f"{head.report_year}年"
    return f"{head.jurisdiction.name or ''}{year}"


class _Layout:
    """The formats of one workbook, and how its sheets are set."""

    def __init__(self, book: xlsxwriter.Workbook, heads: Sequence[ReportInfo]) -> None:
        self._book = book
        self._heads = heads
        cell = {"font_name": "仿宋", "font_size": 10.5, "border": 1, "text_wrap": True, "valign": "vcenter"}
        self._title = book.add_format(
            {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self._head = book.add_format(
            {**cell, "font_name": "黑体", "font_size": 11, "align": "center", "bg_color": "#E7E6E6"}
        )
        # A text that begins like a formula is stored as text and marked so: typing over it makes no formula of it.
        self._left, self._left_quoted = book.add_format(cell), book.add_format({**cell, "quote_prefix": True})
        centred = {**cell, "align": "center"}
        self._centred = book.add_format(centred)
        self._centred_quoted = book.add_format({**centred, "quote_prefix": True})

    def sheet(self, name: str, title: str, columns: Sequence[_Heading], rows: Sequence[tuple[int, Cells]]) -> None:
        """One table: title, heading, a row a line, ready for A4 across."""
        several = len(self._heads) > 1
        columns = (_NUMBER, *(_WHENCE if several else ()), *columns)
        sheet = self._book.add_worksheet(name)
        last = len(columns) - 1
        sheet.merge_range(0, 0, 0, last, title, self._title)
        sheet.set_row(0, 36)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(1, at, column.title, self._head)
        for line, (report, cells) in enumerate(rows, 2):
            head = self._heads[report]
            whence: Cells = (head.jurisdiction.name or "", head.report_year or "") if several else ()
            blanks = ("",) * len(_TO_FILL)
            for at, (column, value) in enumerate(zip(columns, (line - 1, *whence, *cells, *blanks), strict=True)):
                self._write(sheet, line, at, value, column)
        self._page(sheet, last, len(rows) + 1)

    def _write(self, sheet: Worksheet, line: int, at: int, value: str | int, column: _Heading) -> None:
        if isinstance(value, int):
            sheet.write_number(line, at, value, self._centred)
            return
        text = value if len(value) <= _MOST_CHARACTERS else value[: _MOST_CHARACTERS - 1] + "…"
        sheet.write_string(line, at, text, self._format(text, column))

    def _format(self, text: str, column: _Heading) -> Format:
        if text.startswith(_FORMULA_SIGNS):
            return self._centred_quoted if column.centred else self._left_quoted
        return self._centred if column.centred else self._left

    @staticmethod
    def _page(sheet: Worksheet, last_column: int, last_row: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(_LANDSCAPE_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.repeat_rows(0, 1)
        sheet.freeze_panes(2, 0)
        sheet.autofilter(1, 0, max(last_row, 1), last_column)
        sheet.print_area(0, 0, max(last_row, 1), last_column)
        sheet.set_footer("&C第 &P 页，共 &N 页")
