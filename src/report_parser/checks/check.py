"""A check: what is doubtful, in both languages, and the function that finds where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from report_parser.document import Document, Severity
from report_parser.rules import Rules

Finder = Callable[[Document, Rules], Iterator[tuple[int, int]]]
"""The spans of the folded text that are doubtful: of a number, or of a stretch without a clause."""


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of doubt, known by its `code`. `zh` and `en` say of {text}, what stands at the span, what is odd.

    `example` is a report, its lines parted by |, in which the check finds what stands behind the arrow; in `near_miss`
    it finds nothing.
    """

    code: str
    severity: Severity
    zh: str
    en: str
    find: Finder
    example: str
    near_miss: str
