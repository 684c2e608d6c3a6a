"""The clauses that promise -> tasks: a sentence, with the one before that announces it, or an item of a list.

What joins a sentence to the task before it is a row of `JOINS`; where none holds, it opens a task of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from report_parser.document import Clause, Document, SectionKind, Task
from report_parser.rules import Rules

# A sentence that only names what the next ones set out is short, and holds no number.
_LONGEST_ANNOUNCEMENT = 30
_MOST_CLAUSES_ANNOUNCED = 2
_LISTS: tuple[SectionKind, ...] = ("annex",)
_GENERAL: tuple[SectionKind, ...] = ("requirements",)


class Promise(NamedTuple):
    """The clauses of one sentence that promise: their indices, the sentence's place and section, who is responsible.

    `lead` is where the first section below its section begins, 0 where there is none, and `heading_end` where the
    heading of its section ends, which is a sentence itself where text runs on behind it. `numbered` is true of a
    sentence that begins with the number of an item, `listed` of one whose paragraph does.
    """

    clauses: tuple[int, ...]
    start: int
    end: int
    paragraph: int
    section: str
    kind: SectionKind | None
    lead: int
    heading_end: int
    numeric: bool
    numbered: bool
    listed: bool
    responsible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """A rule by which a sentence goes on with the task of the one before.

    `example` is a plan in which it makes one task of all sentences; in `near_miss` it does not.
    """

    name: str
    holds: Callable[[Document, Promise, Promise], bool]
    example: str
    near_miss: str


def tasks(doc: Document, rules: Rules) -> Document:
    """Fill `tasks`: 办好学前教育。新建幼儿园3所，招聘教师50名。 -> one task of three clauses."""
    found: list[Task] = []
    before: Promise | None = None
    for promise in _promises(doc):
        join = next((join for join in JOINS if before is not None and join.holds(doc, before, promise)), None)
        if join is None:
            found.append(Task(f"t{len(found) + 1}", promise.clauses, "sentence"))
        else:
            found[-1] = found[-1]._replace(clauses=found[-1].clauses + promise.clauses, rule=join.name)
        before = promise
    return replace(doc, tasks=tuple(found))


def announces(doc: Document, before: Promise, after: Promise) -> bool:
    """A short sentence, or a heading with its text behind it, names what the next sentence of its section sets out."""
    headed = before.end <= before.heading_end + 1 and before.kind not in _LISTS
    if headed and before.section == after.section and _adjoin(doc, before, after):
        return True
    short = before.end - before.start <= _LONGEST_ANNOUNCEMENT and len(before.clauses) <= _MOST_CLAUSES_ANNOUNCED
    if not short or before.numeric or before.section != after.section or not _adjoin(doc, before, after):
        return False
    if not after.numeric and len(after.clauses) <= len(before.clauses):
        return False  # 修缮校舍。疏浚河道。 are two of a kind
    opens = before.start == 0 or doc.text[before.start - 1] == "\n"
    return opens or before.numbered


def leads_in(doc: Document, before: Promise, after: Promise) -> bool:
    """Sentences without numbers that lead from a heading to those below it, or say what all the work is to be like."""
    below = 0 < after.end <= after.lead
    general = after.kind in _GENERAL or below
    plain = not before.numeric and not after.numeric and before.paragraph == after.paragraph
    return general and plain and before.section == after.section


def one_item(doc: Document, before: Promise, after: Promise) -> bool:
    """Sentences of one numbered item of an annex."""
    within = after.kind in _LISTS and after.listed and not after.numbered
    return within and before.paragraph == after.paragraph


def one_lead(doc: Document, before: Promise, after: Promise) -> bool:
    """Sentences of one paragraph that are given to the same bodies."""
    named = bool(after.responsible) and before.responsible == after.responsible
    return named and before.paragraph == after.paragraph


def _adjoin(doc: Document, before: Promise, after: Promise) -> bool:
    """Whether nothing stands between two sentences but a line end."""
    return not doc.text[before.end : after.start].strip()


def _promises(doc: Document) -> Iterator[Promise]:
    """The promising clauses of each sentence."""
    sections = {section.id: section for section in doc.sections}
    leads: dict[str, int] = {}
    for section in doc.sections:
        if section.parent is not None:
            leads[section.parent] = min(section.start, leads.get(section.parent, section.start))
    numbered = ((index, clause) for index, clause in enumerate(doc.clauses) if clause.kind == "commitment")
    numeric = {fact.clause for fact in doc.facts}
    marks = {numeral.start for numeral in doc.numerals if numeral.type == "list"}
    for sentence, group in groupby(numbered, key=_sentence):
        members = list(group)
        start, end, paragraph = doc.sentences[sentence]
        first = members[0][1]
        place = sections.get(first.section)
        yield Promise(
            clauses=tuple(index for index, _ in members),
            start=start,
            end=end,
            paragraph=paragraph,
            section=first.section,
            kind=place.kind if place is not None else None,
            lead=leads.get(first.section, 0),
            heading_end=place.heading_end if place is not None and place.inline else 0,
            numeric=any(index in numeric for index, _ in members),
            numbered=_first(doc.text, start) in marks,
            listed=_first(doc.text, doc.text.rfind("\n", 0, start) + 1) in marks,
            responsible=first.responsible,
        )


def _first(text: str, at: int) -> int:
    """The offset of the first character at `at` or behind it that is no white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _sentence(numbered: tuple[int, Clause]) -> int:
    return numbered[1].sentence


JOINS: tuple[Join, ...] = (
    Join(
        "announced",
        announces,
        "办好学前教育。新建幼儿园3所，招聘教师50名。",
        "新建幼儿园3所。招聘教师50名。",
    ),
    Join(
        "lead-in",
        leads_in,
        "（一）总体要求\n扩大内需，优化供给。推动产业升级，改善民生。",
        "（一）办好实事\n扩大内需，优化供给。推动产业升级，改善民生。",
    ),
    Join(
        "one lead",
        one_lead,
        "新建幼儿园3所。招聘教师50名。（牵头单位：县教育局）",
        "新建幼儿园3所。招聘教师50名。",
    ),
    Join(
        "one item",
        one_item,
        "附件：民生实事\n1.新建幼儿园3所。招聘教师50名。",
        "附件：民生实事\n1.新建幼儿园3所。\n2.招聘教师50名。",
    ),
)
