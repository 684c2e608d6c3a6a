"""Reading: what is asked for, as it was at a cursor, a page at a time.

A page goes on after the last item of the page before it (never by counting rows), so nothing is skipped or
repeated however much is loaded between two pages.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select, tuple_

from report_parser.selection import Selection, is_code
from report_parser.store.schema import CHANGES, FACTS, HEAD, STATEMENTS, VERSIONS
from report_parser.store.texts import joined

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]
Operation = Literal["created", "updated", "withdrawn"]
Position = tuple[int, int]
"""Where a page ended: the version's cursor and the item's number in it."""

START: Position = (0, -1)


@dataclass(frozen=True, slots=True)
class Head:
    """The state of a store: its name, drawn when it was made, and the cursor of its last change."""

    store: str
    cursor: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a page, and where it stands."""

    position: Position
    body: JsonObject


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


@dataclass(frozen=True, slots=True)
class Detail:
    """What narrows statements and facts beyond a Selection."""

    report: str | None = None
    topic: str | None = None
    modality: str | None = None
    section: str | None = None
    role: str | None = None


ANY = Detail()

_ABOUT = tuple(column for column in VERSIONS.c if column.name not in ("model", "text"))


def head(connection: Connection) -> Head:
    """The store's name and its last cursor."""
    row = connection.execute(select(HEAD.c.store, HEAD.c.cursor)).one()
    return Head(row.store, row.cursor)


def reports(connection: Connection, selection: Selection, at: int, after: Position, limit: int) -> list[Item]:
    """The reports current at cursor `at`, in the order in which they came."""
    query = (
        select(*_ABOUT)
        .where(*_current(at), *_of(selection), VERSIONS.c.cursor > after[0])
        .order_by(VERSIONS.c.cursor)
        .limit(limit)
    )
    return [Item((row.cursor, 0), _about(row)) for row in connection.execute(query)]


def newest(connection: Connection, limit: int, before: int | None) -> list[JsonObject]:
    """The current reports, newest first."""
    query = select(*_ABOUT).where(VERSIONS.c.until.is_(None)).order_by(VERSIONS.c.cursor.desc()).limit(limit)
    if before is not None:
        query = query.where(VERSIONS.c.cursor < before)
    return [_about(row) for row in connection.execute(query)]


def model(connection: Connection, report: str, version: int | None = None) -> StoredModel | None:
    """A report's current version, or any one by number; None where there is none."""
    query = select(VERSIONS).where(
        VERSIONS.c.report == report, VERSIONS.c.until.is_(None) if version is None else VERSIONS.c.version == version
    )
    row = connection.execute(query).first()
    return None if row is None else StoredModel(_about(row), joined(row.model, row.text))


def models(connection: Connection, selection: Selection, at: int, after: int, limit: int) -> list[tuple[int, str, str]]:
    """The models current at `at`, each with its cursor and its report's id, in the order in which they came."""
    query = (
        select(VERSIONS.c.cursor, VERSIONS.c.report, VERSIONS.c.model, VERSIONS.c.text)
        .where(*_current(at), *_of(selection), VERSIONS.c.cursor > after)
        .order_by(VERSIONS.c.cursor)
        .limit(limit)
    )
    return [(row.cursor, row.report, joined(row.model, row.text)) for row in connection.execute(query)]


def versions(connection: Connection, report: str) -> list[JsonObject]:
    """All versions of a report, the first one first."""
    query = select(*_ABOUT).where(VERSIONS.c.report == report).order_by(VERSIONS.c.version)
    return [_about(row) for row in connection.execute(query)]


def statements(
    connection: Connection, selection: Selection, detail: Detail, at: int, after: Position, limit: int
) -> list[Item]:
    """The statements of the reports current at `at`, report by report, in the order of the text."""
    table = STATEMENTS.c
    wanted = [*_detail(detail, table.kind, selection)]
    if detail.topic is not None:
        wanted.append(table.topics.contains(f",{detail.topic},", autoescape=True))
    if detail.modality is not None:
        wanted.append(table.modality == detail.modality)
    if detail.section is not None:
        wanted.append(table.section_kind == detail.section)
    if selection.indicators:
        measuring = select(FACTS.c.cursor, FACTS.c.statement).where(_measures(selection))
        wanted.append(tuple_(table.cursor, table.statement).in_(measuring))
    query = _page(
        select(
            *_REFERENCE, table.cursor, table.number, table.kind, table.section_kind, table.section_heading, table.body
        )
        .join_from(STATEMENTS, VERSIONS, table.cursor == VERSIONS.c.cursor)
        .where(*_current(at), *_of(selection), *wanted),
        table.cursor,
        table.number,
        after,
        limit,
    )
    return [_item(row, {}) for row in connection.execute(query)]


