"""Times: the words of a text that name a year or years, found once, in one scan, for all stages behind.

去年，新增学位900个；到2027年6月底前… -> 2023; 2027, month 6. Which years a word means depends on the report's own
years, and on the words before it; a word that something is only compared with (比1978年) is there with its
`reference`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from report_parser.document import Document, Time
from report_parser.rules import Rules
from report_parser.rules.times import TimeReference
from report_parser.times.grammar import REFERENCE_REACH, Found, TimeGrammar, time_grammar
from report_parser.times.years import Calendar, plan_reported

# How far behind the time word of a starting value its number stands: 由1980年的|191元.
_TO_BASELINE = 4
# Units of what is a share or a multiple of something.
_RELATIVE = ("倍", "%")
_PLAN_IN_FULL = "计划"


def times(doc: Document, rules: Rules) -> Document:
    """Fill `times` and `plan_reported`: 1978年到1985年 -> 1978-1985, “六五”期间 -> 1981-1985, 6月底前 -> month 6."""
    grammar = time_grammar(rules)
    found = list(grammar.find(doc.text))
    title = doc.masthead.title if doc.masthead is not None and doc.masthead.title else ""
    planned = plan_reported(doc, _plans(title, grammar.find(title)), _plans(doc.text, found))
    calendar, references = Calendar(doc, planned), _References(doc, grammar)
    named: list[Time] = []
    for each in found:
        held = references.of(each)
        reference = held.name if held is not None else ""
        years = calendar.years(each)
        if each.rule.governs and not reference:
            calendar.told(each, years)
        named.append(
            Time(
                each.start, each.end, each.stop, each.rule.name, *years, each.part, each.month, each.day,
                ranged=each.rule.ranged, due=each.due, governs=each.rule.governs and not reference,
                against=grammar.against.search(doc.text, max(0, each.start - REFERENCE_REACH), each.start) is not None,
                reference=reference, attributive=held is not None and held.attributive,
            )
        )  # fmt: skip
    return replace(doc, times=tuple(named), plan_reported=planned)


def _plans(text: str, found: Iterable[Found]) -> list[str]:
    """The ordinals of the five-year plans that are named in full: 第七个五年计划 -> 七."""
    return [
        each.groups["ordinal"]
        for each in found
        if each.rule.reading == "cycle" and text[each.start] == "第" and text.endswith(_PLAN_IN_FULL, 0, each.end)
    ]


class _References:
    """What tells a time word that something is only compared with, or counted from."""

    def __init__(self, doc: Document, grammar: TimeGrammar) -> None:
        self._text, self._grammar = doc.text, grammar
        self._starting = [numeral.start for numeral in doc.numerals if numeral.type == "baseline"]
        # Shares and multiples, which what they are of stands right before: 为1982年的|3.4倍.
        self._relative = {n.start for n in doc.numerals if n.quantity is not None and n.quantity.unit in _RELATIVE}

    def of(self, found: Found) -> TimeReference | None:
        """The first reference that holds, None where the word is a time of its own."""
        text, start, end = self._text, found.start, found.end
        for each in self._grammar.references:
            source = each.source
            if (
                (not source.rules or found.rule.name in source.rules)
                and (each.behind is None or each.behind.match(text, end))
                and (each.before is None or each.before.search(text, max(0, start - REFERENCE_REACH), start))
                and (source.number is None or self._has_number(source.number, end))
            ):
                return source
        return None

    def _has_number(self, kind: str, end: int) -> bool:
        """Whether a starting value, or a share behind 的, stands close behind `end`."""
        if kind == "share":
            return end + 1 in self._relative and self._text[end] == "的"
        following = bisect_left(self._starting, end)
        return following < len(self._starting) and self._starting[following] - end <= _TO_BASELINE
