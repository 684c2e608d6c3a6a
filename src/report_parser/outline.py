"""The tree of sections, the kind of each, and the place where review turns into plan.

In goes a folded document with its masthead, out comes the same with `sections` and `plan_starts_at`. Three steps:
find the headings (`_headings`), decide the turn by what is said on both sides of it (`_turn`), build the
tree (`_Tree`), in which stretches that have no heading of their own, such as 我们也清醒地看到……, are
sections too. The sections of the first level follow each other from the first character to the last.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from report_parser.document import Document, Masthead, Section, SectionKind
from report_parser.rules import HeadingRules, Rules, TurnRules

HEADING_LIMIT = 80  # a line longer than this is a paragraph, whatever its number
RUN_IN_LIMIT = 60  # a sentence longer than this is no run-in heading
PLAIN_LIMIT = 30  # a heading without number or mark is short
CUE_REACH = 60  # how far into a paragraph its cue may stand
TAIL = 0.6  # closings, annexes and licences stand after this part of the text
MIN_SEPARATION = 0.18  # a report that parts its done- from its ahead-words less than this does not turn
TIE = 0.05  # of places that do as well as the best but for this, the first is the turn

CHINESE = "[一二三四五六七八九十]{1,3}"
MARKDOWN = re.compile(r"(#{1,6})\s*")
SENTENCE_END = re.compile(r"[。！？!?]")
NO_HEADING_END = tuple("。！？!?；;，,、》」…")
FIGURE = re.compile(r"\d[\d.,]*(?:%|[万亿千百个元家户人亩吨])")
INHERITED: frozenset[SectionKind] = frozenset({"annex", "glossary", "closing", "self_governance", "problems", "boilerplate"})
AHEAD_ONLY: frozenset[SectionKind] = frozenset({"self_governance", "plan", "requirements", "targets"})
TAIL_ONLY: frozenset[SectionKind] = frozenset({"annex", "glossary", "closing"})


class _Paragraph(NamedTuple):
    start: int
    end: int


class _Heading(NamedTuple):
    """A heading found: `style` and `number` place it among its siblings, `depth` is given by markdown or the reader."""

    start: int
    heading_start: int
    heading_end: int
    style: str
    number: int
    depth: int = 0
    inline: bool = False


class _Stretch(NamedTuple):
    """Paragraphs of one kind without a heading."""

    start: int
    end: int
    kind: SectionKind


@dataclass(frozen=True, slots=True)
class _Forms:
    number: re.Pattern[str]
    styles: tuple[str, ...]
    sentence: frozenset[str]
    paragraph: tuple[tuple[SectionKind, re.Pattern[str]], ...]
    heading: tuple[tuple[SectionKind, re.Pattern[str]], ...]
    tail: re.Pattern[str]
    salutation: re.Pattern[str]
    review: re.Pattern[str]
    plan: re.Pattern[str]
    time_ahead: re.Pattern[str]
    opening: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(rules: Rules) -> _Forms:
    words = rules.headings
    branches = []
    for index, form in enumerate(words.forms):
        pattern = re.escape(form.form).replace(r"\{cn\}", f"(?P<f{index}>{CHINESE})")
        pattern = pattern.replace(r"\{n\}", rf"(?P<f{index}>\d{{1,2}})")
        branches.append(pattern + (r"(?!\d)" if "{n}" in form.form else ""))
    tail = [*words.heading_cues.get("annex", ()), *words.heading_cues.get("glossary", ()), *words.heading_cues.get("closing", ())]
    return _Forms(
        number=re.compile("|".join(branches) or r"(?!)"),
        styles=tuple(form.style for form in words.forms),
        sentence=frozenset(form.style for form in words.forms if form.sentence),
        paragraph=tuple((kind, re.compile(_any_of(cues))) for kind, cues in words.paragraph_cues.items()),
        heading=tuple((kind, re.compile(_any_of(cues))) for kind, cues in words.heading_cues.items()),
        tail=re.compile(_any_of(tail)),
        salutation=re.compile(rf"(?:{_any_of(words.masthead.salutations)})[！!：:，,。]?"),
        review=re.compile(_any_of(words.turn.review_headings)),
        plan=re.compile(_any_of(words.turn.plan_headings)),
        time_ahead=re.compile(_any_of(words.turn.plan_times)),
        opening=re.compile(_any_of(words.turn.plan_openings)),
    )


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def outline(doc: Document, rules: Rules) -> Document:
    """Fills `Document.sections` and `plan_starts_at`: （一）经济运行持续向好。全年… is a section with an inline heading."""
    if not doc.text:
        return doc
    forms = _forms(rules)
    paragraphs = _paragraphs(doc.text)
    tail = _boilerplate_tail(doc.text, paragraphs, forms)
    if tail is not None:
        paragraphs = [paragraph for paragraph in paragraphs if paragraph.start < tail]
    headings = _headings(doc, paragraphs, forms)
    turn = _turn(doc, paragraphs, headings, forms, rules.headings.turn)
    stretches = _stretches(doc, paragraphs, headings, turn, forms)
    if tail is not None:
        stretches.append(_Stretch(tail, len(doc.text), "boilerplate"))
    tree = _Tree(doc.text, turn, forms)
    for item in sorted([*headings, *stretches], key=lambda item: item.start):
        if isinstance(item, _Heading):
            tree.open(item)
        else:
            tree.insert(item)
    return replace(doc, sections=tree.sections(), plan_starts_at=turn)


def _paragraphs(text: str) -> list[_Paragraph]:
    return [_Paragraph(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]


# --- headings -----------------------------------------------------------------------------------------------


def _headings(doc: Document, paragraphs: list[_Paragraph], forms: _Forms) -> list[_Heading]:
    text = doc.text
    marked = _marked(doc)
    explicit = sum(depth > 0 for depth in marked.values()) + len(re.findall(r"^#", text, re.MULTILINE)) >= 3
    first = _body_start(text, paragraphs, forms)
    title = doc.masthead.title if doc.masthead else None
    found: list[_Heading] = []
    for index, paragraph in enumerate(paragraphs[first:], first):
        heading = _numbered_or_marked(text, paragraph, marked, forms)
        if heading is None and not explicit and index + 1 < len(paragraphs):
            heading = _plain(text, paragraph, paragraphs[index + 1], forms)
        if heading and text[heading.heading_start : heading.heading_end] != title:
            found.append(heading)
    return found


def _marked(doc: Document) -> dict[int, int]:
    """Folded start of a marked paragraph -> its heading level, 0 for bold."""
    starts: dict[int, int] = {}
    for mark in doc.source.marks:
        if mark.kind in ("heading", "bold") and mark.end > mark.start:
            at = bisect_left(doc.origins, mark.start)
            if at < len(doc.text) and doc.origins[at] < mark.end and (at == 0 or doc.text[at - 1] == "\n"):
                starts[at] = (mark.level or 1) if mark.kind == "heading" else max(starts.get(at, 0), 0)
    return starts


def _body_start(text: str, paragraphs: list[_Paragraph], forms: _Forms) -> int:
    """The paragraph with which the body begins: that of 各位代表 where it stands near the top."""
    for index, paragraph in enumerate(paragraphs[:14]):
        if paragraph.start > 1500:
            break
        if forms.salutation.match(text, paragraph.start):
            return index
    return 0


def _numbered_or_marked(text: str, paragraph: _Paragraph, marked: dict[int, int], forms: _Forms) -> _Heading | None:
    start, end = paragraph
    depth, style, number, at = 0, "", 0, start
    markdown = MARKDOWN.match(text, start, end)
    if markdown:
        depth, at = len(markdown.group(1)), markdown.end()
    elif marked.get(start):
        depth = marked[start]
    match = forms.number.match(text, at, end)
    if match and match.lastgroup:
        style = forms.styles[int(match.lastgroup[1:])]
        number = _number(match.group(match.lastgroup))
    if depth:
        return _Heading(start, at, end, style or "#", number, depth) if at < end else None
    if match is None:
        return _bold(text, paragraph) if start in marked else None
    if match.end() == end:
        return None
    return _bounded(text, paragraph, match.end(), style, number, style in forms.sentence)


def _bounded(text: str, paragraph: _Paragraph, after: int, style: str, number: int, sentence: bool) -> _Heading | None:
    """Where a numbered heading ends: with its line, or with the first sentence (（一）…。全年…) or 名词： of its paragraph."""
    start, end = paragraph
    if end - start <= HEADING_LIMIT and not SENTENCE_END.search(text, after, end - 1) and not text[end - 1] == "，":
        if sentence or style == "1.":
            colon = text.find("：", after, end - 1)
            if colon > 0:
                return _Heading(start, start, colon, style, number, inline=True)
        inline = text[end - 1] in "。！；"
        return _Heading(start, start, end - 1 if inline else end, style, number, inline=inline)
    stop = SENTENCE_END.search(text, after, min(end, after + RUN_IN_LIMIT))
    if stop is None and (sentence or style == "1."):
        stop = re.compile("[：:，；]").search(text, after, min(end, after + RUN_IN_LIMIT))
    if stop is None:
        return None
    return _Heading(start, start, stop.start(), style, number, inline=True)


def _bold(text: str, paragraph: _Paragraph) -> _Heading | None:
    """A bold paragraph that is short, or begins with a short bold sentence."""
    start, end = paragraph
    if end - start > HEADING_LIMIT or text[end - 1] in "，、；":
        return None
    return _Heading(start, start, end, "bold", 0)


def _plain(text: str, paragraph: _Paragraph, following: _Paragraph, forms: _Forms) -> _Heading | None:
    """A short line without final mark or figure before a longer paragraph: 关于教育改革问题."""
    start, end = paragraph
    if end - start > PLAIN_LIMIT:
        return None
    line = text[start:end]
    if forms.tail.search(line) and not line.endswith("。"):
        return _Heading(start, start, end, "tail", 0)
    if len(line) < 3 or line.endswith((*NO_HEADING_END, "：", ":", "是", "要", "为")) or FIGURE.search(line) or forms.salutation.match(line):
        return None
    if text[following.start : following.end].startswith(("，", "》", "、", "（")) or following.end - following.start < 40:
        return None
    before = text[max(0, start - 2) : start - 1]
    if before and before not in "。！？”）!：:" and len(before.strip()):
        return None
    return _Heading(start, start, end, "plain", 0)


def _number(written: str) -> int:
    if written.isdigit() and written.isascii():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    digits = "零一二三四五六七八九"
    return (digits.index(tens) if tens in digits[1:] and tens else 1) * 10 * bool(ten) + (digits.find(ones) if ones else 0)


# --- the turn -----------------------------------------------------------------------------------------------


def _turn(
    doc: Document, paragraphs: list[_Paragraph], headings: list[_Heading], forms: _Forms, words: TurnRules
) -> int | None:
    """The boundary that best parts words of the done from words of the ahead, headings weighing in.

    For every boundary: the share of all done-words that stands before it, less the share of ahead-words that
    does. A heading that names the plan counts in its favour, but cannot carry a place where nothing turns.
    """
    text = doc.text
    candidates = _candidates(text, paragraphs, headings, forms, doc.masthead)
    if not candidates:
        return None
    places = sorted(candidates)
    edges = [0, *places, len(text)]
    done, ahead = [], []
    for left, right in zip(edges, edges[1:], strict=False):
        segment = text[left:right]
        done.append(sum(map(segment.count, words.done)))
        ahead.append(sum(map(segment.count, words.ahead)))
    all_done, all_ahead = sum(done), sum(ahead)
    if not all_done or not all_ahead:
        return None
    scores: dict[int, float] = {}
    done_before = ahead_before = 0
    for index, place in enumerate(places):
        done_before += done[index]
        ahead_before += ahead[index]
        separation = done_before / all_done - ahead_before / all_ahead
        if separation >= MIN_SEPARATION:
            scores[place] = separation + candidates[place]
    enough = max(scores.values(), default=0.0) - TIE
    return next((place for place, score in scores.items() if score >= enough), None)


def _candidates(
    text: str, paragraphs: list[_Paragraph], headings: list[_Heading], forms: _Forms, head: Masthead | None
) -> dict[int, float]:
    """Where a report could turn, with what speaks for each place beside the words around it."""
    plan_year = str(head.plan_year) if head and head.plan_year else "\0"
    outer = _outer_styles(headings)
    weights: dict[int, float] = {}
    for heading in headings:
        line = text[heading.heading_start : heading.heading_end]
        weight = 0.0
        if heading.style in forms.sentence:
            weights[heading.start] = -0.1
            continue
        if (heading.style, heading.depth) in outer:
            weight += 0.06
        if forms.review.search(line):
            weight -= 0.2
        if forms.plan.search(line):
            weight += 0.1
        if plan_year in line or forms.time_ahead.search(line):
            weight += 0.2
        weights[heading.start] = weight
    for paragraph in paragraphs:
        if paragraph.start not in weights and forms.opening.search(text, paragraph.start, min(paragraph.end, paragraph.start + 30)):
            weights[paragraph.start] = 0.03
    return weights


def _outer_styles(headings: list[_Heading]) -> set[tuple[str, int]]:
    """The style of the first heading: that of the report's main parts."""
    return {(headings[0].style, headings[0].depth)} if headings else set()


