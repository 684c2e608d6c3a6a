"""Tracking: last year's promises beside this year's achievements, place by place and year by year.

`track_reports` is the one way in: it takes parsed reports (from a file, a store, or memory) and returns a
`Tracking`. How it decides is told in docs/tracking.md; what it knows of Chinese is in `data/tracking.toml`.
"""

from __future__ import annotations

from report_parser.track.api import track_reports
from report_parser.track.model import Tracking

__all__ = ["Tracking", "track_reports"]
