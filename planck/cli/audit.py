"""`planck audit`: hold plans against themselves and against their sources."""

import sys
from pathlib import PurePath
from typing import Annotated

import typer

from planck.cli import Exit
from planck.cli.check import (
    FIGURE_SUFFIXES,
    PLAN_SUFFIXES,
    AllowEmpty,
    AsOf,
    Encoding,
    ExitZero,
    FailOn,
    Lang,
    OutputFormat,
    Reports,
    Sheet,
    period_of,
)
from planck.model import Finding, Result, Severity

Plans = Annotated[
    list[str],
    typer.Argument(metavar="PLAN...", help="Plans (.yaml) or folders of plans; figures (.csv) are taken as --figures."),
]
Figures = Annotated[
    list[str] | None,
    typer.Option(
        "--figures",
        envvar="PLANCK_FIGURES",
        metavar="FILE",
        help="Figures (.csv) or folders of them, for goals that are met already; repeatable.",
    ),
]
Documents = Annotated[
    str,
    typer.Option(
        "--documents",
        envvar="PLANCK_DOCUMENTS",
        metavar="DIR",
        help="A folder with the texts of the source documents: find every figure where it is said to stand.",
    ),
]


def audit(
    plans: Plans,
    figures: Figures = None,
    documents: Documents = "",
    as_of: AsOf = None,
    output_format: OutputFormat = "terminal",
    report: Reports = None,
    fail_on: FailOn = Severity.ERROR,
    exit_zero: ExitZero = False,
    allow_empty: AllowEmpty = False,
    lang: Lang = None,
    encoding: Encoding = "",
    sheet: Sheet = "",
) -> int:
    """Hold plans against themselves and their sources: do the numbers agree? 核对规划自身的账。"""
    from planck.cli.actions import show_in_workflow
    from planck.cli.conventions import conventions_of
    from planck.cli.reports import emit, refuse_to_overwrite, wanted_reports
    from planck.pipeline.audit import audit as hold
    from planck.render import Kind, View

    period = period_of(as_of)
    reports = wanted_reports(output_format, report or [], Kind.AUDIT)
    tables = [path for path in plans if PurePath(path).suffix.lower() in FIGURE_SUFFIXES]
    plan_files, problems = _found([path for path in plans if path not in tables], PLAN_SUFFIXES)
    figure_files, more = _found([*(figures or []), *tables], FIGURE_SUFFIXES)
    if len(tables) == len(plans):
        raise typer.BadParameter(f"wanted a plan (.yaml) or a folder, got '{tables[0]}'", param_hint="PLAN")
    refuse_to_overwrite(reports, [*plan_files, *figure_files])
    result = hold(
        plan_files,
        figure_files,
        documents=documents,
        as_of=period,
        stdin=sys.stdin.buffer,
        conventions=conventions_of(encoding, sheet),
        problems=(*problems, *more),
    )
    view = View(language=lang, fail_on=fail_on)
    written = emit(result, output_format, reports, view, Kind.AUDIT)
    written = show_in_workflow(result, output_format, view, Kind.AUDIT) and written
    return exit_code(result, fail_on, exit_zero=exit_zero, allow_empty=allow_empty) if written else Exit.NOT_EVALUATED


def exit_code(result: Result, fail_on: Severity, *, exit_zero: bool, allow_empty: bool) -> Exit:
    """The code that an audit leaves the process with. It needs no figures: only without a target it audits nothing."""
    if result.not_evaluated:
        return Exit.NOT_EVALUATED
    if result.nothing_checked:
        return Exit.PASSED if allow_empty else Exit.NOTHING_CHECKED
    failed = any(finding.severity.rank >= fail_on.rank for finding in result.all_findings)
    return Exit.FAILED if failed and not exit_zero else Exit.PASSED


def _found(paths: list[str], suffixes: tuple[str, ...]) -> tuple[list[str], tuple[Finding, ...]]:
    """The files that paths lead to, and what is wrong with the paths."""
    from planck.load.source.files import paths_in

    files: list[str] = []
    findings: list[Finding] = []
    for path in paths:
        found, problems = paths_in(path, suffixes)
        files += found
        findings += problems
    return files, tuple(findings)
