"""A font for Chinese in matplotlib's plots, which knows none by itself."""

from __future__ import annotations

from report_parser.errors import MissingExtraError

FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "SimHei", "Noto Sans CJK JP", "Noto Sans CJK TC", "AR PL UMing CN", "Droid Sans Fallback",
)  # fmt: skip
"""Families that hold simplified Chinese, the best to read first. Debian, Ubuntu: `apt-get install fonts-noto-cjk`."""


def use_cjk_font() -> str | None:
    """Let matplotlib draw Chinese with the first of `FONTS` that is installed; its name, or None where none is.

    Where it returns None, label plots with the English names of the vocabulary: boxes in place of glyphs help nobody.
    """
    try:
        from matplotlib import font_manager, rcParams
    except ModuleNotFoundError as error:
        raise MissingExtraError("matplotlib", "notebooks") from error
    installed = {font.name for font in font_manager.fontManager.ttflist}
    family = next((name for name in FONTS if name in installed), None)
    if family is not None:
        rcParams["font.sans-serif"] = [family, *rcParams["font.sans-serif"]]
        rcParams["axes.unicode_minus"] = False
    return family
