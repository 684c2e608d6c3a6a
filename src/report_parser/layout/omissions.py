"""What stands in a file and not in its text -> diagnostics: met and not understood, or left out on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from report_parser.document import Diagnostic, Omission

# What a reader counts -> what is said of it. What may hold a part of the report is a warning.
OMITTED = {
    "chart": "charts and drawn diagrams that are not read: {count}",
    "embedded": "files embedded in the file that are not read: {count}",
    "frame": "frames of the page, or objects in it, that are not read: {count}",
    "scan": "pages without text (scanned?) that are not read: {count}",
    "annotation": "notes and form fields laid over the pages that are not read: {count}",
}
LEFT_OUT = {
    "hidden": "characters that are hidden left out: {count}",
    "deleted": "characters of tracked deletions left out: {count}",
    "aslant": "characters set aslant (a watermark) left out: {count}",
    "watermark": "characters at one place on many pages (a watermark) left out: {count}",
    "running": "page numbers and running heads left out: {count}",
    "controls": "lines of buttons, pagers and visitor counts left out: {count}",
}


def omitted(omissions: Iterable[Omission]) -> Iterator[Diagnostic]:
    """A diagnostic of the whole text for each: Omission(chart, 2) -> warning not-read."""
    for what, amount in omissions:
        if what in OMITTED:
            yield Diagnostic("warning", "not-read", OMITTED[what].format(count=amount), 0, 0)
        else:
            yield Diagnostic("info", "left-out", LEFT_OUT[what].format(count=amount), 0, 0)
