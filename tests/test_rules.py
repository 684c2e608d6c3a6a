"""Rules of the user: added to ours without forking, and refused by file and entry when broken."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from report_parser.errors import RuleError
from report_parser.model import FactInfo, Report
from report_parser.pipeline import Parser
from report_parser.rules import load_rules
from report_parser.rules.cues import CueCategory
from report_parser.rules.load import FORMATS, WORD_FILES
from report_parser.words.segment import cutter

HEDGE = """[[hedge]]
words = ["约莫"]
side = "before"
comparator = "about"
example = "新建学校|约莫|30所"
near_miss = "新建学校30所"
"""


def parser(folder: Path, name: str, content: str) -> Parser:
    """A parser with one rule file of a user beside ours."""
    (folder / name).write_text(content, encoding="utf-8")
    return Parser(load_rules(folder))


def only_fact(report: Report) -> FactInfo:
    (fact,) = report.facts()
    return fact


def test_a_unit(tmp_path: Path) -> None:
    text = "新开门店35爿。"
    assert only_fact(Parser().parse_text(text)).unit == ""
    assert only_fact(parser(tmp_path, "units.toml", 'counts = ["爿"]').parse_text(text)).unit == "爿"


def test_a_hedge(tmp_path: Path) -> None:
    text = "新建学校约莫30所，新建公园约莫3个。"
    assert [fact.comparator for fact in Parser().parse_text(text).facts()] == ["eq", "eq"]
    found = list(parser(tmp_path, "hedges.toml", f"{HEDGE}bare = true").parse_text(text).facts())
    assert [(fact.comparator, fact.indicator.text) for fact in found] == [("about", "学校"), ("about", "公园")]


def test_another_name_of_a_unit(tmp_path: Path) -> None:
    ours = parser(tmp_path, "units.toml", 'measures = ["公亩"]\n[base]\n"公亩" = "百平方米"')
    (quantity,) = ours.quantities("绿地12公亩")
    assert (quantity.unit, quantity.written.unit) == ("百平方米", "公亩")


def test_an_indicator(tmp_path: Path) -> None:
    text = "2024年，嗨购指数达到35。"
    entry = '[[indicator]]\nid = "haigou"\nname = "嗨购指数"\nenglish = "Haigou index"\ntopic = "economy"\n'
    assert only_fact(Parser().parse_text(text)).indicator.id is None
    assert only_fact(parser(tmp_path, "indicators.toml", entry).parse_text(text)).indicator.id == "haigou"


def test_a_verb(tmp_path: Path) -> None:
    text = "一、2023年工作回顾\n嘭弹新城建设。"
    (statement,) = parser(tmp_path, "words.txt", "嘭弹  verb").parse_text(text).achievements
    assert statement.action == "嘭弹"
    assert all(statement.action != "嘭弹" for _, statement in Parser().parse_text(text).statements())


def test_a_cue(tmp_path: Path) -> None:
    text = "一、2023年工作回顾\n各乡亟须兴修水利。"
    entry = '[[cue]]\ncategory = "asking"\nwords = ["亟须"]\n'
    assert len(Parser().parse_text(text).achievements) == 1
    assert len(parser(tmp_path, "cues.toml", entry).parse_text(text).commitments) == 1


def test_a_pseudo_form_of_a_cue(tmp_path: Path) -> None:
    text = "一、2023年工作回顾\n各乡亟须工程兴修水利。"
    entry = '[[cue]]\ncategory = "asking"\nwords = ["亟须"]\npseudo = ["亟须工程"]\n'
    assert len(parser(tmp_path, "cues.toml", entry).parse_text(text).achievements) == 1


def test_no_category_of_ours_lists_a_word_twice_and_each_has_a_meaning() -> None:
    cues = load_rules().cues
    assert {cue.category for cue in cues.cue} == set(cues.category) == set(get_args(CueCategory))
    assert all(scope.means for scope in cues.category.values())
    for category in cues.category:
        words = [word for cue in cues.cue if cue.category == category for word in cue.words]
        assert len(words) == len(set(words)), category


def test_a_heading_cue(tmp_path: Path) -> None:
    review = "一、2023年工作回顾\n建成了公园，取得新进展。"
    text = review + "\n二、2024年工作安排\n今年要加快发展，努力增收。\n（一）嗨购篇\n兴业。"
    rules = parser(tmp_path, "headings.toml", '[heading_cues]\nrequirements = ["嗨购篇"]')
    assert [section.kind for section in rules.parse_text(text).sections] == ["review", "plan", "requirements"]
    assert [section.kind for section in Parser().parse_text(text).sections] == ["review", "plan", "plan"]


def test_a_heading_form(tmp_path: Path) -> None:
    text = "一、2023年工作回顾\n［一］城市更新\n新建公园13个。\n［二］乡村建设\n新建粮仓3个。"
    rules = parser(tmp_path, "headings.toml", 'forms = [{ form = "［{cn}］", style = "［一］" }]')
    assert [section.heading for section in rules.parse_text(text).sections][1:] == ["［一］城市更新", "［二］乡村建设"]
    assert len(Parser().parse_text(text).sections) == 1


def test_a_division(tmp_path: Path) -> None:
    text = "云栖区2026年政府工作报告\n各位代表：\n2025年，全区新建公园13个。"
    ours = parser(tmp_path, "divisions.tsv", "330199\t云栖区\t云栖\t2025\n")
    place = ours.parse_text(text).report.jurisdiction
    assert (place.code, place.parents) == ("330199", ("浙江省", "杭州市"))
    assert Parser().parse_text(text).report.jurisdiction.code is None


def test_a_word(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("# ours\n嗨购云集  whole  # a market\n\n", encoding="utf-8")
    rules = load_rules(tmp_path)
    assert rules.words.whole[-1] == "嗨购云集"
    assert "嗨购云集" in cutter(rules)("来到嗨购云集市场")
    assert "嗨购云集" not in cutter(load_rules())("来到嗨购云集市场")


def test_features_are_added_and_taken_away(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("建设  patient -nominal type=place\n进行  -general\n", encoding="utf-8")
    ours, theirs = load_rules().words, load_rules(tmp_path).words
    assert set(theirs.patient) - set(ours.patient) == {"建设"}
    assert set(ours.nominal) - set(theirs.nominal) == {"建设"}
    assert set(theirs.type["place"]) - set(ours.type["place"]) == {"建设"}
    assert set(ours.general) - set(theirs.general) == {"进行"}
    assert theirs.verb == ours.verb


def test_a_word_that_ours_hold_is_not_there_twice(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('counts = ["个", "爿"]', encoding="utf-8")
    assert load_rules(tmp_path).units.counts == (*load_rules().units.counts, "爿")


def test_a_topic_cue(tmp_path: Path) -> None:
    text = "一、2023年工作回顾\n建成嗨购云集。"
    rules = parser(tmp_path, "topics.toml", '[[topic]]\nid = "agriculture"\ncues = ["嗨购云集"]')
    (statement,) = rules.parse_text(text).achievements
    assert statement.topics == ("agriculture",)


def test_folders_add_up_and_leave_ours_alone(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder, unit in ((first, "爿"), (second, "垛")):
        folder.mkdir()
        (folder / "units.toml").write_text(f'counts = ["{unit}"]', encoding="utf-8")
    both = Parser(load_rules(first, second))
    assert [quantity.unit for quantity in both.quantities("门店35爿、草堆12垛、公园3个")] == ["爿", "垛", "个"]
    assert [quantity.unit for quantity in Parser().quantities("门店35爿、草堆12垛、公园3个")] == ["", "", "个"]


def test_every_data_file_has_a_format() -> None:
    data = Path(__file__).parents[1] / "src" / "report_parser" / "data"
    assert sorted(path.stem for path in data.glob("*.toml")) == sorted(FORMATS)
    assert all((data / name).is_file() for name in WORD_FILES)


@pytest.mark.parametrize(
    ("name", "content", "entry"),
    [
        ("units.toml", 'wrong = ["爿"]', "wrong"),
        ("units.toml", "counts = 3", "counts"),
        ("units.toml", 'counts = ["爿", 3]', "counts 2 (3)"),
        (
            "hedges.toml",
            '[[hedge]]\nwords = ["约莫"]\nside = "before"\ncomparator = "maybe"',
            "hedge 1 (words = ['约莫'])",
        ),
        ("hedges.toml", f'{HEDGE}pseudo = ["大约"]\n', "hedge 1 (words = ['约莫'])"),
        ("hedges.toml", f"{HEDGE}closing = true\n", "hedge 1 (words = ['约莫'])"),
        ("hedges.toml", f"{HEDGE}ahead = true\n".replace("before", "after"), "hedge 1 (words = ['约莫'])"),
        ("headings.toml", '[heading_cues]\nfairy_tales = ["从前"]', "heading_cues"),
        ("headings.toml", 'forms = [{ form = "{cn}）" }]', "forms 1"),
        ("headings.toml", 'forms = [{ form = "{cn}{cn}、", style = "x" }]', "forms 1"),
        ("headings.toml", 'forms = [{ form = "第", style = "x" }]', "forms 1"),
        ("units.toml", "counts = " + "[" * 5000 + "]" * 5000, "syntax"),
        ("words.txt", "托举  verb\n驿站  type=ghost", "line 2 (驿站)"),
        ("words.txt", "托举  verbs", "line 1 (托举)"),
        ("words.txt", "托举", "line 1 (托举)"),
        ("words.txt", "托举  verb verb", "line 1 (托举)"),
        ("words.txt", "托举  verb\n托举  head", "line 2 (托举)"),
        ("words.txt", "托举  verb=1", "line 1 (托举)"),
        ("words.txt", "托举  type", "line 1 (托举)"),
        ("words.txt", "建设  -patient", "line 1 (建设)"),
        ("verbs.txt", "托举\n嘭弹\n托举", "line 3 (托举)"),
        ("verbs.txt", "托举 嘭弹", "line 1 (托举)"),
        ("lexicon.txt", "托举", "file name"),
        ("units.toml", 'counts = ["爿", "个", "爿"]', "counts"),
        ("units.toml", 'counts = ["爿", ""]', "counts 2 ()"),
        ("units.toml", 'counts = ["爿", "大 个"]', "counts 2 (大 个)"),
        ("facts.toml", 'rise = ["增 长"]', "rise 1 (增 长)"),
        ("headings.toml", '[heading_cues]\nplan = ["蓝图", "蓝图"]', "heading_cues plan"),
        ("topics.toml", '[[topic]]\nid = "tea"\ncues = ["茶园", "茶园"]', "topic 1 (id = tea) cues"),
        ("cues.toml", '[[cue]]\ncategory = "wishing"\nwords = ["愿"]', "cue 1 (category = wishing)"),
        ("cues.toml", '[[cue]]\ncategory = "asking"\nwords = ["亟须", "亟须"]', "cue 1 (category = asking) words"),
        ("cues.toml", '[[cue]]\ncategory = "asking"\nwords = [""]', "cue 1 (category = asking) words 1"),
        ("cues.toml", '[[cue]]\ncategory = "asking"\nwords = ["亟 须"]', "cue 1 (category = asking) words 1 (亟 须)"),
        ("cues.toml", '[[cue]]\ncategory = "asking"\nwords = ["亟须"]\nexample = "亟须"', "cue 1"),
        ("cues.toml", '[category.asking]\nmeans = ""\nposition = "middle"', "category asking position"),
        ("indicators.toml", '[[indicator]]\nid = "Bad Id"\nname = "茶园"\nenglish = ""\ntopic = "x"', "indicator 1"),
        ("indicators.toml", '[[indicator]]\nid = "tea"\nname = "茶园"', "indicator 1"),
        ("topics.toml", '[[topic]]\nid = "tea"\ncues = ["茶"]', "topic 1"),
        ("facts.toml", 'rise = "增长"', "rise"),
        ("facts.toml", '[fused]\n"城乡" = ["城镇", "农村"]', "fused"),
        ("units.toml", "counts = [", "syntax"),
        ("unit.toml", 'counts = ["爿"]', "file name"),
        ("divisions.tsv", "330199\t云栖区\t云栖\t2025\n330198 云岭区", "line 2"),
    ],
)
def test_a_broken_entry_is_refused_by_name(tmp_path: Path, name: str, content: str, entry: str) -> None:
    with pytest.raises(RuleError) as caught:
        parser(tmp_path, name, content)
    assert caught.value.path == str(tmp_path / name)
    assert caught.value.entry.startswith(entry), caught.value.entry
    assert "\n" not in str(caught.value)


def test_what_is_not_utf8_is_refused(tmp_path: Path) -> None:
    for name in ("units.toml", "words.txt"):
        folder = tmp_path / name.split(".")[0]
        folder.mkdir()
        (folder / name).write_bytes("counts = ['爿']".encode("gb18030"))
        with pytest.raises(RuleError, match=name):
            load_rules(folder)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="nowhere"):
        load_rules(tmp_path / "nowhere")


def test_a_time_word(tmp_path: Path) -> None:
    rule = (
        '[[rule]]\nname = "three years told"\npattern = "头(?P<n>{length})年"\nyears = ["review - n + 1", "review"]\n'
    )
    text = "一、2023年工作回顾\n过去一年，建成了公园。\n头三年，新建公园13个。\n二、2024年工作安排\n今年要加快发展。"
    fact = only_fact(parser(tmp_path, "times.toml", rule + 'examples = ["|头三年|新建 => 2021-2023"]').parse_text(text))
    assert (fact.period.start_year, fact.period.end_year) == (2021, 2023)
    assert only_fact(Parser().parse_text(text)).period.start_year == 2023


def test_a_phrase_of_time(tmp_path: Path) -> None:
    phrase = "[[phrase]]\nname = 'moon'\nuse = ['adverb']\npattern = '农历{month}月'\nexamples = ['|农历八月|建成']\n"
    (tmp_path / "times.toml").write_text(phrase, encoding="utf-8")
    assert re.match(load_rules(tmp_path).times.phrases("adverb"), "农历八月建成学校") is not None
    assert re.match(load_rules().times.phrases("adverb"), "农历八月建成学校") is None
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "times.toml").write_text(phrase.replace("{month}", "{moon}"), encoding="utf-8")
    with pytest.raises(RuleError, match=r"times\.toml: phrase moon: no fragment is named moon"):
        load_rules(broken)


def test_a_time_with_an_unknown_fragment_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "times.toml").write_text(
        '[[rule]]\nname = "ours"\npattern = "头{lengths}年"\nreading = "term"\nexamples = ["|头三年|"]\n',
        encoding="utf-8",
    )
    with pytest.raises(RuleError, match=r"times\.toml: rule ours: no fragment is named lengths"):
        load_rules(tmp_path)


def test_a_part_of_a_year_and_a_reference_with_an_unknown_fragment_are_refused_too(tmp_path: Path) -> None:
    part = '[[part]]\nname = "ours"\npattern = "{moon}前"\nexamples = ["今年|三伏前|"]\n'
    (tmp_path / "times.toml").write_text(part, encoding="utf-8")
    with pytest.raises(RuleError, match=r"times\.toml: part ours: no fragment is named moon"):
        load_rules(tmp_path)
    entry = '[[reference]]\nname = "ours"\nbehind = "{moon}"\nexamples = ["|今年|"]\n'
    (tmp_path / "times.toml").write_text(entry, encoding="utf-8")
    with pytest.raises(RuleError, match=r"times\.toml: reference ours: no fragment is named moon"):
        load_rules(tmp_path / ".")


@pytest.mark.parametrize(
    "pattern", ["头(?P<n>[几数]{1,2})年", r"头(?P<n>.)年", r"头(?P<n>\w+)年", "头(?P<n>(?:三|[^四]))年"]
)
def test_a_number_that_may_be_none_is_refused_by_entry(tmp_path: Path, pattern: str) -> None:
    rule = (
        f"[[rule]]\nname = 'ours'\npattern = '{pattern}'\nyears = ['review - n', 'review']\nexamples = ['|头三年|']\n"
    )
    (tmp_path / "times.toml").write_text(rule, encoding="utf-8")
    with pytest.raises(RuleError, match=r"times\.toml: rule ours: the group n may hold what is no number"):
        load_rules(tmp_path)


def test_a_number_that_a_text_shows_to_be_none_is_refused_by_rule(tmp_path: Path) -> None:
    rule = "[[rule]]\nname = 'ours'\npattern = '头(?P<n>[三十]{2})年'\nyears = ['review - n', 'review']\n"
    (tmp_path / "times.toml").write_text(f"{rule}examples = ['|头十三年|']\n", encoding="utf-8")
    rules = load_rules(tmp_path)
    assert Parser(rules).parse_text("头十三年，新建公园13个。").numerals
    with pytest.raises(RuleError, match=r"times\.toml: ours n: 三三 is no number"):
        Parser(rules).parse_text("头三三年，新建公园13个。")


def test_a_time_of_an_unknown_year_is_refused_by_entry(tmp_path: Path) -> None:
    (tmp_path / "times.toml").write_text(
        '[[rule]]\nname = "ours"\npattern = "头三年"\nyears = ["review - n", "review"]\nexamples = ["|头三年|"]\n',
        encoding="utf-8",
    )
    with pytest.raises(RuleError, match=r"rule 1 \(name = ours\): .*neither the report nor the pattern has a n"):
        Parser(load_rules(tmp_path))


def test_a_broken_pattern_of_a_time_is_refused_by_entry(tmp_path: Path) -> None:
    rule = "[[rule]]\nname = 'ours'\npattern = '头(三年'\nreading = 'term'\nexamples = ['|头三年|']\n"
    (tmp_path / "times.toml").write_text(rule, encoding="utf-8")
    with pytest.raises(RuleError, match=r"times\.toml: rule ours: not a pattern"):
        load_rules(tmp_path)
