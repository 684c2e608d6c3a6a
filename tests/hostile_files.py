"""Small .docx and .pdf files made by hand, so that a test can put into them what no program writes."""

from __future__ import annotations

import io
import zipfile
import zlib

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 5 0 R>>%s>>>>"
TEXT = "地区生产总值增长6.3%。"
P = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
LIST = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>增长</w:t></w:r></w:p>'


def docx(body: str, *, package: str = "", **parts: str) -> bytes:
    """A .docx with this body, parts (styles, numbering) and, in the relations of the package, what `package` is."""
    related = "".join(f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    main = f'<Relationship Id="main" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    written = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{package}{main}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{related}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:m="{_M}"><w:body>{body}</w:body></w:document>',
        **{f"word/{kind}.xml": f'<w:{kind} xmlns:w="{_W}">{xml}</w:{kind}>' for kind, xml in parts.items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, xml in written.items():  # a ZipInfo of its own has no time in it: the same parts, the same bytes
            archive.writestr(zipfile.ZipInfo(name), xml, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def numbering(text: str, start: str = "1") -> str:
    """One list, numbered like this."""
    return (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:lvlText w:val="{text}"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )


def stream(data: bytes, extra: bytes = b"", *, packed: int = 1) -> bytes:
    """A stream of a PDF, packed so many times."""
    for _ in range(packed):
        data = zlib.compress(data, 9)
    filters = b"/Filter[" + b"/FlateDecode " * packed + b"]"
    return b"<</Length %d%s%s>>stream\n" % (len(data), filters, extra) + data + b"\nendstream"


def cut(data: bytes) -> bytes:
    """A stream of which the second half was lost."""
    packed = zlib.compress(data)[: len(data) // 4]
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)


def show(text: str, size: int = 12, x: int = 72, y: int = 700) -> bytes:
    """What prints a line."""
    return b"BT /F1 %d Tf %d %d Td <%s> Tj ET\n" % (size, x, y, text.encode("utf-16-be").hex().encode())


def pdf(content: bytes, *more: bytes, font: bytes = b"", descendant: bytes = b"", forms: bytes = b"") -> bytes:
    """A PDF of one page; `more` are its objects from the sixth on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        _PAGE % (4, forms),
        content,
        _face(font, descendant),
        *more,
    ]
    return _file(objects)


def paged(contents: list[bytes], *more: bytes) -> bytes:
    """A PDF of a page for each content; the first of `more` is the form /X."""
    first = 6 + len(more)
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)),
        b"null",
        b"null",
        _face(),
        *more,
    ]
    for number, content in enumerate(contents):
        objects += [_PAGE % (first + 2 * number + 1, b"/XObject<</X 6 0 R>>"), stream(content)]
    return _file(objects)


def _face(font: bytes = b"", descendant: bytes = b"") -> bytes:
    """The typeface of all that is shown."""
    info = b"<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    below = b"<</Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo%s%s>>" % (info, descendant)
    return b"<</Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[%s]%s>>" % (below, font)


def _file(objects: list[bytes]) -> bytes:
    """The PDF of these objects, of which the first is its root."""
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, written in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    file += b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(file)
