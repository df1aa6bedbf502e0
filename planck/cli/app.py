"""The commands, put together: options by flag, environment and project."""

import os
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module

import click
import typer
import typer.completion

from planck.cli import Exit
from planck.cli.help import Call, Command, Group
from planck.cli.options import SETTINGS, settings_for, with_options
from planck.cli.reports import prepare
from planck.cli.usage import language_of_user, show
from planck.load.settings import conventions_in, load_settings
from planck.model import Finding, Input, Language

# Each command, and where its function is in planck.cli.
COMMANDS = {
    "check": "check.check",
    "audit": "check.audit",
    "todo": "check.todo",
    "read": "read.read",
    "compare": "compare.compare",
    "backtest": "compare.backtest",
    "score": "score.score",
    "diff": "compare.diff",
    "revise": "gate.revise",
    "accept": "gate.accept",
    "schema": "listing.schema",
    "explain": "listing.explain",
    "list": "listing.list_tables",
    "init": "listing.init",
    "draft": "draft.draft",
    "completion": "listing.completion",
    "site": "site.site",
    "manual": "help.manual",
}


def app_of(names: Iterable[str]) -> typer.Typer:
    """The command line with these commands: a usual call builds only the one that it names."""
    app = typer.Typer(
        name="planck",
        add_completion=False,
        # The library below suggests the nearest command itself.
        suggest_commands=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        cls=Group,
    )
    app.callback()(planck)
    for name in names:
        module, _, function = COMMANDS[name].partition(".")
        command = with_options(name, getattr(import_module(f"planck.cli.{module}"), function))
        app.command(name=name, cls=Command)(command)
    return app


def _named(arguments: Sequence[str]) -> Iterable[str]:
    return arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS


def _version(wanted: bool) -> None:
    if wanted:
        from planck import __version__

        typer.echo(f"planck {__version__}")
        raise typer.Exit


def planck(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True),
) -> None:
    """Check a government plan against published figures."""


def run(arguments: list[str]) -> int:
    """Run the command line; the exit code comes back, usage errors included."""
    prepare()
    settings, findings, source = load_settings(".", SETTINGS)
    if findings:
        click.echo("\n".join(_problems(findings, source)), err=True)
        return Exit.NOT_EVALUATED
    if "_PLANCK_COMPLETE" in os.environ:
        typer.completion.completion_init()  # type: ignore[attr-defined]
    command = typer.main.get_command(app_of(_named(arguments)))
    call = Call(arguments=tuple(arguments), settings=settings, conventions=conventions_in(settings))
    defaults: Mapping[str, object] = {name: settings_for(name, settings) for name in COMMANDS}
    try:
        code = command.main(arguments, prog_name="planck", standalone_mode=False, default_map=defaults, obj=call)
    except click.ClickException as error:
        show(error, language_of_user(arguments, settings, os.environ))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    return int(code or 0)


def _problems(findings: Iterable[Finding], source: Input | None) -> Iterable[str]:
    """What is wrong with the settings of the project, with the lines in question."""
    from planck.view.message import help_text, message_text, snippet

    for finding in findings:
        place = finding.place
        where = f"{place.file}:{place.line}:{place.column}: " if place else ""
        yield f"{where}{finding.code} {message_text(finding, Language.EN)}"
        if place and source:
            yield from snippet(place, (source,))
        yield f"help: {help_text(finding, Language.EN)}"
