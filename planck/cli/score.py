"""`planck score`: rank units by a scoring model."""

import sys
from pathlib import PurePath
from typing import Annotated

import typer

from planck.cli import Exit
from planck.cli.check import (
    FIGURE_SUFFIXES,
    PLAN_SUFFIXES,
    AllowEmpty,
    Encoding,
    ExitZero,
    FailOn,
    Lang,
    Reports,
    Sheet,
)
from planck.model import Finding, Severity
from planck.model.scorecard import Scores

Model = Annotated[str, typer.Argument(metavar="MODEL", help="A scoring model (.yaml).")]
Figures = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FIGURES]...", help="Figures (.csv), folders of them, or - for stdin."),
]
Plans = Annotated[
    list[str] | None, typer.Option("--plan", metavar="PLAN", help="A plan whose verdicts are scored too; repeatable.")
]
Year = Annotated[int | None, typer.Option("--period", metavar="YEAR", help="The year scored; default: the newest.")]
Explain = Annotated[
    list[str] | None,
    typer.Option("--explain", metavar="REGION", help="Take the score of a region apart; repeatable."),
]
Draws = Annotated[int, typer.Option("--draws", min=0, max=1_000_000, help="Draws over all that is doubtful.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="What replays the draws.")]
Doubts = Annotated[
    str | None,
    typer.Option("--doubts", metavar="A,B", help="Of weights, normalisation, aggregation, rounding, preliminary."),
]
Published = Annotated[
    list[str] | None,
    typer.Option("--published", metavar="FILE", help="Published scores and ranks to compare with; repeatable."),
]
LeaveOneOut = Annotated[bool, typer.Option("--leave-one-out", help="Rank without each indicator, too.")]
OutputFormat = Annotated[
    str,
    typer.Option(
        "--output-format",
        envvar="PLANCK_SCORE_FORMAT",
        metavar="FORMAT",
        help="What to write to stdout: terminal, markdown, json, csv.",
    ),
]


def score(
    model: Model,
    figures: Figures = None,
    plan: Plans = None,
    period: Year = None,
    explain: Explain = None,
    draws: Draws = 0,
    seed: Seed = 0,
    doubts: Doubts = None,
    leave_one_out: LeaveOneOut = False,
    published: Published = None,
    output_format: OutputFormat = "terminal",
    report: Reports = None,
    fail_on: FailOn = Severity.ERROR,
    exit_zero: ExitZero = False,
    allow_empty: AllowEmpty = False,
    lang: Lang = None,
    encoding: Encoding = "",
    sheet: Sheet = "",
) -> int:
    """Rank regions by a scoring model: scores, domains, grades, and how sure they are. 按评价模型给各地区打分排名。"""
    from planck.cli.conventions import conventions_of
    from planck.cli.reports import emit, refuse_to_overwrite, wanted_reports
    from planck.pipeline.score import score as score_files
    from planck.render import Kind, View
    from planck.score.run import UnknownRegionError, Wish

    reports = wanted_reports(output_format, report or [], Kind.SCORE)
    plans, figure_files, problems = _sorted_inputs(plan or [], figures or [])
    refuse_to_overwrite(reports, [model, *plans, *figure_files, *(published or [])])
    wish = Wish(
        year=period,
        explain=tuple(explain or ()),
        draws=draws,
        seed=seed,
        doubts=_doubts(doubts),
        leave_one_out=leave_one_out,
    )
    try:
        found = score_files(
            model,
            figure_files,
            plans=plans,
            wish=wish,
            published=tuple(published or ()),
            stdin=sys.stdin.buffer,
            problems=tuple(problems),
            conventions=conventions_of(encoding, sheet),
        )
    except UnknownRegionError as error:
        raise typer.BadParameter(str(error), param_hint="--explain") from error
    written = emit(found, output_format, reports, View(language=lang), Kind.SCORE)
    return _exit_code(found, fail_on, exit_zero, allow_empty) if written else Exit.NOT_EVALUATED


def _sorted_inputs(plans: list[str], figures: list[str]) -> tuple[list[str], list[str], list[Finding]]:
    """Plan files, figure files, and what is wrong with the paths; a plan may stand among the figures."""
    from planck.load.source.files import paths_in

    found: tuple[list[str], list[str]] = ([], [])
    findings: list[Finding] = []
    for path in (*plans, *figures):
        is_plan = path in plans or PurePath(path).suffix.lower() in PLAN_SUFFIXES
        paths, problems = paths_in(path, PLAN_SUFFIXES if is_plan else FIGURE_SUFFIXES)
        found[0 if is_plan else 1].extend(paths)
        findings += problems
    return found[0], found[1], findings


def _doubts(text: str | None) -> tuple[str, ...]:
    """The doubts that are named. Raises BadParameter for one that does not exist."""
    from planck.score.doubts import DOUBTS

    if text is None:
        return DOUBTS
    names = tuple(name.strip() for name in text.split(","))
    unknown = [name for name in names if name not in DOUBTS]
    if unknown:
        raise typer.BadParameter(f"wanted some of {', '.join(DOUBTS)}, got '{unknown[0]}'", param_hint="--doubts")
    return names


def _exit_code(found: Scores, fail_on: Severity, exit_zero: bool, allow_empty: bool) -> Exit:
    if found.card is None or any(finding.blocking for finding in found.all_findings):
        return Exit.NOT_EVALUATED
    if not found.card.scored:
        return Exit.PASSED if allow_empty else Exit.NOTHING_CHECKED
    failed = any(finding.severity.rank >= fail_on.rank for finding in found.all_findings)
    return Exit.FAILED if failed and not exit_zero else Exit.PASSED
