"""Reading: every format to its text and marks, every encoding back to its characters, every broken file to one line."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import report_parser.read as reading
from report_parser.document import Source
from report_parser.errors import SourceError
from report_parser.read import from_text, package, read
from report_parser.read.decode import score
from report_parser.read.numbering import _write

CASES = Path(__file__).parent / "cases"
REPORT = "某县政府工作报告\n\n　　去年全县生产总值120亿元，增长6%。\r\n　　新修公路30公里。\n"


def rows(name: str) -> list[Any]:
    """A table of cases, each with its reason as the id."""
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(row, id=row["why"]) for row in map(json.loads, lines)]


def marked(source: Source) -> list[list[object]]:
    """The marks with the text they stand on."""
    return [[source.text[mark.start : mark.end], mark.kind, mark.level] for mark in source.marks]


# --- sources ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "media_type"), [("县报告.txt", "text/plain"), ("县报告.md", "text/markdown")])
def test_plain_text_is_the_file_exactly(tmp_path: Path, name: str, media_type: str) -> None:
    path = tmp_path / name
    path.write_bytes(REPORT.encode())
    source = read(path)
    assert source == Source(str(path), hashlib.sha256(REPORT.encode()).hexdigest(), media_type, "utf-8", REPORT)
    assert read(str(path)) == source
    assert read(REPORT.encode(), name=str(path)) == source
    assert read(io.BytesIO(REPORT.encode()), name=str(path)) == source


def test_a_pipe_is_read_to_its_end() -> None:
    class Pipe(io.RawIOBase):
        """Hands over a few bytes at a time."""

        def __init__(self) -> None:
            self.rest = REPORT.encode()

        def read(self, size: int = -1) -> bytes:
            piece, self.rest = self.rest[:5], self.rest[5:]
            return piece

    assert read(Pipe(), name="<stdin>").text == REPORT  # type: ignore[arg-type]


def test_text_at_hand_needs_no_file() -> None:
    source = from_text("")
    assert (source.uri, source.text, source.encoding, source.marks) == ("<text>", "", None, ())
    assert from_text(REPORT, "报告").uri == "报告"


def test_a_plain_text_pays_for_no_other_format() -> None:
    code = (
        "import sys; from report_parser.read import read; read('生产总值'.encode());"
        "print([m for m in ('lxml', 'docx', 'pypdfium2', 'charset_normalizer') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- encodings ----------------------------------------------------------------------------------------------

_ENCODINGS = [
    pytest.param(row.values[0]["text"] * times, encoding, id=f"{encoding} {times}x {row.id}")
    for row in rows("read_encodings")
    for encoding in row.values[0]["encodings"]
    for times in (1, 300)
]


@pytest.mark.parametrize(("text", "encoding"), _ENCODINGS)
def test_encodings(text: str, encoding: str) -> None:
    assert read(text.encode(encoding), name="报告.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_byte_costs_one_character(encoding: str) -> None:
    data = bytearray(("全县新增就业两千人。" * 60).encode(encoding))
    data[90] = 0xFF
    text = read(bytes(data), name="报告.txt").text
    assert text.count("全县新增就业两千人。") >= 58


def test_a_cut_last_character_costs_no_more() -> None:
    data = ("全县新增就业两千人。" * 60).encode()[:-1]
    assert read(data, name="报告.txt").text == ("全县新增就业两千人。" * 60)[:-1] + "�"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8", "iso-8859-1", "no-such", "rot13"])
def test_a_page_is_believed_about_its_encoding_as_far_as_it_reads_as_chinese(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>粮食丰收，市场繁荣。</p></body></html>'
    source = read(page.encode("gb18030"), name="报告.html")
    assert (source.text, source.encoding) == ("粮食丰收，市场繁荣。", "gb18030")


def test_a_server_may_state_the_format_and_the_encoding() -> None:
    source = read("粮食丰收，市场繁荣。".encode("gbk"), media_type="text/markdown; charset=gbk")
    assert (source.text, source.media_type) == ("粮食丰收，市场繁荣。", "text/markdown")


def test_right_decodes_read_more_chinese_than_wrong_ones() -> None:
    text = "政府工作报告"
    wrong = text.encode("gb18030").decode("big5hkscs", "replace")
    assert score(text) == 1.0
    assert score(wrong) < 0.7


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("全市生产总值812.4亿元。".encode("gb18030").decode("utf-8", "replace"), "lost when it was saved"),
        ("一、工作回顾：锟斤拷锟斤拷锟斤拷812.4锟斤拷", "lost when it was saved"),
        ("全市生产总值达到新高，新建学校五所。".encode().decode("gb18030", "replace"), "read as GBK and saved again"),
    ],
)
def test_a_text_spoilt_before_it_was_saved_is_refused(text: str, cause: str) -> None:
    with pytest.raises(SourceError, match=cause):
        read(text.encode(), name="报告.txt")


def test_a_few_lost_characters_are_no_reason_to_refuse() -> None:
    text = "全市生产总值达到新高，新建学校五所，惠及陶某\ufffd等群众。"
    assert read(text.encode(), name="报告.txt").text == text


@pytest.mark.parametrize(
    ("name", "text", "media_type"),
    [
        ("a.txt", "[<div class='c'><p>市场繁荣。</p></div>]", "text/html"),
        ("a.txt", "<p>市场繁荣。</p><p>物价平稳。</p>", "text/html"),
        ("a.md", "<div align='center'>政府工作报告</div>\n\n## 一、回顾", "text/markdown"),
        ("a.txt", "产值<5亿元的企业，研发投入>3%。", "text/plain"),
    ],
)
def test_elements_without_a_page_are_html(name: str, text: str, media_type: str) -> None:
    assert read(text.encode(), name=name).media_type == media_type


# --- html ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", rows("read_html"))
def test_html(row: dict[str, Any]) -> None:
    source = read(row["html"].encode(), name="报告.html")
    assert source.text.split("\n") == row["lines"]
    assert marked(source) == row["marks"]


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html>", "\ufeff<html>", "<?xml version='1.0' encoding='utf-8'?><html>", "  <HTML lang=zh>"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_html_under_another_name(start: str, encoding: str) -> None:
    page = f"{start}<body><p>粮食丰收，市场繁荣。</p></body></html>"
    source = read(page.encode(encoding), name="报告.txt")
    assert (source.text, source.media_type) == ("粮食丰收，市场繁荣。", "text/html")


def test_deep_nesting_loses_nothing() -> None:
    page = "<div>" * 600 + "<p>最里面的一段，也在。</p>" + "</div>" * 600 + "<p>外面的一段，也在。</p>"
    assert read(page.encode(), name="a.html").text.split("\n") == ["最里面的一段，也在。", "外面的一段，也在。"]


# --- docx ---------------------------------------------------------------------------------------------------


def saved(document: Document) -> bytes:
    """A document of python-docx as bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read_document(document: Document) -> Source:
    return read(saved(document), name="报告.docx")


