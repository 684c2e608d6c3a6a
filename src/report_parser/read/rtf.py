"""RTF: paragraphs, table rows and footnotes. striprtf reads the text; it passes over footnotes, so they are cut out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_parser.errors import SourceError
from report_parser.read.lines import Extract, Lines
from report_parser.read.raised import raised

_HIGH = re.compile(rb"[\x80-\xff]")  # some programs write GBK as it is, and not as \'d5\'fe
_BRACE = re.compile(r"\\[\\{}]|[{}]")
_NOTE = re.compile(r"\{\\(?:\*\\)?(?:ftnalt|footnote)\b")
_SUPER = re.compile(r"\\super(?:\\[a-z]+-?\d*)*\s?(\d+)")
_CODEPAGE = re.compile(r"\\ansicpg\d+")
_DEFAULT_CODEPAGE = "gb18030"  # where the file names none


def read_rtf(uri: str, data: bytes, text_limit: int) -> Extract:
    """The text of an .rtf, a paragraph or table row a line, footnotes at the end. Raises SourceError on damage."""
    text = _HIGH.sub(lambda byte: b"\\'%02x" % byte[0][0], data).decode("ascii")
    text = _SUPER.sub(lambda digits: "".join(f"\\u{ord(digit)}?" for digit in raised(digits[1])), text)
    notes: list[str] = []
    body = "".join(_without_notes(text, notes))
    codepage = _CODEPAGE.search(text)
    head = r"{\rtf1" + (codepage[0] if codepage else "")
    lines = Lines(text_limit)
    try:
        for line in _plain(body).split("\n"):
            if line.rstrip().endswith("|"):
                lines.add("\t".join(cell.strip() for cell in line.rstrip()[:-1].split("|")), "table_row")
            else:
                lines.add(line)
        for note in notes:
            lines.add(_plain(f"{head} {note}}}").strip(), "footnote")
    except (ValueError, LookupError, OverflowError) as error:
        raise SourceError(uri, "a damaged .rtf file: its text cannot be read") from error
    return lines.extract()


def _plain(rtf: str) -> str:
    """The text of an RTF. What is beyond 16 bits stands in it as two halves: \\u-10179?\\u-8704? is one character."""
    from striprtf.striprtf import rtf_to_text

    text: str = rtf_to_text(rtf, encoding=_DEFAULT_CODEPAGE, errors="replace")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _without_notes(text: str, notes: list[str]) -> Iterator[str]:
    """The pieces of a text between its footnotes, which are added to `notes`."""
    at = 0
    for found in _NOTE.finditer(text):
        if found.start() >= at:
            end = _group_end(text, found.start())
            yield text[at : found.start()]
            notes.append(text[found.end() : end - 1])
            at = end
    yield text[at:]


def _group_end(text: str, start: int) -> int:
    """Where the group that a brace opens ends."""
    depth = 0
    for brace in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return len(text)
