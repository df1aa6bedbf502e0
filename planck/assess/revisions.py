"""How far figures of an indicator are usually revised after they were first published."""

from collections.abc import Mapping

import numpy as np

from planck.assess.select import Selection
from planck.engine.measured import Floats
from planck.model import FigureStatus
from planck.model.table import Rows

# Fewer revisions than these are no habit.
LEAST_REVISIONS = 3


def usual_revisions(selection: Selection, indicator: str, *, relative: bool) -> Mapping[str, float]:
    """The usual revision of an indicator by region, for the regions that have one.

    It is the median size of the change from the first published value to the newest, over periods published twice or
    more: as a share of the first value where `relative`, else in the unit. Below three such periods there is none.
    Scenarios are no publications.
    """
    region, first, newest = _published_twice(selection, indicator)
    whole = ~(relative & (first == 0))
    with np.errstate(all="ignore"):
        sizes = np.abs((newest - first) / (first if relative else 1.0))
    return {
        selection.places[place]: float(np.median(sizes[whole & (region == place)]))
        for place in set(region[whole].tolist())
        if (whole & (region == place)).sum() >= LEAST_REVISIONS
    }


def _published_twice(selection: Selection, indicator: str) -> tuple[Rows, Floats, Floats]:
    """Of every region and period with two vintages or more: the place of the region, first and newest value."""
    table, outdated = selection.table, selection.rows_outdated(indicator)
    if not len(outdated):
        return outdated, np.empty(0), np.empty(0)
    rows = np.sort(np.concatenate([selection.of(indicator), outdated]))
    public = np.array([status is not FigureStatus.ASSUMED for status in table.status.names], dtype=np.bool_)
    rows = rows[public[table.status.codes[rows]]]
    known = table.known
    # A figure that counts stands before others of its day.
    slot = selection.region[rows] * max(len(table.period.names), 1) + table.period.codes[rows]
    order = np.lexsort((selection.why[rows], known[rows], slot))
    rows, slot = rows[order], slot[order]
    first = np.diff(slot, prepend=-1) != 0
    last = np.append(first[1:], True)[: len(rows)]
    known, group = known[rows], np.cumsum(first) - 1
    # Of several on the newest day the one that stands before the others.
    newest = known == known[last][group]
    newest &= first | ~np.concatenate([[False], newest[:-1]])
    twice = known[first] != known[last]
    value = selection.value[rows]
    return selection.region[rows[first][twice]], value[first][twice], value[newest][twice]
