"""The place that a number speaks of, where it is not the report's own: 其中|老城区|投资30亿元, |全国|粮食产量."""

from __future__ import annotations

import re
from functools import lru_cache

from report_parser.document import Document, Level
from report_parser.facts.vocabulary import is_named, match_indicator
from report_parser.rules import Rules
from report_parser.words.patterns import any_of

# From the widest to the narrowest: the words for a place wider than the one that reports are those before its own.
_LEVELS: tuple[Level, ...] = ("national", "province", "prefecture", "county", "township")
_HANZI = "[\u4e00-\u9fff]"
# The names of places of the table of divisions have so many characters, mostly.
_NAME_LENGTHS = range(10, 2, -1)


@lru_cache(maxsize=8)
def _part(rules: Rules) -> re.Pattern[str]:
    """A part of the place that reports, at the head of a name."""
    return re.compile(rf"{_HANZI}{{0,6}}?{any_of(rules.facts.part_areas)}(?={_HANZI})")


@lru_cache(maxsize=8)
def _acting(rules: Rules) -> re.Pattern[str]:
    """A part of the place that reports as a whole subject."""
    return re.compile(rf"{_HANZI}{{0,6}}?{any_of(rules.facts.part_areas)}")


class Areas:
    """Reads the places that open the names of one document's indicators."""

    def __init__(self, doc: Document, rules: Rules) -> None:
        self._rules = rules
        place = doc.masthead.jurisdiction if doc.masthead is not None else None
        self._own = frozenset() if place is None else frozenset((place.name, *place.parents))
        wider = _LEVELS[: _LEVELS.index(place.level)] if place is not None and place.level is not None else ()
        own_city = place is not None and place.name is not None and place.name.endswith("市")
        words = [word for level in wider for word in rules.facts.everywhere_of.get(level, ())]
        self._wider = tuple(word for word in words if not (own_city and "市" in word))
        self._part = _part(rules)
        self._acting = _acting(rules)
        self._heads = rules.facts.heads

    def area(self, name: str) -> str | None:
        """The place that opens the name of an indicator, None for the report's own: 老城区投资 -> 老城区."""
        wider = next((word for word in self._wider if name.startswith(word)), "")
        if wider and self._is_measured(name[len(wider) :]) and not self._is_one(name, name[len(wider) :]):
            return wider
        for length in _NAME_LENGTHS:
            if length < len(name) and self._rules.divisions.full(name[:length]) and name[:length] not in self._own:
                return name[:length]
        part = self._part.match(name)
        return part.group() if part is not None and self._is_measured(name[part.end() :]) else None

    def acting(self, subject: str, name: str) -> str | None:
        """The part of the place that has what is measured, the subject of its clause: 高新区|完成工业投资30亿元."""
        part = self._acting.fullmatch(subject)
        return part.group() if part is not None and self._is_measured(name) else None

    def _is_measured(self, rest: str) -> bool:
        """Whether what stands behind a place is measured, so that the place only says where."""
        rest = rest.partition("占")[0]
        return rest.endswith(self._heads) or match_indicator(rest, "", self._rules) is not None

    def _is_one(self, name: str, rest: str) -> bool:
        """Whether a place is part of what the vocabulary knows: 全国重点实验室, but not 全国|居民消费价格."""
        apart = match_indicator(rest, "", self._rules)
        return is_named(name, self._rules) and apart != match_indicator(name, "", self._rules)
