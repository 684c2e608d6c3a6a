"""The frame of one clause: where its verb stands, and whether its object follows or its subject goes before.

复建安置项目开工12个 -> verb 开工, subject 复建安置项目; 大力实施四年行动 -> verb 实施, what follows is the object.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from report_parser.clauses.candidates import HEDGES, Form, Spans, Verb, VerbSearch
from report_parser.clauses.verbs import VerbReader
from report_parser.words.lexicon import BRACKETED, Lexicon

# Words that close a phrase of time or place, unless they close a word of state: 靠|前.
_PLACES = "前后上下中里来时"
# Two verbs in one: 协调和共享.
_JOINT = re.compile("[和并及]")
# What opens a demand: 就|是|要保持….
_ASKED = re.compile("(?<!不)就?是(?=要(?!不要))")
# What joins deeds that share their subject: 改善|和|发展.
_DEEDS_JOINED = re.compile("[和与、]")


class Frame(NamedTuple):
    """A clause taken apart. `form` tells where its objects stand: after the verb (`object`; `both` where there is a
    subject too), before it (`subject`), or in the whole of a clause without a verb."""

    form: Form
    subject_start: int
    subject_end: int
    verb_start: int
    verb_end: int


@dataclass(frozen=True, slots=True)
class Site:
    """A stretch to be read, with what every construction asks of it: where it begins behind its adverbs and openers
    (`head`, `adverbs`), where the verb at its head ends (0 where none is), and a verb there that only tells which."""

    start: int
    end: int
    numbers: Spans
    lead: int
    head: int
    adverbs: list[int]
    verb_end: int
    attribute_end: int


class Construction(NamedTuple):
    """One way for a clause to be built: its name, what grammar calls it, an example that a test reads, its reader.

    A reader says None where the clause is not built so. The first that does not, decides.
    """

    name: str
    term: str
    example: str
    read: Callable[[Reader, Site], Frame | None]


class Reader:
    """Takes the clauses of one text apart."""

    def __init__(self, text: str, words: bytes, lexicon: Lexicon) -> None:
        self._text = text
        self._words = words
        self._lexicon = lexicon
        self.verbs = VerbReader(text, words, lexicon)
        self._search = VerbSearch(text, words, lexicon, self.verbs)

    def frame(self, start: int, end: int, numbers: Spans) -> Frame:
        """The clause `start`..`end` by the first construction that it is built by."""
        return self.why(start, end, numbers)[1]

    def why(self, start: int, end: int, numbers: Spans) -> tuple[str, Frame]:
        """The same, with the name of that construction."""
        site = self._site(start, end, numbers)
        for construction in CONSTRUCTIONS:
            frame = construction.read(self, site)
            if frame is not None:
                return construction.name, frame
        raise AssertionError("the last construction reads anything")

    def _site(self, start: int, end: int, numbers: Spans) -> Site:
        lexicon, text = self._lexicon, self._text
        head, adverbs = self.verbs.skip_adverbs(start, end)
        verb_end = self.verbs.verb_at(head, end, bool(adverbs))
        attribute_end = 0
        if verb_end and self.verbs.qualifies(verb_end, end):
            attribute_end, verb_end = verb_end, 0
        first = head
        if not verb_end:
            for at in reversed(adverbs):
                length = lexicon.verbs.longest(text, at, end)
                if length and at + length < end:
                    first, verb_end = at, at + length
                    break
        return Site(start, end, numbers, head, first, adverbs, verb_end, attribute_end)

    def resultative(self, s: Site) -> Frame | None:
        ending = self._lexicon.result_end.search(self._text, s.start + 2, s.end)
        if ending is None or not self._words[ending.start()]:
            return None
        held = self.frame(s.start, ending.start(), s.numbers)
        return held._replace(verb_end=s.end) if held.verb_end == ending.start() > held.verb_start else None

    def demand(self, s: Site) -> Frame | None:
        deed = self._demanded(s.lead, s.end)
        return self.frame(deed, s.end, s.numbers) if deed else None

    def copula(self, s: Site) -> Frame | None:
        found = None if s.numbers else self._search.copula(s.lead, s.end)
        return found and self._with_subject(s.lead, found, "both")

    def passive(self, s: Site) -> Frame | None:
        return None if self._text[s.lead : s.lead + 1] in ("让", "使") else self._passive(s.lead, s.end)

    def relation(self, s: Site) -> Frame | None:
        verb = self._text[s.head : s.verb_end] if s.verb_end else ""
        return Frame("subject", s.head, s.head, s.head, s.verb_end) if verb in self._lexicon.relational else None

    def verb_first(self, s: Site) -> Frame | None:
        return self._headed(s.head, s.verb_end, s.end, s.numbers) if s.verb_end else None

    def nothing(self, s: Site) -> Frame | None:
        return Frame("adjunct", s.start, s.start, s.start, s.start) if s.head >= s.end and not s.adverbs else None

    def accordance(self, s: Site) -> Frame | None:
        found = self._lexicon.accordance.match(self._text, s.head, s.end)
        if found is None or not self.verbs.begins_with_verb(found.end(), s.end):
            return None
        return self.frame(found.end(), s.end, s.numbers)

    def adjunct(self, s: Site) -> Frame | None:
        text, lexicon = self._text, self._lexicon
        if (
            s.numbers
            or not lexicon.adjunct.fullmatch(text, s.head, s.end)
            or lexicon.being.search(text, s.head + 2, s.end)
            or lexicon.disposal.match(text, s.head, s.end)
            or lexicon.result_end.search(text, s.head, s.end)
            or (text[s.end - 1] in _PLACES and lexicon.predicates.longest_before(text, s.head + 2, s.end) > 1)
        ):
            return None
        return Frame("adjunct", s.head, s.head, s.head, s.head)

    def pivot(self, s: Site) -> Frame | None:
        pivotal = self._text[s.head : s.head + 1] in ("让", "使") and s.head < s.end
        return (
            self._made_to(s.head, s.end, s.numbers)
            if pivotal and self._words[s.head + 1] and s.end - s.head > 3
            else None
        )

    def behind_place(self, s: Site) -> Frame | None:
        text, words = self._text, self._words
        if s.head >= s.end or text[s.head] != "在" or not words[s.head + 1]:
            return None
        for place in self._lexicon.place_end.finditer(text, s.head + 2, s.end - 1):
            causes = text[place.end()] in "使让" and words[place.end() + 1]
            if words[place.end()] and (causes or self.verbs.begins_with_verb(place.end(), s.end)):
                return self.frame(place.end(), s.end, s.numbers)
        return None

    def disposal(self, s: Site) -> Frame | None:
        text, words, head = self._text, self._words, s.head
        if head < s.end and text[head] == "把" and (made := text.find("作为", head + 2, s.end)) > 0 and words[made]:
            return Frame("subject", head + 1, made, made, made + 2)
        ba = self._lexicon.disposal.match(text, head, s.end)
        if ba is not None and words[ba.start(1)] and (handed := self._search.handed_over(ba.end(), s.end)) is not None:
            return self._with_subject(ba.end(), handed, "subject")
        jiang = text[head - 1] == "将" and s.adverbs and not self._lexicon.prepositions.longest(text, head, s.end)
        handed = self._search.handed_over(head, s.end) if jiang else None
        return handed and self._with_subject(head, handed, "subject")

    def perfective(self, s: Site) -> Frame | None:
        marked = self._search.marked(s.head, s.end, s.numbers)
        if marked is None:
            return None
        if marked.start == s.head or self._lexicon.prepositions.longest(self._text, s.head, s.end):
            return Frame("object", marked.start, marked.start, marked.start, marked.end)
        return self._with_subject(s.head, marked)

    def behind_preposition(self, s: Site) -> Frame | None:
        text, words, lexicon, subject, end = self._text, self._words, self._lexicon, s.head, s.end
        length = lexicon.prepositions.longest(text, subject, end)
        if not length or not words[subject + length]:
            return None
        inner = subject + length
        patient = text[subject:inner] in lexicon.patients
        best = self._search.inner(inner, end, s.numbers, 2.5, transitive=True)
        if best is None and patient:
            best = self._search.noun_verb(inner, end)
        if best is not None:
            ba = text[subject:inner] == "把" and best.start - inner >= 2
            if ba or (best.form == "subject" and patient):
                return self._with_subject(inner, best, "subject")
            return Frame("object", inner, inner, best.start, best.end)
        behind = None if s.numbers else self._search.behind_phrase(inner, end, urged=bool(s.adverbs))
        if behind is not None:
            return Frame("object", behind.start, behind.start, behind.start, behind.end)
        last = words.rfind(1, subject, end)
        towards = text[subject:last].startswith(("向", "与", "同")) and last >= subject + 3
        if towards and self.verbs.is_verb(last, end):
            return Frame("subject", inner, last, last, end)
        return None if patient or s.numbers else Frame("adjunct", subject, subject, subject, subject)

    def subject_verb(self, s: Site) -> Frame | None:
        subject = self._subject(s)
        best = self._search.inner(subject, s.end, s.numbers, 1.5)
        if best is None or (best.score < 5 and self._is_figure(best.start, best.end, s.numbers)):
            return None
        return self._with_subject(subject, best)

    def verbless(self, s: Site) -> Frame | None:
        subject = self._subject(s)
        return Frame("verbless", subject, s.end, subject, subject) if s.numbers else None

    def state(self, s: Site) -> Frame | None:
        found = self._search.stated(self._subject(s), s.end)
        return found and self._with_subject(self._subject(s), found)

    def idiom(self, s: Site) -> Frame | None:
        at = self._subject(s)
        return Frame("object", at, at, at, s.end) if self.verbs.is_idiom(at, s.end) else None

    def noun_with_attribute(self, s: Site) -> Frame | None:
        last = self._words.rfind(1, self._subject(s), s.end)
        told = s.attribute_end and last > s.attribute_end and self.verbs.is_noun(last, s.end)
        return Frame("object", s.head, s.head, s.head, s.attribute_end) if told else None

    def any_verb(self, s: Site) -> Frame | None:
        return self._general(self._subject(s), s.end)

    def last_word(self, s: Site) -> Frame | None:
        return self._closed(self._subject(s), s.end)

    def _subject(self, s: Site) -> int:
        """Where the subject begins: an adverb cut into a word is part of it after all."""
        return s.adverbs[0] if s.adverbs and not self._words[s.head] else s.head

    def _with_subject(self, subject: int, verb: Verb, form: Form | None = None) -> Frame:
        return Frame(form or verb.form, subject, self.verbs.before_adverbs(subject, verb.start), verb.start, verb.end)

    def _passive(self, start: int, end: int) -> Frame | None:
        """A clause whose verb stands behind 得到 and how: 职业教育|得到进一步|加强, 统一战线|得到了|发展和壮大.

        Where a noun or an agent follows, 得到 is the verb itself: 得到|更多实惠, 得到|各方充分肯定.
        """
        text, words, lexicon = self._text, self._words, self._lexicon
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
        text, words, lexicon = self._text, self._words, self._lexicon
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
        verb = (
            Verb(5.0, becomes, becomes + 2, "both") if becomes > 0 else self._search.inner(start + 1, end, numbers, 4.5)
        )
        if verb is None:
            return plain
        return Frame(verb.form, start + 1, self.verbs.before_adverbs(start + 1, verb.start), verb.start, verb.end)

    def _headed(self, head: int, verb_end: int, end: int, numbers: Spans) -> Frame:
        """A clause that begins with a verb, unless a better one stands further in (投资|增长趋缓)."""
        text, lexicon = self._text, self._lexicon
        verb = text[head:verb_end]
        if verb in lexicon.earmarking and numbers and numbers[-1][0] > verb_end:
            told = self._search.number_verb(verb_end, end, numbers)
            if told is None:
                return Frame("verbless", head, end, head, head)  # 用于|抗灾的资金 89 亿元
            return Frame("subject", head, self.verbs.before_adverbs(head, told.start), told.start, told.end)
        if verb in lexicon.assuring and verb not in lexicon.linking and not numbers:
            inner, chain = self.verbs.skip_adverbs(verb_end, end)
            inner_end = (
                self.verbs.verb_at(inner, end, False)
                if chain and text[chain[-1] : inner] not in lexicon.adjectival
                else 0
            )
            if 0 < inner_end < end and text[inner:inner_end] not in lexicon.nominal and text[inner - 1] != "将":
                return Frame("object", inner, inner, inner, inner_end)  # 争取|尽快|拿到
        if verb in lexicon.assuring and numbers:
            rival = self._search.number_verb(verb_end, end, numbers)
            if rival is not None:
                return Frame(
                    "subject", verb_end, self.verbs.before_adverbs(verb_end, rival.start), rival.start, rival.end
                )
            inner, chain = self.verbs.skip_adverbs(verb_end, end)
            if chain and (inner_end := self.verbs.verb_at(inner, end, True)):
                return Frame("object", inner, inner, inner, inner_end)
        if not numbers and (verb not in lexicon.causative or verb in lexicon.nominal):
            closing = self._search.closing_verb(verb_end, end, numbers)
            if closing is not None:
                subject_end = self.verbs.before_adverbs(head, closing.start)
                if text.endswith(lexicon.extents, verb_end + 2, subject_end):
                    return Frame("subject", head, subject_end, closing.start, closing.end)  # 保障民生力度|加大
        if not numbers and verb not in lexicon.causative:
            meant, named = self._earmarked(verb_end, end)
            if meant:
                return Frame("both", head, named, meant, meant + 2)
        turn = lexicon.turning.search(text, verb_end + 2, end)
        if turn is not None and self._words[turn.start()] and turn.end() < end:
            return Frame("subject", head, turn.start(), self.verbs.skip_adverbs(turn.end(), end)[0], end)
        parts = [verb] if verb in lexicon.verbs.words else _JOINT.split(verb)  # 普及 is one verb for all its 及
        if any(part in lexicon.causative for part in parts):
            return Frame("object", head, head, head, verb_end)
        if not numbers and (achieved := self._search.achieved(verb_end + 1, end)) is not None:
            return Frame("subject", head, self.verbs.before_adverbs(head, achieved.start), achieved.start, achieved.end)
        nominal = all(part in lexicon.nominal for part in parts)
        if numbers and (share := text.find("占", verb_end, end)) > 0 and self._words[share] and self._words[share + 1]:
            return Frame("subject", head, self.verbs.before_adverbs(head, share), share, share + 1)
        rival = self._search.number_verb(verb_end, end, numbers)
        if rival is not None and rival.score >= 6 and text[rival.start : rival.end] in lexicon.overriding:
            return Frame("subject", head, self.verbs.before_adverbs(head, rival.start), rival.start, rival.end)
        if nominal and not numbers and (stated := self._search.stated(verb_end, end)) is not None:
            return Frame("subject", head, self.verbs.before_adverbs(head, stated.start), stated.start, stated.end)
        if self._is_figure(head, verb_end, numbers):
            return Frame("verbless", head, end, head, head)
        if nominal:
            # A noun may have its verb right behind it: 高质量发展|取得|标志性成果.
            linked = text[verb_end : verb_end + lexicon.inner.longest(text, verb_end, end)] in lexicon.linking
            rival = self._search.inner(verb_end - linked, end, numbers, 4.2)
        else:
            rival = self._search.closing_verb(verb_end, end, numbers) if "的" in text[verb_end:end] else None
        if rival is not None and (rival.form == "subject" or rival.score >= 4.5):
            return Frame(rival.form, head, self.verbs.before_adverbs(head, rival.start), rival.start, rival.end)
        return Frame("object", head, head, head, verb_end)

    def _earmarked(self, start: int, end: int) -> tuple[int, int]:
        """Where 用于 stands behind an adverb, and where the name of the money ends, though it begins with a verb.

        新增财力|主要|用于|学校建设; 0, 0 for 加大|用于学校的投入.
        """
        text, words, lexicon = self._text, self._words, self._lexicon
        for word in lexicon.earmarking:
            at = text.find(word, start + 2, end - 2)
            adverb = lexicon.leading.longest_before(text, start + 1, at) if at > 0 else 0
            if adverb > 1 and words[at] and words[at - adverb]:
                return at, at - adverb
        return 0, 0

    def object_end(self, verb: str, start: int, end: int) -> int:
        """Where the object that begins at `start` ends: before a second verb that says what for.

        A means stands before that verb: 运用数字手段|重塑机制, 安排国债资金|支持卫生院建设.
        """
        text, words, lexicon = self._text, self._words, self._lexicon
        if verb not in lexicon.employing:
            return end
        for found in lexicon.means.finditer(text, start, end - 2):
            at, chain = self.verbs.skip_adverbs(found.end(), end)
            if not words[found.end()] or not words[at]:
                continue
            second = text[at : at + lexicon.verbs.longest(text, at, end)]
            after = at + len(second)
            known = second not in lexicon.nominal or second in lexicon.causative or bool(chain)
            closes = after == end and bool(chain)
            if (
                len(second) > 1
                and known
                and words[after]
                and (closes or (end - after > 2 and text[after] not in "的、和与及"))
            ):
                return found.end()
        return end

    def _demanded(self, start: int, end: int) -> int:
        """Where the deed begins that 是要 asks for: 就是|要保持政策的连续性, 关键是|要用好资金; else 0."""
        found = _ASKED.search(self._text, start, end)
        if found is None or not self._words[found.end()] or not self._words[found.end() + 1]:
            return 0
        opens = found.start() <= start + 1 or self._text.endswith(self._lexicon.summing, 0, found.start())
        return found.end() if opens else 0

    def _is_figure(self, verb: int, verb_end: int, numbers: Spans) -> bool:
        """Whether what looks like a verb is part of the name of a figure: 研发|经费支出 5100 亿元, 投资增速 23.9%."""
        text = self._text
        if not numbers or text[verb:verb_end] not in self._lexicon.nominal or numbers[0][0] <= verb_end:
            return False
        stop = numbers[0][0]
        while text[stop - 1] in HEDGES:
            stop -= 1
        return stop - verb_end >= 2 and text.endswith(self._lexicon.figures, verb_end, stop)

    def _general(self, start: int, end: int) -> Frame | None:
        """A clause whose verb only the general language knows: 省政府|召开|全省大会."""
        text, words, general = self._text, self._words, self._lexicon.general
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

    def _closed(self, start: int, end: int) -> Frame:
        """A clause whose verb no list holds: its last word, or the two last where they make a 亮点|纷呈."""
        words, text = self._words, self._text
        if text[end - 1] == "等" and end - start > 3:
            end -= 1
        last = end - 1
        if text[last] == "”" and (opening := text.rfind("“", start, last)) > start:
            return Frame("subject", start, self.verbs.before_adverbs(start, opening), opening + 1, last)
        while last > start and not words[last]:
            last -= 1
        if end - last == 2 and last - 2 > start and words[last - 2] and not words[last - 1]:
            last -= 2
        if last <= start:
            return Frame("object", start, start, start, end)
        if (
            text[last - 1] in "和与及"
            and words[last - 1]
            and (verb := self._search.noun_verb(start, last - 1)) is not None
        ):
            # 集中力量|治理|扬尘和水污染: what 和 joins to a noun is one
            return Frame("object" if verb.start == start else "both", start, verb.start, verb.start, verb.end)
        first = words.find(1, start + 1, last)
        if first > 0 and self.verbs.is_verb(start, first) and self.verbs.is_noun(last, end):
            return Frame(
                "object", start, start, start, first
            )  # 做|世界和平的建设者: the first word, as the last is a noun
        return Frame("subject", start, self.verbs.before_adverbs(start, last), last, end)


CONSTRUCTIONS: tuple[Construction, ...] = (
    Construction("resultative", "动补", "广大职工|动员起来|", Reader.resultative),
    Construction("demand", "是要", "关键是要|用好|资金", Reader.demand),
    Construction("copula", "是字句", "健全体系|是|重要举措", Reader.copula),
    Construction("passive", "得到句", "职业教育得到进一步|加强|", Reader.passive),
    Construction("relation", "比较", "|居|全国第六", Reader.relation),
    Construction("verb first", "无主句", "|实施|四年行动", Reader.verb_first),
    Construction("nothing", "", "与此同时", Reader.nothing),
    Construction("accordance", "状语", "按照自愿的原则大力|发展|合作社", Reader.accordance),
    Construction("adjunct", "状语", "以科创湖区为主核", Reader.adjunct),
    Construction("pivot", "兼语句", "使灌区面貌得到|改善|", Reader.pivot),
    Construction("behind place", "状语", "在乡村振兴上|加大|投入", Reader.behind_place),
    Construction("disposal", "把字句", "把重点|放在|创新上", Reader.disposal),
    Construction("perfective", "了", "|积蓄了|强大动能", Reader.perfective),
    Construction("preposition", "介宾", "为经营主体|减负|", Reader.behind_preposition),
    Construction("subject verb", "主谓句", "体系加快|构建|", Reader.subject_verb),
    Construction("verbless", "名词谓语句", "财政总收入95.2亿元", Reader.verbless),
    Construction("state", "形容词谓语句", "家底更加|殷实|", Reader.state),
    Construction("idiom", "四字格", "|因地施策|", Reader.idiom),
    Construction("attribute", "定中", "|安排|的建设资金", Reader.noun_with_attribute),
    Construction("any verb", "", "省政府|召开|全省大会", Reader.any_verb),
    Construction("last word", "", "笑语|盈盈|", Reader.last_word),
)
