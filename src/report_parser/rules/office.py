"""`office.toml`: the store's identity, and the 约束性/预期性 of the export."""

from __future__ import annotations

from report_parser.rules.base import RuleModel


class OfficeRules(RuleModel):
    """`office.toml`: titles that make a text another document, which targets are binding, how they are named."""

    variants: tuple[str, ...] = ()
    says_binding: tuple[str, ...] = ()
    says_expected: tuple[str, ...] = ()
    binding: tuple[str, ...] = ()
    binding_names: tuple[str, ...] = ()
    reaching: tuple[str, ...] = ()
