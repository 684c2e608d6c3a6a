"""The tables of the store. A change here goes with a new file in `migrations/versions`.

`head` is one row: the cursor of the last change. `versions` holds every version of every report that ever was
current, named by the cursor of the change that brought it; `until` is the cursor of the change that
ended it, null while it is current. So what was current at any cursor can be asked for, and a reader who
walks page by page at one cursor sees a store that does not move. `statements` and `facts` belong to a
version; `changes` is the log that consumers follow. `indicators` counts those of the vocabulary in what is current.
What is searched for is looked up in `version_marks`, a table of `store.marks`.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, text

METADATA = MetaData(naming_convention={"fk": "fk_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"})

HEAD = Table(
    "head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("cursor", BigInteger, nullable=False),
    Column("store", Text, nullable=False),  # drawn at random when the store is made: tells a new one at an old URL
)

VERSIONS = Table(
    "versions",
    METADATA,
    Column("cursor", BigInteger, primary_key=True, autoincrement=False),
    Column("until", BigInteger),
    Column("report", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("title", Text),
    Column("place_name", Text),
    Column("place_code", Text),
    Column("place_level", Text),
    Column("place_parents", Text, nullable=False),  # JSON
    Column("report_year", Integer),
    Column("review_year", Integer),
    Column("plan_year", Integer),
    Column("delivered_on", Text),
    Column("achievements", Integer, nullable=False),
    Column("commitments", Integer, nullable=False),
    Column("background", Integer, nullable=False),
    Column("facts", Integer, nullable=False),
    Column("source_uri", Text, nullable=False),
    Column("source_sha256", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("schema_version", Text, nullable=False),
    Column("generator_version", Text, nullable=False),
    Column("loaded_at", Text, nullable=False),  # UTC, 2024-01-30T08:00:00Z
    Column("model", Text, nullable=False),  # the JSON of the contract, without the report's text
    Column("text", LargeBinary),  # the text, compressed, where the model came with it
    Index("uq_versions_report_version", "report", "version", unique=True),
    Index(
        "uq_versions_current_report",  # one current version a report, whatever happens
        "report",
        unique=True,
        sqlite_where=text("until IS NULL"),
        postgresql_where=text("until IS NULL"),
    ),
    Index("ix_versions_until", "until"),
    Index("ix_versions_cursor_current", "cursor", "until", "report_year", "place_code"),  # those of a moment, unread
    Index("ix_versions_place_code_report_year", "place_code", "report_year"),
    Index("ix_versions_place_name_report_year", "place_name", "report_year"),
    Index("ix_versions_source_sha256", "source_sha256"),
)

STATEMENTS = Table(
    "statements",
    METADATA,
    Column("cursor", BigInteger, ForeignKey("versions.cursor"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("statement", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("section_kind", Text),
    Column("section_heading", Text),
    Column("action", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("topics", Text, nullable=False),  # between commas, each with one on either side: ",industry,trade,"
    Column("modality", Text),
    Column("status", Text),
    Column("deadline", Text),
    Column("task", Text),
    Column("reason", Text),
    Column("outcome", Text),
    Column("body", Text, nullable=False),  # the JSON of the contract
    Index("ix_statements_cursor_statement", "cursor", "statement"),
    Index("ix_statements_asked", "cursor", "section_kind", "kind", "modality", "topics", "number"),
)

FACTS = Table(
    "facts",
    METADATA,
    Column("cursor", BigInteger, ForeignKey("versions.cursor"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("fact", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("section_kind", Text),
    Column("section_heading", Text),
    Column("indicator_id", Text),
    Column("indicator", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("counts", Text),
    Column("tier", Text),
    Column("prices", Text),
    Column("value", Text),  # exact; SQLite would make a float of a numeric
    Column("low", Text),
    Column("high", Text),
    Column("number_value", Float),
    Column("unit", Text, nullable=False),
    Column("comparator", Text, nullable=False),
    Column("direction", Text),
    Column("start_year", Integer),
    Column("end_year", Integer),
    Column("evidence", Text, nullable=False),
    Column("body", Text, nullable=False),  # the JSON of the contract
    Index("ix_facts_asked_of_indicator", "indicator_id", "cursor", "role", "section_kind", "kind", "number"),
    Index("ix_facts_asked", "cursor", "role", "section_kind", "kind", "number"),  # what filters name, without the rows
    Index("ix_facts_indicator_cursor", "indicator", "cursor"),
)

INDICATORS = Table(
    "indicators",
    METADATA,
    Column("indicator_id", Text, primary_key=True),
    Column("facts", BigInteger, nullable=False),
    Column("reports", BigInteger, nullable=False),
)

CHANGES = Table(
    "changes",
    METADATA,
    Column("cursor", BigInteger, primary_key=True, autoincrement=False),
    Column("op", Text, nullable=False),  # created, updated, withdrawn
    Column("report", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("at", Text, nullable=False),
)
