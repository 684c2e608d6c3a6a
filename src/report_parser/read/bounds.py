"""What a source may unpack to: a file of a few kilobytes can hold gigabytes, and a tree takes many times its text.

The bounds are far above what reports need. They hold wherever a source is read, in the library too, where nobody keeps
time or memory.
"""

from __future__ import annotations

MAX_UNPACKED = 64 * 2**20
"""Bytes that the XML of a .docx, or all the streams that are read of a PDF, may unpack to."""
MAX_TAGS = 3_000_000
"""Tags and attributes of a page or document: ten for each of 300,000 characters."""
MAX_DEPTH = 256
"""Elements that stand one inside the other."""


class UnboundedError(Exception):
    """A source that unpacks to more than is read; the message says of what."""


def check_markup(markup: str | bytes) -> None:
    """Raise UnboundedError where a tree of this page or XML would be too large."""
    tags = markup.count("<") + markup.count("=") if isinstance(markup, str) else markup.count(b"<") + markup.count(b"=")
    if tags > MAX_TAGS:
        raise UnboundedError(f"more than {MAX_TAGS} tags and attributes in it, the limit for a report")


def unpacked_too_far(what: str) -> UnboundedError:
    """The error of what unpacks to more than MAX_UNPACKED."""
    return UnboundedError(f"{what} unpacks to more than {MAX_UNPACKED // 2**20} MiB, the limit for a report")
