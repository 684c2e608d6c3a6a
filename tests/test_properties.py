"""What holds for every text, report or not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from report_parser.export import to_json
from report_parser.layout.normalise import fold
from report_parser.model import Report, Spans
from report_parser.pipeline import Parser
from report_parser.read import from_text, read
from report_parser.words.pieces import joined

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
# Any code point, lone surrogates among them.
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=3)
REPORTS = st.lists(st.one_of(st.sampled_from(PIECES), ANY), max_size=40).map("".join)
# What makes a text of a report, so that a piece behind it is read by every stage.
HEAD = "2024年政府工作报告\n一、2023年工作回顾\n去年，建设学校、医院"
SAMPLES = {path.name: read(path).text for path in sorted((ROOT / "corpora").glob("*-*.*"))}
# No indicator or object is longer, for it is a noun of one sentence and no stretch of a report.
LONGEST = 200
# The noun behind the last number ends the text.
ENDS_IN_A_NOUN = "政府工作报告\n各位代表：\n一、2023年工作回顾\n去年，取得新的成绩。全年惠及310万户家庭"
MANY = settings(max_examples=100, deadline=None)


@cache
def parser() -> Parser:
    return Parser()


@cache
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema)


@MANY
@given(REPORTS)
@example(ENDS_IN_A_NOUN)
@example("增长\ud8005%")
def test_any_text_parses_grounded_and_complete(text: str) -> None:
    check(text)


@MANY
@given(REPORTS)
@example(HEAD + "的改造和 扩建、“两山 银行”等项目。")
def test_an_object_is_made_of_pieces_of_its_sentence_or_of_one_before(text: str) -> None:
    doc = parser().document(from_text(text))
    for clause in doc.clauses:
        for thing in clause.objects:
            assert thing.text == joined(doc.text, thing.spans) and thing.rule
            assert all(0 <= start < end <= doc.sentences[clause.sentence].end for start, end in thing.spans)


@pytest.mark.parametrize("piece", PIECES)
def test_any_piece_may_begin_and_end_a_text(piece: str) -> None:
    for text in (piece, piece + HEAD, f"{HEAD}、{piece}", HEAD + piece, f"{HEAD}。\n{piece}"):
        check(text)


@pytest.mark.parametrize("name", SAMPLES)
def test_any_paragraph_may_end_behind_any_mark(name: str) -> None:
    """Every prefix of a sample ends in a prefix of a paragraph: those that end with a mark are all tried."""
    for paragraph in SAMPLES[name].splitlines():
        for mark in re.finditer(r"[^\w\s]", paragraph):
            check(paragraph[: mark.end()])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*SAMPLES.values()]), st.floats(0, 1))
def test_any_prefix_of_a_sample_parses(text: str, share: float) -> None:
    check(text[: int(share * len(text))])


@pytest.mark.parametrize(
    "piece", ["等", "“", "（", "甲、乙等", "一、建设\n", "1.建设\n", "占全省1%，占全市2%，", "五年", "1-", "A"]
)
def test_a_piece_repeated_without_end_parses(piece: str) -> None:
    short, long = (parser().parse_text(piece * (length // len(piece))) for length in (2000, 4000))
    assert len(to_json(long)) < 2.2 * len(to_json(short))  # no name or tree that grows with all that stands before it
    check_ledger(long, piece * (4000 // len(piece)))
    check_sections(long)


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


@MANY
@given(REPORTS)
def test_json_and_back(text: str) -> None:
    report = parser().parse_text(text)
    written = to_json(report)
    read = Report.model_validate_json(written)
    assert read == report and to_json(read) == written  # the records, made unchecked, are right and in order
    validator().validate(json.loads(written))
    assert to_json(parser().parse_text(text)) == written


@MANY
@given(REPORTS)
def test_quantities_are_exact_and_apart(text: str) -> None:
    found = parser().quantities(text)
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    for quantity in found:
        assert text[quantity.start : quantity.end] == quantity.text
    for before, after in pairwise(found):
        assert before.end <= after.start


@MANY
@given(REPORTS)
def test_folding_maps_back(text: str) -> None:
    folded = fold(text)
    assert len(folded.origins) == len(folded.text) + 1
    assert list(folded.origins) == sorted(folded.origins)
    assert folded.origins[-1] == len(text)
    for character, origin in zip(folded.text, folded.origins, strict=False):
        if character.isascii() and character.isalnum():
            assert text[origin] in (character, chr(ord(character) + 0xFEE0))
    assert fold(folded.text).text == folded.text


def test_bytes_and_text_agree() -> None:
    text = (ROOT / "corpora" / "national-2024.txt").read_text(encoding="utf-8")
    from_text = parser().parse_text(text)
    from_bytes = parser().parse(text.encode("utf-8"))
    assert from_bytes.model_copy(update={"source": from_text.source}) == from_text


def test_neither_process_nor_order_matters() -> None:
    names = ["qingtan-2022.txt", "wenling-2024.md", "national-1986.txt"]
    code = """
import sys
from report_parser.export import to_json
from report_parser.pipeline import Parser
from report_parser.read import read
parser = Parser()
for name in sys.argv[1:]:
    print(to_json(parser.parse(name)))
"""
    there = subprocess.run(
        [sys.executable, "-c", code, *names], cwd=ROOT / "corpora", capture_output=True, text=True, check=True
    )
    fresh = Parser()
    here = {name: to_json(fresh.parse((ROOT / "corpora" / name).read_bytes(), name=name)) for name in reversed(names)}
    assert there.stdout.splitlines() == [here[name] for name in names]
