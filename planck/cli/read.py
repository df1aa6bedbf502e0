"""`planck read`: how tables are understood, before anything is judged."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import click
import typer

from planck.cli import Exit
from planck.cli.inputs import conventions_of, inputs_of
from planck.cli.options import Options
from planck.cli.reports import emit, wanted_reports
from planck.cli.usage import tell
from planck.model import Language
from planck.render import Kind, View
from planck.render.files import write_files
from planck.words import Label

if TYPE_CHECKING:
    from planck.load.table.tables import TableRead

Files = Annotated[list[str], typer.Argument(metavar="FILES...")]


def read(files: Files, *, options: Options) -> int:
    """Show how tables are read: rows, columns, the figures, and what is left out."""
    from planck.load.files import shown
    from planck.pipeline.read import read_tables

    wanted_reports(options.output_format, [], Kind.READ)
    inputs = inputs_of(options.plan or [], files)
    found = read_tables(
        inputs.figures,
        inputs.plans,
        stdin=sys.stdin.buffer,
        problems=inputs.problems,
        conventions=conventions_of(options),
    )
    if not inputs.figures and inputs.plans:
        language = options.lang or Language.ZH
        files_ = Label("render.marks.comma").in_(language).join(map(shown, inputs.plans))
        click.echo(Label("cli.reports.a_plan").fill(files=files_).in_(language), err=True)
        if not found.findings and options.output_format == "terminal":
            return Exit.NOTHING_CHECKED
    saved = not options.save or _save_all(found.tables)
    written = emit(found, options.output_format, [], View(language=options.lang), Kind.READ)
    findings = (*found.findings, *(finding for table in found.tables for finding in table.findings))
    if not (written and saved) or any(finding.blocking for finding in findings):
        return Exit.NOT_EVALUATED
    return Exit.PASSED if any(len(table.figures) for table in found.tables) else Exit.NOTHING_CHECKED


def _save_all(tables: "Sequence[TableRead]") -> bool:
    """Write the settings of every table that was understood; whether all of it could be done."""
    done = [_save(table) for table in tables if table.layouts]
    return all(done)


def _save(table: "TableRead") -> bool:
    """Write what was understood beside the file; whether that could be done. Nothing is overwritten."""
    from planck.load.files import why
    from planck.load.settings import beside, recognised

    path = beside(table.file)
    try:
        write_files({path: recognised(table.layouts).encode()}, new=True)
    except FileExistsError:
        tell(Label("cli.said.saved_exists").fill(path=path))
        return False
    except OSError as error:
        tell(Label("cli.said.option_not_written").fill(option="--save", path=path, why=why(error)))
        return False
    tell(Label("cli.said.wrote").fill(path=path))
    return True
