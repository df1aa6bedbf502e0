"""How far figures of an indicator are usually revised after they were first published."""

from collections import defaultdict
from collections.abc import Mapping
from statistics import median

from planck.assess.names import indicator_names, key, region_names
from planck.assess.select import Selection
from planck.model import Figure, FigureStatus, Missing, Number, Period, Plan

# Fewer revisions than these are no habit.
LEAST_REVISIONS = 3

Vintages = dict[tuple[str, str], dict[Period, list[Figure]]]


def usual_revision(plan: Plan, selection: Selection, region: str, indicator: str, *, relative: bool) -> Number:
    """The median size of the change from the first published value to the newest, over periods published twice.

    As a share of the first value where `relative`, else in the unit. Missing below three such periods. Scenarios are
    no publications.
    """
    sizes = []
    for vintages in _vintages(plan, selection).get((region, indicator), {}).values():
        first, newest = (pick(vintages, key=lambda figure: figure.known).value for pick in (min, max))
        assert first is not None
        assert newest is not None
        if len({figure.known for figure in vintages}) > 1 and not (relative and first == 0):
            sizes.append(abs((newest - first) / first) if relative else abs(newest - first))
    return median(sizes) if len(sizes) >= LEAST_REVISIONS else Missing.NO_REVISIONS


def _vintages(plan: Plan, selection: Selection) -> Mapping[tuple[str, str], dict[Period, list[Figure]]]:
    regions, indicators = region_names(plan), indicator_names(plan)
    found: Vintages = defaultdict(lambda: defaultdict(list))
    for figure in (*selection.figures, *selection.outdated):
        if figure.status is not FigureStatus.ASSUMED:
            region = regions.get(key(figure.region), figure.region) if figure.region else plan.region.name
            found[region, indicators[key(figure.indicator)]][figure.period].append(figure)
    return found
