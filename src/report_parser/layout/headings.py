"""The headings of a report, found line by line: numbered, marked by markdown or the reader, bold, or just short.

In goes a folded document, out comes its headings in order, each with the style and number that place it among
its siblings. （一）经济运行持续向好。全年… is a run-in heading (`inline`), which ends where its sentence does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from report_parser.digits import COUNTING, small_number
from report_parser.document import Document, SectionKind
from report_parser.rules import Rules
from report_parser.rules.layout import HeadingRules
from report_parser.words.numbering import pattern_of
from report_parser.words.patterns import any_of

HEADING_LIMIT = 80  # a line longer than this is a paragraph, whatever its number
RUN_IN_LIMIT = 60  # a sentence longer than this is no run-in heading
PLAIN_LIMIT = 30  # a heading without number or mark is short
HEAD_LIMIT = 1500  # the salutation with which the body begins stands before this

FULL_PARAGRAPH = 40  # what a short heading stands before
WHOLE_SENTENCE = 36  # or, where it is a whole sentence at least
EXPLICIT = 3  # so many headings marked as such are the headings of the source
LATE = 0.3  # annexes stand after this part of the text
TERM_STYLE = "1."  # the style of glossaries
TAIL_STYLE = "tail"

MARKDOWN_LINE = re.compile(r"^#", re.MULTILINE)
MARKDOWN = re.compile(r"(#{1,6})\s*")
NUMBER_ALONE = re.compile(COUNTING)
SENTENCE_END = re.compile(r"[。！？!?]")
CLAUSE_END = re.compile("[：:，；]")
NO_HEADING_END = tuple("。！？!?；;，,、》」…：:是要为")
FIGURE = re.compile(r"\d[\d.,]*(?:%|[万亿千百个元家户人亩吨])")


class Paragraph(NamedTuple):
    start: int
    end: int


class Heading(NamedTuple):
    """A heading found: `style` and `number` place it among its siblings, `depth` is given by markdown or the reader."""

    start: int
    heading_start: int
    heading_end: int
    style: str
    number: int
    depth: int = 0
    inline: bool = False


class _Marked(NamedTuple):
    """A reader's mark in folded offsets: `depth` 0 is bold."""

    depth: int
    end: int


@dataclass(frozen=True, slots=True)
class Forms:
    """The patterns that the rules' forms and cues make."""

    number: re.Pattern[str]
    styles: tuple[str, ...]
    sentence: frozenset[str]
    note: re.Pattern[str]
    paragraph: tuple[tuple[SectionKind, re.Pattern[str]], ...]
    heading: tuple[tuple[SectionKind, re.Pattern[str]], ...]
    tail: re.Pattern[str]
    boilerplate: re.Pattern[str]
    licence: re.Pattern[str]
    footer: re.Pattern[str]
    salutation: re.Pattern[str]
    review: re.Pattern[str]
    plan: re.Pattern[str]
    time_ahead: re.Pattern[str]
    opening: re.Pattern[str]


@lru_cache(maxsize=8)
def forms_of(rules: Rules) -> Forms:
    words = rules.headings
    branches = [
        pattern_of(form, f"f{index}") + (r"(?=\n|\Z)" if form.alone else "") for index, form in enumerate(words.forms)
    ]
    tail = [
        *words.heading_cues.get("annex", ()),
        *words.heading_cues.get("glossary", ()),
        *words.heading_cues.get("closing", ()),
    ]
    return Forms(
        number=re.compile("|".join(branches) or r"(?!)"),
        styles=tuple(form.style for form in words.forms),
        sentence=frozenset(form.style for form in words.forms if form.sentence),
        note=re.compile(
            "|".join(re.escape(form).replace(r"\{n\}", r"\d{1,3}") for form in words.notes.forms) or r"(?!)"
        ),
        paragraph=tuple(
            (kind, re.compile(_boilerplate(words) if kind == "boilerplate" else any_of(cues)))
            for kind, cues in words.paragraph_cues.items()
        ),
        heading=tuple((kind, re.compile(any_of(cues))) for kind, cues in words.heading_cues.items()),
        tail=re.compile(any_of(tail)),
        boilerplate=re.compile(_boilerplate(words)),
        licence=re.compile(any_of(words.footer.licence)),
        footer=re.compile(any_of(words.footer.beside)),
        salutation=re.compile(rf"(?:{any_of(words.masthead.salutations)})[！!：:，,。]?"),
        review=re.compile(any_of(words.turn.review_headings)),
        plan=re.compile(any_of(words.turn.plan_headings)),
        time_ahead=re.compile(any_of(words.turn.plan_times)),
        opening=re.compile(any_of(words.turn.plan_openings)),
    )


def _boilerplate(words: HeadingRules) -> str:
    """What a line of a site begins with: 来源：, not the end of 资金来源：."""
    before = "".join(f"(?<!{re.escape(word)})" for word in words.footer.never_after)
    return f"{before}(?:{any_of(words.paragraph_cues.get('boilerplate', ()))})"


