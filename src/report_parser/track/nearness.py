"""Words for the same matter: which groups of `near.toml` a text touches, and with which words.

教师 and 师资 stand in one group: a promise of the one may be answered with the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from report_parser.rules import Rules
from report_parser.track.words import lexis
from report_parser.words.patterns import any_of


@dataclass(frozen=True, slots=True)
class Nearness:
    """The groups of near words, compiled: one pattern of all words, and the groups that each stands in.

    A group is named by its first word.
    """

    words: re.Pattern[str]
    groups: Mapping[str, tuple[str, ...]]

    def touched(self, plain: str) -> Mapping[str, tuple[str, ...]]:
        """The groups that a text touches, each with the words that touch it; of two at a place the longer."""
        found: dict[str, tuple[str, ...]] = {}
        for word in dict.fromkeys(self.words.findall(plain)):
            for group in self.groups[word]:
                found[group] = (*found.get(group, ()), word)
        return found


@lru_cache(maxsize=8)
def nearness(rules: Rules) -> Nearness:
    """The near words of one set of rules, folded as the texts are."""
    groups: dict[str, list[str]] = defaultdict(list)
    plain = lexis(rules).plain
    for group in rules.near.near:
        for word in dict.fromkeys(plain(each) for each in group):
            groups[word].append(group[0])
    return Nearness(re.compile(any_of(groups)), {word: tuple(names) for word, names in groups.items()})
