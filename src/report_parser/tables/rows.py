"""Tidy tables: reports -> rows, Polars frames and Arrow tables, one schema for each of the four tables.

`rows` needs nothing beyond the core; `to_frame` needs Polars and `to_arrow` PyArrow (extra `tables`). What
each column means is in `columns`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from typing import TYPE_CHECKING, TypeAlias

from report_parser.errors import MissingExtraError
from report_parser.identity import report_id
from report_parser.model import Report, Statement, plain
from report_parser.rules import Rules, load_rules
from report_parser.tables.columns import COLUMNS, Column, ColumnType, TableName

if TYPE_CHECKING:
    import polars
    import pyarrow

Cell: TypeAlias = "str | int | float | Decimal | tuple[str, ...] | None"
Row: TypeAlias = dict[str, Cell]
Columns: TypeAlias = dict[str, Sequence[Cell]]

DECIMAL_PRECISION, DECIMAL_SCALE = 38, 10
"""Digits of a `decimal` column in all and after the point: room for 10^28 yuan and for 0.0001%."""

_WIDE = Context(prec=1000)


def rows(report: Report, table: TableName = "facts", *, rules: Rules | None = None) -> Iterator[Row]:
    """The rows of one table for one report, a cell for every name of `COLUMNS[table]`, in that order.

    `rules` tell which variant of a report it is, for its id; the shipped ones unless given.

    >>> from report_parser import parse_text
    >>> report = parse_text("2024年，地区生产总值达到1351亿元，增长4.1%。")
    >>> [(row["indicator"], row["value"], row["unit"]) for row in rows(report, "facts")]
    [('地区生产总值', '135100000000', '元'), ('地区生产总值', '4.1', '%')]
    """
    head, source = _head(report, load_rules() if rules is None else rules), _source(report)
    own = _OWN[table](report)
    for cells in zip(*own.values(), strict=True):
        yield {**head, **dict(zip(own, cells, strict=True)), **source}


def to_frame(
    reports: Report | Iterable[Report], table: TableName = "facts", *, rules: Rules | None = None
) -> polars.DataFrame:
    """A Polars frame of one table for one report or many; `to_frame(...).to_pandas()` is the pandas frame.

    Raises MissingExtraError where Polars is not installed.
    """
    return _frame(_cells(reports, table, rules), COLUMNS[table])


def frame_of_rows(rows: Iterable[Row], columns: Sequence[Column]) -> polars.DataFrame:
    """A Polars frame of rows of any columns. Raises MissingExtraError where Polars is not installed."""
    cells: dict[str, list[Cell]] = {column.name: [] for column in columns}
    for row in rows:
        for name, listed in cells.items():
            listed.append(row[name])
    return _frame(cells, columns)


def _frame(cells: Mapping[str, list[Cell]], columns: Sequence[Column]) -> polars.DataFrame:
    try:
        import polars
    except ImportError as error:
        raise MissingExtraError("polars", "tables") from error
    types: dict[ColumnType, polars.DataType] = {
        "text": polars.String(),
        "integer": polars.Int64(),
        "float": polars.Float64(),
        "decimal": polars.Decimal(DECIMAL_PRECISION, DECIMAL_SCALE),
        "texts": polars.List(polars.String()),
    }
    return polars.DataFrame(
        [polars.Series(column.name, cells[column.name], dtype=types[column.type]) for column in columns]
    )


def to_arrow(
    reports: Report | Iterable[Report], table: TableName = "facts", *, rules: Rules | None = None
) -> pyarrow.Table:
    """An Arrow table of one table for one report or many, of the schema `arrow_schema(table)`.

    Raises MissingExtraError where PyArrow is not installed.
    """
    schema = arrow_schema(table)
    known = load_rules() if rules is None else rules
    if isinstance(reports, Report):
        return _arrow_of(reports, table, schema, known)
    import pyarrow

    parts = [_arrow_of(report, table, schema, known) for report in reports]
    return pyarrow.concat_tables([schema.empty_table(), *parts]).combine_chunks()


def _arrow_of(report: Report, table: TableName, schema: pyarrow.Schema, rules: Rules) -> pyarrow.Table:
    """The Arrow table of one report; what each of its rows says is converted once."""
    import pyarrow

    own, same = _OWN[table](report), {**_head(report, rules), **_source(report)}
    length = len(next(iter(own.values())))
    columns = [
        pyarrow.array(own[field.name], field.type)
        if field.name in own
        else pyarrow.repeat(pyarrow.scalar(same[field.name], field.type), length)
        for field in schema
    ]
    return pyarrow.Table.from_arrays(columns, schema=schema)


def arrow_schema(table: TableName) -> pyarrow.Schema:
    """The Arrow schema of a table; the meaning of each column is its metadata `about`, which Parquet files keep."""
    return schema_of(COLUMNS[table])


def schema_of(columns: Sequence[Column]) -> pyarrow.Schema:
    """The Arrow schema of any columns."""
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtraError("pyarrow", "tables") from error
    types: dict[ColumnType, pyarrow.DataType] = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "float": pyarrow.float64(),
        "decimal": pyarrow.decimal128(DECIMAL_PRECISION, DECIMAL_SCALE),
        "texts": pyarrow.list_(pyarrow.string()),
    }
    return pyarrow.schema(
        [pyarrow.field(column.name, types[column.type], metadata={"about": column.about}) for column in columns]
    )


def _cells(reports: Report | Iterable[Report], table: TableName, rules: Rules | None) -> Mapping[str, list[Cell]]:
    """The cells of a table by column, report after report."""
    several = (reports,) if isinstance(reports, Report) else reports
    known = load_rules() if rules is None else rules
    cells: dict[str, list[Cell]] = {column.name: [] for column in COLUMNS[table]}
    for report in several:
        own = _OWN[table](report)
        length = len(next(iter(own.values())))
        same = {**_head(report, known), **_source(report)}
        for name, column in cells.items():
            column.extend(own[name] if name in own else [same[name]] * length)
    return cells


def _head(report: Report, rules: Rules) -> Row:
    """What every row says of its report."""
    about, place = report.report, report.report.jurisdiction
    return {
        "report_id": report_id(report, rules),
        "jurisdiction": place.name,
        "jurisdiction_code": place.code,
        "jurisdiction_level": place.level,
        "jurisdiction_parents": "/".join(place.parents) or None,
        "report_year": about.report_year,
        "review_year": about.review_year,
        "plan_year": about.plan_year,
    }


def _source(report: Report) -> Row:
    return {"source_uri": report.source.uri, "source_sha256": report.source.sha256}


def _report_columns(report: Report) -> Columns:
    about = report.report
    row: Row = {
        "review_start_year": about.review_start_year,
        "title": about.title,
        "delivered_on": about.delivered_on,
        "speaker": about.speaker,
        "meeting": about.meeting,
        "plan_starts_at": about.plan_starts_at,
        "sections": len(report.sections),
        "achievements": len(report.achievements),
        "commitments": len(report.commitments),
        "background": len(report.background),
        "facts": sum(1 for _ in report.facts()),
        "numerals": len(report.numerals),
        "warnings": sum(1 for entry in report.diagnostics if entry.severity != "info"),
        **_source(report),
        "source_media_type": report.source.media_type,
        "source_encoding": report.source.encoding,
        "source_length": report.source.length,
        "schema_version": report.schema_version,
        "generator_version": report.generator.version,
    }
    return {name: [cell] for name, cell in row.items()}


def _statement_columns(report: Report) -> Columns:
    kinds = [kind for kind, _ in report.statements()]
    told = [statement for _, statement in report.statements()]
    doubts = _Doubts(report)
    return {
        "statement_id": [each.id for each in told],
        "kind": kinds,
        "task_id": [each.task for each in told],
        **_places(report, told),
        "start": [each.start for each in told],
        "end": [each.end for each in told],
        "text": [each.text for each in told],
        "action": [each.action for each in told],
        "objects": [tuple([thing.name for thing in each.objects]) for each in told],
        "topics": [each.topics for each in told],
        **_deeds(told),
        "responsible": [each.responsible for each in told],
        "outcome": [each.outcome for each in told],
        "reason": [each.reason for each in told],
        "rules": [each.rules for each in told],
        "doubts": [doubts.about(each.start, each.end) for each in told],
        "facts": [len(each.facts) for each in told],
    }


def _fact_columns(report: Report) -> Columns:
    found = [(kind, statement, fact) for kind, statement in report.statements() for fact in statement.facts]
    told = [statement for _, statement, _ in found]
    facts = [fact for _, _, fact in found]
    doubts = _Doubts(report)
    return {
        "fact_id": [fact.id for fact in facts],
        "statement_id": [each.id for each in told],
        "kind": [kind for kind, _, _ in found],
        **_places(report, told),
        "indicator_id": [fact.indicator.id for fact in facts],
        "indicator": [fact.indicator.name for fact in facts],
        "qualifiers": [fact.indicator.qualifiers for fact in facts],
        "area": [fact.indicator.area for fact in facts],
        "whole": [fact.whole.name if fact.whole else None for fact in facts],
        "action": [fact.action for fact in facts],
        "role": [fact.role for fact in facts],
        "counts": [fact.counts for fact in facts],
        "value": [_exact(fact.value) for fact in facts],
        "value_decimal": [_fitting(fact.value) for fact in facts],
        "value_float": [_float(fact.value) for fact in facts],
        "low": [_exact(fact.low) for fact in facts],
        "high": [_exact(fact.high) for fact in facts],
        "low_float": [_float(fact.low) for fact in facts],
        "high_float": [_float(fact.high) for fact in facts],
        "unit": [fact.unit for fact in facts],
        "written_value": [fact.written.value for fact in facts],
        "written_unit": [fact.written.unit for fact in facts],
        "comparator": [fact.comparator for fact in facts],
        "tier": [fact.tier for fact in facts],
        "direction": [fact.direction for fact in facts],
        "against": [fact.against.name if fact.against else None for fact in facts],
        "prices": [fact.prices for fact in facts],
        "baseline_value": [_exact(fact.baseline.value) if fact.baseline else None for fact in facts],
        "baseline_float": [_float(fact.baseline.value) if fact.baseline else None for fact in facts],
        "baseline_unit": [fact.baseline.unit if fact.baseline else None for fact in facts],
        "period_start_year": [fact.period.start_year for fact in facts],
        "period_end_year": [fact.period.end_year for fact in facts],
        "basis": [fact.period.basis for fact in facts],
        **_deeds(told),
        "start": [fact.start for fact in facts],
        "end": [fact.end for fact in facts],
        "text": [fact.text for fact in facts],
        "evidence": [each.text for each in told],
        "evidence_start": [each.start for each in told],
        "evidence_end": [each.end for each in told],
        "rule": [fact.rule for fact in facts],
        "doubts": [doubts.about(fact.start, fact.end) for fact in facts],
    }


def _numeral_columns(report: Report) -> Columns:
    return {
        "start": [each.start for each in report.numerals],
        "end": [each.end for each in report.numerals],
        "text": [each.text for each in report.numerals],
        "type": [each.type for each in report.numerals],
        "fact_id": [each.fact for each in report.numerals],
        "rule": [each.rule for each in report.numerals],
    }


_OWN: Mapping[TableName, Callable[[Report], Columns]] = {
    "reports": _report_columns,
    "statements": _statement_columns,
    "facts": _fact_columns,
    "numerals": _numeral_columns,
}
"""The columns of each table without what every row says of its report, made column by column: twice as fast as row by
row, and a part is made of every report of a batch."""


class _Doubts:
    """The diagnostics of a report by place; those about the whole of it (without a span) belong to no row."""

    def __init__(self, report: Report) -> None:
        self._found = sorted((each.start, each.end, each.code) for each in report.diagnostics if each.start < each.end)
        self._starts = [start for start, _, _ in self._found]

    def about(self, start: int, end: int) -> tuple[str, ...]:
        """The codes of those within a span."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if first == last:
            return ()
        return tuple(dict.fromkeys(code for _, stop, code in self._found[first:last] if stop <= end))


def _places(report: Report, told: Sequence[Statement]) -> Columns:
    sections = {section.id: section for section in report.sections}
    found = [sections.get(each.section) for each in told]
    return {
        "section_id": [each.section or None for each in told],
        "section_kind": [section.kind if section else None for section in found],
        "section_heading": [section.heading if section else None for section in found],
    }


def _deeds(told: Sequence[Statement]) -> Columns:
    return {
        "status": [each.status for each in told],
        "modality": [each.modality for each in told],
        "deadline": [each.deadline for each in told],
    }


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _fitting(value: Decimal | None) -> Decimal | None:
    """The value if a decimal column holds it exactly: 66.67 does, 28 digits before the point do, 10^30 does not."""
    if value is None or (value and value.adjusted() >= DECIMAL_PRECISION - DECIMAL_SCALE):
        return None
    plainest = value.normalize(_WIDE)  # Arrow counts idle zeros as digits
    exponent = plainest.as_tuple().exponent
    return plainest if isinstance(exponent, int) and exponent >= -DECIMAL_SCALE else None
