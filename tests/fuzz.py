"""Inputs that nobody writes: what holds of any text is asked of thousands of them, and no file may crash a reader.

    python tests/fuzz.py [--inputs 50000] [--seed 1] [--seconds 3600]   # `make fuzz`
    python tests/fuzz.py --seed 1 --only 317                            # that one again

A seed and a number make an input, always the same one. They are, in turn: the prefixes of the samples, all of them in a
run of 50,000; texts of mutated n-grams of the samples; hostile shapes; any characters; small files with parts changed.
The first input that fails is made shorter while it fails alike, printed, and ends the run with exit code 1. A run ends
early, and says so, where it has taken --seconds of CPU time.
"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
from collections.abc import Callable
from time import process_time
from zlib import crc32

from hostile_files import TEXT, docx, numbering, pdf, show, stream
from invariants import PIECES, SAMPLES, check
from report_parser.errors import SourceError
from report_parser.limits import Limits, held
from report_parser.read import read

INPUTS, SECONDS = 50_000, 3600.0
EACH = Limits(seconds=60, mebibytes=1024)
"""What one input may take: a thousand times what it does, on a machine that is busy."""
_PREFIX_STEP = 7919  # a prime: a short run takes prefixes from all samples
_TEXTS = [*SAMPLES.values()]
_LENGTHS = [len(text) for text in _TEXTS]
_OPENERS = "“（《「『【[(<\"'‘"
_MARKS = "、，。；：！？…—-.:;%％·|#*_~/\\\t\n\r\x0b\x0c\u3000\u200b\u2028\ufeff\u202e\x00\ud800\U0001f600⻓①²"
_ANY = ((0x20, 0x7F), (0x80, 0x2FFF), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xD800, 0xFFFF), (0x10000, 0x10FFFF))
_FORMS = b"/XObject<</X 6 0 R>>"
_FILES: tuple[bytes, ...] = (
    pdf(stream(show(TEXT) + b"0.7 0.7 -0.7 0.7 99 99 Tm")),
    pdf(stream(show(TEXT) + b"/X Do"), stream(show(TEXT), b"/Subtype/Form/BBox[0 0 9 9]"), forms=_FORMS),
    f"<html><body><h1>政府工作报告</h1><p>{TEXT}<b>一是</b></p><table><tr><th colspan=2>指标"
    "<td rowspan=2>值<tr><td>增速<td>6.3%</table>"
    f"<ul><li>{TEXT}<li style='display:none'>{TEXT}</ul><p>a&nbsp;&#x589e;<sup>2</sup></body></html>".encode(),
    rb"{\rtf1\ansi\ansicpg936 \'d4\'f6\'b3\'a46.3%\par{\footnote \u22686?1}\trowd a\cell b\cell\row{\super 2}}",
)  # fmt: skip
_BODY = (
    "<w:p><w:pPr><w:pStyle w:val='a'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>|"
    "<w:r><w:rPr><w:b/><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>|"
    f"<w:r><w:t>{TEXT}</w:t></w:r>|</w:p>|<w:tbl>|<w:tr>|<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
    f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p></w:tc>|<w:tc/>|</w:tr>|</w:tbl>|<w:del>|</w:del>|"
    "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
).split("|")


def prefix(number: int) -> str:
    """The beginning of a sample: another one for each of as many numbers as the samples have characters."""
    at = number * _PREFIX_STEP % sum(_LENGTHS)
    for text, length in zip(_TEXTS, _LENGTHS, strict=True):
        if at < length:
            return text[: at + 1]
        at -= length
    raise AssertionError(at)


def grams(chance: random.Random) -> str:
    """Pieces of the samples, some of them changed, one behind the other."""
    pieces = []
    for _ in range(chance.randint(1, 60)):
        text = chance.choice(_TEXTS)
        start = chance.randrange(len(text))
        pieces.append(mutated(chance, text[start : start + chance.randint(1, 24)]))
    return chance.choice(("", "", "2024年政府工作报告\n一、2023年工作回顾\n")) + "".join(pieces)


def mutated(chance: random.Random, piece: str) -> str:
    """A piece as it is, or with a character taken out, doubled, or changed for one of another kind."""
    at = chance.randrange(len(piece))
    other = chance.choice((_MARKS, _OPENERS, "0123456789零一二两十百千万亿年月日个元"))
    new = chance.choice(other)
    return chance.choice(
        (
            piece, piece, piece[::-1], piece[:at] + piece[at + 1 :], piece[:at] + 2 * piece[at:],
            piece[:at] + new + piece[at + 1 :], piece[:at] + new + piece[at:],
        )
    )  # fmt: skip


def shape(chance: random.Random) -> str:
    """A piece again and again, or pieces that open and never close."""
    unit = "".join(
        chance.choice((chance.choice(PIECES), chance.choice(_OPENERS + _MARKS))) for _ in range(chance.randint(1, 4))
    )
    return chance.choice(PIECES) + unit * chance.randint(1, 1 + 600 // max(1, len(unit))) + chance.choice(PIECES)


def anything(chance: random.Random) -> str:
    """Any code points, and pieces of reports between them."""
    characters = [chr(chance.randint(*chance.choice(_ANY))) for _ in range(chance.randint(1, 120))]
    return "".join(chance.choice((character, character, chance.choice(PIECES))) for character in characters)


def file(chance: random.Random) -> bytes:
    """A small file: a .docx of shuffled pieces of XML, or one of another format with bytes changed."""
    if chance.random() < 0.5:
        pieces = [chance.choice(_BODY) if chance.random() < 0.3 else piece for piece in _BODY]
        del pieces[chance.randrange(len(pieces)) :: chance.randint(1, len(pieces))]
        data = docx("".join(pieces), numbering=numbering(chance.choice(("%1、", "%9", "%1%2", ""))))
        return data if chance.random() < 0.7 else spoilt(chance, data)
    return spoilt(chance, chance.choice(_FILES))


def spoilt(chance: random.Random, data: bytes) -> bytes:
    """Bytes of which some stretches are taken out, doubled or overwritten."""
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 1, 2, 8, 40))
        new = chance.choice(
            (b"", data[at : at + length] * 2, chance.randbytes(length), b"-1", b"99999999999", b"<", b"0 R")
        )
        data = data[:at] + new + data[at + length :]
    return data


MAKERS: tuple[Callable[[random.Random], str | bytes], ...] = (grams, grams, grams, shape, anything, file)


def made(seed: int, number: int) -> str | bytes:
    """The input of this number: a prefix, or one of the others."""
    turn, which = divmod(number, 3)
    if which == 0:
        return prefix(seed + turn)
    chance = random.Random(crc32(b"%d %d" % (seed, number)))
    return chance.choice(MAKERS)(chance)


def tried(given: str | bytes) -> BaseException | None:
    """What went wrong with an input, None where all holds. A file may be refused, in one line."""
    try:
        with held("the input", EACH):
            if isinstance(given, str):
                check(given)
            else:
                check(read(given, name="报告.txt").text)
    except SourceError as error:
        if isinstance(given, str) or "\n" in str(error) or "took" in str(error):
            return error
    except Exception as error:
        return error
    return None


def shortened(given: str | bytes, kind: type[BaseException], until: float) -> str | bytes:
    """An input that fails alike with as much left out as can be."""
    size = len(given) // 2
    while size and process_time() < until:
        at = 0
        while at < len(given) and process_time() < until:
            shorter = without(given, at, at + size)
            if shorter and type(tried(shorter)) is kind:
                given = shorter
            else:
                at += size
        size //= 2
    return given


def without(given: str | bytes, start: int, end: int) -> str | bytes:
    """An input without a stretch of it."""
    if isinstance(given, str):
        return given[:start] + given[end:]
    return given[:start] + given[end:]


def run(seed: int, numbers: range, seconds: float = SECONDS) -> int:
    """Try the inputs of these numbers; 0 where all held, else 1 with the first that failed printed."""
    end = process_time() + seconds
    for done, number in enumerate(numbers):
        if process_time() > end:
            print(f"seed {seed}: {done} of {len(numbers)} inputs tried, no failure; {seconds:g} s of CPU time are over")
            return 0
        if done and done % 1000 == 0:
            print(f"seed {seed}: {done} inputs", file=sys.stderr, flush=True)
        given = made(seed, number)
        error = tried(given)
        if error is not None:
            told = "".join(traceback.format_exception(error))
            print(told.encode("ascii", "backslashreplace").decode())
            short = shortened(given, type(error), process_time() + 60)
            print(f"seed {seed}, input {number}: {error!a}")
            print(f"shortened: {short!a}")
            print(f"again: python tests/fuzz.py --seed {seed} --only {number}")
            return 1
    print(f"seed {seed}: {len(numbers)} inputs, no failure")
    return 0


def main() -> int:
    """What the command line asks for."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--inputs", type=int, default=INPUTS)
    arguments.add_argument(
        "--seed", type=int, default=random.SystemRandom().randrange(10**6), help="drawn unless given"
    )
    arguments.add_argument("--seconds", type=float, default=SECONDS, help="CPU time of the whole run")
    arguments.add_argument("--only", type=int, help="the number of one input")
    given = arguments.parse_args()
    numbers = range(given.inputs) if given.only is None else range(given.only, given.only + 1)
    return run(given.seed, numbers, given.seconds)


if __name__ == "__main__":
    sys.exit(main())
