"""What a clause is about, and how much two clauses share of it.

A clause is cut at the words that say nothing of what it is about (`empty`) and at stage words; the characters
that remain are compared as pairs (bigrams), each weighed by its rarity in the two reports: the log2 of how
unlikely it is to be shared by chance. 继续扎实推进环城快速路建设 and 环城快速路建成通车 share 环城快速路.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from report_parser.digits import ONE_TO_NINE, year_of
from report_parser.layout.normalise import fold
from report_parser.rules import Rules
from report_parser.words.patterns import any_of

Bigrams = frozenset[str]

_NUMBERS = re.compile(rf"[\d０-９.,，%％‰]+|百分之[零{ONE_TO_NINE}十百点]+|[零{ONE_TO_NINE}十百千万亿两]{{2,}}")
_BRACKETED = re.compile(r"（[^（）]*）")
_OPEN_BRACKET = re.compile(r"（[^（）]*$|^[^（）]*）")
# 和 between two things, not in 和平 or 饱和.
_AND = "(?<![共总饱温缓柔调])和(?![平谐解睦田县政])"
# Particles of one character that part what is spoken of from what becomes of it: 基本建设|要|缩短战线.
_PARTICLES = (
    "(?<![主重需必只简纪险首摘])要(?![素点塞害件领道闻案地务义])|(?<![即大名])将(?![军来领])|(?<![一])把(?![握关手控])"
)
# The ground of a promise is not the promise: 在合理划分事权基础上的|分税制.
_GROUND = re.compile(r"在[^，。；]{2,24}?(?:的?基础上|的?前提下|的?条件下)的?")
_MARKS = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
_TRADITIONAL = re.compile(
    "[們國會業發產産經濟這個為爲來對時動後農強學進過長開關於與從實現數萬億檢設現們經営營糧聯組織資計劃較約劇總戶勞礦鐵線]"
)
# What folding would change: spaces, full-width letters, digits and signs, ASCII punctuation.
_FOLDED = re.compile(r"[\s\u200b-\u200d\u2060\ufeff０-９Ａ-Ｚａ-ｚ％．＋－／＄～﹪,;:()?!\u2e80-\u2fdf]")
# Statements that the estimate of chance is eked out with, so that two short texts do not make every word common.
_BACKGROUND = 1000
_HEAD_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Lexis:
    """The word lists of the rules, compiled."""

    cut: re.Pattern[str]
    heads: Bigrams
    fold: re.Pattern[str]
    folds: Mapping[str, str]
    restated: re.Pattern[str]
    asides: re.Pattern[str]
    vows: re.Pattern[str]
    demands: re.Pattern[str]
    complaints: re.Pattern[str]
    remedies: re.Pattern[str]
    entire: re.Pattern[str]
    against: re.Pattern[str]
    indicator_heads: re.Pattern[str]
    indicator_tails: re.Pattern[str]
    change_nouns: re.Pattern[str]
    base: regex.Pattern[str]
    own_year: re.Pattern[str]
    span: re.Pattern[str]
    sum_of_years: re.Pattern[str]
    part: re.Pattern[str]
    contrasts: Callable[[str], Mapping[int, frozenset[str]]]

    def indicator(self, text: str) -> str:
        """The name of an indicator without what clings to it: 钢产量拟定 -> 钢产量; 的投资（包括…） -> 投资."""
        text = _OPEN_BRACKET.sub("", _BRACKETED.sub("", simplified(text)))
        head = self.indicator_heads.match(text)
        text = text[head.end() :] if head is not None else text
        tail = self.indicator_tails.search(text)
        return text[: tail.start()] if tail is not None else text

    def measured(self, text: str) -> str:
        """The name of an indicator without the noun of its change: 零售物价上涨幅度 -> 零售价格; 涨幅 -> nothing."""
        name = self.indicator(text)
        tail = self.change_nouns.search(name)
        return name[: tail.start()] if tail is not None else name

    def spans(self, text: str) -> bool:
        """Whether a clause speaks of several years together: 五年累计, 年均."""
        return self.span.search(text) is not None

    def in_part(self, text: str) -> bool:
        """Whether a clause speaks of a part of a year: 第二季度增长 1.7%."""
        return self.part.search(text) is not None

    def sums(self, text: str) -> bool:
        """Whether the clauses behind are of the same years too: 五年来, 五年合计."""
        return self.sum_of_years.search(text) is not None

    def base_year(self, text: str) -> int | None:
        """The year that a clause measures a change from: 比1980年增长 -> 1980."""
        compared = (found["base"] for found in self.base.finditer(text))
        return next((year_of(year) for year in compared if year), None)

    def dated(self, text: str) -> bool:
        """Whether a clause names its own year: 1997年, 一九五七年."""
        return self.own_year.search(text) is not None

    def plain(self, text: str) -> str:
        """The text in simplified characters and with variants folded: 城鎮住宅 -> 城镇住房."""
        return self.fold.sub(lambda found: self.folds[found[0]], simplified(text))

    def content(self, text: str) -> tuple[str, ...]:
        """The stretches of a clause that say what it is about: 努力改善教师待遇 -> ("教师待遇",)."""
        chunks: list[str] = []
        for part in _MARKS.split(_NUMBERS.sub("，", _GROUND.sub("，", self.plain(text)))):
            chunks += [chunk for chunk in self.cut.split(part) if len(chunk) > 1]
        return tuple(chunks)


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """Any text folded as the parser folds it, traditional characters included."""
    if _FOLDED.search(text):
        text = fold(text).text
    return _converter()(text) if _TRADITIONAL.search(text) else text


def bigrams(chunks: Iterable[str]) -> Bigrams:
    """The pairs of neighbouring characters.

    >>> sorted(bigrams(["环城路"]))
    ['城路', '环城']
    """
    return frozenset(chunk[at : at + 2] for chunk in chunks for at in range(len(chunk) - 1))


@lru_cache(maxsize=65536)
def characters(grams: Bigrams) -> frozenset[str]:
    """The characters that some bigrams are made of.

    >>> sorted(characters(bigrams(["环城路"])))
    ['城', '环', '路']
    """
    return frozenset("".join(grams))


@lru_cache(maxsize=8)
def lexis(rules: Rules) -> Lexis:
    """The word lists of one set of rules, compiled once."""
    tracking, times = rules.tracking, rules.times
    stages = (*tracking.planned, *tracking.started, *tracking.advancing, *tracking.finished, *tracking.partial)
    return Lexis(
        cut=re.compile(f"{any_of((*tracking.empty, *stages, *tracking.failed))}|{_AND}|{_PARTICLES}"),
        heads=bigrams(tracking.heads),
        fold=re.compile(any_of(tracking.folds)),
        folds=tracking.folds,
        restated=re.compile(any_of(tracking.restated)),
        asides=re.compile(any_of(tracking.asides)),
        vows=re.compile(any_of(tracking.vows)),
        demands=re.compile(any_of(tracking.demands)),
        complaints=re.compile(any_of(tracking.complaints)),
        remedies=re.compile(any_of(tracking.remedies)),
        entire=re.compile(any_of(tracking.entire)),
        against=re.compile(
            rf"(?<![占对环同倍])比(?![例重率值较])(?![^，。]{{0,16}}?(?:\d{{4}}年|一九..年|{any_of(tracking.year_words)}))[^，。]{{2,24}}?[高低多少大小快慢]"
        ),
        indicator_heads=re.compile(rf"(?:[{ONE_TO_NINE}〇零\d]{{4}}年?|{any_of(tracking.indicator_heads)})+"),
        indicator_tails=re.compile(rf"(?:{any_of(tracking.indicator_tails)})+$"),
        change_nouns=re.compile(rf"(?:{any_of((*tracking.rise_nouns, *tracking.fall_nouns))})$"),
        base=regex.compile(times.phrases("base")),
        own_year=re.compile(times.phrases("own_year")),
        span=re.compile(times.phrases("span")),
        sum_of_years=re.compile(times.phrases("sum")),
        part=re.compile(times.phrases("part")),
        contrasts=_contrasting(tracking.contrasts),
    )


def _contrasting(groups: Iterable[Iterable[str]]) -> Callable[[str], Mapping[int, frozenset[str]]]:
    """What finds the words of each group of contrasts in a text, by the group's place in the list."""
    listed = [tuple(group) for group in groups]

    @lru_cache(maxsize=16384)
    def found(text: str) -> Mapping[int, frozenset[str]]:
        words = ((place, frozenset(word for word in group if word in text)) for place, group in enumerate(listed))
        return {place: said for place, said in words if said}

    return found


