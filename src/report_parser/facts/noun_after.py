"""The noun right behind a number: 惠及 310 万户【家庭】, 完成 114 宗 872 亩【边角地】整治."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from report_parser.digits import ONE_TO_NINE
from report_parser.document import Clause, Document, Numeral
from report_parser.rules import Rules
from report_parser.words.hedges import hedges_of
from report_parser.words.lexicon import lexicon
from report_parser.words.modifiers import is_bare_modifier
from report_parser.words.noun_phrases import cutter
from report_parser.words.patterns import any_of

_PHRASE_BEHIND = r"(?:钱)?(?P<of>的)?(?P<phrase>(?:“[^”]*”|《[^》]*》|（[^）]*）|[^，。；：、！？\n“（）《])*)"
# What is counted in these units may be tasks; in others it is what they are about: 3万亩造林|任务.
_TASK, _TASK_UNITS = "任务", ("项", "个", "条", "件", "类")
_BRACKET = regex.compile(r"（[^）]*）")
_AND = "和及与"
_DIGIT = regex.compile(rf"[\d{ONE_TO_NINE}十百千万亿]")


@dataclass(frozen=True, slots=True)
class _Words:
    """What may stand behind a number, by the words of one rule set.

    `areas` are places in a row (27个|省、自治区、直辖市|工业效益好于上年), `described` is what only describes a thing
    (十四个|实力雄厚、布局合理的工业基地).
    """

    phrase: regex.Pattern[str]
    tails: tuple[str, ...]
    parting: frozenset[str]
    attributive: tuple[str, ...]
    everywhere: tuple[str, ...]
    areas: regex.Pattern[str]
    described: regex.Pattern[str]


@lru_cache(maxsize=8)
def _words(rules: Rules) -> _Words:
    words, hedges = rules.facts, hedges_of(rules)
    area = rf"(?:{any_of(words.areas)})(?![级域委长内外情])"
    kind = rf"[^，。；：！？、\n]{{1,12}}?(?:{any_of(words.attributive)})"
    return _Words(
        phrase=regex.compile(rf"{hedges.behind}?{_PHRASE_BEHIND}"),
        tails=(*hedges.after, *words.tails, *words.rise_nouns, *words.fall_nouns),
        parting=frozenset(words.parting),
        attributive=tuple(words.attributive),
        everywhere=tuple(words.everywhere),
        areas=regex.compile(rf"{area}(?:[、和及]{area})+"),
        described=regex.compile(rf"{kind}(?:(?:、|而)?{kind})+的(?=\p{{Han}})"),
    )


class NounBehind:
    """Finds the nouns behind the numbers of one document."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._doc = doc
        self._text = doc.text
        self._rules = rules
        self._cut = cutter(rules)
        self._words = _words(rules)
        words = lexicon(rules)
        self._verbs, self._causative, self._nominal = words.verbs, words.causative, words.nominal

    def find(self, clause: Clause, last: Numeral, row: list[int]) -> tuple[int, int]:
        """The span of the noun behind `last`, the last number of `row`; empty where there is none."""
        span = self._stretch(clause, last, row)
        if span is None:
            return 0, 0
        start, end = self._described_thing(*span)
        end = self._before_particle(start, end)
        if start <= clause.action_start < end and clause.action_start < clause.action_end:
            end = self._without_last_verb(start, clause.action_start)
        if clause.subject_start <= start < clause.subject_end:
            end = min(end, clause.subject_end)
        end = self._noun_end(start, end)
        if clause.action in self._causative:
            end = self._before_verb(start, end)
        areas = self._words.areas.match(self._text, start, clause.end)
        end = areas.end() if areas is not None else end
        end = self._cut_back(start, end, last)
        noun = self._text[start:end].rstrip(_AND)
        return (0, 0) if not noun or self._cut.is_tail(noun) else (start, start + len(noun))

    def _cut_back(self, start: int, end: int, last: Numeral) -> int:
        """Where a noun ends before what leads on to a verb: 5个指标|全国领先; counted tasks stay: 21项任务|全面…."""
        stop = self._cut.back(self._text, start, end, self._doc.word_starts)
        stop -= next((len(place) for place in self._words.everywhere if self._text.endswith(place, start + 2, stop)), 0)
        counted = last.quantity is not None and last.quantity.unit in _TASK_UNITS
        return stop + len(_TASK) if counted and self._text.startswith(_TASK, stop, end) else stop

    def _stretch(self, clause: Clause, last: Numeral, row: list[int]) -> tuple[int, int] | None:
        """What stands behind a number up to a mark or the next number; a number right behind it is passed over."""
        numerals = self._doc.numerals
        at, end = last.end, clause.end
        for index in range(row[-1] + 1, len(numerals)):
            following = numerals[index]
            if following.start >= clause.end:
                break
            if following.type in ("fact", "baseline"):
                if following.start != at:
                    end = min(end, following.start)
                    break
                at = following.end
        match = self._words.phrase.match(self._text, at, end)
        if match is None or not match["phrase"] or (match["of"] and match["phrase"].startswith(self._words.tails)):
            return None
        first = match.start("phrase")
        if self._text[first] in "对为" and self._doc.word_starts[first + 1]:
            return None  # 投入8万元|对渠道进行清淤
        if _BRACKET.fullmatch(match["phrase"]):
            return None  # 一百亿元（按不变价格计算）
        return match.start("phrase"), self._behind_modifiers(*match.span("phrase"), end)

    def _behind_modifiers(self, start: int, end: int, last: int) -> int:
        """Where a noun ends that modifiers stand before, parted by marks: 15个|高频、便民服务事项."""
        while end < last and self._text[end] == "、" and is_bare_modifier(self._text[start:end], self._rules):
            noun = self._words.phrase.match(self._text, end + 1, last)
            if noun is None or len(noun["phrase"]) < end - start + 2:
                break
            start, end = end + 1, noun.end("phrase")
        return end

    def _described_thing(self, start: int, end: int) -> tuple[int, int]:
        """The thing behind what only describes it: 十四个实力雄厚的|工业基地."""
        described = self._words.described.match(self._text, start)
        thing = self._words.phrase.match(self._text, described.end()) if described is not None else None
        return thing.span("phrase") if thing is not None and thing["phrase"] else (start, end)

    def _before_particle(self, start: int, end: int) -> int:
        """Where a noun ends whose verb has a 了: 三分之二的村|通了公路, and nothing of 2764人|避免了风险."""
        done = self._text.find("了", start + 2, end)
        if done > 0 and self._doc.word_starts[done]:
            return max(start, self._doc.word_starts.rfind(1, start + 1, done))
        return end

    def _noun_end(self, start: int, end: int) -> int:
        """Where the noun behind a number ends: 试点县【的支持力度】, but not inside 达到二级水平的中心."""
        of = self._text.find("的", start + 1, end)
        if (
            0 < of - start <= 6
            and not self._text.endswith(self._words.attributive, start, of)
            and not self._verbs.longest(self._text, start, of)
            and not _DIGIT.search(self._text, start, of)
        ):
            return of
        # 八亿农民|对党更加信赖: the noun ends where a preposition begins what is said of it.
        starts = self._doc.word_starts
        for at in range(start + 2, end - 1):
            if self._text[at] in self._words.parting and starts[at] and starts[at + 1]:
                made = self._verbs.longest_before(self._text, start + 2, at) if self._text[at] == "为" else 0
                return at - made if starts[at - made] else at  # 6所幼儿园|打造|为
        return end

    def _without_last_verb(self, start: int, end: int) -> int:
        """Where a noun ends whose clause goes on in two verbs, or with an agent: 10 个园区【启动】建设."""
        starts = self._doc.word_starts
        agent = self._text.find("由", start + 2, end)
        if agent > 0 and starts[agent] and starts[agent + 1]:
            return agent
        at = end - 2
        if at - start >= 2 and starts[at] and self._verbs.longest(self._text, at, end) == 2:
            return end if self._text[at:end] in self._nominal else at
        return end

    def _before_verb(self, start: int, end: int) -> int:
        """Where a noun ends that has a verb of its own behind it: 支持 14 个潜力地区【发展特色产业】."""
        starts = self._doc.word_starts
        for at in range(start + 2, end - 2):
            if starts[at] and self._verbs.longest(self._text, at, end) >= 2:
                return at
        return end
