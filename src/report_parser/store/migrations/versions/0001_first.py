"""The first schema: versions of reports, their statements and facts, and the log of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "changes",
        sa.Column("cursor", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("cursor", name="pk_changes"),
    )
    op.create_table(
        "head",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("store", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_head"),
    )
    op.create_table(
        "versions",
        sa.Column("cursor", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("until", sa.BigInteger()),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("place_name", sa.Text()),
        sa.Column("place_code", sa.Text()),
        sa.Column("place_level", sa.Text()),
        sa.Column("place_parents", sa.Text(), nullable=False),
        sa.Column("report_year", sa.Integer()),
        sa.Column("review_year", sa.Integer()),
        sa.Column("plan_year", sa.Integer()),
        sa.Column("delivered_on", sa.Text()),
        sa.Column("achievements", sa.Integer(), nullable=False),
        sa.Column("commitments", sa.Integer(), nullable=False),
        sa.Column("background", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.Column("source_uri", sa.Text(), nullable=False),
        sa.Column("source_sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("schema_version", sa.Text(), nullable=False),
        sa.Column("generator_version", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("cursor", name="pk_versions"),
    )
    op.create_index("ix_versions_place_code_report_year", "versions", ["place_code", "report_year"])
    op.create_index("ix_versions_place_name_report_year", "versions", ["place_name", "report_year"])
    op.create_index("ix_versions_source_sha256", "versions", ["source_sha256"])
    op.create_index("ix_versions_until", "versions", ["until"])
    op.create_index(
        "uq_versions_current_report",
        "versions",
        ["report"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index("uq_versions_report_version", "versions", ["report", "version"], unique=True)
    op.create_table(
        "facts",
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("section_kind", sa.Text()),
        sa.Column("section_heading", sa.Text()),
        sa.Column("indicator_id", sa.Text()),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("value", sa.Text()),
        sa.Column("low", sa.Text()),
        sa.Column("high", sa.Text()),
        sa.Column("number_value", sa.Float()),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("comparator", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text()),
        sa.Column("start_year", sa.Integer()),
        sa.Column("end_year", sa.Integer()),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("cursor", "number", name="pk_facts"),
        sa.ForeignKeyConstraint(["cursor"], ["versions.cursor"], name="fk_facts_cursor"),
    )
    op.create_index("ix_facts_indicator", "facts", ["indicator"])
    op.create_index("ix_facts_indicator_id", "facts", ["indicator_id"])
    op.create_table(
        "statements",
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("section_kind", sa.Text()),
        sa.Column("section_heading", sa.Text()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text()),
        sa.Column("status", sa.Text()),
        sa.Column("deadline", sa.Integer()),
        sa.Column("outcome", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("cursor", "number", name="pk_statements"),
        sa.ForeignKeyConstraint(["cursor"], ["versions.cursor"], name="fk_statements_cursor"),
    )
    op.create_index("ix_statements_kind", "statements", ["kind"])


def downgrade() -> None:
    op.drop_table("statements")
    op.drop_table("facts")
    op.drop_table("versions")
    op.drop_table("head")
    op.drop_table("changes")
