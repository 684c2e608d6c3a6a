"""Names made of pieces of a text, and of nothing else: 养老、工伤待遇水平 -> 养老|待遇水平, 工伤待遇水平."""

from __future__ import annotations

from dataclasses import dataclass

from report_parser.document import Pieces


def joined(text: str, pieces: Pieces) -> str:
    """The name that `pieces`, spans of `text`, say one after another, its white space dropped."""
    return "".join("".join(text[start:end].split()) for start, end in pieces)


@dataclass(slots=True, unsafe_hash=True)
class Phrase:
    """Some words of a text, as `name` and as the `pieces` they stand in.

    All that can be done to it is to cut and to join it, so that no word gets in that the text does not write. Each
    character of the name stands in the pieces at the same place: white space is in neither. It is not frozen, as a
    report has thousands, and a frozen one takes three times as long to make.
    """

    name: str
    pieces: Pieces

    @classmethod
    def of(cls, text: str, pieces: Pieces) -> Phrase:
        """What the text says in these pieces."""
        written = "".join([text[start:end] for start, end in pieces])
        if "".join(written.split()) == written:
            return cls(written, pieces)
        at = [place for start, end in pieces for place in range(start, end) if not text[place].isspace()]
        return cls("".join(text[place] for place in at), _runs(at))

    def __len__(self) -> int:
        return len(self.name)

    def __bool__(self) -> bool:
        # Said, as mypyc asks no length of what may be None: an empty phrase would be true where it is compiled.
        return self.name != ""

    def __add__(self, other: Phrase) -> Phrase:
        """Both in turn; a name holds no piece of the text twice, so what shares one with it adds nothing."""
        if any(left < end and start < right for left, right in self.pieces for start, end in other.pieces):
            return self
        if self.pieces and other.pieces and self.pieces[-1][1] == other.pieces[0][0]:
            seam = (self.pieces[-1][0], other.pieces[0][1])
            return Phrase(self.name + other.name, (*self.pieces[:-1], seam, *other.pieces[1:]))
        return Phrase(self.name + other.name, self.pieces + other.pieces)

    def part(self, start: int, end: int | None = None) -> Phrase:
        """The characters `start`..`end` of its name; to its end without `end`."""
        stop = len(self.name) if end is None else end
        kept = []
        at = 0
        for left, right in self.pieces:
            first, last = max(start - at, 0), min(stop - at, right - left)
            if first < last:
                kept.append((left + first, left + last))
            at += right - left
        return Phrase(self.name[start:stop], tuple(kept))

    def stripped(self, edge: str) -> Phrase:
        """The phrase without these characters at its two ends."""
        start = len(self.name) - len(self.name.lstrip(edge))
        return self.part(start, max(start, len(self.name.rstrip(edge))))


def _runs(places: list[int]) -> Pieces:
    """The places of characters as spans."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return tuple(runs)
