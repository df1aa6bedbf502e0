"""Results to stdout and to files."""

import os
from collections.abc import Callable, Iterable
from typing import TypeVar

import click
import typer

from planck.cli.streams import colour, width, write
from planck.model import Language, Result
from planck.registry import Table
from planck.render import FORMATS, View

T = TypeVar("T")


def wanted_reports(output_format: str, reports: list[str]) -> list[tuple[str, str]]:
    """Format and path of every `FORMAT=PATH`. Raises BadParameter for a format that does not exist."""
    return reports_of(FORMATS, output_format, reports)


def reports_of(formats: Iterable[str], output_format: str, reports: list[str]) -> list[tuple[str, str]]:
    """The same, of another table of formats."""
    _known(formats, output_format, "--output-format")
    wanted = []
    for report in reports:
        name, separator, path = report.partition("=")
        if not separator or not path:
            raise typer.BadParameter(f"wanted FORMAT=PATH, got '{report}'", param_hint="--report")
        if path == "-":
            raise typer.BadParameter("wanted a path, got '-'; stdout takes --output-format", param_hint="--report")
        wanted.append((_known(formats, name, "--report"), path))
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


def _known(formats: Iterable[str], name: str, option: str) -> str:
    known = sorted(formats)
    if name not in known:
        from planck.load.source.nearest import nearest

        close = nearest(name, known)
        hint = f"; did you mean {close}?" if close else ""
        raise typer.BadParameter(f"wanted one of {', '.join(known)}, got '{name}'{hint}", param_hint=option)
    return name


def emit(result: Result, output_format: str, reports: list[tuple[str, str]], language: Language | None) -> bool:
    """Write stdout and the reports; whether every report could be written."""
    return write_reports(FORMATS, result, output_format, reports, language)


def write_reports(
    formats: Table[Callable[[T, View], str]],
    result: T,
    output_format: str,
    reports: list[tuple[str, str]],
    language: Language | None,
) -> bool:
    """The same, of another table of formats."""
    view = View(language=language, width=width(), colour=colour())
    printed = write(formats[output_format](result, view))
    written = [printed] + [_write(path, formats[name](result, View(language=language))) for name, path in reports]
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
