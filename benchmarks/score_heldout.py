"""Score the parser on reports that its rules were not written from: hand annotation of thirty.

The annotations in `heldout/` hold offsets and labels; the reports' text is not ours to ship. With
REPORT_PARSER_GOLD naming the reference folder, the texts are taken from the corpora beside it, each label is
read off its text, and the folder's own scorer is run on the result:

    REPORT_PARSER_GOLD=../shared/gold python benchmarks/score_heldout.py [--show 20]

The first ten (guangdong, hubei, ningxia, shaanxi, tianjin 2025; national 1955, 1982, 1993, 2006, 2014) were later read
for phenomena to mend, and so were, after one score, the seven that followed (anhui, liaoning 2025; national 1959, 1964,
1981, 1986, 2002). Five more (beijing 2025; national 1984, 1995, 2004, 2012) were scored when all that was done, and
the last eight (shanxi 2025; national 1978, 1988, 1994, 2000, 2008, 2016, 2023) after them; docs/accuracy.md tells what
each first score was.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import docx

HERE = Path(__file__).parent / "heldout"
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
Label = str | list[int] | dict[str, list[str | list[int]]]


def text_of(name: str, corpora: Path) -> str:
    """The plain text that the annotations of `name` count in."""
    place, year = name.split("-")
    if place == "national":
        with (corpora / "national" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            return file.read()
    document = docx.Document(str(corpora / "docx" / f"{year}年{PROVINCES[place]}政府工作报告.docx"))
    return "\n".join(paragraph.text for paragraph in document.paragraphs if paragraph.text.strip())


def spelled(label: Label, text: str) -> str:
    """A label as words: itself, a span of the text, or spans of it joined."""
    if isinstance(label, str):
        return label
    if isinstance(label, dict):
        return "".join(spelled(part, text) for part in label["parts"])
    return text[label[0] : label[1]]


def main() -> int:
    """Write texts and labels into a folder of the scorer's form, and run the scorer on it."""
    if "REPORT_PARSER_GOLD" not in os.environ:
        print("REPORT_PARSER_GOLD is not set: the annotated reports cannot be read", file=sys.stderr)
        return 2
    gold = Path(os.environ["REPORT_PARSER_GOLD"])
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(HERE.glob("*.jsonl")):
            text = text_of(path.stem, gold.parent / "corpora")
            rows = []
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                for key in ("indicator", "action"):
                    if key in row:
                        row[key] = spelled(row[key], text)
                for key in ("indicator_alt", "objects"):
                    if key in row:
                        row[key] = [spelled(label, text) for label in row[key]]
                rows.append(json.dumps(row, ensure_ascii=False))
            (Path(folder) / f"{path.stem}.txt").write_text(text, encoding="utf-8", newline="")
            (Path(folder) / path.name).write_text("\n".join(rows) + "\n", encoding="utf-8")
        scorer = [
            sys.executable,
            str(gold / "score.py"),
            folder,
            "--run",
            f"{sys.executable} -m report_parser parse {{}}",
        ]
        return subprocess.run([*scorer, *sys.argv[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
