"""Chinese government work reports (政府工作报告) as a typed, grounded knowledge model.

>>> import report_parser
>>> [quantity.text for quantity in report_parser.quantities("地区生产总值1351亿元，增长4.1%")]
['1351亿元', '4.1%']
"""

from __future__ import annotations

from report_parser.errors import ReportParserError, RuleError, SourceError
from report_parser.model import FactInfo, QuantityInfo, Report, Statement
from report_parser.pipeline import Parser, parse, parse_text, quantities

__all__ = [
    "FactInfo",
    "Parser",
    "QuantityInfo",
    "Report",
    "ReportParserError",
    "RuleError",
    "SourceError",
    "Statement",
    "parse",
    "parse_text",
    "quantities",
]
