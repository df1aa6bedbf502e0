"""`planck baseline`: findings that are there when planck is taken up, set aside until they are settled."""

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import click
import typer

from planck.cli import Exit
from planck.cli.check import AsOf, Encoding, Figures, Method, Plan, Sheet, known_method
from planck.cli.gate import BASELINE
from planck.load.table.header import Conventions
from planck.model import Finding, Severity

if TYPE_CHECKING:
    from planck.model.change import KnownFinding

Known = dict[str, "KnownFinding"]


def baseline(
    plan: Plan,
    figures: Figures = None,
    baseline: Annotated[
        str, typer.Option("--baseline", envvar="PLANCK_BASELINE", help="The file to write.")
    ] = BASELINE,
    update: Annotated[bool, typer.Option("--update", help="Take out what is settled; lets nothing new in.")] = False,
    add: Annotated[bool, typer.Option("--add", help="Let new findings in as well.")] = False,
    as_of: AsOf = None,
    method: Method = "",
    encoding: Encoding = "",
    sheet: Sheet = "",
) -> int:
    """Set today's warnings and errors aside, so that only new ones count. 把现有问题记入基线。"""
    from planck.cli.conventions import conventions_of
    from planck.load.baseline import baseline_text, known_of, load_baseline

    file = baseline
    old: Known = {}
    if os.path.exists(file):
        read, problems = load_baseline(file)
        if read is None or not (update or add):
            click.echo(_refusal(file, problems), err=True)
            return Exit.NOT_EVALUATED
        old = dict(read.entries)
    elif update and not add:
        click.echo(f"{file}: there is no baseline to update", err=True)
        return Exit.NOT_EVALUATED
    found = _found(plan, figures or [], as_of, known_method(method), conventions_of(encoding, sheet))
    if found is None:
        click.echo("the inputs could not be evaluated; nothing was written", err=True)
        return Exit.NOT_EVALUATED
    now = known_of(found)
    kept = now if add or not old else smaller(old, now)
    return _write(file, baseline_text(kept.values()), old, kept)


def smaller(old: Known, now: Known) -> Known:
    """What of the old entries still occurs, as often as it does but never more often than before."""
    return {key: replace(one, times=min(one.times, now[key].times)) for key, one in old.items() if key in now}


def _refusal(file: str, problems: tuple[Finding, ...]) -> str:
    if problems:
        return f"{file}: {problems[0].code} {problems[0].name}"
    return f"{file} exists: --update takes out what is settled, --add lets new findings in"


def _found(
    plan: str, figures: list[str], as_of: str | None, method: str, conventions: Conventions
) -> list[Finding] | None:
    """The warnings and errors that may be known; None when the inputs could not be evaluated."""
    from planck.checks.ignores import may_be_known
    from planck.cli.check import period_of, sorted_inputs
    from planck.pipeline import check as judge

    plans, tables, problems = sorted_inputs(plan, figures)
    result = judge(plans, tables, as_of=period_of(as_of), problems=problems, method=method, conventions=conventions)
    if result.not_evaluated:
        return None
    return [one for one in result.all_findings if may_be_known(one) and one.severity is not Severity.NOTE]


def _write(file: str, text: str, old: Known, kept: Known) -> int:
    from planck.cli.writing import write_file

    if not write_file(file, text):
        return Exit.NOT_EVALUATED
    before, after = (sum(one.times for one in known.values()) for known in (old, kept))
    noun = "known finding" if after == 1 else "known findings"
    click.echo(f"{after} {noun}" + (f", before {before}" if old else ""), err=True)
    return Exit.PASSED