def test_docx_headings_from_styles() -> None:
    document = docx.Document()
    document.add_paragraph("某县政府工作报告", style="Title")
    document.add_paragraph("一、工作回顾", style="Heading 1")
    document.add_paragraph("（一）农业", style="Heading 2")
    document.add_paragraph("粮食总产30万吨。")
    document.add_paragraph("目录一、工作回顾\t3", style=document.styles.add_style("toc 1", 1))
    outlined = document.add_paragraph("二、今年安排")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    source = read_document(document)
    assert source.text.split("\n") == [
        "某县政府工作报告",
        "一、工作回顾",
        "（一）农业",
        "粮食总产30万吨。",
        "二、今年安排",
    ]
    assert [mark[1:] for mark in marked(source)] == [["heading", 1], ["heading", 2], ["heading", 3], ["heading", 2]]


def test_docx_bold_openings() -> None:
    document = docx.Document()
    run_in = document.add_paragraph("　　——")
    run_in.add_run("一是").bold = True
    run_in.add_run("兴修水利。").bold = True
    run_in.add_run("新建水库3座，")
    run_in.add_run("除险12座").bold = True
    emphasis = document.add_paragraph("今年要")
    emphasis.add_run("攻坚克难").bold = True
    style = document.styles.add_style("小节", 1)
    style.font.bold = True
    document.add_paragraph("二、今年安排", style=style)
    unbold = document.add_paragraph(style=style)
    unbold.add_run("不加粗的一段").bold = False
    source = read_document(document)
    assert source.text.split("\n")[0] == "　　——一是兴修水利。新建水库3座，除险12座"
    assert marked(source) == [["一是兴修水利。", "bold", None], ["二、今年安排", "bold", None]]


def test_docx_typefaces_of_official_print() -> None:
    document = docx.Document()
    for text, face in (
        ("一、工作回顾", "黑体"),
        ("去年粮食总产30万吨，增长2%。", "仿宋_GB2312"),
        ("（一）农业", "楷体"),
    ):
        run = document.add_paragraph().add_run(text)
        run.font.size = Pt(16)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    assert marked(read_document(document)) == [["一、工作回顾", "bold", None], ["（一）农业", "bold", None]]


