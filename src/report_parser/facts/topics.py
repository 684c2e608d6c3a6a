"""Policy domains: the words of a clause -> the ids of the domains it is about.

Knowledge is in `data/topics.toml`. Each cue word that the scan found is evidence for its domains, weighed by its
length; of cues that overlap, the first and longest counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from report_parser.document import Document
from report_parser.rules import Rules

AT_MOST = 3


class Topics:
    """Tells the topics of one document."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._text = doc.text
        self._words = doc.words.of("topic")
        self._by_cue = _by_cue(rules)

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """The topics of what stands in `start`..`end`, at most three: the best shown first, of equals the first seen.

        新建农村公路和桥梁，改善农业灌溉 -> ("transport", "agriculture"); 会议开得很好 -> ().
        """
        found = self._words.spans(start, end)
        if not found:
            return ()
        evidence: dict[str, int] = {}
        for left, right in found:
            for topic in self._by_cue.get(self._text[left:right], ()):
                evidence[topic] = evidence.get(topic, 0) + right - left
        if len(evidence) < 2:
            return tuple(evidence)
        return tuple(sorted(evidence, key=lambda topic: -evidence[topic])[:AT_MOST])


@lru_cache(maxsize=8)
def _by_cue(rules: Rules) -> Mapping[str, tuple[str, ...]]:
    """The topics that each cue speaks for; none for words that only contain a cue."""
    topics: dict[str, list[str]] = {}
    for topic in rules.topics.topic:
        for cue in topic.cues:
            if topic.id not in topics.setdefault(cue, []):
                topics[cue].append(topic.id)
    return {cue: tuple(ids) for cue, ids in topics.items()}
