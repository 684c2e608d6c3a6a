"""`office.toml`: the store's identity, and the 约束性/预期性 of the export."""

from __future__ import annotations

from report_parser.rules.base import RuleModel, Words


class OfficeRules(RuleModel):
    """`office.toml`: titles that make a text another document, which targets are binding, how they are named."""

    variants: Words = ()
    says_binding: Words = ()
    says_expected: Words = ()
    binding: Words = ()
    binding_names: Words = ()
    reaching: Words = ()
