"""What a clause says of its own standing: asked for, told as done, complained of, or only remarked.

A report argues: among its promises it tells what was done (这几年承包责任制已扩展到多数地区), owns up to what goes
badly (但问题尚未根本解决) and explains (这是经济稳定的基础). The words of the clause and of its sentence tell which.
Nothing is looked up before a rule of `kinds` asks for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from report_parser.clauses.cues import CATEGORIES, SIGN, Cues, Hit, Reach
from report_parser.document import SectionKind
from report_parser.rules.cues import CueCategory
from report_parser.times.timeline import Tense, Timeline

# 是 that says what something is: no part of 特别是, 就是说, 是否.
_EQUATION = re.compile("(?<![别其还于但若凡可倒总求论管而只])是(?![否非])")
# What a clause of time ends with, first its last character: 完成了改造以后.
_WHEN_ENDS = ("后", "时", "候", "前")
_WHEN = re.compile("(?:以后|之后|[^之以前落今]后|时|时候|以前|之前|同时)$")
# A remark that only opens what follows is short: 必须清醒地看到，….
_SPEECH = 16
# What leads to a thing that a verb behind it handles: 对|已建成的小区进行改造.
_HANDLES = frozenset("对把将为")
# What ends a question.
_QUESTION = ("？", "?", "？”", "？\n", "?\n")
# How far what is announced may stand behind the word that announces it: 决定|采取以下|措施：.
_ANNOUNCED_WITHIN = 30
# What may stand between a task and 是: 重点|就|是.
_BEFORE_EQUATION = "就也都正仍又既即"

# The signs of a clause, told as one number before anything is asked of it: those of the cues in it, of the cues in its
# sentence, and of how it is built.
_IN_SENTENCE = len(CATEGORIES)
NUMERIC, PERFECTIVE, BARE, IDIOM, PLANNED_COLUMN, DONE_COLUMN, NATIONAL, TURNLESS, PLANNING, LISTED, DONE, EQUATED = (
    1 << 2 * len(CATEGORIES) + place for place in range(12)
)
QUESTIONED = 1 << 2 * len(CATEGORIES) + 12

# What the head of a table's column says of the figures below it.
Column = Literal["planned", "done"]


@dataclass(slots=True)
class Place:
    """Where a clause stands: itself, its verb, where what it says begins (at its verb where that opens it, else at its
    head), whether it `governs` (has no subject but an object), has figures (`numeric`), or 了 behind its verb, whether
    it is nothing but an `idiom`, and what the head of its `column` says where it stands in a table; `verb` is the verb
    without its particle. `spoken_of` tells that its sentence has named a subject."""

    start: int
    end: int
    verb_start: int
    verb_end: int
    said_from: int
    governs: bool
    numeric: bool
    perfective: bool
    idiom: bool
    column: Column | None
    verb: str
    spoken_of: bool


class Setting(NamedTuple):
    """What is known around every clause: whether the report is the nation's, has no turn from review to plan, is about
    a five-year plan, and its times."""

    national: bool
    turnless: bool
    planning: bool
    timeline: Timeline

    def signs(self) -> int:
        """What of it is a sign of every clause."""
        told = ((self.national, NATIONAL), (self.turnless, TURNLESS), (self.planning, PLANNING))
        return sum(sign for holds, sign in told if holds)


class Passage:
    """A sentence with its section: what its words ask for, mean, and look back on, found once for all its clauses.

    `listed` where it is an item of a list of measures to be taken, which a sentence before it announces. Its paragraph
    is `paragraph`..`paragraph_end`.
    """

    __slots__ = ("_asking", "_backs", "_cues", "_forths", "_hits", "_intending", "_openings", "_spoken_of", "_unheld",
                 "end", "listed", "paragraph", "paragraph_end", "section", "setting", "signs", "start")  # fmt: skip

    def __init__(
        self,
        cues: Cues,
        setting: Setting,
        start: int,
        end: int,
        paragraph: tuple[int, int],
        section: SectionKind,
        *,
        listed: bool,
    ) -> None:
        self.setting = setting
        self.start = start
        self.end = end
        self.paragraph, self.paragraph_end = paragraph
        self._spoken_of = False
        self.section: SectionKind = section
        self.listed = listed
        self.signs = cues.signs(start, end) << _IN_SENTENCE | setting.signs() | (LISTED if listed else 0)
        if cues.may("problem", self.paragraph, end):  # it speaks for its whole paragraph
            self.signs |= _around("problem")
        if cues.may("arguing", *paragraph):
            self.signs |= _around("arguing")
        if cues.text.endswith(_QUESTION, start, end):
            self.signs |= QUESTIONED
        self._cues = cues
        self._asking: list[int] | None = None
        self._hits: dict[int, Hit] = {}
        self._unheld: list[int] = []
        self._intending: list[int] = []
        # The words that look back, and where the stretches begin that they open.
        self._backs: list[Hit] = []
        self._openings: list[int] = []
        self._forths: list[int] = []

    def led(self, clause: Place) -> tuple[bool, bool, bool]:
        """Whether the sentence up to a clause looks back, whether it asks, and whether it asks or intends.

        The later word leads: 过去重视不够，今后要… asks. What is told since ends the asking.
        """
        if self._asking is None:
            self._asking = self._find()
        backed = self._last_back(clause)
        back = backed.end if backed is not None else -1
        self._cues.note("looking_back", backed)
        asked = _last(self._asking, clause.start)
        carried = _last(self._unheld, clause.start)
        meant = max(asked, _last(self._intending, clause.start))
        forth = _last(self._forths, clause.verb_start)
        self._cues.note("asking", self._hits.get(carried))
        told = asked >= 0 and next(self._cues.done(asked, clause.start), None) is not None
        return back > max(meant, forth if forth >= back else -1), carried > back and not told, meant > back

    def _find(self) -> list[int]:
        cues, start, end = self._cues, self.start, self.end
        self._hits = {hit.start: hit for hit in cues.each("asking", start, end)}
        asking = list(self._hits)
        # 坚持政策要稳 holds a demand and makes none.
        self._unheld = [at for at in asking if not cues.any("quoting", cues.since_break(at, start), at)]
        self._intending = [hit.start for hit in cues.each("intending", start, end)]
        self._forths = [hit.start for hit in cues.each("looking_ahead", start, end)]
        for hit in cues.each("looking_back", start, end):
            if hit.start in cues.attributive:
                continue  # 巩固|去年|成果 looks at no time: it is what the task takes up
            opening = cues.since_break(hit.start, start)
            if cues.opens("looking_back", opening, hit):
                self._openings.append(opening)
                self._backs.append(hit)
        return asking

    def speaks(self, subject: bool, *, pronoun: bool) -> bool:
        """Whether a clause speaks of something: it has a `subject`, or one before it has named it by a `pronoun`.

        In a sentence that argues, any subject holds for the clauses behind it.
        """
        if pronoun or (subject and self._cues.may("arguing", self.start, self.end)):
            self._spoken_of = True
        return subject or self._spoken_of

    def _last_back(self, clause: Place) -> Hit | None:
        """The last word that looks back, of those that open a stretch up to the clause."""
        index = bisect_right(self._backs, clause.end, key=lambda hit: hit.end)
        while index > 0 and self._openings[index - 1] >= clause.verb_start:
            index -= 1
        return self._backs[index - 1] if index > 0 else None

    def announces(self) -> bool:
        """Whether the sentence announces a list of what is to be done: 决定采取以下措施：."""
        text = self._cues.text
        end = self.start + len(text[self.start : self.end].rstrip())
        if not text.endswith(("：", ":"), self.start, end):
            return False
        named = self._cues.closing("announced", self.start, end - 1)
        if named is None:
            return False
        since = max(text.rfind(mark, self.start, named.start) for mark in "。；") + 1
        since = max(since, self.start, named.start - _ANNOUNCED_WITHIN - self._cues.lexicon.longest["announcing"])
        return any(
            named.start - hit.end <= _ANNOUNCED_WITHIN for hit in self._cues.each("announcing", since, named.start)
        )


def _last(places: list[int], before: int) -> int:
    """The last of some places before another, -1 for none."""
    index = bisect_left(places, before) - 1
    return places[index] if index >= 0 else -1


def signs_of(cues: Cues, passage: Passage, place: Place) -> int:
    """The signs of a clause; the questions of `ASKED_OF` and `TOLD` name theirs."""
    start, end = place.start, place.end
    signs = passage.signs | cues.signs(start, end) | cues.lexicon.verbal.get(place.verb, 0)
    if place.numeric:
        signs |= NUMERIC
    if place.perfective:
        signs |= PERFECTIVE
    if place.governs:
        signs |= BARE
    if place.idiom:
        signs |= IDIOM
    if place.column:
        signs |= PLANNED_COLUMN if place.column == "planned" else DONE_COLUMN
    written = cues.text[start:end]
    if "了" in written:
        signs |= DONE
    if "是" in written:
        signs |= EQUATED
    return signs


class Standing:
    """A clause and what rules may ask of it. Each question is a method without arguments, answered when asked."""

    __slots__ = ("_asks", "_complains", "_cues", "_intends", "_led", "_passage", "_place", "_setting",
                 "_tells", "_tense")  # fmt: skip

    def __init__(self, cues: Cues, passage: Passage, place: Place) -> None:
        self._cues = cues
        self._passage = passage
        self._place = place
        self._setting = passage.setting
        self._asks: bool | None = None
        self._intends: bool | None = None
        self._tells: bool | None = None
        self._complains: bool | None = None
        self._led: tuple[bool, bool, bool] | None = None
        self._tense: Tense | None = None

    def _holds(self, category: CueCategory) -> bool:
        """Whether a cue speaks for it, by the direction of its category."""
        place, passage = self._place, self._passage
        reach = Reach(place.start, place.end, passage.start, passage.end, passage.paragraph)
        return self._cues.holds(category, reach)

    # --- what it is made of --------------------------------------------------------------------------------

    def numeric(self) -> bool:
        """It has figures."""
        return self._place.numeric

    def perfective(self) -> bool:
        """Its verb has 了."""
        return self._place.perfective

    def in_planned_column(self) -> bool:
        """It is a figure of a table below 2024年目标."""
        return self._place.column == "planned"

    def in_done_column(self) -> bool:
        """It is a figure of a table below 2023年完成."""
        return self._place.column == "done"

    def bare(self) -> bool:
        """It has no subject but an object."""
        return self._place.governs

    def idiom(self) -> bool:
        """It is nothing but an idiom: 迎难而上."""
        return self._place.idiom

    def speaks(self) -> bool:
        """It has a subject, or goes on with the one that its sentence has named."""
        return self._place.spoken_of

    def already(self) -> bool:
        """It has 已: 劳动生产率已提高 29%; where 已 only describes a thing it says nothing of the deed."""
        place = self._place
        hits = self._cues.each("already", place.start, place.end)
        return self._holds("already") and any(not self._describes(hit) for hit in hits)

    def _describes(self, hit: Hit) -> bool:
        """Whether a cue stands in what describes a thing, behind the verb or 对: 推进|已签约的|项目."""
        text, place = self._cues.text, self._place
        behind = place.verb_start < place.verb_end <= hit.start
        handled = text[max(place.start, hit.start - 1) : hit.start] in _HANDLES
        return (behind or handled) and "的" in text[hit.end : place.end]

    def counted(self) -> bool:
        """Its figures are told as reached, by 了 or 已."""
        return self.perfective() or (self.numeric() and self.already())

    # --- the report around it ------------------------------------------------------------------------------

    def national(self) -> bool:
        """The report is the nation's."""
        return self._setting.national

    def turnless(self) -> bool:
        """The report does not turn from review to plan."""
        return self._setting.turnless

    def planning(self) -> bool:
        """The report sets out a five-year plan."""
        return self._setting.planning

    def past(self) -> bool:
        """Its time is gone by: 去年."""
        return self._time() == "past"

    def time_ahead(self) -> bool:
        """Its time is the year planned: 明年."""
        return self._time() == "ahead"

    def beyond(self) -> bool:
        """Its time lies behind the year planned: 到2030年."""
        return self._time() == "beyond"

    def _time(self) -> Tense:
        if self._tense is None:
            place = self._place
            self._tense = self._setting.timeline.tense(place.start, place.end, self._passage.start)
        return self._tense

    def listed(self) -> bool:
        """It is an item of a list of measures that was announced."""
        return self._passage.listed

    # --- its sentence --------------------------------------------------------------------------------------

    def among_problems(self) -> bool:
        """Its paragraph owns up to problems: 面临的困难."""
        return self._holds("problem")

    def thanks(self) -> bool:
        """Its sentence gives thanks: 表示感谢."""
        return self._holds("thanks")

    def planned(self) -> bool:
        """Its sentence tells what a plan lays down: 计划草案拟定."""
        return self._holds("plan")

    def appeals(self) -> bool:
        """Its sentence appeals to those who hear it: 让我们."""
        return self._holds("appeal")

    def asked(self) -> bool:
        """A word before it in its sentence asks for it, with nothing told since."""
        return self._lead()[1]

    def looks_back(self) -> bool:
        """Its sentence looks back on time gone by: 这几年."""
        return self._lead()[0]

    def _lead(self) -> tuple[bool, bool, bool]:
        if self._led is None:
            self._led = self._passage.led(self._place)
        return self._led

    # --- its own words -------------------------------------------------------------------------------------

    def asks(self) -> bool:
        """It asks for something itself: 要, 必须."""
        if self._asks is None:
            self._asks = self._cues.any("asking", self._place.start, self._demand_end())
        return self._asks

    def intends(self) -> bool:
        """It tells what is meant to be done: 将."""
        if self._intends is None:
            self._intends = self._cues.any("intending", self._place.start, self._demand_end())
        return self._intends

    def _demand_end(self) -> int:
        """How far a demand of the clause reaches. An object may hold one of its own: 发出了|必须节约的号召."""
        place = self._place
        if "了" in self._cues.text[place.verb_end - 1 : place.verb_end + 1]:
            return place.verb_start
        return place.verb_end if place.governs else place.end

    def ahead(self) -> bool:
        """What it says has a word of the time ahead: 预计."""
        return self._cues.any("ahead", self._place.said_from, self._place.end)

    def promises(self) -> bool:
        """It is a promise, wherever it stands: 将于."""
        return self._cues.any("promise", self._place.start, self._place.end)

    def ideology(self) -> bool:
        """It opens with guiding ideology (弘扬), or upholds what those above decided: 贯彻上级决策部署."""
        place, cues = self._place, self._cues
        if cues.at("ideology", place.said_from, place.end) is not None:
            return True
        if not place.governs or self._place.verb not in cues.lexicon.words["upholding"]:
            return False
        return cues.closing("doctrine", place.verb_end, place.end) is not None

    def rhetoric(self) -> bool:
        """It opens with a word of rhetoric: 谱写."""
        return self._cues.at("rhetoric", self._place.said_from, self._place.end) is not None

    def names_a_year(self) -> bool:
        """It says what kind of year it was: 是攻坚克难的一年."""
        return self._place.verb == "是" and self._holds("year")

    def conjectures(self) -> bool:
        """It argues of what may come, and asks for nothing: 势必引发涨价."""
        told = self._cues.any("conjecture", self._place.start, self._place.verb_end)
        return told and not (self.asks() or self.intends())

    def foresees(self) -> bool:
        """It foresees what is still to come: 即将."""
        return self._holds("foreseeing")

    def others(self) -> bool:
        """It opens with others who act: 世界经济."""
        return self._cues.at("others", self._place.said_from, self._place.end) is not None

    def joint(self) -> bool:
        """It opens with leaders of whom its own government is one: 党中央、国务院 in a report of the nation."""
        start, end = self._place.said_from, self._place.end
        if not self.national():
            return False
        leaders = self._cues.at("others", start, end)
        if leaders is None or self._cues.text[leaders.end : leaders.end + 1] not in ("、", "和"):
            return False
        return self._cues.at("superiors", leaders.end + 1, end) is not None

    def superiors(self) -> bool:
        """It opens with those above a place's government: 国务院."""
        return self._cues.at("superiors", self._place.said_from, self._place.end) is not None

    def abroad(self) -> bool:
        """It opens with those abroad: 发达国家."""
        found = self._cues.opening("abroad", self._place.start, self._place.end)
        return found is not None and self._cues.words[found.start] == 1

    def announces(self) -> bool:
        """It only says that something is said: 应当看到."""
        start, end = self._place.start, self._place.end
        return end - start <= _SPEECH and self._cues.closing("speaking", start, end) is not None

    def hinges(self) -> bool:
        """It hinges on something: 只要."""
        return self._holds("condition")

    def supposes(self) -> bool:
        """It supposes something: 如果…; 实现了这个目标，|我国的面貌就会改变."""
        if self._holds("supposition"):
            return not (self.asks() and self._holds("concession"))
        place, since = self._place, self._since()
        opens = place.governs and place.verb_start - since <= 2
        return opens and self.tells() and not (self.asks() or self.intends()) and self._has_effect()

    def _has_effect(self) -> bool:
        """Whether the next clause says what follows from this one."""
        end = self._place.end
        follows = self._cues.text[end : end + 1] in ("，", ",")
        return follows and self._cues.opening("effect", end + 1, self._passage.end) is not None

    def _since(self) -> int:
        return self._cues.since_semicolon(self._place.start, self._passage.start)

    def questions(self) -> bool:
        """Its sentence is a question."""
        return bool(self._passage.signs & QUESTIONED)

    def holds_view(self) -> bool:
        """Its verb holds a view: 主张和平共处."""
        return self._place.verb in self._cues.lexicon.words["view"]

    def equates(self) -> bool:
        """It says what something is, and names no task: 质量|是|企业的生命."""
        return self._place.verb == "是" and not self.tells() and not self.asks() and self._equates()

    def described(self) -> bool:
        """It describes what its sentence speaks of, in a paragraph that argues, with nothing asked for or to come."""
        place, passage = self._place, self._passage
        if not place.spoken_of or not self._cues.any("arguing", passage.paragraph, passage.paragraph_end):
            return False
        told = self.asks() or self.intends() or self._lead()[2] or self._time() in ("ahead", "beyond")
        return not told and not self._cues.any("ahead", passage.start, place.end)

    # --- told ----------------------------------------------------------------------------------------------

    def tells(self) -> bool:
        """It tells that something is done or under way: 了, 已, 正在."""
        if self._tells is None:
            self._tells = self._has_done() or self._has_telling() or self._has_progress()
        return self._tells

    def _has_done(self) -> bool:
        """Whether 了 is the clause's own, and not one of an attribute in it."""
        place, text = self._place, self._cues.text
        for at in self._cues.done(place.start, place.end):
            if at <= place.verb_end or not (place.governs or "的" in text[at + 1 : place.end]):
                return True
        return False

    def _has_telling(self) -> bool:
        """Whether a word that tells is the clause's own: 已经建成 does, 已有的项目 does not."""
        place, text, cues = self._place, self._cues.text, self._cues
        for found in cues.each("telling", place.start, place.end):
            at_work = text.startswith("正在", found.start, found.end) and place.verb_end < place.end
            if at_work and not cues.any("becoming", found.end, place.verb_end):
                continue  # a work in hand is a task still: 正在编制规划
            taken = place.governs and found.start == place.verb_end
            behind = place.verb_end <= found.start and (taken or "的" in text[found.end : place.end])
            before = found.end <= place.verb_start and "的" in text[found.end : place.verb_start]
            describes = text.startswith("的", place.verb_end) or cues.closing("pressing", place.start, found.start)
            if not (behind or before or describes):
                return cues.note("telling", found) is not None
        return False

    def _has_progress(self) -> bool:
        """Whether the clause tells what has come of things, with nothing asked for: 工作也有很大进展."""
        place = self._place
        if self._cues.closing("progress", place.start, place.end) is None:
            return False
        if place.governs or self.asks() or self.intends() or self._lead()[2]:
            return False
        return place.start - self._since() <= 1 or "也" in self._cues.text[place.start : place.end]

    # --- complained of -------------------------------------------------------------------------------------

    def complains(self) -> bool:
        """It says what goes badly: 效益|很差, 仍存在漏洞; 解决|困难 does not."""
        if self._complains is None:
            own = self._is_lacking() or self._is_bad() or self._is_befallen()
            self._complains = own and not (self.asks() or self.intends())
        return self._complains

    def _is_lacking(self) -> bool:
        """Whether something is wanting, and not just the thing that its object names: 解决|未能落实的问题."""
        place, text = self._place, self._cues.text
        lacking = self._cues.first("lacking", place.start, place.end)
        if lacking is None:
            return False
        # 建设新港的问题|未能解决 says it of the noun behind 的.
        headed = "的" in text[place.verb_end : lacking.start] and "的" not in text[lacking.end : place.end]
        return not place.governs or lacking.start <= place.verb_start or headed

    def _is_bad(self) -> bool:
        """Whether it closes with a word that is bad: 效益|十分低下, 货币过量发行|以及支出膨胀; not 理解|别人的困难."""
        place, cues = self._place, self._cues
        bad = cues.closing("bad", place.start, place.end)
        if bad is None or cues.any("remedy", place.start, bad.start):
            return False
        degree = cues.lexicon.degree
        return place.verb_end >= bad.start or degree.fullmatch(cues.text, place.verb_end, bad.start) is not None

    def _is_befallen(self) -> bool:
        """Whether its verb brings trouble that closes it: 出现|积压现象; not 防止|出现|积压现象."""
        place, cues = self._place, self._cues
        if self._place.verb not in cues.lexicon.words["befalling"]:
            return False
        in_trouble = cues.closing("trouble", place.start, place.end) is not None
        return in_trouble and not cues.any("remedy", place.start, place.verb_start)

    # --- remarked ------------------------------------------------------------------------------------------

    def remarks(self) -> bool:
        """It only says what something is or means: 这是农村的新变化, 标志着…, 考虑了需要和可能.

        What names the task (重点是发展电力) is none.
        """
        words = self._cues.lexicon.words
        verb = self._place.verb
        if verb in words["remark"] or (verb in words["ground"] and self.tells()):
            return True
        if self.asks() or self.intends():
            return False
        return self._points_back() or self._equates()

    def _points_back(self) -> bool:
        """Whether it tells of what was said before or of when: 这些为我们创造了条件, 完成了改造以后."""
        start, end = self._place.start, self._place.end
        text = self._cues.text
        if self._cues.opening("pointing", start, end) is not None:
            return self.tells()
        return text.endswith(_WHEN_ENDS, start, end) and _WHEN.search(text, start, end) is not None and self.tells()

    def _equates(self) -> bool:
        """Whether 是 says in it what something is, and names no task."""
        place = self._place
        for found in _EQUATION.finditer(self._cues.text, place.start, place.end):
            if self._cues.words[found.end()] and not (place.governs and found.start() >= place.verb_end):
                return not self._names_task(Hit(*found.span()))
        return False

    def _names_task(self, equation: Hit) -> bool:
        """Whether 是 names a task: 首要任务，就是|增加出口; 这是|增加出口的重要途径 judges one."""
        cues, text, place, sentence = self._cues, self._cues.text, self._place, self._passage.start
        before = equation.start
        while before > sentence and text[before - 1] in _BEFORE_EQUATION:
            before -= 1
        own = before > place.start  # the clause has a subject of its own
        while before > sentence and text[before - 1] == "，":
            before -= 1
        stretch = cues.since_break(before, sentence)
        if text.endswith("的", place.start, place.end) or ("是" in text[stretch:before] and not own):
            return False
        if cues.closing("task", stretch, before) is not None:
            return True
        urged = (own or text[equation.start - 1] == "就") and cues.at("urging", equation.end, place.end) is not None
        return urged and cues.closing("verdict", place.start, place.end) is None


