"""How much of what is promised a statement speaks of: in the same words or in near ones, and what goes before both.

What is compared are bigrams and single characters, each weighed by its rarity (see `words`), and groups of near words
(see `nearness`). Characters tell where a word is shortened or parted: 普及法律知识 and 普法教育, 收购价 and 收购价格.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from report_parser.track.answers import Answers, Touch
from report_parser.track.items import Item
from report_parser.track.words import Bigrams, bigrams

# Beyond so many bits more of the same tells nothing new.
_SHARED_MOST = 45.0
_CHARACTERS_MOST = 60.0
_NEAR_MOST = 20.0
_MISSING_MOST = 60.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a promise and an answer share, in bits.

    `shared` is in the words of both, `characters` in their single characters; `near` are other words for the same
    matter; `missing` is promised and not spoken of, `extra` only the answer's. `common`, `lacking` and `pairs` are
    the bigrams and words behind it.
    """

    shared: float
    characters: float
    near: float
    missing: float
    extra: float
    common: Bigrams
    lacking: Bigrams
    pairs: tuple[tuple[str, str], ...]


def likeness(promise: Item, touch: Touch, among: Answers) -> Likeness:
    """Compare what is promised with what an answer tells that it touches."""
    answer = among.items[touch.place]
    common = promise.grams & answer.grams
    lacking = lacks(promise.grams, common)
    near, pairs = 0.0, []
    for group, said in promise.near.items():
        words = bigrams(said)
        # The same word on both sides is shared, not near.
        if group in answer.near and set(said).isdisjoint(answer.near[group]):
            near += min(among.groups.bits((group,)), among.rarity.bits(words))
            pairs.append((said[0], answer.near[group][0]))
            lacking -= words
    return Likeness(
        shared=min(touch.words, _SHARED_MOST),
        characters=min(touch.characters, _CHARACTERS_MOST),
        near=min(near, _NEAR_MOST),
        missing=min(among.rarity.bits(lacking), _MISSING_MOST),
        extra=min(among.bits[touch.place] - touch.words, _SHARED_MOST),
        common=common,
        lacking=lacking,
        pairs=tuple(dict.fromkeys(pairs)),
    )


def setting(promise: Item, place: int, among: Answers) -> float:
    """How much of what goes before a promise the answer at a place speaks of, in bits: both among words on farming."""
    answer = among.items[place]
    bits = among.rarity.bits(promise.before & among.around[place])
    near = (group for group in promise.near_before if group in answer.near or group in answer.near_before)
    return min(bits + among.groups.bits(near) / 2, _NEAR_MOST)


def lacks(promised: Bigrams, common: Bigrams) -> Bigrams:
    """The bigrams that are really missing: 教师待遇 against 教师生活待遇 lacks 师待 only as a word stands between."""
    said = {character for pair in common for character in pair}
    return frozenset(pair for pair in promised - common if not said.issuperset(pair))


def runs(chunks: Iterable[str], grams: Bigrams) -> list[str]:
    """The stretches of the chunks that the bigrams cover, longest first, three at most."""
    found: list[str] = []
    for chunk in chunks:
        run = ""
        for at in range(len(chunk) - 1):
            pair = chunk[at : at + 2]
            if pair in grams:
                run = run + pair[1] if run else pair
            elif run:
                found.append(run)
                run = ""
        if run:
            found.append(run)
    return sorted(dict.fromkeys(found), key=lambda run: (-len(run), run))[:3]
