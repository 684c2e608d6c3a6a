"""The ledger: every numeral of a document once, with its type and the rule that decided it.

`find_numerals` types a numeral by itself; this stage adds what only a pair of them shows: the starting
value of a change (从17.9%提升至22.7%) is the `baseline` of the value reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from report_parser.document import Document, Numeral
from report_parser.numbers.find import find_numerals
from report_parser.rules import Rules
from report_parser.words.patterns import any_of

_FROM = re.compile(r"[从由自](?:[^，。；、\n]{0,12})$")
_THAN = re.compile(r"[比较](?:[^，。；、\n]{0,12}的)$")
# A compared level with its noun behind it: 比五年计划原定1957年的|3856亿斤|的水平超过133亿斤.
_THAN_LEVEL = re.compile(r"[比较](?:[^，。；、\n]{0,14})$")
# What a plan builds on, and what it builds: 在上年增长8%|的基础上再增长|6%.
_ON = re.compile(r"在(?:[^，。；、\n]{0,14})$")
_JOINT = re.compile(r"[、和与及:∶]|以及")
REACH = 24
WINDOW = 14


@cache
def _change(rules: Rules) -> re.Pattern[str]:
    """What leads from a starting value to the reached one: 分别提高到, 增加到1956年的, 到."""
    verbs = any_of(rules.numerals.change_verbs)
    return re.compile(rf"[^。；\n]{{0,10}}?(?:{verbs}[^，。；、\n]{{0,3}}?)?[到至为成达][^，。；、\n]{{0,10}}$")


def _against(rules: Rules) -> str:
    """The verbs of a change against a compared value, as a pattern: 增加, 又高, 超过."""
    verbs = any_of((*rules.numerals.change_verbs, *rules.facts.rise_against, *rules.facts.fall_against))
    return f"(?:又|还|再|将)?{verbs}"


@cache
def _rise(rules: Rules) -> re.Pattern[str]:
    """What leads from a compared value to the change against it: 比上年的5万吨增加2万吨."""
    return re.compile(rf"{_against(rules)}[出了]?$")


@cache
def _beyond(rules: Rules) -> re.Pattern[str]:
    """What leads from a compared level to the distance from it: 的水平超过, 的指标增加."""
    return re.compile(rf"的[^，。；、\n]{{1,4}}?{_against(rules)}了?$")


@cache
def _built(rules: Rules) -> re.Pattern[str]:
    """What leads from a value that something builds on to the change of it: 的基础上再增长."""
    verbs = any_of(rules.numerals.change_verbs)
    return re.compile(
        rf"[^，。；、\n]{{0,6}}?(?:基础|基数|水平)(?:之)?上[^，。；、\n]{{0,4}}?{verbs}[^，。；、\n]{{0,3}}$"
    )


def ledger(doc: Document, rules: Rules) -> Document:
    """`doc` with `numerals` filled, in text order and apart."""
    numerals = mark_baselines(doc.text, find_numerals(doc.text, rules), rules)
    apart = [(entry.start, entry.end, "definition") for entry in doc.definitions]
    apart += [(start, end, "silent") for start, end in doc.silent]
    apart += [(part.start, part.end, "boilerplate") for part in doc.sections if part.kind == "boilerplate"]
    return replace(doc, numerals=tuple(_outside(apart, numerals)) if apart else numerals)


def _outside(apart: Sequence[tuple[int, int, str]], numerals: Iterable[Numeral]) -> Iterator[Numeral]:
    """`numerals` with those of what is `apart` from the report measuring nothing.

    So is what explains a term (“1530”工程：即1位名校长带领10位名师…), what a site says of itself (浏览次数：3652次),
    and what a line says that is no statement.
    """
    for numeral in numerals:
        rule = next((rule for start, end, rule in apart if start <= numeral.start < end), None)
        measures = numeral.type in ("fact", "baseline", "threshold")
        yield Numeral(numeral.start, numeral.end, "optional", rule) if rule and measures else numeral


def mark_baselines(text: str, numerals: tuple[Numeral, ...], rules: Rules) -> tuple[Numeral, ...]:
    """`numerals` with each starting value of a change turned into the `baseline` of the value reached.

    从A、B分别提高到C、D pairs A with C and B with D.
    """
    marked = list(numerals)
    measured = [index for index, numeral in enumerate(numerals) if numeral.type == "fact"]
    reached: set[int] = set()
    place = 0
    while place + 1 < len(measured):
        if measured[place] in reached:
            place += 1
            continue
        first = numerals[measured[place]]
        before = text[max(0, first.start - WINDOW) : first.start]
        if _FROM.search(before):
            change = _change(rules)
        elif _THAN.search(before):
            change = _rise(rules)
        elif _THAN_LEVEL.search(before):
            change = _beyond(rules)
        elif _ON.search(before):
            change = _built(rules)
        else:
            place += 1
            continue
        sources = _coordinated(text, numerals, measured, place)
        targets = _coordinated(text, numerals, measured, place + len(sources))
        gap = (numerals[sources[-1]].end, numerals[targets[0]].start) if targets else (0, REACH + 1)
        if gap[1] - gap[0] <= REACH and change.fullmatch(text[gap[0] : gap[1]]):
            for source, target in zip(sources, targets, strict=False):
                marked[source] = numerals[source]._replace(type="baseline", rule="baseline.change", baseline_of=target)
            reached.update(targets[: len(sources)])
        place += max(1, len(sources))
    return tuple(marked)


def _coordinated(text: str, numerals: tuple[Numeral, ...], measured: list[int], place: int) -> list[int]:
    """The ledger indices of the facts that stand side by side from `place` on: A、B和C."""
    if place >= len(measured):
        return []
    group = [measured[place]]
    for index in measured[place + 1 :]:
        gap = text[numerals[group[-1]].end : numerals[index].start]
        if len(gap) > 2 or not _JOINT.fullmatch(gap):
            break
        group.append(index)
    return group
