"""The feed for programs: its document is valid, and a client that a generator makes of it follows the store."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from report_parser import Store
from shelves import report

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from fastapi.testclient import TestClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from feed_servers import running_feed
from report_parser.serve.app import create_app


def test_the_document_is_valid_and_names_each_operation_once(tmp_path: Path) -> None:
    with Store(str(tmp_path / "shelf.db")) as store:
        document = create_app(store, token="a token of some length").openapi()
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert sorted(set(names)) == sorted(names)
    assert {"get_reports", "get_facts", "get_changes", "post_parse"} <= set(names)


@pytest.mark.parametrize(("origins", "allowed"), [((), None), (("https://a.example",), "https://a.example")])
def test_pages_of_other_origins_read_it_where_they_are_let(
    tmp_path: Path, origins: tuple[str, ...], allowed: str | None
) -> None:
    with Store(str(tmp_path / "shelf.db")) as store:
        client = TestClient(create_app(store, origins=origins))
        answer = client.get("/health", headers={"Origin": "https://a.example"})
    assert answer.status_code == 200
    assert answer.headers.get("access-control-allow-origin") == allowed


@pytest.mark.parametrize(
    ("hosts", "named", "status"),
    [
        ((), "any.example", 200),
        (("localhost",), "localhost:8000", 200),
        (("localhost",), "rebound.example:8000", 400),
        (("*.example",), "data.example", 200),
    ],
)
def test_a_server_answers_for_its_own_hosts(hosts: tuple[str, ...], named: str, status: int) -> None:
    answer = TestClient(create_app(None, hosts=hosts)).get("/", headers={"Host": named})
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_generated_client_follows_the_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "shelf.db")
    with Store(path) as store:
        store.load([report("温岭市", 2024), report("义乌市", 2024)])
        document = tmp_path / "openapi.json"
        document.write_text(json.dumps(create_app(store).openapi()), encoding="utf-8")
    made = tmp_path / "feed_client"
    generator = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    subprocess.run(
        [*generator, "--path", document, "--output-path", made], check=True, capture_output=True, cwd=tmp_path
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    client_of = importlib.import_module("feed_client").Client
    get_changes = importlib.import_module("feed_client.api.feed.get_changes").sync
    get_report = importlib.import_module("feed_client.api.reports.get_report").sync
    with running_feed(path) as feed:
        client = client_of(base_url=str(feed.base_url).rstrip("/"))
        copy, after, more = {}, 0, True
        while more:
            page = get_changes(client=client, after=after, limit=1)
            for change in page.items:
                copy[change.report] = get_report(change.report, client=client, version=change.version)
            after, more = page.next_, page.more
    assert sorted(held.report.jurisdiction.name for held in copy.values()) == ["义乌市", "温岭市"]
