"""What every explanation is told from: the finished document, its rules, and the words of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

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

    def word_rows(self, start: int, end: int) -> Iterator[str]:
        """The line of each word of a span that the word list knows, of those that begin at a place the longest."""
        words = self.doc.word_starts
        for at in range(start, end):
            if words[at]:
                stops = (stop for stop in range(end, at, -1) if stop == end or words[stop])
                rows = (word_row(self.rules, self.text(at, stop)) for stop in stops)
                yield from (row for row in islice(filter(None, rows), 1))
