"""The store: parsed reports in SQLite or PostgreSQL, with their history and an ordered log of changes."""

from report_parser.errors import MissingExtraError

try:
    import alembic  # noqa: F401
    import sqlalchemy  # noqa: F401
except ImportError as error:
    raise MissingExtraError(error.name or "sqlalchemy", "store") from error

from report_parser.store.store import LoadSummary, Store, load

__all__ = ["LoadSummary", "Store", "load"]
