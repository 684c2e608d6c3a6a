"""What a report holds besides prose: tables, lines in another language, itself once more."""

from __future__ import annotations

import pytest

from report_parser.pipeline import Parser

PARSER = Parser()
HEAD = "政府工作报告\n——2024年1月12日在江州市第五届人民代表大会第三次会议上\n各位代表：\n"
REVIEW = "一、2023年工作回顾\n经济平稳运行。\n"
PLAN = "二、2024年工作安排\n抓好各项工作。\n"

# What a figure reads as: kind, indicator, value, unit, comparator, year.
Read = tuple[str, str, str, str, str, int]

TABLES: dict[str, tuple[str, list[Read]]] = {
    "a column of units, of done and of planned figures": (
        "指标\t单位\t2023年完成\t2024年预期目标\n进出口总额\t亿元\t61.2\t65左右\n城镇新增就业\t万人\t3.2\t3以上\n",
        [
            ("achievement", "进出口总额", "6120000000", "元", "eq", 2023),
            ("achievement", "城镇新增就业", "32000", "人", "eq", 2023),
            ("commitment", "进出口总额", "6500000000", "元", "about", 2024),
            ("commitment", "城镇新增就业", "30000", "人", "at_least", 2024),
        ],
    ),
    "groups of rows, and a figure with a unit of its own": (
        "类别\t指标\t2023年完成\t2024年目标\n产业\t\t\t\n\t进出口总额\t61.2亿元\t65亿元\n民生\t失业率\t3.1%\t4.5%以内\n",
        [
            ("achievement", "进出口总额", "6120000000", "元", "eq", 2023),
            ("achievement", "失业率", "3.1", "%", "eq", 2023),
            ("commitment", "进出口总额", "6500000000", "元", "eq", 2024),
            ("commitment", "失业率", "4.5", "%", "at_most", 2024),
        ],
    ),
    "the unit above the table": (
        "（单位：亿元）\n项目\t2023年完成\t2024年目标\n进出口总额\t61.2\t65\n",
        [
            ("achievement", "进出口总额", "6120000000", "元", "eq", 2023),
            ("commitment", "进出口总额", "6500000000", "元", "eq", 2024),
        ],
    ),
    "the unit in the head": (
        "项目\t2022年实际（亿元）\t2024年目标（亿元）\n进出口总额\t61.2\t65-70\n",
        [
            ("achievement", "进出口总额", "6120000000", "元", "eq", 2022),
            ("commitment", "进出口总额", "", "元", "range", 2024),
        ],
    ),
    "radicals for characters, as PDF fonts have them": (
        "指标\t单位\t2023年完成\t2024年⽬标\n城镇新增就业⼈数\t万⼈\t3.2\t3以上\n",
        [
            ("achievement", "城镇新增就业人数", "32000", "人", "eq", 2023),
            ("commitment", "城镇新增就业人数", "30000", "人", "at_least", 2024),
        ],
    ),
    "a rate in a cell is a change": (
        "（单位：%、亿元）\n指标\t2023年完成\t2024年目标\n地区生产总值\t6.3%\t6.5%左右\n",
        [
            ("achievement", "地区生产总值", "6.3", "%", "eq", 2023),
            ("commitment", "地区生产总值", "6.5", "%", "about", 2024),
        ],
    ),
    "markdown": (
        "| 指标 | 2023年完成 | 2024年目标 |\n|:---|---:|---:|\n| 进出口总额 | 61.2亿元 | 65亿元 |\n",
        [
            ("achievement", "进出口总额", "6120000000", "元", "eq", 2023),
            ("commitment", "进出口总额", "6500000000", "元", "eq", 2024),
        ],
    ),
    "a head of two rows": (
        "指标\t完成情况（亿元）\t\n\t2023年完成\t2024年目标\n进出口总额\t61.2\t65\n",
        [
            ("achievement", "进出口总额", "6120000000", "元", "eq", 2023),
            ("commitment", "进出口总额", "6500000000", "元", "eq", 2024),
        ],
    ),
    "a unit above two columns": (
        "指标\t亿元\t\n\t2023年完成\t2024年目标\n进出口总额\t61.2\t65\n",
        [
            ("achievement", "进出口总额", "6120000000", "元", "eq", 2023),
            ("commitment", "进出口总额", "6500000000", "元", "eq", 2024),
        ],
    ),
    "the unit behind a name": (
        "| 指标 | 2023年 | 2024年目标 |\n|---|---|---|\n"
        "| 进出口总额（亿元） | 61.2 | 65 |\n| 城镇新增就业（万人） | 3.2 | 3 |\n",
        [
            ("achievement", "进出口总额", "6120000000", "元", "eq", 2023),
            ("achievement", "城镇新增就业", "32000", "人", "eq", 2023),
            ("commitment", "进出口总额", "6500000000", "元", "eq", 2024),
            ("commitment", "城镇新增就业", "30000", "人", "eq", 2024),
        ],
    ),
    "columns of blanks": (
        "指标            单位     2023年完成   2024年目标\n"
        "进出口总额      亿元     61.2         65\n"
        "城镇新增就业    万人     3.2          3以上\n以上指标经过努力可以实现。\n",
        [
            ("achievement", "进出口总额", "6120000000", "元", "eq", 2023),
            ("achievement", "城镇新增就业", "32000", "人", "eq", 2023),
            ("commitment", "进出口总额", "6500000000", "元", "eq", 2024),
            ("commitment", "城镇新增就业", "30000", "人", "at_least", 2024),
        ],
    ),
    "columns of wide blanks, set in": (
        "　　指标　　2023年完成（亿元）　　2024年目标（亿元）\n　　进出口总额　　61.2　　65\n",
        [
            ("achievement", "进出口总额", "6120000000", "元", "eq", 2023),
            ("commitment", "进出口总额", "6500000000", "元", "eq", 2024),
        ],
    ),
    "no table: blanks in lines without a head": (
        "新建学校5所，    改造道路6公里，    新打机井3眼。\n新建公园4个，    改造道路7公里，    新打机井2眼。\n",
        [
            ("commitment", name, value, unit, "eq", 2024)
            for name, value, unit in (
                ("学校", "5", "所"),
                ("道路", "6", "公里"),
                ("机井", "3", "眼"),
                ("公园", "4", "个"),
                ("道路", "7", "公里"),
                ("机井", "2", "眼"),
            )
        ],
    ),
    "no table: one line with tabs in it": (
        "新建学校5所，\t改造道路6公里，\t新打机井3眼。\n",
        [
            ("commitment", "学校", "5", "所", "eq", 2024),
            ("commitment", "道路", "6", "公里", "eq", 2024),
            ("commitment", "机井", "3", "眼", "eq", 2024),
        ],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_figures(name: str) -> None:
    table, expected = TABLES[name]
    report = PARSER.parse_text(HEAD + REVIEW + PLAN + table)
    read = [
        (
            kind,
            fact.indicator.text,
            "" if fact.value is None else f"{float(fact.value):.10g}",
            fact.unit,
            fact.comparator,
            fact.period.end_year,
        )
        for kind, statements in (("achievement", report.achievements), ("commitment", report.commitments))
        for statement in statements
        for fact in statement.facts
    ]
    assert read == expected


def test_a_row_of_tasks_names_who_is_responsible() -> None:
    table = (
        "序号\t指标\t2024年目标\t责任单位\n1\t进出口总额\t增长6%左右\t市工业和信息化局\n2\t新建学校\t5所\t市教育局\n"
    )
    report = PARSER.parse_text(HEAD + REVIEW + PLAN + table)
    tasks = [statement for statement in report.commitments if statement.facts]
    assert [(task.text, task.responsible) for task in tasks] == [
        ("进出口总额\t增长6%左右", ("市工业和信息化局",)),
        ("新建学校\t5所", ("市教育局",)),
    ]
    assert [fact.text for task in tasks for fact in task.facts] == ["6%", "5所"]


def test_what_is_said_in_another_language_too_is_said_once() -> None:
    report = PARSER.parse_text(
        HEAD + REVIEW + "新建学校5所。\nFive schools were built, and 320 km of roads.\nGDP增长6%。\n"
    )
    statements = [statement.text for statement in report.achievements]
    assert statements[-2:] == ["新建学校5所", "GDP增长6%"]
    assert {numeral.text: numeral.type for numeral in report.numerals if "km" in numeral.text} == {"320 km": "optional"}


PARAGRAPHS = [
    f"过去一年，全县{deed}，群众得到的实惠越来越多，各项事业都有了新的起色。新建学校{number}所。"
    for number, deed in enumerate(("修通公路", "改造管网", "整治河道", "绿化荒山", "扩建医院"), start=3)
]
ONCE = HEAD + "一、2023年工作回顾\n" + "\n".join(PARAGRAPHS) + "\n"


@pytest.mark.parametrize(
    ("text", "schools", "said"),
    [
        (ONCE, 5, False),
        (ONCE + ONCE, 5, True),
        (ONCE + ONCE[: -len(PARAGRAPHS[-1]) // 2], 5, True),
        (ONCE + "\n".join(PARAGRAPHS[:2]) + "\n", 7, False),
    ],
    ids=["once", "twice", "twice, the end cut", "a passage twice"],
)
def test_a_report_that_stands_twice_is_read_once(text: str, schools: int, said: bool) -> None:
    report = PARSER.parse_text(text)
    built = [fact for statement in report.achievements for fact in statement.facts if fact.unit == "所"]
    assert len(built) == schools
    assert ("repeated-text" in {note.code for note in report.diagnostics}) is said
