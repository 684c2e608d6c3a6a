"""The columns of the tidy tables as data: name, type and meaning of each, in order.

The tables, their documentation and their tests all read this module; a column is added here and in the row
that `tables` makes, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

TableName = Literal["reports", "statements", "facts", "numerals"]
TABLES: tuple[TableName, ...] = get_args(TableName)

ColumnType = Literal["text", "integer", "float", "decimal", "texts"]
"""`texts` is a list of text; `decimal` is exact to ten places, 28 digits before the point."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, what it holds, what it means. Any column may be null unless it says otherwise."""

    name: str
    type: ColumnType
    about: str
    values: tuple[str, ...] = ()
    """What a text may be, where that is a short list: statistics packages get numbers from 1 with these as labels."""


_REPORT = (
    Column(
        "report_id",
        "text",
        "Id of the report, the same as in a store; never null. Two copies of a report share it.",
    ),
    Column("jurisdiction", "text", "The place whose government reports: 温岭市, 浙江省, 全国."),
    Column("jurisdiction_code", "text", "Its GB/T 2260 code, six digits; 000000 for the nation."),
    Column("jurisdiction_level", "text", "national, province, prefecture, county or township."),
    Column("jurisdiction_parents", "text", "The places it lies in, outermost first, joined by /: 浙江省/台州市."),
    Column("report_year", "integer", "The year in which the report was given."),
    Column("review_year", "integer", "The (last) year it looks back on."),
    Column("plan_year", "integer", "The year it plans."),
)
_SOURCE = (
    Column("source_uri", "text", "The file or address that was parsed; never null."),
    Column("source_sha256", "text", "The SHA-256 of its bytes, the same wherever the file lies; never null."),
)
_PLACE = (
    Column("section_id", "text", "The section it stands in, an id of the report's JSON."),
    Column("section_kind", "text", "What that section is: review, targets, plan, problems …"),
    Column("section_heading", "text", "The heading of that section as it stands."),
)
_DOUBTS = Column("doubts", "texts", "The codes of the diagnostics about it: share-of-count, dated-after-review …")
_DEED = (
    Column("status", "text", "Of achievements: completed, started, ongoing or recognised."),
    Column("modality", "text", "Of commitments: must, strive, plan or encourage."),
    Column("deadline", "text", "When it is promised for, as fine as the clause says: 2024, 2024-06 or 2024-06-30."),
)

