"""Folding: source text -> the text that every later stage reads, with the source offset of each character.

What is folded, and nothing else: full-width digits, letters and signs to ASCII; ASCII commas, colons,
semicolons and brackets to the Chinese marks; traditional characters and radicals to simplified characters;
character references (`&nbsp;`) to what they stand for; invisible characters, tags (`<br/>`), marks of notes (`总值[1]`)
and spaces inside Chinese away (`1351 亿元`), and those between the digits of one number (`７ ４ ７ ７ ２亿`, see
`digit_gaps`); lines that a sentence or a number was broken over joined; blank lines away; lines begun where
their ends were lost (`lost_lines`). What remains is one paragraph a line. Characters are replaced one for one or
dropped, never reordered, so `origins` is all that is needed to find the way back.
"""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from itertools import islice, pairwise
from typing import NamedTuple

import regex

from report_parser.document import Diagnostic, Document
from report_parser.layout.bare_notes import bare_notes
from report_parser.layout.digit_gaps import parting_gaps
from report_parser.layout.lost_lines import lost_line_starts
from report_parser.layout.number_breaks import NumberBreaks, number_breaks
from report_parser.layout.omissions import omitted
from report_parser.layout.radicals import radicals
from report_parser.layout.repeats import repeated
from report_parser.layout.spaces import INVISIBLE, INVISIBLES, SPACE, STRIPPED
from report_parser.layout.table_rows import Edit, Table, may_have_rows, read_rows
from report_parser.layout.unit_notes import unit_notes
from report_parser.rules import Rules
from report_parser.words.hedges import hedges_of
from report_parser.words.numbering import numbering_of


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `origins[i]` is the source offset of character i, with one entry past the end.

    `notes` are the source spans of the marks of notes, which the text is without.
    """

    text: str
    origins: Sequence[int]
    notes: tuple[tuple[int, int], ...] = ()


def normalise(doc: Document, rules: Rules) -> Document:
    """Fill `text`, `origins`, `notes`, `cells` and `silent` from the source.

    Lines that the reader marked as units are never joined.
    """
    breaks = number_breaks(rules)
    source = doc.source.text
    tabled = may_have_rows(source)
    table = read_rows(_fold_characters(source), doc.source.marks, rules, breaks) if tabled else Table()
    closed = {
        mark.start for mark in doc.source.marks if mark.kind in ("heading", "table_row", "footnote", "boilerplate")
    }
    folded = fold(
        source,
        closed=sorted(closed.union(start for start, _ in table.rows)),
        table=table,
        breaks=breaks,
        lost=lost_line_starts(source, rules),
        forms=line_forms(rules),
        notes=bare_notes(source, rules),
    )
    at = partial(bisect_left, folded.origins)
    cells = tuple(cell._replace(start=at(cell.start), end=at(cell.end)) for cell in table.cells)
    copy = repeated(folded.text)
    silent = {(at(start), at(end)) for start, end in table.silent}.union(
        _silent_lines(folded.text, copy, unit_notes(rules).line)
    )
    return replace(
        doc,
        text=folded.text,
        origins=folded.origins,
        notes=folded.notes,
        cells=cells,
        silent=tuple(sorted(silent)),
        diagnostics=(
            *doc.diagnostics,
            *omitted(doc.source.omissions),
            *([] if copy is None else [Diagnostic("info", *_REPEATED, *copy)]),
        ),
    )


def _silent_lines(text: str, copy: tuple[int, int] | None, unit: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The lines that say nothing of the report: the unit above a table, what is said in another language too, a copy
    of the report.
    """
    yield from (line.span() for line in unit.finditer(text))
    if copy is not None:
        yield from (line.span() for line in _FILLED.finditer(text, *copy))
    if _LATIN.search(text):
        for line in _FOREIGN.finditer(text):
            if len(_LATIN.findall(line[0])) >= _SENTENCE_WORDS:
                yield line.span()


_REPEATED = ("repeated-text", "the report stands here once more; what it says twice is read once")
_FILLED = regex.compile(r"^[^\n]++", regex.MULTILINE)
# A line without a Chinese character, and a word of another language; so many of them are a sentence.
_FOREIGN = regex.compile(r"^[^\u3400-\u9fff\n]++$", regex.MULTILINE)
_LATIN = regex.compile(r"[A-Za-z]{2,}+")
_SENTENCE_WORDS = 2


