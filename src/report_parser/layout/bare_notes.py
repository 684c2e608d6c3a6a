"""Where the numbers of notes stand that lost their brackets or their raised place: “三创四建”|7|活动, 工作思路|5|，.

In goes the text of a source, out come the offsets of such numbers. They are told by their order: they count on
behind quotes and nouns, none has a unit, the text has a list of notes, and three of them at least stand behind quotes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from report_parser.rules import Rules
from report_parser.words.lexicon import Finder
from report_parser.words.patterns import any_of

FEWEST = 3
# So many numbers may be missing between two of them: one whose note stands in brackets, one that looks like a count.
MOST_MISSING = 3


@lru_cache(maxsize=8)
def _words(rules: Rules) -> tuple[re.Pattern[str], re.Pattern[str], Finder]:
    """The heading of a list of notes, a number that may be that of one, and the units that no such number has."""
    units = Finder((*rules.units.counts, *rules.units.measures, *rules.units.periods, *rules.units.durations))
    heading = re.compile(rf"^[^\n，。]{{0,16}}{any_of(rules.headings.heading_cues.get('glossary', ()))}", re.MULTILINE)
    behind_quote = r"(?<=[”》])\d{1,2}(?![\d.,:%‰万亿千百十])"
    behind_noun = r"(?<=[\u4e00-\u9fff])(?<![第约近超达仅共为])\d{1,2}(?=[，。；、：）和与及](?!\d))"
    return heading, re.compile(rf"{behind_quote}|{behind_noun}"), units


def bare_notes(text: str, rules: Rules) -> tuple[int, ...]:
    """The offsets of the numbers of notes in `text` that nothing else marks."""
    if not any(word in text for word in rules.headings.heading_cues.get("glossary", ())):
        return ()
    heading, number, units = _words(rules)
    notes = heading.search(text)
    if notes is None:
        return ()
    found: list[int] = []
    last = 0
    for match in number.finditer(text, 0, notes.start()):
        if text[match.start() - 1] in "”》" and units.longest(text, match.end(), notes.start()):
            continue
        if last < int(match[0]) <= last + 1 + MOST_MISSING:
            found.append(match.start())
            last = int(match[0])
    quoted = sum(text[at - 1] in "”》" for at in found)
    return tuple(found) if quoted >= FEWEST else ()
