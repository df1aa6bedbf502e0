"""The manual page, made from the help of the commands."""

import re
from collections.abc import Iterator

import click
import typer

from planck import __version__
from planck.cli import EXIT_CODES, Exit


def manual() -> int:
    """Print the manual page (roff), e.g. for `planck manual | man -l -`. 输出手册页。"""
    from planck.cli.app import COMMANDS, app_of

    typer.echo("\n".join(page(typer.main.get_command(app_of(COMMANDS)))))
    return Exit.PASSED


def page(program: click.Command) -> Iterator[str]:
    """The lines of the page of a program with commands."""
    context = click.Context(program, info_name="planck")
    yield f'.TH PLANCK 1 "" "planck {__version__}" "User Commands"'
    yield from (".SH NAME", f"planck \\- {_plain(program.help)}")
    yield from (".SH SYNOPSIS", ".B planck", "COMMAND [OPTIONS] [ARGUMENTS]", ".SH COMMANDS")
    assert isinstance(program, click.Group)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        yield from _command(command, click.Context(command, info_name=name, parent=context))
    yield from (".SH EXIT STATUS", _plain(EXIT_CODES))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (f".SS planck {_plain(context.info_name)} {_plain(usage)}", _plain(command.help))
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record:
            yield from filter(None, (".TP", f".B {_plain(record[0])}", _plain(record[1])))


def _plain(text: str | None) -> str:
    """A text on one line that roff takes as it stands."""
    line = re.sub(r"\s+", " ", text or "").strip().replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{line}" if line[:1] in (".", "'") else line
