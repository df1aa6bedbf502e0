"""`--help` in the language of the reader, and the manual page: from the words in `words/help.toml`."""

import os
import re
from collections.abc import Iterable, Iterator

import click
import typer
from typer.core import TyperCommand, TyperGroup

from planck.cli import Exit
from planck.cli.usage import language_of_user
from planck.load.settings import Settings
from planck.load.table.header import Conventions
from planck.model import Language
from planck.record import Record
from planck.words import Labels

MOST_COLUMNS, NAME_COLUMNS = 80, 30
# Those that leave with every exit code.
JUDGING = ("planck", "check", "audit", "score")
_COMMANDS, _CODES = Labels("help.commands"), Labels("help.codes")
_PARAMETERS = {"argument": Labels("help.arguments"), "option": Labels("help.options")}
_HEADINGS, _BESIDE = Labels("help.headings"), Labels("help.beside")


class Call(Record):
    """What was typed, and what the project says: its settings, and how its tables are to be read."""

    arguments: tuple[str, ...]
    settings: Settings
    conventions: Conventions


class Command(TyperCommand):
    """A command whose help is told in the language of the reader."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        formatter.write("\n".join(help_of(self, ctx)))


class Group(TyperGroup):
    """The program with its commands, told in the language of the reader."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        formatter.write("\n".join(help_of(self, ctx)))


def help_of(command: click.Command, context: click.Context) -> Iterator[str]:
    """The lines that explain a command and how it is called."""
    from planck.cli.reports import width
    from planck.view.numbers import wrap

    columns, language = min(width(), MOST_COLUMNS), _language(context)
    usage = f"{_HEADINGS['usage'].in_(language)}{context.command_path} "
    yield from wrap(usage + " ".join(command.collect_usage_pieces(context)), columns, " " * 8)
    yield from ("", *wrap(f"  {about(command, language)}", columns, "  "))
    for kind in ("argument", "option"):
        parameters = [each for each in command.get_params(context) if each.param_type_name == kind]
        rows = [(name_of(each, context), told_of(each, context, language)) for each in parameters]
        yield from _section(kind, rows, columns, language)
    if isinstance(command, click.Group):
        rows = [(name, about(each, language)) for name, each in command.commands.items()]
        yield from _section("commands", rows, columns, language)
    if command.name in JUDGING:
        yield from _section("codes", exit_codes(language), columns, language)


def exit_codes(language: Language) -> list[tuple[str, str]]:
    """Each exit code and what it means."""
    return [(str(code), text.in_(language)) for code, text in enumerate(_CODES.values())]


def about(command: click.Command, language: Language) -> str:
    """What a command does."""
    return _COMMANDS[str(command.name)].in_(language)


def name_of(parameter: click.Parameter, context: click.Context) -> str:
    """A parameter as it is written."""
    return str((parameter.get_help_record(context) or [""])[0])


def told_of(parameter: click.Parameter, context: click.Context, language: Language) -> str:
    """What a parameter means, and what holds for it; some mean another thing to one of the commands."""
    words = _PARAMETERS[parameter.param_type_name]
    # The library has a name of its own for this one.
    name = "help" if "--help" in parameter.opts else str(parameter.name)
    text = words.get(f"{context.info_name}_{name}") or words[name]
    beside = list(_beside(parameter))
    return text.in_(language) + (f"  {_BESIDE['all'].fill(parts=beside).in_(language)}" if beside else "")


def _beside(parameter: click.Parameter) -> Iterator[object]:
    if isinstance(parameter, click.Option) and parameter.envvar:
        yield _BESIDE["variable"].fill(name=parameter.envvar)
    default = parameter.default
    if isinstance(default, str | int) and not isinstance(default, bool) and default != "" and not _counts(parameter):
        yield _BESIDE["default"].fill(value=str(default))
    least = getattr(parameter.type, "min", None)
    if least is not None:
        yield _BESIDE["least"].fill(least=f"{least:g}")
    if isinstance(parameter.type, click.Choice) and isinstance(parameter, click.Argument):
        yield _BESIDE["choices"].fill(names=map(str, parameter.type.choices))
    if parameter.required:
        yield _BESIDE["required"]


def _counts(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Option) and parameter.count


def _section(heading: str, rows: Iterable[tuple[str, str]], columns: int, language: Language) -> Iterator[str]:
    from planck.view.numbers import pad, width, wrap

    rows = list(rows)
    if not rows:
        return
    yield from ("", _HEADINGS[heading].in_(language))
    wide = min(max(width(name) for name, _ in rows), NAME_COLUMNS) + 2
    for name, text in rows:
        above = [f"  {name}"] if width(name) > wide - 2 else []
        first = f"  {pad('' if above else name, wide)}"
        yield from (*above, *wrap(first + text, columns, " " * len(first)))


def _language(context: click.Context) -> Language:
    call = context.find_root().obj
    assert isinstance(call, Call)
    return language_of_user(call.arguments, call.settings, os.environ)


# The manual page.


def manual() -> int:
    """Print the manual page."""
    from planck.cli.app import COMMANDS, app_of

    typer.echo("\n".join(page(typer.main.get_command(app_of(COMMANDS)))))
    return Exit.PASSED


def page(program: click.Command) -> Iterator[str]:
    """The lines of the page of a program with commands, in English."""
    from planck import __version__

    context = click.Context(program, info_name="planck")
    yield f'.TH PLANCK 1 "" "planck {__version__}" "User Commands"'
    yield from (".SH NAME", f"planck \\- {_plain(about(program, Language.EN))}")
    yield from (".SH SYNOPSIS", ".B planck", "COMMAND [OPTIONS] [ARGUMENTS]", ".SH COMMANDS")
    assert isinstance(program, click.Group)
    for name, command in program.commands.items():
        yield from _command(command, click.Context(command, info_name=name, parent=context))
    yield from (".SH EXIT STATUS", *_items(exit_codes(Language.EN)))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (f".SS planck {_plain(command.name)} {_plain(usage)}", _plain(about(command, Language.EN)))
    parameters = command.get_params(context)
    yield from _items((name_of(each, context), told_of(each, context, Language.EN)) for each in parameters)


def _items(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in rows:
        yield from (".TP", f".B {_plain(name)}", _plain(text))


def _plain(text: str | None) -> str:
    """A text on one line that roff takes as it stands."""
    line = re.sub(r"\s+", " ", text or "").strip().replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{line}" if line[:1] in (".", "'") else line
