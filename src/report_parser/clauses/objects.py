"""What a clause acts on: one object for each coordinated item, shared heads given back, amounts taken out.

稳步提高养老、工伤、医疗等待遇水平 -> 养老待遇水平, 工伤待遇水平, 医疗待遇水平;
新增泊位210个、小游园9个 -> 泊位, 小游园.

A list is read by the first of `PATTERNS` that it is built by, and a pattern only points: a name is pieces of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from report_parser.document import ObjectPhrase, ObjectType
from report_parser.rules import Rules
from report_parser.words.coordination import (
    SHARING,
    Coordination,
    Sharing,
    SharingWords,
    begins_with_verb,
    boundaries,
    sharing_words,
)
from report_parser.words.hedges import hedges_of
from report_parser.words.lexicon import TOO, Finder
from report_parser.words.patterns import any_of
from report_parser.words.pieces import Phrase

_PIECES = re.compile(
    r"“[^”\n]*”|《[^》\n]*》|（[^）\n]*）|(、|，|以及|及其(?!他|它)|和|与|及(?!以[上下])|暨|并)|(等)(?![级候同于次份量]|待(?!遇))"
)
_JOINT = re.compile(r"[、，和与及暨并等“《]")
_OTHERS = re.compile("其[他它](?=.{4})")
_COUNT = re.compile(
    r"(?:[\d一二两三四五六七八九十百千]+余?(?:[大类项个条种家所件座批]|系列)?|多[个项种重]|各[类种项])?"
)
# A class after a list, with the number of its items: 海滨、山地、河谷|三大|产业带.
_CLASS_COUNT = re.compile("(?P<count>[两三四五六七八九十])(?P<unit>[大个条类种项座年])(?=[\u4e00-\u9fff]{2})")
# What counts the items of a list in a name of its own: 名医、名院、名诊所|“三名”工程.
_NUMBERED = re.compile("“(?P<count>两(?=[个大项])|[三四五六七八九十])(?P<each>个?)[^”]+”[^、“”的]{0,8}$")
_AND = re.compile("以及|[和及、]")
# What follows a class and only measures it: 等项目605个、|总投资….
_MEASURING = re.compile("总|其中|累计|合计")
_EDGE = "的了着过，、。；："

Spans = Sequence[tuple[int, int]]
# The rule of an object that is no list.
ONE = "one thing"


@dataclass(frozen=True, eq=False, slots=True)
class ObjectLexicon:
    """The lists about objects, compiled."""

    class_end: re.Pattern[str]
    class_start: re.Pattern[str]
    scope: re.Pattern[str]
    collectives: tuple[str, ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    sized: re.Pattern[str]
    tiers: Finder
    batches: Finder
    together: re.Pattern[str]
    type_ends: Finder
    types: dict[str, ObjectType]
    sharing: SharingWords


@lru_cache(maxsize=8)
def object_lexicon(rules: Rules) -> ObjectLexicon:
    """The compiled lists of these rules, once per rules."""
    words = rules.words
    types = {noun: kind for kind, nouns in words.type.items() for noun in nouns}
    hedges = hedges_of(rules)
    return ObjectLexicon(
        class_end=re.compile(rf"{any_of(words.class_)}$"),
        class_start=re.compile(rf"(?:重点|重大|重要|主要|一批|大型|新|各类)?{any_of(words.class_)}"),
        scope=re.compile(rf"(?:重点|关键|主要|特殊|重要)?{any_of(words.scope)}"),
        collectives=words.collective,
        before=re.compile(rf"(?:{hedges.limiting}|{any_of({*hedges.bare, *words.hedge})})*$"),
        after=re.compile(rf"{any_of({*hedges.after, *words.hedge})}*"),
        sized=re.compile(rf"{any_of(words.sizing)}为?$"),
        tiers=Finder(words.tier),
        batches=Finder(words.batch),
        together=re.compile(any_of(words.together)),
        type_ends=Finder(types),
        types=types,
        sharing=sharing_words(rules),
    )


@dataclass(slots=True, eq=False)
class Listing:
    """A stretch of text that lists things: its separators (`cuts`), and its items as they are written.

    `etc` is the place of the 等 that closes the list, -1 without. `tail` is what stands behind the 等, or behind the
    number of the items, without a number; None where nothing closes the list. `counted` tells that a number of things
    stands there, which then are the class of the items. `rule` is the name of the pattern that is tried.
    """

    text: str
    start: int
    end: int
    words: bytes
    numbers: Spans
    lexicon: ObjectLexicon
    clause: bool
    within: bool
    cuts: Spans
    etc: int
    tail: Phrase | None
    counted: bool
    items: tuple[Phrase, ...]
    rule: str = ""
    coordinated: Coordination | None = None

    def coordination(self) -> Coordination:
        """Its items, ready for finding what they share; made when it is first asked for."""
        if self.coordinated is None:
            breaks = tuple([boundaries(item, self.words) for item in self.items])
            self.coordinated = Coordination(self.items, breaks, self.lexicon.sharing)
        return self.coordinated

    def whole(self) -> tuple[ObjectPhrase, ...]:
        """All of it as one thing."""
        return _one(self.text, self.start, self.end, self.numbers, self.lexicon, self.rule)

    def each(self, phrases: Iterable[Phrase]) -> tuple[ObjectPhrase, ...]:
        """One thing for each item, by the full name of each."""
        pairs = zip(phrases, self.items, strict=True)
        return tuple([_thing(phrase, item, self.lexicon, self.rule) for phrase, item in pairs])

    def head_with_de(self) -> bool:
        """Whether the last item alone has a 的: 天蓝、地绿、水清的家园."""
        if "的" not in self.items[-1].name:
            return False
        return not any("的" in item.name for item in self.items[:-1])


class Pattern(NamedTuple):
    """One way for a list to be built: its name, an example, a near miss, its reader.

    Both are a verb, the list, and the names it stands for: 提高|养老、工伤等待遇 -> 养老待遇 | 工伤待遇. A near miss
    looks alike and is read by another pattern. A reader says None where a list is not built so.
    """

    name: str
    example: str
    near_miss: str
    read: Callable[[Listing], tuple[ObjectPhrase, ...] | None]


def objects(
    text: str,
    start: int,
    end: int,
    words: bytes,
    numbers: Spans,
    lexicon: ObjectLexicon,
    *,
    clause: bool = False,
    whole: bool = False,
) -> tuple[ObjectPhrase, ...]:
    """The objects in `start`..`end`, without the quantities `numbers`.

    `clause` tells that a clause may stand there (推动|项目提速、产业提效): then 和 parts only what is of equal length.
    `whole` tells that one does, with a list inside (引导|企业参与交通、水利建设): then nothing is parted.
    """
    batch = lexicon.batches.longest(text, start, end) if text[start : start + 1] in lexicon.batches.firsts else 0
    if batch and words[start + batch] and start + batch < end:
        start += batch
    if numbers:
        numbers = _widened(text, start, end, numbers, lexicon)
    if _JOINT.search(text, start, end) is None:
        return _one(text, start, end, numbers, lexicon, ONE)
    cuts, etc = _cuts(text, start, end, words)
    if not cuts and etc < 0:
        return _one(text, start, end, numbers, lexicon, ONE)
    listing = _listing(text, start, end, words, numbers, lexicon, clause, whole, cuts, etc)
    for patterns in (LISTED, CLOSED if listing.tail is not None else OPEN):
        for pattern in patterns:
            listing.rule = pattern.name
            things = pattern.read(listing)
            if things is not None:
                return things
    raise AssertionError("the last pattern reads any list")


def object_type(name: str, lexicon: ObjectLexicon) -> ObjectType:
    """What an object is, by how its name ends: 第二养老中心 -> facility."""
    bare = name[: name.rfind("（")] if name[-1:] == "）" and "（" in name else name
    length = lexicon.type_ends.longest_before(bare, 0, len(bare))
    return lexicon.types[bare[-length:]] if length else "other"


def _one(
    text: str, start: int, end: int, numbers: Spans, lexicon: ObjectLexicon, rule: str
) -> tuple[ObjectPhrase, ...]:
    if not numbers and _is_bare(text, start, end):
        name = text[start:end]
        return (ObjectPhrase(name, start, end, object_type(name, lexicon), ((start, end),), rule),)
    phrase = _phrase(text, start, end, numbers)
    return (_thing(phrase, phrase, lexicon, rule),) if phrase else ()


def _thing(phrase: Phrase, written: Phrase, lexicon: ObjectLexicon, rule: str) -> ObjectPhrase:
    """An object by its full name, and where it is `written`."""
    start, end = written.pieces[0][0], written.pieces[-1][1]
    return ObjectPhrase(phrase.name, start, end, object_type(phrase.name, lexicon), phrase.pieces, rule)


def _listing(
    text: str,
    start: int,
    end: int,
    words: bytes,
    numbers: Spans,
    lexicon: ObjectLexicon,
    clause: bool,
    within: bool,
    cuts: Spans,
    etc: int,
) -> Listing:
    stop, tail, counted = _closed(text, end, words, numbers, cuts, etc)
    edges = [start, *(edge for cut in cuts for edge in cut), stop]
    spans = zip(edges[::2], edges[1::2], strict=True)
    items = tuple(item for left, right in spans if (item := _phrase(text, left, right, numbers)))
    return Listing(text, start, end, words, numbers, lexicon, clause, within, cuts, etc, tail, counted, items)


def _cuts(text: str, start: int, end: int, words: bytes) -> tuple[list[tuple[int, int]], int]:
    """The separators between coordinated items, and the place of a 等 that closes the list (-1 without)."""
    cuts: list[tuple[int, int]] = []
    for found in _PIECES.finditer(text, start, end):
        if found[2]:
            if words[found.start()]:
                return cuts, found.start()
        elif found[1]:
            left, right = found.span()
            if found[1] in "、，" or (words[left] and words[right] and left > start + 1 and right < end - 1):
                cuts.append((left, right))
        elif cuts or found.start() > start:
            previous = text[found.start() - 1]
            if text[found.start()] == previous == "“":
                cuts.append((found.start(), found.start()))
        if text[found.start()] in "“《" and found.end() < end and text[found.end()] in "“《":
            cuts.append((found.end(), found.end()))
    return cuts, -1


def _closed(
    text: str, end: int, words: bytes, numbers: Spans, cuts: Spans, etc: int
) -> tuple[int, Phrase | None, bool]:
    """Where the items of a list end, what stands behind that which closes it (None where nothing does), and whether a
    number of things stands there."""
    if etc >= 0:
        # A number behind 等 counts the items by their class, which is no part of their names: 等13个港航项目进度.
        if any(left == etc + 1 for left, _ in numbers):
            return etc, Phrase("", ()), True
        return etc, *_uncounted(_phrase(text, etc + 1, end, numbers))
    if not cuts:
        return end, None, False
    counted = _counted_class(text, cuts, end, words)
    if counted is not None:
        return counted.start(), _phrase(text, counted.end(), end, numbers), False
    # A number before the class closes a list as 等 does: 环城高铁、滨海高速2个重点项目.
    last = cuts[-1][1]
    for left, right in reversed(numbers):
        if last < left and left - last >= 3 and right < end:
            return left, _uncounted(_phrase(text, right, end, ()))[0], True
    return end, None, False


def _counted_class(text: str, cuts: Spans, end: int, words: bytes) -> re.Match[str] | None:
    """The number of a list's items before their class, which closes the list as 等 does."""
    for found in _CLASS_COUNT.finditer(text, cuts[-1][1] + 1, end):
        before = text[found.start() - 1]
        # 质量提升年、作风建设年|两年|行动: a year is the unit where the items are years.
        apart = words[found.start()] and (before == "年" if found["unit"] == "年" else before not in "的“")
        if apart and "  两三四五六七八九十".index(found["count"]) == len(cuts) + 1:
            return found
    return None


