"""Files made to take time or memory without end, or to have part of them dropped: read whole, or refused."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from hostile_files import LIST, TEXT, P, cut, docx, numbering, pdf, show, stream
from report_parser.errors import LimitError, SourceError
from report_parser.read import bounds, decode, package, pdf_bounds, read

# Bounds that are met soon; the shipped ones are a thousand times as wide.
_UNPACKED, _TAGS, _LENGTH = 2**16, 3000, 1000
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>/Font<</F1 5 0 R>>>>"
_FORMS = b"/XObject<</X 6 0 R>>"
_BLANK = b" " * (_UNPACKED + 1)


# What the file does -> its bytes and what is said of it.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "docx: unpacks to more": (lambda: docx(" " * _UNPACKED + P), "unpacks to more"),
    "docx: styles unpack to more": (lambda: docx(P, styles=" " * _UNPACKED), "unpacks to more"),
    "docx: tags": (lambda: docx("<w:p/>" * _TAGS + P), "tags and attributes"),
    "docx: attributes": (
        lambda: docx("<w:p " + " ".join(f'a{n}=""' for n in range(1000)) + "/>" + '<w:p a=""/>' * (_TAGS // 2)),
        "tags and attributes",
    ),
    "docx: tables in tables": (
        lambda: docx("<w:tbl><w:tr><w:tc>" * 300 + P + "</w:tc></w:tr></w:tbl>" * 300),
        "nested",
    ),
    "docx: runs in runs": (
        lambda: docx("<w:p>" + "<w:r>" * 300 + "<w:t>增长</w:t>" + "</w:r>" * 300 + "</w:p>"),
        "nested",
    ),
    "docx: numbers": (lambda: docx(LIST * 50, numbering=numbering("%1、" * 9000)), "more than 1000 characters"),
    "docx: columns": (
        lambda: docx(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>{P}</w:tc></w:tr></w:tbl>' * 30
        ),
        "more than 1000 characters",
    ),
    "pdf: unpacks to more": (lambda: pdf(stream(show(TEXT) + _BLANK)), "a stream unpacks to more"),
    "pdf: packed twice": (lambda: pdf(stream(show(TEXT) + _BLANK, packed=2)), "a stream unpacks to more"),
    "pdf: many streams": (
        lambda: pdf(b"[6 0 R 7 0 R 8 0 R]", *[stream(b" " * (_UNPACKED // 2))] * 3),
        "a stream unpacks to more",
    ),
    "pdf: a length that refers to itself": (
        lambda: pdf(b"<</Length 6 0 R>>stream\n\nendstream", b"6 0 R"),
        "without end",
    ),
    "pdf: objects that refer to each other": (lambda: pdf(b"6 0 R", b"7 0 R", b"6 0 R"), "without end"),
    "pdf: widths without end": (lambda: pdf(stream(show(TEXT)), descendant=b"/W[0 2000000000 500]"), "more characters"),
    "pdf: characters without end": (
        lambda: pdf(
            stream(show(TEXT)),
            stream(b"begincmap 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange endcmap"),
            font=b"/ToUnicode 6 0 R",
        ),
        "more characters",
    ),
    "pdf: states in states": (lambda: pdf(stream(b"q " * 2000 + show(TEXT))), "without end"),
    "pdf: nothing but type of no size": (lambda: pdf(stream(show(TEXT, 0))), "no text layer"),
    "html: cells that span a thousand columns": (
        lambda: ("<html><table>" + f"<tr><td rowspan=1000 colspan=1000>{TEXT}" + "<tr><td>增长<td>6%" * 40).encode(),
        "more than 1000 characters",
    ),
    "html: tags": (lambda: f"<html><p>{TEXT}".encode() + b"<b>" * _TAGS, "tags and attributes"),
    "html: elements that nothing flattens": (lambda: f"<html><p>{TEXT}".encode() + b"<svg>" * 2500, "without end"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_end_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (bounds, package, pdf_bounds):
        monkeypatch.setattr(module, "MAX_UNPACKED", _UNPACKED)
    monkeypatch.setattr(bounds, "MAX_TAGS", _TAGS)
    make, cause = REFUSED[name]
    with pytest.raises(SourceError, match=cause):
        read(make(), text_limit=_LENGTH)


# What the file does -> its bytes; of each the text is read.
READ: dict[str, Callable[[], bytes]] = {
    "docx: a comment among the relations": lambda: docx(P, package="<!-- made by hand -->"),
    "docx: a comment in the text": lambda: docx(P.replace("增长", "增<!-- sic -->长")),
    "docx: tables in tables": lambda: docx("<w:tbl><w:tr><w:tc>" * 80 + P + "</w:tc></w:tr></w:tbl>" * 80),
    "docx: runs in runs": lambda: docx("<w:p>" + "<w:r>" * 240 + f"<w:t>{TEXT}</w:t>" + "</w:r>" * 240 + "</w:p>"),
    "docx: styles on styles": lambda: docx(
        P.replace("<w:r>", '<w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r>') * 500,
        styles="".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(2000)),
    ),
    "docx: a number of many digits": lambda: docx(LIST + P, numbering=numbering("%1、", "9" * 9000)),
    "docx: an equation": lambda: docx(
        P.replace("6.3%", "</w:t></w:r><m:oMath><m:r><m:t>6.3</m:t></m:r></m:oMath><w:r><w:t>%")
    ),
    "pdf: a form that prints itself": lambda: pdf(
        stream(show(TEXT) + b"/X Do"), stream(b"/X Do /X Do", _FORM % 6), forms=_FORMS
    ),
    "pdf: type of no size": lambda: pdf(stream(show(TEXT) + show("不印", 0))),
    "pdf: lines without number": lambda: pdf(stream(show(TEXT) + b"0 0 m 9 9 l S " * 60_000)),
    "pdf: a stream cut short": lambda: pdf(cut(show(TEXT) + b"% " + random.Random(1).randbytes(4000).hex().encode())),
    "html: attributes without number": lambda: f"<html><p {' '.join(f'a{n}' for n in range(200_000))}>{TEXT}".encode(),
    "html: attributes behind quotes": lambda: (
        f"""<html><p a=b=" {" ".join(f"a{n}='>'" for n in range(200_000))}>{TEXT}""".encode()
    ),
    "html: a column of many digits": lambda: (
        f"<html><table><tr><td colspan={'9' * 9000}>{TEXT}<td>1<tr><td>2<td>3</table>".encode()
    ),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_is_read(name: str) -> None:
    assert TEXT in read(READ[name]()).text


