"""What the command line says, in the user's language: English lines in, the same in Chinese out where that is theirs.

The code holds the English of everything that a command shows. Chinese stands in `chinese.toml`, a line of which is
found by its English; where that holds {names}, by what stands around them. So an error is told in Chinese whichever
library, process or file it came from.
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_parser.language.reasons import Lang

# In the order in which gettext asks them; the first that is set decides.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_FIELD = re.compile(r"\{(\w+)\}")
# The lower ten bits of a Windows language id that mean Chinese, of whichever region.
_WINDOWS_CHINESE = 0x04


def spoken() -> Lang:
    """The user's language, by LANGUAGE, LC_ALL, LC_MESSAGES or LANG, on Windows by the system; English by default."""
    name = next((value for variable in _VARIABLES if (value := os.environ.get(variable))), None)
    if name is not None:
        return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
    if sys.platform == "win32":
        from ctypes import windll

        return "zh" if windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _WINDOWS_CHINESE else "en"
    return "en"


def speak(lang: Lang) -> None:
    """Have this process and those it starts speak a language."""
    os.environ["LANGUAGE"] = lang


def say(english: str, **values: object) -> str:
    """A line with {names} in the user's language, each replaced by its value: {count} rows -> 3 行."""
    line = english if spoken() == "en" else _chinese().get(english, english)
    for name, value in values.items():
        line = line.replace(f"{{{name}}}", str(value))
    return line


def told(english: str, *, also: Mapping[str, str] = MappingProxyType({})) -> str:
    """A finished English line in the user's language: a.pdf: no such file -> a.pdf：没有这个文件.

    `also` are lines that stand elsewhere than in the catalogue. What neither holds is left as it is.
    """
    return english if spoken() == "en" else in_chinese(english, also=also)


def printable(text: str) -> str:
    """A text as one line that cannot steer a terminal, for a file may have any name: a line feed becomes \\n."""
    return "".join(char.encode("unicode_escape").decode() if _steers(char) else char for char in text)


def _steers(char: str) -> bool:
    return unicodedata.category(char)[0] == "C" or unicodedata.category(char) in ("Zl", "Zp")


def in_chinese(english: str, *, also: Mapping[str, str] = MappingProxyType({})) -> str:
    """The Chinese of a finished English line, or the line where there is none."""
    return _found(english, also) or english


def _found(english: str, also: Mapping[str, str]) -> str | None:
    """The Chinese of a line; of one that begins with a name and a colon, the name and the Chinese of the rest."""
    if (exact := _chinese().get(english, also.get(english))) is not None:
        return exact
    for pattern, chinese in (*_patterns(_chinese()), *_patterns(also)):
        if (found := pattern.fullmatch(english)) is not None:
            for name, value in found.groupdict().items():
                chinese = chinese.replace(f"{{{name}}}", _found(value, also) or value)
            return chinese
    name, colon, rest = english.partition(": ")
    said = _found(rest, also) if colon else None
    return None if said is None else f"{_found(name, also) or name}：{said}"


@cache
def _chinese() -> Mapping[str, str]:
    path = resources.files("report_parser.language") / "chinese.toml"
    groups: Mapping[str, Mapping[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {english: chinese for entries in groups.values() for english, chinese in entries.items()}


def _patterns(catalogue: Mapping[str, str]) -> Iterator[tuple[re.Pattern[str], str]]:
    """The lines that hold {names}, those with most words of their own first."""
    lines = (line for line in catalogue if _FIELD.search(line))
    for line in sorted(lines, key=lambda line: -len(_FIELD.sub("", line))):
        yield _pattern(line), catalogue[line]


@cache
def _pattern(line: str) -> re.Pattern[str]:
    """What a line looks like when its {names} are filled in."""
    parts = _FIELD.split(line)
    names = (f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(names), re.DOTALL)
