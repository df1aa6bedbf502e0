"""`planck check --fix` and `--diff`: figures in plain form, before they are judged."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import click
import typer

from planck.cli import Exit
from planck.load.table.header import Conventions
from planck.model import Finding, Language

if TYPE_CHECKING:  # imported where something is to be repaired
    from planck.load.table.repair import Repair

LIMIT = 512 << 20

Fix = Annotated[
    bool,
    typer.Option(
        "--fix",
        envvar="PLANCK_FIX",
        help="First repair the form of figures in text files (digits, separators, --, white space): never a value.",
    ),
]
Diff = Annotated[
    bool,
    typer.Option("--diff", envvar="PLANCK_DIFF", help="Only show what --fix would change; 1 where there is something."),
]


def refuse_both(figures: Sequence[str], *, fix: bool, diff: bool) -> None:
    """Raises BadParameter where the options contradict each other, or what is to be repaired is no file."""
    if fix and diff:
        raise typer.BadParameter("wanted one of --fix and --diff, got both", param_hint="--diff")
    if (fix or diff) and "-" in figures:
        raise typer.BadParameter("wanted files, got '-'", param_hint="--fix" if fix else "--diff")


def fixed(paths: Sequence[str], conventions: Conventions) -> tuple[Finding, ...]:
    """Write the files that can be put into plain form; the findings about those that are left as they are."""
    from planck.load.table.repair import Repair

    left: list[Finding] = []
    for path, made in _repairs(paths, conventions):
        if isinstance(made, Repair):
            _write(path, made)
        elif made.code == "E063":
            # What cannot be read at all is said when it is judged.
            left.append(made)
    return tuple(left)


def shown(paths: Sequence[str], conventions: Conventions, problems: Sequence[Finding], lang: Language | None) -> Exit:
    """Print what `fixed` would change as a unified diff, and leave everything as it is."""
    from planck.cli.streams import write
    from planck.load.table.repair import Repair, unified

    _say(problems, lang)
    unread, texts = bool(problems), []
    for _, made in _repairs(paths, conventions):
        if isinstance(made, Repair):
            texts.append(unified(made.file, made.before, made.after))
        else:
            unread |= made.blocking
            _say((made,), lang)
    if not write("".join(texts)) or unread:
        return Exit.NOT_EVALUATED
    return Exit.FAILED if any(texts) else Exit.PASSED


def _repairs(paths: Sequence[str], conventions: Conventions) -> "Iterator[tuple[str, Repair | Finding]]":
    from planck.load.source.files import is_record, read_bytes
    from planck.load.table.doors import split_sheet
    from planck.load.table.repair import repair

    for path in dict.fromkeys(split_sheet(path)[0] for path in paths):
        if not is_record(path):
            raw = read_bytes(path, limit=LIMIT)
            yield path, raw if isinstance(raw, Finding) else repair(raw, conventions)


def _write(path: str, made: "Repair") -> None:
    """Raises Exit where the file cannot be written."""
    from planck.cli.writing import replace_file

    if not made.changed:
        return
    if problem := replace_file(os.path.realpath(path), made.data):
        click.echo(f"--fix: could not write {path}: {problem}", err=True)
        raise typer.Exit(Exit.NOT_EVALUATED)
    more = [*(["its byte order mark"] if made.mark else []), *([f"{made.breaks} line breaks"] if made.breaks else [])]
    cells = f"{made.cells} cell{'' if made.cells == 1 else 's'}"
    click.echo(f"fixed {', '.join([cells, *more])} in {path}", err=True)


def _say(findings: Sequence[Finding], lang: Language | None) -> None:
    from planck.render.message import message_text, place_text

    for finding in findings:
        text = message_text(finding, lang or Language.EN)
        click.echo(f"{place_text(finding)}: {finding.code} {finding.severity.value} {finding.name}: {text}", err=True)
