"""The words of `words.txt` by what they are asked for, made ready for looking up at a place in a text."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from report_parser.digits import ONE_TO_NINE
from report_parser.rules import Rules
from report_parser.words.hedges import hedges_of
from report_parser.words.patterns import any_of

# What stands in quotes or brackets is one piece of a clause.
BRACKETED = re.compile(r"“[^”\n]*”|《[^》\n]*》|（[^）\n]*）|\([^)\n]*\)")

# 过 opens a noun in 过高的支出, 过紧日子 and is part of the verb in 有过发展.
TOO = re.compile("过(?=[高低多少大小快慢急早迟热剩程渡往去紧境户于度])")

# The verb 建 with what kind of building it is: 新（续）建, 新改（扩）建, 改扩建, 新建改扩建, 新建和改造.
BUILD = re.compile(
    r"(?:[新改扩续迁重]、?|（[新改扩续迁、]{1,5}）){1,4}建(?:成|设)?(?:[和及、]?(?:改扩建|改建|扩建|改造|续建))*"
)


class Finder:
    """Finds the longest word of a list at a place of a text: 建成投产 before 建成.

    Words are reached through their two outer characters, as nearly every place is a miss and two characters tell
    so. `firsts` holds the characters that a word begins with, for a look before the search.
    """

    __slots__ = ("_ending", "_starting", "firsts", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self.firsts = frozenset(word[0] for word in self.words)
        self._starting = _lengths((word[:2], len(word)) for word in self.words)
        self._ending: Mapping[str, tuple[int, ...]] | None = None  # made when first asked for: by few lists

    def longest(self, text: str, start: int, end: int) -> int:
        """The length of the longest word that starts at `start` and ends by `end`, 0 for none."""
        if start >= end or text[start] not in self.firsts:
            return 0
        for length in self._starting.get(text[start : start + 2], ()):
            if start + length <= end and text[start : start + length] in self.words:
                return length
        return 1 if text[start] in self.words else 0

    def every(self, text: str, start: int, end: int) -> list[int]:
        """The lengths of all words of two characters and more that start at `start` and end by `end`."""
        lengths = self._starting.get(text[start : start + 2], ())
        return [n for n in lengths if start + n <= end and text[start : start + n] in self.words]

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The spans of the words within `start`..`end`, none over another; the longest of those at a place."""
        at = start
        while at < end:
            length = self.longest(text, at, end)
            if length:
                yield at, at + length
            at += length or 1

    def longest_before(self, text: str, start: int, end: int) -> int:
        """The length of the longest word that ends at `end` and starts from `start` on, 0 for none."""
        if start >= end:
            return 0
        if self._ending is None:
            self._ending = _lengths((word[-2:], len(word)) for word in self.words)
        for length in self._ending.get(text[end - 2 : end], ()):
            if end - length >= start and text[end - length : end] in self.words:
                return length
        return 1 if text[end - 1] in self.words else 0


def _lengths(words: Iterable[tuple[str, int]]) -> Mapping[str, tuple[int, ...]]:
    """The lengths of words, longest first, by two characters that they begin or end with."""
    lengths: dict[str, tuple[int, ...]] = {}
    for pair, length in words:
        known = lengths.get(pair)
        if known is None:
            lengths[pair] = (length,)
        elif length not in known:
            lengths[pair] = tuple(sorted((*known, length), reverse=True))
    return lengths


def _before(words: Iterable[str]) -> str:
    """The same, where `任务|艰巨` is 任务 before 艰巨."""
    parted = [word.partition("|") for word in words]
    return "|".join(f"{re.escape(word)}(?={re.escape(after)})" for word, _, after in parted) or "(?!)"


def _opening(pattern: str) -> frozenset[str]:
    """The characters that what a pattern fits can begin with, of those that it names and the digits."""
    begins = regex.compile(pattern)
    return frozenset(char for char in {*pattern, *string.digits} if begins.match(char, partial=True))


