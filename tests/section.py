"""A text as one section of a report delivered in 2024, for tests that look at its clauses."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from report_parser.clauses.stage import clauses
from report_parser.document import Document, Jurisdiction, Masthead, Section, SectionKind, Source
from report_parser.layout.normalise import normalise
from report_parser.numbers.ledger import ledger
from report_parser.rules import Rules, load_rules
from report_parser.times.stage import times
from report_parser.words.scan import scan
from report_parser.words.segment import segment


@cache
def rules() -> Rules:
    return load_rules()


def read(text: str, kind: SectionKind) -> Document:
    """The clauses of a text that is one section of a report delivered in 2024."""
    return clauses(timed(text, kind), rules())


def timed(text: str, kind: SectionKind) -> Document:
    """The numbers and the times of a text that is one section of a report delivered in 2024."""
    source = Source("test", "", "text/plain", "utf-8", text)
    doc = replace(
        normalise(Document(source), rules()),
        masthead=Masthead(None, Jurisdiction(None, None), 2024, 2023, 2024),
        sections=(Section("s1", None, 1, "", 0, len(text), kind, 0, 0),),
    )
    return times(ledger(segment(scan(doc, rules()), rules()), rules()), rules())
