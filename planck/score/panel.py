"""Figures in columns laid out by what a model scores: series, years and units."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from planck.assess.select import CONVERTED_UNIT, Selection, Why, key, sorted_out
from planck.assess.sought import Sought
from planck.load.cells.number import bounds_of
from planck.model import FigureStatus, Finding, PeriodKind, Place
from planck.model.scoring import Item, Of, ScoredIndicator, ScoringModel, Veto
from planck.model.table import Bools, Figures, Floats
from planck.model.table import Rows as Ints
from planck.record import Record
from planck.score import score_rules as figure_rules

Named = ScoredIndicator | Item | Veto
_LISTED = 5


class Beyond(Record):
    """What the scores of some units take of all the others: the year of all, the figures that scales are fitted to (of
    all units, by leaf), and the series of which any unit has a figure below zero.
    """

    year: int
    sample: Floats
    negative: frozenset[str] = frozenset()


class Panel(Record):
    """Values by series, year and unit (S, Y, R), NaN where there is none; years fall from `year`.

    status: the place of the figure's status in `statuses`, row: the row it came from; both -1 where there is no value.
    least, most: what a figure is known to lie between that is printed as a bound (<2.5), NaN where there is none.
    """

    selection: Selection
    year: int
    series: Mapping[str, int]
    units: tuple[str, ...]
    values: Floats
    status: Ints
    statuses: tuple[FigureStatus, ...]
    row: Ints
    used: int
    least: Floats
    most: Floats

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
    series = series_of(model)
    numbers = _numbers(series, figures)
    spelled, units = _units(model, figures, numbers, spelled)
    regions = [spelled.get(key(name)) for name in figures.region.names]
    chosen = sorted_out(figures, regions, numbers, tuple(map(_sought, series, series.values())))
    years = figures.period.each(lambda period: period.start.year if period.kind is PeriodKind.YEAR else -1)
    # What was revised or contradicts itself is a figure of its year as well.
    usable = (years >= 0) & np.isin(chosen.why, (Why.COUNTS, Why.OUTDATED, Why.REPEATED, Why.CONFLICT))
    newest = int(years[usable].max()) if usable.any() else 0
    wanted = newest if year is None else year
    depth = model.missing.carry + 3
    back = wanted - years
    inside = usable & inside_of(back, depth)
    kept = np.flatnonzero(inside & (chosen.why == Why.COUNTS))
    place = {name: number for number, name in enumerate(units)}
    unit = np.array([*(place[name] for name in chosen.places), -1])[chosen.region[kept]]
    cells = chosen.indicator[kept], back[kept], unit
    shape = len(series), depth, len(units)
    values, status, row = np.full(shape, np.nan), np.full(shape, -1), np.full(shape, -1)
    values[cells], status[cells], row[cells] = chosen.value[kept], figures.status.codes[kept], kept
    bounded = inside_of(back, depth) & (chosen.why == Why.UNPUBLISHED) & (years >= 0)
    least, most = _bounds(
        chosen,
        np.flatnonzero(bounded),
        back,
        np.array([*(place[name] for name in chosen.places), -1]),
        values,
        below_zero(values) | np.isin(list(series), list(negative)),
    )
    made = Panel(
        selection=chosen,
        year=wanted,
        series={name: number for number, name in enumerate(series)},
        units=units,
        values=values,
        status=status,
        statuses=figures.status.names,
        row=row,
        used=len(kept),
        least=least,
        most=most,
    )
    return made, tuple(_findings(model, chosen, years, inside))


def inside_of(back: Ints, depth: int) -> Bools:
    """Which rows are of the years of a panel."""
    return np.asarray((back >= 0) & (back < depth))


def below_zero(values: Floats) -> Bools:
    """Which series have a figure below zero."""
    return np.asarray((values < 0).any(axis=(1, 2)))


def _bounds(
    chosen: Selection, rows: Ints, back: Ints, units: Ints, values: Floats, negative: Bools
) -> tuple[Floats, Floats]:
    """The bounds that rows without a number state, by series, year and unit; a figure below a bound is not negative
    where no figure of its series is.
    """
    least, most = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    for row in rows.tolist():
        ends = bounds_of(chosen.table.text[row])
        cell = int(chosen.indicator[row]), int(back[row]), int(units[chosen.region[row]])
        if ends is None or min(cell) < 0 or not np.isnan(values[cell]):
            continue
        times = float(chosen.times[row])
        least[cell] = 0.0 if not negative[cell[0]] and ends[0] == -np.inf else ends[0] * times
        most[cell] = ends[1] * times
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


def _units(
    model: ScoringModel, figures: Figures, numbers: Sequence[int], spelled: Mapping[str, str]
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The unit behind every spelling of its name, by key, and the units.

    Unless the model names its units they are those of which it reads a figure, in the order of their names, so that the
    order of rows and files decides nothing.
    """
    if model.regions:
        known = {key(name): region.name for region in model.regions for name in (region.name, *region.aliases)}
        return known, tuple(region.name for region in model.regions)
    read = figures.region.codes[np.array([*numbers] or [0])[figures.indicator.codes] >= 0]
    used = np.flatnonzero(np.bincount(read, minlength=1)) if len(read) else ()
    names = dict(spelled)
    for name in sorted(filter(None, (figures.region.names[code] for code in used))):
        names.setdefault(key(name), name)
    return names, tuple(sorted(set(names.values())))


