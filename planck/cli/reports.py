"""Results to stdout and to files."""

import os
from collections.abc import Mapping
from dataclasses import replace

import click
import typer

from planck.cli.streams import colour, width, write
from planck.render import FORMATS, Kind, Output, View, formats_of, takes


def wanted_reports(output_format: str, reports: list[str], kind: Kind) -> list[tuple[str, str]]:
    """Format and path of every `FORMAT=PATH`. Raises BadParameter for a format that does not exist."""
    _known(output_format, "--output-format", kind)
    wanted = []
    for report in reports:
        name, separator, path = report.partition("=")
        if not separator or not path:
            raise typer.BadParameter(f"wanted FORMAT=PATH, got '{report}'", param_hint="--report")
        if path == "-":
            raise typer.BadParameter("wanted a path, got '-'; stdout takes --output-format", param_hint="--report")
        wanted.append((_known(name, "--report", kind), path))
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


def _known(name: str, option: str, kind: Kind) -> str:
    if not takes(name, kind):
        from planck.load.source.files import nearest

        formats = formats_of(kind)
        close = nearest(name, formats)
        hint = f"; did you mean {close}?" if close else ""
        raise typer.BadParameter(f"wanted one of {', '.join(formats)}, got '{name}'{hint}", param_hint=option)
    return name


def emit(result: object, output_format: str, reports: list[tuple[str, str]], view: View, kind: Kind) -> bool:
    """Write stdout and the reports; whether all of it could be written.

    `view` is for files; stdout takes the width and the colour of the terminal.
    """
    shown = FORMATS[output_format].render(kind, result, replace(view, width=width(), colour=colour()))
    written = [write(shown) if isinstance(shown, str) else _no_text(output_format)]
    written += [_write(path, FORMATS[name].render(kind, result, view)) for name, path in reports]
    return all(written)


def _no_text(name: str) -> bool:
    click.echo(f"--output-format: {name} is no text; write it with --report {name}=PATH", err=True)
    return False


def _write(path: str, output: Output) -> bool:
    """Write a text, the bytes of a file, or a folder of them."""
    try:
        if isinstance(output, Mapping):
            for name, content in output.items():
                inner = os.path.join(path, name)
                os.makedirs(os.path.dirname(inner), exist_ok=True)
                _put(inner, content)
        else:
            _put(path, output)
    except OSError as error:
        click.echo(f"--report: could not write {path}: {error.strerror}", err=True)
        return False
    click.echo(f"wrote {path}", err=True)
    return True


def _put(path: str, content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    with open(path, "wb") as file:
        file.write(data)
