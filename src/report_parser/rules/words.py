"""`words.txt`: what is believed of a word, in features; one line a word.

    建设  verb nominal holding predicate class head

A feature is a field of `WordRules`, which says what it means; one has a value, `type=facility`. In a user's file a
line adds features to a word, and `-nominal` takes one away.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import get_args

from pydantic import Field

from report_parser.document import ObjectType
from report_parser.errors import RuleError
from report_parser.rules.base import RuleModel, Words

# A word -> its features; of `type=facility` the value is facility, of a plain feature it is empty.
Features = dict[str, dict[str, str]]


class WordRules(RuleModel):
    """`words.txt`: the words of each feature."""

    verb: Words = Field(
        (), description="A verb that takes an object and stands at the head of a clause.", examples=["从严控制支出"]
    )
    nominal: Words = Field(
        (),
        description=(
            "A verb that is as often a noun: at the head of a clause it is the verb only where nothing "
            "later in the clause is a better one."
        ),
        examples=["改革取得进展"],
    )
    causative: Words = Field(
        (),
        description="A verb that takes a whole clause: what follows it is one object, 、 and all.",
        examples=["有助于项目提速、产业提效"],
    )
    holding: Words = Field(
        (),
        description="A verb that takes a thing named by what it does, so that no second verb shares its object.",
        examples=["实施提振消费专项行动"],
    )
    harm: Words = Field(
        (),
        description=(
            "A verb of a wrong: behind another verb it is part of what that one acts on, so that no wrong is told as "
            "a deed: 查处|破坏森林的行为."
        ),
        examples=["查处破坏森林的行为"],
    )
    measure: Words = Field(
        (),
        description="A verb of amount: it ties a subject to a number, to a rank or to a state.",
        examples=["产量递减8%"],
    )
    figure: Words = Field(
        (),
        description="A noun right before a number that makes a name of the verb before it: 研发|经费支出.",
        examples=["研发经费支出5100亿元"],
    )
    predicate: Words = Field(
        (), description="A verb of state or course that closes a clause behind its subject.", examples=["产业结构不优"]
    )
    state: Words = Field(
        (),
        description="A state of one character, which closes a clause of its own behind a subject: 体量|小、底子|薄.",
        examples=["县域经济体量小、底子薄"],
    )
    sizing: Words = Field(
        (),
        description="A noun of money or area that, with its number and 的 behind it, only says how big a thing is.",
        examples=["投资3亿元的造纸项目竣工"],
    )
    achieving: Words = Field(
        (),
        description=(
            "A verb that makes one word of what became of a subject, with an `achieving_how` and an "
            "`achieved` behind it: 事故总量|实现双下降."
        ),
        examples=["事故总量实现双下降"],
    )
    achieving_how: Words = Field(
        (), description="How, between a word of `achieving` and one of `achieved`.", examples=["事故总量实现双下降"]
    )
    achieved: Words = Field(
        (), description="The empty noun behind a word of `achieving`.", examples=["事故总量实现双下降"]
    )
    linking: Words = Field(
        (), description="A verb that stands after its subject and takes an object.", examples=["古城入选试点城市"]
    )
    receptive: Words = Field(
        (),
        description=(
            "A verb after a subject that is what the clause is about, whatever follows: 项目列入国家计划 "
            "speaks of 项目."
        ),
        examples=["项目列入国家计划"],
    )
    relational: Words = Field(
        (),
        description="A verb that places what is spoken of: what follows is a measure of it and no object.",
        examples=["总量居全国第六"],
    )
    reaching: Words = Field(
        (), description="A verb that reaches people or things counted behind it.", examples=["改善计划惠及3200万孩子"]
    )
    actor: Words = Field(
        (),
        description=(
            "One who acts: a verb that is as often a noun is the clause's verb behind it: 各级财政|投入|5亿元."
        ),
        examples=["各级财政投入5亿元"],
    )
    mutual: Words = Field(
        (), description="A verb of two sides, the second behind 与.", examples=["居民收入增长与经济增长基本同步"]
    )
    assuring: Words = Field(
        (),
        description="A word that assures a result told by the verb behind it: 确保收入增长10% speaks of 增长.",
        examples=["确保收入增长10%"],
    )
    preposition: Words = Field(
        (), description="A word that puts a phrase before the verb.", examples=["以重大项目引领产业升级"]
    )
    patient: Words = Field(
        (), description="A preposition whose phrase is what the verb acts on.", examples=["把旧厂房改造成公寓"]
    )
    carrying: Words = Field(
        (),
        description=(
            "A preposition whose phrase names a place or party, with the verb and its object behind it: "
            "在全社会|倡导|节约用水."
        ),
        examples=["在全社会倡导节约用水"],
    )
    instrumental: Words = Field(
        (),
        description=(
            "A preposition whose phrase tells with what, or by what measure, a deed is done, be its verb as often a "
            "noun: 用|高新技术|改造|传统产业."
        ),
        examples=["用高新技术改造传统产业"],
    )
    adverb: Words = Field(
        (),
        description="A word dropped before a verb, as it says how and not what: 大力实施 is 实施.",
        examples=["大力实施四年行动"],
    )
    half_adverb: Words = Field(
        (),
        description="An adverb that is the verb itself before a verb that is as often a noun: 优化|补贴流程.",
        examples=["优化补贴流程"],
    )
    modal: Words = Field(
        (),
        description=(
            "An adverb that no noun follows: what stands behind it is a verb, be it as often a noun (要|支持|增长)."
        ),
        examples=["要支持增长"],
    )
    adjectival: Words = Field(
        (),
        description=("An adverb that is as often an adjective, and tells no verb behind it: 对接国际|高标准|经贸规则."),
        examples=["对接国际高标准经贸规则"],
    )
    set_phrase: Words = Field(
        (),
        description="A set phrase whose first word is no adverb: 高质量发展|动能增强.",
        examples=["高质量发展动能增强"],
    )
    opener: Words = Field(
        (),
        description="An opening that belongs to no part of a clause: a connective, a time word, 我们.",
        examples=["其中新建公园13个"],
    )
    prefix: Words = Field(
        (),
        description="A first character that makes a verb of a listed one behind it: 新|建设.",
        examples=["新建设公园"],
    )
    terse: Words = Field(
        (),
        description=(
            "A verb of one character in a slogan of few words, before a last word of two characters: 老旧厂房|焕|活力."
        ),
        examples=["旧厂焕活力、新城展新颜"],
    )
    describing: Words = Field(
        (),
        description="A word of one character that describes what stands behind it, and is no verb there: 大|项目.",
        examples=["建公路、新桥梁"],
    )
    result: Words = Field(
        (),
        description="A last character that makes one verb with a character before it: 织|牢.",
        examples=["织牢保障网"],
    )
    class_: Words = Field(
        (),
        alias="class",
        description="A noun that closes a list and names its class: 甲渠、乙渠等工程.",
        examples=["建成甲渠、乙渠等工程"],
    )
    collective: Words = Field(
        (),
        description="A class that never is a head of the items before it: 首发、首店等消费场景 are 首发 and 首店.",
        examples=["打造首发、首店等消费场景"],
    )
    scope: Words = Field(
        (),
        description="A class noun behind 等 that only scopes the true head behind it: 金融、能源等领域|短板.",
        examples=["补齐金融、能源等重点领域短板"],
    )
    head: Words = Field(
        (), description="A head that coordinated items share: 粮食、能源|安全基础.", examples=["夯实粮食、能源安全基础"]
    )
    faculty: Words = Field(
        (),
        description="A head of what deeds are done with, shared by all deeds before it.",
        examples=["健全农田建设、验收、管护机制"],
    )
    noun: Words = Field(
        (),
        description=(
            "A noun that closes a clause as its object and is neither a head nor a class. It never is the "
            "word of its state."
        ),
        examples=["当好主力军"],
    )
    tier: Words = Field(
        (),
        description="A level of government: each of several before one thing has a thing of its own.",
        examples=["落实省、市级补贴"],
    )
    kind: Words = Field(
        (),
        description="A last character that marks two items alike as of one kind: 第一产|业、第二产|业.",
        examples=["第一产业、第二产业分别增长5%、6%"],
    )
    way: Words = Field(
        (),
        description=(
            "A word that leads to where or by whom a thing is done, so that the deed behind it is shared by nothing "
            "before it: 公共服务|向|乡村延伸."
        ),
        examples=["推动公共服务向乡村延伸"],
    )
    batch: Words = Field(
        (),
        description=("A word of an open number before what is acted on, which is no part of it: 开工|一批|水电项目."),
        examples=["开工一批水电项目"],
    )
    together: Words = Field(
        (),
        description="A word that makes one thing of those that stand before it.",
        examples=["健全政府、企业、公众共同参与机制"],
    )
    hedge: Words = Field(
        (),
        description=(
            "A word between a verb or an object and its number that is neither, beside the hedges of `hedges.toml`: "
            "新增学位|共计|900个."
        ),
        examples=["新增学位共计900个"],
    )
    total: Words = Field(
        (),
        description="A noun of amount that says only how much of the thing named before.",
        examples=["新增学位总数900个"],
    )
    adjunct: Words = Field(
        (),
        description="The word that opens a fronted phrase outside every clause.",
        examples=["为了方便群众，新建公厕"],
    )
    adjunct_end: Words = Field((), description="The word that closes one.", examples=["改革开放以来，城市面貌改变"])
    result_end: Words = Field(
        (),
        description=(
            "What closes a verb that 把 hands something to, for all that a phrase of time may end alike: "
            "把亏损企业停|下来."
        ),
        examples=["把亏损企业停下来"],
    )
    according: Words = Field(
        (),
        description=(
            "A word that opens a phrase of accordance, the clause's verb behind it: 按照自愿的原则|大力|发展."
        ),
        examples=["按照自愿的原则大力发展合作社"],
    )
    aiming: Words = Field(
        (),
        description="A verb that tells, behind 以, what the deed before it is for: 修建水库，以|保障|供水.",
        examples=["修建水库，以保障供水"],
    )
    pronoun: Words = Field(
        (),
        description="A word for those of whom a clause speaks, be it passed over as an opening: 我们珍惜和平.",
        examples=["我们珍惜和平"],
    )
    resuming: Words = Field(
        (),
        description=(
            "A word that goes on, behind a comma, with what a stretch before it only names: 煤炭工业，|要|改造老矿井."
        ),
        examples=["煤炭工业，要改造老矿井"],
    )
    accordance: Words = Field(
        (), description="A noun with which a phrase of accordance may end.", examples=["按照自愿的原则大力发展合作社"]
    )
    fronting: Words = Field(
        (),
        description=(
            "A word that opens a phrase of circumstance, which is no clause where a comma closes it: "
            "着眼|城市更新，建设公园. One that is `instrumental` too may have the deed behind it: 通过招商|引进|企业."
        ),
        examples=["着眼城市更新，新建公园13个"],
    )
    passed: Words = Field(
        (),
        description="A noun of what is passed, behind which 通过 opens no such phrase: 通过国家|验收.",
        examples=["通过国家验收，获评卫生县城"],
    )
    place_end: Words = Field(
        (),
        description="What closes a phrase that 在 opens at the head of a clause, before its verb.",
        examples=["在扩大内需上持续加力"],
    )
    being: Words = Field(
        (),
        description=(
            "A verb of being that takes a place, course or time as its object: 市场|处于|调整过程中 is a clause "
            "and no phrase of time, and so is 增速|高于|上年."
        ),
        examples=["市场处于调整过程中"],
    )
    turning: Words = Field(
        (),
        description=(
            "A word that turns what stood before it into a subject: 推动城乡融合|还需|持续发力. What "
            "stands behind a | must follow and is no part of the word."
        ),
        examples=["推动城乡融合还需持续发力"],
    )
    copula_adverb: Words = Field(
        (),
        description=(
            "A word that makes one word with 是 and leaves it the verb: 扩大内需|仍是|当务之急 (not 总是, "
            "但是, 特别是)."
        ),
        examples=["扩大内需仍是当务之急"],
    )
    not_copula: Words = Field(
        (),
        description="A word before 是 that makes it no verb at all: 加强农村|特别是|边远地区.",
        examples=["加强农村特别是边远地区建设"],
    )
    summing: Words = Field(
        (),
        description=("A word that sums up before 是, so that a verb behind it is the clause's own: 重点是|扩大内需."),
        examples=["重点是扩大内需"],
    )
    extent: Words = Field(
        (),
        description="A noun that tells how far a deed goes, the deed and it being the subject of what follows.",
        examples=["救助困难家庭力度加大"],
    )
    sharing: Words = Field(
        (),
        description="A verb of being given a share, which is the clause's own behind 让: 让|老人|享受|助餐服务.",
        examples=["让老人享受助餐服务"],
    )
    manner: Words = Field(
        (),
        description="How a deed behind 得到 is done, beside the adverbs: 问题得到|很好|解决.",
        examples=["问题得到很好解决"],
    )
    earmarking: Words = Field(
        (),
        description=(
            "A verb that tells what money is for, which is part of its name before a number: 用于|救灾的资金."
        ),
        examples=["用于救灾的资金9亿元"],
    )
    means: Words = Field(
        (),
        description=(
            "A noun of what a thing is done with, behind which a second verb says what for: 采取有力措施|促进消费."
        ),
        examples=["采取有力措施促进消费"],
    )
    employing: Words = Field((), description="A verb that brings such means.", examples=["采取有力措施促进消费"])
    site: Words = Field(
        (),
        description="What the name of a place ends with, which tells where a thing is: 石桥镇、柳塘|示范区建设.",
        examples=["推进石桥镇、柳塘示范区建设"],
    )
    body: Words = Field(
        (),
        description="The end of a body's name, behind which alone 和 parts two: 县水利局|和|交通局.",
        examples=["责任单位：县水利局和交通局"],
    )
    giving: Words = Field(
        (),
        description="A verb of what is given to those, or to that, which 为 names: 为企业成长|营造|良好环境.",
        examples=["为企业成长打下良好基础"],
    )
    stating: Words = Field(
        (),
        description=("A verb that tells a saying or a thought, whose 是 belongs to what is said: 看到|发展是第一要务."),
        examples=["看到发展是第一要务"],
    )
    whole: Words = Field(
        (), description="A word that the dictionary cuts apart and that is to stay whole.", examples=["建设未来乡村"]
    )
    parted: Words = Field(
        (),
        description=(
            "A verb of one character and its object that the dictionary keeps whole, or cuts elsewhere: 打|基础."
        ),
        examples=["打基础、利长远"],
    )
    general: Words = Field(
        (),
        description=(
            "A verb of the general language, which is taken for the verb where no `verb` is found. "
            "`verbs.txt` lists them, one a line."
        ),
        examples=["进行"],
    )
    type: Mapping[ObjectType, Words] = Field(
        {},
        description=(
            "What an object is that ends with the word: `project`, `organisation`, `place`, `policy`, "
            "`honour`, `facility` or `other`."
        ),
        examples=["建成社区驿站"],
    )


def read_words(path: Traversable | Path, known: Features) -> Features:
    """The words of one file added to those `known`. Raises RuleError naming the line and its word."""
    words = dict(known)
    seen: set[str] = set()
    for number, line in enumerate(lines_of(path), 1):
        word, *given = line.split("#", 1)[0].split() or [""]
        if not word:
            continue
        entry = f"line {number} ({word})"
        if word in seen:
            raise RuleError(str(path), entry, "this word has a line already")
        if not given:
            raise RuleError(str(path), entry, "no feature is given")
        seen.add(word)
        words[word] = _given(words.get(word, {}), given, str(path), entry)
    return words


def read_list(path: Traversable | Path, feature: str, known: Features) -> Features:
    """The words of a plain list, one a line, which all have the one `feature`, added to those `known`."""
    words = dict(known)
    alone = {feature: ""}  # shared by the thousands of words that have no other feature
    seen: set[str] = set()
    for number, line in enumerate(lines_of(path), 1):
        word, *more = line.split("#", 1)[0].split() or [""]
        if more:
            raise RuleError(str(path), f"line {number} ({word})", "white space within a word")
        if word in seen:
            raise RuleError(str(path), f"line {number} ({word})", "this word has a line already")
        if word:
            seen.add(word)
            words[word] = {**words[word], feature: ""} if word in words else alone
    return words


def lines_of(path: Traversable | Path) -> list[str]:
    """The lines of a rule file. Raises RuleError where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise RuleError(str(path), "encoding", "not UTF-8") from error


