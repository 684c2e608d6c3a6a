"""How long the questions of the feed take on a large store.

    python benchmarks/bench_store.py --store sqlite:////tmp/big.db --facts 1000000
    python benchmarks/bench_store.py --store postgresql://postgres@localhost/big --facts 1000000 --explain

Fills an empty store with reports made of the samples of `corpora/`: counties made up and years, each with a part of the
statements of all samples, drawn by its number. Then asks each question of `QUESTIONS` through the feed, in this
process, and prints the median and the slowest time in milliseconds, the median of this process's own CPU time (which a
busy machine does not lengthen), and how many items came. `--explain` also prints the plans of the queries that the
slowest question made.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from statistics import median
from typing import NamedTuple

from fastapi.testclient import TestClient
from sqlalchemy import Connection, event, select, text
from sqlalchemy.engine import Engine

from report_parser import Parser, Report, Store
from report_parser.model import JurisdictionInfo, Statement
from report_parser.rules import Rules, load_rules
from report_parser.serve.app import create_app
from report_parser.store.engine import open_engine, store_url, writing
from report_parser.store.marks import add_marks, marks_of
from report_parser.store.schema import FACTS, STATEMENTS, VERSIONS

CORPORA = Path(__file__).parents[1] / "corpora"
YEARS = range(2005, 2026)
PROVINCES = (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66))
CLAUSES = 700
"""How many statements a report is made of: so it has about 300 facts, as those of counties have."""
DISTINCT = 150_000
"""So many facts are made; more are copies of them under other places, which take less time."""
RARE = 400
"""One report of so many has the statements that hold a word which the others lack."""

QUESTIONS = (
    "/reports", "/reports?year=2024", "/reports?year=1990", "/reports?place=33&year=2024", "/reports?sort=-year",
    "/reports?place=%E6%97%A0%E6%AD%A4%E5%B8%82", "/reports?q=新增", "/reports?q=稀见之词", "/reports?q=无人说过的话",
    "/facts", "/facts?year=2024", "/facts?year=1990", "/facts?place=33", "/facts?sort=-place&year=2024",
    "/facts?indicator=gdp", "/facts?indicator=gdp&year=2024&kind=commitment", "/facts?indicator=gdp&role=rank",
    "/facts?indicator=地区生产总值&place=3310", "/facts?indicator=none_such", "/facts?role=rank",
    "/facts?section=targets&role=rank", "/facts?section=glossary&role=multiple", "/facts?kind=background&role=multiple",
    "/facts?q=新增", "/facts?q=稀见之词", "/facts?q=无人说过的话", "/facts?q=无",
    "/statements", "/statements?year=2024&kind=commitment", "/statements?topic=education&modality=strive",
    "/statements?topic=none_such", "/statements?section=targets&topic=education", "/statements?indicator=gdp",
    "/statements?q=高质量发展&year=2024", "/statements?q=稀见之词", "/statements?q=无人说过的话",
    "/indicators", "/changes?after=5", "/feed.json", "/health",
)  # fmt: skip


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True, metavar="URL")
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=7, help="how often each question is asked")
    parser.add_argument("--explain", action="store_true", help="the plans of the slowest question")
    options = parser.parse_args()
    with Store(options.store) as store:
        fill(store, options.store, options.facts)
        client = TestClient(create_app(store, hosts=()))
        found = {question: ask(client, question, options.times) for question in QUESTIONS}
        for question, asked in sorted(found.items(), key=lambda pair: -median(pair[1].wall)):
            times = f"{median(asked.wall):8.1f} ms, at most {max(asked.wall):8.1f}, CPU {median(asked.cpu):6.1f}"
            print(f"{times}  {asked.items:4} items  {question}", flush=True)
        if options.explain:
            explain(store, client, max(found, key=lambda question: median(found[question].wall)))


class Asked(NamedTuple):
    """How many milliseconds each asking took, and how many items came."""

    wall: list[float]
    cpu: list[float]
    items: int


def ask(client: TestClient, question: str, times: int) -> Asked:
    """Ask a question so many times."""
    wall: list[float] = []
    cpu: list[float] = []
    for _ in range(times):
        began, worked = time.perf_counter(), time.process_time()
        answer = client.get(question)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - worked) * 1000)
    answer.raise_for_status()
    return Asked(wall, cpu, len(answer.json().get("items", ())))


def fill(store: Store, url: str, wanted: int) -> None:
    """Put reports into the store, and copies of them, until it holds so many facts."""
    facts, number = _held(store)
    if facts >= wanted:
        return
    made = reports(load_rules(), number)
    while facts < min(wanted, DISTINCT):
        store.put(next(made))
        facts, number = _held(store)
    engine = open_engine(store_url(url))
    with writing(engine) as connection:
        for copy in range(1, -(-wanted // facts)):
            _copy(connection, copy, number)
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _held(store: Store) -> tuple[int, int]:
    """How many facts and reports there are."""
    with store.reading() as connection:
        facts, number = connection.execute(text("SELECT COALESCE(SUM(facts), 0), COUNT(*) FROM versions")).one()
    return int(facts), int(number)


def _copy(connection: Connection, copy: int, versions: int) -> None:
    """Enter the first versions again, as those of other counties."""
    shift = copy * versions
    other = {
        "cursor": f"cursor + {shift}",
        "report": f"'{copy}-' || report",
        "place_code": f"CAST(CAST(place_code AS INTEGER) + {10 * copy} AS TEXT)",
    }
    for table in (VERSIONS, STATEMENTS, FACTS):
        names = [column.name for column in table.columns]
        cells = ", ".join(other.get(name, name) for name in names)
        query = (
            f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {cells} FROM {table.name} WHERE cursor <= {versions}"
        )
        connection.execute(text(query))
    _copy_marks(connection, shift, versions)
    connection.execute(text(f"UPDATE head SET cursor = {shift + versions}"))
    print(f"{shift + versions} reports", flush=True)


def _copy_marks(connection: Connection, shift: int, versions: int) -> None:
    """Enter the marks of the first versions again; SQLite keeps none to copy, so there they are made anew."""
    if connection.dialect.name == "postgresql":
        query = (
            f"INSERT INTO version_marks SELECT cursor + {shift}, marks FROM version_marks WHERE cursor <= {versions}"
        )
        connection.execute(text(query))
        return
    for cursor in range(1, versions + 1):
        statements, facts = (
            [dict(row) for row in connection.execute(select(table).where(table.c.cursor == cursor)).mappings()]
            for table in (STATEMENTS, FACTS)
        )
        add_marks(connection, cursor + shift, marks_of(statements, facts))


def reports(rules: Rules, start: int) -> Iterator[Report]:
    """Reports of one county and year after another, from a number on."""
    samples = [
        Parser(rules).parse(path) for path in sorted(CORPORA.iterdir()) if path.suffix in (".md", ".txt", ".html")
    ]
    pool = [(kind, statement) for sample in samples for kind, statement in sample.statements()]
    for number in count(start):
        county, year = divmod(number, len(YEARS))
        code = f"{PROVINCES[county % len(PROVINCES)]}{1001 + county // len(PROVINCES)}"
        drawn = random.Random(number).choices(pool, k=CLAUSES)
        lists: dict[str, list[Statement]] = {"achievement": [], "commitment": [], "background": []}
        for at, (kind, statement) in enumerate(drawn):
            said = f"稀见之词{statement.text}" if number % RARE == 0 and at < 3 else statement.text
            lists[kind].append(statement.model_copy(update={"id": f"s{at}", "start": at, "end": at + 1, "text": said}))
        sample = samples[number % len(samples)]
        jurisdiction = JurisdictionInfo(name=f"{code}县", level="county", code=code, parents=())
        yield sample.model_copy(
            update={
                "report": sample.report.model_copy(update={"jurisdiction": jurisdiction, "report_year": YEARS[year]}),
                "source": sample.source.model_copy(update={"sha256": sha256(str(number).encode()).hexdigest()}),
                "achievements": tuple(lists["achievement"]),
                "commitments": tuple(lists["commitment"]),
                "background": tuple(lists["background"]),
            }
        )


def explain(store: Store, client: TestClient, question: str) -> None:
    """Print the plan of each query that a question makes."""
    asked: list[tuple[str, object]] = []

    def note(_: Connection, __: object, statement: str, parameters: object, ___: object, ____: bool) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    client.get(question)
    event.remove(Engine, "before_cursor_execute", note)
    print(f"\n{question}")
    with store.reading() as connection:
        word = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN ANALYZE"
        for statement, parameters in asked:
            print(statement[:300].replace("\n", " "))
            for row in connection.exec_driver_sql(f"{word} {statement}", parameters):  # type: ignore[arg-type]
                print("    ", *row)


if __name__ == "__main__":
    main()
