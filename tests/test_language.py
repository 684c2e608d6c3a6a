"""The command line in the user's language: every line has its Chinese, and no English sentence stands beside it."""

from __future__ import annotations

import ast
import errno
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

import report_parser
from report_parser.cli import cli, main
from report_parser.cli.help import asked_language, width, wrap
from report_parser.language.terminal import in_chinese, say, speak, spoken, told

Run = Callable[..., tuple[object, str, str]]
PACKAGE = Path(report_parser.__file__).parent
SAMPLE = Path(__file__).parents[1] / "corpora" / "qingtan-2022.txt"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SENTENCE = re.compile(r"\b[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")
COMMANDS = sorted(cli.commands)
# Raised where the program is wrong or by a format to its own error, which becomes a RuleError.
INTERNAL = {"AssertionError", "AttributeError", "NotImplementedError"}
# Where what is wrong was found, in front of the cause: the words of the rule files.
ENTRIES = re.compile(r"^[{}:\w. ]*\{\}[{}\w. ]*$|^import ")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`report-parser` with arguments, by someone whose language is Chinese: exit code, output and errors."""

    def done(*arguments: str, language: str = "zh_CN.UTF-8") -> tuple[object, str, str]:
        for name, value in (("LANGUAGE", language), ("COLUMNS", "80")):
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["report-parser", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        shown = capsys.readouterr()
        return left.value.code, shown.out, shown.err

    return done


def helps() -> Iterator[str]:
    """Every paragraph of help and the help of every option."""
    for command in (cli, *cli.commands.values()):
        yield from (" ".join(part.split()) for part in (command.help or "").split("\n\n"))
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.help:
                yield " ".join(parameter.help.partition("  [")[0].split())


def written(node: ast.expr) -> Iterator[str]:
    """The lines that an expression may be, with {} for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from written(node.body)
        yield from written(node.orelse)


