"""The years of a report: that of its delivery, those it reviews, and the one it plans.

二○二四年一月三十日在…会议上 gives all of them; so does a heading 2023年工作回顾. A report that looks back on a whole
term (过去五年) reviews five years. Delivered in November or December, a report may review the year that ends. A year
that a user gives comes before all of it; where the text says another, that is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from report_parser.digits import COUNTING, YEAR, small_number, year_of, years_in
from report_parser.document import Document
from report_parser.rules import Rules
from report_parser.rules.layout import MastheadRules
from report_parser.words.patterns import any_of

OPENING = 1200  # a congress spoken to, or looked back to, is named before this
SPAN_HEADING_LIMIT = 3000  # and a heading that says 五年 before this
ENOUGH = 3  # 明年 so often in a plan is no slip of a draft
SPEAKS_OF_NEXT = 5  # a report that names the year after its own so often was given at the end of it
THIS_YEAR = re.compile(rf"^[^\n。，]{{0,8}}今年[^\n。，]{{2,16}}\n(?:各位代表[，！：])?({YEAR})年", re.M)
CONGRESS = re.compile(rf"第({COUNTING})届(?:全国)?(?:人民代表大会|人大)(?:第([一二三四五])次会议)?")
URI_YEAR = re.compile(r"(?<!\d)(?:19[4-9]\d|20\d\d)(?!\d)")


class Head(NamedTuple):
    """What the years are read from: the lines above 各位代表, those after it, and what is known of both."""

    text: str
    declaration: str
    title: str | None
    delivered: str | None
    national: bool


class ReportYears(NamedTuple):
    """`review_start` is there where more than a year is reviewed, `contradicted` where the text says a report year that
    is not the one given."""

    report: int | None
    review_start: int | None
    review: int | None
    plan: int | None
    contradicted: int | None = None


@dataclass(frozen=True, slots=True)
class _Forms:
    review_heading: re.Pattern[str]
    plan_heading: re.Pattern[str]
    span: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(rules: Rules) -> _Forms:
    words = rules.headings.masthead
    before, between, after = r"^[^\n。；]{0,16}?", r"[^\n。；]{0,16}?", r"[^\n。]{0,16}$"
    return _Forms(
        review_heading=re.compile(f"{before}({YEAR})年{between}(?:{any_of(words.review_headings)}){after}", re.M),
        plan_heading=re.compile(f"{before}({YEAR})年{between}(?:{any_of(words.plan_headings)}){after}", re.M),
        span=re.compile(rf"^[^\n。]{{0,16}}(?:{any_of(words.spans)})[^\n。]{{0,16}}$", re.M),
    )


def report_years(doc: Document, head: Head, rules: Rules) -> ReportYears:
    """The years of a report: with 一、2024年工作回顾 in December 2024 -> report 2024, review 2024, plan 2025."""
    forms, words = _forms(rules), rules.headings.masthead
    review_heading = forms.review_heading.search(doc.text)
    plan_heading = forms.plan_heading.search(doc.text)
    review = year_of(review_heading.group(1)) if review_heading else None
    plan = year_of(plan_heading.group(1)) if plan_heading else None
    if review is not None and plan is not None and not review < plan <= review + 2:
        plan = None
    ahead = plan_heading is not None and _is_of_next_year(doc.text, plan_heading.start())
    evidence = _years_of_delivery(doc, head, review, plan - 1 if plan is not None and ahead else plan, words)
    said, given = next(evidence, None), doc.given.year
    report = given or said or _weak_year(doc, head, words)
    if report is None:
        return ReportYears(None, None, review, plan)
    contradicted = said if given is not None and said != given else None
    late = _is_late(doc, head, report)
    if review is None or not report - 2 <= review <= report:
        review = report if late and plan in (None, report + 1) else report - 1
    if plan is None or not report <= plan <= report + 1:
        plan = review + 1
    whole_term = any(span in head.declaration for span in words.spans) or forms.span.search(
        doc.text, 0, SPAN_HEADING_LIMIT
    )
    return ReportYears(report, review - 4 if whole_term else None, review, plan, contradicted)


def _is_late(doc: Document, head: Head, report: int) -> bool:
    """Whether the year of delivery was nearly over: by the date, else by how often the text speaks of the next year."""
    if head.delivered is not None:
        return head.delivered[5:7] in {"11", "12"}
    named = sum(year == report + 1 for year, _ in years_in(doc.text))
    return doc.text.count("明年") + named >= SPEAKS_OF_NEXT


def _is_of_next_year(text: str, start: int) -> bool:
    """Whether what a plan plans is 明年 to it, not 今年: it was given at the end of the year before."""
    next_year = text.count("明年", start)
    return next_year >= ENOUGH and next_year > text.count("今年", start)


def _years_of_delivery(
    doc: Document, head: Head, review: int | None, plan: int | None, words: MastheadRules
) -> Iterator[int]:
    """What says the year of delivery, best evidence first.

    The date of delivery, the year of 2025年某省政府工作报告, a congress spoken to, a heading that names the year
    planned or reviewed, what stands under a heading that says 今年.
    """
    titled = list(years_in(head.title)) if head.title and "工作报告" in head.title else []
    here, _ = _congress_years(doc.text[:OPENING], len(head.text), words) if head.national else (None, None)
    evidence = (
        int(head.delivered[:4]) if head.delivered else None,
        titled[0][0] if len(titled) == 1 else None,
        here,
        plan,
        review + 1 if review is not None else None,
        _named_as_this(doc.text),
    )
    return (year for year in evidence if year is not None)


def _named_as_this(text: str) -> int | None:
    """今年政府工作重点⏎2022年是… -> 2022."""
    found = THIS_YEAR.search(text)
    return year_of(found.group(1)) if found else None


def _weak_year(doc: Document, head: Head, words: MastheadRules) -> int | None:
    """The year of a report that does not say it: that of its uri, which follows from a congress looked back to, or the
    one it names most.

    The uri comes before the congress, which says since when and not when, if the text bears it out.
    """
    _, since = _congress_years(doc.text[:OPENING], len(head.text), words) if head.national else (None, None)
    evidence = (_uri_year(doc, since), since, _spoken_year(doc))
    return next((year for year in evidence if year is not None), None)


def _congress_years(opening: str, head_end: int, words: MastheadRules) -> tuple[int | None, int | None]:
    """(year of a congress spoken to, year that follows from one looked back to).

    向第五届全国人民代表大会第二次会议作 -> 1979. 第五届…第一次会议以来，已经一年 names the session before, so the year
    after; where it stands for a whole term (…以来的五年, 第六届…期间), the first year of the next.
    """
    for found in CONGRESS.finditer(opening):
        first = words.congresses.get(found.group(1))
        if first is None:
            continue
        year = first + (small_number(found.group(2)) - 1 if found.group(2) else 0)
        after = opening[found.end() : found.end() + 40]
        if found.start() < head_end or opening[: found.start()].endswith("向"):
            return year, None
        if "五年" in after or after.startswith("期间"):
            return None, first + 5
        if "年" in after:
            return None, year + 1
    return None, None


def _uri_year(doc: Document, since: int | None) -> int | None:
    """The year that the uri names, if the text names it too or no year at all, and no congress is far from it."""
    found = URI_YEAR.search(doc.source.uri)
    if found is None:
        return None
    year = int(found.group())
    named = {year for year, _ in years_in(doc.text)}
    near = since is None or abs(since - year) <= 2
    return year if near and (not named or year in named) else None


def _spoken_year(doc: Document) -> int | None:
    """The year that a silent text names most often, with the year before it."""
    years = Counter(year for year, _ in years_in(doc.text))
    candidates = {year + step for year in years for step in (0, 1)}
    return max(candidates, key=lambda year: (0.5 * years[year] + years[year - 1], year), default=None)
