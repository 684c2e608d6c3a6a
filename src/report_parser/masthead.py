"""Who reports to whom, when, and about which years: from the head of the report, else from its body.

In goes a folded document, out comes the same with its `masthead`. The head 2025年1月18日在某省第十四届人民代表
大会第三次会议上某省人民政府省长王某作政府工作报告 gives everything at once; where a report says nothing of the kind,
the places that it names most often and the level at which it calls itself (全市, 我县) are the evidence.
It runs before `outline`, which needs the years. A name that several places bear is settled by the places
above it that the text names; where that fails, a diagnostic says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from report_parser.divisions import Division, Divisions, divisions
from report_parser.document import Diagnostic, Document, Jurisdiction, Level, Masthead
from report_parser.rules import HeadingRules, MastheadRules, Rules

HEAD_LIMIT = 1200  # no head is longer; a text without a salutation is searched this far
DECLARATION = 260  # characters after the salutation in which 我代表…人民政府 stands
TITLE_LIMIT = 60
NAME_LIMIT = 16
DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")

YEAR = r"[12]\d{3}|[一二][〇○零一二三四五六七八九]{3}"
NUMBER = r"[一二三四五六七八九十]{1,3}|\d{1,2}"
DATE = re.compile(rf"({YEAR})年({NUMBER})月({NUMBER})日")
MENTIONED_YEAR = re.compile(rf"(?<![\d〇○零一二三四五六七八九])({YEAR})年")
TITLE_YEAR = re.compile(rf"({YEAR})年")
CONGRESS = re.compile(r"第([一二三四五六七八九十]{1,3})届(?:全国)?(?:人民代表大会|人大)(?:第([一二三四五])次会议)?")
MEETING = re.compile(r"第[一二三四五六七八九十\d]{1,4}届(?:全国)?人民代表大会(?:常务委员会)?第[一二三四五六七八九十\d]{1,3}次(?:全体)?会议")
PERSON = r"[\u4e00-\u9fff]{1,7}(?:[·•‧][\u4e00-\u9fff]{1,9})+|[\u4e00-\u9fff]{2,4}?"
ALONE = re.compile(r"(?:[\u4e00-\u9fff]{1,7}[·•‧][\u4e00-\u9fff]{1,9}|[\u4e00-\u9fff]{2,4})$")
DECLARED_TITLE = re.compile(r"(?:作|提出)(政府工作(?:的)?报告|关于[^\n，。]{2,40}的报告)")
CJK_RUN = re.compile(r"[\u4e00-\u9fff]+$")


@dataclass(frozen=True, slots=True)
class Forms:
    """The patterns that the rules' words make."""

    salutation: re.Pattern[str]
    office: re.Pattern[str]
    speaker: re.Pattern[str]
    national: re.Pattern[str]
    review_heading: re.Pattern[str]
    plan_heading: re.Pattern[str]
    span: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(rules: Rules) -> Forms:
    words = rules.headings.masthead
    offices = _any_of(words.offices)
    line = r"^[^\n。；]{0,16}?"
    return Forms(
        salutation=re.compile(rf"^(?:{_any_of(words.salutations)})", re.MULTILINE),
        office=re.compile(offices),
        speaker=re.compile(rf"(?:{offices})\s*({PERSON})(?:同志)?(?=作|在|代表|向|所作|$|[。，,）)\n])", re.MULTILINE),
        national=re.compile(_any_of(words.national)),
        review_heading=re.compile(rf"{line}({YEAR})年[^\n。；]{{0,16}}?(?:{_any_of(words.review_headings)})[^\n。]{{0,16}}$", re.M),
        plan_heading=re.compile(rf"{line}({YEAR})年[^\n。；]{{0,16}}?(?:{_any_of(words.plan_headings)})[^\n。]{{0,16}}$", re.M),
        span=re.compile(_any_of(words.spans)),
    )


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def masthead(doc: Document, rules: Rules) -> Document:
    """Fills `Document.masthead`: 2024年1月30日在甲市第十七届人民代表大会第三次会议上 -> 甲市, 2024, 2023, 2024-01-30."""
    forms = _forms(rules)
    text = doc.text
    salutation = forms.salutation.search(text, 0, HEAD_LIMIT)
    head = text[: salutation.start()] if salutation else _unsaluted_head(text)
    start = salutation.start() if salutation else len(head)
    declaration = text[start : start + DECLARATION]
    title = _title(head, declaration)
    delivered = _delivered(head)
    jurisdiction, diagnostics = _jurisdiction(doc, head, declaration, forms, rules.headings)
    national = jurisdiction.level == "national"
    years = _years(doc, title, delivered, national, forms, rules.headings.masthead)
    report_year, review_start, review_year, plan_year = years
    meeting = MEETING.search(head)
    return replace(
        doc,
        masthead=Masthead(
            title=title,
            jurisdiction=jurisdiction,
            report_year=report_year,
            review_year=review_year,
            plan_year=plan_year,
            review_start_year=review_start,
            delivered_on=delivered,
            speaker=_speaker(head, forms),
            meeting=_meeting_name(jurisdiction, meeting) if meeting else None,
        ),
        diagnostics=doc.diagnostics + diagnostics,
    )


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
    """The first line of the head that names a report: # 政府工作报告（摘要） -> 政府工作报告（摘要）."""
    for line in head.split("\n")[:8]:
        line = line.strip("#* ")
        if "报告" in line and len(line) <= TITLE_LIMIT and "会议上" not in line and "来源" not in line:
            return line
    declared = DECLARED_TITLE.search(declaration)
    return declared.group(1) if declared else None


