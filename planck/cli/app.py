"""The commands, put together."""

import os
from collections.abc import Iterable, Sequence
from importlib import import_module

import click
import typer
import typer.completion

from planck.cli import EXIT_CODES, Exit
from planck.cli.settings import defaults
from planck.cli.streams import prepare
from planck.load.config import conventions_in

# Each command: the function in the module of that name in planck.cli.
COMMANDS = {
    "check": "check",
    "audit": "audit",
    "compare": "compare",
    "backtest": "backtest",
    "score": "score",
    "diff": "diff",
    "revise": "revise",
    "accept": "accept",
    "baseline": "baseline",
    "schema": "schema",
    "explain": "explain",
    "list": "listing.list_tables",
    "init": "init",
    "completion": "completion",
}
# Those that leave with every exit code, and read all the settings of a project.
JUDGING = ("check", "audit", "score")
# What the others read of them where they have such an option: the format of a check is none of theirs, and nothing
# fails them.
SHARED = ("as_of", "method", "lang", "allow_empty", "encoding", "sheet", "base", "baseline")


def app_of(names: Iterable[str]) -> typer.Typer:
    """The command line with these commands: a usual call builds only the one that it names."""
    app = typer.Typer(
        name="planck",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="Check a government plan against published figures. 用公布的数据检查政府规划。",
        epilog=EXIT_CODES,
    )
    app.callback()(planck)
    for name in names:
        module, _, function = COMMANDS[name].partition(".")
        command = getattr(import_module(f"planck.cli.{module}"), function or module)
        app.command(name=name, epilog=EXIT_CODES if name in JUDGING else None)(command)
    return app


def _named(arguments: Sequence[str]) -> Iterable[str]:
    return arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS


def _version(wanted: bool) -> None:
    if wanted:
        from planck import __version__

        typer.echo(f"planck {__version__}")
        raise typer.Exit


def planck(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Check a government plan against published figures. 用公布的数据检查政府规划。"""


def run(arguments: list[str]) -> int:
    """Run the command line; the exit code comes back, usage errors included."""
    prepare()
    settings, problem = defaults()
    if problem:
        click.echo(problem, err=True)
        return Exit.NOT_EVALUATED
    if "_PLANCK_COMPLETE" in os.environ:
        typer.completion.completion_init()  # type: ignore[attr-defined]
    shared = {name: value for name, value in settings.items() if name in SHARED}
    defaults_of = {name: settings if name in JUDGING else shared for name in COMMANDS}
    command = typer.main.get_command(app_of(_named(arguments)))
    try:
        code = command.main(
            arguments, prog_name="planck", standalone_mode=False, default_map=defaults_of, obj=conventions_in(settings)
        )
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    return int(code or 0)
