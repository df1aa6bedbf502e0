"""A random walk with drift on the path's scale, and what it says of a later time.

Model: yearly changes of the value (of its logarithm on a compound path) are independent, normal and alike, so a step
over g years has mean m g and variance s^2 g. m is estimated by the whole change over the whole time, s^2 without bias
from the steps around it; the value h years on is then t-distributed around y + m h with variance s^2 (h + h^2 / T),
T the years seen, and one degree of freedom less than there are steps. The second term is the doubt about the drift.
"""

from dataclasses import dataclass

import numpy as np

from planck.engine.judged import SAME_TIME
from planck.engine.measured import Bools, Floats, Measured, choose, measured
from planck.engine.outlook.points import Points
from planck.engine.outlook.student import student_cdf, student_quantile
from planck.model import Missing

LEAST_POINTS = 5
LEVELS = (0.5, 0.8, 0.95)
# Changes that differ by less than this share of the values are equal but for binary noise.
NOISE = 1e-9


Columns = np.ndarray[tuple[int, ...], np.dtype[np.intp]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """What the model says of one time, per region (R,): centre and spread on the path's scale, degrees of freedom.

    present: known where there is a forecast, else why not.
    """

    centre: Floats
    spread: Floats
    freedom: Columns
    compound: bool
    present: Measured

    def median(self) -> Measured:
        """The value that is passed with a probability of one half."""
        return self._value(self.centre)

    def interval(self, level: float) -> tuple[Measured, Measured]:
        """The bounds between which the value lies with a probability of `level`, half of the rest on each side."""
        known = zip(self.freedom.tolist(), self.present.known.tolist(), strict=True)
        reach = np.array([student_quantile((1 + level) / 2, one) if there else np.nan for one, there in known])
        return self._value(self.centre - reach * self.spread), self._value(self.centre + reach * self.spread)

    def probability(self, low: Floats, high: Floats) -> Measured:
        """The probability that the value lies within `low` and `high` (R,), in the unit, infinite where open."""
        chance = np.clip(self._below(high) - self._below(low), 0.0, 1.0)
        unknown = np.isnan(low) | np.isnan(high)
        return choose(self.present.known, measured(chance, (unknown, Missing.NO_BASELINE)), self.present)

    def _below(self, bound: Floats) -> Floats:
        with np.errstate(all="ignore"):
            t = (_scaled(bound, compound=self.compound) - self.centre) / self.spread
        chance = np.full(t.shape, np.nan)
        # Of few different ones; np.unique would load masked arrays.
        for freedom in {one for one in self.freedom.tolist() if one >= 1}:
            rows = self.freedom == freedom
            chance[rows] = student_cdf(t[rows], freedom)
        return chance

    def _value(self, scaled: Floats) -> Measured:
        with np.errstate(all="ignore"):
            value = np.exp(scaled) if self.compound else scaled
        return choose(self.present.known, measured(value), self.present)


def _scaled(bound: Floats, *, compound: bool) -> Floats:
    # A bound that is not above zero is below every value of a compound path.
    if not compound:
        return bound
    return np.where(bound > 0, np.log(bound), np.where(np.isnan(bound), np.nan, -np.inf))


def predicted(points: Points, time: float | Floats) -> Predicted:
    """The forecast of every region for `time` (years, one or one a region), from its newest point on.

    It takes five points, so that the spread is learnt from four changes.

    Missing where the time has come already, where the scale has no number for a point (zero or a change of sign on a
    compound path), and where the changes are all alike, which no spread can be learnt from.
    """
    with np.errstate(all="ignore"):
        return _predicted(points, time)


def _predicted(points: Points, time: float | Floats) -> Predicted:
    x, known = points.scaled, points.known
    count = known.sum(axis=1)
    steps, gaps = _steps(x, known, points.times)
    first, last = _ends(known)
    rows = np.arange(len(x))
    span = points.times[last] - points.times[first]
    drift = (x[rows, last] - x[rows, first]) / span
    freedom = count - 2
    variance = np.nansum((steps - drift[:, None] * gaps) ** 2 / gaps, axis=1) / freedom
    ahead = time - points.times[last]
    flat = np.sqrt(variance) <= NOISE * np.nanmax(np.abs(x), axis=1, initial=0.0)
    return Predicted(
        centre=x[rows, last] + drift * ahead,
        spread=np.sqrt(variance * (ahead + ahead**2 / span)),
        freedom=freedom,
        compound=points.compound,
        present=measured(
            np.ones(len(x)),
            (count == 0, Missing.NO_FIGURE),
            (ahead <= SAME_TIME, Missing.NO_TIME_LEFT),
            (points.crosses_zero, Missing.ZERO_OR_SIGN_CHANGE),
            (count < LEAST_POINTS, Missing.TOO_FEW_POINTS),
            (flat, Missing.NO_VARIATION),
        ),
    )


def _ends(known: Bools) -> tuple[Columns, Columns]:
    # The first and the last known column of each row (0 and the last one where none is).
    return known.argmax(axis=1), known.shape[1] - 1 - known[:, ::-1].argmax(axis=1)


def _steps(x: Floats, known: Bools, times: Floats) -> tuple[Floats, Floats]:
    # Change and time from the known point before, NaN where there is none.
    columns = np.arange(x.shape[1])
    seen = np.maximum.accumulate(np.where(known, columns, -1), axis=1)
    before = np.concatenate([np.full((len(x), 1), -1), seen[:, :-1]], axis=1)
    there = known & (before >= 0)
    earlier = np.take_along_axis(x, np.maximum(before, 0), axis=1)
    return np.where(there, x - earlier, np.nan), np.where(there, times - times[np.maximum(before, 0)], np.nan)
