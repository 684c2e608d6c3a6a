"""What holds for every text, report or not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from itertools import pairwise

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from invariants import PIECES, ROOT, SAMPLES, check, check_ledger, check_sections, parser
from report_parser.export import to_json
from report_parser.layout.normalise import fold
from report_parser.model import Report
from report_parser.pipeline import Parser
from report_parser.read import from_text
from report_parser.words.pieces import joined

# Any code point, lone surrogates among them.
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=3)
REPORTS = st.lists(st.one_of(st.sampled_from(PIECES), ANY), max_size=40).map("".join)
# What makes a text of a report, so that a piece behind it is read by every stage.
HEAD = "2024年政府工作报告\n一、2023年工作回顾\n去年，建设学校、医院"
# The noun behind the last number ends the text.
ENDS_IN_A_NOUN = "政府工作报告\n各位代表：\n一、2023年工作回顾\n去年，取得新的成绩。全年惠及310万户家庭"
MANY = settings(max_examples=100, deadline=None)


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
