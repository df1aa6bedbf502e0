"""How large the revisions of a series usually are, as far as vintages and the record of revisions tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from planck.assess.names import key
from planck.changes.names import Naming, SeriesKey
from planck.model import Figure, Period
from planck.model.change import FigureChange, RecordedReason


@dataclass(frozen=True, slots=True)
class PastRevision:
    """One revision of the past: of which period, to which value, and its size as a share (0..1) of the old value."""

    period: str
    new: float
    size: float


Past = Mapping[SeriesKey, tuple[PastRevision, ...]]


def past_revisions(old: Iterable[Figure], recorded: Iterable[RecordedReason], naming: Naming) -> Past:
    """The revisions between the vintages of the old figures, and those on record, by series."""
    found: dict[SeriesKey, set[PastRevision]] = {}
    vintages: dict[tuple[SeriesKey, Period], list[Figure]] = {}
    for figure in old:
        if figure.value is not None and figure.published:
            vintages.setdefault(naming.slot(figure), []).append(figure)
    for (series, period), figures in vintages.items():
        for one, other in pairwise(sorted(figures, key=lambda figure: figure.known)):
            _add(found, series, period.label, one.value, other.value)
    for row in recorded:
        region, name = key(row.region), key(row.indicator)
        series = naming.regions.get(region, region), naming.indicators.get(name, name)
        _add(found, series, row.period, row.old, row.new)
    return {series: tuple(sorted(sizes, key=lambda past: (past.period, past.new))) for series, sizes in found.items()}


def _add(
    found: dict[SeriesKey, set[PastRevision]], series: SeriesKey, period: str, old: float | None, new: float | None
) -> None:
    if old and new is not None and old != new:
        found.setdefault(series, set()).add(PastRevision(period, new, abs(new - old) / abs(old)))


def with_usual(change: FigureChange, series: SeriesKey, past: Past) -> FigureChange:
    """The change beside the median of the other revisions of its series."""
    figure = change.new
    if figure is None or not change.is_revision:
        return change
    this = (figure.period.label, figure.value)
    sizes = [other.size for other in past.get(series, ()) if (other.period, other.new) != this]
    return replace(change, usual=median(sizes), usual_of=len(sizes)) if sizes else change
