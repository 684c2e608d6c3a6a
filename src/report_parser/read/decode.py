"""Bytes to text: UTF-8 first and strictly, then the legacy Chinese encodings, judged by how Chinese the result reads.

Byte statistics alone confuse GB18030 with Big5 on short texts, and almost any bytes decode as UTF-16; what
tells them apart is that a wrong decode of Chinese is full of rare characters.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

import regex

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),     # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)  # fmt: skip
# gb18030 holds all of GB2312 and GBK; big5hkscs all of Big5 and the characters Hong Kong added.
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_WIDENED = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "gb_2312_80": "gb18030",
            "big5": "big5hkscs", "cp950": "big5hkscs", "big5_tw": "big5hkscs"}  # fmt: skip

_SAMPLE = 8192  # bytes judged: scoring more of a long report changes nothing
_SURE = 0.75  # a decode whose characters are as Chinese as this needs no second opinion
_LEAST = 0.35  # below this no Chinese reader would call it text
_MOST_DAMAGED = 0.1  # a share of characters lost before the text was saved; what is left of such a text says nothing
_STRETCH = 1024  # bytes decoded at a time, so that each damaged byte costs no more than these
_LOOKED_AT = 80  # bytes behind a damaged one
_MOST_LOST = 0.01  # a share of unreadable characters that a damaged report may have

# Marks and letters that stand in Chinese print, plus everything ASCII that a report may hold.
_USUAL = regex.compile(r"[，。、；：？！“”‘’（）《》〈〉【】—…·％～－〇０-９Ａ-Ｚａ-ｚ　①-⑳㈠-㈩Ⅰ-Ⅻ℃]")
_HANZI = regex.compile(r"\p{Han}")
_FOREIGN = regex.compile(r"[^\x00-\x7f]")
# Unassigned, private and control characters, and scripts that appear only when Chinese bytes are read wrongly.
_WRONG = regex.compile(r"[\p{Cn}\p{Co}\p{Cs}�\p{Bopomofo}\p{Hangul}\p{Hiragana}\p{Katakana}\p{Yi}\p{Arabic}"
                       r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # fmt: skip
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class Decoded(NamedTuple):
    """A text and the encoding it was in, by Python's name."""

    text: str
    encoding: str


