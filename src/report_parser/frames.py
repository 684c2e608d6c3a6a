"""The frame of one clause: where its verb stands, and whether its object follows or its subject goes before.

复建安置项目开工12个 -> verb 开工, subject 复建安置项目; 大力实施四年行动 -> verb 实施, what follows is the object.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from report_parser.actions import BRACKETED, BUILD, TIME, TOO, Lexicon

Form = Literal["object", "subject", "both", "verbless", "adjunct"]
Spans = Sequence[tuple[int, int]]
_ASPECT = "了着过"
_HEDGING = ("超", "近", "逾", "过")
_HEDGES = "近约超逾达至到了为第已均各共"
# What ties a verb to where 把 hands its object: 放|在, 转|到, 打造|成.
_HANDING = "在到于入给成为进"
# Words that close a phrase of time or place, unless they close a word of state: 靠|前.
_PLACES = "前后上下中里来时"
# Two verbs in one: 协调和共享.
_JOINT = re.compile("[和并及]")
# What opens a demand: 就|是|要保持….
_ASKED = re.compile("(?<!不)就?是(?=要(?!不要))")
# What closes a verb before 了: 用|上|了.
_COMPLEMENTS = "上到住出起下开"
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


class _Verb(NamedTuple):
    score: float
    start: int
    end: int
    form: Form


class Reader:
    """Takes the clauses of one text apart."""

    def __init__(self, text: str, words: bytes, lexicon: Lexicon) -> None:
        self._text = text
        self._words = words
        self._lexicon = lexicon

    def frame(self, start: int, end: int, numbers: Spans) -> Frame:
        """Take the clause `start`..`end` apart; `numbers` are the spans of its quantities, in order."""
        text, words, lexicon = self._text, self._words, self._lexicon
        ending = lexicon.result_end.search(text, start + 2, end)
        if ending is not None and words[ending.start()]:
            held = self.frame(start, ending.start(), numbers)
            if held.verb_end == ending.start() > held.verb_start:
                return held._replace(verb_end=end)  # 广大职工|动员起来
        head, chain = self._skip_adverbs(start, end)
        if (demand := self._demanded(head, end)) > 0:
            return self.frame(demand, end, numbers)
        if not numbers and (copula := self._copula(head, end)) is not None:
            return Frame("both", head, self._before_adverbs(head, copula.start), copula.start, copula.end)
        if text[head : head + 1] not in ("让", "使") and (passive := self._passive(head, end)) is not None:
            return passive
        verb_end = self._verb_at(head, end, bool(chain))
        qualifier = 0
        if verb_end and self._qualifies(verb_end, end):
            qualifier, verb_end = verb_end, 0
        if not verb_end:
            for at in reversed(chain):
                length = lexicon.verbs.longest(text, at, end)
                if length and at + length < end:
                    head, verb_end = at, at + length
                    break
        if verb_end and text[head:verb_end] in lexicon.relational:
            return Frame("subject", head, head, head, verb_end)
        if verb_end:
            return self._headed(head, verb_end, end, numbers)
        subject = head
        if head >= end and not chain:
            return Frame("adjunct", start, start, start, start)
        accordance = lexicon.accordance.match(text, subject, end)
        if accordance is not None and self.begins_with_verb(accordance.end(), end):
            return self.frame(accordance.end(), end, numbers)
        if (
            lexicon.adjunct.fullmatch(text, subject, end)
            and not numbers
            and not lexicon.being.search(text, subject + 2, end)
            and not lexicon.disposal.match(text, subject, end)
            and not lexicon.result_end.search(text, subject, end)
            and not (text[end - 1] in _PLACES and lexicon.predicates.longest_before(text, subject + 2, end) > 1)
        ):
            return Frame("adjunct", subject, subject, subject, subject)
        preposition = lexicon.prepositions.longest(text, subject, end)
        first = text[subject] if subject < end else None  # nothing is left of a clause of adverbs alone
        if first in ("让", "使") and words[subject + 1] and end - subject > 3:
            return self._made_to(subject, end, numbers)
        if first == "在" and words[subject + 1]:
            for place in lexicon.place_end.finditer(text, subject + 2, end - 1):
                causes = text[place.end()] in "使让" and words[place.end() + 1]
                if words[place.end()] and (causes or self.begins_with_verb(place.end(), end)):
                    return self.frame(place.end(), end, numbers)
        if first == "把" and (made := text.find("作为", subject + 2, end)) > 0 and words[made]:
            return Frame("subject", subject + 1, made, made, made + 2)
        if (disposal := lexicon.disposal.match(text, subject, end)) is not None and words[disposal.start(1)]:
            handed = self._handed_over(disposal.end(), end)
            if handed is not None:
                inner = disposal.end()
                return Frame("subject", inner, self._before_adverbs(inner, handed.start), handed.start, handed.end)
        handing = text[subject - 1] == "将" and chain and not preposition
        if handing and (handed := self._handed_over(subject, end)) is not None:
            inner = self._before_adverbs(subject, handed.start)
            return Frame("subject", subject, inner, handed.start, handed.end)
        marked = self._marked(subject, end, numbers)
        if marked is not None:
            if marked.start == subject or preposition:
                return Frame("object", marked.start, marked.start, marked.start, marked.end)
            return Frame(marked.form, subject, self._before_adverbs(subject, marked.start), marked.start, marked.end)
        if preposition and self._words[subject + preposition]:
            best = self._inner(subject + preposition, end, numbers, 2.5, transitive=True)
            if best is None and text[subject : subject + preposition] in lexicon.patients:
                best = self._noun_verb(subject + preposition, end)
            if best is not None:
                inner = subject + preposition
                if text[subject:inner] == "把" and best.start - inner >= 2:
                    return Frame("subject", inner, self._before_adverbs(inner, best.start), best.start, best.end)
                if best.form != "subject":
                    return Frame("object", inner, inner, best.start, best.end)
                if text[subject:inner] not in lexicon.patients:
                    return Frame("object", inner, inner, best.start, best.end)
                return Frame("subject", inner, self._before_adverbs(inner, best.start), best.start, best.end)
            if (
                not numbers
                and (behind := self._behind_phrase(subject + preposition, end, urged=bool(chain))) is not None
            ):
                return Frame("object", behind.start, behind.start, behind.start, behind.end)
            last = words.rfind(1, subject, end)
            if text[subject:last].startswith(("向", "与", "同")) and last >= subject + 3 and self._is_verb(last, end):
                return Frame("subject", subject + preposition, last, last, end)  # 向|污染|宣战
            if not numbers and text[subject : subject + preposition] not in lexicon.patients:
                return Frame("adjunct", subject, subject, subject, subject)
        if chain and not self._words[subject]:
            subject = chain[0]
        best = self._inner(subject, end, numbers, 1.5)
        if best is not None and best.score < 5 and self._is_figure(best.start, best.end, numbers):
            return Frame("verbless", subject, end, subject, subject)
        if best is not None:
            return Frame(best.form, subject, self._before_adverbs(subject, best.start), best.start, best.end)
        if numbers:
            return Frame("verbless", subject, end, subject, subject)
        if (stated := self._stated(subject, end)) is not None:
            return Frame("subject", subject, self._before_adverbs(subject, stated.start), stated.start, stated.end)
        if self.is_idiom(subject, end):
            return Frame("object", subject, subject, subject, end)
        if qualifier and (last := words.rfind(1, subject, end)) > qualifier and self._is_noun(last, end):
            return Frame("object", head, head, head, qualifier)  # 安排|的|建设资金: nothing is said of it
        return self._general(subject, end) or self._closed(subject, end)

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
        if not words[at] or any(len(deed) < 2 or not self._is_deed(deed) for deed in deeds):
            agent = first >= start + 2 and words[at] and len(deeds) == 1 and "的" not in deeds[0]
            last = words.rfind(1, at, end)
            if agent and self._is_deed(text[last + lexicon.adverbs.longest(text, last, end - 1) : end]):
                return Frame("both", start, self._before_adverbs(start, first), first, at)
            return None
        return Frame("subject", start, self._before_adverbs(start, first), at, end)

    def _is_deed(self, word: str) -> bool:
        """Whether a word is a verb of any list."""
        lexicon = self._lexicon
        return word in lexicon.inner.words or word in lexicon.general.words

    def _qualifies(self, verb_end: int, end: int) -> bool:
        """Whether the verb that ends there only tells which thing is meant: 腾出|的|资金, 新修订|的|条例."""
        words = self._words
        return self._text.startswith("的", verb_end, end) and words[verb_end] == words[verb_end + 1] == 1

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
                    "both", start + 1, self._before_adverbs(start + 1, found.start()), found.start(), found.end()
                )
        if text[start] == "让" or "、" in text[start:end]:
            return plain
        becomes = text.find("成为", start + 2, end - 1)
        verb = _Verb(5.0, becomes, becomes + 2, "both") if becomes > 0 else self._inner(start + 1, end, numbers, 4.5)
        if verb is None:
            return plain
        return Frame(verb.form, start + 1, self._before_adverbs(start + 1, verb.start), verb.start, verb.end)

    def is_idiom(self, start: int, end: int) -> bool:
        """Whether four characters say all that a clause says: 迎难而上, 因地施策; not 环境|优美."""
        words = self._words
        if (
            end - start != 4
            or any(char in "“”《》（）" for char in self._text[start:end])
            or self._text[start + 2] in "要再更很极太"
        ):
            return False
        return bool(not words[start + 2] or words[start + 1] or words[start + 3])

    def _headed(self, head: int, verb_end: int, end: int, numbers: Spans) -> Frame:
        """A clause that begins with a verb, unless a better one stands further in (投资|增长趋缓)."""
        text, lexicon = self._text, self._lexicon
        verb = text[head:verb_end]
        if verb in lexicon.earmarking and numbers and numbers[-1][0] > verb_end:
            told = self._number_verb(verb_end, end, numbers)
            if told is None:
                return Frame("verbless", head, end, head, head)  # 用于|抗灾的资金 89 亿元
            return Frame("subject", head, self._before_adverbs(head, told.start), told.start, told.end)
        if verb in lexicon.assuring and verb not in lexicon.linking and not numbers:
            inner, chain = self._skip_adverbs(verb_end, end)
            inner_end = (
                self._verb_at(inner, end, False) if chain and text[chain[-1] : inner] not in lexicon.adjectival else 0
            )
            if 0 < inner_end < end and text[inner:inner_end] not in lexicon.nominal and text[inner - 1] != "将":
                return Frame("object", inner, inner, inner, inner_end)  # 争取|尽快|拿到
        if verb in lexicon.assuring and numbers:
            rival = self._number_verb(verb_end, end, numbers)
            if rival is not None:
                return Frame("subject", verb_end, self._before_adverbs(verb_end, rival.start), rival.start, rival.end)
            inner, chain = self._skip_adverbs(verb_end, end)
            if chain and (inner_end := self._verb_at(inner, end, True)):
                return Frame("object", inner, inner, inner, inner_end)
        if not numbers and (verb not in lexicon.causative or verb in lexicon.nominal):
            closing = self._closing_verb(verb_end, end, numbers)
            if closing is not None:
                subject_end = self._before_adverbs(head, closing.start)
                if text.endswith(lexicon.extents, verb_end + 2, subject_end):
                    return Frame("subject", head, subject_end, closing.start, closing.end)  # 保障民生力度|加大
        if not numbers and verb not in lexicon.causative:
            meant, named = self._earmarked(verb_end, end)
            if meant:
                return Frame("both", head, named, meant, meant + 2)
        turn = lexicon.turning.search(text, verb_end + 2, end)
        if turn is not None and self._words[turn.start()] and turn.end() < end:
            return Frame("subject", head, turn.start(), self._skip_adverbs(turn.end(), end)[0], end)
        parts = [verb] if verb in lexicon.verbs.words else _JOINT.split(verb)  # 普及 is one verb for all its 及
        if any(part in lexicon.causative for part in parts):
            return Frame("object", head, head, head, verb_end)
        if not numbers and (achieved := self._achieved(verb_end + 1, end)) is not None:
            return Frame("subject", head, self._before_adverbs(head, achieved.start), achieved.start, achieved.end)
        nominal = all(part in lexicon.nominal for part in parts)
        if numbers and (share := text.find("占", verb_end, end)) > 0 and self._words[share] and self._words[share + 1]:
            return Frame("subject", head, self._before_adverbs(head, share), share, share + 1)
        rival = self._number_verb(verb_end, end, numbers)
        if rival is not None and rival.score >= 6 and text[rival.start : rival.end] in lexicon.overriding:
            return Frame("subject", head, self._before_adverbs(head, rival.start), rival.start, rival.end)
        if nominal and not numbers and (stated := self._stated(verb_end, end)) is not None:
            return Frame("subject", head, self._before_adverbs(head, stated.start), stated.start, stated.end)
        if self._is_figure(head, verb_end, numbers):
            return Frame("verbless", head, end, head, head)
        if nominal:
            # A noun may have its verb right behind it: 高质量发展|取得|标志性成果.
            linked = text[verb_end : verb_end + lexicon.inner.longest(text, verb_end, end)] in lexicon.linking
            rival = self._inner(verb_end - linked, end, numbers, 4.2)
        else:
            rival = self._closing_verb(verb_end, end, numbers) if "的" in text[verb_end:end] else None
        if rival is not None and (rival.form == "subject" or rival.score >= 4.5):
            return Frame(rival.form, head, self._before_adverbs(head, rival.start), rival.start, rival.end)
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
            at, chain = self._skip_adverbs(found.end(), end)
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

    def _copula(self, start: int, end: int) -> _Verb | None:
        """The 是 that says what a thing is, whatever verbs the thing's name holds: 编制规划|是|一项重要任务.

        Where nothing stands before it, it only opens a deed told by the verb after it (二是|扩大内需), unless the
        clause ends in a noun with 的 (是|推进改革的条件); so it does behind words that sum up (重点是|扩大内需).
        """
        text, words, lexicon = self._text, self._words, self._lexicon
        verb = text[start : start + lexicon.verbs.longest(text, start, end)]
        if verb in lexicon.causative or verb in lexicon.stating:
            return None
        for found in lexicon.copula.finditer(text, start, end - 1):
            first, last = found.start(1), found.end(1)
            opening = found.start() if words[found.start()] else first  # 成就|是|来之不易的
            if not words[last] or not words[opening] or text[last] in "，、的":
                continue
            if text.endswith(lexicon.not_copula, 0, first):
                continue
            inner, _ = self._skip_adverbs(last, end)
            summed = text.endswith(lexicon.summing, 0, first)
            opens = summed or (opening <= start + 1 and "的" not in text[inner:end])
            if opens and self._verb_at(inner, end, False):
                return None
            quoted = text.count("“", start, first) > text.count("”", start, first)
            if not quoted and text.count("《", start, first) <= text.count("》", start, first):
                return _Verb(6.0, first, last, "both")
        return None

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
        while text[stop - 1] in _HEDGES:
            stop -= 1
        return stop - verb_end >= 2 and text.endswith(self._lexicon.figures, verb_end, stop)

    def _marked(self, start: int, end: int, numbers: Spans) -> _Verb | None:
        """The verb that 了 marks as done, whatever word it is: 积蓄了|强大动能; numbers have verbs of their own."""
        text, words = self._text, self._words
        le = text.find("了", start + 1, end)
        if le < 0 or not words[le] or (numbers and self._number_verb(start, end, numbers) is not None):
            return None
        first = words.rfind(1, start, le)
        single = first > start and le + 2 < end and words[le + 1]
        if le - first == 1 and text[first] in _COMPLEMENTS:
            before = words.rfind(1, start, first)
            if 0 <= start < before and (first - before == 1 or self._is_deed(text[before:first])):
                alone = (
                    self._lexicon.adverbs.longest(text, before, first) or text[before:first] in self._lexicon.nominal
                )
                first = first if alone else before  # 用上|了, 感受到|了
        told = le - first > 1 or (single and not self._lexicon.prepositions.longest(text, first, le))
        if first < start or not told or le - first > 4 or self._lexicon.adverbs.longest(text, first, le) == le - first:
            return None
        return _Verb(5.0, first, le + 1, "both" if le + 1 < end else "subject")

    def _behind_phrase(self, start: int, end: int, *, urged: bool) -> _Verb | None:
        """The verb behind a phrase with a preposition: 根据实际情况来恰当|安排|生活, 在全社会|普及|法制教育.

        An adverb tells it, or its object where the preposition names a place or party (`carrying`). One that is as
        often a noun is a verb there where the clause is `urged` by an adverb before the phrase: 继续在全社会普及….
        """
        text, words, lexicon = self._text, self._words, self._lexicon
        carried = text.endswith(lexicon.carrying, 0, start)
        for at in range(start + 2, end - 2):
            adverb = lexicon.leading.longest_before(text, start + 1, at)
            told = text[at - 1] == "来" or (adverb > 0 and words[at - adverb] == 1)
            if not words[at] and not told:
                continue
            length = max(lexicon.verbs.longest(text, at, end), lexicon.general.longest(text, at, end))
            stop = at + length
            if length < 2 or not words[stop] or stop >= end or text[stop] in "的、和与及中上下里":
                continue
            if text[at - 1] in "的、和与及":
                continue
            if told:
                return _Verb(3.0, at, stop, "object")
            plain = urged or text[at:stop] not in lexicon.nominal
            if carried and plain and "的" not in text[stop:end] and lexicon.verbs.longest(text, at, end) == length:
                return _Verb(3.0, at, stop, "object")
        return None

    def _handed_over(self, start: int, end: int) -> _Verb | None:
        """The verb behind what 把 takes up, with its complement: 重点|放在|…上, 亏损企业|停下来."""
        text, words, lexicon = self._text, self._words, self._lexicon
        at = words.find(1, start + 2, end)
        while 0 < at < end - 2:
            stop = words.find(1, at + 1, end)
            if stop < 0:
                break
            verb = max(lexicon.verbs.longest(text, at, stop), lexicon.general.longest(text, at, stop))
            known = verb == stop - at and text[at:stop] not in lexicon.nominal
            if text[stop - 1] in _HANDING and (known or verb == stop - at - 1 > 0):
                return _Verb(6.0, at, stop, "subject")
            if text[stop] in _HANDING and words[stop + 1] and (known or stop - at == 1):
                return _Verb(6.0, at, stop + 1, "subject")
            at = stop
        ending = lexicon.result_end.search(text, start + 2, end)
        if ending is None:
            return None
        first = words.rfind(1, start, ending.start())
        return _Verb(6.0, first, end, "subject") if first >= start + 2 else None

    def _noun_verb(self, start: int, end: int) -> _Verb | None:
        """A verb that is as often a noun, with an object behind it: 为3.2万户居民|改造|燃气管道."""
        words, lexicon = self._words, self._lexicon
        for at in range(start + 2, end - 3):
            length = lexicon.verbs.longest(self._text, at, end) if words[at] else 0
            stop = at + length
            if length > 1 and words[stop] and stop + 2 <= end and self._text[stop] not in "、的和与及":
                return _Verb(3.0, at, stop, "both")
        return None

    def _stated(self, start: int, end: int) -> _Verb | None:
        """A closing word of state, whatever it is, told by the adverb before it: 发展基础|更加|坚实."""
        words, adverbs = self._words, self._lexicon.adverbs
        for length in (2, 3, 4):
            first = end - length
            if first > start + 2 and words[first]:
                adverb = adverbs.longest_before(self._text, start + 2, first)
                how = self._text[first - adverb : first]
                told = adverb > 1 and words[first - adverb] and how not in self._lexicon.adjectival
                if told and not self._is_noun(first, end):
                    return _Verb(5.0, first, end, "subject")
        return None

    def _is_noun(self, start: int, end: int) -> bool:
        """Whether the closing word `start`..`end` is a noun and no state: 提升创新|效能, 高效|政府, 重大使命的|意义."""
        text, lexicon = self._text, self._lexicon
        return text[start - 1] in "的之" or lexicon.things.longest_before(text, start - 1, end) >= min(2, end - start)

    def _is_verb(self, start: int, end: int) -> bool:
        """Whether a word may be a verb: any list holds it, or it is of one character that verbs begin with."""
        word, lexicon = self._text[start:end], self._lexicon
        if word in lexicon.prepositions.words or word in lexicon.leading.words:
            return False
        return word in lexicon.general.words or word in lexicon.inner.words or word in lexicon.prefixes

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
                    return Frame(form, start, self._before_adverbs(start, at), at, stop)
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
            return Frame("subject", start, self._before_adverbs(start, opening), opening + 1, last)
        while last > start and not words[last]:
            last -= 1
        if end - last == 2 and last - 2 > start and words[last - 2] and not words[last - 1]:
            last -= 2
        if last <= start:
            return Frame("object", start, start, start, end)
        if text[last - 1] in "和与及" and words[last - 1] and (verb := self._noun_verb(start, last - 1)) is not None:
            # 集中力量|治理|扬尘和水污染: what 和 joins to a noun is one
            return Frame("object" if verb.start == start else "both", start, verb.start, verb.start, verb.end)
        first = words.find(1, start + 1, last)
        if first > 0 and self._is_verb(start, first) and self._is_noun(last, end):
            return Frame(
                "object", start, start, start, first
            )  # 做|世界和平的建设者: the first word, as the last is a noun
        return Frame("subject", start, self._before_adverbs(start, last), last, end)

    def _skip_adverbs(self, start: int, end: int) -> tuple[int, list[int]]:
        """The first place after openers, time words and adverbs, and the places of those adverbs."""
        text, lexicon = self._text, self._lexicon
        at = start
        chain: list[int] = []
        while at < end:
            if text.startswith(lexicon.set_phrases, at):
                break
            if text[at] == "连" and (row := TIME.match(text, at, end)) is not None and row.end() < end:
                at = row.end()
                continue
            length = lexicon.leading.longest(text, at, end) if text[at] in lexicon.leading.firsts else 0
            if length:
                verb = lexicon.verbs.longest(text, at, end)
                if verb > length or (length == 1 and not self._words[at + 1] and not chain):
                    break
                following = text[at + length : at + length + 1]
                if following == "型" or (following in ("性", "式") and not self._words[at + length]):
                    break  # 紧密型医共体
                if text[at : at + length] in lexicon.half_adverbs and self._is_nominal(at + length, end):
                    break
                if text[at : at + length] not in lexicon.openers:
                    chain.append(at)
                at += length
                if at + 1 < end and text[at] == "地" and self._words[at + 1]:
                    at += 1
                continue
            manner = self._words.find(1, at + 1, end)
            if 3 <= manner - at <= 4 and text[manner - 1] == "化" and lexicon.verbs.longest(text, manner, end):
                chain.append(at)  # 清单化改造: what ends in 化 before a verb says how
                at = manner
                continue
            if 2 <= manner - at <= 4 and text[manner] == "地" and self._words[manner + 1] and manner + 1 < end:
                chain.append(at)  # 清醒地看到: any word before 地 says how
                at = manner + 1
                continue
            time = TIME.match(text, at, end) if not chain else None
            if time is not None and time.end() < end and text[time.end()] != "规":  # “十四五”规划 names no time
                at = time.end()
                continue
            break
        return at, chain

    def _serial(self, verb: str, at: int, end: int) -> int:
        """Where a second verb ends that shares its object with `verb` before it, 0 for none: 整治|提升|背街小巷.

        A third one is part of the object: 制定实施|促进灌区发展的措施.
        实施, 开展 and the like take what is named by a verb (实施|提振消费专项行动), so theirs is no second verb.
        """
        words, lexicon = self._words, self._lexicon
        length = lexicon.verbs.longest(self._text, at, end)
        joined = at + length
        if (
            len(verb) > 2
            or length != 2
            or not words[at]
            or not words[joined]
            or end - joined < 3
            or self._qualifies(joined, end)
        ):
            return 0
        second = self._text[at:joined]
        alone = verb in lexicon.causative or verb in lexicon.holding or second in lexicon.nominal | lexicon.earmarking
        return 0 if alone else joined

    def _is_nominal(self, at: int, end: int) -> bool:
        """Whether a verb that is as often a noun begins at `at`."""
        length = self._lexicon.verbs.longest(self._text, at, end)
        return self._text[at : at + length] in self._lexicon.nominal

    def _verb_at(self, at: int, end: int, after_adverb: bool) -> int:
        """Where the verb that starts at `at` ends, 0 where none does."""
        text, words, lexicon = self._text, self._words, self._lexicon
        length = lexicon.verbs.longest(text, at, end)
        if length and self._stands_alone(at, length):
            verb = text[at : at + length]
            if verb == "占" and not _RATIO.isdisjoint(text[at + length : end]):
                return 0
            if verb not in lexicon.nominal or after_adverb or words[at + length]:
                after = at + length
                aspect = after < end and text[after] in _ASPECT and not TOO.match(text, after, end)
                if aspect or (after < end and text[after] in "到出住好起" and words[after + 1]):
                    return after + 1
                if length > 1 and (joined := self._serial(verb, after, end)):
                    return joined
                if text[after : after + 1] in "和并及":
                    other, _ = self._skip_adverbs(after + 1, end)
                    second = lexicon.verbs.longest(text, other, end)
                    if second > 1 and other + second < end and text[other + second] not in "、和与及的等":
                        return other + second
                return after
        built = BUILD.match(text, at, end)
        if built is not None:
            return built.end()
        # A verb that no list holds: 新+verb, or a one-character verb with its result (建成, 兜牢, 做深).
        if text[at : at + 1] in lexicon.prefixes and at + 2 < end:
            if text[at + 1] in lexicon.results and words[at + 2]:
                return at + 2
            inner = lexicon.verbs.longest(text, at + 1, end) or lexicon.general.longest(text, at + 1, end)
            if text[at] == "新" and inner > 1:
                return at + 1 + inner
        return 0

    def _stands_alone(self, at: int, length: int) -> bool:
        """Whether the verb is no part of a noun: 开发 in 开发区 and 增加 in 增加值 are, 利用 in 利用外资 is not."""
        words = self._words
        if self._text[at + length : at + length + 1] == "率":
            return False
        if words[at + length]:
            return True
        return length > 1 and not words[at + length + 1]

    def _number_verb(self, start: int, end: int, numbers: Spans) -> _Verb | None:
        """The verb that ties a subject to the first number it meets: 突破|近400亿元, 提高到|21.7%."""
        text, lexicon = self._text, self._lexicon
        for number, number_end in numbers:
            if text[number_end : number_end + 1] == "的":
                continue
            stop = number
            while stop > start:
                found = lexicon.measures.longest_before(text, start + 1, stop)
                if not found or (found == 1 and not self._words[stop - 1]):
                    if text[stop - 1] in _HEDGES:
                        stop -= 1
                    elif field := lexicon.fields.longest_before(text, start + 1, stop):
                        stop -= field  # 升至|全国|第3位
                    else:
                        break
                    continue
                first = stop - found
                verb = text[first:stop]
                if found == 1 and verb in "近超逾达":
                    longer = lexicon.verbs.longest_before(text, start + 1, first)
                    before = text[first - longer : first]
                    if longer > 1 and (before in lexicon.measures.words or before not in lexicon.nominal):
                        return _Verb(6.0, first - longer, first, "subject")
                weak = verb in lexicon.nominal and verb not in lexicon.predicates.words
                score = 2.8 if weak or verb in _HEDGING else 6.0
                behind = verb in lexicon.reaching and number_end + 1 < end
                return _Verb(score, first, stop, "both" if behind else "subject")
        return None

    def _achieved(self, start: int, end: int) -> _Verb | None:
        """The verb with its empty noun that closes a clause: 改革|迈出坚实步伐."""
        found = self._lexicon.achieving.search(self._text, start, end)
        return _Verb(5.6, found.start(), end, "subject") if found is not None and self._words[found.start()] else None

    def _closing_verb(self, start: int, end: int, numbers: Spans) -> _Verb | None:
        """A verb of state that closes the clause with an adverb before it: 体系|加快|构建."""
        text, words, lexicon = self._text, self._words, self._lexicon
        tail = _tail(text, end, numbers)
        length = lexicon.predicates.longest_before(text, start + 1, tail)
        first = tail - length
        if not length or not words[first] or text[first:tail] in lexicon.nominal:
            return None
        adverb = lexicon.adverbs.longest_before(text, start, first)
        if not adverb or not words[first - adverb]:
            return None
        return _Verb(5.3, first, tail, "subject")

    def head(self, start: int, end: int) -> int:
        """Where a clause begins behind openers and adverbs: 我们|迎难而上. Its start where those may be its verb."""
        at, chain = self._skip_adverbs(start, end)
        verbal = any(self._lexicon.verbs.longest(self._text, place, at) for place in chain)
        return start if verbal else at

    def begins_with_verb(self, start: int, end: int) -> bool:
        """Whether a verb stands at the head of `start`..`end`, adverbs before it aside."""
        lexicon = self._lexicon
        first = self._text[start]
        if first not in lexicon.verbs.firsts and first not in lexicon.leading.firsts and first not in lexicon.prefixes:
            return False
        head, chain = self._skip_adverbs(start, end)
        if self._verb_at(head, end, bool(chain)):
            return True
        return any(0 < self._lexicon.verbs.longest(self._text, at, end) < end - at for at in chain)

    def _inner(
        self, start: int, end: int, numbers: Spans, threshold: float, *, transitive: bool = False
    ) -> _Verb | None:
        """The best verb inside a clause that begins with its subject, if it scores `threshold`.

        `transitive` asks for a verb with an object where there is one (以项目|引领|产业升级).
        """
        text, words, lexicon = self._text, self._words, self._lexicon
        inner, adverbs = lexicon.inner, lexicon.adverbs
        best = self._number_verb(start, end, numbers) if numbers else None
        if best is not None and best.score >= 6:
            return best
        if not numbers and not transitive and (achieved := self._achieved(start + 2, end)) is not None:
            return achieved
        if not transitive and (closing := self._closing_verb(start, end, numbers)) is not None:
            return closing
        tail = _tail(text, end, numbers)
        after_adverb = -1
        at = start
        while at < end:
            char = text[at]
            if char in "“《（" and (quoted := BRACKETED.match(text, at, end)) is not None:
                at = quoted.end()
                continue
            length = inner.longest(text, at, end) if at > start and char in inner.firsts else 0
            told = char in lexicon.linking or char in lexicon.receptive or at == after_adverb
            if length == 1 and not transitive and not told:
                length = 0
            if length and numbers and numbers[-1][0] > at and text[at : at + length] in lexicon.earmarking:
                length = 0  # 财政|用于|教育的支出 900 亿元
            if length and any(at + length == left and text[right : right + 1] == "的" for left, right in numbers):
                length = 0  # 投资|超过|550亿元的基地: the verb only says which
            fresh = lexicon.verbs.longest(text, at + 1, tail) if char == "新" and at > start else 0
            if fresh > 1 and not self._qualifies(at + 1 + fresh, tail):
                renewed = _Verb(4.5, at, at + 1 + fresh, "both")
                best = renewed if best is None or best.score < renewed.score else best
            if length and self._stands_alone(at, length):
                verb = self._judge(at, at + length, tail, at == after_adverb)
                if best is not None and best.form == "both" and best.score >= 4.5 and text[at:tail] in lexicon.nominal:
                    verb = verb._replace(score=4.0)
                if transitive and verb.form == "subject" and verb.score < 6:
                    verb = verb._replace(score=2.6)
                if best is None or (verb.score > best.score and not self._governs(best, at, tail)):
                    best = verb
            adverb = adverbs.longest(text, at, end) if char in adverbs.firsts else 0
            if adverb and not words[at + adverb] and at > start:
                # 稳步增长 cut as one word is an adverb and its verb all the same.
                joined = inner.longest(text, at + adverb, end)
                if joined > 1 and words[at + adverb + joined]:
                    verb = self._judge(at + adverb, at + adverb + joined, tail, True)
                    if best is None or (verb.score > best.score and not self._governs(best, at + adverb, tail)):
                        best = verb
            if adverb and words[at + adverb]:
                after_adverb = at + adverb
                if not length:
                    at += adverb
                    continue
            step = words.find(1, at + 1, end)
            if step < 0:
                break
            at = step
        return best if best is not None and best.score >= threshold else None

    def _judge(self, start: int, end: int, tail: int, after_adverb: bool) -> _Verb:
        """How likely `start`..`end` is the main verb, and on which side its objects stand."""
        text, lexicon = self._text, self._lexicon
        verb = text[start:end]
        bonus = 0.5 if after_adverb else 0.0
        if self._qualifies(end, tail):
            # 政府|掌握|的|资金 is told of by its verb where nothing else is said of it.
            last = self._words.rfind(1, end, tail)
            alone = verb in lexicon.verbs.words and (self._is_noun(last, tail) or not self._is_deed(text[last:tail]))
            return _Verb(2.5 if alone and verb not in lexicon.nominal else 1.0, start, end, "both")
        if end < tail and (second := lexicon.inner.longest(text, end, tail)) and end + second == tail and second > 1:
            if verb in lexicon.adverbs.words and verb != "没有" and text[end:tail] not in lexicon.nominal:
                return self._judge(end, tail, tail, True)  # 严格|执行
            end = tail if text[end:tail] not in lexicon.nominal else end
        if end >= tail:
            if verb in lexicon.nominal:
                score = 5.0 if after_adverb else 2.0
            elif verb in lexicon.predicates.words:
                score = 4.3 + 2 * bonus
            else:
                score = 4.8 if after_adverb else 4.4 if end - start >= _COMPOUND else 1.6
            return _Verb(score, start, end, "subject")
        if verb == "占" and not _RATIO.isdisjoint(text[end:tail]):
            return _Verb(0.0, start, end, "subject")
        if verb in lexicon.receptive:
            return _Verb(4.5 + bonus, start, end, "subject")
        if verb in lexicon.linking:
            return _Verb(4.5 + bonus if end - start > 1 or after_adverb else 3.2, start, end, "both")
        if text[end] in "到至" and verb in lexicon.predicates.words:
            return _Verb(5.0, start, end + 1, "subject")
        acts = verb in lexicon.verbs.words and text.endswith(lexicon.actors, 0, start)
        if verb in lexicon.verbs.words and (acts or self._after_modal(start) or verb not in lexicon.nominal):
            return _Verb(3.0 + 2 * bonus, start, end, "both")
        return _Verb(1.0, start, end, "both")

    def _governs(self, verb: _Verb, at: int, tail: int) -> bool:
        """Whether the closing word at `at` is a noun in the object of `verb`: 全面|实行|果蔬快速检测."""
        text, lexicon = self._text, self._lexicon
        told = verb.form == "both" and verb.score >= 4 and text[verb.start : verb.end] not in lexicon.nominal
        closing = text[at:tail]
        return told and verb.end < at and closing in lexicon.nominal and closing not in lexicon.predicates.words

    def _after_modal(self, at: int) -> bool:
        """Whether the adverbs before `at` begin with one that only a verb follows: 银行|要|大力|调整|信贷结构."""
        text, words, lexicon = self._text, self._words, self._lexicon
        while length := lexicon.adverbs.longest_before(text, max(0, at - 6), at):
            at -= length
            if not words[at]:
                break
            if text[at : at + length] in lexicon.modals:
                return True
        return False

    def _before_adverbs(self, start: int, verb: int) -> int:
        """The end of a subject whose verb starts at `verb`: adverbs before the verb are no part of it."""
        text, words, adverbs = self._text, self._words, self._lexicon.adverbs
        end = verb
        while end > start:
            length = adverbs.longest_before(text, start + 1, end)
            if not length or not words[end - length]:
                break
            if end < verb and text[end - length : end] in self._lexicon.nominal:
                break  # 科技创新|更加|活跃: before another adverb it is the noun
            end -= length
        if end > start + 2 and text[end - 1] == "地" and words[end - 1]:
            manner = words.rfind(1, start, end - 1)
            if adverbs.longest_before(text, start + 1, max(manner, start + 1)):
                return self._before_adverbs(start, manner)  # 更加|紧密|地|团结
        if text[verb : verb + self._lexicon.mutual.longest(text, verb, verb + 6)]:
            partner = max(text.rfind("与", start + 2, end), text.rfind("同", start + 2, end))
            if partner > 0 and words[partner] and words[partner + 1]:
                return partner
        circumstance = _CIRCUMSTANCE.search(text, start + 2, end)
        # 在, 向 and 比 are words of one character, or they are part of another (比例).
        if circumstance is not None and words[circumstance.start()]:
            opening = circumstance.start()
            if text[opening] in "朝从":
                return self._before_adverbs(start, opening)
            return opening if text[opening] in "已连" or words[opening + 1] else end
        return end


_RATIO = frozenset("重例额比")
# A verb of so many characters is two in one (开通运营), and no noun.
_COMPOUND = 4
# What stands between a subject and its verb: 在担当作为中, 向镇区, 比上一年.
_CIRCUMSTANCE = re.compile(
    r"(?:(?:已)?连续[\d一二三四五六七八九十]+个?(?:年|季度|月|届|次|期)|在[^，、]{1,20}[中上下里内间]"
    r"|从[^，、从]{1,10}(?:开始|起)|朝着?[^，、朝]{1,12}方向|(?<!占)[向比较][^，、的\d]{1,12})$"
)


def _tail(text: str, end: int, numbers: Spans) -> int:
    """Where the clause ends when closing quantities and their hedges are taken off."""
    tail = end
    for start, stop in reversed(numbers):
        if stop < tail - 2:
            break
        tail = start
        while tail > 0 and text[tail - 1] in "超近约逾达":
            tail -= 1
        if text[tail - 1 : tail] == "、":
            tail -= 1
    return tail
