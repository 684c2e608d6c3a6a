"""Sentences to clauses: what was done or is promised, with its verb, its objects and its kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from report_parser.clauses.candidates import Spans
from report_parser.clauses.constructions import Reader
from report_parser.clauses.cues import SIGN, Cues, cue_lexicon
from report_parser.clauses.ground import Frame, Numbers
from report_parser.clauses.kinds import decide, modality_of, status_of
from report_parser.clauses.objects import object_lexicon
from report_parser.clauses.parts import Part, PartReader
from report_parser.clauses.standing import Column, Passage, Place, Setting, signs_of
from report_parser.clauses.things import ThingReader
from report_parser.clauses.topics import TopicReader
from report_parser.document import Clause, Document, ObjectPhrase, Section
from report_parser.numbers.shapes import SERIES
from report_parser.rules import Rules
from report_parser.times.timeline import Timeline
from report_parser.words.lengths import CLAUSE_LIMIT, pieces
from report_parser.words.lexicon import Lexicon, lexicon
from report_parser.words.noun_phrases import PhraseCutter, cutter
from report_parser.words.numbering import numbering_of
from report_parser.words.patterns import any_of

# Marks that end a clause, enumeration commas, and what is passed over whole: what stands in quotes or brackets. Each is
# told by its first character, so that all others are passed at once.
_ENDING = "，；。！？：…,;:!?\n"
_MARKS = re.compile(
    rf"[{_ENDING}、“《（(](?:(?<=[{_ENDING}、])"
    r"|(?<=“)[^“”\n]{0,80}”|(?<=《)[^》\n]*》|(?<=（)[^）\n]*）|(?<=\()[^)\n]*\))"
)
_FINAL = "。！？"


class Stretch(NamedTuple):
    """A stretch of a sentence between two marks, with the enumeration commas inside it."""

    start: int
    end: int
    commas: Sequence[int]
    mark: str


@dataclass(frozen=True, slots=True)
class _Stage:
    """What every clause of a document is read with. Made once and asked everywhere: slots answer fastest."""

    doc: Document
    text: str
    reader: Reader
    verbs: Lexicon
    things: ThingReader
    cues: Cues
    responsible: re.Pattern[str]
    bodies: re.Pattern[str]
    numbers: Numbers
    parts: PartReader
    topics: TopicReader
    numbering: re.Pattern[str]
    numbering_firsts: frozenset[str]
    items: frozenset[int]
    cut: PhraseCutter
    setting: Setting


class _Scene(NamedTuple):
    """The sentence a clause stands in: its index, its section, and the words that speak for all its clauses."""

    sentence: int
    section: str
    passage: Passage


def clauses(doc: Document, rules: Rules) -> Document:
    """Fill `clauses`: 大力实施四年行动，新增学位900个。 -> 实施 四年行动, 新增 学位."""
    stage = _stage(doc, rules)
    found: list[Clause] = []
    previous: Clause | None = None
    paragraph = [0]
    for scene in _scenes(stage):
        start, end, number = doc.sentences[scene.sentence]
        if previous is not None and previous.section != scene.section:
            previous = None
        if number != doc.sentences[scene.sentence - 1].paragraph:
            paragraph = [len(found), *paragraph[:1]]
        # Whom a task is given to stands behind it in its sentence or brackets, or on a line below its paragraph.
        first = len(found)
        bodies = stage.responsible.search(doc.text, start, end) if stage.cues.any("responsible", start, end) else None
        if bodies is not None:
            if bodies.start() <= start + 1:
                first = paragraph[0] if paragraph[0] < len(found) else paragraph[-1]
            end = bodies.start()
        for clause in _statements(stage, start, end, scene, previous):
            found.append(clause)
            previous = clause
        if bodies is not None:
            names = tuple(name for name in stage.bodies.split(bodies[1].strip()) if name)
            found[first:] = [clause._replace(responsible=clause.responsible + names) for clause in found[first:]]
        if end > start and doc.text[end - 1] in _FINAL:
            previous = None
    return replace(doc, clauses=tuple(found))


def _stage(doc: Document, rules: Rules) -> _Stage:
    """What the clauses of `doc` are read with."""
    numbers = Numbers(_number_spans(doc))
    verbs = lexicon(rules)
    reader = Reader(doc.text, doc.word_starts, verbs)
    turnless = doc.plan_starts_at is None
    return _Stage(
        doc=doc,
        text=doc.text,
        reader=reader,
        verbs=verbs,
        things=ThingReader(doc.text, doc.word_starts, reader, verbs, object_lexicon(rules), numbers),
        cues=Cues(doc, cue_lexicon(rules)),
        responsible=_responsible(rules),
        bodies=_between_bodies(rules),
        numbers=numbers,
        parts=PartReader(doc.text, reader, verbs, numbers),
        topics=TopicReader(reader, numbers),
        numbering=_numbering(rules),
        numbering_firsts=numbering_of(rules).firsts | set("#—"),
        items=frozenset(numeral.end for numeral in doc.numerals if numeral.type == "list"),
        cut=cutter(rules),
        setting=Setting(
            national=doc.masthead is not None and doc.masthead.jurisdiction.level == "national",
            turnless=turnless,
            planning=turnless and doc.plan_reported is not None,
            timeline=Timeline(doc),
        ),
    )


@lru_cache(maxsize=8)
def _numbering(rules: Rules) -> re.Pattern[str]:
    """What stands before the first word of an item: its number, a bullet, marks and spaces."""
    marks = numbering_of(rules)
    # 一、二、三产业 numbers no item.
    return re.compile(rf"(?:(?!{SERIES})(?:{marks.line}|{marks.sentence}|(?!-+[\d.,]+[%‰]){marks.bullet}|[#—]|\s))+")


@lru_cache(maxsize=8)
def _responsible(rules: Rules) -> re.Pattern[str]:
    """Who is responsible, in brackets or behind a colon: （牵头单位：县交通局）."""
    return re.compile(rf"[（(]?{any_of(rules.cues.words('responsible'))}[：:]([^，。；\n（）()]+)[）)]?")


@lru_cache(maxsize=8)
def _between_bodies(rules: Rules) -> re.Pattern[str]:
    """What parts several bodies: 县水利局、交通局. 和 does behind the end of one alone: 市工业和信息化局 is one."""
    ends = "|".join(f"(?<={re.escape(end)})" for end in rules.words.body)
    return re.compile(rf"、|\s+|(?:{ends or '(?!)'})[和及]")


def _scenes(stage: _Stage) -> Iterator[_Scene]:
    """The sentences that hold statements, headings on a line of their own left out."""
    doc = stage.doc
    sections = _SectionWalk(doc.sections)
    paragraph, span = -1, (0, 0)
    ends = {sentence.paragraph: sentence.end for sentence in doc.sentences}
    listed = False
    for index, sentence in enumerate(doc.sentences):
        section = sections.at(sentence.start)
        headed = section is not None and not section.inline and sentence.end <= section.heading_end
        if headed or doc.is_silent(sentence.start):
            continue
        if (section is None or section.kind == "opening") and doc.text[sentence.end - 1] not in _FINAL:
            continue  # a line of the masthead: title, date, speaker
        if sentence.paragraph != paragraph:
            paragraph, span = sentence.paragraph, (sentence.start, ends[sentence.paragraph])
            listed = listed and stage.numbering.match(doc.text, sentence.start) is not None
        passage = Passage(
            stage.cues,
            stage.setting,
            sentence.start,
            sentence.end,
            span,
            section.kind if section is not None else "opening",
            listed=listed,
        )
        listed = listed or passage.announces()
        yield _Scene(index, section.id if section is not None else "", passage)


class _SectionWalk:
    """The innermost section at ever later places of a text."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sorted(sections, key=lambda section: (section.start, section.level))
        self._next = 0
        self._open: list[Section] = []

    def at(self, place: int) -> Section | None:
        while self._next < len(self._sections) and self._sections[self._next].start <= place:
            self._open.append(self._sections[self._next])
            self._next += 1
        while self._open and self._open[-1].end <= place:
            self._open.pop()
        return self._open[-1] if self._open else None


