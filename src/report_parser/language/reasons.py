"""Rule ids -> plain words: `fact.unit`, `measure:增长, shared` and `section:plan` as sentences in Chinese and English.

The words are in `reasons.toml`; a rule that has none there is told by its id, and a test finds it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple, get_args

Lang = Literal["zh", "en"]
Family = Literal["numeral", "fact", "role", "comparator", "period", "kind", "construction", "evidence", "object"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)


class Reason(NamedTuple):
    """One rule that fired: its line in `reasons.toml` (None where it has none) and the word it is about."""

    family: Family
    rule: str
    key: str | None
    word: str

    def text(self, lang: Lang) -> str:
        """The rule in words: `measure:增长` -> 数字前的“增长”引出数值；…"""
        if self.key is None:
            return self.rule
        return _lines()[self.family][self.key][lang].replace("{word}", self.word)


def reasons(family: Family, rule: str) -> tuple[Reason, ...]:
    """The reasons a rule id stands for: `measure:增长, shared` -> the verb before the number, the shared row."""
    lines = _lines()[family]
    parts = [part for part in rule.split(", ") if part]
    return tuple(_reason(family, part, lines) for part in parts)


def template(reason: Reason, lang: Lang) -> str:
    """The line of a reason with {word} still in it, for pages that fill it in themselves."""
    return reason.rule if reason.key is None else _lines()[reason.family][reason.key][lang]


def _reason(family: Family, rule: str, lines: Mapping[str, Mapping[Lang, str]]) -> Reason:
    if rule in lines:
        return Reason(family, rule, rule, "")
    head, colon, word = rule.partition(":")
    return Reason(family, rule, head if colon and head in lines else None, word)


@cache
def _lines() -> Mapping[Family, Mapping[str, Mapping[Lang, str]]]:
    path = resources.files("report_parser.language") / "reasons.toml"
    families: Mapping[Family, Mapping[str, Mapping[Lang, str]]] = tomllib.loads(path.read_text(encoding="utf-8"))  # type: ignore[assignment]
    return families
