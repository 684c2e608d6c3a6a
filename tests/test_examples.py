"""Every example that stands beside a rule is read as it says.

A table of rules enters by one line of `TABLES`: its rules with their examples, and the function that reads one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
import regex

from report_parser.clauses.constructions import CONSTRUCTIONS, Reader
from report_parser.clauses.cues import Cues, Hit, cue_lexicon
from report_parser.clauses.evidence import EXAMPLES as EVIDENCE_EXAMPLES
from report_parser.clauses.evidence import Evidence
from report_parser.clauses.ground import Frame, Numbers
from report_parser.clauses.kinds import KIND_RULES, SAME_SENTENCE
from report_parser.clauses.objects import PATTERNS
from report_parser.clauses.parts import SEAM_RULES, PartReader
from report_parser.facts.measure_verbs import measure_finder
from report_parser.rules.cues import CueCategory
from report_parser.rules.times import TimePart, TimePhrase, TimeReference, TimeRule
from report_parser.times.grammar import time_grammar
from report_parser.words.coordination import MEASURED, divide
from report_parser.words.lexicon import lexicon
from report_parser.words.patterns import any_of
from report_parser.words.pieces import Phrase
from section import read, rules, timed


class Table(NamedTuple):
    """A table of rules: each rule's name and example, and what asserts that the example is read by that rule."""

    name: str
    examples: Sequence[tuple[str, str]]
    check: Callable[[str, str], None]


def parted(example: str) -> tuple[str, str]:
    """The text of an example, and the verb that bars part off in it: 省政府|商讨|供水办法 -> 商讨; "" without bars."""
    before, _, rest = example.partition("|")
    verb, _, after = rest.partition("|")
    return before + verb + after, verb


def reader(text: str) -> tuple[Reader, Numbers]:
    """What reads the clauses of a text, and the quantities in it."""
    doc = read(text, "review")
    numbers = Numbers([(n.start, n.end) for n in doc.numerals if n.type in ("fact", "baseline")])
    return Reader(doc.text, doc.word_starts, lexicon(rules())), numbers


def frame(text: str) -> Frame:
    """The clause that a text is, taken apart; a comma behind it is none of its own."""
    of, numbers = reader(text)
    end = len(text) - text.endswith("，")
    return of.frame(0, end, numbers.within(0, end))


def construction(name: str, example: str) -> None:
    """The clause is built by the construction of that name, and its verb is the one between the bars."""
    text, verb = parted(example)
    found = frame(text)
    assert (found.construction, text[found.verb_start : found.verb_end]) == (name, verb)


def evidence(name: str, example: str) -> None:
    """That rank speaks for the word between the bars, chosen or not."""
    text, verb = parted(example)
    start = example.index("|")
    told = [
        each.evidence.name for each in frame(text).candidates if (each.start, each.end) == (start, start + len(verb))
    ]
    assert told == [name]


CUES = {f"{cue.category} {cue.words[0]}": cue for cue in rules().cues.cue}
KINDS = {rule.name: rule for rule in (*KIND_RULES, SAME_SENTENCE)}


def found_cue(category: CueCategory, text: str, word: str = "") -> Hit | None:
    """The cue of a category that counts in a clause; of a verb, `word`."""
    lexicon = cue_lexicon(rules())
    cues = Cues(read(text, "review"), lexicon)
    position = lexicon.scopes[category].position
    if position == "verb":
        place = text.index(word)
        return Hit(place, place + len(word)) if word in lexicon.words[category] else None
    if position == "closing":
        return cues.closing(category, 0, len(text))
    return (cues.first if position == "anywhere" else cues.opening)(category, 0, len(text))


def cue(name: str, example: str) -> None:
    """The word between the bars is a cue of that category in its clause, and one of the entry's own words."""
    text, word = parted(example)
    hit = found_cue(CUES[name].category, text, word)
    assert hit is not None and text[hit.start : hit.end] == word and hit.start == example.index("|")
    assert word in CUES[name].words


def no_cue(name: str, example: str) -> None:
    """No word of the category counts in the clause, or as its verb, which stands between the bars."""
    text, word = parted(example)
    assert found_cue(CUES[name].category, text, word) is None


def kind(name: str, example: str) -> None:
    """The rule of that name decides the last clause of the example, in the first of the rule's sections."""
    last = read(example, KINDS[name].sections[0]).clauses[-1]
    assert (last.rule, last.kind) == (name, KINDS[name].kind)


def other_kind(name: str, example: str) -> None:
    """Another rule decides the last clause of the near miss."""
    assert read(example, KINDS[name].sections[0]).clauses[-1].rule != name


