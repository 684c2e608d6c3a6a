"""Tables of reports: every row a report, whatever the file is, and what the table says before what the text says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from report_parser import Report, load_rules, parse_table
from report_parser.corpus.cells import is_cut, mended, place_of, year_of
from report_parser.corpus.columns import Columns, choose_columns
from report_parser.corpus.read import read_table
from report_parser.corpus.rows import rows_of
from report_parser.errors import SourceError
from shelf import batch, report_text, run_alone

RULES = load_rules()
ROWS = [
    ("浙江省", "台州市", 2024, report_text(24)),
    ("浙江省", "杭州市", 2023, report_text(13)),
    ("四川省", "成都市", 2022, "一、2021年工作回顾\n新建公园13个，\n修复湿地35亩。"),
]
NAMES = ("省份", "城市", "年份", "正文")


def as_csv(path: Path, encoding: str = "utf-8") -> None:
    text = io.StringIO()
    csv.writer(text).writerows([NAMES, *ROWS])
    path.write_bytes(text.getvalue().encode(encoding))


def frame() -> pl.DataFrame:
    return pl.DataFrame(ROWS, schema=list(NAMES), orient="row")


WRITERS: dict[str, Callable[[Path], None]] = {
    "utf8.csv": as_csv,
    "bom.csv": lambda path: as_csv(path, "utf-8-sig"),
    "gb18030.csv": lambda path: as_csv(path, "gb18030"),
    "table.xlsx": lambda path: frame().write_excel(path) and None,
    "table.parquet": lambda path: frame().write_parquet(path),
    "table.jsonl": lambda path: frame().write_ndjson(path),
    "table.tsv": lambda path: frame().write_csv(path, separator="\t"),
    "table.dta": lambda path: pyreadstat.write_dta(frame().rename(dict(zip(NAMES, "abcd", strict=True))), str(path)),
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_kind_of_table_gives_the_same_rows(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    WRITERS[name](path)
    read = read_table(path)
    columns = (
        Columns("d", ("a", "b"), "c") if name.endswith(".dta") else choose_columns(name, read.columns, Columns(), RULES)
    )
    found = list(rows_of(read, columns, RULES))
    assert [(row.number, row.place, row.year) for row in found] == [
        (1, "331000", 2024),
        (2, "330100", 2023),
        (3, "510100", 2022),
    ]
    assert [row.text for row in found] == [row[3] for row in ROWS]


def test_a_frame_of_another_library_gives_reports_and_frames() -> None:
    parsed = parse_table(frame().to_arrow(), workers=1)
    assert (str(parsed.columns), parsed.failures) == ("text in 正文, place in 省份 and 城市, year in 年份", ())
    found = [(each.source.uri, each.report.jurisdiction.code, each.report.report_year) for each in parsed.reports]
    assert found == [("table#1", "331000", 2024), ("table#2", "330100", 2023), ("table#3", "510100", 2022)]
    assert parsed.frame("facts").filter(row=3)["text"].to_list() == ["13个", "35亩"]


def test_a_batch_over_a_table(tmp_path: Path) -> None:
    as_csv(tmp_path / "reports.csv", "gb18030")
    code, printed, err = batch("reports.csv", "-o", "out", "--workers", "1", cwd=tmp_path)
    assert (code, err.strip()) == (0, "reports.csv: text in 正文; place in 省份, 城市; year in 年份")
    assert printed.startswith("3 parsed")
    assert [file.name.rpartition("-")[0] for file in sorted((tmp_path / "out/reports").iterdir())] == [
        "reports-1",
        "reports-2",
        "reports-3",
    ]
    code, printed, _ = batch("reports.csv", "-o", "out", "--workers", "1", cwd=tmp_path)
    assert printed.startswith("0 parsed, 3 done already")


def test_a_table_behind_a_url(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    as_csv(tmp_path / "reports.csv", "gb18030")
    url = "memory://corpus/reports.csv"
    fsspec.filesystem("memory").pipe("/corpus/reports.csv", (tmp_path / "reports.csv").read_bytes())
    found = [(each.source.uri, each.report.jurisdiction.code) for each in parse_table(url, workers=1).reports]
    assert found == [(f"{url}#1", "331000"), (f"{url}#2", "330100"), (f"{url}#3", "510100")]
    assert run_alone(url, output=str(tmp_path / "out")).parsed == 3
    with pytest.raises(SourceError, match="cannot be read"):
        parse_table("memory://corpus/none.csv", workers=1)


def test_a_table_that_says_other_than_the_text_is_believed_and_the_text_noted(tmp_path: Path) -> None:
    text = "温岭市2024年政府工作报告\n2023年，新建公园13个。"
    pl.DataFrame({"city": ["玉环市"], "year": ["2023"], "doc": [text]}).write_csv(tmp_path / "t.csv")
    (report,) = parse_table(tmp_path / "t.csv", workers=1).reports
    assert (report.report.jurisdiction.name, report.report.report_year) == ("玉环市", 2023)
    assert {"place-contradicts-text", "year-contradicts-text"} <= {note.code for note in report.diagnostics}


def test_bad_rows_cost_themselves_alone(tmp_path: Path) -> None:
    long = "新建公园13个。".ljust(32767, "。")
    rows = [{"doc": "新建公园13个。"}, {"doc": ""}, {"doc": long}, {"doc": None}]
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    code, printed, _ = batch("t.jsonl", "-o", "out", "--workers", "1", cwd=tmp_path)
    assert code == 1
    assert printed.startswith("2 parsed, 0 done already, 2 failed")
    assert "failed: t.jsonl#2: the cell is empty" in printed
    assert "cut: t.jsonl#3" in printed
    cut = Report.model_validate_json(next((tmp_path / "out/reports").glob("t-3-*")).read_bytes())
    assert [note.code for note in cut.diagnostics if note.code == "cell-cut"] == ["cell-cut"]


def test_a_column_that_is_not_there_fails_in_one_line(tmp_path: Path) -> None:
    as_csv(tmp_path / "t.csv")
    code, printed, _ = batch("t.csv", "--text-column", "nonsense", "-o", "out", cwd=tmp_path)
    assert code == 1
    assert "t.csv: no column nonsense; there are 省份, 城市, 年份, 正文" in printed


def test_a_list_of_names_is_still_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("新建公园13个。", encoding="utf-8")
    (tmp_path / "names.csv").write_text("path,note\na.txt,first\n", encoding="utf-8")
    code, printed, err = batch("names.csv", "-o", "out", "--workers", "1", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert printed.startswith("1 parsed")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (
            ("province", "city", "county", "Year", "doc"),
            "text in doc, place in province and city and county, year in Year",
        ),
        (("标题", "年份", "内容"), "text in 内容, year in 年份"),
        (("省 份", "报告全文", "内容"), "text in 报告全文, place in 省 份"),
        (("id", "content", "adcode"), "text in content, place in adcode"),
    ],
)
def test_columns_are_known_by_the_names_in_use(names: tuple[str, ...], said: str) -> None:
    assert str(choose_columns("t.csv", names, Columns(), RULES)) == said


def test_without_a_column_of_texts_the_columns_are_named() -> None:
    with pytest.raises(SourceError, match="there are 甲, 乙"):
        choose_columns("t.csv", ("甲", "乙"), Columns(), RULES)


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        (("浙江", "台州", "温岭"), "331081"),
        (("浙江省", "台州市", ""), "331000"),
        (("北京市", "北京市"), "110000"),
        (("重庆市", "市辖区", "万州区"), "500101"),
        (("吉林", "吉林"), "220200"),
        (("吉林",), "220000"),
        (("辽宁省", "朝阳市", "朝阳县"), "211321"),
        (("331081",), "331081"),
        (("331081.0",), "331081"),
        (("温岭市",), "331081"),
        (("浙江省", "台州市", "大溪镇"), "浙江省台州市大溪镇"),
        (("nan", ""), None),
    ],
)
def test_the_place_of_a_row(cells: tuple[str, ...], place: str | None) -> None:
    assert place_of(cells, RULES) == place


@pytest.mark.parametrize(
    ("cell", "year"),
    [("2024", 2024), ("2024.0", 2024), ("2024年", 2024), ("2024-01-20", 2024), ("2023-2024", None), ("13", None)],
)
def test_the_year_of_a_row(cell: str, year: int | None) -> None:
    assert year_of(cell) == year


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (r"一、回顾\r\n新建公园13个。\n", "一、回顾\n新建公园13个。\n"),
        ("一、回顾_x000D_\n新建公园13个。", "一、回顾\n新建公园13个。"),
        ("一、回顾_M_M_新建公园13个。", "一、回顾\n新建公园13个。"),
        ("新建公园13个。", "新建公园13个。"),
    ],
)
def test_remains_of_crawlers_are_what_they_stand_for(cell: str, text: str) -> None:
    assert mended(cell, RULES) == text


def test_a_cell_is_cut_at_the_limit_of_a_spreadsheet_alone() -> None:
    assert is_cut("公" * 32767, RULES)
    assert not is_cut("公" * 32766, RULES)
    assert not is_cut("公" * 40000, RULES)


def test_references_of_html_in_a_cell_are_no_text() -> None:
    (report,) = parse_table(pl.DataFrame({"doc": ["2023年，新建公园&nbsp;13&nbsp;个。"]}), workers=1).reports
    assert [fact.value for _, statement in report.statements() for fact in statement.facts] == [13]
