"""What a head says of its place: the characters before 第N届人民代表大会, 人民政府, 市长 and 政府工作报告.

In goes folded text, out come claims, best evidence first. A claim is no place yet: 月30日在甲市 holds one, 我代表县
has only the rank of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from report_parser.digits import ONE_TO_NINE
from report_parser.rules import Rules
from report_parser.rules.divisions import Division
from report_parser.words.patterns import any_of

NAME_LIMIT = 22  # 省, 州 and county names together are no longer
NAME_BREAK = "省市县区州旗盟"
NUMBER = rf"[{ONE_TO_NINE}十\d]{{1,4}}"
MEETING = re.compile(rf"第?{NUMBER}届\n?(?:全国)?(?:人民代表大会|人大)(?:常务委员会)?\n?第?{NUMBER}次(?:全体)?会议")
CJK_RUN = re.compile(r"([\u4e00-\u9fff]+)(?:\d{4}年度?)?$")
DATE_END = "年月日"
RANK = f"[{NAME_BREAK}镇乡]"
# A rank written twice means the whole place: 中卫市|市政府, 赵县|县人民政府.
OWN_RANK = "(?:" + "|".join(f"(?<={rank}){rank}" for rank in "省市县区州旗盟镇乡") + ")?"
GOVERNMENT = re.compile(f"{OWN_RANK}(?:人民政府|管理委员会|管委会)")
REPORT = re.compile(f"{OWN_RANK}(?:(?:人民)?政府工作(?:的)?报告|报告政府工作)")
# Who speaks for a government names it or its rank: 我代表|某县|人民政府, 受|市|人民政府委托.
DECLARED = re.compile(rf"(?:代表|受)(?P<name>[\u4e00-\u9fff]{{0,{NAME_LIMIT}}}?)(?:人民政府|政府|管理委员会|管委会)")


class Claim(NamedTuple):
    """What may name the place, and where it stands."""

    text: str
    start: int
    end: int


NOWHERE = Claim("", 0, 0)


@dataclass(frozen=True, slots=True)
class _Forms:
    office: re.Pattern[str]
    source: re.Pattern[str]
    lead: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(rules: Rules) -> _Forms:
    words = rules.headings.masthead
    return _Forms(
        office=re.compile(any_of(words.offices)),
        source=re.compile(
            rf"^[^\n]{{0,4}}(?:{any_of(rules.headings.paragraph_cues.get('boilerplate', ()))})[^\n]*", re.M
        ),
        lead=re.compile(f"(?:{any_of(words.before_names)})$"),
    )


def place_claims(text: str, head_end: int, spot_end: int, rules: Rules) -> list[Claim]:
    """What the head `text[:head_end]` and the declaration after it say; what names the text's source comes last."""
    forms = _forms(rules)
    anchors = [match.start() for match in MEETING.finditer(text, 0, head_end)]
    anchors += [match.start() for match in GOVERNMENT.finditer(text, 0, head_end)]
    anchors += [match.start() for match in forms.office.finditer(text, 0, head_end)]
    anchors += [match.start() for match in REPORT.finditer(text, 0, head_end)]
    sources = [match.span() for match in forms.source.finditer(text, 0, head_end)]
    aside = [anchor for anchor in anchors if any(start <= anchor < end for start, end in sources)]
    declared = DECLARED.search(text, head_end, spot_end)
    claims = [_run_before(text, anchor) for anchor in anchors if anchor not in aside]
    claims += [Claim(declared.group("name"), *declared.span("name"))] if declared else []
    claims += [_run_before(text, anchor) for anchor in aside]
    return [claim for claim in claims if len(claim.text) >= 2]


def declared_rank(text: str, head_end: int, spot_end: int, rules: Rules) -> str | None:
    """The rank of the place that 我代表|县|人民政府 does not name: 县."""
    declared = DECLARED.search(text, head_end, spot_end)
    if declared is None:
        return None
    name = declared.group("name")
    ranks = [rank for endings in rules.headings.masthead.ranks.values() for rank in endings]
    return next((rank for rank in sorted(ranks, key=len, reverse=True) if name.endswith(rank)), None)


def _run_before(text: str, end: int) -> Claim:
    """The characters before a place's cue, a year between them skipped: 甲市乙区2024年政府工作报告 -> 甲市乙区."""
    since = max(0, end - NAME_LIMIT)
    run = CJK_RUN.search(text[since:end])
    return Claim(run.group(1), since + run.start(1), since + run.end(1)) if run else NOWHERE


def name_starts(claim: str, rules: Rules) -> list[int]:
    """Where a name may begin in a claim, outermost first: at its head, behind a date, behind 在, 代表 and the like."""
    forms = _forms(rules)
    return [
        start
        for start in range(len(claim))
        if start == 0 or claim[start - 1] in DATE_END or forms.lead.search(claim, 0, start)
    ]


def longest_known(claim: str, rules: Rules) -> list[Division]:
    """The divisions that the end of `claim` names in full, else a short name that is all of it."""
    table = rules.divisions
    starts = name_starts(claim, rules)
    for start in range(len(claim) - 1):
        full = table.full(claim[start:])
        # 雄安新区 is not the 新区 that a city once had: two characters are a name of their own or follow another.
        if full and (len(claim) - start > 2 or start in starts or claim[start - 1] in NAME_BREAK):
            return full
    return next((short for start in starts if (short := table.short(claim[start:]))), [])
