"""A report with its text, from whatever a user has at hand: the report file, or the JSON of a parse."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from report_parser.errors import SourceError
from report_parser.model import Report
from report_parser.pipeline import Parser


def given_report(name: str, parser: Parser) -> Report:
    """The report of a file, its text inside: a model (.json) as it is, anything else parsed.

    A model that was written without its text finds it in the file it was parsed from, if that file is still the same.
    """
    if not name.endswith(".json"):
        return parser.parse(name, with_text=True)
    path = Path(name)
    try:
        report = Report.model_validate_json(path.read_bytes())
    except OSError as error:
        raise SourceError(name, error.strerror or "cannot be read") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise SourceError(name, f"not the JSON of a parsed report: {where}: {first['msg']}") from error
    return report if report.source.text is not None else _with_text(report, parser, path)


def _with_text(report: Report, parser: Parser, path: Path) -> Report:
    for source in (Path(report.source.uri), path.parent / Path(report.source.uri).name):
        if source.is_file() and sha256(source.read_bytes()).hexdigest() == report.source.sha256:
            text = parser.parse(source, with_text=True).source.text
            return report.model_copy(update={"source": report.source.model_copy(update={"text": text})})
    raise SourceError(str(path), f"carries no text, and {report.source.uri} is not at hand; parse it with --with-text")
