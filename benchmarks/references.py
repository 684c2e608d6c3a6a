"""The reference passages: reports with what a reader found in parts of them, by set.

`dev` and `fresh` lie in the folder that REPORT_PARSER_GOLD names, each text beside its annotations. `heldout` and
`unseen` are annotated in folders of those names by offsets and labels alone, as the reports' text is not ours to ship:
texts come from the corpora beside that folder, and each label is read off its text.

The first ten of `heldout` (guangdong, hubei, ningxia, shaanxi, tianjin 2025; national 1955, 1982, 1993, 2006, 2014)
were later read for phenomena to mend, and so were, after one score, the seven that followed (anhui, liaoning 2025;
national 1959, 1964, 1981, 1986, 2002). Five more (beijing 2025; national 1984, 1995, 2004, 2012) were scored when all
that was done, and the last eight (shanxi 2025; national 1978, 1988, 1994, 2000, 2008, 2016, 2023) after them;
docs/accuracy.md tells what each first score was.

`unseen` was annotated before anyone saw what the parser makes of its reports. It is kept for the next score only as
long as nobody reads what is wrong in it: `make score` leaves it out unless it is named.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import docx

SETS = ("dev", "heldout", "fresh", "unseen")
OWN = {which: Path(__file__).parent / which for which in ("heldout", "unseen")}
PROVINCES = {
    "anhui": "安徽省",
    "beijing": "北京市",
    "liaoning": "辽宁省",
    "guangdong": "广东省",
    "shaanxi": "陕西省",
    "hubei": "湖北省",
    "ningxia": "宁夏",
    "tianjin": "天津市",
    "shanxi": "山西省",
}
Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
GoldRow: TypeAlias = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Reference:
    """A report of a set: its text, the name of its file, and the rows of each file of annotations."""

    name: str
    file_name: str
    text: str
    annotations: tuple[tuple[GoldRow, ...], ...]


def scorer(gold: Path) -> ModuleType:
    """`score.py`, loaded from beside the annotations: what is right is for it alone to say."""
    spec = importlib.util.spec_from_file_location("gold_score", gold / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def references(which: str, gold: Path) -> Iterator[Reference]:
    """The reports of a set, by name."""
    if which in OWN:
        yield from _own(OWN[which], gold.parent / "corpora")
        return
    for path, files in scorer(gold).gold_files(gold / which):
        annotations = tuple(tuple(_rows(file)) for file in files)
        yield Reference(path.stem, path.name, _read(path), annotations)


def _own(folder: Path, corpora: Path) -> Iterator[Reference]:
    for path in sorted(folder.glob("*.jsonl")):
        text = _text(path.stem, corpora)
        yield Reference(path.stem, f"{path.stem}.txt", text, (tuple(_labelled(row, text) for row in _rows(path)),))


def _text(name: str, corpora: Path) -> str:
    """The plain text that the annotations of `name` count in."""
    place, _, year = name.partition("-")
    if place == "national":
        return _read(corpora / "national" / f"{name}.txt")
    if place == "county":
        return _read(corpora / "county" / f"{year}.txt")
    document = docx.Document(str(corpora / "docx" / f"{year}年{PROVINCES[place]}政府工作报告.docx"))
    return "\n".join(paragraph.text for paragraph in document.paragraphs if paragraph.text.strip())


def _labelled(row: GoldRow, text: str) -> GoldRow:
    """A row with its labels as words."""
    words = dict(row)
    for key in ("indicator", "action"):
        if key in row:
            words[key] = _spelled(row[key], text)
    for key in ("indicator_alt", "objects"):
        labels = row.get(key)
        if isinstance(labels, list):
            words[key] = [_spelled(label, text) for label in labels]
    return words


def _spelled(label: Json, text: str) -> str:
    """A label as words: itself, a span of the text, or spans of it joined."""
    match label:
        case str():
            return label
        case {"parts": [*parts]}:
            return "".join(_spelled(part, text) for part in parts)
        case [int(start), int(end)]:
            return text[start:end]
    raise ValueError(f"{label} is no label")


def _rows(path: Path) -> list[GoldRow]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:  # offsets count every line end as it is
        return file.read()
