"""Chinese government work reports (政府工作报告) as a typed, grounded knowledge model.

>>> import report_parser
>>> [quantity.text for quantity in report_parser.quantities("地区生产总值1351亿元，增长4.1%")]
['1351亿元', '4.1%']

The names below are loaded when first used, so that importing the package, and `report-parser --help`,
cost next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_parser.batch.many import parse_many
    from report_parser.errors import (
        CrashError,
        LimitError,
        MissingExtraError,
        OutputError,
        ReportParserError,
        RuleError,
        SourceError,
        StoreError,
    )
    from report_parser.model import FactInfo, QuantityInfo, Report, Statement
    from report_parser.pipeline import Parser, parse, parse_text, quantities
    from report_parser.selection import Selection
    from report_parser.store import LoadSummary, Store
    from report_parser.tables.rows import to_arrow, to_frame
    from report_parser.track import Tracking, track_reports

__all__ = [
    "CrashError",
    "FactInfo",
    "LimitError",
    "LoadSummary",
    "MissingExtraError",
    "OutputError",
    "Parser",
    "QuantityInfo",
    "Report",
    "ReportParserError",
    "RuleError",
    "Selection",
    "SourceError",
    "Statement",
    "Store",
    "StoreError",
    "Tracking",
    "parse",
    "parse_many",
    "parse_text",
    "quantities",
    "to_arrow",
    "to_frame",
    "track_reports",
]

_HOME = {
    "CrashError": "errors",
    "FactInfo": "model",
    "LimitError": "errors",
    "LoadSummary": "store",
    "MissingExtraError": "errors",
    "OutputError": "errors",
    "Parser": "pipeline",
    "QuantityInfo": "model",
    "Report": "model",
    "ReportParserError": "errors",
    "RuleError": "errors",
    "Selection": "selection",
    "SourceError": "errors",
    "Statement": "model",
    "Tracking": "track",
    "Store": "store",
    "StoreError": "errors",
    "parse": "pipeline",
    "parse_many": "batch.many",
    "parse_text": "pipeline",
    "quantities": "pipeline",
    "to_arrow": "tables.rows",
    "to_frame": "tables.rows",
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


class _Package(ModuleType):
    """The package as a module in which no folder hides a public name: `quantities` is a function and a folder."""

    def __setattr__(self, name: str, value: object) -> None:
        """Python binds every submodule to its package once loaded; one named like a public name stays unbound."""
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
