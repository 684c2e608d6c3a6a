"""Growth: CPU time of the whole pipeline on monotonous texts of n, 2n and 4n characters.

    python benchmarks/bench_linear.py [--length 4000] [SHAPE ...]

A pipeline that is linear in the length of its text takes twice the time for twice the text: exponent 1.00. Each
shape repeats one piece that some rule looks for (an opening mark that nothing closes, a number, a heading), which is
what finds a search that begins again at every character. Nothing here is asserted: times are for reading.
"""

from __future__ import annotations

import argparse
import gc
from itertools import cycle, islice
from math import log2
from time import process_time

from rich.console import Console
from rich.table import Table

from report_parser.export import to_json
from report_parser.pipeline import Parser

LIMIT = 1.15
"""An exponent above this is printed in red."""

MARKS = "“”‘’「」『』《》〈〉（）()[]【】\"'，。、；：！？…—,.;:!?·-|#*"
WORDS = ("的", "是", "年", "和", "了", "其中", "分别", "等", "不", "把", "由", "以", "从", "到", "在", "对", "为", "比")
NUMBERS = (
    "1", "一", "百", "万", "亿", "第", "%", "1.", "1,", "1.1.1.", "1,000,", "6%—6.5%", "1351亿元", "从1到",
    "增长1%；", "1、", "1年", "2024年", "1月1日", "一百", "百分之", "1/", "1-", "1:", "A1", "1+", "10多",
    "前一", "一、二", "十五五", "“十四五”", "20", "一二", "五年",
)  # fmt: skip
PHRASES = (
    "我", "建设", "推进", "项目", "A", "AB ", " ", "\u3000", "\t", "1 ", "的 ", "人民", "要", "将", "已",
    "人均", "增长", "增长1%，", "达到5个、", "其中：", "分别增长", "比上年", "比2023年", "实现", "以上", "全面",
    "进一步", "各位代表", "牵头", "使", "得到", "与", "以为", "通过", "让", "增加到", "从", "我们", "“我",
    "我”", "（我", "我）", "《我", "“”", "（）", "“（", "（“”", "“我”、", "“我”“", "我、", "我和",
    "我，", "我；", "我。", "我的", "是我", "建设、", "新增5个", "建成1个，", "甲、乙等", "工业、农业和",
    "增长5%、6%", "（牵头单位：", "¹", "m①", "（一）", "（一", "一是", "第一，", "一要", "约", "近", "超过",
)  # fmt: skip
LINES = (
    "\n", "\r\n", "一、建设\n", "（一）建设\n", "1.建设\n", "一、建设。\n", "## 建设\n", "**建设**\n", "建设\n",
    "“\n", "2024年\n", "一、2024年工作回顾\n", "二、2025年工作安排\n", "附件\n", "各位代表：\n",
    "| 建设 | 1 |\n", "1\t建设\t5%\n", "1351亿元\n", "我们建设学校。\n", "5%\n", "年\n", "第一\n",
    "名词解释\n1.建设：我\n", "建设，\n", "\n\n建设", "目标：\n", "——增长1%。\n",
)  # fmt: skip
MIXES = (
    "推进“建设、", "增长1%“", "（1）增长5%、", "全年1351亿元，增长5%左右，", "“十四五”期间，",
    "其中1年增长2%分别", "2024年，新增学位900个，", "建设学校，增长5%。", "“我们建设《学校》（1个）",
    "坚持以人民为中心",
)  # fmt: skip


def main() -> None:
    """Measure the shapes named, or all, and print the exponents, the steepest last."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("shapes", nargs="*", help="pieces to repeat in place of ours; \\n is a line break")
    arguments.add_argument("--length", type=int, default=4000, help="characters of the shortest text")
    given = arguments.parse_args()
    shapes = [shape.replace("\\n", "\n") for shape in given.shapes]
    parser = Parser()
    parser.parse_text("2024年，地区生产总值增长4.1%。")  # compiles what is compiled once
    gc.disable()  # a collection falls into one run and not into another
    measured = sorted(
        (growth(parser, shape, given.length) for shape in shapes or every_shape()), key=lambda row: row[2]
    )
    console = Console(width=100)
    table = Table("shape", "ms at n, 2n, 4n", "exponent", title=f"n = {given.length:,} characters")
    for shape, times, exponent in measured:
        shown = " ".join(f"{seconds * 1000:.0f}" for seconds in times)
        table.add_row(repr(shape), shown, f"{exponent:.2f}", style="red" if exponent > LIMIT else "")
    console.print(table)
    steep = sum(exponent > LIMIT for _, _, exponent in measured)
    console.print(f"{len(measured)} shapes, {steep} with an exponent above {LIMIT}")


def every_shape() -> list[str]:
    """Our shapes, each once."""
    return list(dict.fromkeys([*MARKS, *WORDS, *NUMBERS, *PHRASES, *LINES, *MIXES]))


def growth(parser: Parser, shape: str, length: int) -> tuple[str, list[float], float]:
    """The shape, its CPU seconds at `length`, twice and four times that, and the exponent between first and last."""
    times = [seconds(parser, "".join(islice(cycle(shape), length * factor))) for factor in (1, 2, 4)]
    return shape, times, log2(times[2] / times[0]) / 2


def seconds(parser: Parser, text: str) -> float:
    """CPU seconds from a text to its JSON, the best of three runs; of one where a run takes long."""
    best = float("inf")
    for _ in range(3):
        begin = process_time()
        to_json(parser.parse_text(text))
        best = min(best, process_time() - begin)
        if best > 1:
            break
        gc.collect()
    return best


if __name__ == "__main__":
    main()
