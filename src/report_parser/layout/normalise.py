"""Folding: source text -> the text that every later stage reads, with the source offset of each character.

What is folded, and nothing else: full-width digits, letters and signs to ASCII; ASCII commas, colons,
semicolons and brackets to the Chinese marks; traditional characters to simplified ones; spaces inside
Chinese and inside numbers away (`1351 亿元`, `７ ４ ７ ７ ２`); lines that a sentence was broken over joined;
blank lines away. What remains is one paragraph a line. Characters are replaced one for one or dropped,
never reordered, so `origins` is all that is needed to find the way back.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from report_parser.document import Document
from report_parser.layout.table_rows import Table, read_rows
from report_parser.rules import Rules


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `origins[i]` is the source offset of character i, with one entry past the end."""

    text: str
    origins: Sequence[int]


def normalise(doc: Document, rules: Rules) -> Document:
    """Fill `text` and `origins` from the source; lines that the reader marked as units are never joined."""
    closed = sorted(
        mark.start for mark in doc.source.marks if mark.kind in ("heading", "table_row", "footnote", "boilerplate")
    )
    folded = fold(doc.source.text, closed=closed, table=read_rows(doc.source.text, doc.source.marks, rules))
    return replace(doc, text=folded.text, origins=folded.origins)


def fold(text: str, *, closed: Sequence[int] = (), table: Table | None = None) -> Folded:
    """Fold any text: `１３５１　亿元` -> `1351亿元` with origins 0 1 2 3 5 6 7.

    `closed` holds the sorted source offsets at which lines begin that stand for themselves. The cells of `table`
    are parted by semicolons, its numbers of order read as such (1、改造…), its heads are left out.
    """
    table = table or Table()
    same_length = _fold_characters(_part_cells(text, table.rows))
    pieces: list[str] = []
    origins = array("L")
    lines = [line for line in _lines(same_length) if line.start not in table.heads]
    wrapped_at = _wrap_width(lines)
    parts_by_blanks = _blank_lines_part_paragraphs(same_length, lines)
    previous: _Line | None = None
    for line in lines:
        if previous is not None:
            joint = _joint(previous, line, closed, wrapped_at, parts_by_blanks)
            pieces.append(joint)
            origins.extend([previous.end] * len(joint))
        at = line.start
        for start, end, instead in _changes(same_length, line, table.labels):
            pieces.append(same_length[at:start])
            origins.extend(range(at, start))
            pieces.append(instead)
            origins.extend([start] * len(instead))
            at = end
        pieces.append(same_length[at : line.end])
        origins.extend(range(at, line.end))
        previous = line
    origins.append(len(text))
    return Folded("".join(pieces), origins)


def _changes(text: str, line: _Line, labels: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
    """The stretches of a line that something else stands for: gaps for nothing, a tab for the name of its column."""
    gaps = [(gap.start(), gap.end(), "") for gap in _GAP.finditer(text, line.start, line.end)]
    if not labels:
        return iter(gaps)
    named = [(tab, tab + 1, label) for tab, label in labels.items() if line.start <= tab < line.end]
    return iter(sorted([*gaps, *named]))


def _part_cells(text: str, rows: Sequence[tuple[int, int]]) -> str:
    """The text with the tabs of its table rows replaced, one for one."""
    for start, end in reversed(rows):
        cells = _ORDER.sub("、", text[start:end]).replace("\t", "；")
        text = text[:start] + cells + text[end:]
    return text


# The tab behind the number of order that opens a row.
_ORDER = regex.compile(r"(?<=^\d{1,3})\t")


# --- characters ---------------------------------------------------------------------------------------------

_SIGNS = {"﹪": "%", "％": "%", "．": ".", "＋": "+", "－": "-", "／": "/", "＄": "$", "～": "~", "‒": "—", "–": "—"}
_CHINESE_MARK = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
# Marks of one text that stand for something else between digits: 1,100 and 9:30 keep theirs.
_ASCII_MARK = regex.compile(r"[;()?!]|(?<!\d),|,(?!\d)|(?<!\d):|:(?!\d)|(?<=\d,?\d{4,}),|(?<=\.\d+),")
# A comma of full width that parts thousands: ７９１，４５９，０００ and 6，256万 are one number each.
_WIDE_THOUSANDS = regex.compile(
    r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))|(?<=(?<!\d)\d{1,3}(?:，\d{3})*)，(?=\d{3}(?!\d))"
)
_TRADITIONAL = regex.compile("[們國會業發產産經濟這個為爲來對時動後農產強學進過長開關於與從實現數萬億]")


def _fold_characters(text: str) -> str:
    """Replace characters one for one; the length stays."""
    if _WIDE_THOUSANDS.search(text):
        text = _WIDE_THOUSANDS.sub(",", text)
    text = text.translate(_wide_to_ascii())
    if len(_TRADITIONAL.findall(text)) >= 3:
        text = text.translate(_traditional_to_simplified())
    return _ASCII_MARK.sub(lambda match: _CHINESE_MARK[match.group()], text)


