"""Sentences and words: the text is cut once, here, and later stages only look boundaries up.

Words are evidence, not structure: a boundary tells 建设 the verb from 建 in 福建设立, but quantities are matched
on characters, because dictionaries cut 人数最多 as 人/数最多.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from importlib.machinery import PathFinder
from itertools import accumulate
from types import ModuleType

from report_parser.document import Diagnostic, Document, Sentence
from report_parser.rules import Rules
from report_parser.words.lengths import SENTENCE_LIMIT, pieces

Cutter = Callable[[str], list[str]]

# A sentence ends at 。！？ outside quotes and brackets; a quote that holds whole sentences stays one piece. One longer
# than a sentence can be is none: so a mark that nothing closes is not looked for to the end of its line.
_WITHIN = f"{{0,{SENTENCE_LIMIT}}}+"
_SENTENCE = re.compile(
    rf"(?:[^。！？!?\n“（《]++|“[^”\n]{_WITHIN}”|（[^）\n]{_WITHIN}）|《[^》\n]{_WITHIN}》|[“（《])++[。！？!?]*+[”’）]?|[。！？!?]++"
)


def segment(doc: Document, rules: Rules) -> Document:
    """Fill `sentences` and `word_starts`: 新增学位。扩建中学。 -> two sentences, words at 新增/学位/扩建/中学."""
    cut = cutter(rules)
    text = doc.text
    starts = bytearray(len(text) + 1)
    sentences: list[Sentence] = []
    diagnostics = list(doc.diagnostics)
    at = 0
    for paragraph, line in enumerate(text.split("\n")):
        if line:
            sentences += (Sentence(at + start, at + end, paragraph) for start, end in sentence_spans(line))
            words = cut(line)
            if "".join(words) == line:
                for length in accumulate(map(len, words), initial=at):
                    starts[length] = 1
            else:
                starts[at : at + len(line)] = b"\1" * len(line)
                message = "the segmentation does not rebuild this paragraph; every character counts as a word"
                diagnostics.append(Diagnostic("error", "segmentation", message, at, at + len(line)))
        at += len(line) + 1
    return replace(doc, sentences=tuple(sentences), word_starts=bytes(starts), diagnostics=tuple(diagnostics))


def sentence_spans(line: str) -> Iterator[tuple[int, int]]:
    """The sentences of a line, each with its final mark; one longer than a sentence can be in pieces."""
    for found in _SENTENCE.finditer(line):
        yield from pieces(line, *found.span(), SENTENCE_LIMIT)


@lru_cache(maxsize=8)
def cutter(rules: Rules) -> Cutter:
    """The word cutter of these rules, loaded once: rjieba where the extra `fast` is installed, else jieba.

    Both hold the same dictionary and our lexicon, in an instance of our own, so that no other user of jieba in
    the process sees our words. Unknown words are left in characters: guessing them costs a third of the time
    and joins a verb to its object as often as it finds a name.
    """
    known, parted = rules.words.whole + rules.words.parted, frozenset(rules.words.parted)
    module = _rjieba()
    if module is None:
        return _parting(jieba_cutter(known), parted)
    fast = module.Jieba()
    for word in known:
        fast.add_word(word, None, None)
    return _parting(lambda line: fast.cut(line, False), parted)


def _parting(cut: Callable[[str], Iterable[str]], parted: frozenset[str]) -> Cutter:
    """A cutter that parts such phrases behind their verb: 打|基础."""
    return lambda line: [piece for word in cut(line) for piece in ((word[0], word[1:]) if word in parted else (word,))]


def _rjieba() -> ModuleType | None:
    """rjieba's compiled module, None where it is not installed.

    Not `import rjieba`: the package around the module loads a dictionary for functions that are not called here, which
    would double the time (0.1 s of CPU).
    """
    package = importlib.util.find_spec("rjieba")
    if package is None:
        return None
    spec = PathFinder.find_spec("rjieba.rjieba", package.submodule_search_locations)
    if spec is None or spec.loader is None:
        return importlib.import_module("rjieba")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def jieba_cutter(whole: tuple[str, ...]) -> Cutter:
    """A cutter over our own `jieba.Tokenizer`; the dictionary takes most of a second to load."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for word in whole:
        tokenizer.add_word(word)

    def cut(line: str) -> list[str]:
        words: list[str] = tokenizer.lcut(line, HMM=False)
        return words

    return cut
