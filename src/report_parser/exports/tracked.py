"""A tracking -> the sheets of a 兑现情况表: targets, works and general clauses, what was missed first."""

from __future__ import annotations

from collections.abc import Iterable

from report_parser.exports.breakdown import Cell, Column, Sheet
from report_parser.language.messages import Wording
from report_parser.track.differences import difference
from report_parser.track.grouped import GROUPS, Group, grouped, kept
from report_parser.track.model import Link, Tracking

_NUMBER = Column("序号", 3, centred=True)
_WHENCE = (Column("地区", 5, centred=True), Column("年度", 3, centred=True))
_VERDICT, _CHAPTER = Column("结论", 5, centred=True), Column("章节", 8)
_TOLD = (Column("上年承诺", 14), Column("本年报告", 16))
_SURE = (Column("匹配程度", 4, centred=True), Column("核实情况", 8))
_TARGETS = (
    Column("指标", 10), Column("目标", 6, centred=True), Column("完成", 6, centred=True),
    Column("差额", 6, centred=True), _VERDICT, *_TOLD, _CHAPTER, *_SURE,
)  # fmt: skip
_WORKS = (Column("事项", 14), _VERDICT, *_TOLD, _CHAPTER, *_SURE)
_NAMES: dict[Group, str] = {"targets": "主要指标", "works": "具体项目和实事", "general": "一般表述"}


def tracked_sheets(tracking: Tracking, wording: Wording) -> tuple[Sheet, ...]:
    """A sheet for each group of items. Of several pairs of reports each row says place and year."""
    several = len(tracking.pairs) > 1
    whose = "" if several or not tracking.pairs else f"{tracking.pairs[0].place}{tracking.pairs[0].year}年"
    links = grouped(tracking.links)
    sheets: list[Sheet] = []
    for group in GROUPS:
        columns = (_NUMBER, *(_WHENCE if several else ()), *(_TARGETS if group == "targets" else _WORKS))
        rows = (
            (number, *((link.place, link.year) if several else ()), *_cells(link, group, wording))
            for number, link in enumerate(links[group], 1)
        )
        title = f"{whose}{_NAMES[group]}兑现情况表{_share(links[group])}"
        sheets.append(Sheet(_NAMES[group], title, columns, tuple(rows)))
    return tuple(sheets)


def _share(links: Iterable[Link]) -> str:
    done, answered = kept(list(links))
    return f"（有回应{answered}项，完成{done}项）" if answered else ""


def _cells(link: Link, group: Group, wording: Wording) -> tuple[Cell, ...]:
    told = link.achievement or link.mention
    if told is None and link.alternatives:
        told = link.alternatives[0].side
    verdict = wording(f"verdict.{link.verdict}") + ("（存疑）" if link.doubtful else "")
    common = (verdict, link.commitment.text, told.text if told is not None else "", link.chapter or "")
    sure = (f"{link.score:.0%}" if told is not None else "", "")
    return (*(_numbers(link) if group == "targets" else (link.item.name,)), *common, *sure)


def _numbers(link: Link) -> tuple[Cell, ...]:
    """The indicator, its target and outturn as the reports write them, and the difference in the target's unit."""
    promised = link.commitment.facts[0] if link.commitment.facts else None
    facts = link.achievement.facts if link.achievement is not None else ()
    name = promised.indicator.name if promised is not None else link.item.name
    target = promised.text if promised is not None else link.item.name
    return name, target, facts[0].text if facts else "", difference(link)
