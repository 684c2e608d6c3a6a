"""The end of a run: the parts of all reports, in the order of the tasks -> four Parquet tables and `errors.jsonl`.

One part is in memory at a time, and one row group a table; the bytes depend on the reports and their order alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from report_parser.batch.folder import Folder
from report_parser.batch.parts import ERRORS, part_path, rows_of
from report_parser.batch.task import Failure, Task
from report_parser.columns import TABLES, TableName
from report_parser.errors import OutputError
from report_parser.tables import arrow_schema

if TYPE_CHECKING:
    from pyarrow import Table
    from pyarrow.parquet import ParquetWriter

ROW_GROUP = 50_000
"""Rows of a Parquet row group: what a reader loads at once, and what a merge holds of each table."""


def merge(folder: Folder, tasks: Iterable[Task], failures: Iterable[Failure]) -> None:
    """Write the four tables over the tasks that succeeded and the list of failures; each appears whole."""
    from pyarrow import concat_tables

    scratch = folder.scratch()
    files = {table: scratch / f"{table}.parquet" for table in TABLES}
    waiting: dict[TableName, list[Table]] = {table: [] for table in TABLES}
    with ExitStack() as stack:
        writers = {table: stack.enter_context(_writer(files[table], table)) for table in TABLES}

        def flush(table: TableName) -> None:
            rows = concat_tables(waiting[table]).cast(writers[table].schema)
            writers[table].write_table(rows, row_group_size=len(rows))
            waiting[table].clear()

        for task in tasks:
            part = folder.read(part_path(task.name))
            if part is None:
                raise OutputError(part_path(task.name), "gone since it was written; run the batch again")
            for table, rows in rows_of(part).items():
                waiting[table].append(rows)
                if sum(map(len, waiting[table])) >= ROW_GROUP:
                    flush(table)
        for table in TABLES:
            if waiting[table] and sum(map(len, waiting[table])):
                flush(table)
    for table in TABLES:
        folder.adopt(f"{table}.parquet", files[table])
    lines = (json.dumps(asdict(failure), ensure_ascii=False) + "\n" for failure in failures)
    folder.write(ERRORS, "".join(lines).encode())


def _writer(file: Path, table: TableName) -> ParquetWriter:
    from pyarrow.parquet import ParquetWriter

    return ParquetWriter(file, arrow_schema(table), compression="zstd")
