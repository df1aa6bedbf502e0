"""What a reader of a status should know besides."""

from collections.abc import Iterator

import numpy as np

from planck.assess.course import Case
from planck.engine.outcome import Outcome
from planck.model import FigureStatus, Flag, Reading

_BY_STATUS = {
    FigureStatus.PRELIMINARY: Flag.PRELIMINARY,
    FigureStatus.ESTIMATED: Flag.ESTIMATED,
    FigureStatus.ASSUMED: Flag.ASSUMED,
}


def flags_of(case: Case, found: Outcome, region: int, *, assumed: bool) -> Iterator[Flag]:
    """The flags of one region. `assumed`: only a scenario reaches to the time of judgement."""
    past, aim = found.history, found.aim
    if aim.met_at_baseline[region]:
        yield Flag.MET_AT_BASELINE
    if past.lost[region]:
        yield Flag.MET_THEN_LOST
    if past.worsening[region] and aim.met[region]:
        yield Flag.MET_BUT_WORSENING
    if past.reached_late[region]:
        yield Flag.REACHED_LATE
    if past.expired[region]:
        yield Flag.EXPIRED
        if assumed:
            yield Flag.ASSUMED
    if case.goal is not case.target.goal:
        yield Flag.REVISED_GOAL
    if _rebased(case, region):
        yield Flag.REBASED
    yield from _reading_flags(case, found, region)


def _reading_flags(case: Case, found: Outcome, region: int) -> Iterator[Flag]:
    column = int(found.judged.column[region])
    if column < 0:
        return
    latest = case.panel.readings[region, column]
    if latest.derived:
        yield Flag.DERIVED
    if latest.annualised:
        yield Flag.ANNUALISED
    for reading in _deciding(case, found, region):
        for figure in reading.figures:
            if figure.status in _BY_STATUS:
                yield _BY_STATUS[figure.status]


def _deciding(case: Case, found: Outcome, region: int) -> Iterator[Reading]:
    """The readings that the verdict rests on.

    A sum and a yearly goal rest on every figure of their years, and so does a goal that was met before; others rest on
    the newest. A baseline from the figures is one of them.
    """
    counted = found.judged.counted[region]
    every = case.course.running or case.course.path == "hold" or bool(found.history.lost[region])
    columns = np.flatnonzero(counted) if every else [int(found.judged.column[region])]
    for column in columns:
        yield case.panel.readings[region, int(column)]
    start = case.target.baseline
    held = case.panel.at(region, start.period) if start and start.value is None else None
    if held:
        yield held


def _rebased(case: Case, region: int) -> bool:
    start = case.target.baseline
    if case.course.running or case.course.relative or start is None or start.value is None:
        return False
    held = case.panel.at(region, start.period)
    return held is not None and held.value != start.value
