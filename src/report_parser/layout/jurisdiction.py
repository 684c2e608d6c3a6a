"""The place whose government reports: named in the head, else found by what the body speaks of.

在某市第十七届人民代表大会…上, 某市人民政府 and 某市市长 name it; a name that several places bear (朝阳区) is settled
by the places above it that the text names. A report that never writes its place's name is told by the level at which
it calls itself (全市, 我县) and by the names of places that it uses most. What stays open is a diagnostic.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from report_parser.document import Diagnostic, Document, Jurisdiction, Level, Severity
from report_parser.rules import Rules
from report_parser.rules.divisions import Division, Divisions
from report_parser.rules.layout import MastheadRules
from report_parser.words.patterns import any_of

NAME_LIMIT = 22  # 省, 州 and county names together are no longer
NAME_BREAK = "省市县区州旗盟在年月日于"
NUMBER = r"[一二三四五六七八九十\d]{1,4}"
MEETING = re.compile(rf"第?{NUMBER}届(?:全国)?(?:人民代表大会|人大)(?:常务委员会)?第?{NUMBER}次(?:全体)?会议")
CJK_RUN = re.compile(r"([\u4e00-\u9fff]+)(?:\d{4}年度?)?$")


@dataclass(frozen=True, slots=True)
class _Forms:
    office: re.Pattern[str]
    national: re.Pattern[str]
    before_place: str
    after_place: str
    verbs: frozenset[str]


@lru_cache(maxsize=8)
def _forms(rules: Rules) -> _Forms:
    words = rules.headings.masthead
    return _Forms(
        office=re.compile(any_of(words.offices)),
        national=re.compile(any_of(words.national)),
        before_place=any_of(words.before_place),
        after_place=any_of(words.after_place),
        verbs=frozenset(rules.words.verb),  # 新建 is a district too
    )


def jurisdiction(
    doc: Document, head: str, declaration: str, year: int | None, rules: Rules
) -> tuple[Jurisdiction, tuple[Diagnostic, ...]]:
    """The place, with what there is to say about it. `year` is the head's: 莱芜市 was a city until 2018."""
    forms, words = _forms(rules), rules.headings.masthead
    spot = head + declaration
    table = rules.divisions
    claims = _claims(head, declaration, forms)
    for claim in claims:
        if claim.endswith(("中华人民共和国", "全国")):
            return _nation(), ()
        found = _longest_known(claim, table)
        if found:
            return _settled(found, claim, spot, doc.text, year, table)
    if forms.national.search(spot) or "全国人民代表大会" in spot:
        return _nation(), ()
    for claim in claims:
        unknown = _unlisted(claim, words, table)
        if unknown:
            return unknown, (_note("info", "division-unlisted", f"{unknown.name} is not in the table of divisions"),)
    return _from_body(doc, words, table, forms)


def _nation() -> Jurisdiction:
    return Jurisdiction(name="全国", level="national", code="000000")


def _claims(head: str, declaration: str, forms: _Forms) -> list[str]:
    """What stands before 第N届人民代表大会, 人民政府, 政府工作报告 and 市长, best evidence first."""
    anchors = [match.start() for match in MEETING.finditer(head)]
    anchors += [match.start() for match in re.finditer("人民政府|管理委员会|管委会", head)]
    anchors += [match.start() for match in forms.office.finditer(head)]
    anchors += [match.start() for match in re.finditer("(?:人民)?政府工作报告", head)]
    claims = [_run_before(head, anchor) for anchor in anchors]
    claims += [_run_before(declaration, match.start()) for match in re.finditer("人民政府", declaration)]
    return [claim for claim in claims if len(claim) >= 2]


def _run_before(text: str, end: int) -> str:
    """The characters before a place's cue, a year between them skipped: 甲市乙区2024年政府工作报告 -> 甲市乙区."""
    run = CJK_RUN.search(text[max(0, end - NAME_LIMIT) : end])
    return run.group(1) if run else ""


