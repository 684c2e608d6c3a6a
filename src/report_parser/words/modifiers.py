"""Words that only modify a noun and are none themselves: 固定 of 4个固定、2个流动检查站."""

from __future__ import annotations

from functools import lru_cache

from report_parser.rules import Rules
from report_parser.words.lexicon import Finder

# A modifier that stands alone has so many characters.
_LENGTHS = (2, 3)


def is_bare_modifier(name: str, rules: Rules) -> bool:
    """Whether a short word ends in nothing that is known as a noun: 固定, 高频, but not 企业 or 示范村."""
    return len(name) in _LENGTHS and _nouns(rules).longest_before(name, 0, len(name)) == 0


@lru_cache(maxsize=8)
def _nouns(rules: Rules) -> Finder:
    """All words that can be nouns, and the kinds of places."""
    words, facts = rules.words, rules.facts
    things = (word for kind in words.type.values() for word in kind)
    named = (*words.noun, *words.class_, *words.head, *words.actor, *words.site, *words.tier, *things)
    return Finder({*named, *facts.heads, *facts.areas, *facts.noun_endings, *facts.thing_endings})
