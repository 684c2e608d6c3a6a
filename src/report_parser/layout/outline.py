"""The tree of sections, and the kind of each.

In goes a folded document with its masthead, out comes the same with `sections` and `plan_starts_at`. Headings
(`headings`) and the turn from review to plan (`turn`) are found first; then the tree is built, in which stretches
that have no heading of their own, such as 我们也清醒地看到……, are sections too. The sections of the first level
follow each other from the first character to the last, and none lies on both sides of the turn.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import NamedTuple

from report_parser.document import Document, Section, SectionKind
from report_parser.layout.headings import TAIL_STYLE, Forms, Heading, Paragraph, find_headings, forms_of, paragraphs_of
from report_parser.layout.turn import find_turn
from report_parser.rules import Rules

CUE_REACH = 60  # how far into a paragraph its cue may stand
BOILERPLATE_REACH = 16
HEAD_LIMIT = 600  # 来源：… stands before this
SHORT = 160  # the paragraph that declares the report is no longer
TAIL = 0.6  # closings, annexes and licences stand after this part of the text
FOOTER_LIMIT = 2500  # and a site's footer is no longer than this
FOOTER_LINE = 60  # nor a line of it without a cue than this
DEEPEST = 12  # sections nest no deeper, however many lists begin anew; reports have four levels
INHERITED: frozenset[SectionKind] = frozenset(
    {"annex", "glossary", "closing", "self_governance", "problems", "boilerplate"}
)
INSIDE: frozenset[SectionKind] = frozenset({"problems", "requirements", "targets", "plan"})
AHEAD_ONLY: frozenset[SectionKind] = frozenset({"self_governance", "plan", "requirements", "targets"})
TAIL_ONLY: frozenset[SectionKind] = frozenset({"annex", "glossary", "closing"})


class Stretch(NamedTuple):
    """Paragraphs of one kind without a heading; `inside` where it interrupts a part, which goes on behind it."""

    start: int
    end: int
    kind: SectionKind
    inside: bool = False


def outline(doc: Document, rules: Rules) -> Document:
    """Fills `Document.sections` and `plan_starts_at`.

    （一）经济运行持续向好。全年… becomes a section with an inline heading, 我们也清醒地看到… one without.
    """
    if not doc.text:
        return doc
    forms = forms_of(rules)
    paragraphs = paragraphs_of(doc.text)
    tail = _footer(doc.text, paragraphs, forms)
    if tail is not None:
        paragraphs = [paragraph for paragraph in paragraphs if paragraph.start < tail]
    notes = _notes(doc, paragraphs, forms)
    headings = [heading for heading in find_headings(doc, paragraphs, forms) if heading.start not in notes]
    turn = find_turn(doc, paragraphs, headings, forms)
    stretches = _stretches(doc, paragraphs, headings, notes, turn, forms)
    if tail is not None:
        stretches.append(Stretch(tail, len(doc.text), "boilerplate"))
    tree = _Tree(doc.text, turn, forms)
    items: list[Heading | Stretch] = [*headings, *stretches]
    for item in sorted(items, key=lambda item: item.start):
        if isinstance(item, Heading):
            tree.open(item)
        else:
            tree.insert(item)
    return replace(doc, sections=tree.sections(), plan_starts_at=turn)


def _stretches(
    doc: Document,
    paragraphs: list[Paragraph],
    headings: list[Heading],
    notes: frozenset[int],
    turn: int | None,
    forms: Forms,
) -> list[Stretch]:
    """The paragraphs without a heading that are of a kind of their own, and the turn where it has no heading."""
    text = doc.text
    headed = {heading.start for heading in headings}
    teller = _Teller(text, headings, notes, _last_run(paragraphs, notes), _body(text, paragraphs, forms), turn, forms)
    found: list[Stretch] = []
    pending: int | None = None  # a line 各位代表！ belongs to what follows it
    for paragraph in paragraphs:
        start, end = paragraph
        if start in headed:
            pending = None
            continue
        kind = teller.kind(paragraph)
        if kind is not None:
            found.append(Stretch(start if pending is None else pending, end, kind, teller.is_inside(kind, start)))
        salutation = forms.salutation.match(text, start, end)
        pending = start if salutation and salutation.end() == end else None
    return found


class _Teller:
    """What tells of a paragraph without a heading whether it is of a kind of its own: its cues, and where it stands."""

    def __init__(
        self,
        text: str,
        headings: list[Heading],
        notes: frozenset[int],
        last_notes: frozenset[int],
        body: int | None,
        turn: int | None,
        forms: Forms,
    ) -> None:
        self._text = text
        self._headings = headings
        self._notes = notes
        self._last_notes = last_notes
        self._body = body
        self._turn = turn
        self._forms = forms

    def kind(self, paragraph: Paragraph) -> SectionKind | None:
        """The kind of a note, of a paragraph with a cue, of the turn, of the body's beginning; None for any other."""
        start = paragraph.start
        if start in self._notes:
            return "glossary"
        for kind, cue in self._forms.paragraph:
            if self._fits(kind, start) and self._has(cue, kind, paragraph):
                return None if kind == "plan" and self._is_headed(cue, start) else kind
        if start == self._turn:
            return "plan"
        return "review" if start == self._body and (self._turn is None or start < self._turn) else None

    def is_inside(self, kind: SectionKind, start: int) -> bool:
        """Whether a paragraph of a kind interrupts a part that goes on behind it."""
        if kind == "glossary":
            return start not in self._last_notes
        if kind == "self_governance":
            return self._interrupts(start)
        return kind in INSIDE and start != self._turn

    def _has(self, cue: re.Pattern[str], kind: SectionKind, paragraph: Paragraph) -> bool:
        start, end = paragraph
        reach = end if kind == "closing" else start + (BOILERPLATE_REACH if kind == "boilerplate" else CUE_REACH)
        return cue.search(self._text, start, min(end, reach)) is not None

    def _fits(self, kind: SectionKind, start: int) -> bool:
        """Whether a paragraph that begins there may be of a kind."""
        ahead = self._turn is not None and start >= self._turn
        late = start > TAIL * len(self._text)
        if kind in ("closing", "self_governance"):
            return late
        if kind == "plan":
            return late and ahead and self._ends_tasks(start)
        if kind == "boilerplate":
            return start < HEAD_LIMIT
        return self._turn is None or ahead == (kind != "problems")

    def _ends_tasks(self, start: int) -> bool:
        """Whether headings of tasks stood before a place and none follows it."""
        index = bisect_left(self._headings, start, key=lambda heading: heading.start)
        return index > 0 and all(heading.style == TAIL_STYLE for heading in self._headings[index:])

    def _is_headed(self, cue: re.Pattern[str], start: int) -> bool:
        """Whether what a cue tells of has a heading of its own, or is what its heading opens with."""
        index = bisect_left(self._headings, start, key=lambda heading: heading.start)
        heading = self._headings[index - 1]
        return cue.search(self._text, heading.start, heading.heading_end + CUE_REACH) is not None

    def _interrupts(self, start: int) -> bool:
        """Whether the headings around a place go on counting below the report's main parts: （七）… | （八）…."""
        index = bisect_left(self._headings, start, key=lambda heading: heading.start)
        if not 0 < index < len(self._headings):
            return False
        before, after = self._headings[index - 1 : index + 1]
        return before.style == after.style != self._headings[0].style and after.number == before.number + 1


