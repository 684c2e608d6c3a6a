"""A report from what a user has at hand, the file or the JSON of a parse, with its text where that can be had."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from report_parser.batch.shelf import read_model
from report_parser.errors import SourceError
from report_parser.model import Report
from report_parser.pipeline import Parser
from report_parser.read import load_file


def given_report(name: str, parser: Parser, *, place: str | None = None, year: int | None = None) -> Report:
    """The report of a file: a model (.json) as it is, anything else parsed, with its text, as of `place` and `year`.

    A model that was written without its text gets it from the file it was parsed from, if that is at hand and the same.
    """
    if not name.endswith(".json"):
        return parser.parse(name, with_text=True, place=place, year=year)
    report = read_model(Path(name))
    if isinstance(report, SourceError):
        raise report
    return report if report.source.text is not None else _with_text(report, parser, Path(name))


def _with_text(report: Report, parser: Parser, path: Path) -> Report:
    for source in (Path(report.source.uri), path.parent / Path(report.source.uri).name):
        if source.is_file() and sha256(load_file(str(source), source)).hexdigest() == report.source.sha256:
            text = parser.parse(source, with_text=True).source.text
            return report.model_copy(update={"source": report.source.model_copy(update={"text": text})})
    return report
