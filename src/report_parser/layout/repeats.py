"""A report that stands twice in its source: what a scraper saved of two elements of one page, or pasted twice."""

from __future__ import annotations

import re

# A paragraph this long says the same thing twice by no chance, and so many of them are a report.
_LONG = re.compile(r"^[^\n]{30,}$", re.MULTILINE)
_FEWEST = 4
# The share of the second copy's paragraphs that are the first's: a page may cut its last ones off.
_SAME = 0.9


def repeated(text: str) -> tuple[int, int] | None:
    """Where the second copy stands of a text that is there twice; None where nothing, or only a passage, repeats.

    The first copy begins with the first long paragraph, the second goes to the end of the text.
    """
    found = list(_LONG.finditer(text))
    paragraphs = [paragraph[0] for paragraph in found]
    if len(paragraphs) < 2 * _FEWEST or paragraphs.count(paragraphs[0]) != 2:
        return None
    second = paragraphs.index(paragraphs[0], 1)
    copy = paragraphs[second:]
    same = sum(first.startswith(again) for first, again in zip(paragraphs, copy, strict=False))
    if second < _FEWEST or len(copy) + 1 < _SAME * second or same < _SAME * len(copy):
        return None
    return found[second].start(), len(text)
