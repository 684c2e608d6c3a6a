"""Words without a dictionary: the most frequent of each report, and those that mark one report among others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from report_parser.model import Report
from report_parser.rules import Rules
from report_parser.tables.columns import Column
from report_parser.tables.rows import Row
from report_parser.word_counts.cut import PARTS, CutReport
from report_parser.word_counts.table import HEAD, cut_reports, head_of
from report_parser.word_counts.tally import Scope

TOP: tuple[Column, ...] = (
    *HEAD,
    Column("part", "text", "review, plan, problems or all."),
    Column("rank", "integer", "1 is the most frequent."),
    Column("word", "text", "The word, as jieba cuts it."),
    Column("count", "integer", "How often it stands there."),
    Column("share_words", "float", "count / all words there, stop words too."),
)
KEYNESS: tuple[Column, ...] = (
    *HEAD,
    Column("rank", "integer", "1 marks the report most."),
    Column("word", "text", "The word, as jieba cuts it."),
    Column("count", "integer", "How often it stands in the report."),
    Column("expected", "float", "How often it would, if it were as frequent there as in all texts together."),
    Column("reference_count", "integer", "How often it stands in the other reports."),
    Column("log_likelihood", "float", "Dunning's log-likelihood ratio; 3.84 is 5 %, 6.63 is 1 %, 10.83 is 0.1 %."),
    Column(
        "log_ratio", "float", "How many times the frequency doubles against the others, half a mention added to none."
    ),
)

# Digits and Latin letters, or a number in characters.
_NUMBER = re.compile(r"[^㐀-鿿]*|[〇零一二两三四五六七八九十百千万亿点]+")


def top_rows(reports: Iterable[Report], rules: Rules, top: int) -> Iterator[Row]:
    """The most frequent words of each report, of all of it and of its parts; of equals the first by its characters."""
    for report in cut_reports(reports):
        for scope in (Scope(), *(Scope(part=part) for part in PARTS)):
            total = sum(word.is_word and scope.holds(word) for word in report.words)
            ranked = sorted(_telling(report, rules, scope).items(), key=lambda item: (-item[1], item[0]))
            for rank, (word, count) in enumerate(ranked[:top], 1):
                yield {
                    **head_of(report.report, rules),
                    "part": scope.part or "all",
                    "rank": rank,
                    "word": word,
                    "count": count,
                    "share_words": count / total,
                }


@dataclass(frozen=True, slots=True)
class _Key:
    """A word and what marks it."""

    word: str
    count: int
    reference: int
    expected: float
    likelihood: float


def keyness_rows(report: Report, others: Iterable[Report], rules: Rules, top: int) -> Iterator[Row]:
    """The words that stand in a report more often than in others, by Dunning's log-likelihood ratio.

    Where the report is among the others, it is left out of them.
    """
    own, *_ = (_telling(each, rules, Scope()) for each in cut_reports([report]))
    reference: Counter[str] = Counter()
    for each in cut_reports(other for other in others if other.source.sha256 != report.source.sha256):
        reference.update(_telling(each, rules, Scope()))
    sizes = own.total(), reference.total()
    keys = [_key(word, count, reference[word], *sizes) for word, count in own.items()]
    more = [key for key in keys if key.count > key.expected]
    ranked = sorted(more, key=lambda key: (-key.likelihood, key.word))
    for rank, key in enumerate(ranked[:top], 1):
        yield {
            **head_of(report, rules),
            "rank": rank,
            "word": key.word,
            "count": key.count,
            "expected": key.expected,
            "reference_count": key.reference,
            "log_likelihood": key.likelihood,
            "log_ratio": math.log2(key.count / sizes[0] / (max(key.reference, 0.5) / sizes[1])) if sizes[1] else None,
        }


def _key(word: str, count: int, reference: int, size: int, reference_size: int) -> _Key:
    """The log-likelihood of a word: 2 (a ln(a / E1) + b ln(b / E2)), E by the frequency in both together."""
    both = (count + reference) / (size + reference_size)
    expected, expected_there = size * both, reference_size * both
    likelihood = count * math.log(count / expected)
    if reference:
        likelihood += reference * math.log(reference / expected_there)
    return _Key(word, count, reference, expected, 2 * likelihood)


def _telling(report: CutReport, rules: Rules, scope: Scope) -> Counter[str]:
    """The words of a scope that say something: of two characters or more, no number, no stop word."""
    stop = frozenset(rules.terms.stop_words)
    return Counter(
        word.text
        for word in report.words
        if len(word.text) > 1 and scope.holds(word) and word.text not in stop and not _NUMBER.fullmatch(word.text)
    )
