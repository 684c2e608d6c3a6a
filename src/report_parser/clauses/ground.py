"""A clause taken apart, what is asked of a stretch before that, and the text in which it is asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from report_parser.clauses.candidates import Spans, VerbSearch, before_words
from report_parser.clauses.verbs import VerbReader
from report_parser.document import Candidate, Form
from report_parser.words.lexicon import Lexicon


@dataclass(slots=True)
class Frame:
    """A clause taken apart. `form` tells where its objects stand: after the verb (`object`; `both` where there is a
    subject too), before it (`subject`), or in the whole of a clause without a verb."""

    form: Form
    subject_start: int
    subject_end: int
    verb_start: int
    verb_end: int
    construction: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class Site:
    """A stretch to be read, with what every construction asks of it: where it begins behind its adverbs and openers
    (`head`, `adverbs`), where the verb at its head ends (0 where none is), and a verb there that only tells which.
    `signs` are those of `signs.py`."""

    start: int
    end: int
    numbers: Spans
    lead: int
    head: int
    adverbs: list[int]
    verb_end: int
    attribute_end: int
    signs: int


class Numbers:
    """The quantities of a text, in its order, looked up by place."""

    __slots__ = ("_spans", "_starts")

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def within(self, start: int, end: int) -> Spans:
        """Those that begin inside `start`..`end`."""
        starts = self._starts
        left = bisect_left(starts, start)
        if left == len(starts) or starts[left] >= end:
            return ()
        return self._spans[left : bisect_left(starts, end, left)]


class Ground:
    """The text that clauses are read in: its words, the lexicon, and the two readers of verbs."""

    def __init__(self, text: str, words: bytes, lexicon: Lexicon) -> None:
        self.text = text
        self.words = words
        self.lexicon = lexicon
        self.verbs = VerbReader(text, words, lexicon)
        self.search = VerbSearch(text, words, lexicon, self.verbs)

    def with_subject(self, subject: int, verb: Candidate, form: Form | None = None) -> Frame:
        """The clause whose subject begins at `subject`, adverbs before the verb left out of it."""
        return Frame(form or verb.form, subject, self.verbs.before_adverbs(subject, verb.start), verb.start, verb.end)

    def is_figure(self, verb: int, verb_end: int, numbers: Spans) -> bool:
        """Whether what looks like a verb is part of the name of a figure: 研发|经费支出 5100 亿元, 投资增速 23.9%."""
        text = self.text
        if not numbers or text[verb:verb_end] not in self.lexicon.nominal or numbers[0][0] <= verb_end:
            return False
        stop = before_words(text, verb_end, numbers[0][0], self.lexicon.leading_on)
        return stop - verb_end >= 2 and text.endswith(self.lexicon.figures, verb_end, stop)
