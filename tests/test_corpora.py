"""The sample reports and their manifest speak of the same files."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

CORPORA = Path(__file__).parents[1] / "corpora"
REPORTS = tomllib.loads((CORPORA / "manifest.toml").read_text(encoding="utf-8"))["report"]


def test_manifest_lists_every_sample() -> None:
    listed = [report["file"] for report in REPORTS]
    assert sorted(listed) == sorted(path.name for path in CORPORA.iterdir() if path.name != "manifest.toml")


def test_samples_cover_levels_and_formats() -> None:
    assert {report["level"] for report in REPORTS} == {"national", "province", "prefecture", "county"}
    assert {Path(report["file"]).suffix for report in REPORTS} == {".md", ".txt", ".html", ".docx", ".pdf"}
    assert all(report["shows"] for report in REPORTS)


def test_text_samples_are_in_the_stated_encoding() -> None:
    for report in REPORTS:
        if "encoding" in report:
            assert "政府工作报告" in (CORPORA / report["file"]).read_bytes().decode(report["encoding"])


# --- our own sentences ---------------------------------------------------------------------------------------

GOLD = Path(os.environ.get("REPORT_PARSER_GOLD", "nowhere"))
LONGEST = 17
"""So many characters in a row may stand in a real report too; longer runs are copied."""
RUN = re.compile(r"[\u4e00-\u9fff0-9，、%．.]+")
ROOT = CORPORA.parent


@pytest.mark.skipif(not (GOLD / "score.py").is_file(), reason="REPORT_PARSER_GOLD names no folder of real reports")
def test_no_sentence_is_copied_from_a_real_report() -> None:
    real = {run for path in _real_reports() for run in _runs(path)}
    copied = {str(path.relative_to(ROOT)): min(found) for path in _ours() if (found := real & set(_runs(path)))}
    assert copied == {}


def _real_reports() -> list[Path]:
    return sorted([*GOLD.glob("*/*.txt"), *GOLD.glob("*/*.md"), *(GOLD.parent / "corpora").rglob("*.txt")])


def _ours() -> list[Path]:
    folders = ("corpora", "docs", "notebooks", "src", "tests", "tools", "benchmarks")
    named = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    kept = {".txt", ".md", ".html", ".jsonl", ".json", ".toml", ".tsv", ".py", ".ipynb"}
    return sorted([*(path for path in named if path.suffix in kept), *ROOT.glob("*.md")])


def _runs(path: Path) -> Iterator[str]:
    """Every stretch of a file that is one character too long to be chance, its white space dropped."""
    text = re.sub(r"[ \t\n\u3000]", "", path.read_text(encoding="utf-8", errors="ignore"))
    for run in RUN.finditer(text):
        for start in range(run.start(), run.end() - LONGEST):
            yield text[start : start + LONGEST + 1]
