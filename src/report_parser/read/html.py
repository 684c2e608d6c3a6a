"""HTML: the report's text out of a web page, with headings, bold paragraphs, lists and tables.

lxml parses the page and we walk it once. Of 3,000 elements that are never closed it drops those deeper than its limit,
so such a page is flattened and parsed again; html5lib takes minutes for it, lexbor (selectolax) reads it whole but has
no walk with start and end of each element. General extractors (trafilatura, readability, jusText) keep the
paragraphs that look like an article and lose others, above all short ones (a heading, 财政总收入 144.75 亿元) and
repeated ones. Here a lost paragraph is the worst error, so a whole container is kept, and out of it only what the
page itself calls navigation or what is nothing but links is left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from report_parser.errors import SourceError
from report_parser.limits import too_long
from report_parser.read.bounds import UnboundedError, check_markup
from report_parser.read.decode import decode
from report_parser.read.lines import Extract, Lines, Stretch
from report_parser.read.raised import raised

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")

_SILENT_TAGS = """
    script style noscript template head svg frame iframe object canvas audio video map annotation annotation-xml
    button select option textarea input datalist
"""
_SILENT = frozenset(_SILENT_TAGS.split())
# What may show text that is not in the page, or not as text.
_UNREAD = {"frame": "frame", "iframe": "frame", "object": "frame", "embed": "frame", "svg": "chart"}
_NOTHING = re.compile(r"\s*(?:about:|javascript:|$)", re.IGNORECASE)
_BLOCK_TAGS = """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:px|pt|em|rem|%)?|opacity\s*:\s*0(?:\.0+)?)"
    r"\s*(?:;|!|$)",
    re.IGNORECASE,
)

_AROUND_TAGS = frozenset(("nav", "footer", "aside", "menu", "dialog"))
_AROUND_ROLES = frozenset(("navigation", "contentinfo", "banner", "search", "menu", "menubar", "complementary"))
# A rule of the page's own style sheet for one class, and the parts that hold for other media only.
_STYLED = re.compile(r"(?:^|[}\s,])(?:\w+)?\.([\w-]+)\s*\{([^{}]*)\}")
_OTHER_MEDIA = re.compile(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
# Words that site templates put into the class and id of what is around the article.
_AROUND_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|footer|foot|bottom|copyright|sidebar|share|sharing|"
    r"toolbar|pager|pagination|comments?|related|recommend|advert|ads?|login|search|qrcode)(?:$|[\s_-])",
    re.IGNORECASE,
)
# A line that is nothing but the buttons of a page: 【打印】 【关闭】, 字号：大 中 小.
_BUTTON_GAP = r"[\s　|｜/【】\[\]（）()：:·>»]*"
_BUTTONS = re.compile(
    rf"{_BUTTON_GAP}(?:(?:打印|关闭|分享到?|收藏|返回|顶部|首页|字号|字体|大|中|小|微信|微博|本页|窗口|扫一扫|"
    rf"在手机打开当前页|上一篇|下一篇|纠错|举报){_BUTTON_GAP})+"
)
# The way to a report's other pages: 上一页 1 2 3 下一页, 共3页.
_PAGER = re.compile(
    rf"(?=.*页){_BUTTON_GAP}(?:(?:首页|上一页|下一页|前一页|后一页|尾页|末页|[共第]\s*\d+\s*页|\d{{1,3}}|…){_BUTTON_GAP})+"
)
# What str() leaves around the elements that a scraper found: [<p>…</p>, <p>…</p>].
_REPR = re.compile(r"[\s\[\],]+")
# How often a page was read: 浏览次数：3652次.
_COUNTER = re.compile(r"(?:浏览|点击|阅读|访问)(?:次数|数|量|率)?[：:]\s*\d*\s*次?")
_SITE = re.compile(r"版权所有|ICP备|公网安备|网站标识码|技术支持|未经.{0,12}转载|浏览器|Copyright|©", re.IGNORECASE)

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
# A tag up to its end: a > in a quoted value is none.
_OPENING = re.compile(r"""<([a-zA-Z][a-zA-Z0-9]*+)((?:=\s*+"[^"]*+"|=\s*+'[^']*+'|=\s*+[^\s"'>][^\s>]*+|[^>])*+)""")
_ATTRIBUTE = re.compile(r"[^\s/='\"]+")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = re.compile(r"[\u200b-\u200d\u2060\ufeff\xad]")
_HANZI = re.compile(r"[㐀-鿿]")
_STOPS = re.compile(r"[，。；]")

