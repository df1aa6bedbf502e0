"""`--base`: what a run is compared with."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from planck.load.table.header import Conventions
from planck.model import Finding

if TYPE_CHECKING:
    from planck.load.before import Asked, Before

LIMIT = 512 << 20


def asked(given: Sequence[str], plans: Sequence[str], figures: Sequence[str], conventions: Conventions) -> "Asked":
    """What is to be compared: the paths as given, and the files that they stand for, read by `conventions`."""
    from planck.cli.check import FIGURE_SUFFIXES, PLAN_SUFFIXES
    from planck.load.before import Asked

    return Asked(
        given=tuple(given),
        plans=tuple(plans),
        figures=tuple(figures),
        plan_suffixes=PLAN_SUFFIXES,
        figure_suffixes=FIGURE_SUFFIXES,
        limit=LIMIT,
        conventions=conventions,
    )


def before_of(base: str, what: "Asked", *, required: bool) -> "tuple[Before | None, tuple[Finding, ...]]":
    """The earlier state, and what is to be said about it; the commit is named on stderr."""
    from planck.load.before import before

    found, findings = before(base, what, os.environ, required=required)
    if found and found.base.commit:
        click.echo(f"base {found.base.label} ({found.base.commit})", err=True)
    elif found:
        click.echo(f"base {found.base.label}", err=True)
    return found, findings


def state_of(
    name: str, given: Sequence[str], paths: Sequence[str], conventions: Conventions
) -> "tuple[Before | None, tuple[Finding, ...]]":
    """The plans and figures of one side of a comparison; a revision without a path is looked at in `paths`."""
    from planck.load.before import state

    what = asked(paths, (), (), conventions)
    return state(name, given, what)
