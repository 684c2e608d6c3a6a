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
        if len(pieces) == 1:  # most names are one piece that folding did not touch
            start, end = pieces[0]
            if start < end and (span := self._untouched(start, end)) is not None:
                return self._text[start:end], (span,)
        said: list[str] = []
        spans: list[tuple[int, int]] = []
        for start, end in pieces:
            if start < end:
                self._add(start, end, said, spans)
        return "".join(said), tuple(spans)

    def _add(self, start: int, end: int, said: list[str], spans: list[tuple[int, int]]) -> None:
        """Add the characters of one piece."""
        span = self._untouched(start, end)
        if span is not None:
            spans.append(span)
            said.append(self._text[start:end])
            return
        origins, source = self._origins, self._source
        first = len(spans)
        for at in range(start, end):
            place = origins[at]
            if self._put_in(at) or self._text[at].isspace():
                continue
            said.append(self._text[at])
            if len(spans) > first and not source[spans[-1][1] : place].strip():
                spans[-1] = spans[-1][0], place + 1
            else:
                spans.append((place, place + 1))

    def _untouched(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a piece stands in the source that holds its characters and no others; None for any other piece."""
        left, right = self._origins[start], self._origins[end - 1] + 1
        same = right - left == end - start and len(self._source[left:right].split()) == 1
        return (left, right) if same else None

    def _put_in(self, at: int) -> bool:
        """Whether the character stands for a line end or a tab of the source."""
        return self._source[self._origins[at]].isspace() and not self._text[at].isspace()
