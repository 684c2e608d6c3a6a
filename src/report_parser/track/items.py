"""The two sides that are matched: commitments of one report and answers of another, prepared for comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from report_parser.document import ObjectType
from report_parser.model import FactInfo, Statement
from report_parser.rules import Rules
from report_parser.track.attributes import attributive, costs, start_of
from report_parser.track.deeds import Progress, progress
from report_parser.track.figures import Clause, Figure, figures
from report_parser.track.model import LinkKind, Side
from report_parser.track.nearness import nearness
from report_parser.track.words import Bigrams, Lexis, Rarity, bigrams, characters, lexis, simplified

Role = Literal["commitment", "achievement", "problem", "background"]
_NAMED: frozenset[ObjectType] = frozenset({"project", "facility", "honour"})
_QUOTED = re.compile(r"[“《「『]([^“”《》「」『』]{2,16})[”》」』]")
# A name has so many characters at least: 江南大桥.
_NAME_LENGTH = 4
# A promise is compared without its verb where so many characters of it are left.
_VERBLESS = 4


@dataclass(frozen=True, slots=True)
class Thing:
    """An object in the words of the report; `named` where it is a work of its own: a project, facility or honour.

    `start` and `end` are where it stands in the report; `proper` is the text without what says nothing of what it is
    (60万千瓦, 新建).
    """

    text: str
    type: ObjectType
    named: bool
    start: int
    end: int
    proper: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What goes before a statement: the bigrams of it, and the groups of near words that it touches."""

    grams: Bigrams = frozenset()
    near: frozenset[str] = frozenset()


NOTHING = Setting()


@dataclass(frozen=True, slots=True)
class Item:
    """A statement and what is compared of it; `owner` is its report's key, `restated` that it repeats the plan.

    A quoted name without words (“1530”) counts as one pair. `subject` is what the clause leaves to the one before it.
    `near` are the groups of near words that it touches, with the words; `before` and `near_before` are the bigrams
    and groups of what goes before it. `works` tells that it is on works, though no name may say so. A `problem` is
    told as not done; of `background` only the figures are compared.
    """

    owner: str
    statement: Statement
    role: Role
    plain: str
    chunks: tuple[str, ...]
    grams: Bigrams
    figures: tuple[Figure, ...]
    progress: Progress
    things: tuple[Thing, ...]
    names: tuple[Bigrams, ...]
    near: Mapping[str, tuple[str, ...]]
    before: Bigrams
    near_before: frozenset[str]
    quotes: frozenset[str] = frozenset()
    names_text: str = ""
    subject: str = ""
    restated: bool = False
    works: bool = False

    @property
    def kind(self) -> LinkKind:
        """`numeric` with figures; `named` with a project, facility, honour, quoted name or date; else `general`."""
        if self.figures:
            return "numeric"
        dated = self.statement.deadline is not None
        return "named" if dated or self.works or any(thing.named for thing in self.things) else "general"

    @property
    def clause(self) -> Clause:
        """The statement with its numbers alone."""
        return Clause(self.statement, self.plain, self.figures)

    def side(self, facts: tuple[FactInfo, ...] = ()) -> Side:
        """The statement as evidence."""
        statement = self.statement
        return Side(
            report=self.owner,
            statement_id=statement.id,
            start=statement.start,
            end=statement.end,
            text=statement.text,
            facts=facts,
        )


def item(owner: str, statement: Statement, role: Role, rules: Rules, before: Setting = NOTHING) -> Item:
    """A statement prepared for comparison; `before` is what goes before it."""
    words = lexis(rules)
    plain = words.plain(statement.text)
    describes = attributive if role == "commitment" else costs
    aside = {fact.id: start_of(statement, fact, rules) for fact in statement.facts if describes(statement, fact, rules)}
    spoken = words.plain(_without_quantities(statement, aside)) if statement.facts else plain
    chunks = _about(statement, spoken, words) if role == "commitment" else words.content(spoken)
    things = tuple(_things(statement, rules))
    named = [thing.text for thing in things if thing.named]
    quotes = frozenset(quoted[1] for quoted in _QUOTED.finditer(plain))
    named += sorted(f"“{quote}”" for quote in quotes)
    names = tuple(grams for text in named if (grams := grams_of(text, words)))
    near = nearness(rules)
    numbers = tuple(each for each in figures(statement, plain, rules) if each.fact.id not in aside)
    if words.against.search(plain):
        # 比农民收入高一倍 compares two things: no change of either is given.
        numbers = ()
    return Item(
        owner=owner,
        statement=statement,
        role=role,
        plain=plain,
        chunks=chunks,
        grams=bigrams(chunks) | _codes(plain, words),
        figures=numbers,
        progress=_promised(statement, plain, rules) if role == "commitment" else progress(plain, rules),
        things=things,
        names=names,
        near=near.touched(plain),
        before=before.grams - bigrams(chunks),
        near_before=before.near,
        quotes=quotes,
        restated=words.restated.search(plain) is not None,
        works=bool(quotes or aside) or _on_works(statement, plain, rules),
    )


