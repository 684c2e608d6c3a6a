"""Exports: the pair of tables, rows as JSON lines, CSV and Parquet, and the panel."""

from __future__ import annotations

import csv
import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from unittest import mock

import pytest

from report_parser import Parser, Report, Store
from report_parser.cli import main
from report_parser.exports.breakdown import Column, Sheet, wholes
from report_parser.exports.departments import Bodies, bodies_of
from report_parser.exports.panel.columns import COLUMNS
from report_parser.exports.panel.rows import panel_rows
from report_parser.exports.tabular import safe_cell
from report_parser.exports.targets import BINDING, EXPECTED, nature_of, split_target, targets_of
from report_parser.exports.tasks import is_task, tasks_of
from report_parser.exports.written import as_written
from report_parser.model import Statement, Task
from report_parser.rules import load_rules
from report_parser.selection import Selection
from report_parser.whole_files import whole_file
from shelves import report

RULES = load_rules()
PARSER = Parser()
WRITTEN = [json.loads(line) for line in Path(__file__).with_name("cases").joinpath("written.jsonl").open()]


@dataclass
class Ran:
    exit_code: int
    stdout: str
    stderr: str


def run(*arguments: object) -> Ran:
    """The command line in this process: what it ends with and what it writes."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with (
        mock.patch.object(sys, "argv", ["report-parser", *map(str, arguments)]),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    for stream in (out, err):
        stream.seek(0)
    return Ran(int(ended.value.code or 0), out.read(), err.read())


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.json"
    path.write_text(report().model_dump_json(), encoding="utf-8")
    return path


# --- rows of the two tables --------------------------------------------------------------------------------


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: case["text"])
def test_numbers_as_written(case: dict[str, str]) -> None:
    read = PARSER.parse_text(f"昆山市2024年政府工作报告\n今年主要预期目标是：{case['text']}。")
    (statement, fact), *_ = [(one, fact) for _, one in read.statements() for fact in one.facts]
    assert as_written(fact, statement, RULES) == case["written"], case["why"]


def test_targets_stand_beside_the_year_before() -> None:
    rows = {row.indicator: row for row in targets_of(report(growth="6%"), RULES)}
    gdp, energy = rows["地区生产总值"], rows["单位地区生产总值能耗"]
    assert (gdp.target, gdp.unit, gdp.nature, gdp.outturn) == ("增长5.5%左右", "%", EXPECTED, "增长6%")
    assert (energy.target, energy.nature, energy.outturn) == ("下降3%", BINDING, "")
    assert rows["居民收入"].target == "与经济增长基本同步"
    assert (rows["新增高新技术企业"].target, rows["新增高新技术企业"].outturn) == ("70家", "94家")
    assert "项目" not in rows  # outside the vocabulary and the section of targets: a task


def test_where_a_target_stands_can_be_looked_up() -> None:
    (row,) = targets_of(report(), RULES, Selection(indicators=("gdp",)))
    assert row.origin == "（一）主要预期目标，“地区生产总值增长5.5%……”"
    read = PARSER.parse_text(TARGETS, with_text=True)
    assert [row.origin for row in targets_of(read, RULES)][:1] == ["（一）主要预期目标，第1段“地区生产总值增长5%左右”"]


TARGETS = """清潭县2024年政府工作报告
一、2023年工作回顾
过去一年，地区生产总值增长6%，PM2.5平均浓度下降8%。
二、2024年工作安排
（一）主要预期目标
今年主要预期目标是：地区生产总值增长5%左右，力争更好结果，进出口稳中提质，居民收入增长与经济增长同步，节能减排完成上级下达任务，\
PM2.5平均浓度低于34微克/立方米，其他约束性指标，确保完成上级任务。全面完成上级下达的各项指标。根据实际争取更好的结果。
（二）做强产业
新增高新技术企业70家。
"""


def test_every_target_has_a_row_in_words_too() -> None:
    rows = targets_of(PARSER.parse_text(TARGETS), RULES)
    assert [(row.indicator, row.target) for row in rows] == [
        ("地区生产总值", "增长5%左右，力争更好结果"),
        ("进出口", "稳中提质"),
        ("居民收入增长", "与经济增长同步"),
        ("节能减排", "完成上级下达任务"),
        ("PM2.5平均浓度", "低于34微克/立方米"),
        ("其他约束性指标", "确保完成上级任务"),
        ("上级下达的各项指标", "全面完成，根据实际争取更好的结果"),
        ("新增高新技术企业", "70家"),
    ]


@pytest.mark.parametrize(
    ("reviewed", "promised", "outturn"),
    [
        pytest.param("进出口总额增长7%", "进出口稳中提质", "增长7%", id="a target in words"),
        pytest.param(
            "居民人均可支配收入增长6%", "居民收入增长与经济增长同步", "居民人均可支配收入增长6%", id="told as"
        ),
        pytest.param(
            "城镇居民人均可支配收入增长5%，农村居民人均可支配收入增长7%",
            "居民人均可支配收入增长6%",
            "城镇居民人均可支配收入增长5%，农村居民人均可支配收入增长7%",
            id="in parts",
        ),
        pytest.param(
            "城镇居民人均可支配收入增长5%，居民人均可支配收入增长6%",
            "居民人均可支配收入增长6%",
            "增长6%",
            id="own first",
        ),
        pytest.param(
            "粮食产量9亿斤，森林覆盖率41%",
            "粮食产量和森林覆盖率完成上级任务",
            "粮食产量9亿斤，森林覆盖率41%",
            id="two in one",
        ),
        pytest.param("全县算力规模达到500P", "算力600P", "500P", id="scope and scale"),
        pytest.param("集装箱航线9条、吞吐量30万标准箱", "集装箱吞吐量33万标准箱", "30万标准箱", id="a name cut short"),
        pytest.param("客运航线9条、吞吐量30万标准箱", "集装箱吞吐量33万标准箱", "", id="a name of another thing"),
        pytest.param("城镇新增就业连续3年超过5万人", "城镇新增就业6万人", "连续3年超过5万人", id="each year"),
        pytest.param("五年来，城镇新增就业5万人", "城镇新增就业6万人", "", id="five years together"),
        pytest.param(
            "固定资产投资、地方财政收入等指标增速快于全市",
            "固定资产投资增长6%",
            "固定资产投资、地方财政收入等指标增速快于全市",
            id="in words",
        ),
        pytest.param("推动固定资产投资和招商引资工作", "固定资产投资增长6%", "", id="nothing told of it"),
        pytest.param("固定资产投资是2010年的2.7倍", "固定资产投资增长6%", "", id="beside a year long ago"),
        pytest.param("全社会研发投入预计超3亿元", "全社会研发投入增长8%", "超3亿元", id="expected"),
    ],
)
def test_what_the_report_tells_of_the_year_before(reviewed: str, promised: str, outturn: str) -> None:
    read = PARSER.parse_text(
        f"清潭县2024年政府工作报告\n一、2023年工作回顾\n{reviewed}。\n"
        f"二、2024年工作安排\n（一）主要预期目标\n今年主要预期目标是：{promised}。"
    )
    (row,) = targets_of(read, RULES)
    assert row.outturn == outturn


@pytest.mark.parametrize(
    ("text", "action", "outcome", "split"),
    [
        pytest.param("居民收入增长与经济增长同步", "同步", "同步", ("居民收入增长", "与经济增长同步"), id="beside"),
        pytest.param("水质和空气质量均完成上级任务", "完成", None, ("水质和空气质量", "均完成上级任务"), id="two"),
        pytest.param("力争主要指标进入前列", "力争", None, ("主要指标", "力争进入前列"), id="firmness in front"),
        pytest.param("能耗确保不高于上年", "高于", None, ("能耗", "确保不高于上年"), id="firmness before the verb"),
        pytest.param("不折不扣完成减排任务", "完成", None, ("减排任务", "不折不扣完成"), id="the verb in front"),
        pytest.param("基本公共服务水平提高", "提高", None, ("基本公共服务水平", "提高"), id="firmness in the name"),
        pytest.param("稳步增收", "", None, ("稳步增收", "稳步增收"), id="nothing to cut at"),
    ],
)  # fmt: skip
def test_a_target_in_words_is_cut_before_its_verb(
    text: str, action: str, outcome: str | None, split: tuple[str, str]
) -> None:
    given = {"id": "c-1", "start": 0, "end": len(text), "text": text, "section": "s1", "action": action}
    assert split_target(Statement.model_validate({**given, "outcome": outcome}), RULES) == split


@pytest.mark.parametrize(
    ("indicator", "identity", "text", "heading", "modality", "nature"),
    [
        ("地区生产总值", "gdp", "地区生产总值增长5%", "主要预期目标", "plan", EXPECTED),
        ("地区生产总值", "gdp", "确保地区生产总值增长5%", "", "must", EXPECTED),
        ("单位地区生产总值能耗", "gdp_energy_intensity", "单位地区生产总值能耗下降3%", "", "plan", BINDING),
        ("化学需氧量排放量", None, "化学需氧量排放量下降2%", "", "plan", BINDING),
        ("地区生产总值", "gdp", "地区生产总值增长5%", "约束性指标", "plan", BINDING),
        ("森林覆盖率", "forest_coverage", "森林覆盖率预期目标70%", "", "plan", EXPECTED),
        ("垃圾分类小区", None, "必须建成垃圾分类小区20个", "", "must", BINDING),
        ("垃圾分类小区", None, "建成垃圾分类小区20个", "", "plan", EXPECTED),
    ],
)
def test_binding_or_expected(
    indicator: str, identity: str | None, text: str, heading: str, modality: str, nature: str
) -> None:
    statement = Statement.model_validate(
        {"id": "c-1", "start": 0, "end": len(text), "text": text, "section": "s1", "action": "", "modality": modality}
    )
    assert nature_of(indicator, identity, statement, heading, RULES) == nature


PLAN = """清潭县2024年政府工作报告
一、2023年工作回顾
过去一年，建成公园3个。
二、2024年工作安排
我们要看到机遇与挑战并存。重点抓好以下工作：
（一）做强产业
办好产业园区。6月底前新建厂房3万平方米，招引企业5家。我们坚信清潭的明天更好。
（二）办好实事
改造老旧小区12个。（牵头单位：县住建局，配合单位：县财政局）
奋力谱写清潭发展新篇章。
三、政府自身建设
落实全面从严治党主体责任。
"""


def test_a_row_is_a_task_with_its_measures() -> None:
    rows = tasks_of(PARSER.parse_text(PLAN, with_text=True), RULES)
    assert [(row.category, row.task, row.measures, row.deadline, row.own) for row in rows] == [
        ("（一）做强产业", "办好产业园区", "6月底前新建厂房3万平方米，招引企业5家", "6月底前", False),
        ("（二）办好实事", "改造老旧小区12个", "", "2024年内", False),
        ("三、政府自身建设", "落实全面从严治党主体责任", "", "2024年内", True),
    ]
    assert [row.quantities for row in rows] == ["厂房3万平方米；企业5家", "老旧小区12个", ""]
    assert [row.until for row in rows][1:] == ["2024-12-31", "2024-12-31"]


@pytest.mark.parametrize(
    ("lead", "parts", "tasks"),
    [
        pytest.param("全面提升产业层次。", 3, ["办好1号园区", "办好2号园区", "办好3号园区"], id="what parts set out"),
        pytest.param("全面提升产业层次。", 2, ["全面提升产业层次", "办好1号园区", "办好2号园区"], id="two parts"),
        pytest.param("修建厂房3栋。", 3, ["修建厂房3栋", "办好1号园区", "办好2号园区", "办好3号园区"], id="a number"),
        pytest.param(
            "疏浚河道。\n修缮校舍。",
            3,
            ["疏浚河道", "修缮校舍", "办好1号园区", "办好2号园区", "办好3号园区"],
            id="two tasks",
        ),
    ],
)
def test_what_leads_up_to_the_parts_of_a_chapter_is_no_task(lead: str, parts: int, tasks: list[str]) -> None:
    below = "".join(f"{number}.园区建设\n办好{number}号园区。\n" for number in range(1, parts + 1))
    read = PARSER.parse_text(PLAN.partition("办好产业园区")[0] + f"{lead}\n{below}（二）办好实事\n改造老旧小区12个。\n")
    assert [row.task for row in tasks_of(read, RULES)] == [*tasks, "改造老旧小区12个"]


def test_no_page_is_without_what_its_rows_are_of() -> None:
    columns = (Column("类别", 5, role="whole"), Column("任务内容", 10))
    rows = (*(("做强产业", str(number)) for number in range(8)), ("办好实事", "8"))
    assert wholes(Sheet("任务", "任务", columns, rows)) == [(0, 0, 5), (0, 6, 7), (0, 8, 8)]


@pytest.mark.parametrize(
    ("clauses", "task"),
    [
        pytest.param(["修缮校舍"], True, id="a deed"),
        pytest.param(["奋力谱写新篇章"], False, id="a slogan"),
        pytest.param(["奋力谱写新篇章", "修缮校舍"], True, id="a slogan and a deed"),
        pytest.param(["坚定信心", "凝心聚力", "埋头苦干", "修缮校舍"], False, id="slogans and a deed"),
        pytest.param(["重点抓好以下工作"], False, id="a lead-in"),
        pytest.param(["没有产业就没有发展"], False, id="an argument"),
    ],
)
def test_slogans_and_arguments_are_no_tasks(clauses: list[str], task: bool) -> None:
    assert is_task(promised(*clauses), RULES.office) is task


def promised(*clauses: str, **others: object) -> Task:
    """A task of these clauses."""
    given = {"id": "c-1", "start": 0, "section": "s1", "action": ""}
    said = [{**given, "text": clause, "end": len(clause), **others} for clause in clauses]
    return Task("t1", tuple(map(Statement.model_validate, said)))


@pytest.mark.parametrize(
    ("clauses", "others", "lead", "support"),
    [
        pytest.param(["改造老旧小区"], {"responsible": ["县住建局", "县财政局"]}, "县住建局", "县财政局", id="named"),
        pytest.param(["新建幼儿园"], {}, "建议：教育部门", "", id="by a word"),
        pytest.param(["深化某项事业"], {"topics": ["health"]}, "建议：卫生健康部门", "", id="by a topic"),
        pytest.param(["建设学校", "改造老旧小区"], {}, "建议：教育部门", "建议：住房城乡建设部门", id="two"),
        pytest.param(["做好某事"], {}, "", "", id="nobody"),
    ],
)
def test_who_takes_it_on(clauses: list[str], others: dict[str, object], lead: str, support: str) -> None:
    assert bodies_of(promised(*clauses, **others).statements, RULES) == Bodies(lead, support)


def test_an_office_names_its_own_departments(tmp_path: Path) -> None:
    entry = '[[department]]\nname = "县教育局"\nreplaces = "教育部门"\nwords = ["研学"]\n'
    (tmp_path / "office.toml").write_text(entry, encoding="utf-8")
    rules = load_rules(tmp_path)
    for clause in ("新建幼儿园", "开展研学"):
        assert bodies_of(promised(clause).statements, rules).lead == "建议：县教育局"


# --- the sheets on paper -----------------------------------------------------------------------------------


FOLLOWED = [
    "分管领导", "完成时限", "一季度进展", "二季度进展", "三季度进展", "四季度进展", "序时进度", "状态", "出处",
]  # fmt: skip
TARGET_HEADS = ["序号", "指标", "目标值", "单位", "属性", "上年完成值", "牵头单位", "配合单位"]
TASK_HEADS = ["序号", "类别", "任务内容", "具体措施", "量化目标", "牵头单位", "配合单位"]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_the_workbook_is_laid_out_for_print(model: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "out" / "分解表.xlsx"
    assert run("export", model, "-o", path).exit_code == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["主要指标", "重点任务", "自身建设"]
    undated = [head for head in FOLLOWED if head != "完成时限"]
    for sheet, head in zip(book, [TARGET_HEADS + undated, TASK_HEADS + FOLLOWED, TASK_HEADS + FOLLOWED], strict=True):
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0][0].startswith("温岭市2024年政府工作报告")
        assert list(rows[1]) == head
        assert [row[0] for row in rows[2:]] == list(range(1, len(rows) - 1))
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.print_title_rows, sheet.freeze_panes, sheet.page_setup.fitToHeight) == ("$1:$2", "A3", 0)
        assert "&P" in sheet.oddFooter.center.text
        assert all(sheet.row_dimensions[line].height for line in range(1, len(rows) + 1))
    cell = book["主要指标"]["B3"]
    assert cell.alignment.wrap_text
    assert cell.border.left.style == "thin"


def test_a_workbook_is_filled_in_from_lists(plan: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "out.xlsx"
    assert run("export", plan, "-o", path).exit_code == 0
    sheet = openpyxl.load_workbook(path)["重点任务"]
    state = next(cell.column_letter for cell in sheet[2] if cell.value == "状态")
    (choice,) = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == (f"{state}3:{state}4", '"已完成,超序时,达序时,欠序时"')
    assert sum(len(area.rules) for area in sheet.conditional_formatting) == 4
    pace = next(cell.column_letter for cell in sheet[2] if cell.value == "序时进度")
    assert "DATE(2024,1,1)" in sheet[f"{pace}4"].value


def test_long_texts_make_high_rows(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    heights = []
    for times in (1, 60):
        path = tmp_path / f"{times}.txt"
        path.write_text(PLAN.replace("招引企业5家", "招引企业5家" + "，修缮校舍" * times), encoding="utf-8")
        assert run("export", path, "-o", tmp_path / "out.xlsx").exit_code == 0
        heights.append(openpyxl.load_workbook(tmp_path / "out.xlsx")["重点任务"].row_dimensions[3].height)
    assert heights[1] > 2 * heights[0]


def test_word_holds_the_same_tables(plan: Path, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    openpyxl = pytest.importorskip("openpyxl")
    text = PLAN.replace("改造老旧小区12个", "修缮校舍3所。改造老旧小区12个")
    plan.write_text(text, encoding="utf-8")
    for name in ("out.docx", "out.xlsx"):
        assert run("export", plan, "-o", tmp_path / name).exit_code == 0
    document, book = docx.Document(tmp_path / "out.docx"), openpyxl.load_workbook(tmp_path / "out.xlsx")
    filled = [sheet for sheet in book if sheet.max_row > 2]
    assert len(document.tables) == len(filled) == 3
    for table, sheet in zip(document.tables, filled, strict=True):
        heads, *rows = ([cell.text for cell in row.cells] for row in table.rows)
        assert heads == [cell.value for cell in sheet[2]]
        for words, cells in zip(rows, sheet.iter_rows(min_row=3, values_only=True), strict=True):
            given = dict(zip(heads, (str(cell or "") for cell in cells), strict=True))
            given |= {"序时进度": ""} | ({"类别": words[1]} if given.get("类别") == "" else {})
            assert words == list(given.values())
    first = document.tables[0]
    assert first.rows[0]._tr.trPr.find(docx.oxml.ns.qn("w:tblHeader")) is not None
    assert all(section.page_width > section.page_height for section in document.sections)


def test_of_several_reports_each_row_says_place_and_year(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    for place in ("温岭市", "义乌市"):
        (tmp_path / f"{place}.json").write_text(report(place).model_dump_json(), encoding="utf-8")
    path = tmp_path / "all.xlsx"
    assert run("export", tmp_path, "-o", path).exit_code == 0
    rows = list(openpyxl.load_workbook(path)["重点任务"].iter_rows(min_row=2, values_only=True))
    assert rows[0][:3] == ("序号", "地区", "年度")
    assert {row[1:3] for row in rows[1:]} == {("温岭市", 2024), ("义乌市", 2024)}


def hostile(text: str) -> Report:
    """A report one of whose promises begins with `text`."""
    read = report()
    promise = read.commitments[-1].model_copy(update={"text": text, "action": text, "facts": ()})
    return read.model_copy(update={"commitments": (promise,)})


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x","y")', "+1+1", "-1+1", "@SUM(A1)", "\t=1+1"])
def test_no_text_becomes_a_formula(text: str, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    model, book = tmp_path / "model.json", tmp_path / "out.xlsx"
    model.write_text(hostile(text).model_dump_json(), encoding="utf-8")
    assert run("export", model, "-o", book).exit_code == 0
    cell = openpyxl.load_workbook(book)["重点任务"]["C3"]
    assert (cell.value, cell.data_type) == (text.strip(), "s")
    if not text.startswith("\t"):  # the tab is gone with the other spaces
        assert cell.quotePrefix
    result = run("export", model, "--table", "statements", "--format", "csv", "--kind", "commitment")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row["text"] == f"'{text}"


@pytest.mark.parametrize(("text", "safe"), [("-4.1%", "-4.1%"), ("+3", "+3"), ("-", "'-"), ("增长", "增长"), ("", "")])
def test_numbers_with_a_sign_are_left_alone(text: str, safe: str) -> None:
    assert safe_cell(text) == safe


def test_a_text_longer_than_a_cell_is_cut(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    model, book = tmp_path / "model.json", tmp_path / "out.xlsx"
    model.write_text(hostile("建" * 40_000).model_dump_json(), encoding="utf-8")
    assert run("export", model, "-o", book).exit_code == 0
    value = openpyxl.load_workbook(book)["重点任务"]["C3"].value
    assert (len(value), value[-1]) == (32_767, "…")


# --- rows --------------------------------------------------------------------------------------------------


def test_the_three_formats_hold_the_same_rows(model: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for suffix in ("jsonl", "csv", "parquet"):
        assert run("export", model, "-o", tmp_path / f"facts.{suffix}").exit_code == 0
    lines = [json.loads(line) for line in (tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()]
    with (tmp_path / "facts.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    table = parquet.read_table(tmp_path / "facts.parquet").to_pylist()
    values = [fact.written.value for fact in report().facts()]
    assert [row["written_value"] for row in lines] == [row["written_value"] for row in cells] == values
    assert [row["written_value"] for row in table] == values
    assert not list(tmp_path.glob(".*.part"))


def test_a_csv_for_excel_is_marked_as_utf8(model: Path, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    run("export", model, "-o", path, "--bom")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfreport_id,")


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 9),
        (("--kind", "commitment"), 5),
        (("--indicator", "gdp"), 3),
        (("--indicator", "gdp", "--kind", "commitment"), 1),
        (("--indicator", "项目"), 1),
        (("--place", "33"), 9),
        (("--place", "昆山市"), 0),
        (("--year", "2023"), 0),
    ],
)
def test_filters_are_the_same_for_files_and_store(
    model: Path, tmp_path: Path, options: tuple[str, ...], count: int
) -> None:
    shelf = tmp_path / "shelf.db"
    assert run("load", model, "--store", shelf).exit_code == 0
    for source in ((model,), ("--store", shelf)):
        result = run("export", *source, *options)
        assert (result.exit_code, len(result.stdout.splitlines())) == (0, count)


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        ((), "name files or folders"),
        (("{model}", "-o", "facts.doc"), "no format"),
        (("{model}", "--format", "docx"), "need --output"),
        (("{model}", "--format", "xlsx"), "need --output"),
        (("{model}", "-o", "x.xlsx", "--kind", "commitment"), "not for xlsx"),
        (("{model}", "--bom"), "--bom is for csv"),
    ],
)
def test_what_makes_no_sense_is_refused(model: Path, arguments: tuple[str, ...], cause: str) -> None:
    result = run("export", *(argument.format(model=model) for argument in arguments))
    assert result.exit_code == 2
    assert cause in result.stderr


def test_a_file_that_is_no_model_is_named_and_passed_over(model: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"schema_version": "99"}', encoding="utf-8")
    result = run("export", tmp_path, "--table", "reports")
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 1)
    assert "bad.json: not a model of report_parser" in result.stderr


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), whole_file(path) as aside:
        aside.write_text("half", encoding="utf-8")
        raise ZeroDivisionError
    assert [file.name for file in tmp_path.iterdir()] == ["facts.csv"]
    assert path.read_text(encoding="utf-8") == "before"


# --- load and panel ----------------------------------------------------------------------------------------


def test_load_takes_models_and_sources_and_passes_over_the_rest(model: Path, tmp_path: Path) -> None:
    source = tmp_path / "义乌市2024.md"
    source.write_text("# 义乌市2024年政府工作报告\n2023年，地区生产总值达到2055亿元。\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    odd = report("昆山市").model_dump(mode="json")
    odd["report"]["plan_year"] = 10**30
    (tmp_path / "odd.json").write_text(json.dumps(odd), encoding="utf-8")
    (tmp_path / "errors.jsonl").write_text("{}\n", encoding="utf-8")
    result = run("load", tmp_path, "--store", tmp_path / "shelf.db")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (1, "2 created, 0 updated, 0 unchanged, 2 failed")
    with Store(str(tmp_path / "shelf.db")) as store:
        assert {held.report.jurisdiction.name for held in store.reports()} == {"温岭市", "义乌市"}


def test_a_target_meets_its_outturn_in_the_next_years_report() -> None:
    rows = list(panel_rows([report(year=2024, growth="6%"), report(year=2025, growth="5.8%")], RULES))
    (row,) = [row for row in rows if (row["year"], row["indicator_id"], row["role"]) == (2024, "gdp", "change_rate")]
    assert (row["target"], row["target_comparator"], row["outturn"]) == (5.5, "about", 5.8)
    assert (row["target_source"], row["outturn_source"]) == ("温岭市-2024.txt", "温岭市-2025.txt")
    (fall,) = [row for row in rows if (row["year"], row["indicator_id"]) == (2025, "gdp_energy_intensity")]
    assert (fall["target"], fall["target_written"], fall["target_direction"], fall["outturn"]) == (
        -3.0,
        "3%",
        "down",
        None,
    )


def test_the_panel_has_one_row_a_cell_and_all_its_columns() -> None:
    rows = list(panel_rows([report(year=year) for year in (2023, 2024, 2025)], RULES))
    keys = [(row["place_code"], row["year"], row["indicator_id"], row["role"], row["unit"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(list(row) == [column.name for column in COLUMNS] for row in rows)


def test_a_floor_and_a_stretch_stand_beside_the_target() -> None:
    text = (
        "2024年清潭县政府工作报告\n一、2023年工作回顾\n过去一年，经济取得新进展。\n二、2024年主要目标\n今年要加快发展。\n"
        "地区生产总值增长6%，确保5.5%、力争6.5%。规上工业增加值确保增长7%，力争增长8%。\n"
    )
    read = Parser().parse_text(text)
    rows = {row["indicator_id"]: row for row in panel_rows([read], RULES)}
    tiers = {name: tuple(row[f"target{end}"] for end in ("", "_floor", "_stretch")) for name, row in rows.items()}
    assert tiers == {"gdp": (6.0, 5.5, 6.5), "above_scale_industrial_value_added": (None, 7.0, 8.0)}
    assert [row.target for row in targets_of(read, RULES) if row.unit] == [
        "增长6%（确保5.5%，力争6.5%）",
        "确保增长7%，力争增长8%",
    ]


def test_what_a_year_added_is_no_value_of_a_stock() -> None:
    text = (
        "2024年清潭县政府工作报告\n一、2023年工作回顾\n过去一年，新增铁路营业里程32公里，新增高新技术企业18家、总数达到160家，"
        "城镇新增就业3200人。\n二、2024年工作安排\n今年要加快发展。\n"
    )
    rows = panel_rows([Parser().parse_text(text)], RULES)
    assert {(row["indicator_id"], row["counts"]): row["outturn"] for row in rows} == {
        ("high_tech_enterprises", "added"): 18,
        ("high_tech_enterprises", "total"): 160,
        ("railway_mileage", "added"): 32,
        ("urban_new_jobs", None): 3200,
    }


def test_of_two_mentions_the_headline_is_taken() -> None:
    read = report()
    (headline,) = [one for one in read.commitments if [fact.indicator.id for fact in one.facts] == ["gdp"]]
    elsewhere = next(section.id for section in read.sections if section.kind == "review")
    (fact,) = headline.facts
    early = headline.model_copy(
        update={"section": elsewhere, "facts": (fact.model_copy(update={"start": 1, "value": Decimal(9)}),)}
    )
    read = read.model_copy(update={"commitments": (early, headline)})
    (row,) = [row for row in panel_rows([read], RULES, Selection(years=(2024,))) if row["indicator_id"] == "gdp"]
    assert (row["target"], row["target_mentions"]) == (5.5, 2)


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_the_panel_of_a_store_and_of_files_is_one(model: Path, tmp_path: Path, suffix: str) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow")
    shelf = tmp_path / "shelf.db"
    run("load", model, "--store", shelf)
    one, other = tmp_path / f"one.{suffix}", tmp_path / f"other.{suffix}"
    assert run("panel", model, "-o", one, "--year", "2024").exit_code == 0
    assert run("panel", "--store", shelf, "-o", other, "--year", "2024").exit_code == 0
    assert one.read_bytes() == other.read_bytes()