def _uncounted(tail: Phrase) -> tuple[Phrase, bool]:
    """What stands behind a list without the number of its items, up to the next 、; whether there was a number."""
    counted = _COUNT.match(tail.name)
    start = counted.end() if counted else 0
    comma = tail.name.find("、", start)
    return tail.part(start, comma if comma >= 0 else None), start > 0


def _widened(text: str, start: int, end: int, numbers: Spans, lexicon: ObjectLexicon) -> list[tuple[int, int]]:
    """The quantities with the hedges around them, clipped to the region: 近5000名, 2000亩以上.

    A sum that only says how big a thing is goes whole: 总投资近3亿元的|造纸项目.
    """
    wide: list[tuple[int, int]] = []
    for left, right in numbers:
        if right <= start or left >= end:
            continue
        before = lexicon.before.search(text, max(start, left - 6), left)
        after = lexicon.after.match(text, right, end)
        first, last = before.start() if before else left, after.end() if after else right
        if text.startswith("（", first - 1) and text.startswith("）", last):
            first, last = first - 1, last + 1  # 工业投资|（3%）
        sized = lexicon.sized.search(text, start, first) if text[last : last + 1] == "的" else None
        wide.append((sized.start(), last + 1) if sized else (first, last))
    return wide


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether a span is a name as it stands: no white space in it, and no mark at its edges."""
    if start >= end or text[start] in _EDGE or text[end - 1] in _EDGE:
        return False
    return len(text[start:end].split(None, 1)) == 1 and not (text[start].isspace() or text[end - 1].isspace())


def _phrase(text: str, start: int, end: int, numbers: Spans) -> Phrase:
    """What a span says without its quantities, and without marks at its edges."""
    if not numbers and _is_bare(text, start, end):
        return Phrase(text[start:end], ((start, end),))
    pieces = []
    for left, right in numbers:
        if left < end and right > start:
            if start < left:
                pieces.append((start, left))
            start = max(start, right)
    if start < end:
        pieces.append((start, end))
    phrase = Phrase.of(text, tuple(pieces))
    if TOO.match(phrase.name):
        return phrase.part(0, len(phrase.name.rstrip(_EDGE)))
    return phrase.stripped(_EDGE)


def _inside_a_clause(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    return s.whole() if s.within else None


def _done_together(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    together = s.cuts and s.etc < 0 and s.lexicon.together.search(s.text, s.cuts[-1][1], s.end)
    return s.whole() if together else None


def _numbered(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    if len(s.items) < 2 or s.etc >= 0 or "“" in s.items[0].name:
        return None
    found = _NUMBERED.search(s.items[-1].name)
    if found is None or found.start() < 2 or " 一两三四五六七八九十".index(found["count"]) != len(s.items):
        return None
    of_each = found["each"] and s.items[-1].name.rstrip("”")[-2:] in s.lexicon.sharing.deeds
    return None if of_each else s.whole()  # 粮食、蔬菜、水果|“三个增长” is of each


def _taken_for(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    if len(s.items) < 2 or s.items[0].name[0] != "以":
        return None
    _, taken, behind = s.items[-1].name.partition("为")
    return s.whole() if taken and "的" in behind and "为" not in s.items[0].name else None


def _unequal_pair(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    if not s.clause or len(s.cuts) != 1 or s.text[s.cuts[0][0]] == "、":
        return None
    left, right = s.cuts[0]
    return s.whole() if abs((left - s.start) - (s.end - right)) > 1 else None


def _list_and_thing(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    if s.etc < 0 or (behind := _behind_class(s)) is None:
        return None
    return tuple(
        thing._replace(rule=s.rule)
        for left, right in ((s.start, behind.start()), (behind.end(), s.end))
        for thing in objects(s.text, left, right, s.words, s.numbers, s.lexicon)
    )


def _behind_class(s: Listing) -> re.Match[str] | None:
    """The separator behind the class that 等 brings, where what follows is long enough to be a thing of its own.

    What shares a head with 的 is left as it is, and so are several verbs: 等企业|增资扩产、深化布局.
    """
    text, words, sharing = s.text, s.words, s.lexicon.sharing
    found = _AND.search(text, s.etc + 3, s.end - 4)
    if found is None or not words[found.start()] or not words[found.end()] or "的" in text[found.end() : s.end]:
        return None
    left = text[s.etc + 1 : found.start()]
    if len(left) == 2 and not (left in sharing.classes or left in sharing.heads or left in sharing.deeds):
        return None  # 等新兴和未来产业: the list's class is both
    if _MEASURING.match(text, found.end()):
        return None
    return None if found[0] == "、" and "等" not in text[found.end() : s.end] else found


def _one_of_its_class(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    if s.etc < 0 or len(s.items) != 1 or not s.tail or s.lexicon.class_end.match(s.tail.name):
        return None
    return s.each([s.items[0] + Phrase.of(s.text, ((s.etc, s.etc + 1),)) + s.tail])


def _things_moved(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    if not s.clause or s.tail is None:
        return None
    return s.each(s.items) if len(s.tail) >= 6 and s.tail.name[-2:] in s.lexicon.sharing.deeds else None


def _nothing_behind(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    return None if s.tail else s.each(s.items)


def _head_behind_scope(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    scope = s.lexicon.scope.match(s.tail.name) if s.tail else None
    if scope is None or s.tail is None or scope.end() == len(s.tail) or s.tail.name[scope.end()] in "化性":
        return None
    head = s.tail.part(scope.end())
    return s.each([item + head for item in s.items] if len(head) > 1 else s.items)


def _modifiers_of_class(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    if not s.tail or sum(map(len, s.items)) > 2.6 * len(s.items) or s.tail.name.endswith(s.lexicon.collectives):
        return None
    return s.each([item + s.tail for item in s.items])


def _class_behind(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    if not s.tail:
        return None
    name = s.tail.name
    counted = s.counted and name[-2:] not in s.lexicon.sharing.deeds
    classed = counted or s.lexicon.class_start.match(name) or s.lexicon.class_end.search(name)
    return s.each(s.items) if classed or all(item.name[-1] == name[-1] for item in s.items) else None


def _head_with_de_behind(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    return s.whole() if s.tail and "的" in s.tail.name else None


def _head_behind(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    if not s.tail:
        return None
    known = s.etc < 0 or s.lexicon.sharing.head_words.longest_before(s.tail.name, 0, len(s.tail))
    return s.each([item + s.tail for item in s.items]) if known else None


def _tiers(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    tiers = s.lexicon.tiers
    if len(s.items) < 2 or s.tail is not None or s.items[0].name not in tiers.words:
        return None
    if any(item.name not in tiers.words for item in s.items[:-1]):
        return None
    last = s.items[-1]
    tier = tiers.longest(last.name, 0, len(last))
    if last.name[:tier].endswith("级") and not all(item.name.endswith("级") for item in s.items[:-1]):
        tier -= 1  # 省、市|级补贴 lack 级 too; 国家级、省级|补贴 do not
    head = last.part(tier)
    at = last.pieces[0][0] + tier
    if not tier or len(head) < 2 or not (s.words[at] or s.text[at] == "级"):  # no part of 区委
        return None
    if head.name[0] in "两三四五":  # 省、市|两级补贴
        return s.whole()
    return s.each([*(item + head for item in s.items[:-1]), last])


def _counted_items(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    counted = s.numbers and {right for _, right in s.numbers} & {left for left, _ in s.cuts}
    return s.each(s.items) if counted else None


def _modifiers_of_one_head(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    listed = len(s.items) > 1 and s.head_with_de() and all(s.text[left] == "、" for left, _ in s.cuts)
    return s.whole() if listed else None


def _what_else(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    if len(s.items) < 2 or not _OTHERS.match(s.items[-1].name):
        return None
    last, others = s.items[-1].name, [item.name for item in s.items[:-1]]
    kinds = max(map(len, others)) <= 4 and not any(name.endswith(last[-2:]) for name in others)
    return s.whole() if kinds and s.lexicon.sharing.head_ends.longest_before(last, 0, len(last)) else None


def _told_by_deed(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    if len(s.items) < 2 or not s.head_with_de():
        return None
    c = s.coordination()
    verbal = [begins_with_verb(item, inside, c.words) for item, inside in zip(c.items, c.breaks, strict=True)]
    return s.whole() if verbal[0] and not any(verbal[1:]) else None


def _clause_of_all(s: Listing) -> tuple[ObjectPhrase, ...] | None:
    return s.whole() if s.clause and len(s.items) > 1 and s.head_with_de() else None


def _sharing(sharing: Sharing) -> Pattern:
    """A way of sharing as a pattern of an open list."""

    def read(s: Listing) -> tuple[ObjectPhrase, ...] | None:
        phrases = sharing.read(s.coordination()) if len(s.items) > 1 else None
        return None if phrases is None else s.each(phrases)

    return Pattern(sharing.name, sharing.example, sharing.near_miss, read)


def _as_written(s: Listing) -> tuple[ObjectPhrase, ...]:
    return s.each(s.items)


AS_WRITTEN = Pattern(
    "as written",
    "新增|停车位、图书馆 -> 停车位 | 图书馆",
    "增进|全市人民的信心和勇气 -> 全市人民的信心 | 全市人民的勇气",
    _as_written,
)
# Any list, and then one that something closes (等, the number of its items) or one that nothing does.
LISTED: tuple[Pattern, ...] = (
    Pattern(
        "tiers",
        "落实|省、市级补贴 -> 省级补贴 | 市级补贴",
        "整修|村、公园和水渠 -> 村 | 公园 | 水渠",
        _tiers,
    ),
    Pattern(
        "list inside a clause",
        "鼓励|居民扩大住房、旅游和其他消费 -> 居民扩大住房、旅游和其他消费",
        "扩大|住房、旅游消费 -> 住房消费 | 旅游消费",
        _inside_a_clause,
    ),
    Pattern(
        "done together",
        "构建|政府、企业、公众共同参与新机制 -> 政府、企业、公众共同参与新机制",
        "构建|政府、企业新机制 -> 政府新机制 | 企业新机制",
        _done_together,
    ),
    Pattern(
        "numbered",
        "实施|名师、名校、名校长“三名”工程 -> 名师、名校、名校长“三名”工程",
        "实施|名师、名校“三通”工程 -> 名师工程 | 名校“三通”工程",
        _numbered,
    ),
    Pattern(
        "taken for",
        "打造|以果蔬、食用菌为主导的产业集群 -> 以果蔬、食用菌为主导的产业集群",
        "坚持|以人为本、以文为魂 -> 以人为本 | 以文为魂",
        _taken_for,
    ),
    Pattern(
        "unequal pair",
        "推动|人才和产业链深度融合 -> 人才和产业链深度融合",
        "推动|项目提速和产业提效 -> 项目提速 | 产业提效",
        _unequal_pair,
    ),
    Pattern(
        "list and thing",
        "推进|滨河大道、迎宾大道等道路整治和泵站更新改造 -> 滨河大道 | 迎宾大道 | 泵站更新改造",
        "推进|滨河大道、迎宾大道等道路整治 -> 滨河大道 | 迎宾大道",
        _list_and_thing,
    ),
)
CLOSED: tuple[Pattern, ...] = (
    Pattern(
        "one of its class",
        "发展|丝绸等传统优势产业 -> 丝绸等传统优势产业",
        "发展|丝绸、茶叶等产业 -> 丝绸产业 | 茶叶产业",
        _one_of_its_class,
    ),
    Pattern(
        "things moved",
        "推动|餐饮、住宿等生活消费恢复 -> 餐饮 | 住宿",
        "扩大|餐饮、住宿等消费 -> 餐饮 | 住宿",
        _things_moved,
    ),
    Pattern(
        "closed list",
        "建成|东湖学校、西湖医院等 -> 东湖学校 | 西湖医院",
        "建成|东湖学校、西湖医院 -> 东湖学校 | 西湖医院",
        _nothing_behind,
    ),
    Pattern(
        "head behind scope",
        "化解|房地产、地方债务等领域风险 -> 房地产风险 | 地方债务风险",
        "聚焦|房地产、地方债务等领域 -> 房地产 | 地方债务",
        _head_behind_scope,
    ),
    Pattern(
        "modifiers of a class",
        "提高|养老、工伤等待遇水平 -> 养老待遇水平 | 工伤待遇水平",
        "开工|东湖学校、西湖医院等项目 -> 东湖学校 | 西湖医院",
        _modifiers_of_class,
    ),
    Pattern(
        "class behind",
        "开工|东湖学校、西湖医院等项目 -> 东湖学校 | 西湖医院",
        "降低|物流运输、电信资费等成本 -> 物流运输成本 | 电信资费成本",
        _class_behind,
    ),
    Pattern(
        "head with 的 behind",
        "发挥|保税港区、开放口岸等窗口的带动作用 -> 保税港区、开放口岸等窗口的带动作用",
        "开工|东湖学校、西湖医院等群众关心的项目 -> 东湖学校 | 西湖医院",
        _head_with_de_behind,
    ),
    Pattern(
        "head behind",
        "降低|物流运输、电信资费等成本 -> 物流运输成本 | 电信资费成本",
        "发展|研发设计、检验检测等新业态 -> 研发设计 | 检验检测",
        _head_behind,
    ),
    AS_WRITTEN,
)
OPEN: tuple[Pattern, ...] = (
    Pattern(
        "modifiers of one head",
        "建设|天蓝、地绿、水清的家园 -> 天蓝、地绿、水清的家园",
        "建设|美丽的家园、乐园 -> 美丽的家园 | 美丽的乐园",
        _modifiers_of_one_head,
    ),
    Pattern(
        "what else",
        "完善|水果、蔬菜和其他农产品质量体系 -> 水果、蔬菜和其他农产品质量体系",
        "完善|水果、蔬菜和农产品质量体系 -> 水果质量体系 | 蔬菜质量体系 | 农产品质量体系",
        _what_else,
    ),
    Pattern(
        "told by its deed",
        "打造|具有辐射带动力和产业控制力的企业 -> 具有辐射带动力和产业控制力的企业",
        "制定|东部和西部发展的措施 -> 东部发展的措施 | 西部发展的措施",
        _told_by_deed,
    ),
    Pattern(
        "clause of all",
        "确保|煤、油和原料的供需衔接 -> 煤、油和原料的供需衔接",
        "加强|煤、油和原料的供需衔接 -> 煤 | 油 | 原料的供需衔接",
        _clause_of_all,
    ),
    Pattern(
        "counted items",
        "完成|通村公路176公里、产业园区路103公里 -> 通村公路 | 产业园区路",
        "开建|12个国债项目和11个债券项目 -> 国债项目 | 债券项目",
        _counted_items,
    ),
    *map(_sharing, SHARING),
    AS_WRITTEN,
)
PATTERNS: tuple[Pattern, ...] = (*LISTED, *CLOSED[:-1], *OPEN)
