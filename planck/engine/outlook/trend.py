"""Paces of a series: the robust one, the last ones, the best ones."""

import numpy as np

from planck.engine.judged import SAME_TIME
from planck.engine.measured import Floats, Measured, measured
from planck.engine.outlook.points import Points
from planck.model import Missing

LEAST_FOR_TREND = 3
BEST_QUARTER = 0.75


def pace_between(points: Points, first: int, second: int) -> Floats:
    """The yearly pace from one column to another, (R,): growth on a compound path, else in the unit."""
    scaled = points.scaled
    change = (scaled[:, second] - scaled[:, first]) / (points.times[second] - points.times[first])
    return as_pace(change, compound=points.compound)


def as_pace(change: Floats, *, compound: bool) -> Floats:
    """A yearly change on the path's scale as a pace: growth as a share, else the change itself."""
    with np.errstate(all="ignore"):
        return np.expm1(change) if compound else change


def theil_sen(points: Points) -> Measured:
    """The median of the paces between all pairs of points, (R,), on the path's scale; from three points on.

    One figure out of line moves it little, where the pace between the end points follows it altogether.
    Source: Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63 (1968), 1379-1389.
    """
    later, earlier = np.tril_indices(points.times.size, -1)
    scaled = points.scaled
    slopes = (scaled[:, later] - scaled[:, earlier]) / (points.times[later] - points.times[earlier])
    return measured(
        as_pace(_median(slopes), compound=points.compound),
        (points.crosses_zero, Missing.ZERO_OR_SIGN_CHANGE),
        (points.known.sum(axis=1) < LEAST_FOR_TREND, Missing.TOO_FEW_POINTS),
    )


def _median(rows: Floats) -> Floats:
    # NaN sorts to the end, so the middle of the known ones is found by their number, without a warning for none.
    count = (~np.isnan(rows)).sum(axis=1)
    ordered = np.sort(np.concatenate([rows, np.full((len(rows), 1), np.nan)], axis=1), axis=1)
    each = np.arange(len(rows))
    low, high = np.maximum(count - 1, 0) // 2, count // 2
    return np.asarray((ordered[each, low] + ordered[each, high]) / 2)


def best_pace(points: Points, years: float, wanted: Floats) -> tuple[Floats, Floats]:
    """The best pace over exactly `years` anywhere in each series, and the time at which that stretch ended, (R,).

    `wanted` (R,) is +1 where more is better and -1 where less is. NaN where no two points lie that far apart.
    """
    best, ended = np.full(len(points.values), np.nan), np.full(len(points.values), np.nan)
    for second in range(points.times.size):
        for first in range(second):
            if abs(points.times[second] - points.times[first] - years) <= SAME_TIME:
                pace = pace_between(points, first, second)
                with np.errstate(invalid="ignore"):
                    better = ~np.isnan(pace) & ~(wanted * pace <= wanted * best)
                best, ended = np.where(better, pace, best), np.where(better, points.times[second], ended)
    return best, ended


def best_quarter(paces: Floats, wanted: float) -> float:
    """The pace that a quarter of `paces` (N, NaN left out) reach or better; NaN without any."""
    known = paces[~np.isnan(paces)]
    return float(wanted * np.quantile(wanted * known, BEST_QUARTER)) if known.size else np.nan