def _proper(name: str, words: Lexis) -> str:
    return next(iter(words.content(name)), name)


def grams_of(text: str, words: Lexis) -> Bigrams:
    """The bigrams of what a name says, and its codes."""
    plain = words.plain(text)
    return bigrams(words.content(plain)) | _codes(plain, words)


def _codes(plain: str, words: Lexis) -> Bigrams:
    """The quoted names that have no words: “1530”工程."""
    quotes = (quoted[1] for quoted in _QUOTED.finditer(plain))
    return frozenset(f"“{quote}”" for quote in quotes if not bigrams(words.content(quote)))


@lru_cache(maxsize=8)
def _endings(rules: Rules) -> tuple[str, ...]:
    return tuple(word for kind in sorted(_NAMED) for word in rules.words.type.get(kind, ()))


def _things(statement: Statement, rules: Rules) -> Iterable[Thing]:
    """The objects of a statement; one that is a name by itself is taken as written, without a head given back."""
    endings, words = _endings(rules), lexis(rules)
    for thing in statement.objects:
        written = simplified(thing.text)
        if len(written) >= _NAME_LENGTH and written.endswith(endings):
            yield Thing(written, thing.type, True, thing.start, thing.end, _proper(written, words))
        else:
            name = simplified(thing.name)
            yield Thing(name, thing.type, thing.type in _NAMED, thing.start, thing.end, _proper(name, words))


def rarity(items: Iterable[Item], rules: Rules) -> Rarity:
    """The rarity of bigrams among the statements of both reports."""
    return Rarity((each.grams for each in items), lexis(rules).heads)


def letters(items: Iterable[Item]) -> Rarity:
    """The rarity of single characters among the statements of both reports."""
    return Rarity((characters(each.grams) for each in items), frozenset())


def groups(items: Iterable[Item]) -> Rarity:
    """The rarity of the groups of near words among the statements of both reports."""
    return Rarity((frozenset(each.near) for each in items), frozenset())


def _about(statement: Statement, plain: str, words: Lexis) -> tuple[str, ...]:
    """The content of a promise without its verb, as long as anything remains: 整顿金融秩序 -> 金融秩序."""
    whole = words.content(plain)
    action = words.plain(statement.action)
    if len(action) < 2:
        return whole
    rest = words.content(plain.replace(action, "，", 1))
    return rest if sum(map(len, rest)) >= _VERBLESS else whole


def _without_quantities(statement: Statement, starts: Mapping[str, int]) -> str:
    """The text without its numbers and their units, from where some start: to share 公里 is to share nothing."""
    text = statement.text
    for fact in sorted(statement.facts, key=lambda each: -each.start):
        start, end = max(starts.get(fact.id, fact.start) - statement.start, 0), fact.end - statement.start
        text = f"{text[:start]}，{text[end:]}"
    return text


def _on_works(statement: Statement, plain: str, rules: Rules) -> bool:
    """Whether a clause is on works by its verb, or by what it ends in: 加快甲、乙建设, 推动甲、乙等项目落地."""
    tracking = rules.tracking
    return statement.action in tracking.building or plain.endswith(tracking.works)


def _promised(statement: Statement, plain: str, rules: Rules) -> Progress:
    """The stage that a commitment promises; to build (建设, 新建) without more is to finish."""
    found = progress(plain, rules)
    if found.stage is None and statement.action in rules.tracking.building:
        return Progress("finished", found.partial, found.failed)
    return found
