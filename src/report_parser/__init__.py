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
    from report_parser.errors import ReportParserError, RuleError, SourceError
    from report_parser.model import FactInfo, QuantityInfo, Report, Statement
    from report_parser.pipeline import Parser, parse, parse_text, quantities
    from report_parser.track import Tracking, track_reports

__all__ = [
    "FactInfo",
    "Parser",
    "QuantityInfo",
    "Report",
    "ReportParserError",
    "RuleError",
    "SourceError",
    "Statement",
    "Tracking",
    "parse",
    "parse_text",
    "quantities",
    "track_reports",
]

_HOME = {
    "FactInfo": "model",
    "Parser": "pipeline",
    "QuantityInfo": "model",
    "Report": "model",
    "ReportParserError": "errors",
    "RuleError": "errors",
    "SourceError": "errors",
    "Statement": "model",
    "Tracking": "track",
    "parse": "pipeline",
    "parse_text": "pipeline",
    "quantities": "pipeline",
    "track_reports": "track",
}


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in."""
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return __all__
