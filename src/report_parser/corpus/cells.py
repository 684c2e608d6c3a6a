"""Cells: what a table holds -> the text of a report, a place and a year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from report_parser.document import Level
from report_parser.rules import Rules
from report_parser.rules.divisions import Division, Divisions

_YEAR = re.compile(r"(?<!\d)(19[4-9]\d|20\d\d)(?!\d)")
_CODE = re.compile(r"(\d{6})(?:\.0|000000)?")
_RANKS: Mapping[Level, int] = {"province": 1, "prefecture": 2, "county": 3}


def mended(cell: str, rules: Rules) -> str:
    r"""The text of a cell without what crawlers and spreadsheets left in it: 一、回顾\n新建公园 is two lines."""
    remains = rules.columns.remains
    if not any(mark in cell for mark in remains):
        return cell
    marks = re.compile("|".join(map(re.escape, sorted(remains, key=len, reverse=True))))
    return marks.sub(lambda found: remains[found.group()], cell)


def is_cut(cell: str, rules: Rules) -> bool:
    """Whether a cell holds as many characters as a spreadsheet keeps, so that its end is likely lost."""
    return len(cell.encode("utf-16-le")) // 2 in rules.columns.cut_lengths


def year_of(cell: str) -> int | None:
    """The year in a cell: 2024, 2024.0, 2024年, 2024-01-20; None where there is none or another beside it."""
    found = {int(year) for year in _YEAR.findall(cell)}
    return found.pop() if len(found) == 1 else None


def place_of(cells: Sequence[str], rules: Rules) -> str | None:
    """The place that the cells of a row name, the outermost first, as its code where the table of divisions has it.

    浙江, 台州, 温岭 -> 331081; 浙江省, 台州市, 大溪镇 -> 浙江省台州市大溪镇.
    """
    plain = ("".join(cell.split()) for cell in cells)
    named = [text for text in plain if text and text.casefold() not in rules.columns.no_place]
    last: Division | None = None
    for text in named:
        last = _below(last, text, rules.divisions)
        if last is None:
            return "".join(dict.fromkeys(named))
    return last.code if last else None


def _below(above: Division | None, text: str, table: Divisions) -> Division | None:
    """The division of a name or code that lies in `above`, or is it; None where there is none, or several.

    吉林 is the province, 吉林 in it the city.
    """
    code = _CODE.fullmatch(text)
    found = table.coded(code.group(1)) if code else table.named(text)
    if above is None:
        level = min((place.level for place in found), key=_RANKS.__getitem__, default=None)
        return _in_force([place for place in found if place.level == level])
    inside = [place for place in found if place.code.startswith(above.code[: 2 * _RANKS[above.level]])]
    lower = [place for place in inside if place.code != above.code]
    return _in_force(lower or inside)


def _in_force(found: Sequence[Division]) -> Division | None:
    """The only one of several divisions of a name, or the only one that has it today."""
    if len({place.code for place in found}) == 1:
        return found[-1]
    today = [place for place in found if place.last is None]
    return today[0] if len(today) == 1 else None
