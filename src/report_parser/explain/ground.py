"""What every explanation is told from: the finished document, its rules, and the words of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from report_parser.document import Clause, Document, Section
from report_parser.explain.rows import word_row
from report_parser.language.messages import Wording
from report_parser.language.reasons import Family, reasons
from report_parser.rules import Rules


@dataclass(frozen=True, slots=True)
class Ground:
    """A finished document with the rules that it was read by, told in one language."""

    doc: Document
    rules: Rules
    say: Wording

    def text(self, start: int, end: int) -> str:
        """The characters of a folded span."""
        return self.doc.text[start:end]

    def reasons(self, family: Family, rule: str) -> tuple[str, ...]:
        """The rules of a recorded name in words."""
        return tuple(one.text(self.say.lang) for one in reasons(family, rule))

    def section(self, section: Section) -> str:
        """A section by its heading and kind."""
        heading = section.heading or self.say("nav.opening_part")
        return self.say("explain.section", word=heading, kind=self.say(f"section.{section.kind}"))

    def words(self, clause: Clause) -> tuple[str, ...]:
        """A clause as it is cut into words: 数字, 政府, 建设, 跑出, 加速度."""
        starts = [at for at in range(clause.start, clause.end) if self.doc.word_starts[at]]
        edges = sorted({clause.start, *starts, clause.end})
        return tuple(self.text(left, right) for left, right in pairwise(edges))

    def known_words(self, start: int, end: int) -> Iterator[str]:
        """Each word of a span that the word list knows, of those that begin at a place the longest."""
        words = self.doc.word_starts
        for at in range(start, end):
            if words[at]:
                ends = (stop for stop in range(end, at, -1) if stop == end or words[stop])
                word = next((word for stop in ends if word_row(self.rules, word := self.text(at, stop))), "")
                if word:
                    yield word

    def word_row(self, word: str) -> str:
        """The line of the word list that says what is believed of a word, or that it has none."""
        return word_row(self.rules, word) or f"data/words.txt: {self.say('explain.no_line', word=word)}"