COLUMNS: Mapping[TableName, tuple[Column, ...]] = {
    "reports": (
        *_REPORT,
        Column("review_start_year", "integer", "The first year looked back on, where the review spans several."),
        Column("title", "text", "The title as it stands."),
        Column("delivered_on", "text", "The day of delivery, YYYY-MM-DD."),
        Column("speaker", "text", "Who gave the report."),
        Column("meeting", "text", "The session it was given to."),
        Column("plan_starts_at", "integer", "Where the plan begins, an offset into the source text."),
        Column("sections", "integer", "How many sections the outline has."),
        Column("achievements", "integer", "How many statements of things done."),
        Column("commitments", "integer", "How many statements of things promised."),
        Column("background", "integer", "How many statements of problems, principles and context."),
        Column("facts", "integer", "How many facts."),
        Column("numerals", "integer", "How many numerals the ledger holds."),
        Column("warnings", "integer", "How many diagnostics of severity warning or error."),
        *_SOURCE,
        Column("source_media_type", "text", "The media type of the source: text/markdown, application/pdf …"),
        Column("source_encoding", "text", "The character encoding of a text source."),
        Column("source_length", "integer", "The length of its text in code points."),
        Column("schema_version", "text", "The version of the JSON contract."),
        Column("generator_version", "text", "The version of report_parser that read it."),
    ),
    "statements": (
        *_REPORT,
        Column("statement_id", "text", "Key of the statement within its report; never null."),
        Column("kind", "text", "achievement, commitment or background; never null."),
        Column("task_id", "text", "Of commitments: the task it is part of; the clauses of one task share it."),
        *_PLACE,
        Column("start", "integer", "Where the clause starts in the source text, in code points."),
        Column("end", "integer", "Where it ends (half-open)."),
        Column("text", "text", "The clause as it stands: text[start:end] of the source."),
        Column("action", "text", "The verb that carries it: 开工建设, 完成, 增长."),
        Column("objects", "texts", "The names of the things acted on, one entry each."),
        Column("topics", "texts", "The policy domains it touches: industry, education …"),
        *_DEED,
        Column("responsible", "texts", "The bodies named as responsible: 省教育厅 …"),
        Column("outcome", "text", "A result without a number: 与经济增长基本同步, 零的突破."),
        Column("reason", "text", "Of background: problem, ideology, context, others, remark or definition."),
        Column("rules", "texts", "The rules that read it: of its construction, its kind, its objects."),
        _DOUBTS,
        Column("facts", "integer", "How many facts it holds."),
        *_SOURCE,
    ),
    "facts": (
        *_REPORT,
        Column("fact_id", "text", "Key of the fact within its report; never null."),
        Column("statement_id", "text", "The statement it belongs to; never null."),
        Column("kind", "text", "achievement, commitment or background; never null."),
        *_PLACE,
        Column("indicator_id", "text", "What is measured, by the published vocabulary: gdp; null outside it."),
        Column("indicator", "text", "What is measured, in the report's words: 地区生产总值."),
        Column("qualifiers", "texts", "What narrows the indicator: 规模以上, 城镇 …"),
        Column("area", "text", "The place that it speaks of, where that is not the report's own."),
        Column("whole", "text", "Of a share: what it is a share of, in the report's words."),
        Column("action", "text", "The verb that governs the number: 实现, 新增; empty where there is none."),
        Column("role", "text", "level, change_rate, change_amount, multiple or rank."),
        Column("counts", "text", "Of a level: added, where it counts what the period added; total, what there is."),
        Column("value", "text", "The exact value in base units: 1351亿元 is 135100000000; null for a range."),
        Column("value_decimal", "decimal", "The same as a decimal number; null where it has over ten decimal places."),
        Column("value_float", "float", "The same as the nearest floating-point number."),
        Column("low", "text", "The lower end of a range, an exact decimal."),
        Column("high", "text", "The upper end of a range, an exact decimal."),
        Column("low_float", "float", "The lower end as a floating-point number."),
        Column("high_float", "float", "The upper end as a floating-point number."),
        Column("unit", "text", "The base unit: 元, %, 个百分点, 亩, 家; empty where there is none."),
        Column("written_value", "text", "The number as written: 1351."),
        Column("written_unit", "text", "The unit as written: 亿元."),
        Column("comparator", "text", "eq, at_least, more_than, at_most, less_than, about or range."),
        Column("tier", "text", "Of several numbers for one target: floor, target or stretch."),
        Column("direction", "text", "up or down, of changes."),
        Column("against", "text", "What it is compared with, where that is not the year before: 全国 …"),
        Column("prices", "text", "real or nominal, where the text says."),
        Column("baseline_value", "text", "The exact value a change starts from: 17.9 in 从17.9%提升至22.7%."),
        Column("baseline_float", "float", "The same as a floating-point number."),
        Column("baseline_unit", "text", "Its unit."),
        Column("period_start_year", "integer", "The first year the value speaks of."),
        Column("period_end_year", "integer", "The last year the value speaks of."),
        Column("basis", "text", "What it is measured against: year_on_year, annual_average or cumulative."),
        *_DEED,
        Column("start", "integer", "Where the quantity starts in the source text, in code points."),
        Column("end", "integer", "Where it ends (half-open)."),
        Column("text", "text", "The quantity as it stands: 1351 亿元."),
        Column("evidence", "text", "The clause it was read from, as it stands."),
        Column("evidence_start", "integer", "Where that clause starts."),
        Column("evidence_end", "integer", "Where it ends (half-open)."),
        Column("rule", "text", "The rule that bound the number to its indicator."),
        _DOUBTS,
        *_SOURCE,
    ),
    "numerals": (
        *_REPORT,
        Column("start", "integer", "Where the numeral starts in the source text, in code points."),
        Column("end", "integer", "Where it ends (half-open)."),
        Column("text", "text", "The numeral as it stands."),
        Column("type", "text", "fact, baseline, threshold, time, name, list or optional; never null."),
        Column("fact_id", "text", "The fact that it became or is the baseline of."),
        Column("rule", "text", "The rule that decided."),
        *_SOURCE,
    ),
}