def _number_spans(doc: Document) -> list[tuple[int, int]]:
    """Where quantities stand; the parts of a ratio (10.2:45.3:44.5) stand together."""
    spans: list[tuple[int, int]] = []
    for numeral in doc.numerals:
        if numeral.type not in ("fact", "baseline"):
            continue
        if spans and numeral.start - spans[-1][1] == 1 and doc.text[spans[-1][1]] in ":∶":
            spans[-1] = (spans[-1][0], numeral.end)
        else:
            spans.append((numeral.start, numeral.end))
    return spans


def _stretches(text: str, start: int, end: int, items: frozenset[int]) -> Iterator[Stretch]:
    """The stretches of a sentence between its marks; the mark that ends the number of an item (第一，) parts none.

    `items` holds where those numbers end.
    """
    at = start
    commas: list[int] = []
    for found in _MARKS.finditer(text, start, end):
        place = found.start()
        if place + 1 in items:
            continue
        mark = text[place]
        if mark == "、":
            commas.append(place)
        elif mark in _ENDING:
            # 1,100 and 10:30 are numbers, not clauses
            if mark in ",:" and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit():
                continue
            if place > at:
                yield from _bounded(text, Stretch(at, place, commas, mark))
            at, commas = place + 1, []
    if at < end:
        yield from _bounded(text, Stretch(at, end, commas, ""))


