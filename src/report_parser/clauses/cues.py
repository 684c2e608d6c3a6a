"""What a clause says of its own standing: asked for, told as done, complained of, or only remarked.

A report argues: among its promises it tells what was done (这几年承包责任制已扩展到多数地区), owns up to what goes
badly (但问题尚未根本解决) and explains (这是经济稳定的基础). The words of the clause and of its sentence tell which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from report_parser.rules import Rules
from report_parser.words.patterns import any_of as alternation

_SEMICOLON = re.compile("[；;]")
_STRETCH = re.compile("[，；：。,;:]")
# 了 as the particle of what is done: no part of 为了, 除了, 了解, 免不了.
_DONE = re.compile("(?<![为除罢不])了(?![解如结的])")
# 是 that says what something is: no part of 特别是, 就是说, 是否.
_EQUATION = re.compile("(?<![别其还于但若凡可倒总求论管而只])是(?![否非])")
# What a clause of time ends with: 完成了改造以后.
_WHEN = re.compile("(?:以后|之后|[^之以前落今]后|时|时候|以前|之前|同时)$")
# A remark that only opens what follows is short: 必须清醒地看到，….
_SPEECH = 16


class Place(NamedTuple):
    """Where a clause stands: itself, its sentence, its verb, and whether it `governs`: has no subject but an object."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    verb_start: int
    verb_end: int
    governs: bool


class Marks(NamedTuple):
    """What a sentence is searched for once, for all of its clauses: its semicolons and the words that lead it."""

    semicolons: tuple[int, ...]
    asking: tuple[int, ...]
    intending: tuple[int, ...]
    backs: tuple[tuple[int, int], ...]
    forths: tuple[int, ...]


class Mood(NamedTuple):
    """How a clause stands.

    `asks` by words of its own (要, 必须), `intends` (将), is `asked` for by a word before it in its sentence, with
    nothing told since; `tells` that something is done or under way (了, 已, 正在); `looks_back` with its sentence on
    time gone by (这几年); `complains`; `remarks` on what is said; `announces` that something is said (应当看到);
    `supposes` something or `hinges` on it (只要); `appeals` with its sentence to those who hear it; speaks of what is
    `abroad`; is `bare` of a subject.
    """

    asks: bool
    intends: bool
    asked: bool
    tells: bool
    looks_back: bool
    complains: bool
    remarks: bool
    announces: bool
    supposes: bool
    hinges: bool
    appeals: bool
    abroad: bool
    bare: bool


@dataclass(frozen=True, eq=False, slots=True)
class MoodLexicon:
    """The words of each mood, compiled."""

    asking: re.Pattern[str]
    intending: re.Pattern[str]
    quoting: re.Pattern[str]
    progress: re.Pattern[str]
    urging: re.Pattern[str]
    verdict: re.Pattern[str]
    becoming: re.Pattern[str]
    telling: re.Pattern[str]
    back: re.Pattern[str]
    forth: re.Pattern[str]
    bad: re.Pattern[str]
    degree: re.Pattern[str]
    lacking: re.Pattern[str]
    trouble: re.Pattern[str]
    befalling: frozenset[str]
    remedies: re.Pattern[str]
    pressing: re.Pattern[str]
    remarks: frozenset[str]
    pointing: re.Pattern[str]
    grounds: frozenset[str]
    speaking: re.Pattern[str]
    tasks: re.Pattern[str]
    supposing: re.Pattern[str]
    conceding: re.Pattern[str]
    hinging: re.Pattern[str]
    appeal: re.Pattern[str]
    effect: re.Pattern[str]
    abroad: re.Pattern[str]


@lru_cache(maxsize=8)
def mood_lexicon(rules: Rules) -> MoodLexicon:
    """The compiled words of these rules, once per rules."""
    ours = rules.actions
    opening = rf"{alternation(ours.openers)}*"
    return MoodLexicon(
        asking=re.compile(alternation(ours.asking)),
        intending=re.compile(alternation(ours.intending)),
        quoting=re.compile(alternation(ours.quoting)),
        progress=re.compile(rf"有(?:{alternation(ours.progress_how)}的?)+{alternation(ours.progress)}$"),
        urging=re.compile(alternation(ours.urging)),
        verdict=re.compile(rf"(?:{alternation(ours.verdicts)}|的)$"),
        becoming=re.compile(alternation(ours.becoming)),
        telling=re.compile(alternation(ours.telling)),
        back=re.compile(
            rf"(?<![^，；：。！？,;:\s]){opening}[^，；：。！？,;:的比较同与使]{{0,2}}?{alternation(ours.looking_back)}"
        ),
        forth=re.compile(alternation(ours.looking_ahead)),
        bad=re.compile(rf"(?<!差)(?<!好){alternation(ours.bad)}(?:了|的|下去)?$"),
        degree=re.compile(rf"(?:以及|和)[^，]+|{alternation(ours.adverbs)}*"),
        lacking=re.compile(alternation(ours.lacking)),
        trouble=re.compile(rf"{alternation(ours.trouble)}$"),
        befalling=frozenset(ours.befalling),
        remedies=re.compile(alternation(ours.remedies)),
        pressing=re.compile(rf"{alternation(ours.pressing)}$"),
        remarks=frozenset(ours.remarks),
        pointing=re.compile(rf"{opening}{alternation(ours.pointing)}"),
        grounds=frozenset(ours.grounds),
        speaking=re.compile(rf"{alternation(ours.speaking)}$"),
        tasks=re.compile(rf"{alternation(ours.tasks)}[^，]{{0,4}}$"),
        supposing=re.compile(alternation(ours.suppositions)),
        conceding=re.compile(alternation(ours.concessions)),
        hinging=re.compile(alternation(ours.conditions)),
        appeal=re.compile(alternation(ours.appeals)),
        effect=re.compile(rf"[，,][^，。；]{{0,24}}?{alternation(ours.effects)}"),
        abroad=re.compile(rf"{opening}[^，的我同与和对]{{0,4}}?({alternation(ours.abroad)})"),
    )


