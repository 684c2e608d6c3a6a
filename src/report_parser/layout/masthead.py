"""Who reports to whom, when, and about which years: from the head of the report, else from its body.

In goes a folded document, out comes the same with its `masthead`. The head 2025年1月18日在某省第十四届人民代表
大会第三次会议上某省人民政府省长王某作政府工作报告 gives everything at once; where a report says nothing of the kind,
the places that it names most often and the level at which it calls itself (全市, 我县) are the evidence.
It runs before `outline`, which needs the years. A name that several places bear is settled by the places
above it that the text names; where that fails, a diagnostic says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from report_parser.digits import COUNTING, YEAR, small_number, year_of, years_in
from report_parser.document import Diagnostic, Document, Jurisdiction, Masthead
from report_parser.layout.jurisdiction import jurisdiction
from report_parser.layout.place_claims import MEETING, RANK
from report_parser.layout.report_years import Head, report_years
from report_parser.rules import Rules
from report_parser.rules.divisions import Divisions
from report_parser.words.patterns import any_of

HEAD_LIMIT = 1200  # no head is longer; a text without a salutation is searched this far
DECLARATION = 260  # characters after the salutation in which 我代表…人民政府 stands
TITLE_LIMIT = 60

NUMBER = rf"{COUNTING}|\d{{1,2}}"
DATE = re.compile(rf"({YEAR})年({NUMBER})月({NUMBER})日")
# A name is not what follows an office where it speaks: 市长|代表市人民政府, 县长|在大会上.
PERSON = r"(?![在作向受]|代表)(?:[\u4e00-\u9fff]{1,7}(?:[·•‧][\u4e00-\u9fff]{1,9})+|[\u4e00-\u9fff]{2,4}?)"
ALONE = re.compile(r"(?:[\u4e00-\u9fff]{1,7}[·•‧][\u4e00-\u9fff]{1,9}|[\u4e00-\u9fff]{2,4})$")
REPORT_TITLE = re.compile(r".*?报告(?:（[^）\d]{0,8}[稿文要录案版本]）)?")
# What a title is run together with: its date, the session, the speaker.
BEHIND_TITLE = re.compile(rf"[（(]?(?:{YEAR}年(?:{NUMBER})月|—|在)")
DECLARED_TITLE = re.compile(r"(?:作|提出)(政府工作(?:的)?报告|关于[^\n，。]{2,40}的报告)")


@dataclass(frozen=True, slots=True)
class _Forms:
    salutation: re.Pattern[str]
    speaker: re.Pattern[str]
    named_before: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(rules: Rules) -> _Forms:
    words = rules.headings.masthead
    offices = any_of(words.offices)
    return _Forms(
        salutation=re.compile(rf"^(?:{any_of(words.salutations)})", re.MULTILINE),
        named_before=re.compile(
            rf"(?:^|上|由|（|—|，|。)({PERSON})(?<!{RANK})(?<![府院会委])(?:同志)?(?:{offices})", re.MULTILINE
        ),
        speaker=re.compile(rf"(?:{offices})({PERSON})(?:同志)?(?=作|在|代表|向|所作|$|[。，（）\n])", re.MULTILINE),
    )


def masthead(doc: Document, rules: Rules) -> Document:
    """Fills `Document.masthead`: 2024年1月30日在甲市第十七届人民代表大会第三次会议上 -> 甲市, 2024, 2023, the date."""
    forms = _forms(rules)
    text = doc.text
    salutation = forms.salutation.search(text, 0, HEAD_LIMIT)
    head = text[: salutation.start()] if salutation else _unsaluted_head(text)
    start = salutation.start() if salutation else len(head)
    declaration = text[start : start + DECLARATION]
    title = _title(head, declaration)
    delivered = _delivered(head)
    dated, _ = next(years_in(head + declaration), (None, 0))
    year = doc.given.year or dated
    place, diagnostics = jurisdiction(doc, len(head), len(head) + len(declaration), year, rules)
    known = Head(head, declaration, title, delivered, national=place.level == "national")
    years = report_years(doc, known, rules)
    if years.contradicted is not None:
        diagnostics += (_contradicted(text, years.contradicted, doc.given.year),)
    meetings = list(MEETING.finditer(head))
    meeting = next((one for one in meetings if head.startswith("上", one.end())), next(iter(meetings), None))
    return replace(
        doc,
        masthead=Masthead(
            title=title,
            jurisdiction=place,
            report_year=years.report,
            review_year=years.review,
            plan_year=years.plan,
            review_start_year=years.review_start,
            delivered_on=delivered,
            speaker=_speaker(head, forms, rules.divisions),
            meeting=_meeting_name(place, meeting) if meeting else None,
        ),
        diagnostics=doc.diagnostics + diagnostics,
    )


def _contradicted(text: str, said: int, given: int | None) -> Diagnostic:
    """That a user gives another year than the text, with the first place at which the text says its own."""
    spans = ((start, start + 4) for year, start in years_in(text) if abs(year - said) <= 1)
    message = f"{given} is given as the report's year, but by the text it is {said}"
    return Diagnostic("warning", "year-contradicts-text", message, *next(spans, (0, 0)))


def _unsaluted_head(text: str) -> str:
    """The short lines before the first that is a sentence: the head of a report without 各位代表."""
    end = 0
    for line in re.finditer(r"[^\n]+\n?", text[:HEAD_LIMIT]):
        if len(line.group()) > TITLE_LIMIT and not DATE.search(line.group()):
            break
        if "。" in line.group()[:-2]:
            break
        end = line.end()
        if line.start() > 400:
            break
    return text[:end]


def _title(head: str, declaration: str) -> str | None:
    """The first line of the head that names a report: # 政府工作报告（摘要） -> 政府工作报告（摘要）.

    What it is run together with is no part of it: 某市政府工作报告（2016年1月5日李某某） -> 某市政府工作报告.
    """
    for line in head.split("\n")[:8]:
        line = line.strip("#* ")
        named = REPORT_TITLE.match(line)
        title = named.group() if named and BEHIND_TITLE.match(line, named.end()) else line
        if "报告" in title and len(title) <= TITLE_LIMIT and "会议上" not in title and "来源" not in title:
            return title
    declared = DECLARED_TITLE.search(declaration)
    return declared.group(1) if declared else None


def _delivered(head: str) -> str | None:
    """The date of delivery in ISO form: 二○二四年一月三十日 -> 2024-01-30. The one before 在…会议上 comes first."""
    dates = list(DATE.finditer(head))
    if not dates:
        return None
    found = next((date for date in dates if "会议" in head[date.end() : date.end() + 60]), dates[0])
    year, month, day = found.groups()
    return f"{year_of(year):04d}-{small_number(month):02d}-{small_number(day):02d}"


def _speaker(head: str, forms: _Forms, table: Divisions) -> str | None:
    """省长王某作政府工作报告, 王某省长 -> 王某; else a name by itself behind the date, or on a line of its own."""
    spoken = forms.speaker.search(head)
    if spoken:
        return spoken.group(1).removesuffix("同志")
    before = next((name for name in forms.named_before.finditer(head) if not table.named(name.group(1))), None)
    if before:
        return before.group(1)
    date = DATE.search(head)
    if date:
        for line in head[date.end() :].split("\n"):
            line = line.strip("#* ）")
            if ALONE.match(line) and "报告" not in line and not table.full(line):
                return line
    return None


def _meeting_name(place: Jurisdiction, meeting: re.Match[str]) -> str:
    name = "" if place.level == "national" and "全国" in meeting.group() else (place.name or "")
    return name + meeting.group().replace("\n", "")
