"""The frame of one clause: where its verb stands, and whether its object follows or its subject goes before.

复建安置项目开工12个 -> verb 开工, subject 复建安置项目; 大力实施四年行动 -> verb 实施, what follows is the object.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from report_parser.actions import TIME, Lexicon

Form = Literal["object", "subject", "both", "verbless", "adjunct"]
_PREPOSITIONS = frozenset("以在为对把将从由与向按用给被让使就")


class Frame(NamedTuple):
    """A clause taken apart; `form` says on which side of the verb its objects stand."""

    form: Form
    subject_start: int
    subject_end: int
    verb_start: int
    verb_end: int


class _Candidate(NamedTuple):
    score: float
    start: int
    end: int
    form: Form


def frame(
    text: str, start: int, end: int, words: bytes, numbers: Sequence[tuple[int, int]], lexicon: Lexicon
) -> Frame:
    """Take the clause `start`..`end` apart; `numbers` are the spans of its quantities, in order."""
    head, chain = _skip_adverbs(text, start, end, lexicon)
    verb_end = _verb_at(text, head, end, words, lexicon)
    if not verb_end:
        for at in reversed(chain):
            length = lexicon.verbs.longest(text, at, end)
            if length and at + length < end:
                head, verb_end = at, at + length
                break
    subject = chain[0] if chain and not verb_end else head
    if verb_end:
        verb = text[head:verb_end]
        if verb in lexicon.causative:
            return Frame("object", head, head, head, verb_end)
        nominal = verb in lexicon.nominal
        if nominal or "的" in text[verb_end:end]:
            rival = _inner(text, verb_end, end, words, numbers, lexicon, 4.2 if nominal else 5.2)
            if rival is not None and rival.form == "subject":
                return Frame("subject", head, rival.start, *rival[1:3])
        return Frame("object", head, head, head, verb_end)
    if lexicon.adjunct.fullmatch(text, subject, end):
        return Frame("adjunct", subject, subject, subject, subject)
    first = text[subject : subject + 1]
    if first in _PREPOSITIONS:
        best = _inner(text, subject + 2, end, words, numbers, lexicon, 2.5)
        if best is not None:
            form: Form = "subject" if best.form == "subject" or first in "把将为" and best.end >= end else "object"
            return Frame(form, subject, _before_adverbs(text, subject, best.start, lexicon), best.start, best.end)
    best = _inner(text, subject + 1, end, words, numbers, lexicon, 1.5)
    if best is not None:
        return Frame(best.form, subject, _before_adverbs(text, subject, best.start, lexicon), best.start, best.end)
    return Frame("verbless", subject, end, subject, subject)


def _skip_adverbs(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, list[int]]:
    """The first place after openers, time words and adverbs, and the places of those adverbs."""
    at = start
    chain: list[int] = []
    while at < end:
        length = lexicon.openers.longest(text, at, end)
        if length and not chain and lexicon.verbs.longest(text, at, end) <= length:
            at += length
            continue
        time = TIME.match(text, at, end)
        if time is not None and not chain and time.end() < end:
            at = time.end()
            continue
        length = lexicon.adverbs.longest(text, at, end)
        if not length or lexicon.verbs.longest(text, at, end) > length:
            break
        chain.append(at)
        at += length
    return at, chain


def _verb_at(text: str, at: int, end: int, words: bytes, lexicon: Lexicon) -> int:
    """Where the verb that starts at `at` ends, 0 where none does."""
    length = lexicon.verbs.longest(text, at, end)
    if length and (length > 1 or words[at + 1]):
        verb = text[at : at + length]
        if verb not in lexicon.nominal or words[at + length]:
            after = at + length
            if text[after : after + 1] in ("了", "着", "过"):
                after += 1
            return after
    # A verb that no list holds: 新+verb, or a one-character verb with its result (建成, 兜牢, 做深).
    if text[at : at + 1] in lexicon.prefixes and at + 2 < end:
        if text[at + 1] in lexicon.results and words[at + 2]:
            return at + 2
        if text[at] == "新" and (inner := lexicon.verbs.longest(text, at + 1, end)):
            return at + 1 + inner
    return 0


def _inner(
    text: str,
    start: int,
    end: int,
    words: bytes,
    numbers: Sequence[tuple[int, int]],
    lexicon: Lexicon,
    threshold: float,
) -> _Candidate | None:
    """The best verb inside a clause that begins with its subject."""
    best: _Candidate | None = None
    after_adverb = -1
    tail = _tail(text, end, numbers)
    number_starts = {span[0] for span in numbers if text[span[1] : span[1] + 1] != "的"}
    at = words.find(1, start, end)
    opened = 0
    while 0 <= at < end:
        if text[at] in "“《（":
            opened += 1
        elif text[at] in "”》）":
            opened -= 1
        length = 0 if opened else lexicon.inner.longest(text, at, end)
        step = 1
        if length and (length > 1 or words[at + 1]):
            candidate = _judge(text, at, at + length, tail, end, number_starts, lexicon, after_adverb == at)
            if best is None or candidate.score > best.score:
                best = candidate
            step = length if candidate.score >= 4 else 1
        adverb = 0 if opened else lexicon.adverbs.longest(text, at, end)
        if adverb:
            after_adverb = at + adverb
        at = words.find(1, at + step, end)
    return best if best is not None and best.score >= threshold else None


def _judge(
    text: str,
    start: int,
    end: int,
    tail: int,
    clause_end: int,
    number_starts: set[int],
    lexicon: Lexicon,
    after_adverb: bool,
) -> _Candidate:
    """How likely `start`..`end` is the main verb of a clause, and on which side its objects stand."""
    verb = text[start:end]
    bonus = 0.5 if after_adverb else 0.0
    nominal = verb in lexicon.nominal
    if verb in lexicon.measures and _meets_number(text, end, number_starts):
        return _Candidate(6.0, start, end, "subject")
    if end >= tail and verb in lexicon.predicates.words:
        score = 5.0 + bonus if after_adverb else (2.0 if nominal or verb in lexicon.linking else 4.3)
        return _Candidate(score, start, end, "subject")
    if end < tail:
        if verb in lexicon.linking:
            return _Candidate(4.5 + bonus, start, end, "both")
        if not nominal and verb in lexicon.verbs.words:
            return _Candidate(3.0 + 2 * bonus, start, end, "both")
    return _Candidate(1.6 if end >= tail else 1.0, start, end, "subject")


def _meets_number(text: str, at: int, number_starts: set[int]) -> bool:
    """Whether a number follows, hedges between: 突破|近400亿元, 提高到|21.7%."""
    for offset in range(4):
        if at + offset in number_starts:
            return True
        if at + offset < len(text) and text[at + offset] not in "了到至达超近约逾过为第的预计突破":
            return False
    return False


def _tail(text: str, end: int, numbers: Sequence[tuple[int, int]]) -> int:
    """Where the clause ends when closing quantities and their hedges are taken off."""
    tail = end
    for start, stop in reversed(numbers):
        if stop < tail - 2:
            break
        tail = start
        while tail > 0 and text[tail - 1] in "超近约逾达":
            tail -= 1
        if text[tail - 1 : tail] == "、":
            tail -= 1
    return tail


def _before_adverbs(text: str, start: int, verb: int, lexicon: Lexicon) -> int:
    """The end of a subject whose verb starts at `verb`: adverbs before the verb are no part of it."""
    end = verb
    while end > start:
        for length in (4, 3, 2, 1):
            if end - length > start and text[end - length : end] in lexicon.adverbs.words:
                end -= length
                break
        else:
            break
    return end