def _bounded(text: str, stretch: Stretch) -> Iterator[Stretch]:
    """The stretch itself, or in pieces where it is too long for a clause."""
    if stretch.end - stretch.start <= CLAUSE_LIMIT:
        yield stretch
        return
    for start, end in pieces(text, stretch.start, stretch.end, CLAUSE_LIMIT):
        inside = stretch.commas[bisect_left(stretch.commas, start) : bisect_left(stretch.commas, end - 1)]
        yield Stretch(start, end, inside, stretch.mark if end == stretch.end else "")


def _statements(stage: _Stage, start: int, end: int, scene: _Scene, previous: Clause | None) -> Iterator[Clause]:
    """The clauses of a sentence, a topic joined to the clause behind it: 投资3亿元的造纸项目，|已竣工|."""
    stretches = list(_stretches(stage.text, start, end, stage.items))
    topics = _topics(stage, stretches)
    named: Clause | None = None
    for at, stretch in enumerate(stretches):
        for clause in _read(stage, stretch, scene, previous, named.start if named else None, topic=at in topics):
            previous = clause
            if at in topics:
                named = clause
            else:
                named = None
                yield clause
    if named is not None:
        yield named


def _topics(stage: _Stage, stretches: Sequence[Stretch]) -> frozenset[int]:
    """The stretches that only name what one behind them speaks of; several may follow each other."""
    topics: set[int] = set()
    for at in range(len(stretches) - 2, -1, -1):
        stretch, behind = stretches[at], stretches[at + 1]
        if stretch.mark not in ("，", ","):
            continue
        resumed = at + 1 in topics or stage.topics.resumes(behind.start, behind.end)
        start = _behind_number(stage, stretch)
        numbers = stage.numbers.within(start, stretch.end)
        if (resumed or numbers) and stage.topics.names(start, stretch.end, numbers):
            topics.add(at)
    return frozenset(topics)


def _behind_number(stage: _Stage, stretch: Stretch) -> int:
    """Where a stretch begins behind the number of an item and white space."""
    first = stage.text[stretch.start]
    if not (first in stage.numbering_firsts or first.isdecimal() or first.isspace()):
        return stretch.start  # nearly always, and sooner than the pattern tells
    numbering = stage.numbering.match(stage.text, stretch.start, stretch.end)
    return stretch.start if numbering is None else numbering.end()


def _read(
    stage: _Stage, stretch: Stretch, scene: _Scene, previous: Clause | None, since: int | None, *, topic: bool
) -> Iterator[Clause]:
    """The clauses of one stretch: mostly one, more where 、 joins parts that each have a verb.

    `since` is where the topic begins that stands before it; `topic` tells that it is one itself.
    """
    text = stage.text
    start, end = _behind_number(stage, stretch), stretch.end
    while end > start and text[end - 1] in " \u3000*_":
        end -= 1
    if end - start < 2:
        return
    if stretch.mark in "：:" and stretch.mark and text[end - 1] in "是为有下现面":
        return
    for part in (stage.topics.part(start, end),) if topic else stage.parts.parts(start, end, stretch.commas):
        if part.frame.form == "adjunct" or (part.frame.form == "verbless" and not part.numbers and not topic):
            continue
        clause = _clause(stage, part if since is None else part._replace(start=since), scene, previous)
        previous, since = clause, None
        yield clause


