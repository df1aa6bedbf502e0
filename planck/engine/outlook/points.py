"""The points that a series has travelled through, for trend, forecast and feasibility."""

from dataclasses import dataclass, replace

import numpy as np

from planck.engine.course import Course, Series
from planck.engine.judged import SAME_TIME
from planck.engine.measured import Bools, Floats
from planck.engine.outcome import Outcome

Rows = np.ndarray[tuple[int, ...], np.dtype[np.intp]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Times (P, rising, years) and values (R, P) in the indicator's unit, NaN where there is none.

    compound: whether the path grows by a percentage, so that paces are shares a year and spreads multiply.
    """

    times: Floats
    values: Floats
    compound: bool

    @property
    def known(self) -> Bools:
        """Where there is a value."""
        return ~np.isnan(self.values)

    @property
    def scaled(self) -> Floats:
        """Values on the path's scale: logarithms on a compound path (NaN where not above zero), else themselves."""
        if not self.compound:
            return self.values
        with np.errstate(all="ignore"):
            return np.where(self.values > 0, np.log(self.values), np.nan)

    @property
    def crosses_zero(self) -> Bools:
        """Regions with a value that the scale cannot hold."""
        return np.asarray((np.isnan(self.scaled) & self.known).any(axis=1))

    def of(self, rows: Rows) -> "Points":
        """The points of some of the regions, (N, P)."""
        return replace(self, values=self.values[rows])


def points_of(course: Course, series: Series, found: Outcome) -> Points:
    """The figures up to the judged one, with the baseline where no figure stands at its time.

    What was made from a part of its period is left out: it is not a figure of its year.
    """
    last = np.where(np.isnan(found.judged.time), -np.inf, found.judged.time)[:, None]
    usable = ~series.estimated & (series.times <= last + SAME_TIME)
    values = np.where(usable, series.values, np.nan)
    return with_start(
        one_a_time(series.times, values, compound=course.path == "compound"), course.base_time, found.aim.baseline
    )


def one_a_time(times: Floats, values: Floats, *, compound: bool) -> Points:
    """The points of figures whose periods may end together, rising: of those, the last one known (the longest)."""
    kept: list[float] = []
    columns: list[Floats] = []
    for time, column in zip(times.tolist(), values.T, strict=True):
        if kept and time - kept[-1] <= SAME_TIME:
            columns[-1] = np.where(np.isnan(column), columns[-1], column)
        else:
            kept.append(time)
            columns.append(column)
    stacked = np.stack(columns, axis=1) if columns else values
    return Points(times=np.array(kept, dtype=np.float64), values=stacked, compound=compound)


def with_start(points: Points, time: float, baseline: Floats) -> Points:
    """The points and, where they have none at `time`, the baseline (R,) there."""
    same = np.flatnonzero(np.abs(points.times - time) <= SAME_TIME)
    if same.size:
        values = points.values.copy()
        column = same[-1]
        values[:, column] = np.where(np.isnan(values[:, column]), baseline, values[:, column])
        return replace(points, values=values)
    place = int(np.searchsorted(points.times, time))
    return replace(
        points,
        times=np.insert(points.times, place, time),
        values=np.insert(points.values, place, baseline, axis=1),
    )
