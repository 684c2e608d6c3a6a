"""Concepts by place and year for the page of a shelf: how often a dictionary's terms stand in each report."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from report_parser.language.messages import Wording
from report_parser.model import Report
from report_parser.view.document import Json
from report_parser.word_counts.cut import cut_report
from report_parser.word_counts.dictionary import SHIPPED, Dictionary, load_dictionary
from report_parser.word_counts.mentions import mentions

MOST_REPORTS: Final = 300
"""Of a shelf of more reports no concepts are counted, for the page would be minutes in coming."""


class Counted(NamedTuple):
    """A report: how often each concept stands in it, and how many characters it has."""

    place: str
    year: int
    address: str
    characters: int
    counts: dict[str, int]


class Concepts:
    """The concepts of the shipped dictionaries, counted as strings in the reports that hold their text."""

    def __init__(self) -> None:
        self._dictionaries = [load_dictionary(name) for name in SHIPPED]
        self._counted: list[Counted] = []
        self._seen = 0

    def add(self, place: str, address: str, report: Report) -> None:
        """Count a report that has a year and its text."""
        year = report.report.report_year
        if report.source.text is None or year is None:
            return
        self._seen += 1
        if self._seen > MOST_REPORTS:
            self._counted.clear()
            return
        cut = cut_report(report, list)  # by characters: strings are counted, whatever words they stand in
        counts: Counter[str] = Counter()
        for dictionary in self._dictionaries:
            concepts = {term: _key(dictionary, concept.id) for concept in dictionary.concept for term in concept.terms}
            counts.update(concepts[mention.term] for mention in mentions(cut, dictionary, "strings"))
        characters = sum(word.is_word for word in cut.words)
        self._counted.append(Counted(place, year, address, characters, dict(counts)))

    def data(self, wording: Wording) -> Json:
        """The dictionaries with the names of their concepts, and the reports counted, by year and place."""
        dictionaries: list[Json] = []
        for dictionary in self._dictionaries:
            concepts: list[Json] = [
                wording.concept(_key(dictionary, concept.id), concept.name, concept.english)
                for concept in dictionary.concept
            ]
            name = wording.concept(dictionary.id, dictionary.name, dictionary.english)
            dictionaries.append({"name": name, "concepts": concepts})
        reports: list[Json] = []
        for one in sorted(self._counted, key=lambda one: (one.year, one.place)):
            counts: dict[str, Json] = {f"concept.{key}": count for key, count in one.counts.items()}
            reports.append([one.place, one.year, one.characters, counts, one.address])
        return {"dictionaries": dictionaries, "reports": reports, "too_many": self._seen > MOST_REPORTS}


def _key(dictionary: Dictionary, concept: str) -> str:
    return f"{dictionary.id}.{concept}"
