"""Words as a pattern: the one way in which a list of words becomes a regular expression."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A group for any of `words`, the longest that fits (代省长 is not read as 省长); it never matches for none.

    Grouped by first character, so that a miss is quick.
    """
    by_first: dict[str, set[str]] = defaultdict(set)
    for word in words:
        by_first[word[0]].add(word[1:])
    groups = []
    for first, rests in by_first.items():
        tails = "|".join(re.escape(rest) for rest in sorted(rests, key=lambda rest: (-len(rest), rest)))
        groups.append(re.escape(first) + (f"(?:{tails})" if len(rests) > 1 or tails else ""))
    return "(?:" + "|".join(groups) + ")" if groups else "(?!)"
