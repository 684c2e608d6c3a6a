"""The garbage collector, set for programs whose work is parsing: the command line and the workers of a batch.

A parse makes tens of thousands of small values that live until it ends and hardly a cycle, so that a collection
goes through all of them and finds nothing. The library leaves the collector of its caller's process alone.
"""

from __future__ import annotations

import gc

_YOUNG = 500_000
"""Values that come to be and stay between two collections of the youngest: more than the rules and a report leave."""


def collect_seldom() -> None:
    """Let many values come to be before each collection."""
    gc.set_threshold(_YOUNG, 20, 20)


def keep_what_is_loaded() -> None:
    """Leave what is loaded by now (rules, patterns, dictionary) out of every later collection."""
    gc.collect()
    gc.freeze()
