"""Writing: a report becomes the current version of itself, and a line of the log says so.

Cursors are drawn from the one row of `head`, by an update that is the first statement of the transaction. The
row stays locked until the commit, so writers queue there, whether threads, processes or machines: a cursor is
given out only after the one before it is visible, and a transaction that fails takes its cursor back. A
sequence or an autoincrement column promises neither: two writers may commit 8 before 7, and a consumer that has
read up to 8 never sees 7. The price is that writers take turns; a report takes far longer to parse than to
write, and one that brings nothing new is turned away before the lock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, Engine, Row, func, insert, select, text, update

from report_parser.model import Report
from report_parser.rules import Rules
from report_parser.store.engine import insert_all, reading, writing
from report_parser.store.marks import add_marks, marks_of
from report_parser.store.rows import Row as Cells
from report_parser.store.rows import fact_rows, statement_rows, version_row
from report_parser.store.schema import CHANGES, FACTS, HEAD, STATEMENTS, VERSIONS

_COUNT = (
    "INSERT INTO indicators (indicator_id, facts, reports) VALUES (:id, :facts, :reports) ON CONFLICT (indicator_id) "
    "DO UPDATE SET facts = indicators.facts + excluded.facts, reports = indicators.reports + excluded.reports"
)

Outcome = Literal["created", "updated", "unchanged"]


def put(engine: Engine, report: Report, rules: Rules) -> Outcome:
    """Make `report` the current version of its report, unless it brings nothing new."""
    row = version_row(report, rules)
    with reading(engine) as connection:
        if _brings_nothing(connection, row):
            return "unchanged"
    with writing(engine) as connection:
        cursor = _next_cursor(connection)
        if _brings_nothing(connection, row):  # another writer was faster
            connection.rollback()
            return "unchanged"
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for former in _under_other_names(connection, row):
            _end(connection, former.cursor, cursor)
            _log(connection, cursor, "withdrawn", former.report, former.version, former.digest, now)
            cursor = _next_cursor(connection)
        current = _current(connection, row["report"])
        if current is not None:
            _end(connection, current.cursor, cursor)
        last = connection.execute(
            select(func.max(VERSIONS.c.version)).where(VERSIONS.c.report == row["report"])
        ).scalar_one()
        version = (last or 0) + 1
        connection.execute(insert(VERSIONS).values(**row, cursor=cursor, version=version, loaded_at=now))
        statements, facts = list(statement_rows(report)), list(fact_rows(report))
        for table, rows in ((STATEMENTS, statements), (FACTS, facts)):
            insert_all(connection, table, cursor, rows)
        add_marks(connection, cursor, marks_of(statements, facts))
        _count(connection, Counter(row["indicator_id"] for row in facts), 1)
        outcome: Outcome = "created" if current is None else "updated"
        _log(connection, cursor, outcome, str(row["report"]), version, str(row["digest"]), now)
    return outcome


def _brings_nothing(connection: Connection, row: Cells) -> bool:
    """Whether the store has it already: as the current version, or as an earlier one that another source replaced.

    The second keeps a shelf that holds one report twice (.docx and .pdf) from turning over at each re-load. An
    earlier reading of the *same* source does come back: that is what loading it again asks for.
    """
    current = _current(connection, row["report"])
    if current is None:
        return False
    if current.digest == row["digest"]:
        return True
    if current.source_sha256 == row["source_sha256"]:
        return False
    known = select(VERSIONS.c.cursor).where(VERSIONS.c.report == row["report"], VERSIONS.c.digest == row["digest"])
    return connection.execute(known).first() is not None


def _current(connection: Connection, report: object) -> Row[int, str, str] | None:
    return connection.execute(
        select(VERSIONS.c.cursor, VERSIONS.c.digest, VERSIONS.c.source_sha256).where(
            VERSIONS.c.report == report, VERSIONS.c.until.is_(None)
        )
    ).first()


def _under_other_names(connection: Connection, row: Cells) -> list[Row[int, str, int, str]]:
    """What the same bytes are current as under another identity: a better reading of the masthead has moved them."""
    return list(
        connection.execute(
            select(VERSIONS.c.cursor, VERSIONS.c.report, VERSIONS.c.version, VERSIONS.c.digest)
            .where(
                VERSIONS.c.source_sha256 == row["source_sha256"],
                VERSIONS.c.report != row["report"],
                VERSIONS.c.until.is_(None),
            )
            .order_by(VERSIONS.c.cursor)
        )
    )


def _next_cursor(connection: Connection) -> int:
    connection.execute(update(HEAD).values(cursor=HEAD.c.cursor + 1))
    cursor: int = connection.execute(select(HEAD.c.cursor)).scalar_one()
    return cursor


def _end(connection: Connection, cursor: int, until: int) -> None:
    """A version is no longer current, and its facts no longer count."""
    connection.execute(update(VERSIONS).where(VERSIONS.c.cursor == cursor).values(until=until))
    query = (
        select(FACTS.c.indicator_id, func.count().label("facts"))
        .where(FACTS.c.cursor == cursor)
        .group_by(FACTS.c.indicator_id)
    )
    _count(connection, {row.indicator_id: row.facts for row in connection.execute(query)}, -1)


def _count(connection: Connection, facts: Mapping[object, int], sign: Literal[1, -1]) -> None:
    """Count the facts of a version by indicator in, or out again."""
    rows = [
        {"id": identity, "facts": sign * number, "reports": sign}
        for identity, number in facts.items()
        if identity is not None
    ]
    if rows:
        connection.execute(text(_COUNT), rows)


def _log(connection: Connection, cursor: int, op: str, report: str, version: int, digest: str, at: str) -> None:
    connection.execute(
        insert(CHANGES).values(cursor=cursor, op=op, report=report, version=version, digest=digest, at=at)
    )
