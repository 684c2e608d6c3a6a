"""What the system refuses, and what is no report: one line that names it, exit code 2, and nothing half done."""

from __future__ import annotations

import errno
import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from report_parser import Store, parse
from report_parser.cli import cli
from report_parser.cli.failures import run
from report_parser.language.terminal import printable

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpora" / "qingtan-2022.txt"
FULL = Path("/dev/full")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="these are failures of POSIX systems")


def failed(monkeypatch: pytest.MonkeyPatch, *arguments: str, printing_to: Path | None = None) -> tuple[int, list[str]]:
    """The exit code of a command and the lines of its complaint; what it prints goes to a file where one is named."""
    monkeypatch.setattr(sys, "argv", ["report-parser", *arguments])
    complaint = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stderr", complaint)
    with (printing_to or Path(os.devnull)).open("wb", buffering=0) as printed:
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed, encoding="utf-8", write_through=True))
        code = run(cli)
        monkeypatch.undo()
    complaint.seek(0)
    return code, complaint.read().splitlines()


# A command, with SAMPLE for a report, standard output after > -> what its one line of complaint says.
REFUSED = {
    "parse SAMPLE >/dev/full": "standard output: No space left",
    "parse SAMPLE --summary >/dev/full": "No space left",
    "view SAMPLE >/dev/full": "standard output: No space left",
    "schema >/dev/full": "standard output: No space left",
    "--help >/dev/full": "No space left",
    "export SAMPLE >/dev/full": "No space left",
    "export SAMPLE --format csv -o /dev/full": "/dev/full: No space left",
    "export SAMPLE --format parquet -o /dev/full": "/dev/full: ",
    "parse SAMPLE -o /dev/full": "/dev/full: No space left",
    "parse /dev/zero": "/dev/zero: not a file but a device, pipe or socket",
    "parse pipe": "pipe: not a file but a device, pipe or socket",
    "view pipe": "pipe: not a file but a device, pipe or socket",
    "parse SAMPLE --time-limit 0.001": "took longer than 0.001 s",
    "view SAMPLE --time-limit 0.001": "took longer than 0.001 s",
    "track SAMPLE --time-limit 0.001": "took longer than 0.001 s",
    "explain SAMPLE --at 30 --time-limit 0.001": "took longer than 0.001 s",
    "parse SAMPLE --text-limit 100": "more than 100 characters",
    "view SAMPLE --text-limit 100": "more than 100 characters",
    "track SAMPLE --text-limit 100": "more than 100 characters",
    "explain SAMPLE --at 30 --text-limit 100": "more than 100 characters",
    "parse a\nb.txt": r"a\nb.txt: no such file",
    "parse a\x1b[31mb.txt": r"a\x1b[31mb.txt: no such file",
    "parse \udcff.txt": r"\udcff.txt: no such file",
    "view a\nb.json": r"a\nb.json: no such file",
}