def _here(*categories: CueCategory) -> int:
    """The signs of cues in the clause."""
    return sum(SIGN[category] for category in categories)


def _around(*categories: CueCategory) -> int:
    """The signs of cues in its sentence."""
    return _here(*categories) << _IN_SENTENCE


TOLD: Mapping[Callable[[Standing], bool], int] = {
    Standing.numeric: NUMERIC,
    Standing.perfective: PERFECTIVE,
    Standing.bare: BARE,
    Standing.idiom: IDIOM,
    Standing.in_planned_column: PLANNED_COLUMN,
    Standing.in_done_column: DONE_COLUMN,
    Standing.national: NATIONAL,
    Standing.turnless: TURNLESS,
    Standing.planning: PLANNING,
    Standing.listed: LISTED,
    Standing.questions: QUESTIONED,
}
"""Questions to which a sign is the answer."""

_TELLING = DONE | _here("telling", "progress")
ASKED_OF: Mapping[Callable[[Standing], bool], int] = {
    Standing.already: _around("already"),
    Standing.among_problems: _around("problem"),
    Standing.thanks: _around("thanks"),
    Standing.planned: _around("plan"),
    Standing.appeals: _around("appeal"),
    Standing.asked: _around("asking"),
    Standing.looks_back: _around("looking_back"),
    Standing.asks: _here("asking"),
    Standing.intends: _here("intending"),
    Standing.ahead: _here("ahead"),
    Standing.promises: _around("promise"),
    Standing.ideology: _here("ideology", "doctrine"),
    Standing.rhetoric: _here("rhetoric"),
    Standing.names_a_year: _around("year"),
    Standing.conjectures: _here("conjecture"),
    Standing.foresees: _around("foreseeing"),
    Standing.others: _here("others"),
    Standing.superiors: _here("superiors"),
    Standing.abroad: _here("abroad"),
    Standing.announces: _here("speaking"),
    Standing.hinges: _around("condition"),
    Standing.supposes: _around("supposition", "effect"),
    Standing.holds_view: _here("view"),
    Standing.equates: EQUATED,
    Standing.described: _around("arguing"),
    Standing.tells: _TELLING,
    Standing.complains: _here("lacking", "bad", "trouble"),
    Standing.remarks: _TELLING | EQUATED | _here("remark"),
}
"""Questions to which the answer is no where a clause has none of these signs."""