def marks_of(text: str, words: bytes, start: int, end: int, lexicon: MoodLexicon) -> Marks:
    """The marks of the sentence `start`..`end`."""
    return Marks(
        tuple(found.end() for found in _SEMICOLON.finditer(text, start, end)),
        tuple(found.start() for found in _whole(lexicon.asking, text, words, start, end, lexicon)),
        tuple(found.start() for found in _whole(lexicon.intending, text, words, start, end, lexicon)),
        tuple(found.span() for found in lexicon.back.finditer(text, start, end)),
        tuple(found.start() for found in lexicon.forth.finditer(text, start, end)),
    )


def mood(text: str, words: bytes, at: Place, marks: Marks, lexicon: MoodLexicon) -> Mood:
    """How the clause at `at` stands, in a sentence with these marks: 但问题尚未根本解决 -> complains."""
    start, end = at.start, at.end
    since = max((mark for mark in marks.semicolons if mark <= start), default=at.sentence_start)
    # An object may hold a demand of its own: 发出了|必须节约的号召.
    reach = at.verb_start if "了" in text[at.verb_end - 1 : at.verb_end + 1] else at.verb_end if at.governs else end
    asks = any(_whole(lexicon.asking, text, words, start, reach, lexicon))
    intends = any(_whole(lexicon.intending, text, words, start, reach, lexicon))
    looks_back, asked, meant = _led(text, at, marks, lexicon)
    told = _told(text, words, at, lexicon)
    if not (told or asks or intends or meant or at.governs) and (start - since <= 1 or "也" in text[start:end]):
        told = lexicon.progress.search(text, start, end) is not None
    supposes = lexicon.supposing.search(text, since, end) is not None
    if supposes and asks:
        supposes = lexicon.conceding.search(text, since, end) is None
    opens = at.governs and at.verb_start - since <= 2
    if told and not (asks or intends) and opens and lexicon.effect.match(text, end, at.sentence_end):
        supposes = True  # 实现了这个目标，我国的面貌就会改变
    elsewhere = lexicon.abroad.match(text, start, end)
    return Mood(
        asks=asks,
        intends=intends,
        asked=asked,
        tells=told,
        looks_back=looks_back,
        complains=not (asks or intends) and _complains(text, at, lexicon),
        remarks=_remarks(text, words, at, lexicon, asks=asks or intends, told=told),
        announces=end - start <= _SPEECH and lexicon.speaking.search(text, start, end) is not None,
        supposes=supposes,
        hinges=lexicon.hinging.search(text, since, end) is not None,
        appeals=lexicon.appeal.search(text, at.sentence_start, at.sentence_end) is not None,
        abroad=elsewhere is not None and words[elsewhere.start(1)] == 1,
        bare=at.governs,
    )


def _whole(
    pattern: re.Pattern[str], text: str, words: bytes, start: int, end: int, lexicon: MoodLexicon
) -> Iterator[re.Match[str]]:
    """The words of the pattern that stand by themselves: 要 in 都要加快, not in 主要; 不能 not in 不能适应."""
    for found in pattern.finditer(text, start, end):
        alone = words[found.start()] and words[found.end()]
        quoted = text.rfind("“", start, found.start()) > text.rfind("”", start, found.start())
        described = text[found.start() - 1] == "所"
        if alone and not (quoted or described) and lexicon.lacking.match(text, found.start(), end) is None:
            yield found


