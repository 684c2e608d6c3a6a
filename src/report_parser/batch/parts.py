"""Parts: the rows of one report for the four tables in one file, with the proof of what they were made from.

A part is the mark that a report is done: it is written after the JSON, and says of which bytes, code and rules
both were made. It is a line of JSON (`Stamp`) followed by four Arrow streams.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from report_parser.batch.folder import STATE
from report_parser.errors import MissingExtraError
from report_parser.model import Report
from report_parser.rules import Rules
from report_parser.tables.columns import TABLES, TableName
from report_parser.tables.rows import to_arrow

if TYPE_CHECKING:
    import pyarrow

REPORTS = "reports"
ERRORS = "errors.jsonl"
_CODEC = "zstd"
PRODUCTS = frozenset({ERRORS, *(f"{table}.parquet" for table in TABLES)})
"""What a run leaves in its output folder: the JSON files below `reports`, the tables, the list of failures."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a part was made from (`fingerprint`), the digests of its JSON and of its rows, their size unpacked."""

    fingerprint: str
    json: str
    rows: str
    size: int


def json_path(name: str) -> str:
    """Where the JSON of a report lies in the output folder."""
    return f"{REPORTS}/{name}.json"


def part_path(name: str) -> str:
    """Where the part of a report lies in the output folder."""
    return f"{STATE}/parts/{name}.part"


def make_part(report: Report, json_text: bytes, fingerprint: str, rules: Rules) -> bytes:
    """The part of a report whose JSON is `json_text`."""
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtraError("pyarrow", "batch") from error
    body = io.BytesIO()
    for table in TABLES:
        rows = to_arrow(report, table, rules=rules)
        with pyarrow.ipc.new_stream(body, rows.schema.remove_metadata()) as stream:
            stream.write_table(rows)
    # In one piece: a hundred small columns compressed one by one take four times as long to read.
    data: bytes = pyarrow.compress(body.getvalue(), codec=_CODEC, asbytes=True)
    stamp = Stamp(fingerprint, sha256(json_text).hexdigest(), sha256(data).hexdigest(), body.tell())
    return json.dumps(asdict(stamp)).encode() + b"\n" + data


def stamp_of(part: bytes) -> Stamp | None:
    """The stamp of a part, None where the part is not whole."""
    head, newline, body = part.partition(b"\n")
    try:
        stamp = Stamp(**json.loads(head))
    except (ValueError, TypeError):
        return None
    return stamp if newline and sha256(body).hexdigest() == stamp.rows else None


def rows_of(part: bytes) -> dict[TableName, pyarrow.Table]:
    """The rows of a part, table by table."""
    import pyarrow

    head, _, data = part.partition(b"\n")
    body = io.BytesIO(pyarrow.decompress(data, json.loads(head)["size"], codec=_CODEC, asbytes=True))
    tables: dict[TableName, pyarrow.Table] = {}
    for table in TABLES:
        with pyarrow.ipc.open_stream(body) as stream:
            tables[table] = stream.read_all()
    return tables
