"""The constructions of a clause that a verb opens, where a better verb may stand further in: 投资|增长趋缓.

Each function says None where the clause is not built so; `constructions.VERB_FIRST` names them in their order, with the
signs without which none of them is asked.
"""

from __future__ import annotations

from report_parser.clauses.evidence import Evidence
from report_parser.clauses.ground import Frame, Ground, Site
from report_parser.clauses.signs import VERB

_NOMINAL = VERB["nominal"]
# What closes the time up to which something is assured, which is no subject: 汛期前.
_UP_TO = "前内底末"


def money_for(g: Ground, s: Site) -> Frame | None:
    """A verb that tells what money is for is part of its name: 用于民生事业的支出|达|8亿元."""
    if s.numbers[-1][0] <= s.verb_end:
        return None
    told = g.search.number_verb(s.verb_end, s.end, s.numbers)
    return Frame("verbless", s.head, s.end, s.head, s.head) if told is None else g.with_subject(s.head, told, "subject")


def assured_figure(g: Ground, s: Site) -> Frame | None:
    """What is assured of a figure is told by the verb before its number: 确保粮食产量|达到|300亿斤."""
    told = g.search.number_verb(s.verb_end, s.end, s.numbers)
    if told is None:
        return None
    if g.text[told.start - 1] in _UP_TO:
        return Frame("object", told.start, told.start, told.start, told.end)  # 确保汛期前|完成|73座桥梁的修复
    return g.with_subject(s.verb_end, told, "subject")


def assured_deed(g: Ground, s: Site) -> Frame | None:
    """A deed that is assured is told by its own verb: 争取2025年全面|建成|滨河学校, 注重|提高|效益."""
    text, lexicon = g.text, g.lexicon
    verb = text[s.head : s.verb_end]
    if verb in lexicon.linking and not s.numbers:
        return None
    inner, adverbs = g.verbs.skip_adverbs(s.verb_end, s.end)
    if not adverbs and (s.numbers or verb in lexicon.leading.words):
        return None
    if any(text[at] == "不" for at in adverbs):
        return None  # 确保|不发生事故
    if s.numbers:
        stop = g.verbs.verb_at(inner, s.end, True)
    else:
        adjective = bool(adverbs) and text[adverbs[-1] : inner] in lexicon.adjectival
        stop = 0 if adjective else g.verbs.verb_at(inner, s.end, False)
        if stop >= s.end or text[inner:stop] in lexicon.nominal or text[inner - 1] == "将":
            return None
    return Frame("object", inner, inner, inner, stop) if stop else None


def assured_course(g: Ground, s: Site) -> Frame | None:
    """What is to become of a thing is told by the verb behind it: 确保水库尽早|开工建设|, 力争指标|高于|全省水平.

    A mere state is what is assured (确保|融资成本低廉), and so is a list of courses; 争取|企业落户 asks for one.
    """
    text, lexicon = g.text, g.lexicon
    if not _assures(g, s) or _are_courses(g, s):
        return None
    subject = _assured(g, s)
    first = s.end - lexicon.predicates.longest_before(text, subject + 2, s.end)
    verb = text[first : s.end]
    told = verb not in lexicon.nominal or g.verbs.before_adverbs(subject, first) < first
    if told and verb in lexicon.verbs.words and g.words[first]:
        return g.with_subject(subject, g.search.candidate(first, s.end, "subject", Evidence.CLOSING_STATE))
    found = None if s.numbers else g.search.inner(subject, s.end, s.numbers, Evidence.PLAIN_VERB)
    placed = found is not None and text[found.start : found.end] in lexicon.relational
    return g.with_subject(subject, found, "subject") if found is not None and placed else None


def assured_level(g: Ground, s: Site) -> Frame | None:
    """A figure that is assured without a verb is what the clause speaks of: 确保断面达标率100%; not 争取|资金5亿元."""
    if not _assures(g, s):
        return None
    subject = _assured(g, s)
    tail = g.search.tail(subject, s.end, s.numbers)
    told = subject < tail < s.end and g.search.inner(subject, s.end, s.numbers, Evidence.PLAIN_VERB) is None
    return Frame("verbless", subject, s.end, subject, subject) if told else None


