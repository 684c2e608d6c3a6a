"""Write the tables of docs/rules.md, which say what each list and feature of the data files means, from the models.

python tools/document_rules.py
"""

from __future__ import annotations

from pathlib import Path

from report_parser.rules.base import RuleModel
from report_parser.rules.words import WordRules

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"

# The name of a file -> the model whose fields are described.
DESCRIBED: dict[str, type[RuleModel]] = {"words.txt": WordRules}


def page(text: str) -> str:
    """The page with its tables as they should be."""
    for name, model in DESCRIBED.items():
        begin, end = f"<!-- fields of {name}, by tools/document_rules.py -->\n", "<!-- end of the fields -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}{table(model)}{end}{after}"
    return text


def table(model: type[RuleModel]) -> str:
    """The fields of a model, what each means, and an example."""
    rows = ["| feature | means | example |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        example = "; ".join(field.examples or ())
        means = (field.description or "").replace("|", "\\|")
        rows.append(f"| `{field.alias or name}` | {means} | {example} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
