"""Models of earlier versions -> the current one, on the values of their JSON.

Each step leads from one version to the next and never changes afterwards, for stores migrate by them. What the older
model does not tell stays null or empty; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]

STATEMENT_LISTS = ("achievements", "commitments", "background")


def from_1_0(model: JsonObject) -> JsonObject:
    """A report of version 1.0 as one of 2.0.

    The `text` of an object or indicator becomes its `name`. Its `spans` are known where the name stands in the
    statement as it is, else they are empty; a deadline is the year that it was.
    """
    source = model["source"]
    text = source["text"] if isinstance(source, dict) else None
    upgraded = {**model, "schema_version": "2.0", "definitions": []}
    for name in STATEMENT_LISTS:
        upgraded[name] = [_statement(entry, text if isinstance(text, str) else None) for entry in _objects(model, name)]
    return upgraded


def _statement(old: JsonObject, source: str | None) -> JsonObject:
    words, start = str(old["text"]), _int(old["start"])
    deadline = old.get("deadline")
    return {
        **old,
        "task": None,
        "objects": [_object(thing, words, start, source) for thing in _objects(old, "objects")],
        "deadline": None if deadline is None else f"{deadline:04}",
        "reason": None,
        "rules": [],
        "facts": [_fact(fact, words, start) for fact in _objects(old, "facts")],
    }


def _object(old: JsonObject, words: str, start: int, source: str | None) -> JsonObject:
    """An object; its text can be told where it stands in its own statement, or where the model holds the source."""
    name, left, right = str(old["text"]), _int(old["start"]), _int(old["end"])
    if source is not None:
        text = source[left:right]
    elif start <= left and right <= start + len(words):
        text = words[left - start : right - start]
    else:
        text = name
    written = "".join(text.split()) == name and left < right
    return {**old, "text": text, "name": name, "spans": [[left, right]] if written else []}


def _fact(old: JsonObject, words: str, start: int) -> JsonObject:
    indicator = old["indicator"]
    assert isinstance(indicator, dict), "the indicator of a 1.0 fact is an object"
    name = str(indicator["text"])
    at = words.find(name) if name else -1
    spans: list[Json] = [[start + at, start + at + len(name)]] if at >= 0 else []
    unknown: JsonObject = {"whole": None, "counts": None, "tier": None, "against": None, "prices": None}
    return {**old, "indicator": {**indicator, "name": name, "spans": spans, "area": None}, **unknown}


def _objects(holder: JsonObject, name: str) -> Iterator[JsonObject]:
    entries = holder.get(name, [])
    if isinstance(entries, list):
        yield from (entry for entry in entries if isinstance(entry, dict))


def _int(value: Json) -> int:
    assert isinstance(value, int), "offsets of a model are integers"
    return value
