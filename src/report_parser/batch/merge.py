"""The tables of a shelf: parts, report after report -> four Parquet files.

One part is in memory at a time and less than one row group of each table, whatever the size of the shelf; the
bytes depend on the reports and their order alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from report_parser.batch.folder import Folder
from report_parser.batch.parts import part_path, rows_of
from report_parser.errors import MissingExtraError, OutputError
from report_parser.tables.columns import TABLES, TableName
from report_parser.tables.rows import arrow_schema

if TYPE_CHECKING:
    from pyarrow import Table

ROW_GROUP = 50_000
"""Rows of a Parquet row group: what a reader loads at once, and what a merge holds of each table."""


class Merger:
    """The four tables being written aside; `publish` puts them in place. A context manager.

    Raises MissingExtraError where PyArrow is not installed.
    """

    def __init__(self, folder: Folder) -> None:
        try:
            from pyarrow.parquet import ParquetWriter
        except ImportError as error:
            raise MissingExtraError("pyarrow", "batch") from error
        self._folder = folder
        self._files = {table: folder.scratch() / f"{table}.parquet" for table in TABLES}
        self._writers: dict[TableName, ParquetWriter] = {}
        for table in TABLES:
            with self._writing(table):
                self._writers[table] = ParquetWriter(self._files[table], arrow_schema(table), compression="zstd")
        self._waiting: dict[TableName, list[Table]] = {table: [] for table in TABLES}
        self._rows = dict.fromkeys(TABLES, 0)

    def __enter__(self) -> Merger:
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._writers.values():
            with suppress(OSError):  # what is not published is of no use, and the disk may be full
                writer.close()

    def add(self, name: str) -> None:
        """Append the rows of the report of this name."""
        part = self._folder.read(part_path(name))
        if part is None:
            raise OutputError(part_path(name), "gone since it was written; run the batch again")
        for table, rows in rows_of(part).items():
            self._waiting[table].append(rows)
            self._rows[table] += len(rows)
            if self._rows[table] >= ROW_GROUP:
                self._flush(table)

    def publish(self) -> None:
        """Write what waits and put the tables in place, each whole, and none before all are written."""
        for table in TABLES:
            if self._rows[table]:
                self._flush(table)
            with self._writing(table):
                self._writers[table].close()
        for table in TABLES:
            self._folder.adopt(f"{table}.parquet", self._files[table])

    def _flush(self, table: TableName) -> None:
        from pyarrow import concat_tables

        rows = concat_tables(self._waiting[table]).cast(self._writers[table].schema)
        with self._writing(table):
            self._writers[table].write_table(rows, row_group_size=len(rows))
        self._waiting[table].clear()
        self._rows[table] = 0

    @contextmanager
    def _writing(self, table: TableName) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(
                str(self._files[table]), os.strerror(error.errno) if error.errno else str(error)
            ) from error
