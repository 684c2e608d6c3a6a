"""What a clause is to the report: done, promised or background; how far done, how firmly promised, by when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from report_parser.clauses.cues import SIGN, Cues
from report_parser.clauses.standing import ASKED_OF, TOLD, Passage, Place, Standing
from report_parser.document import BackgroundReason, Kind, Modality, SectionKind, Status

Condition = Callable[[Standing], bool]

_REVIEW: tuple[SectionKind, ...] = ("review",)
_PLAN: tuple[SectionKind, ...] = ("plan", "targets", "self_governance", "annex", "requirements")
_PARTS = _REVIEW + _PLAN
_CLOSING: tuple[SectionKind, ...] = ("closing",)
_ELSEWHERE: tuple[SectionKind, ...] = ("opening", "problems", "closing", "glossary", "boilerplate")
_BY_SECTION: dict[SectionKind, Kind] = {
    **dict.fromkeys(_REVIEW, "achievement"),
    **dict.fromkeys(_PLAN, "commitment"),
    **dict.fromkeys(_ELSEWHERE, "background"),
}
_REASONS: dict[SectionKind, BackgroundReason] = {
    "opening": "remark",
    "problems": "problem",
    "closing": "remark",
    "glossary": "definition",
    "boilerplate": "remark",
}
_MODALITIES: tuple[Modality, ...] = ("must", "strive", "encourage")
_FIRM = SIGN["must"] | SIGN["strive"] | SIGN["encourage"]


@dataclass(frozen=True, slots=True)
class KindRule:
    """A rule of `KIND_RULES`: the kind of a clause in one of `sections` for which each of `needs` holds and none of
    `never`. Several conditions in brackets stand for any of them.

    `example` is a sentence whose last clause the rule decides, in the first of its sections; `near_miss` one whose
    last clause it does not. `reason` tells why a clause is background.
    """

    name: str
    kind: Kind
    sections: tuple[SectionKind, ...]
    needs: tuple[Condition | tuple[Condition, ...], ...]
    never: tuple[Condition, ...]
    example: str
    near_miss: str = ""
    reason: BackgroundReason | None = None

    def wanted(self) -> tuple[int, ...]:
        """The signs of which a clause has to have one for each need; a need that no sign tells of is left out."""
        asked = [(need,) if callable(need) else need for need in self.needs]
        return tuple(reduce(or_, map(_SIGNS.__getitem__, need)) for need in asked if _SIGNS.keys() >= set(need))

    def unwanted(self) -> int:
        """The signs of which it may have none."""
        return sum(TOLD.get(ban, 0) for ban in self.never)

    def holds(self, clause: Standing) -> bool:
        """Whether the rule decides a clause of one of its sections; asked so often that any() would cost too much."""
        for need in self.needs:
            if callable(need):
                if not need(clause):
                    return False
            else:
                for one in need:
                    if one(clause):
                        break
                else:
                    return False
        for ban in self.never:  # noqa: SIM110
            if ban(clause):
                return False
        return True


_SIGNS = {**ASKED_OF, **TOLD}
_ASIDE: tuple[Condition, ...] = (
    Standing.remarks,
    Standing.announces,
    Standing.complains,
    Standing.supposes,
    Standing.hinges,
)
"""A clause neither promises nor reports that explains, or opens what is said next."""

# The first row that holds decides. Where a part of the report is not named here, its row at the end does.
KIND_RULES: tuple[KindRule, ...] = (
    KindRule(
        "demand in closing",
        "commitment",
        sections=_CLOSING,
        needs=((Standing.asks, Standing.intends, Standing.asked),),
        never=(
            Standing.numeric,
            *_ASIDE,
            Standing.appeals,
            Standing.abroad,
            Standing.ideology,
            Standing.rhetoric,
        ),
        example="要坚决打击走私。",
        near_miss="让我们团结起来，要去夺取新的胜利。",
    ),
    KindRule(
        "planned column",
        "commitment",
        sections=_PARTS,
        needs=(Standing.in_planned_column,),
        never=(),
        example="指标\t2023年完成\t2024年目标\n粮食产量\t4万吨\t5万吨",
        near_miss="指标\t2023年完成\t比上年\n粮食产量\t4万吨\t5万吨",
    ),
    KindRule(
        "done column",
        "achievement",
        sections=_PLAN,
        needs=(Standing.in_done_column,),
        never=(),
        example="指标\t2024年目标\t2023年完成\n粮食产量\t5万吨\t4万吨",
        near_miss="指标\t2023年完成\t2024年目标\n粮食产量\t4万吨\t5万吨",
    ),
    KindRule(
        "announced",
        "commitment",
        sections=_REVIEW,
        needs=(Standing.listed,),
        never=(Standing.perfective,),
        example="县政府决定采取以下措施：\n一是修缮校舍。",
        near_miss="县政府决定采取以下措施：\n一是修缮了校舍。",
    ),
    KindRule(
        "problems",
        "background",
        sections=_REVIEW,
        needs=(Standing.among_problems,),
        never=(),
        example="发展中还存在不少短板。财源不广。",
        near_miss="发展中还存在不少短板。\n财源拓宽。",
        reason="problem",
    ),
    KindRule(
        "thanks",
        "background",
        sections=_PARTS,
        needs=(Standing.thanks,),
        never=(),
        example="我代表县政府，向大家表示感谢。",
        near_miss="我代表县政府，向大家作报告。",
        reason="remark",
    ),
    KindRule(
        "question",
        "background",
        sections=_PARTS,
        needs=(Standing.questions,),
        never=(Standing.numeric,),
        example="怎样扩大灌溉面积呢？",
        near_miss="怎样扩大灌溉面积的问题解决了。",
        reason="remark",
    ),
    KindRule(
        "view",
        "background",
        sections=_PARTS,
        needs=(Standing.holds_view,),
        never=(Standing.numeric, Standing.asks, Standing.intends),
        example="我们主张各乡自办水利。",
        near_miss="要主张各乡自办水利。",
        reason="remark",
    ),
    KindRule(
        "supposition",
        "background",
        sections=_PARTS,
        needs=(Standing.supposes,),
        never=(),
        example="如果占用菜地。",
        near_miss="即使条件具备，也必须控制用地。",
        reason="remark",
    ),
    KindRule(
        "condition",
        "background",
        sections=_PLAN,
        needs=(Standing.hinges,),
        never=(),
        example="只要大家齐心，粮食就能自给。",
        near_miss="大家都齐心，粮食够吃。",
        reason="remark",
    ),
    KindRule(
        "ideology",
        "background",
        sections=_PARTS,
        needs=(Standing.ideology,),
        never=(Standing.numeric,),
        example="弘扬创业精神。",
        near_miss="弘扬创业精神的活动办了12场。",
        reason="ideology",
    ),
    KindRule(
        "idiom",
        "background",
        sections=_REVIEW,
        needs=(Standing.idiom,),
        never=(),
        example="我们攻坚克难。",
        near_miss="产业提档升级。",
        reason="ideology",
    ),
    KindRule(
        "year named",
        "background",
        sections=_PARTS,
        needs=(Standing.names_a_year,),
        never=(),
        example="这一年是攻坚克难的一年。",
        near_miss="这一年是丰收年。",
        reason="remark",
    ),
    KindRule(
        "equation",
        "background",
        sections=_REVIEW,
        needs=(Standing.equates,),
        never=(Standing.numeric,),
        example="水利是农业的命脉。",
        near_miss="水利是各乡办起来的，产量增加12%。",
        reason="remark",
    ),
    KindRule(
        "conjecture",
        "background",
        sections=_PLAN,
        needs=(Standing.conjectures,),
        never=(Standing.numeric,),
        example="过量用水势必引发沉降。",
        near_miss="防范可能引发的沉降。",
        reason="remark",
    ),
    KindRule(
        "foreseen",
        "background",
        sections=_REVIEW,
        needs=(Standing.foresees,),
        never=(Standing.numeric,),
        example="县城即将迎来高铁。",
        near_miss="县城迎来高铁。",
        reason="context",
    ),
    KindRule(
        "rhetoric",
        "background",
        sections=_PLAN,
        needs=(Standing.rhetoric,),
        never=(Standing.numeric,),
        example="谱写兴县富民新篇章。",
        near_miss="编写兴县富民新教材。",
        reason="ideology",
    ),
    KindRule(
        "others",
        "background",
        sections=_PARTS,
        needs=(Standing.others,),
        never=(Standing.numeric, Standing.joint),
        example="世界经济复苏乏力。",
        near_miss="县域经济复苏加快。",
        reason="others",
    ),
    KindRule(
        "superiors",
        "background",
        sections=_PARTS,
        needs=(Standing.superiors,),
        never=(Standing.numeric, Standing.national),
        example="国务院批准设立新区。",
        near_miss="县里设立新区。",
        reason="others",
    ),
    KindRule(
        "figure ahead",
        "commitment",
        sections=_PLAN,
        needs=(Standing.numeric, Standing.ahead),
        never=(),
        example="去年增产一成，今年计划增产12%。",
        near_miss="去年增产12%。",
    ),
    KindRule(
        "remark",
        "background",
        sections=_PLAN,
        needs=((Standing.announces, Standing.remarks),),
        never=(Standing.numeric,),
        example="农业是城市繁荣的基础。",
        near_miss="首要任务是增产化肥。",
        reason="remark",
    ),
    KindRule(
        "demand in plan",
        "commitment",
        sections=_PLAN,
        needs=((Standing.asks, Standing.intends),),
        never=(Standing.numeric,),
        example="要抓紧解决尚未落实的问题。",
        near_miss="问题尚未根本解决。",
    ),
    KindRule(
        "promise",
        "commitment",
        sections=_REVIEW,
        needs=(Standing.promises,),
        never=(),
        example="大桥将于明年通车。",
        near_miss="大桥于去年通车。",
    ),
    KindRule(
        "plan",
        "commitment",
        sections=_REVIEW,
        needs=(Standing.planned, Standing.numeric),
        never=(Standing.perfective, Standing.past),
        example="计划草案拟定，工业总产值增长11%。",
        near_miss="计划草案拟定以后，工业总产值增长了11%。",
    ),
    KindRule(
        "complaint",
        "background",
        sections=_PARTS,
        needs=(Standing.complains,),
        never=(),
        example="一些厂矿管理不善。",
        near_miss="一些厂矿改变了管理不善的状况。",
        reason="problem",
    ),
    KindRule(
        "time past",
        "achievement",
        sections=_PLAN,
        needs=(Standing.numeric, Standing.past),
        never=(),
        example="去年粮食增产12%。",
        near_miss="今年粮食增产12%。",
    ),
    KindRule(
        "done already",
        "achievement",
        sections=_PLAN,
        needs=(Standing.numeric, (Standing.perfective, Standing.already)),
        never=(),
        example="劳动生产率已提高29%。",
        near_miss="劳动生产率提高29%。",
    ),
    KindRule(
        "told of others",
        "background",
        sections=_PLAN,
        needs=((Standing.tells, Standing.looks_back), Standing.abroad),
        never=(Standing.numeric,),
        example="帝国主义加紧了封锁。",
        near_miss="我国同各国的贸易有了发展。",
        reason="others",
    ),
    KindRule(
        "told",
        "achievement",
        sections=_PLAN,
        needs=(Standing.tells,),
        never=(Standing.numeric,),
        example="承包办法已从几个乡扩展到全县各乡。",
        near_miss="加快已开工道路的施工进度。",
    ),
    KindRule(
        "looking back",
        "achievement",
        sections=_PLAN,
        needs=(Standing.looks_back,),
        never=(),
        example="这几年，县里的集市越办越旺，农副产品供应充足。",
        near_miss="要使县里的集市越办越旺，农副产品供应充足。",
    ),
    KindRule(
        "abroad",
        "background",
        sections=_PLAN,
        needs=(Standing.abroad, Standing.speaks),
        never=(Standing.numeric, Standing.asks, Standing.intends, Standing.ahead),
        example="发达国家控制着市场。",
        near_miss="同发达国家扩大贸易。",
        reason="others",
    ),
    KindRule(
        "described",
        "background",
        sections=_PLAN,
        needs=(Standing.described,),
        never=(Standing.numeric,),
        example="粮食供应比较充足，但是仓库不够用。",
        near_miss="粮食供应要比较充足，但是不能铺张。",
        reason="context",
    ),
    KindRule(
        "five-year plan",
        "commitment",
        sections=_REVIEW,
        needs=(
            Standing.planning,
            (Standing.numeric, Standing.ahead),
        ),
        never=(Standing.counted, Standing.past),
        example="第十四个五年计划已经编制，粮食预计增产。",
        near_miss="第十四个五年计划已经编制，粮食增产。",
    ),
    KindRule(
        "time beyond",
        "commitment",
        sections=_REVIEW,
        needs=(Standing.numeric, Standing.beyond),
        never=(Standing.counted,),
        example="到2030年粮食增产12%。",
        near_miss="到2022年粮食增产12%。",
    ),
    KindRule(
        "time ahead",
        "commitment",
        sections=_REVIEW,
        needs=((Standing.numeric, Standing.ahead), Standing.time_ahead),
        never=(Standing.counted,),
        example="2024年粮食增产12%。",
        near_miss="2024年粮食已增产12%。",
    ),
    KindRule(
        "words ahead",
        "commitment",
        sections=_REVIEW,
        needs=(Standing.turnless, Standing.ahead),
        never=(Standing.counted,),
        example="粮食预计增产。",
        near_miss="主要作物增产。",
    ),
    KindRule(
        "demand in review",
        "commitment",
        sections=_REVIEW,
        needs=(Standing.asks,),
        never=(Standing.numeric, Standing.perfective, Standing.tells, *_ASIDE),
        example="各乡务必修好水渠。",
        near_miss="各乡修好水渠。",
    ),
    KindRule(
        "demand carried on",
        "commitment",
        sections=_REVIEW,
        needs=(Standing.bare, Standing.asked),
        never=(Standing.numeric, Standing.perfective, Standing.tells, *_ASIDE),
        example="各乡务必修好水渠，扩大灌溉面积。",
        near_miss="坚持收支要平衡，压缩各项开支。",
    ),
    *(
        KindRule(
            f"section:{section}",
            kind,
            sections=(section,),
            needs=(),
            never=(),
            example="新建农贸市场。",
            reason=_REASONS.get(section),
        )
        for section, kind in _BY_SECTION.items()
    ),
)
# Where a sentence has promised, a clause with figures and no object of its own goes on: 总产值拟定为…亿元，比上年增长….
SAME_SENTENCE = KindRule(
    "same sentence",
    "commitment",
    sections=_REVIEW,
    needs=(),
    never=(),
    example="粮食产量预计达到50万吨，增长12%。",
    near_miss="粮食产量达到50万吨，增长12%。",
)
_ROWS: dict[SectionKind, tuple[KindRule, ...]] = {
    section: tuple(row for row in KIND_RULES if section in row.sections) for section in _BY_SECTION
}
_TELLING: dict[SectionKind, int] = {
    section: reduce(or_, (sign for row in rows for sign in (*row.wanted(), row.unwanted())), 0)
    for section, rows in _ROWS.items()
}
"""The signs that tell rows of a section apart."""


@lru_cache(maxsize=4096)
def _possible(section: SectionKind, signs: int) -> tuple[KindRule, ...]:
    """The rows of a section that can decide a clause with these signs; most are out."""
    rows = (row for row in _ROWS[section] if not signs & row.unwanted())
    return tuple(row for row in rows if all(signs & wanted for wanted in row.wanted()))


def decide(cues: Cues, passage: Passage, place: Place, signs: int, *, continued: bool) -> KindRule:
    """The rule that tells the kind of a clause by its `signs` and words: 弘扬创业精神 -> ideology, background.

    `continued` where the clause goes on with what its sentence has just promised.
    """
    rows = _possible(passage.section, signs & _TELLING[passage.section])
    decisive = rows[-1]  # that of the section itself, which holds for any clause
    if len(rows) > 1:
        clause = Standing(cues, passage, place)
        for row in rows:
            if row.holds(clause):
                decisive = row
                break
    return SAME_SENTENCE if continued and decisive.kind == "achievement" else decisive


def status_of(cues: Cues, action: str, start: int, verb_end: int) -> Status:
    """How far an achievement is: 开工建设 -> started; 持续推进 -> ongoing; 获评 -> recognised; 建成 -> completed.

    `start`..`verb_end` is its clause up to its verb.
    """
    words = cues.lexicon.words
    if action in words["recognised"]:
        return "recognised"
    if action in words["started"]:
        return "started"
    if action in words["ongoing"] or "持续" in cues.text[start:verb_end]:
        return "ongoing"
    return "completed"


def modality_of(cues: Cues, start: int, verb_end: int) -> Modality:
    """How firm a promise is, by its verb and the adverbs before it: 确保实际利用外资 -> must."""
    if not cues.signs(start, verb_end) & _FIRM:
        return "plan"
    found = [(hit.start, -hit.end, name) for name in _MODALITIES if (hit := cues.first(name, start, verb_end))]
    return min(found)[2] if found else "plan"
