"""What the glossaries and notes of a report explain: 名词解释 -> terms, each with the text that explains it.

In goes a document with its sections, out comes the same with `definitions`. An entry begins with its term, which ends
at a colon, at a bracket ([三创四建]即…) or before 指, 是指, 即; paragraphs without a term of their own go on with the
one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from report_parser.document import Definition, Document, Section
from report_parser.layout.headings import forms_of
from report_parser.rules import Rules
from report_parser.words.patterns import any_of

TERM_LIMIT = 40  # a term is no longer
PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class _Forms:
    number: re.Pattern[str]
    term: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(rules: Rules) -> _Forms:
    headings = forms_of(rules)
    explains = any_of(rules.headings.notes.explains)
    return _Forms(
        number=re.compile(rf"(?:{headings.note.pattern}|(?:{headings.number.pattern}))[、.：]?"),
        term=re.compile(
            rf"\[(?P<bracket>[^\]\n]{{2,{TERM_LIMIT}}})\]|(?P<colon>[^：:。；，\n]{{2,{TERM_LIMIT}}})[：:]"
            rf"|(?P<word>[^。；\n]{{2,{TERM_LIMIT}}}?)(?:{explains})"
        ),
    )


def definitions(doc: Document, rules: Rules) -> Document:
    """Fills `Document.definitions`: 1.两免一补：指免学费…。 -> 两免一补, and the entry from the term to its end."""
    glossaries = [section for section in doc.sections if section.kind == "glossary"]
    outermost = [one for one in glossaries if not any(other.id == one.parent for other in glossaries)]
    found = [entry for section in outermost for entry in _entries(doc.text, section, _forms(rules))]
    return replace(doc, definitions=tuple(found))


def _entries(text: str, section: Section, forms: _Forms) -> Iterator[Definition]:
    """The entries of one glossary. Where some are numbered, all entries are."""
    start = section.start if section.inline else section.heading_end
    paragraphs = [found.span() for found in PARAGRAPH.finditer(text, start, section.end)]
    numbers = {at: number.end() for at, end in paragraphs if (number := forms.number.match(text, at, end))}
    open_entry: Definition | None = None
    for at, end in paragraphs:
        term = forms.term.match(text, numbers.get(at, at), end) if at in numbers or not numbers else None
        if term is None:
            open_entry = open_entry and open_entry._replace(end=end)
            continue
        if open_entry:
            yield open_entry
        named = str(term.lastgroup)
        open_entry = Definition(term.group(named), term.start(named), end)
    if open_entry:
        yield open_entry
