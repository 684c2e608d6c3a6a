"""The page to drop a report on: in a real browser, with no network, and what its routes answer."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from report_parser.model import Report

httpx = pytest.importorskip("httpx")
pytest.importorskip("fastapi_offline", reason="the extra `serve` is not installed")
if TYPE_CHECKING:
    import httpx as http
    from playwright.sync_api import Page

CORPORA = Path(__file__).parents[1] / "corpora"
WORD = CORPORA / "hubei-2025.docx"
SAMPLE, BEFORE = CORPORA / "national-2024.txt", CORPORA / "national-2023.html"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where `report-parser open` serves a report."""
    command = [sys.executable, "-u", "-m", "report_parser", "open", str(SAMPLE), "--track", str(BEFORE), "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert server.stdout is not None
    found = re.search(r"http://\S+/", server.stdout.readline())
    assert found is not None
    yield found[0]
    server.terminate()
    server.wait(60)


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[http.Client]:
    with httpx.Client(base_url=address, timeout=120) as client:
        yield client


def test_a_report_comes_back_in_every_form(client: http.Client) -> None:
    def send(form: str) -> http.Response:
        files = {"file": ("报告.txt", SAMPLE.read_bytes()), "before": ("去年.html", BEFORE.read_bytes())}
        answer = client.post(f"office/{form}", files=files)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        return answer

    assert "panel-tracking" in send("page").text
    report = Report.model_validate_json(send("json").content)
    assert report.source.text == SAMPLE.read_text(encoding="utf-8")
    for form, part in (("xlsx", "xl/workbook.xml"), ("docx", "word/document.xml")):
        answer = send(form)
        assert part in ZipFile(io.BytesIO(answer.content)).namelist()
        assert answer.headers["content-disposition"].endswith(
            f"{'%E6%8A%A5%E5%91%8A'}-%E5%88%86%E8%A7%A3%E8%A1%A8.{form}"
        )


def test_a_text_is_pasted(client: http.Client) -> None:
    answer = client.post("office/json", files={"pasted": (None, "清潭县2024年政府工作报告\r\n2023年，新建公园3个。")})
    (fact,) = Report.model_validate_json(answer.content).facts()
    assert fact.text == "3个"


def test_place_and_year_are_given_for_a_text_that_does_not_say(client: http.Client) -> None:
    form = {"pasted": (None, "过去一年，新建公园3个。"), "place": (None, " 温岭市 "), "year": (None, "2024")}
    head = Report.model_validate_json(client.post("office/json", files=form).content).report
    assert (head.jurisdiction.code, head.report_year) == ("331081", 2024)
    asked = client.post("parse", params={"place": "331081", "year": 2024}, content="过去一年，新建公园3个。".encode())
    assert Report.model_validate_json(asked.content).report == head
    refused = client.post("office/json", files={**form, "year": (None, "24")})
    assert (refused.status_code, refused.text) == (422, "年份是 1949 到 2100 之间的数")


@pytest.mark.parametrize(
    ("form", "lang", "content", "status", "said"),
    [
        ("xlsx", "zh", b"", 422, "文件是空的"),
        ("xlsx", "en", b"", 422, "the file is empty"),
        ("page", "zh", b"%PDF-1.7\n%broken", 422, "不完整或损坏的 .pdf 文件"),
        ("json", "zh", b"x" * (17 * 2**20), 413, "超过"),
    ],
)
def test_a_refusal_is_told_in_the_language_of_the_page(
    client: http.Client, form: str, lang: str, content: bytes, status: int, said: str
) -> None:
    answer = client.post(f"office/{form}", files={"lang": (None, lang), "file": ("a.pdf", content)})
    assert (answer.status_code, said in answer.text) == (status, True)


def test_a_form_without_a_report_is_refused(client: http.Client) -> None:
    assert client.post("office/json", files={"lang": (None, "zh")}).status_code == 422
    assert client.post("office/gif", files={"lang": (None, "zh")}).status_code == 422


def test_the_report_that_was_opened_is_at_hand(client: http.Client) -> None:
    assert SAMPLE.name in client.get("").text
    assert "panel-tracking" in client.get("opened/page").text
    assert client.get("opened/json").json()["source"]["uri"] == str(SAMPLE)


@pytest.fixture(scope="module")
def browsing(address: str) -> Iterator[tuple[Page, list[str]]]:
    """A page of a browser that can reach nothing but the server, and what it complained of."""
    playwright_api = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on PATH: apt-get install chromium")
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(accept_downloads=True)
        context.route(lambda url: not url.startswith((address, "data:", "blob:")), lambda route: route.abort())
        page = context.new_page()
        page.set_default_timeout(60_000)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page, complaints
        browser.close()


def test_a_file_dropped_comes_back_as_page_and_workbook(address: str, browsing: tuple[Page, list[str]]) -> None:
    page, complaints = browsing
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.set_input_files("#file", SAMPLE)
    page.set_input_files("#before", BEFORE)
    with page.expect_download() as download:
        page.click("text=分解表（Excel） >> nth=-1")
    assert download.value.suggested_filename == "national-2024-分解表.xlsx"
    with page.context.expect_page() as opened:
        page.click("button:has-text('标注网页')")
    opened.value.wait_for_selector("#panel-tracking", state="attached")
    assert opened.value.evaluate("document.querySelectorAll('#text .q').length") > 10
    opened.value.close()
    assert complaints == []


def test_a_word_file_is_chosen_by_click(address: str, browsing: tuple[Page, list[str]]) -> None:
    page, _ = browsing
    page.goto(address)
    with page.expect_file_chooser() as chooser:
        page.click(".zone b")
    chooser.value.set_files(WORD)
    assert page.inner_text("#said") == f"已选择：{WORD.name}"
    with page.expect_download() as download:
        page.click("button:has-text('分解表（Word）')")
    assert download.value.suggested_filename == f"{WORD.stem}-分解表.docx"
    assert "word/document.xml" in ZipFile(download.value.path()).namelist()


def test_a_word_file_is_dropped(address: str, browsing: tuple[Page, list[str]]) -> None:
    page, complaints = browsing
    page.goto(address)
    zone = page.locator(".zone").bounding_box()
    assert zone is not None
    hand = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        carried = {"items": [], "files": [str(WORD)], "dragOperationsMask": 1}
        at = {"x": zone["x"] + zone["width"] / 2, "y": zone["y"] + zone["height"] / 2}
        hand.send("Input.dispatchDragEvent", {"type": kind, "data": carried, **at})
    page.wait_for_function(f"document.getElementById('said').textContent === '已选择：{WORD.name}'")
    with page.expect_download() as download:
        page.click("button:has-text('分解表（Excel）')")
    assert "xl/workbook.xml" in ZipFile(download.value.path()).namelist()
    with page.context.expect_page() as opened:
        page.click("button:has-text('标注网页')")
    opened.value.wait_for_selector("#text .q")
    opened.value.close()
    assert complaints == []


def test_nothing_chosen_is_told_and_the_other_language_is_a_click_away(
    address: str, browsing: tuple[Page, list[str]]
) -> None:
    page, _ = browsing
    page.goto(address)
    page.click("button:has-text('数据（JSON）')")
    assert page.inner_text("#said") == "请先选择文件，或粘贴全文。"
    page.click("#language")
    page.click("button:has-text('Data (JSON)')")
    assert page.inner_text("#said") == "Choose a file or paste a text first."


def test_everyone_can_use_it(address: str, browsing: tuple[Page, list[str]]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page, _ = browsing
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        assert [one["id"] for one in axe.Axe().run(page).response["violations"]] == []


def test_the_documentation_needs_no_network(address: str, browsing: tuple[Page, list[str]]) -> None:
    page, _ = browsing
    page.goto(f"{address}docs")
    page.wait_for_selector("text=/parse")
