"""Which format a source is in: its first bytes decide, its name only where they leave it open.

A .txt saved from a browser may be HTML, a .doc may be a renamed .docx; names are claims, bytes are facts.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import PurePath
from typing import Literal
from zipfile import BadZipFile, ZipFile

from report_parser.errors import SourceError

Format = Literal["text", "markdown", "html", "docx", "pdf", "rtf", "doc", "odt"]

MEDIA_TYPES: dict[Format, str] = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "rtf": "application/rtf",
    "doc": "application/msword",
    "odt": "application/vnd.oasis.opendocument.text",
}
_FORMATS: dict[str, Format] = {media_type: kind for kind, media_type in MEDIA_TYPES.items()} | {
    "application/xhtml+xml": "html"
}
_SUFFIXES: dict[str, Format] = {
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".docx": "docx", ".pdf": "pdf",
}  # fmt: skip

_SAVE = "save it as .docx, .pdf or .txt"
# First bytes -> what the file is; none of these holds a text that can be read.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG picture, not a text; run text recognition on it first"),
    (b"\xff\xd8\xff", "a JPEG picture, not a text; run text recognition on it first"),
    (b"GIF8", "a GIF picture, not a text; run text recognition on it first"),
    (b"II*\x00", "a TIFF picture, not a text; run text recognition on it first"),
    (b"MM\x00*", "a TIFF picture, not a text; run text recognition on it first"),
    (b"RIFF", "a media file, not a text"),
    (b"\x00\x00\x00\x18ftyp", "a video, not a text"),
    (b"\x00\x00\x00\x20ftyp", "a video, not a text"),
    (b"ID3", "a sound file, not a text"),
    (b"MZ\x90", "a Windows program, not a text"),
    (b"\x7fELF", "a program, not a text"),
    (b"\x1f\x8b\x08", "a gzip archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"SQLite format 3\x00", "a database, not a text"),
    (b"%!PS", "a PostScript file; print it to .pdf"),
    (b"CAJ", "a CAJ file; print it to .pdf"),
    (b"HN\x00\x00", "a CAJ file; print it to .pdf"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")

# <!DOCTYPE html>, <html, <head, <body, <meta near the start, in any single-byte encoding or UTF-16.
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE)
# The elements that a scraper cut out of a page and saved as they are, str() of a list of them too.
_FRAGMENT = re.compile(
    rb"[\s\[(]*<(?:div|p|span|section|article|table|h[1-6]|ul|ol|td|font|strong|b|br)\b[^<>]*>.*</(?:div|p|span|section|td|li)>",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"(?:From: <Saved by|MIME-Version:|Content-Type:\s*multipart/related)", re.IGNORECASE)
_WORD_XML = re.compile(rb"<(?:w:wordDocument|pkg:package)\b")
_HEAD = 2048


def sniff(uri: str, data: bytes, media_type: str | None = None) -> Format:
    """The format of `data`; a `SourceError` says what a file is that cannot be read, and what to do with it.

    b"%PDF-1.7 …" -> pdf, whatever the name; 政府工作报告.md that starts with <html> -> html.
    """
    head = data[:_HEAD]
    if not data:
        raise SourceError(uri, "the file is empty")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_ZIP):
        return _sniff_zip(uri, data)
    if head.startswith(_OLE):
        return _sniff_ole(uri, data)
    if head.startswith(_RTF):
        return "rtf"
    for magic, cause in _FOREIGN:
        if head.startswith(magic):
            raise SourceError(uri, cause)
    narrow = head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf")
    if _MHTML.match(narrow):
        raise SourceError(uri, "a web archive (.mht); save it as .html")
    if _WORD_XML.search(narrow):
        raise SourceError(uri, "a Word XML file; save it as .docx")
    if _HTML.search(narrow):
        return "html"
    named = _by_name(uri, media_type)
    return "html" if named == "text" and _FRAGMENT.match(narrow) else named


def _by_name(uri: str, media_type: str | None) -> Format:
    """What the name or the stated media type says, for bytes that could be any text."""
    stated = _FORMATS.get((media_type or "").partition(";")[0].strip().lower())
    named: Format = stated or _SUFFIXES.get(PurePath(uri).suffix.lower(), "text")
    if named == "docx":
        raise SourceError(uri, "not a .docx file inside, or its start is damaged")
    if named == "pdf":
        raise SourceError(uri, "not a .pdf file inside, or its start is damaged")
    return named


def _sniff_zip(uri: str, data: bytes) -> Format:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(uri, "a truncated or damaged .docx (or zip) file") from error
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            raise SourceError(uri, "an Excel workbook, not a report text")
        if any(name.startswith("ppt/") for name in names):
            raise SourceError(uri, f"a PowerPoint presentation; {_SAVE}")
    if "content.xml" in names:
        return "odt"
    if "META-INF/container.xml" in names:
        raise SourceError(uri, f"an EPUB book; {_SAVE}")
    if "OFD.xml" in names:
        raise SourceError(uri, "an OFD file; print it to .pdf")
    raise SourceError(uri, "a zip archive; unpack it first")


def _sniff_ole(uri: str, data: bytes) -> Format:
    """What an OLE container holds: names of its streams stand in it in UTF-16. WPS writes the same as old Word."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise SourceError(uri, "protected by a password; save it without one")
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    raise SourceError(uri, f"an old Office file; {_SAVE}")
