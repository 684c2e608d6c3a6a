"""Tables among the inputs -> a task a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from report_parser.batch.at_hand import at_hand, suffix_of
from report_parser.batch.folder import is_url
from report_parser.batch.task import Failure, Task
from report_parser.corpus.columns import Columns, choose_columns, text_column
from report_parser.corpus.read import PLAIN, READERS, read_table
from report_parser.corpus.rows import rows_of
from report_parser.errors import SourceError
from report_parser.rules import Rules

if TYPE_CHECKING:
    import polars


@dataclass(frozen=True, slots=True)
class Tables:
    """How tables are read: the columns that a user names, the rules that know others, who is told which were taken."""

    columns: Columns
    rules: Rules
    tell: Callable[[str, Columns], None] = lambda uri, columns: None

    def tasks(self, uri: str, address: str) -> Iterator[Task | Failure] | None:
        """A task for every row of the table at a path or URL, or the failure where it cannot be read; None if no table.

        A .csv or .jsonl without a column of texts may be a list of the names of reports, which says itself what is
        wrong with it.
        """
        suffix = suffix_of(address)
        if suffix not in READERS or not (is_url(address) or Path(address).is_file()):
            return None
        may_be_list = suffix in PLAIN and self.columns.text is None and not is_url(address)
        try:
            with at_hand(address) as path:
                frame = read_table(path)
            if may_be_list and text_column(frame.columns, self.rules) is None:
                return None
            return iter(self.rows(uri, address, frame))
        except SourceError as error:
            return None if may_be_list else iter([Failure(uri, "source", error.cause)])

    def rows(self, uri: str, address: str, frame: polars.DataFrame) -> list[Task]:
        """A task for every row of a frame, named by its number: reports.csv#12. Raises SourceError, see `columns`."""
        columns = choose_columns(uri, frame.columns, self.columns, self.rules)
        self.tell(uri, columns)
        return [
            Task(f"{uri}#{row.number}", f"{address}#{row.number}", row.text, row.place, row.year, row.cut)
            for row in rows_of(frame, columns, self.rules)
        ]
