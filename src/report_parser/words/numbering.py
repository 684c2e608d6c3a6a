"""How items of a list are numbered, as patterns: one grammar of （一）, 1., 第一，, 一是, read from `headings.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from report_parser.digits import COUNTING, ONE_TO_NINE
from report_parser.rules import Rules
from report_parser.rules.layout import HeadingForm
from report_parser.words.patterns import any_of


@dataclass(frozen=True, eq=False, slots=True)
class Numbering:
    """Patterns of the numbers that items begin with, without the place where they stand.

    `line` is one at the head of a line (（一）, 1.), `sentence` one that begins a sentence within a paragraph too
    (一是, 第一，), `enclosed` one in brackets, which may stand anywhere. `first` is the first character of those that
    do not begin with a number; `bullet` is a mark without a number. `firsts` are the characters that any of these
    begins with, beside decimal digits.
    """

    line: str
    sentence: str
    enclosed: str
    first: str
    bullet: str
    firsts: frozenset[str]


@lru_cache(maxsize=8)
def numbering_of(rules: Rules) -> Numbering:
    """The numbering of a rule set, built once."""
    words = rules.headings
    forms = [form for form in words.forms if not form.alone]
    return Numbering(
        line=_any(form for form in forms if not form.sentence),
        sentence=_any(form for form in forms if form.sentence),
        enclosed=_any(form for form in forms if form.form[0] in "（("),
        first=any_of({form.form[0] for form in forms} - {"{"}),
        bullet=any_of(words.bullets),
        firsts=frozenset(word[0] for word in (*(form.form for form in forms), *words.bullets, *ONE_TO_NINE, "十")),
    )


def pattern_of(form: HeadingForm, group: str = "") -> str:
    """A form as a pattern, its number in the group of that name: （{cn}） -> （(?P<name>…)）."""
    opening = f"(?P<{group}>" if group else "(?:"
    chinese, arabic = rf"{opening}{COUNTING})", rf"{opening}\d{{1,2}})"
    pattern = re.escape(form.form).replace(r"\{cn\}", chinese).replace(r"\{n\}", arabic)
    if "{n}" in form.form and not form.form.endswith(("）", ")")):
        return rf"{pattern}(?!\d)"  # 1.5 is no 1.
    if form.sentence:
        return pattern + ("(?!第)" if form.form.startswith("第") else "(?![求点])")  # 第一、第二产业, 一要求
    return pattern


def _any(forms: Iterable[HeadingForm]) -> str:
    return f"(?:{'|'.join(map(pattern_of, forms)) or '(?!)'})"
