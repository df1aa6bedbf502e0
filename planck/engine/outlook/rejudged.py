"""The same question with other numbers: copies of regions, their latest figure or baseline moved, judged at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from planck.engine.course import Course, Series
from planck.engine.measured import Floats
from planck.engine.method import Words
from planck.engine.outcome import Outcome, outcome
from planck.engine.outlook.points import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked: a course, a series, the time of judgement, and the method as a function to statuses.

    column: of the judged figure, per region (R,).
    """

    course: Course
    series: Series
    as_of: float
    statuses: Callable[[Outcome], Words]
    column: Rows

    def moved(self, rows: Rows, by: Floats, start: Floats | None = None) -> Words:
        """The statuses of copies (N,) of the regions `rows`, the judged figure moved by `by`, the baseline by `start`.

        NaN in `by` takes the figure away. One call of the engine, however many copies.
        """
        values = self.series.values[rows]
        values[np.arange(len(rows)), self.column[rows]] += by
        baseline, low, high = (
            self._each(part)[rows] for part in (self.course.baseline, self.course.low, self.course.high)
        )
        course = replace(self.course, baseline=baseline if start is None else baseline + start, low=low, high=high)
        series = replace(self.series, values=values, estimated=self.series.estimated[rows])
        return self.statuses(outcome(course, series, self.as_of))

    def _each(self, part: Floats) -> Floats:
        return np.broadcast_to(part, (len(self.series.values),))
