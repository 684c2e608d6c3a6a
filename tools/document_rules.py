"""Write the tables of docs/rules.md, which say what each list and feature of the data files means.

python tools/document_rules.py

What a feature of `words.txt` means, its model says; what a list of a TOML file means, the comment above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from report_parser.rules.base import RuleModel
from report_parser.rules.load import FORMATS
from report_parser.rules.words import WordRules

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "rules.md"
DATA = ROOT / "src" / "report_parser" / "data"

LISTED = ("numerals", "headings", "facts", "tracking")
"""The TOML files that are mostly lists, each with a comment above it."""

_KEY = re.compile(r"(?P<key>\w+) = |\[+(?P<table>[\w.]+)\]+$")


def page(text: str) -> str:
    """The page with its tables as they should be."""
    tables = {"words.txt": features(WordRules), **{f"{name}.toml": lists(name) for name in LISTED}}
    for name, table in tables.items():
        begin, end = f"<!-- fields of {name}, by tools/document_rules.py -->\n", "<!-- end of the fields -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}{table}{end}{after}"
    return text


def features(model: type[RuleModel]) -> str:
    """The fields of a model, what each means, and an example."""
    rows = ["| feature | means | example |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        example = "; ".join(field.examples or ())
        means = (field.description or "").replace("|", "\\|")
        rows.append(f"| `{field.alias or name}` | {means} | {example} |")
    return "\n".join(rows) + "\n"


def lists(name: str) -> str:
    """The lists of a TOML file and what each means."""
    comments = commented((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    rows = ["| lists | mean |", "|---|---|"]
    together: dict[str, list[str]] = {}
    for field in sorted(fields(FORMATS[name]), key=list(comments).index):
        if not comments[field]:
            raise ValueError(f"{name}.toml: no comment above {field}")
        together.setdefault(comments[field].replace("|", "\\|"), []).append(f"`{field}`")
    rows += [f"| {', '.join(names)} | {means} |" for means, names in together.items()]
    return "\n".join(rows) + "\n"


def fields(model: type[RuleModel], of: str = "") -> Iterator[str]:
    """The names of the fields of a format, those of its tables behind the table's: masthead.offices."""
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, RuleModel):
            yield from fields(kind, f"{of}{name}.")
        else:
            yield of + name


def commented(text: str) -> Mapping[str, str]:
    """The comment above each list and table of a TOML file; lists in a row share the one above the first."""
    comments: dict[str, str] = {}
    table, comment, fresh = "", "", True
    for line in text.splitlines():
        found = _KEY.match(line)
        if line.startswith("#"):
            comment, fresh = (line[2:] if fresh else f"{comment} {line[2:]}"), False
        elif not line:
            comment, fresh = "", True
        elif found is not None:
            table = f"{found['table']}." if found["table"] else table
            comments.setdefault(found["table"] or table + found["key"], comment)
            fresh = True
    return comments


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
