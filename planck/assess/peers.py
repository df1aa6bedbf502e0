"""The same indicator elsewhere: what other regions in the figures have made."""

import numpy as np
from msgspec import field
from msgspec.structs import replace

from planck.assess.case import Case
from planck.assess.panel import panel
from planck.assess.select import Selection, Why, select
from planck.engine.measured import Floats, running_total
from planck.engine.outcome import SAME_TIME
from planck.engine.outlook.forecast import Points, best_pace, one_a_time, pace_between, with_start
from planck.model import Period, Plan, Quantity
from planck.record import Record

Paces = dict[tuple[float, float], Floats]


class Peers(Record):
    """Series of other regions. among: row r is the assessed region r itself, which is no peer of its own."""

    points: Points
    among: bool
    _paces: Paces = field(default_factory=dict)
    _best: Paces = field(default_factory=dict)

    def paces(self, start: float, end: float, region: int) -> Floats:
        """The paces of the peers of a region from `start` to `end` (years), NaN left out."""
        if (start, end) not in self._paces:
            self._paces[start, end] = self._pace(start, end)
        return self._others(self._paces[start, end], region)

    def best(self, years: float, wanted: float, region: int) -> Floats:
        """The best pace over so many years of each peer of a region, NaN left out."""
        if (years, wanted) not in self._best:
            rows = np.full(len(self.points.values), wanted)
            self._best[years, wanted] = best_pace(self.points, years, rows)[0]
        return self._others(self._best[years, wanted], region)

    def _pace(self, start: float, end: float) -> Floats:
        first, last = (np.flatnonzero(np.abs(self.points.times - time) <= SAME_TIME) for time in (start, end))
        if not (first.size and last.size) or end - start <= SAME_TIME:
            return np.full(len(self.points.values), np.nan)
        return pace_between(self.points, int(first[-1]), int(last[-1]))

    def _others(self, paces: Floats, region: int) -> Floats:
        others = np.delete(paces, region) if self.among else paces
        return others[~np.isnan(others)]


def elsewhere(plan: Plan, selection: Selection, as_of: Period | None) -> Selection | None:
    """The figures of regions that the plan is not about, sorted out as its own are; None where there are none."""
    figures = selection.aside(Why.ELSEWHERE)
    return select(replace(plan, region=replace(plan.region, every=True)), figures, as_of) if figures else None


def peers_of(plan: Plan, case: Case, points: Points, others: Selection | None) -> Peers:
    """The peers of a case: its other regions where it has several, else the regions in `others`."""
    if len(case.panel.regions) > 1 or others is None or case.goal.series:
        return Peers(points=points, among=True)
    regions = tuple(name for name in others.regions if name not in case.panel.regions)
    found = panel(plan, others, case.indicator, regions, due=case.due, quantity=case.goal.quantity)
    values, total = found.values, case.goal.quantity is Quantity.TOTAL
    if total:
        values = running_total(found.starts, found.times, values, case.base.time)
    known = np.where(found.estimated, np.nan, values)
    made = one_a_time(found.times, known, compound=case.course.path == "compound")
    start = np.full(len(regions), 0.0 if total else np.nan)
    return Peers(points=with_start(made, case.base.time, start), among=False)
