"""The shapes a numeral can have in a text, as one pattern with a named group for each.

Order decides: at each character the first shape that fits wins, so that a date is not read as a number and
一带一路 not as a quantity. What a shape means is decided in `find`.
"""

from __future__ import annotations

import re
from collections import defaultdict

from report_parser.digits import DIGITS, NOUGHTS, ONE_TO_NINE
from report_parser.numbers.numerals import ARABIC, CHINESE_NUMBER, NUMBER, PART
from report_parser.numbers.units import Units
from report_parser.rules import Rules
from report_parser.words.numbering import Numbering, numbering_of
from report_parser.words.patterns import any_of

# A shape begins with one of these characters, or with that of an item's number.
_TRIGGER = (
    rf"[\dA-Za-z{NOUGHTS}{ONE_TO_NINE}十百千万亿两几数半翻第前对负（(\[【〔［壹贰叁肆伍陆柒捌玖拾佰仟廿卅\-−－—$¥￥€£]"
)
_TRIGGER_AT = re.compile(_TRIGGER)
_CN = f"[{NOUGHTS}{ONE_TO_NINE}十百廿卅]"
_ANY_CN = f"[零{ONE_TO_NINE}十百千两几数廿卅]"
_DASH = r"(?:[-—–－~～―]{1,2}|至|到)"

# 一、二、三产 and 一、二产业: kinds of one thing, told by their numbers.
SERIES = r"第?一、二、三(?=次?产|线|类|级|期|批|号|等|标段)|(?:第|(?<=[^\n]))[一二]、[二三](?=次?产)"

# Addresses of the web, and telephone numbers: 0578-2021234, 13800001111, 400-820-1234.
_ADDRESS = r"(?:https?[:：]//|www\.)[^\s\u4e00-\u9fff，。；）”]+"
_TELEPHONE = r"(?<!\d)(?:0\d{2,3}[-—－]?\d{7,8}|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4})(?![\d.万亿])"
# A time of day: 9:30, 下午2：00.
_CLOCK = r"(?<![\d.:：比例为由成])(?:[02-9]|[01]\d|2[0-4])[:：][0-5]\d(?![\d.:：])"

# 二十届三中全会, 十五届四次、五次全会, 十九大
_CONGRESS = (
    rf"第?{_CN}{{1,3}}届{_CN}{{1,3}}[次中](?:、{_CN}{{1,3}}[次中])*(?:全体会议|全会|会议)?"
    rf"(?:、{_CN}{{1,3}}[次中](?:全会|会议)?)*"
    rf"|二?十[{ONE_TO_NINE}]大(?![类产重项行])|二十大|(?<=党的)十大"
)

# C919, PM2.5, 5G, 4G/5G, 1+N, 7+3+X, 三个100, 5·12; no name of letters is longer than the bounds below.
_CODE = (
    r"[A-Za-z]{1,24}[-—_]?\d[\dA-Za-z]*(?:\.\d+)?(?:[-/][A-Za-z]*\d+[A-Za-z]*)*"
    r"|(?:[\dA-Za-z]{1,24}\+)+[\dA-Za-z]+"
    rf"|[{ONE_TO_NINE}]个[“\"]?\d+0+(?!\d|[万亿个家])%?|(?<!\d)\d个100%"
    r"|\d+[GKgVDX](?![A-Za-z])(?:/\d+[GKgD])*|\d+A级|\d{1,2}·\d{1,2}(?![\d%万亿个])"
    rf"|{_TELEPHONE}"
)

# What closes a clause, or the end of the text.
CLAUSE_END = r"(?:[，。；、：！？,;\n）)”’\]】]|$)"

# The number that goes on with one before it, and what leads to it: 5|至|7个, -3%|至|-1%; 6%|与|7%之间; 五元|三|毛,
# 两美元|又|三|美分. One pattern for all of them, as what a number looks like takes long to compile.
NEXT_NUMBER = re.compile(rf"(?:(?P<to>{_DASH})|(?P<and>[与和])|[又零]?)(?P<number>(?(to)[-−－]?){NUMBER})")
# What a number with its unit goes on with: 一吨|半.
HALF_ONE = re.compile("个半")
HALF = re.compile(rf"半(?={CLAUSE_END}|[的以左多高深长宽重厚])")
# A minus before a rate, wherever no range can be meant, and before any number behind a word that leads to one.
_RATE = rf"[\d,.]+(?:{_DASH}[-−－]?[\d,.]+)?(?:%|‰|个?百分点|个千分点|℃|°C|摄氏度)"
_MINUS = (
    rf"(?:(?:(?<=[\u4e00-\u9fff（(：:，,、；;。|\s])|(?<![^\n]))[-−－](?={_RATE})|(?<=[由从为是达到至于（：])[-−－](?=\d)"
    rf"|(?<=[为长速率幅（：])—(?={_RATE})|(?:(?<=[）：|\s])|(?<![^\n]))[-−－](?=\d+\.\d+(?:\s|$)))"
)


