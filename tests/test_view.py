"""The HTML pages without a browser: the text is whole, everything is escaped, both languages are there."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from pathlib import Path

import lxml.html
import pytest
from click.testing import CliRunner

from report_parser import Parser, Report, terms
from report_parser.clauses.constructions import CONSTRUCTIONS
from report_parser.clauses.evidence import Evidence
from report_parser.clauses.kinds import KIND_RULES, SAME_SENTENCE
from report_parser.clauses.objects import ONE, PATTERNS
from report_parser.clauses.things import ELIDED, OF_OBJECT_BEFORE
from report_parser.cli import cli
from report_parser.errors import SourceError
from report_parser.facts.comparators import COMPARATORS
from report_parser.facts.elision import COMPLETIONS, TOPICS
from report_parser.facts.indicator import WAYS
from report_parser.facts.measure_verbs import MEASURES
from report_parser.facts.roles import ROLES
from report_parser.facts.stage import SHARINGS
from report_parser.language.messages import Wording
from report_parser.language.reasons import LANGUAGES, reasons
from report_parser.read import read
from report_parser.rules import load_rules
from report_parser.track import track_reports
from report_parser.track.grouped import grouped
from report_parser.view import render_index, render_page
from report_parser.view.annotate import blocks, told
from report_parser.view.charts import bounds, exact, pairs, shown, topic_counts

CORPORA = Path(__file__).parents[1] / "corpora"
SAMPLES = sorted(path for path in CORPORA.iterdir() if path.suffix != ".toml")
NASTY = (
    "<script>window.hacked=1</script>市政府工作报告\n\n一、2023年工作回顾\n\n"
    '去年，<img src=x onerror="window.hacked=2">地区生产总值达到1351亿元，增长4.1%。'
    '建成"><svg onload=alert(1)>公园3个。\n\n'
    "二、2024年工作安排\n\n今年，地区生产总值增长5%以上，{{ 7*7 }}新建</script>学校12所。\n"
)


@cache
def parsed(path: Path) -> Report:
    """A sample, parsed once."""
    return Parser().parse(path, with_text=True)


@cache
def nasty() -> Report:
    """A report that is full of markup."""
    return Parser().parse_text(NASTY, name='"><script>window.hacked=3</script>.txt', with_text=True)


def text_of(report: Report) -> str:
    """The source text that a report carries."""
    assert report.source.text is not None
    return report.source.text


def tree(page: str) -> lxml.html.HtmlElement:
    """The page as a tree."""
    return lxml.html.document_fromstring(page)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_pieces_joined_are_the_text(path: Path) -> None:
    report = parsed(path)
    lines = blocks(report, text_of(report), told(report))
    joined = "".join(piece.text for line in lines for run in line.runs for piece in run.pieces)
    whole = re.sub(r"(?m)^#{1,6}\s+", "", text_of(report)) if path.suffix == ".md" else text_of(report)
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", whole)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_fact_stands_in_text_and_table(path: Path) -> None:
    report = parsed(path)
    page = tree(render_page(report))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for fact in report.facts():
        mark = page.get_element_by_id(fact.id)
        assert mark.text_content().startswith(fact.text.split("\n")[0][:1])
        assert page.get_element_by_id(f"r-{fact.id}") is not None
    ledger = json.loads(page.get_element_by_id("data").text)["ledger"]
    assert [row[2] for row in ledger] == [numeral.text for numeral in report.numerals]
    assert {link.get("href")[1:] for link in page.cssselect('a[href^="#"]')} <= set(ids)
    assert {row[0] for row in ledger} <= set(ids)


def test_markup_of_a_report_stays_text() -> None:
    page = render_page(nasty())
    found = tree(page)
    assert len(found.cssselect("script")) == 4
    assert not found.cssselect("svg") and not found.cssselect("img")
    assert "<script>window.hacked" not in page
    assert "{{ 7*7 }}" in page
    assert '<img src=x onerror="window.hacked=2">' in found.get_element_by_id("text").text_content()
    data = json.loads(found.get_element_by_id("data").text)
    assert any("<svg" in thing for one in data["statements"] for thing in one["objects"])


def test_the_page_asks_for_nothing_from_outside() -> None:
    page = render_page(parsed(CORPORA / "wenling-2024.md"))
    found = tree(page)
    assert not found.cssselect("[src]")
    assert [link.get("href") for link in found.cssselect("link")] == ["data:,"]
    policy = found.cssselect("meta[http-equiv]")[0].get("content")
    assert "default-src 'none'" in policy and "unsafe-eval" not in policy and "http" not in policy
    assert "sourceMappingURL" not in page


def test_the_same_report_gives_the_same_page() -> None:
    assert render_page(nasty()) == render_page(nasty())


def test_both_languages_are_in_the_page() -> None:
    report = parsed(CORPORA / "hubei-2025.docx")
    chinese, english = tree(render_page(report)), tree(render_page(report, lang="en"))
    assert chinese.get("lang") == "zh-CN" and english.get("lang") == "en"
    assert "成果" in chinese.get_element_by_id("filters").text_content()
    assert "Achievement" in english.get_element_by_id("filters").text_content()
    words = json.loads(chinese.get_element_by_id("words").text)
    for element in [*chinese.cssselect("[data-t]"), *chinese.cssselect("[data-t-label]")]:
        key = element.get("data-t") or element.get("data-t-label")
        assert words[key]["zh"] and words[key]["en"] is not None, key


def test_the_scripts_ask_only_for_words_that_are_there() -> None:
    used = Wording("zh", load_rules()).used
    for name in ("common.js", "page.js", "index.js", "share.js", "home.js"):
        script = (Path(__file__).parents[1] / "src/report_parser/view/static" / name).read_text(encoding="utf-8")
        for key in re.findall(r'"((?:fact|filter|chart|kind|page|index|share|home)\.[a-z_]+)"', script):
            assert key in used, f"{name}: {key}"


def test_a_model_without_text_shows_its_statements() -> None:
    report = parsed(CORPORA / "wenling-2024.md")
    bare = report.model_copy(update={"source": report.source.model_copy(update={"text": None})})
    page = tree(render_page(bare))
    text = page.get_element_by_id("text").text_content()
    assert "模型不含原文" in text and "经济底盘更加扎实" in text and "推出民营经济 32 条" in text
    assert {fact.id for fact in report.facts()} <= {element.get("id") for element in page.iter()}
    ledger = json.loads(page.get_element_by_id("data").text)["ledger"]
    assert [row[2] for row in ledger] == [numeral.text for numeral in report.numerals]
    ids = {element.get("id") for element in page.iter()}
    assert {link.get("href")[1:] for link in page.cssselect('a[href^="#"]')} <= ids
    assert {row[0] for row in ledger} - {None} <= ids
    assert render_page(bare, text=text_of(report)) == render_page(report)


def test_a_text_of_another_report_is_refused() -> None:
    with pytest.raises(SourceError, match="characters"):
        render_page(nasty(), text="短")


def test_tracking_shows_how_promises_were_kept() -> None:
    before, after = parsed(CORPORA / "national-2023.html"), parsed(CORPORA / "national-2024.txt")
    tracking = track_reports([before, after])
    page = tree(render_page(after, tracking=tracking))
    assert page.xpath("//nav[@id='bottom']/button[@data-view='tracking']")
    assert not tree(render_page(after)).xpath("//nav[@id='bottom']/button[@data-view='tracking']")
    rows = page.cssselect(".kept tbody tr")
    ordered = [link.verdict for links in grouped(tracking.links).values() for link in links]
    assert [row.get("data-type") for row in rows] == ordered
    assert page.cssselect("[data-group=targets][open]") and not page.cssselect("[data-group=general][open]")
    growth = next(row for row in rows if "国内生产总值" in row.text_content())
    answer = page.get_element_by_id(growth.cssselect("a")[0].get("href")[1:])
    assert answer.text_content() == "比上年增长5.2%"
    assert answer.getnext().get("class") == "v met"
    with pytest.raises(SourceError, match="cannot be followed up"):
        render_page(before, tracking=tracking)


def test_an_empty_text_has_a_page() -> None:
    assert "<main" in render_page(Parser().parse_text("", with_text=True))


def test_pairs_set_outturn_beside_target() -> None:
    report = parsed(CORPORA / "linting-2024.pdf")
    both = list(pairs(told(report), report.report.review_year, report.report.plan_year))
    found = {(one.indicator, one.outturn.role): (shown(one.outturn), shown(one.target)) for one in both}
    assert found["gdp", "change_rate"] == ("↑ 6.3%", "↑ ≈6%")
    assert found["tourists", "level"] == ("5120万人次", ">6000万人次")
    assert exact(next(one.outturn for one in both if one.indicator == "tourists")) == "51,200,000 人次"


def test_topics_are_counted_by_kind() -> None:
    report = parsed(CORPORA / "wenling-2024.md")
    counts = topic_counts(told(report))
    assert sum(one.achievements for one in counts) == sum(len(one.topics) for one in report.achievements)
    totals = [one.achievements + one.commitments + one.background for one in counts]
    assert totals == sorted(totals, reverse=True)


def test_index_lists_reports_and_series() -> None:
    reports = [(f"{path.stem}.html", parsed(path)) for path in SAMPLES]
    page = tree(render_index([*reports, ("javascript:alert(1)", nasty())]))
    links = [link.get("href") for link in page.cssselect(".reports a")]
    assert sorted(links) == sorted(address for address, _ in reports)
    data = json.loads(page.get_element_by_id("data").text)
    growth = next(one for one in data["series"] if one["name"] == "indicator.gdp" and one["unit"] == "%")
    (point,) = (one for one in growth["points"] if one[:3] == ["台州市温岭市", 2023, "achievement"])
    assert point[3:7] == [4.1, None, None, "↑ 4.1%"]
    address, _, place = point[7].partition("#")
    assert address == "wenling-2024.html"
    sentence = tree(render_page(parsed(CORPORA / "wenling-2024.md"))).get_element_by_id(place).text_content()
    assert "4.1%" in sentence
    assert data["places"].index("全国") < data["places"].index("台州市温岭市")
    assert not page.cssselect("img")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("增长5%左右", None, None),
        ("增长5%", None, None),
        ("增长5%以上", 5.0, None),
        ("增长5%—6%", 5.0, 6.0),
        ("下降3%以上", None, -3.0),
        ("下降3%—4%", -4.0, -3.0),
        ("控制在5%以内", None, 5.0),
    ],
)
def test_what_a_target_bounds(text: str, low: float | None, high: float | None) -> None:
    (fact,) = Parser().parse_text(f"今年，单位地区生产总值能耗{text}。").facts()
    assert bounds(fact) == (low, high)


def test_concepts_are_those_that_terms_counts_as_strings() -> None:
    report = Parser().parse_text(
        "温岭市2024年政府工作报告\n2023年，推进污染防治，绿色发展成效明显，大气污染防治有力。", with_text=True
    )
    bare = report.model_copy(update={"source": report.source.model_copy(update={"text": None})})
    data = json.loads(tree(render_index([("a.html", report), ("b.html", bare)])).get_element_by_id("data").text)
    ((place, year, characters, counts, address),) = data["concepts"]["reports"]
    expected = terms(report, "environment", counting="strings").filter(part="all", kind="all")
    assert (place, year, address) == ("台州市温岭市", 2024, "a.html")
    assert {name: counts.get(f"concept.environment.{name}", 0) for name in expected["concept"][:-1]} == dict(
        zip(expected["concept"][:-1], expected["count"][:-1], strict=True)
    )
    assert counts["concept.environment.pollution"] == 2
    assert characters == expected["characters"][0]


def test_an_empty_index_says_so() -> None:
    assert escape("库中还没有报告。") in render_index([])


def test_view_command(tmp_path: Path) -> None:
    sample = CORPORA / "wenling-2024.md"
    model, bare = tmp_path / "with.json", tmp_path / "bare.json"
    model.write_text(parsed(sample).model_dump_json(), encoding="utf-8")
    report = parsed(sample)
    bare.write_text(
        report.model_copy(update={"source": report.source.model_copy(update={"text": None})}).model_dump_json(),
        encoding="utf-8",
    )
    pages = []
    for name in (sample, model, bare):
        page = tmp_path / "page.html"
        result = CliRunner().invoke(cli, ["view", str(name), "-o", str(page), "--lang", "en"])
        assert result.exit_code == 0, result.output
        pages.append(page.read_text(encoding="utf-8"))
    assert pages[0] == pages[1] == pages[2]
    result = CliRunner().invoke(
        cli, ["view", str(CORPORA / "national-2024.txt"), "--track", str(CORPORA / "national-2023.html")]
    )
    assert result.exit_code == 0 and "兑现情况" in result.output
    (tmp_path / "other.json").write_text('{"a": 1}', encoding="utf-8")
    result = CliRunner().invoke(cli, ["view", str(tmp_path / "other.json")])
    assert isinstance(result.exception, SourceError)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_rule_has_its_words(path: Path) -> None:
    report = parsed(path)
    document = Parser().document(read(path))
    clauses, found = document.clauses, document.facts
    told_rules = [
        *(one for numeral in report.numerals for one in reasons("numeral", numeral.rule)),
        *(one for fact in report.facts() for one in reasons("fact", fact.rule)),
        *(one for fact in found for one in reasons("role", fact.role_rule)),
        *(one for fact in found for one in reasons("comparator", fact.comparator_rule)),
        *(one for clause in clauses for one in reasons("kind", clause.rule)),
        *(one for clause in clauses if clause.construction for one in reasons("construction", clause.construction)),
    ]
    assert not {one.rule for one in told_rules if one.key is None}
    assert all(one.text(lang) for one in told_rules for lang in LANGUAGES)


def test_every_rule_that_the_code_names_has_its_words() -> None:
    package = Path(__file__).parents[1] / "src" / "report_parser"
    code = "".join(path.read_text(encoding="utf-8") for path in (package / "numbers").glob("*.py"))
    numerals = set(re.findall(r'"((?:fact|name|time|list|optional|threshold|baseline)\.[a-z_]+)"', code))
    kinds = {rule.name for rule in (*KIND_RULES, SAME_SENTENCE)}
    assert len(numerals) > 30 and len(kinds) > 5
    assert not [rule for rule in numerals for one in reasons("numeral", rule) if one.key is None]
    assert not [rule for rule in kinds for one in reasons("kind", rule) if one.key is None]


def test_every_rule_of_a_clause_has_its_words() -> None:
    told_rules = [
        *(one for row in CONSTRUCTIONS for one in reasons("construction", row.name)),
        *(
            one
            for name in (*(row.name for row in PATTERNS), ONE, ELIDED, OF_OBJECT_BEFORE)
            for one in reasons("object", name)
        ),
        *(one for rank in Evidence for one in reasons("evidence", rank.name)),
    ]
    assert not [one.rule for one in told_rules if one.key is None]


def test_every_rule_of_a_fact_has_its_words() -> None:
    ways = [row.name for table in (WAYS, TOPICS, COMPLETIONS, SHARINGS) for row in table]
    roles = [row.name for row in ROLES if row.name != "measured"] + [row.name for row in MEASURES]
    told_rules = [
        *(one for name in (*ways, "measure", "measure:") for one in reasons("fact", name)),
        *(one for name in roles for one in reasons("role", name)),
        *(one for row in COMPARATORS for one in reasons("comparator", row.name)),
    ]
    assert not [one.rule for one in told_rules if one.key is None]