def word_rules(words: Features) -> WordRules:
    """The words by feature, as the stages ask for them."""
    lists: dict[str, list[str]] = {}
    valued: dict[str, dict[str, list[str]]] = {"type": {}}
    for word, features in words.items():
        for feature, value in features.items():
            if value:
                valued[feature].setdefault(value, []).append(word)
            else:
                lists.setdefault(feature, []).append(word)
    return WordRules.model_validate({**lists, **valued})


def _given(features: dict[str, str], given: list[str], path: str, entry: str) -> dict[str, str]:
    """The features of a word with what a line adds or takes away: verb type=facility -nominal."""
    features = dict(features)
    said: set[str] = set()
    for written in given:
        feature, equals, value = written.removeprefix("-").partition("=")
        if feature in said:
            raise RuleError(path, entry, f"{feature} is given twice")
        said.add(feature)
        allowed = _VALUES.get(feature)
        if allowed is None:
            raise RuleError(path, entry, f"no feature {feature}; known are {', '.join(_VALUES)}")
        if written.startswith("-"):
            if feature not in features or equals:
                raise RuleError(path, entry, f"it has no feature {written[1:]} to take away")
            del features[feature]
        elif value not in allowed or (equals and not value):
            choice = f"one of {', '.join(allowed)}" if allowed != ("",) else "no value"
            raise RuleError(path, entry, f"{feature} takes {choice}")
        else:
            features[feature] = value
    return features


# The features, and the values that each may take: none but for a type.
_VALUES: Mapping[str, tuple[str, ...]] = {
    **{field.alias or name: ("",) for name, field in WordRules.model_fields.items()},
    "type": get_args(ObjectType),
}
