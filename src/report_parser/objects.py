"""What a clause acts on: one object for each coordinated item, shared heads put back, amounts taken out.

稳步提高养老、工伤、医疗等待遇水平 -> 养老待遇水平, 工伤待遇水平, 医疗待遇水平;
新增泊位210个、小游园9个 -> 泊位, 小游园.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from report_parser.actions import TOO, Finder, alternation
from report_parser.document import ObjectPhrase, ObjectType
from report_parser.rules import Rules

_PIECES = re.compile(
    r"“[^”\n]*”|《[^》\n]*》|（[^）\n]*）|(、|，|以及|及其|和|与|及|暨|并)|(等)(?![级候同于次份量]|待(?!遇))"
)
_JOINT = re.compile(r"[、，和与及暨并等“《]")
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
    before: re.Pattern[str]
    after: re.Pattern[str]
    batches: Finder
    together: re.Pattern[str]
    type_ends: Finder
    types: dict[str, ObjectType]


@lru_cache(maxsize=8)
def object_lexicon(rules: Rules) -> ObjectLexicon:
    """The compiled lists of these rules, once per rules."""
    ours = rules.actions
    types = {word: kind for kind, words in ours.object_types.items() for word in words}
    hedges = alternation(ours.hedges)
    return ObjectLexicon(
        class_end=re.compile(rf"{alternation(ours.classes)}$"),
        class_start=re.compile(rf"(?:重点|重大|重要|主要|一批|大型|新|各类)?{alternation(ours.classes)}"),
        scope=re.compile(rf"(?:重点|关键|主要|特殊|重要)?{alternation(ours.scopes)}"),
        collectives=ours.collectives,
        head_end=re.compile(rf"{alternation(ours.heads)}$"),
        heads=frozenset(ours.heads),
        before=re.compile(rf"{hedges}*$"),
        after=re.compile(rf"{hedges}*"),
        batches=Finder(ours.batches),
        together=re.compile(alternation(ours.together)),
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
    if clause and cuts and not all(text[left] == "、" for left, _ in cuts):
        left, right = cuts[0]
        if len(cuts) > 1 or abs((left - start) - (end - right)) > 1:
            cuts, etc = [], -1
    stop = end
    tail = ""
    if etc >= 0:
        stop = etc
        # A number behind 等 counts the items by their class, which is no part of their names: 等13个港航项目进度.
        counted = any(left == etc + 1 for left, _ in numbers)
        tail = "" if counted else _COUNT.sub("", _without(text, etc + 1, end, numbers)).split("、")[0]
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
            names = _restore_class(names, tail, lexicon)
    elif len(items) > 1:
        if (
            "的" in names[-1]
            and not any("的" in name for name in names[:-1])
            and all(text[left] == "、" for left, _ in cuts)
        ):
            # Modifiers of one head: 天蓝、地绿、水清的家园 is one thing.
            return (_phrase(_without(text, start, end, numbers), text, start, end, numbers, lexicon),)
        left, right = items[-1][1:]
        breaks = [at - left for at in range(left + 1, right) if words[at]] if right - left == len(names[-1]) else []
        names = _restore_shared(names, breaks, lexicon)
    return tuple(
        _phrase(name, text, left, right, numbers, lexicon) for name, (_, left, right) in zip(names, items, strict=True)
    )


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


def _restore_shared(items: list[str], breaks: Sequence[int], lexicon: ObjectLexicon) -> list[str]:
    """A head or a modifier written once for several items: 水、土壤污染防治; 生态系统保护和修复.

    `breaks` are the word boundaries inside the last item.
    """
    first, last = items[0], items[-1]
    own = _ORDINAL.match(last)
    if own is not None and own.end() < len(last) and all(_ORDINAL.fullmatch(item) for item in items[:-1]):
        return [*(item + last[own.end() :] for item in items[:-1]), last]  # 第五（二期）、第八、第十二养老中心
    parallel = _parallel(items, breaks)
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
    longest = max(map(len, others))
    if len(last) >= longest + 2 and not any(lexicon.head_end.search(item) for item in others):
        mean = max(2, round(sum(map(len, others)) / len(others)))
        head = lexicon.head_end.search(last)
        if head is not None:
            at = next((at for at in breaks if mean <= at <= head.start()), head.start())
            shared = last[at:]
            if len(shared) >= 2:
                return [*(item + shared for item in others), last]
        # 襄阳、宜昌经济总量: items as long as the first word of the last one stand for its modifier.
        sizes = set(map(len, others))
        size = sizes.pop()
        if not sizes and 2 <= size <= 4 and size in breaks and size + 2 <= len(last) <= size + 8:
            return [*(item + last[size:] for item in others), last]
    if all(item.endswith("性") for item in items) and len(first) > 4 and all(len(item) <= 4 for item in items[1:]):
        return [first, *(first[:-3] + item for item in items[1:])]
    return items


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
