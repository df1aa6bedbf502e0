"""Normalisations: functions that put indicators of different units on one scale, in a table to register in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planck.model import Text
from planck.registry import Table
from planck.score.refusal import Codes, Floats, Refusal, code, first_reason

Given = Mapping[str, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A normalisation fitted to the figures of some units; it can mark other figures on the same scale.

    mark: figures (units x columns) to marks, higher is better, NaN stays NaN. why: per column the code of the reason
    why there is no scale, 0 where there is one. lowest, highest: the ends of the scale per column, NaN where it has
    none.
    """

    mark: Callable[[Floats], Floats]
    why: Codes
    lowest: Floats
    highest: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalisation:
    """A way to make marks of figures.

    parameters: its numbers by name with their defaults. None must be given; NaN is taken from the figures.
    fit: (figures units x columns, directions +1 or -1 per column, parameters per column) -> Scale.
    """

    title: Text
    source: Text
    parameters: Mapping[str, float | None] = field(default_factory=dict)
    fit: Callable[[Floats, Floats, Given], Scale]


NORMALISATIONS: Table[Normalisation] = Table("normalisation", home="planck.score.normalise")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """How one indicator is to be marked: the name of the normalisation, the direction, and the parameters given."""

    method: str = "min_max"
    direction: float = 1.0
    given: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Marks (units x indicators), NaN where there is none; per indicator the code of why it has none at all."""

    value: Floats
    why: Codes
    lowest: Floats
    highest: Floats


def lowest(x: Floats) -> Floats:
    """The least figure of each column, +inf where there is none."""
    return np.asarray(np.min(x, axis=0, where=~np.isnan(x), initial=np.inf))


def highest(x: Floats) -> Floats:
    """The greatest figure of each column, -inf where there is none."""
    return np.asarray(np.max(x, axis=0, where=~np.isnan(x), initial=-np.inf))


def ends(z: Floats, direction: Floats, given: Given) -> tuple[Floats, Floats, Codes]:
    """Worst and best in the wanted direction (z = direction times figure), given or of the sample; and why not."""
    stated = [given["worst"] * direction, given["best"] * direction]
    low = np.where(np.isnan(stated[0]), lowest(z), stated[0])
    high = np.where(np.isnan(stated[1]), highest(z), stated[1])
    sampled = np.isnan(stated[0]) & np.isnan(stated[1])
    why = first_reason(
        low.shape,
        (sampled & (low == high), Refusal.CONSTANT),
        (low == high, Refusal.NO_SPAN),
        (low > high, Refusal.WRONG_WAY),
    )
    return low, high, why


def below(sample: Floats) -> Callable[[Floats], Floats]:
    """A function that counts, per column, how many of the sample are less than each figure; NaN stays NaN."""
    columns = [np.sort(one[~np.isnan(one)]) for one in sample.T]

    def counted(figures: Floats) -> Floats:
        found = [np.searchsorted(column, one, side="left") for column, one in zip(columns, figures.T, strict=True)]
        return np.where(np.isnan(figures), np.nan, np.stack(found, axis=1).astype(np.float64))

    return counted


def count(x: Floats) -> Floats:
    """How many figures each column has."""
    return np.asarray((~np.isnan(x)).sum(axis=0).astype(np.float64))


def scale(mark: Callable[[Floats], Floats], why: Codes, ends: tuple[Floats | float, Floats | float]) -> Scale:
    """A scale whose marks are NaN in every column that has a reason for it."""

    def guarded(x: Floats) -> Floats:
        with np.errstate(all="ignore"):
            marks = mark(x)
        # A difference beyond the range of floats gives NaN, which would pass for a missing figure.
        marks = np.where(np.isnan(marks) & ~np.isnan(x), np.inf, marks)
        return np.asarray(np.where(why == 0, marks, np.nan))

    low, high = (np.broadcast_to(np.asarray(end, dtype=np.float64), why.shape) for end in ends)
    return Scale(mark=guarded, why=why, lowest=low, highest=high)


def parameters_of(method: str, given: Mapping[str, float]) -> dict[str, float | None]:
    """All parameters of a method, the given ones in the place of defaults. Raises KeyError for one it does not have."""
    known = NORMALISATIONS[method].parameters
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise KeyError(unknown[0])
    return {**known, **given}


def fitted(method: str, x: Floats, markings: Sequence[Marking]) -> Scale:
    """The scale of columns that share a method; a parameter that must be given and was not refuses the column."""
    rows = [parameters_of(method, one.given) for one in markings]
    names = NORMALISATIONS[method].parameters
    absent = np.array([any(row[name] is None for name in names) for row in rows], dtype=np.bool_)
    given = {name: np.array([np.nan if row[name] is None else row[name] for row in rows]) for name in names}
    made = NORMALISATIONS[method].fit(x, np.array([one.direction for one in markings]), given)
    why = np.where(absent, code(Refusal.NOT_GIVEN), made.why)
    why = np.where(np.isnan(x).all(axis=0), code(Refusal.NO_FIGURE), why)
    return scale(made.mark, why, (made.lowest, made.highest))


def by_method(markings: Sequence[Marking]) -> dict[str, list[int]]:
    """The columns of each method, so that those that share one are marked at once."""
    groups: dict[str, list[int]] = {}
    for column, marking in enumerate(markings):
        groups.setdefault(marking.method, []).append(column)
    return groups


def scale_of(x: Floats, markings: Sequence[Marking]) -> Scale:
    """The scale of all indicators (columns of x), each by its own method, fitted to x (units x indicators)."""
    x = np.asarray(x, dtype=np.float64)
    groups = by_method(markings)
    parts = {name: fitted(name, x[:, at], [markings[one] for one in at]) for name, at in groups.items()}

    def together(kind: Callable[[Scale], Floats], into: Floats) -> Floats:
        for name, at in groups.items():
            into[..., at] = kind(parts[name])
        return into

    columns = len(markings)
    why = np.zeros(columns, dtype=np.int8)
    for name, at in groups.items():
        why[at] = parts[name].why

    def mark(figures: Floats) -> Floats:
        marks = np.full(figures.shape, np.nan)
        for name, at in groups.items():
            marks[:, at] = parts[name].mark(figures[:, at])
        return marks

    low = together(lambda part: part.lowest, np.full(columns, np.nan))
    high = together(lambda part: part.highest, np.full(columns, np.nan))
    return Scale(mark=mark, why=why, lowest=low, highest=high)


def marks_of(x: Floats, markings: Sequence[Marking]) -> Marks:
    """Marks of x (units x indicators) on the scale fitted to x itself; a mark that overflows refuses its indicator."""
    made = scale_of(x, markings)
    value = made.mark(np.asarray(x, dtype=np.float64))
    value, why = sound(value, made.why)
    return Marks(value=value, why=why, lowest=made.lowest, highest=made.highest)


def sound(value: Floats, why: Codes) -> tuple[Floats, Codes]:
    """Marks without infinities, and the reasons of their columns: a column that has one is refused as too large."""
    beyond = np.isinf(value).any(axis=0)
    if not beyond.any():
        return value, why
    refused = first_reason(why.shape, (beyond, Refusal.TOO_LARGE))
    return np.where(beyond, np.nan, value), np.where(why == 0, refused, why)
