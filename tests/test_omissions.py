"""What stands in a file and not in its text is said: a warning where it is not understood, else a note."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

import pytest

from hostile_files import TEXT, P, docx, paged, pdf, show, stream
from report_parser.document import Omission
from report_parser.layout.omissions import LEFT_OUT, OMITTED
from report_parser.pipeline import Parser
from report_parser.read import read

_CHART = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
_DIAGRAM = '<d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"/>'
_OBJECT = '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/>'
_PICTURE = b"/Subtype/Form/BBox[0 0 9 9]"
_NOTE = b"/Annots[<</Subtype/FreeText/Contents(65)>><</Subtype/Link>><</Subtype/Widget/V(6)>><</Subtype/Widget>>]"
_WORDS = ("完成投资", "新建公园", "改造道路", "建设学校", "财政收入", "农业产值", "工业产值")


def html(body: str) -> bytes:
    return f"<html><body><p>{TEXT}</p>{body}</body></html>".encode()


def run(text: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


# What the file holds -> its bytes, and what is counted.
CASES: dict[str, tuple[Callable[[], bytes], dict[str, int]]] = {
    "docx: nothing": (lambda: docx(P), {}),
    "docx: a part in another format": (lambda: docx(P + "<w:altChunk/>"), {"embedded": 1}),
    "docx: a part of a master document": (lambda: docx(P + "<w:p><w:subDoc/></w:p>"), {"embedded": 1}),
    "docx: objects": (lambda: docx(P + f"<w:p><w:r><w:object>{_OBJECT}</w:object></w:r></w:p>" * 2), {"embedded": 2}),
    "docx: a chart and a diagram": (
        lambda: docx(P + f"<w:p><w:r><w:drawing>{_CHART}{_DIAGRAM}</w:drawing></w:r></w:p>"),
        {"chart": 2},
    ),
    "docx: hidden": (lambda: docx(P + run("不印的", "<w:vanish/>")), {"hidden": 3}),
    "docx: hidden no more": (lambda: docx(P + run("仍印的", '<w:vanish w:val="0"/>')), {}),
    "docx: deleted": (
        lambda: docx(P + "<w:p><w:del><w:r><w:delText>旧文</w:delText></w:r></w:del></w:p>"),
        {"deleted": 2},
    ),
    "html: frames": (
        lambda: html("<iframe src=a.html></iframe><embed src=a.pdf>增长<object data=a.swf></object>"),
        {"frame": 3},
    ),
    "html: a frame of nothing": (lambda: html("<iframe src='about:blank'></iframe><iframe></iframe>"), {}),
    "html: a frame that counts readers": (lambda: html("<iframe src=c.html width=0 height=0></iframe>"), {}),
    "html: a drawing with words": (lambda: html("<svg><text>增速6%</text></svg><svg><path/></svg>"), {"chart": 1}),
    "html: hidden": (lambda: html("<p style='display:none'>看 不见</p><p hidden>看不见</p>"), {"hidden": 6}),
    "html: controls": (lambda: html("<p>上一页 1 2 下一页</p><p>浏览次数：33次</p>"), {"controls": 2}),
    "pdf: nothing": (lambda: pdf(stream(show(TEXT))), {}),
    "pdf: aslant": (lambda: pdf(stream(show(TEXT) + b"0.7 0.7 -0.7 0.7 9 9 cm " + show("内部资料"))), {"aslant": 4}),
    "pdf: annotations": (lambda: pdf(stream(show(TEXT)), forms=b">>" + _NOTE + b"/X<<"), {"annotation": 2}),
    "pdf: a scanned page": (lambda: paged([show(TEXT), b"/X Do"], stream(b"", _PICTURE)), {"scan": 1}),
    "pdf: an empty page": (lambda: paged([show(TEXT), b""]), {}),
    "pdf: page numbers": (
        lambda: paged([page(number) + show(f"—{number}—", y=30) for number in range(3)]),
        {"running": 3},
    ),
    "pdf: an upright watermark": (
        lambda: paged([page(number) + show("内部", 40, 200, 500) + show("政府办", 14, 90, 640) for number in range(3)]),
        {"watermark": 15},
    ),
    "pdf: what repeats apart from all text": (
        lambda: paged([page(number) + show("指标", 14, 500, 730) for number in range(3)]),
        {},
    ),
}  # fmt: skip


def page(number: int) -> bytes:
    """What prints a page of prose."""
    chance = random.Random(number)
    lines = ("，".join(chance.choice(_WORDS) + f"{chance.randint(2, 99)}个" for _ in range(4)) for _ in range(20))
    return b"".join(show(f"{line}。", 12, 72, 700 - 20 * row) for row, line in enumerate(lines))


@cache
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize("name", CASES)
def test_what_is_not_in_the_text_is_counted(name: str) -> None:
    make, counted = CASES[name]
    source = read(make())
    assert dict(source.omissions) == counted
    for what, count in source.omissions:
        code, message = ("not-read", OMITTED[what]) if what in OMITTED else ("left-out", LEFT_OUT[what])
        told = [entry.message for entry in parser().parse(make()).diagnostics if entry.code == code]
        assert message.format(count=count) in told


def test_every_omission_is_met_in_these_files() -> None:
    assert {*OMITTED, *LEFT_OUT} == {what for _, counted in CASES.values() for what in counted}


def test_an_upright_watermark_leaves_the_text_as_it_is() -> None:
    make, _ = CASES["pdf: an upright watermark"]
    assert read(make()).text == read(paged([page(number) for number in range(3)])).text


def test_what_stands_behind_an_embedded_file_is_read() -> None:
    assert read(html("<p>一是<embed src=a.swf>建设。</p><p>二是改造。</p>")).text == f"{TEXT}\n一是建设。\n二是改造。"


def test_equations_of_a_page_are_read() -> None:
    third = "<math><mfrac><mn>1</mn><mn>3</mn></mfrac><annotation>\\frac13</annotation></math>"
    assert read(html(f"<p>占全县{third}以上。</p>")).text == f"{TEXT}\n占全县1/3以上。"
    assert Omission("frame", 1) not in read(html("")).omissions