# What is said about figures.


def _findings(model: ScoringModel, chosen: Selection, years: Ints, inside: Bools) -> Iterator[Finding]:
    yield from _converted(chosen)
    yield from _aside(model, chosen, years)
    yield from _wrong_units(chosen)
    groups = chosen.slot[inside & (chosen.why == Why.CONFLICT)]
    for slot in sorted(set(groups.tolist())):
        row = int(np.flatnonzero((chosen.slot == slot) & (chosen.why == Why.CONFLICT))[-1])
        figure = chosen.table[row]
        yield figure_rules.UNIT_TWICE.at(
            _line(chosen, row),
            target=figure.indicator,
            region=figure.region,
            period=figure.period.label,
            got=figure.text,
        )


def _line(chosen: Selection, row: int) -> Place:
    return Place(chosen.table.file[row], int(chosen.table.line[row]), 1, 1)


def _aside(model: ScoringModel, chosen: Selection, years: Ints) -> Iterator[Finding]:
    """What is said about rows that the model has no use for."""
    table = chosen.table
    unmatched = np.flatnonzero(chosen.indicator < 0)
    # A model that reads verdicts alone has no series whose name could be misspelled.
    if len(unmatched) and series_of(model):
        names = [table.indicator.names[code] for code in np.unique(table.indicator.codes[unmatched])]
        yield figure_rules.UNMATCHED.at(None, target=model.id, count=len(unmatched), got=listed(sorted(names)))
    parts = np.flatnonzero((chosen.indicator >= 0) & (chosen.region >= 0) & (years < 0))
    if len(parts):
        names = [table.period.names[code].label for code in np.unique(table.period.codes[parts])]
        place = _line(chosen, int(parts[0]))
        yield figure_rules.NOT_A_YEAR.at(place, target=model.id, count=len(parts), got=listed(sorted(names)))


def listed(names: Sequence[str]) -> str:
    """The first few of them."""
    some = ", ".join(names[:_LISTED])
    return f"{some}, …" if len(names) > _LISTED else some


def _by_unit(chosen: Selection, rows: Ints) -> Iterator[tuple[Sought, str, Ints]]:
    """Rows by their series and the unit that they were printed in, in the order of the table."""
    units = chosen.table.unit
    pair = chosen.indicator[rows] * max(len(units.names), 1) + units.codes[rows]
    for number in dict.fromkeys(pair.tolist()):
        same = rows[pair == number]
        yield chosen.sought[chosen.indicator[same[0]]], units[int(same[0])], same


def _wrong_units(chosen: Selection) -> Iterator[Finding]:
    for sought, unit, rows in _by_unit(chosen, np.flatnonzero(chosen.why == Why.WRONG_UNIT)):
        place = _line(chosen, int(rows[0]))
        yield figure_rules.WRONG_UNIT.at(place, target=sought.id, wanted=sought.units[0], got=unit, count=len(rows))


def _converted(chosen: Selection) -> Iterator[Finding]:
    """A note on each unit that was converted, with the first figure."""
    made = (chosen.times != 1) & (chosen.region >= 0) & (chosen.why != Why.WRONG_UNIT) & ~np.isnan(chosen.value)
    for sought, unit, rows in _by_unit(chosen, np.flatnonzero(made)):
        figure = chosen.figure(int(rows[0]))
        printed = figure.converted.text if figure.converted else figure.text
        yield CONVERTED_UNIT.at(
            _line(chosen, int(rows[0])),
            target=sought.id,
            region=figure.region,
            period=figure.period.label,
            name=figure.indicator,
            wanted=sought.unit,
            got=unit,
            example=f"{printed} {unit} = {figure.text} {sought.unit}",
            count=len(rows),
        )