def _delivered(head: str) -> str | None:
    """The date of delivery in ISO form: 二○二四年一月三十日 -> 2024-01-30. The one before 在…会议上 comes first."""
    dates = list(DATE.finditer(head))
    if not dates:
        return None
    found = next((date for date in dates if "会议" in head[date.end() : date.end() + 60]), dates[0])
    year, month, day = found.groups()
    return f"{_year(year):04d}-{_small(month):02d}-{_small(day):02d}"


def _year(written: str) -> int:
    return int(written.translate(DIGITS))


def _small(written: str) -> int:
    """A month or day: 三十 -> 30, 十一 -> 11, 7 -> 7."""
    if written.isdigit() and written.isascii():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    high = (int(tens.translate(DIGITS)) if tens else 1) * 10 if ten else 0
    return high + (int(ones.translate(DIGITS)) if ones else 0)


def _speaker(head: str, forms: Forms) -> str | None:
    """省长王某作政府工作报告 -> 王某; else a name that has a line of its own under the title."""
    spoken = forms.speaker.search(head)
    if spoken:
        return spoken.group(1).removesuffix("同志")
    date = DATE.search(head)
    if date:
        for line in head[date.end() :].split("\n")[1:]:
            line = line.strip("#* ")
            if ALONE.match(line) and "报告" not in line and not divisions().full(line):
                return line
    return None


def _meeting_name(place: Jurisdiction, meeting: re.Match[str]) -> str:
    name = "" if place.level == "national" and "全国" in meeting.group() else (place.name or "")
    return name + meeting.group()


# --- the place ----------------------------------------------------------------------------------------------


def _jurisdiction(
    doc: Document, head: str, declaration: str, forms: Forms, rules: HeadingRules
) -> tuple[Jurisdiction, tuple[Diagnostic, ...]]:
    spot = head + declaration
    table = divisions()
    claims = _claims(head, declaration, forms)
    for claim in claims:
        if claim.endswith(("中华人民共和国", "全国")):
            return _nation(), ()
        found = _longest_known(claim, table)
        if found:
            return _settled(found, claim, spot, doc, table)
    if forms.national.search(spot) or "全国人民代表大会" in spot:
        return _nation(), ()
    for claim in claims:
        unknown = _unlisted(claim, doc, rules.masthead, table)
        if unknown:
            return unknown, (_note("info", "division-unlisted", f"{unknown.name} is not in the table of divisions"),)
    return _from_body(doc, rules.masthead, table)


def _nation() -> Jurisdiction:
    return Jurisdiction(name="全国", level="national", code="000000")


def _claims(head: str, declaration: str, forms: Forms) -> list[str]:
    """What stands before 第N届人民代表大会, 人民政府, 政府工作报告 and 市长, best evidence first."""
    anchors = [match.start() for match in MEETING.finditer(head)]
    anchors += [match.start() for match in re.finditer("人民政府", head)]
    anchors += [match.start() for match in forms.office.finditer(head)]
    anchors += [match.start() for match in re.finditer("(?:人民)?政府工作报告", head)]
    claims = [_run_before(head, anchor) for anchor in anchors]
    claims += [_run_before(declaration, match.start()) for match in re.finditer("人民政府", declaration)]
    return [claim for claim in claims if len(claim) >= 2]


