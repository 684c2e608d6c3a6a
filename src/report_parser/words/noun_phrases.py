"""Noun phrases around a number: what is cut off their ends before they name an indicator."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from report_parser.digits import NOUGHTS, ONE_TO_NINE, YEAR
from report_parser.rules import Rules
from report_parser.words.hedges import hedges_of
from report_parser.words.patterns import any_of

# 一九五八粮食的指标
_BARE_YEAR = rf"[一二][九{NOUGHTS}][{NOUGHTS}{ONE_TO_NINE}]{{2}}(?=[\u4e00-\u9fff])(?!年)"
_MARKS = "、，。；：—· ,;:！？-"


class PhraseCutter:
    """Cuts adverbs, lead-ins and comparisons off a phrase; one per rule set, its patterns compiled once.

    A phrase is a stretch of a text; `starts` has a 1 where a word starts. A single character is cut only
    where it is a word of its own: the 能 of 产能 stays, the 将 of 产能将 goes.
    """

    def __init__(self, rules: Rules) -> None:
        words, hedges = rules.facts, hedges_of(rules)
        nouns = frozenset(rules.words.noun)  # 专项 goes before a verb, and closes 重大科技专项
        adverbs = [*words.adverbs, *(word for word in rules.words.adverb if word not in nouns)]
        time = rules.times.phrases("noun")
        self._front = re.compile(
            rf"[）){_MARKS}]+|[（(](?![^（()）]*[)）])|{time}|{_BARE_YEAR}|{hedges.behind}"
            rf"|{_longer([*words.lead_ins, *words.adverbs])}|(?P<single>{_single(words.lead_ins)})"
        )
        self._governor = re.compile(any_of(words.governors))
        self._back = re.compile(
            rf"(?:[（({_MARKS}]+|的{any_of(words.figure_nouns)}|的|{_longer(adverbs)}|(?P<single>{_single(adverbs)})|每{any_of(words.per)}"
            r"|(?:扣除|剔除|按|按照)[^，、；]{2,10}(?:因素|计算|口径|价格))$"
        )
        # Whatever that matches ends with one of these; the search takes long, and most phrases end with a noun.
        listed = (*adverbs, *words.figure_nouns, *words.per)
        self._back_ends = frozenset((*f"（({_MARKS}的素算径格\n", *(word[-1] for word in listed)))
        self._time_back = re.compile(f"{time}$")
        self._tail = re.compile(rf"{any_of([*words.tails, *hedges.after])}+")
        self._against = re.compile(
            rf"[比较][^，、；比较]{{0,12}}{any_of(words.compared_with)}[^，、；比较]{{0,4}}(?:相比)?$"
            rf"|[与同跟][^，、；比较]{{0,9}}{any_of(words.compared_with)}[^，、；比较]{{0,4}}(?:相比|比较)$"
            rf"|在[^，、；]{{0,4}}(?:{any_of(words.compared_with)}|{YEAR}年)[^，、；]{{0,10}}(?:基数|基础)上$"
        )

    def front(self, text: str, start: int, end: int, starts: bytes, *, governors: bool) -> int:
        """Where the noun of `text[start:end]` begins: behind 其中到2020年; behind 确保 too with `governors`."""
        while start < end:
            match = self._front.match(text, start, end)
            if match and (match["single"] is None or starts[match.end()]) and not _inside_word(text, match.end(), end):
                start = match.end()
                continue
            governor = self._governor.match(text, start, end) if governors else None
            if governor is None or end - governor.end() < 2 or not starts[governor.end()]:
                break
            start = governor.end()
        return start

    def back(self, text: str, start: int, end: int, starts: bytes) -> int:
        """Where the noun of `text[start:end]` ends: before 比上年分别."""
        while start < end:
            match = self._against.search(text, start, end) or self._leading_on(text, start, end)
            if match is None or (match.lastgroup == "single" and not starts[match.start()]):
                break
            end = match.start()
        return end

    def _leading_on(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The time or the words of the lists that close `text[start:end]`; of two, what begins first."""
        time = self._time_back.search(text, start, end)
        if text[end - 1] not in self._back_ends:
            return time
        listed = self._back.search(text, start, end)
        return listed if listed is not None and (time is None or listed.start() < time.start()) else time

    def compared(self, text: str, start: int, end: int) -> int:
        """Where `text[start:end]` ends without the comparison at its end: 工业总产值|比1955年."""
        match = self._against.search(text, start, end)
        return end if match is None else match.start()

    def is_tail(self, phrase: str) -> bool:
        """Whether what stands behind a number adds nothing to what is measured: 大关, 左右."""
        return self._tail.fullmatch(phrase) is not None


def _inside_word(text: str, at: int, end: int) -> bool:
    """Whether a cut at `at` would leave a rest that begins in the middle of a term such as 全年龄."""
    return at < end and text[at] in "龄额率数值度量期"


def _single(words: Iterable[str]) -> str:
    return any_of(word for word in words if len(word) == 1)


def _longer(words: Iterable[str]) -> str:
    return any_of(word for word in words if len(word) > 1)


@cache
def cutter(rules: Rules) -> PhraseCutter:
    """The cutter of a rule set, made once."""
    return PhraseCutter(rules)
