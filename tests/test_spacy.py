"""The spaCy components: found with nothing but the package installed, and laid exactly over the tokens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc

TEXT = "新建公园13 个，绿化率从17.9%提高到22.7%；预计增长５%—６%。\n要办好十件实事。"
OURS = {"nlp": {"tokenizer": {"@tokenizers": "report_parser.tokenizer.v1"}}}


@pytest.fixture(params=["characters", "our words"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return spacy.blank("zh", config=OURS if request.param == "our words" else {})


def test_quantities_are_spans_with_their_values(nlp: Language) -> None:
    nlp.add_pipe("report_quantities")
    doc = nlp(TEXT)
    found = [(span.text, span.label_, span._.quantity["value"], span._.quantity["unit"]) for span in spans(doc)]
    assert found == [
        ("13 个", "QUANTITY", "13", "个"),
        ("17.9%", "BASELINE", "17.9", "%"),
        ("22.7%", "QUANTITY", "22.7", "%"),
        ("５%—６%", "QUANTITY", None, "%"),
    ]


def test_data_keep_the_exact_offsets(nlp: Language) -> None:
    nlp.add_pipe("report_quantities")
    for span in spans(nlp(TEXT)):
        data = span._.quantity
        assert TEXT[data["start"] : data["end"]] == data["text"]
        assert span.start_char <= data["start"] < data["end"] <= span.end_char


def test_statements_and_facts(nlp: Language) -> None:
    nlp.add_pipe("report_statements")
    doc = nlp("去年，新建公园13个。今年，粮食产量稳定在11万吨以上。")
    assert [(span.text, span.label_) for span in spans(doc, "facts")] == [("13个", "LEVEL"), ("11万吨", "LEVEL")]
    assert [span._.fact["indicator"]["text"] for span in spans(doc, "facts")] == ["公园", "粮食产量"]
    assert {span.label_ for span in spans(doc, "statements")} <= {"ACHIEVEMENT", "COMMITMENT", "BACKGROUND"}
    assert all(span._.statement["text"] == span.text for span in spans(doc, "statements"))


def test_components_do_not_overwrite_each_other(nlp: Language) -> None:
    nlp.add_pipe("report_quantities")
    nlp.add_pipe("report_statements")
    doc = nlp("新建公园13个。")
    assert spans(doc)[0]._.quantity["value"] == spans(doc, "facts")[0]._.fact["value"] == "13"


def test_a_paragraph_can_be_seen(nlp: Language) -> None:
    nlp.add_pipe("report_quantities", config={"spans_key": "sc"})
    page = displacy.render(nlp(TEXT), style="span", jupyter=False)
    assert "QUANTITY" in page and "BASELINE" in page


def test_docs_and_pipelines_can_be_stored(nlp: Language, tmp_path: Path) -> None:
    nlp.add_pipe("report_quantities")
    doc = nlp(TEXT)
    copy = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [span._.quantity for span in spans(copy)] == [span._.quantity for span in spans(doc)]
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)(TEXT)
    assert [token.text for token in again] == [token.text for token in doc]
    assert [span.text for span in spans(again)] == [span.text for span in spans(doc)]


def test_rules_of_the_user_reach_words_and_quantities(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('counts = ["爿"]\n', encoding="utf-8")
    (tmp_path / "words.txt").write_text("嗨购云集  whole\n", encoding="utf-8")
    tokenizer = {"@tokenizers": "report_parser.tokenizer.v1", "rules": [str(tmp_path)]}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    nlp.add_pipe("report_quantities", config={"rules": [str(tmp_path)]})
    doc = nlp("嗨购云集新开门店35爿。")
    assert doc[0].text == "嗨购云集"
    assert [span.text for span in spans(doc)] == ["35爿"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "１３５１　亿元\r\n同比增长 4.1%", "𠮷林👍🏽5个"])
def test_tokens_rebuild_any_text(nlp: Language, text: str) -> None:
    nlp.add_pipe("report_quantities")
    nlp.add_pipe("report_statements")
    assert nlp(text).text == text


def test_the_package_does_not_load_spacy() -> None:
    code = "import sys, report_parser; report_parser.parse_text('增长4.1%。'); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def spans(doc: Doc, key: str = "quantities") -> list[spacy.tokens.Span]:
    """The spans of a group, as a list: a group may not outlive its Doc."""
    return list(doc.spans[key])
