"""Tidy tables: reports -> rows, Polars frames and Arrow tables, one schema for each of the four tables.

`rows` needs nothing beyond the core; `to_frame` needs Polars and `to_arrow` PyArrow (extra `tables`). What
each column means is in `columns`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from typing import TYPE_CHECKING, TypeAlias

from report_parser.errors import MissingExtraError
from report_parser.identity import report_id
from report_parser.model import Baseline, Report, SectionInfo, Statement, plain
from report_parser.rules import Rules, load_rules
from report_parser.tables.columns import COLUMNS, Column, ColumnType, TableName

if TYPE_CHECKING:
    import polars
    import pyarrow

Cell: TypeAlias = "str | int | float | Decimal | tuple[str, ...] | None"
Row: TypeAlias = dict[str, Cell]

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
    for row in _own_rows(report, table):
        yield {**head, **row, **source}


def _own_rows(report: Report, table: TableName) -> Iterator[Row]:
    """The rows of one table without what each of them says of its report."""
    if table == "reports":
        return _report_rows(report)
    if table == "statements":
        return _statement_rows(report)
    return _fact_rows(report) if table == "facts" else _numeral_rows(report)


def to_frame(
    reports: Report | Iterable[Report], table: TableName = "facts", *, rules: Rules | None = None
) -> polars.DataFrame:
    """A Polars frame of one table for one report or many; `to_frame(...).to_pandas()` is the pandas frame.

    Raises MissingExtraError where Polars is not installed.
    """
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
    cells = _cells(reports, table, rules)
    return polars.DataFrame(
        [polars.Series(column.name, cells[column.name], dtype=types[column.type]) for column in COLUMNS[table]]
    )


def to_arrow(
    reports: Report | Iterable[Report], table: TableName = "facts", *, rules: Rules | None = None
) -> pyarrow.Table:
    """An Arrow table of one table for one report or many, of the schema `arrow_schema(table)`.

    Raises MissingExtraError where PyArrow is not installed.
    """
    schema = arrow_schema(table)
    return schema.empty_table().from_pydict(_cells(reports, table, rules), schema=schema)


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
        own = list(_own_rows(report, table))
        if not own:
            continue
        varied = dict(zip(own[0], zip(*(row.values() for row in own), strict=True), strict=True))
        same = {**_head(report, known), **_source(report)}
        for name, column in cells.items():
            column.extend(varied[name] if name in varied else [same[name]] * len(own))
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


def _report_rows(report: Report) -> Iterator[Row]:
    about = report.report
    yield {
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


def _statement_rows(report: Report) -> Iterator[Row]:
    doubts = _Doubts(report)
    sections = {section.id: section for section in report.sections}
    for kind, statement in report.statements():
        yield {
            "statement_id": statement.id,
            "kind": kind,
            "task_id": statement.task,
            **_place(statement, sections),
            "start": statement.start,
            "end": statement.end,
            "text": statement.text,
            "action": statement.action,
            "objects": tuple(thing.name for thing in statement.objects),
            "topics": statement.topics,
            **_deed(statement),
            "responsible": statement.responsible,
            "outcome": statement.outcome,
            "reason": statement.reason,
            "rules": statement.rules,
            "doubts": doubts.about(statement.start, statement.end),
            "facts": len(statement.facts),
        }


def _fact_rows(report: Report) -> Iterator[Row]:
    doubts = _Doubts(report)
    sections = {section.id: section for section in report.sections}
    for kind, statement in report.statements():
        if not statement.facts:
            continue
        place, deed = _place(statement, sections), _deed(statement)
        for fact in statement.facts:
            yield {
                "fact_id": fact.id,
                "statement_id": statement.id,
                "kind": kind,
                **place,
                "indicator_id": fact.indicator.id,
                "indicator": fact.indicator.name,
                "qualifiers": fact.indicator.qualifiers,
                "area": fact.indicator.area,
                "whole": fact.whole.name if fact.whole else None,
                "action": fact.action,
                "role": fact.role,
                "counts": fact.counts,
                "value": _exact(fact.value),
                "value_decimal": _fitting(fact.value),
                "value_float": _float(fact.value),
                "low": _exact(fact.low),
                "high": _exact(fact.high),
                "low_float": _float(fact.low),
                "high_float": _float(fact.high),
                "unit": fact.unit,
                "written_value": fact.written.value,
                "written_unit": fact.written.unit,
                "comparator": fact.comparator,
                "tier": fact.tier,
                "direction": fact.direction,
                "against": fact.against.name if fact.against else None,
                "prices": fact.prices,
                **_baseline(fact.baseline),
                "period_start_year": fact.period.start_year,
                "period_end_year": fact.period.end_year,
                "basis": fact.period.basis,
                **deed,
                "start": fact.start,
                "end": fact.end,
                "text": fact.text,
                "evidence": statement.text,
                "evidence_start": statement.start,
                "evidence_end": statement.end,
                "rule": fact.rule,
                "doubts": doubts.about(fact.start, fact.end),
            }


class _Doubts:
    """The diagnostics of a report by place; those about the whole of it (without a span) belong to no row."""

    def __init__(self, report: Report) -> None:
        self._found = sorted((each.start, each.end, each.code) for each in report.diagnostics if each.start < each.end)
        self._starts = [start for start, _, _ in self._found]

    def about(self, start: int, end: int) -> tuple[str, ...]:
        """The codes of those within a span."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(dict.fromkeys(code for _, stop, code in self._found[first:last] if stop <= end))


def _numeral_rows(report: Report) -> Iterator[Row]:
    for numeral in report.numerals:
        yield {
            "start": numeral.start,
            "end": numeral.end,
            "text": numeral.text,
            "type": numeral.type,
            "fact_id": numeral.fact,
            "rule": numeral.rule,
        }


def _place(statement: Statement, sections: Mapping[str, SectionInfo]) -> Row:
    section = sections.get(statement.section)
    return {
        "section_id": statement.section or None,
        "section_kind": section.kind if section else None,
        "section_heading": section.heading if section else None,
    }


def _deed(statement: Statement) -> Row:
    return {"status": statement.status, "modality": statement.modality, "deadline": statement.deadline}


def _baseline(baseline: Baseline | None) -> Row:
    return {
        "baseline_value": _exact(baseline.value) if baseline else None,
        "baseline_float": _float(baseline.value) if baseline else None,
        "baseline_unit": baseline.unit if baseline else None,
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
