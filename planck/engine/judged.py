"""Which figure a goal is judged by."""

from dataclasses import dataclass

import numpy as np

from planck.engine.course import Course, Series
from planck.engine.measured import Bools, Floats, Measured, choose, measured
from planck.model import Missing

# Times are sums of twelfths; a day is 0.0027 of a year.
SAME_TIME = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The newest figure after the baseline and not after the goal's date, per region.

    column: its column in the series, -1 where there is none. present: known where there is one, else why not.
    at_due: it is the figure of the goal's date. estimated: it was made from a part of its period.
    counted: (R, P), the figures between baseline and date that tell the way there.
    """

    column: np.ndarray[tuple[int, ...], np.dtype[np.intp]]
    value: Floats
    time: Floats
    present: Measured
    at_due: Bools
    estimated: Bools
    counted: Bools

    def where_present(self, number: Measured) -> Measured:
        """`number`, missing where there is no figure to judge."""
        return choose(self.present.known, number, self.present)


def judged(course: Course, series: Series) -> Judged:
    """The figure that decides, per region. A figure of the base year is the start, not progress."""
    regions = series.values.shape[0]
    there = ~np.isnan(series.values)
    after = series.times > course.base_time + SAME_TIME
    counted = there & after & (series.times <= course.due_time + SAME_TIME)
    columns = np.where(counted, np.arange(series.times.size), -1)
    column = columns.max(axis=1, initial=-1)
    found = column >= 0
    value, time = np.full(regions, np.nan), np.full(regions, np.nan)
    estimated = np.zeros(regions, dtype=np.bool_)
    if series.times.size:
        value = np.where(found, series.values[np.arange(regions), column], np.nan)
        time = np.where(found, series.times[column], np.nan)
        estimated = found & series.estimated[np.arange(regions), column]
    only_before = (there & ~after).any(axis=1)
    present = measured(
        np.ones(regions), (~found & only_before, Missing.NO_FIGURE_AFTER_BASELINE), (~found, Missing.NO_FIGURE)
    )
    at_due = found & ~estimated & (np.abs(time - course.due_time) <= SAME_TIME)
    return Judged(
        column=column, value=value, time=time, present=present, at_due=at_due, estimated=estimated, counted=counted
    )