# --- stretches without a heading ----------------------------------------------------------------------------


def _stretches(
    doc: Document, paragraphs: list[_Paragraph], headings: list[_Heading], turn: int | None, forms: _Forms
) -> list[_Stretch]:
    text = doc.text
    headed = {heading.start for heading in headings}
    found: list[_Stretch] = []
    pending: int | None = None  # a line 各位代表！ belongs to what follows it
    for paragraph in paragraphs:
        start, end = paragraph
        if start in headed:
            pending = None
            continue
        kind = _stretch_kind(text, paragraph, turn, forms)
        begin = start if pending is None else pending
        salutation = forms.salutation.match(text, start, end)
        pending = start if salutation and salutation.end() == end else None
        if kind is None:
            continue
        found.append(_Stretch(begin, end, kind))
    if turn is not None and turn not in headed and not any(s.start <= turn < s.end for s in found):
        found = [*found, _Stretch(turn, _end_of(paragraphs, turn), "plan")]
    return found


def _end_of(paragraphs: list[_Paragraph], start: int) -> int:
    return next(paragraph.end for paragraph in paragraphs if paragraph.start == start)


def _stretch_kind(text: str, paragraph: _Paragraph, turn: int | None, forms: _Forms) -> SectionKind | None:
    start, end = paragraph
    late = start > TAIL * len(text)
    for kind, cue in forms.paragraph:
        reach = end if kind == "closing" else min(end, start + CUE_REACH)
        if kind == "boilerplate":
            reach = min(end, start + 12)
            if start > 600:
                continue
        elif kind in ("closing", "self_governance"):
            if not late:
                continue
        elif kind == "problems":
            if turn is not None and start >= turn:
                continue
        elif turn is not None and start < turn:
            continue
        if cue.search(text, start, reach):
            return kind
    return None