def taken_up(g: Ground, s: Site) -> Frame | None:
    """What 将 takes up may begin with a verb that only tells which: 将|符合条件的群众|纳入|保障范围."""
    if s.numbers or not s.adverbs or g.text[s.head - 1] != "将":
        return None
    of = g.text.find("的", s.verb_end, s.end)
    handed = g.search.handed_over(of + 1, s.end) if of >= 0 else None
    return handed and g.with_subject(s.head, handed, "subject")


def extent(g: Ground, s: Site) -> Frame | None:
    """How far a deed goes is the subject of the verb of state that closes the clause: 保障困难群众的力度持续|加大|."""
    verb = g.text[s.head : s.verb_end]
    if verb in g.lexicon.causative and verb not in g.lexicon.nominal:
        return None
    closing = s.end - g.lexicon.predicates.longest_before(g.text, s.verb_end + 2, s.end)
    if closing == s.end or not g.words[closing] or g.text[closing : s.end] in g.lexicon.nominal:
        return None
    subject_end = g.verbs.before_adverbs(s.head, closing)
    if not g.text.endswith(g.lexicon.extents, s.verb_end + 2, subject_end):
        return None
    return Frame("subject", s.head, subject_end, closing, s.end)


def earmarked(g: Ground, s: Site) -> Frame | None:
    """用于 behind an adverb, where the name of the money begins with a verb: 新增财力主要|用于|学校建设.

    Not 加大|用于学校的投入.
    """
    if g.text[s.head : s.verb_end] in g.lexicon.causative:
        return None
    for word in g.lexicon.earmarking:
        at = g.text.find(word, s.verb_end + 2, s.end - 2)
        adverb = g.lexicon.leading.longest_before(g.text, s.verb_end + 1, at) if at > 0 else 0
        if adverb > 1 and g.words[at] and g.words[at - adverb]:
            return Frame("both", s.head, at - adverb, at, at + 2)
    return None


def turning(g: Ground, s: Site) -> Frame | None:
    """A word that makes a subject of all that stands before it: 推动城乡融合还需持续|发力|."""
    turn = g.lexicon.turning.search(g.text, s.verb_end + 2, s.end)
    if turn is None or not g.words[turn.start()] or turn.end() >= s.end:
        return None
    return Frame("subject", s.head, turn.start(), g.verbs.skip_adverbs(turn.end(), s.end)[0], s.end)


def causative(g: Ground, s: Site) -> Frame:
    """A verb that has others do something, whatever verbs stand in what they do: |鼓励|企业创新."""
    return plain(g, s)


def attained(g: Ground, s: Site) -> Frame | None:
    """What a deed came to is told by the verb behind it: 提振内需|取得|积极进展; not 推进|改革取得新进展."""
    holds = g.text[s.head : s.verb_end] in g.lexicon.holding
    found = None if holds else g.search.attained(s.verb_end + 2, s.end)
    return found and g.with_subject(s.head, found)


def achieved(g: Ground, s: Site) -> Frame | None:
    """A verb with its empty noun that closes the clause: 事故数|实现双下降|."""
    found = g.search.achieved(s.verb_end + (not s.signs & _NOMINAL), s.end)
    return found and g.with_subject(s.head, found, "subject")


def share(g: Ground, s: Site) -> Frame | None:
    """The deed whose share a number tells: 建设用地|占|全县面积的35%."""
    at = g.text.find("占", s.verb_end, s.end)
    if at <= 0 or not g.words[at] or not g.words[at + 1]:
        return None
    return g.with_subject(s.head, g.search.candidate(at, at + 1, "subject", Evidence.LINKING_CHARACTER))