def _body(text: str, paragraphs: list[Paragraph], forms: Forms) -> int | None:
    """Where the report itself begins: after 各位代表 and 现在，我代表…报告工作, or after the short lines of a head."""
    at = 0
    for index, (start, end) in enumerate(paragraphs):
        if start > HEAD_LIMIT:
            break
        if forms.salutation.match(text, start, end):
            at = index if "报告" in text[start:end] else index + 1
            if at < len(paragraphs) and "报告" in text[slice(*paragraphs[at])] and _is_short(paragraphs[at]):
                at += 1
            return paragraphs[at].start if at < len(paragraphs) else None
    while at < len(paragraphs) and _is_short(paragraphs[at]) and text[paragraphs[at].end - 1] not in "。；！":
        at += 1
    return paragraphs[at].start if at < len(paragraphs) else None


def _is_short(paragraph: Paragraph) -> bool:
    return paragraph.end - paragraph.start <= SHORT


def _notes(doc: Document, paragraphs: list[Paragraph], forms: Forms) -> frozenset[int]:
    """Where the paragraphs begin that are notes: [1]某行动：指…, and what the reader marked as one."""
    marked = {bisect_left(doc.origins, mark.start) for mark in doc.source.marks if mark.kind == "footnote"}
    numbered = {start for start, end in paragraphs if forms.note.match(doc.text, start, end)}
    return frozenset(numbered | (marked & {start for start, _ in paragraphs}))


