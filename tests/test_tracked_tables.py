"""Tracking as an office reads it: groups in reading order, and their sheets as workbook and as Word."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from report_parser.cli import cli
from report_parser.exports.tracked import tracked_sheets
from report_parser.language.messages import Wording
from report_parser.pipeline import Parser
from report_parser.rules import load_rules
from report_parser.track import Tracking, track_reports
from report_parser.track.grouped import READING_ORDER, grouped, kept

OWN = Path(__file__).parent / "tracked"
FILES = [str(OWN / f"yunhe-{year}.txt") for year in (2024, 2025)]


@pytest.fixture(scope="module")
def tracking() -> Tracking:
    parser = Parser()
    return track_reports([parser.parse(name) for name in FILES])


def test_every_item_stands_in_one_group_missed_before_kept(tracking: Tracking) -> None:
    groups = grouped(tracking.links)
    assert sum(map(len, groups.values())) == len(tracking.links)
    for links in groups.values():
        places = [READING_ORDER.index(link.verdict) for link in links]
        assert places == sorted(places)


def test_general_clauses_are_out_of_the_share_kept(tracking: Tracking) -> None:
    groups = grouped(tracking.links)
    assert kept(groups["general"]) == (0, 0)
    assert kept(tracking.links) == kept([*groups["targets"], *groups["works"]])


def test_a_target_stands_beside_outturn_and_difference(tracking: Tracking) -> None:
    targets, works, general = tracked_sheets(tracking, Wording("zh", load_rules()))
    row = next(cells for cells in targets.rows if cells[1] == "地区生产总值")
    assert row[2:6] == ("6.5%", "6.1%", "-0.4个百分点", "未完成")
    assert [sheet.name for sheet in (targets, works, general)] == ["主要指标", "具体项目和实事", "一般表述"]


def test_the_tables_are_written_as_workbook_and_as_word(tracking: Tracking, tmp_path: Path) -> None:
    for suffix in ("xlsx", "docx"):
        out = tmp_path / f"out.{suffix}"
        done = CliRunner().invoke(cli, ["track", *FILES, "-o", str(tmp_path / "o.json"), "--table", str(out)])
        assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["主要指标", "具体项目和实事", "一般表述"]
    document = docx.Document(str(tmp_path / "out.docx"))
    written = sum(len(table.rows) - 1 for table in document.tables)
    assert written == len(tracking.links) == sum(sheet.max_row - 2 for sheet in book)
