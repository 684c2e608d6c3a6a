"""A number as its report puts it, with what bounds it: 增长5%左右, 控制在5.5%以内, 100亿元以上."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from report_parser.model import FactInfo, Statement
from report_parser.rules import Rules
from report_parser.words.hedges import hedges_of
from report_parser.words.patterns import any_of

_LOOK_BACK = 16
"""How far before a number the words that bound it may begin; none of the data files' is longer together."""
_SHARES = ("%", "‰", "个百分点")
_THAN = "于"
"""Ends a verb that holds against a bound: 低于34微克."""
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
    changed = found["change"] if found and not found["to"] else None
    if changed and fact.role not in ("change_rate", "change_amount") and not changed.endswith(_THAN):
        lead = lead.removeprefix(changed)  # the 增 of 新增
    behind = forms.after.match(squeeze(statement.text[end:]))
    tail = behind[0] if behind else ""
    for noun in forms.nouns:
        if lead.startswith(noun) and fact.indicator.name.endswith(noun):
            lead = lead.removeprefix(noun)  # 居民消费价格涨幅 is the indicator, 2%左右 the target
            break
    else:
        if fact.role in ("change_rate", "change_amount") and not (found and found["change"]):
            lead = _verb(fact, statement, rules) + lead
    return f"{lead}{squeeze(fact.text)}{tail}"


def named(fact: FactInfo, statement: Statement, rules: Rules) -> str:
    """The indicator with the verb that makes it what is counted, in the order of the text.

    新增高新技术企业, 劳动力转移就业; but 地区生产总值 where it only reaches a value (达到, 降至, 低于).
    """
    indicator = squeeze(fact.indicator.name)
    leads_up = fact.action in rules.office.reaching or fact.action in hedges_of(rules).bare
    reaches = leads_up or fact.action.endswith((*rules.facts.to, _THAN))
    counts = fact.role == "level" and fact.unit not in _SHARES and not reaches
    if not counts or fact.action in indicator:
        return indicator
    behind = f"{indicator}{fact.action}"
    return behind if behind in squeeze(statement.text) else f"{fact.action}{indicator}"


def squeeze(text: str) -> str:
    """The text on one line, without the spaces that a source sets between figures and words."""
    return _SPACE.sub("", text)


def _verb(fact: FactInfo, statement: Statement, rules: Rules) -> str:
    """The verb of a change whose number stands apart from it, in the words of the statement.

    减少农村贫困人口1000万以上 -> 减少; the second of 分别增长5%、6.5% -> 增长. None is put where the text has none.
    """
    if fact.action in rules.facts.rise or fact.action in rules.facts.fall:
        return fact.action
    verbs = rules.facts.rise if fact.direction == "up" else rules.facts.fall if fact.direction == "down" else ()
    before = squeeze(statement.text[: fact.start - statement.start])
    name = squeeze(fact.indicator.name)
    placed = ((before.rfind(verb), verb) for verb in verbs if verb in before and not name.endswith(verb))
    return max(placed, default=(-1, ""), key=lambda entry: (entry[0] + len(entry[1]), len(entry[1])))[1]


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
