"""Sentences to clauses: what was done or is promised, with its verb, its objects and its kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from report_parser.clauses.constructions import Reader
from report_parser.clauses.cues import Cues, cue_lexicon
from report_parser.clauses.ground import Frame, Numbers
from report_parser.clauses.kinds import decide, modality_of, status_of
from report_parser.clauses.objects import ObjectLexicon, object_lexicon, objects
from report_parser.clauses.parts import PartReader
from report_parser.clauses.standing import Passage, Place, Setting, Standing
from report_parser.document import Clause, Document, ObjectPhrase, Section
from report_parser.rules import Rules
from report_parser.times.timeline import Timeline
from report_parser.words.lengths import CLAUSE_LIMIT, pieces
from report_parser.words.lexicon import Lexicon, lexicon
from report_parser.words.noun_phrases import PhraseCutter, cutter
from report_parser.words.numbering import numbering_of
from report_parser.words.patterns import any_of

# Marks that end a clause. What stands in quotes or brackets is passed over whole.
_MARKS = re.compile(r"“[^“”\n]{0,80}”|《[^》\n]*》|（[^）\n]*）|\([^)\n]*\)|([，；。！？：…,;:!?\n])|(、)")
_BODIES = re.compile(r"[、和及]|\s+")
_FINAL = "。！？"
# The rules of objects that the clause before names, and of what only says how much of them.
ELIDED = "of the clause before"
OF_OBJECT_BEFORE = "amount of the object before"
# Two verbs in one: 鼓励和支持.
_JOINED = re.compile("[和并]")


class Stretch(NamedTuple):
    """A stretch of a sentence between two marks, with the enumeration commas inside it."""

    start: int
    end: int
    commas: tuple[int, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class _Stage:
    """What every clause of a document is read with. Made once and asked everywhere: slots answer fastest."""

    doc: Document
    text: str
    reader: Reader
    verbs: Lexicon
    things: ObjectLexicon
    cues: Cues
    responsible: re.Pattern[str]
    numbers: Numbers
    parts: PartReader
    numbering: re.Pattern[str]
    cut: PhraseCutter
    setting: Setting


class _Scene(NamedTuple):
    """The sentence a clause stands in: its index, its section, and the words that speak for all its clauses."""

    sentence: int
    section: str
    passage: Passage


def clauses(doc: Document, rules: Rules) -> Document:
    """Fill `clauses`: 大力实施四年行动，新增学位900个。 -> 实施 四年行动, 新增 学位."""
    numbers = Numbers(_number_spans(doc))
    verbs = lexicon(rules)
    timeline = Timeline(doc)
    reader = Reader(doc.text, doc.word_starts, verbs)
    stage = _Stage(
        doc=doc,
        text=doc.text,
        reader=reader,
        verbs=verbs,
        things=object_lexicon(rules),
        cues=Cues(doc, cue_lexicon(rules)),
        responsible=_responsible(rules),
        numbers=numbers,
        parts=PartReader(doc.text, reader, verbs, numbers),
        numbering=_numbering(rules),
        cut=cutter(rules),
        setting=Setting(
            national=doc.masthead is not None and doc.masthead.jurisdiction.level == "national",
            turnless=doc.plan_starts_at is None,
            planning=doc.plan_starts_at is None and doc.plan_reported is not None,
            timeline=timeline,
        ),
    )
    found: list[Clause] = []
    previous: Clause | None = None
    paragraph = [0]
    for scene in _scenes(stage):
        start, end, number = doc.sentences[scene.sentence]
        if previous is not None and previous.section != scene.section:
            previous = None
        if number != doc.sentences[scene.sentence - 1].paragraph:
            paragraph = [len(found), *paragraph[:1]]
        names: tuple[str, ...] = ()
        # Whom a task is given to stands behind it in its sentence or brackets, or on a line below its paragraph.
        first = len(found)
        bodies = stage.responsible.search(doc.text, start, end) if stage.cues.any("responsible", start, end) else None
        if bodies is not None:
            names = tuple(name for name in _BODIES.split(bodies[1].strip()) if name)
            if bodies.start() <= start + 1:
                first = paragraph[0] if paragraph[0] < len(found) else paragraph[-1]
            end = bodies.start()
        for stretch in _stretches(doc.text, start, end):
            for clause in _read(stage, stretch, scene, previous):
                found.append(clause)
                previous = clause
        if names:
            found[first:] = [clause._replace(responsible=clause.responsible + names) for clause in found[first:]]
        if end > start and doc.text[end - 1] in _FINAL:
            previous = None
    return replace(doc, clauses=tuple(found))


@lru_cache(maxsize=8)
def _numbering(rules: Rules) -> re.Pattern[str]:
    """What stands before the first word of an item: its number, a bullet, marks and spaces."""
    marks = numbering_of(rules)
    return re.compile(rf"(?:{marks.line}|{marks.sentence}|(?!-+[\d.,]+[%‰]){marks.bullet}|[#—]|\s)+")


@lru_cache(maxsize=8)
def _responsible(rules: Rules) -> re.Pattern[str]:
    """Who is responsible, in brackets or behind a colon: （牵头单位：县交通局）."""
    return re.compile(rf"[（(]?{any_of(rules.cues.words('responsible'))}[：:]([^，。；\n（）()]+)[）)]?")


def _scenes(stage: _Stage) -> Iterator[_Scene]:
    """The sentences that hold statements, headings on a line of their own left out."""
    doc = stage.doc
    sections = _SectionWalk(doc.sections)
    paragraph, paragraph_start = -1, 0
    listed = False
    for index, sentence in enumerate(doc.sentences):
        section = sections.at(sentence.start)
        if section is not None and not section.inline and sentence.end <= section.heading_end:
            continue
        if (section is None or section.kind == "opening") and doc.text[sentence.end - 1] not in _FINAL:
            continue  # a line of the masthead: title, date, speaker
        if sentence.paragraph != paragraph:
            paragraph, paragraph_start = sentence.paragraph, sentence.start
            listed = listed and stage.numbering.match(doc.text, sentence.start) is not None
        passage = Passage(
            stage.cues,
            sentence.start,
            sentence.end,
            paragraph_start,
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


def _stretches(text: str, start: int, end: int) -> Iterator[Stretch]:
    """The stretches of a sentence between its marks."""
    at = start
    commas: list[int] = []
    for found in _MARKS.finditer(text, start, end):
        if found[2]:
            commas.append(found.start())
        elif found[1]:
            # 1,100 and 10:30 are numbers, not clauses
            if (
                found[1] in ",:"
                and text[found.start() - 1 : found.start()].isdigit()
                and text[found.end() : found.end() + 1].isdigit()
            ):
                continue
            if found.start() > at:
                yield from _bounded(text, Stretch(at, found.start(), tuple(commas), found[1]))
            at, commas = found.end(), []
    if at < end:
        yield from _bounded(text, Stretch(at, end, tuple(commas), ""))


def _bounded(text: str, stretch: Stretch) -> Iterator[Stretch]:
    """The stretch itself, or in pieces where it is too long for a clause."""
    if stretch.end - stretch.start <= CLAUSE_LIMIT:
        yield stretch
        return
    for start, end in pieces(text, stretch.start, stretch.end, CLAUSE_LIMIT):
        inside = stretch.commas[bisect_left(stretch.commas, start) : bisect_left(stretch.commas, end - 1)]
        yield Stretch(start, end, inside, stretch.mark if end == stretch.end else "")


def _read(stage: _Stage, stretch: Stretch, scene: _Scene, previous: Clause | None) -> Iterator[Clause]:
    """The clauses of one stretch: mostly one, more where 、 joins parts that each have a verb."""
    text = stage.text
    start, end = stretch.start, stretch.end
    numbering = stage.numbering.match(text, start, end)
    if numbering is not None:
        start = numbering.end()
    while end > start and text[end - 1] in " \u3000*_":
        end -= 1
    if end - start < 2:
        return
    if stretch.mark in "：:" and stretch.mark and text[end - 1] in "是为有下现面":
        return
    for left, right, parsed in stage.parts.parts(start, end, stretch.commas):
        if parsed.form == "adjunct":
            continue
        clause = _clause(stage, left, right, parsed, scene, previous)
        if clause is not None:
            previous = clause
            yield clause


def _clause(
    stage: _Stage,
    start: int,
    end: int,
    parsed: Frame,
    scene: _Scene,
    previous: Clause | None,
) -> Clause | None:
    """One clause with its objects and kind; None where nothing is said."""
    text = stage.text
    numbers = stage.numbers.within(start, end)
    if numbers and parsed.form == "subject":
        # 比上一年|增产 2200 万吨 says nothing of what: that stands in the clause before.
        compared = stage.cut.compared(text, parsed.subject_start, parsed.subject_end)
        parsed = parsed._replace(subject_end=compared)
    form, subject_start, subject_end, verb_start, verb_end, construction, candidates = parsed
    action = text[verb_start:verb_end].rstrip("了着")
    if action not in stage.verbs.verbs.words:  # 超过 and 通过 are verbs, 有过 is one with its particle
        action = action.rstrip("过")
    if form == "verbless" and not numbers:
        return None
    if form == "verbless":
        region = (subject_start, end)
    elif form == "subject":
        region = (subject_start, subject_end)
    else:
        region = (verb_end, stage.reader.verbs.object_end(action, verb_end, end))
    causative = any(part in stage.verbs.causative for part in _JOINED.split(action))
    # What a thing is stays one, with all the modifiers that may be listed in it: 是团结拼搏、共同奋斗的结果.
    whole = (causative and _is_clause(stage, *region)) or (action == "是" and "的" in text[verb_end:end])
    things = objects(text, *region, stage.doc.word_starts, numbers, stage.things, clause=causative, whole=whole)
    if (
        form == "both"
        and numbers
        and action == "新增"
        and 0 < subject_end - subject_start <= 4
        and text[verb_end : numbers[0][0]] in stage.verbs.nominal
    ):
        # 城镇新增就业 is the indicator itself.
        things = objects(text, subject_start, end, stage.doc.word_starts, numbers, stage.things)
    elided = not things
    idiom = verb_end - verb_start == 4 and verb_end == end and not numbers and action not in stage.verbs.verbs.words
    if elided and not (idiom and stage.reader.verbs.is_idiom(verb_start, verb_end)):
        things = _elided(stage, parsed, previous)
    elif previous is not None and previous.objects and len(things) == 1:
        only = things[0]
        if only.text in stage.verbs.totals:
            thing = previous.objects[-1]
            spans = thing.spans + only.spans
            things = (only._replace(text=thing.text + only.text, spans=spans, type=thing.type, rule=OF_OBJECT_BEFORE),)
        elif only.text.startswith("占") and form != "object":
            things = tuple(
                only._replace(text=thing.text + only.text, spans=thing.spans + only.spans, rule=OF_OBJECT_BEFORE)
                for thing in previous.objects
            )
    # A verb that is as often a noun governs where an adverb tells it: 改革与发展都要…, 精心组织….
    governs = form == "object" and (action not in stage.verbs.nominal or verb_start > start)
    place = Place(
        start,
        end,
        verb_start,
        verb_end,
        said_from=verb_start if form == "object" else start,
        governs=governs,
        numeric=bool(numbers),
        perfective=text[verb_end - 1] == "了" or (bool(numbers) and text.startswith("了", verb_end)),
    )
    continued = (
        elided
        and bool(numbers)
        and previous is not None
        and previous.sentence == scene.sentence
        and previous.kind == "commitment"
    )
    stage.cues.met.clear()
    rule = decide(Standing(stage.cues, scene.passage, place, stage.setting), continued=continued)
    kind = rule.kind
    outcome = stage.cues.closing("outcome", start, end) if not numbers else None
    commitment, achievement = kind == "commitment", kind == "achievement"
    return Clause(
        start=start,
        end=end,
        sentence=scene.sentence,
        section=scene.section,
        kind=kind,
        action=action,
        action_start=verb_start,
        action_end=verb_end,
        subject_start=subject_start,
        subject_end=subject_end,
        objects=things,
        status=status_of(stage.cues, action, start, verb_end) if achievement else None,
        modality=modality_of(stage.cues, start, verb_end) if commitment else None,
        deadline=stage.setting.timeline.deadline(start, end) if commitment else None,
        outcome=text[outcome.start : outcome.end] if outcome else None,
        rule=rule.name,
        reason=rule.reason,
        construction=construction,
        candidates=candidates,
        cues=tuple(dict.fromkeys(stage.cues.met)),
    )


def _is_clause(stage: _Stage, start: int, end: int) -> bool:
    """Whether a causative verb governs one clause with a list inside: 引导|企业参与交通、水利建设."""
    text = stage.text
    comma = text.find("、", start, end)
    if comma < 0:
        return False
    before = stage.reader.frame(start, comma, ())
    if before.form == "both" and text[before.verb_start : before.verb_end] not in stage.verbs.nominal:
        after = stage.reader.frame(comma + 1, end, ())
        return after.form != "object" or text[after.verb_start : after.verb_end] in stage.verbs.nominal
    last = text.rfind("、", start, end)
    return (
        "等" not in text[last:end] and stage.reader.frame(last + 1, end, ()).form == "both" and before.form != "subject"
    )


def _elided(stage: _Stage, parsed: Frame, previous: Clause | None) -> tuple[ObjectPhrase, ...]:
    """The objects of a clause that names none: its subject, else those of the clause before."""
    if parsed.subject_end > parsed.subject_start:
        numbers = stage.numbers.within(parsed.subject_start, parsed.subject_end)
        own = objects(
            stage.doc.text, parsed.subject_start, parsed.subject_end, stage.doc.word_starts, numbers, stage.things
        )
        if own:
            return own
    return tuple(thing._replace(rule=ELIDED) for thing in previous.objects) if previous is not None else ()
