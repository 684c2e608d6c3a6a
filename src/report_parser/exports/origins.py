"""Where something stands, as someone with the Word file looks it up: chapter, paragraph and opening words."""

from __future__ import annotations

from collections.abc import Iterator

from report_parser.exports.written import squeeze
from report_parser.model import Report, SectionInfo

_OPENING, _CHAPTER = 12, 14
"""How many characters of a passage are enough to search for it, and of a heading to know it."""


class Origins:
    """The chapters and paragraphs of one report. Paragraphs are counted only where the report carries its text."""

    def __init__(self, report: Report) -> None:
        self._sections = {section.id: section for section in report.sections}
        self._text = report.source.text

    def heading(self, section: str) -> str:
        """The heading that a section stands under: its own, or the nearest above it."""
        return next((_named(one.heading) for one in self._upwards(section) if one.heading), "")

    def category(self, section: str) -> str:
        """Chapter and section, a line each: （三）发展现代农业 ⏎ 1.稳定粮食生产, without what all tasks stand under."""
        named = [one for one in self._upwards(section) if one.heading]
        below = [one for one in named if one.level > 1] or named[:1]
        lines = (line for one in reversed(below[:2]) for line in one.heading.splitlines())
        return "\n".join(filter(None, map(_named, lines)))

    def origin(self, section: str, start: int, passage: str) -> str:
        """二、2025年工作安排，第3段“加快建设……”."""
        bearer = next((one for one in self._upwards(section) if one.heading), None)
        words = squeeze(passage)
        opening = f"“{words[:_OPENING]}……”" if len(words) > _OPENING else f"“{words}”"
        chapter = _named(bearer.heading.splitlines()[-1]) if bearer else ""
        chapter = f"{chapter[:_CHAPTER]}……" if len(chapter) > _CHAPTER else chapter
        return "，".join(filter(None, (chapter, f"{self._paragraph(bearer, start)}{opening}")))

    def passage(self, start: int, end: int) -> str | None:
        """What stands there, on one line; None where the report does not carry its text."""
        return None if self._text is None else squeeze(self._text[start:end])

    def _upwards(self, section: str) -> Iterator[SectionInfo]:
        """A section and those around it, innermost first. A bare heading counts as that of the section it leads."""
        at: SectionInfo | None = self._sections.get(section)
        while at is not None:
            bare = None if at.heading else self._bare_heading_before(at)
            yield bare or at
            at = self._sections.get(at.parent) if at.parent is not None else None

    def _bare_heading_before(self, section: SectionInfo) -> SectionInfo | None:
        """The section just before, where it is a heading on a line of its own and nothing else."""
        for other in self._sections.values():
            if other.parent == section.parent and other.end <= section.start <= other.end + 1:
                return other if other.heading and other.end - other.start <= len(other.heading) + 1 else None
        return None

    def _paragraph(self, bearer: SectionInfo | None, start: int) -> str:
        if self._text is None:
            return ""
        before = self._text[bearer.start if bearer else 0 : start].split("\n")
        full = sum(bool(line.strip()) for line in before[:-1])
        alone = bearer is not None and full > 0 and squeeze(before[0]) == squeeze(bearer.heading)
        return f"第{full + 1 - alone}段"


def _named(heading: str) -> str:
    return squeeze(heading).rstrip("：:。")
