"""What the tests of batches share: shelves of small reports, ways to run the command, its output as bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from report_parser.batch.bench import Bench
from report_parser.batch.program import make_settings
from report_parser.batch.run import Summary, run_batch
from report_parser.batch.task import Outcome, Settings, Task
from report_parser.rules import load_rules

PLACES = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸")

# Loaded by every process that has this folder on its PYTHONPATH: reports misbehave by their names.
STUB = """
import os, time
from pathlib import Path
from report_parser.pipeline import Parser

real = Parser.parse

def parse(self, source, *, name=None, **rest):
    stem = Path(name).stem
    if stem.startswith("hang"):
        while True:
            pass
    if stem.startswith("greedy"):
        held = []
        while True:
            held.append(bytearray(2**24))
    if stem.startswith("deadly"):
        os.kill(os.getpid(), 9)
    if stem.startswith("unlucky"):
        seen = Path(__file__).with_name(stem + ".seen")
        if not seen.exists():
            seen.touch()
            os.kill(os.getpid(), 9)
    if stem.startswith("buggy"):
        raise ZeroDivisionError("division by zero")
    time.sleep(float(os.environ.get("STUB_DELAY", "0")))
    return real(self, source, name=name, **rest)

Parser.parse = parse
"""


def report_text(number: int) -> str:
    """A short report, another for every number."""
    year, place = 2000 + number % 25, PLACES[number % 10]
    return textwrap.dedent(f"""\
        {place}县人民政府工作报告（{year}年）

        一、{year - 1}年工作回顾
        过去一年，全县地区生产总值达到{100 + number}.{number % 10}亿元，增长{3 + number % 7}.{number % 9}%。
        新建农村公路{20 + number}公里，改造老旧小区{2 + number % 30}个，新增城镇就业{1000 + 7 * number}人。
        登记失业率控制在4.{number % 9}%以内，居民人均可支配收入与经济增长基本同步。

        二、{year}年工作安排
        今年的目标是：地区生产总值增长{4 + number % 4}%左右，新增城镇就业{900 + number}人以上。
        开工建设第{1 + number % 5}污水处理厂，力争年内完成投资{3 + number % 11}亿元。
        """)


def make_shelf(folder: Path, count: int) -> Path:
    """A folder of so many small reports, some of them a folder deeper."""
    for number in range(count):
        path = folder / (f"{2000 + number % 3}" if number % 2 else ".") / f"report-{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report_text(number), encoding="utf-8")
    return folder


def make_stub(folder: Path) -> Path:
    """A folder for PYTHONPATH in which reports misbehave by name: hang, greedy, deadly, unlucky (once), buggy."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(STUB, encoding="utf-8")
    return folder


class Alone:
    """An engine without processes, for what does not depend on them."""

    def __init__(self, settings: Settings) -> None:
        self._bench = Bench(settings)

    def __enter__(self) -> Alone:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def as_completed(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        yield from map(self._bench.do, reversed(list(tasks)))


def run_alone(
    *inputs: str,
    output: str,
    rules: Iterable[str] = (),
    with_text: bool = False,
    place: str | None = None,
    year: int | None = None,
) -> Summary:
    """A whole batch in this process."""
    settings = make_settings(load_rules(*rules), output=output, with_text=with_text, place=place, year=year)
    return run_batch(inputs, settings, Alone(settings))


def environment(stub: Path | None = None, **variables: str) -> dict[str, str]:
    """The environment of a batch process."""
    paths = [str(stub)] if stub else []
    paths += filter(None, [os.environ.get("PYTHONPATH")])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **variables}


def start_batch(
    *arguments: str | Path, stub: Path | None = None, cwd: Path | None = None, **variables: str
) -> subprocess.Popen[bytes]:
    """`report-parser batch` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "report_parser", "batch", *map(str, arguments)],
        env=environment(stub, **variables),
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def batch(
    *arguments: str | Path, stub: Path | None = None, cwd: Path | None = None, **variables: str
) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of `report-parser batch`."""
    process = start_batch(*arguments, stub=stub, cwd=cwd, **variables)
    out, err = process.communicate(timeout=120)
    return process.returncode, out.decode(), err.decode()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def children(pid: int) -> list[int]:
    """The processes that a process has started (Linux)."""
    try:
        lists = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    return [int(child) for line in lists for child in line.split()]


def command_line(pid: int) -> bytes:
    """What a process was started with, nothing when it is gone (Linux)."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
