"""Periods: which year or span of years a number speaks of.

A time word governs what follows it in its sentence (2023年…, 五年来…); without one a fact is of the year
that its kind implies: the year under review for achievements, the year planned for commitments. The
report's own years are an argument, so 去年 means what it meant when the report was given.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import regex

from report_parser.document import Basis, Document, Kind, Period, Role
from report_parser.rules import Rules

# How far into a paragraph a time word still speaks for all of it: 五年来，…
_OPENING = 14
_DIGITS = str.maketrans("零〇○Ｏ一二三四五六七八九", "0000123456789")
_YEAR = r"(?:(?:1[89]|20)\d\d|[一二][零〇○九八][零〇○一二三四五六七八九]{2})"
_ANCHOR = regex.compile(
    rf"(?P<from>{_YEAR})年?(?:—|-|~|至|到|－|–)+(?P<to>{_YEAR})年"
    rf"|自?(?P<since>{_YEAR})年(?:以来|起|开始)|(?:同|与|和)(?P<against>{_YEAR})年相比"
    rf"|(?P<year>{_YEAR})年"
    r"|(?:过去|这|近|前)的?(?P<spoken>[两二三四五六七八九十])年(?!前)|(?P<came>[两二三四五六七八九十])年(?:来|以来|中|间|里)"
    r"|(?P<term>本届政府|“?十[一二三四]五”?(?:时期|期间|以来))|(?P<bare>五年)(?!计划|规划|前|后|以|行动|左右|内)"
    r"|(?P<next_span>(?:今后|未来)(?:五年|几年|一个时期))"
    r"|(?P<this>今年|本年|新的一年)|(?P<last>去年|上年|过去一年|过去的一年|一年来)|(?P<next>明年)|(?P<before_last>前年)"
)
_SPOKEN = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_COMPARED = regex.compile(rf"(?:比|较)(?:去年|上年|前年|{_YEAR}年)$")
_BASIS = regex.compile(
    r"(?P<average>年均|平均每年|年平均|每年平均)|(?P<cumulative>累计|五年共|总共)|(?P<yoy>同比|比上年|较上年|比去年|比前一年|比上一年)"
)


@dataclass(frozen=True, slots=True)
class Years:
    """The report's own years, as the masthead gives them."""

    review: int | None
    review_start: int | None
    plan: int | None

    @classmethod
    def of(cls, doc: Document) -> Years:
        """The years that the masthead of `doc` gives."""
        head = doc.masthead
        if head is None:
            return cls(None, None, None)
        return cls(head.review_year, head.review_start_year, head.plan_year)


@dataclass(frozen=True, slots=True)
class _Anchor:
    at: int
    start: int | None
    end: int | None


class Timeline:
    """The time words of a document, in order, each with the years it means."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        # A count of what was done is over the span (改造 2600 万套), a state is of its end (达到 58.5%).
        self._flow = regex.compile("|".join(map(regex.escape, rules.facts.flow)) or r"(?!)")
        self._years = Years.of(doc)
        self._text = doc.text
        self._anchors: list[_Anchor] = []
        for match in _ANCHOR.finditer(doc.text):
            if not _COMPARED.search(doc.text, max(0, match.start() - 2), match.end()):
                self._anchors.append(self._anchor(match))
        self._starts = [anchor.at for anchor in self._anchors]

    def _anchor(self, match: regex.Match[str]) -> _Anchor:
        years = self._years
        this, last = years.plan, years.review
        start: int | None
        end: int | None
        match match.lastgroup:
            case "to":
                start, end = _number(match["from"]), _number(match["to"])
            case "since":
                start, end = _number(match["since"]), last
            case "against":
                start, end = _number(match["against"]), last
            case "year":
                start = end = _number(match["year"])
            case "spoken" | "came":
                length = _SPOKEN[match[match.lastgroup]]
                start, end = (last - length + 1 if last else None), last
            case "term":
                start, end = (years.review_start or (last - 4 if last else None)), last
            case "bare":
                start, end = years.review_start, last
            case "next_span":
                start, end = this, (this + 4 if this else None)
            case "last":
                start = end = last
            case "next":
                start = end = this + 1 if this else None
            case "before_last":
                start = end = last - 1 if last else None
            case _:
                start = end = this
        return _Anchor(match.start(), start, end)

    def period(
        self, at: int, sentence_start: int, paragraph_start: int, kind: Kind, role: Role, clause: str, *, done: bool
    ) -> Period:
        """The period of a number at offset `at`, in a sentence and a paragraph that start where they do.

        `clause` is what stands before the number in its clause, which may name the basis (同比, 年均, 累计);
        `done` tells a count of something done (改造 2600 万套), which runs over a span, from a state at its end.
        """
        basis = _basis(clause, role)
        anchor = self._nearest(at, sentence_start)
        if anchor is None or anchor.start is None:
            opening = self._nearest(paragraph_start + _OPENING, paragraph_start)
            if opening is not None and opening.at < at:
                anchor = opening
        spans = done or role in ("change_rate", "change_amount") or self._flow.search(clause) is not None
        if anchor is None or anchor.start is None:
            start, end = self._default(kind)
            counted = basis == "annual_average" or done or self._flow.search(clause) is not None
            if kind == "achievement" and self._years.review_start and counted:
                start = self._years.review_start
        else:
            start, end = anchor.start, anchor.end
        if start != end and not spans:
            start = end
        return Period(start, end, basis)

    def _nearest(self, at: int, since: int) -> _Anchor | None:
        index = bisect_right(self._starts, at) - 1
        if index < 0 or self._anchors[index].at < since:
            return None
        return self._anchors[index]

    def _default(self, kind: Kind) -> tuple[int | None, int | None]:
        match kind:
            case "achievement":
                return self._years.review, self._years.review
            case "commitment":
                return self._years.plan, self._years.plan
            case _:
                return None, None


def _number(written: str) -> int:
    return int(written.translate(_DIGITS))


def _basis(clause: str, role: Role) -> Basis | None:
    found = _BASIS.search(clause)
    if found is None:
        return None
    match found.lastgroup:
        case "average":
            return "annual_average"
        case "cumulative":
            return "cumulative"
        case _:
            return "year_on_year" if role in ("change_rate", "change_amount") else None
