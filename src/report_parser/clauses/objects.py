"""What a clause acts on: one object for each coordinated item, shared heads put back, amounts taken out.

稳步提高养老、工伤、医疗等待遇水平 -> 养老待遇水平, 工伤待遇水平, 医疗待遇水平;
新增泊位210个、小游园9个 -> 泊位, 小游园.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from report_parser.document import ObjectPhrase, ObjectType
from report_parser.rules import Rules
from report_parser.words.lexicon import TOO, Finder
from report_parser.words.patterns import any_of as alternation

_PIECES = re.compile(
    r"“[^”\n]*”|《[^》\n]*》|（[^）\n]*）|(、|，|以及|及其|和|与|及(?!以[上下])|暨|并)|(等)(?![级候同于次份量]|待(?!遇))"
)
_JOINT = re.compile(r"[、，和与及暨并等“《]")
_OTHERS = re.compile("其[他它](?=.{4})")
_COUNT = re.compile(r"^(?:[\d一二两三四五六七八九十百千]+余?[大类项个条种家所件]?|多[个项种]|各类)?")
_EDGE = "的了着过，、。；："


@dataclass(frozen=True, eq=False, slots=True)
class ObjectLexicon:
    """The lists about objects, compiled."""

    class_end: re.Pattern[str]
    class_start: re.Pattern[str]
    scope: re.Pattern[str]
    collectives: tuple[str, ...]
    head_end: re.Pattern[str]
    heads: frozenset[str]
    classes: frozenset[str]
    faculty_end: re.Pattern[str]
    deeds: frozenset[str]
    verbs: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    batches: Finder
    together: re.Pattern[str]
    type_ends: Finder
    types: dict[str, ObjectType]


@lru_cache(maxsize=8)
def object_lexicon(rules: Rules) -> ObjectLexicon:
    """The compiled lists of these rules, once per rules."""
    words = rules.words
    types = {noun: kind for kind, nouns in words.type.items() for noun in nouns}
    hedges = alternation(words.hedge)
    return ObjectLexicon(
        class_end=re.compile(rf"{alternation(words.class_)}$"),
        class_start=re.compile(rf"(?:重点|重大|重要|主要|一批|大型|新|各类)?{alternation(words.class_)}"),
        scope=re.compile(rf"(?:重点|关键|主要|特殊|重要)?{alternation(words.scope)}"),
        collectives=words.collective,
        head_end=re.compile(rf"{alternation(words.head)}$"),
        heads=frozenset(words.head),
        classes=frozenset((*words.class_, *words.noun)),
        faculty_end=re.compile(rf"{alternation(words.faculty)}$"),
        deeds=frozenset(word for word in (*words.verb, *words.general) if len(word) == 2) - frozenset(words.noun),
        verbs=(frozenset(word for word in words.verb if len(word) > 1) - frozenset(words.nominal)).union(words.holding)
        - frozenset(words.head),
        before=re.compile(rf"{hedges}*$"),
        after=re.compile(rf"{hedges}*"),
        batches=Finder(words.batch),
        together=re.compile(alternation(words.together)),
        type_ends=Finder(types),
        types=types,
    )


def objects(
    text: str,
    start: int,
    end: int,
    words: bytes,
    numbers: Sequence[tuple[int, int]],
    lexicon: ObjectLexicon,
    *,
    clause: bool = False,
    whole: bool = False,
) -> tuple[ObjectPhrase, ...]:
    """The objects in `start`..`end`, without the quantities `numbers`.

    `clause` tells that a clause may stand there (推动|项目提速、产业提效): then 和 parts only what is of equal length.
    `whole` tells that one does, with a list inside (引导|企业参与交通、水利建设): then nothing is parted.
    """
    batch = lexicon.batches.longest(text, start, end)
    if batch and words[start + batch] and start + batch < end:
        start += batch
    if numbers:
        numbers = _widened(text, start, end, numbers, lexicon)
    if whole or _JOINT.search(text, start, end) is None:
        name = _without(text, start, end, numbers)
        return (_phrase(name, text, start, end, numbers, lexicon),) if name else ()
    cuts, etc = _cuts(text, start, end, words)
    if cuts and etc < 0 and lexicon.together.search(text, cuts[-1][1], end):
        # What they do together is one thing: 政府、企业、公众共同参与新机制.
        return (_phrase(_without(text, start, end, numbers), text, start, end, numbers, lexicon),)
    if clause and len(cuts) == 1 and text[cuts[0][0]] != "、":
        left, right = cuts[0]
        if abs((left - start) - (end - right)) > 1:
            cuts, etc = [], -1
    if etc >= 0 and (behind := _behind_class(text, etc + 1, end, words, lexicon)) is not None:
        # Another list or thing stands behind the class: 甲渠、乙渠等渠道整治|和|泵站更新改造.
        return tuple(
            thing
            for left, right in ((start, behind.start()), (behind.end(), end))
            for thing in objects(text, left, right, words, numbers, lexicon)
        )
    stop = end
    tail = ""
    counted = _counted_class(text, cuts, end, words) if etc < 0 and cuts else None
    if counted is not None:
        etc = stop = counted.start()
        tail = text[counted.end() : end]
    elif etc >= 0:
        stop = etc
        # A number behind 等 counts the items by their class, which is no part of their names: 等13个港航项目进度.
        amount = any(left == etc + 1 for left, _ in numbers)
        tail = "" if amount else _COUNT.sub("", _without(text, etc + 1, end, numbers)).split("、")[0]
    elif cuts:
        # A number before the class closes a list as 等 does: 环城高铁、滨海高速2个重点项目.
        last = cuts[-1][1]
        for left, right in numbers:
            if last < left and left - last >= 3 and right < end:
                etc = stop = left
                tail = _COUNT.sub("", _without(text, right, end, ()))
    spans: list[tuple[int, int]] = []
    at = start
    for cut_start, cut_end in cuts:
        spans.append((at, cut_start))
        at = cut_end
    spans.append((at, stop))
    items = [(name, left, right) for left, right in spans if (name := _without(text, left, right, numbers))]
    names = [name for name, _, _ in items]
    if etc >= 0:
        if len(items) == 1 and tail and not lexicon.class_end.match(tail):
            names = [names[0] + "等" + tail]
        else:
            # 推动|甲、乙等生活消费恢复 moves the things listed, whose class and course stand behind 等.
            moved = clause and len(tail) >= 6 and tail[-2:] in lexicon.deeds
            names = names if moved else _restore_class(names, tail, lexicon)
    elif len(items) > 1:
        if (
            "的" in names[-1]
            and not any("的" in name for name in names[:-1])
            and all(text[left] == "、" for left, _ in cuts)
        ):
            # Modifiers of one head: 天蓝、地绿、水清的家园 is one thing.
            return (_phrase(_without(text, start, end, numbers), text, start, end, numbers, lexicon),)
        kinds = max(map(len, names[:-1])) <= 4 and not any(name.endswith(names[-1][-2:]) for name in names[:-1])
        if kinds and _OTHERS.match(names[-1]) and lexicon.head_end.search(names[-1]):
            # The items only tell what else the head is for: 水果、蔬菜和其他农产品质量体系.
            return (_phrase(_without(text, start, end, numbers), text, start, end, numbers, lexicon),)
        breaks = [
            [at - left for at in range(left + 1, right) if words[at]] if right - left == len(name) else []
            for name, left, right in items
        ]
        opening = [_begins_with_verb(name, inside, lexicon) for name, inside in zip(names, breaks, strict=True)]
        if opening == [True, *[False] * (len(names) - 1)] and [("的" in name) for name in names] == [
            *[False] * (len(names) - 1),
            True,
        ]:
            # One thing told by what it does to several: 促进|东部和西部发展的措施.
            return (_phrase(_without(text, start, end, numbers), text, start, end, numbers, lexicon),)
        plain = names
        names = _restore_shared(names, breaks, lexicon)
        if clause and names == plain and "的" in names[-1] and not any("的" in name for name in names[:-1]):
            # What happens to all of them is one clause: 确保|煤、油和原料的供需衔接.
            return (_phrase(_without(text, start, end, numbers), text, start, end, numbers, lexicon),)
    return tuple(
        _phrase(name, text, left, right, numbers, lexicon) for name, (_, left, right) in zip(names, items, strict=True)
    )


# A class after a list, with the number of its items: 海滨、山地、河谷|三大|产业带.
_CLASS_COUNT = re.compile("([两三四五六七八九十])(?:大|个|条|类|种|项|座)(?=[\u4e00-\u9fff]{2})")


_AND = re.compile("以及|[和及、]")
# What follows a class and only measures it: 等项目605个、|总投资….
_MEASURING = re.compile("总|其中|累计|合计")


def _behind_class(text: str, start: int, end: int, words: bytes, lexicon: ObjectLexicon) -> re.Match[str] | None:
    """The separator behind the class that 等 brings, where what follows is long enough to be a thing of its own.

    What shares a head with 的 is left as it is, and so are several verbs: 等企业|增资扩产、深化布局.
    """
    found = _AND.search(text, start + 2, end - 4)
    if found is None or not words[found.start()] or not words[found.end()] or "的" in text[found.end() : end]:
        return None
    left = text[start : found.start()]
    if len(left) == 2 and left not in lexicon.classes and left not in lexicon.heads and left not in lexicon.deeds:
        return None  # 等新兴和未来产业: the list's class is both
    if _MEASURING.match(text, found.end()):
        return None
    return None if found[0] == "、" and "等" not in text[found.end() : end] else found


def _counted_class(text: str, cuts: Sequence[tuple[int, int]], end: int, words: bytes) -> re.Match[str] | None:
    """The number of a list's items before their class, which closes the list as 等 does."""
    for found in _CLASS_COUNT.finditer(text, cuts[-1][1] + 1, end):
        apart = words[found.start()] and text[found.start() - 1] not in "的“"
        if apart and "  两三四五六七八九十".index(found[1]) == len(cuts) + 1:
            return found
    return None


