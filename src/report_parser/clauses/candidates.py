"""The verb of a clause that does not open with it: each way of finding one, with what speaks for it.

复建安置项目|开工12个: the verb stands before the number; 健全体系|是|重要举措: 是 is the verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_parser.clauses.evidence import Evidence
from report_parser.clauses.verbs import RATIO, VerbReader
from report_parser.document import Candidate, Form
from report_parser.words.lexicon import BRACKETED, Finder, Lexicon

Spans = Sequence[tuple[int, int]]

# What ties a verb to where 把 hands its object: 放|在, 转|到, 打造|成.
_HANDING = "在到于入给成为进穿"
# What closes a verb before 了: 用|上|了.
_COMPLEMENTS = "上到住出起下开"
# A verb of so many characters is two in one (开通运营), and no noun.
_COMPOUND = 4


class VerbSearch:
    """Finds the verb inside the clauses of one text. `considered` holds every candidate met on the way."""

    def __init__(self, text: str, words: bytes, lexicon: Lexicon, verbs: VerbReader) -> None:
        self._text = text
        self._words = words
        self._lexicon = lexicon
        self.verbs = verbs
        self.considered: list[Candidate] = []
        # What a word begins with that may be a verb or an adverb, or is passed over whole.
        self._telling = lexicon.inner.firsts | lexicon.adverbs.firsts | set("“《（新")

    def candidate(self, start: int, end: int, form: Form, evidence: Evidence) -> Candidate:
        """A word that may be the verb, put on record."""
        found = Candidate(start, end, form, evidence)
        self.considered.append(found)
        return found

    def copula(self, start: int, end: int) -> Candidate | None:
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
                return self.candidate(first, last, "both", Evidence.COPULA)
        return None

    def marked(self, start: int, end: int, numbers: Spans) -> Candidate | None:
        """The verb that 了 marks as done, whatever word it is: 积蓄了|强大动能; numbers have verbs of their own."""
        text, words = self._text, self._words
        le = text.find("了", start + 1, end)
        if le < 0 or not words[le] or (numbers and self.number_verb(start, end, numbers) is not None):
            return None
        first = words.rfind(1, start, le)
        single = first >= start and le + 2 < end and words[le + 1]
        if le - first == 1 and text[first] in _COMPLEMENTS:
            before = words.rfind(1, start, first)
            if start <= before and (first - before == 1 or self.verbs.is_deed(text[before:first])):
                alone = (
                    self._lexicon.adverbs.longest(text, before, first) or text[before:first] in self._lexicon.nominal
                )
                first = first if alone else before  # 用上|了, 感受到|了
        told = le - first > 1 or (single and not self._lexicon.prepositions.longest(text, first, le))
        if first < start or not told or le - first > 4 or self._lexicon.adverbs.longest(text, first, le) == le - first:
            return None
        return self.candidate(first, le + 1, "both" if le + 1 < end else "subject", Evidence.MARKED)

    def behind_phrase(self, start: int, end: int, *, urged: bool) -> Candidate | None:
        """The verb behind a phrase with a preposition: 根据实际情况来恰当|安排|生活, 在全社会|倡导|节约用水.

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
                return self.candidate(at, stop, "object", Evidence.PLAIN_VERB)
            plain = urged or text[at:stop] not in lexicon.nominal
            if carried and plain and "的" not in text[stop:end] and lexicon.verbs.longest(text, at, end) == length:
                return self.candidate(at, stop, "object", Evidence.PLAIN_VERB)
        return None

    def handed_over(self, start: int, end: int) -> Candidate | None:
        """The verb behind what 把 takes up, with its complement: 重点|放在|…上, 亏损企业|停下来."""
        text, words, lexicon = self._text, self._words, self._lexicon
        at = words.find(1, start + 1, end)
        while 0 < at < end - 2:
            stop = words.find(1, at + 1, end)
            if stop < 0:
                break
            verb = max(lexicon.verbs.longest(text, at, stop), lexicon.general.longest(text, at, stop))
            known = verb == stop - at and text[at:stop] not in lexicon.nominal
            if text[stop - 1] in _HANDING and (known or verb == stop - at - 1 > 0):
                return self.candidate(at, stop, "subject", Evidence.HANDED_OVER)
            handed = text[stop] in _HANDING and (words[stop + 1] or text.startswith("成为", stop))
            if handed and (known or stop - at == 1):
                return self.candidate(at, stop + 1, "subject", Evidence.HANDED_OVER)
            at = stop
        ending = lexicon.result_end.search(text, start + 2, end)
        if ending is None:
            return None
        first = words.rfind(1, start, ending.start())
        return self.candidate(first, end, "subject", Evidence.HANDED_OVER) if first >= start + 2 else None

    def called(self, start: int, end: int) -> Candidate | None:
        """The verb with 为 that tells what a thing is called, or made, by others: 省里|评选为|先进县."""
        made = self._text.find("为", start + 2, end - 1)
        while made > 0:
            stop = made + 1
            first = self._words.rfind(1, start, made)
            known = self.verbs.is_deed(self._text[first:made] if self._words[made] else self._text[first:stop])
            if first >= start and stop - first > 1 and known and self._words[stop]:
                return self.candidate(first, stop, "both", Evidence.LINKING_VERB)
            made = self._text.find("为", stop, end - 1)
        return None

    def done_by(self, start: int, end: int) -> Candidate | None:
        """The verb that closes what others do, or two that share it, with no 的 before: 广播站|宣传推介|."""
        last = self._words.rfind(1, start, end)
        if last < start or end - last < 2 or "的" in self._text[start:end]:
            return None
        if not self.verbs.is_deed(self._text[last:end]):
            return None
        before = self._words.rfind(1, start + 1, last)
        pair = last - before == end - last == 2 and self.verbs.is_deed(self._text[before:last])
        pair = pair and not self._lexicon.adverbs.longest(self._text, before, last)
        return self.candidate(before if pair else last, end, "subject", Evidence.LINKING_VERB)

    def noun_verb(self, start: int, end: int) -> Candidate | None:
        """A verb that is as often a noun, with an object behind it: 为3.2万户居民|改造|燃气管道."""
        words, lexicon = self._words, self._lexicon
        for at in range(start + 2, end - 3):
            length = lexicon.verbs.longest(self._text, at, end) if words[at] else 0
            stop = at + length
            if length > 1 and words[stop] and stop + 2 <= end and self._text[stop] not in "、的和与及":
                return self.candidate(at, stop, "both", Evidence.NOUN_WITH_OBJECT)
        return None

    def behind_role(self, role: int, end: int) -> Candidate | None:
        """The verb with its object behind what a thing is taken for, 为|单元|编制|规划; `role` is where 为 stands.

        One that is as often a noun needs an adverb or a role that closes such phrases: 为重点|发展|….
        """
        text, words, lexicon = self._text, self._words, self._lexicon
        at = words.find(1, role + 2, end)
        while 0 < at < end - 2 and text[at] not in "的、，":
            first, adverbs = self.verbs.skip_adverbs(at, end)
            stop = self.verbs.verb_at(first, end, bool(adverbs))
            verb = text[first:stop]
            told = verb not in lexicon.nominal or adverbs or lexicon.adjunct_ends.longest_before(text, role, at) > 1
            ends = stop == end and (bool(adverbs) or len(verb) >= _COMPOUND)  # 扩大开放 has its object inside
            if len(verb) > 1 and told and (ends or end - stop >= 2) and text[stop] not in "的、和与及":
                return self.candidate(first, stop, "object", Evidence.PLAIN_VERB)
            at = words.find(1, at + 1, end)
        return None

    def stated(self, start: int, end: int) -> Candidate | None:
        """A closing word of state, whatever it is, told by the adverb before it: 发展基础|更加|坚实."""
        words, adverbs = self._words, self._lexicon.adverbs
        for length in (2, 3, 4):
            first = end - length
            if first > start + 2 and words[first]:
                adverb = adverbs.longest_before(self._text, start + 2, first)
                how = self._text[first - adverb : first]
                told = adverb > 1 and words[first - adverb] and how not in self._lexicon.adjectival
                if told and not self.verbs.is_noun(first, end):
                    return self.candidate(first, end, "subject", Evidence.STATED)
        return None

    def number_verb(self, start: int, end: int, numbers: Spans) -> Candidate | None:
        """The verb that ties a subject to the first number it meets: 突破|近400亿元, 提高到|21.7%."""
        text, lexicon = self._text, self._lexicon
        for number, number_end in numbers:
            if text[number_end : number_end + 1] == "的":
                continue
            stop = number
            while stop > start:
                found = lexicon.measures.longest_before(text, start + 1, stop)
                if found > 1 or (found and self._words[stop - 1]):
                    return self._of_number(start, stop - found, stop, number_end + 1 < end)
                if leading := lexicon.leading_on.longest_before(text, start + 1, stop):
                    stop -= leading
                elif field := lexicon.fields.longest_before(text, start + 1, stop):
                    stop -= field  # 升至|全国|第3位
                else:
                    break
        return None

    def tail(self, start: int, end: int, numbers: Spans) -> int:
        """Where the clause ends when closing quantities and the words before them are taken off."""
        tail = end
        for first, stop in reversed(numbers):
            if stop < tail - 2:
                break
            tail = before_words(self._text, start, first, self._lexicon.hedges)
            if self._text[tail - 1 : tail] == "、":
                tail -= 1
        return tail

    def _of_number(self, start: int, first: int, stop: int, more: bool) -> Candidate:
        """The verb `first`..`stop` before a number, with the one before that it only hedges: 增长|超|5%.

        `more` tells that something stands behind the number.
        """
        text, lexicon = self._text, self._lexicon
        verb = text[first:stop]
        if len(verb) == 1 and verb in lexicon.hedges.words:
            longer = lexicon.verbs.longest_before(text, start + 1, first)
            before = text[first - longer : first]
            if longer > 1 and (before in lexicon.measures.words or before not in lexicon.nominal):
                return self.candidate(first - longer, first, "subject", Evidence.VERB_OF_NUMBER)
        weak = (len(verb) == 1 and verb in lexicon.hedging) or (
            verb in lexicon.nominal and verb not in lexicon.predicates.words
        )
        form: Form = "both" if more and verb in lexicon.reaching else "subject"
        return self.candidate(first, stop, form, Evidence.NOUN_OF_NUMBER if weak else Evidence.VERB_OF_NUMBER)

    def attained(self, start: int, end: int) -> Candidate | None:
        """The verb of what became of a subject, with how and what behind it: 改革|迈出|坚实步伐."""
        found = self._lexicon.attaining.search(self._text, start, end)
        if found is None or not self._words[found.start()]:
            return None
        return self.candidate(found.start(), found.end(1), "both", Evidence.ACHIEVED)

    def achieved(self, start: int, end: int) -> Candidate | None:
        """The verb with its empty noun that closes a clause: 事故数|实现双下降."""
        found = self._lexicon.achieving.search(self._text, start, end)
        if found is None or not self._words[found.start()]:
            return None
        return self.candidate(found.start(), end, "subject", Evidence.ACHIEVED)

    def closing_verb(self, start: int, end: int, numbers: Spans) -> Candidate | None:
        """A verb of state that closes the clause with an adverb before it: 体系|加快|构建."""
        text, words, lexicon = self._text, self._words, self._lexicon
        tail = self.tail(start, end, numbers)
        length = lexicon.predicates.longest_before(text, start + 1, tail)
        first = tail - length
        if not length or not words[first] or text[first:tail] in lexicon.nominal:
            return None
        adverb = lexicon.adverbs.longest_before(text, start, first)
        if not adverb or not words[first - adverb]:
            return None
        return self.candidate(first, tail, "subject", Evidence.STATE_BEHIND_ADVERB)

    def inner(
        self, start: int, end: int, numbers: Spans, least: Evidence, *, transitive: bool = False
    ) -> Candidate | None:
        """The best verb inside a clause that begins with its subject, if as much as `least` speaks for it.

        `transitive` asks for a verb with an object where there is one (以项目|引领|产业升级).
        """
        best = self.number_verb(start, end, numbers) if numbers else None
        if best is not None and best.evidence is Evidence.VERB_OF_NUMBER:
            return best
        if not transitive:
            closing = None if numbers else self.achieved(start + 2, end) or self.attained(start + 2, end)
            closing = closing or self.closing_verb(start, end, numbers)
            if closing is not None:
                return closing
        tail = self.tail(start, end, numbers)
        for found in self._inside(start, end, tail, numbers, transitive):
            if best is None:
                best = found
            elif found.evidence > best.evidence:
                if self._governs(best, found, tail):
                    self.candidate(found.start, found.end, found.form, Evidence.NOUN_IN_OBJECT)
                else:
                    best = found
        return best if best is not None and best.evidence >= least else None

    def _inside(self, start: int, end: int, tail: int, numbers: Spans, transitive: bool) -> Iterator[Candidate]:
        """Each word behind the first that may be a verb, in its order; `tail` is where the closing number begins."""
        text, words = self._text, self._words
        inner, adverbs = self._lexicon.inner, self._lexicon.adverbs
        after_adverb = -1
        at = start
        while 0 <= at < end:
            char = text[at]
            if char not in self._telling:
                at = words.find(1, at + 1, end)
                continue
            if char in "“《（" and (quoted := BRACKETED.match(text, at, end)) is not None:
                at = quoted.end()
                continue
            length = inner.longest(text, at, end) if at > start and char in inner.firsts else 0
            if length and not self._may_govern(at, length, numbers, transitive or at == after_adverb):
                length = 0
            if char == "新" and at > start and (renewed := self._renewed(at, tail)) is not None:
                yield renewed
                if not length:
                    at = renewed.end
                    continue
            if length and self.verbs.stands_alone(at, length):
                found = self._judge(at, at + length, tail, at == after_adverb, transitive)
                yield found
                if found.end > at + length and text[at : at + length] in self._lexicon.becoming:
                    at = found.end  # 实现|动态清零 is one, with no verb of its own inside
                    continue
                if found.evidence is Evidence.NOUN_BEHIND_ACTOR:
                    yield self.candidate(found.end, self._verb_behind(found.end, tail), "both", Evidence.PLAIN_VERB)
            adverb = adverbs.longest(text, at, end) if char in adverbs.firsts else 0
            if adverb and words[at + adverb]:
                after_adverb = at + adverb
                if not length:
                    at = after_adverb
                    continue
            elif adverb and at > start and (fused := self._fused(at + adverb, end, tail)) is not None:
                yield fused
            at = words.find(1, at + 1, end)

    def _fused(self, first: int, end: int, tail: int) -> Candidate | None:
        """The verb that is cut as one word with the adverb before it: 稳步|增长."""
        stop = first + self._lexicon.inner.longest(self._text, first, end)
        return self._judge(first, stop, tail, True, False) if stop > first + 1 and self._words[stop] else None

    def _may_govern(self, at: int, length: int, numbers: Spans, told: bool) -> bool:
        """Whether a word that verbs are written like may be the clause's own, whatever stands beside it.

        One character needs to be `told`, or to be a linking verb. Before a number, 财政|用于|教育的支出 900 亿元 and
        投资|超过|550亿元的基地 only tell which thing is meant.
        """
        text, lexicon = self._text, self._lexicon
        if length == 1 and not told and text[at] not in lexicon.linking and text[at] not in lexicon.receptive:
            return False
        if not numbers:
            return True
        stop = at + length
        if numbers[-1][0] > at and text[at:stop] in lexicon.earmarking:
            return False
        return not any(stop == left and text[right : right + 1] == "的" for left, right in numbers)

    def _renewed(self, at: int, tail: int) -> Candidate | None:
        """A verb with 新 before it: 全市|新投用|学校."""
        stop = at + 1 + self._lexicon.verbs.longest(self._text, at + 1, tail)
        if stop <= at + 2 or self.verbs.qualifies(stop, tail):
            return None
        return self.candidate(at, stop, "both", Evidence.RENEWED)

    def _judge(self, start: int, end: int, tail: int, after_adverb: bool, transitive: bool) -> Candidate:
        """What speaks for `start`..`end` as the main verb, and on which side its objects stand."""
        text, lexicon = self._text, self._lexicon
        if self.verbs.qualifies(end, tail):
            return self.candidate(start, end, "both", self._before_de(start, end, tail))
        verb = text[start:end]
        second = lexicon.inner.longest(text, end, tail) if end < tail else 0
        fits = 1 < second < _COMPOUND or (second > 1 and verb in lexicon.becoming)  # 实现|动态清零
        fits = fits and not (transitive and verb in lexicon.holding)  # 对街道|进行|亮化
        if fits and end + second == tail and text[end:tail] not in lexicon.nominal:
            if verb in lexicon.adverbs.words and verb != "没有":
                start, verb, after_adverb = end, text[end:tail], True  # 严格|执行
            end = tail
        form: Form = "subject"
        if end >= tail:
            evidence = self._closing(verb, end - start, after_adverb)
        else:
            evidence = self._followed(start, end, tail, after_adverb)
            if evidence is Evidence.REACHING:
                end += 1
            elif evidence is not Evidence.SHARE_NOUN and text[start:end] not in lexicon.receptive:
                form = "both"
        if transitive and form == "subject":
            evidence = Evidence.WITHOUT_OBJECT
        return self.candidate(start, end, form, evidence)

    def _before_de(self, start: int, end: int, tail: int) -> Evidence:
        """政府|掌握|的|资金 is told of by its verb where nothing else is said of it."""
        text, lexicon = self._text, self._lexicon
        verb = text[start:end]
        if verb in lexicon.nominal or verb not in lexicon.verbs.words:
            return Evidence.TELLS_WHICH
        last = self._words.rfind(1, end, tail)
        alone = self.verbs.is_noun(last, tail) or not self.verbs.is_deed(text[last:tail])
        return Evidence.VERB_BEFORE_DE if alone else Evidence.TELLS_WHICH

    def _closing(self, verb: str, length: int, after_adverb: bool) -> Evidence:
        """What speaks for a verb that closes its clause, with another verb where it is of `length` characters."""
        lexicon = self._lexicon
        if verb in lexicon.nominal:
            return Evidence.CLOSING_NOUN_BEHIND_ADVERB if after_adverb else Evidence.CLOSING_NOUN
        if verb in lexicon.predicates.words:
            return Evidence.STATE_BEHIND_ADVERB if after_adverb else Evidence.CLOSING_STATE
        if after_adverb:
            return Evidence.CLOSING_WORD_BEHIND_ADVERB
        return Evidence.CLOSING_COMPOUND if length >= _COMPOUND else Evidence.CLOSING_WORD

    def _followed(self, start: int, end: int, tail: int, after_adverb: bool) -> Evidence:
        """What speaks for a word with more of its clause behind it."""
        text, lexicon = self._text, self._lexicon
        verb = text[start:end]
        if verb == "占" and not RATIO.isdisjoint(text[end:tail]):
            return Evidence.SHARE_NOUN
        linking = verb in lexicon.linking
        if linking or verb in lexicon.receptive:
            if after_adverb:
                return Evidence.LINKING_BEHIND_ADVERB
            return (
                Evidence.LINKING_CHARACTER
                if end - start == 1 and verb not in lexicon.receptive
                else Evidence.LINKING_VERB
            )
        if text[end] in "到至" and verb in lexicon.predicates.words:
            return Evidence.REACHING
        if verb not in lexicon.verbs.words:
            return Evidence.BARE_NOUN
        if verb not in lexicon.nominal or self.verbs.after_modal(start):
            return Evidence.VERB_BEHIND_ADVERB if after_adverb else Evidence.PLAIN_VERB
        if not text.endswith(lexicon.actors, 0, start):
            return Evidence.BARE_NOUN
        if after_adverb:
            return Evidence.VERB_BEHIND_ADVERB
        named = verb in lexicon.heads and self._verb_behind(end, tail)
        return Evidence.NOUN_BEHIND_ACTOR if named else Evidence.PLAIN_VERB

    def _verb_behind(self, at: int, tail: int) -> int:
        """Where a verb ends that begins at `at`, is never a noun, and has its object behind it; 0 for none."""
        text, lexicon = self._text, self._lexicon
        if text[at : at + lexicon.verbs.longest(text, at, tail)] in lexicon.nominal:
            return 0
        stop = self.verbs.verb_at(at, tail, False)
        return stop if 0 < stop < tail - 1 and self._words[stop] and not self.verbs.qualifies(stop, tail) else 0

    def _governs(self, verb: Candidate, rival: Candidate, tail: int) -> bool:
        """Whether a rival behind `verb` is a noun in its object: 全面|实行|果蔬快速检测, 事业|实现|新发展."""
        text, lexicon = self._text, self._lexicon
        if verb.form != "both":
            return False
        if text[rival.start : rival.end] in lexicon.receptive and verb.evidence < Evidence.LINKING_VERB:
            return False  # 整县推进|列入|全国试点
        if verb.evidence >= Evidence.LINKING_VERB and rival.evidence is Evidence.RENEWED:
            return True
        held = text[verb.start : verb.end] in lexicon.holding - lexicon.nominal
        if held and rival.evidence < Evidence.STATE_BEHIND_ADVERB:
            beside = self.verbs.before_adverbs(verb.end - 1, rival.start) == verb.end
            if beside:
                return True  # 进行|大规模绿化
        closing = text[rival.start : tail]
        if closing not in lexicon.nominal:
            return False
        told = verb.evidence >= Evidence.VERB_BEHIND_ADVERB and text[verb.start : verb.end] not in lexicon.nominal
        named = told and verb.end < rival.start and closing not in lexicon.predicates.words
        return named or verb.evidence >= Evidence.LINKING_VERB


def before_words(text: str, start: int, at: int, words: Finder) -> int:
    """Where the words in a row that end at `at` begin, from `start` on: 提高|到近|30所."""
    while length := words.longest_before(text, start, at):
        at -= length
    return at
