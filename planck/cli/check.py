"""`planck check`: judge plans by figures."""

import sys
from collections.abc import Iterable
from pathlib import PurePath
from typing import Annotated

import typer

from planck.cli import Exit
from planck.cli.fix import Diff, Fix, fixed, refuse_both, shown
from planck.model import Finding, Language, Period, Result, Severity

PLAN_SUFFIXES = (".yaml", ".yml")
FIGURE_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls")

Plan = Annotated[str, typer.Argument(metavar="PLAN", help="A plan (.yaml) or a folder of plans.")]
Figures = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FIGURES]...", help="Figures (.csv, .xlsx), folders of them, more plans (.yaml), or - for stdin."
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        envvar="PLANCK_AS_OF",
        metavar="PERIOD",
        help="Judge by what was known by then (2023, 2023-06-30, or today); default: all the figures.",
    ),
]
OutputFormat = Annotated[
    str,
    typer.Option(
        "--output-format",
        envvar="PLANCK_OUTPUT_FORMAT",
        metavar="FORMAT",
        autocompletion=lambda: list(_formats()),
        help="What to write to stdout; `planck list formats` shows them all.",
    ),
]
Reports = Annotated[
    list[str] | None,
    typer.Option("--report", envvar="PLANCK_REPORT", metavar="FORMAT=PATH", help="Write a report too; repeatable."),
]
FailOn = Annotated[
    Severity,
    typer.Option("--fail-on", envvar="PLANCK_FAIL_ON", help="The lowest severity that makes the exit code 1."),
]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", envvar="PLANCK_EXIT_ZERO", help="Report, and return 0 instead of 1.")
]
AllowEmpty = Annotated[bool, typer.Option("--allow-empty", envvar="PLANCK_ALLOW_EMPTY", help="Return 0 instead of 3.")]
Base = Annotated[
    str | None,
    typer.Option(
        "--base",
        envvar="PLANCK_BASE",
        metavar="auto|REF|FILE",
        help="Compare with an earlier version: a git revision, a file or folder, or the one this change starts from.",
    ),
]
RequireBase = Annotated[
    bool, typer.Option("--require-base", envvar="PLANCK_REQUIRE_BASE", help="Return 2 when --base finds nothing.")
]
MinScore = Annotated[
    float | None,
    typer.Option("--min-score", envvar="PLANCK_MIN_SCORE", metavar="POINTS", help="The score must reach this."),
]
MaxDrop = Annotated[
    float | None,
    typer.Option(
        "--max-drop",
        envvar="PLANCK_MAX_DROP",
        metavar="POINTS",
        min=0,
        help="The score may be this much below the base.",
    ),
]
BaselineFile = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        envvar="PLANCK_BASELINE",
        metavar="FILE",
        help="Known findings to set aside; default: .planck-baseline.json here, if there is one.",
    ),
]
Lang = Annotated[
    Language | None,
    typer.Option("--lang", envvar="PLANCK_LANG", help="Language of the output; default: the plan's own."),
]

Assume = Annotated[
    list[str] | None,
    typer.Option(
        "--assume",
        metavar="ID@PERIOD=VALUE",
        help="What if? Judge as if this figure had been published; repeatable, and the report says so at its top.",
    ),
]

Method = Annotated[
    str,
    typer.Option(
        "--method",
        envvar="PLANCK_METHOD",
        metavar="NAME",
        help="The status method, in place of the plan's own; see planck list methods.",
    ),
]
Encoding = Annotated[
    str,
    typer.Option("--encoding", envvar="PLANCK_ENCODING", help="Encoding of text figures; default: UTF-8, or a guess."),
]
Sheet = Annotated[
    str,
    typer.Option("--sheet", envvar="PLANCK_SHEET", help="Sheet of workbooks; default: the first that has a header."),
]


