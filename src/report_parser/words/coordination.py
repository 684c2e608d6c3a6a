"""Coordination: what each of several coordinated phrases says in full.

城镇和农村常住居民人均可支配收入, for two numbers -> 城镇常住居民人均可支配收入, 农村常住居民人均可支配收入.
The shared part is found by, in this order: a word that stands for two (城乡), a suffix that the items have in
common (高技术制造业、装备制造业增加值), a head noun that only the last item carries (钢材、电解铜产量), and
at last equal length (厦门、福州机场吞吐量).
"""

from __future__ import annotations

import regex

from report_parser.rules import Rules

_QUOTED = r"“[^”]*”|《[^》]*》|（[^）]*）"
_ITEMS = regex.compile(rf"(?:{_QUOTED}|[^、])+")
_ITEMS_AND = regex.compile(rf"(?:{_QUOTED}|[^、和与及暨])+")
_ORDINAL = regex.compile(r"第[一二三四五六七八九十\d]+$")
_NUMBER = regex.compile(r"[一二三四五六七八九十\d]+")
# A single character that, ending two items alike, marks them as of one kind.
_KIND_ENDINGS = frozenset("业区省市县州镇村国费税险类级线")


def distribute(phrase: str, count: int, rules: Rules) -> tuple[str, ...] | None:
    """The `count` full phrases that a coordination stands for; None where it does not stand for so many."""
    for pattern in (_ITEMS, _ITEMS_AND):
        items = [item.strip("的以") for item in pattern.findall(phrase)]
        if len(items) == count and all(items):
            return _restored(items, rules)
    for word, parts in rules.facts.fused.items():
        if len(parts) == count and word in phrase:
            return tuple(phrase.replace(word, part, 1) for part in parts)
    return None


def with_modifier(before: str, noun: str) -> str:
    """A short noun with what it leaves to the longer one of its kind before it: 铁路新线, 复线 -> 铁路复线."""
    alike = len(noun) == 2 and len(before) > 3 and before != noun and before[-1] == noun[-1]
    return before[:-2] + noun if alike and noun[-1] in _KIND_ENDINGS else noun


def _restored(items: list[str], rules: Rules) -> tuple[str, ...]:
    """The items with what only the last one carries added to the others."""
    head = _shared_head(items[0], items[-1], rules)
    opening = "第" if _ORDINAL.match(items[0]) else ""
    whole = [item if _is_complete(item, head, rules) else item + head for item in items[:-1]]
    last = opening + items[-1] if opening and _NUMBER.match(items[-1]) else items[-1]
    middle = [opening + item if opening and index and _NUMBER.match(item) else item for index, item in enumerate(whole)]
    return (*middle, last)


def _is_complete(item: str, head: str, rules: Rules) -> bool:
    return not head or item.endswith(head)


def _shared_head(first: str, last: str, rules: Rules) -> str:
    """What the last item carries for all of them, empty where each item is whole."""
    for size in range(min(len(first), len(last)), 0, -1):
        suffix = first[-size:]
        at = last.rfind(suffix)
        if at >= 0 and (size > 1 or suffix in _KIND_ENDINGS):
            return last[at + size :]
    if any(first.endswith(head) and len(first) > len(head) for head in rules.facts.heads):
        return ""
    ordinal = _ORDINAL.match(first)
    number = _NUMBER.match(last)
    if ordinal and number:
        return last[number.end() :]
    if ordinal and last.startswith("第"):
        return regex.sub(r"^第[一二三四五六七八九十\d]+", "", last)
    modifiers = rules.facts.partitive
    own = next((modifier for modifier in modifiers if last.startswith(modifier)), "")
    if own and first in modifiers:
        return last[len(own) :]
    return max((head for head in rules.facts.heads if last.endswith(head)), key=len, default=last[len(first) :])
