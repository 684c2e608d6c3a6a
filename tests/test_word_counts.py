"""Counting words: what a hand counts, by part and by kind, whatever the form of dictionary and table."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import polars as pl
import pyreadstat
import pytest
from click.testing import CliRunner

from report_parser import Parser, Report, load_rules, parse_text, terms
from report_parser.cli import cli
from report_parser.errors import RuleError, SourceError
from report_parser.word_counts.cut import cut_report, word_cutter
from report_parser.word_counts.dictionary import SHIPPED, load_dictionary
from report_parser.word_counts.frequent import keyness_rows, top_rows
from report_parser.word_counts.mentions import denied

RULES = load_rules()

# Counted by hand. Words, as jieba cuts them, the marks left out:
#   清潭|县|2024|年|政府|工作|报告                                                      7   no part
#   一|2023|年|工作|回顾                                                               5   review
#   治理|污水|3|处                                                                    4   review, achievement
#   新建|湿地|公园|2|个                                                                5   review, achievement
#   二|存在|的|问题                                                                    4   problems
#   未|实现|绿色|发展                                                                  4   problems; 绿色 is denied
#   三|2024|年|工作|安排                                                               5   plan
#   推进|污染防治                                                                      2   plan, commitment
#   发展|绿色|农业                                                                     3   plan, commitment
TEXT = """清潭县2024年政府工作报告
一、2023年工作回顾
治理污水3处。新建湿地公园2个。
二、存在的问题
未实现绿色发展。
三、2024年工作安排
推进污染防治，发展绿色农业。
"""
DICTIONARY = """
id = "green"
name = "绿色"
sources = ["our own"]

[[concept]]
id = "dirt"
terms = ["污水", "污染", "污染防治"]

