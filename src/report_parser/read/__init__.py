"""Reading: bytes of a file -> `Source`, the text and what the format says of its structure.

.txt, .md, .html, .docx, .pdf and .rtf are read here, .doc, .wps and .odt by way of LibreOffice.

Each format's library is imported when a source of that format is read, so a .txt pays for none of them.
"""

from __future__ import annotations

import hashlib
import os
import re
from email.message import Message
from pathlib import Path
from typing import BinaryIO

from report_parser.document import Source
from report_parser.errors import LimitError, SourceError
from report_parser.limits import TEXT_LIMIT, check_length
from report_parser.read.bounds import UnboundedError
from report_parser.read.decode import UndecodableError
from report_parser.read.kind import MEDIA_TYPES, Format, sniff
from report_parser.read.lines import Extract

MAX_BYTES = 64 * 1024 * 1024
"""The largest source that is read: a hundred times the longest report with its pictures."""

# Half of a UTF-16 pair, which a Python string may hold and no encoding may write.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_HANZI = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]")


def read(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    *,
    name: str | None = None,
    media_type: str | None = None,
    text_limit: int = TEXT_LIMIT,
) -> Source:
    """The text of a report and its marks, from a path, bytes, or an open binary file.

    `name` stands for bytes and streams in errors and output, and its suffix tells .md from .txt; `media_type` is what
    a server said of them (text/html; charset=gbk). read("温岭.md").media_type -> "text/markdown".
    Raises `SourceError` with a one-line cause when there is no Chinese text to be had, `LimitError` where there
    are more than `text_limit` characters of it.
    """
    if isinstance(source, (str, os.PathLike)):
        uri = name or os.fspath(source)
        data = load_file(uri, Path(source))
    elif isinstance(source, bytes):
        uri, data = name or "<bytes>", source
    else:
        uri = name or str(getattr(source, "name", "<stream>"))
        data = drain(uri, source)
    if len(data) > MAX_BYTES:
        raise SourceError(uri, f"larger than {MAX_BYTES // 2**20} MiB, the limit for a report")
    kind = sniff(uri, data, media_type)
    extract = _extract(kind, uri, data, _charset(media_type), text_limit)
    check_length(uri, len(extract.text), text_limit)
    if not extract.text.strip():
        raise SourceError(uri, "nothing but white space in it")
    if not _HANZI.search(extract.text):
        raise SourceError(uri, "not a report: no Chinese text")
    digest = hashlib.sha256(data).hexdigest()
    text = writable(extract.text)
    return Source(uri, digest, MEDIA_TYPES[kind], extract.encoding, text, extract.marks, extract.omissions)


def from_text(text: str, name: str = "<text>", *, text_limit: int = TEXT_LIMIT) -> Source:
    """A `Source` around text at hand, any text at all; the digest is that of its UTF-8 bytes.

    Raises LimitError where it has more than `text_limit` characters.
    """
    check_length(name, len(text), text_limit)
    text = writable(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(name, digest, MEDIA_TYPES["text"], None, text)


def writable(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which JSON cannot carry; every offset stays."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def load_file(uri: str, path: Path, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file, one more than `most` at most, so that a huge one is refused unread. Raises SourceError."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # opening a pipe waits for its writer, for ever
            raise SourceError(uri, "not a file but a device, pipe or socket")
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as error:
        raise SourceError(uri, "no such file") from error
    except IsADirectoryError as error:
        raise SourceError(uri, "a folder, not a file") from error
    except PermissionError as error:
        cause = "a folder, not a file" if path.is_dir() else "no permission to read it"
        raise SourceError(uri, cause) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise SourceError(uri, f"cannot be read ({getattr(error, 'strerror', None) or error})") from error


def drain(uri: str, stream: BinaryIO) -> bytes:
    """All that a stream holds, up to one byte more than allowed; a pipe hands it over in pieces."""
    data = bytearray()
    try:
        while len(data) <= MAX_BYTES and (piece := stream.read(MAX_BYTES + 1 - len(data))):
            data += piece
    except (OSError, ValueError) as error:  # ValueError: a closed file
        raise SourceError(uri, f"cannot be read ({error})") from error
    except TypeError as error:
        raise SourceError(uri, "opened as text; open it in binary mode") from error
    return bytes(data)


def _charset(media_type: str | None) -> str | None:
    """The charset of a media type: text/html; charset=gbk -> gbk."""
    if not media_type:
        return None
    message = Message()
    message["content-type"] = media_type
    charset = message.get_param("charset")
    return charset if isinstance(charset, str) else None


def _extract(kind: Format, uri: str, data: bytes, charset: str | None, text_limit: int) -> Extract:
    try:
        if kind == "html":
            from report_parser.read.html import read_html

            return read_html(uri, data, charset, text_limit)
        if kind == "docx":
            from report_parser.read.docx import read_docx

            return read_docx(uri, data, text_limit)
        if kind == "pdf":
            from report_parser.read.pdf import read_pdf

            return read_pdf(uri, data, text_limit)
        if kind == "rtf":
            from report_parser.read.rtf import read_rtf

            return read_rtf(uri, data, text_limit)
        if kind == "doc" or kind == "odt":
            from report_parser.read.convert import to_docx
            from report_parser.read.docx import read_docx

            return read_docx(uri, to_docx(uri, data, kind), text_limit)
        from report_parser.read.plain import read_plain

        return read_plain(data, charset)
    except UnboundedError as error:
        raise LimitError(uri, str(error)) from error
    except UndecodableError as error:
        raise SourceError(uri, str(error)) from error
