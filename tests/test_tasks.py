"""Tasks: which sentences of a plan are one task."""

from __future__ import annotations

import pytest

from report_parser import Parser, Report, parse_text
from report_parser.read import from_text
from report_parser.tasks.stage import JOINS, Join

_HEAD = (
    "清潭县2024年政府工作报告\n一、2023年工作回顾\n"
    "新建公园13个，改造老街5条，铺设管道20公里，疏浚河道8条。\n二、2024年工作安排\n"
)


def plan(text: str) -> Report:
    return parse_text(_HEAD + text)


def texts(text: str) -> list[list[str]]:
    return [[statement.text for statement in task.statements] for task in plan(text).tasks()]


@pytest.mark.parametrize("join", JOINS, ids=[join.name for join in JOINS])
def test_a_rule_joins_its_example_and_not_its_near_miss(join: Join) -> None:
    (task,) = read_tasks(join.example)
    assert task == join.name
    assert join.name not in read_tasks(join.near_miss)


def read_tasks(text: str) -> list[str]:
    return [task.rule for task in Parser().document(from_text(_HEAD + text)).tasks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "办好学前教育。新建幼儿园3所，招聘教师50名。开通公交线路2条。",
            [["办好学前教育", "新建幼儿园3所", "招聘教师50名"], ["开通公交线路2条"]],
        ),
        ("修缮校舍。\n疏浚河道。", [["修缮校舍"], ["疏浚河道"]]),
        # An announcement within a paragraph is told by its number, in whichever form.
        (
            "抓好两件实事。第一，办好学前教育。新建幼儿园3所，招聘教师50名。",
            [["抓好两件实事"], ["办好学前教育", "新建幼儿园3所", "招聘教师50名"]],
        ),
        (
            "抓好两件实事。办好学前教育。新建幼儿园3所，招聘教师50名。",
            [["抓好两件实事"], ["办好学前教育"], ["新建幼儿园3所", "招聘教师50名"]],
        ),
        ("修缮校舍，疏浚河道；开通公交线路2条。", [["修缮校舍", "疏浚河道", "开通公交线路2条"]]),
    ],
)
def test_tasks(text: str, expected: list[list[str]]) -> None:
    assert texts(text) == expected


def test_every_promise_is_in_one_task_and_nothing_else_is() -> None:
    report = plan("办好学前教育。新建幼儿园3所。但财源还不宽。去年新建幼儿园2所。开通公交线路2条。")
    assert [statement for task in report.tasks() for statement in task.statements] == list(report.commitments)
    assert all(each.task is None for each in (*report.achievements, *report.background))


def test_a_task_names_its_place_and_its_bodies() -> None:
    (task,) = plan("新建幼儿园3所。招聘教师50名。（牵头单位：县教育局）").tasks()
    assert task.responsible == ("县教育局",)
    assert (task.start, task.end) == (len(_HEAD), len(_HEAD) + len("新建幼儿园3所。招聘教师50名"))
