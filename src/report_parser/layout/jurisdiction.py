"""The place whose government reports: named in the head, else found by what the body speaks of.

在某市第十七届人民代表大会…上, 某市人民政府 and 某市市长 name it (`place_claims`); a name that several places bear
(朝阳区) is settled by the places above it that the text names. A report that never writes its place's name is told by
the level at which it calls itself (全市, 我县) and by the names of places that it uses most (`places_named`). What a
user says comes before all of it. What stays open, and what contradicts the text, is a diagnostic.
"""

from __future__ import annotations

import re

from report_parser.document import Diagnostic, Document, Jurisdiction, Severity
from report_parser.layout.place_claims import NOWHERE, Claim, declared_rank, longest_known, name_starts, place_claims
from report_parser.layout.places_named import most_named
from report_parser.rules import Rules
from report_parser.rules.divisions import Division, Divisions
from report_parser.words.patterns import any_of

Judged = tuple[Jurisdiction, tuple[Diagnostic, ...]]


def jurisdiction(doc: Document, head_end: int, spot_end: int, year: int | None, rules: Rules) -> Judged:
    """The place, with what there is to say about it: by the head `[0, head_end)` and the declaration after it.

    `year` is the head's: 莱芜市 was a city until 2018.
    """
    claims = place_claims(doc.text, head_end, spot_end, rules)
    said = doc.given.place
    if not said:
        return _by_claims(doc, claims, spot_end, year, rules) or _by_body(doc, head_end, spot_end, year, rules)
    place, notes = _given(said, doc, spot_end, year, rules)
    read = _by_claims(doc, claims, spot_end, year, rules)
    if read is None or read[0].name == place.name or read[0].code in (None, place.code):
        return place, notes
    claim = next((claim for claim in claims if read[0].name and claim.text.endswith(read[0].name)), claims[0])
    message = f"{place.name} is given, but the text says {read[0].name}"
    return place, (*notes, _note("warning", "place-contradicts-text", message, claim))


def _by_claims(doc: Document, claims: list[Claim], spot_end: int, year: int | None, rules: Rules) -> Judged | None:
    """The first claim that names a place of the table, else the State Council, else a place outside the table."""
    words, table = rules.headings.masthead, rules.divisions
    spot = doc.text[:spot_end]
    for claim in claims:
        if claim.text.endswith(("中华人民共和国", "全国")):
            return _nation(), ()
        found = longest_known(claim.text, rules)
        if found:
            return _settled(found, claim, spot, doc.text, year, table)
    if re.search(any_of(words.national), spot) or "全国人民代表大会" in spot:
        return _nation(), ()
    for claim in claims:
        unknown = _unlisted(claim.text, rules)
        if unknown:
            message = f"{unknown.name} is not in the table of divisions"
            return unknown, (_note("info", "division-unlisted", message, claim),)
    return None


def _given(said: str, doc: Document, spot_end: int, year: int | None, rules: Rules) -> Judged:
    """The place that a user names: 331081, 温岭市, 温岭, 北京市朝阳区, or one that the table does not hold."""
    table = rules.divisions
    if said in ("全国", "国务院", "000000"):
        return _nation(), ()
    found = table.coded(said) or longest_known(said, rules)
    if found:
        return _settled(found, Claim(said, 0, 0), doc.text[:spot_end], doc.text, year, table)
    place = _unlisted(said, rules) or Jurisdiction(name=said, level=None)
    message = f"{place.name}, which is given, is not in the table of divisions"
    return place, (_note("info", "division-unlisted", message),)


def _by_body(doc: Document, head_end: int, spot_end: int, year: int | None, rules: Rules) -> Judged:
    """The place that a report without a name in its head speaks of most."""
    rank = declared_rank(doc.text, head_end, spot_end, rules)
    level, best = most_named(doc.text, rank, year, rules)
    if level == "national":
        return _nation(), ()
    if best is None:
        message = "the text does not say whose report this is"
        return Jurisdiction(name=None, level=level), (_note("warning", "division-unknown", message),)
    note = _note("info", "division-inferred", f"{best.name} is inferred from the places that the text names")
    return _as_jurisdiction(best, rules.divisions, year), (note,)


def _nation() -> Jurisdiction:
    return Jurisdiction(name="全国", level="national", code="000000")


def _settled(found: list[Division], claim: Claim, spot: str, text: str, year: int | None, table: Divisions) -> Judged:
    """The one of several divisions of a name whose parents the text names most."""
    scores = {place: _support(place, claim.text, spot, text, table, year) for place in found}
    best, *others = sorted(found, key=lambda place: (scores[place], place.code), reverse=True)
    rival = next((other for other in others if other.code != best.code and scores[other] == scores[best]), None)
    place = _as_jurisdiction(best, table, year)
    if rival is None:
        return place, ()
    message = f"{best.name} may be {best.code} or {rival.code}: the text does not name what it belongs to"
    return place, (_note("warning", "division-ambiguous", message, claim),)


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


def _unlisted(claim: str, rules: Rules) -> Jurisdiction | None:
    """A township or development zone that the table has not: its name, and its level from how the name ends."""
    words = rules.headings.masthead
    read = [_without_parents(claim[start:], rules.divisions) for start in reversed(name_starts(claim, rules))]
    for name, parents in sorted(read, key=lambda item: not item[1]):
        for level, endings in words.ranks.items():
            ending = next((end for end in endings if name.endswith(end)), None)
            if ending and len(name) > len(ending) + 1 and not name.startswith(words.terms):
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


def _note(severity: Severity, code: str, message: str, at: Claim = NOWHERE) -> Diagnostic:
    return Diagnostic(severity, code, message, at.start, at.end)
