"""The store: parsed reports in SQLite or PostgreSQL, with their history and an ordered log of changes."""

from importlib.util import find_spec

from report_parser.errors import MissingExtraError

for package in ("sqlalchemy", "alembic"):
    if find_spec(package) is None:  # looked for, not imported: alembic is needed by stores to be upgraded only
        raise MissingExtraError(package, "store")

from report_parser.store.store import LoadSummary, Store, load  # noqa: E402

__all__ = ["LoadSummary", "Store", "load"]