def _clause(stage: _Stage, part: Part, scene: _Scene, previous: Clause | None) -> Clause:
    """One clause with its objects and kind."""
    text, cues = stage.text, stage.cues
    start, end, parsed, numbers = part
    if numbers and parsed.form == "subject":
        # 比上一年|增产 2200 万吨 says nothing of what: that stands in the clause before.
        compared = stage.cut.compared(text, parsed.subject_start, parsed.subject_end)
        if compared != parsed.subject_end:
            parsed = replace(parsed, subject_end=compared)
    verb_start, verb_end = parsed.verb_start, parsed.verb_end
    action = _action(stage, parsed)
    things, elided = stage.things.of(parsed, end, action, numbers, previous)
    passage = scene.passage
    speaks = passage.speaks(_names_subject(stage, start, parsed), pronoun=_is_pronoun(stage, start, verb_start))
    place = _place(stage, start, end, parsed, action, numbers, things, spoken_of=speaks)
    continued = elided and bool(numbers) and place.column is None and _goes_on_promising(previous, scene)
    cues.met.clear()
    signs = signs_of(cues, scene.passage, place)
    rule = decide(cues, scene.passage, place, signs, continued=continued)
    outcome = cues.closing("outcome", start, end) if signs & SIGN["outcome"] and not numbers else None
    promised = rule.kind == "commitment"
    return Clause(
        start=start,
        end=end,
        sentence=scene.sentence,
        section=scene.section,
        kind=rule.kind,
        action=action,
        action_start=verb_start,
        action_end=verb_end,
        subject_start=parsed.subject_start,
        subject_end=parsed.subject_end,
        objects=things,
        status=status_of(cues, action, start, verb_end) if rule.kind == "achievement" else None,
        modality=modality_of(cues, start, verb_end) if promised else None,
        deadline=stage.setting.timeline.deadline(start, end) if promised else None,
        outcome=text[outcome.start : outcome.end] if outcome else None,
        rule=rule.name,
        reason=rule.reason,
        construction=parsed.construction,
        candidates=parsed.candidates,
        cues=tuple(dict.fromkeys(cues.met)) if cues.met else (),
    )


def _action(stage: _Stage, parsed: Frame) -> str:
    """The verb without its particle: 建成了 -> 建成; 超过 and 通过 are verbs, 有过 is one with its particle."""
    action = stage.text[parsed.verb_start : parsed.verb_end].rstrip("了着")
    return action if action in stage.verbs.verbs.words else action.rstrip("过")


def _place(
    stage: _Stage,
    start: int,
    end: int,
    parsed: Frame,
    action: str,
    numbers: Spans,
    things: tuple[ObjectPhrase, ...],
    *,
    spoken_of: bool,
) -> Place:
    """Where the clause stands and how it is built, for the rules of its kind."""
    text, heads = stage.text, parsed.form == "object"
    return Place(
        start,
        end,
        parsed.verb_start,
        parsed.verb_end,
        said_from=parsed.verb_start if heads else start,
        # A verb that is as often a noun governs where an adverb tells it: 改革与发展都要…, 精心组织….
        governs=heads and (action not in stage.verbs.nominal or parsed.verb_start > start),
        numeric=bool(numbers),
        perfective=text[parsed.verb_end - 1] == "了" or (bool(numbers) and text.startswith("了", parsed.verb_end)),
        idiom=parsed.construction == "idiom" and not things,
        column=_column(stage, start, end),
        verb=action.rstrip("了着过"),
        spoken_of=spoken_of,
    )


def _is_pronoun(stage: _Stage, start: int, verb: int) -> bool:
    """Whether a clause opens with a word for those of whom it speaks: 但是|我们|珍惜和平."""
    text, words = stage.text, stage.verbs
    while length := words.pronouns.longest(text, start, verb) or words.leading.longest(text, start, verb):
        if text[start : start + length] in words.pronouns.words:
            return True
        start += length
    return False


def _names_subject(stage: _Stage, start: int, parsed: Frame) -> bool:
    """Whether a clause has a subject, and not just a phrase of circumstance, or a topic: 粮食|供应充足."""
    first, last = parsed.subject_start, parsed.subject_end
    if parsed.form in ("subject", "both") and last > first:
        return not stage.verbs.prepositions.longest(stage.text, first, last)
    return stage.text.find("，", start, parsed.verb_start) >= 0


def _column(stage: _Stage, start: int, end: int) -> Column | None:
    """What the head of its column says of a clause that is a cell of a table, or ends with one."""
    cells = stage.doc.cells
    last = bisect_left(cells, end, key=lambda cell: cell.start) - 1
    if last < 0 or cells[last].end <= start:
        return None
    cell, reviewed = cells[last], stage.setting.timeline.years.review
    if cell.planned is not None:
        return "planned" if cell.planned else "done"
    if cell.year is None or reviewed is None:
        return None
    return "planned" if cell.year > reviewed else "done"


def _goes_on_promising(previous: Clause | None, scene: _Scene) -> bool:
    """Whether the clause before is a promise of the same sentence."""
    return previous is not None and previous.sentence == scene.sentence and previous.kind == "commitment"
