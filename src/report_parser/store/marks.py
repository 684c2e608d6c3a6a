"""Marks: what stands in a version, as words of an inverted index, so that a search looks only where it may find.

A version has a mark for each character and pair of characters of its statements, and for each way in which a filter
may name one of its statements or facts: a statement of kind commitment in a section of targets has `s/commitment//`,
`s//targets/` and `s/commitment/targets/`. So versions that hold nothing of what is asked for are known without a look
at their rows. SQLite keeps the index in an FTS5 table without contents, PostgreSQL in arrays under GIN.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import TypeAlias

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Table,
    Text,
    and_,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

Wanted: TypeAlias = "Sequence[Sequence[Collection[str]]]"
"""Of each of the outer ones a version has to hold one of the middle ones, whole."""

CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE version_marks USING fts5(marks, content='', detail=none, columnsize=0, tokenize=ascii)",
    ),
    "postgresql": (
        "CREATE TABLE version_marks (cursor BIGINT PRIMARY KEY REFERENCES versions (cursor), marks TEXT[] NOT NULL)",
        "CREATE INDEX ix_version_marks ON version_marks USING gin (marks)",
    ),
}

# Of its own, for no table of SQLAlchemy is an FTS5 table.
_MARKS = Table(
    "version_marks",
    MetaData(),
    Column("cursor", BigInteger, primary_key=True),
    Column("rowid", BigInteger),
    Column("marks", ARRAY(Text)),
    Column("version_marks", Text),
)


def marks_of(statements: Iterable[Mapping[str, object]], facts: Iterable[Mapping[str, object]]) -> set[str]:
    """The marks of a version, from its rows of `statements` and `facts`."""
    marks: set[str] = set()
    for row in statements:
        topics = [topic for topic in str(row["topics"]).split(",") if topic]
        for kind, section, modality in _with_any(row["kind"], row["section_kind"], row["modality"]):
            marks.update(statement_mark(kind, section, modality, topic) for topic in ("", *topics))
        marks.update(_grams(str(row["text"])))
    for row in facts:
        marks.update(fact_mark(*named) for named in _with_any(row["kind"], row["section_kind"], row["role"]))
    return marks


def statement_mark(kind: str, section: str, modality: str, topic: str) -> str:
    """The mark of a statement that is of these, each empty where it does not matter."""
    return f"s/{kind}/{section}/{modality}/{topic}"


def fact_mark(kind: str, section: str, role: str) -> str:
    """The mark of a fact that is of these, each empty where it does not matter."""
    return f"f/{kind}/{section}/{role}"


def saying_marks(said: str) -> frozenset[str]:
    """The marks of every version with a statement that holds this text: its pairs of characters."""
    pairs = frozenset(gram for gram in _grams(said) if len(gram) > 1)
    return pairs or frozenset(_grams(said))


def add_marks(connection: Connection, cursor: int, marks: Collection[str]) -> None:
    """Enter the marks of a version."""
    words = sorted(map(_word, marks))
    if connection.dialect.name == "sqlite":
        query, value = "INSERT INTO version_marks (rowid, marks) VALUES (:cursor, :marks)", " ".join(words)
        connection.execute(text(query), {"cursor": cursor, "marks": value})
    else:
        connection.execute(_MARKS.insert().values(cursor=cursor, marks=words))


def holding(connection: Connection, cursor: ColumnElement[int], wanted: Wanted) -> ColumnElement[bool]:
    """Whether the version at `cursor` holds all of these marks."""
    if connection.dialect.name == "sqlite":
        question = " AND ".join(f"({' OR '.join(map(_all_of, each))})" for each in wanted)
        return cursor.in_(select(_MARKS.c.rowid).where(_MARKS.c.version_marks.op("MATCH")(question)))
    held = (or_(*(_MARKS.c.marks.contains(sorted(map(_word, marks))) for marks in each)) for each in wanted)
    return cursor.in_(select(_MARKS.c.cursor).where(and_(*held)))


def _all_of(marks: Collection[str]) -> str:
    return f"({' AND '.join(sorted(map(_word, marks)))})"


def _word(mark: str) -> str:
    """A mark as letters and digits alone, which no tokenizer takes apart."""
    return f"x{mark.encode('utf-8', 'surrogatepass').hex()}"


def _with_any(*values: object) -> Iterator[tuple[str, ...]]:
    """The values with each of them left out or not: ("a", None) -> ("", ""), ("a", "")."""
    return product(*(("",) if value is None else ("", str(value)) for value in values))


def _grams(said: str) -> Iterator[str]:
    """The letters, digits and characters of a text, and the pairs of those that stand side by side."""
    lower = said.lower()
    yield from (one for one in lower if one.isalnum())
    yield from (one + other for one, other in pairwise(lower) if one.isalnum() and other.isalnum())
