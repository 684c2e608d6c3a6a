"""Finding: which versions are asked for and in which order, then what stands in them, a page at a time.

The versions are resolved first, those alone whose marks say that they may hold what is asked for. Items are looked for
in growing groups of them, from where the page before ended: what is common is found in a few reports, and what stands
nowhere costs no look at a report at all. A page goes on after the last item of the one before it (never by counting
rows), in the order of the same moment of the store: nothing is skipped or repeated however much is loaded meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, or_, select, tuple_

from report_parser.selection import Selection
from report_parser.store.marks import Wanted, fact_mark, holding, saying_marks, statement_mark
from report_parser.store.reading import ABOUT, JsonObject, about, current, of_selection
from report_parser.store.schema import FACTS, STATEMENTS, VERSIONS

Order = Literal["loaded", "-loaded", "year", "-year", "place", "-place"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""How lists are ordered, the first where none is asked for; a minus turns it round. Of one report, always its text."""

Position = tuple[int, int]
"""Where a page ended: the version's cursor and the item's number in it."""

START: Position = (0, -1)

Cursors: TypeAlias = "Sequence[int]"
"""The cursors of the versions that are asked for, in order."""

Listed = Literal["reports", "statements", "facts"]

_GROUPS = (2, 16, 128, 512)
"""How many versions are looked at together: first few, for most questions have their answer there."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a page, and where it stands."""

    position: Position
    body: JsonObject


@dataclass(frozen=True, slots=True)
class Detail:
    """What narrows statements and facts beyond a Selection; the statement holds one of the texts `saying`."""

    report: str | None = None
    topic: str | None = None
    modality: str | None = None
    section: str | None = None
    role: str | None = None
    saying: tuple[str, ...] = ()


ANY = Detail()

_KEYS: dict[str, ColumnElement[Any]] = {
    "loaded": VERSIONS.c.cursor,
    "year": VERSIONS.c.report_year,
    "place": VERSIONS.c.place_code,
}
_REFERENCE = (
    VERSIONS.c.report,
    VERSIONS.c.version,
    VERSIONS.c.place_name,
    VERSIONS.c.place_code,
    VERSIONS.c.place_level,
    VERSIONS.c.report_year,
)


def versions(
    connection: Connection,
    selection: Selection,
    at: int,
    *,
    of: Listed = "reports",
    detail: Detail = ANY,
    order: Order = "loaded",
) -> Cursors:
    """The versions current at cursor `at` that may hold what a list is asked for, in order; without year or place last.

    A few of them may hold none of it: the pairs of characters of a long text, or an indicator and a role, apart.
    """
    wanted = [*current(at), *of_selection(selection)]
    if detail.report is not None:
        wanted.append(VERSIONS.c.report == detail.report)
    if selection.indicators:
        names = (FACTS.c.indicator_id, FACTS.c.indicator)
        held = (select(FACTS.c.cursor).where(name.in_(selection.indicators)) for name in names)
        wanted.append(or_(*map(VERSIONS.c.cursor.in_, held)))
    if marks := _marks(of, selection, detail):
        wanted.append(holding(connection, VERSIONS.c.cursor, marks))
    key = _KEYS[order.removeprefix("-")]
    keys = [key.desc(), VERSIONS.c.cursor.desc()] if order.startswith("-") else [key, VERSIONS.c.cursor]
    query = select(VERSIONS.c.cursor).where(*wanted).order_by(key.is_(None), *keys)
    return connection.execute(query).scalars().all()


def reports(connection: Connection, cursors: Cursors, detail: Detail, after: Position, limit: int) -> list[Item]:
    """The reports of these versions; with `saying`, those with a statement that says it."""
    rest = (cursor for cursor in _from(cursors, after) if cursor != after[0])
    page = list(islice(_saying(connection, rest, detail) if detail.saying else rest, limit))
    found = {row.cursor: row for row in connection.execute(select(*ABOUT).where(VERSIONS.c.cursor.in_(page)))}
    return [Item((cursor, 0), about(found[cursor])) for cursor in page]


def statements(
    connection: Connection, cursors: Cursors, selection: Selection, detail: Detail, after: Position, limit: int
) -> list[Item]:
    """The statements of these versions, report by report, in the order of the text."""
    table = STATEMENTS.c
    wanted = _of_kind(STATEMENTS, selection, detail)
    if detail.topic is not None:
        wanted.append(table.topics.contains(f",{detail.topic},", autoescape=True))
    if detail.modality is not None:
        wanted.append(table.modality == detail.modality)
    if detail.saying:
        wanted.append(_says(table.text, detail))

    def positions(group: Cursors) -> Select[int, int]:
        narrowed = list(wanted)
        if selection.indicators:
            measuring = select(FACTS.c.cursor, FACTS.c.statement).where(FACTS.c.cursor.in_(group), _measures(selection))
            narrowed.append(tuple_(table.cursor, table.statement).in_(measuring))
        return select(table.cursor, table.number).where(table.cursor.in_(group), *narrowed)

    columns = (table.kind, table.section_kind, table.section_heading, table.body)
    page = _page(connection, cursors, positions, after, limit)
    return [_item(row, report, {}) for row, report in _rows(connection, STATEMENTS, columns, page)]


