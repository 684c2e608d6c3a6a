"""Coordination: what each of several coordinated phrases says in full, by pointing at pieces of the text.

水、土壤污染防治 -> 水|污染防治, 土壤污染防治; 城镇和农村居民收入, for two numbers -> 城镇|居民收入, 农村居民收入.
`SHARING` holds the ways in which objects share what is written once. `distribute` divides a coordination among several
numbers, whose count is evidence of its own: there `MEASURED` tells what the last item carries for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from report_parser.digits import ONE_TO_NINE
from report_parser.document import ObjectType, Pieces
from report_parser.rules import Rules
from report_parser.words.lexicon import Finder
from report_parser.words.patterns import any_of
from report_parser.words.pieces import Phrase

_QUOTED = r"“[^”]*”|《[^》]*》|（[^）]*）"
# A quote that another one follows ends an item as 、 does: “甲”|“乙”.
_ITEMS = regex.compile(rf"(?:{_QUOTED}(?!“)|[^、“])*“[^”]*”(?=“)|(?:{_QUOTED}|[^、])+")
_ITEMS_AND = regex.compile(rf"(?:{_QUOTED}|[^、和与及暨])+")
_NUMERAL = rf"[{ONE_TO_NINE}十\d]+"
_NUMBER = re.compile(_NUMERAL)
_ORDINAL = re.compile(rf"第{_NUMERAL}(?:（[^）]*）)?")
# A part of a works by its number: 一期, 2号.
_PART = re.compile(rf"{_NUMERAL}[期号]")
# Where a code would be cut in two: PM2|.5.
_CODE = re.compile(r"[A-Z\d.][.\d]")
_HANZI = re.compile("[\u4e00-\u9fff]")
# Types of things that are built: named in full, one of them lacks no other.
_BUILT: tuple[ObjectType, ...] = ("project", "facility", "place")
# Nouns for a share, which each item of a list has.
_SHARES = ("占比", "比重")
# A head of one character is the end of one of so many: 投诉|量; most have a deed of two before it.
_LONGEST_HEAD, _DEED = 5, 2


@dataclass(frozen=True, eq=False, slots=True)
class SharingWords:
    """The lists that tell what may be shared, compiled."""

    head_ends: Finder
    heads: frozenset[str]
    classes: frozenset[str]
    faculties: Finder
    head_words: Finder
    things: Finder
    deeds: frozenset[str]
    verbs: frozenset[str]
    sites: frozenset[str]
    measured: tuple[str, ...]
    partitive: tuple[str, ...]
    ways: re.Pattern[str]
    kinds: frozenset[str]


@lru_cache(maxsize=8)
def sharing_words(rules: Rules) -> SharingWords:
    """The compiled lists of these rules, once per rules."""
    words = rules.words
    deeds = frozenset(word for word in (*words.verb, *words.general) if len(word) == 2) - frozenset(words.noun)
    built = (word for kind in _BUILT for word in words.type.get(kind, ()))
    return SharingWords(
        head_ends=Finder(words.head),
        heads=frozenset(words.head),
        classes=frozenset((*words.class_, *words.noun)),
        faculties=Finder(words.faculty),
        head_words=Finder((*words.head, *words.class_, *words.noun, *rules.facts.heads, *deeds)),
        things=Finder(built),
        deeds=deeds,
        verbs=(frozenset(word for word in words.verb if len(word) > 1) - frozenset(words.nominal)).union(words.holding)
        - frozenset(words.head),
        sites=frozenset(words.site),
        measured=tuple(sorted(rules.facts.heads, key=len, reverse=True)),
        partitive=rules.facts.partitive,
        ways=re.compile(any_of(words.way)),
        kinds=frozenset(words.kind),
    )


class Coordination(NamedTuple):
    """Two or more coordinated items as they are written, with the word boundaries inside each."""

    items: tuple[Phrase, ...]
    breaks: tuple[tuple[int, ...], ...]
    words: SharingWords

    def to_all(self, at: int) -> list[Phrase]:
        """The items with what stands behind `at` in the last of them given back to the others."""
        head = self.items[-1].part(at)
        return [*(item + head for item in self.items[:-1]), self.items[-1]]

    def lacks(self, at: int) -> bool:
        """Whether the others can lack what stands behind `at` in the last item.

        Things that are built and named in full lack no other thing: 人民广场、绿野家居|商城. What is done to them they
        may share: 学校、医院|改造工程.
        """
        head = self.items[-1].name[at:]
        if head[:2] in self.words.deeds or not _ends_in(self.words.things, head):
            return True
        return not any(_ends_in(self.words.things, item.name) for item in self.items[:-1])

    def from_first(self, modifier: Phrase) -> list[Phrase]:
        """The items with a modifier that the first of them has given back to the others."""
        return [self.items[0], *(modifier + item for item in self.items[1:])]


def _ends_in(words: Finder, name: str) -> bool:
    return words.longest_before(name, 0, len(name)) > 0


def _without(words: Finder, name: str) -> int:
    """Where the longest of the words begins that a name ends in; its end without one."""
    return len(name) - words.longest_before(name, 0, len(name))


class Sharing(NamedTuple):
    """One way for coordinated items to share words: its name, an example, a near miss, its reader.

    A reader says None where the items share nothing in this way. The first that does not, decides.
    """

    name: str
    example: str
    near_miss: str
    read: Callable[[Coordination], Sequence[Phrase] | None]


def boundaries(phrase: Phrase, words: bytes) -> tuple[int, ...]:
    """Where words begin inside a phrase, as places of its name."""
    found = []
    at = 0
    for start, end in phrase.pieces:
        place = words.find(1, start if at else start + 1, end)
        while place >= 0:
            found.append(at + place - start)
            place = words.find(1, place + 1, end)
        at += end - start
    if _CODE.search(phrase.name) is not None:
        found = [place for place in found if not _CODE.match(phrase.name, place - 1)]
    return tuple(found)


def begins_with_verb(item: Phrase, breaks: Sequence[int], words: SharingWords) -> bool:
    """Whether an item begins with a verb that governs it: 保持|平稳发展, not 改善|性住房需求."""
    return any(item.name[:at] in words.verbs and item.name[at] not in "性型式化" for at in breaks)


def _modifier_with_de(c: Coordination) -> list[Phrase] | None:
    first = c.items[0]
    at = first.name.rfind("的") + 1
    if at <= 2:
        return None
    alike = all("的" not in item.name and abs(len(item) - (len(first) - at)) <= 1 for item in c.items[1:])
    return c.from_first(first.part(0, at)) if alike else None


def _verb_of_its_own(c: Coordination) -> Sequence[Phrase] | None:
    verbal = (begins_with_verb(item, inside, c.words) for item, inside in zip(c.items, c.breaks, strict=True))
    return c.items if not next(verbal) and any(verbal) else None


def _deeds_done_to_one(c: Coordination) -> list[Phrase] | None:
    first, last, deeds = c.items[0], c.items[-1], c.words.deeds
    if len(first) < 4 or len(first) - 2 not in c.breaks[0] or first.name[-2:] not in deeds:
        return None
    head = _without(c.words.faculties, last.name)
    # 创新能力 may be one word, and is two here all the same.
    apart = head in c.breaks[-1] or last.name[:head] in deeds
    shared = last.part(head if apart else len(last))
    if shared and any(item.name.endswith(shared.name) for item in c.items[:-1]):
        return None
    restored = [first + shared]
    for deed in (*c.items[1:-1], last.part(0, len(last) - len(shared))):
        known = len(deed) in (2, 4) and all(deed.name[at : at + 2] in deeds for at in range(0, len(deed), 2))
        if not known and not shared:
            return None
        own = len(first) - len(deed)
        stem = first.part(0, own if own >= 2 and own in c.breaks[0] else len(first) - 2) if known else first.part(0, 0)
        restored.append(stem + deed + shared)
    return restored


def _ordinals(c: Coordination) -> list[Phrase] | None:
    last = c.items[-1]
    own = _ORDINAL.match(last.name)
    if own is None or own.end() == len(last) or not all(_ORDINAL.fullmatch(item.name) for item in c.items[:-1]):
        return None
    return c.to_all(own.end())


def _parts_of_one_works(c: Coordination) -> list[Phrase] | None:
    first, last = c.items[0], c.items[-1]
    part = _PART.match(last.name)
    if part is None or part.end() == len(last):
        return None
    ends = [_PART.search(item.name, max(0, len(item) - 3)) for item in c.items[:-1]]
    if not all(found is not None and found.end() == len(item) for found, item in zip(ends, c.items[:-1], strict=True)):
        return None
    name = first.part(0, ends[0].start() if ends[0] is not None else 0)
    whole = [name + item if _PART.fullmatch(item.name) else item for item in c.items]
    return [*(item + last.part(part.end()) for item in whole[:-1]), name + last]


def _parallel(c: Coordination) -> list[Phrase] | None:
    first, last = c.items[0], c.items[-1]
    if first.name[-2:] not in last.name:
        return None
    for length in (4, 3, 2):
        ending = first.name[-length:]
        stem = len(first) - length
        if stem < 1 or any(not item.name.endswith(ending) for item in c.items[:-1]):
            continue
        for at in c.breaks[-1]:
            if last.name.count("“", at) != last.name.count("”", at):
                continue  # 新一轮“双高计划|”
            if at >= length + 1 and last.name[at - length : at] == ending and abs(at - length - stem) <= 3:
                return c.to_all(at)
    return None


def _modifier_of_first(c: Coordination) -> list[Phrase] | None:
    first, last = c.items[0], c.items[-1]
    head = _without(c.words.head_ends, first.name)
    if head == len(first) or len(first) < len(last) + 2:
        return None
    headed = last.name in c.words.heads and all(len(item) <= 4 for item in c.items[1:])
    short = headed or all(len(item) <= 2 for item in c.items[1:])
    return c.from_first(first.part(0, head)) if short else None


def _deed_done_to_all(c: Coordination) -> list[Phrase] | None:
    last, sizes = c.items[-1], set(map(len, c.items[:-1]))
    size = sizes.pop()
    if sizes or size < 3 or size not in c.breaks[-1] or not size + 2 <= len(last) <= size + 6 or "的" in last.name:
        return None
    alike = all(item.name[size - 2 : size] in c.words.classes for item in c.items)
    done = any(item.name.endswith((last.name[-2:], "工作")) for item in c.items[:-1])
    return c.to_all(size) if alike and not done and last.name[-2:] in c.words.deeds else None


def _deed_done_to_things(c: Coordination) -> list[Phrase] | None:
    last = c.items[-1]
    for length in (4, 2):
        deed, at = last.name[-length:], len(last) - length
        known = all(deed[place : place + 2] in c.words.deeds for place in range(0, length, 2))
        if (
            known
            and at in c.breaks[-1]
            and _ends_in(c.words.things, last.name[:at])
            and not c.words.ways.search(last.name)
        ):
            return c.to_all(at) if all(_is_thing_built(item.name, c.words) for item in c.items[:-1]) else None
    return None


def _is_thing_built(name: str, words: SharingWords) -> bool:
    """Whether a name is that of a thing, and neither of what is done to one nor of a place that tells where it is."""
    return _ends_in(words.things, name) and name[-2:] not in words.deeds and name[-1] not in words.sites


def _head_on_each(c: Coordination) -> Sequence[Phrase] | None:
    ending = c.items[-1].name[-2:]
    return c.items if any(item.name[-2:] == ending for item in c.items[:-1]) else None


def _quoted(c: Coordination) -> list[Phrase] | None:
    last = c.items[-1].name
    at = last.find("”") + 1
    quoted = last[0] == "“" and all(item.name[0] == "“" and item.name[-1] == "”" for item in c.items[:-1])
    return c.to_all(at) if quoted and 0 < at < len(last) else None


def _head_of_last(c: Coordination) -> list[Phrase] | None:
    others, last = c.items[:-1], c.items[-1]
    head = _without(c.words.head_ends, last.name)
    if head == len(last) or len(last) < max(map(len, others)) + 2:
        return None
    if any(_ends_in(c.words.head_ends, item.name) for item in others):
        return None
    # The others stand for what is as long as they are, up to the beginning of a word.
    mean = max(2, round(sum(map(len, others)) / len(others)))
    inner = [at for at in _long_words(c.breaks[-1], last) if at <= head]
    de = last.name.find("的", 2, head)
    alike = [at for at in inner if abs(at - mean) <= (0 if de > 0 else 1)]
    if alike:
        at = min(alike, key=lambda at: (abs(at - mean), -at))
    else:
        at = de if de > 0 else next((at for at in inner if at >= mean), head)
    return c.to_all(at) if len(last) - at >= 2 and c.lacks(at) else None


def _long_words(breaks: Sequence[int], phrase: Phrase) -> list[int]:
    """Where a word of two characters or more begins inside a phrase, outside of quotes, or a 的."""
    stops = [*breaks[1:], len(phrase)]
    return [
        at
        for at, stop in zip(breaks, stops, strict=False)
        if (stop - at > 1 or phrase.name[at] == "的") and phrase.name.count("“", at) == phrase.name.count("”", at)
    ]


def _first_word_of_last(c: Coordination) -> list[Phrase] | None:
    others, last = c.items[:-1], c.items[-1]
    sizes = set(map(len, others))
    size = sizes.pop()
    if sizes or not 2 <= size <= 4 or size not in c.breaks[-1] or not size + 2 <= len(last) <= size + 8:
        return None
    if any(_ends_in(c.words.head_ends, item.name) for item in others) or not c.lacks(size):
        return None
    known = len(others) > 1 or last.name[size] == "的" or _ends_in(c.words.head_words, last.name[size:])
    return c.to_all(size) if known else None


def _qualities(c: Coordination) -> list[Phrase] | None:
    first = c.items[0]
    if len(first) <= 4 or not all(item.name[-1] == "性" for item in c.items):
        return None
    return c.from_first(first.part(0, len(first) - 3)) if all(len(item) <= 4 for item in c.items[1:]) else None


SHARING: tuple[Sharing, ...] = (
    Sharing(
        "modifier with 的",
        "增进|全市人民的信心和勇气 -> 全市人民的信心 | 全市人民的勇气",
        "建设|美丽的校园和农村物流配送网点 -> 美丽的校园 | 农村物流配送网点",
        _modifier_with_de,
    ),
    Sharing(
        "verb of its own",
        "搞好|宏观调控和保持平稳发展 -> 宏观调控 | 保持平稳发展",
        "加强|市场监管、物价监测 -> 市场监管 | 物价监测",
        _verb_of_its_own,
    ),
    Sharing(
        "deeds done to one thing",
        "加强|土壤污染管控和修复 -> 土壤污染管控 | 土壤污染修复",
        "加强|土壤污染管控和水质监测 -> 土壤污染管控 | 水质监测",
        _deeds_done_to_one,
    ),
    Sharing(
        "ordinals",
        "建设|第五、第八养老中心 -> 第五养老中心 | 第八养老中心",
        "建设|城东、第八养老中心 -> 城东养老中心 | 第八养老中心",
        _ordinals,
    ),
    Sharing(
        "parts of one works",
        "推进|引水工程一期、二期建设 -> 引水工程一期建设 | 引水工程二期建设",
        "推进|引水工程、码头二期建设 -> 引水工程建设 | 码头二期建设",
        _parts_of_one_works,
    ),
    Sharing(
        "parallel items",
        "落实|基础教育、职业教育发展规划 -> 基础教育发展规划 | 职业教育发展规划",
        "落实|基础教育、职业教育 -> 基础教育 | 职业教育",
        _parallel,
    ),
    Sharing(
        "modifier of the first",
        "改善|城乡居住环境和条件 -> 城乡居住环境 | 城乡居住条件",
        "改善|城乡居住环境和农业生产条件 -> 城乡居住环境 | 农业生产条件",
        _modifier_of_first,
    ),
    Sharing(
        "deed done to all",
        "加快|传统行业和小微企业数字化转型 -> 传统行业数字化转型 | 小微企业数字化转型",
        "扶持|传统行业和小微企业 -> 传统行业 | 小微企业",
        _deed_done_to_all,
    ),
    Sharing(
        "deed done to things",
        "启动|博物馆、图书馆、文化中心建设 -> 博物馆建设 | 图书馆建设 | 文化中心建设",
        "新建|博物馆、图书馆、文化中心 -> 博物馆 | 图书馆 | 文化中心",
        _deed_done_to_things,
    ),
    Sharing(
        "head on each",
        "建设|质量强国、制造强国、知识产权强国 -> 质量强国 | 制造强国 | 知识产权强国",
        "加强|水、土壤污染防治 -> 水污染防治 | 土壤污染防治",
        _head_on_each,
    ),
    Sharing(
        "quoted items",
        "培育|“独角兽”“瞪羚”企业 -> “独角兽”企业 | “瞪羚”企业",
        "实施|“繁星计划”、“青苗计划” -> “繁星计划” | “青苗计划”",
        _quoted,
    ),
    Sharing(
        "head of the last",
        "加强|水、土壤污染防治 -> 水污染防治 | 土壤污染防治",
        "建成|人民广场、绿野家居商城 -> 人民广场 | 绿野家居商城",
        _head_of_last,
    ),
    Sharing(
        "first word of the last",
        "办好|慈善、志愿服务事业 -> 慈善服务事业 | 志愿服务事业",
        "扶持|高雅艺术和民族文化精粹 -> 高雅艺术 | 民族文化精粹",
        _first_word_of_last,
    ),
    Sharing(
        "qualities",
        "增强|政策协同性、前瞻性 -> 政策协同性 | 政策前瞻性",
        "增强|协同性、前瞻性 -> 协同性 | 前瞻性",
        _qualities,
    ),
)


def divide(phrase: Phrase, count: int, rules: Rules) -> tuple[str, list[Phrase]] | None:
    """The `count` full phrases that a coordination stands for, with the name of the way they share their words.

    None where it does not stand for so many.
    """
    for pattern in (_ITEMS, _ITEMS_AND):
        items = tuple(phrase.part(*found.span()).stripped("的以") for found in pattern.finditer(phrase.name))
        if len(items) == count and all(items):
            return _measured(items, sharing_words(rules))
    for word, parts in rules.facts.fused.items():
        at = phrase.name.find(word) if len(parts) == count else -1
        if at >= 0:
            before, fused, after = phrase.part(0, at), phrase.part(at, at + len(word)), phrase.part(at + len(word))
            return "fused", [before + _picked(fused, part) + after for part in parts]
    return None


def distribute(text: str, pieces: Pieces, count: int, rules: Rules) -> tuple[Pieces, ...] | None:
    """The `count` full phrases that a coordination stands for; None where it does not stand for so many.

    The coordination is what `text` says in `pieces`; what is found is made of parts of these.
    """
    divided = divide(Phrase.of(text, pieces), count, rules)
    return None if divided is None else tuple(phrase.pieces for phrase in divided[1])


def with_modifier(before: Phrase, noun: Phrase, rules: Rules) -> Phrase:
    """A short noun with what it leaves to the longer one of its kind before it: 铁路新线, 复线 -> 铁路复线."""
    alike = len(noun) == 2 and len(before) > 3 and before.name != noun.name and before.name[-1] == noun.name[-1]
    return before.part(0, len(before) - 2) + noun if alike and noun.name[-1] in rules.words.kind else noun


def _picked(fused: Phrase, part: str) -> Phrase:
    """The characters of a fused word that name one of its parts: 进 and 口 of 进出口."""
    picked = Phrase("", ())
    at = 0
    for character in part:
        at = fused.name.index(character, at) + 1
        picked += fused.part(at - 1, at)
    return picked


def _measured(items: tuple[Phrase, ...], words: SharingWords) -> tuple[str, list[Phrase]]:
    """The items with what only the last one carries added to the others."""
    c = Coordination(items, (), words)
    for sharing in MEASURED:
        shared = sharing.read(c)
        if shared is not None:
            return sharing.name, list(shared)
    raise AssertionError("the last way reads anything")


def _where_missing(c: Coordination, head: Phrase) -> list[Phrase]:
    """The items with a head of the last given back to those that do not end in it."""
    return [item if item.name.endswith(head.name) else item + head for item in c.items[:-1]] + [c.items[-1]]


def _ending_in_common(c: Coordination) -> list[Phrase] | None:
    first, last = c.items[0], c.items[-1]
    for size in range(min(len(first), len(last)), 0, -1):
        ending = first.name[-size:]
        at = last.name.rfind(ending)
        if at >= 0 and (size > 1 or ending in c.words.kinds):
            return _where_missing(c, last.part(at + size))
    return None


def _whole(c: Coordination) -> Sequence[Phrase] | None:
    first = c.items[0].name
    return c.items if any(first.endswith(head) and len(first) > len(head) for head in c.words.measured) else None


def _under_one_ordinal(c: Coordination) -> list[Phrase] | None:
    first, last = c.items[0], c.items[-1]
    number = _NUMBER.match(last.name)
    if number is not None and all(_NUMBER.fullmatch(item.name) for item in c.items[:-1]):
        return c.to_all(number.end())  # 一、二、三产业增加值
    if number is None or not _ORDINAL.fullmatch(first.name):
        return None
    opening = first.part(0, 1)
    counted = [opening + item if _NUMBER.match(item.name) else item for item in c.items[1:]]
    return _where_missing(Coordination((first, *counted), (), c.words), last.part(number.end()))


def _parts_of_a_whole(c: Coordination) -> list[Phrase] | None:
    first, last = c.items[0], c.items[-1]
    own = next((modifier for modifier in c.words.partitive if last.name.startswith(modifier)), "")
    return _where_missing(c, last.part(len(own))) if own and first.name in c.words.partitive else None


def _known_head(c: Coordination) -> list[Phrase] | None:
    last = c.items[-1]
    head = next((head for head in c.words.measured if last.name.endswith(head)), "")
    at = len(last) - len(head)
    if len(head) == 1:
        at = _behind_own(c, at)
    return _where_missing(c, last.part(at)) if head else None


def _behind_own(c: Coordination, at: int) -> int:
    """Where a head of more than its last character begins: 供水、热力|投诉量, “网”“门”|办件量, 小学、初中|入学率."""
    others, last = c.items[:-1], c.items[-1].name
    if last[0] == "“" and all(item.name[-1] == "”" for item in others):
        return last.find("”") + 1
    size = max(map(len, others), default=0)
    alike = all(len(item) == size for item in others) and size > 1 and 1 < len(last) - size <= _LONGEST_HEAD
    return size if alike else max(at - _DEED, 1) if at > _DEED + 1 else at


def _one_ending(c: Coordination) -> Sequence[Phrase] | None:
    endings = {item.name[-1] for item in c.items}
    return c.items if len(endings) == 1 else None


def _equal_length(c: Coordination) -> list[Phrase] | None:
    head = c.items[-1].part(len(c.items[0]))
    return _where_missing(c, head) if len(head) > 1 and _HANZI.match(head.name) else None


def _as_they_are(c: Coordination) -> Sequence[Phrase]:
    return c.items


def _share_of_each(c: Coordination) -> list[Phrase] | None:
    last = c.items[-1].name
    head = next((head for head in _SHARES if last.endswith(head) and len(last) > len(head)), "")
    told = any(item.name.endswith(("率", "度", *_SHARES)) for item in c.items[:-1])
    return c.to_all(len(last) - len(head)) if head and not told else None


MEASURED: tuple[Sharing, ...] = (
    Sharing(
        "share of each",
        "高新技术产业产值、服务业增加值占比 -> 高新技术产业产值占比 | 服务业增加值占比",
        "城镇化率、服务业增加值占比 -> 城镇化率 | 服务业增加值占比",
        _share_of_each,
    ),
    Sharing(
        "ending in common",
        "高技术制造业、装备制造业增加值 -> 高技术制造业增加值 | 装备制造业增加值",
        "钢材、电解铜产量 -> 钢材产量 | 电解铜产量",
        _ending_in_common,
    ),
    Sharing(
        "whole items",
        "一般公共预算收入、社会消费品零售总额 -> 一般公共预算收入 | 社会消费品零售总额",
        "粮食、蔬菜产量 -> 粮食产量 | 蔬菜产量",
        _whole,
    ),
    Sharing(
        "under one ordinal",
        "第一、二、三产业增加值 -> 第一产业增加值 | 第二产业增加值 | 第三产业增加值",
        "第一、第二产业增加值 -> 第一产业增加值 | 第二产业增加值",
        _under_one_ordinal,
    ),
    Sharing(
        "ordinals",
        "第一、第二产业增加值 -> 第一产业增加值 | 第二产业增加值",
        "第一、二产业增加值 -> 第一产业增加值 | 第二产业增加值",
        _ordinals,
    ),
    Sharing(
        "parts of a whole",
        "城镇和农村居民消费支出 -> 城镇居民消费支出 | 农村居民消费支出",
        "茶叶和水果产量 -> 茶叶产量 | 水果产量",
        _parts_of_a_whole,
    ),
    Sharing(
        "known head",
        "钢材、电解铜产量 -> 钢材产量 | 电解铜产量",
        "厦门、福州机场吞吐能力 -> 厦门机场吞吐能力 | 福州机场吞吐能力",
        _known_head,
    ),
    Sharing(
        "one ending",
        "供水、农田补水 -> 供水 | 农田补水",
        "厦门、福州机场吞吐能力 -> 厦门机场吞吐能力 | 福州机场吞吐能力",
        _one_ending,
    ),
    Sharing(
        "equal length",
        "厦门、福州机场吞吐能力 -> 厦门机场吞吐能力 | 福州机场吞吐能力",
        "钢材、电解铜产量 -> 钢材产量 | 电解铜产量",
        _equal_length,
    ),
    Sharing("as they are", "PM10、PM2.5 -> PM10 | PM2.5", "茶叶、水果产量 -> 茶叶产量 | 水果产量", _as_they_are),
)
