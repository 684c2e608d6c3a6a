"""Rows of any table -> JSON lines, CSV, Parquet, Stata or SPSS, whole or not at all; the first three as they come."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import IO, Literal, get_args

from report_parser.errors import OutputError
from report_parser.tables.columns import Column
from report_parser.tables.rows import Cell, Row, schema_of
from report_parser.whole_files import whole_file

Format = Literal["jsonl", "csv", "parquet", "dta", "sav"]
FORMATS: tuple[Format, ...] = get_args(Format)

_ROWS_AT_ONCE = 50_000
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?%?")


def write_rows(
    rows: Iterable[Row], columns: Sequence[Column], file_format: Format, path: Path | None, *, bom: bool = False
) -> int:
    """Write rows to `path`, or JSON lines and CSV to standard output; how many. `bom` marks a CSV as UTF-8 for Excel.

    Raises OutputError where the file cannot be written, MissingExtraError where Parquet needs PyArrow, or Stata and
    SPSS pyreadstat.
    """
    if file_format in ("parquet", "dta", "sav"):
        if path is None:
            raise OutputError("standard output", f"a .{file_format} is no text; give --output")
        if file_format == "parquet":
            return _write_parquet(rows, columns, path)
        from report_parser.exports.labelled import write_labelled

        with whole_file(path) as aside:
            return write_labelled(rows, columns, file_format, aside)
    with _text_file(path) as file:
        if file_format == "jsonl":
            return _write_jsonl(rows, file)
        return _write_csv(rows, columns, file, bom=bom)


def safe_cell(text: str) -> str:
    """A text that a spreadsheet will not take for a formula: =HYPERLINK(…) gets a quote before it, -4.1% does not."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) and not _NUMBER.fullmatch(text) else text


@contextmanager
def _text_file(path: Path | None) -> Iterator[IO[str]]:
    if path is None:
        # Our own newlines and UTF-8, whatever the terminal is set to.
        file = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
        try:
            yield file
        finally:
            file.detach()
        return
    with whole_file(path) as aside, aside.open("w", encoding="utf-8", newline="") as file:
        yield file


def _write_jsonl(rows: Iterable[Row], file: IO[str]) -> int:
    count = 0
    for row in rows:
        file.write(json.dumps(json_row(row), ensure_ascii=False) + "\n")
        count += 1
    return count


def _write_csv(rows: Iterable[Row], columns: Sequence[Column], file: IO[str], *, bom: bool) -> int:
    if bom:
        file.write("\ufeff")
    lines = 0
    for line in csv_lines(rows, [column.name for column in columns]):
        file.write(line)
        lines += 1
    return lines - 1  # the head is no row


def csv_lines(rows: Iterable[Mapping[str, Cell]], names: Sequence[str]) -> Iterator[str]:
    """Rows as the lines of a CSV, the names of its columns first."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow(names)
    for row in rows:
        yield line.getvalue()
        line.seek(0)
        line.truncate()
        writer.writerow(_csv(row[name]) for name in names)
    yield line.getvalue()


def json_row(row: Mapping[str, Cell]) -> dict[str, str | int | float | list[str] | None]:
    """A row as JSON says it: decimals as text, lists as lists."""
    return {name: _json(cell) for name, cell in row.items()}


def _write_parquet(rows: Iterable[Row], columns: Sequence[Column], path: Path) -> int:
    schema = schema_of(columns)
    from pyarrow import Table
    from pyarrow.parquet import ParquetWriter

    count = 0
    with whole_file(path) as aside, ParquetWriter(aside, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            writer.write_table(Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _json(cell: Cell) -> str | int | float | list[str] | None:
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return list(cell) if isinstance(cell, tuple) else cell


def _csv(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return safe_cell("；".join(cell))
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return safe_cell(cell) if isinstance(cell, str) else cell
