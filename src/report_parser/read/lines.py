"""The text a reader extracts, gathered line by line with the marks on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from report_parser.digits import ITEM
from report_parser.document import Mark, MarkKind, Omission
from report_parser.limits import too_long
from report_parser.read.bounds import UnboundedError

Stretch: TypeAlias = tuple[int, int]


class Extract(NamedTuple):
    """What a format reader hands back: the text, its marks, and the encoding where the format has one."""

    text: str
    marks: tuple[Mark, ...]
    encoding: str | None = None
    omissions: tuple[Omission, ...] = ()


# What may stand unprinted-bold before a bold opening: spaces, a dash, a bullet, a number (——我们牢记嘱托, 1.扩大投资).
_BEFORE_OPENING = re.compile(rf"[\s　—–－·•●■◆★-]*(?:{ITEM}[\s　]*)?")


class Lines:
    """Paragraphs in, one text out: one line each, blank ones left out, marks shifted to where they came to stand."""

    def __init__(self, limit: int) -> None:
        self.omitted: Counter[str] = Counter()
        self._limit = limit
        self._lines: list[str] = []
        self._marks: list[Mark] = []
        self._length = 0

    def add(
        self, paragraph: str, kind: MarkKind | None = None, level: int | None = None, *, bold: Iterable[Stretch] = ()
    ) -> None:
        """Append a paragraph; a line break inside it (来源：江西省人民政府⏎2025年1月17日…) starts a new line.

        `kind` marks each line whole. Else the `bold` stretch that opens a line is marked, be it all of the line or a
        run-in heading such as 一是…。; bold further on is emphasis and says nothing of structure.
        Raises UnboundedError where the text gets longer than the limit.
        """
        stretches = _joined(paragraph, bold) if kind is None else []
        offset = 0
        for line in paragraph.split("\n"):
            kept = line.rstrip()
            if kept:
                first = len(kept) - len(kept.lstrip())
                if kind is not None:
                    self._marks.append(Mark(self._length + first, self._length + len(kept), kind, level))
                elif opening := _opening(kept, offset, stretches):
                    self._marks.append(Mark(self._length + opening[0], self._length + opening[1], "bold"))
                self._lines.append(kept)
                self._length += len(kept) + 1
                if self._length > self._limit + 1:
                    raise UnboundedError(too_long(self._limit))
            offset += len(line) + 1

    def extract(self, encoding: str | None = None) -> Extract:
        """The text so far, its marks, and what was counted in `omitted`."""
        omissions = tuple(Omission(what, count) for what, count in sorted(self.omitted.items()) if count)
        return Extract("\n".join(self._lines), tuple(self._marks), encoding, omissions)


def _joined(paragraph: str, bold: Iterable[Stretch]) -> list[Stretch]:
    """Bold stretches without blank ones, those that touch made one: Word cuts a bold heading into many runs."""
    joined: list[Stretch] = []
    for start, end in bold:
        if joined and not paragraph[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        elif paragraph[start:end].strip():
            joined.append((start, end))
    return joined


def _opening(line: str, offset: int, stretches: Iterable[Stretch]) -> Stretch | None:
    """Where the bold opening of a line stands in it, tight; `stretches` count from `offset` before the line."""
    for start, end in stretches:
        low, high = max(start - offset, 0), min(end - offset, len(line))
        held = line[low:high] if low < high else ""
        if held.strip():
            if not _BEFORE_OPENING.fullmatch(line, 0, low):
                return None
            return low + len(held) - len(held.lstrip()), high - len(held) + len(held.rstrip())
    return None