class LineForms(NamedTuple):
    """What a line begins with that goes on with no line before it (`item`: the number of an item, a bullet, 各位代表),
    and a line that holds a value and nothing else (`value`: 约1351亿元)."""

    item: regex.Pattern[str]
    value: regex.Pattern[str]


_VALUE = r"\d[\d.,]*[%\u4e00-\u9fff]{0,6}"
# For a text that is no report: no line of it is told to be an item.
PLAIN_LINES = LineForms(regex.compile(r"(?!)"), regex.compile(f"{_VALUE}$"))


@lru_cache(maxsize=8)
def line_forms(rules: Rules) -> LineForms:
    """The forms of lines of one rule set."""
    marks, hedges = numbering_of(rules), hedges_of(rules)
    return LineForms(
        item=regex.compile(rf"#|{marks.bullet}|{marks.line}|{marks.sentence}|各位|附|注"),
        value=regex.compile(f"{hedges.leading}{_VALUE}{hedges.behind}?$"),
    )


def fold(
    text: str,
    *,
    closed: Sequence[int] = (),
    table: Table | None = None,
    breaks: NumberBreaks | None = None,
    lost: Sequence[int] = (),
    forms: LineForms = PLAIN_LINES,
    notes: Sequence[int] = (),
) -> Folded:
    """Fold any text.

    >>> folded = fold("１３５１　亿元")
    >>> folded.text, list(folded.origins)
    ('1351亿元', [0, 1, 2, 3, 5, 6, 7])

    `closed` holds the sorted source offsets at which lines begin that stand for themselves, `lost` those at which
    lines began whose ends were lost, `notes` those of numbers of notes without a mark. The rows of `table` are read as
    it says, those left out are not there. `breaks` knows the units between which and their number a line may end,
    `forms` which lines are paragraphs of their own.
    """
    table = table or Table()
    same_length = _fold_characters(_mark_partings(text, table.edits))
    pieces: list[str] = []
    origins = array("L")
    lines = [line for line in _lines(same_length, lost, notes) if line.start - line.indent not in table.left_out]
    joints = _Joints(same_length, lines, closed, breaks, forms)
    previous: _Line | None = None
    for line in lines:
        if previous is not None:
            joint = joints.between(previous, line)
            pieces.append(joint)
            origins.extend([previous.end - line.lost] * len(joint))
        _append(same_length, line, table, pieces, origins)
        previous = line
    origins.append(len(text))
    marks = tuple(gap.span() for line in lines for gap in line.gaps if gap["note"])
    return Folded("".join(pieces), origins, marks)


def _append(text: str, line: _Line, table: Table, pieces: list[str], origins: array[int]) -> None:
    """Append a line as it is folded to `pieces`, and the source offset of each of its characters to `origins`."""
    done = line.start
    for start, end, instead, at in _changes(text, line, table.edits):
        pieces.append(text[done:start])
        origins.extend(range(done, start))
        pieces.append(instead)
        origins.extend([at] * len(instead))
        done = end
    pieces.append(text[done : line.end])
    origins.extend(range(done, line.end))


