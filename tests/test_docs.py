"""The documentation: its Python runs, its links lead somewhere, and every command and option stands in it."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from pathlib import Path
from types import ModuleType

import click
import pytest

from report_parser.cli import cli
from report_parser.model import FactInfo, Model, NumeralInfo, Report, ReportInfo, SectionInfo, Statement
from report_parser.rules.load import FORMATS, WORD_FILES
from report_parser.rules.words import Features, WordRules, read_list, read_words

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
CHINESE = [ROOT / "README.zh-CN.md", *sorted((ROOT / "docs" / "zh").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def document_rules() -> ModuleType:
    """The tool that writes the tables."""
    spec = importlib.util.spec_from_file_location("document_rules", ROOT / "tools" / "document_rules.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shipped_words() -> Features:
    """The words of the shipped files, with their features."""
    data = ROOT / "src" / "report_parser" / "data"
    return read_list(data / "verbs.txt", "general", read_words(data / "words.txt", {}))


def blocks(language: str) -> list[object]:
    """Every code block in `language`, with the page and its place on it for a name."""
    found: list[object] = []
    for page in (*PAGES, *CHINESE):
        text = page.read_text(encoding="utf-8")
        for match in BLOCK.finditer(text):
            if match[1] == language:
                line = text.count("\n", 0, match.start()) + 1
                found.append(pytest.param(match[2], id=f"{page.relative_to(ROOT)}:{line}"))
    return found


@pytest.mark.parametrize("code", blocks("python"))
def test_python_runs(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "<documentation>", "exec"), {"__name__": "documentation"})


@pytest.mark.parametrize("code", blocks("toml"))
def test_toml_is_a_rule_file(code: str) -> None:
    table = tomllib.loads(code)
    fits = [name for name, model in FORMATS.items() if set(table) <= set(model.model_fields)]
    assert any(FORMATS[name].model_validate(table) for name in fits), "the keys are of no rule file"


@pytest.mark.parametrize("code", blocks("json"))
def test_json_is_json(code: str) -> None:
    json.loads(code)


@pytest.mark.parametrize("page", [*PAGES, *CHINESE], ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_command_and_option_is_documented() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    missing: list[str] = []
    for name, command in cli.commands.items():
        missing += [f"report-parser {name}"] if f"report-parser {name}" not in text else []
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                missing += [f"{name} {option}" for option in parameter.opts if f"`{option}" not in text]
    assert missing == []


@pytest.mark.parametrize("model", [Report, ReportInfo, SectionInfo, Statement, FactInfo, NumeralInfo])
def test_every_field_is_documented(model: type[Model]) -> None:
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert [field for field in model.model_fields if not re.search(rf"`[\w.]*\b{field}\b", text)] == []


def test_every_rule_file_is_documented() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"## {name}.toml" not in text] == []
    assert [name for name in WORD_FILES if f"## {name}" not in text] == []


def test_the_tables_of_rules_are_current() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert document_rules().page(text) == text, "run tools/document_rules.py"


def test_every_feature_has_a_meaning_and_an_example_with_a_word_of_it() -> None:
    words = {word: set(features) for word, features in shipped_words().items()}
    for name, field in WordRules.model_fields.items():
        feature = field.alias or name
        assert field.description, feature
        for example in field.examples or [""]:
            shown = [word for word in words if word.partition("|")[0] in example and feature in words[word]]
            assert shown, f"{feature}: {example}"


def test_every_page_can_be_reached_from_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES[1:] if page.name not in text] == []
    assert CHINESE[0].name in text
    chinese = CHINESE[0].read_text(encoding="utf-8")
    assert [page.name for page in CHINESE[1:] if f"docs/zh/{page.name}" not in chinese] == []


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.name)
def test_the_commands_of_the_chinese_pages_are_there(page: Path) -> None:
    for name, rest in re.findall(r"^report-parser (\w+)(.*)$", page.read_text(encoding="utf-8"), re.MULTILINE):
        options = {option for parameter in cli.commands[name].params for option in parameter.opts}
        assert [word for word in rest.split() if word.startswith("-") and word not in options | {"--help"}] == [], name
