"""Numbers that describe a thing and promise nothing: 总投资3亿元的|水厂, 10万千瓦|电站, 水厂、污水厂等|21个|项目."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from report_parser.model import FactInfo, Statement
from report_parser.rules import Rules
from report_parser.words.patterns import any_of

_MONEY = frozenset({"元", "美元"})
_OF = re.compile(r"(?:以上|以下|以内|左右|多|余)?的(?!目标|任务)[^，；、]{2,}")
_NOUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_NEXT_VERB = re.compile(r"(?:以上|左右|多|余)?[\u4e00-\u9fff]{2,}")


class _Patterns(NamedTuple):
    cost: re.Pattern[str]
    spending: re.Pattern[str]
    only_cost: re.Pattern[str]
    capacity: re.Pattern[str]


def attributive(statement: Statement, fact: FactInfo, rules: Rules) -> bool:
    """Whether a number of a promise is of a thing promised: what it costs, how large it is, how many are listed."""
    return costs(statement, fact, rules) or _sizes(statement, fact, rules) or _counts_a_list(statement, fact)


def costs(statement: Statement, fact: FactInfo, rules: Rules) -> bool:
    """Whether a sum of money is what a thing costs: 总投资3亿元的水厂, 投资2亿元新建水厂, or 投资2亿元 alone."""
    patterns = _patterns(rules)
    before, behind = statement.text[: fact.start - statement.start], statement.text[fact.end - statement.start :]
    cost = patterns.cost.search(before)
    if fact.unit not in _MONEY or fact.role != "level" or cost is None:
        return False
    if _OF.match(behind):
        return True
    spent = patterns.spending.search(before[: cost.start()]) is not None
    alone = not behind and patterns.only_cost.fullmatch(before) is not None
    return not spent and (alone or _NEXT_VERB.match(behind) is not None)


def start_of(statement: Statement, fact: FactInfo, rules: Rules) -> int:
    """Where what describes a thing starts, the name of its cost with it: |总投资3亿元的水厂."""
    cost = _patterns(rules).cost.search(statement.text[: fact.start - statement.start])
    return statement.start + cost.start() if cost is not None else fact.start


def _sizes(statement: Statement, fact: FactInfo, rules: Rules) -> bool:
    """Whether a number is the size of the work that it stands before: 60万千瓦|抽水蓄能电站."""
    behind = statement.text[fact.end - statement.start :]
    return _patterns(rules).capacity.search(fact.text) is not None and _NOUN.match(behind) is not None


def _counts_a_list(statement: Statement, fact: FactInfo) -> bool:
    """Whether a number only counts what is listed before it: 甲路、乙路等6条道路, 甲路、乙路、丙路3条道路."""
    before = statement.text[: fact.start - statement.start]
    listed = sum(statement.start <= thing.start and thing.end <= fact.start for thing in statement.objects)
    return before.endswith("等") or (listed > 1 and fact.value == before.count("、") + 1 and not before.endswith("、"))


@lru_cache(maxsize=8)
def _patterns(rules: Rules) -> _Patterns:
    tracking = rules.tracking
    return _Patterns(
        cost=re.compile(rf"(?:{any_of(tracking.costs)})$"),
        spending=re.compile(rf"(?:{any_of(tracking.delivery)})$"),
        only_cost=re.compile(rf"(?:计划|预计|概算|估算)?(?:{any_of(tracking.costs)})"),
        capacity=re.compile(rf"(?:{any_of(tracking.capacities)})$"),
    )