class Rarity:
    """How telling each bigram is, from the statements it stands in: the rarer, the more bits.

    Single characters and groups of near words are weighed in the same way.
    """

    def __init__(self, statements: Iterable[Bigrams], heads: Bigrams) -> None:
        counts: Counter[str] = Counter()
        total = _BACKGROUND
        for found in statements:
            counts.update(found)
            total += 1
        log_total = math.log2(total)
        self._rarest = log_total - 1
        self._bits = {
            pair: (log_total - math.log2(count + 1)) * (_HEAD_SHARE if pair in heads else 1)
            for pair, count in counts.items()
        }

    def bits(self, found: Iterable[str]) -> float:
        """The information of some bigrams together; general heads (制度, 工程) count a quarter."""
        return math.fsum(self._bits.get(pair, self._rarest) for pair in found)


class Postings:
    """An inverted index: the statements that each bigram stands in, by their place in a list."""

    def __init__(self, statements: Iterable[Iterable[str]], rarity: Rarity) -> None:
        self._rarity = rarity
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, found in enumerate(statements):
            for pair in found:
                self._places[pair].append(place)

    def shared(self, found: Iterable[str]) -> dict[int, float]:
        """The statements that have any of some bigrams, each with the bits that it shares."""
        bits: dict[int, float] = defaultdict(float)
        for pair in sorted(found):
            told = self._rarity.bits((pair,))
            for place in self._places.get(pair, ()):
                bits[place] += told
        return bits


@cache
def _converter() -> Callable[[str], str]:
    """OpenCC's traditional to simplified conversion, loaded when a text needs it."""
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert
