"""The JSON Feed 1.1 of new reports."""

from __future__ import annotations

from urllib.parse import urljoin

from report_parser.serve.shapes import Feed, FeedItem, ReportAbout
from report_parser.store.reading import JsonObject


def feed_of(newest: list[JsonObject], base: str, before: int | None, *, full: bool) -> Feed:
    """The feed of these reports, newest first; `full` says that there may be older ones."""
    reports = [ReportAbout.model_validate(about) for about in newest]
    this = urljoin(base, "feed.json")
    return Feed(
        version="https://jsonfeed.org/version/1.1",
        title="政府工作报告",
        description="Government work reports, newest first",
        language="zh-CN",
        home_page_url=base,
        feed_url=this if before is None else f"{this}?before={before}",
        next_url=f"{this}?before={reports[-1].cursor}" if full else None,
        items=[_item(report, base) for report in reports],
    )


def _item(report: ReportAbout, base: str) -> FeedItem:
    place = report.jurisdiction
    name = "".join((*place.parents, place.name or "")) or "地区不详"
    year = "年份不详" if report.report_year is None else f"{report.report_year}年"
    title = report.title or "政府工作报告"
    if place.name is None or place.name not in title:
        title = f"{name}{year}{title}"
    tags = [tag for tag in (place.name, place.level, None if report.report_year is None else year) if tag]
    return FeedItem(
        id=f"urn:report-parser:{report.id}:{report.version}",
        url=urljoin(base, f"reports/{report.id}/view"),
        title=title,
        content_text=(
            f"已完成事项{report.achievements}条，承诺事项{report.commitments}条，背景{report.background}条，数据{report.facts}条。"
        ),
        date_published=report.loaded_at,
        tags=tags,
    )
