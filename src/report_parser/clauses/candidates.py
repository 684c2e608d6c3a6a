"""The verb of a clause that does not open with it: each way of finding one, with how well it speaks for itself.

复建安置项目|开工12个: the verb stands before the number; 健全体系|是|重要举措: 是 is the verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from report_parser.clauses.verbs import RATIO, VerbReader
from report_parser.words.lexicon import BRACKETED, Lexicon

Form = Literal["object", "subject", "both", "verbless", "adjunct"]
Spans = Sequence[tuple[int, int]]
_HEDGING = ("超", "近", "逾", "过")
# What may stand between a verb and its number.
HEDGES = "近约超逾达至到了为第已均各共"
# What ties a verb to where 把 hands its object: 放|在, 转|到, 打造|成.
_HANDING = "在到于入给成为进"
# What closes a verb before 了: 用|上|了.
_COMPLEMENTS = "上到住出起下开"
# A verb of so many characters is two in one (开通运营), and no noun.
_COMPOUND = 4


class Verb(NamedTuple):
    """A word that may be the verb of its clause; `form` tells where its objects stand, as in a frame."""

    score: float
    start: int
    end: int
    form: Form


class VerbSearch:
    """Finds the verb inside the clauses of one text."""

    def __init__(self, text: str, words: bytes, lexicon: Lexicon, verbs: VerbReader) -> None:
        self._text = text
        self._words = words
        self._lexicon = lexicon
        self.verbs = verbs

    def copula(self, start: int, end: int) -> Verb | None:
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
            inner, _ = self.verbs.skip_adverbs(last, end)
            summed = text.endswith(lexicon.summing, 0, first)
            opens = summed or (opening <= start + 1 and "的" not in text[inner:end])
            if opens and self.verbs.verb_at(inner, end, False):
                return None
            quoted = text.count("“", start, first) > text.count("”", start, first)
            if not quoted and text.count("《", start, first) <= text.count("》", start, first):
                return Verb(6.0, first, last, "both")
        return None

    def marked(self, start: int, end: int, numbers: Spans) -> Verb | None:
        """The verb that 了 marks as done, whatever word it is: 积蓄了|强大动能; numbers have verbs of their own."""
        text, words = self._text, self._words
        le = text.find("了", start + 1, end)
        if le < 0 or not words[le] or (numbers and self.number_verb(start, end, numbers) is not None):
            return None
        first = words.rfind(1, start, le)
        single = first > start and le + 2 < end and words[le + 1]
        if le - first == 1 and text[first] in _COMPLEMENTS:
            before = words.rfind(1, start, first)
            if 0 <= start < before and (first - before == 1 or self.verbs.is_deed(text[before:first])):
                alone = (
                    self._lexicon.adverbs.longest(text, before, first) or text[before:first] in self._lexicon.nominal
                )
                first = first if alone else before  # 用上|了, 感受到|了
        told = le - first > 1 or (single and not self._lexicon.prepositions.longest(text, first, le))
        if first < start or not told or le - first > 4 or self._lexicon.adverbs.longest(text, first, le) == le - first:
            return None
        return Verb(5.0, first, le + 1, "both" if le + 1 < end else "subject")

    def behind_phrase(self, start: int, end: int, *, urged: bool) -> Verb | None:
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
                return Verb(3.0, at, stop, "object")
            plain = urged or text[at:stop] not in lexicon.nominal
            if carried and plain and "的" not in text[stop:end] and lexicon.verbs.longest(text, at, end) == length:
                return Verb(3.0, at, stop, "object")
        return None

    def handed_over(self, start: int, end: int) -> Verb | None:
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
                return Verb(6.0, at, stop, "subject")
            if text[stop] in _HANDING and words[stop + 1] and (known or stop - at == 1):
                return Verb(6.0, at, stop + 1, "subject")
            at = stop
        ending = lexicon.result_end.search(text, start + 2, end)
        if ending is None:
            return None
        first = words.rfind(1, start, ending.start())
        return Verb(6.0, first, end, "subject") if first >= start + 2 else None

    def noun_verb(self, start: int, end: int) -> Verb | None:
        """A verb that is as often a noun, with an object behind it: 为3.2万户居民|改造|燃气管道."""
        words, lexicon = self._words, self._lexicon
        for at in range(start + 2, end - 3):
            length = lexicon.verbs.longest(self._text, at, end) if words[at] else 0
            stop = at + length
            if length > 1 and words[stop] and stop + 2 <= end and self._text[stop] not in "、的和与及":
                return Verb(3.0, at, stop, "both")
        return None

    def stated(self, start: int, end: int) -> Verb | None:
        """A closing word of state, whatever it is, told by the adverb before it: 发展基础|更加|坚实."""
        words, adverbs = self._words, self._lexicon.adverbs
        for length in (2, 3, 4):
            first = end - length
            if first > start + 2 and words[first]:
                adverb = adverbs.longest_before(self._text, start + 2, first)
                how = self._text[first - adverb : first]
                told = adverb > 1 and words[first - adverb] and how not in self._lexicon.adjectival
                if told and not self.verbs.is_noun(first, end):
                    return Verb(5.0, first, end, "subject")
        return None

    def number_verb(self, start: int, end: int, numbers: Spans) -> Verb | None:
        """The verb that ties a subject to the first number it meets: 突破|近400亿元, 提高到|21.7%."""
        text, lexicon = self._text, self._lexicon
        for number, number_end in numbers:
            if text[number_end : number_end + 1] == "的":
                continue
            stop = number
            while stop > start:
                found = lexicon.measures.longest_before(text, start + 1, stop)
                if not found or (found == 1 and not self._words[stop - 1]):
                    if text[stop - 1] in HEDGES:
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
                        return Verb(6.0, first - longer, first, "subject")
                weak = verb in lexicon.nominal and verb not in lexicon.predicates.words
                score = 2.8 if weak or verb in _HEDGING else 6.0
                behind = verb in lexicon.reaching and number_end + 1 < end
                return Verb(score, first, stop, "both" if behind else "subject")
        return None

    def achieved(self, start: int, end: int) -> Verb | None:
        """The verb with its empty noun that closes a clause: 改革|迈出坚实步伐."""
        found = self._lexicon.achieving.search(self._text, start, end)
        return Verb(5.6, found.start(), end, "subject") if found is not None and self._words[found.start()] else None

    def closing_verb(self, start: int, end: int, numbers: Spans) -> Verb | None:
        """A verb of state that closes the clause with an adverb before it: 体系|加快|构建."""
        text, words, lexicon = self._text, self._words, self._lexicon
        tail = tail_of(text, end, numbers)
        length = lexicon.predicates.longest_before(text, start + 1, tail)
        first = tail - length
        if not length or not words[first] or text[first:tail] in lexicon.nominal:
            return None
        adverb = lexicon.adverbs.longest_before(text, start, first)
        if not adverb or not words[first - adverb]:
            return None
        return Verb(5.3, first, tail, "subject")

    def inner(self, start: int, end: int, numbers: Spans, threshold: float, *, transitive: bool = False) -> Verb | None:
        """The best verb inside a clause that begins with its subject, if it scores `threshold`.

        `transitive` asks for a verb with an object where there is one (以项目|引领|产业升级).
        """
        text, words, lexicon = self._text, self._words, self._lexicon
        inner, adverbs = lexicon.inner, lexicon.adverbs
        best = self.number_verb(start, end, numbers) if numbers else None
        if best is not None and best.score >= 6:
            return best
        if not numbers and not transitive and (achieved := self.achieved(start + 2, end)) is not None:
            return achieved
        if not transitive and (closing := self.closing_verb(start, end, numbers)) is not None:
            return closing
        tail = tail_of(text, end, numbers)
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
            if fresh > 1 and not self.verbs.qualifies(at + 1 + fresh, tail):
                renewed = Verb(4.5, at, at + 1 + fresh, "both")
                best = renewed if best is None or best.score < renewed.score else best
            if length and self.verbs.stands_alone(at, length):
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

    def _judge(self, start: int, end: int, tail: int, after_adverb: bool) -> Verb:
        """How likely `start`..`end` is the main verb, and on which side its objects stand."""
        text, lexicon = self._text, self._lexicon
        verb = text[start:end]
        bonus = 0.5 if after_adverb else 0.0
        if self.verbs.qualifies(end, tail):
            # 政府|掌握|的|资金 is told of by its verb where nothing else is said of it.
            last = self._words.rfind(1, end, tail)
            alone = verb in lexicon.verbs.words and (
                self.verbs.is_noun(last, tail) or not self.verbs.is_deed(text[last:tail])
            )
            return Verb(2.5 if alone and verb not in lexicon.nominal else 1.0, start, end, "both")
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
            return Verb(score, start, end, "subject")
        if verb == "占" and not RATIO.isdisjoint(text[end:tail]):
            return Verb(0.0, start, end, "subject")
        if verb in lexicon.receptive:
            return Verb(4.5 + bonus, start, end, "subject")
        if verb in lexicon.linking:
            return Verb(4.5 + bonus if end - start > 1 or after_adverb else 3.2, start, end, "both")
        if text[end] in "到至" and verb in lexicon.predicates.words:
            return Verb(5.0, start, end + 1, "subject")
        acts = verb in lexicon.verbs.words and text.endswith(lexicon.actors, 0, start)
        if verb in lexicon.verbs.words and (acts or self.verbs.after_modal(start) or verb not in lexicon.nominal):
            return Verb(3.0 + 2 * bonus, start, end, "both")
        return Verb(1.0, start, end, "both")

    def _governs(self, verb: Verb, at: int, tail: int) -> bool:
        """Whether the closing word at `at` is a noun in the object of `verb`: 全面|实行|果蔬快速检测."""
        text, lexicon = self._text, self._lexicon
        told = verb.form == "both" and verb.score >= 4 and text[verb.start : verb.end] not in lexicon.nominal
        closing = text[at:tail]
        return told and verb.end < at and closing in lexicon.nominal and closing not in lexicon.predicates.words


def tail_of(text: str, end: int, numbers: Spans) -> int:
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
