"""Weightings: functions that make weights, stated or out of the figures, in a table to register in."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planck.model import Text
from planck.registry import Table
from planck.score.refusal import Floats, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of the columns that sum to 1, or the reason why there are none (the array is then empty)."""

    value: Floats
    refused: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighting:
    """A way to make weights of marks (units x columns, higher is better).

    make: raw importance of the columns; it is scaled to sum to 1. needs_positive, needs_spread: which marks it takes.
    """

    title: Text
    source: Text
    make: Callable[[Floats], Floats]
    needs_positive: bool = False
    needs_spread: bool = True


WEIGHTINGS: Table[Weighting] = Table("weighting", home="planck.score.weigh")


def refused(reason: Refusal) -> Weights:
    """No weights, and why."""
    return Weights(value=np.empty(0), refused=reason)


def given(weights: Floats, total: float | None = None) -> Weights:
    """Stated weights scaled to 1; refused when one is negative, all are 0, or they do not sum to the stated total."""
    if not np.isfinite(weights).all():
        return refused(Refusal.NOT_GIVEN)
    if (weights < 0).any():
        return refused(Refusal.NEGATIVE_WEIGHT)
    if not weights.sum() > 0:
        return refused(Refusal.NO_WEIGHT)
    if total is not None and abs(float(weights.sum()) - total) > 1e-9 * abs(total):
        return refused(Refusal.WEIGHTS_DO_NOT_SUM)
    return Weights(value=weights / weights.sum())


def made(name: str, marks: Floats) -> Weights:
    """Weights of the columns of marks by a weighting of the table.

    Rows with a gap are left out, because no formula has a place for one; refused where what is left does not do.
    """
    method = WEIGHTINGS[name]
    whole = marks[~np.isnan(marks).any(axis=1)]
    if method.needs_spread and len(whole) < 2:
        return refused(Refusal.FEW_UNITS)
    if method.needs_positive and not (whole > 0).all():
        return refused(Refusal.NOT_POSITIVE)
    if method.needs_spread and (whole.max(axis=0) == whole.min(axis=0)).any():
        return refused(Refusal.CONSTANT)
    return given(method.make(whole))
