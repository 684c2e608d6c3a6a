"""`terms.toml`: what counting words needs to know of the language."""

from __future__ import annotations

from report_parser.rules.base import RuleModel, Words


class TermRules(RuleModel):
    """`terms.toml`: words that deny what follows them, and words that say nothing of what a text is about."""

    negations: Words = ()
    stop_words: Words = ()
