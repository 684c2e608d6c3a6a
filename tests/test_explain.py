"""`explain`: what it says of numbers, statements and text that is neither."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from report_parser import Parser, explain
from report_parser.clauses.evidence import Evidence
from report_parser.cli import cli
from report_parser.document import Candidate, Clause, Cue, Document, Numeral
from report_parser.explain.decisions import explain_at, places_of
from report_parser.explain.numbers import OWN_WORDS
from report_parser.explain.steps import Step
from report_parser.language.messages import Wording
from report_parser.language.reasons import Family, reasons
from report_parser.read import from_text, read
from report_parser.rules import load_rules

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "explain.jsonl").read_text(encoding="utf-8").splitlines()
]
FRAME = "清潭县政府工作报告\n一、2023年工作回顾\n{}\n二、2024年工作安排\n今年，学校增长5%。\n"
CORPORA = Path(__file__).parents[1] / "corpora"
WENLING = str(CORPORA / "wenling-2024.md")


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = FRAME.format(case["text"])
    doc = Parser().document(from_text(text, name="<text>"))
    told = explain_at(doc, text.index(str(case["at"])), load_rules(), Wording("zh", load_rules()))
    steps = {step.about.removeprefix("explain."): step for step in told.steps}
    for about, found, because in case["steps"]:
        assert steps[about].found == found, case["why"]
        assert because in "\n".join((*steps[about].because, *steps[about].considered)), case["why"]


def told_of(doc: Document, wording: Wording) -> Iterator[tuple[dict[str, Step], Numeral | None, Clause]]:
    """Every explanation of a document: its steps, with the number it is of, if of one, and the clause around it."""
    facts = {fact.numeral: fact for fact in doc.facts}
    for index, numeral in enumerate(doc.numerals):
        if index in facts:
            told = explain_at(doc, doc.origins[numeral.start], load_rules(), wording)
            yield {step.about: step for step in told.steps}, numeral, doc.clauses[facts[index].clause]
    for clause in doc.clauses:
        if not any(clause.start <= numeral.start < clause.end for numeral in doc.numerals):
            told = explain_at(doc, doc.origins[clause.start], load_rules(), wording)
            yield {step.about: step for step in told.steps}, None, clause


def words_of(family: Family, rule: str) -> tuple[str, ...]:
    return tuple(one.text("en") for one in reasons(family, rule))


def assert_told_as_recorded(doc: Document) -> None:
    """Each explanation gives the rules, candidates and cues that the document holds, and their words."""
    facts = {doc.numerals[fact.numeral].start: fact for fact in doc.facts}
    for steps, numeral, clause in told_of(doc, Wording("en", load_rules())):
        verb, kind = steps["explain.verb"], steps["explain.kind"]
        assert [told.rpartition("：")[2] for told in verb.because] == list(
            words_of("construction", clause.construction)
        )
        rivals = [doc.text[each.start : each.end] for each in clause.candidates]
        assert len(rivals) <= len(verb.considered)
        for word, each, told in zip(rivals, clause.candidates, verb.considered, strict=False):
            assert word in told and words_of("evidence", each.evidence.name)[0] in told
            assert f"clauses/evidence.py: {each.evidence.name}" in verb.rows
        if clause.action:
            assert verb.found == clause.action
        if clause.objects:
            assert steps["explain.objects"].found == "、".join(thing.text for thing in clause.objects)
        assert steps["explain.objects"].because == tuple(
            words_of("object", rule)[0] for rule in dict.fromkeys(thing.rule for thing in clause.objects)
        )
        cues = [f"data/cues.toml: {cue.category}: {doc.text[cue.start : cue.end]}" for cue in clause.cues]
        assert set(cues) == {row for row in kind.rows if row.startswith("data/cues.toml")}
        assert kind.rows[0].partition(": ")[2] == f'"{clause.rule}"'
        if numeral is None:
            continue
        fact = facts[numeral.start]
        assert steps["explain.numeral"].because == words_of("numeral", numeral.rule)
        assert steps["explain.indicator"].because == words_of("fact", fact.rule)
        assert steps["explain.role"].because == words_of("role", fact.role_rule)
        assert steps["explain.period"].because == words_of("period", fact.period.rule)
        value, period = steps["explain.value"], steps["explain.period"]
        if fact.comparator_rule != OWN_WORDS:
            assert words_of("comparator", fact.comparator_rule)[0] in value.because
        elif numeral.quantity is not None and (hedge := doc.text[slice(*numeral.quantity.hedge)]):
            assert hedge in value.because[0]
        governing = [
            f'data/times.toml: "{time.rule}"' for time in doc.times if (time.start, time.stop) == fact.period.time
        ]
        assert [row for row in period.rows if row.startswith("data/times.toml")][:1] == governing


SAMPLES = sorted(path for path in CORPORA.iterdir() if path.suffix in (".md", ".txt", ".html"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_it_says_what_the_parse_recorded(path: Path) -> None:
    assert_told_as_recorded(Parser().document(read(path)))


def test_it_says_what_is_recorded_whatever_that_is() -> None:
    """With every rule of a document replaced by another, it tells of the others: nothing is decided anew."""
    doc = Parser().document(read(WENLING))
    clauses = tuple(
        clause._replace(
            rule="thanks",
            construction="disposal",
            objects=tuple(thing._replace(rule="as written") for thing in clause.objects),
            cues=(Cue("thanks", clause.start, clause.start + 1),),
            candidates=(Candidate(clause.start, clause.start + 1, "object", Evidence.STATED),),
        )
        for clause in doc.clauses
    )
    facts = tuple(
        fact._replace(
            rule="label, together",
            role_rule="rank",
            comparator_rule="held target",
            period=fact.period._replace(rule="heading, now"),
        )
        for fact in doc.facts
    )
    numerals = tuple(numeral._replace(rule="name.word") for numeral in doc.numerals)
    assert_told_as_recorded(replace(doc, clauses=clauses, facts=facts, numerals=numerals))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_row_to_change_is_there(path: Path) -> None:
    """A row names a module or data file of the package, and the rule or word stands in that file."""
    package = Path(explain.__file__).parents[1]
    doc = Parser().document(read(path))
    rows = {
        row for steps, _, _ in told_of(doc, Wording("en", load_rules())) for step in steps.values() for row in step.rows
    }
    files = {name: (package / name).read_text(encoding="utf-8") for name in {row.partition(": ")[0] for row in rows}}
    lines = {line.split()[0]: set(line.split()[1:]) for line in files["data/words.txt"].splitlines() if line.strip()}
    assert len(rows) > 20
    for row in rows:
        name, _, entry = row.partition(": ")
        if name == "data/words.txt":
            word, *features = entry.split()
            assert lines[word] == set(features), row
        elif not entry.startswith('"section:'):
            assert all(word.strip('"') in files[name] for word in entry.rpartition(": ")[2].split(", ")), row


def test_every_character_can_be_asked_about() -> None:
    text = FRAME.format("（一）建成学校１２所。占比从 17.9% 提升至 22.7%，<b>民营</b>经济 32 条。")
    doc = Parser().document(from_text(text, name="<text>"))
    for lang in ("zh", "en"):
        wording = Wording("en" if lang == "en" else "zh", load_rules())
        for at in range(len(text)):
            told = explain_at(doc, at, load_rules(), wording)
            assert told.steps and told.text == text[told.start : told.end]


def test_a_passage_is_found_as_the_parser_reads_it() -> None:
    doc = Parser().document(from_text("建成学校１２ 所。建成学校12所。", name="<text>"))
    assert places_of(doc, "学校 12所") == [2, 11]
    assert places_of(doc, "　") == []


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *arguments])


def test_command_by_offset_and_by_text() -> None:
    by_offset, by_text = run(WENLING, "--at", "62"), run(WENLING, "--text", "跃上 1351 亿元", "--lang", "zh")
    assert by_offset.exit_code == by_text.exit_code == 0
    assert "fact.unit" in by_offset.output and "gdp" in by_text.output
    assert by_offset.output == by_text.output
    english = run(WENLING, "--at", "62", "--lang", "en")
    assert "the vocabulary has this name" in english.output


def test_command_names_the_other_places() -> None:
    assert "--at" in run(WENLING, "--text", "亿元").output


def test_command_shows_the_rivals_for_the_verb() -> None:
    output = run("--text", "数字政府建设跑出加速度。", "--lang", "en").output
    assert "“建设” (a verb, as often a noun, behind an actor) lost to “跑出”" in output
    assert "“跑出” (a plain verb) is the verb" in output
    assert 'clauses/constructions.py: "subject verb"' in output and "data/words.txt: 建设 verb" in output


def test_command_reads_a_passage_in_the_part_of_a_report_that_is_asked_for() -> None:
    review, plan = (
        run("--text", "新建公园3个。", "--section", part, "--lang", "en").output for part in ("review", "plan")
    )
    assert "Achievement" in review and "2023" in review
    assert "Commitment" in plan and "2024" in plan
    assert "Characters 4 to 6: 3个" in review and "Characters 4 to 6: 3个" in plan


def test_command_explains_each_statement_of_a_passage() -> None:
    output = run("--text", "整治小区，新建公园3个。", "--lang", "en").output
    assert output.index("Characters 0 to 4: 整治小区") < output.index("Characters 9 to 11: 3个")


def test_command_without_a_file_reads_the_text_itself() -> None:
    output = run("--text", "2024年，新增停车位4710个。").output
    assert "4710个" in output and "停车位" in output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((WENLING,), "--at"),
        ((WENLING, "--at", "1", "--text", "亿"), "one of"),
        ((WENLING, "--at", "1", "--section", "plan"), "without FILE"),
        (("--at", "1"), "FILE"),
        ((WENLING, "--at", "999999"), "ends at"),
        ((WENLING, "--text", "没有这几个字"), "does not stand"),
    ],
)
def test_command_says_what_is_wrong(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.output
