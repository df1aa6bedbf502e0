"""UNICEF's and WHO's average annual rate of reduction: the current rate against the one required from now."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from planck.engine.measured import Bools, Floats, Measured, after, floats, measured
from planck.engine.method import UNDECIDED, Track, Verdicts, after_facts, exceeds, published, reaches
from planck.model import Level, Missing

BORDERS = {"rate_sufficient": 1.0, "rate_insufficient": 0.0}


def aarr(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """Rate sufficient from 1, insufficient above 0, else wrong way: the quantity is the current over the required rate.

    Current is the regression rate of all figures since the start, required 1 - (T / y) ** (1 / (due - t)) from now.
    A goal that wants more has both rates negative, which changes nothing. Amounts of zero or below have no rate: not
    assessed. Met is sufficient. The borders are planck's own, as the source only sets the two rates side by side.

    Source: UNICEF 2007, technical note on the average annual rate of reduction; tests of shanlong-who/DSIR.
    """
    since = np.where(track.times >= track.start_time[:, None], track.values, np.nan)
    current, needed = reduction(track.times, since), required(track.value, track.goal, track.due - track.time)
    with np.errstate(all="ignore"):
        # Signed by the direction, so that a goal behind the figure does not turn a retreat into progress.
        ratio = -track.direction * current.value / np.abs(needed.value)
    quantity = after(current, after(needed, measured(ratio)))
    return after_facts(
        track,
        (reaches(quantity.value, borders["rate_sufficient"]), "rate_sufficient", "measured"),
        (exceeds(quantity.value, borders["rate_insufficient"]), "rate_insufficient", "measured"),
        best="rate_sufficient",
        worst="rate_wrong_way",
        quantity=quantity,
    )


def reduction(times: ArrayLike, values: ArrayLike) -> Measured:
    """The average annual reduction of series (R, P) or (P,), a share: by regression 1 - exp(slope of ln y on t).

    NaN is no figure; a value that is not above zero or not finite has no rate, and one year alone has none.

    Source: as `aarr`.
    """
    y = np.atleast_2d(floats(values))
    t = np.broadcast_to(floats(times), y.shape)
    known = ~np.isnan(y)
    return measured(
        _regression_rate(t, y, known),
        (~_spread(np.where(known, t, np.nan), known), Missing.TOO_FEW_FIGURES),
        ((known & (~np.isfinite(y) | (y <= 0))).any(axis=1), Missing.ZERO_OR_SIGN_CHANGE),
    )


def required(value: Floats, goal: Floats, years: Floats) -> Measured:
    """The rate of reduction a year needed from the figure to the goal, 1 - (T / y) ** (1 / years)."""
    with np.errstate(all="ignore"):
        rate = -np.expm1((np.log(goal) - np.log(value)) / years)
    return measured(
        rate,
        (np.isnan(value), Missing.NO_FIGURE),
        (np.isnan(goal), Missing.NO_RATE_FOR_GOAL),
        (~(years > 0), Missing.NO_TIME_LEFT),
        (~((value > 0) & (goal > 0)), Missing.ZERO_OR_SIGN_CHANGE),
        (value == goal, Missing.ALREADY_MET),
    )


def _spread(when: Floats, known: Bools) -> Bools:
    first = np.where(known, when, np.inf).min(axis=1, initial=np.inf)
    last = np.where(known, when, -np.inf).max(axis=1, initial=-np.inf)
    return np.asarray(last > first)


def _regression_rate(t: Floats, y: Floats, known: Bools) -> Floats:
    with np.errstate(all="ignore"):
        logs = np.where(known, np.log(y), 0.0)
        count = np.maximum(known.sum(axis=1, keepdims=True), 1)
        centred = np.where(known, t - np.where(known, t, 0).sum(axis=1, keepdims=True) / count, 0.0)
        slope = (centred * logs).sum(axis=1) / (centred**2).sum(axis=1)
    return np.asarray(-np.expm1(slope))


published(
    aarr,
    levels={
        "rate_sufficient": Level.ON_TRACK,
        "rate_insufficient": Level.BEHIND,
        "rate_wrong_way": Level.REVERSING,
        **UNDECIDED,
    },
    borders=BORDERS,
)
