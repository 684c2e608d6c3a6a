"""Model 2.0: the columns that it adds, and the models and items of version 1.0 rewritten.

A version keeps its digest, by which consumers of the feed know it: what the report says has not changed.
"""

import json
from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from alembic import op

from report_parser.upgrade import STATEMENT_LISTS, JsonObject, from_1_0

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_VERSIONS = sa.table("versions", sa.column("cursor"), sa.column("schema_version"), sa.column("model"))
_STATEMENTS = sa.table("statements", sa.column("cursor"), sa.column("number"), sa.column("deadline"), sa.column("body"))
_FACTS = sa.table("facts", sa.column("cursor"), sa.column("number"), sa.column("body"))


def upgrade() -> None:
    with op.batch_alter_table("statements") as statements:
        statements.alter_column(
            "deadline", existing_type=sa.Integer(), type_=sa.Text(), postgresql_using="lpad(deadline::text, 4, '0')"
        )
        statements.add_column(sa.Column("task", sa.Text()))
        statements.add_column(sa.Column("reason", sa.Text()))
    with op.batch_alter_table("facts") as facts:
        facts.add_column(sa.Column("counts", sa.Text()))
        facts.add_column(sa.Column("tier", sa.Text()))
        facts.add_column(sa.Column("prices", sa.Text()))
    connection = op.get_bind()
    old = sa.select(_VERSIONS.c.cursor).where(_VERSIONS.c.schema_version == "1.0")
    for cursor in connection.execute(old).scalars().all():
        _rewrite(connection, cursor)


def _rewrite(connection: sa.Connection, cursor: int) -> None:
    """Rewrite one version, its statements and its facts."""
    this = _VERSIONS.c.cursor == cursor
    model = from_1_0(json.loads(connection.execute(sa.select(_VERSIONS.c.model).where(this)).scalar_one()))
    connection.execute(sa.update(_VERSIONS).where(this).values(schema_version="2.0", model=_written(model)))
    statements = [entry for name in STATEMENT_LISTS for entry in _entries(model, name)]
    for number, statement in enumerate(sorted(statements, key=_place)):
        connection.execute(
            sa.update(_STATEMENTS)
            .where(_STATEMENTS.c.cursor == cursor, _STATEMENTS.c.number == number)
            .values(deadline=statement["deadline"], body=_written(statement))
        )
    facts = [fact for statement in statements for fact in _entries(statement, "facts")]
    for number, fact in enumerate(sorted(facts, key=_place)):
        connection.execute(
            sa.update(_FACTS).where(_FACTS.c.cursor == cursor, _FACTS.c.number == number).values(body=_written(fact))
        )


def _entries(holder: JsonObject, name: str) -> Iterator[JsonObject]:
    entries = holder[name]
    assert isinstance(entries, list)
    for entry in entries:
        assert isinstance(entry, dict)
        yield entry


def _place(entry: JsonObject) -> tuple[int, int]:
    start, end = entry["start"], entry["end"]
    assert isinstance(start, int) and isinstance(end, int)
    return start, end


def _written(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def downgrade() -> None:
    raise NotImplementedError("a store of model 2.0 cannot be led back to 1.0")
