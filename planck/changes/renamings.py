"""Series that are gone, new, or the same under another name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planck.changes.names import Naming, SeriesKey
from planck.model import Figure, Period
from planck.model.change import SeriesChange, SeriesEvent

# A series that is gone and one that is new are one under another name when this share of their figures agrees.
SAME_SERIES = 0.6
LEAST_SHARED = 2
# Fewer figures than that agree by chance, unless they are long numbers.
TELLING_DIGITS = 4

Values = dict[SeriesKey, dict[Period, Figure]]


@dataclass(frozen=True, slots=True)
class Renaming:
    """The old key of a series, and how many of its figures are the same under the new one."""

    old: SeriesKey
    shared: int


def values_of(figures: Iterable[Figure], naming: Naming) -> Values:
    """The figures that have a value, by series and period; of several vintages the last in the files."""
    found: Values = {}
    for figure in figures:
        if figure.value is not None:
            found.setdefault(naming.series(figure), {})[figure.period] = figure
    return found


def renamings(old: Values, new: Values) -> dict[SeriesKey, Renaming]:
    """For every new series that is an old one under another name: which, and how much of it is the same."""
    gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    pairs = [
        (_shared(old[one], new[other]), one, other) for one in gone for other in come if _one_name_differs(one, other)
    ]
    found: dict[SeriesKey, Renaming] = {}
    taken: set[SeriesKey] = set()
    for shared, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if one not in taken and other not in found and _is_one(shared, old[one], new[other]):
            found[other] = Renaming(one, shared)
            taken.add(one)
    return found


def _one_name_differs(one: SeriesKey, other: SeriesKey) -> bool:
    return (one[0] == other[0]) != (one[1] == other[1])


def _shared(old: Mapping[Period, Figure], new: Mapping[Period, Figure]) -> int:
    return sum(period in new and new[period].value == figure.value for period, figure in old.items())


def _is_one(shared: int, old: Mapping[Period, Figure], new: Mapping[Period, Figure]) -> bool:
    if shared >= LEAST_SHARED:
        return shared >= SAME_SERIES * min(len(old), len(new))
    [telling] = [old[period].text for period in old if period in new] or [""] if len(old) == len(new) == 1 else [""]
    return shared == 1 and sum(character.isdigit() for character in telling) >= TELLING_DIGITS


def series_changes(old: Values, new: Values, renamed: Mapping[SeriesKey, Renaming]) -> tuple[SeriesChange, ...]:
    """Series renamed (also from one name that the plans know to another), gone and new, by their names."""
    found = [_kept(old[key], new[key]) for key in sorted(old.keys() & new.keys())]
    found += [_renamed(old[one.old], new[other], one) for other, one in sorted(renamed.items())]
    replaced = {renaming.old for renaming in renamed.values()}
    found += [_whole(SeriesEvent.VANISHED, old[key]) for key in sorted(old.keys() - new.keys() - replaced)]
    found += [_whole(SeriesEvent.APPEARED, new[key]) for key in sorted(new.keys() - old.keys() - set(renamed))]
    return tuple(change for change in found if change)


def _kept(old: Mapping[Period, Figure], new: Mapping[Period, Figure]) -> SeriesChange | None:
    """A series that goes by another of its known names in every one of its figures."""
    names, others = ({_name(figure) for figure in series.values()} for series in (old, new))
    if names & others:
        return None
    return _renamed(old, new, Renaming(("", ""), _shared(old, new)))


def _renamed(old: Mapping[Period, Figure], new: Mapping[Period, Figure], renaming: Renaming) -> SeriesChange:
    was, now = _first(old), _first(new)
    return SeriesChange(
        event=SeriesEvent.RENAMED,
        region=now.region,
        old=_name(was, beside=now),
        new=_name(now, beside=was),
        count=len(old),
        shared=renaming.shared,
        place=now.place,
    )


def _whole(event: SeriesEvent, series: Mapping[Period, Figure]) -> SeriesChange:
    first = _first(series)
    name = first.indicator
    old, new = (name, "") if event is SeriesEvent.VANISHED else ("", name)
    return SeriesChange(event=event, region=first.region, old=old, new=new, count=len(series), place=first.place)


def _first(series: Mapping[Period, Figure]) -> Figure:
    return series[min(series)]


def _name(figure: Figure, beside: Figure | None = None) -> str:
    """The indicator, with the region where that is what differs."""
    same_region = beside is None or beside.region == figure.region
    return figure.indicator if same_region else f"{figure.region} {figure.indicator}".strip()
