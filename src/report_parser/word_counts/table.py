"""The tables of counts: a row a report, concept and scope (long), or a row a report (wide)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from report_parser.identity import report_id
from report_parser.model import Report
from report_parser.rules import Rules
from report_parser.tables.columns import Column
from report_parser.tables.rows import Row
from report_parser.word_counts.cut import CutReport, cut_report, word_cutter
from report_parser.word_counts.dictionary import TOTAL, Dictionary
from report_parser.word_counts.mentions import Counting
from report_parser.word_counts.tally import SCOPES, Count, Scope, counts

HEAD: tuple[Column, ...] = (
    Column("report_id", "text", "Id of the report, the same as in a store; never null."),
    Column("place_code", "text", "The place's GB/T 2260 code; 000000 for the nation."),
    Column("place", "text", "Its name."),
    Column("level", "text", "national, province, prefecture, county or township."),
    Column("year", "integer", "The year in which the report was given."),
)
_TAIL: tuple[Column, ...] = (
    Column("counted", "text", "How terms are found: words, as jieba cuts them, or strings."),
    Column("source_uri", "text", "The file or address that was parsed; never null."),
)

LONG: tuple[Column, ...] = (
    *HEAD,
    Column("dictionary", "text", "The id of the dictionary."),
    Column("concept", "text", "The id of the concept; total counts the dictionary as a whole."),
    Column("concept_name", "text", "Its name."),
    Column("part", "text", "review, plan, problems or all."),
    Column("kind", "text", "achievement, commitment, background or all."),
    Column("count", "integer", "How often the terms of the concept stand there."),
    Column("words", "integer", "How many words there are; marks are none."),
    Column("share_words", "float", "count / words."),
    Column("term_characters", "integer", "How many characters the mentions have."),
    Column("characters", "integer", "How many characters the words have."),
    Column("share_characters", "float", "term_characters / characters."),
    Column("term_sentences", "integer", "In how many sentences there is a mention."),
    Column("sentences", "integer", "How many sentences there are."),
    Column("share_sentences", "float", "term_sentences / sentences."),
    Column("term_statements", "integer", "In how many statements there is a mention."),
    Column("statements", "integer", "How many statements there are."),
    Column("share_statements", "float", "term_statements / statements."),
    *_TAIL,
)


def long_rows(
    reports: Iterable[Report],
    dictionary: Dictionary,
    rules: Rules,
    *,
    counting: Counting = "words",
    negated: bool = True,
    boilerplate: bool = False,
) -> Iterator[Row]:
    """A row a report, concept and scope, those without a mention too, report after report."""
    names = {concept.id: concept.name for concept in dictionary.concept} | {TOTAL: dictionary.name}
    for report, found in _counted(reports, dictionary, rules, counting, negated, boilerplate):
        for each in found:
            yield {
                **head_of(report, rules),
                "dictionary": dictionary.id,
                "concept": each.concept,
                "concept_name": names[each.concept] or None,
                "part": each.scope.part or "all",
                "kind": each.scope.kind or "all",
                **_numbers(each),
                "counted": counting,
                "source_uri": report.source.uri,
            }


def wide_columns(dictionary: Dictionary) -> tuple[Column, ...]:
    """The columns of `wide_rows`: for each scope its words, for each concept in it the count and the share of words."""
    made = list(HEAD)
    concepts = [*(concept.id for concept in dictionary.concept), TOTAL]
    for scope in SCOPES:
        name = _scope_name(scope)
        made.append(Column(f"words_{name}", "integer", f"How many words there are in {name}."))
        for concept in concepts:
            made.append(Column(f"{concept}_{name}", "integer", f"How often terms of {concept} stand in {name}."))
            made.append(Column(f"{concept}_{name}_share", "float", f"That, as a share of the words of {name}."))
    return (*made, *_TAIL)


def wide_rows(
    reports: Iterable[Report],
    dictionary: Dictionary,
    rules: Rules,
    *,
    counting: Counting = "words",
    negated: bool = True,
    boilerplate: bool = False,
) -> Iterator[Row]:
    """A row a report."""
    for report, found in _counted(reports, dictionary, rules, counting, negated, boilerplate):
        row: Row = dict(head_of(report, rules))
        for each in found:
            name = _scope_name(each.scope)
            row[f"words_{name}"] = each.in_all.words
            row[f"{each.concept}_{name}"] = each.of_it.words
            row[f"{each.concept}_{name}_share"] = _share(each.of_it.words, each.in_all.words)
        yield {**row, "counted": counting, "source_uri": report.source.uri}


def _counted(
    reports: Iterable[Report],
    dictionary: Dictionary,
    rules: Rules,
    counting: Counting,
    negated: bool,
    boilerplate: bool,
) -> Iterator[tuple[Report, list[Count]]]:
    cut = word_cutter(dictionary.terms)
    for report in reports:
        words = cut_report(report, cut, boilerplate=boilerplate)
        yield report, list(counts(words, dictionary, rules, counting=counting, negated=negated))


def head_of(report: Report, rules: Rules) -> Row:
    """What every row says of its report."""
    place = report.report.jurisdiction
    return {
        "report_id": report_id(report, rules),
        "place_code": place.code,
        "place": place.name,
        "level": place.level,
        "year": report.report.report_year,
    }


def _numbers(count: Count) -> Row:
    of_it, in_all = count.of_it, count.in_all
    return {
        "count": of_it.words,
        "words": in_all.words,
        "share_words": _share(of_it.words, in_all.words),
        "term_characters": of_it.characters,
        "characters": in_all.characters,
        "share_characters": _share(of_it.characters, in_all.characters),
        "term_sentences": of_it.sentences,
        "sentences": in_all.sentences,
        "share_sentences": _share(of_it.sentences, in_all.sentences),
        "term_statements": of_it.statements,
        "statements": in_all.statements,
        "share_statements": _share(of_it.statements, in_all.statements),
    }


def _share(of_it: int, in_all: int) -> float | None:
    """A share; None of nothing."""
    return of_it / in_all if in_all else None


def _scope_name(scope: Scope) -> str:
    return scope.part or scope.kind or "all"


def cut_reports(reports: Iterable[Report], terms: Sequence[str] = ()) -> Iterator[CutReport]:
    """The reports cut into words, without the site's own text."""
    cut = word_cutter(terms)
    for report in reports:
        yield cut_report(report, cut)
