"""Alembic's entry: runs the migrations on the connection that `store.engine` hands over, inside its transaction."""

from alembic import context

from report_parser.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table="report_parser_schema",
    render_as_batch=True,  # SQLite changes a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
