"""`terms`: reports and a dictionary in, a frame of counts out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from report_parser.model import Report
from report_parser.rules import Rules, load_rules
from report_parser.tables.rows import frame_of_rows
from report_parser.word_counts.dictionary import Dictionary, load_dictionary
from report_parser.word_counts.mentions import Counting
from report_parser.word_counts.table import LONG, long_rows, wide_columns, wide_rows

if TYPE_CHECKING:
    import polars


def terms(
    reports: Report | Iterable[Report],
    dictionary: Dictionary | str | os.PathLike[str],
    *,
    counting: Counting = "words",
    negated: bool = True,
    boilerplate: bool = False,
    wide: bool = False,
    rules: Rules | None = None,
) -> polars.DataFrame:
    """How often the terms of each concept stand in each report, by part and by kind, as counts and as shares.

    `dictionary` is one of ours by name (environment, digital_economy, innovation) or a file, see `load_dictionary`.
    Terms are counted as jieba cuts words, or as `strings`; those that a negation denies count unless `negated` is
    false, those of a site's own text only if `boilerplate` is true. `wide` gives a row a report. The reports have to
    hold their text (`with_text=True`). Raises SourceError where one does not, RuleError where the dictionary is wrong,
    MissingExtraError where Polars is not installed.

    >>> from report_parser import parse_text, terms
    >>> report = parse_text("2023年，深入推进污染防治，绿色发展成效明显。", with_text=True)
    >>> frame = terms(report, "environment")
    >>> frame.filter(part="all", kind="all").select("concept", "count", "words").rows()
    [('pollution', 1, 8), ('ecology', 0, 8), ('low_carbon', 1, 8), ('total', 2, 8)]
    """
    several = (reports,) if isinstance(reports, Report) else reports
    known = load_rules() if rules is None else rules
    chosen = dictionary if isinstance(dictionary, Dictionary) else load_dictionary(dictionary)
    make, columns = (wide_rows, wide_columns(chosen)) if wide else (long_rows, LONG)
    made = make(several, chosen, known, counting=counting, negated=negated, boilerplate=boilerplate)
    return frame_of_rows(made, columns)
