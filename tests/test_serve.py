"""The feed, asked by a real client over a real socket."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import multiprocessing
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from doc_blocks import blocks
from shelves import report

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from fastapi import FastAPI
from fastapi.testclient import TestClient

from feed_servers import running_feed
from report_parser import Parser, Report, Store
from report_parser.cli import cli
from report_parser.exports.tabular import json_row
from report_parser.serve import computed
from report_parser.serve.app import create_app
from report_parser.tables.columns import COLUMNS, TABLES
from report_parser.tables.rows import rows
from report_parser.track import Tracking, track_reports

TOKEN = "correct-horse-battery-staple"
SHELF = [report("温岭市", 2023), report("温岭市", 2024), report("义乌市", 2024), report("昆山市", 2024)]
TEXT = "温岭市2024年政府工作报告\n2023年，全市地区生产总值达到1351亿元，增长4.1%。\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("feed") / "shelf.db")
    with Store(path) as opened:
        opened.load(SHELF)
    return path


def table(answer: httpx.Response) -> list[dict[str, str]]:
    """The rows of a CSV."""
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.fixture(scope="module")
def log(store: str) -> Path:
    return Path(store).with_name("server.log")


@pytest.fixture(scope="module")
def feed(store: str, log: Path) -> Iterator[httpx.Client]:
    with running_feed(store, "--parse-workers", "1", "--max-upload", "1", log=log) as client:
        yield client


def problem(answer: httpx.Response, status: int) -> dict[str, object]:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, object] = answer.json()
    assert body["status"] == status
    return body


def test_the_users_rules_name_indicators_and_parse(tmp_path: Path, store: str) -> None:
    entry = '[[indicator]]\nid = "haigou"\nname = "嗨购指数"\nenglish = "Haigou index"\ntopic = "economy"\n'
    (tmp_path / "indicators.toml").write_text(entry, encoding="utf-8")
    with running_feed(store, "--parse-workers", "1", "--rules", str(tmp_path)) as client:
        assert "haigou" in {item["id"] for item in client.get("/indicators").json()["items"]}
        model = client.post("/parse", content="2024年，嗨购指数达到35。".encode()).json()
    facts = [
        fact for key in ("achievements", "commitments", "background") for each in model[key] for fact in each["facts"]
    ]
    assert [fact["indicator"]["id"] for fact in facts] == ["haigou"]


def test_health(feed: httpx.Client) -> None:
    body = feed.get("/health").json()
    assert (body["status"], body["cursor"]) == ("ok", len(SHELF))


@pytest.mark.parametrize("path", ["/reports", "/statements", "/facts", "/facts?indicator=gdp", "/statements?place=33"])
def test_pages_and_lines_hold_the_same(feed: httpx.Client, path: str) -> None:
    paged: list[object] = []
    query = httpx.URL(path).copy_merge_params({"limit": 3})
    answer = feed.get(query).json()
    paged += answer["items"]
    while answer["next"] is not None:
        answer = feed.get(query.copy_merge_params({"after": answer["next"]})).json()
        paged += answer["items"]
    lines = feed.get(path, headers={"Accept": "application/x-ndjson"})
    assert lines.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in lines.text.splitlines()] == paged
    assert paged


def test_the_link_header_leads_to_the_next_page(feed: httpx.Client) -> None:
    first = feed.get("/reports", params={"limit": 3})
    second = feed.get(first.links["next"]["url"])
    assert len(first.json()["items"]) + len(second.json()["items"]) == len(SHELF)
    assert "next" not in second.links


def test_a_report_is_the_model(feed: httpx.Client) -> None:
    ids = [item["id"] for item in feed.get("/reports").json()["items"]]
    models = [Report.model_validate_json(feed.get(f"/reports/{identity}").content) for identity in ids]
    assert models == SHELF


@pytest.mark.parametrize(
    ("path", "params", "count"),
    [
        ("/reports", {"place": "温岭市"}, 2),
        ("/reports", {"place": ["32", "义乌市"]}, 2),
        ("/reports", {"year": 2024}, 3),
        ("/reports", {"place": "33", "year": [2023, 2024]}, 3),
        ("/reports", {"place": "' OR '1'='1"}, 0),
        ("/reports", {"place": "%"}, 0),
        ("/facts", {"indicator": "gdp' --"}, 0),
        ("/statements", {"topic": "x_", "kind": "commitment"}, 0),
    ],
)
def test_filters(feed: httpx.Client, path: str, params: dict[str, str | int | list[str | int]], count: int) -> None:
    assert len(feed.get(path, params=params).json()["items"]) == count


def test_facts_by_indicator_and_kind(feed: httpx.Client) -> None:
    items = feed.get("/facts", params={"indicator": "gdp", "kind": "commitment", "place": "温岭市"}).json()["items"]
    assert [(item["report"]["report_year"], item["text"], item["comparator"]) for item in items] == [
        (2023, "5.5%", "about"),
        (2024, "5.5%", "about"),
    ]


def test_an_answer_is_not_sent_twice(feed: httpx.Client) -> None:
    identity = feed.get("/reports").json()["items"][0]["id"]
    for path in ("/reports", f"/reports/{identity}", f"/reports/{identity}/versions", "/statements?limit=2", "/facts",
                 "/indicators", "/schema", "/changes", "/feed.json"):  # fmt: skip
        first = feed.get(path)
        again = feed.get(path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b""), path
        assert again.headers["etag"] == first.headers["etag"]
        assert feed.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_json_and_lines_have_tags_of_their_own(feed: httpx.Client) -> None:
    tag = feed.get("/facts").headers["etag"]
    asked = {"Accept": "application/x-ndjson", "If-None-Match": tag}
    assert feed.get("/facts", headers=asked).status_code == 200


def test_long_answers_travel_compressed(feed: httpx.Client) -> None:
    assert feed.get("/indicators").headers["content-encoding"] == "gzip"
    assert "content-encoding" not in feed.get("/indicators", headers={"Accept-Encoding": "identity"}).headers


def test_indicators_and_schema(feed: httpx.Client) -> None:
    gdp = next(item for item in feed.get("/indicators").json()["items"] if item["id"] == "gdp")
    assert (gdp["name"], gdp["reports"]) == ("地区生产总值", len(SHELF))
    assert feed.get("/schema").json()["title"] == "Report"


def test_json_feed(feed: httpx.Client) -> None:
    body = feed.get("/feed.json")
    assert body.headers["content-type"] == "application/feed+json"
    made = body.json()
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["feed_url"] == str(feed.base_url.join("feed.json"))
    assert made["items"][0]["title"] == "昆山市2024年政府工作报告"
    assert len({item["id"] for item in made["items"]}) == len(SHELF)
    for item in made["items"]:
        assert feed.get(item["url"]).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/reports/331081-1999-0000000000", 404),
        ("/reports/331081-1999-0000000000/versions", 404),
        ("/reports/..%2f..%2fetc%2fpasswd", 404),
        ("/reports/%00", 422),
        ("/reports/温岭", 422),
        ("/reports?year=last", 422),
        ("/reports?yaer=2024", 422),
        ("/reports?place=%00", 422),
        ("/reports?limit=0", 422),
        ("/reports?after=nonsense", 422),
        ("/reports?after=999999.1.1", 410),
        ("/changes?after=999999", 410),
        ("/changes?after=-1", 422),
        ("/changes?after=99999999999999999999999", 422),
        ("/feed.json?before=0", 422),
    ],
)
def test_errors_are_problems(feed: httpx.Client, path: str, status: int) -> None:
    problem(feed.get(path), status)


def test_a_refused_parameter_is_named(feed: httpx.Client) -> None:
    body = problem(feed.get("/reports?yaer=2024"), 422)
    assert body["errors"] == [{"where": "query.yaer", "message": "Extra inputs are not permitted"}]


def test_another_method_is_a_problem_too(feed: httpx.Client) -> None:
    answer = feed.delete("/reports")
    problem(answer, 405)
    assert answer.headers["allow"] == "GET"


def test_what_is_asked_writes_no_lines_into_the_log(feed: httpx.Client, log: Path) -> None:
    feed.get("/reports?place=%0AINFO:%20forged%20line&x=%1b[31m")
    feed.get("/no%0d%0aINFO:%20forged%20line")
    feed.post("/parse?name=%0AINFO:%20forged", content="abc")
    lines = log.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line.startswith("INFO: forged") or "\x1b[31m" in line]


# --- forms and tables ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "accept", "form"),
    [
        ("/facts", "*/*", "application/json"),
        ("/facts", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),  # a browser
        ("/facts", "text/csv", "text/csv; charset=utf-8"),
        ("/facts", "text/*", "text/csv; charset=utf-8"),
        ("/facts", "application/json;q=0.1, text/csv;q=0.5", "text/csv; charset=utf-8"),
        ("/facts", "text/csv;q=0, */*", "application/json"),
        ("/facts", "APPLICATION/X-NDJSON; charset=utf-8", "application/x-ndjson"),
        ("/changes", "text/csv", "text/csv; charset=utf-8"),
        ("/export", "*/*", "application/x-ndjson"),
    ],
)
def test_the_form_is_the_one_that_the_client_likes_best(feed: httpx.Client, path: str, accept: str, form: str) -> None:
    assert feed.get(path, headers={"Accept": accept}).headers["content-type"] == form


@pytest.mark.parametrize(
    ("path", "accept"), [("/facts", "image/png"), ("/facts", "text/event-stream"), ("/export", "application/json")]
)
def test_a_form_that_there_is_not(feed: httpx.Client, path: str, accept: str) -> None:
    assert "text/csv" in str(problem(feed.get(path, headers={"Accept": accept}), 406)["detail"])


def test_a_list_as_csv_has_the_rows_of_the_pages(feed: httpx.Client) -> None:
    question = {"indicator": "gdp", "kind": "commitment"}
    items = feed.get("/facts", params=question).json()["items"]
    rows = table(feed.get("/facts", params=question, headers={"Accept": "text/csv"}))
    assert [(row["id"], row["report_id"], row["indicator_id"], row["value"]) for row in rows] == [
        (item["id"], item["report"]["id"], item["indicator"]["id"], item["value"]) for item in items
    ]
    assert len(rows) == len(SHELF)


@pytest.mark.parametrize(
    ("path", "params", "count"),
    [
        ("/reports", {"q": "高新技术企业"}, 4),
        ("/reports", {"q": "高新技术企业", "year": 2023}, 1),
        ("/reports", {"q": "没有的话"}, 0),
        ("/reports", {"q": ["没有的话", "公园12个"], "place": "33"}, 3),
        ("/statements", {"q": "公园12个"}, 4),
        ("/facts", {"q": "公园12个"}, 4),
        ("/facts", {"q": "_"}, 0),
    ],
)
def test_what_is_said(
    feed: httpx.Client, path: str, params: dict[str, str | int | list[str | int]], count: int
) -> None:
    assert len(feed.get(path, params=params).json()["items"]) == count


def test_lists_are_sorted(feed: httpx.Client) -> None:
    def places(sort: str) -> list[tuple[str, int]]:
        items = feed.get("/reports", params={"sort": sort, "limit": 3}).json()["items"]
        return [(item["jurisdiction"]["code"], item["report_year"]) for item in items]

    assert places("place") == [("320583", 2024), ("330782", 2024), ("331081", 2023)]
    assert places("-year")[0] == ("320583", 2024)
    problem(feed.get("/reports", params={"sort": "title"}), 422)


def test_an_export_has_the_rows_of_the_tidy_table(feed: httpx.Client) -> None:
    for name in TABLES:
        expected = [json_row(row) for one in SHELF for row in rows(one, name)]
        lines = feed.get("/export", params={"table": name}).text.splitlines()
        assert [json.loads(line) for line in lines] == expected
        made = table(feed.get("/export", params={"table": name}, headers={"Accept": "text/csv"}))
        assert len(made) == len(expected)
        assert list(made[0]) == [column.name for column in COLUMNS[name]]


def test_the_panel_sets_a_target_beside_its_outturn(feed: httpx.Client) -> None:
    question: dict[str, str | int] = {"place": "331081", "year": 2023, "indicator": "gdp"}
    rows = feed.get("/panel", params=question).json()["items"]
    assert [(row["role"], row["target"], row["outturn"]) for row in rows] == [
        ("change_rate", 5.5, 6.0),
        ("level", None, 135100000000.0),
    ]
    (wide,) = table(feed.get("/panel", params={**question, "wide": True}, headers={"Accept": "text/csv"}))
    assert (wide["gdp_rate_target"], wide["gdp_rate_outturn"]) == ("5.5", "6.0")


def test_tracking_is_that_of_the_library(feed: httpx.Client) -> None:
    tracking = Tracking.model_validate_json(feed.get("/track", params={"place": "温岭市"}).content)
    assert tracking == track_reports(SHELF[:2])
    rows = table(feed.get("/track", params={"place": "温岭市"}, headers={"Accept": "text/csv"}))
    assert [row["verdict"] for row in rows] == [link.verdict for link in tracking.links]


def test_terms_are_counted_where_the_store_holds_texts(feed: httpx.Client, tmp_path: Path) -> None:
    assert "does not hold the text" in str(problem(feed.get("/terms?dictionary=environment"), 409)["detail"])
    path = str(tmp_path / "texts.db")
    with Store(path) as opened:
        opened.put(Parser().parse_text(f"{TEXT}推进污染防治，守护绿水青山。", with_text=True))
        client = TestClient(create_app(opened))
        rows = client.get("/terms", params={"dictionary": "environment"}).json()["items"]
        assert [(row["concept"], row["count"]) for row in rows if (row["part"], row["kind"]) == ("all", "all")] == [
            ("pollution", 1), ("ecology", 1), ("low_carbon", 0), ("total", 2),
        ]  # fmt: skip
        assert client.get("/terms", params={"dictionary": "/etc/passwd"}).status_code == 422


def test_what_is_worked_out_is_bounded(monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    monkeypatch.setattr(computed, "_MOST_REPORTS", 3)
    with Store(store) as opened:
        client = TestClient(create_app(opened))
        assert "narrow it" in client.get("/panel").json()["detail"]
        assert client.get("/panel", params={"place": "331081"}).status_code == 200
        monkeypatch.setattr(computed, "_AT_ONCE", 0)
        answer = TestClient(create_app(opened)).get("/track", params={"place": "331081"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


# --- parsing -----------------------------------------------------------------------------------------------


def test_parse_text(feed: httpx.Client) -> None:
    answer = feed.post("/parse", content=TEXT.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
    model = Report.model_validate_json(answer.content)
    assert (model.report.jurisdiction.name, model.source.uri, model.source.text) == ("温岭市", "upload.txt", None)
    assert {fact.indicator.id for fact in model.facts()} == {"gdp"}


def test_parse_with_text_and_a_name_that_is_no_path(feed: httpx.Client) -> None:
    answer = feed.post(
        "/parse", params={"name": "../../etc/a\nb.md", "with_text": True}, content=TEXT.encode("gb18030")
    )
    source = Report.model_validate_json(answer.content).source
    assert (source.uri, source.text, source.media_type) == ("ab.md", TEXT, "text/markdown")


def test_parse_a_form(feed: httpx.Client) -> None:
    answer = feed.post("/parse", files={"file": ("报告.txt", TEXT.encode(), "text/plain")})
    assert Report.model_validate_json(answer.content).source.uri == "报告.txt"


@pytest.mark.parametrize(
    ("content", "headers", "status", "detail"),
    [
        (b"no Chinese here", {}, 422, "no Chinese text"),
        (b"", {}, 422, "empty"),
        (b"%PDF-1.7 \xff broken", {}, 422, ""),
        (b"x" * (1024 * 1024 + 1), {}, 413, "larger than"),
        (b"--x\r\n", {"Content-Type": "multipart/form-data; boundary=y"}, 400, "multipart"),
        (b"", {"Content-Type": "multipart/form-data"}, 400, "boundary"),
        (
            b'--y\r\nContent-Disposition: form-data; name="other"\r\n\r\nz\r\n--y--\r\n',
            {"Content-Type": "multipart/form-data; boundary=y"},
            422,
            "no file",
        ),
    ],
)
def test_what_cannot_be_parsed_is_a_problem(
    feed: httpx.Client, content: bytes, headers: dict[str, str], status: int, detail: str
) -> None:
    assert detail in str(problem(feed.post("/parse", content=content, headers=headers), status)["detail"])


def test_a_body_without_a_length_is_cut_off_too(feed: httpx.Client) -> None:
    problem(feed.post("/parse", content=(b"x" * 2**16 for _ in range(40))), 413)


def test_parsing_that_takes_too_long_is_ended(store: str) -> None:
    with running_feed(store, "--parse-workers", "1", "--parse-seconds", "0.2") as client:
        body = problem(client.post("/parse", content=(TEXT * 20_000).encode()), 422)
        assert "time limit" in str(body["detail"])
        assert client.post("/parse", content=TEXT.encode()).status_code in (200, 422)  # with another worker


# --- access ------------------------------------------------------------------------------------------------


def test_with_a_token_nothing_answers_without_it(store: str) -> None:
    with running_feed(store, token=TOKEN) as client:
        assert client.get("/reports").status_code == 200
        document = client.get("/openapi.json").json()
        assert all("401" in next(iter(path.values()))["responses"] for path in document["paths"].values())
        assert document["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
        paths = [*document["paths"], "/", "/docs", "/openapi.json", "/nowhere"]
        for authorization in (None, "", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer \xff"):
            headers: dict[bytes, bytes] = (
                {} if authorization is None else {b"Authorization": authorization.encode("latin-1")}
            )
            for path in paths if authorization is None else paths[:1]:
                answer = httpx.get(client.base_url.join(path), headers=headers)
                problem(answer, 401)
                assert answer.headers["www-authenticate"].startswith("Bearer")
        problem(httpx.post(client.base_url.join("/parse"), content=TEXT.encode()), 401)


@pytest.mark.parametrize(
    ("options", "cause"),
    [
        (["--host", "0.0.0.0"], "can be reached by others"),
        (["--host", "::"], "can be reached by others"),
        (["--host", "example.org"], "can be reached by others"),
        (["--token", "short"], "16 characters"),
    ],
)
def test_what_is_not_safe_is_refused(store: str, options: list[str], cause: str) -> None:
    result = CliRunner().invoke(cli, ["serve", "--store", store, *options])
    assert result.exit_code == 2
    assert cause in result.output


def test_public_without_a_token_only_when_said_so(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    uvicorn = pytest.importorskip("uvicorn")
    hosts: list[str] = []
    monkeypatch.setattr(uvicorn, "run", lambda app, host, **_: hosts.append(host))
    result = CliRunner().invoke(cli, ["serve", "--store", store, "--host", "0.0.0.0", "--insecure-public"])
    assert (result.exit_code, hosts) == (0, ["0.0.0.0"])


# --- following ---------------------------------------------------------------------------------------------


def follower() -> Callable[..., int]:
    """The consumer of docs/feed.md."""
    (block,) = blocks("feed.md", "python")
    names: dict[str, Callable[..., int]] = {}
    exec(block, names)
    return names["follow"]


def _load(url: str, models: list[str]) -> None:
    with Store(url) as opened:
        opened.load(map(Report.model_validate_json, models))


def test_a_consumer_ends_with_what_the_store_holds(store_url: str) -> None:
    """Two servers and two loading processes at once on one store, then a restart, a re-load and a correction."""
    models = [report("温岭市", 1990 + n % 8, growth=f"{n}%").model_dump_json() for n in range(16)]
    moved = report("玉环市", 2020)
    misread = moved.model_copy(update={"report": moved.report.model_copy(update={"report_year": 2002})})
    follow, after = follower(), 0
    copy: dict[str, object] = {}
    context = multiprocessing.get_context("spawn")
    with running_feed(store_url) as one, running_feed(store_url) as other:
        loaders = [context.Process(target=_load, args=(store_url, models[at::2])) for at in range(2)]
        for loader in loaders:
            loader.start()
        while any(loader.is_alive() for loader in loaders):
            after = follow(one, copy, after)
            after = follow(other, copy, after)
            time.sleep(0.05)
        for loader in loaders:
            loader.join()
            assert loader.exitcode == 0
    _load(store_url, [*models[:3], misread.model_dump_json()])
    with running_feed(store_url) as restarted:
        after = follow(restarted, copy, after)
        _load(store_url, [moved.model_dump_json(), models[3]])
        after = follow(restarted, copy, after)
        lines = restarted.get("/reports", headers={"Accept": "application/x-ndjson"}).text.splitlines()
        assert copy.keys() == {json.loads(line)["id"] for line in lines}
        log = restarted.get("/changes", headers={"Accept": "application/x-ndjson"}).text.splitlines()
        assert [json.loads(line)["cursor"] for line in log] == list(range(1, after + 1))
    with Store(store_url) as opened:
        held = [json.loads(held.model_dump_json()) for held in opened.reports()]
    assert sorted(copy.values(), key=str) == sorted(held, key=str)
    assert json.loads(moved.model_dump_json()) in held
    assert json.loads(misread.model_dump_json()) not in held


def test_changes_come_as_events_while_they_happen(tmp_path: Path) -> None:
    path = str(tmp_path / "shelf.db")
    _load(path, [SHELF[0].model_dump_json()])
    with running_feed(path) as client:
        with client.stream("GET", "/changes", headers={"Accept": "text/event-stream"}) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            events = _events(answer)
            assert next(events)[1] == "store"
            assert next(events)[:2] == ("1", "created")
            _load(path, [SHELF[1].model_dump_json()])
            cursor, op, data = next(events)
            assert (cursor, op, json.loads(data)["version"]) == ("2", "created", 1)
        again = {"Accept": "text/event-stream", "Last-Event-ID": "1"}
        with client.stream("GET", "/changes", params={"after": 0}, headers=again) as answer:
            assert [cursor for cursor, _, _ in islice(_events(answer), 2)] == ["1", "2"]


def _events(answer: httpx.Response) -> Iterator[tuple[str, str, str]]:
    """Id, name and data of each event."""
    fields: dict[str, str] = {}
    for line in answer.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        else:
            yield fields["id"], fields["event"], fields["data"]


def test_a_store_that_fails_is_a_problem_that_tells_nothing(tmp_path: Path) -> None:
    from sqlalchemy import text

    from report_parser.store.engine import open_engine, writing
    from report_parser.store.engine import store_url as parsed

    path = str(tmp_path / "shelf.db")
    engine = open_engine(parsed(path))
    with writing(engine) as connection:
        connection.execute(text("ALTER TABLE head RENAME TO lost"))
    engine.dispose()

    async def ask(app: FastAPI) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://feed") as client:
            return await client.get("/health")

    with Store(path) as opened:
        answer = asyncio.run(ask(create_app(opened)))
    assert "head" not in str(problem(answer, 503))
    assert answer.headers["retry-after"] == "5"
