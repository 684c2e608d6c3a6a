"""The store on SQLite and on PostgreSQL: identity, versions, the log, and writers at the same time."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from sqlalchemy import text

from doc_blocks import blocks
from report_parser import Parser, Report
from report_parser.errors import SourceError, StoreError
from report_parser.identity import report_id
from report_parser.rules import load_rules
from report_parser.selection import Selection
from report_parser.store import LoadSummary, Store, finding, load, reading
from report_parser.store.engine import REVISION
from report_parser.store.finding import ANY, START, Detail, Order
from report_parser.store.reading import Change, JsonObject
from report_parser.store.writing import put
from shelves import report


def changes(store: Store, after: int = 0) -> list[Change]:
    with store.reading() as connection:
        return reading.changes(connection, after, 1000)


def contents(store: Store) -> dict[str, int]:
    """The current version of each report."""
    with store.reading() as connection:
        at = reading.head(connection).cursor
        return {
            str(item.body["id"]): int(str(item.body["version"]))
            for item in finding.reports(connection, finding.versions(connection, Selection(), at), ANY, START, 1000)
        }


def test_loading_again_changes_nothing(store_url: str) -> None:
    shelf = [report("温岭市", 2023), report("温岭市", 2024), report("义乌市", 2024)]
    assert load(shelf, store_url) == LoadSummary(created=3)
    assert load(shelf, store_url) == LoadSummary(unchanged=3)
    with Store(store_url) as store:
        assert [change.cursor for change in changes(store)] == [1, 2, 3]


def test_the_users_variants_keep_a_short_version_beside_the_report(store_url: str, tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text('variants = ["精简版"]\n', encoding="utf-8")
    rules = load_rules(tmp_path)
    full = report()
    short = full.model_copy(update={"report": full.report.model_copy(update={"title": "政府工作报告（精简版）"})})
    short = short.model_copy(update={"source": full.source.model_copy(update={"sha256": "1" * 64})})
    assert load([full, short], store_url, rules=rules) == LoadSummary(created=2)
    with Store(store_url, rules=rules) as store:
        assert set(contents(store)) == {report_id(full, rules), report_id(short, rules)}
        assert list(store.named_reports()) == [(report_id(each, rules), each) for each in (full, short)]


def test_a_model_comes_back_as_it_went_in(store_url: str) -> None:
    with Store(store_url) as store:
        store.put(report())
        assert list(store.reports()) == [report()]


def test_a_changed_report_becomes_a_new_version_and_the_old_one_stays(store_url: str) -> None:
    before, after = report(growth="6%"), report(growth="6.1%")
    with Store(store_url) as store:
        assert [store.put(before), store.put(after)] == ["created", "updated"]
        (identity,) = contents(store)
        with store.reading() as connection:
            first, second = reading.model(connection, identity, 1), reading.model(connection, identity)
            history = reading.versions(connection, identity)
        assert first is not None and second is not None
        assert [Report.model_validate_json(found.model) for found in (first, second)] == [before, after]
        assert [(entry["version"], entry["current"]) for entry in history] == [(1, False), (2, True)]
        assert [(change.op, change.version) for change in changes(store)] == [("created", 1), ("updated", 2)]


def test_one_report_in_two_files_does_not_turn_over_at_each_load(store_url: str) -> None:
    shelf = [report(name="温岭.docx", growth="6%"), report(name="温岭.pdf", growth="6.0%")]
    assert load(shelf, store_url) == LoadSummary(created=1, updated=1)
    assert load(shelf, store_url) == LoadSummary(unchanged=2)


def test_the_path_and_the_program_make_no_new_version(store_url: str) -> None:
    moved = report(name="elsewhere/温岭.txt")
    newer = moved.model_copy(update={"generator": moved.generator.model_copy(update={"version": "9.9"})})
    assert load([report(), moved, newer], store_url) == LoadSummary(created=1, unchanged=2)


def test_a_summary_stands_beside_the_full_report(store_url: str) -> None:
    full = report()
    head = full.report.model_copy(update={"title": "政府工作报告（摘要）"})
    summary = full.model_copy(update={"report": head, "source": full.source.model_copy(update={"sha256": "0" * 64})})
    assert load([full, summary], store_url) == LoadSummary(created=2)


def test_a_better_reading_of_the_masthead_moves_the_report(store_url: str) -> None:
    read = report()
    wrong = read.model_copy(update={"report": read.report.model_copy(update={"report_year": 1924})})
    with Store(store_url) as store:
        store.put(wrong)
        store.put(read)
        assert [change.op for change in changes(store)] == ["created", "withdrawn", "created"]
        assert list(store.reports()) == [read]


def test_a_report_without_place_or_year_is_known_by_its_bytes(store_url: str) -> None:
    read = report()
    bare = read.model_copy(update={"report": read.report.model_copy(update={"report_year": None})})
    with Store(store_url) as store:
        assert [store.put(bare), store.put(bare)] == ["created", "unchanged"]
        assert list(contents(store)) == [f"text-{read.source.sha256[:16]}"]


@pytest.mark.parametrize(
    ("places", "years", "expected"),
    [
        ((), (), 4),
        (("温岭市",), (), 2),
        (("331081",), (2024,), 1),
        (("33",), (), 3),  # the province's code takes in what lies below
        (("32", "义乌市"), (), 2),
        (("温岭",), (), 0),  # a name is whole
        (("%",), (), 0),
        (("' OR 1=1 --",), (), 0),
    ],
)
def test_places_and_years(store_url: str, places: tuple[str, ...], years: tuple[int, ...], expected: int) -> None:
    load([report("温岭市", 2023), report("温岭市", 2024), report("义乌市"), report("昆山市")], store_url)
    selection = Selection(places, years)
    with Store(store_url) as store:
        found = list(store.reports(selection))
    assert len(found) == expected
    assert all(map(selection.takes, found))


def test_statements_and_facts_in_pages_are_those_of_the_model(store_url: str) -> None:
    shelf = [report("温岭市"), report("义乌市")]
    with Store(store_url) as store:
        store.load(shelf)
        for fetch, expected in (
            (finding.facts, [fact.id for one in shelf for fact in sorted(one.facts(), key=lambda fact: fact.start)]),
            (
                finding.statements,
                [
                    statement.id
                    for one in shelf
                    for _, statement in sorted(one.statements(), key=lambda pair: pair[1].start)
                ],
            ),
        ):
            found: list[object] = []
            after = START
            with store.reading() as connection:
                cursors = finding.versions(connection, Selection(), reading.head(connection).cursor)
                while page := fetch(connection, cursors, Selection(), ANY, after, 3):
                    found += [item.body["id"] for item in page]
                    after = page[-1].position
            assert found == expected


def test_a_walk_at_a_cursor_does_not_see_what_comes_later(store_url: str) -> None:
    with Store(store_url) as store:
        store.load([report("温岭市", growth="6%"), report("义乌市")])
        with store.reading() as connection:
            at = reading.head(connection).cursor
            cursors = finding.versions(connection, Selection(), at)
            before = finding.facts(connection, cursors, Selection(), ANY, START, 1000)
        store.load([report("温岭市", growth="7%"), report("昆山市")])
        with store.reading() as connection:
            assert finding.versions(connection, Selection(), at) == cursors
            assert finding.facts(connection, cursors, Selection(), ANY, START, 1000) == before


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("loaded", ["330782-2024", "331081-2024", "320583-2023", "331081-2023"]),
        ("-loaded", ["331081-2023", "320583-2023", "331081-2024", "330782-2024"]),
        ("year", ["320583-2023", "331081-2023", "330782-2024", "331081-2024"]),
        ("-year", ["331081-2024", "330782-2024", "331081-2023", "320583-2023"]),
        ("place", ["320583-2023", "330782-2024", "331081-2024", "331081-2023"]),
        ("-place", ["331081-2023", "331081-2024", "330782-2024", "320583-2023"]),
    ],
)
def test_lists_in_any_order_a_page_at_a_time(store_url: str, order: Order, expected: list[str]) -> None:
    shelf = [report("义乌市", 2024), report("温岭市", 2024), report("昆山市", 2023), report("温岭市", 2023)]
    with Store(store_url) as store:
        store.load(shelf)
        found: list[JsonObject] = []
        after = START
        with store.reading() as connection:
            cursors = finding.versions(connection, Selection(), len(shelf), order=order)
            while page := finding.facts(connection, cursors, Selection(), ANY, after, 3):
                found += [item.body for item in page]
                after = page[-1].position
            listed = finding.reports(connection, cursors, ANY, START, 3)
            listed += finding.reports(connection, cursors, ANY, listed[-1].position, 3)
    assert [str(item.body["id"])[:11] for item in listed] == expected
    references = [each["report"] for each in found]
    assert list(dict.fromkeys(str(one["id"])[:11] for one in references if isinstance(one, dict))) == expected
    assert len(found) == sum(1 for one in shelf for _ in one.facts())


@pytest.mark.parametrize(
    ("detail", "indicators", "statements", "facts"),
    [
        (Detail(saying=("高新技术",)), (), 4, 4),
        (Detail(saying=("高新技术",), section="targets"), (), 0, 0),
        (Detail(saying=("a%",)), (), 0, 0),
        (Detail(saying=("没有这样的话",)), (), 0, 0),
        (Detail(saying=("没有这样的话", "建成公园")), (), 2, 2),
        (Detail(role="rank"), (), None, 0),
        (Detail(modality="strive"), (), 2, None),
        (ANY, ("gdp",), 6, 6),
        (ANY, ("地区生产总值", "嗨购指数"), 6, 6),
        (ANY, ("嗨购指数",), 0, 0),
    ],
)
def test_what_narrows_statements_and_facts(
    store_url: str, detail: Detail, indicators: tuple[str, ...], statements: int | None, facts: int | None
) -> None:
    selection = Selection(indicators=indicators)
    with Store(store_url) as store:
        store.load([report("温岭市"), report("义乌市")])
        with store.reading() as connection:
            cursors = finding.versions(connection, selection, 2, of="statements", detail=detail)
            found = finding.statements(connection, cursors, selection, detail, START, 100)
            cursors = finding.versions(connection, selection, 2, of="facts", detail=detail)
            numbers = finding.facts(connection, cursors, selection, detail, START, 100)
    assert statements in (None, len(found))
    assert facts in (None, len(numbers))


def _load_models(url: str, models: list[str]) -> None:
    with Store(url) as store:
        store.load(map(Report.model_validate_json, models))


def test_writers_at_once_leave_a_log_without_gaps(store_url: str) -> None:
    """Processes make the store and write the same and other reports; a reader never sees a cursor appear behind it."""
    models = [report("温岭市", 1990 + n % 20, growth=f"{n}%").model_dump_json() for n in range(40)]
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_load_models, args=(store_url, models[at::3])) for at in range(3)]
    for writer in writers:
        writer.start()
    with Store(store_url) as store:
        seen: list[int] = []
        while any(writer.is_alive() for writer in writers):
            seen += [change.cursor for change in changes(store, seen[-1] if seen else 0)]
        for writer in writers:
            writer.join()
            assert writer.exitcode == 0
        seen += [change.cursor for change in changes(store, seen[-1] if seen else 0)]
        assert seen == list(range(1, 41))
        assert contents(store) == {entry.report: entry.version for entry in changes(store)}


def test_a_failed_write_gives_its_cursor_back(store_url: str) -> None:
    broken = report("昆山市")
    broken = broken.model_copy(update={"report": broken.report.model_copy(update={"plan_year": 10**30})})
    with Store(store_url) as store:
        store.put(report("温岭市"))
        with pytest.raises(SourceError, match="no database takes"):
            store.put(broken)
        store.put(report("义乌市"))
        assert [change.cursor for change in changes(store)] == [1, 2]


def test_text_that_no_column_holds_is_kept_in_the_model(store_url: str) -> None:
    read = report()
    odd = read.model_copy(update={"report": read.report.model_copy(update={"title": "政府\0工作报告"})})
    with Store(store_url) as store:
        store.put(odd)
        assert list(store.reports()) == [odd]


def test_a_text_is_kept_compressed_beside_its_model(store_url: str) -> None:
    said = '清潭县2024年政府工作报告\n2023年，新建公园3个，“"text":null}”。\n' * 40
    told = Parser().parse_text(said, with_text=True)
    with Store(store_url) as store:
        store.put(told)
        assert list(store.reports()) == [told]
        with store.reading() as connection:
            kept = connection.execute(text("SELECT model, text FROM versions")).one()
    assert said not in kept.model
    assert len(bytes(kept.text)) < len(said.encode()) / 3


def test_a_new_store_is_at_the_newest_schema_and_keeps_its_name(store_url: str) -> None:
    names = []
    for _ in range(2):
        with Store(store_url) as store, store.reading() as connection:
            names.append(reading.head(connection).store)
            revision = connection.execute(text("SELECT version_num FROM report_parser_schema")).scalar()
            assert revision == REVISION
    assert names[0] == names[1]


def test_a_store_of_a_newer_version_is_refused(store_url: str) -> None:
    from report_parser.store.engine import open_engine, writing
    from report_parser.store.engine import store_url as parsed

    engine = open_engine(parsed(store_url))
    with writing(engine) as connection:
        connection.execute(text("UPDATE report_parser_schema SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="newer report_parser"):
        Store(store_url)


def _is_of_marks(name: str | None) -> bool:
    """Whether a table or index is one of those of `store.marks`, which SQLite makes several of."""
    return name is not None and "version_marks" in name


def test_the_tables_and_the_migrations_agree(store_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from report_parser.store.engine import open_engine
    from report_parser.store.engine import reading as transaction
    from report_parser.store.engine import store_url as parsed
    from report_parser.store.schema import METADATA

    engine = open_engine(parsed(store_url))
    with transaction(engine) as connection:
        opts = {"version_table": "report_parser_schema", "include_name": lambda name, *_: not _is_of_marks(name)}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("mysql://u:secret@h/d", "neither"),
        ("://", "not a store URL"),
        ("sqlite://", "a store is a file"),
        ("sqlite:////no/such/folder/x.db", "no such folder"),
        ("postgresql://u:secret@127.0.0.1:1/d", "refused"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_one_line_without_the_password(url: str, cause: str) -> None:
    if url.startswith("postgresql"):
        pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match=cause) as caught:
        Store(url)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("温岭市2024年政府工作报告" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="not a database"):
        Store(str(path))


def test_the_examples_of_the_documentation_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (program,), (query,) = blocks("store.md", "python"), blocks("store.md", "sql")
    exec(program, {})
    assert capsys.readouterr().out == "温岭市\n"
    with Store("shelf.db") as store:
        store.put(report("义乌市"))
        with store.reading() as connection:
            rows = connection.execute(text(query)).all()
    assert [tuple(row) for row in rows] == [("义乌市", 2024, 5.5, "about")]


def test_put_is_quick_to_see_that_another_writer_was_faster(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from report_parser.store import writing
    from report_parser.store.engine import open_engine
    from report_parser.store.engine import store_url as parsed

    engine = open_engine(parsed(store_url))
    answers = iter([False, True])
    monkeypatch.setattr(writing, "_brings_nothing", lambda *_: next(answers))
    assert put(engine, report(), load_rules()) == "unchanged"
    monkeypatch.undo()
    assert put(engine, report(), load_rules()) == "created"
    engine.dispose()
