"""Help and errors of every command in the user's language, wrapped by the width of what is seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import click

from report_parser.errors import ReportParserError
from report_parser.language.terminal import printable, say, told

# Marks that no line begins with.
_CLOSING = "，。、；：？！）》”’」』】,.;:)]"
_TERM_WIDTH = 30
# What stands for a value: FILE, INTEGER RANGE, and in the hint of an error 'INPUT...'.
_PLACEHOLDER = re.compile(r"(?<![a-zA-Z_])[A-Z]+(?: RANGE)?(?![a-zA-Z_])")
_OPTION = re.compile(r"(?:-[\w-]+(?:, | / )?)+")
_HINT = re.compile(r"(?<=')[A-Z][A-Z|.]*(?=')")


class HelpFormatter(click.HelpFormatter):
    """Says in the user's language what click is about to write; Chinese characters take two columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that begins with `Usage:`."""
        super().write_usage(prog, _placeholders(args), f"{told('Usage:') if prefix is None else prefix} ")

    def write_heading(self, heading: str) -> None:
        """A heading: Options, Commands."""
        super().write_heading(told(heading))

    def write_text(self, text: str) -> None:
        """Paragraphs, parted by empty lines."""
        indent = " " * self.current_indent
        paragraphs = (told(" ".join(part.split())) for part in text.split("\n\n"))
        wrapped = ("\n".join(indent + line for line in wrap(part, self.width - len(indent))) for part in paragraphs)
        self.write("\n\n".join(wrapped) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _TERM_WIDTH, col_spacing: int = 2) -> None:
        """Terms and what they mean: options and commands."""
        rows = [(_term(term), meaning) for term, meaning in rows]
        column = min(max(width(term) for term, _ in rows), col_max) + col_spacing
        margin = " " * self.current_indent
        for term, meaning in rows:
            lines = wrap(_meaning(meaning), max(self.width - column - len(margin), 10))
            if width(term) + col_spacing <= column and lines:
                self.write(f"{margin}{term}{' ' * (column - width(term))}{lines.pop(0)}\n")
            else:
                self.write(f"{margin}{term}\n")
            self.write("".join(f"{margin}{' ' * column}{line}\n" for line in lines))


class Context(click.Context):
    """The context of every command."""

    formatter_class = HelpFormatter


class Commands(click.Group):
    """The group of all commands: each is told about by the first sentence of its help, and understands --lang."""

    context_class = Context

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command; one that has no --lang of its own is given the common one."""
        cmd.context_class = Context
        if all(parameter.name != "lang" for parameter in cmd.params):
            cmd.params.append(lang_option())
        super().add_command(cmd, name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_sentence(command)) for name, command in sorted(self.commands.items())])


def lang_option() -> click.Option:
    """`--lang`: read before anything else by `asked_language`, so that it holds for errors and help as well."""
    return click.Option(
        ["--lang"], type=click.Choice(["zh", "en"]), expose_value=False,
        help="The language to speak; by default that of LC_ALL or LANG.",
    )  # fmt: skip


def asked_language(arguments: Sequence[str]) -> str | None:
    """The value of `--lang`, wherever it stands on the command line."""
    for at, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and at + 1 < len(arguments):
            return arguments[at + 1]
    return None


def show_error(error: click.ClickException | ReportParserError) -> None:
    """One line on stderr; before it the usage where the command line is wrong."""
    if isinstance(error, ReportParserError):
        click.echo(f"report-parser: {printable(told(str(error)))}", err=True)
        return
    if isinstance(error, click.UsageError) and error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
        click.echo(say("Try {command} for help.", command=f"{error.ctx.command_path} --help") + "\n", err=True)
    message = _HINT.sub(lambda found: _placeholders(found[0]), told(error.format_message()))
    click.echo(say("Error: {message}", message=printable(message)), err=True)


def width(text: str) -> int:
    """The columns that a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrap(text: str, columns: int) -> list[str]:
    """A paragraph in lines of so many columns, broken at spaces and between Chinese characters."""
    lines = [""]
    for piece in _pieces(text):
        if width(lines[-1] + piece.rstrip()) > columns and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines if line.strip()]


def _pieces(text: str) -> list[str]:
    """What a line may end behind: a word with its space, a Chinese character with the marks behind it."""
    pieces = [""]
    for char in text:
        wide = width(char) == 2
        before = pieces[-1][-1:]
        if before and char not in _CLOSING and char != " " and (wide or before == " " or width(before) == 2):
            pieces.append("")
        pieces[-1] += char
    return pieces


def _term(written: str) -> str:
    """An option with what stands for its value: -o, --output FILE."""
    option = found[0] if (found := _OPTION.match(written)) is not None else ""
    return option + _placeholders(written.removeprefix(option))


def _placeholders(written: str) -> str:
    """What stands for values, in the user's language: [OPTIONS] FILE|DIR... -> [选项] 文件|文件夹..."""
    return _PLACEHOLDER.sub(lambda found: told(found[0]), written)


def _meaning(written: str) -> str:
    """The help of an option with what click adds in brackets: …  [default: 60; required]"""
    text, opening, extras = written.partition("  [")
    if not opening:
        return told(text)
    return f"{told(text)}  [{'; '.join(told(extra) for extra in extras.removesuffix(']').split('; '))}]"


def _first_sentence(command: click.Command) -> str:
    """What the list of commands says of one: its help up to the first full stop or colon."""
    paragraph = told(" ".join((command.help or "").split("\n\n")[0].split()))
    ends = [at for mark in (". ", ": ", "; ", "。", "：", "；") if (at := paragraph.find(mark)) > 0]
    return paragraph[: min(ends)].removesuffix(".") if ends else paragraph.removesuffix(".")
