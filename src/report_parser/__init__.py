"""Chinese government work reports (政府工作报告) as a typed, grounded knowledge model.

>>> import report_parser
>>> [quantity.text for quantity in report_parser.quantities("地区生产总值1351亿元，增长4.1%")]
['1351亿元', '4.1%']

The names below are loaded when first used, so that importing the package, and `report-parser --help`,
cost next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_parser.batch.many import parse_many
    from report_parser.batch.table import parse_table
    from report_parser.errors import ReportParserError
    from report_parser.exports.panel.api import panel
    from report_parser.model import Report
    from report_parser.pipeline import Parser, parse, parse_text, quantities
    from report_parser.rules import Rules, load_rules
    from report_parser.selection import Selection
    from report_parser.store import Store
    from report_parser.tables.rows import to_frame
    from report_parser.track import track_reports
    from report_parser.word_counts.api import terms

    __version__: str

__all__ = [
    "Parser",
    "Report",
    "ReportParserError",
    "Rules",
    "Selection",
    "Store",
    "__version__",
    "load_rules",
    "panel",
    "parse",
    "parse_many",
    "parse_table",
    "parse_text",
    "quantities",
    "terms",
    "to_frame",
    "track_reports",
]

_HOME = {
    "Parser": "pipeline",
    "Report": "model",
    "ReportParserError": "errors",
    "Rules": "rules",
    "Selection": "selection",
    "Store": "store",
    "load_rules": "rules",
    "panel": "exports.panel.api",
    "parse": "pipeline",
    "parse_many": "batch.many",
    "parse_table": "batch.table",
    "parse_text": "pipeline",
    "quantities": "pipeline",
    "terms": "word_counts.api",
    "to_frame": "tables.rows",
    "track_reports": "track",
}


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in."""
    if name == "__version__":
        from importlib.metadata import version

        return version("report_parser")
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return __all__
