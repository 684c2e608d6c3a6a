"""The straight line from bytes to model; every stage is a function of the document before it."""

from __future__ import annotations

from os import PathLike
from typing import BinaryIO

from report_parser.assemble import assemble
from report_parser.checks.stage import doubts
from report_parser.clauses.stage import clauses
from report_parser.document import Document, Given, Source
from report_parser.facts.stage import facts
from report_parser.layout.definitions import definitions
from report_parser.layout.masthead import masthead
from report_parser.layout.normalise import normalise
from report_parser.layout.outline import outline
from report_parser.limits import TEXT_LIMIT
from report_parser.model import QuantityInfo, Report
from report_parser.numbers.api import quantities_of
from report_parser.numbers.ledger import ledger
from report_parser.read import from_text, read
from report_parser.rules import Rules, load_rules
from report_parser.tasks.stage import tasks
from report_parser.times.stage import times
from report_parser.words.scan import scan
from report_parser.words.segment import segment


class Parser:
    """A parser that holds its rules: make it once, parse many reports with it.

    `rules` are the shipped ones, or what `load_rules` made of them and of folders of your own. A text of more than
    `text_limit` characters is refused with LimitError; time and memory are limited by `parse_many`.

    >>> Parser().parse_text("2024年，地区生产总值达到1351亿元，增长4.1%。").source.length
    28
    """

    def __init__(self, rules: Rules | None = None, *, text_limit: int = TEXT_LIMIT) -> None:
        self._rules: Rules = load_rules() if rules is None else rules
        self._text_limit = text_limit

    def parse(
        self,
        source: str | PathLike[str] | bytes | BinaryIO,
        *,
        name: str | None = None,
        with_text: bool = False,
        place: str | None = None,
        year: int | None = None,
    ) -> Report:
        """The model of a report: a path, the bytes of a file, or a binary stream, named `name` in the model.

        `place` (温岭市, 北京市朝阳区 or 331081) and `year`, that of its delivery, are for a text that does not say
        them; they are taken before what it says, and a text that says something else is a diagnostic.
        Raises SourceError where the source cannot be read as Chinese text.
        """
        return self._report(read(source, name=name, text_limit=self._text_limit), Given(place, year), with_text)

    def parse_text(
        self,
        text: str,
        *,
        name: str = "<text>",
        with_text: bool = False,
        place: str | None = None,
        year: int | None = None,
    ) -> Report:
        """The model of a report given as text; offsets count its code points. See `parse`."""
        source = from_text(text, name=name, text_limit=self._text_limit)
        return self._report(source, Given(place, year), with_text)

    def quantities(self, text: str) -> list[QuantityInfo]:
        """Every quantity of any Chinese text: 增长百分之七点八 -> one of value 7.8 and unit %."""
        return quantities_of(text, self._rules)

    def document(self, source: Source, given: Given | None = None) -> Document:
        """The working document of a source after the last stage, for those who look inside."""
        rules = self._rules
        doc = normalise(Document(source, given or Given()), rules)
        doc = scan(doc, rules)
        doc = masthead(doc, rules)
        doc = outline(doc, rules)
        doc = definitions(doc, rules)
        doc = segment(doc, rules)
        doc = ledger(doc, rules)
        doc = times(doc, rules)
        doc = clauses(doc, rules)
        doc = facts(doc, rules)
        doc = tasks(doc, rules)
        return doubts(doc, rules)

    def _report(self, source: Source, given: Given, with_text: bool) -> Report:
        return assemble(self.document(source, given), self._rules, with_text=with_text)


def parse(
    source: str | PathLike[str] | bytes | BinaryIO,
    *,
    with_text: bool = False,
    place: str | None = None,
    year: int | None = None,
) -> Report:
    """The model of one report, with the shipped rules; see `Parser.parse`."""
    return Parser().parse(source, with_text=with_text, place=place, year=year)


def parse_text(text: str, *, with_text: bool = False, place: str | None = None, year: int | None = None) -> Report:
    """The model of one report given as text, with the shipped rules; see `Parser.parse_text`."""
    return Parser().parse_text(text, with_text=with_text, place=place, year=year)


def quantities(text: str) -> list[QuantityInfo]:
    """Every quantity of any Chinese text, with the shipped rules; see `Parser.quantities`."""
    return Parser().quantities(text)
