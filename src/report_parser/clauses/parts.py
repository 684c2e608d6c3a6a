"""The parts of a stretch: cut at each 、 behind which a clause of its own begins.

安置项目开工6个、|完工交付4个 are two clauses; 建设公路、铁路 and 鼓励企业建厂房、添设备 are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

from report_parser.clauses.candidates import Spans
from report_parser.clauses.constructions import Reader
from report_parser.clauses.ground import Frame, Numbers
from report_parser.words.lexicon import Lexicon


class Part(NamedTuple):
    """A part that is read as one clause, with its frame and the quantities in it."""

    start: int
    end: int
    frame: Frame
    numbers: Spans


class Seam(NamedTuple):
    """A 、 that may part two clauses: the part before it, and the piece behind it up to the next 、 at `stop`.

    `counted` tells that there is a quantity in the part before; `counts` are those of the piece; `end` is where the
    whole stretch ends.
    """

    comma: int
    stop: int
    end: int
    before: Frame
    counted: bool
    after: Frame
    counts: Spans


class SeamRule(NamedTuple):
    """One reason to cut at a 、: its name, an example with | where it cuts, whether it holds."""

    name: str
    example: str
    holds: Callable[[PartReader, Seam], bool]


class PartReader:
    """Cuts the stretches of one text."""

    def __init__(self, text: str, reader: Reader, lexicon: Lexicon, numbers: Numbers) -> None:
        self._text = text
        self._reader = reader
        self._lexicon = lexicon
        self._numbers = numbers

    def parts(self, start: int, end: int, commas: Sequence[int]) -> Iterator[Part]:
        """The parts of `start`..`end`, which holds `commas`; one where nothing cuts."""
        if not commas:  # most stretches
            yield self._part(start, end)
            return
        complete = self._complete(start, end, commas)
        if complete:
            yield from complete
            return
        whole = self._part(start, end)
        cut = start
        for comma, _ in self.cuts(start, end, commas, whole.frame):
            yield self._part(cut, comma)
            cut = comma + 1
        yield whole if cut == start else self._part(cut, end)

    def _complete(self, start: int, end: int, commas: Sequence[int]) -> list[Part]:
        """The pieces, where each says all that a clause says; else none.

        迎难而上、|顶压前行 are such, 当年开工、|当年投产, and 修水渠、|打机井. Where one is an idiom, all of four
        characters are.
        """
        if self._text[start] == "以":
            return []  # 以感恩之心、担当之为
        edges = [start, *(comma + 1 for comma in commas)]
        spans = list(zip(edges, [*commas, end], strict=True))
        verbs = self._reader.verbs
        head = verbs.head(start, end)
        loose = any(verbs.is_idiom(left, right) for left, right in [(head, commas[0]), *spans[1:]])
        found: list[Part] = []
        for left, right in reversed(spans):
            frame = self._alone(left, head if left == start else left, right, loose=loose)
            if frame is None and left == start and found:
                frame = self._alike(head, right, found)
            if frame is None:
                return []
            found.insert(0, Part(left, right, frame, self._numbers.within(left, right)))
        known = any(verbs.is_verb(part.frame.verb_start, part.frame.verb_end) for part in found)
        known = known or len(found) > 2  # 定措施、拿办法、盯实效
        known = known or all(self._text[part.frame.verb_start] in self._lexicon.terse for part in found)
        return found if known or all(part.frame.construction == "idiom" for part in found) else []

    def _alone(self, left: int, head: int, right: int, *, loose: bool = False) -> Frame | None:
        """The frame of a piece that is a verb behind its adverb, one with its object, of three characters, or an idiom.

        `head` is where it begins without openers; `loose` takes any four characters for an idiom that do not begin
        with a noun.
        """
        verbs, words = self._reader.verbs, self._reader.words
        at, _ = verbs.skip_adverbs(left, right)
        if right - at == 2 and at > left and verbs.verb_at(at, right, True) == right:
            return Frame("object", at, at, at, right, "verb first")
        if right - at == 3 and self._lexicon.verbs.longest(self._text, at, right) == 3:
            return Frame("object", at, at, at, right, "verb first")
        if (
            right - at == 3
            and words[at + 1]
            and not (words[at + 2] and at > left)
            and self._text[at] not in self._lexicon.describing
        ):
            return Frame("object", at, at, at, at + 1, "verb first")
        if verbs.is_terse(at, right) and self._text[at + 1] == "“" and self._text[right - 1] == "”":
            return Frame("object", at, at, at, at + 1, "terse at head")  # 纠|“四风”
        if (deed := verbs.behind_idiom(at, right)) > 0:
            return Frame("object", deed, deed, deed, deed + 1, "idiom and deed")
        if loose and right - head == 4 and verbs.verb_at(head, right, False) == head + 2:
            return Frame("object", head, head, head, head + 2, "verb first")  # 直面|问题
        idiom = verbs.is_idiom(head, right)
        idiom = idiom or (loose and right - head == 4 and words[head + 2] == 1 and not verbs.is_noun(head, head + 2))
        return Frame("object", head, head, head, right, "idiom") if idiom else None

    def _alike(self, head: int, right: int, rest: Sequence[Part]) -> Frame | None:
        """The frame of a first piece that closes as all the rest are built: 我们从严从实|转|作风、|提|效能.

        A verb at its head may reach over them all: 坚持|稳面积、提单产.
        """
        length = rest[0].end - rest[0].start
        at = right - length
        if at <= head or not self._reader.words[at] or any(part.end - part.start != length for part in rest):
            return None
        whole = self._frame(head, right)
        if whole.verb_end <= at or any(map(self._is_thing, (at, *(part.start for part in rest)), repeat(length))):
            return None
        frame = self._alone(at, at, right)
        if frame is None or any(part.frame.construction != frame.construction for part in rest):
            return None
        if frame.construction == "idiom":
            return Frame("subject", head, at, at, right, "idiom")
        return frame

    def _is_thing(self, at: int, length: int) -> bool:
        """Whether a piece of some length is a noun or figure, and so no deed: 房地产业, 4.3%."""
        end = at + length
        return self._reader.verbs.is_noun(at, end) or not self._text[at:end].isalpha()

    def cuts(self, start: int, end: int, commas: Sequence[int], whole: Frame) -> Iterator[tuple[int, str]]:
        """The 、 at which the stretch is cut, each with the name of its rule; `whole` is the frame of the stretch.

        What follows a part that reaches over all the rest is not cut.
        """
        if whole.form in ("object", "both") and any(
            self._reader.verbs.describes(at, end) for at in (whole.verb_end, start)
        ):
            return
        cut = start
        # A verb at the head is the same verb in the first part alone.
        first: Frame | None = whole if whole.form == "object" else None
        for index, comma in enumerate(commas):
            stop = commas[index + 1] if index + 1 < len(commas) else end
            if comma <= cut or not self._may_begin(cut, comma, stop):
                continue
            piece = max(cut, commas[index - 1] + 1 if index else cut)
            if self._reader.verbs.head(piece, comma) >= comma:
                continue  # 完整、准确、全面|贯彻
            if first is None:
                first = self._frame(cut, comma)
            counted = bool(self._numbers.within(cut, comma))
            if self._reaches_over(first, comma, end, counted):
                return
            counts = self._numbers.within(comma + 1, stop)
            seam = Seam(comma, stop, end, first, counted, self._frame(comma + 1, stop), counts)
            name = next((rule.name for rule in SEAM_RULES if rule.holds(self, seam)), "")
            if name:
                yield comma, name
                cut = comma + 1

    def _part(self, start: int, end: int) -> Part:
        numbers = self._numbers.within(start, end)
        return Part(start, end, self._reader.frame(start, end, numbers), numbers)

    def _frame(self, start: int, end: int) -> Frame:
        return self._reader.frame(start, end, self._numbers.within(start, end))

    def _may_begin(self, cut: int, comma: int, stop: int) -> bool:
        """Whether a clause may begin behind the 、: one with a number, a state on both sides, or a verb at its head."""
        predicates = self._lexicon.predicates
        if self._numbers.within(comma + 1, stop):
            return True
        stated = predicates.longest_before(self._text, cut, comma) > 1 or self._closes_small(cut, comma)
        if stated and (predicates.longest_before(self._text, comma, stop) > 1 or self._closes_small(comma + 1, stop)):
            return True
        return self._reader.verbs.begins_with_verb(comma + 1, stop)

    def _closes_small(self, start: int, end: int) -> bool:
        """Whether a piece ends in a state of one character behind its subject: 体量|小."""
        return end - start > 2 and self._text[end - 1] in self._lexicon.states and self._reader.words[end - 1] == 1

    def _reaches_over(self, first: Frame, comma: int, end: int, counted: bool) -> bool:
        """Whether the verb before the 、 governs all that follows: 鼓励企业建厂房、添设备, 是…, …等."""
        if first.form in ("verbless", "adjunct") or (first.form == "object" and first.verb_start > comma):
            return True
        verb = self._text[first.verb_start : first.verb_end]
        return (verb in self._lexicon.causative and not counted) or verb == "是" or "等" in self._text[comma:end]

    def amounts(self, s: Seam) -> bool:
        """Behind a number, a verb of amount with its own."""
        return s.counted and self._is_measured(s)

    def amount_of_another(self, s: Seam) -> bool:
        """Behind a clause without a number, a subject of its own with its amount."""
        if s.counted or len(s.counts) != 1 or s.after.subject_end <= s.after.subject_start:
            return False
        before = s.before
        verb = self._text[before.verb_start : before.verb_end]
        lexicon = self._lexicon
        known = verb in lexicon.verbs.words and verb not in lexicon.nominal and verb not in lexicon.earmarking
        tells = known and before.form in ("object", "both") and before.verb_end < s.comma
        alone = self._text[s.after.subject_start : s.after.subject_end] in self._lexicon.nominal  # 出口增长5%
        tells = tells or (self._is_stated(before, s.comma) and not alone)
        return tells and "分别" not in self._text[s.comma : s.end] and self._is_measured(s)

    def states(self, s: Seam) -> bool:
        """A subject with the word of its state on either side."""
        return self._is_stated(s.before, s.comma) and self._is_stated(s.after, s.stop)

    def verb_with_object(self, s: Seam) -> bool:
        """A verb with its object or number; one that is as often a noun has its object before its number.

        What is a wrong is told beside another wrong alone: 打击非法采砂、破坏森林 is one clause.
        """
        if s.after.form != "object" or s.after.verb_end >= s.stop:
            return False
        verb, harms = self._text[s.after.verb_start : s.after.verb_end], self._lexicon.harms
        if verb in harms and self._text[s.before.verb_start : s.before.verb_end] not in harms:
            return False  # 打击非法采砂、破坏森林
        if verb in self._lexicon.nominal and (not s.counts or s.counts[0][0] < s.after.verb_end + 3):
            return False
        return bool(s.counts) or s.stop == s.end or "的" not in self._text[s.after.verb_end : s.stop]

    def counted_behind_state(self, s: Seam) -> bool:
        """Behind a subject with the word of its state, a verb with what it counts."""
        return self._is_stated(s.before, s.comma) and s.after.form == "object" and bool(s.counts)

    def place(self, s: Seam) -> bool:
        """Behind a number, a verb of place, which needs no subject of its own."""
        verb = self._text[s.after.verb_start : s.after.verb_end]
        alone = s.after.subject_end <= s.after.subject_start and s.after.form in ("subject", "both")
        return s.counted and not s.counts and alone and verb in self._lexicon.relational

    def total(self, s: Seam) -> bool:
        """A total of what stands before."""
        told = bool(s.counts) and s.after.form in ("subject", "both")
        return told and self._text[s.comma + 1 : s.after.subject_end] in self._lexicon.totals

    def counted_deed(self, s: Seam) -> bool:
        """Behind a counted deed, a thing of its own with its deed and number."""
        if not (s.counted and s.counts) or s.before.form != "object" or s.after.form not in ("subject", "both"):
            return False
        verb = self._text[s.after.verb_start : s.after.verb_end]
        return (
            s.after.verb_start > s.comma + 1
            and verb not in self._lexicon.nominal
            and verb not in self._lexicon.receptive
        )

    def _is_measured(self, s: Seam) -> bool:
        """Whether the piece has a verb of amount and its number: 增长7.7%, 居全国第四, 总数达81家."""
        verb = self._text[s.after.verb_start : s.after.verb_end]
        return bool(s.counts) and verb in self._lexicon.measures.words and 0 <= s.counts[0][0] - s.after.verb_end <= 4

    def _is_stated(self, part: Frame, end: int) -> bool:
        """Whether a part is a subject with the word of its state behind it: 生产经营|困难, 效益|下滑."""
        verb = self._text[part.verb_start : part.verb_end]
        ends = part.form == "subject" and part.verb_end == end and part.verb_start > part.subject_start
        told = verb not in self._lexicon.nominal or part.verb_start > part.subject_end  # 水平稳步|提升
        return ends and told and (verb in self._lexicon.predicates.words or verb in self._lexicon.states)


# Asked at every 、 behind which a clause may begin; the first that holds cuts.
SEAM_RULES: tuple[SeamRule, ...] = (
    SeamRule("amounts", "新增学校8所、|总数达81所", PartReader.amounts),
    SeamRule("total", "骨干企业加快集聚、|总数达81家", PartReader.total),
    SeamRule("amount of another", "实现城乡供水全覆盖、|绿化率达41%", PartReader.amount_of_another),
    SeamRule("states", "生产经营困难、|企业效益下滑", PartReader.states),
    SeamRule("verb with object", "拆除违建3处、|消化批而未供土地900亩", PartReader.verb_with_object),
    SeamRule("counted behind state", "产业园启动建设、|签约项目43个", PartReader.counted_behind_state),
    SeamRule("place", "新增灌区8处、|居全国首位", PartReader.place),
    SeamRule("counted deed", "新建学校8所、|滨河医院启用新病房90间", PartReader.counted_deed),
)
