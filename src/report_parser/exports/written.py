"""A number as its report puts it, with what bounds it: 增长5%左右, 控制在5.5%以内, 100亿元以上."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from report_parser.model import FactInfo, SectionInfo, Statement
from report_parser.rules import Rules
from report_parser.words.hedges import hedges_of
from report_parser.words.patterns import any_of

_LOOK_BACK = 16
"""How far before a number the words that bound it may begin; none of the data files' is longer together."""
_SHARES = ("%", "‰", "个百分点")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Forms:
    before: re.Pattern[str]
    after: re.Pattern[str]
    nouns: tuple[str, ...]


def as_written(fact: FactInfo, statement: Statement, rules: Rules) -> str:
    """The number of a fact with the words of change and the bounds around it in its statement.

    城镇调查失业率控制在 5.5% 以内 -> 控制在5.5%以内; in 分别增长5%、6.5%左右 the second is 增长6.5%左右, its verb
    restored from the direction.
    """
    forms = _forms(rules)
    start, end = fact.start - statement.start, fact.end - statement.start
    before = squeeze(statement.text[max(0, start - _LOOK_BACK) : start])
    found = forms.before.search(before)
    lead = found[0] if found else ""
    if found and found["change"] and fact.role not in ("change_rate", "change_amount") and not found["to"]:
        lead = lead.removeprefix(found["change"])  # the 增 of 新增
    behind = forms.after.match(squeeze(statement.text[end:]))
    tail = behind[0] if behind else ""
    for noun in forms.nouns:
        if lead.startswith(noun) and fact.indicator.name.endswith(noun):
            lead = lead.removeprefix(noun)  # 居民消费价格涨幅 is the indicator, 2%左右 the target
            break
    else:
        if fact.role in ("change_rate", "change_amount") and not (found and found["change"]):
            lead = _verb(fact, rules) + lead
    return f"{lead}{squeeze(fact.text)}{tail}"


def named(fact: FactInfo, rules: Rules) -> str:
    """The indicator with the verb that makes it what is counted: 新增高新技术企业, but 地区生产总值 after 达到."""
    indicator = squeeze(fact.indicator.name)
    counts = fact.role == "level" and fact.unit not in _SHARES and fact.action not in rules.office.reaching
    return f"{fact.action}{indicator}" if counts and fact.action not in indicator else indicator


def squeeze(text: str) -> str:
    """The text on one line, without the spaces that a source sets between figures and words."""
    return _SPACE.sub("", text)


def heading_of(section: SectionInfo | None, sections: dict[str, SectionInfo]) -> str:
    """The heading of a section, or the nearest one above it that has any: （一）加快建设…

    A heading on a line of its own, with nothing under it, is that of the unheaded section that follows.
    """
    while section is not None:
        heading = section.heading or _bare_heading_before(section, sections)
        if heading:
            return squeeze(heading).rstrip("：:")
        section = sections.get(section.parent) if section.parent is not None else None
    return ""


def origin(heading: str, start: int, end: int) -> str:
    """Where something stands: its heading, and its characters counted from 1 as a reader counts."""
    return f"{heading}（第{start + 1}—{end}字）"


def _bare_heading_before(section: SectionInfo, sections: dict[str, SectionInfo]) -> str:
    """The heading of the section just before, where it holds nothing else; empty where it does."""
    for other in sections.values():
        if other.parent == section.parent and other.end <= section.start <= other.end + 1:
            return other.heading if other.end - other.start <= len(other.heading) + 1 else ""
    return ""


def _verb(fact: FactInfo, rules: Rules) -> str:
    """The verb of a change whose number stands apart from it: 减少农村贫困人口1000万以上, 分别增长5%、6.5%."""
    if fact.action in rules.facts.rise or fact.action in rules.facts.fall:
        return fact.action
    if fact.direction is None or fact.indicator.name.endswith(("增长", "涨幅", "增速", "增幅", "降幅")):
        return ""
    return "增长" if fact.direction == "up" else "下降"


@lru_cache(maxsize=8)
def _forms(rules: Rules) -> _Forms:
    """The words of the data files that may stand around a number, as patterns."""
    nouns = (*rules.facts.rise_nouns, *rules.facts.fall_nouns)
    change = any_of((*rules.facts.rise, *rules.facts.fall, *nouns))
    hedges = hedges_of(rules)
    return _Forms(
        before=re.compile(rf"(?:(?P<change>{change})(?P<to>{any_of(rules.facts.to)})?)?(?:{any_of(hedges.before)})*$"),
        after=re.compile(any_of(hedges.after)),
        nouns=tuple(sorted(nouns, key=len, reverse=True)),
    )