def facts(
    connection: Connection, selection: Selection, detail: Detail, at: int, after: Position, limit: int
) -> list[Item]:
    """The facts of the reports current at `at`, report by report, in the order of the text."""
    table = FACTS.c
    wanted = [*_detail(detail, table.kind, selection)]
    if detail.role is not None:
        wanted.append(table.role == detail.role)
    if detail.section is not None:
        wanted.append(table.section_kind == detail.section)
    if selection.indicators:
        wanted.append(_measures(selection))
    query = _page(
        select(
            *_REFERENCE, table.cursor, table.number, table.kind, table.section_kind, table.section_heading,
            table.statement, table.evidence, table.body,
        )
        .join_from(FACTS, VERSIONS, table.cursor == VERSIONS.c.cursor)
        .where(*_current(at), *_of(selection), *wanted),
        table.cursor, table.number, after, limit,
    )  # fmt: skip
    return [_item(row, {"statement": row.statement, "evidence": row.evidence}) for row in connection.execute(query)]


def indicator_counts(connection: Connection) -> dict[str, tuple[int, int]]:
    """For each indicator of the vocabulary that current reports speak of: how many facts, in how many reports."""
    query = (
        select(FACTS.c.indicator_id, func.count(), func.count(FACTS.c.cursor.distinct()))
        .join_from(FACTS, VERSIONS, FACTS.c.cursor == VERSIONS.c.cursor)
        .where(VERSIONS.c.until.is_(None), FACTS.c.indicator_id.is_not(None))
        .group_by(FACTS.c.indicator_id)
    )
    return {identity: (facts, reports) for identity, facts, reports in connection.execute(query)}


def changes(connection: Connection, after: int, limit: int) -> list[Change]:
    """The lines of the log after a cursor, in order, without gaps."""
    query = select(CHANGES).where(CHANGES.c.cursor > after).order_by(CHANGES.c.cursor).limit(limit)
    return [
        Change(row.cursor, row.op, row.report, row.version, row.digest, row.at) for row in connection.execute(query)
    ]


_REFERENCE = (
    VERSIONS.c.report,
    VERSIONS.c.version,
    VERSIONS.c.place_name,
    VERSIONS.c.place_code,
    VERSIONS.c.place_level,
    VERSIONS.c.report_year,
)


def _current(at: int) -> tuple[ColumnElement[bool], ...]:
    return VERSIONS.c.cursor <= at, or_(VERSIONS.c.until.is_(None), VERSIONS.c.until > at)


def _of(selection: Selection) -> tuple[ColumnElement[bool], ...]:
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


def _measures(selection: Selection) -> ColumnElement[bool]:
    return or_(FACTS.c.indicator_id.in_(selection.indicators), FACTS.c.indicator.in_(selection.indicators))


def _detail(detail: Detail, kind: ColumnElement[str], selection: Selection) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if selection.kinds:
        wanted.append(kind.in_(selection.kinds))
    if detail.report is not None:
        wanted.append(VERSIONS.c.report == detail.report)
    return wanted


def _page(
    query: Select[*tuple[Any, ...]],
    cursor: ColumnElement[int],
    number: ColumnElement[int],
    after: Position,
    limit: int,
) -> Select[*tuple[Any, ...]]:
    """The page that follows a position."""
    beyond = tuple_(cursor, number) > tuple_(*after)  # which both databases look up in the primary key
    return query.where(beyond).order_by(cursor, number).limit(limit)


def _about(row: Row[*tuple[Any, ...]]) -> JsonObject:
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


def _item(row: Row[*tuple[Any, ...]], more: JsonObject) -> Item:
    """A statement or fact of the contract, with the report and the section it stands in."""
    body: JsonObject = {
        "report": {
            "id": row.report,
            "version": row.version,
            "jurisdiction": row.place_name,
            "code": row.place_code,
            "level": row.place_level,
            "report_year": row.report_year,
        },
        "kind": row.kind,
        "section_kind": row.section_kind,
        "section_heading": row.section_heading,
        **more,
        **json.loads(row.body),
    }
    return Item((row.cursor, row.number), body)
