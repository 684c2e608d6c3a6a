"""The published indicator vocabulary: a noun phrase of a report -> the id of the indicator it names, or None.

A phrase is looked up whole, so a qualifier that makes it a different thing (数字经济核心产业增加值, 民间投资) can never
be read as the plain indicator: it is its own entry or none. Only what the rules list as a scope (全省, 全年)
or an ending (增速, 总额) may be taken off, one at a time and longest first, with a look-up after each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from report_parser.rules import Rules
from report_parser.rules.facts import Indicator
from report_parser.words.patterns import any_of

# Characters that never tell two indicators apart.
_MARKS = str.maketrans(dict.fromkeys(" \u3000\t“”‘’\"'「」『』《》()（）、的", ""))
_BRACKETED = re.compile(r"[(（][^()（）]*[)）](?:$|(?=的))")


@dataclass(frozen=True, slots=True)
class _Index:
    """The vocabulary compiled for look-up: squashed name -> the indicators of that name, in the order of the file."""

    entries: Mapping[str, tuple[Indicator, ...]]
    folds: Mapping[str, str]
    fold: re.Pattern[str]
    scope: re.Pattern[str]
    endings: tuple[str, ...]
    change_units: frozenset[str]
    counted: frozenset[str]

    def named(self, squashed: str, unit: str) -> str | None:
        """The indicator of that name that is counted in the unit, else the first whose change the unit can tell."""
        named = self.entries.get(squashed, ())
        for indicator in named:
            if not indicator.units or unit in indicator.units:
                return indicator.id
        return named[0].id if named and unit in self.change_units else None


def match_indicator(phrase: str, unit: str, rules: Rules) -> str | None:
    """The id of the indicator that `phrase` names when counted in `unit`, a base unit; None outside the vocabulary.

    >>> from report_parser import load_rules
    >>> match_indicator("全省规模以上工业增加值", "%", load_rules())
    'above_scale_industrial_value_added'
    >>> match_indicator("固定资产投资（不含农户）", "元", load_rules())
    'fixed_asset_investment'
    >>> match_indicator("汽车零部件产业增加值", "%", load_rules()) is None
    True
    """
    index = _compiled(rules)
    for reading in _readings(phrase, index):
        if (found := index.named(reading, unit)) is not None:
            return found
    return None


def readings(phrase: str, rules: Rules) -> frozenset[str]:
    """The names that a phrase is looked up by: as written, and as scopes and endings come off.

    >>> from report_parser import load_rules
    >>> sorted(readings("全省智能算力规模", load_rules()))
    ['全省智能算力', '全省智能算力规模', '智能算力', '智能算力规模']
    """
    return frozenset(_readings(phrase, _compiled(rules)))


def is_named(phrase: str, rules: Rules) -> bool:
    """Whether the vocabulary has a phrase as it stands, nothing taken off."""
    index = _compiled(rules)
    return _squashed(phrase, index.fold, index.folds) in index.entries


def counted(rules: Rules) -> frozenset[str]:
    """The ids of indicators whose level is no percentage."""
    return _compiled(rules).counted


def _readings(phrase: str, index: _Index) -> Iterator[str]:
    """The phrase, squashed, and what is left of it as bracket, scopes and endings come off, nearest reading first."""
    yield phrase
    whole = _squashed(phrase, index.fold, index.folds)
    yield whole
    if (bracket := _BRACKETED.search(phrase)) is not None:
        whole = _squashed(phrase[: bracket.start()] + phrase[bracket.end() :], index.fold, index.folds)
        yield whole
    fronts = [whole]
    at = 0
    while (scope := index.scope.match(whole, at)) is not None and scope.end() < len(whole):
        at = scope.end()
        fronts.append(whole[at:])
        yield whole[at:]
    if whole.endswith(index.endings):
        endings = [ending for ending in index.endings if whole.endswith(ending)]
        for front in fronts:
            for ending in endings:
                yield front.removesuffix(ending)


def _squashed(phrase: str, fold: re.Pattern[str], folds: Mapping[str, str]) -> str:
    """The phrase without marks and with its variants folded: “规模以上 工业”增加值 -> 规上工业增加值."""
    if "的" in phrase or not phrase.isalnum():
        phrase = phrase.translate(_MARKS)
    return fold.sub(lambda found: folds[found[0]], phrase.upper())


@lru_cache(maxsize=8)
def _compiled(rules: Rules) -> _Index:
    """The index of one set of rules, made once."""
    vocabulary = rules.indicators
    folds = {left.upper(): right.upper() for left, right in vocabulary.folds.items()}
    fold = re.compile(any_of(folds))
    # 民生支出占财政支出比重 is written 民生支出占财政支出的八成 too.
    share = re.compile(rf"(.+占.+?)(?:{any_of(vocabulary.share_nouns)})$")
    entries: dict[str, list[Indicator]] = {}
    for indicator in vocabulary.indicator:
        names = [_squashed(name, fold, folds) for name in (indicator.name, *indicator.aliases)]
        shares = [found[1] for name in names if (found := share.match(name)) is not None]
        for name in dict.fromkeys((*names, *shares)):
            entries.setdefault(name, []).append(indicator)
    return _Index(
        entries={name: tuple(named) for name, named in entries.items()},
        folds=folds,
        fold=fold,
        scope=re.compile(any_of(vocabulary.scopes)),
        endings=tuple(sorted(vocabulary.endings, key=len, reverse=True)),
        change_units=frozenset(vocabulary.change_units),
        counted=frozenset(entry.id for entry in vocabulary.indicator if entry.units and "%" not in entry.units),
    )