def paragraphs_of(text: str) -> list[Paragraph]:
    return [Paragraph(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]


def find_headings(doc: Document, paragraphs: list[Paragraph], forms: Forms) -> list[Heading]:
    """The headings of the body in order; the title is none, nor is what stands before 各位代表 at the top.

    A line that is only short counts as a heading where the source has no headings of its own.
    """
    text = doc.text
    marked = _marked(doc)
    depths = sum(mark.depth > 0 for mark in marked.values()) + len(MARKDOWN_LINE.findall(text))
    first = _body_start(text, paragraphs, forms)
    title = doc.masthead.title if doc.masthead else None
    rows = {bisect_left(doc.origins, mark.start) for mark in doc.source.marks if mark.kind == "table_row"}
    found: list[Heading] = []
    for index, paragraph in enumerate(paragraphs[first:], first):
        if paragraph.start in rows:
            continue
        heading = _numbered_or_marked(text, paragraph, marked.get(paragraph.start), forms)
        if heading is None:
            heading = _tail(text, paragraph, forms)
        if heading is None and depths < EXPLICIT and index + 1 < len(paragraphs):
            heading = _plain(text, paragraph, paragraphs[index + 1], forms)
        if heading and text[heading.heading_start : heading.heading_end] != title:
            found.append(heading)
    return found


def _marked(doc: Document) -> dict[int, _Marked]:
    """What the reader says of the paragraphs that it marked, by their folded start."""
    found: dict[int, _Marked] = {}
    for mark in doc.source.marks:
        if mark.kind not in ("heading", "bold"):
            continue
        at = bisect_left(doc.origins, mark.start)
        if at >= len(doc.text) or doc.origins[at] >= mark.end or (at > 0 and doc.text[at - 1] != "\n"):
            continue
        depth = (mark.level or 1) if mark.kind == "heading" else 0
        if at not in found or depth:
            found[at] = _Marked(depth, bisect_left(doc.origins, mark.end))
    return found


def _body_start(text: str, paragraphs: list[Paragraph], forms: Forms) -> int:
    """The paragraph with which the body begins: that of 各位代表 where it stands near the top."""
    for index, paragraph in enumerate(paragraphs):
        if paragraph.start > HEAD_LIMIT:
            break
        if forms.salutation.match(text, paragraph.start):
            return index
    return 0


def _numbered_or_marked(text: str, paragraph: Paragraph, mark: _Marked | None, forms: Forms) -> Heading | None:
    start, end = paragraph
    markdown = MARKDOWN.match(text, start, end)
    at = markdown.end() if markdown else start
    depth = len(markdown.group(1)) if markdown else mark.depth if mark else 0
    match = forms.number.match(text, at, end)
    style, number = "", 0
    if match and match.lastgroup:
        style = forms.styles[int(match.lastgroup[1:])]
        number = small_number(match.group(match.lastgroup))
    if depth:
        return Heading(start, at, end, style or "#", number, depth) if at < end else None
    if match is not None:
        return _bounded(text, paragraph, match.end(), style, number, style in forms.sentence)
    return _bold(text, paragraph, mark) if mark else None


def _bounded(text: str, paragraph: Paragraph, after: int, style: str, number: int, sentence: bool) -> Heading | None:
    """Where a numbered heading ends: with its line, or with the first sentence or term of its paragraph.

    （一）经济运行持续向好。全年… ends before 。; in lists of sentences and terms, 5.某机制：指… ends before ：.
    """
    start, end = paragraph
    if after == end:
        return Heading(start, start, end, style, number) if NUMBER_ALONE.fullmatch(text, start, end) else None
    listed = sentence or style == TERM_STYLE
    if end - start <= HEADING_LIMIT and not SENTENCE_END.search(text, after, end - 1) and text[end - 1] != "，":
        colon = text.find("：", after, end - 1) if listed else -1
        stop = colon if colon > 0 else end - 1 if text[end - 1] in "。！；" else end
        return Heading(start, start, stop, style, number, inline=stop < end)
    reach = min(end, after + RUN_IN_LIMIT)
    found = SENTENCE_END.search(text, after, reach) or (CLAUSE_END.search(text, after, reach) if listed else None)
    return Heading(start, start, found.start(), style, number, inline=True) if found else None


def _bold(text: str, paragraph: Paragraph, mark: _Marked) -> Heading | None:
    """A short bold paragraph, or the bold words with which a paragraph begins."""
    start, end = paragraph
    stop = min(mark.end, end)
    if stop - start > HEADING_LIMIT or text[stop - 1] in "，、；":
        return None
    inline = stop < end
    return Heading(start, start, stop - 1 if inline and text[stop - 1] in "。：" else stop, "bold", 0, inline=inline)


def _tail(text: str, paragraph: Paragraph, forms: Forms) -> Heading | None:
    """附件2, 名词解释, 结束语 on a line of their own: what follows the report's main parts."""
    start, end = paragraph
    if end - start > PLAIN_LIMIT or start < LATE * len(text) or text[end - 1] in "。；，":
        return None
    return Heading(start, start, end, TAIL_STYLE, 0) if forms.tail.search(text, start, end) else None


def _plain(text: str, paragraph: Paragraph, following: Paragraph, forms: Forms) -> Heading | None:
    """A short line without final mark or figure between full paragraphs: 关于教育改革问题."""
    start, end = paragraph
    enough = WHOLE_SENTENCE if text[following.end - 1] == "。" else FULL_PARAGRAPH
    if not 3 <= end - start <= PLAIN_LIMIT or following.end - following.start < enough:
        return None
    line = text[start:end]
    if line.endswith(NO_HEADING_END) or FIGURE.search(line) or forms.salutation.match(line):
        return None
    if text[following.start] in "，》、（":
        return None
    if start >= 2 and text[start - 2] not in "。！？”）!：:":
        return None
    return Heading(start, start, end, "plain", 0)
