"""What holds of the report that any text gives, and the pieces that such texts are made of."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from report_parser.export import to_json
from report_parser.layout.normalise import fold
from report_parser.model import Report, Spans
from report_parser.pipeline import Parser
from report_parser.read import read
from report_parser.words.lengths import CLAUSE_LIMIT

ROOT = Path(__file__).parents[1]

# Pieces of reports, so that what is made of them goes deep into every stage, and any characters between them.
PIECES = re.split(
    r"\|",
    "政府工作报告|清潭县|一、2023年工作回顾|二、2024年工作安排|（一）|1.|一是|各位代表！|过去一年，|今年要|地区生产总值|其中|"
    "增长|下降|城镇、农村居民人均可支配收入分别为|新建公园|占比从17.9%提升至22.7%|"
    "1351 亿元|４.１％|百分之七点八|第3位|三分之二|翻一番|"
    "6%—6.5%|5亿元以上项目7个|“十四五”|1+N|C919|近三年|以上|左右|确保|力争|支持企业|等项目|"
    "建成|开工建设|2764人|避免了|原煤：|“六五”期间|比2018年|连续3年|"
    "十三五|（十三五）建设|第十三五章|第二十一条|二〇|"
    "，|。|；|、|：|“|”|（|）|\n|\r\n|\u3000| |\t|#|-|１|２|3|4|万|亿|元|%|國會業",
)
SAMPLES = {path.name: read(path).text for path in sorted((ROOT / "corpora").glob("*-*.*"))}
# No indicator or object is longer: it is a noun of one clause and no stretch of a report.
LONGEST = CLAUSE_LIMIT


@cache
def parser() -> Parser:
    return Parser()


def check(text: str) -> None:
    """What holds of the report that `text` gives; lone surrogates are read as U+FFFD."""
    report = parser().parse_text(text, with_text=True)
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    assert report.source.text == text
    assert report.source.length == len(text)
    to_json(report)
    check_spans(report, text)
    check_ledger(report, text)
    check_sections(report)


class Names:
    """What pieces of a text say, folded character by character."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self._folded = dict(zip(folded.origins, folded.text, strict=False))
        self._text = text

    def says(self, spans: Spans) -> str:
        """The name that the spans make; none holds what another holds."""
        for start, end in spans:
            assert 0 <= start < end <= len(self._text)
        places = [place for start, end in spans for place in range(start, end) if not self._text[place].isspace()]
        assert len(places) == len(set(places))
        return "".join(self._folded[place] for place in places)


def check_spans(report: Report, text: str) -> None:
    """Every span slices to its own text; what belongs to a statement lies in it."""
    sections = {section.id: section for section in report.sections}
    names = Names(text)
    for kind, statement in report.statements():
        assert (statement.reason is not None) == (kind == "background")
        assert text[statement.start : statement.end] == statement.text
        if statement.section:
            section = sections[statement.section]
            assert section.start <= statement.start < statement.end <= section.end
        for thing in statement.objects:
            assert 0 <= thing.start <= thing.end <= len(text)
            assert text[thing.start : thing.end] == thing.text
            assert thing.name
            assert names.says(thing.spans) == thing.name and len(thing.name) <= LONGEST
        for fact in statement.facts:
            assert text[fact.start : fact.end] == fact.text
            assert fact.indicator.text == fact.indicator.name and len(fact.indicator.name) <= LONGEST
            assert names.says(fact.indicator.spans) == fact.indicator.name
            for part in (fact.whole, fact.against):
                assert part is None or (part.name and names.says(part.spans) == part.name)
            assert statement.start <= fact.start < fact.end <= statement.end
            assert (fact.value is None) == (fact.low is not None and fact.high is not None)
            if fact.baseline:
                assert text[fact.baseline.start : fact.baseline.end] == fact.baseline.text
    for diagnostic in report.diagnostics:
        assert 0 <= diagnostic.start <= diagnostic.end <= len(text)
    if report.report.plan_starts_at is not None:
        assert 0 <= report.report.plan_starts_at <= len(text)


def check_ledger(report: Report, text: str) -> None:
    """Numerals stand apart and in order, hold every digit, and know the facts that are there."""
    covered = bytearray(len(text))
    for numeral in report.numerals:
        assert text[numeral.start : numeral.end] == numeral.text
        assert numeral.rule
        covered[numeral.start : numeral.end] = b"\1" * (numeral.end - numeral.start)
    for before, after in pairwise(report.numerals):
        assert before.end <= after.start
    for match in re.finditer(r"[0-9０-９]+", text):
        assert all(covered[slice(*match.span())]), match.group()
    identities = [fact.id for fact in report.facts()]
    assert len(identities) == len(set(identities))
    assert {numeral.fact for numeral in report.numerals if numeral.fact} <= set(identities)


def check_sections(report: Report) -> None:
    """Children lie inside their parents, and siblings do not overlap."""
    by_id = {section.id: section for section in report.sections}
    last: dict[str | None, int] = {}
    for section in report.sections:
        assert section.start <= section.end
        if section.parent is not None:
            parent = by_id[section.parent]
            assert parent.start <= section.start and section.end <= parent.end
            assert section.level > parent.level
        assert last.get(section.parent, 0) <= section.start
        last[section.parent] = section.end