def _phrase(
    name: str, text: str, start: int, end: int, numbers: Sequence[tuple[int, int]], lexicon: ObjectLexicon
) -> ObjectPhrase:
    left, right = _trimmed(text, start, end, numbers)
    return ObjectPhrase(name, left, right, object_type(name, lexicon))


def object_type(name: str, lexicon: ObjectLexicon) -> ObjectType:
    """What an object is, by how its name ends: 第二养老中心 -> facility."""
    bare = name[: name.rfind("（")] if name.endswith("）") and "（" in name else name
    length = lexicon.type_ends.longest_before(bare, 0, len(bare))
    return lexicon.types[bare[-length:]] if length else "other"


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


def _widened(
    text: str, start: int, end: int, numbers: Sequence[tuple[int, int]], lexicon: ObjectLexicon
) -> list[tuple[int, int]]:
    """The quantities with the hedges around them, clipped to the region: 近5000名, 2000亩以上."""
    wide: list[tuple[int, int]] = []
    for left, right in numbers:
        if right <= start or left >= end:
            continue
        before = lexicon.before.search(text, max(start, left - 6), left)
        after = lexicon.after.match(text, right, end)
        wide.append((before.start() if before else left, after.end() if after else right))
    return wide


def _without(text: str, start: int, end: int, numbers: Sequence[tuple[int, int]]) -> str:
    """The text of a span without its quantities and without marks at its edges."""
    if not numbers:
        return _bare(text[start:end])
    parts = []
    at = start
    for left, right in numbers:
        if left < end and right > start:
            parts.append(text[at : max(at, left)])
            at = max(at, right)
    parts.append(text[at : max(at, end)])
    return _bare("".join(parts))


