"""The public names: there whatever was loaded before, and loading nothing before they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import report_parser

TEXT = "新建公园13个。"


def run(code: str) -> str:
    """What a fresh process prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("name", report_parser.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(report_parser, name)
    assert name in dir(report_parser)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        report_parser.nonsense  # noqa: B018


@pytest.mark.parametrize(
    "before",
    [
        "pass",
        "import report_parser.numbers.find",
        "report_parser.parse_text('一')",
        "report_parser.quantities('一')",
    ],
)
def test_quantities_is_the_function_whatever_was_loaded_before(before: str) -> None:
    code = f"import report_parser; {before}; print(report_parser.quantities({TEXT!r})[0].text)"
    assert run(code) == "13个"


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, report_parser; print(sorted({'pydantic', 'jieba', 'rjieba', 'spacy', 'regex'} & set(sys.modules)))"
    )
    assert run(code) == "[]"


def test_functions_and_parser_agree() -> None:
    parser = report_parser.Parser()
    assert report_parser.parse_text(TEXT) == parser.parse_text(TEXT)
    assert report_parser.parse(TEXT.encode()) == parser.parse(TEXT.encode())
    assert report_parser.quantities(TEXT) == parser.quantities(TEXT)
