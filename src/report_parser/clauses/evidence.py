"""What speaks for a word as the verb of its clause, from the weakest to the strongest.

数字政府建设|跑出|加速度: 建设 is a noun behind an actor, 跑出 a plain verb, and that says more.
"""

from __future__ import annotations

from enum import IntEnum


class Evidence(IntEnum):
    """The ranks, each with an example in `EXAMPLES`. Of two candidates of one rank the first in the clause wins.

    A verb at the head of its clause (`VERB_AT_HEAD`, `NOUN_AT_HEAD` where it is as often a noun) is weighed by the
    constructions of `verb_first`, which may prefer a rival of lower rank.
    """

    SHARE_NOUN = 0
    TELLS_WHICH = 1
    BARE_NOUN = 2
    NOUN_IN_OBJECT = 3
    CLOSING_WORD = 4
    CLOSING_NOUN = 5
    VERB_BEFORE_DE = 6
    WITHOUT_OBJECT = 7
    NOUN_OF_NUMBER = 8
    NOUN_WITH_OBJECT = 9
    NOUN_BEHIND_ACTOR = 10
    PLAIN_VERB = 11
    LINKING_CHARACTER = 12
    VERB_BEHIND_ADVERB = 13
    NOUN_AT_HEAD = 14
    CLOSING_STATE = 15
    CLOSING_COMPOUND = 16
    LINKING_VERB = 17
    RENEWED = 18
    CLOSING_WORD_BEHIND_ADVERB = 19
    CLOSING_NOUN_BEHIND_ADVERB = 20
    REACHING = 21
    LINKING_BEHIND_ADVERB = 22
    STATED = 23
    MARKED = 24
    VERB_AT_HEAD = 25
    STATE_BEHIND_ADVERB = 26
    ACHIEVED = 27
    HANDED_OVER = 28
    COPULA = 29
    VERB_OF_NUMBER = 30


# Each rank with a clause in which it is what speaks for the word between the bars.
EXAMPLES: tuple[tuple[Evidence, str], ...] = (
    (Evidence.SHARE_NOUN, "绿地|占|比例提升"),
    (Evidence.TELLS_WHICH, "沿海渔民|养殖|的海参丰收"),
    (Evidence.BARE_NOUN, "农村|改革|红利释放"),
    (Evidence.NOUN_IN_OBJECT, "商标专利实现稳步|增长|"),
    (Evidence.CLOSING_WORD, "广大群众|参与|"),
    (Evidence.CLOSING_NOUN, "山区农民|培训|"),
    (Evidence.VERB_BEFORE_DE, "政府|掌握|的资金"),
    (Evidence.WITHOUT_OBJECT, "以创新|引领|"),
    (Evidence.NOUN_OF_NUMBER, "各级财政|投入|5亿元"),
    (Evidence.NOUN_WITH_OBJECT, "为居民|改造|燃气管道"),
    (Evidence.NOUN_BEHIND_ACTOR, "数字政府|建设|跑出加速度"),
    (Evidence.PLAIN_VERB, "数字政府建设|跑出|加速度"),
    (Evidence.LINKING_CHARACTER, "滨河小学|获|国家表彰"),
    (Evidence.VERB_BEHIND_ADVERB, "各家银行大力|压缩|贷款"),
    (Evidence.NOUN_AT_HEAD, "|改革|发展赢得群众好评"),
    (Evidence.CLOSING_STATE, "产业结构|优化|"),
    (Evidence.CLOSING_COMPOUND, "新机场|开通运营|"),
    (Evidence.LINKING_VERB, "滨河小学|入选|全国试点"),
    (Evidence.RENEWED, "滨河新区|新投用|学校"),
    (Evidence.CLOSING_WORD_BEHIND_ADVERB, "跨江大桥全线|架设|"),
    (Evidence.CLOSING_NOUN_BEHIND_ADVERB, "新城加快|建设|"),
    (Evidence.REACHING, "比重|提高到|新水平"),
    (Evidence.LINKING_BEHIND_ADVERB, "滨河小学成功|入选|全国试点"),
    (Evidence.STATED, "家底更加|殷实|"),
    (Evidence.MARKED, "|积蓄了|强大动能"),
    (Evidence.VERB_AT_HEAD, "|实施|四年行动"),
    (Evidence.STATE_BEHIND_ADVERB, "体系加快|构建|"),
    (Evidence.ACHIEVED, "事故总量|实现双下降|"),
    (Evidence.HANDED_OVER, "把重点|放在|创新上"),
    (Evidence.COPULA, "健全体系|是|重要举措"),
    (Evidence.VERB_OF_NUMBER, "工业产值|突破|400亿元"),
)