def _last_run(paragraphs: list[Paragraph], notes: frozenset[int]) -> frozenset[int]:
    """Of the notes those that end the text, a paragraph between two of them included."""
    found: set[int] = set()
    others = 0
    for start, _ in reversed(paragraphs):
        others = 0 if start in notes else others + 1
        if others > 1:
            break
        if start in notes:
            found.add(start)
    return frozenset(found)


def _footer(text: str, paragraphs: list[Paragraph], forms: Forms) -> int | None:
    """Where the site's footer or the licence begins, which runs to the end of the text.

    What follows the first cue of a footer is short, or has its own cue: a line 来源：… with works behind it is none.
    """
    earliest = max(TAIL * len(text), len(text) - FOOTER_LIMIT)
    late = [paragraph for paragraph in paragraphs if paragraph.start > earliest]
    begins = next((start for start, end in late if _opens(forms.licence, text, start, end)), None)
    for start, end in reversed([paragraph for paragraph in late if begins is None or paragraph.start < begins]):
        if _opens(forms.boilerplate, text, start, end):
            begins = start
        elif _opens(forms.footer, text, start, end):
            begins = start if begins is not None else None
        elif end - start > FOOTER_LINE or text[end - 1] in "。；！" or forms.number.match(text, start, end):
            break
    return begins


