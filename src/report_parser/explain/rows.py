"""Where a rule or a word stands, so that it can be changed: the row of a table, or the list of a data file.

`construction`, "verb first" -> clauses/constructions.py: "verb first"; the word 突破 -> data/facts.toml: reach: 突破.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

from report_parser.clauses.constructions import CONSTRUCTIONS
from report_parser.clauses.kinds import KIND_RULES, SAME_SENTENCE
from report_parser.clauses.objects import ONE, PATTERNS
from report_parser.clauses.things import ELIDED, OF_OBJECT_BEFORE
from report_parser.document import Fact
from report_parser.facts.comparators import COMPARATORS
from report_parser.facts.elision import COMPLETIONS, TOPICS
from report_parser.facts.indicator import WAYS
from report_parser.facts.measure_verbs import MEASURES
from report_parser.facts.periods import EXAMPLES as PERIODS
from report_parser.facts.roles import ROLES
from report_parser.facts.shared_heads import SHARED_HEAD
from report_parser.facts.stage import SHARINGS
from report_parser.language.reasons import Family
from report_parser.rules import Rules
from report_parser.words.coordination import SHARING

# The data files in which words are looked up, by the field of `Rules` that holds them.
WordFile = Literal["words", "facts", "numerals", "hedges", "units"]

# A verb of the general language stands in a list of its own.
_GENERAL = "general"

# The rules of numerals told by their shape stand with the scan, those told by the words around them with these.
_BY_SHAPE = (
    "fact.discount", "fact.doubling", "fact.fraction", "fact.half", "fact.listed", "fact.part", "fact.parts",
    "fact.percent", "fact.priced", "fact.rank", "fact.ratio", "fact.scaled", "fact.shared_unit", "fact.top",
    "list.mark", "name.address", "name.code", "name.congress", "name.line", "name.series", "name.word",
    "optional.vague", "time.clock", "time.date", "time.ordinal", "time.plan", "unread",
)  # fmt: skip

_MODULES: Mapping[Family, Mapping[str, str]] = {
    "numeral": {
        **dict.fromkeys(_BY_SHAPE, "numbers/find.py"),
        "baseline.change": "numbers/ledger.py",
        "definition": "numbers/ledger.py",
    },
    "construction": dict.fromkeys((row.name for row in CONSTRUCTIONS), "clauses/constructions.py"),
    "object": {
        **dict.fromkeys((row.name for row in PATTERNS), "clauses/objects.py"),
        **dict.fromkeys((row.name for row in SHARING), "words/coordination.py"),
        **dict.fromkeys((ELIDED, OF_OBJECT_BEFORE), "clauses/things.py"),
        ONE: "clauses/objects.py",
    },
    "kind": dict.fromkeys((row.name for row in (*KIND_RULES, SAME_SENTENCE)), "clauses/kinds.py"),
    "fact": {
        "measure": "facts/measure_verbs.py",
        **dict.fromkeys((row.name for row in WAYS), "facts/indicator.py"),
        **dict.fromkeys((row.name for row in TOPICS), "facts/elision.py"),
        **dict.fromkeys((row.name for row in COMPLETIONS), "facts/elision.py"),
        **dict.fromkeys((row.name for row in SHARINGS), "facts/stage.py"),
        SHARED_HEAD: "facts/shared_heads.py",
    },
    "role": {
        **dict.fromkeys((row.name for row in MEASURES), "facts/measure_verbs.py"),
        **dict.fromkeys((row.name for row in ROLES), "facts/roles.py"),
    },
    "period": dict.fromkeys((name for name, _ in PERIODS), "facts/periods.py"),
    "comparator": dict.fromkeys((row.name for row in COMPARATORS), "facts/comparators.py"),
}


def rule_row(family: Family, rule: str) -> str:
    """The row of the table that holds a recorded rule, without the word that it was about."""
    modules = _MODULES[family]
    if family == "numeral":
        return f'{modules.get(rule, "numbers/context.py")}: "{rule}"'
    name = rule if rule in modules else rule.partition(":")[0]
    return f'{modules[name]}: "{name}"'


def word_rows(rules: Rules, file: WordFile, word: str) -> tuple[str, ...]:
    """The lists of a data file that hold a word: data/hedges.toml: hedge: 突破."""
    return tuple(f"data/{file}.toml: {name}: {word}" for name in _lists(rules, file).get(word, ()))


def word_row(rules: Rules, word: str) -> str | None:
    """The line of the word list that says what is believed of a word, None where it has none."""
    features = _lists(rules, "words").get(word, ())
    if not features:
        return None
    told = " ".join(feature for feature in features if feature != _GENERAL)
    return f"data/words.txt: {word} {told}" if told else f"data/verbs.txt: {word}"


@lru_cache(maxsize=8)
def _lists(rules: Rules, file: WordFile) -> Mapping[str, tuple[str, ...]]:
    """Every word of a data file with the names of the lists that hold it."""
    entries = {
        "words": rules.words,
        "facts": rules.facts,
        "numerals": rules.numerals,
        "hedges": rules.hedges,
        "units": rules.units,
    }[file]
    dumped: dict[str, object] = entries.model_dump(by_alias=True)
    found: dict[str, dict[str, None]] = {}
    for name, entry in dumped.items():
        for word, told in _words(name, entry):
            found.setdefault(word, {})[told] = None
    return {word: tuple(names) for word, names in found.items()}


def _words(name: str, entry: object) -> Iterator[tuple[str, str]]:
    """The words in an entry of a data file, each with the name of its list; of a table, its key is named too."""
    if isinstance(entry, str):
        yield entry, name
    elif isinstance(entry, dict):
        for key, value in entry.items():
            if isinstance(value, str):
                yield str(key), name
            else:
                yield from _words(name if key == "words" else f"{name}={key}", value)
    elif isinstance(entry, tuple | list):
        for each in entry:
            yield from _words(name, each)


def fact_rows(rules: Rules, fact: Fact) -> tuple[str, ...]:
    """The rows that gave a fact its indicator, and the lists that hold the words they were about."""
    rows: list[str] = []
    for rule in fact.rule.split(", "):
        rows.append(rule_row("fact", rule))
        rows += word_rows(rules, "facts", rule.partition(":")[2].rstrip("了"))
    return tuple(rows)