@cache
def _wide_to_ascii() -> Mapping[int, str]:
    """Full-width digits, letters and signs, and the radicals that PDF fonts put for whole characters."""
    table = {ord(wide): plain for wide, plain in _SIGNS.items()}
    alphanumeric = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
    for point in (*alphanumeric, *range(0x2E80, 0x2FE0)):
        plain = unicodedata.normalize("NFKC", chr(point))
        if len(plain) == 1 and plain != chr(point):
            table[point] = plain
    return table


@cache
def _traditional_to_simplified() -> Mapping[int, str]:
    """OpenCC's character table for the unified ideographs; loaded only for texts that need it."""
    import opencc

    characters = [chr(point) for point in range(0x4E00, 0xA000)]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(old): new for old, new in zip(characters, converted, strict=True) if old != new and len(new) == 1}


# --- spaces and lines ---------------------------------------------------------------------------------------

_SPACE = r"[ \t\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff\u00ad]"
# A space between two Latin words, or between a Latin word and a number, stays; every other space goes.
_GAP = regex.compile(rf"(?<![A-Za-z]){_SPACE}++|(?<=[A-Za-z]){_SPACE}++(?![A-Za-z\d])|(?<=[A-Za-z] ){_SPACE}++")
_MARKER = regex.compile(
    r"#|[-*>•●◆■□▪]|[一二三四五六七八九十百]{1,4}[、.]|第[一二三四五六七八九十]{1,3}[，、：]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、](?!\d)|——|各位|附|注"
)
_UNFINISHED = regex.compile(r"[，、（《“]$")
_FINISHED = regex.compile(r"[。！？；：…”）》]$")
_FIGURE_END = regex.compile(r"\d(?:[万亿千百]|[\u4e00-\u9fff%]){0,5}$")
_BARE_VALUE = regex.compile(r"[约近超]?\d[\d.,]*(?:[%\u4e00-\u9fff]{0,6})(?:以上|以下|左右|以内)?$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its indent and its spaces; `indent` counts what stood before, `blanks` the empty lines above."""

    start: int
    end: int
    text: str
    indent: int
    blanks: int


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    at = blanks = 0
    for raw in text.splitlines(keepends=True):
        body = raw.strip(_STRIPPED)
        if body:
            indent = raw.index(body)
            lines.append(_Line(at + indent, at + indent + len(body), _GAP.sub("", body), indent, blanks))
            blanks = 0
        else:
            blanks += 1
        at += len(raw)
    return lines


_STRIPPED = (
    " \t\r\n\v\f\u0085\u2028\u2029\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u202f\u205f\u2060\u3000\ufeff\u00ad\x1c\x1d\x1e"
)


def _wrap_width(lines: list[_Line]) -> int | None:
    """The width at which a text is hard-wrapped, None where it is not.

    A wrapped text has many lines of nearly the greatest width that end in the middle of a sentence.
    """
    if len(lines) < 6:
        return None
    widths = sorted(len(line.text) + line.indent for line in lines)
    width = widths[-max(1, len(widths) // 20)]
    full = [line for line in lines if len(line.text) + line.indent >= width - 3]
    broken = sum(not _FINISHED.search(line.text) for line in full)
    return width if width <= 120 and len(full) >= len(lines) // 3 and broken >= len(full) // 2 else None


def _blank_lines_part_paragraphs(text: str, lines: list[_Line]) -> bool:
    """True where blank lines stand between paragraphs, so that a single line break is none."""
    long_lines = [line for line in lines if len(line.text) > 60]
    apart = sum(line.blanks > 0 for line in long_lines)
    return len(long_lines) >= 4 and apart >= 0.6 * len(long_lines)


def _joint(before: _Line, after: _Line, closed: Sequence[int], wrapped_at: int | None, parts_by_blanks: bool) -> str:
    """What stands between two lines: nothing inside a sentence, a comma between figure lines, else a line break."""
    if _is_closed(before, closed) or _is_closed(after, closed) or before.text.startswith(("#", "|")):
        return "\n"
    if _BARE_VALUE.match(after.text) and not _FINISHED.search(before.text) and not before.text[-1].isdigit():
        return "" if not _FIGURE_END.search(before.text) else "，"
    if _MARKER.match(after.text) or _FINISHED.search(before.text):
        return "\n"
    if _UNFINISHED.search(before.text):
        return ""
    if _FIGURE_END.search(before.text) and _FIGURE_END.search(after.text) and len(after.text) <= 60:
        return "，"
    if wrapped_at is not None and len(before.text) + before.indent >= wrapped_at - 3 and after.blanks == 0:
        return "" if after.indent == 0 or after.indent == before.indent else "\n"
    if (
        parts_by_blanks
        and after.blanks == 0
        and not _MARKER.match(before.text)
        and len(after.text) + len(before.text) > 24
    ):
        return ""
    return "\n"


def _is_closed(line: _Line, closed: Sequence[int]) -> bool:
    at = bisect_left(closed, line.start - line.indent)
    return at < len(closed) and closed[at] < line.end
