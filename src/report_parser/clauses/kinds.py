"""What a clause is to the report: done, promised or background; how far done, how firmly promised, by when."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from report_parser.clauses.cues import Mood
from report_parser.document import Kind, Modality, SectionKind, Status
from report_parser.facts.periods import Tense
from report_parser.rules import Rules
from report_parser.words.patterns import any_of as alternation

_BY_SECTION: dict[SectionKind, Kind] = {
    "review": "achievement",
    "plan": "commitment",
    "targets": "commitment",
    "self_governance": "commitment",
    "annex": "commitment",
    "requirements": "commitment",
}
_DEADLINE = re.compile(
    r"(?:到|在|于)?(20\d\d|19\d\d)年(?:底|末|前|底前|年底|年末)?|(年底前?|年内|上半年|下半年|[一二三四]季度|\d{1,2}月底?前)"
)
_DEADLINE_MARKS = frozenset("年季月")


Cue = Literal["problems", "thanks", "promises", "responsible", "announced", "plans"]


class Setting(NamedTuple):
    """What is known around a clause: whether the report is the nation's, has no turn from review to plan, is about a
    five-year plan, and the time that the clause speaks of."""

    national: bool
    turnless: bool
    planning: bool
    tense: Tense


@dataclass(frozen=True, eq=False, slots=True)
class KindLexicon:
    """The cues of kind, status and modality, compiled."""

    cues: Mapping[str, Cue]
    cue: re.Pattern[str]
    ideology: re.Pattern[str]
    rhetoric: re.Pattern[str]
    others: re.Pattern[str]
    superiors: re.Pattern[str]
    ourselves: re.Pattern[str]
    already: re.Pattern[str]
    ahead: re.Pattern[str]
    started: frozenset[str]
    ongoing: frozenset[str]
    recognised: frozenset[str]
    modalities: Mapping[str, Modality]
    modality: re.Pattern[str]
    outcomes: re.Pattern[str]
    responsible: re.Pattern[str]
    announcing: re.Pattern[str]


@lru_cache(maxsize=8)
def kind_lexicon(rules: Rules) -> KindLexicon:
    """The compiled cues of these rules, once per rules."""
    ours = rules.actions
    cues: dict[str, Cue] = {
        **dict.fromkeys(ours.promises, "promises"),
        **dict.fromkeys(ours.thanks, "thanks"),
        **dict.fromkeys(ours.problems, "problems"),
        **dict.fromkeys(ours.responsible, "responsible"),
        **dict.fromkeys(ours.plans, "plans"),
    }
    modalities: dict[str, Modality] = {
        **dict.fromkeys(ours.encourage, "encourage"),
        **dict.fromkeys(ours.strive, "strive"),
        **dict.fromkeys(ours.must, "must"),
    }
    return KindLexicon(
        cues=cues,
        cue=re.compile(alternation(cues)),
        ideology=re.compile(alternation(ours.ideology)),
        rhetoric=re.compile(alternation(ours.rhetoric)),
        others=re.compile(alternation(ours.others)),
        superiors=re.compile(alternation(ours.superiors)),
        ourselves=re.compile(rf"{alternation(ours.others)}[、和]{alternation(ours.superiors)}"),
        already=re.compile(alternation(ours.already)),
        ahead=re.compile(alternation(ours.ahead)),
        started=frozenset(ours.started),
        ongoing=frozenset(ours.ongoing),
        recognised=frozenset(ours.recognised),
        modalities=modalities,
        modality=re.compile(alternation(modalities)),
        outcomes=re.compile(alternation(ours.outcomes)),
        announcing=re.compile(rf"{alternation(ours.announcing)}[^。；]{{0,30}}{alternation(ours.announced)}[：:]\s*$"),
        responsible=re.compile(rf"[（(]?{alternation(ours.responsible)}[：:]([^，。；\n（）()]+)[）)]?"),
    )


def cues_in(text: str, lexicon: KindLexicon) -> list[tuple[int, Cue]]:
    """Where the text owns up to problems, gives thanks, promises, or names who is responsible, in one scan."""
    return [(found.start(), lexicon.cues[found[0]]) for found in lexicon.cue.finditer(text)]


def kind_of(
    text: str,
    start: int,
    end: int,
    section: SectionKind,
    cues: Collection[Cue],
    lexicon: KindLexicon,
    setting: Setting,
    mood: Mood,
    *,
    numeric: bool,
    perfective: bool,
    already: bool,
) -> tuple[Kind, str]:
    """The kind of the clause and the rule that decides: 深入学习贯彻… -> background, ideology.

    `cues` are those of its sentence, `problems` where its paragraph has come to them, and `announced` where it is an
    item of a list of measures to be taken. `perfective` tells a verb with 了, `already` a clause with 已.
    """
    base = _BY_SECTION.get(section)
    if base is None:
        asked = (
            section == "closing" and not numeric and (mood.asks or mood.intends or mood.asked) and not _is_aside(mood)
        )
        if (
            asked
            and not (mood.appeals or mood.abroad)
            and not lexicon.ideology.match(text, start, end)
            and not lexicon.rhetoric.match(text, start, end)
        ):
            return "commitment", "words ahead"
        return "background", f"section:{section}"
    if "announced" in cues and base == "achievement" and not perfective:
        return "commitment", "announced"
    if "problems" in cues and section == "review":
        return "background", "problems"
    if "thanks" in cues:
        return "background", "thanks"
    if mood.supposes or (mood.hinges and base == "commitment"):
        return "background", "supposition"
    if not numeric:
        if lexicon.ideology.match(text, start, end) or (
            section != "review" and lexicon.rhetoric.match(text, start, end)
        ):
            return "background", "ideology"
        joint = setting.national and lexicon.ourselves.match(text, start, end)
        if (lexicon.others.match(text, start, end) and not joint) or (
            not setting.national and lexicon.superiors.match(text, start, end)
        ):
            return "background", "others"
    if base == "commitment":
        if numeric:
            return _numeric_in_plan(text, start, end, section, lexicon, setting, mood, perfective, already)
        return _in_plan(section, mood)
    ahead = lexicon.ahead.search(text, start, end) is not None
    found = lexicon.cue.search(text, start, end) if "promises" in cues else None
    if found is not None and lexicon.cues[found[0]] == "promises":
        return "commitment", "promise"
    if "plans" in cues and numeric and not perfective and setting.tense != "past":
        return "commitment", "plan"
    if mood.complains:
        return "background", "complaint"
    perfective = perfective or (numeric and already)
    if setting.planning and not perfective and setting.tense in ("ahead", "beyond", "open") and (numeric or ahead):
        return "commitment", "five-year plan"
    if setting.tense == "beyond" and numeric and not perfective:
        return "commitment", "time beyond"
    if setting.tense == "ahead" and (ahead or numeric) and not perfective:
        return "commitment", "time ahead"
    if ahead and setting.turnless and not perfective:
        return "commitment", "words ahead"
    if not (numeric or perfective or mood.tells or _is_aside(mood)) and (mood.asks or (mood.asked and mood.bare)):
        return "commitment", "words ahead"
    return base, f"section:{section}"


def _is_aside(mood: Mood) -> bool:
    """Whether a clause neither promises nor reports: it explains, or opens what is said next."""
    return mood.remarks or mood.announces or mood.complains or mood.supposes or mood.hinges


def _in_plan(section: SectionKind, mood: Mood) -> tuple[Kind, str]:
    """The kind of a clause without figures that stands among promises: 这几年市场供应日益充裕 -> achievement."""
    if mood.announces or mood.remarks:
        return "background", "remark"
    if mood.asks or mood.intends:
        return "commitment", f"section:{section}"
    if mood.complains:
        return "background", "complaint"
    if mood.tells or mood.looks_back:
        return ("background", "others") if mood.abroad else ("achievement", "told")
    return "commitment", f"section:{section}"


def _numeric_in_plan(
    text: str,
    start: int,
    end: int,
    section: SectionKind,
    lexicon: KindLexicon,
    setting: Setting,
    mood: Mood,
    perfective: bool,
    already: bool,
) -> tuple[Kind, str]:
    """The kind of a clause with figures that stands among promises: 去年增产了三成 -> achievement."""
    if lexicon.ahead.search(text, start, end) is not None:
        return "commitment", f"section:{section}"
    if mood.complains:
        return "background", "complaint"
    if setting.tense == "past":
        return "achievement", "time past"
    if perfective or already:
        return "achievement", "done already"
    if mood.looks_back:
        return "achievement", "told"
    return "commitment", f"section:{section}"


def status_of(action: str, lead: str, lexicon: KindLexicon) -> Status:
    """How far an achievement is: 开工建设 -> started, 持续推进 -> ongoing, 获评 -> recognised, 建成 -> completed."""
    if action in lexicon.recognised:
        return "recognised"
    if action in lexicon.started:
        return "started"
    if action in lexicon.ongoing or "持续" in lead:
        return "ongoing"
    return "completed"


def modality_of(lead: str, lexicon: KindLexicon) -> Modality:
    """How firm a promise is, by its verb and the adverbs before it: 确保实际利用外资 -> must."""
    found = lexicon.modality.search(lead)
    return lexicon.modalities[found[0]] if found is not None else "plan"


def deadline_of(text: str, start: int, end: int, plan_year: int | None) -> int | None:
    """The year by which a promise falls due: 到2027年 -> 2027, 年底前 -> the plan's year."""
    found = _DEADLINE.search(text, start, end) if not _DEADLINE_MARKS.isdisjoint(text[start:end]) else None
    if found is None:
        return None
    return int(found[1]) if found[1] else plan_year
