"""Models of version 1.0: `tests/models` holds one, and a store with it, as report_parser 0.2 wrote them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine

import report_parser.store
from report_parser import Report, parse_text
from report_parser.model import Statement
from report_parser.selection import Selection
from report_parser.store import Store, finding, reading
from report_parser.store.engine import store_url as parsed
from report_parser.store.finding import ANY, START
from report_parser.tables.rows import rows
from report_parser.track import track_reports
from report_parser.view import render_page

MODELS = Path(__file__).parent / "models"
OLD = (MODELS / "report-1.0.json").read_text(encoding="utf-8")


def upgraded(**changes: object) -> Report:
    return Report.model_validate_json(json.dumps({**json.loads(OLD), **changes}))


def test_a_1_0_model_loads_and_says_the_same() -> None:
    old, new = json.loads(OLD), upgraded()
    assert new.schema_version == "2.0" and Report.model_validate_json(new.model_dump_json()) == new
    for name in ("achievements", "commitments", "background"):
        for before, after in zip(old[name], getattr(new, name), strict=True):
            assert [thing["text"] for thing in before["objects"]] == [thing.name for thing in after.objects]
            assert [f["indicator"]["text"] for f in before["facts"]] == [f.indicator.name for f in after.facts]
            assert after.deadline == (None if before["deadline"] is None else str(before["deadline"]))


def test_spans_are_told_where_the_name_stands_and_else_left_out() -> None:
    statement = upgraded().achievements[0]
    assert [(thing.text, thing.name, len(thing.spans)) for thing in statement.objects] == [
        ("养老", "养老待遇调整", 0),
        ("工伤待遇调整", "工伤待遇调整", 1),
    ]
    for _, one in upgraded().statements():
        for fact in one.facts:
            ((start, end),) = fact.indicator.spans
            assert one.text[start - one.start : end - one.start] == fact.indicator.name


def test_the_text_that_a_model_carries_tells_what_stands_outside_a_statement() -> None:
    old = json.loads(OLD)
    thing = old["commitments"][1]["objects"][0]
    assert thing["end"] <= old["commitments"][1]["start"]  # 通车 takes its objects from the clause before
    apart = upgraded().commitments[1].objects[0]
    carried = upgraded(source={**old["source"], "text": "甲" * old["source"]["length"]}).commitments[1].objects[0]
    assert (apart.text, carried.text) == (thing["text"], "甲" * (thing["end"] - thing["start"]))


@pytest.mark.parametrize("version", ["0.9", "3.0"])
def test_no_other_version_loads(version: str) -> None:
    with pytest.raises(ValueError, match="schema_version"):
        upgraded(schema_version=version)


def test_it_goes_wherever_a_model_goes() -> None:
    old = upgraded()
    assert [row["deadline"] for row in rows(old, "statements")].count("2027") == 1
    assert "停车位" in render_page(upgraded(source={**json.loads(OLD)["source"], "text": "甲" * old.source.length}))
    later = parse_text("清潭县2025年政府工作报告\n一、2024年工作回顾\n码头建成通车，地区生产总值增长6.2%。")
    assert any(link.verdict in ("met", "exceeded") for link in track_reports([old, later]).links)


def test_a_1_0_store_is_led_to_this_version(store_url: str) -> None:
    engine = create_engine(parsed(store_url))
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(report_parser.store.__file__).parent / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for line in (MODELS / "store-1.0.sql").read_text(encoding="utf-8").splitlines():
            connection.exec_driver_sql(line if engine.name == "sqlite" else line.replace("%", "%%"))
    engine.dispose()
    with Store(store_url) as store:
        assert list(store.reports()) == [upgraded()]
        with store.reading() as connection:
            check_items(connection)


def check_items(connection: Connection) -> None:
    """Statements and facts are those of the model, in the order of the text."""
    wanted = sorted(upgraded().statements(), key=lambda pair: pair[1].start)
    cursors = finding.versions(connection, Selection(), reading.head(connection).cursor)
    statements = finding.statements(connection, cursors, Selection(), ANY, START, 100)
    fields = Statement.model_fields
    assert [{name: item.body[name] for name in fields} for item in statements] == [
        one.model_dump(mode="json") for _, one in wanted
    ]
    facts = finding.facts(connection, cursors, Selection(), ANY, START, 100)
    assert [item.body["indicator"] for item in facts] == [
        fact.indicator.model_dump(mode="json") for _, one in wanted for fact in one.facts
    ]
    (version,) = (item.body for item in finding.reports(connection, cursors, ANY, START, 10))
    assert version["schema_version"] == "2.0"