@pytest.mark.skipif(not FULL.is_char_device(), reason="/dev/full is a device of Linux")
@pytest.mark.parametrize(("line", "cause"), REFUSED.items(), ids=map(ascii, REFUSED))
def test_one_line_and_exit_code_2(line: str, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    command, _, printing_to = line.replace("SAMPLE", str(SAMPLE)).partition(" >")
    target = Path(printing_to) if printing_to else None
    code, lines = failed(monkeypatch, *command.split(" "), printing_to=target)
    assert (code, len(lines)) == (2, 1), lines
    assert lines[0].startswith("report-parser: ") and cause in lines[0]
    assert FULL.is_char_device()  # nothing was put in its place
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


# The same of commands that go on with the next file: its line is one of two, and the exit code 1.
PASSED_OVER = {
    "export a\nb.txt": r"a\nb.txt: no such file",
    "panel SAMPLE --text-limit 100": "more than 100 characters",
    "load SAMPLE --store STORE --text-limit 100": "more than 100 characters",
}


@pytest.mark.parametrize(("line", "cause"), PASSED_OVER.items(), ids=map(ascii, PASSED_OVER))
def test_a_file_passed_over_is_one_line(line: str, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = line.replace("SAMPLE", str(SAMPLE)).replace("STORE", str(tmp_path / "shelf.db")).split(" ")
    code, (first, *rest) = failed(monkeypatch, *words)
    assert (code, len(rest)) == (1, 1)
    assert first.startswith("report-parser: ") and cause in first


def test_a_batch_lists_what_met_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, lines = failed(monkeypatch, "batch", str(SAMPLE), "-o", str(tmp_path), "--text-limit", "100")
    assert (code, lines) == (1, [])
    (entry,) = map(json.loads, (tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines())
    assert (entry["kind"], "100 characters" in entry["cause"]) == ("limit", True)


def spoilt_store(path: Path, statement: str) -> None:
    """A store of one report, something in it changed behind its back."""
    with Store(str(path)) as store:
        store.put(parse(SAMPLE))
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()


SPOILT_STORES = {
    "a model that is no JSON": "UPDATE versions SET model = '{'",
    "a model that is no report": "UPDATE versions SET model = '[]'",
    "a model in no encoding": "UPDATE versions SET model = CAST(x'ff00ff' AS TEXT)",
    "another schema": "UPDATE report_parser_schema SET version_num = '0001'",
    "no schema": "DROP TABLE report_parser_schema",
    "no table": "ALTER TABLE versions RENAME TO lost",
}


@pytest.mark.parametrize("statement", SPOILT_STORES.values(), ids=SPOILT_STORES)
def test_a_spoilt_store_is_one_line(statement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt_store(tmp_path / "shelf.db", statement)
    for command in ("export", "panel", "track"):
        code, lines = failed(monkeypatch, command, "--store", str(tmp_path / "shelf.db"))
        assert (code, len(lines)) == (2, 1), lines
        assert "shelf.db: " in lines[0]


def test_scribbled_pages_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shelf.db"
    spoilt_store(path, "SELECT 1")
    data = bytearray(path.read_bytes())
    for page in range(3, len(data) // 4096):
        data[page * 4096 : page * 4096 + 600] = bytes(600)
    path.write_bytes(data)
    for command in ("export", "panel", "track"):
        code, lines = failed(monkeypatch, command, "--store", str(path))
        assert (code, len(lines)) == (2, 1), lines


@pytest.mark.parametrize(
    "url",
    [
        "missing.db", "sqlite+pysqlcipher:///shelf.db", "sqlite:///shelf.db?key=1", "postgresql://[::1/x",
        "postgresql://127.0.0.1:99999999/x",
    ],
)  # fmt: skip
def test_a_store_that_is_none_is_one_line_and_not_made(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in ("export", "track"):
        monkeypatch.chdir(tmp_path)
        code, lines = failed(monkeypatch, command, "--store", url)
        assert (code, len(lines)) == (2, 1), lines
    assert list(tmp_path.iterdir()) == []


# Where in the JSON of a model what is put.
SPOILT_MODELS = {
    "two facts of one id": ("id", "f1"),
    "a value of a thousand million digits": ("value", "1e999999999"),
    "a value that small": ("value", "1E-999999999"),
}


@pytest.mark.parametrize(("key", "value"), SPOILT_MODELS.values(), ids=SPOILT_MODELS)
def test_a_spoilt_model_is_one_line(key: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = json.loads(parse(SAMPLE).model_dump_json())
    for statement in model["achievements"]:
        for fact in statement["facts"]:
            fact[key] = value
    path = tmp_path / "spoilt.json"
    path.write_text(json.dumps(model), encoding="utf-8")
    for command in ("view", "track"):
        code, lines = failed(monkeypatch, command, str(path))
        assert (code, len(lines)) == (2, 1), lines
        assert "not a model of report_parser" in lines[0]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("report.json", "facts.csv", "facts.parquet", "tables.xlsx"):
        path = tmp_path / name
        path.write_bytes(b"before")
        monkeypatch.setattr("pathlib.Path.replace", _no_space)
        code, lines = failed(monkeypatch, "parse" if name == "report.json" else "export", str(SAMPLE), "-o", str(path))
        assert (code, lines) == (2, [f"report-parser: {path}: No space left on device"])
        assert path.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 4


def _no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


# A line of a shell, RP being the command -> exit code and what is said of it.
STREAMS = {
    "$RP parse $SAMPLE >&-": (2, "standard output: Bad file descriptor"),
    "$RP parse - <&-": (2, "<stdin>: cannot be read"),
    "$RP parse - </dev/zero": (2, "<stdin>: larger than 64 MiB"),
    "$RP parse $SAMPLE | head -c 10 >&2; exit ${PIPESTATUS[0]}": (0, '{"schema_v'),
    "$RP parse $SAMPLE -o report.json <&- >&- 2>&-": (0, ""),
}


@pytest.mark.parametrize(("line", "expected"), STREAMS.items())
def test_streams_of_a_shell(line: str, expected: tuple[int, str], tmp_path: Path) -> None:
    script = f"RP='{sys.executable} -m report_parser'; SAMPLE='{SAMPLE}'; {line}"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, check=False)
    code, said = expected
    assert done.returncode in (code, 1 if "PIPESTATUS" in line else code)
    assert said in done.stderr.decode() and len(done.stderr.splitlines()) <= 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("温岭 2024.md", "温岭 2024.md"),
        ("a\nb", r"a\nb"),
        ("a\x1b[2J", r"a\x1b[2J"),
        ("a\u202eb\u2028", r"a\u202eb\u2028"),
        ("a\udcff", r"a\udcff"),
    ],
)
def test_no_name_steers_a_terminal(name: str, shown: str) -> None:
    assert printable(name) == shown
