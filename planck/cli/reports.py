"""Results to stdout and to files."""

import os
from dataclasses import replace

import click
import typer

from planck.cli.actions import annotate, in_actions, summarise_step
from planck.cli.streams import colour, width, write
from planck.model import Result
from planck.registry import Table
from planck.render import FORMATS, Renderer, View


def wanted_reports(output_format: str, reports: list[str]) -> list[tuple[str, str]]:
    """Format and path of every `FORMAT=PATH`. Raises BadParameter for a format that does not exist."""
    _known(output_format, "--output-format")
    wanted = []
    for report in reports:
        name, separator, path = report.partition("=")
        if not separator or not path:
            raise typer.BadParameter(f"wanted FORMAT=PATH, got '{report}'", param_hint="--report")
        if path == "-":
            raise typer.BadParameter("wanted a path, got '-'; stdout takes --output-format", param_hint="--report")
        wanted.append((_known(name, "--report"), path))
    return wanted


def refuse_to_overwrite(reports: list[tuple[str, str]], inputs: list[str]) -> None:
    """Raises BadParameter when a report would be written over an input, or two reports over each other."""
    taken = {os.path.realpath(path): path for path in inputs}
    for _, path in reports:
        if os.path.realpath(path) in taken:
            raise typer.BadParameter(
                f"'{path}' is an input or another report, and is left as it is", param_hint="--report"
            )
        taken[os.path.realpath(path)] = path


def _known(name: str, option: str) -> str:
    if name not in FORMATS:
        from planck.load.source.nearest import nearest

        close = nearest(name, FORMATS)
        hint = f"; did you mean {close}?" if close else ""
        raise typer.BadParameter(f"wanted one of {', '.join(sorted(FORMATS))}, got '{name}'{hint}", param_hint=option)
    return name


def emit(
    result: Result,
    output_format: str,
    reports: list[tuple[str, str]],
    view: View,
    own: Table[Renderer] = FORMATS,
) -> bool:
    """Write stdout, the reports and what a workflow shows; whether all of it could be written.

    `view` is for files; stdout takes the width and the colour of the terminal. `own`: a command's own renderers, which
    come before those of every command.
    """

    def rendered(name: str, how: View) -> str:
        return (own if name in own else FORMATS)[name](result, how)

    written = [write(rendered(output_format, replace(view, width=width(), colour=colour())))]
    written += [_write(path, rendered(name, view)) for name, path in reports]
    if in_actions():
        if output_format != "github":
            annotate(result, view)
        written.append(summarise_step(lambda: rendered("markdown", view), view))
    return all(written)


def _write(path: str, text: str) -> bool:
    try:
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        click.echo(f"--report: could not write {path}: {error.strerror}", err=True)
        return False
    click.echo(f"wrote {path}", err=True)
    return True
