"""How long the server takes to answer many clients at once, and what it holds: latency by kind of question, memory.

    python benchmarks/bench_serve.py [--clients 200] [--seconds 30] [--reports 200] [--parse-workers 2]

Makes a store of the samples of `corpora/` with other figures, serves it on loopback, and lets the clients ask in turn,
each some kind of question: quick ones (a page of a list, the schema, a report), slow ones (a whole list as lines,
a report's page), and uploads to parse. Beside them twenty connections send nothing, or an upload that never ends.
Nothing is asserted.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import socket
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from statistics import quantiles

import httpx
from rich.console import Console
from rich.table import Table

from bench_batch import make_shelf, resident
from report_parser.pipeline import Parser
from report_parser.store import Store

# Kind of question -> its share and its path.
ASKED = {
    "reports": (30, "/reports?limit=50"), "facts": (20, "/facts?indicator=gdp&limit=100"), "schema": (10, "/schema"),
    "changes": (10, "/changes?limit=100"), "statements whole": (3, "/statements"), "index page": (2, "/view"),
    "model": (15, "/reports/{report}"), "report page": (5, "/reports/{report}/view"), "parse": (5, "/parse"),
}  # fmt: skip
IDLE = 20
UNENDING = b"POST /parse HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\n\r\nx"


class Asked:
    """What was answered: how long each kind took, and with which status."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.statuses: dict[str, Counter[str]] = defaultdict(Counter)
        self.reports: list[str] = []


async def ask(client: httpx.AsyncClient, asked: Asked, chance: random.Random, text: bytes) -> None:
    """Ask one question and note its answer."""
    kind = chance.choices([*ASKED], [share for share, _ in ASKED.values()])[0]
    path = ASKED[kind][1].replace("{report}", chance.choice(asked.reports))
    lines = {"Accept": "application/x-ndjson"} if kind == "statements whole" else {}
    start = time.perf_counter()
    try:
        answer = await (client.post(path, content=text) if kind == "parse" else client.get(path, headers=lines))
        status = str(answer.status_code)
    except httpx.HTTPError as error:
        status = type(error).__name__
    asked.seconds[kind].append(time.perf_counter() - start)
    asked.statuses[kind][status] += 1


async def load(port: int, clients: int, seconds: float, text: bytes, pid: int) -> tuple[Asked, int]:
    """Let the clients ask for so long; what was answered, and the most MiB that the server held."""
    asked, most, end = Asked(), 0, time.perf_counter() + seconds
    pool = httpx.Limits(max_connections=clients)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", limits=pool, timeout=120) as client:
        asked.reports = [item["id"] for item in (await client.get("/reports?limit=100")).json()["items"]]

        async def one(number: int) -> None:
            chance = random.Random(number)
            while time.perf_counter() < end:
                await ask(client, asked, chance, text)

        async def watch() -> None:
            nonlocal most
            while time.perf_counter() < end:
                most = max(most, resident(pid))
                await asyncio.sleep(0.5)

        await asyncio.gather(watch(), *map(one, range(clients)))
    return asked, most


def show(asked: Asked, seconds: float, before: int, most: int) -> None:
    """Print a line a kind of question, and the memory."""
    table = Table("question", "answers", "median ms", "95 % ms", "longest ms", "statuses")
    for kind, took in sorted(asked.seconds.items(), key=lambda entry: max(entry[1])):
        at = quantiles(took, n=20) if len(took) > 1 else took * 19
        statuses = " ".join(f"{status}×{count}" for status, count in asked.statuses[kind].most_common())
        table.add_row(kind, str(len(took)), *(f"{1000 * value:.0f}" for value in (at[9], at[18], max(took))), statuses)
    console = Console(width=120)
    console.print(table)
    total = sum(map(len, asked.seconds.values()))
    console.print(f"{total / seconds:.0f} answers a second; memory {before} MiB before, {most} MiB at most")


async def measured(store: str, arguments: argparse.Namespace, text: bytes) -> None:
    """Serve the store, load the server, print what came of it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "report_parser", "serve", "--store", store, "--port", str(port), "--parse-workers",
        str(arguments.parse_workers), stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    idle = []
    try:
        await _wait_for(port)
        before = resident(server.pid)
        for number in range(IDLE):
            idle.append(socket.create_connection(("127.0.0.1", port)))
            idle[-1].sendall(UNENDING if number < 4 else b"")
        asked, most = await load(port, arguments.clients, arguments.seconds, text, server.pid)
        show(asked, arguments.seconds, before, most)
    finally:
        for connection in idle:
            connection.close()
        server.terminate()
        await server.wait()


async def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            (await httpx.AsyncClient().get(f"http://127.0.0.1:{port}/health")).raise_for_status()
        except httpx.TransportError:
            await asyncio.sleep(0.1)
        else:
            return
    raise TimeoutError("the server does not answer")


def main() -> None:
    """Make the store and measure."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--clients", type=int, default=200)
    arguments.add_argument("--seconds", type=float, default=30)
    arguments.add_argument("--reports", type=int, default=200)
    arguments.add_argument("--parse-workers", type=int, default=2)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shelf, parser = Path(folder, "shelf"), Parser()
        shelf.mkdir()
        make_shelf(shelf, given.reports)
        files = sorted(shelf.iterdir())
        url = f"sqlite:///{folder}/store.db"
        with Store(url) as store:
            for number, file in enumerate(files):
                store.put(parser.parse(file, place=f"试验{number}县", year=2024, with_text=True))
        asyncio.run(measured(url, given, files[0].read_bytes()))


if __name__ == "__main__":
    main()
