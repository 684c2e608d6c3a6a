"""The published JSON Schema: generated from the model, never behind it, and true of every sample."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from report_parser.export import report_schema, to_json
from report_parser.model import SCHEMA_VERSION, Report
from report_parser.pipeline import Parser

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "schemas" / "report.schema.json"
SAMPLES = sorted(path for path in (ROOT / "corpora").iterdir() if path.suffix != ".toml")


def test_the_file_is_what_the_model_says() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == report_schema(), "stale: run `make schema`"


def test_it_is_a_schema_of_this_version() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"]["schema_version"]["const"] == SCHEMA_VERSION


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
def test_samples_are_valid_and_come_back_equal(path: Path) -> None:
    report = Parser().parse(path, with_text=True)
    written = to_json(report)
    jsonschema.validate(json.loads(written), json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert Report.model_validate_json(written) == report


@pytest.mark.parametrize(
    ("place", "value"), [(("report", "title"), 7), (("schema_version",), "9.9"), (("numerals",), [{"start": 0}])]
)
def test_it_refuses_what_is_not_of_the_contract(place: tuple[str, ...], value: object) -> None:
    broken = json.loads(to_json(Parser().parse_text("新建公园13个。")))
    at = broken
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, json.loads(SCHEMA.read_text(encoding="utf-8")))