def _run_before(text: str, end: int) -> str:
    run = CJK_RUN.search(text[max(0, end - NAME_LIMIT) : end])
    return run.group() if run else ""


def _longest_known(claim: str, table: Divisions) -> list[Division]:
    """The divisions that the end of `claim` names in full, else a short name that is all of it."""
    for start in range(len(claim) - 1):
        full = table.full(claim[start:])
        if full:
            return full
    tail = re.sub(r"^.*[年月日在]", "", claim)
    return table.short(tail)


def _settled(
    found: list[Division], claim: str, spot: str, doc: Document, table: Divisions
) -> tuple[Jurisdiction, tuple[Diagnostic, ...]]:
    """The one of several divisions of a name whose parents the text names most."""
    mentioned = MENTIONED_YEAR.search(spot)
    year = _year(mentioned.group(1)) if mentioned else None
    ranked = sorted(found, key=lambda place: _support(place, claim, spot, doc.text, table, year), reverse=True)
    best = ranked[0]
    place = _as_jurisdiction(best, table, year)
    rivals = [other for other in ranked[1:] if other.code != best.code]
    score = _support(best, claim, spot, doc.text, table, year)
    if rivals and _support(rivals[0], claim, spot, doc.text, table, year)[:3] == score[:3]:
        message = f"{best.name} may be {best.code} or {rivals[0].code}: the text does not name what it belongs to"
        return place, (_note("warning", "division-ambiguous", message),)
    return place, ()


def _support(
    place: Division, claim: str, spot: str, text: str, table: Divisions, year: int | None
) -> tuple[int, int, int, int, str]:
    parents = table.parents(place, year)
    in_head = sum(parent.name in claim or parent.short in spot for parent in parents)
    in_text = sum(min(text.count(parent.short), 50) for parent in parents)
    highest = {"province": 2, "prefecture": 1}.get(place.level, 0)
    return int(place.stands_in(year)), in_head, in_text, highest, place.code


def _as_jurisdiction(place: Division, table: Divisions, year: int | None) -> Jurisdiction:
    parents = tuple(parent.name for parent in table.parents(place, year))
    return Jurisdiction(name=place.name, level=place.level, code=place.code, parents=parents)


def _unlisted(claim: str, doc: Document, words: MastheadRules, table: Divisions) -> Jurisdiction | None:
    """A township or development zone that the table has not: its name, and its level from how the name ends."""
    tail = re.sub(r"^.*[年月日在于]", "", claim)
    for level, endings in words.ranks.items():
        for ending in endings:
            if tail.endswith(ending) and len(tail) > len(ending) + 1:
                name, parents = _without_parents(tail, table)
                return Jurisdiction(name=name, level=level, parents=parents)
    return None


def _without_parents(tail: str, table: Divisions) -> tuple[str, tuple[str, ...]]:
    """浙江省台州市某某镇 -> 某某镇 under 浙江省 and 台州市."""
    parents: list[str] = []
    rest = tail
    cut = True
    while cut:
        cut = False
        for end in range(len(rest) - 2, 1, -1):
            if table.full(rest[:end]):
                parents.append(rest[:end])
                rest = rest[end:]
                cut = True
                break
    return rest, tuple(parents)


def _from_body(doc: Document, words: MastheadRules, table: Divisions) -> tuple[Jurisdiction, tuple[Diagnostic, ...]]:
    """The place that a report without a name in its head speaks of most, at the level it calls itself."""
    text = doc.text
    levels: Counter[Level] = Counter({lv: sum(map(text.count, cues)) for lv, cues in words.levels.items()})
    level, votes = levels.most_common(1)[0] if levels else ("county", 0)
    if text.count("我国") > 2 * votes and text.count("我国") >= 5:
        return _nation(), ()
    pairs = set(map("".join, zip(text, text[1:], strict=False)))
    pairs |= set(map("".join, zip(text, text[1:], text[2:], strict=False)))
    named = [(text.count(pair), place) for pair in pairs for place in table.short(pair) if place.last is None]
    scored: list[tuple[float, Division]] = []
    for count, place in named:
        parents = table.parents(place)
        nested = sum(min(text.count(parent.short), 3) for parent in parents)
        fits = place.name.endswith(words.ranks.get(level, ())) or place.level == level
        scored.append((count * (2 if fits else 1) + nested * min(count, 3), place))
    scored.sort(key=lambda item: (item[0], item[1].code), reverse=True)
    if votes == 0 or not scored or scored[0][0] < 4:
        return Jurisdiction(name=None, level=level if votes else None), (
            _note("warning", "division-unknown", "the text does not say whose report this is"),
        )
    best = scored[0][1]
    note = _note("info", "division-inferred", f"{best.name} is inferred from the places that the text names")
    return _as_jurisdiction(best, table, None), (note,)


