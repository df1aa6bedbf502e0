"""Results to stdout and to files."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

import click
import typer

from planck.cli.streams import colour, width, write
from planck.registry import Table
from planck.render import FORMATS, View

T = TypeVar("T")


def wanted_reports(output_format: str, reports: list[str], formats: Iterable[str] = FORMATS) -> list[tuple[str, str]]:
    """Format and path of every `FORMAT=PATH`. Raises BadParameter for a format that does not exist."""
    _known(output_format, "--output-format", formats)
    wanted = []
    for report in reports:
        name, separator, path = report.partition("=")
        if not separator or not path:
            raise typer.BadParameter(f"wanted FORMAT=PATH, got '{report}'", param_hint="--report")
        if path == "-":
            raise typer.BadParameter("wanted a path, got '-'; stdout takes --output-format", param_hint="--report")
        wanted.append((_known(name, "--report", formats), path))
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


def _known(name: str, option: str, formats: Iterable[str]) -> str:
    if name not in formats:
        from planck.load.source.files import nearest

        close = nearest(name, formats)
        hint = f"; did you mean {close}?" if close else ""
        raise typer.BadParameter(f"wanted one of {', '.join(sorted(formats))}, got '{name}'{hint}", param_hint=option)
    return name


def emit(
    result: T,
    output_format: str,
    reports: list[tuple[str, str]],
    view: View,
    *formats: Table[Callable[[T, View], str]],
) -> bool:
    """Write stdout and the reports; whether all of it could be written.

    `view` is for files; stdout takes the width and the colour of the terminal. Of the tables of `formats` the first one
    that knows a format renders it.
    """

    def rendered(name: str, how: View) -> str:
        return next(table for table in formats if name in table)[name](result, how)

    written = [write(rendered(output_format, replace(view, width=width(), colour=colour())))]
    written += [_write(path, rendered(name, view)) for name, path in reports]
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
