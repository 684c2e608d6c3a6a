"""Which words of a text can be verbs, and what goes before them: adverbs, subjects, words that are as often nouns.

大力|调整|信贷结构: the adverb is skipped; 科技创新|更加|活跃: before another adverb 创新 is the noun.
"""

from __future__ import annotations

import re

from report_parser.digits import ONE_TO_NINE
from report_parser.words.lexicon import BUILD, TOO, Lexicon

_ASPECT = "了着过"
# Behind two joined verbs: their clause ends, or they are nouns of a list: 规范和引导|、服务.
_GOES_ON = frozenset(("", *"、和与及的等"))
# How the name of a share ends behind 占: 占|比重.
RATIO = frozenset("重例额比")
# What stands between a subject and its verb: 在担当作为中, 向镇区, 比上一年, 被县政府.
_CIRCUMSTANCE = re.compile(
    rf"(?:(?:已)?连续[\d{ONE_TO_NINE}十]+个?(?:年|季度|月|届|次|期)|在[^，、]{{1,20}}[中上下里内间]|在[^，、的中上下里内间]{{2,12}}"
    r"|从[^，、从]{1,10}(?:开始|起)|朝着?[^，、朝]{1,12}方向|(?<!占)[向比较][^，、的\d]{1,12}|被[^，的\d]{0,16}|[由从]\d{4}年的[^，、]{1,12})$"
)


# One of these begins it: to ask that first saves most of the searches, which go to the end at every character.
_CIRCUMSTANCE_FIRSTS = frozenset("已连在从朝向比较被由")
# Marks that no idiom has in it.
_QUOTING = frozenset("“”《》（）、")

# How long such a time is that closes what stands before a verb: 项目|7月底|建成.
_TIME_LENGTHS = (6, 5, 4, 3, 2)


