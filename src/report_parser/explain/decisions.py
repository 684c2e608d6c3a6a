"""Why a number became the fact it is, or none, and a clause its statement: what each stage decided, by which rule.

For users who report an error and developers who look for it. Nothing is decided anew: the answer is read off the
working document, whose items carry the names of the rules that made them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from report_parser.document import Clause, Document, Numeral
from report_parser.explain.ground import Ground
from report_parser.explain.numbers import fact_steps, ledger_step, value_step
from report_parser.explain.statements import statement_steps
from report_parser.explain.steps import Explanation, Step
from report_parser.language.messages import Wording
from report_parser.layout.normalise import fold
from report_parser.rules import Rules


def explain_at(doc: Document, at: int, rules: Rules, wording: Wording) -> Explanation:
    """What stands at a source offset of a finished document: a number with its whole story, or a statement.

    In 全年地区生产总值1351亿元。 any offset of 1351亿元 gives the fact, any other the statement.
    """
    return _Teller(Ground(doc, rules, wording)).tell(_folded(doc, at))


def places_of(doc: Document, passage: str) -> list[int]:
    """The source offsets at which a passage stands, read as the parser reads: 1351 亿元 is found as 1351亿元 too."""
    wanted = fold(passage.strip()).text.strip()
    found: list[int] = []
    at = doc.text.find(wanted) if wanted else -1
    while at >= 0:
        found.append(doc.origins[at])
        at = doc.text.find(wanted, at + len(wanted))
    return found


def explain_passage(doc: Document, at: int, length: int, rules: Rules, wording: Wording) -> list[Explanation]:
    """Every number of a passage that begins at source offset `at`, and each of its statements that holds none."""
    teller = _Teller(Ground(doc, rules, wording))
    start, stop = _folded(doc, at), at + length
    numbers = [each.start for each in doc.numerals if each.end > start and doc.origins[each.start] < stop]
    for clause in doc.clauses:
        inside = clause.end > start and doc.origins[clause.start] < stop
        if inside and not any(clause.start <= number < clause.end for number in numbers):
            numbers.append(clause.start)
    return [teller.tell(place) for place in sorted(numbers) or [start]]


def _folded(doc: Document, at: int) -> int:
    """The place in the folded text of a source offset."""
    return max(bisect_right(doc.origins, at, 0, len(doc.text) or 1) - 1, 0)


class _Teller:
    """Tells what stands at a place of one document."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._doc = ground.doc
        self._say = ground.say
        self._facts = {fact.numeral: fact for fact in ground.doc.facts}
        self._baselines = {fact.baseline: fact for fact in ground.doc.facts if fact.baseline is not None}

    def tell(self, at: int) -> Explanation:
        index = bisect_right([numeral.start for numeral in self._doc.numerals], at) - 1
        if index >= 0 and at < self._doc.numerals[index].end:
            numeral = self._doc.numerals[index]
            return self._explanation(numeral.start, numeral.end, tuple(self._numeral_steps(index, numeral)))
        clause = self._clause_at(at)
        if clause is not None:
            steps = tuple(statement_steps(self._ground, clause, numbers=True))
            return self._explanation(clause.start, clause.end, steps)
        start, end = self._sentence(at)
        return self._explanation(start, end, (self._nowhere(at),))

    def _explanation(self, start: int, end: int, steps: tuple[Step, ...]) -> Explanation:
        source_start, source_end = self._doc.source_span(start, end)
        sentence_start, sentence_end = self._doc.source_span(*self._sentence(start))
        text = self._doc.source.text
        sentence = " ".join(text[sentence_start:sentence_end].split())
        return Explanation(source_start, source_end, text[source_start:source_end], sentence, steps)

    def _numeral_steps(self, index: int, numeral: Numeral) -> Iterator[Step]:
        ground = self._ground
        yield ledger_step(ground, numeral)
        fact = self._facts.get(index)
        if numeral.quantity is not None:
            yield value_step(ground, numeral.quantity, fact)
        clause = self._clause_at(numeral.start)
        if fact is None:
            yield from self._unbound(index, numeral)
        if clause is None:
            yield self._nowhere(numeral.start)
            return
        yield from statement_steps(ground, clause, numbers=False)
        if fact is not None:
            yield from fact_steps(ground, fact, numeral)

    def _unbound(self, index: int, numeral: Numeral) -> Iterator[Step]:
        """What a number without a fact of its own belongs to: the value reached from it, or nothing."""
        reached = self._baselines.get(index)
        if reached is not None:
            target = self._doc.numerals[reached.numeral]
            words = self._say("explain.baseline_of", word=self._ground.text(target.start, target.end))
            yield Step("explain.indicator", reached.indicator, (words,))
        elif numeral.type == "fact":
            yield Step("explain.statement", "—", (self._say("explain.unbound"),))

    def _nowhere(self, at: int) -> Step:
        holding = [one for one in self._doc.sections if one.start <= at < one.end]
        considered = (self._ground.section(max(holding, key=lambda one: one.level)),) if holding else ()
        because = (self._say("explain.no_statement"),)
        return Step("explain.place", "—", because, considered, ("data/headings.toml: forms, heading_cues",))

    def _clause_at(self, at: int) -> Clause | None:
        index = bisect_right([clause.start for clause in self._doc.clauses], at) - 1
        found = self._doc.clauses[index] if index >= 0 else None
        return found if found is not None and at < found.end else None

    def _sentence(self, at: int) -> tuple[int, int]:
        index = bisect_left([sentence.end for sentence in self._doc.sentences], at + 1)
        if index < len(self._doc.sentences) and self._doc.sentences[index].start <= at:
            return self._doc.sentences[index].start, self._doc.sentences[index].end
        return at, min(at + 1, len(self._doc.text))