@pytest.mark.parametrize(
    "opening", ["<p><font size={n}>", "<p><font>", "<div>", "<b>", "<li><ul>", "<p><span style=a{n}>"]
)
def test_elements_that_are_never_closed_lose_nothing(opening: str) -> None:
    count = 2200
    page = "<html><body>" + "".join(f"{opening.format(n=n)}第{n}项：新建公园{n}个。" for n in range(count))
    text = read(page.encode()).text
    assert all(f"第{n}项：新建公园{n}个。" in text for n in range(count))


@pytest.mark.parametrize("size", [1000, 1023, 1024, 1025, 5000])
def test_damaged_bytes_cost_one_character_each(size: int) -> None:
    text = "增长百分之六，" * (size // 14)
    data = text.encode("gb18030") + b"\xff" + "。全年建成学校。".encode("gb18030")
    assert decode.decode(data).text == text + "�。全年建成学校。"


def test_a_bad_byte_in_four_hundred_is_read_in_time_that_grows_with_the_text() -> None:
    line = "增长百分之六点三，地区生产总值六百亿元。".encode("gb18030") * 10
    text = decode.decode((line[:399] + b"\xff") * 200).text
    assert text.count("�") >= 200


def test_a_limit_that_is_met_is_a_limit_error() -> None:
    with pytest.raises(LimitError):
        read(docx(P * 9), text_limit=50)