def test_docx_tables_breaks_and_boxes() -> None:
    document = docx.Document()
    document.add_paragraph("来源：县政府\n2021年2月3日")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("指标", "目标", "生产总值", "增长6%"), strict=True
    ):
        cell.text = text
    layout = document.add_table(rows=1, cols=1)
    layout.cell(0, 0).text = "说明一。"
    layout.cell(0, 0).add_paragraph("说明二。")
    box = document.add_paragraph("正文。")
    box.add_run()._r.append(
        parse_xml(
            f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
            "<w:p><w:r><w:t>框中的话。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
        )
    )
    source = read_document(document)
    lines = [
        "来源：县政府",
        "2021年2月3日",
        "指标\t目标",
        "生产总值\t增长6%",
        "说明一。",
        "说明二。",
        "正文。",
        "框中的话。",
    ]
    assert source.text.split("\n") == lines
    assert marked(source) == [["指标\t目标", "table_row", None], ["生产总值\t增长6%", "table_row", None]]


def test_docx_tracked_changes_and_controls() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("增长")
    w = nsdecls("w")
    for xml in (
        f"<w:del {w}><w:r><w:delText>5%</w:delText></w:r></w:del>",
        f"<w:ins {w}><w:r><w:t>6%</w:t></w:r></w:ins>",
        f"<w:hyperlink {w}><w:r><w:t>左右</w:t></w:r></w:hyperlink>",
        f"<w:r {w}><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>",
        f"<w:r {w}><w:instrText>PAGE</w:instrText></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    document.element.body.insert(
        0, parse_xml(f"<w:sdt {w}><w:sdtContent><w:p><w:r><w:t>控件里的一段。</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    assert read_document(document).text.split("\n") == ["控件里的一段。", "增长6%左右"]


def test_docx_tracked_marks_and_rows() -> None:
    document = docx.Document()
    w = nsdecls("w")
    cut = document.add_paragraph("粮食总产量45.6")
    cut._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {w}><w:del/></w:rPr>"))
    document.add_paragraph("万吨，增长1.2%。")
    table = document.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, (("指标", "完成"), ("旧指标", "99亿元"), ("税收", "61.2亿元")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {w}/>"))
    last = document.add_paragraph("末段。")
    last._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {w}><w:del/></w:rPr>"))
    lines = ["粮食总产量45.6万吨，增长1.2%。", "指标\t完成", "税收\t61.2亿元", "末段。"]
    assert read_document(document).text.split("\n") == lines


def test_docx_cells_stand_in_their_columns() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=4)
    grid = [
        ["类别", "指标", "目标", ""],
        ["经济", "税收", "65", "亿元"],
        ["", "出口", "30", "亿元"],
        ["三年行动", "", "", ""],
    ]
    for row, texts in zip(table.rows, grid, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(1, 0).merge(table.cell(2, 0))
    source = read_document(document)
    assert source.text.split("\n") == ["类别\t指标\t目标", "经济\t税收\t65\t亿元", "\t出口\t30\t亿元", "三年行动"]
    assert {mark.kind for mark in source.marks} == {"table_row"}
    assert len(source.marks) == 4


def test_docx_raised_digits() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("全县生产总值")
    for text, high in (("1", True), ("120亿元，绿地3.2km", False), ("2", True)):
        paragraph.add_run(text).font.superscript = high
    assert read_document(document).text == "全县生产总值¹120亿元，绿地3.2km²"


_LISTS = """<w:numbering {w}>
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>
<w:num w:numId="21"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="22"><w:abstractNumId w:val="8"/></w:num>
</w:numbering>"""


def test_docx_automatic_numbers() -> None:
    document = docx.Document()
    root = document.part.numbering_part.element
    for child in parse_xml(_LISTS.format(w=nsdecls("w"))):
        root.append(child)
    for text, number, level in (
        ("工作回顾", 21, 0), ("农业", 21, 1), ("水利", 21, 2), ("造林", 21, 2), ("工业", 21, 1), ("今年安排", 21, 0),
        ("农业", 21, 1), ("要点", 22, 0), ("无编号", 0, 0),
    ):  # fmt: skip
        paragraph = document.add_paragraph()
        paragraph.add_run(text).bold = level == 0
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        )
    source = read_document(document)
    lines = "一、工作回顾 （一）农业 1.水利 2.造林 （二）工业 二、今年安排 （一）农业 要点 无编号"
    assert source.text.split("\n") == lines.split()
    assert [text for text, _, _ in marked(source)] == ["一、工作回顾", "二、今年安排", "要点", "无编号"]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (3, "chineseCounting", "三"), (10, "chineseCountingThousand", "十"), (12, "japaneseCounting", "十二"),
        (20, "chineseCounting", "二十"), (35, "chineseCounting", "三十五"), (100, "chineseCounting", "100"),
        (2, "decimalEnclosedCircle", "②"), (12, "decimalFullWidth", "１２"), (2, "ideographTraditional", "乙"),
        (2, "chineseLegalSimplified", "贰"), (3, "upperLetter", "C"), (14, "lowerRoman", "xiv"), (4, "unheard of", "4"),
    ],
)  # fmt: skip
def test_list_numbers(number: int, form: str, written: str) -> None:
    assert _write(number, form) == written


