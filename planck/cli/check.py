"""`planck check`: judge plans by figures, repaired first where that is asked for; `audit`: plans alone; `todo`: what is
still wanted; `read`: how tables are understood; `site`: pages about plans.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import click
import typer

from planck.assess.plan import Result
from planck.cli import Exit
from planck.cli.inputs import (
    LIMIT,
    Figures,
    Inputs,
    Plan,
    chosen_of,
    conventions_of,
    held_to_base,
    how_of,
    inputs_of,
    is_chosen,
    judged,
    known_method,
    period_of,
    times_of,
)
from planck.cli.options import Options
from planck.cli.reports import (
    emit,
    kept,
    list_findings,
    not_written,
    refuse_to_overwrite,
    replace_file,
    say_not_compared,
    show_in_workflow,
    wanted_reports,
    width,
    write,
    write_report,
)
from planck.cli.usage import WrongUseError, tell, waiting
from planck.load.columnar import is_large
from planck.load.table.header import Conventions
from planck.model import Finding, Language, Period, Severity, Text
from planck.render import Kind, View, formats_of
from planck.render.files import write_files
from planck.view.brief import failing
from planck.words import Label, say

if TYPE_CHECKING:
    from planck.load.table.repair import Repair
    from planck.load.table.tables import TableRead


# Of many regions these are written without a value for each verdict.
FORMATS_OF_MANY = ("csv", "parquet", "arrow", "groups")


def check(plan: Plan, figures: Figures = None, *, options: Options) -> int:
    """Judge one or several plans by published figures."""
    if times := times_of(options.as_of):
        return _history(inputs_of([plan], figures or []), times, options)
    reports = wanted_reports(options.output_format, options.report or [], Kind.CHECK)
    inputs = inputs_of([plan], [*(figures or []), *(options.more_figures or [])])
    options, held = held_to_base(inputs, options)
    how = how_of(options)
    refuse_to_overwrite(reports, inputs.files)
    _refuse_both(inputs, options)
    if _of_many_regions(inputs, options, reports):
        from planck.cli.panel import judge_many

        return judge_many(inputs, how, reports, options)
    if options.diff:
        return _show_repairs(inputs, how.conventions, options)
    problems = _repair(inputs, how.conventions) if options.fix else []
    result = judged(inputs, how, options, [*problems, *held])
    view = View(
        language=options.lang,
        fail_on=options.fail_on,
        fail_on_given=is_chosen("fail_on"),
        arguments=(plan, *(figures or [])),
        full=options.full,
        detail=-1 if options.quiet else options.verbose,
    )
    written = emit(result, options.output_format, reports, view, Kind.CHECK, unread=result.unread)
    written = show_in_workflow(result, options.output_format, view) and written
    if not (options.base or options.require_base):
        say_not_compared(result, view)
    return exit_code(result, options, failing(result, view), written=written)


def _history(inputs: Inputs, times: Sequence[Period], options: Options) -> Exit:
    """The verdicts at several times, side by side."""
    from planck.pipeline.history import history

    reports = wanted_reports(options.output_format, options.report or [], Kind.HISTORY)
    refuse_to_overwrite(reports, inputs.files)
    with waiting(options.lang):
        told = history(
            inputs.plans,
            inputs.figures,
            times,
            stdin=sys.stdin.buffer,
            problems=inputs.problems,
            method=known_method(options.method),
            conventions=conventions_of(options),
        )
    blocked = any(finding.blocking for finding in told.findings)
    unread = blocked and not told.judged
    written = emit(told, options.output_format, reports, View(language=options.lang), Kind.HISTORY, unread=unread)
    if not written or blocked:
        return Exit.NOT_EVALUATED
    return Exit.PASSED if told.judged or options.allow_empty else Exit.NOTHING_CHECKED


def _of_many_regions(inputs: Inputs, options: Options, reports: Sequence[tuple[str, str]]) -> bool:
    """Whether the call is one about more regions than a screen has lines: it says so, or the figures are large.

    A page or a document of some regions is made as of any others.
    """
    if options.memory or options.group:
        return True
    large = any(map(is_large, inputs.figures))
    if options.only:
        in_columns = {*FORMATS_OF_MANY}.issuperset(name for name, _ in reports)
        return large and in_columns and options.output_format == "terminal"
    # Without figures in the call those count that the plans name.
    if options.fix or options.diff or options.base or options.assume or (inputs.figures and not large):
        return False
    from planck.cli.panel import is_about_all

    return is_about_all(inputs)


Plans = Annotated[list[str], typer.Argument(metavar="PLAN...")]


def audit(plans: Plans, *, options: Options) -> int:
    """Hold plans against themselves and their sources: do the numbers agree?"""
    from planck.cli.inputs import FIGURE_SUFFIXES
    from planck.pipeline.audit import audit as hold

    as_of = period_of(options.as_of)
    reports = wanted_reports(options.output_format, options.report or [], Kind.AUDIT)
    tables = [path for path in plans if path.lower().endswith(FIGURE_SUFFIXES)]
    if len(tables) == len(plans):
        raise WrongUseError(Label("cli.usage.a_plan").fill(got=tables[0]), "PLAN")
    inputs = inputs_of([path for path in plans if path not in tables], [*(options.more_figures or []), *tables])
    refuse_to_overwrite(reports, inputs.files)
    with waiting(options.lang):
        result = hold(
            inputs.plans,
            inputs.figures,
            documents=options.documents,
            as_of=as_of,
            stdin=sys.stdin.buffer,
            conventions=conventions_of(options),
            problems=inputs.problems,
        )
    view = View(language=options.lang, fail_on=options.fail_on)
    written = emit(result, options.output_format, reports, view, Kind.AUDIT, unread=result.unread)
    written = show_in_workflow(result, options.output_format, view, Kind.AUDIT) and written
    fails = [finding for finding in result.all_findings if finding.severity.rank >= options.fail_on.rank]
    return exit_code(result, options, fails, written=written)


def todo(plan: Plan, figures: Figures = None, *, options: Options) -> int:
    """Print the table of figures that the targets still wait for, to be filled in."""
    from planck.pipeline.read import todo as wanted_of
    from planck.render.formats.table import nothing_wanted, table_to_fill_in, there_but_unused, undeclared_text

    inputs, conventions = inputs_of([plan], figures or []), conventions_of(options)
    found = wanted_of(inputs.plans, inputs.figures, stdin=sys.stdin.buffer, conventions=conventions)
    problems = [finding for finding in (*inputs.problems, *found.findings) if finding.severity is Severity.ERROR]
    language = options.lang or found.language
    list_findings(problems, language)
    blocked = any(finding.blocking for finding in problems)
    rows = [(each.region, each.indicator, each.years) for each in found.wanted]
    if not rows and not blocked:
        click.echo(nothing_wanted(language), err=True)
    if told := there_but_unused(((each.indicator, each.codes) for each in found.wanted), language):
        click.echo(told, err=True)
    if found.undeclared:
        click.echo(undeclared_text(found.undeclared, language, width()), err=True)
    written = write("" if blocked and not rows else table_to_fill_in(rows, language))
    return Exit.PASSED if written and not blocked else Exit.NOT_EVALUATED


# What is allowed with --allow-empty: that there is no verdict, and so no score that a bar could be held against.
EMPTINESS = frozenset(("X005", "G005"))


def exit_code(result: Result, options: Options, fails: Sequence[Finding], *, written: bool) -> Exit:
    """What a run on plans comes to; `fails`: the findings for which it does not pass."""
    if not written or result.not_evaluated:
        return Exit.NOT_EVALUATED
    if result.nothing_checked:
        if not options.allow_empty:
            return Exit.NOTHING_CHECKED
        fails = [finding for finding in fails if finding.code not in EMPTINESS]
    return Exit.FAILED if fails and not options.exit_zero else Exit.PASSED


# --fix and --diff.


def _refuse_both(inputs: Inputs, options: Options) -> None:
    """Raises BadParameter where the options contradict each other, or what is to be repaired is no file."""
    if options.fix and options.diff:
        raise WrongUseError(Label("cli.usage.fix_or_diff"), "--diff")
    if (options.fix or options.diff) and "-" in inputs.figures:
        raise WrongUseError(Label("cli.usage.files"), "--fix" if options.fix else "--diff")


def _repair(inputs: Inputs, conventions: Conventions) -> list[Finding]:
    """Write the files that can be put into plain form; the findings about those that are left as they are."""
    from planck.load.table.repair import Repair

    left: list[Finding] = []
    for path, repaired in _repairs(inputs.figures, conventions):
        if isinstance(repaired, Repair):
            _write(path, repaired)
        elif repaired.code == "E063":
            # What cannot be read at all is said when it is judged.
            left.append(repaired)
    return left


def _show_repairs(inputs: Inputs, conventions: Conventions, options: Options) -> Exit:
    """Print what `_repair` would change as a unified diff, and leave everything as it is."""
    from planck.load.table.repair import Repair, unified

    list_findings(inputs.problems, options.lang)
    unread, texts = bool(inputs.problems), []
    for _, repaired in _repairs(inputs.figures, conventions):
        if isinstance(repaired, Repair):
            texts.append(unified(repaired.file, repaired.before, repaired.after))
        else:
            unread |= repaired.blocking
            list_findings((repaired,), options.lang)
    if not write("".join(texts)) or unread:
        return Exit.NOT_EVALUATED
    return Exit.FAILED if any(texts) else Exit.PASSED


def _repairs(paths: Sequence[str], conventions: Conventions) -> "Iterator[tuple[str, Repair | Finding]]":
    from planck.load.files import is_record, read_bytes
    from planck.load.table.doors import split_sheet
    from planck.load.table.repair import repair

    for path in dict.fromkeys(split_sheet(path)[0] for path in paths):
        if not is_record(path):
            raw = read_bytes(path, limit=LIMIT)
            yield path, raw if isinstance(raw, Finding) else repair(raw, conventions)


def _write(path: str, repair: "Repair") -> None:
    """Raises Exit where the file cannot be written."""
    if not repair.changed:
        return
    if problem := replace_file(os.path.realpath(path), repair.data):
        not_written(path, problem, "--fix")
        raise typer.Exit(Exit.NOT_EVALUATED)
    parts: list[Text] = [Label("cli.said.fixed_cells").fill(count=repair.cells)]
    parts += [Label("cli.said.fixed_mark")] if repair.mark else []
    parts += [Label("cli.said.fixed_breaks").fill(count=repair.breaks)] if repair.breaks else []
    tell(Label("cli.said.fixed").fill(parts=parts, path=path))


# `planck site`: a folder of pages about plans, to be read anywhere.

NO_FILE = "none"


def site(plan: Plan, figures: Figures = None, *, options: Options) -> int:
    """Write a site: an index, a page, files and a strip of statuses for each plan."""
    from planck.pipeline.history import by_year
    from planck.render.pages.site import site as files_of

    if not options.to:
        raise typer.BadParameter("wanted a folder to write to", param_hint="--to")
    how, inputs, downloads = how_of(options), inputs_of([plan], figures or []), _downloads(options.download)
    result = judged(inputs, how, options)
    list_findings((finding for finding in result.all_findings if finding.blocking), options.lang)
    if result.unread:
        kept(options.to, options.lang, "--to")
        return Exit.NOT_EVALUATED
    view = View(language=options.lang, arguments=(plan, *(figures or [])))
    with waiting(options.lang):
        files = files_of(result, view, {one.plan.id: by_year(one) for one in result.plans}, downloads)
    return exit_code(result, options, (), written=write_report(options.to, files, "--to"))


def _downloads(wanted: Sequence[str] | None) -> tuple[str, ...]:
    """The formats of the files beside each page. Raises BadParameter for one that does not exist."""
    if wanted is None:
        return ("csv", "json", *(("xlsx",) if find_spec("xlsxwriter") else ()))
    for name in wanted:
        chosen_of(name, [*formats_of(Kind.CHECK), NO_FILE], "--download")
    return tuple(name for name in dict.fromkeys(wanted) if name != NO_FILE)


# `planck read`: how tables are understood, before anything is judged.

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
        files_ = say("render.marks.comma", language).join(map(shown, inputs.plans))
        click.echo(say("cli.reports.a_plan", language, files=files_), err=True)
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
        return not_written(path, why(error), "--save")
    tell(Label("cli.said.wrote").fill(path=path))
    return True
