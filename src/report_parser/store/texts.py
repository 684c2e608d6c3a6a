"""The text of a report apart from its model: kept compressed, to a third of its size, and put back when it is read."""

from __future__ import annotations

import zlib

from pydantic_core import to_json

from report_parser.model import Report

# In the JSON of a model no other text can look like this: quotation marks within one are escaped.
_NONE = '"text":null}'


def parted(report: Report, model: str) -> tuple[str, bytes | None]:
    """The JSON of a report without its text, and the text compressed; the JSON as it is where it has none."""
    text = report.source.text
    if text is None:
        return model, None
    written = f'"text":{to_json(text).decode("utf-8", "surrogatepass")}}}'
    return model.replace(written, _NONE, 1), zlib.compress(text.encode("utf-8", "surrogatepass"), 9)


def joined(model: str, text: bytes | None) -> str:
    """The JSON with the text in it, as it was before it was parted."""
    if text is None:
        return model
    said = zlib.decompress(text).decode("utf-8", "surrogatepass")
    return model.replace(_NONE, f'"text":{to_json(said).decode("utf-8", "surrogatepass")}}}', 1)
