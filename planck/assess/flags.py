"""What a reader of a status should know besides, over all regions of a target."""

from collections.abc import Mapping

import numpy as np

from planck.assess.case import Case, Judgement
from planck.engine.measured import Bools
from planck.engine.outcome import Outcome
from planck.model import FigureStatus, Flag

_BY_STATUS = {
    FigureStatus.PRELIMINARY: Flag.PRELIMINARY,
    FigureStatus.ESTIMATED: Flag.ESTIMATED,
    FigureStatus.ASSUMED: Flag.ASSUMED,
}

Flags = Mapping[Flag, Bools]


def flags_of(judged: Judgement) -> Flags:
    """Where each flag holds (R,), in the order of their names; without that of a fragile verdict."""
    case, found = judged.case, judged.found
    everywhere = np.ones(len(case.panel.regions), dtype=np.bool_)
    readings = _of_readings(case, found)
    # A verdict that only a scenario has brought to its date rests on an assumption, whatever its figures are.
    readings[Flag.ASSUMED] = readings[Flag.ASSUMED] | (found.expired & judged.as_of.assumed)
    flags = {
        Flag.MET_AT_BASELINE: found.met_at_baseline,
        Flag.MET_THEN_LOST: found.lost,
        Flag.MET_BUT_WORSENING: found.worsening & found.met,
        Flag.REACHED_LATE: found.reached_late,
        Flag.EXPIRED: found.expired,
        Flag.REVISED_GOAL: everywhere & (case.goal is not case.target.goal),
        Flag.REBASED: _rebased(case),
        **readings,
    }
    return dict(sorted(flags.items()))


def _of_readings(case: Case, found: Outcome) -> dict[Flag, Bools]:
    """The flags of the readings that verdicts rest on; none where there is nothing to judge."""
    there, panel = found.column >= 0, case.panel
    latest = np.where(there, found.column, 0)[:, None]

    def of_latest(cells: Bools) -> Bools:
        return there & np.take_along_axis(cells, latest, axis=1)[:, 0] if cells.shape[1] else there

    cells = _deciding(case, found)
    return {
        Flag.DERIVED: of_latest(panel.rows < 0),
        Flag.ANNUALISED: of_latest(panel.estimated),
        **{flag: _any(case, cells, status) for status, flag in _BY_STATUS.items()},
    }


def _deciding(case: Case, found: Outcome) -> Bools:
    """The cells (R, P) that the verdicts rest on.

    A sum and a yearly goal rest on every figure of their years, and so does a goal that was met before; others rest on
    the newest. A baseline from the figures is one of them.
    """
    columns = np.arange(case.panel.values.shape[1])
    every = found.lost | (case.course.running or case.course.path == "hold")
    cells = np.where(every[:, None], found.counted, columns == found.column[:, None])
    start = case.target.baseline
    if start and start.value is None:
        cells = cells | (columns == case.panel.whole_at(start.period)[:, None])
    return np.asarray(cells & (found.column >= 0)[:, None])


def _any(case: Case, cells: Bools, status: FigureStatus) -> Bools:
    """By region whether a figure behind one of the cells has the status."""
    panel, table = case.panel, case.panel.selection.table
    published = cells & (panel.rows >= 0)
    named = np.array([name is status for name in table.status.names], dtype=np.bool_)
    found = np.zeros(len(cells), dtype=np.bool_)
    if named.any():
        found[np.nonzero(published)[0][named[table.status.codes[panel.rows[published]]]]] = True
    # What was derived rests on figures of other series, and a comparison on those of another as well.
    unseen = cells if panel.partner else cells & (panel.rows < 0)
    for region, column in np.argwhere(unseen & ~found[:, None]).tolist():
        found[region] |= panel.any_status(region, column, (status,))
    return np.asarray(found)


def _rebased(case: Case) -> Bools:
    """Where the figures now say something else than the baseline that the plan gives."""
    start, nowhere = case.target.baseline, np.zeros(len(case.panel.regions), dtype=np.bool_)
    if case.course.running or case.course.relative or start is None or start.value is None:
        return nowhere
    held = case.panel.values_at(case.panel.whole_at(start.period))
    return np.asarray(~np.isnan(held) & (held != start.value))