@dataclass(frozen=True, eq=False, slots=True)
class Lexicon:
    """The words of `words.txt` by feature, compiled.

    Whatever `adjunct` matches has one of `adjunct_edges` at its head, or at its end. `marking` and `governing` hold the
    features that a row of `clauses.constructions` can ask for: of a word anywhere in the clause, and of the verb at its
    head. `hedges` may stand between an object and its number, `leading_on` between a verb and its number.
    """

    verbs: Finder
    inner: Finder
    predicates: Finder
    states: frozenset[str]
    measures: Finder
    fields: Finder
    figures: tuple[str, ...]
    hedges: Finder
    leading_on: Finder
    hedging: frozenset[str]
    sized: re.Pattern[str]
    achieving: re.Pattern[str]
    attaining: re.Pattern[str]
    becoming: frozenset[str]
    linking: frozenset[str]
    relational: frozenset[str]
    reaching: frozenset[str]
    actors: tuple[str, ...]
    general: Finder
    receptive: frozenset[str]
    mutual: Finder
    nominal: frozenset[str]
    causative: frozenset[str]
    assuring: frozenset[str]
    overriding: frozenset[str]
    adverbs: Finder
    time: re.Pattern[str]
    time_opens: frozenset[str]
    time_closes: re.Pattern[str]
    holding: frozenset[str]
    harms: frozenset[str]
    half_adverbs: frozenset[str]
    modals: frozenset[str]
    set_phrases: tuple[str, ...]
    adjectival: frozenset[str]
    openers: frozenset[str]
    pronouns: Finder
    leading: Finder
    prepositions: Finder
    patients: frozenset[str]
    carrying: tuple[str, ...]
    instrumental: frozenset[str]
    adjunct_ends: Finder
    adjunct: re.Pattern[str]
    adjunct_edges: tuple[frozenset[str], frozenset[str]]
    according: re.Pattern[str]
    disposal: re.Pattern[str]
    result_end: re.Pattern[str]
    accordances: Finder
    resuming: Finder
    aiming: Finder
    fronting: Finder
    passed: Finder
    place_end: re.Pattern[str]
    being: re.Pattern[str]
    turning: re.Pattern[str]
    copula: re.Pattern[str]
    not_copula: tuple[str, ...]
    summing: tuple[str, ...]
    extents: tuple[str, ...]
    sharing: re.Pattern[str]
    manners: Finder
    earmarking: frozenset[str]
    means: re.Pattern[str]
    employing: frozenset[str]
    giving: Finder
    stating: frozenset[str]
    totals: frozenset[str]
    prefixes: frozenset[str]
    results: frozenset[str]
    terse: frozenset[str]
    describing: frozenset[str]
    things: Finder
    heads: frozenset[str]
    marking: Mapping[str, frozenset[str]]
    governing: Mapping[str, frozenset[str]]


def word_lists(rules: Rules) -> dict[str, frozenset[str]]:
    """The words that stages look up by place, by the name of what they are looked up as."""
    turn = rules.headings.turn
    return {
        "done": frozenset(turn.done),
        "ahead": frozenset(turn.ahead),
        "cue": frozenset(word for cue in rules.cues.cue for word in (*cue.words, *cue.pseudo)),
        "topic": frozenset((*rules.topics.none, *(cue for topic in rules.topics.topic for cue in topic.cues))),
    }


