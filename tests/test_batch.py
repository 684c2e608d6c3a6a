"""Batches: nothing lost, nothing twice, whatever the files are and whoever is killed."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import docx
import polars as pl
import pytest
from reportlab.pdfgen.canvas import Canvas

import report_parser
from report_parser import Report, parse_many
from report_parser.batch.folder import LocalFolder, open_folder
from report_parser.batch.inputs import find_tasks
from report_parser.batch.pool import Pool
from report_parser.batch.program import make_settings
from report_parser.batch.run import run_batch
from report_parser.batch.tables import Tables
from report_parser.batch.task import Failure, Outcome, Task
from report_parser.corpus.columns import Columns
from report_parser.errors import CrashError, LimitError, RuleError, SourceError
from report_parser.rules import load_rules
from report_parser.tables.columns import TABLES
from shelf import (
    batch,
    children,
    command_line,
    contents,
    environment,
    make_shelf,
    make_stub,
    report_text,
    run_alone,
    start_batch,
)

linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes through /proc")


def errors(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "errors.jsonl").read_text(encoding="utf-8").splitlines()]


# --- what a run leaves ---------------------------------------------------------------------------------------


def test_a_shelf_becomes_json_and_tables(tmp_path: Path) -> None:
    shelf, out = make_shelf(tmp_path / "shelf", 12), tmp_path / "out"
    code, printed, err = batch("shelf", "-o", "out", "--workers", "2", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert printed.startswith("12 parsed, 0 done already, 0 failed")
    files = sorted((out / "reports").iterdir())
    reports = [Report.model_validate_json(file.read_bytes()) for file in files]
    assert sorted(report.source.uri for report in reports) == sorted(
        path.relative_to(tmp_path).as_posix() for path in shelf.rglob("*.txt")
    )
    assert errors(out) == []
    frames = {table: pl.read_parquet(out / f"{table}.parquet") for table in TABLES}
    in_order = sorted(reports, key=lambda report: report.source.uri)
    for table, frame in frames.items():
        assert frame.equals(report_parser.to_frame(in_order, table))
    assert frames["facts"].height > 60
    alone = report_parser.parse(shelf / "report-000.txt")
    row = frames["reports"].filter(pl.col("source_uri") == "shelf/report-000.txt").row(0, named=True)
    assert row["facts"] == len(list(alone.facts()))


def test_output_does_not_depend_on_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make_shelf(tmp_path / "shelf", 10)
    (tmp_path / "shelf" / "broken.txt").write_text("nothing to read here", encoding="utf-8")
    code, _, _ = batch("shelf", "-o", "out", "--workers", "3", cwd=tmp_path)
    assert code == 1
    run_alone("shelf", output="alone")  # one after the other, from the last to the first
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")


def test_done_reports_are_skipped_and_changed_ones_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shelf, out = make_shelf(tmp_path / "shelf", 4), tmp_path / "out"
    run_alone("shelf", output="out")
    before = contents(out)
    summary = run_alone("shelf", output="out")
    assert (summary.parsed, summary.skipped) == (0, 4)
    assert contents(out) == before

    (shelf / "report-000.txt").write_text(report_text(77), encoding="utf-8")  # other bytes
    next((out / "reports").glob("report-001*")).write_text("{}")  # a JSON that somebody spoilt
    next((out / ".batch/parts").glob("report-002*")).write_bytes(b"half a p")
    summary = run_alone("shelf", output="out")
    assert (summary.parsed, summary.skipped) == (3, 1)
    run_alone("shelf", output="fresh")
    assert contents(out) == contents(tmp_path / "fresh")

    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "words.txt").write_text("污水处理厂  whole\n", encoding="utf-8")
    assert run_alone("shelf", output="out", rules=["rules"]).parsed == 4
    assert run_alone("shelf", output="out", rules=["rules"]).parsed == 0
    assert run_alone("shelf", output="out", rules=["rules"], with_text=True).parsed == 4
    assert all(json.loads(file.read_bytes())["source"]["text"] for file in (out / "reports").iterdir())
    assert run_alone("shelf", output="out", place="天台县", year=2031).parsed == 4
    told = [json.loads(file.read_bytes())["report"] for file in (out / "reports").iterdir()]
    assert {(report["jurisdiction"]["code"], report["report_year"]) for report in told} == {("331023", 2031)}


def test_a_report_that_went_bad_leaves_no_old_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shelf, out = make_shelf(tmp_path / "shelf", 3), tmp_path / "out"
    run_alone("shelf", output="out")
    (shelf / "report-000.txt").write_bytes(b"")
    assert [failure.uri for failure in run_alone("shelf", output="out").failures] == ["shelf/report-000.txt"]
    assert [entry["uri"] for entry in errors(out)] == ["shelf/report-000.txt"]
    run_alone("shelf", output="fresh")
    assert contents(out) == contents(tmp_path / "fresh")


# --- who is killed -------------------------------------------------------------------------------------------


@linux
def test_killed_at_random_and_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make_shelf(tmp_path / "shelf", 24)
    stub = make_stub(tmp_path / "stub")
    luck = random.Random(os.environ.get("REPORT_PARSER_SEED"))
    for _ in range(3):
        process = start_batch("shelf", "-o", "out", "--workers", "2", cwd=tmp_path, stub=stub, STUB_DELAY="0.1")
        time.sleep(luck.uniform(0.5, 4))
        process.kill()
        process.communicate()
        for path in (tmp_path / "out").glob("reports/*.json"):
            Report.model_validate_json(path.read_bytes())  # never half a file
    code, printed, _ = batch("shelf", "-o", "out", "--workers", "1", cwd=tmp_path)
    assert code == 0, printed
    run_alone("shelf", output="whole")
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


@linux
def test_killed_workers_cost_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make_shelf(tmp_path / "shelf", 20)
    killed: set[int] = set()

    class Unlucky(Pool):
        def as_completed(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
            for count, outcome in enumerate(super().as_completed(tasks)):
                if count in (3, 9):
                    victim = next(pid for pid in children(os.getpid()) if b"batch.worker" in command_line(pid))
                    os.kill(victim, signal.SIGKILL)
                    killed.add(victim)
                yield outcome

    settings = make_settings(output="out")
    summary = run_batch(["shelf"], settings, Unlucky(2, settings))
    assert len(killed) == 2
    assert (summary.parsed, summary.skipped, summary.failures) == (20, 0, ())
    run_alone("shelf", output="alone")
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")


@linux
def test_workers_do_not_outlive_their_parent(tmp_path: Path) -> None:
    make_shelf(tmp_path / "shelf", 8)
    stub = make_stub(tmp_path / "stub")
    process = start_batch("shelf", "-o", "out", "--workers", "2", cwd=tmp_path, stub=stub, STUB_DELAY="0.5")
    while not list((tmp_path / "out").glob("reports/*.json")):
        time.sleep(0.05)
    workers = children(process.pid)
    process.kill()
    process.communicate()
    end = time.monotonic() + 20
    while any(map(command_line, workers)):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_two_runs_do_not_share_an_output_folder(tmp_path: Path) -> None:
    folder = open_folder(str(tmp_path / "out"))
    assert isinstance(folder, LocalFolder)
    make_shelf(tmp_path / "shelf", 1)
    with folder.locked():
        code, _, err = batch("shelf", "-o", "out", cwd=tmp_path)
    assert code == 2
    assert "another batch run is writing here" in err


# --- which files are bad -------------------------------------------------------------------------------------


def test_files_that_misbehave_are_listed(tmp_path: Path) -> None:
    shelf, stub = make_shelf(tmp_path / "shelf", 6), make_stub(tmp_path / "stub")
    for name in ("greedy", "deadly", "unlucky", "buggy"):
        (shelf / f"{name}.txt").write_text(report_text(50), encoding="utf-8")
    code, printed, _ = batch("shelf", "-o", "out", "--workers", "2", "--memory-limit", "256", cwd=tmp_path, stub=stub)
    assert code == 1
    assert printed.startswith("7 parsed, 0 done already, 3 failed")
    assert [(Path(entry["uri"]).stem, entry["kind"], entry["cause"]) for entry in errors(tmp_path / "out")] == [
        (
            "buggy",
            "crash",
            "ZeroDivisionError at sitecustomize.py:25: division by zero; please report it with the file",
        ),
        ("deadly", "crash", "the worker parsing it was ended by SIGKILL, 3 times"),
        ("greedy", "limit", "took more than 256 MiB, the memory limit for a file"),
    ]
    for entry in errors(tmp_path / "out"):
        assert f"failed: {entry['uri']}: {entry['cause']}" in printed
    assert pl.read_parquet(tmp_path / "out" / "reports.parquet").height == 7


GOOD = report_text(1)


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def worded() -> bytes:
    document = docx.Document()
    for line in GOOD.splitlines():
        document.add_paragraph(line)
    return saved(document)


def printed_pdf(encrypt: str | None = None) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=encrypt)
    canvas.rect(72, 72, 300, 300, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

# name -> bytes, what the cause must tell the user
BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "empty"),
    "blank.md": (lambda: "\n　 \n\t\n".encode(), "nothing but white space"),
    "english.txt": (lambda: b"Report on the work of the government", "no Chinese text"),
    "noise.txt": (lambda: random.Random(5).randbytes(4000), "encoding|text|binary"),
    "zeros.txt": (lambda: bytes(5000), "encoding|text|binary"),
    "picture.jpg": (lambda: b"\xff\xd8\xff\xe0" + bytes(500), "text recognition"),
    "picture-named.txt": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "text recognition"),
    "old.doc": (lambda: OLE + "WordDocument".encode("utf-16-le"), "save it as .docx"),
    "locked.docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "cut.docx": (lambda: worded()[:-500], "truncated or damaged"),
    "hollow.docx": (lambda: zipped("[Content_Types].xml", "word/document.xml"), "damaged"),
    "text-named.docx": (lambda: GOOD.encode(), "not a .docx"),
    "sheet.xlsx": (lambda: zipped("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
    "slides.pptx": (lambda: zipped("[Content_Types].xml", "ppt/slides.xml"), "PowerPoint"),
    "pack.zip": (lambda: zipped("甲.txt", "乙.txt"), "unpack"),
    "pack.tar.gz": (lambda: b"\x1f\x8b\x08" + bytes(99), "unpack"),
    "scan.pdf": (printed_pdf, "text layer"),
    "locked.pdf": (lambda: printed_pdf("secret"), "password"),
    "cut.pdf": (lambda: printed_pdf()[:200], "truncated or damaged"),
    "menu.html": (lambda: b"<html><body><nav><a href='/'>Home</a></nav></html>", "no Chinese text"),
    "rich.rtf": (lambda: b"{\\rtf1\\ansi x}", "no Chinese text"),
    "huge.txt": (lambda: GOOD.encode() + b" " * (64 * 2**20), "larger than 64 MiB"),
}  # fmt: skip


def test_broken_files_are_listed_and_the_good_ones_kept(tmp_path: Path) -> None:
    shelf, out = make_shelf(tmp_path / "shelf", 6), tmp_path / "out"
    (shelf / "word.docx").write_bytes(worded())
    for name, (make, _) in BROKEN.items():
        (shelf / name).write_bytes(make())
    (shelf / "dangling.txt").symlink_to("gone.txt")
    os.mkfifo(shelf / "pipe.txt")
    (shelf / "notes.csv").write_text("地方,年份\n", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(shelf) + b"/\xb1\xa8\xb8\xe6.txt")).touch()  # a name in GBK, of an empty report
    code, printed, err = batch("shelf", "gone.md", "*.nothing", "-o", "out", cwd=tmp_path)
    assert code == 1, err
    listed = {Path(entry["uri"]).name: entry for entry in errors(out)}
    causes = {name: cause for name, (_, cause) in BROKEN.items()} | {
        "dangling.txt": "no such file",
        "pipe.txt": "not a file but a device, pipe or socket",
        "notes.csv": "taken for no report",
        r"\xb1\xa8\xb8\xe6.txt": "empty",
        "gone.md": "no such file",
        "*.nothing": "no file matches",
    }
    assert listed.keys() == causes.keys()
    for name, cause in causes.items():
        assert any(part in listed[name]["cause"] for part in cause.split("|")), listed[name]
        assert listed[name]["kind"] == ("ignored" if name == "notes.csv" else "source")
    assert printed.startswith(f"7 parsed, 0 done already, {len(causes) - 1} failed")
    assert pl.read_parquet(out / "reports.parquet").height == len(list((out / "reports").iterdir())) == 7


# --- which reports are meant ---------------------------------------------------------------------------------


def found(*inputs: str) -> list[str]:
    return [
        f"! {item.cause}" if isinstance(item, Failure) else item.uri
        for item in find_tasks(inputs, Tables(Columns(), load_rules()))
    ]


def test_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (
        "b/two.md",
        "b/one.md",
        "b/.hidden.md",
        "b/.git/x.md",
        "b/deep/three.txt",
        "a.md",
        "[odd].md",
        "b/~$two.md",
        "b/Thumbs.db",
        "b/deep/desktop.ini",
    ):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD, encoding="utf-8")
    Path("empty").mkdir()
    Path("b/loop").symlink_to("..", target_is_directory=True)
    assert found("a.md", "./a.md", "b/../a.md", str(tmp_path / "a.md")) == ["a.md"]
    assert found("b/deep", "b/*.md", "b/one.md") == ["b/deep/three.txt", "b/one.md", "b/two.md"]
    assert found("b/**/*.txt") == ["b/deep/three.txt"]
    assert found("[odd].md") == ["[odd].md"]
    assert found("empty", "gone-*") == ["! no file in this folder", "! no file matches this pattern"]
    assert [uri for uri in found("b") if not uri.startswith("b/loop")] == ["b/deep/three.txt", "b/one.md", "b/two.md"]

    Path("b/list.csv").write_text("place,path\n甲,one.md\n乙,\n丙,../a.md\n", encoding="utf-8-sig")
    missing = "! line 3 names no report; it needs one of uri, path, file, url"
    assert found("b/list.csv") == ["b/one.md", missing, "a.md"]
    Path("b/list.jsonl").write_text('{"uri": "two.md"}\n"one.md"\n\nbroken\n', encoding="utf-8")
    assert found("b/list.jsonl")[:2] == ["b/two.md", "b/one.md"]
    assert found("b/list.jsonl")[2].startswith("! line 4 names no report")
    Path("b/list.txt").write_text("# the shelf\ndeep\n*.md\n", encoding="utf-8")
    assert found("@b/list.txt") == ["b/deep/three.txt", "b/one.md", "b/two.md"]
    assert found("gone.csv") == ["! the list cannot be read (No such file or directory)"]

    assert found("https://example.org/2024/", "s3://shelf/a.pdf") == ["https://example.org/2024/", "s3://shelf/a.pdf"]
    assert found(f"local://{tmp_path}/b/*.md") == [f"{tmp_path}/b/one.md", f"{tmp_path}/b/two.md"]


def test_an_output_folder_on_the_shelf_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_shelf(tmp_path, 2)
    monkeypatch.chdir(tmp_path)
    run_alone(".", output=".")
    summary = run_alone(".", output=".")
    assert (summary.parsed, summary.skipped, summary.failures) == (0, 2, ())
    assert errors(tmp_path) == []


def test_names_are_readable_and_never_collide() -> None:
    names = {
        uri: Task(uri, uri).name for uri in ("a/报告.md", "a/报告.txt", "b/报告.md", "A/报告.md", "s3://x/报告.md")
    }
    assert len(set(names.values())) == len(names)
    assert all(name.startswith("报告-") for name in names.values())
    assert len((Task("很" * 400 + ".md", "").name + ".json").encode()) < 255
    assert Task("../..", "").name.startswith("report-")
    assert "/" not in Task("a/b\\c?d*e:f.md", "").name


def test_urls_in_and_out(tmp_path: Path) -> None:
    make_shelf(tmp_path / "shelf", 3)
    url = f"local://{tmp_path}"
    assert run_alone(f"{url}/shelf/", output=f"{url}/out").parsed == 3
    assert (
        pl.read_parquet(tmp_path / "out" / "reports.parquet")["source_uri"][0]
        == f"{tmp_path}/shelf/2001/report-001.txt"
    )
    assert run_alone(f"{url}/shelf/", output=f"{url}/out").skipped == 3
    code, _, err = batch(f"{tmp_path}/shelf", "-o", "nonsense://x")
    assert code == 2
    assert err.startswith("report-parser: nonsense://x: ")


def test_an_output_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    make_shelf(tmp_path / "shelf", 1)
    (tmp_path / "file").write_text("")
    code, _, err = batch("shelf", "-o", "file", cwd=tmp_path)
    assert code == 2
    assert err.count("\n") == 1
    assert "file" in err


# --- the library ---------------------------------------------------------------------------------------------


def test_parse_many_yields_in_order(tmp_path: Path) -> None:
    shelf = make_shelf(tmp_path / "shelf", 7)
    paths: list[str | Path] = [*sorted(shelf.rglob("*.txt")), "gone.md"]
    paths.insert(2, tmp_path / "none.txt")
    results = list(parse_many(paths, workers=2, with_text=True))
    uris = [result.uri if isinstance(result, SourceError) else result.source.uri for result in results]
    assert uris == [str(path) for path in paths]
    assert Counter(type(result) for result in results) == {Report: 7, SourceError: 2}
    assert results[0] == report_parser.parse(paths[0], with_text=True)


def test_parse_many_reads_only_as_far_ahead_as_it_must(tmp_path: Path) -> None:
    path = make_shelf(tmp_path / "shelf", 1) / "report-000.txt"
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield path

    results = parse_many(endless(), workers=1)  # type: ignore[arg-type]
    for _ in range(3):
        assert isinstance(next(results), Report)
    results.close()  # type: ignore[attr-defined]
    assert taken < 12


def test_parse_many_in_a_script_without_main_guard(tmp_path: Path) -> None:
    shelf, stub = make_shelf(tmp_path / "shelf", 2), make_stub(tmp_path / "stub")
    (shelf / "hang.txt").write_text(GOOD, encoding="utf-8")
    (shelf / "deadly.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit('a module of the current folder was imported')")
    script = tmp_path / "script.py"
    script.write_text(
        "import sys; sys.path.pop(0)\n"
        "from report_parser import parse_many\n"
        "for result in parse_many(sys.argv[1:], workers=2, time_limit=2):\n"
        "    print(type(result).__name__, getattr(result, 'cause', ''))\n"
    )
    names = ["report-000.txt", "hang.txt", "deadly.txt"]
    done = subprocess.run(
        [sys.executable, str(script), *(str(shelf / name) for name in names)],
        env=environment(stub), capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert [line.strip() for line in done.stdout.splitlines()] == [
        "Report",
        "LimitError took longer than 2 s, the time limit for a file",
        "CrashError the worker parsing it was ended by SIGKILL, 3 times",
    ], done.stderr
    assert issubclass(LimitError, SourceError)
    assert issubclass(CrashError, SourceError)


def test_broken_rules_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text("measures = 3\n")
    with pytest.raises(RuleError, match="measures"):
        parse_many(["a.md"], rules=load_rules(tmp_path))
    code, _, err = batch("a.md", "-o", "out", "--rules", tmp_path, cwd=tmp_path)
    assert code == 2
    assert "units.toml" in err
