"""Indices that hold what filters name, so that rows are read only where they are asked for."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_FACT = ["role", "section_kind", "kind", "number"]


def upgrade() -> None:
    op.drop_index("ix_facts_indicator_id_cursor", "facts")
    op.create_index("ix_facts_asked_of_indicator", "facts", ["indicator_id", "cursor", *_FACT])
    op.create_index("ix_statements_cursor_statement", "statements", ["cursor", "statement"])
    op.create_index("ix_facts_asked", "facts", ["cursor", *_FACT])
    op.create_index(
        "ix_statements_asked", "statements", ["cursor", "section_kind", "kind", "modality", "topics", "number"]
    )


def downgrade() -> None:
    raise NotImplementedError("a store is not led back")
