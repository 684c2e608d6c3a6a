"""Plain text and markdown: the file exactly as decoded. Markdown needs no marks, the outline reads its # itself."""

from __future__ import annotations

from report_parser.read.decode import decode
from report_parser.read.lines import Extract


def read_plain(data: bytes, charset: str | None) -> Extract:
    """The decoded text, line ends included, without its byte-order mark."""
    decoded = decode(data, charset)
    return Extract(decoded.text, (), decoded.encoding)
