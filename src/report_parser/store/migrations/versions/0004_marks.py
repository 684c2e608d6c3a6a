"""What stands in a version as an inverted index, counts of indicators, and the indices of what is asked most."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

from report_parser.store.marks import CREATE, add_marks, marks_of

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_VERSIONS = sa.table("versions", sa.column("cursor"))
_STATEMENT_COLUMNS = ("kind", "section_kind", "modality", "topics", "text")
_FACT_COLUMNS = ("kind", "section_kind", "role")


def upgrade() -> None:
    op.drop_index("ix_statements_kind", "statements")
    op.drop_index("ix_facts_indicator", "facts")
    op.drop_index("ix_facts_indicator_id", "facts")
    op.create_index("ix_facts_indicator_cursor", "facts", ["indicator", "cursor"])
    op.create_index("ix_facts_indicator_id_cursor", "facts", ["indicator_id", "cursor"])
    op.create_index("ix_versions_cursor_current", "versions", ["cursor", "until", "report_year", "place_code"])
    op.create_table(
        "indicators",
        sa.Column("indicator_id", sa.Text(), nullable=False),
        sa.Column("facts", sa.BigInteger(), nullable=False),
        sa.Column("reports", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("indicator_id", name="pk_indicators"),
    )
    connection = op.get_bind()
    for statement in CREATE[connection.dialect.name]:
        op.execute(statement)
    op.execute(
        "INSERT INTO indicators (indicator_id, facts, reports) "
        "SELECT f.indicator_id, COUNT(*), COUNT(DISTINCT f.cursor) FROM facts f JOIN versions v ON v.cursor = f.cursor "
        "WHERE v.until IS NULL AND f.indicator_id IS NOT NULL GROUP BY f.indicator_id"
    )
    for cursor in connection.execute(sa.select(_VERSIONS.c.cursor)).scalars().all():
        marks = marks_of(
            _rows(connection, "statements", _STATEMENT_COLUMNS, cursor),
            _rows(connection, "facts", _FACT_COLUMNS, cursor),
        )
        add_marks(connection, cursor, marks)


def _rows(connection: sa.Connection, name: str, columns: Iterable[str], cursor: int) -> list[dict[str, object]]:
    table = sa.table(name, sa.column("cursor"), *map(sa.column, columns))
    named = [table.c[column] for column in columns]
    found = connection.execute(sa.select(*named).where(table.c.cursor == cursor)).mappings()
    return [dict(row) for row in found]


def downgrade() -> None:
    raise NotImplementedError("a store is not led back")
