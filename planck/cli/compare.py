"""`planck compare`, `planck backtest` and `planck diff`: methods, a forecast and two versions put side by side."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import click
import typer
from msgspec.structs import replace

from planck.cli import Exit
from planck.cli.inputs import Figures, Plan, compared, conventions_of, how_of, inputs_of, judged, known_method
from planck.cli.options import Options
from planck.cli.reports import emit, list_findings, refuse_to_overwrite, wanted_reports
from planck.cli.usage import WrongUseError, tell
from planck.load.table.header import Conventions, informed
from planck.model import Finding, Language
from planck.render import Kind, View, text
from planck.words import Label

if TYPE_CHECKING:
    from planck.load.before import Before


def compare(plan: Plan, figures: Figures = None, *, options: Options) -> int:
    """Put the status methods side by side: a row a target, a column a method."""
    how = how_of(options)
    reports = wanted_reports(options.output_format, options.report or [], Kind.COMPARE)
    methods = _listed(options.methods)
    inputs = inputs_of([plan], figures or [])
    refuse_to_overwrite(reports, inputs.files)
    result = judged(inputs, how, options)
    if result.not_evaluated:
        click.echo(text("concise", Kind.CHECK, result, View(language=options.lang)), err=True, nl=False)
    view = View(language=options.lang, methods=methods)
    written = emit(result, options.output_format, reports, view, Kind.COMPARE, unread=result.unread)
    if result.not_evaluated or not written:
        return Exit.NOT_EVALUATED
    return Exit.NOTHING_CHECKED if result.nothing_checked and not options.allow_empty else Exit.PASSED


def _listed(methods: str) -> tuple[str, ...]:
    """The methods of a list, each once. Raises BadParameter for one that does not exist, and for a list of none."""
    names = [name.strip() for name in methods.split(",") if name.strip()]
    if methods and not names:
        raise WrongUseError(Label("cli.usage.methods").fill(got=methods), "--methods")
    return tuple(dict.fromkeys(known_method(name, "--methods") for name in names))


def backtest(plan: Plan, figures: Figures = None, *, options: Options) -> int:
    """Hide the last figures of each series, predict them, and say how well that went."""
    from planck.assess.outlook import backtest as tried
    from planck.pipeline import load

    wanted_reports(options.output_format, [], Kind.BACKTEST)
    inputs = inputs_of([plan], figures or [])
    loaded = load(inputs.plans, inputs.figures, stdin=sys.stdin.buffer, conventions=conventions_of(options))
    language = options.lang or next((each.language for each in loaded.plans), Language.ZH)
    blocking = [finding for finding in (*inputs.problems, *loaded.findings) if finding.blocking]
    if blocking:
        _complain(blocking, language)
        return Exit.NOT_EVALUATED
    result = tried(loaded.plans, loaded.figures, options.hold_out)
    if not emit(result, options.output_format, [], View(language=language), Kind.BACKTEST):
        return Exit.NOT_EVALUATED
    return Exit.PASSED if result.predictions else Exit.NOTHING_CHECKED


def _complain(findings: Sequence[Finding], language: Language) -> None:
    from planck.view.message import help_text, message_text, place_text

    for finding in findings:
        click.echo(f"{place_text(finding)}: {finding.code} {message_text(finding, language)}", err=True)
        tell(Label("cli.said.help").fill(help=help_text(finding, language)), language)


Paths = Annotated[list[str] | None, typer.Argument(metavar="[PATHS]...")]


def diff(old: str, new: str, paths: Paths = None, *, options: Options) -> int:
    """Compare two versions: figures, targets, and the statuses and scores that move."""
    from planck.gate.judge import compared as differing

    wanted_reports(options.output_format, [], Kind.DIFF)
    how = how_of(options)
    # As git has it, files behind a revision are those files then and now.
    files = [new, *(paths or [])] if paths and os.path.isfile(new) and _is_revision(old) else []
    sides, findings = _sides(
        (old, "" if files else new), files or paths or ["."], options.shared or [], how.conventions
    )
    list_findings(findings, options.lang)
    if len(sides) < 2 or any(finding.blocking for finding in findings):
        return Exit.NOT_EVALUATED
    before, after = (_judged_by(how.method, side) for side in sides)
    if not (before.plans or before.figures or after.plans or after.figures):
        tell(Label("cli.said.nothing_to_compare"), options.lang)
        return Exit.NOTHING_CHECKED
    changes = differing(before, after, how.as_of)
    language = options.lang or next((plan.language for plan in after.plans), Language.ZH)
    written = emit(changes, options.output_format, [], View(language=language), Kind.DIFF)
    return Exit.PASSED if written else Exit.NOT_EVALUATED


def _is_revision(name: str) -> bool:
    return not os.path.exists(name) and ":" not in name


def _judged_by(method: str, side: "Before") -> "Before":
    """The state, its plans judged by the method that the caller chose."""
    from planck.assess.plan import with_method

    return replace(side, plans=tuple(with_method(plan, method) for plan in side.plans))


def _sides(
    names: Sequence[str], paths: Sequence[str], shared: Sequence[str], conventions: Conventions
) -> tuple[list["Before"], tuple[Finding, ...]]:
    """The states that could be read, each with what they share; a revision without a path is looked at in `paths`, and
    so is the folder that has no name.
    """
    from planck.load.before import state

    what = compared(paths, conventions)
    common, findings = state("", shared, what)
    sides = []
    what = replace(what, conventions=informed(conventions, common.plans if common else ()))
    for name in names:
        side, problems = state(name, [name] if name else paths, what)
        findings += problems
        if side and common:
            side = replace(side, plans=(*side.plans, *common.plans), figures=(*side.figures, *common.figures))
        sides += [side] if side else []
    return sides, findings