def check(
    plan: Plan,
    figures: Figures = None,
    as_of: AsOf = None,
    output_format: OutputFormat = "terminal",
    report: Reports = None,
    fail_on: FailOn = Severity.ERROR,
    exit_zero: ExitZero = False,
    allow_empty: AllowEmpty = False,
    base: Base = None,
    require_base: RequireBase = False,
    min_score: MinScore = None,
    max_drop: MaxDrop = None,
    baseline: BaselineFile = None,
    lang: Lang = None,
    assume: Assume = None,
    method: Method = "",
    encoding: Encoding = "",
    sheet: Sheet = "",
    fix: Fix = False,
    diff: Diff = False,
) -> int:
    """Judge one or several plans by published figures. 用公布的数据判断规划目标。"""
    from planck.cli.actions import say_not_compared, show_in_workflow
    from planck.cli.conventions import conventions_of
    from planck.cli.gate import Wanted, asked_of, known_findings, said_by_user
    from planck.cli.reports import emit, refuse_to_overwrite, wanted_reports
    from planck.load.table.doors import split_sheet
    from planck.pipeline import check as judge
    from planck.render import Kind, View

    period = period_of(as_of)
    reports = wanted_reports(output_format, report or [], Kind.CHECK)
    plan_files, figure_files, problems = sorted_inputs(plan, figures or [])
    refuse_to_overwrite(reports, [*plan_files, *(split_sheet(file)[0] for file in figure_files)])
    refuse_both(figure_files, fix=fix, diff=diff)
    wanted = Wanted(base=base, require_base=require_base, min_score=min_score, max_drop=max_drop)
    conventions = conventions_of(encoding, sheet)
    if diff:
        return shown(figure_files, conventions, problems, lang)
    problems += fixed(figure_files, conventions) if fix else ()
    ask, more = asked_of(wanted, (plan, *(figures or [])), (plan_files, figure_files), conventions)
    known, unread = known_findings(baseline)
    result = judge(
        plan_files,
        figure_files,
        as_of=period,
        stdin=sys.stdin.buffer,
        problems=(*problems, *more, *unread),
        assume=assume or [],
        method=known_method(method),
        conventions=conventions,
        ask=ask,
        baseline=known,
    )
    given = said_by_user("fail_on")
    view = View(language=lang, fail_on=fail_on, fail_on_given=given)
    written = emit(result, output_format, reports, view, Kind.CHECK)
    written = show_in_workflow(result, output_format, view) and written
    if not (base or require_base):
        say_not_compared(result, view)
    if not written:
        return Exit.NOT_EVALUATED
    return exit_code(result, fail_on, exit_zero=exit_zero, allow_empty=allow_empty, given=given)


def known_method(name: str, option: str = "--method") -> str:
    """The name of a status method as it is, or empty. Raises BadParameter for one that does not exist."""
    from planck.engine.method import METHODS

    if name and name not in METHODS:
        from planck.load.source.files import nearest

        close = nearest(name, METHODS)
        hint = f"; did you mean {close}?" if close else ""
        raise typer.BadParameter(f"wanted one of {', '.join(sorted(METHODS))}, got '{name}'{hint}", param_hint=option)
    return name


def exit_code(result: Result, fail_on: Severity, *, exit_zero: bool, allow_empty: bool, given: bool = True) -> Exit:
    """The code that a result leaves the process with. `given`: fail_on beats what the plans set for themselves."""
    if result.not_evaluated:
        return Exit.NOT_EVALUATED
    if result.nothing_checked:
        return Exit.PASSED if allow_empty else Exit.NOTHING_CHECKED
    failed = any(finding.severity.rank >= fail_on.rank for finding in result.findings) or any(
        finding.severity.rank >= (fail_on if given else plan.plan.gate.fail_on or fail_on).rank
        for plan in result.plans
        for finding in plan.findings
    )
    return Exit.FAILED if failed and not exit_zero else Exit.PASSED


def _formats() -> Iterable[str]:
    from planck.render import FORMATS

    return FORMATS


def period_of(text: str | None) -> Period | None:
    """The period that is meant, None for none. Raises BadParameter for one that cannot be read."""
    if text is None:
        return None
    if text.strip().lower() == "today":
        from planck.cli.clock import today

        day = today()
        typer.echo(f"as of {day.isoformat()}", err=True)
        return Period.day(day)
    from planck.load.cells.period import parse_period

    period = parse_period(text)
    if period is None:
        raise typer.BadParameter(
            f"wanted a period such as 2023, 2023-06-30 or today, got '{text}'", param_hint="--as-of"
        )
    return period


def sorted_inputs(plan: str, rest: list[str]) -> tuple[list[str], list[str], tuple[Finding, ...]]:
    """Plan files, figure files, and what is wrong with the paths: first comes a plan, the rest goes by suffix."""
    from planck.load.source.files import paths_in

    plans, findings = paths_in(plan, PLAN_SUFFIXES)
    plans = _without_models(plan, plans)
    figures: list[str] = []
    for path in rest:
        is_plan = PurePath(path).suffix.lower() in PLAN_SUFFIXES
        found, problems = paths_in(path, PLAN_SUFFIXES if is_plan else FIGURE_SUFFIXES)
        (plans if is_plan else figures).extend(_without_models(path, found) if is_plan else found)
        findings += problems
    return plans, figures, findings


def _without_models(path: str, found: list[str]) -> list[str]:
    """The files found below a folder that are no scoring models; a file that was named itself stays."""
    others = [one for one in found if one != path]
    if not others:
        return found
    from planck.load.scoring.model import holds_model

    return [one for one in found if one not in others or not holds_model(one)]
