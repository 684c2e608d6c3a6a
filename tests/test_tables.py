"""The tidy tables: every row has every column, every number is exact, every row leads back to its report."""

from __future__ import annotations

import builtins
import runpy
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import report_parser
from report_parser import Parser, Report, to_frame
from report_parser.errors import MissingExtraError
from report_parser.identity import report_id
from report_parser.rules import load_rules
from report_parser.tables.columns import COLUMNS, TABLES, TableName
from report_parser.tables.rows import DECIMAL_PRECISION, DECIMAL_SCALE, _fitting, arrow_schema, rows, to_arrow

TEXT = """青川县政府工作报告（2024年）
一、2023年工作回顾
过去一年，全县地区生产总值达到135.1亿元，增长4.1%，城镇化率从61.5%提高到63.2%。
新建农村公路120公里，居民收入与经济增长基本同步。
二、2024年工作安排
今年的目标是：地区生产总值增长5%—6%，力争新增城镇就业2000人以上。
由县教育局牵头，改扩建学校3所。
"""
ROOT = Path(__file__).parents[1]
PARSER = Parser()
REPORT = PARSER.parse_text(TEXT, name="shelf/青川.txt")
CORPORA = sorted(path for path in (ROOT / "corpora").iterdir() if path.suffix in (".md", ".txt", ".html"))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("report", [REPORT, PARSER.parse_text("", name="empty")], ids=["report", "empty"])
def test_rows_have_every_column_in_order(report: Report, table: TableName) -> None:
    names = [column.name for column in COLUMNS[table]]
    assert len(names) == len(set(names))
    for row in rows(report, table):
        assert list(row) == names
    assert to_frame(report, table).columns == names
    assert to_arrow(report, table).schema.names == names


@pytest.mark.parametrize("table", TABLES)
def test_every_column_says_what_it_is(table: TableName) -> None:
    for column, field in zip(COLUMNS[table], arrow_schema(table), strict=True):
        assert column.about.endswith((".", "…")), column
        assert field.metadata == {b"about": column.about.encode()}


def test_the_page_of_columns_is_current() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "document_tables.py"))
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == tool["page"](), "run tools/document_tables.py"


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_tables_say_what_the_model_says(path: Path) -> None:
    report = PARSER.parse(path, with_text=True)
    text = report.source.text
    assert text is not None
    frames = {table: to_frame(report, table) for table in TABLES}
    assert frames["reports"].height == 1
    assert frames["facts"].height == sum(len(statement.facts) for _, statement in report.statements()) > 0
    assert frames["statements"].height == sum(1 for _ in report.statements())
    assert frames["numerals"].height == len(report.numerals)
    head = frames["reports"].row(0, named=True)
    assert (head["jurisdiction"], head["report_year"]) == (
        report.report.jurisdiction.name,
        report.report.report_year,
    )
    for table in ("statements", "facts", "numerals"):
        frame = frames[table]
        assert frame["report_id"].unique().to_list() == [head["report_id"]]
        for start, end, cell in frame.select("start", "end", "text").iter_rows():
            assert text[start:end] == cell
    statements = frames["statements"].select("statement_id", evidence_of="text")
    assert statements["statement_id"].is_unique().all()
    facts = frames["facts"].join(statements, on="statement_id", how="left")
    assert facts["fact_id"].is_unique().all()
    assert (facts["evidence"] == facts["evidence_of"]).all()
    assert facts["section_kind"].null_count() == 0
    for fact, row in zip(report.facts(), facts.iter_rows(named=True), strict=True):
        assert (None if row["value"] is None else Decimal(row["value"])) == fact.value == row["value_decimal"]
        assert row["value_float"] == (None if fact.value is None else float(fact.value))
        assert (row["value"] is None) == (row["low"] is not None)
    for table in TABLES:
        arrow = pl.from_arrow(to_arrow(report, table))
        assert isinstance(arrow, pl.DataFrame)
        assert arrow.equals(frames[table])


def test_a_fact_in_full() -> None:
    facts = to_frame(REPORT)
    row = facts.row(by_predicate=pl.col("indicator") == "城镇化率", named=True)
    assert row["value"] == "63.2"
    assert (row["baseline_value"], row["baseline_float"], row["baseline_unit"]) == ("61.5", 61.5, "%")
    assert (row["kind"], row["section_kind"], row["review_year"], row["plan_year"]) == (
        "achievement", "review", 2023, 2024,
    )  # fmt: skip
    assert row["source_uri"] == "shelf/青川.txt"
    assert "城镇化率" in row["evidence"]
    spread = facts.row(by_predicate=pl.col("low").is_not_null(), named=True)
    assert (spread["low"], spread["high"], spread["low_float"], spread["value"]) == ("5", "6", 5.0, None)


def test_many_reports_and_none() -> None:
    other = PARSER.parse_text(TEXT.replace("135.1", "140.5"), name="shelf/other.txt")
    frame = to_frame(iter([REPORT, other]), "reports")
    assert frame.height == 2
    assert frame["report_id"].n_unique() == 1, "two files of one report are one report"
    assert frame["source_uri"].n_unique() == 2
    assert to_frame([], "facts").schema == to_frame(REPORT, "facts").schema
    assert to_arrow([], "facts").schema.equals(to_arrow(REPORT, "facts").schema)
    assert report_parser.to_frame is to_frame


def test_the_id_is_that_of_the_store_and_heeds_the_users_variants(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text('variants = ["精简版"]\n', encoding="utf-8")
    rules = load_rules(tmp_path)
    short = PARSER.parse_text("青川县2024年政府工作报告（精简版）\n2023年，新建公园13个。")
    full = PARSER.parse_text("青川县2024年政府工作报告\n2023年，新建公园13个，改造学校5所。")
    assert to_frame([short, full], "reports")["report_id"].n_unique() == 1
    told_apart = to_frame([short, full], "reports", rules=rules)["report_id"].to_list()
    assert told_apart == [report_id(short, rules), report_id(full, rules)]
    assert len(set(told_apart)) == 2


@given(st.booleans(), st.lists(st.integers(0, 9), min_size=1, max_size=45), st.integers(-45, 45))
def test_a_decimal_column_is_exact_or_null(negative: bool, digits: list[int], exponent: int) -> None:
    value = Decimal((int(negative), tuple(digits), exponent))
    kept = _fitting(value)
    if kept is None:
        places = Fraction(value) * 10**DECIMAL_SCALE
        assert places.denominator > 1 or abs(places) >= 10**DECIMAL_PRECISION
    else:
        assert pa.array([kept], pa.decimal128(DECIMAL_PRECISION, DECIMAL_SCALE))[0].as_py() == value


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: object, **named: object) -> object:
        if name.partition(".")[0] in ("polars", "pyarrow"):
            raise ImportError(name)
        return real(name, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"polars is not installed: pip install 'report_parser\[tables\]'"):
        to_frame(REPORT)
    with pytest.raises(MissingExtraError, match="pyarrow is not installed"):
        to_arrow(REPORT)
    assert list(rows(REPORT, "facts"))