class UndecodableError(ValueError):
    """No encoding makes a text of these bytes; the message says what they look like."""


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data` without its byte-order mark, and the encoding it was in.

    `declared` is what the file says of itself (charset=gb2312); it is believed as far as the result reads as Chinese.

    >>> tuple(decode("政府工作报告".encode("gbk")))
    ('政府工作报告', 'gb18030')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _forgiving(data[len(mark) :], encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass  # not an error: the question is which encoding it is instead
    else:
        if not _CONTROL.search(text):  # a few characters of UTF-16 may be ASCII and control characters to UTF-8
            return Decoded(_refuse_damaged(text), "utf-8")
    return _refuse_binary(_forgiving(data, _best(data, declared)))


def _best(data: bytes, declared: str | None) -> str:
    """The encoding in which a sample of `data` reads most like Chinese."""
    sample = data[:_SAMPLE]
    names = [name for name in (_known(declared),) if name] + ["utf-8", *_CANDIDATES]
    # Stable: on a tie what the file declares wins, then the order above.
    scores = {name: _judge(sample, name) for name in dict.fromkeys(names)}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < _SURE:
        from charset_normalizer import from_bytes  # 50 ms to import, and only odd files come here

        guess = from_bytes(sample).best()
        name = _known(guess.encoding) if guess else None
        if name and _judge(sample, name) > scores[best]:
            return name
    if scores[best] < _LEAST:
        if b"\x00" in sample:
            raise UndecodableError("binary data, not a text")
        raise UndecodableError("no text in a known encoding (UTF-8, GB18030, Big5 or UTF-16)")
    return best


def _judge(sample: bytes, encoding: str) -> float:
    """The score of a sample in an encoding; a character that the sample's end cuts in two is no fault of it."""
    text = _mended(sample, encoding)
    return -1.0 if text is None else score(text)


def _known(name: str | None) -> str | None:
    """Python's name of a declared encoding, widened to the set that holds it; None for one it does not know."""
    if not name:
        return None
    try:
        canonical = codecs.lookup(name.strip().strip("\"'")).name
        "".encode(canonical)  # refuses codecs that are not text encodings, such as rot13
    except LookupError:
        return None
    return _WIDENED.get(canonical, canonical)


def _forgiving(data: bytes, encoding: str) -> Decoded:
    text = _mended(data, encoding)
    if text is None:
        raise UndecodableError(f"damaged text: much of it is not {encoding.upper()}")
    return Decoded(text, encoding)


def _mended(data: bytes, encoding: str) -> str | None:
    """The text with a replacement character for a damaged byte here and there; None where there are many."""
    pieces: list[str] = []
    start = lost = 0
    while start < len(data):
        stretch = data[start : start + _STRETCH]
        try:
            pieces.append(stretch.decode(encoding))
            start += len(stretch)
        except UnicodeDecodeError as error:
            pieces.append(stretch[: error.start].decode(encoding))
            start += error.start
            if error.start and error.end == len(stretch) and start < len(data):
                continue  # a character that the end of the stretch cuts in two
            lost += 1
            if lost > max(1, _MOST_LOST * len(data) / 2):
                return None
            pieces.append("�")
            start += _skip(data[start : start + _LOOKED_AT], encoding, error.end - error.start)
    return "".join(pieces)


def _skip(rest: bytes, encoding: str, refused: int) -> int:
    """How many bytes to give up: those the codec refused, or one more where what follows then reads better.

    After a damaged first byte of a GB18030 or Big5 character its second would pair with the next one's first, and so
    on to the end of the line.
    """
    if encoding.startswith("utf"):
        return refused
    following = {count: rest[count : count + 60].decode(encoding, "replace") for count in (refused, refused + 1)}
    return max(following, key=lambda count: score(following[count]))


def _refuse_damaged(text: str) -> str:
    """The text, unless a program that took it for another encoding has spoilt it and saved it so.

    What was not to be read became U+FFFD, which read again as GBK is 锟斤拷; UTF-8 read as GBK is 鏀垮簻 for 政府.
    """
    lost = text.count("\ufffd") + 3 * text.count("锟斤拷")
    if lost > _MOST_DAMAGED * len(_FOREIGN.findall(text)):
        raise UndecodableError("damaged text: much of it was lost when it was saved in another encoding")
    sample = text[:_SAMPLE]
    if score(sample) < _SURE:
        before = sample.encode("gb18030", "ignore").decode("utf-8", "ignore")
        if len(before) > len(sample) / 2 and score(before) > _SURE:
            raise UndecodableError("damaged text: UTF-8 that was read as GBK and saved again")
    return text


def _refuse_binary(decoded: Decoded) -> Decoded:
    controls = len(_CONTROL.findall(decoded.text))
    if controls > max(2, _MOST_LOST * len(decoded.text)):
        raise UndecodableError("binary data, not a text")
    return decoded


def score(text: str) -> float:
    """How much of what is not ASCII is everyday Chinese, from 1 (all of it) down to below 0 (mostly garbage).

    Everyday means level 1 of GB2312 or of Big5: the 3755 and 5401 characters those standards put first for being
    the ones in use. 政府工作报告 -> 1.0; the same bytes read as Big5 (淉葬馱釬惆豢) -> far less.
    """
    written = len(_FOREIGN.findall(text)) + len(_CONTROL.findall(text))
    if not written:
        return 0.0
    hanzi = "".join(_HANZI.findall(text))
    usual = _level_one(hanzi) + len(_USUAL.findall(text))
    return (usual - 3 * len(_WRONG.findall(text))) / written


def _level_one(hanzi: str) -> int:
    """How many characters stand in level 1 of GB2312 (lead bytes B0-D7) or of Big5 (A4-C6)."""
    simplified = hanzi.encode("gb2312", "replace")
    traditional = hanzi.encode("big5", "replace")
    # What an encoding lacks becomes "?", one byte, so lead bytes are told from trail bytes by walking both forms.
    return sum(
        0xB0 <= gb <= 0xD7 or 0xA4 <= big5 <= 0xC6
        for gb, big5 in zip(_lead_bytes(simplified), _lead_bytes(traditional), strict=True)
    )


def _lead_bytes(encoded: bytes) -> list[int]:
    leads = []
    position = 0
    while position < len(encoded):
        leads.append(encoded[position])
        position += 2 if encoded[position] > 0x7F else 1
    return leads
