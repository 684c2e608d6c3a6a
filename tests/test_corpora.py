"""The sample reports and their manifest speak of the same files."""

from __future__ import annotations

import tomllib
from pathlib import Path

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