def listed(example: str) -> tuple[set[str], bool]:
    """The patterns that read the list of an example, and whether the verb and the names are as it says.

    Its form is verb|list -> name | name: 提高|养老、工伤等待遇 -> 养老待遇 | 工伤待遇.
    """
    before, _, names = example.partition(" -> ")
    verb, _, things = before.partition("|")
    (clause,) = read(f"{verb}{things}。", "plan").clauses
    said = (clause.action, [thing.text for thing in clause.objects]) == (verb, names.split(" | "))
    return {thing.rule for thing in clause.objects}, said


def coordination(name: str, example: str) -> None:
    """The list is read by that pattern, as the names it stands for."""
    assert listed(example) == ({name}, True)


def no_coordination(name: str, example: str) -> None:
    """The list is read by another pattern, as the names it stands for."""
    rules_used, said = listed(example)
    assert said and name not in rules_used


def divided(example: str) -> tuple[str, bool]:
    """The way in which the items of an example share their words, and whether the names are as it says."""
    text, _, names = example.partition(" -> ")
    wanted = names.split(" | ")
    found = divide(Phrase.of(text, ((0, len(text)),)), len(wanted), rules())
    assert found is not None
    return found[0], [phrase.name for phrase in found[1]] == wanted


def sharing(name: str, example: str) -> None:
    """The numbers are told apart in that way."""
    assert divided(example) == (name, True)


def no_sharing(name: str, example: str) -> None:
    """The numbers are told apart in another way."""
    way, said = divided(example)
    assert said and way != name


def seam(name: str, example: str) -> None:
    """The stretch is cut at the bar alone, by the rule of that name."""
    text = example.replace("|", "")
    of, numbers = reader(text)
    parts = PartReader(text, of, lexicon(rules()), numbers)
    commas = [at for at, char in enumerate(text) if char == "、"]
    assert list(parts.cuts(0, len(text), commas, frame(text))) == [(example.index("|") - 1, name)]


HEDGES = {f"{each.side} {each.words[0]}": each for each in rules().hedges.hedge}


def bounded(text: str) -> tuple[str, str]:
    """What bounds the last number of a text: the comparator and the word that gives it."""
    quantity = read(text, "review").numerals[-1].quantity
    assert quantity is not None
    return quantity.comparator, text[slice(*quantity.hedge)]


def hedge(name: str, example: str) -> None:
    """The word between the bars bounds the number; without a comparator, it is no part of what stands before it."""
    text, word = parted(example)
    entry = HEDGES[name]
    assert word in entry.words
    if entry.comparator is not None:
        assert bounded(text) == (entry.comparator, word)
    before = example.partition("|")[0]
    if entry.bare:
        assert measure_finder(rules()).without_hedge(before + word) == before


def no_hedge(name: str, example: str) -> None:
    """No word of the entry bounds the last number, or leads up to it."""
    comparator, word = bounded(example)
    entry = HEDGES[name]
    assert word not in entry.words and (comparator == "eq" or comparator != entry.comparator)
    before = example[: read(example, "review").numerals[-1].start]
    if entry.comparator is None:
        assert measure_finder(rules()).without_hedge(before) == before


TIME_RULES = rules().times


def named_rules(
    each: TimeRule | TimePart | TimePhrase | TimeReference, examples: Sequence[str]
) -> list[tuple[str, str]]:
    """Each example under the name of its rule; of more than one, numbered."""
    return [(f"{each.name}#{number}" if number else each.name, text) for number, text in enumerate(examples)]


def time_word(name: str, example: str) -> None:
    """The rule reads the word between the bars, and behind => stand its years, and the month where it has one."""
    sentence, _, years = example.partition(" => ")
    text, word = parted(sentence)
    (time,) = (each for each in timed(text, "plan").times if each.rule == name.partition("#")[0])
    named = "-".join(map(str, dict.fromkeys([time.start_year, time.end_year])))
    month = f"-{time.month:02d}" if time.month is not None else ""
    assert (text[time.start : time.end], named + month, time.reference) == (word, years, "")


def no_time_word(name: str, example: str) -> None:
    """The rule reads nothing."""
    assert name.partition("#")[0] not in [time.rule for time in timed(example, "plan").times]


def time_part(name: str, example: str) -> None:
    """The part of that name stands between the bars, and behind => its month and day."""
    sentence, _, ends = example.partition(" => ")
    text, part = parted(sentence)
    start = example.index("|")
    (found,) = (each for each in time_grammar(rules()).find(text) if each.part == name.partition("#")[0])
    told = "-".join(str(each) for each in (found.month, found.day) if each is not None)
    assert (text[start : found.stop], told) == (part, ends)


