"""Figures in the units that a scoring model wants: by a declared conversion, as for a plan, or not at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from planck.assess.select import decimal_text, key, scaled
from planck.assess.unit_rules import CONVERTED_UNIT
from planck.load.cells.number import factor
from planck.load.table.columnar import Columns
from planck.model import Finding, Place
from planck.model.scoring import ScoringModel
from planck.score.normalisation import Floats, Ints
from planck.score.scored import Named, codes_of, series_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conversion:
    """Rows of one series that stand in one other unit, and their values in the unit wanted."""

    series: str
    given: str
    wanted: str
    times: Fraction
    rows: Ints
    values: Floats


def in_wanted_units(model: ScoringModel, columns: Columns) -> tuple[Columns, tuple[Finding, ...]]:
    """The columns with every value whose conversion is declared in the unit wanted, and a note on each such unit."""
    conversions = list(_conversions(series_of(model), columns))
    if not conversions:
        return columns, ()
    codes = {unit: code for code, unit in enumerate(columns.units)}
    value, unit, times = columns.value.copy(), columns.unit.copy(), np.ones(len(columns))
    for one in conversions:
        value[one.rows] = one.values
        unit[one.rows] = codes.setdefault(one.wanted, len(codes))
        times[one.rows] = float(one.times)
    converted = replace(columns, value=value, unit=unit, units=tuple(codes), factor=times)
    return converted, tuple(_notes(conversions, columns))


def _conversions(series: Mapping[str, tuple[Named, ...]], columns: Columns) -> Iterator[_Conversion]:
    declared = list(_declared(series, columns))
    of_row = codes_of(series, columns)[columns.indicator] if declared else np.empty(0, dtype=np.int64)
    places = {id_: place for place, id_ in enumerate(series)}
    for id_, code, wanted, times in declared:
        rows = np.flatnonzero((of_row == places[id_]) & (columns.unit == code))
        distinct, where = np.unique(columns.value[rows], return_inverse=True)
        values = np.array([_converted(value, times) for value in distinct.tolist()], dtype=np.float64)[where]
        # What is too large for a float stays in its own unit, which is then the wrong one.
        sound = np.isfinite(values) | np.isnan(columns.value[rows])
        if sound.any():
            given = columns.units[code]
            yield _Conversion(
                series=id_, given=given, wanted=wanted, times=times, rows=rows[sound], values=values[sound]
            )


def _declared(series: Mapping[str, tuple[Named, ...]], columns: Columns) -> Iterator[tuple[str, int, str, Fraction]]:
    """Series, code of a unit, unit wanted and factor; a series of several units does not say which one is meant."""
    for id_, readers in series.items():
        stated = {key(one.unit): one.unit for one in readers if one.unit}
        if len(stated) == 1:
            [(name, wanted)] = stated.items()
            for code, unit in enumerate(columns.units):
                times = factor(unit, wanted) if unit and key(unit) != name else None
                if times is not None:
                    yield id_, code, wanted, times


def _converted(value: float, times: Fraction) -> float:
    made = None if np.isnan(value) else scaled(value, times)
    return np.nan if made is None else float(made)


def _notes(conversions: list[_Conversion], columns: Columns) -> Iterator[Finding]:
    for one in conversions:
        rows = one.rows[~np.isnan(one.values)]
        if not len(rows):
            continue
        first = int(rows[0])
        exact = scaled(float(columns.value[first]), one.times)
        assert exact is not None
        yield CONVERTED_UNIT.at(
            Place(columns.files[columns.file[first]], int(columns.line[first]), 1, 1),
            target=one.series,
            region=columns.regions[columns.region[first]],
            period=columns.periods[columns.period[first]].label,
            name=columns.indicators[columns.indicator[first]],
            wanted=one.wanted,
            got=one.given,
            example=f"{columns.texts[first].strip()} {one.given} = {decimal_text(exact)} {one.wanted}",
            count=len(rows),
        )