def _note(severity: str, code: str, message: str) -> Diagnostic:
    return Diagnostic("warning" if severity == "warning" else "info", code, message, 0, 0)


# --- the years ----------------------------------------------------------------------------------------------


def _years(
    doc: Document, title: str | None, delivered: str | None, national: bool, forms: Forms, words: MastheadRules
) -> tuple[int | None, int | None, int | None, int | None]:
    """(report, review start, review, plan). Delivered in December, a report reviews the year that ends."""
    text = doc.text
    review_heading = forms.review_heading.search(text)
    plan_heading = forms.plan_heading.search(text)
    review = _year(review_heading.group(1)) if review_heading else None
    plan = _year(plan_heading.group(1)) if plan_heading else None
    if review is not None and plan is not None and not review < plan <= review + 2:
        plan = None
    report = _from_evidence(doc, title, delivered, national, review, plan, words)
    if report is None:
        return None, None, review, plan
    late = delivered is not None and delivered[5:7] in {"11", "12"}
    if review is None or not report - 2 <= review <= report:
        review = plan - 1 if late and plan == report + 1 else report - 1
    if plan is None or not report <= plan <= report + 1:
        plan = review + 1
    opening = text[: HEAD_LIMIT * 2]
    start = review - 4 if forms.span.search(opening) else None
    return report, start, review, plan


def _from_evidence(
    doc: Document,
    title: str | None,
    delivered: str | None,
    national: bool,
    review: int | None,
    plan: int | None,
    words: MastheadRules,
) -> int | None:
    """The year of delivery, best evidence first.

    The date of delivery, the year of 2025年某省政府工作报告, a congress spoken to, a heading that names the year planned
    or reviewed, a congress looked back to, the years the text speaks of. The uri is asked last, and only
    by a text that names no year at all.
    """
    titled = TITLE_YEAR.match(title) if title and "工作报告" in title else None
    here, since = _congress_years(doc.text[:HEAD_LIMIT], words) if national else (None, None)
    in_uri = re.search(r"(?<!\d)(?:19[4-9]\d|20\d\d)(?!\d)", doc.source.uri)
    evidence = (
        int(delivered[:4]) if delivered else None,
        _year(titled.group(1)) if titled else None,
        here,
        plan,
        review + 1 if review is not None else None,
        since,
        _spoken_year(doc.text),
        int(in_uri.group()) if in_uri else None,
    )
    return next((year for year in evidence if year is not None), None)


def _congress_years(opening: str, words: MastheadRules) -> tuple[int | None, int | None]:
    """(year of a congress spoken to, year that follows from one looked back to).

    向第五届全国人民代表大会第二次会议作 -> 1979. 第五届…第一次会议以来 names the session before, so the year after; where it
    stands for a whole term (…以来的五年, 第六届…期间), the first year of the next.
    """
    for found in CONGRESS.finditer(opening):
        first = words.congresses.get(found.group(1))
        if first is None:
            continue
        year = first + (_small(found.group(2)) - 1 if found.group(2) else 0)
        after = opening[found.end() : found.end() + 40]
        if opening[: found.start()].endswith("向"):
            return year, None
        whole_term = "五年" in after or after.startswith("期间")
        return None, first + 5 if whole_term else year + 1
    return None, None


def _spoken_year(text: str) -> int | None:
    """The year that stands best as this one: it and the year before are those that the text names most."""
    years = Counter(_year(year) for year in MENTIONED_YEAR.findall(text))
    if not years:
        return None
    candidates = {year + step for year in years for step in (0, 1)}
    return max(candidates, key=lambda year: 0.5 * years[year] + years[year - 1])
