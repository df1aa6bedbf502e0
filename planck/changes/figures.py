"""Two sets of figures to the changes between them, series by series and figure by figure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import pairwise
from math import isclose
from operator import attrgetter
from statistics import median

import numpy as np
from msgspec.structs import replace

from planck.assess.select import key
from planck.changes.both import Both, Files, both, moving, numbered, spans
from planck.changes.names import Naming, SeriesKey
from planck.load.cells.number import factor
from planck.model import Figure, Period
from planck.model.change import Aspect, FigureChange, RecordedReason, SeriesChange, SeriesEvent
from planck.model.table import Bools, Figures, Rows
from planck.record import Record
from planck.registry import grouped

# Series that are gone, new, or the same under another name.

# A series that is gone and one that is new are one under another name when this share of their figures agrees.
SAME_SERIES = 0.6
LEAST_SHARED = 2
# Fewer figures than that agree by chance, unless they are long numbers.
TELLING_DIGITS = 4

# The figures of series by period; of several vintages the last in the files.
Values = Mapping[SeriesKey, Mapping[Period, Figure]]


class Renaming(Record, kw_only=False):
    """The old key of a series, and how many of its figures are the same under the new one."""

    old: SeriesKey
    shared: int


def _values(of: Both, wanted: Bools) -> Values:
    """The figures of the rows that are wanted, by series and period."""
    rows = np.flatnonzero(wanted & of.valued)
    rows = rows[np.argsort(of.series[rows], kind="stable")]
    figures = ((series, map(of.figure, span)) for series, span in spans(of.series[rows], rows))
    return {of.key_of(series): {figure.period: figure for figure in each} for series, each in figures}


def renamings(old: Values, new: Values) -> dict[SeriesKey, Renaming]:
    """For every new series that is an old one under another name: which, and how much of it is the same."""
    pairs = sorted(_alike(old, new), key=lambda pair: (-pair[0], pair[1], pair[2]))
    found: dict[SeriesKey, Renaming] = {}
    taken: set[SeriesKey] = set()
    for shared, one, other in pairs:
        if one not in taken and other not in found and _is_one(shared, old[one], new[other]):
            found[other] = Renaming(one, shared)
            taken.add(one)
    # Of a region under another name every series is, however few figures it has.
    regions = {(renaming.old[0], other[0]) for other, renaming in found.items() if renaming.old[1] == other[1]}
    for was, now in sorted(regions):
        for one in sorted(name for name in old.keys() - taken if name[0] == was and (now, name[1]) in new):
            other = now, one[1]
            if was != now and other not in found:
                found[other] = Renaming(one, _same(old[one], new[other]))
                taken.add(one)
    return found


def _same(old: Mapping[Period, Figure], new: Mapping[Period, Figure]) -> int:
    """How many figures of a series are the same in another."""
    return sum(period in new and new[period].value == figure.value for period, figure in old.items())


def _alike(old: Values, new: Values) -> Iterator[tuple[int, SeriesKey, SeriesKey]]:
    """Pairs of series of which one name is the same, with the number of the figures that they share."""
    holders = grouped(
        ((side, other[side], figure.period, figure.value), other)
        for other, figures in new.items()
        for figure in figures.values()
        for side in (0, 1)
    )
    for one, figures in old.items():
        shared = Counter(
            other
            for figure in figures.values()
            for side in (0, 1)
            for other in holders.get((side, one[side], figure.period, figure.value), ())
        )
        yield from ((count, one, other) for other, count in shared.items())


def _is_one(shared: int, old: Mapping[Period, Figure], new: Mapping[Period, Figure]) -> bool:
    if shared >= LEAST_SHARED:
        return shared >= SAME_SERIES * min(len(old), len(new))
    [telling] = [old[period].text for period in old if period in new] or [""] if len(old) == len(new) == 1 else [""]
    return shared == 1 and sum(character.isdigit() for character in telling) >= TELLING_DIGITS


# Regions under another name.

# A figure that as many regions have tells none of them apart.
MOST_HOLDERS = 8


def renamed_regions(old: Figures, new: Figures, naming: Naming) -> tuple[SeriesChange, ...]:
    """The regions that are gone, each with the new one that has most of its figures."""
    before, after = ({naming.region(name) for name in table.region.names} for table in (old, new))
    gone, come = _said(old, naming, before - after), _said(new, naming, after - before)
    holders = grouped((one, region) for region, said in come.items() for one in said)
    shared = Counter(
        (region, other)
        for region, said in gone.items()
        for one in said
        for other in holders.get(one, ())
        if len(holders[one]) <= MOST_HOLDERS
    )
    found: dict[str, tuple[str, int]] = {}
    for (region, other), count in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        enough = max(LEAST_SHARED, SAME_SERIES * min(len(gone[region]), len(come[other])))
        if count >= enough and region not in found and other not in {now for now, _ in found.values()}:
            found[region] = other, count
    return tuple(_other_region(gone[region], come[other], count) for region, (other, count) in found.items())


# The figures of a region by what they say, each with its row.
Said = Mapping[object, Figure]


def _said(table: Figures, naming: Naming, wanted: set[str]) -> Mapping[str, Said]:
    rows = np.flatnonzero(table.region.each(lambda name: naming.region(name) in wanted) & ~np.isnan(table.value))
    found: dict[str, dict[object, Figure]] = {}
    for figure in map(table.__getitem__, rows.tolist()):
        region, indicator = naming.series(figure)
        found.setdefault(region, {})[indicator, figure.period, figure.value] = figure
    return found


def _other_region(old: Said, new: Said, shared: int) -> SeriesChange:
    was, now = next(iter(old.values())), next(iter(new.values()))
    return _other_name(now, (was.region, now.region), (len(old), shared), (was.region, ""))


def _other_name(now: Figure, names: tuple[str, str], counts: tuple[int, int], was: SeriesKey) -> SeriesChange:
    """That a series or a region goes by another name: the old one and the new, how many figures it had, and how many
    of them are the same.
    """
    (old, new), (count, shared) = names, counts
    return SeriesChange(
        event=SeriesEvent.RENAMED,
        region=now.region,
        old=old,
        new=new,
        count=count,
        shared=shared,
        was=was,
        place=now.place,
    )


def _series_changes(old: Values, new: Values, renamed: Mapping[SeriesKey, Renaming]) -> tuple[SeriesChange, ...]:
    """Series renamed, gone and new, by their names."""
    found = [_renamed(old[one.old], new[other], one.shared) for other, one in sorted(renamed.items())]
    replaced = {renaming.old for renaming in renamed.values()}
    found += [_whole(SeriesEvent.VANISHED, old[name]) for name in sorted(old.keys() - replaced)]
    found += [_whole(SeriesEvent.APPEARED, new[name]) for name in sorted(new.keys() - set(renamed))]
    return tuple(found)


def _called_otherwise(of: Both) -> Iterator[SeriesChange]:
    """Series that go by another of their known names in every one of their figures."""
    rows = np.flatnonzero(of.valued)
    pair = numbered(of.series, of.table.indicator.codes)[rows]
    sides = [set(np.unique(pair[of.is_new[rows] == new]).tolist()) for new in (False, True)]
    kept = np.isin(pair, sorted(sides[0] & sides[1]))
    # Without a name that both sides have.
    here, there = (set(np.unique(of.series[rows][which]).tolist()) for which in (of.is_new[rows], kept))
    other = sorted(here - there)
    wanted = np.isin(of.series, other)
    old, new = (_values(of, wanted & (of.is_new == side)) for side in (False, True))
    for name in sorted(old):
        yield _renamed(old[name], new[name], _same(old[name], new[name]))


def _renamed(old: Mapping[Period, Figure], new: Mapping[Period, Figure], shared: int) -> SeriesChange:
    was, now = _first(old), _first(new)
    names = _name(was, beside=now), _name(now, beside=was)
    return _other_name(now, names, (len(old), shared), (was.region, was.indicator))


def _whole(event: SeriesEvent, series: Mapping[Period, Figure]) -> SeriesChange:
    first = _first(series)
    name = first.indicator
    old, new = (name, "") if event is SeriesEvent.VANISHED else ("", name)
    return SeriesChange(
        event=event,
        region=first.region,
        old=old,
        new=new,
        count=len(series),
        was=(first.region, first.indicator) if old else ("", ""),
        place=first.place,
    )


def _first(series: Mapping[Period, Figure]) -> Figure:
    return series[min(series)]


def _name(figure: Figure, beside: Figure) -> str:
    """The indicator, with the region where that is what differs."""
    return figure.indicator if beside.region == figure.region else f"{figure.region} {figure.indicator}".strip()


# How large the revisions of a series usually are, as far as vintages and the record of revisions tell.


class PastRevision(Record, kw_only=False):
    """One revision of the past: of which period, to which value, and its size as a share (0..1) of the old value."""

    period: str
    new: float
    size: float


Past = Mapping[SeriesKey, tuple[PastRevision, ...]]


def past_revisions(old: Iterable[Figure], recorded: Iterable[RecordedReason], naming: Naming) -> Past:
    """The revisions between the vintages of the old figures, and those on record, by series."""
    found: dict[SeriesKey, set[PastRevision]] = {}
    dated = (figure for figure in old if figure.value is not None and figure.published)
    vintages = grouped((naming.slot(figure), figure) for figure in dated)
    for (series, period), figures in vintages.items():
        for one, other in pairwise(sorted(figures, key=lambda figure: figure.known)):
            _add(found, series, period.label, one.value, other.value)
    for row in recorded:
        _add(found, (naming.region(row.region), naming.indicator(row.indicator)), row.period, row.old, row.new)
    return {series: tuple(sorted(sizes, key=lambda past: (past.period, past.new))) for series, sizes in found.items()}


def _add(
    found: dict[SeriesKey, set[PastRevision]], series: SeriesKey, period: str, old: float | None, new: float | None
) -> None:
    if old and new is not None and old != new:
        found.setdefault(series, set()).add(PastRevision(period, new, abs(new - old) / abs(old)))


Now = Set[tuple[SeriesKey, str, float | None]]


def with_usual(change: FigureChange, series: SeriesKey, past: Past, now: Now) -> FigureChange:
    """The change beside the median of the revisions of its series that are not made `now`."""
    if not change.is_revision:
        return change
    sizes = [other.size for other in past.get(series, ()) if (series, other.period, other.new) not in now]
    return replace(change, usual=median(sizes), usual_of=len(sizes)) if sizes else change


# The changes, figure by figure.

# A figure with the number of its row.
Row = tuple[int, Figure]
NO_ROW = -1


class Moved(Record, kw_only=False, eq=False):
    """A change of a figure, and its rows in the table of both states; NO_ROW on the side where it is not there."""

    change: FigureChange
    old: int
    new: int


class FigureDiff(Record, kw_only=False, eq=False):
    """The changes of single figures, and of whole series, with the table of both states that they are of."""

    moved: tuple[Moved, ...]
    series: tuple[SeriesChange, ...]
    of: Both

    @property
    def figures(self) -> tuple[FigureChange, ...]:
        """The changes of single figures."""
        return tuple(each.change for each in self.moved)


def compare_figures(
    old: Figures,
    new: Figures,
    naming: Naming,
    *,
    files: Files | None = None,
    recorded: Iterable[RecordedReason] = (),
) -> FigureDiff:
    """What changed from `old` to `new`, in the order of the new figures, then of those that are gone.

    `files` gives the present name of every file of the old side for which it can be told; a figure has moved when it
    stands in another file than that. `recorded` are revisions of the past, which say what size is usual.
    """
    of = both(old, new, naming)
    old_series, new_series = (np.unique(of.series[of.valued & (of.is_new == side)]) for side in (False, True))
    alone = np.isin(of.series, np.setxor1d(old_series, new_series)) & of.valued
    values = _values(of, alone & ~of.is_new), _values(of, alone & of.is_new)
    renamed = renamings(*values)
    moved = tuple(_moved(of, files or {}, renamed))
    past = _past(of, moved, recorded, naming)
    made = ((_key(of, each), each.change.new) for each in moved if each.change.is_revision)
    now = {(series, figure.period.label, figure.value) for series, figure in made if figure}
    return FigureDiff(
        moved=tuple(replace(each, change=with_usual(each.change, _key(of, each), past, now)) for each in moved),
        series=(*_called_otherwise(of), *_series_changes(*values, renamed)),
        of=of,
    )


def _key(of: Both, each: Moved) -> SeriesKey:
    return of.key_of(int(of.series[each.old if each.new == NO_ROW else each.new]))


def _past(of: Both, moved: Iterable[Moved], recorded: Iterable[RecordedReason], naming: Naming) -> Past:
    """The past of the series that were revised."""
    revised = [of.series[each.new] for each in moved if each.change.is_revision]
    rows = np.flatnonzero(np.isin(of.series, revised) & ~of.is_new)
    return past_revisions(map(of.figure, rows.tolist()), recorded, naming)


def _moved(of: Both, files: Files, renamed: Mapping[SeriesKey, Renaming]) -> Iterator[Moved]:
    """The changes, slot by slot; what a series was called before is looked for under its present name."""
    came_from = {renaming.old: now for now, renaming in renamed.items()}
    rows = np.flatnonzero(moving(of, files))
    before, after = _by_slot(of, rows[rows < of.old_rows], came_from), _by_slot(of, rows[rows >= of.old_rows], {})
    for slot in (*after, *(slot for slot in before if slot not in after)):
        yield from _slot(before.get(slot, []), after.get(slot, []), files, renamed=slot[0] in renamed)


def _by_slot(
    of: Both, rows: Rows, came_from: Mapping[SeriesKey, SeriesKey]
) -> dict[tuple[SeriesKey, Period], list[Row]]:
    names = map(of.key_of, of.series[rows].tolist())
    figures = [(row, of.figure(row)) for row in rows.tolist()]
    return grouped(((came_from.get(name, name), row[1].period), row) for name, row in zip(names, figures, strict=True))


def _slot(old: list[Row], new: list[Row], files: Files, *, renamed: bool) -> Iterator[Moved]:
    """The changes of what is about one series and period; a second row of one vintage is no later one."""
    for each in _by_vintage(old, new, files, renamed=renamed):
        beside = _beside(each.change.new, new) if each.change.new and _is_news(each.change) else None
        yield replace(each, change=_second(each.change, beside)) if beside else each


def _by_vintage(old: list[Row], new: list[Row], files: Files, *, renamed: bool) -> Iterator[Moved]:
    """The changes: vintages are told apart by their day of publication."""
    pairs, gone, come = _paired(old, new)
    for (was, one), (now, other) in pairs:
        aspects = _aspects(one, other, files, renamed=renamed)
        if aspects:
            yield Moved(FigureChange(old=one, new=other, aspects=aspects), was, now)
    standing = [figure for _, figure in old if figure.value is not None]
    for row, figure in come:
        if figure.value is not None:
            previous = max(standing, key=lambda vintage: vintage.known, default=None)
            aspect = Aspect.REPUBLISHED if previous and figure.value != previous.value else Aspect.ADDED
            yield Moved(FigureChange(old=None, new=figure, aspects=(aspect,), previous=previous), NO_ROW, row)
    for row, figure in gone:
        if figure.value is not None:
            yield Moved(FigureChange(old=figure, new=None, aspects=(Aspect.REMOVED,)), row, NO_ROW)


def _is_news(change: FigureChange) -> bool:
    """Whether a value stands where none did, or another one."""
    return change.is_revision or Aspect.ADDED in change.aspects


def _beside(figure: Figure, rows: list[Row]) -> Figure | None:
    """Another figure of the same vintage: one that says something else, or else one of an earlier row."""
    others = [one for _, one in rows if one is not figure and one.value is not None and _rank(one) == _rank(figure)]
    other = next((one for one in others if _differ(one, figure)), None)
    return other or next((one for one in others if _stands_before(one, figure)), None)


def _rank(figure: Figure) -> tuple[object, ...]:
    return figure.known, figure.status.firmness


def _stands_before(one: Figure, other: Figure) -> bool:
    return (one.place.file, one.place.line, one.place.column) < (other.place.file, other.place.line, other.place.column)


def _second(change: FigureChange, beside: Figure) -> FigureChange:
    """The change of a figure beside which another of the same vintage stands."""
    assert change.new is not None
    aspect = Aspect.CONTRADICTED if _differ(beside, change.new) else Aspect.REPEATED
    news = {Aspect.ADDED, Aspect.REVISED, Aspect.REPUBLISHED}
    rest = tuple(one for one in change.aspects if one not in news)
    return replace(change, aspects=(aspect, *rest), previous=beside)


Pairs = list[tuple[Row, Row]]


def _paired(old: list[Row], new: list[Row]) -> tuple[Pairs, list[Row], list[Row]]:
    """Figures of both sides that are one: first those that say the same, then by vintage, then by their order."""
    pairs: Pairs = []
    gone, come = list(old), list(new)
    for alike in (_all_of_it, attrgetter("published")):
        left: list[Row] = []
        for row in gone:
            other = next((one for one in come if alike(one[1]) == alike(row[1])), None)
            if other is None:
                left.append(row)
            else:
                pairs.append((row, other))
                come.remove(other)
        gone = left
    # What is left over on both sides was published again in its place.
    replaced = min(len(gone), len(come))
    pairs += zip(gone[:replaced], come[:replaced], strict=True)
    return pairs, gone[replaced:], come[replaced:]


def _all_of_it(figure: Figure) -> object:
    return figure.value, figure.published, figure.status, figure.source, key(figure.unit)


def _differ(old: Figure, new: Figure) -> bool:
    """Whether two values are not the same amount: 36.0万人 and 360000人 are."""
    if old.value is None or new.value is None:
        return False
    times = factor(old.unit, new.unit) if old.unit and new.unit and key(old.unit) != key(new.unit) else None
    if times is None:
        return old.value != new.value
    return not isclose(old.value * float(times), new.value, rel_tol=1e-9)


def _aspects(old: Figure, new: Figure, files: Files, *, renamed: bool) -> tuple[Aspect, ...]:
    found = {
        Aspect.ADDED: old.value is None and new.value is not None,
        Aspect.REMOVED: old.value is not None and new.value is None,
        Aspect.REVISED: _differ(old, new),
        Aspect.RENAMED: renamed,
        Aspect.MOVED: files.get(old.place.file, new.place.file) != new.place.file,
        # A unit that is there for the first time changes nothing; one that is gone leaves it to the plan.
        Aspect.UNIT: bool(old.unit) and key(old.unit) != key(new.unit),
        Aspect.SOURCE: bool(old.source) and key(old.source) != key(new.source),
        Aspect.STATUS: old.status is not new.status,
        Aspect.PUBLISHED: bool(old.published) and old.published != new.published,
    }
    return tuple(aspect for aspect, holds in found.items() if holds)
