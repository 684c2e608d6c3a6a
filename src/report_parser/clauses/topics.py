"""Topics: stretches before a comma that only name what the clause behind it speaks of.

煤炭工业，|要改造老矿井 and 国家的统一，民族的振兴，|都离不开科技 are one clause each, begun by what they speak of.
"""

from __future__ import annotations

from report_parser.clauses.candidates import Spans
from report_parser.clauses.constructions import Reader
from report_parser.clauses.ground import Frame, Numbers
from report_parser.clauses.parts import Part

# What closes a phrase of time, which is no thing: 当不平衡出现的时候.
_TIMES = ("时候", "时期", "期间", "过程", "情况下", "同时")


class TopicReader:
    """Tells the topics of one text from its clauses."""

    def __init__(self, reader: Reader, numbers: Numbers) -> None:
        self._reader = reader
        self._numbers = numbers

    def part(self, start: int, end: int) -> Part:
        """A topic as a part to be read: all of it names things."""
        head, _ = self._reader.verbs.skip_adverbs(start, end)
        frame = Frame("verbless", head, end, head, head, "verbless")
        return Part(start, end, frame, self._numbers.within(start, end))

    def names(self, start: int, end: int, numbers: Spans) -> bool:
        """Whether a stretch only names a thing, by its size (投资3亿元的造纸项目) or without: 新技术的运用."""
        text, lexicon = self._reader.text, self._reader.lexicon
        if numbers:
            if lexicon.sized.match(text, start, end) is None:
                return False
            frame = self._reader.frame(start, end, numbers)
            return frame.form == "verbless" and all(text.startswith("的", stop, end) for _, stop in numbers)
        verbs = self._reader.verbs
        _, adverbs = verbs.skip_adverbs(start, end)
        governed = any(lexicon.inner.longest(text, at, end) for at in adverbs)  # 没有|统一的安排
        if governed or text.endswith(_TIMES, start, end) or text[end - 1] in "”》":
            return False
        frame = self._reader.frame(start, end, ())
        if frame.verb_end < end:  # 国家|开办|的学校
            described = frame.form in ("object", "both") and verbs.qualifies(frame.verb_end, end)
            return described and verbs.is_noun(self._reader.words.rfind(1, frame.verb_end, end), end)
        last = self._reader.words.rfind(1, frame.verb_start, end)
        of = text[last - 1] in "的之"
        if frame.construction in ("last word", "idiom"):
            known = verbs.is_noun(last, end) and text[last:end] not in lexicon.states
            return known and (of or not self._acts(frame.subject_start, last))
        return of and frame.construction == "subject verb"

    def resumes(self, start: int, end: int) -> bool:
        """Whether a stretch goes on with what was named before it: 也|要改造老矿井, 2020年|有十九万人."""
        text = self._reader.text
        if (time := self._reader.lexicon.time.match(text, start, end)) is not None:
            return time.end() < end
        length = self._reader.lexicon.resuming.longest(text, start, end)
        return length > 0 and self._reader.words[start + length] == 1

    def _acts(self, start: int, end: int) -> bool:
        """Whether a word of a stretch may be a verb: 我|代表|县政府, but 国务院机构|改革|方案."""
        text, words, verbs = self._reader.text, self._reader.words, self._reader.verbs
        nominal = self._reader.lexicon.nominal
        at = start
        while at < end:
            stop = words.find(1, at + 1, end)
            stop = end if stop < 0 else stop
            if verbs.is_verb(at, stop) and (at == start or text[at:stop] not in nominal):
                return True
            at = stop
        return False
