"""Growth as the published methods measure it: made, needed, and one against the other."""

import numpy as np

from planck.engine.measured import Floats, Measured, choose, measured, unless
from planck.engine.rates import same_sign
from planck.engine.track import Track
from planck.model import Missing


def growth_rate(start: Floats, end: Floats, years: Floats) -> Measured:
    """Growth a year from start to end as a share, (end / start) ** (1 / years) - 1; to zero it is -1, a total loss.

    There is none from zero or through a change of sign. Open SDG puts 0.001 in the place of a zero; then the small
    number decides and not the figures (from 5 to 0.5 with goal 0 reads "limited progress"), so planck does not.
    """
    lost = (end == 0) & (start != 0)
    with np.errstate(all="ignore"):
        rate = np.expm1((np.log(np.abs(end)) - np.log(np.abs(start))) / years)
    return measured(
        np.where(lost, -1.0, rate),
        (np.isnan(start) | np.isnan(end), Missing.NO_FIGURE),
        (~(years > 0), Missing.NO_TIME_LEFT),
        (~same_sign(start, end) & ~lost, Missing.ZERO_OR_SIGN_CHANGE),
    )


def wanted_growth(track: Track) -> Measured:
    """Growth a year made so far, counted in the wanted direction (R,): more of a negative amount is less."""
    made = growth_rate(track.start, track.value, track.time - track.start_time)
    with np.errstate(invalid="ignore"):
        sign = np.where((track.start < 0) & (track.value <= 0), -1.0, 1.0)
    return Measured(track.direction * sign * made.value, made.why)


def ratio_of_growth(track: Track) -> Measured:
    """Growth made in the wanted direction over the size of the growth needed from the start to the goal, R.

    The size, so that a start beyond the goal does not turn a retreat into progress.
    Source: Statistics Canada, docs/progress-methodology.md of Open SDG 2.4; after Eurostat.
    """
    made = wanted_growth(track)
    # No rate leads to zero on time, although one may have led there.
    needed = unless(
        growth_rate(track.start, track.goal, track.due - track.start_time),
        (track.goal == 0, Missing.ZERO_OR_SIGN_CHANGE),
    )
    with np.errstate(all="ignore"):
        ratio = made.value / np.abs(needed.value)
    number = measured(
        ratio,
        (np.isnan(track.goal), Missing.NO_RATE_FOR_GOAL),
        (needed.value == 0, Missing.BASELINE_MEETS_GOAL),
        (~(made.known & needed.known), Missing.ZERO_OR_SIGN_CHANGE),
    )
    return Measured(number.value, np.where(~made.known, made.why, number.why))


def ratio_or_growth(track: Track) -> Measured:
    """R where there is a goal, growth a year in the wanted direction where there is none."""
    return choose(track.aimless, wanted_growth(track), ratio_of_growth(track))