def _boilerplate_tail(text: str, paragraphs: list[_Paragraph], forms: _Forms) -> int | None:
    """Where the site's footer or the licence begins, if it runs to the end of the text."""
    cue = next((pattern for kind, pattern in forms.paragraph if kind == "boilerplate"), None)
    if cue is None:
        return None
    for paragraph in paragraphs:
        if paragraph.start > TAIL * len(text) and len(text) - paragraph.start < 2500:
            if cue.search(text, paragraph.start, min(paragraph.end, paragraph.start + 20)):
                return paragraph.start
    return None


# --- the tree -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Node:
    start: int
    end: int
    parent: int | None
    level: int
    kind: SectionKind
    heading: _Heading

    @property
    def style(self) -> str:
        """The style of its heading, empty for a stretch."""
        return self.heading.style


class _Tree:
    """Sections opened in document order; what is open is closed by a sibling, by the turn, or by the end."""

    def __init__(self, text: str, turn: int | None, forms: _Forms) -> None:
        self._text = text
        self._turn = turn
        self._forms = forms
        self._nodes: list[_Node] = []
        self._open: list[int] = []
        self._levels: dict[str, int] = {}
        self._turned = False
        self._closed = False

    def open(self, heading: _Heading) -> None:
        """A heading closes its elder siblings and what they hold."""
        self._begin(heading.start, heading.start + 1)
        self._pop(self._place(heading), heading.start)
        self._levels[heading.style] = len(self._open)
        self._push(heading, self._kind(heading))

    def insert(self, stretch: _Stretch) -> None:
        """A stretch stands in the main part that it interrupts; one outside every part lasts until the next."""
        self._begin(stretch.start, stretch.end)
        top = self._nodes[self._open[0]] if self._open else None
        if top and not top.style and top.kind == stretch.kind:
            return
        inside = stretch.kind in ("problems", "requirements", "targets") or (top is not None and top.kind == "opening")
        self._pop(1 if inside else 0, stretch.start)
        self._closed = self._closed or stretch.kind == "closing"
        self._push(_Heading(stretch.start, stretch.start, stretch.start, "", 0), stretch.kind)
        if len(self._open) > 1:
            self._pop(len(self._open) - 1, stretch.end)

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

    def _begin(self, start: int, end: int) -> None:
        """Before the first item the opening stands; at the turn everything open is closed."""
        if not self._nodes and start > 0:
            self._push(_Heading(0, 0, 0, "", 0), "opening")
        if self._turn is not None and not self._turned and end > self._turn:
            self._turned = True
            self._pop(0, start)

    def _pop(self, keep: int, at: int) -> None:
        while len(self._open) > keep:
            self._nodes[self._open.pop()].end = at

    def _push(self, heading: _Heading, kind: SectionKind) -> None:
        parent = self._open[-1] if self._open else None
        self._open.append(len(self._nodes))
        self._nodes.append(_Node(heading.start, heading.start, parent, len(self._open), kind, heading))

    def _place(self, heading: _Heading) -> int:
        """How many of the open sections hold the heading."""
        nodes = [self._nodes[index] for index in self._open]
        if not nodes or nodes[0].kind in ("opening", "closing") or heading.style == "tail":
            return 0
        if heading.depth:
            outer = 0
            while outer < len(nodes) and 0 < nodes[outer].heading.depth < heading.depth:
                outer += 1
            return outer
        siblings = [index for index, node in enumerate(nodes) if node.style == heading.style]
        if heading.number == 1 and siblings and nodes[siblings[-1]].heading.number:
            return len(nodes)  # a list that begins anew stands inside the item it follows
        if siblings:
            return self._elder(heading, siblings)
        if heading.number == 1:
            return len(nodes)
        if heading.number:
            return min(self._levels.get(heading.style, len(nodes)), len(nodes))
        return sum(node.style not in self._forms.sentence and bool(node.style) for node in nodes)

    def _elder(self, heading: _Heading, siblings: list[int]) -> int:
        """Of open sections of the heading's style, the one it follows: number before number, like after like."""
        elders = [(index, self._nodes[self._open[index]].heading) for index in reversed(siblings)]
        follows = [(index, elder) for index, elder in elders if elder.number == heading.number - 1]
        alike = [index for index, elder in follows if elder.inline == heading.inline]
        return next(iter(alike or [index for index, _ in follows]), siblings[0])

    def _kind(self, heading: _Heading) -> SectionKind:
        """By the words of the heading, by the section above, else by the side of the turn on which it stands."""
        if self._open and (above := self._nodes[self._open[-1]].kind) in INHERITED:
            return above
        ahead = self._turn is not None and heading.start >= self._turn
        line = self._text[heading.heading_start : heading.heading_end]
        for kind, cue in self._forms.heading:
            if kind in AHEAD_ONLY and not ahead:
                continue
            if kind in TAIL_ONLY and heading.style not in ("tail", "#"):
                continue
            if cue.search(line):
                return kind
        if self._closed:
            return "annex"
        return "plan" if ahead else "review"