def lines_of_code() -> Iterator[tuple[str, str]]:
    """What the code may show of its own, with the file: arguments of errors and `say`, causes and messages."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found: list[ast.expr] = []
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2]
                if name == "say" or (name.endswith("Error") and name not in INTERNAL):
                    found = node.args[:1] if name == "say" else node.args
            elif isinstance(node, ast.Assign):
                names = {target.id for target in node.targets if isinstance(target, ast.Name)}
                found = [node.value] if names & {"cause", "message", "_FOREIGN"} else []
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
                tuples = node.target.id == "_FOREIGN" and isinstance(node.value, ast.Tuple)
                found = [each.elts[1] for each in node.value.elts] if tuples else []  # type: ignore[attr-defined]
            elif isinstance(node, ast.Return) and node.value is not None and path.parent.name in ("read", "batch"):
                found = [node.value] if " " in "".join(written(node.value)).strip() else []
            for line in (line for each in found for line in written(each)):
                yield str(path.relative_to(PACKAGE)), line


def test_every_help_is_in_chinese() -> None:
    assert [line for line in helps() if not CHINESE.search(in_chinese(line))] == []


def test_every_line_of_the_code_is_in_chinese() -> None:
    missing = []
    for path, line in lines_of_code():
        filled = line.replace("{}", "save it as .docx, .pdf or .txt" if line.endswith("; {}") else "X1")
        if " " in line.strip() and not ENTRIES.match(line) and in_chinese(filled) == filled:
            missing.append((path, line))
    assert missing == []


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOTDIR, errno.ENOSPC, errno.EROFS])
def test_the_system_speaks_chinese(number: int) -> None:
    assert CHINESE.search(in_chinese(os.strerror(number)))


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        pytest.param("an old Word or WPS file (.doc, .wps); LibreOffice cannot convert it: save it as .docx",
                     "旧版 Word 或 WPS 文件（.doc、.wps）；LibreOffice 转换不了：请另存为 .docx", id="a kind"),
        pytest.param("no such file", "没有这个文件", id="exact"),
        pytest.param("a b.pdf: no such file", "a b.pdf：没有这个文件", id="behind a name"),
        pytest.param("C:\\a.pdf: the file is empty", "C:\\a.pdf：文件是空的", id="a name with a colon"),
        pytest.param("x: cannot be read (Permission denied)", "x：读不了（没有权限）", id="a cause in a cause"),
        pytest.param("stopped with exit code 3", "以退出码 3 停止", id="values"),
        pytest.param("No such option '-i'. Did you mean '-o'?", "没有选项 '-i'。是否想写 '-o'？", id="click"),
        pytest.param("units.toml: unit 3: Field required", "units.toml：unit 3：缺少这一项", id="an entry"),
        pytest.param("something else: unheard of", "something else: unheard of", id="not in the catalogue"),
    ],
)  # fmt: skip
def test_lines_are_told_in_chinese(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_language_is_that_of_the_environment(
    given: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert spoken() == language


def test_what_is_said_follows_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    assert (say("{count} rows", count=3), told("no such file")) == ("3 rows", "no such file")
    speak("zh")
    assert (say("{count} rows", count=3), told("no such file")) == ("3 行", "没有这个文件")


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "zh", "parse"], "zh"),
        (["parse", "--help", "--lang=en"], "en"),
        (["parse", "x", "--lang"], None),
        (["parse", "x"], None),
    ],
)
def test_the_language_is_asked_for_anywhere(arguments: list[str], language: str | None) -> None:
    assert asked_language(arguments) == language


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_no_help_has_an_english_sentence(command: str | None, run: Run) -> None:
    code, shown, _ = run(*([command] if command else []), "--help")
    assert code == 0
    assert SENTENCE.findall(shown) == []
    assert all(width(line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ["parse"],
        ["prase"],
        ["parse", "x", "--indent", "99"],
        ["parse", "x", "--indent", "many"],
        ["parse", "x", "--no"],
        ["parse", "x", "--lang", "fr"],
        ["parse", "nowhere.txt"],
        ["parse", "x", "--rules", "nowhere"],
        ["batch", "x"],
        ["batch", "x", "-o", "y", "--scheduler", "z"],
        ["explain"],
        ["export", str(SAMPLE), "-o", "x.xlsx", "--kind", "commitment"],
        ["export", "-o", "x.doc"],
        ["load", "nowhere", "--store", "oracle://x"],
        ["panel", str(SAMPLE), "-o", "x.txt"],
        ["serve", "--store", "x", "--token", "short"],
        ["track"],
        ["view", "x.json", "--year", "2024"],
    ],
)
def test_no_error_has_an_english_sentence(arguments: list[str], run: Run) -> None:
    code, _, shown = run(*arguments)
    assert code == 2
    assert CHINESE.search(shown)
    assert SENTENCE.findall(shown) == []


@pytest.mark.parametrize("arguments", [["parse", str(SAMPLE), "--summary"], ["track", str(SAMPLE), "--summary"]])
def test_no_table_has_an_english_word(arguments: list[str], run: Run) -> None:
    code, shown, _ = run(*arguments)
    assert code == 0
    assert re.findall(r"\b[a-z]{3,}\b", shown.replace(str(SAMPLE), "")) == []
    assert all(width(line) <= 80 for line in shown.replace(str(SAMPLE), "").splitlines())


def test_lang_beats_the_environment(run: Run) -> None:
    assert "Options" in run("parse", "--help", "--lang", "en")[1]
    assert "选项" in run("parse", "--help", "--lang", "zh", language="C")[1]


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("写到哪个文件。", 8, ["写到哪个", "文件。"]),
        ("写到文件夹。", 10, ["写到文件", "夹。"]),
        ("the file to write", 9, ["the file", "to write"]),
        ("写成 .csv 文件", 9, ["写成 .csv", "文件"]),
        ("", 9, []),
    ],
)
def test_lines_are_as_wide_as_they_look(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines
