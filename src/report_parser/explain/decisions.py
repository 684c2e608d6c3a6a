"""Why a number became the fact it is, or none: what each stage decided, by which rule, and what it looked at.

For users who report an error and developers who look for it. Nothing is parsed anew: the answer is read off
the working document, whose items carry the ids of the rules that made them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from report_parser.document import Clause, Document, Fact, Numeral, Quantity, Section
from report_parser.language.messages import Wording
from report_parser.language.reasons import Family, reasons
from report_parser.model import plain
from report_parser.numbers.units import units_of
from report_parser.rules import Rules

_NEAR = 8
_PARAGRAPH_OPENING = 14


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: what about, what came out, why, and where the words stand that decided it."""

    about: str
    found: str
    because: tuple[str, ...]
    considered: tuple[str, ...] = ()
    rule: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The decisions about one passage; `start`..`end` are source offsets of the number, or of what was asked about."""

    start: int
    end: int
    text: str
    sentence: str
    steps: tuple[Step, ...]


def explain_at(doc: Document, at: int, rules: Rules, wording: Wording) -> Explanation:
    """What stands at a source offset of a finished document: a number with its whole story, or a statement.

    In 全年地区生产总值1351亿元。 any offset of 1351亿元 gives the fact, any other the statement.
    """
    folded = max(bisect_right(doc.origins, at, 0, len(doc.text) or 1) - 1, 0)
    return _Teller(doc, rules, wording).tell(folded)


def places_of(doc: Document, passage: str) -> list[int]:
    """The source offsets at which a passage stands, read as the parser reads: 1351 亿元 is found as 1351亿元 too."""
    from report_parser.layout.normalise import fold

    wanted = fold(passage.strip()).text.strip()
    found: list[int] = []
    at = doc.text.find(wanted) if wanted else -1
    while at >= 0:
        found.append(doc.origins[at])
        at = doc.text.find(wanted, at + len(wanted))
    return found


def explain_passage(doc: Document, at: int, length: int, rules: Rules, wording: Wording) -> list[Explanation]:
    """Every number of a passage that begins at source offset `at`, or its statement where it holds none."""
    teller = _Teller(doc, rules, wording)
    start = max(bisect_right(doc.origins, at, 0, len(doc.text) or 1) - 1, 0)
    inside = [n.start for n in doc.numerals if n.end > start and doc.origins[n.start] < at + length]
    return [teller.tell(place) for place in inside or [start]]


class _Teller:
    """Tells the decisions of one document in one language."""

    def __init__(self, doc: Document, rules: Rules, wording: Wording) -> None:
        self._doc = doc
        self._rules = rules
        self._say = wording
        self._facts = {fact.numeral: fact for fact in doc.facts}
        self._baselines = {fact.baseline: fact for fact in doc.facts if fact.baseline is not None}

    def tell(self, at: int) -> Explanation:
        index = bisect_right([numeral.start for numeral in self._doc.numerals], at) - 1
        if index >= 0 and at < self._doc.numerals[index].end:
            numeral = self._doc.numerals[index]
            return self._explanation(numeral.start, numeral.end, tuple(self._numeral_steps(index, numeral)))
        clause = self._clause_at(at)
        if clause is not None:
            return self._explanation(clause.start, clause.end, tuple(self._statement_steps(clause, numbers=True)))
        start, end = self._sentence(at)
        return self._explanation(start, end, (self._nowhere(at),))

    def _explanation(self, start: int, end: int, steps: tuple[Step, ...]) -> Explanation:
        source_start, source_end = self._doc.source_span(start, end)
        sentence_start, sentence_end = self._doc.source_span(*self._sentence(start))
        text = self._doc.source.text
        sentence = " ".join(text[sentence_start:sentence_end].split())
        return Explanation(source_start, source_end, text[source_start:source_end], sentence, steps)

    # --- a number -----------------------------------------------------------------------------------------

    def _numeral_steps(self, index: int, numeral: Numeral) -> Iterator[Step]:
        yield self._ledger_step(numeral)
        fact = self._facts.get(index)
        if numeral.quantity is not None:
            yield self._value_step(numeral, numeral.quantity, fact)
        clause = self._clause_at(numeral.start)
        if fact is None:
            reached = self._baselines.get(index)
            if reached is not None:
                target = self._doc.numerals[reached.numeral]
                words = self._say("explain.baseline_of", word=self._text(target.start, target.end))
                yield Step("explain.indicator", reached.indicator, (words,))
            elif numeral.type == "fact":
                yield Step("explain.statement", "—", (self._say("explain.unbound"),))
        if clause is None:
            yield self._nowhere(numeral.start)
            return
        yield from self._statement_steps(clause, numbers=False)
        if fact is not None:
            yield self._indicator_step(fact, numeral, clause)
            yield self._vocabulary_step(fact)
            yield self._role_step(fact)
            yield self._period_step(fact, numeral, clause)

    def _ledger_step(self, numeral: Numeral) -> Step:
        before = self._text(max(0, numeral.start - _NEAR), numeral.start).rpartition("\n")[2]
        behind = self._text(numeral.end, min(len(self._doc.text), numeral.end + _NEAR)).partition("\n")[0]
        considered = [
            self._say("explain.before", word=before) if before else self._say("explain.nothing_before"),
            self._say("explain.behind", word=behind) if behind else self._say("explain.nothing_behind"),
        ]
        if numeral.quantity is not None:
            considered.append(self._unit(numeral.quantity))
        return Step(
            "explain.numeral",
            f"{self._text(numeral.start, numeral.end)} → {self._say(f'numeral.{numeral.type}')}",
            self._reasons("numeral", numeral.rule),
            tuple(considered),
            numeral.rule,
            "units.toml, numerals.toml",
        )

    def _unit(self, quantity: Quantity) -> str:
        if not quantity.unit:
            return self._say("explain.no_unit")
        kind = units_of(self._rules).kinds.get(quantity.unit, "measure")
        return self._say(f"explain.unit_{kind}", word=quantity.unit)

    def _value_step(self, numeral: Numeral, quantity: Quantity, fact: Fact | None) -> Step:
        ends = (quantity.value,) if quantity.value is not None else (quantity.low, quantity.high)
        number = "–".join(plain(end) for end in ends if end is not None)
        comparator = fact.comparator if fact is not None else quantity.comparator
        if fact is None or fact.comparator_rule == "own words":
            because = [self._hedge(numeral, comparator)]
        else:
            because = list(self._reasons("comparator", fact.comparator_rule))
        if fact is not None and fact.baseline is not None:
            start = self._doc.numerals[fact.baseline]
            because.append(self._say("explain.from_value", word=self._text(start.start, start.end)))
        return Step(
            "explain.value",
            f"{self._say(f'comparator.{comparator}')} {number} {quantity.unit}".strip(),
            tuple(because),
            file="units.toml, numerals.toml",
        )

    def _hedge(self, numeral: Numeral, comparator: str) -> str:
        words = self._rules.numerals
        before, behind = self._text(max(0, numeral.start - 12), numeral.start), numeral.end
        after = [word for word in words.hedges_after if self._doc.text.startswith(word, behind)]
        ahead = [word for hedge in words.hedges_before for word in hedge.words if word in before[-len(word) - 2 :]]
        found = max(after or ahead, key=len, default="")
        name = self._say(f"comparator.{comparator}")
        if found and comparator not in ("eq", "range"):
            return self._say("explain.hedge", word=found, comparator=name)
        return self._say("explain.no_hedge") if comparator == "eq" else name

    # --- its statement ------------------------------------------------------------------------------------

    def _statement_steps(self, clause: Clause, *, numbers: bool) -> Iterator[Step]:
        because = [self._say("explain.action", word=clause.action) if clause.action else self._say("explain.verbless")]
        considered: list[str] = []
        if clause.subject_end > clause.subject_start:
            considered.append(self._say("explain.subject", word=self._text(clause.subject_start, clause.subject_end)))
        if clause.objects:
            considered.append(self._say("explain.objects", word="、".join(thing.text for thing in clause.objects)))
        if numbers:
            inside = [n for n in self._doc.numerals if clause.start <= n.start < clause.end]
            if inside:
                listed = "、".join(f"{self._text(n.start, n.end)} ({self._doc.origins[n.start]})" for n in inside)
                considered.append(self._say("explain.numbers_here", word=listed))
        text = self._text(clause.start, clause.end)
        yield Step("explain.statement", text, tuple(because), tuple(considered), file="words.txt")
        section = next((one for one in self._doc.sections if one.id == clause.section), None)
        yield Step(
            "explain.kind",
            self._say(f"kind.{clause.kind}"),
            self._kind_reasons(clause),
            (self._section(section),) if section else (),
            clause.rule,
            "headings.toml, cues.toml",
        )

    def _kind_reasons(self, clause: Clause) -> tuple[str, ...]:
        words: list[str] = []
        for one in reasons("kind", clause.rule):
            key = f"section.{one.word}"
            word = self._say(key) if one.key == "section" and key in self._say.used else one.word
            words.append(one._replace(word=word).text(self._say.lang))
        return tuple(words)

    def _section(self, section: Section) -> str:
        heading = section.heading or self._say("nav.opening_part")
        return self._say("explain.section", word=heading, kind=self._say(f"section.{section.kind}"))

    def _nowhere(self, at: int) -> Step:
        holding = [one for one in self._doc.sections if one.start <= at < one.end]
        considered = (self._section(max(holding, key=lambda one: one.level)),) if holding else ()
        return Step("explain.place", "—", (self._say("explain.no_statement"),), considered, file="headings.toml")

    # --- its fact -----------------------------------------------------------------------------------------

    def _indicator_step(self, fact: Fact, numeral: Numeral, clause: Clause) -> Step:
        before = self._text(clause.start, numeral.start)
        behind = self._text(numeral.end, clause.end)
        considered = [
            self._say("explain.before", word=before) if before else self._say("explain.nothing_before"),
            self._say("explain.behind", word=behind) if behind else self._say("explain.nothing_behind"),
        ]
        place = self._doc.facts.index(fact)
        if place:
            considered.append(self._say("explain.previous", word=self._doc.facts[place - 1].indicator))
        return Step(
            "explain.indicator",
            fact.indicator or "—",
            self._reasons("fact", fact.rule),
            tuple(considered),
            fact.rule,
            "facts.toml, words.txt",
        )

    def _vocabulary_step(self, fact: Fact) -> Step:
        if fact.indicator_id is None:
            out = self._say("explain.out_of_vocabulary")
            return Step("explain.vocabulary", self._say("fact.not_in_vocabulary"), (out,), file="indicators.toml")
        name = self._say(self._say.indicator(fact.indicator_id))
        because = (self._say("explain.in_vocabulary"),)
        return Step("explain.vocabulary", f"{fact.indicator_id}: {name}", because, file="indicators.toml")

    def _role_step(self, fact: Fact) -> Step:
        found = self._say(f"role.{fact.role}")
        if fact.direction is not None:
            found += f", {self._say(f'direction.{fact.direction}')}"
        because = self._reasons("role", fact.role_rule)
        return Step("explain.role", found, because, rule=fact.role_rule, file="facts.toml")

    def _period_step(self, fact: Fact, numeral: Numeral, clause: Clause) -> Step:
        start, end = fact.period.start_year, fact.period.end_year
        found = "—" if end is None else str(end) if start in (None, end) else f"{start}–{end}"
        if fact.period.basis is not None:
            found += f", {self._say(f'basis.{fact.period.basis}')}"
        sentence = self._doc.sentences[clause.sentence]
        paragraph = self._doc.text.rfind("\n", 0, sentence.start) + 1
        times = [
            self._text(one.start, one.end)
            for one in self._doc.numerals
            if one.type == "time"
            and (
                sentence.start <= one.start < numeral.start
                or paragraph <= one.start < min(paragraph + _PARAGRAPH_OPENING, numeral.start)
            )
        ]
        if times:
            because = self._say("explain.time_words", word="、".join(times))
        elif end is None:
            because = self._say("explain.no_year")
        else:
            because = self._say("explain.default_year", kind=self._say(f"kind.{clause.kind}"), year=found)
        return Step("explain.period", found, (because,))

    # --- the text -----------------------------------------------------------------------------------------

    def _reasons(self, family: Family, rule: str) -> tuple[str, ...]:
        return tuple(one.text(self._say.lang) for one in reasons(family, rule))

    def _text(self, start: int, end: int) -> str:
        return self._doc.text[start:end]

    def _clause_at(self, at: int) -> Clause | None:
        index = bisect_right([clause.start for clause in self._doc.clauses], at) - 1
        found = self._doc.clauses[index] if index >= 0 else None
        return found if found is not None and at < found.end else None

    def _sentence(self, at: int) -> tuple[int, int]:
        index = bisect_left([sentence.end for sentence in self._doc.sentences], at + 1)
        if index < len(self._doc.sentences) and self._doc.sentences[index].start <= at:
            return self._doc.sentences[index].start, self._doc.sentences[index].end
        return at, min(at + 1, len(self._doc.text))