[[concept]]
id = "green"
terms = ["绿色", "湿地"]
"""


@cache
def report() -> Report:
    return Parser().parse_text(TEXT, name="a.txt", with_text=True)


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    path = tmp_path / "green.toml"
    path.write_text(DICTIONARY, encoding="utf-8")
    return path


# part, kind, concept -> count, words; characters of the mentions; sentences with one, of how many; statements with one
BY_HAND = {
    ("all", "all", "dirt"): (2, 39, 6, 2, 8, 2),
    ("all", "all", "green"): (3, 39, 6, 3, 8, 3),
    ("all", "all", "total"): (5, 39, 12, 4, 8, 5),
    ("review", "all", "dirt"): (1, 14, 2, 1, 3, 1),
    ("review", "all", "green"): (1, 14, 2, 1, 3, 1),
    ("problems", "all", "dirt"): (0, 8, 0, 0, 2, 0),
    ("problems", "all", "green"): (1, 8, 2, 1, 2, 1),
    ("plan", "all", "dirt"): (1, 10, 4, 1, 2, 1),
    ("plan", "all", "green"): (1, 10, 2, 1, 2, 1),
    ("all", "commitment", "total"): (2, 5, 6, 1, 1, 2),
    ("all", "achievement", "total"): (2, 9, 4, 2, 2, 2),
}


@pytest.mark.parametrize(("part", "kind", "concept"), BY_HAND)
def test_counts_are_those_of_a_hand(part: str, kind: str, concept: str, dictionary: Path) -> None:
    (row,) = terms(report(), dictionary).filter(part=part, kind=kind, concept=concept).rows(named=True)
    count, words, characters, sentences, all_sentences, statements = BY_HAND[part, kind, concept]
    assert (row["count"], row["words"], row["term_characters"]) == (count, words, characters)
    assert (row["term_sentences"], row["sentences"], row["term_statements"]) == (sentences, all_sentences, statements)
    assert row["share_words"] == count / words
    assert row["counted"] == "words"


def test_every_concept_has_a_row_in_every_scope(dictionary: Path) -> None:
    frame = terms(report(), dictionary)
    assert frame.height == 3 * 7
    assert frame.filter(count=0).height > 0


def test_strings_are_found_within_words_the_longest_first(tmp_path: Path) -> None:
    path = tmp_path / "dirt.txt"
    path.write_text("# a comment\n[dirt]\n污染\n[work]\n工作报告\n工作\n", encoding="utf-8")
    frame = terms(report(), path, counting="strings").filter(part="all", kind="all")
    assert dict(frame.select("concept", "count").rows()) == {"dirt": 1, "work": 3, "total": 4}
    assert frame["counted"].unique().to_list() == ["strings"]
    assert dict(terms(report(), path).filter(part="all", kind="all").select("concept", "count").rows())["dirt"] == 1


def test_what_is_denied_may_be_left_out(dictionary: Path) -> None:
    kept = terms(report(), dictionary, negated=False).filter(part="problems", kind="all", concept="green")
    assert kept["count"].to_list() == [0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("未实现绿色发展", {"实现", "绿色"}),
        ("没有，绿色发展", set()),
        ("不断发展绿色农业", set()),
        ("未能全面治理污水", {"全面", "治理"}),
    ],
)
def test_a_negation_denies_the_two_words_behind_it(text: str, words: set[str]) -> None:
    cut = cut_report(parse_text(text, with_text=True), word_cutter(["绿色", "污水"]))
    places = denied(cut, RULES)
    assert {word.text for word in cut.words if word.start in places} == words


def test_a_report_wide_is_one_row(dictionary: Path) -> None:
    (row,) = terms(report(), dictionary, wide=True).rows(named=True)
    assert (row["words_all"], row["dirt_all"], row["green_review"], row["total_commitment"]) == (39, 2, 1, 2)
    assert row["green_plan_share"] == 1 / 10


def test_case_and_width_make_no_difference() -> None:
    text = parse_text("ＰＭ２．５浓度下降，pm2.5浓度改善。", with_text=True)
    frame = terms(text, "environment").filter(part="all", kind="all", concept="pollution")
    assert frame["count"].to_list() == [2]


def test_text_of_the_site_counts_on_request_only(tmp_path: Path) -> None:
    path = tmp_path / "site.txt"
    path.write_text("浏览次数\n", encoding="utf-8")
    page = parse_text(f"首页 > 政务公开\n{TEXT}\n打印本页 关闭窗口 浏览次数：17\n", with_text=True)
    if not any(section.kind == "boilerplate" for section in page.sections):
        pytest.skip("no boilerplate was told apart")
    without, with_it = (
        terms(page, path, counting="strings", boilerplate=asked).filter(part="all", kind="all", concept="site")[
            "count"
        ][0]
        for asked in (False, True)
    )
    assert (without, with_it) == (0, 1)


@pytest.mark.parametrize("name", SHIPPED)
def test_our_dictionaries_name_their_sources(name: str) -> None:
    found = load_dictionary(name)
    assert found.sources and found.name and found.english
    assert len(found.terms) == sum(len(concept.terms) for concept in found.concept)


def test_a_sheet_is_a_dictionary_with_a_concept_a_column(tmp_path: Path) -> None:
    path = tmp_path / "words.xlsx"
    pl.DataFrame({"污染": ["污水", "废气"], "绿色": ["湿地", None]}).write_excel(path)
    assert [(each.id, each.terms) for each in load_dictionary(path).concept] == [
        ("污染", ("污水", "废气")),
        ("绿色", ("湿地",)),
    ]


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.toml", "id = 'a'\n", "concept"),
        ("a.toml", "id = 'a'\n[[concept]]\nid = 'b'\nterms = []\n", "concept.0.terms"),
        ("a.toml", "id = 'a'\n[[concept]]\nid = 'total'\nterms = ['甲']\n", "the id is taken"),
        ("a.toml", "id =", "syntax"),
        ("a.csv", "", "not a dictionary"),
    ],
)
def test_a_broken_dictionary_names_its_entry(name: str, content: str, cause: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(RuleError, match=cause):
        load_dictionary(tmp_path / name)


def test_a_model_without_its_text_is_refused() -> None:
    with pytest.raises(SourceError, match="with-text"):
        terms(parse_text(TEXT), "environment")


def test_the_most_frequent_words_have_no_stop_words_numbers_or_single_characters() -> None:
    rows = list(top_rows([report()], RULES, 3))
    assert [(row["word"], row["count"]) for row in rows if row["part"] == "all"] == [
        ("工作", 3),
        ("发展", 2),
        ("绿色", 2),
    ]
    assert {row["part"] for row in rows} == {"all", "review", "plan", "problems"}


def test_keyness_is_the_log_likelihood_by_hand() -> None:
    own = parse_text("湿地湿地湿地公园。", with_text=True)
    other = parse_text("公园公园公园湿地。", with_text=True)
    (row,) = keyness_rows(own, [other, own], RULES, 5)
    # 3 of 4 words here, 1 of 4 there: E = 2 each; 2 (3 ln 1.5 + 1 ln 0.5) = 1.0465
    assert (row["word"], row["count"], row["reference_count"], row["expected"]) == ("湿地", 3, 1, 2.0)
    assert row["log_likelihood"] == pytest.approx(1.0465, abs=1e-4)


def test_the_command_writes_each_form(tmp_path: Path, dictionary: Path) -> None:
    (tmp_path / "a.json").write_text(report().model_dump_json(), encoding="utf-8")
    (tmp_path / "b.json").write_text(Parser().parse_text(TEXT, name="b.txt").model_dump_json(), encoding="utf-8")
    for name in ("t.csv", "t.dta", "t.jsonl"):
        done = CliRunner().invoke(
            cli, ["terms", str(tmp_path / "a.json"), "--terms", str(dictionary), "-o", str(tmp_path / name)],
            standalone_mode=False,
        )  # fmt: skip
        assert done.return_value == 0, done.output
    assert pl.read_csv(tmp_path / "t.csv").height == 21
    assert len(json.loads((tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()[0])) == 24
    read, meta = pyreadstat.read_dta(str(tmp_path / "t.dta"), output_format="polars")
    assert read.height == 21
    assert meta.column_names_to_labels["share_words"] == "count / words."
    refused = CliRunner().invoke(cli, ["terms", str(tmp_path), "--top", "3"], standalone_mode=False)
    assert refused.return_value == 1
    assert "b.txt: the model does not hold the text" in refused.output
