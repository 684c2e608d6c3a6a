"""A noun that counts share behind the last of them: 2个国家级、3个省级示范园区 -> 国家级示范园区, 省级示范园区."""

from __future__ import annotations

from collections.abc import Sequence

from report_parser.document import Document, Fact
from report_parser.rules import Rules
from report_parser.words.modifiers import is_bare_modifier
from report_parser.words.pieces import Phrase

# The rule of a name that has its noun from the count behind it.
SHARED_HEAD = "shared head"


class SharedHeads:
    """Gives the counts of a clause the noun that only the last of them has."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._text = doc.text
        self._numerals = doc.numerals
        self._word_starts = doc.word_starts
        self._rules = rules
        self._partitive = tuple(sorted(rules.facts.partitive, key=len, reverse=True))

    def completed(self, facts: Sequence[Fact]) -> list[Fact]:
        """The facts of one clause in text order, a bare modifier before a 、 with the noun of the count behind it."""
        whole: list[Fact] = []
        for fact in reversed(facts):
            head = self._head(fact, whole[-1]) if whole else None
            if head:
                name = Phrase(fact.indicator, fact.indicator_spans) + head
                fact = fact._replace(
                    indicator=name.name, indicator_spans=name.pieces, rule=f"{fact.rule}, {SHARED_HEAD}"
                )
            whole.append(fact)
        return whole[::-1]

    def _head(self, fact: Fact, behind: Fact) -> Phrase | None:
        """The noun of `behind` without its own modifier, where `fact` has a modifier alone, right before it."""
        if not fact.indicator_spans or not behind.indicator_spans or fact.indicator_id is not None:
            return None
        end, start = fact.indicator_spans[-1][1], self._numerals[behind.numeral].start
        if self._text[end:start].strip() not in ("、", "和", "及", "，"):
            return None
        noun = Phrase(behind.indicator, behind.indicator_spans)
        own = next((word for word in self._partitive if noun.name.startswith(word)), "")
        if fact.indicator in self._partitive:
            return noun.part(len(own)) if own else None
        return self._behind_modifier(fact, behind, noun)

    def _behind_modifier(self, fact: Fact, behind: Fact, noun: Phrase) -> Phrase | None:
        """What stands behind a modifier of the same length: 4个|固定|、2个|流动|检查站."""
        at, unit = len(fact.indicator), self._numerals[behind.numeral].quantity
        counted = self._numerals[fact.numeral].quantity
        alike = counted is not None and unit is not None and counted.unit == unit.unit
        parted = len(noun) - at >= 2 and self._word_starts[noun.pieces[0][0] + at] == 1
        if not alike or not parted or not is_bare_modifier(fact.indicator, self._rules):
            return None
        return noun.part(at)
