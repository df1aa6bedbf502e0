"""`planck backtest`: how the forecast would have done on the figures that have come since."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from planck.cli import Exit
from planck.cli.check import Encoding, Figures, Lang, Plan, Sheet
from planck.model import Finding, Language


class BacktestFormat(StrEnum):
    """What `planck backtest` can write."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    JSON = "json"


HoldOut = Annotated[
    int, typer.Option("--hold-out", envvar="PLANCK_HOLD_OUT", min=1, help="How many figures to hide in each series.")
]
Format = Annotated[
    BacktestFormat, typer.Option("--output-format", envvar="PLANCK_OUTPUT_FORMAT", help="What to write to stdout.")
]


def backtest(
    plan: Plan,
    figures: Figures = None,
    hold_out: HoldOut = 1,
    output_format: Format = BacktestFormat.TERMINAL,
    lang: Lang = None,
    encoding: Encoding = "",
    sheet: Sheet = "",
) -> int:
    """Hide the last figures of each series, predict them, and say how well that went. 预测的回溯检验。"""
    from planck.assess.backtest import backtest as tried
    from planck.cli.check import sorted_inputs
    from planck.cli.conventions import conventions_of
    from planck.cli.reports import emit
    from planck.pipeline import load
    from planck.render import Kind, View

    plan_files, figure_files, problems = sorted_inputs(plan, figures or [])
    loaded = load(plan_files, figure_files, stdin=sys.stdin.buffer, conventions=conventions_of(encoding, sheet))
    language = lang or next((one.language for one in loaded.plans), Language.ZH)
    blocking = [finding for finding in (*problems, *loaded.findings) if finding.blocking]
    if blocking:
        _complain(blocking, language)
        return Exit.NOT_EVALUATED
    found = tried(loaded.plans, loaded.figures, hold_out)
    if not emit(found, output_format, [], View(language=language), Kind.BACKTEST):
        return Exit.NOT_EVALUATED
    return Exit.PASSED if found.predictions else Exit.NOTHING_CHECKED


def _complain(findings: list[Finding], language: Language) -> None:
    from planck.render.message import help_text, message_text, place_text

    for finding in findings:
        typer.echo(f"{place_text(finding)}: {finding.code} {message_text(finding, language)}", err=True)
        typer.echo(f"  help: {help_text(finding, language)}", err=True)
