"""How fast a shelf is parsed, by number of workers, and whether memory stays flat.

    python benchmarks/bench_batch.py --reports 2000 --workers 1 2

Makes the shelf by repeating the text samples of `corpora/` with other figures, runs `report-parser batch` on it
for each number of workers, and prints reports per second, the speed-up over one worker, and the memory of
parent and workers in the second and in the last quarter of the run.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

CORPORA = Path(__file__).parents[1] / "corpora"
FIGURE = re.compile(r"(?<!\d)(?!(?:19|20)\d\d年)\d+")


def varied(text: str, number: int) -> str:
    """The text with every figure but years turned by `number`: 1351 -> 2462 for 1."""

    def turn(figure: re.Match[str]) -> str:
        digits = [str((int(digit) + number) % 10) for digit in figure[0]]
        return "".join(digits).lstrip("0") or "1"

    return FIGURE.sub(turn, text) + f"\n\n附注：第{number}号。\n"


def make_shelf(folder: Path, count: int) -> int:
    """Write so many reports; returns their characters."""
    samples = [path for path in sorted(CORPORA.iterdir()) if path.suffix in (".md", ".txt", ".html")]
    texts = [(path, path.read_bytes()) for path in samples]
    characters = 0
    for number in range(count):
        path, data = texts[number % len(texts)]
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        # Samples are a few thousand characters, reports twenty thousand: each file holds its sample several times.
        if path.suffix != ".html":
            text = "\n\n".join([text] * max(1, 20_000 // len(text)))
        characters += len(text)
        (folder / f"{path.stem}-{number:05}{path.suffix}").write_text(varied(text, number), encoding="utf-8")
    return characters


def resident(pid: int) -> int:
    """MiB that a process and its children hold (Linux)."""
    total = 0
    pids = [str(pid)]
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        pids += listing.read_text().split()
    for one in pids:
        try:
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1])
        except OSError:
            continue  # it has just ended
    return total * os.sysconf("SC_PAGE_SIZE") // 2**20


def run(shelf: Path, output: Path, workers: int) -> tuple[float, list[int]]:
    """Seconds and samples of memory of one batch."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "report_parser", "batch", str(shelf), "-o", str(output), "--workers", str(workers)],
        stdout=subprocess.DEVNULL,
    )
    held: list[int] = []
    while process.poll() is None:
        held.append(resident(process.pid))
        time.sleep(0.25)
    assert process.returncode == 0
    return time.monotonic() - began, held


def main() -> None:
    """Make the shelf, run, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=2000)
    options.add_argument("--workers", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        shelf = Path(temporary) / "shelf"
        shelf.mkdir()
        characters = make_shelf(shelf, chosen.reports)
        print(f"{chosen.reports} reports, {characters / 1e6:.1f} million characters")
        print("workers  seconds  reports/s  chars/s  speed-up  MiB in 2nd and last quarter, peak")
        first = 0.0
        for workers in chosen.workers:
            seconds, held = run(shelf, Path(temporary) / f"out-{workers}", workers)
            first = first or seconds
            quarter = len(held) // 4
            print(
                f"{workers:7}  {seconds:7.1f}  {chosen.reports / seconds:9.1f}  {characters / seconds:7.0f}  "
                f"{first / seconds:8.2f}  {median(held[quarter : 2 * quarter])} {median(held[-quarter:])} {max(held)}"
            )


if __name__ == "__main__":
    main()