def _changes(text: str, line: _Line, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The stretches of a line that something else stands for: gaps for nothing, a tab for the name of its column."""
    parting = parting_gaps(text, line.start, line.end) if line.gaps else {}
    gaps = [Edit(gap.start(), gap.end(), parting.get(gap.start(), ""), gap.start()) for gap in line.gaps]
    if not edits:
        return iter(gaps)
    first, last = (bisect_left(edits, (at,)) for at in (line.start, line.end + 1))
    return iter(sorted([*gaps, *edits[first:last]]))


def _mark_partings(text: str, edits: Sequence[Edit]) -> str:
    """The text with a mark, one for one, for what the edits of its tables replace: no gap or number reaches over it."""
    for start, end, *_ in reversed(edits):
        text = text[:start] + "；" * (end - start) + text[end:]
    return text


# --- characters ---------------------------------------------------------------------------------------------

_SIGNS = {
    "﹪": "%",
    "％": "%",
    "．": ".",
    "＋": "+",
    "－": "-",
    "／": "/",
    "＄": "$",
    "﹣": "-",
    "−": "-",
    "～": "~",
    "‒": "—",
    "–": "—",
}
_CHINESE_MARK = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
# Marks of one text that stand for something else between digits: 1,100 and 9:30 keep theirs.
_ASCII_MARK = regex.compile(r"[;()?!]|(?<!\d),|,(?!\d)|(?<!\d):|:(?!\d)|(?<=\d,?\d{4,}),|(?<=\.\d+),")
# A comma of full width that parts thousands: ７９１，４５９，０００ and 6，256万 are one number each.
# $20，300美元 are two sums.
_WIDE_THOUSANDS = regex.compile(
    r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))|(?<=(?<!\d)\d{1,3}(?:，\d{3})*)，(?=\d{3}(?!\d))"
    r"(?!(?<=[$¥￥€£]\d{1,3}，)\d{3}[万亿]*[美欧日港英]?[元镑])"
)
# Characters of the traditional script alone: so many make a text that is written in it, in whole or in part.
_SEVERAL = 3
_TRADITIONAL = re.compile(
    "[們國會業發產産經濟這個為爲來對時動後農強學進過長開關於與從實現數萬億點兩負餘噸畝車條項間歲陸貳參當規務費種類貨運達積價]"
)
# &nbsp; and &#8220;, their ampersand escaped again or not.
_REFERENCE = regex.compile(r"&(?:amp[;；])*(?P<name>[A-Za-z]{2,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5})[;；]")
# A colon of full width inside a ratio: 10.2：45.3：44.5, 2.04：1.
_WIDE_RATIO = regex.compile(
    r"(?<=\d)：(?=\d+(?:\.\d+)?[：:∶]\d)|(?<=\d[:：∶]\d+(?:\.\d+)?)：(?=\d)|(?<=\d)：(?=1(?:[，。；、）]|$))"
    r"|(?<=[比例为由从到至成]\d{1,3}(?:\.\d+)?)：(?=\d{1,3}(?:\.\d+)?(?:[，。；、）的调优变转提缩]|$))",
    regex.MULTILINE,
)


class _Table:
    """Characters, and the one that each stands for."""

    def __init__(self, characters: Mapping[str, str]) -> None:
        self.characters = characters
        self._any = re.compile("[" + "".join(map(re.escape, characters)) + "]")

    def replace(self, text: str) -> str:
        """The text with these characters replaced; `str.translate` asks for every character and takes longer."""
        return self._any.sub(lambda found: self.characters[found[0]], text)


def _fold_characters(text: str) -> str:
    """Replace characters one for one; the length stays."""
    if "&" in text:
        text = _REFERENCE.sub(_referred, text)
    if _WIDE_THOUSANDS.search(text):
        text = _WIDE_THOUSANDS.sub(",", text)
    text = _wide_to_ascii().replace(text)
    text = _simplified(text)
    text = _WIDE_RATIO.sub(":", text)
    return _ASCII_MARK.sub(lambda match: _CHINESE_MARK[match.group()], text)


def _referred(match: regex.Match[str]) -> str:
    """The character that a reference stands for, filled up to the length of the reference with invisible ones."""
    character = html.unescape(f"&{match['name']};")
    # What stands for a digit or letter is left: nobody writes one so, and each must be found where it stands.
    if len(character) != 1 or (character.isascii() and character.isalnum()):
        return match[0]
    return character + INVISIBLE * (len(match[0]) - 1)


def _simplified(text: str) -> str:
    """The text in simplified characters, all of it or the lines that are written in traditional ones."""
    if _TRADITIONAL.search(text) is None:
        return text
    if _is_traditional(text):
        return _traditional_to_simplified().replace(text)
    return "".join(
        _traditional_to_simplified().replace(line) if _is_traditional(line) else line
        for line in text.splitlines(keepends=True)
    )


def _is_traditional(text: str) -> bool:
    """Whether a text has traditional characters that are not only names: 六個百分點, but not 乾隆年间 or 萬象公司."""
    found = sum(1 for _ in islice(_TRADITIONAL.finditer(text), _SEVERAL))
    if found in (0, _SEVERAL):
        return found == _SEVERAL
    table, simplified = _traditional_to_simplified().characters, _simplified_only()
    return sum(char in table for char in text) > sum(char in simplified for char in text)


@cache
def _wide_to_ascii() -> _Table:
    """Full-width digits, letters and signs, and the radicals that PDF fonts put for whole characters."""
    points = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    return _Table({**_SIGNS, **{chr(point): chr(point - 0xFEE0) for point in points}, **radicals()})


@cache
def _traditional_to_simplified() -> _Table:
    """OpenCC's character table for the unified ideographs; loaded only for texts that need it."""
    return _Table({old: new for old, new in _converted("t2s") if old != new and len(new) == 1})


@cache
def _simplified_only() -> frozenset[str]:
    """The characters that no traditional text has: 们, 国, but not 里."""
    traditional = _traditional_to_simplified().characters
    return frozenset(old for old, new in _converted("s2t") if old != new and traditional.get(new) == old)


def _converted(way: str) -> Iterator[tuple[str, str]]:
    """Each unified ideograph and what OpenCC makes of it."""
    import opencc

    characters = [chr(point) for point in range(0x4E00, 0xA000)]
    converted = opencc.OpenCC(way).convert("\n".join(characters)).split("\n")
    return zip(characters, converted, strict=True)


# --- spaces and lines ---------------------------------------------------------------------------------------

# A space between two Latin words, or between a Latin word and a number, stays; every other space goes.
_GAP = rf"(?<![A-Za-z]){SPACE}++|(?<=[A-Za-z]){SPACE}++(?![A-Za-z\d])|(?<=[A-Za-z] ){SPACE}++"
# The mark of a note behind what it explains: 总值[1], “双创”〔12〕, 4.2%①，, 总值（注1）. At the head of a line it
# opens the note.
_BRACKETED = r"(?:[\[【〔［]注?\d{1,3}(?:[-—,，、]\d{1,3})*[\]】〕］]|（注释?\d{1,3}）)"
_CIRCLED = "[①-⒇㉑-㊿❶-❿]"
_RAISED = "[⁰¹²³⁴-⁹]"
# What is dropped too may stand between a mark and what it explains, or behind a mark: white space, another mark. So
# many of them at most, as each of a row looks over those beside it.
_UNSEEN = rf"(?:{SPACE}|{INVISIBLES}|{_CIRCLED}|{_RAISED}){{0,40}}+"
_NOTE = (
    rf"(?=[\[【〔［（①-⒇㉑-㊿❶-❿¹²³⁴-⁹])(?:(?<=[\u4e00-\u9fff\d%‰”’》〉）\]】〕］]{_UNSEEN})(?:{_BRACKETED}++"
    rf"|{_CIRCLED}++(?={_UNSEEN}(?:[，。；、：！？）”]|{_BRACKETED}|$))|(?<!\d)(?!⁰){_RAISED}++)"
    rf"|(?<=[，。；！？]{_UNSEEN})(?:{_BRACKETED}|{_CIRCLED})++(?={_UNSEEN}$))"
)
# A tag that a scraper left in a text: <br/>, </p>, <span class="a">. One with a digit in it stays, as each digit does.
_TAG = (
    r"</?(?:br|p|div|span|font|strong|em|[biua]|img|t[dhr]|table|tbody|section|[uo]l|li|o:p)(?:\s[^<>\d\n]{0,200})?/?>"
)
_DROPPED = regex.compile(rf"{INVISIBLES}++|(?P<note>{_NOTE})|{_GAP}|{_TAG}", regex.MULTILINE)
_BARE_NOTE = regex.compile(r"(?P<note>\d{1,2})")
# What each of these begins with; most lines have none.
_MAY_BE_DROPPED = re.compile(rf"{INVISIBLES}|{SPACE}|[\[【〔［（<①-⒇㉑-㊿❶-❿¹²³⁴-⁹]")
_UNFINISHED = tuple("，、（《“")
_FINISHED = tuple("。！？；：…”）》")
_FIGURE_END = regex.compile(r"\d(?:[万亿千百]|[\u4e00-\u9fff%]){0,5}$")
_FIGURES = 60  # the longest line of figures
_SHORT = 24  # two lines as short as this together are no paragraph


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its indent and its spaces; `indent` counts what stood before, `blanks` the empty lines above.

    `gaps` are what is dropped from it, `lost` where the source has no line break before it.
    """

    start: int
    end: int
    text: str
    indent: int
    blanks: int
    lost: bool
    gaps: Sequence[regex.Match[str]]


def _lines(text: str, lost: Sequence[int], notes: Sequence[int]) -> list[_Line]:
    lines: list[_Line] = []
    begun = frozenset(lost)
    at = blanks = 0
    for raw in _split(text, lost):
        body = raw.strip(STRIPPED)
        if body:
            indent = raw.index(body)
            start = at + indent
            end = start + len(body)
            gaps = list(_DROPPED.finditer(text, start, end)) if _MAY_BE_DROPPED.search(body) else []
            if notes:
                bare = [_BARE_NOTE.match(text, at) for at in notes[bisect_left(notes, start) : bisect_left(notes, end)]]
                gaps = sorted([*gaps, *filter(None, bare)], key=lambda gap: gap.start())
            reduced = _without(text, start, end, gaps) if gaps else body
            lines.append(_Line(start, end, reduced, indent, blanks, at in begun, gaps))
            blanks = 0
        else:
            blanks += 1
        at += len(raw)
    return lines


def _without(text: str, start: int, end: int, gaps: Sequence[regex.Match[str]]) -> str:
    """What a line says without its gaps."""
    edges = [start, *(edge for gap in gaps for edge in gap.span()), end]
    return "".join(text[left:right] for left, right in zip(edges[::2], edges[1::2], strict=True))


def _split(text: str, lost: Sequence[int]) -> Iterator[str]:
    """The lines of a text with their ends, those whose ends were lost without."""
    for start, end in pairwise([0, *lost, len(text)]):
        yield from text[start:end].splitlines(keepends=True)


def _wrap_width(lines: list[_Line]) -> int | None:
    """The width at which a text is hard-wrapped, None where it is not.

    A wrapped text has many lines of nearly the greatest width that end in the middle of a sentence.
    """
    if len(lines) < 6:
        return None
    widths = sorted(len(line.text) + line.indent for line in lines)
    width = widths[-max(1, len(widths) // 20)]
    full = [line for line in lines if len(line.text) + line.indent >= width - 3]
    broken = sum(not line.text.endswith(_FINISHED) for line in full)
    return width if width <= 120 and len(full) >= len(lines) // 3 and broken >= len(full) // 2 else None


def _blank_lines_part_paragraphs(text: str, lines: list[_Line]) -> bool:
    """True where blank lines stand between paragraphs, so that a single line break is none."""
    long_lines = [line for line in lines if len(line.text) > 60]
    apart = sum(line.blanks > 0 for line in long_lines)
    return len(long_lines) >= 4 and apart >= 0.6 * len(long_lines)


class _Joints:
    """What stands between the lines of one text when they are folded."""

    def __init__(
        self, text: str, lines: list[_Line], closed: Sequence[int], breaks: NumberBreaks | None, forms: LineForms
    ) -> None:
        self._closed = closed
        self._breaks = breaks
        self._item, self._value = forms
        self._wrapped_at = _wrap_width(lines)
        self._parts_by_blanks = _blank_lines_part_paragraphs(text, lines)

    def between(self, before: _Line, after: _Line) -> str:
        """Nothing inside a sentence or a number, a comma between figure lines, else a line break."""
        if after.lost or _is_closed(before, self._closed) or _is_closed(after, self._closed):
            return "\n"
        return "" if self._breaks_number(before, after) else self._joint(before, after)

    def _breaks_number(self, before: _Line, after: _Line) -> bool:
        """Whether a line ends within a number that goes on in the next: a page may lie between, a new paragraph not."""
        near = self._breaks is not None and after.indent in (0, before.indent)
        return near and self._breaks is not None and self._breaks.within(before.text, after.text)

    def _joint(self, before: _Line, after: _Line) -> str:
        """What stands between two lines that neither a mark of the format nor a number tells of."""
        if before.text.startswith(("#", "|")):
            return "\n"
        finished = before.text.endswith(_FINISHED)
        if self._value.match(after.text) and not finished and not before.text[-1].isdigit():
            return "" if not _FIGURE_END.search(before.text) else "，"
        if finished or self._item.match(after.text):
            return "\n"
        if before.text.endswith(_UNFINISHED):
            return ""
        if _FIGURE_END.search(before.text) and _FIGURE_END.search(after.text) and len(after.text) <= _FIGURES:
            return "，"
        if self._fills_its_line(before) and after.blanks == 0:
            return "" if after.indent == 0 or after.indent == before.indent else "\n"
        return "" if self._goes_on(before, after) else "\n"

    def _fills_its_line(self, line: _Line) -> bool:
        return self._wrapped_at is not None and len(line.text) + line.indent >= self._wrapped_at - 3

    def _goes_on(self, before: _Line, after: _Line) -> bool:
        """Whether a single line break is none, where blank lines part paragraphs.

        A number that has the line for itself is that of the line below it: 一是 above 完善制度.
        """
        long = len(after.text) + len(before.text) > _SHORT
        parted = self._item.match(before.text) and not self._item.fullmatch(before.text)
        return self._parts_by_blanks and after.blanks == 0 and long and not parted


def _is_closed(line: _Line, closed: Sequence[int]) -> bool:
    at = bisect_left(closed, line.start - line.indent)
    return at < len(closed) and closed[at] < line.end