def overriding(g: Ground, s: Site) -> Frame | None:
    """A verb of growth before the number makes a subject of the deed: 新登记市场主体|增长|12%."""
    told = g.search.number_verb(s.verb_end, s.end, s.numbers)
    if told is None or told.evidence < Evidence.VERB_OF_NUMBER:
        return None
    return g.with_subject(s.head, told, "subject") if g.text[told.start : told.end] in g.lexicon.overriding else None


def named_deed(g: Ground, s: Site) -> Frame | None:
    """A deed and what it is called are the subject of whom it reaches: 改善计划|惠及|3万户居民."""
    told = g.search.number_verb(s.verb_end, s.end, s.numbers)
    if told is None or told.form != "both" or g.text[s.head : s.verb_end] in g.lexicon.holding:
        return None
    frame = g.with_subject(s.head, told)
    return frame if g.text[s.verb_end : frame.subject_end] in g.lexicon.heads else None


def deed_in_a_state(g: Ground, s: Site) -> Frame | None:
    """A word of state behind a deed that is a noun there: 发展动能更加|充沛|."""
    if _is_linked(g, s):
        return None
    found = g.search.stated(s.verb_end, s.end)
    return found and g.with_subject(s.head, found, "subject")


def figure(g: Ground, s: Site) -> Frame | None:
    """A verb that opens the name of a figure: 研发经费支出5100亿元."""
    told = g.is_figure(s.head, s.verb_end, s.numbers)
    return Frame("verbless", s.head, s.end, s.head, s.head) if told else None


def deed_as_subject(g: Ground, s: Site) -> Frame | None:
    """The deed is what the verb further in speaks of, right behind it or anywhere: 改革发展|取得|标志性成果."""
    if s.signs & _NOMINAL:
        g.search.candidate(s.head, s.verb_end, "object", Evidence.NOUN_AT_HEAD)
        rival = g.search.inner(s.verb_end - _is_linked(g, s), s.end, s.numbers, Evidence.NOUN_AT_HEAD)
    else:
        rival = g.search.closing_verb(s.verb_end, s.end, s.numbers) if "的" in g.text[s.verb_end : s.end] else None
    return rival and g.with_subject(s.head, rival)


def plain(g: Ground, s: Site) -> Frame:
    """The verb that opens the clause, its objects behind it: |实施|四年行动."""
    return Frame("object", s.head, s.head, s.head, s.verb_end)


def _assures(g: Ground, s: Site) -> bool:
    """Whether a verb that assures only says that the rest is assured: 确保; 争取 may take a thing, 注重 a topic."""
    lexicon = g.lexicon
    verb = g.text[s.head : s.verb_end]
    return verb in lexicon.adverbs.words and verb not in lexicon.employing


def _are_courses(g: Ground, s: Site) -> bool:
    """Whether things joined by 、 each have a course of their own: 确保|教育优先发展、社会稳定; not 东桥、西桥通车."""
    at = s.verb_end
    if g.text.find("、", at, s.end) >= 0 and g.text.find("等", at, s.end) >= 0:
        return True  # 确保|东桥、西桥等项目通车
    while (comma := g.text.find("、", at, s.end)) >= 0:
        if g.lexicon.predicates.longest_before(g.text, at, comma) or g.verbs.begins_with_verb(at, comma):
            return True
        at = comma + 1
    return at > s.verb_end and g.verbs.begins_with_verb(at, s.end)


def _assured(g: Ground, s: Site) -> int:
    """Where the thing begins that is assured something: 力争年内|更多指标."""
    at, adverbs = g.verbs.skip_adverbs(s.verb_end, s.end)
    return adverbs[0] if adverbs else at


def _is_linked(g: Ground, s: Site) -> bool:
    """Whether a linking verb stands right behind the deed, so that the deed is a noun: 改革|取得|预期效果."""
    length = g.lexicon.inner.longest(g.text, s.verb_end, s.end)
    return g.text[s.verb_end : s.verb_end + length] in g.lexicon.linking
