"""Hedges as patterns: the one table that all stages read, built from `hedges.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from report_parser.document import Comparator
from report_parser.rules import Rules
from report_parser.rules.hedges import Hedge
from report_parser.words.patterns import any_of

_CLAUSE_END = r"(?=[，。；、,;\s]|$)"


@dataclass(frozen=True, eq=False, slots=True)
class Hedges:
    """The hedges of one rule set.

    `before` holds those that stand before a number and give a comparator, by word; `after` those behind it. `bare` are
    the words between a verb and its number, comparator or not, `ahead` those that may stand before the verb. The rest
    are patterns: `limiting` of one that says which things are counted, `behind` of any hedge after a number, `apart` of
    a place that is not within a word which only ends like a hedge (the 达 of 雷达), `leading` of bare words in a row.
    """

    before: Mapping[str, Hedge]
    after: Mapping[str, Comparator]
    bare: tuple[str, ...]
    ahead: tuple[str, ...]
    limiting: str
    behind: str
    apart: str
    leading: str

    def bounds(self, *comparators: Comparator) -> tuple[str, ...]:
        """The words after a number that make one of these comparators: at_most -> 以下, 以内 …"""
        return tuple(word for word, comparator in self.after.items() if comparator in comparators)


@lru_cache(maxsize=8)
def hedges_of(rules: Rules) -> Hedges:
    """The hedges of a rule set, built once."""
    before = [entry for entry in rules.hedges.hedge if entry.side == "before"]
    after = [entry for entry in rules.hedges.hedge if entry.side == "after"]
    bare = tuple(word for entry in before if entry.bare for word in entry.words)
    closing = any_of(word for entry in after if entry.closing for word in entry.words)
    endings = {word: word[-1] for entry in before if entry.bare for word in entry.pseudo if word[-1] in entry.words}
    apart = "".join(rf"(?<!{re.escape(word[:-1])}(?={re.escape(end)}))" for word, end in endings.items())
    return Hedges(
        before={word: entry for entry in before if entry.comparator is not None for word in entry.words},
        after={word: entry.comparator for entry in after if entry.comparator is not None for word in entry.words},
        bare=bare,
        ahead=tuple(word for entry in before if entry.ahead for word in entry.words),
        limiting=any_of(word for entry in after if entry.limiting for word in entry.words),
        behind=rf"(?:{any_of(w for e in after if not e.closing for w in e.words)}|{closing}{_CLAUSE_END})",
        apart=apart,
        leading=rf"(?:{apart}(?:{any_of(bare)}))*+",
    )
