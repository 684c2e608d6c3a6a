"""The last stage: what is doubtful in what the others read."""

from __future__ import annotations

from dataclasses import replace

from report_parser.checks import names, numbers, statements
from report_parser.checks.check import Check
from report_parser.checks.unread import unread
from report_parser.document import Diagnostic, Document
from report_parser.rules import Rules

_HEAD = "清潭县2024年政府工作报告|一、2023年工作回顾|"

CHECKS: tuple[Check, ...] = (
    Check(
        "unbound-number",
        "warning",
        "“{text}”是一个量，却不在任何陈述之中",
        "{text}: measures something, but stands in no statement",
        numbers.unbound,
        example="清潭县2024年政府工作报告|面积320平方公里 -> 320平方公里",
        near_miss=_HEAD + "新建公园13个。",
    ),
    Check(
        "dated-after-review",
        "warning",
        "“{text}”列为已完成的工作，所说的年份却在回顾期之后",
        "{text}: reported as done, of a year after the one reviewed",
        numbers.dated_after_review,
        example=_HEAD + "全县已完成2026年新增绿地任务35亩。 -> 35亩",
        near_miss=_HEAD + "全县已完成新增绿地任务35亩。",
    ),
    Check(
        "change-without-direction",
        "warning",
        "“{text}”是有上下限的变动，却不知是升是降",
        "{text}: a change with a bound, up or down unknown",
        numbers.without_direction,
        example=_HEAD + "工业用电变动5个百分点以上。 -> 5个百分点",
        near_miss=_HEAD + "工业用电下降5个百分点以上。",
    ),
    Check(
        "share-of-count",
        "warning",
        "“{text}”是百分比，所属指标却以数量计",
        "{text}: a percentage as the level of an indicator that counts",
        numbers.share_of_count,
        example=_HEAD + "PM2.5浓度改善8%。 -> 8%",
        near_miss=_HEAD + "财政支出增长8%。",
    ),
    Check(
        "numbers-not-shared-out",
        "warning",
        "“{text}”前有“分别”，各数却只找到同一个名称",
        "{text}: behind 分别, but all its numbers have one name",
        numbers.more_numbers_than_things,
        example=_HEAD + "用电量分别增长4%、5%。 -> 4% 5%",
        near_miss=_HEAD + "用水量、用电量分别增长4%、5%。",
    ),
    Check(
        "indicator-too-short",
        "warning",
        "“{text}”所说的是什么，没有读出名称",
        "{text}: what it measures has no name of two characters",
        numbers.indicator_of_one_character,
        example=_HEAD + "其中达35亩。 -> 35亩",
        near_miss=_HEAD + "绿地达35亩。",
    ),
    Check(
        "verb-in-indicator",
        "warning",
        "“{text}”的指标名称以动词开头",
        "{text}: the name of what it measures begins with a verb",
        numbers.indicator_with_verb,
        example=_HEAD + "享受政策户数增长16%。 -> 16%",
        near_miss=_HEAD + "开工率达到90%。",
    ),
    Check(
        "indicator-too-long",
        "warning",
        "“{text}”的指标名称过长，可能含有别的内容",
        "{text}: the name of what it measures is too long to be one thing",
        names.indicator_too_long,
        example=_HEAD + "新建面向城乡老年居民的综合性嵌入式养老服务综合体30家。 -> 30家",
        near_miss=_HEAD + "新建嵌入式养老服务综合体、农村互助照料中心和乡镇老年食堂30家。",
    ),
    Check(
        "clause-in-indicator",
        "warning",
        "“{text}”的指标名称里有句子的成分",
        "{text}: the name of what it measures has words of a clause in it",
        names.clause_in_indicator,
        example=_HEAD + "我县选手在全省技能赛上勇夺金牌3块。 -> 3块",
        near_miss=_HEAD + "建成在线课堂3间。",
    ),
    Check(
        "indicator-from-before",
        "info",
        "“{text}”所说的是什么，取自前面的句子，未必相符",
        "{text}: what it measures was taken from a clause before it",
        numbers.indicator_from_before,
        example=_HEAD + "完善救助体系，累计发放3亿元。 -> 3亿元",
        near_miss=_HEAD + "救助资金达到2亿元，累计发放3亿元。",
    ),
    Check(
        "object-too-short",
        "warning",
        "“{text}”中的对象只读出一个字",
        "{text}: an object of one character was read from it",
        names.object_of_one_character,
        example=_HEAD + "新区的底线不能碰。 -> 新区的底线不能碰",
        near_miss=_HEAD + "新区守住了底线。",
    ),
    Check(
        "verb-uncertain",
        "info",
        "“{text}”的谓语只是按位置推断的",
        "{text}: no list knows its verb, which is a guess",
        statements.verb_uncertain,
        example=_HEAD + "专精特新企业。 -> 专精特新企业",
        near_miss=_HEAD + "培育专精特新企业。",
    ),
    Check(
        "object-from-before",
        "info",
        "“{text}”的对象取自前一句，未必相符",
        "{text}: its object was taken from the words before",
        statements.object_from_before,
        example=_HEAD + "数字经济位居全省前列，位列第一方阵。 -> 位列第一方阵",
        near_miss=_HEAD + "数字经济位居全省前列。",
    ),
    Check(
        "promise-in-review",
        "info",
        "“{text}”在回顾部分，却列为承诺",
        "{text}: read as a promise, though it stands in the review",
        statements.promise_in_review,
        example=_HEAD + "各乡务必修好水渠。|二、2024年工作安排|新建公园3个。 -> 各乡务必修好水渠",
        near_miss=_HEAD + "各乡修好水渠。|二、2024年工作安排|各乡务必修好水渠。",
    ),
    Check(
        "clause-not-read",
        "warning",
        "这一句没有读成陈述",
        "no statement was read from this clause",
        unread,
        example=_HEAD + "以信息化改造传统产业。|二、2024年工作安排|要以绿色化改造村道。"
        " -> 以信息化改造传统产业 要以绿色化改造村道",
        near_miss=_HEAD + "在各镇的大力支持下，改造了传统产业。",
    ),
)


def doubts(doc: Document, rules: Rules) -> Document:
    """Add to `diagnostics` what is doubtful, check after check, each in the order of the text."""
    source = doc.source.text
    found = list(doc.diagnostics)
    for check in CHECKS:
        for start, end in check.find(doc, rules):
            left, right = doc.source_span(start, end)
            message = check.en.replace("{text}", source[left:right])
            found.append(Diagnostic(check.severity, check.code, message, start, end))
    return replace(doc, diagnostics=tuple(found))
