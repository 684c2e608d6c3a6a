"""`render_page`: the page of one report, as one self-contained HTML text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from report_parser.document import Kind, NumeralType, Role
from report_parser.errors import SourceError
from report_parser.language.messages import Wording
from report_parser.language.reasons import Lang, reasons
from report_parser.model import DiagnosticInfo, FactInfo, Report, SectionInfo
from report_parser.rules import Rules, load_rules
from report_parser.track.model import Link, Tracking
from report_parser.view.annotate import GAP, Told, blocks, sparse_blocks, sparse_text, told
from report_parser.view.charts import Pair, exact, magnitude, pairs, shown, topic_counts, years
from report_parser.view.document import Json, html_page
from report_parser.view.following import Following, following

_CONTEXT = 14
_EDGE = re.compile(rf"[\r\n{GAP}]")


def render_page(
    report: Report,
    *,
    text: str | None = None,
    tracking: Tracking | None = None,
    lang: Lang = "zh",
    rules: Rules | None = None,
) -> str:
    """The HTML page of a report: its text with what was understood, tables, charts, the ledger and diagnostics.

    `text` is the source text that the model's offsets count in; not needed where the model carries it
    (`with_text=True`). Without either, the page shows the statements alone, and says so. A `tracking` of this report
    and last year's adds how last year's promises were kept; SourceError is raised where it does not speak of this
    report. `rules` name the topics and indicators. The same arguments give the same page.
    """
    source = report.source.text if text is None else text
    if source is not None and len(source) != report.source.length:
        cause = f"the text has {len(source)} characters, the model's has {report.source.length}"
        raise SourceError(report.source.uri, cause)
    wording = Wording(lang, load_rules() if rules is None else rules)
    page = _Page(report, source, None if tracking is None else following(report, tracking), wording)
    return html_page("page.html.j2", ("page.js", "share.js"), wording, page.data(), page=page, report=report)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section in the navigation, with what stands below it."""

    section: SectionInfo
    achievements: int
    commitments: int
    facts: int


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact in the table."""

    fact: FactInfo
    kind: Kind
    statement: int
    shown: str
    years: str


class _Page:
    """What the template asks for; everything is worked out from the report, nothing is kept."""

    def __init__(self, report: Report, text: str | None, kept: Following | None, wording: Wording) -> None:
        self.wording = wording
        self.statements: Sequence[Told] = told(report)
        self.topics = topic_counts(self.statements)
        self.kinds = Counter(one.kind for one in self.statements)
        self.whole = text is not None
        self.kept = kept
        known = sparse_text(report) if text is None else text
        self.blocks = list((blocks if self.whole else sparse_blocks)(report, known, self.statements))
        self._placed = {piece.numeral for one in self.blocks for run in one.runs for piece in run.pieces if piece.first}
        both = list(pairs(self.statements, report.report.review_year, report.report.plan_year))
        self.growth = [pair for pair in both if pair.outturn.role == "change_rate"]
        self.levels = [pair for pair in both if pair.outturn.role != "change_rate"]
        self.shown = shown
        self._roles = {fact.id: fact.role for fact in report.facts()}
        self._indices = {one.statement.id: index for index, one in enumerate(self.statements)}
        self._starts = [one.statement.start for one in self.statements]
        self._report = report
        self._text = known

    @property
    def title(self) -> str:
        """What the report is called: its title, else place and year."""
        head = self._report.report
        year = "" if head.report_year is None else f"{head.report_year}年"
        named = f"{head.jurisdiction.name or ''}{year}"
        if head.title and (not named or head.title != "政府工作报告"):
            return head.title
        return f"{named}政府工作报告" if named else head.title or ""

    def answers(self, one: Told) -> tuple[Link, ...]:
        """The promises of last year that a statement answers."""
        return self.kept.by_statement.get(one.statement.id, ()) if self.kept else ()

    def place_of_statement(self, identity: str) -> str | None:
        """The id of a statement's place in the text."""
        index = self._indices.get(identity)
        return None if index is None else f"st{index}"

    def role(self, identity: str) -> Role:
        """The role of a fact."""
        return self._roles[identity]

    def tabs(self) -> list[tuple[str, int | None]]:
        """The panes beside the text and how many things stand in each."""
        return [
            ("facts", len(self._roles)),
            ("charts", None),
            *([("tracking", len(self.kept.links))] if self.kept else []),
            ("ledger", len(self._report.numerals)),
            ("diagnostics", len(self._report.diagnostics)),
        ]

    def place_of(self, start: int) -> str | None:
        """The id of the statement at or before an offset, for notes to point at."""
        index = bisect_right(self._starts, start) - 1
        return f"st{index}" if index >= 0 else None

    def text_of(self, note: DiagnosticInfo) -> str:
        """What stands where a note points."""
        return self._text[note.start : note.end]

    def rows(self) -> list[FactRow]:
        """Every fact in the order of the text."""
        return [
            FactRow(fact, one.kind, index, shown(fact), years(fact))
            for index, one in enumerate(self.statements)
            for fact in sorted(one.statement.facts, key=lambda fact: fact.start)
        ]

    def outline(self) -> list[OutlineEntry]:
        """The sections that have a heading, and the opening."""
        entries: list[OutlineEntry] = []
        for section in self._report.sections:
            if not section.heading and section.kind != "opening":
                continue
            inside = [one for one in self.statements if section.start <= one.statement.start < section.end]
            kinds = Counter(one.kind for one in inside)
            facts = sum(len(one.statement.facts) for one in inside)
            entries.append(OutlineEntry(section, kinds["achievement"], kinds["commitment"], facts))
        return entries

    def indicators(self) -> list[tuple[str, int]]:
        """The vocabulary indicators of the report and how many facts each has, most first."""
        counts = Counter(fact.indicator.id for fact in self._report.facts() if fact.indicator.id)
        return [(self.wording.indicator(identity), count) for identity, count in counts.most_common()]

    def topic_keys(self) -> list[tuple[str, int]]:
        """The topics of the report and how many statements each has, most first."""
        return [
            (self.wording.topic(one.topic), one.achievements + one.commitments + one.background) for one in self.topics
        ]

    def anchor(self, index: int) -> str:
        """The id of a numeral's place in the text: that of its fact, else its number in the ledger."""
        numeral = self._report.numerals[index]
        return numeral.fact if numeral.type == "fact" and numeral.fact else f"n{index}"

    def _ledger(self) -> list[Json]:
        """Every numeral: its place in the text, its surroundings, its type, and the reasons for it."""
        rows: list[Json] = []
        for index, numeral in enumerate(self._report.numerals):
            before = self._text[max(0, numeral.start - _CONTEXT) : numeral.start]
            after = self._text[numeral.end : numeral.end + _CONTEXT]
            why: list[Json] = [[self.wording.reason(one), one.word] for one in reasons("numeral", numeral.rule)]
            rows.append(
                [
                    self.anchor(index) if index in self._placed else None,
                    _EDGE.split(before)[-1].lstrip(),
                    numeral.text,
                    _EDGE.split(after)[0].rstrip(),
                    numeral.type,
                    why,
                ]
            )
        return rows

    def types(self) -> list[tuple[NumeralType, int]]:
        """The types of the ledger and how many numerals each has."""
        return Counter(numeral.type for numeral in self._report.numerals).most_common()

    def data(self) -> Json:
        """What the page's script works with: statements, facts and charts."""
        return {
            "cited": self.title,
            "statements": [self._statement(one) for one in self.statements],
            "facts": {row.fact.id: self._fact(row) for row in self.rows()},
            "ledger": self._ledger(),
            "topics": [
                [self.wording.topic(one.topic), one.achievements, one.commitments, one.background]
                for one in self.topics
            ],
            "growth": [self._pair(pair) for pair in self.growth],
            "level": [self._pair(pair) for pair in self.levels],
            "kept": [
                {
                    "name": outturn.indicator.name,
                    "facts": [outturn.id, outturn.id],
                    "values": [magnitude(outturn), magnitude(target)],
                    "shown": [shown(outturn), shown(target)],
                }
                for _, target, outturn in (self.kept.numeric() if self.kept else ())
            ],
        }  # fmt: skip

    def _pair(self, pair: Pair) -> Json:
        return {
            "name": self.wording.indicator(pair.indicator),
            "facts": [pair.outturn.id, pair.target.id],
            "values": [magnitude(pair.outturn), magnitude(pair.target)],
            "shown": [shown(pair.outturn), shown(pair.target)],
        }

    def _statement(self, one: Told) -> Json:
        said = one.statement
        return {
            "kind": one.kind,
            "action": said.action,
            "objects": [thing.name for thing in said.objects],
            "topics": [self.wording.topic(topic) for topic in said.topics],
            "status": said.status,
            "modality": said.modality,
            "deadline": said.deadline,
            "responsible": list(said.responsible),
            "outcome": said.outcome,
            "reason": said.reason,
            "task": said.task,
            "facts": [fact.id for fact in said.facts],
            "promises": [[link.verdict, link.commitment.text] for link in self.answers(one)],
        }

    def _fact(self, row: FactRow) -> Json:
        fact = row.fact
        why: list[Json] = [[self.wording.reason(one), one.word] for one in reasons("fact", fact.rule)]
        return {
            "statement": row.statement,
            "indicator": fact.indicator.name,
            "id": self.wording.indicator(fact.indicator.id) if fact.indicator.id else None,
            "qualifiers": list(fact.indicator.qualifiers),
            "shown": row.shown,
            "exact": exact(fact),
            "role": fact.role,
            "comparator": fact.comparator,
            "tier": fact.tier,
            "counts": fact.counts,
            "against": fact.against.name if fact.against else None,
            "whole": fact.whole.name if fact.whole else None,
            "prices": fact.prices,
            "direction": fact.direction,
            "baseline": fact.baseline.text if fact.baseline else None,
            "years": row.years,
            "basis": fact.period.basis,
            "action": fact.action,
            "why": why,
        }
