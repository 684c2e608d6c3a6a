"""Reading tables: a file or a frame at hand -> a Polars frame."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from report_parser.errors import MissingExtraError, SourceError
from report_parser.read.decode import UndecodableError, decode

if TYPE_CHECKING:
    import polars

PLAIN = frozenset({".csv", ".jsonl", ".ndjson"})
"""Tables that may be lists of the names of reports instead."""


class ArrowFrame(Protocol):
    """A frame of any library that hands its columns over as Arrow: Polars, pandas from 2.2 on, PyArrow, DuckDB."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The columns as a stream of Arrow's C interface."""


def frame_of(frame: ArrowFrame) -> polars.DataFrame:
    """A frame of any library as one of Polars. Raises MissingExtraError where Polars is not installed."""
    _require_polars()
    import polars

    return frame if isinstance(frame, polars.DataFrame) else polars.DataFrame(frame)


def read_table(path: Path) -> polars.DataFrame:
    """The table in a file, told by its suffix; text is decoded as that of a report is (UTF-8, GB18030, BOM).

    Raises SourceError where it cannot be read, MissingExtraError where what reads it is not installed.
    """
    _require_polars()
    try:
        return READERS[path.suffix.lower()](path)
    except FileNotFoundError as error:
        raise SourceError(str(path), "no such file") from error
    except OSError as error:
        raise SourceError(str(path), f"cannot be read ({error.strerror or error})") from error
    except UndecodableError as error:
        raise SourceError(str(path), str(error)) from error
    except MissingExtraError:
        raise
    except Exception as error:  # each of the libraries has exceptions of its own
        first = str(error).strip().splitlines()
        cause = first[0] if first else type(error).__name__
        raise SourceError(str(path), f"not a table that can be read ({cause})") from error


def _read_csv(path: Path, separator: str = ",") -> polars.DataFrame:
    import polars

    text = decode(path.read_bytes()).text
    return polars.read_csv(io.BytesIO(text.encode()), separator=separator, infer_schema=False)


def _read_tsv(path: Path) -> polars.DataFrame:
    return _read_csv(path, "\t")


def _read_jsonl(path: Path) -> polars.DataFrame:
    import polars

    text = decode(path.read_bytes()).text
    return polars.read_ndjson(io.BytesIO(text.encode()), infer_schema_length=None)


def _read_parquet(path: Path) -> polars.DataFrame:
    import polars

    return polars.read_parquet(path)


def _read_xlsx(path: Path) -> polars.DataFrame:
    import polars

    try:
        import fastexcel  # noqa: F401 - what Polars reads workbooks with; its own message names no extra of ours
    except ImportError as error:
        raise MissingExtraError("fastexcel", "xlsx") from error
    return polars.read_excel(path, infer_schema_length=0)


def _read_stata(path: Path) -> polars.DataFrame:
    try:
        import pyreadstat
    except ImportError as error:
        raise MissingExtraError("pyreadstat", "stata") from error
    frame, _ = pyreadstat.read_dta(str(path), output_format="polars", apply_value_formats=True)
    return frame_of(frame)


READERS: Mapping[str, Callable[[Path], polars.DataFrame]] = {
    ".csv": _read_csv,
    ".tsv": _read_tsv,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
    ".parquet": _read_parquet,
    ".xlsx": _read_xlsx,
    ".dta": _read_stata,
}
"""What reads a table, by suffix."""


def _require_polars() -> None:
    try:
        import polars  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("polars", "tables") from error
