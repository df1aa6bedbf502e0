"""The options of the gate: what to compare with, the bars for the score, and findings that are known."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from planck.load.table.header import Conventions
from planck.model import Finding

if TYPE_CHECKING:
    from planck.gate.judge import Ask
    from planck.model.change import Baseline

BASELINE = ".planck-baseline.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The options as they were given."""

    base: str | None
    require_base: bool
    min_score: float | None
    max_drop: float | None


def said_by_user(option: str) -> bool:
    """Whether an option was given as a flag or in the environment, which beats what a plan says."""
    source = click.get_current_context().get_parameter_source(option)
    return source in (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)


def asked_of(
    wanted: Wanted, given: Sequence[str], files: tuple[Sequence[str], Sequence[str]], conventions: Conventions
) -> "tuple[Ask | None, tuple[Finding, ...]]":
    """What the gate is asked of plan and figure files, None where nothing is; and what is to be said about the base."""
    if not (wanted.base or wanted.require_base) and wanted.min_score is None and wanted.max_drop is None:
        return None, ()
    from planck.cli.before import asked, before_of
    from planck.gate import Bar
    from planck.gate.judge import Ask

    bar = Bar(min_score=wanted.min_score, max_drop=wanted.max_drop)
    if not (wanted.base or wanted.require_base):
        if wanted.max_drop is not None:
            click.echo("--max-drop: no --base to compare with, so no drop was checked", err=True)
        return Ask(bar=bar), ()
    what = asked(given, *files, conventions)
    before, findings = before_of(wanted.base or "auto", what, required=wanted.require_base)
    return Ask(before=before, bar=bar), findings


def known_findings(path: str | None) -> "tuple[Baseline | None, tuple[Finding, ...]]":
    """The baseline that was named, else the one in the working folder; None where there is none."""
    if path is None and not os.path.isfile(BASELINE):
        return None, ()
    from planck.load.baseline import load_baseline

    return load_baseline(path or BASELINE)
