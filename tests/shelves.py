"""Small reports for the tests of store, feed and exports, written for them."""

from __future__ import annotations

from functools import cache

from report_parser import Parser, Report

PLACES = {"温岭市": "331081", "玉环市": "331083", "义乌市": "330782", "昆山市": "320583"}


@cache
def _parser() -> Parser:
    return Parser()


@cache
def report(place: str = "温岭市", year: int = 2024, growth: str = "6%", name: str | None = None) -> Report:
    """A short report of a place and a year, with targets for it and outturns of the year before."""
    text = f"""{place}{year}年政府工作报告

一、{year - 1}年工作回顾
过去一年，地区生产总值达到1351亿元，增长{growth}。新增高新技术企业94家，建成公园12个。

二、{year}年工作安排
（一）主要预期目标
今年主要预期目标是：地区生产总值增长5.5%左右，一般公共预算收入增长4%以上，单位地区生产总值能耗下降3%，居民收入与经济增长基本同步。
（二）做强产业
确保新增高新技术企业70家。力争引进项目30个以上。支持企业上市。
"""
    return _parser().parse_text(text, name=name or f"{place}-{year}.txt")
