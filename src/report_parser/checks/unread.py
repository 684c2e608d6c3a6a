"""Doubts about clauses: stretches of the text that seem to say something and became no clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from report_parser.document import Document, SectionKind
from report_parser.rules import Rules
from report_parser.words.patterns import any_of

_STATING: tuple[SectionKind, ...] = ("review", "plan", "targets", "self_governance", "annex", "requirements")
_STRETCH = re.compile(r"[^，；。！？：…,;:!?\n]+")
# A phrase that only says when, where, how or from what a clause goes on.
_ADJUNCT_END = re.compile(
    "(?:下|上|中|时|后|前|来|间|际|起|是|的|为|等|们|志|表|员|外|里|方面|原则|指导|目标|导向|任务|基础|形势)$"
)
_ADJUNCT = re.compile(
    "(?:^|、)[将要我们]{0,2}"
    "(?:在|当|随着|围绕|按照|根据|通过|以|从|对|与|同|针对|面对|为|经|坚持|作为|(?:但是?|而)?由于|立足|除)|"
    + _ADJUNCT_END.pattern
)
_SHORTEST = 8


def unread(doc: Document, rules: Rules) -> Iterator[tuple[int, int]]:
    """Stretches with a verb and its object that no clause holds, in the parts of a report that state."""
    plain, any_verb = _verbs_inside(rules)
    starts = [clause.start for clause in doc.clauses]
    for start, end in _sentences(doc):
        for stretch in _STRETCH.finditer(doc.text, start, end):
            left, right = stretch.span()
            # A sentence of one stretch has its verb in it, though the word is a noun elsewhere: 用新技术改造产业。
            verbs = any_verb if left == start and right == end - 1 else plain
            if right - left < _SHORTEST or not verbs.search(stretch[0]):
                continue
            # No phrase ends a sentence: 以村为单元编制规划。 has its verb in it.
            if _ADJUNCT.search(stretch[0]) and (right != end - 1 or _ADJUNCT_END.search(stretch[0])):
                continue
            at = bisect_left(starts, right)
            if at == 0 or doc.clauses[at - 1].end <= left:
                yield left, right


def _sentences(doc: Document) -> Iterator[tuple[int, int]]:
    """The sentences of sections that state, without headings."""
    innermost = sorted(doc.sections, key=lambda section: section.start)
    begins = [section.start for section in innermost]
    for start, end, _ in doc.sentences:
        at = bisect_left(begins, start + 1) - 1
        if at < 0 or innermost[at].kind not in _STATING:
            continue
        section = innermost[at]
        if end <= section.heading_end or doc.text[end - 1] not in "。！？；":
            continue
        yield start, end


@lru_cache(maxsize=8)
def _verbs_inside(rules: Rules) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A verb that is no noun, and any verb, with two characters of an object behind it."""
    words = rules.words
    verbs = {word for word in words.verb if len(word) > 1}
    plain = verbs - {*words.noun, *words.nominal}
    return re.compile(any_of(plain) + r"[\u4e00-\u9fff]{2}"), re.compile(any_of(verbs) + r"[\u4e00-\u9fff]{2}")
