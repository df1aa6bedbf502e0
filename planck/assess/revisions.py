"""How far figures of an indicator are usually revised after they were first published."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from planck.assess.names import indicator_names, key, region_names
from planck.assess.select import Selection
from planck.model import Figure, FigureStatus, Missing, Number, Period, Plan

# Fewer revisions than these are no habit.
LEAST_REVISIONS = 3

Vintages = dict[str, dict[Period, list[Figure]]]


def revisions(plan: Plan, selection: Selection, indicator: str, *, relative: bool) -> Callable[[str], Number]:
    """A function from a region to the usual revision of the indicator there; vintages are sorted out once, if asked.

    It is the median size of the change from the first published value to the newest, over periods published twice or
    more: as a share of the first value where `relative`, else in the unit. Missing below three such periods. Scenarios
    are no publications.
    """
    vintages = cache(lambda: _vintages(plan, selection, indicator))
    return lambda region: _usual(vintages().get(region, {}).values(), relative=relative)


def _usual(periods: Iterable[list[Figure]], *, relative: bool) -> Number:
    sizes = []
    for vintages in periods:
        first, newest = (pick(vintages, key=lambda figure: figure.known).value for pick in (min, max))
        assert first is not None
        assert newest is not None
        if len({figure.known for figure in vintages}) > 1 and not (relative and first == 0):
            sizes.append(abs((newest - first) / first) if relative else abs(newest - first))
    if len(sizes) < LEAST_REVISIONS:
        return Missing.NO_REVISIONS
    # Few runs have such figures, and the others need not wait for the import.
    from statistics import median

    return median(sizes)


def _vintages(plan: Plan, selection: Selection, indicator: str) -> Vintages:
    regions, indicators = region_names(plan), indicator_names(plan)
    found: Vintages = defaultdict(lambda: defaultdict(list))
    for figure in (*selection.figures, *selection.outdated):
        if figure.status is not FigureStatus.ASSUMED and indicators[key(figure.indicator)] == indicator:
            region = regions.get(key(figure.region), figure.region) if figure.region else plan.region.name
            found[region][figure.period].append(figure)
    return found
