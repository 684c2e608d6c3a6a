"""Radicals that PDF fonts put for whole characters: ⻓ -> 长, ⼾ -> 户.

Unicode tells what a radical stands for in two places: NFKC folds the Kangxi radicals, and the data file
EquivalentUnifiedIdeograph.txt has those of the Radicals Supplement, which NFKC leaves. Where the character is a
traditional one, its simplified form is given, as for every other character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

# A radical and its character by turns: first the supplement, then the Kangxi radicals whose character is traditional.
_PAIRS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬"
    "⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯纟⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西"
    "⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑长⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟饣⻠饣⻡𩠐⻢马⻣骨⻤鬼"
    "⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲亀"
    "⼾户⾒见⾙贝⾞车⾧长⾨门⾱韦⾴页⾵风⾶飞⾺马⾾斗⿂鱼⿃鸟⿄卤⿆麦⿈黄⿌黾⿑齐⿒齿⿓龙⿔龟"
)
_BLOCKS = range(0x2E80, 0x2FE0)


def radicals() -> Mapping[str, str]:
    """The character that each radical stands for."""
    folded = {radical: unicodedata.normalize("NFKC", radical) for radical in map(chr, _BLOCKS)}
    table = {radical: plain for radical, plain in folded.items() if len(plain) == 1 and plain != radical}
    return {**table, **dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))}