def facts(
    connection: Connection, cursors: Cursors, selection: Selection, detail: Detail, after: Position, limit: int
) -> list[Item]:
    """The facts of these versions, report by report, in the order of the text."""
    table = FACTS.c
    wanted = _of_kind(FACTS, selection, detail)
    if detail.role is not None:
        wanted.append(table.role == detail.role)
    if selection.indicators:
        wanted.append(_measures(selection))
    if detail.saying:
        wanted.append(_says(table.evidence, detail))

    def positions(group: Cursors) -> Select[int, int]:
        return select(table.cursor, table.number).where(table.cursor.in_(group), *wanted)

    columns = (table.kind, table.section_kind, table.section_heading, table.statement, table.evidence, table.body)
    page = _page(connection, cursors, positions, after, limit)
    return [
        _item(row, report, {"statement": row.statement, "evidence": row.evidence})
        for row, report in _rows(connection, FACTS, columns, page)
    ]


def _saying(connection: Connection, cursors: Iterator[int], detail: Detail) -> Iterator[int]:
    """Of the versions those with a statement that holds one of the texts."""
    said = select(STATEMENTS.c.cursor).where(STATEMENTS.c.cursor == VERSIONS.c.cursor, _says(STATEMENTS.c.text, detail))
    for group in _groups(cursors):
        query = select(VERSIONS.c.cursor).where(VERSIONS.c.cursor.in_(group), said.exists())
        held = set(connection.execute(query).scalars())
        yield from (cursor for cursor in group if cursor in held)


def _marks(of: Listed, selection: Selection, detail: Detail) -> Wanted:
    """The marks of versions that may hold what is asked for; none where nothing is."""
    kinds, section = selection.kinds or ("",), detail.section or ""
    wanted: list[list[frozenset[str]]] = []
    if of == "statements" and (selection.kinds or section or detail.modality or detail.topic):
        rest = (section, detail.modality or "", detail.topic or "")
        wanted.append([frozenset((statement_mark(kind, *rest),)) for kind in kinds])
    if of == "facts" and (selection.kinds or section or detail.role):
        wanted.append([frozenset((fact_mark(kind, section, detail.role or ""),)) for kind in kinds])
    said = [saying_marks(text) for text in detail.saying]
    if said and all(said):
        wanted.append(said)
    return wanted


def _page(
    connection: Connection,
    cursors: Cursors,
    positions: Callable[[Cursors], Select[int, int]],
    after: Position,
    limit: int,
) -> list[Position]:
    """Where the items of the page stand that follows a position."""
    page: list[Position] = []
    for group in _groups(_from(cursors, after)):
        numbers: dict[int, list[int]] = {}
        for cursor, number in connection.execute(positions(group)):
            if cursor != after[0] or number > after[1]:
                numbers.setdefault(cursor, []).append(number)
        page += [(cursor, number) for cursor in group for number in sorted(numbers.get(cursor, ()))]
        if len(page) >= limit:
            break
    return page[:limit]


def _from(cursors: Cursors, after: Position) -> Iterator[int]:
    """The versions from that of a position on."""
    if after[0] == START[0]:
        return iter(cursors)
    return iter(cursors[cursors.index(after[0]) :]) if after[0] in cursors else iter(())


def _groups(cursors: Iterator[int]) -> Iterator[list[int]]:
    """The versions in groups, small ones first."""
    for size in _GROUPS[:-1]:
        if group := list(islice(cursors, size)):
            yield group
    while group := list(islice(cursors, _GROUPS[-1])):
        yield group


def _rows(
    connection: Connection, table: Table, columns: Sequence[ColumnElement[Any]], page: Sequence[Position]
) -> list[tuple[Row[*tuple[Any, ...]], Row[*tuple[Any, ...]]]]:
    """The rows at these positions, in their order, each with what tells its report.

    Two queries: a join would have SQLite go through every version for the sake of those few.
    """
    if not page:
        return []
    numbers: dict[int, list[int]] = {}
    for cursor, number in page:
        numbers.setdefault(cursor, []).append(number)
    places = (and_(table.c.cursor == cursor, table.c.number.in_(held)) for cursor, held in numbers.items())
    query = select(table.c.cursor, table.c.number, *columns).where(or_(*places))
    found = {(row.cursor, row.number): row for row in connection.execute(query)}
    told = select(VERSIONS.c.cursor, *_REFERENCE).where(VERSIONS.c.cursor.in_(numbers))
    reports = {row.cursor: row for row in connection.execute(told)}
    return [(found[position], reports[position[0]]) for position in page]


def _of_kind(table: Table, selection: Selection, detail: Detail) -> list[ColumnElement[bool]]:
    """What is asked of statements and facts alike."""
    wanted: list[ColumnElement[bool]] = []
    if selection.kinds:
        wanted.append(table.c.kind.in_(selection.kinds))
    if detail.section is not None:
        wanted.append(table.c.section_kind == detail.section)
    return wanted


def _measures(selection: Selection) -> ColumnElement[bool]:
    return or_(FACTS.c.indicator_id.in_(selection.indicators), FACTS.c.indicator.in_(selection.indicators))


def _says(column: ColumnElement[str], detail: Detail) -> ColumnElement[bool]:
    """Whether a text holds one of those looked for, letters of either case alike."""
    return or_(
        *(
            # What has no case is looked for as it stands, which takes a fraction of the time.
            column.contains(text, autoescape=True)
            if text.lower() == text.upper()
            else column.icontains(text, autoescape=True)
            for text in detail.saying
        )
    )


def _item(row: Row[*tuple[Any, ...]], report: Row[*tuple[Any, ...]], more: JsonObject) -> Item:
    """A statement or fact of the contract, with the report and the section it stands in."""
    body: JsonObject = {
        "report": {
            "id": report.report,
            "version": report.version,
            "jurisdiction": report.place_name,
            "code": report.place_code,
            "level": report.place_level,
            "report_year": report.report_year,
        },
        "kind": row.kind,
        "section_kind": row.section_kind,
        "section_heading": row.section_heading,
        **more,
        **json.loads(row.body),
    }
    return Item((row.cursor, row.number), body)
