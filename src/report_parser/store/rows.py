"""A report -> the rows that the store keeps of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from pydantic_core import to_json

from report_parser.identity import report_id
from report_parser.model import Report, plain
from report_parser.rules import Rules
from report_parser.store.texts import parted

Row = dict[str, str | int | float | bytes | None]


def version_row(report: Report, rules: Rules) -> Row:
    """The row of `versions`, but for its cursor, number and time."""
    head, place, source = report.report, report.report.jurisdiction, report.source
    whole = report.model_dump_json()
    model, text = parted(report, whole)
    return {
        "report": report_id(report, rules),
        "digest": content_digest(report, whole),
        "title": _text(head.title),
        "place_name": _text(place.name),
        "place_code": place.code,
        "place_level": place.level,
        "place_parents": json.dumps(place.parents, ensure_ascii=False),
        "report_year": head.report_year,
        "review_year": head.review_year,
        "plan_year": head.plan_year,
        "delivered_on": head.delivered_on,
        "achievements": len(report.achievements),
        "commitments": len(report.commitments),
        "background": len(report.background),
        "facts": sum(1 for _ in report.facts()),
        "source_uri": _text(source.uri),
        "source_sha256": source.sha256,
        "media_type": source.media_type,
        "schema_version": report.schema_version,
        "generator_version": report.generator.version,
        "model": model,
        "text": text,
    }


def content_digest(report: Report, model: str) -> str:
    """The digest of all that a parse says, but for the program that said it and the path it was read from.

    Both are cut out of `model`, the JSON of the report: to write it again without them would take as long as that did.
    """
    program = f'"generator":{report.generator.model_dump_json()},'
    path = f'"uri":{to_json(report.source.uri).decode("utf-8")},'
    said = model.replace(program, "", 1).replace(path, "", 1)
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def statement_rows(report: Report) -> Iterator[Row]:
    """The rows of `statements`, in the order of the text, but for their version."""
    sections = {section.id: section for section in report.sections}
    ordered = sorted(report.statements(), key=lambda pair: (pair[1].start, pair[1].end))
    for number, (kind, statement) in enumerate(ordered):
        section = sections.get(statement.section)
        yield {
            "number": number,
            "statement": statement.id,
            "kind": kind,
            "section_kind": section.kind if section else None,
            "section_heading": _text(section.heading) if section else None,
            "action": _text(statement.action),
            "text": _text(statement.text),
            "topics": f",{','.join(statement.topics)}," if statement.topics else "",
            "modality": statement.modality,
            "status": statement.status,
            "deadline": statement.deadline,
            "task": statement.task,
            "reason": statement.reason,
            "outcome": _text(statement.outcome),
            "body": statement.model_dump_json(),
        }


def fact_rows(report: Report) -> Iterator[Row]:
    """The rows of `facts`, in the order of the text, but for their version."""
    sections = {section.id: section for section in report.sections}
    found = ((kind, statement, fact) for kind, statement in report.statements() for fact in statement.facts)
    ordered = sorted(found, key=lambda triple: (triple[2].start, triple[2].end))
    for number, (kind, statement, fact) in enumerate(ordered):
        section = sections.get(statement.section)
        yield {
            "number": number,
            "fact": fact.id,
            "statement": statement.id,
            "kind": kind,
            "section_kind": section.kind if section else None,
            "section_heading": _text(section.heading) if section else None,
            "indicator_id": fact.indicator.id,
            "indicator": _text(fact.indicator.name),
            "role": fact.role,
            "counts": fact.counts,
            "tier": fact.tier,
            "prices": fact.prices,
            "value": None if fact.value is None else plain(fact.value),
            "low": None if fact.low is None else plain(fact.low),
            "high": None if fact.high is None else plain(fact.high),
            "number_value": None if fact.value is None else float(fact.value),
            "unit": _text(fact.unit),
            "comparator": fact.comparator,
            "direction": fact.direction,
            "start_year": fact.period.start_year,
            "end_year": fact.period.end_year,
            "evidence": _text(statement.text),
            "body": fact.model_dump_json(),
        }


def _text(text: str | None) -> str | None:
    """The text without NUL, which PostgreSQL holds in no column; the JSON beside it keeps it, escaped."""
    return None if text is None else text.replace("\0", "\N{REPLACEMENT CHARACTER}")
