"""Where the lines of a report began whose line ends are lost: text copied from a page without its paragraphs.

In goes the text of a source, out come the offsets at which a line has to begin: at numbered headings and behind
them, at 各位代表, behind the title, and at sentences that open a part (我们也清醒地看到…, 今年是…). A text that has its
line ends, or that is no report, gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from report_parser.digits import COUNTING, ONE_TO_NINE, YEAR
from report_parser.rules import Rules
from report_parser.words.patterns import any_of

MOST = 0.8  # a line that holds so much of a text has lost the ends of the lines it was made of
SHORTEST = 100  # a text shorter than this is a paragraph
LINE = re.compile(r"[^\n\r]+")
SENTENCE = re.compile(r"(?<=[。！？!?])[^。！？!?]+")
OPENING_REACH = 24  # how far into a sentence the words may stand that open a part
SENTENCE_ENDS = "。！？；：”）!?;:)"
STOPS = "，。：；！？,:;!?\n"


@dataclass(frozen=True, slots=True)
class _Forms:
    number: re.Pattern[str]
    heading: re.Pattern[str]
    timed: re.Pattern[str]
    unnumbered: re.Pattern[str]
    salutation: re.Pattern[str]
    title: re.Pattern[str]
    opening: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(rules: Rules) -> _Forms:
    words = rules.headings
    numbers = [re.escape(form.form) for form in words.forms if not (form.alone or form.sentence)]
    arabic = [form.replace(r"\{n\}", r"\d{1,2}") + r"(?!\d)" for form in numbers if r"\{n" in form]
    chinese = [form.replace(r"\{cn\}", f"(?:{COUNTING})") for form in numbers if r"\{cn" in form]
    cues = [cue for cues in words.heading_cues.values() for cue in cues]
    end = any_of([*words.masthead.review_headings, *words.masthead.plan_headings, *cues])
    inside = f"[^{STOPS}]"
    named = rf"{inside}{{0,24}}?(?:{end})(?:(?:[和及与、]{inside}{{0,6}}?)?(?:{end}))*"
    time = rf"(?:{YEAR}年|{any_of(words.masthead.spans)}|“[{ONE_TO_NINE}十]{{1,3}}”时期|[今未][后来]五年)"
    greeting = any_of(words.masthead.salutations)
    openings = [cue for kind, cues in words.paragraph_cues.items() if kind != "boilerplate" for cue in cues]
    return _Forms(
        number=re.compile("|".join([*chinese, *arabic]) or r"(?!)"),
        # 二、2024年总体要求和目标任务|今年是…; two blanks end a heading too.
        heading=re.compile(rf"{inside}{{2,40}}?(?=[ \u3000\t]{{2}})|{named}"),
        timed=re.compile(f"{time}{named}"),
        # Without a number, a heading is told by the time that what follows begins with anew.
        unnumbered=re.compile(f"{time}{named}(?={time}|{greeting})"),
        salutation=re.compile(rf"(?:{greeting})(?:、(?:{greeting}))*(?:[！!：:]|(?=[，,]))"),
        title=re.compile(
            rf"[^{STOPS}]{{0,30}}?{'[ 　]*'.join('政府工作报告')}(?:[（(][^）)\d]{{1,10}}[）)])?+(?![{STOPS}])"
        ),
        opening=re.compile(any_of([*openings, *words.turn.plan_openings])),
    )


def lost_line_starts(text: str, rules: Rules) -> list[int]:
    """Offsets of `text`: …请予审议。|一、2023年工作回顾|2023年，…。|二、2024年工作安排|今年…."""
    line = max(LINE.finditer(text), key=lambda line: len(line.group()), default=None)
    if line is None or len(line.group()) < max(SHORTEST, MOST * len(text.strip())):
        return []
    forms = _forms(rules)
    start, end = line.span()
    headings = set(_headings(text, start, end, forms))
    greetings = set(_greetings(text, start, end, forms))
    if not greetings and len(headings) < 2:
        return []
    title = forms.title.match(text, start, end)
    found = {*headings, *greetings, *_openings(text, start, end, forms), *_unnumbered(text, start, end, forms)}
    found |= {title.end()} if title else set()
    return sorted(at for at in found if start < at < end)


def _headings(text: str, start: int, end: int, forms: _Forms) -> Iterator[int]:
    """Where a numbered heading begins, behind a sentence or another heading, and where its own words end."""
    behind = -1
    for number in forms.number.finditer(text, start, end):
        at = number.start()
        begins = at in (start, behind) or text[at - 1] in SENTENCE_ENDS or text[at - 1].isspace()
        if not begins and not forms.timed.match(text, number.end(), end):
            continue
        yield at
        heading = forms.heading.match(text, number.end(), end)
        if heading and heading.end() < end and text[heading.end()] not in STOPS:
            behind = heading.end()
            yield behind


def _greetings(text: str, start: int, end: int, forms: _Forms) -> Iterator[int]:
    """Where 各位代表 stands, and what follows the first, which has a line for itself."""
    first = True
    for greeting in forms.salutation.finditer(text, start, end):
        if first or text[greeting.start() - 1] in "。！？":
            yield greeting.start()
        if first and text[greeting.end() - 1] in "！：!:":
            yield greeting.end()
        first = False


def _openings(text: str, start: int, end: int, forms: _Forms) -> Iterator[int]:
    """Where a sentence begins that opens a part: 同时，我们也清醒看到…, 让我们更加紧密…."""
    for sentence in SENTENCE.finditer(text, start, end):
        if forms.opening.search(text, sentence.start(), min(sentence.end(), sentence.start() + OPENING_REACH)):
            yield sentence.start()


def _unnumbered(text: str, start: int, end: int, forms: _Forms) -> Iterator[int]:
    """Where a heading without number begins, behind a sentence or a greeting, and where it ends."""
    for heading in forms.unnumbered.finditer(text, start, end):
        if heading.start() == start or text[heading.start() - 1] in SENTENCE_ENDS:
            yield from heading.span()
