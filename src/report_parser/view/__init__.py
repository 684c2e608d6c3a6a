"""Reports as self-contained HTML pages: `render_page` for one report, `render_index` for a shelf of them."""

from __future__ import annotations

from report_parser.view.index import render_index
from report_parser.view.page import render_page

__all__ = ["render_index", "render_page"]