def _longest_known(claim: str, table: Divisions) -> list[Division]:
    """The divisions that the end of `claim` names in full, else a short name that is all of it."""
    for start in range(len(claim) - 1):
        full = table.full(claim[start:])
        # 雄安新区 is not the 新区 that a city once had: two characters are a name of their own or follow another.
        if full and (len(claim) - start > 2 or start == 0 or claim[start - 1] in NAME_BREAK):
            return full
    tail = re.sub(r"^.*[年月日在]", "", claim)
    return table.short(tail)


def _settled(
    found: list[Division], claim: str, spot: str, text: str, year: int | None, table: Divisions
) -> tuple[Jurisdiction, tuple[Diagnostic, ...]]:
    """The one of several divisions of a name whose parents the text names most."""
    scores = {place: _support(place, claim, spot, text, table, year) for place in found}
    best, *others = sorted(found, key=lambda place: (scores[place], place.code), reverse=True)
    rival = next((other for other in others if other.code != best.code and scores[other] == scores[best]), None)
    place = _as_jurisdiction(best, table, year)
    if rival is None:
        return place, ()
    message = f"{best.name} may be {best.code} or {rival.code}: the text does not name what it belongs to"
    return place, (_note("warning", "division-ambiguous", message),)


def _support(
    place: Division, claim: str, spot: str, text: str, table: Divisions, year: int | None
) -> tuple[int, int, int, int]:
    """What speaks for a place: its name in force, its parents in the head and in the text, its rank."""
    parents = table.parents(place, year)
    in_head = sum(parent.name in claim or parent.short in spot for parent in parents)
    in_text = sum(min(text.count(parent.short), 50) for parent in parents)
    highest = {"province": 2, "prefecture": 1}.get(place.level, 0)
    return int(place.stands_in(year)), in_head, in_text, highest


def _as_jurisdiction(place: Division, table: Divisions, year: int | None) -> Jurisdiction:
    parents = tuple(parent.name for parent in table.parents(place, year))
    return Jurisdiction(name=place.name, level=place.level, code=place.code, parents=parents)


def _unlisted(claim: str, words: MastheadRules, table: Divisions) -> Jurisdiction | None:
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


def _from_body(
    doc: Document, words: MastheadRules, table: Divisions, forms: _Forms
) -> tuple[Jurisdiction, tuple[Diagnostic, ...]]:
    """The place that a report without a name in its head speaks of most, at the level it calls itself."""
    text = doc.text
    levels: Counter[Level] = Counter({lv: sum(map(text.count, cues)) for lv, cues in words.levels.items()})
    level, votes = levels.most_common(1)[0] if levels else ("county", 0)
    if text.count("我国") > 2 * votes and text.count("我国") >= 5:
        return _nation(), ()
    pairs = set(map("".join, pairwise(text)))
    pairs |= set(map("".join, zip(text, text[1:], text[2:], strict=False)))
    named = {pair: text.count(pair) for pair in pairs if table.short(pair) and pair not in forms.verbs}
    shorts = any_of([pair for pair, count in named.items() if count > 1])
    in_place = Counter(re.findall(f"(?:{forms.before_place})({shorts})", text))
    in_place.update(re.findall(f"({shorts})(?:{forms.after_place})", text))
    scored: list[tuple[float, Division]] = []
    for short in in_place | Counter(named):
        for place in table.short(short):
            nested = sum(min(text.count(parent.short), 3) for parent in table.parents(place))
            if place.last is None and (nested or in_place[short]):
                fits = place.name.endswith(words.ranks.get(level, ())) or place.level == level
                evidence = (named[short] + 2 * in_place[short]) * (2 if fits else 1)
                scored.append((evidence + nested * min(named[short], 3), place))
    scored.sort(key=lambda item: (item[0], item[1].code), reverse=True)
    if votes == 0 or not scored or scored[0][0] < 4:
        return Jurisdiction(name=None, level=level if votes else None), (
            _note("warning", "division-unknown", "the text does not say whose report this is"),
        )
    best = scored[0][1]
    note = _note("info", "division-inferred", f"{best.name} is inferred from the places that the text names")
    return _as_jurisdiction(best, table, None), (note,)


def _note(severity: Severity, code: str, message: str) -> Diagnostic:
    return Diagnostic(severity, code, message, 0, 0)