def time_reference(name: str, example: str) -> None:
    """The time between the bars is one that something is only compared with, by the reference of that name."""
    text, word = parted(example)
    times = timed(text, "review").times
    assert [text[time.start : time.end] for time in times if time.reference == name.partition("#")[0]] == [word]


def phrase_at(name: str, text: str, at: int = 0) -> tuple[int, int] | None:
    """Where the phrase of that name first stands in a text from `at` on."""
    (phrase,) = (each for each in TIME_RULES.phrase if each.name == name.partition("#")[0])
    others = {"period": "[年月]", "plan_word": any_of(rules().numerals.plan_words)}
    found = regex.compile(TIME_RULES.expanded(phrase.pattern, **others)).search(text, at)
    return found.span() if found is not None else None


def time_phrase(name: str, example: str) -> None:
    """The phrase stands between the bars."""
    text, phrase = parted(example)
    start = example.index("|")
    assert phrase_at(name, text, start) == (start, start + len(phrase))


def no_time_phrase(name: str, example: str) -> None:
    """The phrase stands nowhere in the text."""
    assert phrase_at(name, example) is None


TABLES = (
    Table("constructions", [(each.name, each.example) for each in CONSTRUCTIONS], construction),
    Table("evidence", [(rank.name, example) for rank, example in EVIDENCE_EXAMPLES], evidence),
    Table("cues", [(name, each.example) for name, each in CUES.items()], cue),
    Table("near misses of cues", [(name, each.near_miss) for name, each in CUES.items()], no_cue),
    Table("kinds", [(name, rule.example) for name, rule in KINDS.items()], kind),
    Table(
        "near misses of kinds", [(name, rule.near_miss) for name, rule in KINDS.items() if rule.near_miss], other_kind
    ),
    Table("coordination", [(each.name, each.example) for each in PATTERNS], coordination),
    Table("no coordination", [(each.name, each.near_miss) for each in PATTERNS], no_coordination),
    Table("sharing", [(each.name, each.example) for each in MEASURED], sharing),
    Table("no sharing", [(each.name, each.near_miss) for each in MEASURED], no_sharing),
    Table("parts", [(rule.name, rule.example) for rule in SEAM_RULES], seam),
    Table("hedges", [(name, each.example) for name, each in HEDGES.items()], hedge),
    Table("near misses of hedges", [(name, each.near_miss) for name, each in HEDGES.items()], no_hedge),
    Table("times", [row for each in TIME_RULES.rule for row in named_rules(each, each.examples)], time_word),
    Table("parts of a year", [row for each in TIME_RULES.part for row in named_rules(each, each.examples)], time_part),
    Table(
        "near misses of times", [row for each in TIME_RULES.rule for row in named_rules(each, each.never)], no_time_word
    ),
    Table("time phrases", [row for each in TIME_RULES.phrase for row in named_rules(each, each.examples)], time_phrase),
    Table(
        "near misses of time phrases",
        [row for each in TIME_RULES.phrase for row in named_rules(each, each.never)],
        no_time_phrase,
    ),
    Table(
        "references", [row for each in TIME_RULES.reference for row in named_rules(each, each.examples)], time_reference
    ),
)


def test_every_rule_of_a_kind_that_asks_for_something_has_a_near_miss() -> None:
    assert not [rule.name for rule in KIND_RULES if (rule.needs or rule.never) and not rule.near_miss]


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_every_rule_has_a_name_of_its_own_and_an_example(table: Table) -> None:
    names = [name for name, _ in table.examples]
    assert len(names) == len(set(names))
    assert all(example.strip("|") for _, example in table.examples)


@pytest.mark.parametrize(
    ("table", "name", "example"),
    [pytest.param(table, *row, id=f"{table.name}: {row[0]}") for table in TABLES for row in table.examples],
)
def test_an_example_is_read_as_it_says(table: Table, name: str, example: str) -> None:
    table.check(name, example)


def test_every_time_has_a_name_of_its_own_and_an_example() -> None:
    for table in (TIME_RULES.rule, TIME_RULES.part, TIME_RULES.phrase, TIME_RULES.reference):
        assert len({each.name for each in table}) == len(table)
        assert [each.name for each in table if not each.examples] == []


def test_every_rank_of_evidence_has_an_example() -> None:
    assert [rank for rank, _ in EVIDENCE_EXAMPLES] == list(Evidence)


def test_a_clause_keeps_the_candidates_that_lost() -> None:
    text = "数字政府建设跑出加速度"
    (clause,) = read(text, "review").clauses
    assert (clause.construction, clause.action) == ("subject verb", "跑出")
    rivals = [(text[each.start : each.end], each.evidence) for each in clause.candidates]
    assert rivals == [("建设", Evidence.NOUN_BEHIND_ACTOR), ("跑出", Evidence.PLAIN_VERB)]