class VerbReader:
    """Looks verbs up in one text by its word boundaries."""

    def __init__(self, text: str, words: bytes, lexicon: Lexicon) -> None:
        self._text = text
        self._words = words
        self._lexicon = lexicon
        set_phrases = {phrase[0] for phrase in lexicon.set_phrases}
        self._openings = lexicon.leading.firsts | set_phrases | {"连"}

    def is_deed(self, word: str) -> bool:
        """Whether a word is a verb of any list."""
        lexicon = self._lexicon
        return word in lexicon.inner.words or word in lexicon.general.words

    def qualifies(self, verb_end: int, end: int) -> bool:
        """Whether the verb that ends there only tells which thing is meant: 腾出|的|资金, 新修订|的|条例."""
        words = self._words
        return verb_end < end and self._text[verb_end] == "的" and words[verb_end] == words[verb_end + 1] == 1

    def is_idiom(self, start: int, end: int) -> bool:
        """Whether four characters say all that a clause says: 迎难而上, 因地施策; not 环境|优美."""
        words = self._words
        if (
            end - start != 4
            or not _QUOTING.isdisjoint(self._text[start:end])
            or self._text[start + 2] in "要再更很极太"
            or (self._text[start + 2 : end] in self._lexicon.predicates.words and self.is_noun(start, start + 2))
        ):
            return False
        return bool(not words[start + 2] or words[start + 1] or words[start + 3])

    def behind_idiom(self, start: int, end: int) -> int:
        """Where the verb of one character stands whose object of two closes a clause behind an idiom; 0 for none.

        旗帜鲜明|讲|政治: four characters say how.
        """
        words, at = self._words, start + 4
        if end - start != 7 or not (words[at] and words[at + 1]) or words[at + 2]:
            return 0
        bare = self._is_bare(at) and self._text[at - 1] not in "更最很不再."
        return at if bare and self.is_idiom(start, at) else 0

    def _is_bare(self, at: int) -> bool:
        """Whether the word of one character there may be a verb: no adverb, no figure, and it describes nothing."""
        lexicon, char = self._lexicon, self._text[at]
        adverb = lexicon.leading.longest(self._text, at, at + 1)
        return char not in "的之" and char not in lexicon.describing and not char.isascii() and not adverb

    def terse(self, start: int, end: int) -> int:
        """Where the verb of one character stands before the word of two that closes a slogan; -1 for none.

        Nothing is known of it where it opens the slogan, 管|坑塘; behind a noun it has the feature: 厂房|焕|活力.
        """
        words, text, at = self._words, self._text, end - 3
        if at < start or not (words[at] and words[at + 1]) or words[at + 2] or not text[at:end].isalpha():
            return -1
        if at == start:
            return at if self._is_bare(at) else -1
        named = at - start >= 2 and text[at - 1] not in "的和与及、不"
        return at if named and text[at] in self._lexicon.terse else -1

    def is_terse(self, at: int, end: int) -> bool:
        """Whether a verb of one character stands there, with what it acts on right behind it: 优|平台, 纠|“四风”."""
        words, text = self._words, self._text
        known = end - at > 2 and text[at] in self._lexicon.terse and words[at] and words[at + 1]
        return bool(known and not words[at + 2] and not text[at + 1].isdecimal()) or bool(known and text[at + 1] == "“")

    def is_noun(self, start: int, end: int) -> bool:
        """Whether the closing word `start`..`end` is a noun and no state: 提升创新|效能, 高效|政府, 重大使命的|意义."""
        text, lexicon = self._text, self._lexicon
        return text[start - 1] in "的之" or lexicon.things.longest_before(text, start - 1, end) >= min(2, end - start)

    def is_verb(self, start: int, end: int) -> bool:
        """Whether a word may be a verb: any list holds it, or it is of one character that verbs begin with."""
        word, lexicon = self._text[start:end], self._lexicon
        if word in lexicon.prepositions.words or word in lexicon.leading.words:
            return False
        return word in lexicon.general.words or word in lexicon.inner.words or word in lexicon.prefixes

    def skip_adverbs(self, start: int, end: int) -> tuple[int, list[int]]:
        """The first place after openers, time words and adverbs, and the places of those adverbs."""
        text, words, lexicon = self._text, self._words, self._lexicon
        at = start
        chain: list[int] = []
        while at < end:
            char = text[at]
            if char in self._openings:
                if text.startswith(lexicon.set_phrases, at):
                    break
                if char == "连" and (row := lexicon.time.match(text, at, end)) is not None and row.end() < end:
                    at = row.end()
                    continue
                length = lexicon.leading.longest(text, at, end)
                if length:
                    if not self._is_adverb(at, length, end, first=not chain):
                        break
                    if text[at : at + length] not in lexicon.openers:
                        chain.append(at)
                    at += length
                    if at + 1 < end and text[at] == "地" and words[at + 1]:
                        at += 1
                    continue
            if char == "、" and chain and lexicon.adverbs.longest(text, at + 1, end) > 1:
                at += 1  # 完整、|准确、|全面贯彻
                continue
            if manner := self._manner_end(at, end):
                chain.append(at)
                at = manner
                continue
            if chain or char not in lexicon.time_opens:
                break
            time = lexicon.time.match(text, at, end)
            if time is None or time.end() == end or text[time.end()] == "规":  # “十四五”规划 names no time
                break
            at = time.end()
        return at, chain

    def _is_adverb(self, at: int, length: int, end: int, *, first: bool) -> bool:
        """Whether the adverb or opener of `length` at `at` is no part of a verb or a noun: 紧密 of 紧密型医共体 is."""
        text, lexicon = self._text, self._lexicon
        stop = at + length
        verb = lexicon.verbs.longest(text, at, end)
        if verb > length or (length == 1 and not self._words[at + 1] and first):
            return False
        following = text[stop : stop + 1]
        if following in "和及" and verb == length and lexicon.verbs.longest(text, stop + 1, end):
            return False  # 规范|和|加强
        if following == "型" or (following in ("性", "式") and not self._words[stop]):
            return False
        if length == 1 and first and text[at] in lexicon.adjectival and not self._may_act(stop, end):
            return False  # 大|广高速公路
        return not (text[at:stop] in lexicon.half_adverbs and self._is_nominal(stop, end))

    def _may_act(self, at: int, end: int) -> bool:
        """Whether a word that may be a verb begins there, of any list or length."""
        lexicon, text = self._lexicon, self._text
        short = text[at : at + 1] in lexicon.prefixes or text[at : at + 1] in lexicon.terse
        return short or lexicon.inner.longest(text, at, end) > 0 or lexicon.general.longest(text, at, end) > 0

    def _manner_end(self, at: int, end: int) -> int:
        """Where a word that says how ends, 0 where none does: 清单化|改造, 清醒地|看到."""
        text = self._text
        stop = self._words.find(1, at + 1, end)
        if text[stop] == "地":
            return stop + 1 if 2 <= stop - at <= 4 and self._words[stop + 1] and stop + 1 < end else 0
        if text[stop - 1] == "化" and 3 <= stop - at <= 4 and self._lexicon.verbs.longest(text, stop, end):
            return stop
        return 0

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
            or self._text[joined] in "、和与及"
            or self.qualifies(joined, end)
        ):
            return 0
        if self.describes(at, end):
            return 0  # 编制|体现特点、引领发展的规划
        second = self._text[at:joined]
        if verb in lexicon.causative or verb in lexicon.holding or second in lexicon.earmarking:
            return 0
        if second in lexicon.harms and verb not in lexicon.harms:
            return 0  # 查处|破坏森林的行为
        if verb in lexicon.nominal and verb in lexicon.heads and second in lexicon.becoming:
            return 0  # 改革|迈出坚实步伐
        if second in lexicon.nominal:  # 整治|提升|背街小巷, but 聚焦发展动能 and 整治提升行动 are nouns
            noun = second in lexicon.heads or second in lexicon.causative or second in lexicon.adverbs.words
            acts = verb not in lexicon.nominal and second in lexicon.predicates.words and not noun
            return joined if acts and not self.is_noun(words.rfind(1, joined, end), end) else 0
        return joined

    def _is_nominal(self, at: int, end: int) -> bool:
        """Whether a verb that is as often a noun begins at `at`."""
        length = self._lexicon.verbs.longest(self._text, at, end)
        return self._text[at : at + length] in self._lexicon.nominal

    def verb_at(self, at: int, end: int, after_adverb: bool) -> int:
        """Where the verb that starts at `at` ends, 0 where none does."""
        text, words, lexicon = self._text, self._words, self._lexicon
        length = lexicon.verbs.longest(text, at, end)
        if length and self.stands_alone(at, length):
            verb = text[at : at + length]
            if verb == "占" and not RATIO.isdisjoint(text[at + length : end]):
                return 0
            if verb not in lexicon.nominal or after_adverb or words[at + length]:
                after = at + length
                aspect = after < end and text[after] in _ASPECT and not TOO.match(text, after, end)
                if aspect or (after < end and text[after] in "到出住好起" and words[after + 1]):
                    return after + 1
                if length > 1 and (joined := self._serial(verb, after, end)):
                    return joined
                if text[after : after + 1] in "和并及或":
                    other, _ = self.skip_adverbs(after + 1, end)
                    second = lexicon.verbs.longest(text, other, end)
                    closes = after_adverb and other + second == end  # 进一步|发展和壮大
                    if second > 1 and (closes or text[other + second : end][:1] not in _GOES_ON):
                        return other + second
                return 0 if verb in lexicon.nominal and self._lists_nouns(after, end) else after
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

    def _lists_nouns(self, at: int, end: int) -> bool:
        """Whether a noun is joined to the word that ends at `at`, which then is a noun too: 统筹|发展和安全."""
        words = self._words
        joined = at + 2 < end and self._text[at] in "和与及、" and words[at] and words[at + 1]
        return bool(joined) and not self.begins_with_verb(at + 1, end)

    def stands_alone(self, at: int, length: int) -> bool:
        """Whether the verb is no part of a noun: 开发 in 开发区 and 增加 in 增加值 are, 利用 in 利用外资 is not."""
        words, stop = self._words, at + length
        following = self._text[stop : stop + 1]
        if following == "率" or (following == "性" and words[stop + 1]):
            return False  # 兜底|性
        if length == 2 and following and words[at + 1] and words[at + 3] and self._text[at] != "新":
            return True  # 开创|新时代, where the dictionary cuts 开|创新|时代
        return bool(words[stop]) or (length > 1 and not words[stop + 1])

    def head(self, start: int, end: int) -> int:
        """Where a clause begins behind openers and adverbs: 我们|迎难而上. Its start where those may be its verb."""
        at, chain = self.skip_adverbs(start, end)
        verbal = any(self._lexicon.verbs.longest(self._text, place, at) for place in chain)
        return start if verbal else at

    def begins_with_verb(self, start: int, end: int) -> bool:
        """Whether a verb stands at the head of `start`..`end`, adverbs before it aside."""
        lexicon = self._lexicon
        if start >= end:
            return False  # a text may end in 、
        first = self._text[start]
        if first not in lexicon.verbs.firsts and first not in lexicon.leading.firsts and first not in lexicon.prefixes:
            return False
        head, chain = self.skip_adverbs(start, end)
        if self.verb_at(head, end, bool(chain)):
            return True
        return any(0 < self._lexicon.verbs.longest(self._text, at, end) < end - at for at in chain)

    def describes(self, start: int, end: int) -> bool:
        """Whether deeds joined by 、 only describe the noun behind 的: 采取了|增加投资、扩大内需的对策."""
        text = self._text
        last = text.rfind("、", start, end)
        if last < 0:
            return False
        of = text.rfind("的", max(start, last), end)
        if of < 0 or "的" in text[start:last] or not self.qualifies(of, end):
            return False
        first = text.find("、", start, end)
        deeds = self.begins_with_verb(start, first) and self.begins_with_verb(last + 1, of)
        noun = not self._lexicon.predicates.longest_before(text, of + 1, end)
        return deeds and noun and 2 <= end - of - 1 <= 4

    def after_modal(self, at: int) -> bool:
        """Whether the adverbs before `at` begin with one that only a verb follows: 银行|要|大力|调整|信贷结构."""
        text, words, lexicon = self._text, self._words, self._lexicon
        while length := lexicon.adverbs.longest_before(text, max(0, at - 6), at):
            at -= length
            if not words[at]:
                break
            if text[at : at + length] in lexicon.modals:
                return True
        return False

    def before_adverbs(self, start: int, verb: int) -> int:
        """The end of a subject whose verb starts at `verb`: adverbs before the verb are no part of it."""
        text, words, adverbs = self._text, self._words, self._lexicon.adverbs
        end = verb
        while end > start:
            length = adverbs.longest_before(text, start + 1, end) or self._time_before(start + 1, end)
            if not length or not words[end - length]:
                break
            if end < verb and text[end - length : end] in self._lexicon.nominal:
                break  # 科技创新|更加|活跃: before another adverb it is the noun
            end -= length
        scope = self._lexicon.fields.longest_before(text, start + 2, end)
        if scope == 2 and words[end - scope] and text[end - scope - 1] not in "的、和与及在向由从于":
            end -= scope  # 教学质量|全县|领先
        if end > start + 2 and text[end - 1] == "地" and words[end - 1]:
            manner = words.rfind(1, start, end - 1)
            if adverbs.longest_before(text, start + 1, max(manner, start + 1)):
                return self.before_adverbs(start, manner)  # 更加|紧密|地|团结
        if self._lexicon.mutual.longest(text, verb, verb + 6):
            partner = max(text.rfind("与", start + 2, end), text.rfind("同", start + 2, end))
            if partner > 0 and words[partner] and words[partner + 1]:
                return partner
        told = not _CIRCUMSTANCE_FIRSTS.isdisjoint(text[start + 2 : end])
        circumstance = _CIRCUMSTANCE.search(text, start + 2, end) if told else None
        # 在, 向 and 比 are words of one character, or they are part of another (比例).
        if circumstance is not None and words[circumstance.start()]:
            opening = circumstance.start()
            if text[opening] in "朝从" or (text[opening] == "在" and words[opening + 1]):
                return self.before_adverbs(start, opening)
            return opening if text[opening] in "已连" or words[opening + 1] else end
        return end

    def _time_before(self, start: int, end: int) -> int:
        """The length of a time that ends at `end` and begins with a word, 0 for none."""
        if self._text[end - 1] not in "底末初内前月份年":
            return 0
        for length in _TIME_LENGTHS:
            first = end - length
            if first >= start and self._words[first] and self._lexicon.time_closes.fullmatch(self._text, first, end):
                return length
        return 0

    def object_end(self, verb: str, start: int, end: int) -> int:
        """Where the object that begins at `start` ends: before a second verb that says what for.

        A means stands before that verb: 运用数字手段|重塑机制, 安排国债资金|支持卫生院建设.
        """
        text, words, lexicon = self._text, self._words, self._lexicon
        if verb not in lexicon.employing:
            return end
        for found in lexicon.means.finditer(text, start, end - 2):
            at, chain = self.skip_adverbs(found.end(), end)
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
