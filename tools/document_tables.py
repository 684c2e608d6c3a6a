"""Write docs/tables.md, the columns of the tidy tables, from `report_parser.tables.columns`.

python tools/document_tables.py
"""

from __future__ import annotations

from pathlib import Path

from report_parser.tables.columns import COLUMNS, TableName

PAGE = Path(__file__).parents[1] / "docs" / "tables.md"

ROW_OF: dict[TableName, str] = {
    "reports": "One row a report.",
    "statements": "One row a statement: a clause that says what was done, what is promised, or what stands behind it.",
    "facts": "One row a fact: a quantity bound to what it measures, with its place, its years and its evidence.",
    "numerals": "One row a numeral of the text, each exactly once, with the reason why it is or is not a fact.",
}

HEAD = """# The tidy tables

`report-parser batch` writes these four tables as Parquet, `report_parser.to_frame(report, table)` gives them as Polars
frames and `report_parser.tables.rows.to_arrow(report, table)` as Arrow tables. Every row carries its report's place,
years and source, so no join is needed to count or to plot; where one is, `report_id` leads to the report, also in a
store and in what tracking says, `report_id` with `statement_id` to the statement, `report_id` with `fact_id` to the
fact. Where the same report was parsed from two files, `source_uri` tells their rows apart.

Offsets are half-open and count code points of the source text, as in the JSON. Types: `text`; `texts`, a list of text;
`integer`, 64 bits; `float`, 64 bits; `decimal`, 38 digits of which 10 after the point. In Parquet each column carries
its meaning below as field metadata `about`.

This page is written by `tools/document_tables.py`.
"""


def page() -> str:
    """The page as it should be."""
    parts = [HEAD]
    for table, columns in COLUMNS.items():
        lines = [f"| `{column.name}` | {column.type} | {column.about} |" for column in columns]
        parts.append(
            "\n".join(
                [f"## {table}", "", ROW_OF[table], "", "| column | type | meaning |", "|---|---|---|", *lines, ""]
            )
        )
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
