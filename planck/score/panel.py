"""Figures in columns laid out by what a model scores: series, years and units."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

import numpy as np
from msgspec.structs import replace

from planck.assess.select import CONVERTED_UNIT, Selection, Why, key, sorted_out
from planck.assess.sought import Sought
from planck.load.cells.number import bounds_of
from planck.model import FigureStatus, Finding, PeriodKind, Place
from planck.model.scoring import Item, Of, ScoredIndicator, ScoringModel, Veto
from planck.model.table import Bools, Codes, Figures, Floats, Texts
from planck.model.table import Rows as Ints
from planck.record import Record
from planck.score import score_rules as figure_rules

Named = ScoredIndicator | Item | Veto
Cells = TypeVar("Cells", Floats, Codes)
_LISTED = 5
STATUSES = tuple(FigureStatus)


class Beyond(Record):
    """What the scores of some units take of all the others: the year of all, the figures that scales are fitted to (of
    all units, by leaf), and the series of which any unit has a figure below zero.
    """

    year: int
    sample: Floats
    negative: frozenset[str] = frozenset()


# What a panel holds by series, year and unit.
_CELLS = ("values", "status", "row", "least", "most")


class Panel(Record):
    """Values by series, year and unit (S, Y, R), NaN where there is none; years fall from `year`.

    status: the place of the figure's status in `STATUSES`, row: the place of the figure among those used; both -1 where
    there is no value. text, times: what was printed for each figure used, and what it was multiplied by.
    least, most: what a figure is known to lie between that is printed as a bound (<2.5), NaN where there is none.
    """

    year: int
    series: Mapping[str, int]
    units: tuple[str, ...]
    values: Floats
    status: Codes
    row: Codes
    least: Floats
    most: Floats
    text: Texts
    times: Floats

    @property
    def used(self) -> int:
        """How many figures it holds."""
        return len(self.times)

    def of_units(self, places: Ints) -> "Panel":
        """The panel of some of its units, one as often as it is asked for."""
        cells = {name: getattr(self, name)[:, :, places] for name in _CELLS}
        return replace(self, units=tuple(self.units[place] for place in places.tolist()), **cells)

    def level(self, series: str, back: int, carry: int) -> tuple[Floats, Ints]:
        """The value of each unit `back` years before `year`, or up to `carry` years older, and how old it is."""
        cube = self.values[self.series[series]]
        value, age = cube[back].copy(), np.zeros(len(self.units), dtype=np.int64)
        for older in range(1, carry + 1):
            gap = np.isnan(value) & ~np.isnan(cube[back + older])
            value[gap], age[gap] = cube[back + older][gap], older
        return value, age

    def of(self, series: str, of: Of, back: int, carry: int) -> tuple[Floats, Ints]:
        """One of the numbers of a series per unit, and how old it is; changes are between neighbouring years."""
        if of is Of.LEVEL:
            return self.level(series, back, carry)
        now, before = (self.values[self.series[series]][at] for at in (back, back + 1))
        with np.errstate(divide="ignore", invalid="ignore"):
            change = now - before if of is Of.DIFFERENCE else (now / before - 1) * 100
        # A growth rate from zero or below has no meaning.
        sound = np.isfinite(change) & ((of is Of.DIFFERENCE) | (before > 0))
        return np.where(sound, change, np.nan), np.zeros(len(self.units), dtype=np.int64)


def series_of(model: ScoringModel) -> dict[str, tuple[Named, ...]]:
    """The series that a model reads, by id, with everything in it that reads them."""
    found: dict[str, tuple[Named, ...]] = {}
    readers: tuple[Named, ...] = (*model.leaves(), *model.bonus.items, *model.deductions.items, *model.vetoes)
    for one in readers:
        ofs = {part.of for part in one.parts} if isinstance(one, ScoredIndicator) else {one.of}
        if any(not of.of_plan for of in ofs):
            found[one.id] = (*found.get(one.id, ()), one)
    return found


def panel(
    model: ScoringModel,
    figures: Figures,
    year: int | None,
    spelled: Mapping[str, str],
    negative: frozenset[str] = frozenset(),
) -> tuple[Panel, tuple[Finding, ...]]:
    """The panel of the newest year with a figure that the model reads, or of `year`; and what is wrong with figures.

    spelled: the names of further units, by the keys of all their spellings. negative: the series of which a unit beyond
    these has a figure below zero.
    """
    return joined(model, [laid(model, figures, year, spelled)], spelled, negative)


class Laid(Record):
    """The figures of some units laid out: their panel, whose bounds below may be without end, their own newest year,
    and what is said of them.
    """

    panel: Panel
    newest: int
    odd: "tuple[Odd, ...]"


def laid(model: ScoringModel, figures: Figures, year: int | None, spelled: Mapping[str, str]) -> Laid:
    """The figures of some units, all of each, laid out back from the newest year or from the one given."""
    series = series_of(model)
    numbers = _numbers(series, figures)
    known = _known(model, figures, numbers, spelled)
    regions = [known.get(key(name)) for name in figures.region.names]
    chosen = sorted_out(figures, regions, numbers, tuple(map(_sought, series, series.values())))
    years = figures.period.each(lambda period: period.start.year if period.kind is PeriodKind.YEAR else -1)
    # What was revised or contradicts itself is a figure of its year as well.
    usable = (years >= 0) & np.isin(chosen.why, (Why.COUNTS, Why.OUTDATED, Why.REPEATED, Why.CONFLICT))
    newest = int(years[usable].max()) if usable.any() else 0
    wanted = newest if year is None else year
    shape = len(series), model.missing.carry + 3, len(chosen.places)
    back = wanted - years
    inside = usable & inside_of(back, shape[1])
    kept = np.flatnonzero(inside & (chosen.why == Why.COUNTS))
    cells = chosen.indicator[kept], back[kept], chosen.region[kept]
    values, status, row = np.full(shape, np.nan), np.full(shape, -1, np.int32), np.full(shape, -1, np.int32)
    values[cells], row[cells] = chosen.value[kept], np.arange(len(kept))
    status[cells] = figures.status.each(STATUSES.index)[kept]
    bounded = np.flatnonzero(inside_of(back, shape[1]) & (chosen.why == Why.UNPUBLISHED) & (years >= 0))
    least, most = _bounds(chosen, bounded, back, values)
    made = Panel(
        year=wanted,
        series={name: number for number, name in enumerate(series)},
        units=chosen.places,
        values=values,
        status=status,
        row=row,
        least=least,
        most=most,
        text=figures.text.apart(kept),
        times=chosen.times[kept],
    )
    return Laid(panel=made, newest=newest, odd=tuple(_odd(model, chosen, years, inside)))


def joined(
    model: ScoringModel, parts: Sequence[Laid], spelled: Mapping[str, str], negative: frozenset[str] = frozenset()
) -> tuple[Panel, tuple[Finding, ...]]:
    """The panel of all units, and what is wrong with their figures, of parts that hold different units by one year."""
    panels = [part.panel for part in parts]
    there = [name for one in panels for name in one.units]
    place = {name: number for number, name in enumerate(there)}
    units = _units(model, there, spelled)
    places = np.array([place.get(name, -1) for name in units], dtype=np.int64)
    whole = Panel(
        year=panels[0].year,
        series=panels[0].series,
        units=units,
        values=_placed([one.values for one in panels], places, np.nan),
        status=_placed([one.status for one in panels], places, -1),
        row=_placed(_rows_of_all(panels), places, -1),
        least=_placed([one.least for one in panels], places, np.nan),
        most=_placed([one.most for one in panels], places, np.nan),
        text=Texts.joined([one.text for one in panels]),
        times=np.concatenate([one.times for one in panels]),
    )
    # A figure below a bound is not negative where no figure of its series is.
    below = below_zero(whole.values) | np.isin(list(whole.series), list(negative))
    open_below = np.isneginf(whole.least) & ~below[:, None, None]
    if open_below.any():
        whole = replace(whole, least=np.where(open_below, 0.0, whole.least))
    return whole, _findings(parts)


def _placed(parts: Sequence[Cells], places: Ints, blank: float) -> Cells:
    """The cells of all units at their places, blank at -1; cells of one value take no memory."""
    if all(part.size == 0 or not any(part.strides) for part in parts):
        return np.broadcast_to(parts[0].dtype.type(blank), (*parts[0].shape[:2], len(places)))
    together: Cells = np.concatenate(parts, axis=2)
    if np.array_equal(places, np.arange(together.shape[2])):
        return together
    placed = np.asarray(together[:, :, places])
    placed[:, :, places < 0] = blank
    return placed


def _rows_of_all(panels: Sequence[Panel]) -> list[Codes]:
    """The places of figures among those that all panels use."""
    before = np.cumsum([0, *(one.used for one in panels)]).tolist()
    return [
        np.where(one.row >= 0, one.row + np.int32(first), one.row) for one, first in zip(panels, before, strict=False)
    ]


def _units(model: ScoringModel, there: Iterable[str], spelled: Mapping[str, str]) -> tuple[str, ...]:
    """The units: those that a model names, else those with a figure that it reads and those known from elsewhere, in
    the order of their names, so that the order of rows and files decides nothing.
    """
    return tuple(region.name for region in model.regions) or tuple(sorted({*there, *spelled.values()}))


def inside_of(back: Ints, depth: int) -> Bools:
    """Which rows are of the years of a panel."""
    return np.asarray((back >= 0) & (back < depth))


def below_zero(values: Floats) -> Bools:
    """Which series have a figure below zero."""
    return np.asarray((values < 0).any(axis=(1, 2)))


def _bounds(chosen: Selection, rows: Ints, back: Ints, values: Floats) -> tuple[Floats, Floats]:
    """The bounds that rows without a number state, by series, year and unit."""
    if not len(rows):
        nowhere = np.broadcast_to(np.nan, values.shape)
        return nowhere, nowhere
    least, most = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    for row in rows.tolist():
        ends = bounds_of(chosen.table.text[row])
        cell = int(chosen.indicator[row]), int(back[row]), int(chosen.region[row])
        if ends is not None and np.isnan(values[cell]):
            least[cell], most[cell] = (end * float(chosen.times[row]) for end in ends)
    return least, most


def _sought(id_: str, readers: Sequence[Named]) -> Sought:
    # A series of several units does not say which of them is meant, so that each is taken as it is.
    stated = {key(reader.unit): reader.unit for reader in readers if reader.unit}
    return Sought(id=id_, units=tuple(stated.values()), event=True)


def _numbers(series: Mapping[str, Sequence[Named]], figures: Figures) -> list[int]:
    """The number of the series behind every indicator name of the table, -1 for names that the model does not know."""
    names = {
        key(name): number
        for number, (id_, readers) in enumerate(series.items())
        for reader in readers
        for name in (id_, reader.name.zh, reader.name.en, *reader.aliases)
        if name
    }
    return [names.get(key(name), -1) for name in figures.indicator.names]


def _known(
    model: ScoringModel, figures: Figures, numbers: Sequence[int], spelled: Mapping[str, str]
) -> Mapping[str, str]:
    """The unit behind every spelling of its name, by key; where no model names units, those that it has a figure of."""
    if model.regions:
        return {key(name): region.name for region in model.regions for name in (region.name, *region.aliases)}
    read = figures.region.codes[np.array([*numbers], dtype=np.int64)[figures.indicator.codes] >= 0]
    used = np.flatnonzero(np.bincount(read))
    names = dict(spelled)
    for name in sorted(filter(None, (figures.region.names[code] for code in used))):
        names.setdefault(key(name), name)
    return names


# What is said about figures.


class Odd(Record):
    """Rows of which one thing is to be said: the finding on the first of them, how many, and their names where those
    are told. alike: what else is the same where more of them stand in another part.
    """

    alike: tuple[str, ...]
    finding: Finding
    count: int = 1
    names: frozenset[str] = frozenset()


def _findings(parts: Sequence[Laid]) -> tuple[Finding, ...]:
    """A finding for all rows of which the same is to be said, whatever part they stand in: by kind, then by place."""
    alike: dict[object, list[Odd]] = {}
    for odd in chain.from_iterable(part.odd for part in parts):
        alike.setdefault((odd.finding.code, odd.alike), []).append(odd)
    return tuple(
        sorted(map(_of_all, alike.values()), key=lambda finding: (_KINDS.index(finding.code), _where(finding)))
    )


_KINDS = tuple(
    rule.code
    for rule in (
        CONVERTED_UNIT,
        figure_rules.UNMATCHED,
        figure_rules.NOT_A_YEAR,
        figure_rules.WRONG_UNIT,
        figure_rules.UNIT_TWICE,
    )
)


def _of_all(same: Sequence[Odd]) -> Finding:
    if same[0].finding.code == figure_rules.UNIT_TWICE.code:
        return same[0].finding
    first = min((odd.finding for odd in same), key=_where)
    count, names = sum(odd.count for odd in same), sorted(frozenset().union(*(odd.names for odd in same)))
    told = {"got": listed(names)} if names else {}
    return replace(first, arguments={**first.arguments, "count": count, **told})


def _where(finding: Finding) -> tuple[str, int]:
    return (finding.place.file, finding.place.line) if finding.place else ("", 0)


def _odd(model: ScoringModel, chosen: Selection, years: Ints, inside: Bools) -> Iterator[Odd]:
    yield from _converted(chosen)
    yield from _aside(model, chosen, years)
    yield from _wrong_units(chosen)
    groups = chosen.slot[inside & (chosen.why == Why.CONFLICT)]
    for slot in sorted(set(groups.tolist())):
        row = int(np.flatnonzero((chosen.slot == slot) & (chosen.why == Why.CONFLICT))[-1])
        figure = chosen.table[row]
        yield Odd(
            alike=(figure.indicator, figure.region, figure.period.label),
            finding=figure_rules.UNIT_TWICE.at(
                _line(chosen, row),
                target=figure.indicator,
                region=figure.region,
                period=figure.period.label,
                got=figure.text,
            ),
        )


def _line(chosen: Selection, row: int) -> Place:
    return Place(chosen.table.file[row], int(chosen.table.line[row]), 1, 1)


def _aside(model: ScoringModel, chosen: Selection, years: Ints) -> Iterator[Odd]:
    """What is said about rows that the model has no use for."""
    table = chosen.table
    unmatched = np.flatnonzero(chosen.indicator < 0)
    # A model that reads verdicts alone has no series whose name could be misspelled.
    if len(unmatched) and series_of(model):
        names = {table.indicator.names[code] for code in np.unique(table.indicator.codes[unmatched])}
        said = figure_rules.UNMATCHED.at(None, target=model.id)
        yield Odd(alike=(), finding=said, count=len(unmatched), names=frozenset(names))
    parts = np.flatnonzero((chosen.indicator >= 0) & (chosen.region >= 0) & (years < 0))
    if len(parts):
        names = {table.period.names[code].label for code in np.unique(table.period.codes[parts])}
        said = figure_rules.NOT_A_YEAR.at(_line(chosen, int(parts[0])), target=model.id)
        yield Odd(alike=(), finding=said, count=len(parts), names=frozenset(names))


def listed(names: Sequence[str]) -> str:
    """The first few of them."""
    some = ", ".join(names[:_LISTED])
    return f"{some}, …" if len(names) > _LISTED else some


def _by_unit(chosen: Selection, rows: Ints) -> Iterator[tuple[Sought, str, Ints]]:
    """Rows by their series and the unit that they were printed in, in the order of the table."""
    units = chosen.table.unit
    pair = chosen.indicator[rows] * len(units.names) + units.codes[rows]
    for number in dict.fromkeys(pair.tolist()):
        same = rows[pair == number]
        yield chosen.sought[chosen.indicator[same[0]]], units[int(same[0])], same


def _wrong_units(chosen: Selection) -> Iterator[Odd]:
    for sought, unit, rows in _by_unit(chosen, np.flatnonzero(chosen.why == Why.WRONG_UNIT)):
        place = _line(chosen, int(rows[0]))
        said = figure_rules.WRONG_UNIT.at(place, target=sought.id, wanted=sought.units[0], got=unit)
        yield Odd(alike=(sought.id, unit), finding=said, count=len(rows))


def _converted(chosen: Selection) -> Iterator[Odd]:
    """A note on each unit that was converted, with the first figure."""
    made = (chosen.times != 1) & (chosen.region >= 0) & (chosen.why != Why.WRONG_UNIT) & ~np.isnan(chosen.value)
    for sought, unit, rows in _by_unit(chosen, np.flatnonzero(made)):
        figure = chosen.figure(int(rows[0]))
        printed = figure.converted.text if figure.converted else figure.text
        said = CONVERTED_UNIT.at(
            _line(chosen, int(rows[0])),
            target=sought.id,
            region=figure.region,
            period=figure.period.label,
            name=figure.indicator,
            wanted=sought.unit,
            got=unit,
            example=f"{printed} {unit} = {figure.text} {sought.unit}",
        )
        yield Odd(alike=(sought.id, unit), finding=said, count=len(rows))
