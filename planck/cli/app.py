"""The commands, put together."""

import click
import typer

from planck.cli import EXIT_CODES, Exit
from planck.cli.accept import accept
from planck.cli.baseline import baseline
from planck.cli.check import check
from planck.cli.diff import diff
from planck.cli.explain import explain
from planck.cli.init import init
from planck.cli.listing import list_tables
from planck.cli.revise import revise
from planck.cli.schema import schema
from planck.cli.settings import defaults
from planck.cli.streams import prepare

app = typer.Typer(
    name="planck",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Check a government plan against published figures. 用公布的数据检查政府规划。",
    epilog=EXIT_CODES,
)
app.command(epilog=EXIT_CODES)(check)
app.command()(schema)
app.command()(explain)
app.command(name="list")(list_tables)
app.command()(init)
app.command()(diff)
app.command()(revise)
app.command()(accept)
app.command()(baseline)


def _version(wanted: bool) -> None:
    if wanted:
        from planck import __version__

        typer.echo(f"planck {__version__}")
        raise typer.Exit


@app.callback()
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
    command = typer.main.get_command(app)
    try:
        code = command.main(arguments, prog_name="planck", standalone_mode=False, default_map=_defaults(settings))
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    return int(code or 0)


def _defaults(settings: dict[str, str | bool]) -> dict[str, dict[str, str | bool]]:
    """The settings of a project, by command: those of `check` that other commands have too hold for them as well."""
    shared = {"accept": ("base", "as_of"), "baseline": ("as_of",), "revise": ("base",), "diff": ("as_of", "lang")}
    others = {
        command: {name: settings[name] for name in names if name in settings} for command, names in shared.items()
    }
    return {"check": settings, **others}
