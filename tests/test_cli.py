"""The command line: files in, JSON out; one clear line and exit code 2 when something is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from report_parser.export import report_schema
from report_parser.model import Report

SAMPLE = Path(__file__).parents[1] / "corpora" / "qingtan-2022.txt"


def run(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """`report-parser` with these arguments, in a process of its own."""
    command = [sys.executable, "-m", "report_parser", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


def report_of(done: subprocess.CompletedProcess[bytes]) -> Report:
    """The model that a run printed."""
    assert (done.returncode, done.stderr) == (0, b"")
    return Report.model_validate_json(done.stdout)


def test_parse_prints_one_line_of_json() -> None:
    done = run("parse", SAMPLE)
    assert done.stdout.count(b"\n") == 1
    report = report_of(done)
    assert report.report.jurisdiction.name == "清潭县"
    assert report.source.uri == str(SAMPLE)
    assert report.source.text is None


def test_standard_input_is_the_same_report_under_another_name() -> None:
    by_path, by_pipe = report_of(run("parse", SAMPLE)), report_of(run("parse", "-", stdin=SAMPLE.read_bytes()))
    assert by_pipe.source.uri == "<stdin>"
    assert by_pipe.model_copy(update={"source": by_path.source}) == by_path


def test_output_and_indent(tmp_path: Path) -> None:
    target = tmp_path / "new" / "report.json"
    done = run("parse", SAMPLE, "--output", target, "--indent", "2")
    assert (done.returncode, done.stdout) == (0, b"")
    assert target.read_text(encoding="utf-8").startswith('{\n  "schema_version": "2.0"')


def test_with_text_carries_the_source() -> None:
    report = report_of(run("parse", SAMPLE, "--with-text"))
    assert report.source.text == SAMPLE.read_text(encoding="utf-8")
    for fact in report.facts():
        assert report.source.text[fact.start : fact.end] == fact.text


def test_place_and_year_of_a_text_that_does_not_say_them() -> None:
    report = report_of(run("parse", "-", "--place", "温岭市", "--year", "2024", stdin="新建公园3个。".encode())).report
    assert (report.jurisdiction.code, report.report_year) == ("331081", 2024)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["view", "model.json", "--place", "温岭市"], id="a model has its own"),
        pytest.param(["track", "a.txt", "b.txt", "--year", "2024"], id="a year for each report"),
        pytest.param(["track", "a.txt", "b.txt", "--place", "温岭市", "--place", "天台县"], id="one place"),
        pytest.param(["track", "a.json", "--place", "温岭市"], id="a model to track has its own"),
    ],
)
def test_place_and_year_are_for_reports_that_they_can_speak_of(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert b"--" in done.stderr


def test_track_pairs_reports_whose_place_and_years_are_given(tmp_path: Path) -> None:
    for name, text in (("a.txt", "今年要新建公园3个。"), ("b.txt", "新建公园3个。")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("track", tmp_path / "a.txt", tmp_path / "b.txt", "--place", "温岭市", "--year", "2023", "--year", "2024")
    assert done.returncode == 0, done.stderr
    tracked = json.loads(done.stdout)
    assert [report["report_year"] for report in tracked["reports"]] == [2023, 2024]


def test_summary_is_for_eyes(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    done = run("parse", SAMPLE, "--summary", "--output", target)
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert "清潭县" in shown and "targets" in shown and "Achievement" in shown and "Commitment" in shown
    Report.model_validate_json(target.read_text(encoding="utf-8"))


def test_rules_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('counts = ["爿"]\n', encoding="utf-8")
    (fact,) = report_of(run("parse", "-", "--rules", tmp_path, stdin="新开门店35爿。".encode())).facts()
    assert (fact.text, fact.unit) == ("35爿", "爿")


def test_schema() -> None:
    assert run("schema").stdout.decode() == report_schema()


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (None, "no such file"),
        (b"", ""),
        (b" \n\t\n", ""),
        (b"nothing Chinese in it", "no Chinese text"),
        (b"%PDF-1.7\n%broken", ""),
        (b"PK\x03\x04broken", ""),
    ],
    ids=["missing", "empty", "white", "not a report", "broken pdf", "broken docx"],
)
def test_a_bad_source_is_one_line_and_exit_code_2(tmp_path: Path, content: bytes | None, cause: str) -> None:
    path = tmp_path / "bad.txt"
    if content is not None:
        path.write_bytes(content)
    done = run("parse", path)
    message = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert message.count("\n") == 1
    assert str(path) in message and cause in message
    assert "Traceback" not in message


def test_a_broken_rule_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    path.write_text('wrong = ["爿"]\n', encoding="utf-8")
    done = run("parse", SAMPLE, "--rules", tmp_path)
    message = done.stderr.decode()
    assert (done.returncode, message.count("\n")) == (2, 1)
    assert str(path) in message and "wrong" in message


@pytest.mark.parametrize("arguments", [["parse"], ["parse", "x", "--indent", "99"], ["prase"], ["parse", "x", "--no"]])
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("parse", SAMPLE, "--output", tmp_path / "file" / "report.json")
    assert done.returncode == 2
    assert b"report.json" in done.stderr and b"Traceback" not in done.stderr


def test_help_loads_nothing_heavy() -> None:
    code = """
import sys
from report_parser.cli import cli
cli(["--help"], standalone_mode=False)
cli(["parse", "--help"], standalone_mode=False)
print(sorted({"pydantic", "jieba", "rjieba", "spacy", "rich", "lxml", "pdfminer", "regex"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == []


def test_a_store_keeps_texts_unless_told_not_to(tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy", reason="the extra `store` is not installed")
    from report_parser import Store

    for number, options in enumerate(([], ["--without-text"])):
        shelf = tmp_path / f"{number}.db"
        assert run("load", SAMPLE, "--store", shelf, *options).returncode == 0
        with Store(str(shelf)) as store:
            (report,) = store.reports()
        assert (report.source.text is None) is bool(options)
