"""The page to drop a report on: what comes back is chosen by a button each, and nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass

from report_parser.language.messages import Wording
from report_parser.language.reasons import Lang
from report_parser.rules import Rules, load_rules
from report_parser.view.document import html_page

FORMATS = ("page", "xlsx", "docx", "json")
"""What a report is given back as."""


@dataclass(frozen=True, slots=True)
class Home:
    """What the page offers: `opened` names a report that is at hand already, `shelf` whether there is a store."""

    opened: str | None = None
    shelf: bool = False
    limit: int = 16


def render_home(home: Home, *, lang: Lang = "zh", rules: Rules | None = None) -> str:
    """The page; its forms are sent to `office/…`, its links lead to `opened/…`, `view` and `docs`."""
    wording = Wording(lang, load_rules() if rules is None else rules)
    return html_page("home.html.j2", ("home.js",), wording, None, sends=True, home=home, formats=FORMATS)


def render_refusal(cause: str, *, lang: Lang = "zh", rules: Rules | None = None) -> str:
    """A page that says, in words of the language, why a report was refused."""
    wording = Wording(lang, load_rules() if rules is None else rules)
    return html_page("refusal.html.j2", ("home.js",), wording, None, cause=cause)