def _opens(cue: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether a paragraph begins with a cue, or nearly so: （来源：…."""
    return cue.search(text, start, min(end, start + BOILERPLATE_REACH)) is not None


@dataclass(slots=True)
class _Node:
    start: int
    end: int
    parent: int | None
    level: int
    kind: SectionKind
    heading: Heading

    @property
    def style(self) -> str:
        """The style of its heading, empty for a stretch."""
        return self.heading.style


class _Tree:
    """Sections opened in document order; what is open is closed by a sibling, by the turn, or by the end."""

    def __init__(self, text: str, turn: int | None, forms: Forms) -> None:
        self._text = text
        self._turn = turn
        self._forms = forms
        self._nodes: list[_Node] = []
        self._open: list[int] = []
        self._levels: dict[str, int] = {}
        self._turned = False
        self._closed = False
        self._reviewed = False

    def open(self, heading: Heading) -> None:
        """A heading closes its elder siblings and what they hold."""
        self._begin(heading.start, heading.start + 1)
        self._pop(self._place(heading), heading.start)
        self._levels[heading.style] = len(self._open)
        self._push(heading, self._kind(heading))

    def insert(self, stretch: Stretch) -> None:
        """A stretch stands in the main part that it interrupts; one outside every part lasts until the next."""
        self._begin(stretch.start, stretch.end, opens=stretch.kind == "boilerplate")
        if self._goes_on(stretch):
            return
        top = self._nodes[self._open[0]] if self._open else None
        inside = stretch.inside or (stretch.kind == "boilerplate" and top is not None and top.kind == "opening")
        self._pop(1 if inside else 0, stretch.start)
        self._closed = self._closed or stretch.kind == "closing"
        self._push(Heading(stretch.start, stretch.start, stretch.start, "", 0), stretch.kind)
        if len(self._open) > 1 and stretch.kind != "plan":
            self._pop(len(self._open) - 1, stretch.end)

    def _goes_on(self, stretch: Stretch) -> bool:
        """Whether a part of the kind of a stretch is open; what ends a plan goes on in any part but one of the plan."""
        if not self._open:
            return False
        top, last = self._nodes[self._open[0]], self._nodes[self._open[-1]]
        if stretch.kind == "plan" and stretch.inside:
            return top.kind != "plan" or (not last.style and last is not top)
        return top.kind == stretch.kind

    def sections(self) -> tuple[Section, ...]:
        """The tree in document order, ids s1, s2, …."""
        self._begin(len(self._text), len(self._text))
        self._pop(0, len(self._text))
        return tuple(
            Section(
                id=f"s{index}",
                parent=None if node.parent is None else f"s{node.parent + 1}",
                level=node.level,
                heading=self._text[node.heading.heading_start : node.heading.heading_end],
                start=node.start,
                end=node.end,
                kind=node.kind,
                heading_start=node.heading.heading_start,
                heading_end=node.heading.heading_end,
                inline=node.heading.inline,
            )
            for index, node in enumerate(self._nodes, 1)
        )

    def _begin(self, start: int, end: int, opens: bool = False) -> None:
        """Before the first item the opening stands; at the turn everything open is closed."""
        if not self._nodes and (start > 0 or opens):
            self._push(Heading(0, 0, 0, "", 0), "opening")
        if self._turn is not None and not self._turned and end > self._turn:
            self._turned = True
            self._pop(0, start)

    def _pop(self, keep: int, at: int) -> None:
        while len(self._open) > keep:
            self._nodes[self._open.pop()].end = at

    def _push(self, heading: Heading, kind: SectionKind) -> None:
        parent = self._open[-1] if self._open else None
        self._reviewed = self._reviewed or kind == "review"
        self._open.append(len(self._nodes))
        self._nodes.append(_Node(heading.start, heading.start, parent, len(self._open), kind, heading))

    def _place(self, heading: Heading) -> int:
        """How many of the open sections hold the heading."""
        nodes = [self._nodes[index] for index in self._open]
        if not nodes or nodes[0].kind in ("opening", "closing") or heading.style == TAIL_STYLE:
            return 0
        if (
            not nodes[0].style
            and heading.style not in self._forms.sentence
            and not (heading.inline and heading.number == 0)
        ):
            return 0
        if heading.depth:
            outer = 0
            while outer < len(nodes) and 0 < nodes[outer].heading.depth < heading.depth:
                outer += 1
            return outer
        siblings = [index for index, node in enumerate(nodes) if node.style == heading.style]
        if siblings and (heading.number != 1 or heading.style in self._forms.sentence):
            return self._elder(heading, siblings)
        if heading.number == 1:
            return min(len(nodes), DEEPEST - 1)  # a list that begins, or begins anew, stands inside the item it follows
        if heading.number:
            return min(self._levels.get(heading.style, len(nodes)), len(nodes))
        return sum(node.style not in self._forms.sentence and bool(node.style or heading.inline) for node in nodes)

    def _elder(self, heading: Heading, siblings: list[int]) -> int:
        """Of open sections of the heading's style, the one it follows: number before number, like after like."""
        elders = [(index, self._nodes[self._open[index]].heading) for index in reversed(siblings)]
        follows = [(index, elder) for index, elder in elders if elder.number == heading.number - 1]
        alike = [index for index, elder in follows if elder.inline == heading.inline]
        return next(iter(alike or [index for index, _ in follows]), siblings[0])

    def _kind(self, heading: Heading) -> SectionKind:
        """By the words of the heading, by the section above, else by the side of the turn on which it stands."""
        if self._open and (above := self._nodes[self._open[-1]].kind) in INHERITED:
            return above
        ahead = self._turn is not None and heading.start >= self._turn
        line = self._text[heading.heading_start : heading.heading_end]
        for kind, cue in self._forms.heading:
            if kind in AHEAD_ONLY and not ahead:
                continue
            if kind in TAIL_ONLY and heading.style not in (TAIL_STYLE, "#"):
                continue
            if cue.search(line):
                return kind
        if self._closed:
            return "annex"
        # A report that is a plan throughout may look back in a part of it: 前两年的执行情况.
        planned = ahead and not self._looks_back(line)
        return "plan" if planned else "review"

    def _looks_back(self, line: str) -> bool:
        """Whether a heading opens the review that a report without one before its turn has yet to give."""
        if self._reviewed:
            return False
        return self._forms.review.search(line) is not None and self._forms.plan.search(line) is None
