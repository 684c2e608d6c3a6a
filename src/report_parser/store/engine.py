"""Opening a store: the URL -> an engine on a database whose schema is this version's.

The same code runs on SQLite, the embedded default, and on PostgreSQL. The differences are all in this module:
how a writing transaction begins, how a reading one sees one moment, how many rows are inserted at once, and how two
processes that open a new store at once are kept apart.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from report_parser.errors import MissingExtraError, StoreError
from report_parser.store.schema import HEAD, METADATA

REVISION: Final = "0005"
"""The newest file of `migrations/versions`: the schema that this code reads and writes."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS: Final = 60
_UPGRADE_LOCK: Final = 0x7265706F7274  # an arbitrary number that all who upgrade a store in PostgreSQL agree on
_BY_INDEX: Final = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off"
"""Every question of ours has its index. PostgreSQL would read small tables whole, not knowing what it costs to unpack
the arrays of `version_marks`, and compile queries that take a millisecond."""
_WRITES: Final = "report_parser_writes"


def store_url(url: str) -> URL:
    """The address of a store: `sqlite:///shelf.db`, `postgresql://user@host/name`, or a bare path of a SQLite file."""
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise StoreError("--store", "not a store URL; write sqlite:///PATH or postgresql://USER@HOST/NAME") from error
    kind = parsed.get_backend_name()
    if kind in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise StoreError(name_of(parsed), "neither sqlite:// nor postgresql://")
    if parsed.query:
        raise StoreError(name_of(parsed), "a SQLite store has no options behind a question mark")
    if parsed.database in (None, "", ":memory:"):
        raise StoreError(name_of(parsed), "a store is a file; write sqlite:///PATH")
    return parsed


def name_of(url: URL) -> str:
    """The store's address without its password, for messages."""
    return url.render_as_string(hide_password=True)


def open_engine(url: URL, *, read_only: bool = False) -> Engine:
    """An engine on the store, made or upgraded to this version's schema where need be, unless it is only read.

    Raises StoreError where the database cannot be reached, is none of ours, or is of a newer report_parser; where it
    is only read, also where there is none or it would have to be upgraded.
    """
    engine = _sqlite(url, read_only) if url.get_backend_name() == "sqlite" else _postgres(url)
    try:
        _check(engine) if read_only else _upgrade(engine)
    except DBAPIError as error:
        engine.dispose()
        raise StoreError(name_of(url), cause_of(error)) from error
    except StoreError:
        engine.dispose()
        raise
    return engine


def cause_of(error: DBAPIError) -> str:
    """What the database said, on one line."""
    return " ".join(str(error.orig).split()) or type(error.orig).__name__


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that will write; it commits at the end of the block."""
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees the store as it was at its first query, whatever is loaded meanwhile.

    Raises StoreError where the database fails, be it in the block.
    """
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.exec_driver_sql(_BY_INDEX)
                yield connection
    except DBAPIError as error:
        raise StoreError(name_of(engine.url), cause_of(error)) from error


def _sqlite(url: URL, read_only: bool) -> Engine:
    assert url.database is not None
    path = Path(url.database).absolute()
    if not path.parent.is_dir():
        raise StoreError(name_of(url), "no such folder")
    if read_only and not path.exists():
        raise StoreError(name_of(url), "no such store")
    engine = create_engine(url, creator=lambda: _connect(path, read_only))

    @event.listens_for(engine, "connect")
    def _on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)
        connection.isolation_level = None  # sqlite3's own BEGIN comes too late to lock before the first read
        if read_only:
            return
        connection.execute("PRAGMA journal_mode = WAL")  # readers and the one writer do not wait for each other
        connection.execute("PRAGMA synchronous = NORMAL")  # in WAL a power cut loses the last commits at most
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        # IMMEDIATE takes the write lock before anything is read, so a writer waits instead of failing half-way.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")

    return engine


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    """A connection to a SQLite file. One that only reads makes no file and needs no permission to write."""
    if not read_only:
        return sqlite3.connect(path, _BUSY_SECONDS, check_same_thread=False)
    # A reader, too, makes files for the write-ahead log beside the store. Where it may not and there are none, nobody
    # writes, and the store may be read as it stands.
    alone = not path.with_name(f"{path.name}-wal").exists() and not os.access(path.parent, os.W_OK)
    address = f"{path.as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
    return sqlite3.connect(address, _BUSY_SECONDS, check_same_thread=False, uri=True)


def _postgres(url: URL) -> Engine:
    try:
        import psycopg
    except ImportError as error:
        raise MissingExtraError("psycopg", "postgres") from error
    engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})

    @event.listens_for(engine, "connect", insert=True)  # before SQLAlchemy asks anything in an encoding it cannot read
    def _on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        assert isinstance(connection, psycopg.Connection)
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise StoreError(
                name_of(url), f"a database in {encoding} cannot hold reports; make one with ENCODING 'UTF8'"
            )

    return engine


def _check(engine: Engine) -> None:
    """Raise StoreError where a store is not at REVISION."""
    with reading(engine) as connection:
        found = _revision(connection)
    if found is None:
        raise StoreError(name_of(engine.url), "holds no reports of report_parser")
    if found != REVISION:
        raise StoreError(name_of(engine.url), f"its schema is {found}, not {REVISION}; `load` upgrades an older one")


def _upgrade(engine: Engine) -> None:
    """Bring the schema to REVISION; a store that is there already costs one query."""
    with reading(engine) as connection:
        if _revision(connection) == REVISION:
            return
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        found = _revision(connection)
        if found is None and not METADATA.tables.keys().isdisjoint(inspect(connection).get_table_names()):
            raise StoreError(name_of(engine.url), "holds tables that report_parser did not make")
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, REVISION)
        except CommandError as error:
            raise StoreError(
                name_of(engine.url), f"its schema {found} is unknown here; a newer report_parser wrote it"
            ) from error
        if connection.execute(select(HEAD.c.id)).first() is None:
            connection.execute(insert(HEAD).values(id=1, cursor=0, store=secrets.token_hex(16)))


def _revision(connection: Connection) -> str | None:
    """The revision that the store's schema is at; None for a new store."""
    if not inspect(connection).has_table("report_parser_schema"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM report_parser_schema")).scalar()
    return found


def insert_all(
    connection: Connection, table: Table, cursor: int, rows: Iterable[Mapping[str, str | int | float | bytes | None]]
) -> None:
    """Insert the rows of one version, all columns of each, in one call of the driver.

    The columns are text and numbers, which a driver takes as they are: SQLAlchemy, which looks at each cell of each
    row, takes longer over them than the database.
    """
    names = [column.name for column in table.columns]
    assert names[0] == "cursor"
    statement = str(insert(table).compile(dialect=connection.dialect, column_keys=names))
    if connection.dialect.name == "sqlite":
        values: list[tuple[object, ...]] = [(cursor, *map(row.__getitem__, names[1:])) for row in rows]
        if values:
            connection.exec_driver_sql(statement, values)
    elif named := [{**row, "cursor": cursor} for row in rows]:
        connection.exec_driver_sql(statement, named)
