"""The words of the pages in Chinese and English, from `messages.toml`, the rules and the reasons.

A page carries both languages of every word it uses, so that its switch needs no network.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TypeAlias

from report_parser.checks.stage import CHECKS
from report_parser.language.reasons import LANGUAGES, Lang, Reason, template
from report_parser.rules import Rules

Both: TypeAlias = dict[Lang, str]


@cache
def _shipped() -> Mapping[str, Both]:
    path = resources.files("report_parser.language") / "messages.toml"
    groups: Mapping[str, Mapping[str, Both]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {f"{group}.{key}": both for group, entries in groups.items() for key, both in entries.items()}


class Wording:
    """What a page says, by key: `kind.commitment`, `topic.economy`, `indicator.gdp`, `reason.numeral.fact.unit`.

    `used` holds both languages of the words of this page.
    """

    def __init__(self, lang: Lang, rules: Rules) -> None:
        self.lang: Lang = lang
        self.used: dict[str, Both] = dict(_shipped())
        self._topics = {topic.id: (topic.name or topic.id, topic.english or topic.id) for topic in rules.topics.topic}
        self._indicators = {entry.id: (entry.name, entry.english) for entry in rules.indicators.indicator}

    def __call__(self, key: str, **values: object) -> str:
        """The word of `key` in the page's language, with {name} replaced by the value of that name."""
        text = self.used[key][self.lang]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def topic(self, identity: str) -> str:
        """The key of a topic; one that the rules do not know keeps its id as its name."""
        return self._keep(f"topic.{identity}", self._topics.get(identity, (identity, identity)))

    def indicator(self, identity: str) -> str:
        """The key of an indicator of the vocabulary."""
        return self._keep(f"indicator.{identity}", self._indicators.get(identity, (identity, identity)))

    def concept(self, identity: str, name: str, english: str) -> str:
        """The key of a concept or dictionary, environment.pollution, by its names; its id where it has none."""
        return self._keep(f"concept.{identity}", (name or identity, english or name or identity))

    def reason(self, reason: Reason) -> str:
        """The key of a rule's explanation, {word} still in it."""
        key = f"reason.{reason.family}.{reason.key or reason.rule}"
        self.used.setdefault(key, {lang: template(reason, lang) for lang in LANGUAGES})
        return key

    def doubt(self, code: str) -> str | None:
        """The key of what a diagnostic says, {text} still in it; None where it is none of a check."""
        check = next((check for check in CHECKS if check.code == code), None)
        return None if check is None else self._keep(f"doubt.{code}", (check.zh, check.en))

    def _keep(self, key: str, names: tuple[str, str]) -> str:
        self.used.setdefault(key, {"zh": names[0], "en": names[1]})
        return key