def _bare(text: str) -> str:
    """The text without marks at its edges."""
    bare = text.strip(_EDGE)
    return "过" + bare if TOO.match(text) else bare


def _trimmed(text: str, start: int, end: int, numbers: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The span without quantities and marks at its edges."""
    if TOO.match(text, start, end):
        return start, end
    changed = bool(numbers) or text[start] in _EDGE or text[end - 1] in _EDGE
    while changed and start < end:
        changed = False
        for left, right in numbers:
            if left <= start < right:
                start, changed = min(right, end), True
            if left < end <= right and left > start:
                end, changed = left, True
        while start < end and text[start] in _EDGE:
            start, changed = start + 1, True
        while start < end and text[end - 1] in _EDGE:
            end, changed = end - 1, True
    return start, end


def _restore_class(items: list[str], tail: str, lexicon: ObjectLexicon) -> list[str]:
    """Items before 等 + tail: the tail is their class (等项目) or a head that they share (等待遇水平)."""
    if not tail:
        return items
    mean = sum(map(len, items)) / max(1, len(items))
    scope = lexicon.scope.match(tail)
    if scope is not None and scope.end() < len(tail):
        rest = tail[scope.end() :]
        return [item + rest for item in items] if len(rest) > 1 else items
    if mean <= 2.6 and not tail.endswith(lexicon.collectives):
        return [item + tail for item in items]
    if lexicon.class_start.match(tail) or lexicon.class_end.search(tail):
        return items
    return [item + tail for item in items]


# A part of a works by its number: 一期, 2号.
_PART = re.compile(r"[一二三四五六七八九十\d]+[期号]")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+(?:（[^）]*）)?")


def _restore_shared(items: list[str], breaks: Sequence[Sequence[int]], lexicon: ObjectLexicon) -> list[str]:
    """A head or a modifier written once for several items: 水、土壤污染防治; 生态系统保护和修复.

    `breaks` are the word boundaries inside each item.
    """
    first, last = items[0], items[-1]
    at = first.rfind("的") + 1
    if at > 2 and all("的" not in item and abs(len(item) - (len(first) - at)) <= 1 for item in items[1:]):
        return [first, *(first[:at] + item for item in items[1:])]  # 全县人民的期待和重托
    verbal = [_begins_with_verb(item, inside, lexicon) for item, inside in zip(items, breaks, strict=True)]
    if not verbal[0] and any(verbal):
        return items  # 搞好宏观调控和|保持|平稳发展: an item with a verb of its own shares nothing
    done = _restore_deeds(items, breaks, lexicon)
    if done:
        return done
    own = _ORDINAL.match(last)
    if own is not None and own.end() < len(last) and all(_ORDINAL.fullmatch(item) for item in items[:-1]):
        return [*(item + last[own.end() :] for item in items[:-1]), last]  # 第五（二期）、第八、第十二养老中心
    parallel = _parallel(items, breaks[-1])
    if parallel:
        return parallel
    head = lexicon.head_end.search(first)
    if (
        head is not None
        and len(first) >= len(last) + 2
        and ((len(last) <= 4 and last in lexicon.heads) or all(len(item) <= 2 for item in items[1:]))
    ):
        modifier = first[: head.start()]
        return [first, *(modifier + item for item in items[1:])]
    others = items[:-1]
    shared = _shared_deed(items, breaks[-1], lexicon)
    if shared:
        return [*(item + shared for item in others), last]
    longest = max(map(len, others))
    if any(item[-2:] == last[-2:] for item in others):
        return items  # 质量强国、制造强国、知识产权强国: the head is there
    if len(last) >= longest + 2 and not any(lexicon.head_end.search(item) for item in others):
        mean = max(2, round(sum(map(len, others)) / len(others)))
        head = lexicon.head_end.search(last)
        if head is not None:
            at = next((at for at in breaks[-1] if mean <= at <= head.start()), head.start())
            shared = last[at:]
            if len(shared) >= 2:
                return [*(item + shared for item in others), last]
        # 襄阳、宜昌经济总量: items as long as the first word of the last one stand for its modifier.
        sizes = set(map(len, others))
        size = sizes.pop()
        if not sizes and 2 <= size <= 4 and size in breaks[-1] and size + 2 <= len(last) <= size + 8:
            return [*(item + last[size:] for item in others), last]
    if all(item.endswith("性") for item in items) and len(first) > 4 and all(len(item) <= 4 for item in items[1:]):
        return [first, *(first[:-3] + item for item in items[1:])]
    return items


def _shared_deed(items: list[str], breaks: Sequence[int], lexicon: ObjectLexicon) -> str:
    """What is done to all items alike, where each names a class: 传统行业和小微企业|数字化转型; else empty."""
    last, sizes = items[-1], set(map(len, items[:-1]))
    size = sizes.pop()
    if sizes or size < 3 or size not in breaks or not size + 2 <= len(last) <= size + 6 or "的" in last:
        return ""
    alike = all(item[size - 2 : size] in lexicon.classes for item in items)
    done = any(item.endswith((last[-2:], "工作")) for item in items[:-1])
    return last[size:] if alike and not done and last[-2:] in lexicon.deeds else ""


def _begins_with_verb(item: str, breaks: Sequence[int], lexicon: ObjectLexicon) -> bool:
    """Whether an item begins with a verb that governs it: 保持|平稳发展, not 改善|性住房需求."""
    return any(item[:at] in lexicon.verbs and item[at] not in "性型式化" for at in breaks)


def _restore_deeds(items: list[str], breaks: Sequence[Sequence[int]], lexicon: ObjectLexicon) -> list[str]:
    """Deeds done to one thing, which is named before the first of them; their head stands behind the last, if any.

    土壤污染管控和修复 -> 土壤污染管控, 土壤污染修复; 种质资源保护和创新能力 -> 种质资源保护能力, 种质资源创新能力.
    Else empty.
    """
    first, last = items[0], items[-1]
    if len(first) < 4 or len(first) - 2 not in breaks[0] or first[-2:] not in lexicon.deeds:
        return []
    head = lexicon.faculty_end.search(last)
    # 创新能力 may be one word, and is two here all the same.
    apart = head is not None and (head.start() in breaks[-1] or last[: head.start()] in lexicon.deeds)
    shared = head[0] if head is not None and apart else ""
    deeds = [*items[1:-1], last[: len(last) - len(shared)]]
    if any(shared and item.endswith(shared) for item in items[:-1]):
        return []
    restored = [first + shared]
    for deed in deeds:
        known = len(deed) in (2, 4) and all(deed[at : at + 2] in lexicon.deeds for at in range(0, len(deed), 2))
        if not known and not shared:
            return []
        own = len(first) - len(deed)
        stem = first[: own if own >= 2 and own in breaks[0] else -2] if known else ""
        restored.append(stem + deed + shared)
    return restored


def _parallel(items: list[str], breaks: Sequence[int]) -> list[str]:
    """Items built alike up to the head that the last alone has: 基础教育、职业教育发展指数 -> 基础教育发展指数, ….

    Parts of one works share its name too: 引水工程一期、二期建设 -> 引水工程一期建设, 引水工程二期建设. Else empty.
    """
    last, others = items[-1], items[:-1]
    part = _PART.match(last)
    if part is not None and part.end() < len(last):
        firsts = [_PART.search(item, max(0, len(item) - 3)) for item in others]
        if all(found is not None and found.end() == len(item) for found, item in zip(firsts, others, strict=True)):
            rest = last[part.end() :]
            name = others[0][: firsts[0].start()] if firsts[0] is not None else ""
            middle = [item if _PART.fullmatch(item) is None else name + item for item in others]
            return [*(item + rest for item in middle), name + last]
    for length in (4, 3, 2):
        ending = others[0][-length:]
        stem = len(others[0]) - length
        if stem < 1 or any(not item.endswith(ending) for item in others):
            continue
        for at in breaks:
            if at >= length + 1 and last[at - length : at] == ending and abs(at - length - stem) <= 3:
                return [*(item + last[at:] for item in others), last]
    return []
