"""The package that a .docx is: a zip of XML parts that name each other.

Read with zipfile and lxml and not with python-docx, which refuses documents that Word opens: a picture whose
target is ../NULL, a missing style part, macros, the strict dialect. Only four parts besides the text matter here.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from lxml import etree
from lxml.etree import _Element

from report_parser.errors import SourceError

MAX_UNPACKED = 512 * 1024 * 1024
"""The most that the parts of a .docx may unpack to; more is a zip bomb, not a report."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_W = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMESPACES = {"w": _W}
_WANTED: frozenset[str] = frozenset(("styles", "numbering", "footnotes", "endnotes"))
# What zipfile and lxml raise on damaged input; they have no common root.
_DAMAGE = (
    BadZipFile, etree.LxmlError, zlib.error, struct.error, EOFError, OSError, ValueError, KeyError, IndexError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


class Package(NamedTuple):
    """The XML of a document's text, and of its styles, numbering, footnotes and endnotes where it has them."""

    document: _Element
    parts: dict[str, _Element]


def qualified(tag: str) -> str:
    """A tag as lxml writes it: w:p -> {http://schemas.openxmlformats.org/wordprocessingml/2006/main}p."""
    return f"{{{_W}}}{tag.removeprefix('w:')}"


def open_package(uri: str, data: bytes) -> Package:
    """The parts of a .docx that hold text or tell of it."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise SourceError(uri, "protected by a password; save it without one")
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise SourceError(uri, f"unpacks to more than {MAX_UNPACKED // 2**20} MiB, the limit for a .docx")
            main = _related(archive, "").get("officeDocument", "word/document.xml")
            related = _related(archive, main)
            wanted = {
                kind: related[kind] for kind in ("styles", "numbering", "footnotes", "endnotes") if kind in related
            }
            parts: dict[str, _Element] = {kind: _parse(archive.read(name)) for kind, name in wanted.items()}
            return Package(_parse(archive.read(main)), parts)
    except _DAMAGE as error:
        raise SourceError(uri, "a truncated or damaged .docx file") from error


def _related(archive: ZipFile, part: str) -> dict[str, str]:
    """The parts that a part names, by kind; the package itself ("") names the document."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    names = set(archive.namelist())
    if listing not in names:
        return {}
    related = {}
    for relation in _parse(archive.read(listing)):
        # Absolute targets start at the package's root, others in the folder of the part.
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if target in names:
            related[relation.get("Type", "").rpartition("/")[2]] = target
    return related


def _parse(xml: bytes) -> _Element:
    """A part's XML; no entity is resolved, and the strict dialect is read as the usual one."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(xml.replace(_STRICT_W, _W.encode()), parser)
