"""`panel`: reports in, a frame of targets and outturns out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from report_parser.exports.panel.columns import COLUMNS
from report_parser.exports.panel.rows import panel_rows
from report_parser.exports.panel.wide import wide as make_wide
from report_parser.model import Report
from report_parser.rules import Rules, load_rules
from report_parser.selection import Selection
from report_parser.tables.rows import frame_of_rows

if TYPE_CHECKING:
    import polars


def panel(
    reports: Iterable[Report], *, selection: Selection | None = None, wide: bool = False, rules: Rules | None = None
) -> polars.DataFrame:
    """Each place, year and indicator with its target beside its outturn, as numbers in one unit; see docs/panel.md.

    `wide` gives a row a place and year. `years` of the `selection` are those of target and outturn. Raises
    MissingExtraError where Polars is not installed.

    >>> from report_parser import panel, parse_text
    >>> plan = parse_text("温岭市2024年政府工作报告\\n今年，地区生产总值增长5%左右。")
    >>> review = parse_text("温岭市2025年政府工作报告\\n2024年，地区生产总值增长5.2%。")
    >>> frame = panel([plan, review])
    >>> frame.select("place", "year", "indicator_id", "target", "target_force", "outturn").rows()
    [('温岭市', 2024, 'gdp', 5.0, 'soft', 5.2)]
    """
    rows = panel_rows(reports, load_rules() if rules is None else rules, selection)
    made, columns = make_wide(rows) if wide else (rows, COLUMNS)
    return frame_of_rows(made, columns)
