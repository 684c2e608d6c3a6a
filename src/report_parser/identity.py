"""Which report a parse is of: the id that store, tables, feed and tracking know a report by.

A report is one government's report of one year. Its key is the place (the GB/T 2260 code, the name where
there is none), the year of delivery, and the variant: a word in the title that makes the text another document
(摘要, 草案; the list is `variants` of office.toml), so that a summary never replaces the full text. The rest of
the title is not part of it, for the .docx and the .html of one report rarely agree on that. Where place or
year could not be read, the source's own digest is the key.
"""

from __future__ import annotations

from hashlib import sha256

from report_parser.model import Report
from report_parser.rules import Rules


def report_id(report: Report, rules: Rules) -> str:
    """The key as a short name fit for a URL, the same everywhere: 331081-2024-5f0c3a9e1b."""
    head = report.report
    place = head.jurisdiction.code or head.jurisdiction.name
    if place is None or head.report_year is None:
        return f"text-{report.source.sha256[:16]}"
    title = "".join((head.title or "").split())
    variant = next((word for word in rules.office.variants if word in title), "")
    key = f"{place}\n{head.report_year}\n{variant}"
    digest = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{head.jurisdiction.code or 'place'}-{head.report_year}-{digest[:10]}"
