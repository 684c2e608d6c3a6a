"""The linguistic knowledge of a parse: formats of the data files, one module a stage, and `load_rules`."""

from report_parser.rules.load import Rules, load_rules

__all__ = ["Rules", "load_rules"]
