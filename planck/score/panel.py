"""Figures in columns laid out by what a model scores: series, years and units."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planck.assess.names import key
from planck.load.table.columnar import Columns
from planck.model import FigureStatus, Finding, PeriodKind, Place
from planck.model.scoring import Item, Of, ScoredIndicator, ScoringModel, Veto
from planck.score import figure_rules as rules
from planck.score.refusal import Bools, Floats, Ints

Named = ScoredIndicator | Item | Veto
_LISTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Values by series, year and unit (S, Y, R), NaN where there is none; years fall from `year`.

    status: the place of the figure's status in `statuses`, row: the row it came from; both -1 where there is no value.
    """

    year: int
    series: Mapping[str, int]
    units: tuple[str, ...]
    values: Floats
    status: Ints
    statuses: tuple[FigureStatus, ...]
    row: Ints
    used: int

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Per row of the columns: series, unit and year, -1 where the row has none that is scored."""

    series: Ints
    unit: Ints
    year: Ints


def panel(
    model: ScoringModel, columns: Columns, year: int | None, spelled: Mapping[str, str]
) -> tuple[Panel, tuple[Finding, ...]]:
    """The panel of the newest year with a figure that the model reads, or of `year`; and what is wrong with figures.

    spelled: the names of further units, by the keys of all their spellings.
    """
    series = series_of(model)
    number = {name: place for place, name in enumerate(series)}
    of_row = codes_of(series, columns)[columns.indicator]
    regions, units = _units(model, columns, of_row, spelled)
    rows = _Rows(
        series=of_row,
        unit=regions[columns.region],
        year=_years(columns)[columns.period],
    )
    findings = list(_aside(model, columns, rows))
    right = _right_units(series, columns, rows)
    findings += _wrong_units(series, columns, rows, right)
    counts = (rows.series >= 0) & (rows.unit >= 0) & (rows.year >= 0) & right & ~np.isnan(columns.value)
    newest = int(rows.year[counts].max()) if counts.any() else 0
    wanted = newest if year is None else year
    depth = model.missing.carry + 3
    back = wanted - rows.year
    picked = np.flatnonzero(counts & (back >= 0) & (back < depth))
    shape = (len(series), depth, len(units))
    cell = (rows.series[picked] * depth + back[picked]) * len(units) + rows.unit[picked]
    kept, cells, clashes = _newest(picked, cell, columns)
    findings += _twice(columns, clashes)
    values, status, row = np.full(shape, np.nan), np.full(shape, -1), np.full(shape, -1)
    values.ravel()[cells] = columns.value[kept]
    status.ravel()[cells] = columns.status[kept]
    row.ravel()[cells] = kept
    made = Panel(
        year=wanted,
        series=number,
        units=units,
        values=values,
        status=status,
        statuses=columns.statuses,
        row=row,
        used=len(kept),
    )
    return made, tuple(findings)


def codes_of(series: Mapping[str, Sequence[Named]], columns: Columns) -> Ints:
    """The place of the series behind every indicator name of the columns, -1 for names that the model does not know."""
    names = {
        key(name): place
        for place, (id_, readers) in enumerate(series.items())
        for one in readers
        for name in (id_, one.name.zh, one.name.en, *one.aliases)
        if name
    }
    return np.array([names.get(key(name), -1) for name in columns.indicators], dtype=np.int64)


def _units(
    model: ScoringModel, columns: Columns, series: Ints, spelled: Mapping[str, str]
) -> tuple[Ints, tuple[str, ...]]:
    """The unit behind every region name of the columns, -1 for those that are not scored, and the units' names.

    Unless the model names its units they are those of which it reads a figure, in the order of their names, so that the
    order of rows and files decides nothing.
    """
    if model.regions:
        known = {key(name): place for place, one in enumerate(model.regions) for name in (one.name, *one.aliases)}
        found = [known.get(key(name), -1) for name in columns.regions]
        return np.array(found, dtype=np.int64), tuple(one.name for one in model.regions)
    read = np.bincount(columns.region[series >= 0], minlength=len(columns.regions)) > 0
    names = dict(spelled)
    for name in sorted(name for name, used in zip(columns.regions, read, strict=True) if used and name):
        names.setdefault(key(name), name)
    units = tuple(sorted(set(names.values())))
    place = {name: number for number, name in enumerate(units)}
    numbers = [place[names[key(name)]] if key(name) in names else -1 for name in columns.regions]
    return np.array(numbers, dtype=np.int64), units


def _years(columns: Columns) -> Ints:
    """The year of every period, -1 for those that are no year."""
    years = (period.start.year if period.kind is PeriodKind.YEAR else -1 for period in columns.periods)
    return np.array(list(years), dtype=np.int64)


def _place(columns: Columns, row: int) -> Place:
    return Place(columns.files[columns.file[row]], int(columns.line[row]), 1, 1)


def _aside(model: ScoringModel, columns: Columns, rows: _Rows) -> Iterator[Finding]:
    """What is said about rows that the model has no use for."""
    unmatched = np.flatnonzero(rows.series < 0)
    if len(unmatched):
        names = [columns.indicators[code] for code in np.unique(columns.indicator[unmatched])]
        yield rules.UNMATCHED.at(None, target=model.id, count=len(unmatched), got=_listed(names))
    parts = np.flatnonzero((rows.series >= 0) & (rows.unit >= 0) & (rows.year < 0))
    if len(parts):
        names = [columns.periods[code].label for code in np.unique(columns.period[parts])]
        yield rules.NOT_A_YEAR.at(_place(columns, int(parts[0])), target=model.id, count=len(parts), got=_listed(names))


def _listed(names: Sequence[str]) -> str:
    some = ", ".join(sorted(names)[:_LISTED])
    return f"{some}, …" if len(names) > _LISTED else some


def _right_units(series: Mapping[str, Sequence[Named]], columns: Columns, rows: _Rows) -> Bools:
    """Whether each row is in the unit that the model wants, or says nothing of its unit."""
    wanted = np.ones((len(series) + 1, len(columns.units)), dtype=np.bool_)
    for place, readers in enumerate(series.values()):
        stated = {key(one.unit) for one in readers if one.unit}
        for code, unit in enumerate(columns.units):
            wanted[place, code] = not unit or not stated or key(unit) in stated
    # The last row of the table, which -1 leads to, is for what the model does not read.
    return np.asarray(wanted[rows.series, columns.unit])


def _wrong_units(
    series: Mapping[str, Sequence[Named]], columns: Columns, rows: _Rows, right: Bools
) -> Iterator[Finding]:
    wrong = np.flatnonzero(~right & (rows.series >= 0) & (rows.unit >= 0))
    names = list(series)
    for place, code in dict.fromkeys(zip(rows.series[wrong], columns.unit[wrong], strict=True)):
        same = wrong[(rows.series[wrong] == place) & (columns.unit[wrong] == code)]
        id_ = names[place]
        wanted = next(one.unit for one in series[id_] if one.unit)
        yield rules.WRONG_UNIT.at(
            _place(columns, int(same[0])), target=id_, wanted=wanted, got=columns.units[code], count=len(same)
        )


def _newest(picked: Ints, cell: Ints, columns: Columns) -> tuple[Ints, Ints, Ints]:
    """Of each cell the row of the newest vintage, the cell, and the rows of cells that contradict themselves."""
    if not len(cell) or np.bincount(cell).max() == 1:
        return picked, cell, picked[:0]
    order = np.lexsort((columns.vintage[picked], cell))
    rows, cells = picked[order], cell[order]
    last = np.append(cells[1:] != cells[:-1], True)
    # Rows of the same cell and vintage as the newest one, with another value.
    same = (cells[1:] == cells[:-1]) & (columns.vintage[rows[1:]] == columns.vintage[rows[:-1]])
    differ = np.flatnonzero(same & (columns.value[rows[1:]] != columns.value[rows[:-1]]))
    newest = dict(zip(cells[last].tolist(), columns.vintage[rows[last]].tolist(), strict=True)) if len(differ) else {}
    torn = {int(cells[at]) for at in differ if columns.vintage[rows[at]] == newest[int(cells[at])]}
    keep = last & ~np.isin(cells, list(torn))
    clashes = rows[np.flatnonzero(last & np.isin(cells, list(torn)))] if torn else rows[:0]
    return rows[keep], cells[keep], clashes


def _twice(columns: Columns, clashes: Ints) -> Iterator[Finding]:
    for row in clashes.tolist():
        yield rules.UNIT_TWICE.at(
            _place(columns, row),
            target=columns.indicators[columns.indicator[row]],
            region=columns.regions[columns.region[row]],
            period=columns.periods[columns.period[row]].label,
            got=columns.texts[row],
        )
