"""Signs of a stretch: what tells, before it is read, by which constructions it can be built.

重点是|扩大内需 holds 是, and a number is in none of it: it may be a 是字句, and is no 把字句. The words of a row of
`constructions` are looked for once, in the whole text; a stretch then has the signs that stand in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from ahocorasick_rs import AhoCorasick, Implementation

from report_parser.words.lexicon import Lexicon

VerbSign = Literal["relational", "employing", "earmarking", "assuring", "causative", "nominal"]
# Two verbs in one: 协调和共享.
_JOINT = re.compile("[和并及]")

COUNTED = 1
VERB: Mapping[VerbSign, int] = {feature: 2 << place for place, feature in enumerate(get_args(VerbSign))}
"""What the verb at the head of a stretch is. Two joined ones are causative where one is, and nominal where both are."""
_FIRST_WORD = 2 << len(VERB)


def bits_of(words: Iterable[str]) -> Mapping[str, int]:
    """A bit for each of the `words` that rows ask for; "" asks for none."""
    return {named: _FIRST_WORD << place for place, named in enumerate(sorted(set(words) - {""}))}


@dataclass(frozen=True, eq=False, slots=True)
class SignLexicon:
    """The words that are signs, compiled: `bits` has those of each word that `automaton` finds, `verbs` those of the
    verbs, of which `listed` are one however they are written."""

    automaton: AhoCorasick
    bits: Sequence[int]
    verbs: Mapping[str, int]
    listed: frozenset[str]

    def of_verb(self, verb: str) -> int:
        """The signs of the verb at the head of a stretch; 普及 is one for all its 及."""
        found = self.verbs.get(verb, 0)
        if verb in self.listed or _JOINT.search(verb) is None:
            return found
        causative, nominal = VERB["causative"], VERB["nominal"]
        parts = [self.verbs.get(part, 0) for part in _JOINT.split(verb)]
        found &= ~(causative | nominal)
        if any(part & causative for part in parts):
            found |= causative
        return found | nominal if all(part & nominal for part in parts) else found


@lru_cache(maxsize=8)
def sign_lexicon(lexicon: Lexicon, asked: tuple[str, ...]) -> SignLexicon:
    """The signs that `asked` names, each as features of `words.txt` and words with spaces between."""
    words: dict[str, int] = {}
    for named, bit in bits_of(asked).items():
        for part in named.split():
            for word in lexicon.marking[part] if part.isascii() else (part,):
                words[word] = words.get(word, 0) | bit
    verbs: dict[str, int] = {}
    for feature, bit in VERB.items():
        for word in lexicon.governing[feature]:
            verbs[word] = verbs.get(word, 0) | bit
    automaton = AhoCorasick([*words], implementation=Implementation.ContiguousNFA, store_patterns=False)
    return SignLexicon(automaton, [*words.values()], verbs, lexicon.verbs.words)


class Signs:
    """The words of one text that are signs, looked up by place."""

    def __init__(self, text: str, lexicon: SignLexicon) -> None:
        bits = lexicon.bits
        hits = lexicon.automaton.find_matches_as_indexes(text, overlapping=True)
        found = sorted([(start, bits[word]) for word, start, _ in hits])
        self._starts = [start for start, _ in found]
        self._bits = [bit for _, bit in found]

    def within(self, start: int, end: int) -> int:
        """The signs of the words that begin in a span."""
        starts = self._starts
        index = bisect_left(starts, start)
        found = 0
        while index < len(starts) and starts[index] < end:
            found |= self._bits[index]
            index += 1
        return found
