"""`planck diff`: what changed between two versions of plans and figures, and what that does."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import click
import typer

from planck.cli import Exit
from planck.cli.check import AsOf, Encoding, Lang, Method, Sheet, known_method
from planck.load.table.header import Conventions
from planck.model import Finding, Language

if TYPE_CHECKING:
    from planck.load.before import Before

Side = Annotated[str, typer.Argument(help="A file, a folder, a git revision, or REVISION:PATH.")]
Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATHS]...", help="With a revision: the plans and figures to look at; default: this folder."
    ),
]
With = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="PATH", help="A plan or figures that both sides share; repeatable."),
]
Format = Annotated[
    str,
    typer.Option("--output-format", envvar="PLANCK_OUTPUT_FORMAT", metavar="FORMAT", help="terminal, markdown, json."),
]


def diff(
    old: Side,
    new: Side,
    paths: Paths = None,
    shared: With = None,
    as_of: AsOf = None,
    output_format: Format = "terminal",
    lang: Lang = None,
    method: Method = "",
    encoding: Encoding = "",
    sheet: Sheet = "",
) -> int:
    """Compare two versions: figures, targets, and the statuses and scores that move. 比较两个版本。"""
    from planck.cli.check import period_of
    from planck.cli.conventions import conventions_of
    from planck.cli.reports import emit, wanted_reports
    from planck.gate.judge import compared
    from planck.render import Kind, View

    wanted_reports(output_format, [], Kind.DIFF)
    judged_by = known_method(method)
    sides, findings = _sides((old, new), paths or ["."], shared or [], conventions_of(encoding, sheet))
    _say(findings, lang)
    if sides is None or any(finding.blocking for finding in findings):
        return Exit.NOT_EVALUATED
    before, after = (_judged_by(judged_by, side) for side in sides)
    if not (before.plans or before.figures or after.plans or after.figures):
        click.echo("nothing to compare: no plan and no figures on either side", err=True)
        return Exit.NOTHING_CHECKED
    changes = compared(before, after, period_of(as_of))
    language = lang or next((plan.language for plan in after.plans), Language.ZH)
    written = emit(changes, output_format, [], View(language=language), Kind.DIFF)
    return Exit.PASSED if written else Exit.NOT_EVALUATED


Sides = tuple["Before", "Before"]


def _judged_by(method: str, side: "Before") -> "Before":
    """The state, its plans judged by the method that the caller chose."""
    from planck.assess.target import with_method

    return replace(side, plans=tuple(with_method(plan, method) for plan in side.plans))


def _sides(
    names: tuple[str, str], paths: list[str], shared: list[str], conventions: Conventions
) -> tuple[Sides | None, tuple[Finding, ...]]:
    """Both states, each with what they share."""
    from planck.cli.before import state_of

    common, findings = state_of("", shared, paths, conventions)
    found = []
    for name in names:
        state, said = state_of(name, [name], paths, conventions)
        findings += said
        if state and common:
            state = replace(state, plans=(*state.plans, *common.plans), figures=(*state.figures, *common.figures))
        found.append(state)
    return ((found[0], found[1]) if found[0] and found[1] else None), findings


def _say(findings: tuple[Finding, ...], lang: Language | None) -> None:
    from planck.render.message import message_text, place_text

    for finding in findings:
        text = message_text(finding, lang or Language.EN)
        click.echo(f"{place_text(finding)}: {finding.code} {finding.severity.value} {finding.name}: {text}", err=True)