def shape_pattern(rules: Rules, units: Units) -> re.Pattern[str]:
    """The pattern of any shape; `lastgroup` of a match names it."""
    words, times = rules.numerals, rules.times
    digits = "".join(DIGITS)
    heads = any_of(words.name_heads)
    minus = rf"(?<![{re.escape(words.minus.not_after)}])(?:{any_of(words.minus.words)})(?=[\d{digits}十百千万])"
    shapes = {
        "series": SERIES,
        "mark": _mark(numbering_of(rules)),
        "address": _ADDRESS,
        "lines": rf"{any_of(words.lines)}(?:[、和/]{any_of(words.lines)})+(?={CLAUSE_END}|等|{heads})",
        "congress": _CONGRESS,
        "plan": times.phrases("plan", plan_word=any_of(words.plan_words)),
        "name_word": _words(words.names),
        "word": _words(words.words),
        "date": times.phrases("numeral", period=any_of(units.periods())),
        "clock": _CLOCK,
        "scaled": rf"(?P<k1>{ARABIC})(?P<k>[kKM])(?=个?百分点)",
        "code": _CODE,
        "vague": "[几数][十百千万亿]+",
        "top": rf"前(?P<place>{_CN}{{1,3}}|\d{{1,3}})(?P<placed>[位名强]|(?={CLAUSE_END}|[的和]))",
        "ordinal": rf"第(?:{_CN}{{1,4}}|\d{{1,4}}(?:\.\d(?=代))?(?!\d|\.\d))"
        r"(?:（[^）]{1,4}期）)?(?:[位名届]|次(?!产))?",
        "percent": rf"(?P<below>{minus})?(?<![{digits}\d])(?P<part>{PART})分之"
        rf"(?P<p1>{NUMBER})(?P<pk>[kKM](?![A-Za-z]))?"
        rf"(?:{_DASH}(?:{PART}分之)?(?P<p2>{NUMBER})(?!年|[〇零{ONE_TO_NINE}]))?",
        "fraction": rf"(?P<whole>{CHINESE_NUMBER}[百千万]?)分之(?P<few>{NUMBER})"
        r"|(?P<f1>\d+)/(?P<f2>\d+)(?![\d/万])|一半|(?<=[过近超约])半数?(?=以上|的|[，。])",
        "parts": rf"{ARABIC}(?:[:∶]{ARABIC}){{2,}}(?![:∶\d])",
        "ratio": rf"{ARABIC}(?:∶|:(?=1(?![\d.])))\d+(?:\.\d+)?",
        "pair": rf"(?<=[比例为由到至成]){ARABIC}:{ARABIC}(?![:∶\d])",
        "discount": rf"(?P<off>{ARABIC}|{CHINESE_NUMBER}|半|(?<=打)对)折{units.guard('折')}",
        "tenths": rf"(?P<tens>[{ONE_TO_NINE}两])成(?P<more>半|[{ONE_TO_NINE}](?={CLAUSE_END}|[的以左]))"
        rf"|半成{units.guard('成')}",
        "times": r"翻了?(?P<doublings>[一两二三四五六]|\d)番",
        "number": rf"(?P<sign>[$¥￥€£])?(?P<n1>(?:{_MINUS}|(?P<minus>{minus}))?{NUMBER})",
    }
    return re.compile("|".join(f"(?P<{name}>{shape})" for name, shape in shapes.items()))


def first_pattern(rules: Rules) -> re.Pattern[str]:
    """One character that a shape may begin with: what the text is searched for, as that is one look at all others."""
    return re.compile(f"{_TRIGGER}|{numbering_of(rules).first}")


def _mark(numbering: Numbering) -> str:
    """The number of an item where one can stand: 1. at the head of a line, 一是 of a sentence, (1) behind a mark."""
    return (
        rf"(?<![^\n#* 　\ufeff])(?:{numbering.line}|{numbering.sentence})|(?<![^\n。；;：:，,！\s]){numbering.sentence}"
        rf"|(?<=[：:；;。，,、]){numbering.enclosed}|(?!.\d){numbering.enclosed}(?=[^期级])"
        r"|(?<![^\n])(?:\[\d{1,3}\]|【\d{1,3}】|〔\d{1,3}〕|［\d{1,3}］)"
    )


def _words(words: tuple[str, ...]) -> str:
    """A pattern for `words` from their first numeral on, so that the scan need not stop at any other character."""
    by_head: dict[str, list[str]] = defaultdict(list)
    for word in words:
        first = next((index for index, char in enumerate(word) if _TRIGGER_AT.match(char)), None)
        if first is not None:
            by_head[word[:first]].append(word[first:])
    return "|".join((f"(?<={head})" if head else "") + any_of(tails) for head, tails in by_head.items()) or "(?!)"
