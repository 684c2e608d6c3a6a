"""Assembly: the working document -> the model of the JSON contract, in offsets of the source text.

This is the only place where folded offsets become source offsets.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from report_parser.document import Clause, Document, Fact, Kind, Name, Numeral, ObjectPhrase, Quantity
from report_parser.facts.topics import Topics
from report_parser.model import (
    Baseline,
    DefinitionInfo,
    DiagnosticInfo,
    FactInfo,
    Generator,
    Indicator,
    JurisdictionInfo,
    NamedPart,
    NumeralInfo,
    ObjectInfo,
    PeriodInfo,
    Report,
    ReportInfo,
    SectionInfo,
    SourceInfo,
    Statement,
    Written,
    trusted,
)
from report_parser.rules import Rules
from report_parser.source_names import SourceNames

_PREFIX: dict[Kind, str] = {"achievement": "a", "commitment": "c", "background": "b"}

# What a report has by the hundred or thousand is made unchecked, see `trusted`.
_made_statement = trusted(Statement)
_made_object = trusted(ObjectInfo)
_made_fact = trusted(FactInfo)
_made_part = trusted(NamedPart)
_made_indicator = trusted(Indicator)
_made_written = trusted(Written)
_made_period = trusted(PeriodInfo)
_made_baseline = trusted(Baseline)
_made_numeral = trusted(NumeralInfo)

# The rule of a numeral that is the mark of a note: 总值[1].
NOTE = "optional.note"


def assemble(doc: Document, rules: Rules, *, with_text: bool = False) -> Report:
    """The report that `doc` amounts to; `with_text` puts the source text beside its spans."""
    assembler = _Assembler(doc, rules)
    statements = assembler.statements()
    return Report(
        generator=_generator(),
        source=SourceInfo(
            uri=doc.source.uri,
            sha256=doc.source.sha256,
            media_type=doc.source.media_type,
            encoding=doc.source.encoding,
            length=len(doc.source.text),
            text=doc.source.text if with_text else None,
        ),
        report=assembler.report(),
        sections=assembler.sections(),
        achievements=tuple(statements["achievement"]),
        commitments=tuple(statements["commitment"]),
        background=tuple(statements["background"]),
        numerals=assembler.numerals(),
        definitions=assembler.definitions(),
        diagnostics=assembler.diagnostics(),
    )


@cache
def _generator() -> Generator:
    """This program; its version is looked up on the disk, once."""
    return Generator(version=version("report_parser"))


class _Assembler:
    """Turns the parts of one document into the parts of its model."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._doc = doc
        self._topics = Topics(doc, rules)
        self._source = doc.source.text
        self._names = SourceNames(doc)
        self._fact_ids: dict[int, str] = {}
        self._tasks = {index: task.id for task in doc.tasks for index in task.clauses}
        self._facts: dict[int, list[tuple[str, Fact]]] = defaultdict(list)
        for number, fact in enumerate(doc.facts, 1):
            identity = f"f{number}"
            self._facts[fact.clause].append((identity, fact))
            self._fact_ids[fact.numeral] = identity
            if fact.baseline is not None:
                self._fact_ids[fact.baseline] = identity

    def report(self) -> ReportInfo:
        head = self._doc.masthead
        assert head is not None, "the masthead stage runs before assembly"
        starts_at = self._doc.plan_starts_at
        return ReportInfo(
            title=head.title,
            jurisdiction=JurisdictionInfo(
                name=head.jurisdiction.name,
                level=head.jurisdiction.level,
                code=head.jurisdiction.code,
                parents=head.jurisdiction.parents,
            ),
            report_year=head.report_year,
            review_year=head.review_year,
            review_start_year=head.review_start_year,
            plan_year=head.plan_year,
            delivered_on=head.delivered_on,
            speaker=head.speaker,
            meeting=head.meeting,
            plan_starts_at=None if starts_at is None else self._doc.origins[starts_at],
        )

    def sections(self) -> tuple[SectionInfo, ...]:
        found: list[SectionInfo] = []
        for section in self._doc.sections:
            start, end = self._doc.source_span(section.start, section.end)
            found.append(
                SectionInfo(
                    id=section.id,
                    parent=section.parent,
                    level=section.level,
                    heading=section.heading,
                    start=start,
                    end=end,
                    kind=section.kind,
                )
            )
        return tuple(found)

    def statements(self) -> dict[Kind, list[Statement]]:
        lists: dict[Kind, list[Statement]] = {"achievement": [], "commitment": [], "background": []}
        for index, clause in enumerate(self._doc.clauses):
            lists[clause.kind].append(self._statement(index, clause))
        return lists

    def _statement(self, index: int, clause: Clause) -> Statement:
        start, end = self._doc.source_span(clause.start, clause.end)
        text = self._source[start:end]
        digest = sha256(f"{start}:{text}".encode()).hexdigest()[:12]
        facts = self._facts.get(index)
        return _made_statement(
            id=f"{_PREFIX[clause.kind]}-{digest}",
            start=start,
            end=end,
            text=text,
            section=clause.section,
            task=self._tasks.get(index),
            action=clause.action,
            objects=tuple(map(self._object, clause.objects)),
            topics=self._topics.within(clause.start, clause.end),
            status=clause.status,
            modality=clause.modality,
            deadline=clause.deadline,
            reason=clause.reason,
            responsible=clause.responsible,
            outcome=clause.outcome,
            rules=_rules_of(clause),
            facts=tuple([self._fact(identity, fact) for identity, fact in facts]) if facts else (),
        )

    def _object(self, thing: ObjectPhrase) -> ObjectInfo:
        start, end = self._doc.source_span(thing.start, thing.end)
        name, spans = self._names.name(thing.spans)
        return _made_object(text=self._source[start:end], start=start, end=end, name=name, spans=spans, type=thing.type)

    def _named(self, name: Name | None) -> NamedPart | None:
        if name is None:
            return None
        written, spans = self._names.name(name.spans)
        return _made_part(name=written, spans=spans)

    def _fact(self, identity: str, fact: Fact) -> FactInfo:
        numeral = self._doc.numerals[fact.numeral]
        quantity = _quantity(numeral)
        start, end = self._doc.source_span(numeral.start, numeral.end)
        name, spans = self._names.name(fact.indicator_spans)
        return _made_fact(
            id=identity,
            start=start,
            end=end,
            text=self._source[start:end],
            indicator=_made_indicator(
                text=name, name=name, spans=spans, id=fact.indicator_id, qualifiers=fact.qualifiers, area=fact.area
            ),
            whole=self._named(fact.whole),
            action=fact.action,
            role=fact.role,
            counts=fact.counts,
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            written=_made_written(value=quantity.written_value, unit=quantity.written_unit),
            comparator=fact.comparator,
            tier=fact.tier,
            direction=fact.direction,
            against=self._named(fact.against),
            prices=fact.prices,
            baseline=None if fact.baseline is None else self._baseline(self._doc.numerals[fact.baseline]),
            period=_made_period(
                start_year=fact.period.start_year, end_year=fact.period.end_year, basis=fact.period.basis
            ),
            rule=fact.rule,
        )

    def _baseline(self, numeral: Numeral) -> Baseline:
        quantity = _quantity(numeral)
        start, end = self._doc.source_span(numeral.start, numeral.end)
        return _made_baseline(
            start=start,
            end=end,
            text=self._source[start:end],
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
        )

    def numerals(self) -> tuple[NumeralInfo, ...]:
        """The ledger, with the marks of notes that stand outside every other numeral."""
        ledger: list[NumeralInfo] = []
        for index, numeral in enumerate(self._doc.numerals):
            start, end = self._doc.source_span(numeral.start, numeral.end)
            ledger.append(
                _made_numeral(
                    start=start,
                    end=end,
                    text=self._source[start:end],
                    type=numeral.type,
                    fact=self._fact_ids.get(index),
                    rule=numeral.rule,
                )
            )
        covered = {at for numeral in ledger for at in range(numeral.start, numeral.end)}
        ledger.extend(
            _made_numeral(start=start, end=end, text=self._source[start:end], type="optional", fact=None, rule=NOTE)
            for start, end in self._doc.notes
            if covered.isdisjoint(range(start, end))
        )
        return tuple(sorted(ledger, key=lambda numeral: numeral.start))

    def definitions(self) -> tuple[DefinitionInfo, ...]:
        found: list[DefinitionInfo] = []
        for entry in self._doc.definitions:
            start, end = self._doc.source_span(entry.start, entry.end)
            found.append(DefinitionInfo(term=entry.term, start=start, end=end, text=self._source[start:end]))
        return tuple(found)

    def diagnostics(self) -> tuple[DiagnosticInfo, ...]:
        found: list[DiagnosticInfo] = []
        for entry in self._doc.diagnostics:
            start, end = self._doc.source_span(entry.start, entry.end)
            found.append(
                DiagnosticInfo(severity=entry.severity, code=entry.code, message=entry.message, start=start, end=end)
            )
        return tuple(found)


def _rules_of(clause: Clause) -> tuple[str, ...]:
    """The named rules that read a clause: its construction, its kind, and each pattern of its objects once."""
    rules = [f"construction:{clause.construction}", f"kind:{clause.rule}"]
    for thing in clause.objects:
        if thing.rule and (pattern := f"objects:{thing.rule}") not in rules:
            rules.append(pattern)
    return tuple(rules)


def _quantity(numeral: Numeral) -> Quantity:
    assert numeral.quantity is not None, "a fact or baseline of the ledger carries its quantity"
    return numeral.quantity