_CORE_SHARE = 0.99  # the report's container holds this much of the page's prose
_AROUND_SHARE = 0.2  # an element that holds more of it is no navigation, whatever its name
_LINKED_SHARE = 0.6  # a line that is link to this extent, and no sentence, is navigation
_WIDEST_SPAN = 1000  # what HTML allows
_MOST_ATTRIBUTES = 500  # the parser holds each against all before it
_CELL = 200  # a cell with more characters than this is layout, not data


@dataclass(slots=True)
class _Block:
    """A paragraph as it grows: its pieces, where it is bold, how much of it is link, and the element that holds it."""

    owner: HtmlElement
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    bold: list[Stretch] = field(default_factory=list)
    linked: int = 0
    row: bool = False

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def level(self) -> int | None:
        """The level of the heading it stands in, itself or a few elements up (<h2><div>…)."""
        return next((_HEADINGS[element.tag] for element in self.above() if element.tag in _HEADINGS), None)

    def above(self) -> Iterator[HtmlElement]:
        """The element that holds it, and those that hold that."""
        yield self.owner
        yield from self.owner.iterancestors()

    def is_links(self) -> bool:
        """Whether it is navigation: little but links, whatever sentence a link quotes, and no heading."""
        return self.level is None and self.linked > _LINKED_SHARE * len(self.text.strip())

    def prose(self) -> int:
        """How many Chinese characters of running text it holds: 0 for labels, links and table rows."""
        if self.row or self.is_links() or not _STOPS.search(self.text):
            return 0
        return len(_HANZI.findall(self.text))


def read_html(uri: str, data: bytes, charset: str | None, text_limit: int) -> Extract:
    """The main text of a page, a paragraph a line; `charset` is what the caller knows of the encoding.

    <h1>政府工作报告</h1><p><b>一、工作回顾。</b>全年…</p> -> two lines, Mark(heading, level 1) on the first,
    Mark(bold) on 一、工作回顾。
    """
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, charset or (declared.group(1).decode("ascii") if declared else None))
    page = _XML_DECLARATION.sub("", decoded.text)
    check_markup(page)
    root = _tree(uri, _uncrowded(page.replace("\x00", "")))
    lines = Lines(text_limit)
    _hide_by_class(root)
    walk = _Walk(root, text_limit)
    found = list(walk.blocks())
    blocks = [block for block in found if not _is_control(block)]
    main = list(_main(blocks, _title(root)))
    lines.omitted += walk.omitted
    lines.omitted["controls"] += len(found) - len(blocks)
    # A page that is all links to our eyes is still better read than refused.
    for block in main if any(_HANZI.search(block.text) for block in main) else found:
        if block.row:
            lines.add(block.text, "table_row")
        elif block.level is not None:
            lines.add(block.text, "heading", block.level)
        elif _COUNTER.search(block.text):
            lines.omitted["controls"] += 1
            lines.add(_COUNTER.sub("", block.text))
        else:
            lines.add(block.text, bold=block.bold)
    return lines.extract(decoded.encoding)


def _hide_by_class(root: HtmlElement) -> None:
    """Mark as hidden what the page's style sheet hides by its class: .hid{display:none}."""
    sheets = _OTHER_MEDIA.sub("", "\n".join(style.text or "" for style in root.iter("style")))
    hidden = {name for name, rule in _STYLED.findall(sheets) if _HIDDEN.search(rule.strip())}
    if hidden:
        for element in root.iter():
            if not hidden.isdisjoint(element.get("class", "").split()):
                element.set("hidden", "")


