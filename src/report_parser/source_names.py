"""Names in the source: pieces of the folded text -> pieces of the source text, and what they say."""

from __future__ import annotations

from report_parser.document import Document, Pieces


class SourceNames:
    """Leads the names of one document back to the source text.

    A span of the result holds nothing but the characters of the name and white space, so that the name is what the
    source says at the spans, joined, folded and without its white space. What folding put in (a comma between two
    lines, the head of a column) is written nowhere, and is in no name.
    """

    def __init__(self, doc: Document) -> None:
        self._text = doc.text
        self._source = doc.source.text
        self._origins = doc.origins

    def name(self, pieces: Pieces) -> tuple[str, Pieces]:
        """The name that pieces of the folded text say, and its spans in the source."""
        said: list[str] = []
        spans: list[tuple[int, int]] = []
        for start, end in pieces:
            if start < end:
                self._add(start, end, said, spans)
        return "".join(said), tuple(spans)

    def _add(self, start: int, end: int, said: list[str], spans: list[tuple[int, int]]) -> None:
        """Add the characters of one piece."""
        origins, source = self._origins, self._source
        first = len(spans)
        left, right = origins[start], origins[end - 1] + 1
        if right - left == end - start and len(source[left:right].split()) == 1:  # nothing was dropped or put in
            spans.append((left, right))
            said.append(self._text[start:end])
            return
        for at in range(start, end):
            place = origins[at]
            if self._put_in(at) or self._text[at].isspace():
                continue
            said.append(self._text[at])
            if len(spans) > first and not source[spans[-1][1] : place].strip():
                spans[-1] = spans[-1][0], place + 1
            else:
                spans.append((place, place + 1))

    def _put_in(self, at: int) -> bool:
        """Whether the character stands for a line end or a tab of the source."""
        return self._source[self._origins[at]].isspace() and not self._text[at].isspace()