def edited(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A package with each part passed through `change`; None leaves it out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return buffer.getvalue()


def with_notes() -> bytes:
    """A document with two footnotes, put together by hand: python-docx writes none."""
    document = docx.Document()
    document.add_paragraph("推行“一网通办”。")
    footnotes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        "<w:footnote w:id='1'><w:p><w:r><w:t>1.一网通办：在一处办理。</w:t></w:r></w:p></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>2.另注。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

    def change(name: str, part: bytes) -> bytes:
        if name == "[Content_Types].xml":
            override = f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>'
            return part.replace(b"</Types>", override.encode())
        if name == "word/_rels/document.xml.rels":
            relationship = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
            return part.replace(b"</Relationships>", relationship.encode())
        return part

    buffer = io.BytesIO(edited(saved(document), change))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/footnotes.xml", footnotes)
    return buffer.getvalue()


def test_docx_footnotes_come_last() -> None:
    source = read(with_notes(), name="报告.docx")
    assert source.text.split("\n") == ["推行“一网通办”。", "1.一网通办：在一处办理。", "2.另注。"]
    assert [mark.kind for mark in source.marks] == ["footnote", "footnote"]


def _dangling(name: str, part: bytes) -> bytes:
    relation = b'<Relationship Id="rId98" Type="http://schemas/relationships/image" Target="../NULL"/></Relationships>'
    return part.replace(b"</Relationships>", relation) if name.endswith("document.xml.rels") else part


def _without_styles(name: str, part: bytes) -> bytes | None:
    return None if name == "word/styles.xml" else part


def _macros(name: str, part: bytes) -> bytes:
    document = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return part.replace(document, b"application/vnd.ms-word.document.macroEnabled.main+xml")


def _strict(name: str, part: bytes) -> bytes:
    usual = b"http://schemas.openxmlformats.org/"
    part = part.replace(usual + b"wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    return part.replace(usual + b"officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/")


@pytest.mark.parametrize("change", [_dangling, _without_styles, _macros, _strict])
def test_docx_that_word_opens_and_strict_readers_refuse(change: Callable[[str, bytes], bytes | None]) -> None:
    assert read(edited(good_docx(), change), name="报告.docx").text == "粮食丰收。" * 200


def test_docx_under_another_name() -> None:
    document = docx.Document()
    document.add_paragraph("粮食丰收。")
    assert read(saved(document), name="报告.doc").text == "粮食丰收。"


# --- rtf, and what LibreOffice converts -----------------------------------------------------------------------


def rtf(body: str) -> bytes:
    """An RTF file as WPS writes it: GBK, byte by byte; ? stands for an astral character's substitute."""
    written = "".join(
        char if char.isascii() else "".join(f"\\'{byte:02x}" for byte in char.encode("gbk")) for char in body
    )
    return rf"{{\rtf1\ansi\ansicpg936{{\fonttbl{{\f0\fcharset134 SimSun;}}}}\pard {written}}}".encode()


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (r"一、工作回顾\par 生产总值120{\b 亿元}。\par", ["一、工作回顾", "生产总值120亿元。"]),
        (r"\u20840?县增长6%。", ["全县增长6%。"]),
        (r"\u-10174?\u-8265?田增长6%，\u-10174?止。", ["𠮷田增长6%，\ufffd止。"]),
        (r"指标\cell 目标\cell\row 税收\cell 65亿元\cell\row", ["指标\t目标", "税收\t65亿元"]),
        (r"生产总值{\super 1}{\footnote 按{\b 可比}价格计算。}120亿元。", ["生产总值¹120亿元。", "按可比价格计算。"]),
    ],
)
def test_rtf(body: str, lines: list[str]) -> None:
    source = read(rtf(body), name="报告.doc")
    assert source.text.split("\n") == lines
    assert source.media_type == "application/rtf"


OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@OFFICE
@pytest.mark.parametrize("suffix", ["doc", "odt"])
def test_what_libreoffice_converts(tmp_path: Path, suffix: str) -> None:
    document = docx.Document()
    document.add_heading("一、工作回顾", 1)
    document.add_paragraph("全县生产总值120亿元，增长6%。")
    document.save(str(tmp_path / "a.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", "--headless", "--convert-to", suffix, "--outdir", str(tmp_path), profile, str(tmp_path / "a.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    source = read(tmp_path / f"a.{suffix}")
    assert source.text.split("\n") == ["一、工作回顾", "全县生产总值120亿元，增长6%。"]
    assert [(mark.kind, mark.level) for mark in source.marks] == [("heading", 1)]


@pytest.mark.parametrize("name", ["a.doc", "a.odt"])
def test_without_libreoffice_an_old_file_says_what_to_do(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("PATH", "")
    data = OLE + "WordDocument".encode("utf-16-le") if name == "a.doc" else zipped("mimetype", "content.xml")
    with pytest.raises(SourceError, match=r"save it as \.docx, \.pdf or \.txt, or install LibreOffice"):
        read(data, name=name)


# --- pdf ----------------------------------------------------------------------------------------------------

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))


def pdf(*pages: list[tuple[float, float, float, str]], encrypt: str | None = None) -> bytes:
    """A PDF of printed lines, each with its distance from the left and the bottom, its size and its text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt)
    for page in pages:
        for left, bottom, size, text in page:
            canvas.setFont("STSong-Light", size)
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def body(*lines: tuple[int, str], top: float = 740) -> list[tuple[float, float, float, str]]:
    """Lines of 14 points, 30 characters to the column, each with its indent in characters."""
    return [(72 + 14 * indent, top - 24 * row, 14, text) for row, (indent, text) in enumerate(lines)]


LINE = "全县上下齐心协力抓生产促发展保民生各项工作都取得了新的进展呀"[:30]


def test_pdf_lines_become_paragraphs() -> None:
    assert len(LINE) == 30
    page = body(
        (2, LINE[:28]),
        (0, LINE),
        (0, "生产总值120亿元。"),
        (2, LINE[:28]),
        (0, "增长6%。"),
        (2, "二、今年安排"),
        (2, "新修公路。"),
    )
    lines = [LINE[:28] + LINE + "生产总值120亿元。", LINE[:28] + "增长6%。", "二、今年安排", "新修公路。"]
    assert read(pdf(page), name="报告.pdf").text.split("\n") == lines


def sideways(angle: float, *lines: str) -> bytes:
    """A PDF whose lines run at an angle, and one of them upright."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("STSong-Light", 14)
    canvas.translate(300, 400)
    canvas.rotate(angle)
    for row, text in enumerate(lines):
        canvas.drawString(-200, -24 * row, text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("angle", [0, 90, 180, 270, 3])
def test_pdf_text_set_sideways(angle: float) -> None:
    source = read(sideways(angle, "一、工作回顾", "生产总值120亿元。"), name="报告.pdf")
    assert source.text.split("\n") == ["一、工作回顾", "生产总值120亿元。"]


def test_pdf_what_runs_aslant_is_a_watermark() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("STSong-Light", 14)
    for row, text in enumerate((LINE, LINE, "生产总值120亿元。")):
        canvas.drawString(72, 740 - 24 * row, text)
    for left in (100, 250, 400):
        canvas.saveState()
        canvas.translate(left, 700)
        canvas.rotate(45)
        canvas.drawString(0, 0, "某县政府办2024年")
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    assert read(buffer.getvalue(), name="报告.pdf").text == LINE * 2 + "生产总值120亿元。"


def test_pdf_columns() -> None:
    def page(*texts: tuple[float, int, str]) -> bytes:
        return pdf([(left, 740 - 24 * row, 14, text) for left, row, text in texts])

    half = LINE[:14]
    prose = [(72.0, row, half) for row in range(1, 6)] + [(312.0, row, half[::-1]) for row in range(1, 6)]
    columns = page((248, 0, "政府工作报告"), *prose, (72, 6, "收入12亿元。"), (312, 6, "支出13亿元。"))
    lines = ["政府工作报告", half * 5 + "收入12亿元。", half[::-1] * 5 + "支出13亿元。"]
    assert read(columns, name="报告.pdf").text.split("\n") == lines
    # A list with its figures set right is no page of two columns.
    listed = page(*((72, row, "新建学校") for row in range(8)), *((400, row, f"{row}所") for row in range(8)))
    assert read(listed, name="报告.pdf").text == "".join(f"新建学校{row}所" for row in range(8))


def test_pdf_tables_without_lines() -> None:
    cells = [
        ["指标", "2023年完成", "2024年目标"],
        ["财政收入", "61.2亿元", "65亿元"],
        ["", "3.2万人", "3万人"],
        ["其中税收", "", "40亿元"],
    ]
    places = (72, 200, 330)
    page = [
        (float(place), 700.0 - 24 * row, 14.0, text)
        for row, texts in enumerate(cells)
        for place, text in zip(places, texts, strict=True)
        if text
    ]
    source = read(pdf([(72, 740, 14, LINE), *page]), name="报告.pdf")
    assert source.text.split("\n") == [LINE, *("\t".join(texts) for texts in cells)]
    assert [mark.kind for mark in source.marks] == ["table_row"] * 4


def ruled(*rows: tuple[list[float], list[tuple[float, str]]], height: float = 40) -> bytes:
    """A PDF of a line of prose, and below it rows between lines: where the upright ones are, what stands where."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("STSong-Light", 14)
    canvas.drawString(72, 740, LINE)
    for row, (edges, texts) in enumerate(rows):
        top = 720 - height * row
        canvas.lines([(edges[0], y, edges[-1], y) for y in (top, top - height)])
        canvas.lines([(x, top, x, top - height) for x in edges])
        for left, text in texts:
            for at, part in enumerate(text.split("|")):
                canvas.drawString(left, top - 16 - 18 * at, part)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_pdf_ruled_tables() -> None:
    edges = [72.0, 160, 220, 300]
    data = ruled(
        (edges, [(74, "指标"), (162, "单位"), (222, "2024年|目标")]),
        (edges, [(74, "城镇新增|就业人数"), (162, "万人"), (222, "3以上")]),
        (edges, [(74, "税收"), (222, "40")]),
    )
    source = read(data, name="报告.pdf")
    assert source.text.split("\n") == [LINE, "指标\t单位\t2024年目标", "城镇新增就业人数\t万人\t3以上", "税收\t\t40"]
    assert [mark.kind for mark in source.marks] == ["table_row"] * 3
    # A frame around prose is no table.
    framed = read(ruled(([72.0, 300], [(74, "说明：以上均为|初步核算数。")])), name="报告.pdf")
    assert "".join(framed.text.split()) == f"{LINE}说明：以上均为初步核算数。"
    assert framed.marks == ()


def test_pdf_notes_and_raised_digits() -> None:
    page = body((0, LINE), (0, "全县生产总值"))
    raised = [(72 + 14 * 6, 722, 7.0, "1"), (72 + 14 * 6 + 4, 716, 14.0, "120亿元，其中"), (72, 692, 14.0, LINE)]
    notes = [(72, 150, 9.0, "1 生产总值：按可比价格计算，"), (72, 138, 9.0, "是初步核算数。")]
    source = read(pdf([*page, *raised, *notes], body((0, "税收12亿元。"))), name="报告.pdf")
    lines = [LINE + "全县生产总值¹120亿元，其中", LINE + "税收12亿元。", "1 生产总值：按可比价格计算，是初步核算数。"]
    assert source.text.split("\n") == lines
    assert [mark.kind for mark in source.marks] == ["footnote"]


def test_pdf_paragraphs_go_on_over_the_page_and_margins_go() -> None:
    numbers = ["— 1 —", "- 2 -", "第 3 页 共 4 页", "4"]
    pages = [
        [
            (72, 800, 9, f"某县政府工作报告汇编 {index}"),
            *body((0, LINE), (0, LINE[9:] + LINE[:9]), (0, LINE[5:] + LINE[:5]), top=700),
            (290, 30, 9, number),
        ]
        for index, number in enumerate(numbers)
    ]
    assert read(pdf(*pages), name="报告.pdf").text == (LINE + LINE[9:] + LINE[:9] + LINE[5:] + LINE[:5]) * 4


def test_pdf_numbers_and_headings() -> None:
    title = (150.0, 780.0, 22.0, "某县政府工作报告")
    page = [title, *body((2, LINE[:28]), (0, LINE[:26]), (0, "1351.25亿元，比2020年增加5.6个百分点。"))]
    source = read(pdf(page), name="报告.pdf")
    assert source.text.split("\n") == [
        "某县政府工作报告",
        LINE[:28] + LINE[:26] + "1351.25亿元，比2020年增加5.6个百分点。",
    ]
    assert marked(source) == [["某县政府工作报告", "heading", 1]]


def test_pdf_bold_openings() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for bottom, opening, rest in ((700, "二、今年任務", ""), (676, "一是修路。", "新修公路30公里。"), (652, "", LINE)):
        canvas.setFont("HeiseiKakuGo-W5", 14)
        canvas.drawString(72, bottom, opening)
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(72 + 14 * len(opening), bottom, rest)
    canvas.save()
    source = read(buffer.getvalue(), name="报告.pdf")
    assert source.text.split("\n") == ["二、今年任務", "一是修路。新修公路30公里。", LINE]
    assert marked(source) == [["二、今年任務", "bold", None], ["一是修路。", "bold", None]]


def test_pdf_set_character_by_character() -> None:
    text = "去年，产值12.5亿元；增长6%。"
    places = [sum(0.5 if c.isascii() else 1 for c in text[:index]) * 14 for index in range(len(text))]
    page = [(72 + place, 600.0, 14.0, character) for place, character in zip(places, text, strict=True)]
    twice = [(left + 0.3, bottom, size, character) for left, bottom, size, character in page]
    assert read(pdf(page), name="报告.pdf").text == text
    assert read(pdf([line for pair in zip(page, twice, strict=True) for line in pair]), name="报告.pdf").text == text


def test_pdf_glyphs_without_characters_are_refused() -> None:
    data = pdf(body((0, "粮经罗职能群绩续")))
    unmapped = data.replace(b"/UniGB-UCS2-H", b"/Identity-H  ")
    assert unmapped != data
    with pytest.raises(SourceError, match="its fonts do not say which characters they show"):
        read(unmapped, name="报告.pdf")


def test_pdf_keeps_a_number_that_ends_a_paragraph() -> None:
    page = body((2, LINE[:28]), (0, "12"), (2, "下一段。"), top=500)
    assert "12" in read(pdf(page, page), name="报告.pdf").text


# --- broken sources -----------------------------------------------------------------------------------------


def good_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("粮食丰收。" * 200)
    return saved(document)


def good_pdf() -> bytes:
    return pdf(body((0, LINE)))


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "内容")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

BROKEN: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("empty", "a.txt", lambda: b"", "the file is empty"),
    ("white space", "a.txt", lambda: " \n　\t\r\n".encode(), "nothing but white space"),
    ("only a mark", "a.txt", lambda: b"\xef\xbb\xbf", "nothing but white space"),
    ("English", "a.txt", lambda: b"Report on the work of the government", "no Chinese text"),
    ("random bytes", "a.txt", lambda: bytes(range(1, 256)) * 40, "no text in a known encoding"),
    ("zeros", "a.txt", lambda: bytes(4096), "binary data"),
    ("UTF-8 mark, then garbage", "a.txt", lambda: b"\xef\xbb\xbf" + bytes(range(128, 256)) * 9, "damaged text"),
    ("png", "a.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "a PNG picture"),
    ("jpeg", "a.pdf", lambda: b"\xff\xd8\xff\xe0" + bytes(99), "a JPEG picture"),
    ("program", "a.exe", lambda: b"MZ\x90\x00" + bytes(99), "a Windows program"),
    ("gzip", "a.txt.gz", lambda: b"\x1f\x8b\x08" + bytes(99), "a gzip archive"),
    ("empty rtf", "a.doc", lambda: b"{\\rtf1\\ansi", "nothing but white space in it"),
    ("rtf of no character", "a.rtf", lambda: rb"{\rtf1 \u22686?\u2999999999?}", "a damaged .rtf file"),
    ("mht", "a.mht", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a web archive"),
    ("mht of a browser", "a.txt", lambda: b"From: <Saved by Blink>\r\nSubject: =?utf-8?", "a web archive"),
    ("Word XML", "a.xml", lambda: b'<?xml version="1.0"?><w:wordDocument xmlns:w="u">', "a Word XML file"),
    ("old Word", "a.doc", lambda: OLE + "WordDocument".encode("utf-16-le"), "an old Word or WPS file"),
    ("old Excel", "a.xls", lambda: OLE + "Workbook".encode("utf-16-le"), "an old Office file"),
    ("encrypted Word", "a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    ("xlsx", "a.xlsx", lambda: zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook"),
    ("pptx", "a.pptx", lambda: zipped("[Content_Types].xml", "ppt/slides.xml"), "a PowerPoint presentation"),
    ("odt", "a.odt", lambda: zipped("mimetype", "content.xml"), "an OpenDocument file"),
    ("zip", "a.zip", lambda: zipped("报告.txt"), "a zip archive"),
    ("hollow docx", "a.docx", lambda: zipped("[Content_Types].xml", "word/document.xml"), "damaged .docx"),
    ("cut docx", "a.docx", lambda: good_docx()[:-400], "truncated or damaged .docx"),
    ("docx cut short", "a.docx", lambda: good_docx()[:50], "truncated or damaged .docx"),
    ("docx without its text", "a.docx",
     lambda: edited(good_docx(), lambda name, part: None if name == "word/document.xml" else part), "damaged .docx"),
    ("docx with broken XML", "a.docx",
     lambda: edited(good_docx(), lambda name, part: part[:-90] if name == "word/document.xml" else part),
     "damaged .docx"),
    ("text named docx", "a.docx", lambda: "粮食丰收。".encode(), "not a .docx file inside"),
    ("empty docx", "a.docx", lambda: saved(docx.Document()), "nothing but white space"),
    ("cut pdf", "a.pdf", lambda: good_pdf()[:300], "truncated or damaged .pdf"),
    ("pdf of nothing", "a.pdf", lambda: b"%PDF-1.7\n", "truncated or damaged .pdf"),
    ("text named pdf", "a.pdf", lambda: "粮食丰收。".encode(), "not a .pdf file inside"),
    ("encrypted pdf", "a.pdf", lambda: pdf(body((0, LINE)), encrypt="secret"), "protected by a password"),
    ("scan", "a.pdf", lambda: pdf([]), "no text layer"),
    ("scan with page numbers", "a.pdf", lambda: pdf([(290, 30, 9, "— 1 —")]), "no text but page numbers"),
    ("html without text", "a.html", lambda: b"<html><body><img src=x></body></html>", "nothing but white space"),
    ("html of nothing", "a.html", lambda: b"<!-- -->", "without text|white space"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "cause"), [pytest.param(*row[1:], id=row[0]) for row in BROKEN])
def test_broken_sources_say_what_is_wrong(name: str, make: Callable[[], bytes], cause: str) -> None:
    with pytest.raises(SourceError, match=cause) as caught:
        read(make(), name=name)
    assert caught.value.uri == name
    assert "\n" not in str(caught.value)
    error = caught.value
    error.__cause__ = error.__context__ = None  # tblib, which Dask installs for all of pickle, would take lxml's along
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_broken_paths_say_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "没有.txt")
    with pytest.raises(SourceError, match="a folder"):
        read(tmp_path)
    with pytest.raises(SourceError, match="cannot be read"):
        read("a\x00b")
    with pytest.raises(SourceError, match=r"no such file|cannot be read"):
        read(tmp_path / "报告.txt" / "报告.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(SourceError, match="no permission"):
        read(path)


def test_streams_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="binary mode"):
        read(io.StringIO(REPORT), name="报告.txt")  # type: ignore[arg-type]
    closed = io.BytesIO(REPORT.encode())
    closed.close()
    with pytest.raises(SourceError, match="cannot be read"):
        read(closed, name="报告.txt")


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    with pytest.raises(SourceError, match="the limit"):
        read("政府工作报告".encode())
    with pytest.raises(SourceError, match="the limit"):
        read(io.BytesIO("政府工作报告".encode()))
    monkeypatch.undo()
    monkeypatch.setattr(package, "MAX_UNPACKED", 1000)
    with pytest.raises(SourceError, match="unpacks to more"):
        read(good_docx(), name="a.docx")


@settings(max_examples=60, deadline=None)
@given(
    cut=st.integers(0, 4000), at=st.integers(0, 40000), byte=st.integers(0, 255), which=st.sampled_from(["docx", "pdf"])
)
def test_damage_never_raises_anything_else(cut: int, at: int, byte: int, which: str) -> None:
    data = bytearray(good_docx() if which == "docx" else good_pdf())
    data[at % len(data)] = byte
    try:
        read(bytes(data[: len(data) - cut]), name=f"a.{which}")
    except SourceError as error:
        assert error.cause


# --- properties ---------------------------------------------------------------------------------------------

_WORDS = st.text("粮食丰收增长，。　 \t\n0.5%—<b>&一二（）", max_size=30)


def check_marks(source: Source) -> None:
    """Marks lie inside the text, on one line each, tight around what they mark."""
    for mark in source.marks:
        held = source.text[mark.start : mark.end]
        assert 0 <= mark.start < mark.end <= len(source.text)
        assert held == held.strip()
        assert "\n" not in held


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["p", "h2", "b", "td", "li", "div", "tr", "table", "br", "a"]), _WORDS)))
def test_html_marks_lie_in_the_text(pieces: list[tuple[str, str]]) -> None:
    page = "".join(f"<{tag}>{text}</{tag}>" for tag, text in pieces) + "<p>完，</p>"
    check_marks(read(page.encode(), name="a.html"))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.text("粮食丰收，。　 \t\n0.5%—（一）", max_size=12), st.booleans()), max_size=4),
        max_size=6,
    )
)
def test_docx_marks_lie_in_the_text(paragraphs: list[list[tuple[str, bool]]]) -> None:
    document = docx.Document()
    document.add_paragraph("报告", style="Title")
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text, bold in runs:
            paragraph.add_run(text).bold = bold
    check_marks(read_document(document))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 300),
            st.integers(20, 800),
            st.sampled_from([9, 14, 22]),
            st.text("粮食丰收，。　 0.5%—", max_size=20),
        ),
        max_size=8,
    )
)
def test_pdf_marks_lie_in_the_text(lines: list[tuple[float, float, float, str]]) -> None:
    check_marks(read(pdf([*lines, (72, 400, 14, "政府工作报告，请审议。")]), name="a.pdf"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("a.txt", "a.md", "a.html", "a.docx", "a.pdf"):
        try:
            check_marks(read(data, name=name))
        except SourceError as error:
            assert error.uri == name
