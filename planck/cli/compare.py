"""`planck compare`: what every status method says of the same figures."""

import sys
from typing import Annotated

import typer

from planck.cli import Exit
from planck.cli.check import (
    AllowEmpty,
    AsOf,
    Assume,
    Encoding,
    Figures,
    Lang,
    Method,
    Plan,
    Reports,
    Sheet,
    known_method,
    period_of,
    sorted_inputs,
)

OutputFormat = Annotated[
    str,
    typer.Option(
        "--output-format",
        envvar="PLANCK_OUTPUT_FORMAT",
        metavar="FORMAT",
        help="What to write to stdout: terminal, markdown, json, csv.",
    ),
]
Methods = Annotated[
    str,
    typer.Option(
        "--methods",
        metavar="NAME,NAME",
        help="The methods to compare, in this order; default: every one that is no variant of another.",
    ),
]


def compare(
    plan: Plan,
    figures: Figures = None,
    as_of: AsOf = None,
    method: Method = "",
    methods: Methods = "",
    output_format: OutputFormat = "terminal",
    report: Reports = None,
    allow_empty: AllowEmpty = False,
    lang: Lang = None,
    assume: Assume = None,
    encoding: Encoding = "",
    sheet: Sheet = "",
) -> int:
    """Put the status methods side by side: a row a target, a column a method. 对照各种评判方法。"""
    from planck.cli.conventions import conventions_of
    from planck.cli.reports import emit, refuse_to_overwrite, wanted_reports
    from planck.load.table.doors import split_sheet
    from planck.pipeline import check
    from planck.render import Kind, View, text

    period = period_of(as_of)
    reports = wanted_reports(output_format, report or [], Kind.COMPARE)
    shown = _listed(methods)
    plan_files, figure_files, problems = sorted_inputs(plan, figures or [])
    refuse_to_overwrite(reports, [*plan_files, *(split_sheet(file)[0] for file in figure_files)])
    result = check(
        plan_files,
        figure_files,
        as_of=period,
        stdin=sys.stdin.buffer,
        conventions=conventions_of(encoding, sheet),
        problems=problems,
        assume=assume or [],
        method=known_method(method),
    )
    if result.not_evaluated:
        typer.echo(text("concise", Kind.CHECK, result, View(language=lang)), err=True, nl=False)
    written = emit(result, output_format, reports, View(language=lang, methods=shown), Kind.COMPARE)
    if result.not_evaluated or not written:
        return Exit.NOT_EVALUATED
    return Exit.NOTHING_CHECKED if result.nothing_checked and not allow_empty else Exit.PASSED


def _listed(methods: str) -> tuple[str, ...]:
    """The methods of a list, each once. Raises BadParameter for one that does not exist, and for a list of none."""
    names = [name.strip() for name in methods.split(",") if name.strip()]
    if methods and not names:
        raise typer.BadParameter(f"wanted names of methods, got '{methods}'", param_hint="--methods")
    return tuple(dict.fromkeys(known_method(name, "--methods") for name in names))
