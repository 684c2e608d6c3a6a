"""The text of a report, compressed, beside its model."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("versions") as versions:
        versions.add_column(sa.Column("text", sa.LargeBinary()))


def downgrade() -> None:
    raise NotImplementedError("a store that keeps texts cannot be led back to one that does not")
