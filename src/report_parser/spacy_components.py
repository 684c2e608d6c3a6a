"""The stages that fit as spaCy components, found by spaCy through the package's entry points.

`spacy.blank("zh")` and `nlp.add_pipe("report_quantities")` is all it takes. What a component computes is the
same pure function that the pipeline uses; here its plain values are laid over the tokens of a `Doc` as span
groups. One paragraph a `Doc`: spaCy slows down on whole reports, and nothing here needs more.

Nothing else in the package imports this module or spaCy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from report_parser.pipeline import Parser
from report_parser.rules import load_rules
from report_parser.words.segment import cutter

Data: TypeAlias = "bool | int | float | str | Sequence[Data] | Mapping[str, Data] | None"

# The extension attributes of spans that hold what the model says of them: `span._.quantity["value"]`. One for each
# kind, as spaCy keeps one value for all spans of the same tokens.
ATTRIBUTES = ("quantity", "statement", "fact")


class ReportTokenizer(DummyTokenizer):
    """Words as the pipeline cuts them: our own jieba with the domain lexicon. White space stays as tokens."""

    def __init__(self, vocab: Vocab, rules: Sequence[str]) -> None:
        self.vocab = vocab
        self._folders = tuple(rules)

    def __call__(self, text: str) -> Doc:
        """A Doc of `text`, token for token; where the cut does not rebuild the text, of its characters."""
        words = cutter(load_rules(*self._folders))(text) if text else []
        if "".join(words) != text:
            words = list(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


def create_tokenizer(rules: Sequence[str] = ()) -> Callable[[Language], ReportTokenizer]:
    """`report_parser.tokenizer.v1` of a spaCy config; `rules` are folders of data files added to ours."""

    def make(nlp: Language) -> ReportTokenizer:
        return ReportTokenizer(nlp.vocab, rules)

    return make


class QuantitiesComponent:
    """Fills `doc.spans["quantities"]`: 增长4.1% -> a span QUANTITY whose data say 4.1 and %."""

    def __init__(self, parser: Parser, spans_key: str) -> None:
        self._parser = parser
        self._spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        found: list[Span] = []
        for quantity in self._parser.quantities(doc.text):
            data: dict[str, Data] = quantity.model_dump(mode="json")
            baseline = data["baseline"]
            if isinstance(baseline, dict):
                found.append(_span(doc, "quantity", baseline, "BASELINE"))
            found.append(_span(doc, "quantity", data, "QUANTITY"))
        doc.spans[self._spans_key] = _group(doc, self._spans_key, found)
        return doc


class StatementsComponent:
    """Fills `doc.spans["statements"]`, labelled by kind, and `doc.spans["facts"]`, labelled by role.

    A paragraph by itself has no masthead and no headings: kinds and years are told from its own words.
    """

    def __init__(self, parser: Parser, statements_key: str, facts_key: str) -> None:
        self._parser = parser
        self._statements_key = statements_key
        self._facts_key = facts_key

    def __call__(self, doc: Doc) -> Doc:
        statements: list[Span] = []
        facts: list[Span] = []
        for kind, statement in self._parser.parse_text(doc.text).statements():
            statements.append(_span(doc, "statement", statement.model_dump(mode="json"), kind.upper()))
            facts += [_span(doc, "fact", fact.model_dump(mode="json"), fact.role.upper()) for fact in statement.facts]
        doc.spans[self._statements_key] = _group(doc, self._statements_key, statements)
        doc.spans[self._facts_key] = _group(doc, self._facts_key, facts)
        return doc


@Language.factory("report_quantities", default_config={"spans_key": "quantities", "rules": []})
def create_quantities(nlp: Language, name: str, spans_key: str, rules: list[str]) -> QuantitiesComponent:
    """The component `report_quantities`; `rules` are folders of data files added to ours."""
    _declare()
    return QuantitiesComponent(Parser(load_rules(*rules)), spans_key)


@Language.factory(
    "report_statements", default_config={"statements_key": "statements", "facts_key": "facts", "rules": []}
)
def create_statements(
    nlp: Language, name: str, statements_key: str, facts_key: str, rules: list[str]
) -> StatementsComponent:
    """The component `report_statements`; `rules` are folders of data files added to ours."""
    _declare()
    return StatementsComponent(Parser(load_rules(*rules)), statements_key, facts_key)


def _declare() -> None:
    """Declare the extension attributes when a component is made, not when the module is imported."""
    for attribute in ATTRIBUTES:
        if not Span.has_extension(attribute):
            Span.set_extension(attribute, default=None)


def _span(doc: Doc, attribute: str, data: Mapping[str, Data], label: str) -> Span:
    """The tokens that hold the characters of `data`, which keeps the exact offsets where a token is longer."""
    start, end = data["start"], data["end"]
    assert isinstance(start, int) and isinstance(end, int), "offsets of the model are integers"
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    assert span is not None, "spans of the model lie within the text"
    span._.set(attribute, data)
    return span


def _group(doc: Doc, name: str, spans: Iterable[Span]) -> SpanGroup:
    return SpanGroup(doc, name=name, spans=sorted(spans, key=lambda span: (span.start, span.end)))