def _told(text: str, words: bytes, at: Place, lexicon: MoodLexicon) -> bool:
    """Whether a word of the clause itself, not of an attribute in it, tells: 已经建成 does, 已有的项目 does not."""
    for found in _DONE.finditer(text, at.start, at.end):
        if found.start() <= at.verb_end or not (at.governs or "的" in text[found.end() : at.end]):
            return True
    for found in lexicon.telling.finditer(text, at.start, at.end):
        if not (words[found.start()] and words[found.end()]):
            continue
        if found[0] == "正在" and at.verb_end < at.end and not lexicon.becoming.search(text, found.end(), at.verb_end):
            continue  # a work in hand is a task still: 正在编制规划
        taken = at.governs and found.start() == at.verb_end
        behind = at.verb_end <= found.start() and (taken or "的" in text[found.end() : at.end])
        before = found.end() <= at.verb_start and "的" in text[found.end() : at.verb_start]
        describes = text.startswith("的", at.verb_end) or lexicon.pressing.search(text, at.start, found.start())
        if not (behind or before or describes):
            return True
    return False


def _led(text: str, at: Place, marks: Marks, lexicon: MoodLexicon) -> tuple[bool, bool, bool]:
    """Whether the sentence up to the clause looks back, whether it asks, and whether it asks or intends.

    The later word leads: 过去重视不够，今后要… asks. What is told since ends the asking.
    """
    since, start = at.sentence_start, at.start
    back = max((stop for place, stop in marks.backs if place < at.verb_start and stop <= at.end), default=-1)
    asking = [place for place in marks.asking if place < start]
    asked = max(asking, default=-1)
    # 坚持政策要稳 holds a demand and makes none.
    carried = max((place for place in asking if not _held(text, since, place, lexicon)), default=-1)
    meant = max((place for place in marks.intending if place < start), default=-1)
    forth = max((place for place in marks.forths if back <= place < at.verb_start), default=-1)
    told = asked >= 0 and _DONE.search(text, asked, start) is not None
    return back > max(asked, meant, forth), carried > back and not told, max(asked, meant) > back


def _held(text: str, since: int, place: int, lexicon: MoodLexicon) -> bool:
    """Whether a word that asks stands in what another word quotes: 坚持政策|要稳."""
    marks = [found.end() for found in _STRETCH.finditer(text, since, place)]
    return lexicon.quoting.search(text, max(marks, default=since), place) is not None


def _complains(text: str, at: Place, lexicon: MoodLexicon) -> bool:
    """Whether the clause says what goes badly: 效益|很差, 仍存在漏洞; 解决|困难 does not."""
    start, end = at.start, at.end
    lacking = lexicon.lacking.search(text, start, end)
    if lacking is not None:
        # 建设新港的问题|未能解决 says it of the noun behind 的, 解决|未能落实的问题 of an object.
        headed = "的" in text[at.verb_end : lacking.start()] and "的" not in text[lacking.end() : end]
        if not at.governs or lacking.start() <= at.verb_start or headed:
            return True
    bad = lexicon.bad.search(text, start, end)
    if bad is not None and lexicon.remedies.search(text, start, bad.start()) is not None:
        bad = None
    # 效益|十分低下, 货币过量发行|以及支出膨胀; but 理解|别人的困难
    if bad and (at.verb_end >= bad.start() or lexicon.degree.fullmatch(text, at.verb_end, bad.start())):
        return True
    verb = text[at.verb_start : at.verb_end].rstrip("了着过")
    if verb not in lexicon.befalling or lexicon.trouble.search(text, start, end) is None:
        return False
    return lexicon.remedies.search(text, start, at.verb_start) is None


def _remarks(text: str, words: bytes, at: Place, lexicon: MoodLexicon, *, asks: bool, told: bool) -> bool:
    """Whether the clause only says what something is or means: 这是农村的新变化, 标志着…, 考虑了需要和可能.

    What names the task (重点是发展电力) is none.
    """
    verb = text[at.verb_start : at.verb_end].rstrip("了着过")
    if verb in lexicon.remarks or (told and verb in lexicon.grounds):
        return True
    if asks:
        return False
    if told and (lexicon.pointing.match(text, at.start, at.end) or _WHEN.search(text, at.start, at.end)):
        return True
    for found in _EQUATION.finditer(text, at.start, at.end):
        if words[found.end()] and not (at.governs and found.start() >= at.verb_end):
            return not _names_task(text, at, found, lexicon)
    return False


def _names_task(text: str, at: Place, equation: re.Match[str], lexicon: MoodLexicon) -> bool:
    """Whether 是 names a task: 首要任务，就是|增加出口; 这是|增加出口的重要途径 judges one."""
    before = text[at.sentence_start : equation.start()].rstrip("就也都正仍又既即")
    own = at.sentence_start + len(before) > at.start  # the clause has a subject of its own
    stretch = re.split("[，；：。]", before.rstrip("，"))[-1]
    if text.endswith("的", at.start, at.end) or ("是" in stretch and not own):
        return False
    if lexicon.tasks.search(stretch) is not None:
        return True
    led = own or text[equation.start() - 1] == "就"
    urged = led and lexicon.urging.match(text, equation.end(), at.end) is not None
    return urged and lexicon.verdict.search(text, at.start, at.end) is None
