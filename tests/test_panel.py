"""The panel: numbers in one unit with their bounds, labelled for statistics packages, each led back to its fact."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from report_parser import Parser, Report, load_rules, panel
from report_parser.exports.labelled import names_of
from report_parser.exports.panel.codebook import codebook
from report_parser.exports.panel.columns import COLUMNS
from report_parser.exports.panel.rows import force, panel_rows
from report_parser.exports.panel.units import scale
from report_parser.exports.panel.wide import wide
from report_parser.exports.tabular import write_rows
from report_parser.tables.columns import Column
from report_parser.tables.rows import Row

RULES = load_rules()
PARSER = Parser(RULES)


def plan(targets: str, year: int = 2024) -> Report:
    head = f"温岭市{year}年政府工作报告\n一、{year - 1}年工作回顾\n过去一年，经济取得新进展。\n"
    return PARSER.parse_text(f"{head}二、{year}年主要目标\n今年目标是：{targets}。\n", name=f"{year}.txt")


def review(outturns: str, year: int = 2025) -> Report:
    head = f"温岭市{year}年政府工作报告\n一、{year - 1}年工作回顾\n过去一年，{outturns}。\n"
    return PARSER.parse_text(f"{head}二、{year}年工作安排\n今年要加快发展。\n", name=f"{year}.txt")


def row(*reports: Report, indicator: str) -> Row:
    (found,) = [row for row in panel_rows(reports, RULES) if row["indicator_id"] == indicator]
    return found


@pytest.mark.parametrize(
    ("target", "numbers"),  # target, middle, low, high
    [
        ("地区生产总值增长5%", (5, 5, None, None)),
        ("地区生产总值增长5%左右", (5, 5, None, None)),
        ("地区生产总值增长5%以上", (5, 5, 5, None)),
        ("地区生产总值增长5%—6%", (None, 5.5, 5, 6)),
        ("居民消费价格涨幅控制在3%以内", (3, 3, None, 3)),
        ("单位地区生产总值能耗下降3%以上", (-3, -3, None, -3)),
        ("单位地区生产总值能耗下降3%—4%", (None, -3.5, -4, -3)),
    ],
)
def test_a_target_has_its_bounds(target: str, numbers: tuple[float | None, ...]) -> None:
    (found,) = panel_rows([plan(target)], RULES)
    assert tuple(found[f"target{end}"] for end in ("", "_mid", "_low", "_high")) == numbers


@pytest.mark.parametrize(
    ("modality", "comparator", "hard"),
    [
        ("must", "about", "hard"),
        ("plan", "at_least", "hard"),
        ("strive", "at_least", "soft"),
        ("plan", "about", "soft"),
        ("plan", "range", "soft"),
        ("encourage", "eq", "soft"),
        ("plan", "eq", "plain"),
        (None, "eq", "plain"),
    ],
)
def test_hard_or_soft(modality: str | None, comparator: str, hard: str) -> None:
    assert force(modality, comparator) == hard


@pytest.mark.parametrize(
    ("indicator", "unit", "value", "given"),
    [
        ("grain_output", "斤", "200", (Decimal("0.1"), "吨")),
        ("grain_output", "公斤", "1000", (Decimal(1), "吨")),
        ("soil_erosion_controlled", "亩", "1500", (Decimal(1), "平方公里")),
        ("market_entities", "家", "7", (Decimal(7), "户")),
        ("shantytown_housing", "户", "7", (Decimal(7), "户")),
        ("exports", "美元", "7", (Decimal(7), "美元")),
        ("natural_growth_rate", "%", "0.5", (Decimal(5), "‰")),
    ],
)
def test_units_that_measure_the_same_are_one(indicator: str, unit: str, value: str, given: tuple[Decimal, str]) -> None:
    found = scale(indicator, "level", unit, RULES)
    assert (Decimal(float(Decimal(value)) * float(found.factor)).quantize(Decimal("0.01")), found.unit) == given


def test_a_rate_of_change_keeps_its_unit() -> None:
    assert scale("grain_output", "change_rate", "%", RULES).unit == "%"


def test_target_and_outturn_in_other_units_meet_in_one_row() -> None:
    found = row(plan("粮食产量达到10亿斤以上"), review("粮食产量达到52万吨"), indicator="grain_output")
    assert (found["unit"], found["target_low"], found["outturn"], found["year"]) == ("吨", 500000, 520000, 2024)


def test_a_restated_figure_is_taken_from_the_summary_and_told() -> None:
    text = (
        "温岭市2025年政府工作报告\n一、2024年工作回顾\n过去一年，地区生产总值增长5.2%。\n（一）经济运行平稳\n投资加快。\n"
        "（二）民生改善\n新建公园3个，地区生产总值增长5.3%。\n二、2025年工作安排\n今年要加快发展。\n"
    )
    found = row(PARSER.parse_text(text), indicator="gdp")
    assert (found["outturn"], found["outturn_from"], found["outturn_mentions"], found["outturn_values"]) == (
        5.2,
        "summary",
        2,
        2,
    )


def test_the_year_before_stands_beside_a_year() -> None:
    reports = [plan("地区生产总值增长6%", 2024), plan("地区生产总值增长5%", 2025), review("地区生产总值增长5.8%", 2025)]
    rows = {row["year"]: row for row in panel_rows(reports, RULES)}
    assert (rows[2025]["target"], rows[2025]["target_previous"], rows[2025]["outturn_previous"]) == (5, 6, 5.8)


def test_a_number_leads_back_to_its_fact() -> None:
    report = plan("地区生产总值增长5%左右")
    found = row(report, indicator="gdp")
    (fact,) = [fact for _, statement in report.statements() for fact in statement.facts]
    assert (found["target_fact"], found["target_start"], found["target_written"]) == (fact.id, fact.start, fact.text)


def test_a_stata_file_opens_with_labels(tmp_path: Path) -> None:
    rows = list(panel_rows([plan("地区生产总值增长5%左右"), review("地区生产总值增长5.8%")], RULES))
    for suffix, read in (("dta", pyreadstat.read_dta), ("sav", pyreadstat.read_sav)):
        path = tmp_path / f"panel.{suffix}"
        assert write_rows(rows, COLUMNS, suffix, path) == 1  # type: ignore[arg-type]
        frame, meta = read(str(path), output_format="polars")
        (first,) = frame.rows(named=True)
        assert (first["place_code"], first["target"], first["outturn"]) == ("331081", 5.0, 5.8)
        assert meta.variable_value_labels["target_force"][first["target_force"]] == "soft"
        assert meta.variable_value_labels["role"][first["role"]] == "change_rate"
        assert meta.column_names_to_labels["target_mid"] == "The target, of a range its middle: what to regress on."


def test_wide_is_a_row_a_place_and_year() -> None:
    rows = panel_rows([plan("地区生产总值增长5%左右，进出口额达到30亿元"), review("地区生产总值增长5.8%")], RULES)
    (found,), columns = wide(rows)
    assert [column.name for column in columns] == [
        "place_code", "place", "level", "year", "gdp_rate_outturn", "gdp_rate_target", "goods_trade_total_target",
    ]  # fmt: skip
    assert (found["gdp_rate_target"], found["gdp_rate_outturn"]) == (5, 5.8)


@pytest.mark.parametrize(
    ("names", "made"),
    [
        (["gdp_rate_target"], ["gdp_rate_target"]),
        (["above_scale_industrial_value_added_rate_target"], ["abo_sca_ind_val_add_rate_target"]),
        (["pm25_微克/立方米_target"], ["pm25_微克_立方米_target"]),
        (["a" * 40], ["a" * 32]),
        (["a" * 40, "a" * 41], ["a" * 32, f"{'a' * 31}2"]),
    ],
)
def test_names_that_stata_takes(names: list[str], made: list[str]) -> None:
    columns = [Column(name, "float", "") for name in names]
    assert list(names_of(columns, 32).values()) == made


def test_a_wide_stata_file_keeps_long_names_as_labels(tmp_path: Path) -> None:
    reports = [
        plan("规模以上工业增加值增长6%以上"),
        review("规模以上工业增加值增长7%，细颗粒物平均浓度为30微克/立方米"),
    ]
    made, columns = wide(panel_rows(reports, RULES))
    for suffix, read, short in (
        ("dta", pyreadstat.read_dta, "abo_sca_ind_val_add_rate_target"),
        ("sav", pyreadstat.read_sav, "above_scale_industrial_value_added_rate_target"),
    ):
        path = tmp_path / f"wide.{suffix}"
        write_rows(made, columns, suffix, path)  # type: ignore[arg-type]
        frame, meta = read(str(path), output_format="polars")
        assert frame[short].to_list() == [6.0]
        if suffix == "dta":
            assert str(meta.column_names_to_labels[short]).startswith(
                "above_scale_industrial_value_added_rate_target: "
            )


def test_the_codebook_names_every_column_and_indicator() -> None:
    written = codebook(panel_rows([plan("地区生产总值增长5%左右")], RULES), COLUMNS)
    assert all(f"| `{column.name}` |" in written for column in COLUMNS)
    (line,) = [line for line in written.splitlines() if line.startswith("| gdp |")]
    assert line.endswith("| change_rate |  | % | 1 | 0 |")


def test_the_public_function_gives_numbers_as_numbers() -> None:
    frame = panel([plan("地区生产总值增长5%左右")])
    assert frame.schema["target"] == frame.schema["target_low"] == pl.Float64
    assert frame.schema["place_code"] == pl.String
