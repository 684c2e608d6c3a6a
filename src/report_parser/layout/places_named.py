"""The place that a report speaks of most, for one whose head names none.

The level at which it calls itself (全市, 我县, 我代表县人民政府) and the names of places that it uses, most of all
where they are meant as its own (来某地, 某地人民), are the evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from report_parser.document import Level
from report_parser.rules import Rules
from report_parser.rules.divisions import Division
from report_parser.words.patterns import any_of

NATION = 5  # so many 我国, and twice as many as words for a place of any other level, are of the nation's report
RANKS = tuple("省市县区州旗盟")
ENOUGH = 4  # less evidence names no place


def most_named(text: str, rank: str | None, year: int | None, rules: Rules) -> tuple[Level | None, Division | None]:
    """The level at which a text calls itself, and the place that it names most; None where it names none.

    `rank` is how the name has to end, where the text says it; `year` is the year in which the place has to stand.
    """
    words = rules.headings.masthead
    levels: Counter[Level] = Counter({lv: sum(map(text.count, cues)) for lv, cues in words.levels.items()})
    level, votes = levels.most_common(1)[0] if levels else ("county", 0)
    nations = text.count("我国")
    if nations > 2 * votes and nations >= NATION:
        return "national", None
    if votes == 0 and rank is None:
        return None, None
    endings = (rank,) if rank else words.ranks.get(level, ())
    scored = [
        (spoken * (2 if place.name.endswith(endings) or place.level == level else 1) + nested, place)
        for spoken, nested, place in _named(text, year, rules)
        if rank is None or place.name.endswith(rank)
    ]
    evidence, best = max(scored, key=lambda item: (item[0], item[1].code), default=(0, None))
    return (best.level if best else level), best if evidence >= ENOUGH else None


def _named(text: str, year: int | None, rules: Rules) -> list[tuple[int, int, Division]]:
    """The places that a text names: how often, counted more where it is meant as the report's own, and its parents."""
    words, table = rules.headings.masthead, rules.divisions
    runs = {*map("".join, pairwise(text)), *map("".join, zip(text, text[1:], text[2:], strict=False))}
    named = sorted((runs & table.shorts) - set(rules.words.verb))  # 新建 is a district too
    behind = {short: text.split(short)[1:] for short in named}
    shorts = any_of([short for short in named if len(behind[short]) > 1])
    own = Counter(re.findall(f"(?:{any_of(words.before_place)})({shorts})", text))
    own.update(re.findall(f"({shorts})(?:{any_of(words.after_place)})", text))
    often = cache(text.count)
    found: list[tuple[int, int, Division]] = []
    for short in named:
        count = len(behind[short])
        for place in table.short(short):
            if not place.stands_in(year):
                continue
            nested = sum(min(often(parent.short), 3) for parent in table.parents(place, year))
            full = often(place.name) if place.name != short else 0
            meant = own[short] + full
            if nested or meant:
                others = sum(part.startswith(RANKS) for part in behind[short]) - full  # 雄|安新|区 is not 安新县
                found.append((max(count - others, 0) + 2 * meant, nested * min(count, 3), place))
    return found