@lru_cache(maxsize=8)
def lexicon(rules: Rules) -> Lexicon:
    """The compiled lists of these rules, once per rules."""
    words = rules.words
    prepositions, hedges = set(words.preposition), hedges_of(rules)
    verbs = {*words.verb, *words.causative, *words.relational, *(set(words.linking) - set(words.adverb))} - prepositions
    ends, time = any_of(words.adjunct_end), rules.times.phrases("adverb")
    return Lexicon(
        verbs=Finder(verbs),
        inner=Finder({*verbs, *words.linking, *words.receptive, *words.predicate} - prepositions),
        predicates=Finder(words.predicate),
        states=frozenset(words.state),
        measures=Finder(words.measure),
        fields=Finder(rules.facts.rank_scopes),
        figures=tuple(words.figure),
        hedges=Finder({*hedges.bare, *words.hedge}),
        leading_on=Finder({*hedges.bare, *(set(words.hedge) - prepositions), *rules.facts.to}),
        hedging=frozenset(hedges.before),
        sized=re.compile(rf"{any_of(words.sizing)}为?{any_of({*hedges.bare, *words.hedge})}*"),
        achieving=re.compile(
            rf"{any_of(words.achieving)}(?:{any_of(words.achieving_how)}的?)*{any_of(words.achieved)}$"
        ),
        attaining=re.compile(rf"({any_of(words.achieving)})(?:{any_of(words.achieving_how)}的?)+[^、，的\d]{{1,4}}$"),
        becoming=frozenset(words.achieving),
        linking=frozenset(words.linking),
        relational=frozenset(words.relational),
        reaching=frozenset(words.reaching),
        actors=tuple(words.actor),
        general=Finder(words.general),
        receptive=frozenset({*words.receptive, *words.relational}),
        mutual=Finder(words.mutual),
        nominal=frozenset(words.nominal),
        causative=frozenset(words.causative),
        assuring=frozenset(words.assuring),
        overriding=frozenset(word for word in words.measure if word in words.predicate),
        adverbs=Finder(words.adverb),
        time=re.compile(time),
        time_opens=_opening(time),
        time_closes=re.compile(rules.times.phrases("closing")),
        holding=frozenset(words.holding),
        harms=frozenset(words.harm),
        half_adverbs=frozenset(words.half_adverb),
        modals=frozenset(words.modal),
        set_phrases=tuple(words.set_phrase),
        adjectival=frozenset(words.adjectival),
        openers=frozenset(words.opener),
        pronouns=Finder(words.pronoun),
        leading=Finder({*words.adverb, *words.opener}),
        prepositions=Finder(prepositions),
        patients=frozenset(words.patient),
        carrying=tuple(words.carrying),
        instrumental=frozenset(words.instrumental),
        adjunct_ends=Finder(words.adjunct_end),
        adjunct=re.compile(
            rf"{any_of(words.adjunct)}[^，]*"
            r"|[^，]*?"
            rf"(?:{ends}|[\d{ONE_TO_NINE}十零〇两几多本当上下去今明每这些近][年月日])(?<!以[上下])(?<!低下)"
            rf"|{time}|以[^，]+为[^，的]+|以[^，]+之[^，]{{1,2}}"
        ),
        adjunct_edges=(
            frozenset(word[0] for word in words.adjunct) | {"以"},
            frozenset(word[-1] for word in words.adjunct_end) | frozenset(filter(str.isalpha, time)),
        ),
        according=re.compile(any_of(words.according)),
        disposal=re.compile(
            r"[^，在]{0,8}?(把)(?![握关守脉柄])(?![^，]+(?:时|后|前|同时|期间|时期|基础上|前提下|情况下)$)"
        ),
        result_end=re.compile(rf"{any_of(words.result_end)}$"),
        accordances=Finder(words.accordance),
        resuming=Finder(words.resuming),
        aiming=Finder(words.aiming),
        fronting=Finder(words.fronting),
        passed=Finder(words.passed),
        place_end=re.compile(any_of(words.place_end)),
        being=re.compile(any_of(words.being)),
        turning=re.compile(_before(words.turning)),
        copula=re.compile(rf"{any_of(words.copula_adverb)}?(是)"),
        not_copula=tuple(words.not_copula),
        summing=tuple(words.summing),
        extents=tuple(words.extent),
        sharing=re.compile(any_of(words.sharing)),
        manners=Finder(words.manner),
        earmarking=frozenset(words.earmarking),
        means=re.compile(any_of(words.means)),
        employing=frozenset(words.employing),
        giving=Finder(words.giving),
        stating=frozenset(words.stating),
        totals=frozenset(words.total),
        prefixes=frozenset(words.prefix),
        results=frozenset(words.result),
        terse=frozenset(words.terse),
        describing=frozenset(words.describing),
        heads=frozenset(words.head) - frozenset(words.causative),
        marking={
            "achieving": frozenset(words.achieving),
            "according": frozenset(words.according),
            "earmarking": frozenset(words.earmarking),
            "extent": frozenset(words.extent),
            "fronting": frozenset(words.fronting),
            "result_end": frozenset(words.result_end),
            "stating": frozenset(words.stating),
            "turning": frozenset(word.partition("|")[0] for word in words.turning),
        },
        governing={
            "relational": frozenset(words.relational),
            "employing": frozenset(words.employing),
            "earmarking": frozenset(words.earmarking),
            "assuring": frozenset(words.assuring),
            "causative": frozenset(words.causative),
            "nominal": frozenset(words.nominal),
        },
        things=Finder(
            {
                *words.head,
                *words.class_,
                *words.scope,
                *words.noun,
                *(noun for nouns in words.type.values() for noun in nouns),
            }
            - {*words.predicate}
        ),
    )
