"""The frame of one clause: where its verb stands, and whether its object follows or its subject goes before.

复建安置项目开工12个 -> verb 开工, subject 复建安置项目; 大力实施四年行动 -> verb 实施, what follows is the object.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from report_parser.clauses import verb_first
from report_parser.clauses.candidates import Spans
from report_parser.clauses.evidence import Evidence
from report_parser.clauses.ground import Frame, Ground, Site
from report_parser.clauses.signs import COUNTED, VERB, Signs, VerbSign, bits_of, sign_lexicon
from report_parser.document import Candidate, Form
from report_parser.words.lexicon import BRACKETED, Lexicon

# Words that close a phrase of time or place, unless they close a word of state: 靠|前.
_PLACES = "前后上下中里来时"
# What opens a demand: 就|是|要保持….
_ASKED = re.compile("(?<!不)就?是(?=(?P<asking>要(?!不要)|必须|应[当该]))")
# What joins deeds that share their subject: 改善|和|发展.
_DEEDS_JOINED = re.compile("[和与、]")
_JOINED = re.compile("[和与及、的]")


# What stands behind a word of saying that leads to what is said.
_LEADS_ON = ("，", ",", "：", ":")


class Construction(NamedTuple):
    """One way for a clause to be built: its name, what grammar calls it, an example that a test reads, its reader.

    A reader says None where the clause is not built so. The first that does not, decides. None is asked whose signs the
    clause lacks: `words` of which it has to hold one (those of a feature of `words.txt`, or as they stand), what its
    `verb` has to be where that stands at the head, and whether there is a quantity in it (`counted`; None: either way).
    """

    name: str
    term: str
    example: str
    read: Callable[[Reader, Site], Frame | None]
    words: str = ""
    verb: VerbSign | None = None
    counted: bool | None = None

    def possible(self, signs: int) -> bool:
        """Whether a clause with these signs can be built so."""
        needed = _BITS.get(self.words, 0) | (VERB[self.verb] if self.verb else 0)
        return signs & needed == needed and self.counted in (None, bool(signs & COUNTED))


class Reader(Ground):
    """Takes the clauses of one text apart."""

    def __init__(self, text: str, words: bytes, lexicon: Lexicon) -> None:
        super().__init__(text, words, lexicon)
        self._sign_words = sign_lexicon(lexicon, tuple(_BITS))
        self._signs = Signs(text, self._sign_words)

    def frame(self, start: int, end: int, numbers: Spans) -> Frame:
        """The clause `start`..`end` by the first construction that it is built by, with all that were considered."""
        considered = self.search.considered
        considered.clear()
        name, frame = self._read(start, end, numbers)
        frame.construction = name
        if len(considered) > 1:  # one that was looked at twice stands once, as it was judged last
            considered = list({(each.start, each.end): each for each in considered}.values())
        frame.candidates = tuple(considered)
        return frame

    def _read(self, start: int, end: int, numbers: Spans) -> tuple[str, Frame]:
        site = self._site(start, end, numbers)
        for construction in _possible("any", site.signs):
            frame = construction.read(self, site)
            if frame is not None:
                return construction.name, frame
        if site.verb_end:
            self.search.candidate(site.head, site.verb_end, "object", Evidence.VERB_AT_HEAD)
        for construction in _possible("verb" if site.verb_end else "no verb", site.signs):
            frame = construction.read(self, site)
            if frame is not None:
                return construction.name, frame
        raise AssertionError("the last construction of each table reads anything")

    def _site(self, start: int, end: int, numbers: Spans) -> Site:
        lexicon, text = self.lexicon, self.text
        head, adverbs = self.verbs.skip_adverbs(start, end)
        if len(adverbs) > 1 and text[adverbs[-1]] == "不" and text[adverbs[-2] : adverbs[-1]] in lexicon.assuring:
            head, adverbs = adverbs[-2], adverbs[:-2]  # what is assured is that it does not come: 确保|不出现返贫
        verb_end = self.verbs.verb_at(head, end, bool(adverbs))
        attribute_end = 0
        if numbers and self._is_sized(head, numbers[0]):
            verb_end = 0
        if verb_end and self.verbs.qualifies(verb_end, end):
            attribute_end, verb_end = verb_end, 0
        first = head
        if not verb_end:
            for at in reversed(adverbs):
                length = lexicon.verbs.longest(text, at, end)
                if length and at + length < end:
                    first, verb_end = at, at + length
                    break
        signs = self._signs.within(start, end)
        if numbers:
            signs |= COUNTED
        if verb_end:
            signs |= self._sign_words.of_verb(text[first:verb_end])
        return Site(start, end, numbers, head, first, adverbs, verb_end, attribute_end, signs)

    def _is_sized(self, at: int, number: tuple[int, int]) -> bool:
        """Whether a sum that stands there only says how big a thing is: 新增投资3亿元的|造纸项目."""
        told = self.lexicon.sized.fullmatch(self.text, at, number[0])
        return told is not None and self.text.startswith("的", number[1])

    def resultative(self, s: Site) -> Frame | None:
        ending = self.lexicon.result_end.search(self.text, s.start + 2, s.end)
        if ending is None or not self.words[ending.start()]:
            return None
        _, held = self._read(s.start, ending.start(), s.numbers)
        return replace(held, verb_end=s.end) if held.verb_end == ending.start() > held.verb_start else None

    def demand(self, s: Site) -> Frame | None:
        deed = self._demanded(s.lead, s.end)
        return self._read(deed, s.end, s.numbers)[1] if deed else None

    def means(self, s: Site) -> Frame | None:
        """A sum before whom it is spent on is what the deed is done with: 投入8万元|对渠道|进行|清淤."""
        behind = s.numbers[0][1]
        if s.numbers[0][0] - s.verb_end > 2 or self.lexicon.prepositions.longest(self.text, behind, s.end) != 1:
            return None
        spent = self.words[behind] and self.text[behind] in "对为"
        return self._read(behind, s.end, s.numbers[1:])[1] if spent else None

    def multiple(self, s: Site) -> Frame | None:
        """A number that is a verb itself: 城镇人口|翻两番|."""
        if s.numbers[-1][1] != s.end or self.text[s.numbers[-1][0]] != "翻":
            return None
        first = s.numbers[-1][0]
        return Frame("subject", s.head, self.verbs.before_adverbs(s.head, first), first, s.end)

    def copula(self, s: Site) -> Frame | None:
        found = self.search.copula(s.lead, s.end)
        return found and self.with_subject(s.lead, found, "both")

    def passive(self, s: Site) -> Frame | None:
        return None if self.text[s.lead : s.lead + 1] in ("让", "使") else self._passive(s.lead, s.end)

    def agent(self, s: Site) -> Frame | None:
        """The verb behind whom 被 names, with 为 or at the end: 被县政府|确定为|试点乡, 做法被广播站|宣传推介|.

        None where what is done only tells which thing is meant: 被|淘汰|的产能.
        """
        text, words = self.text, self.words
        at = text.find("被", s.lead, s.end - 2)
        if at < 0 or not (words[at] and words[at + 1]) or self.lexicon.inner.longest(text, at, s.end):
            return None
        stop = self.verbs.verb_at(at + 1, s.end, False)
        found: Candidate | None
        if stop and text[stop - 1] == "为":
            found = self.search.candidate(at + 1, stop, "both", Evidence.LINKING_VERB)
        elif stop and stop < s.end:
            return None
        else:
            found = self.search.called(at + 1, s.end) or self.search.done_by(at + 1, s.end)
        if found is None:
            return None
        subject = self.verbs.skip_adverbs(s.lead, at)[0]
        subject_end = self.verbs.before_adverbs(subject, at)
        if subject_end > subject:
            return Frame("subject", subject, subject_end, found.start, found.end)
        return Frame("object", subject, subject, found.start, found.end)

    def relation(self, s: Site) -> Frame:
        return Frame("subject", s.head, s.head, s.head, s.verb_end)

    def saying(self, s: Site) -> Frame | None:
        """What only leads to what is said: 我们清醒地认识到，…, 值得一提的是，…."""
        stated = self.text.startswith(_LEADS_ON, s.end)
        if stated and (self.text.endswith("的是", s.start, s.end) or self._states(s.start, s.end)):
            return Frame("adjunct", s.start, s.start, s.start, s.start)
        return None

    def _states(self, start: int, end: int) -> bool:
        """Whether a verb of saying closes the stretch, with no more than its subject before it."""
        stating = self.lexicon.stating - self.lexicon.predicates.words  # 任务已经|明确
        return any(self.words[at] and self.text[at:end] in stating for at in (end - 2, end - 3) if at >= start)

    def fronted(self, s: Site) -> Frame | None:
        """A phrase of circumstance before a comma is no clause: 着眼城市更新，…; 通过招商|引进|企业 has a deed."""
        text, lexicon = self.text, self.lexicon
        opens = s.head if lexicon.fronting.longest(text, s.head, s.end) else s.start  # 我 is an opener: 我代表
        length = lexicon.fronting.longest(text, opens, s.end)
        inner = opens + length
        if not length or not self.words[inner] or text.startswith("了", inner):
            return None
        if lexicon.passed.longest_before(text, inner, s.end):
            return None
        if text[opens:inner] in lexicon.instrumental and (deed := self._deed_behind(inner, s)) is not None:
            return Frame("object", deed.start, deed.start, deed.start, deed.end)
        if s.numbers or not text.startswith(("，", ","), s.end):
            return None
        return Frame("adjunct", s.start, s.start, s.start, s.start)

    def _deed_behind(self, start: int, s: Site) -> Candidate | None:
        """The deed behind such a phrase, with an object of its own: 数字技术|强化|数据共享.

        What closes with 等…方式 or a noun with 的 is the phrase itself: 通过开展培训等方式, 根据发展集市的经验.
        """
        text = self.text
        found = self.search.inner(start, s.end, s.numbers, Evidence.PLAIN_VERB, transitive=True)
        if found is None or found.start - start < 2 or found.end >= s.end - 1:
            return None
        listed = text[found.start - 1] in "、和与及" or "等" in text[found.end : s.end]
        named = "的" in text[found.end : s.end] and self.lexicon.accordances.longest_before(text, found.end, s.end)
        return None if listed or named else found

    def nothing(self, s: Site) -> Frame | None:
        return Frame("adjunct", s.start, s.start, s.start, s.start) if s.head >= s.end and not s.adverbs else None

    def accordance(self, s: Site) -> Frame | None:
        """The verb behind a noun that closes what is done in accordance with: 按照自愿的原则大力|发展|合作社.

        No adverb need stand before it, unless another such noun closes the clause: 按照统一规划|建设|园区.
        """
        text, lexicon = self.text, self.lexicon
        opening = lexicon.according.match(text, s.head, s.end)
        if opening is None:
            return None
        open_end = lexicon.adjunct_ends.longest_before(text, s.head, s.end) > 1
        for _, at in lexicon.accordances.spans(text, opening.end() + 1, s.end - 2):
            adverb = lexicon.adverbs.longest(text, at, s.end - 2)
            bare = (
                self.words[at]
                and not open_end
                and not _JOINED.match(text, at)
                and not lexicon.accordances.longest(text, at, len(text))
            )
            if (adverb > 1 or (bare and self._acts(at, s.end))) and self.verbs.begins_with_verb(at, s.end):
                return self._read(at, s.end, s.numbers)[1]
        return None

    def _acts(self, at: int, end: int) -> bool:
        """Whether the verb there has an object and only tells which thing is meant by no 的: not 规划|提出|的任务."""
        stop = self.verbs.verb_at(at, end, False)
        return 0 < stop < end and not self.verbs.qualifies(stop, end) and self.text[end - 1] != "的"

    def guided(self, s: Site) -> Frame | None:
        """The verb with its object behind what 以 takes for what: 以公益性为导向|深化|医院改革."""
        made = self.text.find("为", s.head + 2, s.end) if self.text.startswith("以", s.head, s.end) else -1
        if made < 0 or not self.words[s.head + 1] or not self.words[made]:
            return None
        found = self.search.behind_role(made, s.end)
        return found and Frame("object", found.start, found.start, found.start, found.end)

    def adjunct(self, s: Site) -> Frame | None:
        text, lexicon = self.text, self.lexicon
        opens, closes = lexicon.adjunct_edges
        if text[s.head : s.head + 1] not in opens and text[s.end - 1] not in closes:
            return None
        if (
            not lexicon.adjunct.fullmatch(text, s.head, s.end)
            or lexicon.being.search(text, s.head + 2, s.end)
            or lexicon.disposal.match(text, s.head, s.end)
            or lexicon.result_end.search(text, s.head, s.end)
            or (text[s.end - 1] in _PLACES and lexicon.predicates.longest_before(text, s.head + 2, s.end) > 1)
        ):
            return None
        return Frame("adjunct", s.head, s.head, s.head, s.head)

    def purpose(self, s: Site) -> Frame | None:
        """What a deed before it is for: 以|保障|生活的安定; 以扩大灌溉|拉动|增产 says by what."""
        at = s.head + 1
        length = self.lexicon.aiming.longest(self.text, at, s.end) if self.text.startswith("以", s.head, s.end) else 0
        stop = at + length
        apart = length and self.words[at] and self.words[stop] and s.end - stop > 1
        if not apart or self.text.startswith("、", s.end) or self.text.find("为", stop, s.end) >= 0:
            return None
        return Frame("object", at, at, at, stop)

    def pivot(self, s: Site) -> Frame | None:
        pivotal = self.text[s.head : s.head + 1] in ("让", "使") and s.head < s.end
        return (
            self._made_to(s.head, s.end, s.numbers)
            if pivotal and self.words[s.head + 1] and s.end - s.head > 3
            else None
        )

    def pivot_behind_subject(self, s: Site) -> Frame | None:
        """What a subject lets others do: 新机制|让|城市充满活力; not 让群众满意|的."""
        at = self.text.find("让", s.head + 2, s.end - 3)
        if at < 0 or not (self.words[at] and self.words[at + 1]) or "的" in self.text[at : s.end]:
            return None
        return Frame("both", s.head, self.verbs.before_adverbs(s.head, at), at, at + 1)

    def behind_place(self, s: Site) -> Frame | None:
        text, words = self.text, self.words
        if s.head >= s.end or text[s.head] != "在" or not words[s.head + 1]:
            return None
        for place in self.lexicon.place_end.finditer(text, s.head + 2, s.end - 1):
            at = place.end()
            causes = text[at] in "使让" and words[at + 1]
            if words[at] and (causes or self.verbs.begins_with_verb(at, s.end)):
                return self._read(at, s.end, s.numbers)[1]
            if words[at] and (urged := self._urged(at, s.end)) is not None:
                return urged
        return None

    def _urged(self, start: int, end: int) -> Frame | None:
        """A verb of any list with nothing but adverbs before it, and nothing behind: 持续|加力|."""
        at, adverbs = self.verbs.skip_adverbs(start, end)
        if at == end and len(adverbs) > 1 and self.verbs.is_deed(self.text[adverbs[-1] : end]):
            at = adverbs[-1]  # 加力 is an adverb where a verb follows
            return Frame("object", at, at, at, end)
        return Frame("object", at, at, at, end) if adverbs and self.verbs.is_verb(at, end) else None

    def disposal(self, s: Site) -> Frame | None:
        text, words, head = self.text, self.words, s.head
        if head < s.end and text[head] == "把" and (made := text.find("作为", head + 2, s.end)) > 0 and words[made]:
            return Frame("subject", head + 1, made, made, made + 2)
        ba = self.lexicon.disposal.match(text, head, s.end)
        if ba is not None and words[ba.start(1)] and (handed := self.search.handed_over(ba.end(), s.end)) is not None:
            return self.with_subject(ba.end(), handed, "subject")
        jiang = text[head - 1] == "将" and s.adverbs and not self.lexicon.prepositions.longest(text, head, s.end)
        handed = self.search.handed_over(head, s.end) if jiang else None
        return handed and self.with_subject(head, handed, "subject")

    def perfective(self, s: Site) -> Frame | None:
        marked = self.search.marked(s.head, s.end, s.numbers)
        if marked is None:
            return None
        if marked.start == s.head or self.lexicon.prepositions.longest(self.text, s.head, s.end):
            return Frame("object", marked.start, marked.start, marked.start, marked.end)
        return self.with_subject(s.head, marked)

    def benefit(self, s: Site) -> Frame | None:
        """What is given, behind whom or what it is given for: 为企业成长|营造|良好环境.

        The last such verb is it, but for one that a mark joins to it: 为城市|增添|新动力、拓展新空间.
        """
        if not self.text.startswith("为", s.head):
            return None
        at = self.words.rfind(1, s.head + 2, s.end - 2)
        while at > 0:
            length = self.lexicon.giving.longest(self.text, at, s.end)
            stop = at + length
            whole = length and self.words[stop] and stop < s.end and self.text[stop] != "的"
            if whole and self.text[at - 1] not in "、和并":
                verb = self.search.candidate(at, stop, "object", Evidence.PLAIN_VERB)
                return Frame("object", verb.start, verb.start, verb.start, verb.end)
            at = self.words.rfind(1, s.head + 2, at)
        return None

    def cause(self, s: Site) -> Frame | None:
        """The deed for which 为 names the cause, whatever verbs that holds: 为振兴家乡而努力|奋斗|."""
        cause = self.text.rfind("而", s.head + 3, s.end - 1) if self.text.startswith("为", s.head) else -1
        if cause < 0 or not (self.words[cause] and self.words[cause + 1]):
            return None
        at, _ = self.verbs.skip_adverbs(cause + 1, s.end)
        return Frame("object", at, at, at, s.end) if self.verbs.is_deed(self.text[at : s.end]) else None

    def behind_preposition(self, s: Site) -> Frame | None:
        text, words, lexicon, subject, end = self.text, self.words, self.lexicon, s.head, s.end
        length = lexicon.prepositions.longest(text, subject, end)
        if not length or not words[subject + length]:
            return None
        inner = subject + length
        patient = text[subject:inner] in lexicon.patients
        best = self.search.inner(inner, end, s.numbers, Evidence.VERB_BEFORE_DE, transitive=True)
        if best is None and (patient or text[subject:inner] in lexicon.instrumental):
            best = self.search.noun_verb(inner, end)
        if best is not None:
            ba = text[subject:inner] == "把" and best.start - inner >= 2
            if ba or (best.form == "subject" and patient):
                return self.with_subject(inner, best, "subject")
            return Frame("object", inner, inner, best.start, best.end)
        behind = None if s.numbers else self.search.behind_phrase(inner, end, urged=bool(s.adverbs))
        if behind is not None:
            return Frame("object", behind.start, behind.start, behind.start, behind.end)
        last = words.rfind(1, subject, end)
        towards = text[subject:last].startswith(("向", "与", "同")) and last >= subject + 3
        if towards and self.verbs.is_verb(last, end):
            return Frame("subject", inner, last, last, end)
        onlooking = text[subject] == "对" and text[s.end : s.end + 1] in ("，", ",")
        onlooking = onlooking and self.search.stated(inner, end) is None
        if (patient and not onlooking) or s.numbers:
            return None
        return Frame("adjunct", subject, subject, subject, subject)

    def subject_verb(self, s: Site) -> Frame | None:
        subject = self._subject(s)
        best = self.search.inner(subject, s.end, s.numbers, Evidence.CLOSING_WORD)
        if best is None or (
            best.evidence < Evidence.CLOSING_NOUN_BEHIND_ADVERB and self.is_figure(best.start, best.end, s.numbers)
        ):
            return None
        return self.with_subject(subject, best)

    def terse(self, s: Site) -> Frame | None:
        """A verb of one character with an object of two: 管|坑塘, 重点项目|抓|投产."""
        subject = self._subject(s)
        at = self.verbs.terse(subject, s.end)
        if at < 0 or (subject < at and s.verb_end and self.text[subject : s.verb_end] not in self.lexicon.nominal):
            return None
        if subject < at:
            return Frame("both", subject, self.verbs.before_adverbs(subject, at), at, at + 1)
        return Frame("object", at, at, at, at + 1)

    def verbless(self, s: Site) -> Frame:
        subject = self._subject(s)
        return Frame("verbless", subject, s.end, subject, subject)

    def state(self, s: Site) -> Frame | None:
        found = self.search.stated(self._subject(s), s.end)
        return found and self.with_subject(self._subject(s), found)

    def idiom(self, s: Site) -> Frame | None:
        at = s.adverbs[-1] if s.adverbs and s.head >= s.end else self._subject(s)
        return Frame("object", at, at, at, s.end) if self.verbs.is_idiom(at, s.end) else None

    def idiom_and_deed(self, s: Site) -> Frame | None:
        at = self.verbs.behind_idiom(self._subject(s), s.end)
        return Frame("object", at, at, at, at + 1) if at else None

    def noun_with_attribute(self, s: Site) -> Frame | None:
        last = self.words.rfind(1, self._subject(s), s.end)
        told = s.attribute_end and last > s.attribute_end and self.verbs.is_noun(last, s.end)
        return Frame("object", s.head, s.head, s.head, s.attribute_end) if told else None

    def terse_at_head(self, s: Site) -> Frame | None:
        """A verb of one character at the head, whatever it acts on: 上|优质项目, 纠|“四风”."""
        at = self._subject(s)
        return Frame("object", at, at, at, at + 1) if self.verbs.is_terse(at, s.end) else None

    def any_verb(self, s: Site) -> Frame | None:
        return self._general(self._subject(s), s.end)

    def last_word(self, s: Site) -> Frame | None:
        return self._closed(self._subject(s), s.end)

    def _subject(self, s: Site) -> int:
        """Where the subject begins: an adverb cut into a word is part of it after all."""
        return s.adverbs[-1] if s.adverbs and not self.words[s.head] else s.head

    def _passive(self, start: int, end: int) -> Frame | None:
        """A clause whose verb stands behind 得到 and how: 职业教育|得到进一步|加强, 统一战线|得到了|发展和壮大.

        Where a noun or an agent follows, 得到 is the verb itself: 得到|更多实惠, 得到|各方充分肯定.
        """
        text, words, lexicon = self.text, self.words, self.lexicon
        first = text.rfind("得到", start, end)
        if first < start or not words[first] or text.find("得到", start, first) >= 0:
            return None
        at = first + (3 if text.startswith("得到了", first) else 2)
        while length := lexicon.manners.longest(text, at, end) or lexicon.adverbs.longest(text, at, end):
            if text.startswith("更多", at) or (length == 1 and not words[at + 1]):
                break
            at += length + text.startswith("的", at + length, end)
        deeds = _DEEDS_JOINED.split(text[at:end])
        if not words[at] or any(len(deed) < 2 or not self.verbs.is_deed(deed) for deed in deeds):
            agent = first >= start + 2 and words[at] and len(deeds) == 1 and "的" not in deeds[0]
            last = words.rfind(1, at, end)
            if agent and self.verbs.is_deed(text[last + lexicon.adverbs.longest(text, last, end - 1) : end]):
                return Frame("both", start, self.verbs.before_adverbs(start, first), first, at)
            return None
        return Frame("subject", start, self.verbs.before_adverbs(start, first), at, end)

    def _made_to(self, start: int, end: int, numbers: Spans) -> Frame:
        """A clause that 让 or 使 opens: its verb is what becomes of a thing, or how people are given a share.

        使|灌区面貌|得到|改善 -> 改善; 让|老人|享受|助餐服务 -> 享受; else 让 itself governs the clause.
        """
        text, words, lexicon = self.text, self.words, self.lexicon
        plain = Frame("object", start, start, start, start + 1)
        if (passive := self._passive(start + 1, end)) is not None:
            return passive
        for found in lexicon.sharing.finditer(text, start + 2, end - 1):
            shared = "、" not in text[start : found.start()] and "的" not in text[start : found.start()]
            shared = shared and text.find(found[0], found.end(), end) < 0
            if shared and words[found.start()] and words[found.end()]:
                return Frame(
                    "both", start + 1, self.verbs.before_adverbs(start + 1, found.start()), found.start(), found.end()
                )
        if text[start] == "让" or "、" in text[start:end]:
            return plain
        becomes = text.find("成为", start + 2, end - 1)
        if becomes > 0:
            verb = self.search.candidate(becomes, becomes + 2, "both", Evidence.LINKING_VERB)
            return self.with_subject(start + 1, verb)
        inner = self.search.inner(start + 1, end, numbers, Evidence.PLAIN_VERB)
        return self.with_subject(start + 1, inner) if inner is not None else plain

    def _demanded(self, start: int, end: int) -> int:
        """Where the deed begins that 是要 asks for: 就是|要保持政策的连续性, 关键是|要用好资金; else 0."""
        found = _ASKED.search(self.text, start, end)
        if found is None or not self.words[found.end()] or not self.words[found.end("asking")]:
            return 0
        opens = found.start() <= start + 1 or self.text.endswith(self.lexicon.summing, 0, found.start())
        return found.end() if opens else 0

    def _general(self, start: int, end: int) -> Frame | None:
        """A clause whose verb only the general language knows: 省政府|商讨|供水办法."""
        text, words, general = self.text, self.words, self.lexicon.general
        at = start
        while at < end:
            if text[at] == "“" and (quoted := BRACKETED.match(text, at, end)) is not None:
                at = quoted.end()
                continue
            length = general.longest(text, at, end)
            stop = at + length
            if length and words[stop] and (stop == end or text[stop] not in "的、和与及"):
                if at == start and stop < end:
                    return Frame("object", at, at, at, stop)
                if at - start >= 2:
                    form: Form = "both" if stop < end else "subject"
                    return Frame(form, start, self.verbs.before_adverbs(start, at), at, stop)
            at = words.find(1, at + 1, end)
            if at < 0:
                break
        return None

    def _makes_one(self, last: int, end: int) -> bool:
        """Whether the closing word is one with that before it: 亮点|纷呈; not 形势|严峻, 全面|进步."""
        before = self.text[last - 2 : last]
        state = self.text[last:end] in self.lexicon.predicates.words
        apart = state or before in self.lexicon.adverbs.words or self.verbs.is_noun(last - 2, last)
        return end - last == 2 and not apart

    def _closed(self, start: int, end: int) -> Frame:
        """A clause whose verb no list holds: its last word, or the two last where they make a 亮点|纷呈."""
        words, text = self.words, self.text
        if text[end - 1] in "等的" and end - start > 3:
            end -= 1
        last = end - 1
        if text[last] == "”" and (opening := text.rfind("“", start, last)) > start:
            return Frame("subject", start, self.verbs.before_adverbs(start, opening), opening + 1, last)
        while last > start and not words[last]:
            last -= 1
        if (
            end - last == 4
            and text[last + 2 : end] in self.lexicon.predicates.words
            and self.verbs.is_noun(last, last + 2)
        ):
            last += 2  # 成效显著 is one word of the dictionary
        if last - 2 > start and words[last - 2] and not words[last - 1] and self._makes_one(last, end):
            last -= 2
        state = self.lexicon.predicates.longest_before(text, start + 1, end) if last <= start else 0
        if state > 1 and text[end - state : end] not in self.lexicon.nominal:
            return Frame("subject", start, end - state, end - state, end)  # 后劲|不足
        if last <= start:
            return Frame("object", start, start, start, end)
        if (
            text[last - 1] in "和与及"
            and words[last - 1]
            and (verb := self.search.noun_verb(start, last - 1)) is not None
        ):
            # 集中力量|治理|扬尘和水污染: what 和 joins to a noun is one
            return Frame("object" if verb.start == start else "both", start, verb.start, verb.start, verb.end)
        first = words.find(1, start + 1, last)
        listed = end - start > 4 and text[start : max(first, start)] in self.lexicon.inner.words
        noun = self.verbs.is_noun(last, end) or (listed and not self.verbs.is_deed(text[last:end]))
        if first > 0 and text[first] != "的" and self.verbs.is_verb(start, first) and noun:
            return Frame(
                "object", start, start, start, first
            )  # 做|世界和平的建设者: the first word, as the last is a noun
        return Frame("subject", start, self.verbs.before_adverbs(start, last), last, end)


# Asked of every clause, whatever it opens with.
ANY_OPENING: tuple[Construction, ...] = (
    Construction("saying", "插入语", "我们也清醒地认识到，", Reader.saying, words="stating 的是", counted=False),
    Construction("resultative", "动补", "广大职工|动员起来|", Reader.resultative, words="result_end"),
    Construction("demand", "是要", "关键是要|用好|资金", Reader.demand, words="是要 是必须 是应当 是应该"),
    Construction("copula", "是字句", "健全体系|是|重要举措", Reader.copula, words="是", counted=False),
    Construction("passive", "得到句", "职业教育得到进一步|加强|", Reader.passive, words="得到"),
    Construction("agent", "被字句", "滨河小学被县政府|命名为|示范学校", Reader.agent, words="被"),
    Construction("relation", "比较", "|居|全国第六", Reader.relation, verb="relational"),
    Construction("fronted", "状语", "通过招商|引进|龙头企业", Reader.fronted, words="fronting"),
)

# Where a verb opens the clause: a better one may stand further in. The last is the plain sentence without a subject.
VERB_FIRST: tuple[Construction, ...] = (
    Construction("taken up", "将字句", "将符合条件的群众|纳入|保障范围", verb_first.taken_up, words="将"),
    Construction("means", "连谓句", "投入8万元对渠道|进行|清淤", Reader.means, verb="employing", counted=True),
    Construction(
        "money for", "主谓句", "用于民生事业的支出|达|8亿元", verb_first.money_for, verb="earmarking", counted=True
    ),
    Construction(
        "assured figure",
        "兼语句",
        "确保粮食产量|达到|300亿斤",
        verb_first.assured_figure,
        verb="assuring",
        counted=True,
    ),
    Construction("assured deed", "连谓句", "争取2025年全面|建成|滨河学校", verb_first.assured_deed, verb="assuring"),
    Construction("assured course", "兼语句", "确保水库尽早|开工建设|", verb_first.assured_course, verb="assuring"),
    Construction(
        "assured level", "名词谓语句", "确保断面达标率100%", verb_first.assured_level, verb="assuring", counted=True
    ),
    Construction("extent", "主谓句", "保障困难群众的力度持续|加大|", verb_first.extent, words="extent", counted=False),
    Construction(
        "earmarked", "主谓句", "新增财力主要|用于|学校建设", verb_first.earmarked, words="earmarking", counted=False
    ),
    Construction("turning", "主谓句", "推动城乡融合还需持续|发力|", verb_first.turning, words="turning"),
    Construction("causative", "兼语句", "|鼓励|企业创新", verb_first.causative, verb="causative"),
    Construction("achieved", "主谓句", "整治成本|实现双下降|", verb_first.achieved, words="achieving", counted=False),
    Construction("attained", "主谓句", "提振内需|取得|积极进展", verb_first.attained, words="achieving", counted=False),
    Construction("share", "主谓句", "建设用地|占|全县面积的35%", verb_first.share, words="占", counted=True),
    Construction("overriding", "主谓句", "新登记市场主体|增长|12%", verb_first.overriding, counted=True),
    Construction("named deed", "主谓句", "改善计划|惠及|3万户居民", verb_first.named_deed, counted=True),
    Construction(
        "deed in a state",
        "形容词谓语句",
        "发展动能更加|充沛|",
        verb_first.deed_in_a_state,
        verb="nominal",
        counted=False,
    ),
    Construction("figure", "名词谓语句", "研发经费支出5100亿元", verb_first.figure, verb="nominal", counted=True),
    Construction("deed as subject", "主谓句", "改革发展|赢得|群众好评", verb_first.deed_as_subject),
    Construction("verb first", "无主句", "|实施|四年行动", verb_first.plain),
)

# Where no verb opens the clause. The last reads anything.
NO_VERB_FIRST: tuple[Construction, ...] = (
    Construction("nothing", "", "与此同时", Reader.nothing),
    Construction("accordance", "状语", "按照自愿的原则大力|发展|合作社", Reader.accordance, words="according"),
    Construction("guided", "状语", "以公益性为导向|深化|公立医院改革", Reader.guided, words="以"),
    Construction("adjunct", "状语", "以科创湖区为主核", Reader.adjunct, counted=False),
    Construction("purpose", "状语", "以|保障|居民生活的安定", Reader.purpose, words="以"),
    Construction("pivot", "兼语句", "使灌区面貌得到|改善|", Reader.pivot, words="让 使"),
    Construction(
        "pivot behind subject",
        "兼语句",
        "新机制|让|城市充满活力",
        Reader.pivot_behind_subject,
        words="让",
        counted=False,
    ),
    Construction("behind place", "状语", "在乡村振兴上|加大|投入", Reader.behind_place, words="在"),
    Construction("disposal", "把字句", "把重点|放在|创新上", Reader.disposal, words="把 将"),
    Construction("perfective", "了", "|积蓄了|强大动能", Reader.perfective, words="了"),
    Construction("benefit", "介宾", "为企业成长|营造|良好环境", Reader.benefit, words="为"),
    Construction("cause", "介宾", "为振兴家乡而努力|奋斗|", Reader.cause, words="为", counted=False),
    Construction("preposition", "介宾", "为经营主体|减负|", Reader.behind_preposition),
    Construction("idiom and deed", "连谓句", "旗帜鲜明|讲|政治", Reader.idiom_and_deed, counted=False),
    Construction("terse", "三字格", "在建水利项目|抓|投产", Reader.terse, counted=False),
    Construction("subject verb", "主谓句", "体系加快|构建|", Reader.subject_verb),
    Construction("multiple", "主谓句", "城镇人口|翻两番|", Reader.multiple, words="翻", counted=True),
    Construction("verbless", "名词谓语句", "财政总收入95.2亿元", Reader.verbless, counted=True),
    Construction("state", "形容词谓语句", "家底更加|殷实|", Reader.state),
    Construction("idiom", "四字格", "|因地施策|", Reader.idiom),
    Construction("terse at head", "无主句", "|上|优质项目", Reader.terse_at_head, counted=False),
    Construction("attribute", "定中", "|安排|的建设资金", Reader.noun_with_attribute),
    Construction("any verb", "", "省政府|商讨|供水办法", Reader.any_verb),
    Construction("last word", "", "笑语|盈盈|", Reader.last_word),
)

CONSTRUCTIONS: tuple[Construction, ...] = (*ANY_OPENING, *VERB_FIRST, *NO_VERB_FIRST)
_TABLES: Mapping[str, tuple[Construction, ...]] = {"any": ANY_OPENING, "verb": VERB_FIRST, "no verb": NO_VERB_FIRST}
_BITS = bits_of(row.words for row in CONSTRUCTIONS)


@lru_cache(maxsize=4096)
def _possible(table: str, signs: int) -> tuple[Construction, ...]:
    """The rows of a table by which a clause with these signs can be built; most are out."""
    return tuple(row for row in _TABLES[table] if row.possible(signs))
