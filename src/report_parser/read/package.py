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
from report_parser.read.bounds import MAX_DEPTH, MAX_UNPACKED, UnboundedError, check_markup, unpacked_too_far

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
            unpacker = _Unpacker(archive)
            main = unpacker.related("").get("officeDocument", "word/document.xml")
            related = unpacker.related(main)
            wanted = {
                kind: related[kind] for kind in ("styles", "numbering", "footnotes", "endnotes") if kind in related
            }
            parts: dict[str, _Element] = {kind: unpacker.parse(name) for kind, name in wanted.items()}
            return Package(unpacker.parse(main), parts)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise UnboundedError(
                f"its parts are nested more than {MAX_DEPTH} deep, or a piece of text is too long"
            ) from error
        raise SourceError(uri, "a truncated or damaged .docx file") from error
    except _DAMAGE as error:
        raise SourceError(uri, "a truncated or damaged .docx file") from error


class _Unpacker:
    """Unpacks the parts of a package, all together no more than MAX_UNPACKED."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())
        self._left = MAX_UNPACKED

    def related(self, part: str) -> dict[str, str]:
        """The parts that a part names, by kind; the package itself ("") names the document."""
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self._names:
            return {}
        related = {}
        for relation in self.parse(listing).iter("{*}Relationship"):
            # Absolute targets start at the package's root, others in the folder of the part.
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            if target in self._names:
                related[relation.get("Type", "").rpartition("/")[2]] = target
        return related

    def parse(self, part: str) -> _Element:
        """A part's XML; no entity is resolved, and the strict dialect is read as the usual one."""
        with self._archive.open(part) as file:
            xml = file.read(self._left + 1)
        self._left -= len(xml)
        if self._left < 0:
            raise unpacked_too_far("it")
        check_markup(xml)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        return etree.fromstring(xml.replace(_STRICT_W, _W.encode()), parser)
