"""Reading: the state of the store, its reports and their models, its log. Lists of what is asked for: `finding`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from report_parser.selection import Selection, is_code
from report_parser.store.schema import CHANGES, HEAD, INDICATORS, VERSIONS
from report_parser.store.texts import joined

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]
Operation = Literal["created", "updated", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Head:
    """The state of a store: its name, drawn when it was made, and the cursor of its last change."""

    store: str
    cursor: int


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A version of a report: what the store says of it, and the JSON of its model."""

    about: JsonObject
    model: str


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the log: what became of which version, at which cursor."""

    cursor: int
    op: Operation
    report: str
    version: int
    digest: str
    at: str


ABOUT = tuple(column for column in VERSIONS.c if column.name not in ("model", "text"))


def head(connection: Connection) -> Head:
    """The store's name and its last cursor."""
    row = connection.execute(select(HEAD.c.store, HEAD.c.cursor)).one()
    return Head(row.store, row.cursor)


def newest(connection: Connection, limit: int, before: int | None) -> list[JsonObject]:
    """The current reports, newest first."""
    query = select(*ABOUT).where(VERSIONS.c.until.is_(None)).order_by(VERSIONS.c.cursor.desc()).limit(limit)
    if before is not None:
        query = query.where(VERSIONS.c.cursor < before)
    return [about(row) for row in connection.execute(query)]


def model(connection: Connection, report: str, version: int | None = None) -> StoredModel | None:
    """A report's current version, or any one by number; None where there is none."""
    query = select(VERSIONS).where(
        VERSIONS.c.report == report, VERSIONS.c.until.is_(None) if version is None else VERSIONS.c.version == version
    )
    row = connection.execute(query).first()
    return None if row is None else StoredModel(about(row), joined(row.model, row.text))


def models(connection: Connection, selection: Selection, at: int, after: int, limit: int) -> list[tuple[int, str, str]]:
    """The models current at `at`, each with its cursor and its report's id, in the order in which they came."""
    query = (
        select(VERSIONS.c.cursor, VERSIONS.c.report, VERSIONS.c.model, VERSIONS.c.text)
        .where(*current(at), *of_selection(selection), VERSIONS.c.cursor > after)
        .order_by(VERSIONS.c.cursor)
        .limit(limit)
    )
    return [(row.cursor, row.report, joined(row.model, row.text)) for row in connection.execute(query)]


def versions(connection: Connection, report: str) -> list[JsonObject]:
    """All versions of a report, the first one first."""
    query = select(*ABOUT).where(VERSIONS.c.report == report).order_by(VERSIONS.c.version)
    return [about(row) for row in connection.execute(query)]


def indicator_counts(connection: Connection) -> dict[str, tuple[int, int]]:
    """For each indicator of the vocabulary that current reports speak of: how many facts, in how many reports."""
    return {row.indicator_id: (row.facts, row.reports) for row in connection.execute(select(INDICATORS))}


def changes(connection: Connection, after: int, limit: int) -> list[Change]:
    """The lines of the log after a cursor, in order, without gaps."""
    query = select(CHANGES).where(CHANGES.c.cursor > after).order_by(CHANGES.c.cursor).limit(limit)
    return [
        Change(row.cursor, row.op, row.report, row.version, row.digest, row.at) for row in connection.execute(query)
    ]


def current(at: int) -> tuple[ColumnElement[bool], ...]:
    """What holds of the versions that were current at a cursor."""
    return VERSIONS.c.cursor <= at, or_(VERSIONS.c.until.is_(None), VERSIONS.c.until > at)


def of_selection(selection: Selection) -> tuple[ColumnElement[bool], ...]:
    wanted: list[ColumnElement[bool]] = []
    if selection.years:
        wanted.append(VERSIONS.c.report_year.in_(selection.years))
    if selection.places:
        wanted.append(or_(*map(_lies_in, selection.places)))
    return tuple(wanted)


def _lies_in(place: str) -> ColumnElement[bool]:
    if is_code(place):
        return VERSIONS.c.place_code.startswith(place, autoescape=True)
    return VERSIONS.c.place_name == place


def about(row: Row[*tuple[Any, ...]]) -> JsonObject:
    """What a list says of a report."""
    return {
        "id": row.report,
        "version": row.version,
        "digest": row.digest,
        "cursor": row.cursor,
        "current": row.until is None,
        "loaded_at": row.loaded_at,
        "title": row.title,
        "jurisdiction": {
            "name": row.place_name,
            "level": row.place_level,
            "code": row.place_code,
            "parents": json.loads(row.place_parents),
        },
        "report_year": row.report_year,
        "review_year": row.review_year,
        "plan_year": row.plan_year,
        "delivered_on": row.delivered_on,
        "achievements": row.achievements,
        "commitments": row.commitments,
        "background": row.background,
        "facts": row.facts,
        "source": {"uri": row.source_uri, "sha256": row.source_sha256, "media_type": row.media_type},
        "schema_version": row.schema_version,
        "generator_version": row.generator_version,
    }
