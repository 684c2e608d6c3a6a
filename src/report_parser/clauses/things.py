"""The objects of one clause: where they stand, and what the clause before leaves to it.

A clause in, with its verb found; its objects out: 新增泊位210个 -> 泊位; …，增长4.1% -> those of the clause before.
"""

from __future__ import annotations

import re

from report_parser.clauses.candidates import Spans
from report_parser.clauses.constructions import Reader
from report_parser.clauses.ground import Frame, Numbers
from report_parser.clauses.objects import ObjectLexicon, objects
from report_parser.document import Clause, ObjectPhrase
from report_parser.words.lexicon import Lexicon

# The rules of objects that the clause before names, and of what only says how much of them.
ELIDED = "of the clause before"
OF_OBJECT_BEFORE = "amount of the object before"
# Two verbs in one: 鼓励和支持.
_JOINED = re.compile("[和并]")
# No longer is what stands before 新增 where the two are the name of an indicator: 城镇|新增|就业.
_PLACE_OF_COUNT = 4


class ThingReader:
    """Reads the objects of the clauses of one text."""

    def __init__(
        self, text: str, words: bytes, reader: Reader, verbs: Lexicon, things: ObjectLexicon, numbers: Numbers
    ) -> None:
        self._text = text
        self._words = words
        self._reader = reader
        self._verbs = verbs
        self._things = things
        self._numbers = numbers

    def of(
        self, frame: Frame, end: int, action: str, numbers: Spans, previous: Clause | None
    ) -> tuple[tuple[ObjectPhrase, ...], bool]:
        """The objects of the clause that ends at `end`, and whether it names none of its own."""
        own = self._own(frame, end, action, numbers)
        if not own:
            idiom = frame.verb_end - frame.verb_start == 4 and frame.verb_end == end and not numbers
            if (
                idiom
                and action not in self._verbs.verbs.words
                and self._reader.verbs.is_idiom(frame.verb_start, frame.verb_end)
            ):
                return (), True
            return self._elided(frame, previous), True
        if previous is not None and previous.objects and len(own) == 1:
            return self._amount_of(own[0], frame, previous.objects), False
        return own, False

    def _own(self, frame: Frame, end: int, action: str, numbers: Spans) -> tuple[ObjectPhrase, ...]:
        """What the clause names itself."""
        text = self._text
        if frame.form == "both" and numbers and action == "新增" and self._counts(frame, numbers):
            return self._read(frame.subject_start, end, numbers)
        region = self._region(frame, end, action)
        causative = self._is_causative(action)
        whole = action == "是" and "的" in text[frame.verb_end : end]
        if not whole and text.find("、", *region) >= 0:
            # What a thing is stays one, with all the modifiers that may be listed in it: 是团结拼搏、共同奋斗的结果.
            described = frame.form in ("object", "both") and self._reader.verbs.describes(*region)
            whole = described or (causative and self._is_clause(*region))
        return objects(text, *region, self._words, numbers, self._things, clause=causative, whole=whole)

    def _is_causative(self, action: str) -> bool:
        """Whether a verb, or one of two joined, has others do something."""
        causative = self._verbs.causative
        if action in causative or _JOINED.search(action) is None:
            return action in causative
        return any(part in causative for part in _JOINED.split(action))

    def _counts(self, frame: Frame, numbers: Spans) -> bool:
        """Whether the whole clause is the name of what is counted: 城镇|新增|就业."""
        before = frame.subject_end - frame.subject_start
        return 0 < before <= _PLACE_OF_COUNT and self._text[frame.verb_end : numbers[0][0]] in self._verbs.nominal

    def _region(self, frame: Frame, end: int, action: str) -> tuple[int, int]:
        """Where the objects stand."""
        if frame.form == "verbless":
            return frame.subject_start, end
        if frame.form == "subject":
            return frame.subject_start, frame.subject_end
        if self._text.startswith("把", frame.verb_end):  # 坚持|把|开发区|建成主战场
            handed = self._reader.frame(frame.verb_end, end, self._numbers.within(frame.verb_end, end))
            if handed.form == "subject":
                return handed.subject_start, handed.subject_end
        return frame.verb_end, self._reader.verbs.object_end(action, frame.verb_end, end)

    def _read(self, start: int, end: int, numbers: Spans) -> tuple[ObjectPhrase, ...]:
        return objects(self._text, start, end, self._words, numbers, self._things)

    def _amount_of(
        self, only: ObjectPhrase, frame: Frame, before: tuple[ObjectPhrase, ...]
    ) -> tuple[ObjectPhrase, ...]:
        """The one object of a clause, with the thing before it where it only says how much of that: 总数, 占….

        Any other stays as it is.
        """
        if only.text in self._verbs.totals:
            return (_joined(before[-1], only)._replace(type=before[-1].type),)
        if only.text.startswith("占") and frame.form != "object":
            return tuple(_joined(thing, only) for thing in before)
        return (only,)

    def _elided(self, frame: Frame, previous: Clause | None) -> tuple[ObjectPhrase, ...]:
        """The objects of a clause that names none: its subject, else those of the clause before."""
        if frame.subject_end > frame.subject_start:
            numbers = self._numbers.within(frame.subject_start, frame.subject_end)
            own = self._read(frame.subject_start, frame.subject_end, numbers)
            if own:
                return own
        return tuple(thing._replace(rule=ELIDED) for thing in previous.objects) if previous is not None else ()

    def _is_clause(self, start: int, end: int) -> bool:
        """Whether a causative verb governs one clause with a list inside: 引导|企业参与交通、水利建设."""
        text, nominal = self._text, self._verbs.nominal
        comma = text.find("、", start, end)
        if comma < 0:
            return False
        before = self._reader.frame(start, comma, ())
        if before.form == "both" and text[before.verb_start : before.verb_end] not in nominal:
            after = self._reader.frame(comma + 1, end, ())
            return after.form != "object" or text[after.verb_start : after.verb_end] in nominal
        last = text.rfind("、", start, end)
        closed = "等" in text[last:end]
        return not closed and self._reader.frame(last + 1, end, ()).form == "both" and before.form != "subject"


def _joined(thing: ObjectPhrase, amount: ObjectPhrase) -> ObjectPhrase:
    """The amount with the name of the thing that it is of before it."""
    return amount._replace(text=thing.text + amount.text, spans=thing.spans + amount.spans, rule=OF_OBJECT_BEFORE)