def _tree(uri: str, page: str) -> HtmlElement:
    """The tree of a page, of a flattened one where its elements stand one in the other without end.

    3,000 paragraphs with an unclosed <font> each are no rarity. Beyond a depth lxml drops all that follows, and says so
    in its log alone.
    """
    for attempt in (page, None):
        parser = lxml_html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
        try:
            root = lxml_html.document_fromstring(_flat(page) if attempt is None else page, parser=parser)
        except (etree.LxmlError, ValueError) as error:
            raise SourceError(uri, "an HTML page without text") from error
        if all(entry.type != etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
            return root
    raise SourceError(uri, "an HTML page whose elements stand one in the other without end")


def _uncrowded(page: str) -> str:
    """A page whose tags have no more attributes than can be read in time that grows with their number."""

    def bare(tag: re.Match[str]) -> str:
        crowded = len(tag[2]) > _MOST_ATTRIBUTES and len(_ATTRIBUTE.findall(tag[2])) > 2 * _MOST_ATTRIBUTES
        return f"<{tag[1]}" if crowded else tag[0]

    return _OPENING.sub(bare, page)


def _flat(page: str) -> str:
    """A page without elements inside paragraphs, and no paragraph inside another."""

    def flattened(tag: re.Match[str]) -> str:
        name = tag[1].lower()
        if name in _SILENT or name in ("br", "title", "html", "body"):
            return tag[0]
        return "<p>" if name in _BLOCKS else ""

    return _TAG.sub(flattened, page)


def _title(root: HtmlElement) -> str:
    title = root.find(".//title")
    return "" if title is None else _SPACE.sub("", title.text_content())


# --- the page as blocks -------------------------------------------------------------------------------------


class _Walk:
    """One walk over the page: start and end of each element, with what is open at the time."""

    def __init__(self, root: HtmlElement, text_limit: int) -> None:
        self._left = self._most = text_limit
        self._walker = etree.iterwalk(root, events=("start", "end"))
        self._owners = [root]
        self._bold = self._links = self._preformatted = self._raised = 0
        self._block: _Block | None = None
        self._done: list[_Block] = []
        self.omitted: Counter[str] = Counter()

    def blocks(self) -> Iterator[_Block]:
        """The blocks of text in the order of the page."""
        for event, element in self._walker:
            if event == "start":
                self._start(element)
            else:
                self._end(element)
            yield from self._done
            self._done.clear()
        self._close()
        yield from self._done

    def _start(self, element: HtmlElement) -> None:
        if _is_silent(element):
            self._omit(element)
            self._walker.skip_subtree()
            return
        if element.tag == "embed":  # which holds nothing, but to lxml all that follows
            self._omit(element)
        self._count(element, +1)
        if element.tag in _BLOCKS:
            self._close()
            self._owners.append(element)
            if element.tag == "table" and _is_data(element):
                self._done += self._bounded(_rows(element))
                self._walker.skip_subtree()
                return
        if element.tag == "br":
            self._write("\n")
        elif element.getprevious() is not None and element.getparent().tag == "mfrac":
            self._write("/")  # what is below the line of a fraction
        self._write(element.text or "")

    def _bounded(self, rows: Iterator[_Block]) -> Iterator[_Block]:
        """The rows of a table. Raises UnboundedError where what they span is more text than may be."""
        for row in rows:
            self._left -= len(row.text)
            if self._left < 0:
                raise UnboundedError(too_long(self._most))
            yield row

    def _end(self, element: HtmlElement) -> None:
        if element.tag in _BLOCKS and self._owners[-1] is element:
            self._close()
            self._owners.pop()
        if not _is_silent(element):
            self._count(element, -1)
        self._write(element.tail or "")

    def _omit(self, element: HtmlElement) -> None:
        """Count what is passed over with an element that is not read."""
        if element.tag in _UNREAD and not _is_hidden(element):
            source = element.get("src") or element.get("data") or ""
            if not _NOTHING.match(source) or (element.tag == "svg" and _HANZI.search("".join(element.itertext()))):
                self.omitted[_UNREAD[element.tag]] += 1
        elif element.tag not in _SILENT:
            self.omitted["hidden"] += len("".join("".join(element.itertext()).split()))

    def _count(self, element: HtmlElement, step: int) -> None:
        self._bold += step * (element.tag in ("b", "strong") or bool(_BOLD.search(element.get("style", ""))))
        self._links += step * (element.tag == "a")
        self._preformatted += step * (element.tag == "pre")
        self._raised += step * (element.tag == "sup")

    def _write(self, raw: str) -> None:
        text = _UNSEEN.sub("", raised(raw) if self._raised else raw)
        if not self._preformatted and text != "\n":
            text = _SPACE.sub(" ", text)
            if self._block is None or self._block.pieces[-1][-1:] in ("\n", " "):
                text = text.removeprefix(" ")
        if not text:
            return
        if self._block is None:
            self._block = _Block(self._owners[-1])
        block = self._block
        if self._bold:
            block.bold.append((block.length, block.length + len(text)))
        if self._links:
            block.linked += len(text)
        block.pieces.append(text)
        block.length += len(text)

    def _close(self) -> None:
        if self._block is not None and self._block.text.strip():
            self._done.append(self._block)
        self._block = None


def _is_silent(element: HtmlElement) -> bool:
    """Whether a browser shows nothing of it, or nothing that is text."""
    return element.tag in _SILENT or _is_hidden(element)


def _is_hidden(element: HtmlElement) -> bool:
    """Whether the page says of an element that it is not to be seen; a frame of a point's size is there to count."""
    if "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
        return True
    return element.tag in _UNREAD and (element.get("width") in ("0", "1") or element.get("height") in ("0", "1"))


def _is_data(table: HtmlElement) -> bool:
    """A table of data, not of layout: two rows of two filled short cells, no table inside."""
    if table.find(".//table") is not None:
        return False
    filled = 0
    for row in table.iter("tr"):
        cells = [_cell(cell) for cell in row.iterchildren("td", "th")]
        if any(len(cell) > _CELL for cell in cells):
            return False
        filled += sum(map(bool, cells)) > 1
    return filled > 1


def _rows(table: HtmlElement) -> Iterator[_Block]:
    """Each row as one line, its cells parted by tabs; the caption before them as a line of its own."""
    taken: Counter[int] = Counter()
    for row in table.iter("caption", "tr"):
        text = _cell(row) if row.tag == "caption" else "\t".join(_columns(row, taken))
        linked = sum(len("".join(link.itertext())) for link in row.iter("a"))
        block = _Block(row, [text], linked=linked, row=True)
        if block.text.strip():
            yield block


def _columns(row: HtmlElement, taken: Counter[int]) -> Iterator[str]:
    """A row column by column: what a cell spans beyond its first column and row is empty.

    `taken` counts, by column, the rows that a cell above still reaches into.
    """
    column = 0
    for cell in row.iterchildren("td", "th"):
        while taken[column] > 0:
            taken[column] -= 1
            column += 1
            yield ""
        rows, columns = _span(cell, "rowspan"), min(_span(cell, "colspan"), max(1, _WIDEST_SPAN - column))
        for offset in range(columns):
            taken[column + offset] = rows - 1
            yield "" if offset else _cell(cell)
        column += columns
    for later in [at for at in taken if at >= column and taken[at] > 0]:
        taken[later] -= 1


def _span(cell: HtmlElement, name: str) -> int:
    """How many rows or columns a cell spans; a page may say anything."""
    given = cell.get(name, "1").strip()
    return max(1, min(int(given[:5]), _WIDEST_SPAN)) if given.isascii() and given.isdigit() else 1


def _cell(cell: HtmlElement) -> str:
    words = (text for text in cell.itertext() if text.strip())
    return _SPACE.sub(" ", _UNSEEN.sub("", "".join(words))).strip()


# --- which blocks are the report ----------------------------------------------------------------------------


def _main(blocks: list[_Block], title: str) -> Iterator[_Block]:
    """The report's blocks: all in its container; before it what follows its title; after it prose and table rows."""
    everything = _held(blocks)
    total = max(everything.values(), default=0)
    kept = [
        block
        for block in blocks
        if not any(_is_around(element) and everything[element] <= _AROUND_SHARE * total for element in block.above())
        and not block.is_links()
    ]
    core = _core([block for block in kept if not _SITE.search(block.text)])
    titled = reached = core is None  # a page without prose is kept whole
    for block in kept:
        inside = core in block.above()
        reached = reached or inside
        titled = titled or reached or _is_title(block, title)
        heads = titled and not reached  # 2024年1月30日在…会议上, 市长 …, between the title and the container
        if inside or core is None or (not _SITE.search(block.text) and (heads or block.row or block.prose())):
            yield block


def _is_control(block: _Block) -> bool:
    """Whether it is a button or pager of the page, or what str() left between elements."""
    return any(control.fullmatch(block.text) for control in (_BUTTONS, _PAGER, _REPR))


def _held(blocks: list[_Block]) -> dict[HtmlElement, int]:
    """How much prose each element of the page holds."""
    held: dict[HtmlElement, int] = {}
    for block in blocks:
        amount = block.prose()
        for element in block.above():
            held[element] = held.get(element, 0) + amount
    return held


def _core(blocks: list[_Block]) -> HtmlElement | None:
    """The innermost element with all but a trace of the prose; None where there is none."""
    held = _held(blocks)
    total = max(held.values(), default=0)
    # Elements that hold more than half of the same thing stand one inside the other: the deepest is the innermost.
    holders = [element for element, amount in held.items() if amount >= max(1, _CORE_SHARE * total)]
    core = max(holders, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)
    alone = [block for block in blocks if block.owner is core]
    if core is not None and len(alone) == 1 and "\n" not in alone[0].text and core.getparent() is not None:
        return core.getparent()  # one paragraph is no container: short lines may stand around it
    return core


def _is_around(element: HtmlElement) -> bool:
    return (
        element.tag in _AROUND_TAGS
        or element.get("role", "").lower() in _AROUND_ROLES
        or bool(_AROUND_NAMES.search(element.get("class", "")))
        or bool(_AROUND_NAMES.search(element.get("id", "")))
    )


def _is_title(block: _Block, title: str) -> bool:
    """A heading, a 报告, or what <title> repeats: many sites set the title outside the container of the report."""
    text = "".join(block.text.split())
    return block.level is not None or (not block.linked and ("报告" in text or (len(text) >= 4 and text in title)))
