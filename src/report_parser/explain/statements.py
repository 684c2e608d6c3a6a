"""The decisions about a statement: how it is built, its verb and the rivals of it, its objects, its kind.

Every answer is read off what the parse recorded on the clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from report_parser.clauses.constructions import CONSTRUCTIONS
from report_parser.document import Candidate, Clause
from report_parser.explain.ground import Ground
from report_parser.explain.rows import rule_row, word_row
from report_parser.explain.steps import Step
from report_parser.language.reasons import reasons

_TERMS = {each.name: each.term for each in CONSTRUCTIONS}


def statement_steps(ground: Ground, clause: Clause, *, numbers: bool) -> Iterator[Step]:
    """The decisions about a clause in the order in which they fell; `numbers` asks for a list of its numbers."""
    yield _statement(ground, clause, numbers=numbers)
    yield _verb(ground, clause)
    yield _objects(ground, clause)
    yield _kind(ground, clause)


def _statement(ground: Ground, clause: Clause, *, numbers: bool) -> Step:
    say, doc = ground.say, ground.doc
    considered = [say("explain.words", word=" | ".join(ground.words(clause)))]
    inside = [each for each in doc.numerals if clause.start <= each.start < clause.end] if numbers else []
    if inside:
        listed = "、".join(f"{ground.text(each.start, each.end)} ({doc.origins[each.start]})" for each in inside)
        considered.append(say("explain.numbers_here", word=listed))
    rows = dict.fromkeys(ground.word_rows(clause.start, clause.end))
    return Step("explain.statement", ground.text(clause.start, clause.end), (), tuple(considered), tuple(rows))


def _verb(ground: Ground, clause: Clause) -> Step:
    """Which construction the clause is read by, and which words it could have had as its verb."""
    say = ground.say
    term = _TERMS.get(clause.construction, "")
    because = [
        f"{term}：{reason}" if term else reason for reason in ground.reasons("construction", clause.construction)
    ]
    considered = [_rival(ground, clause, each) for each in clause.candidates]
    if clause.subject_end > clause.subject_start:
        considered.append(say("explain.subject", word=ground.text(clause.subject_start, clause.subject_end)))
    rows = [rule_row("construction", clause.construction)] if clause.construction else []
    rows += [f"clauses/evidence.py: {each.evidence.name}" for each in clause.candidates]
    words = (*(ground.text(each.start, each.end) for each in clause.candidates), clause.action)
    rows += [row for word in words if (row := word_row(ground.rules, word)) is not None]
    return Step(
        "explain.verb",
        clause.action or say("explain.verbless"),
        tuple(because),
        tuple(considered),
        tuple(dict.fromkeys(rows)),
    )


def _rival(ground: Ground, clause: Clause, candidate: Candidate) -> str:
    """A word that could be the verb: whether it is, and what spoke for it."""
    if not clause.action:
        key = "explain.candidate_idle"
    else:
        chosen = candidate.start == clause.action_start
        key = "explain.candidate_chosen" if chosen else "explain.candidate_lost"
    return ground.say(
        key,
        word=ground.text(candidate.start, candidate.end),
        evidence="".join(ground.reasons("evidence", candidate.evidence.name)),
        verb=clause.action,
    )


def _objects(ground: Ground, clause: Clause) -> Step:
    """The objects, each by its coordination pattern and the pieces of the text that its name is made of."""
    say = ground.say
    names = "、".join(thing.text for thing in clause.objects)
    rules = tuple(dict.fromkeys(thing.rule for thing in clause.objects if thing.rule))
    pieces = [
        " | ".join(ground.text(*piece) for piece in thing.spans) for thing in clause.objects if len(thing.spans) > 1
    ]
    return Step(
        "explain.objects",
        names or say("explain.no_object"),
        tuple(reason for rule in rules for reason in ground.reasons("object", rule)),
        tuple(say("explain.pieces", word=each) for each in pieces),
        tuple(rule_row("object", rule) for rule in rules),
    )


def _kind(ground: Ground, clause: Clause) -> Step:
    """The rule that decided the kind, with the cues that were met on the way to it."""
    say = ground.say
    section = next((one for one in ground.doc.sections if one.id == clause.section), None)
    means = ground.rules.cues.category
    cues = [(cue.category, ground.text(cue.start, cue.end)) for cue in clause.cues]
    considered = [ground.section(section)] if section is not None else []
    considered += [] if cues else [say("explain.no_cue")]
    for category, word in cues:
        meaning = next((scope.means for name, scope in means.items() if name == category), "")
        considered.append(say("explain.cue", word=word, category=category, means=meaning))
    rows = [rule_row("kind", clause.rule), *(f"data/cues.toml: {category}: {word}" for category, word in cues)]
    if clause.rule.startswith("section:"):
        rows.append("data/headings.toml: heading_cues")
    return Step(
        "explain.kind",
        say(f"kind.{clause.kind}"),
        _kind_reasons(ground, clause),
        tuple(considered),
        tuple(dict.fromkeys(rows)),
    )


def _kind_reasons(ground: Ground, clause: Clause) -> tuple[str, ...]:
    say = ground.say
    words: list[str] = []
    for one in reasons("kind", clause.rule):
        key = f"section.{one.word}"
        word = say(key) if one.key == "section" and key in say.used else one.word
        words.append(one._replace(word=word).text(say.lang))
    return tuple(words)
