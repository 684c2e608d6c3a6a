"""Coordination: what each of several coordinated phrases says in full.

城镇和农村常住居民人均可支配收入, for two numbers -> 城镇常住居民人均可支配收入, 农村常住居民人均可支配收入.
The shared part is found by, in this order: a word that stands for two (进出口), a suffix that the items have in
common (高技术制造业、装备制造业增加值), a head noun that only the last item carries (钢材、电解铜产量), and
at last equal length (厦门、福州机场吞吐量).
"""

from __future__ import annotations

import regex

from report_parser.document import Pieces
from report_parser.rules import Rules
from report_parser.words.pieces import Phrase

_QUOTED = r"“[^”]*”|《[^》]*》|（[^）]*）"
_ITEMS = regex.compile(rf"(?:{_QUOTED}|[^、])+")
_ITEMS_AND = regex.compile(rf"(?:{_QUOTED}|[^、和与及暨])+")
_ORDINAL = regex.compile(r"第[一二三四五六七八九十\d]+$")
_NUMBER = regex.compile(r"[一二三四五六七八九十\d]+")
# A single character that, ending two items alike, marks them as of one kind.
_KIND_ENDINGS = frozenset("业区省市县州镇村国费税险类级线")


def distribute(text: str, pieces: Pieces, count: int, rules: Rules) -> tuple[Pieces, ...] | None:
    """The `count` full phrases that a coordination stands for; None where it does not stand for so many.

    The coordination is what `text` says in `pieces`; what is found is made of parts of these.
    """
    phrase = Phrase.of(text, pieces)
    for pattern in (_ITEMS, _ITEMS_AND):
        items = [phrase.part(*found.span()).stripped("的以") for found in pattern.finditer(phrase.name)]
        if len(items) == count and all(items):
            return tuple(item.pieces for item in _restored(items, rules))
    for word, parts in rules.facts.fused.items():
        at = phrase.name.find(word) if len(parts) == count else -1
        if at >= 0:
            before, fused, after = phrase.part(0, at), phrase.part(at, at + len(word)), phrase.part(at + len(word))
            return tuple((before + _picked(fused, part) + after).pieces for part in parts)
    return None


def _picked(fused: Phrase, part: str) -> Phrase:
    """The characters of a fused word that name one of its parts: 进 and 口 of 进出口."""
    picked = Phrase("", ())
    at = 0
    for character in part:
        at = fused.name.index(character, at) + 1
        picked += fused.part(at - 1, at)
    return picked


def with_modifier(before: str, noun: str) -> str:
    """A short noun with what it leaves to the longer one of its kind before it: 铁路新线, 复线 -> 铁路复线."""
    alike = len(noun) == 2 and len(before) > 3 and before != noun and before[-1] == noun[-1]
    return before[:-2] + noun if alike and noun[-1] in _KIND_ENDINGS else noun


def _restored(items: list[Phrase], rules: Rules) -> list[Phrase]:
    """The items with what only the last one carries added to the others."""
    first, last = items[0], items[-1]
    head = _shared_head(first, last, rules)
    opening = first.part(0, 1) if _ORDINAL.match(first.name) else first.part(0, 0)
    whole = [item if not head or item.name.endswith(head.name) else item + head for item in items[:-1]]
    return [opening + item if index and _NUMBER.match(item.name) else item for index, item in enumerate((*whole, last))]


def _shared_head(first: Phrase, last: Phrase, rules: Rules) -> Phrase:
    """What the last item carries for all of them, empty where each item is whole."""
    for size in range(min(len(first), len(last)), 0, -1):
        suffix = first.name[-size:]
        at = last.name.rfind(suffix)
        if at >= 0 and (size > 1 or suffix in _KIND_ENDINGS):
            return last.part(at + size)
    heads = rules.facts.heads
    if any(first.name.endswith(head) and len(first) > len(head) for head in heads):
        return last.part(len(last))
    ordinal = _ORDINAL.match(first.name)
    number = _NUMBER.match(last.name)
    if ordinal and number:
        return last.part(number.end())
    counted = regex.match(r"第[一二三四五六七八九十\d]+", last.name)
    if ordinal and last.name.startswith("第"):
        return last.part(counted.end() if counted else 0)
    modifiers = rules.facts.partitive
    own = next((modifier for modifier in modifiers if last.name.startswith(modifier)), "")
    if own and first.name in modifiers:
        return last.part(len(own))
    known = max((head for head in heads if last.name.endswith(head)), key=len, default="")
    return last.part(len(last) - len(known) if known else len(first))
