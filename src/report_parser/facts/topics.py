"""Policy domains: the text of a clause -> the ids of the domains it is about.

Knowledge is in `data/topics.toml`. The scan is one pattern over all cue words, longest first; what it finds
is evidence for the domains of that cue, weighed by its length.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from report_parser.rules import Rules

AT_MOST = 3
SHELF = 16


@dataclass(frozen=True, slots=True)
class _Cues:
    """The cue words compiled: one scan, and the topics that each word speaks for."""

    scan: re.Pattern[str]
    topics: Mapping[str, tuple[str, ...]]


def topics_of(text: str, rules: Rules) -> tuple[str, ...]:
    """The topics of a clause, at most three, the best shown first; of equals, the one seen first.

    新建农村公路和桥梁，改善农业灌溉 -> ("transport", "agriculture"); 会议开得很好 -> ().
    """
    cues = _compiled(rules)
    evidence: dict[str, int] = {}
    for cue in cues.scan.findall(text):
        for topic in cues.topics[cue]:
            evidence[topic] = evidence.get(topic, 0) + len(cue)
    if len(evidence) < 2:
        return tuple(evidence)
    return tuple(sorted(evidence, key=lambda topic: -evidence[topic])[:AT_MOST])


@lru_cache(maxsize=8)
def _compiled(rules: Rules) -> _Cues:
    """The cues of one set of rules, made once."""
    topics: dict[str, list[str]] = {word: [] for word in rules.topics.none}
    for topic in rules.topics.topic:
        for cue in topic.cues:
            if topic.id not in topics.setdefault(cue, []):
                topics[cue].append(topic.id)
    return _Cues(scan=_scan(topics), topics={cue: tuple(ids) for cue, ids in topics.items()})


def _scan(words: Collection[str]) -> re.Pattern[str]:
    """A pattern that finds the longest of the words (two characters at least) at each place.

    `re` tries alternatives one by one, so a place is first tested for two characters that can begin a word,
    then words are reached through shelves of first characters: a third of the time of one flat alternation.
    """
    if not words:
        return re.compile(r"(?!)")
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(word[0], []).append(word[1:])
    shelves: list[str] = []
    firsts = sorted(groups)
    for at in range(0, len(firsts), SHELF):
        shelf = firsts[at : at + SHELF]
        branches = (f"{re.escape(first)}(?:{'|'.join(map(re.escape, groups[first]))})" for first in shelf)
        shelves.append(f"(?={_one_of(shelf)})(?:{'|'.join(branches)})")
    start = _one_of({word[0] for word in words}) + _one_of({word[1] for word in words})
    return re.compile(f"(?={start})(?:{'|'.join(shelves)})")


def _one_of(characters: Iterable[str]) -> str:
    """A character class: 电, 煤 -> [电煤]."""
    return f"[{''.join(map(re.escape, sorted(characters)))}]"
