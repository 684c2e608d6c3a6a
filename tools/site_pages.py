"""A hook of MkDocs: what stands beside docs/ becomes pages of the site, and links to it lead there.

README.md is the first page and README.zh-CN.md that of the Chinese part; links of theirs to docs/feed.md and of
docs/view.md to ../CONTRIBUTING.md lead to the pages that these are. Links to what is no page (corpora/, LICENSE) lead
to nothing on a site that has no repository beside it: their words alone are kept.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
PAGES = {
    "README.md": "index.md",
    "README.zh-CN.md": "zh/README.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "CHANGELOG.md": "CHANGELOG.md",
}
"""Files beside docs/, and the pages that they become."""

_TARGET = re.compile(r"\]\(([^)#\s:]+)(#[^)\s]*)?\)")
_BESIDE = re.compile(r"\[([^\[\]]*)\]\(beside:\)")
_CODE = re.compile(r"(^```.*?^```|`[^`\n]+`)", re.DOTALL | re.MULTILINE)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages and the schemas."""
    for name, page in PAGES.items():
        files.append(File.generated(config, page, content=(ROOT / name).read_text(encoding="utf-8")))
    for schema in (ROOT / "schemas").glob("*.json"):
        files.append(File.generated(config, f"schemas/{schema.name}", abs_src_path=str(schema)))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead the links of a page to where its targets stand on the site."""
    here = page.file.src_uri
    source = next((name for name, made in PAGES.items() if made == here), f"docs/{here}")

    def led(link: re.Match[str]) -> str:
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(source), link[1]))
        there = PAGES.get(beside, beside.removeprefix("docs/"))
        if files.get_file_from_path(there) is None:
            return "](beside:)" if (ROOT / beside).exists() else link[0]  # what is nowhere fails the build
        return f"]({posixpath.relpath(there, posixpath.dirname(here) or '.')}{link[2] or ''})"

    pieces = _CODE.split(markdown)
    pieces[::2] = (_BESIDE.sub(r"\1", _TARGET.sub(led, piece)) for piece in pieces[::2])
    return "".join(pieces)
