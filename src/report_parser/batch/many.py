"""`parse_many`: many reports in parallel for a program, without files in between."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from report_parser.batch.inputs import task_of
from report_parser.batch.pool import Pool, core_count
from report_parser.batch.program import make_settings
from report_parser.errors import SourceError
from report_parser.limits import MEMORY_LIMIT, TEXT_LIMIT, TIME_LIMIT, Limits
from report_parser.model import Report
from report_parser.rules import Rules


def parse_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    workers: int | None = None,
    rules: Rules | None = None,
    with_text: bool = False,
    time_limit: float = TIME_LIMIT,
    memory_limit: int = MEMORY_LIMIT,
    text_limit: int = TEXT_LIMIT,
    place: str | None = None,
    year: int | None = None,
) -> Iterator[Report | SourceError]:
    """The reports at `paths` (files or fsspec URLs), parsed in worker processes, in the order of the paths.

    In the place of a report that cannot be had comes the error that says why: a SourceError (the file),
    a LimitError (over `time_limit` seconds, `memory_limit` MiB or `text_limit` characters) or a CrashError (our bug);
    each has `uri` and `cause`. `paths` is read as far ahead as the workers need, so it may be endless; `workers` is by
    default the number of cores. `rules` are the shipped ones unless given; worker processes load them from their
    folders anew. `place` and `year` are those of all the reports, where their texts do not say them.

    >>> from report_parser import parse_many
    >>> for result in parse_many(["gone.md"], workers=1):
    ...     print(result)
    gone.md: no such file
    """
    limits = Limits(time_limit, memory_limit, text_limit)
    settings = make_settings(rules, with_text=with_text, limits=limits, place=place, year=year)
    return _results(paths, Pool(workers or core_count(), settings))


def _results(paths: Iterable[str | os.PathLike[str]], pool: Pool) -> Iterator[Report | SourceError]:
    with pool:
        for outcome in pool.in_order(task_of(os.fspath(path)) for path in paths):
            if outcome.failure is not None:
                yield outcome.failure.error()
            elif outcome.json is not None:
                yield Report.model_validate_json(outcome.json)
