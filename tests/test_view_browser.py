"""The HTML pages in a real browser: they load in silence, filter, jump, speak both languages, and run nothing foreign.

Skipped where Playwright or a Chromium is missing (Debian and Ubuntu: `apt-get install chromium fonts-noto-cjk`;
elsewhere CHROMIUM names the program).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import pytest

from report_parser import Parser
from report_parser.track import track_reports
from report_parser.view import render_index, render_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

playwright_api = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH: apt-get install chromium")

CORPORA = Path(__file__).parents[1] / "corpora"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
NASTY = (
    "<script>window.hacked=1</script>市政府工作报告\n\n一、2023年工作回顾\n\n"
    '去年，<img src=x onerror="window.hacked=2">地区生产总值达到1351亿元，增长4.1%。'
    '建成"><svg onload="window.hacked=3">公园3个，</script><script>window.hacked=4</script>学校12所。\n'
)
# Looks again with each frame until something is drawn, for as long as the tab waits for anything.
DRAWN = """one => new Promise(answer => {
  const began = performance.now();
  const look = () => {
    const drawn = one.getContext('2d').getImageData(0, 0, one.width, one.height).data.some(value => value > 0);
    if (drawn || performance.now() - began > 15000) answer(drawn); else requestAnimationFrame(look);
  };
  look();
})"""
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
Scheme: TypeAlias = Literal["dark", "light"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    parser = Parser()
    reports = []
    for name in ("wenling-2024.md", "linting-2024.pdf", "national-2023.html", "national-2024.txt"):
        report = parser.parse(CORPORA / name, with_text=True)
        address = f"{Path(name).stem}.html"
        (folder / address).write_text(render_page(report), encoding="utf-8")
        reports.append((address, report))
    before, after = (report for _, report in reports[2:])
    (folder / "tracked.html").write_text(render_page(after, tracking=track_reports([before, after])), encoding="utf-8")
    nasty = parser.parse_text(NASTY, name="<b>nasty</b>", with_text=True)
    (folder / "nasty.html").write_text(render_page(nasty), encoding="utf-8")
    (folder / "index.html").write_text(render_index([*reports, ("nasty.html", nasty)]), encoding="utf-8")
    return folder


class Tab:
    """A page in a window of some size, with what it complained of and what it asked the network for."""

    def __init__(self, browser: Browser, path: Path, size: ViewportSize, scheme: Scheme = "light") -> None:
        # Without motion a jump has arrived when the click returns, so that a slow machine sees what a fast one does.
        self.context = browser.new_context(viewport=size, reduced_motion="reduce", color_scheme=scheme)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.goto(path.as_uri())

    def _asked(self, url: str) -> None:
        if not url.startswith(("file:", "data:")):
            self.complaints.append(url)

    def shown(self, selector: str) -> int:
        """How many elements of a kind can be seen."""
        return sum(element.is_visible() for element in self.page.query_selector_all(selector))


@pytest.fixture
def tab(browser: Browser, pages: Path, request: pytest.FixtureRequest) -> Iterator[Tab]:
    name, size = getattr(request, "param", ("linting-2024.html", DESKTOP))
    tab = Tab(browser, pages / name, size)
    yield tab
    assert tab.complaints == []
    tab.context.close()


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", ["wenling-2024.html", "nasty.html", "index.html"])
def test_loads_in_silence_and_fits(
    browser: Browser, pages: Path, name: str, size: ViewportSize, scheme: Scheme
) -> None:
    tab = Tab(browser, pages / name, size, scheme)
    assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.page.is_visible("h1")
    tab.context.close()
    assert tab.complaints == []


def test_filters_filter(tab: Tab) -> None:
    page, facts = tab.page, ".facts tbody tr"
    everything = tab.shown(facts)
    page.uncheck('[name=kind][value="achievement"]')
    promised = tab.shown(facts)
    assert 0 < promised < everything
    assert tab.shown(".facts tr.achievement") == 0
    assert page.locator(".text .s.achievement:not(.off)").count() == 0
    page.select_option("[name=indicator]", "indicator.gdp")
    assert tab.shown(facts) == page.locator('.facts tr.commitment:has-text("地区生产总值"):visible').count() > 0
    page.click("[type=reset]")
    # Not wait_for_function: it polls by eval, which the page's own policy forbids.
    playwright_api.expect(page.locator(f"{facts}:not([hidden])")).to_have_count(everything)
    page.select_option("[name=topic]", "topic.culture")
    assert 0 < tab.shown(facts) < everything
    page.select_option("[name=topic]", "")
    page.fill("[name=words]", "游客")
    assert 0 < tab.shown(facts) < 5
    page.check("[name=only]")
    assert tab.shown(".text p") == page.locator(".text p.has").count() > 0
    page.fill("[name=words]", "没有这样的字")
    assert tab.shown(facts) == 0 and page.is_visible("#no-facts")
    assert "0" in page.inner_text("#shown")


def test_jumps_jump_both_ways(tab: Tab) -> None:
    page = tab.page
    row = page.locator(".facts tbody tr").last
    identity = row.get_attribute("data-f")
    row.locator("a").click()
    assert page.evaluate("document.activeElement.id") == identity
    box = page.locator(f"#{identity}").bounding_box()
    assert box is not None and 0 < box["y"] < DESKTOP["height"]
    assert page.is_visible("#card")
    page.keyboard.press("Escape")
    assert not page.is_visible("#card")
    first = page.locator(".text a.q").first
    first.click()
    current = page.locator(".facts tr[aria-current]")
    assert current.get_attribute("data-f") == first.get_attribute("data-f")
    row_box = current.bounding_box()
    assert row_box is not None and 0 < row_box["y"] < DESKTOP["height"]
    page.click('#card button:has-text("到事实表")')
    assert page.evaluate("document.activeElement.closest('tr').dataset.f") == first.get_attribute("data-f")
    page.locator(".outline a").last.click()
    target = page.locator(".outline a").last.get_attribute("data-section")
    assert page.evaluate(f"Math.abs(document.getElementById('{target}').getBoundingClientRect().top) < innerHeight")


def test_the_card_tells_the_whole_fact_on_hover(tab: Tab) -> None:
    tab.page.hover(".text a.q >> nth=0")
    tab.page.wait_for_selector("#card:visible")
    told = tab.page.inner_text("#card")
    assert "数值" in told and "期间" in told and "识别依据" in told


def test_keys_alone_reach_every_fact(tab: Tab) -> None:
    page = tab.page
    seen = []
    for _ in range(4):
        page.keyboard.press("j")
        seen.append(page.evaluate("document.activeElement.id"))
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == seen[2]
    assert len(set(seen)) == 4
    assert page.evaluate("document.querySelectorAll('.text [tabindex=\"0\"]').length") == 1
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "words"
    page.focus("#tab-facts")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#tab-charts", "aria-selected") == "true" and page.is_visible("#panel-charts")


def test_charts_are_drawn_and_lead_on(tab: Tab) -> None:
    page = tab.page
    page.click("#tab-charts")
    for name in ("topics", "growth", "level"):
        drawn = page.eval_on_selector(f"#chart-{name}", DRAWN)
        assert drawn, name
    box = page.locator("#chart-topics").bounding_box()
    assert box is not None
    point = page.evaluate(
        "(() => { const bar = Chart.getChart('chart-topics').getDatasetMeta(1).data[0]; return [bar.x - 4, bar.y]; })()"
    )
    page.mouse.click(box["x"] + point[0], box["y"] + point[1])
    assert page.eval_on_selector("[name=topic]", "element => element.value").startswith("topic.")
    assert page.is_visible("#panel-facts")


def test_the_ledger_accounts_for_every_number(tab: Tab) -> None:
    page = tab.page
    page.click("#tab-ledger")
    rows = tab.shown(".ledger tbody tr")
    page.click("#panel-ledger .picks [data-type=name]")
    names = tab.shown(".ledger tbody tr")
    assert 0 < names < rows
    page.locator(".ledger tbody tr[data-type=name] a").first.click()
    assert page.evaluate("document.querySelector('.text .flash') !== null")


def test_the_other_language_is_one_click_away(tab: Tab) -> None:
    page = tab.page
    page.click("#language")
    assert page.get_attribute("html", "lang") == "en"
    words = page.inner_text("#panel") + page.inner_text("#filters") + page.inner_text("#tabs")
    assert "Indicator" in words and "achievement" in words.lower()
    labels = page.eval_on_selector_all("[data-t]", "all => all.map((one) => one.textContent)")
    assert not [label for label in labels if re.search("成果|承诺|指标|清除", label)]
    page.click("#language")
    assert page.get_attribute("html", "lang") == "zh-CN" and "成果" in page.inner_text("#filters")


@pytest.mark.parametrize("tab", [("nasty.html", DESKTOP)], indirect=True)
def test_markup_of_a_report_does_nothing(tab: Tab) -> None:
    page = tab.page
    for mark in page.query_selector_all(".text a.q"):
        mark.click()
        page.keyboard.press("Escape")
    page.locator(".text .s").first.click()
    for name in ("charts", "ledger", "diagnostics"):
        page.click(f"#tab-{name}")
    assert page.evaluate("window.hacked === undefined && !document.querySelector('img, svg')")
    assert '<img src=x onerror="window.hacked=2">' in page.inner_text("#text")


@pytest.mark.parametrize("tab", [("linting-2024.html", PHONE)], indirect=True)
def test_a_phone_shows_one_thing_at_a_time(tab: Tab) -> None:
    page = tab.page
    assert page.is_visible("#text") and not page.is_visible("#panel")
    page.click("#bottom [data-view=facts]")
    assert page.is_visible("#panel-facts") and not page.is_visible("#text")
    page.locator(".facts tbody tr a").first.click()
    assert page.is_visible("#text") and page.is_visible("#card")
    page.keyboard.press("Escape")
    page.click("#bottom [data-view=outline]")
    page.locator(".outline a").last.click()
    assert page.is_visible("#text")
    page.click("#more")
    page.fill("[name=words]", "游客")
    assert page.locator(".text .s:not(.off)").count() < page.locator(".text .s.off").count()


@pytest.mark.parametrize("tab", [("tracked.html", DESKTOP)], indirect=True)
def test_verdicts_lead_to_the_text(tab: Tab) -> None:
    page = tab.page
    page.click("#tab-tracking")
    everything = tab.shown(".kept tbody tr")
    page.click("#panel-tracking [data-type=met]")
    assert 0 < tab.shown(".kept tbody tr") < everything
    page.locator(".kept tbody tr:not([hidden]) a").first.click()
    assert page.locator(".text .flash").inner_text() == "比上年增长5.2%"
    page.click("#tab-charts")
    assert page.eval_on_selector("#chart-kept", DRAWN)


def test_it_prints_whole(tab: Tab) -> None:
    tab.page.emulate_media(media="print")
    assert tab.page.is_visible("#text") and tab.page.is_visible("#panel-ledger") and not tab.page.is_visible("#filters")
    assert len(tab.page.pdf()) > 50_000


@pytest.mark.parametrize("tab", [("index.html", DESKTOP)], indirect=True)
def test_the_index_charts_and_finds(tab: Tab) -> None:
    page = tab.page
    assert tab.shown(".reports tbody tr") == 5
    page.fill("#find", "2023 全国")
    assert tab.shown(".reports tbody tr") >= 1
    page.select_option("#choose [name=indicator]", "indicator.gdp")
    sets = page.evaluate("Chart.getChart('chart-series').data.datasets.map((set) => set.label)")
    assert "全国 实绩" in sets and "全国 目标" in sets
    page.uncheck('#places [value="全国"]')
    assert "全国 实绩" not in page.evaluate("Chart.getChart('chart-series').data.datasets.map((set) => set.label)")
    chart = "Chart.getChart('chart-series')"
    page.check("[name=view][value=compared]")
    page.select_option("#choose [name=year]", "2024")
    page.select_option("#choose [name=order]", "code")
    assert page.evaluate(f"{chart}.data.labels")[0] == "全国"
    page.select_option("#choose [name=order]", "value")
    heights = page.evaluate(f"{chart}.data.datasets.map((set) => set.data)")
    assert len(heights) == 2 and any(heights[0])
    page.check("[name=view][value=concepts]")
    page.select_option("#choose [name=place]", "全国")
    assert page.evaluate(f"{chart}.data.datasets.map((set) => set.label)") == ["污染治理", "生态保护", "绿色低碳"]
    page.check("[name=view][value=compared]")
    page.click("details summary")
    page.locator('#values a[href^="national-2024.html#st"]').first.click()
    page.wait_for_selector("#panel")


def test_the_address_holds_the_place_and_the_filters(browser: Browser, pages: Path) -> None:
    def at(state: str) -> Tab:
        tab = Tab(browser, pages / "national-2024.html", DESKTOP)
        tab.page.goto(f"{(pages / 'national-2024.html').as_uri()}{state}")
        return tab

    last = at("").page.evaluate("data.statements.length") - 1
    for name in (f"st{last}", f"st{last // 2}"):
        tab = at(f"#{name}&topic=topic.economy&marks=1")
        tab.page.wait_for_timeout(300)
        box = tab.page.locator(f"#{name}").bounding_box()
        assert box is not None and 0 < box["y"] < DESKTOP["height"]
        assert tab.page.input_value("[name=topic]") == "topic.economy"
        assert tab.page.is_checked("[name=marks]")
        tab.page.select_option("[name=topic]", "")
        assert tab.page.evaluate("location.hash") == f"#{name}&marks=1"
        tab.page.click("[type=reset]")
        playwright_api.expect(tab.page.locator(".text .s.off")).to_have_count(0)
        assert tab.complaints == []
        tab.context.close()


def test_numbers_stand_out_and_the_rest_on_demand(tab: Tab) -> None:
    page = tab.page
    ground = "element => getComputedStyle(element).backgroundColor"
    clear = page.eval_on_selector(".text .s.achievement", ground)
    assert page.eval_on_selector(".text a.q", ground) != clear
    page.check("[name=marks]")
    assert page.eval_on_selector(".text .s.achievement", ground) != clear


def test_what_is_sought_is_marked_and_comes_into_sight(tab: Tab) -> None:
    page = tab.page
    page.fill("[name=words]", "游客")
    assert page.evaluate("CSS.highlights.get('found').size") > 0
    top = page.evaluate("[...CSS.highlights.get('found')][0].getBoundingClientRect().top")
    assert 0 < top < DESKTOP["height"]
    page.fill("[name=words]", "")
    assert not page.evaluate("CSS.highlights.has('found')")


def test_links_and_quotations_are_copied(tab: Tab) -> None:
    page = tab.page
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".text .s").first.click(position={"x": 3, "y": 3})
    page.click("#card button:has-text('复制引文')")
    assert page.evaluate("navigator.clipboard.readText()").endswith("”——临汀市2024年政府工作报告")
    page.click("#card button:has-text('复制链接')")
    assert re.search(r"\.html#(st|f)\S+$", page.evaluate("navigator.clipboard.readText()"))


def test_tables_and_charts_are_taken_away(tab: Tab) -> None:
    page = tab.page
    page.select_option("[name=indicator]", "indicator.gdp")
    with page.expect_download() as download:
        page.click("#csv")
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + tab.shown(".facts tbody tr")
    assert "地区生产总值" in lines[1]
    page.click("#tab-charts")
    assert page.eval_on_selector("#chart-topics", DRAWN)
    with page.expect_download() as picture:
        page.click("[data-png=topics]")
    assert Path(picture.value.path()).read_bytes().startswith(b"\x89PNG")


def test_a_part_is_printed(tab: Tab) -> None:
    page = tab.page
    page.emulate_media(media="print")
    for part, text, panel in (("text", True, False), ("tables", False, True), ("all", True, True)):
        page.evaluate(f"document.body.dataset.printed = '{part}'")
        assert (page.is_visible("#text"), page.is_visible("#panel")) == (text, panel)


def test_indicators_have_english_names(tab: Tab) -> None:
    page = tab.page
    page.click("#language")
    assert "Gross regional product" in page.inner_text("#panel-facts")
    page.click("#language")
    assert "Gross regional product" not in page.inner_text("#panel-facts")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["wenling-2024.html", "tracked.html", "index.html"])
def test_everyone_can_use_it(browser: Browser, pages: Path, name: str, scheme: Scheme) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab = Tab(browser, pages / name, DESKTOP, scheme)
    tab.page.evaluate("document.body.classList.add('marks', 'numbers')")
    # What the page's own policy keeps out of it, the test has to bring in from outside.
    found = axe.Axe().run(tab.page)
    tab.context.close()
    assert [
        (one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found.response["violations"]
    ] == []
