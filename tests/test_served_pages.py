"""The pages that the feed serves for readers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import lxml.html
import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from feed_servers import running_feed
from report_parser import Parser, Store

CORPORA = Path(__file__).parents[1] / "corpora"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    parser = Parser()
    path = str(tmp_path_factory.mktemp("pages") / "shelf.db")
    with Store(path) as store:
        store.put(parser.parse(CORPORA / "wenling-2024.md", with_text=True))
        store.put(parser.parse(CORPORA / "national-2024.txt"))
    with running_feed(path) as client:
        yield client


def test_the_list_leads_to_every_report(client: httpx.Client) -> None:
    answer = client.get("/view")
    assert answer.headers["content-type"].startswith("text/html")
    page = lxml.html.document_fromstring(answer.text)
    page.make_links_absolute(str(answer.url))
    addresses = [link.get("href") for link in page.cssselect(".reports a")]
    assert len(addresses) == 2
    pages = [client.get(address) for address in addresses]
    assert all(one.status_code == 200 for one in pages)
    assert sorted(
        "模型不含原文" in lxml.html.document_fromstring(one.text).get_element_by_id("text").text_content()
        for one in pages
    ) == [False, True]


def test_languages(client: httpx.Client) -> None:
    assert '<html lang="en">' in client.get("/view", params={"lang": "en"}).text
    assert client.get("/view", params={"lang": "fr"}).status_code == 422


def test_nothing_new_is_not_sent_again(client: httpx.Client) -> None:
    tag = client.get("/view").headers["etag"]
    assert client.get("/view", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/view", params={"lang": "en"}, headers={"If-None-Match": tag}).status_code == 200


def test_a_report_that_is_not_there(client: httpx.Client) -> None:
    answer = client.get("/reports/000000-1900-0000000000/view")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
