"""Noun phrases around a number: what is cut off their ends before they name an indicator."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from report_parser.rules import Rules

_TIME = (
    r"(?:(?:到|至|在|截至|从|自)?(?:1[89]\d\d|20\d\d|[一二][零〇○九八][零〇○一二三四五六七八九]{2})年(?:[一二三四五六七八九十\d]+月)?"
    r"(?:末|底|初|起|以来|前|度|间|的|就|时|这一年|全年|,|，)*"
    r"|(?:过去|这|近|前|今后|未来)?[一二三四五六七八九十两几\d]+年(?:来|间|中|里|内)?(?:共|合计)?(?=[^度级制限期])|“?十[一二三四五六]五”?(?:时期|期间|末)?"
    r"|前[一二三四五六七八九十\d]+个?(?:月|年|季度)|[上下]半年|[一二三四]季度|(?:第[一二]次)?连续[一二三四五六七八九十\d]+年)"
)
_PUNCTUATION = "、，。；：—· ,;:！？-"


class PhraseCutter:
    """Cuts adverbs, lead-ins and comparisons off a phrase; one per rule set, its patterns compiled once."""

    def __init__(self, rules: Rules) -> None:
        words = rules.facts
        front = [*words.lead_ins, *words.adverbs]
        self._front = regex.compile(rf"(?:[{_PUNCTUATION}]|{_TIME}|{either(front)})++")
        self._governor = regex.compile(either(words.governors))
        self._back = regex.compile(
            rf"(?:{either(words.adverbs)}|{_TIME}|[{_PUNCTUATION}]|的|(?:扣除|剔除|按|按照)[^，、；]{{2,10}}(?:因素|计算|口径|价格))$"
        )
        self._tail = regex.compile(rf"(?:{either(words.tails)})+")
        self._against = regex.compile(
            r"(?:比|较|与|同|跟)(?:[^，、；比较]{0,9}(?:年|期|月|度|预算|计划|目标|水平|全国|全省|全市|规定|前|初|底)[^，、；比较]{0,4})(?:相比)?$"
        )

    def front(self, phrase: str, *, governors: bool) -> str:
        """`phrase` without what stands before its noun: 其中到2020年全省X -> 全省X; 确保X -> X with `governors`."""
        while phrase:
            match = self._front.match(phrase)
            if match and not _splits_word(phrase, match.end()):
                phrase = phrase[match.end() :]
                continue
            governed = self._governor.match(phrase) if governors else None
            if governed and len(phrase) - governed.end() >= 2:
                phrase = phrase[governed.end() :]
                continue
            break
        return phrase

    def back(self, phrase: str) -> str:
        """`phrase` without adverbs, hedges and comparisons at its end: X比上年分别 -> X."""
        while phrase:
            against = self._against.search(phrase)
            if against:
                phrase = phrase[: against.start()]
                continue
            match = self._back.search(phrase)
            if match is None:
                break
            phrase = phrase[: match.start()]
        return phrase

    def is_tail(self, phrase: str) -> bool:
        """Whether what stands behind a number adds nothing to what is measured: 大关, 左右."""
        return self._tail.fullmatch(phrase) is not None


def _splits_word(phrase: str, at: int) -> bool:
    """Whether a cut at `at` would leave a rest that begins in the middle of a term such as 全年龄."""
    return phrase[at : at + 1] in "龄额率数值度量期"


def either(words: Iterable[str]) -> str:
    """An alternation of literal words, longest first, so that 增长了 wins over 增长."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(regex.escape, ordered)) or r"(?!)"


@cache
def cutter(rules: Rules) -> PhraseCutter:
    """The cutter of a rule set, made once."""
    return PhraseCutter(rules)
