"""Normalisations: functions that put indicators of different units on one scale, in a table to register in."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import numpy as np
from msgspec import field
from numpy.typing import NDArray

from planck.engine.scoring.ranks import rounded
from planck.engine.scoring.ways import (
    FREE,
    FULL,
    MUST,
    WORST_AND_BEST,
    Codes,
    Floats,
    Parameter,
    Refusal,
    Way,
    code,
    first_reason,
    number,
)
from planck.record import Record
from planck.registry import Table
from planck.words import Labels

Given = Mapping[str, Floats]
Mark = Callable[[Floats], NDArray[Any]]


class Scale(Record):
    """A normalisation fitted to the figures of some units; it can mark other figures on the same scale.

    mark: figures (units x columns) to marks, higher is better, NaN stays NaN. why: per column the code of the reason
    why there is no scale, 0 where there is one. lowest, highest: the ends of the scale per column, NaN where it has
    none.
    """

    mark: Callable[[Floats], Floats]
    why: Codes
    lowest: Floats
    highest: Floats


Fit = Callable[[Floats, Floats, Given], Scale]


class Normalisation(Way):
    """A way to make marks of figures.

    fit: (figures units x columns, directions +1 or -1 per column, parameters per column) -> Scale. `digits` among the
    parameters is how many decimals marks have once they are made, and no matter of the scale.
    """

    titles: ClassVar = Labels("engine.normalisation_titles")
    sources: ClassVar = Labels("engine.normalisation_sources")

    fit: Fit


NORMALISATIONS: Table[Normalisation] = Table("normalisation")


def normalisation(**parameters: Parameter) -> Callable[[Fit], Fit]:
    """A decorator that registers a function as the normalisation of its name."""

    def register(fit: Fit) -> Fit:
        NORMALISATIONS.add(fit.__name__, Normalisation(name=fit.__name__, parameters=parameters, fit=fit))
        return fit

    return register


class Marking(Record):
    """How one indicator is to be marked: the name of the normalisation, the direction, and the parameters given."""

    method: str = "min_max"
    direction: float = 1.0
    given: Mapping[str, float] = field(default_factory=dict)


class Marks(Record):
    """Marks (units x indicators [x draws]), NaN where there is none; per indicator the code of why it has none at all,
    and the ends of its scale.
    """

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


def count(x: Floats) -> Floats:
    """How many figures each column has."""
    return np.asarray((~np.isnan(x)).sum(axis=0).astype(np.float64))


def capped(marks: NDArray[Any], figures: Floats, cap: Floats) -> Floats:
    """Marks of figures held down to a cap; none where it is NaN, and no mark where there is no figure."""
    return np.asarray(np.fmin(marks, np.where(np.isnan(figures), np.nan, cap)))


def scale(mark: Mark, why: Codes, ends: tuple[Floats | float, Floats | float]) -> Scale:
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
    return {**{name: parameter.default for name, parameter in known.items()}, **given}


def fitted(method: str, x: Floats, markings: Sequence[Marking]) -> Scale:
    """The scale of columns that share a method; a parameter that must be given and was not refuses the column."""
    rows = [parameters_of(method, marking.given) for marking in markings]
    names = NORMALISATIONS[method].parameters
    absent = np.array([any(row[name] is None for name in names) for row in rows], dtype=np.bool_)
    given = {name: np.array([np.nan if row[name] is None else row[name] for row in rows]) for name in names}
    fit = NORMALISATIONS[method].fit(x, np.array([marking.direction for marking in markings]), given)
    why = np.where(absent, code(Refusal.NOT_GIVEN), fit.why)
    why = np.where(np.isnan(x).all(axis=0), code(Refusal.NO_FIGURE), why)
    return scale(fit.mark, why, (fit.lowest, fit.highest))


def scale_of(x: Floats, markings: Sequence[Marking]) -> Scale:
    """The scale of all indicators (columns of x), each by its own method, fitted to x (units x indicators)."""
    x = np.asarray(x, dtype=np.float64)
    columns: dict[str, list[int]] = {}
    for column, marking in enumerate(markings):
        columns.setdefault(marking.method, []).append(column)
    parts = [(at, fitted(name, x[:, at], [markings[column] for column in at])) for name, at in columns.items()]
    low, high, why = np.full(len(markings), np.nan), np.full(len(markings), np.nan), np.zeros(len(markings), np.int8)
    for at, part in parts:
        low[at], high[at], why[at] = part.lowest, part.highest, part.why

    def mark(figures: Floats) -> Floats:
        marks = np.full(figures.shape, np.nan)
        for at, part in parts:
            marks[:, at] = part.mark(figures[:, at])
        return marks

    return Scale(mark=mark, why=why, lowest=low, highest=high)


def marks_of(x: Floats, markings: Sequence[Marking], sample: Floats | None = None) -> Marks:
    """Marks of x (units x indicators [x draws]) on the scale fitted to x itself, draw by draw, or to a sample of all.

    A mark that overflows refuses its indicator. Marks are rounded where `digits` are given.
    """
    figures = np.asarray(x, dtype=np.float64).reshape(len(x), math.prod(x.shape[1:]))
    each = [marking for marking in markings for _ in range(math.prod(x.shape[2:]))]
    own = scale_of(figures if sample is None else sample, each)
    # What refuses an indicator of all units refuses it for these.
    value, why = sound(own.mark(figures if sample is None else np.concatenate([figures, sample])), own.why)
    value = value[: len(figures)]
    for column, marking in enumerate(each):
        if "digits" in marking.given:
            value[:, column] = rounded(value[:, column], int(marking.given["digits"]))
    ends = (own.lowest.reshape(x.shape[1:]), own.highest.reshape(x.shape[1:]))
    return Marks(value=value.reshape(x.shape), why=why.reshape(x.shape[1:]), lowest=ends[0], highest=ends[1])


BY_PLACES = frozenset({"z_score", "rank", "percentile_rank", "borda"})
"""The normalisations that ask for every figure; to all others the least and the greatest are as good as all."""


def sample_of(x: Floats, markings: Sequence[Marking]) -> Floats:
    """What a scale is fitted to as well as to x (units x indicators): the ends of columns that need no more than those.

    Columns stand in order, with NaN after their figures, so that the order of units decides nothing.
    """
    ordered = np.sort(x, axis=0)
    columns = [
        column if marking.method in BY_PLACES else column[:: max(len(column) - 1, 1)]
        for column, marking in zip((each[~np.isnan(each)] for each in ordered.T), markings, strict=True)
    ]
    sample = np.full((max(map(len, columns), default=0), len(columns)), np.nan)
    for at, column in enumerate(columns):
        sample[: len(column), at] = column
    return sample


def sound(value: Floats, why: Codes) -> tuple[Floats, Codes]:
    """Marks without infinities, and the reasons of their columns: a column that has one is refused as too large."""
    beyond = np.isinf(value).any(axis=0)
    if not beyond.any():
        return value, why
    refused = first_reason(why.shape, (beyond, Refusal.TOO_LARGE))
    return np.where(beyond, np.nan, value), np.where(why == 0, refused, why)


# Between two ends, of the sample or stated.


@normalisation(low=number(0.0), high=Parameter(default=100.0, above="low"), digits=FREE, constant=FREE)
def min_max(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks a + (b - a) (z - min z) / (max z - min z), with z = direction times figure.

    constant: the mark of an indicator that is the same for all, which has none unless it is given.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 5.
    """
    z, a, b = x * direction, given["low"], given["high"]
    low, high = lowest(z), highest(z)
    same, constant = low == high, given["constant"]
    why = first_reason(low.shape, (same & np.isnan(constant), Refusal.CONSTANT), (a >= b, Refusal.NO_SPAN))

    def mark(figures: Floats) -> Floats:
        made = (figures * direction - low) / (high - low) * (b - a) + a
        return np.asarray(np.where(same & ~np.isnan(figures), constant, made))

    return scale(mark, why, (a, b))


@normalisation(mean=number(50.0), sd=Parameter(default=10.0, positive=True))
def z_score(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks mean + sd (z - mean of z) / (standard deviation of z), with z = direction times figure, divisor n - 1.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 5.
    """
    z = x * direction
    known = np.maximum(count(z), 1)
    with np.errstate(all="ignore"):
        centre = np.nansum(z, axis=0) / known
        spread = np.sqrt(np.nansum((z - centre) ** 2, axis=0) / (known - 1))
    why = first_reason(spread.shape, *_ranked_reasons(z), (given["sd"] <= 0, Refusal.NO_SPAN))
    return scale(
        lambda figures: (figures * direction - centre) / spread * given["sd"] + given["mean"], why, (np.nan, np.nan)
    )


# Places in the sample.


def _ranked_reasons(z: Floats) -> tuple[tuple[NDArray[Any], Refusal], ...]:
    """Why a place among units, or a distance in standard deviations, has no meaning."""
    return (count(z) < 2, Refusal.FEW_UNITS), (lowest(z) == highest(z), Refusal.CONSTANT)


def below(sample: Floats) -> Callable[[Floats], Floats]:
    """A function that counts, per column, how many of the sample are less than each figure; NaN stays NaN."""
    columns = [np.sort(column[~np.isnan(column)]) for column in sample.T]

    def counted(figures: Floats) -> Floats:
        less = [np.searchsorted(column, own, side="left") for column, own in zip(columns, figures.T, strict=True)]
        return np.where(np.isnan(figures), np.nan, np.stack(less, axis=1).astype(np.float64))

    return counted


@normalisation()
def rank(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks 1 for the worst figure, 1 more for every unit that is worse; ties share the lower mark.

    Source: COINr 1.1.14, n_rank.
    """
    z = x * direction
    under = below(z)
    why = first_reason(x.shape[1], *_ranked_reasons(z))
    return scale(lambda figures: under(figures * direction) + 1, why, (1.0, count(z)))


@normalisation(scale=FULL)
def percentile_rank(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks the number of units that are worse over the number of other units, times the scale.

    Source: COINr 1.1.14, n_prank.
    """
    z = x * direction
    under, others = below(z), count(z) - 1
    why = first_reason(x.shape[1], *_ranked_reasons(z))
    return scale(lambda figures: under(figures * direction) / others * given["scale"], why, (0.0, given["scale"]))


@normalisation()
def borda(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks the number of units that are worse: 0 for the worst figure.

    Source: COINr 1.1.14, n_borda.
    """
    z = x * direction
    under = below(z)
    why = first_reason(x.shape[1], *_ranked_reasons(z))
    return scale(lambda figures: under(figures * direction), why, (0.0, count(z) - 1))


# How far from the best, from a reference, or on the way to a target.


@normalisation(scale=FULL)
def distance_to_maximum(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks 1 - (max z - z) / (max z - min z), times the scale, with z = direction times figure.

    Source: COINr 1.1.14, n_dist2max.
    """
    z = x * direction
    low, high = lowest(z), highest(z)
    why = first_reason(low.shape, (low == high, Refusal.CONSTANT))
    return scale(
        lambda figures: (1 - (high - figures * direction) / (high - low)) * given["scale"], why, (0.0, given["scale"])
    )


@normalisation(reference=MUST, cap=FREE, scale=FULL)
def distance_to_reference(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks 1 - (reference - z) / (reference - min z), times the scale, at most cap where one is given.

    The reference is in the unit of the indicator. Source: COINr 1.1.14, n_dist2ref.
    """
    low, reference = lowest(x * direction), given["reference"] * direction

    def mark(figures: Floats) -> Floats:
        near = 1 - (reference - figures * direction) / (reference - low)
        return np.asarray(capped(near, figures, given["cap"]) * given["scale"])

    why = first_reason(low.shape, (reference == low, Refusal.NO_SPAN), (reference < low, Refusal.WRONG_WAY))
    return scale(mark, why, (0.0, given["cap"] * given["scale"]))


@normalisation(start=MUST, target=Parameter(default=None, apart="start"), cap=FREE, scale=FULL)
def distance_to_target(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (x - start) / (target - start), times the scale, at most cap where one is given.

    The start must be stated: taken from the sample it would let a peer's figure move the progress of another unit.
    Source: COINr 1.1.14, n_dist2targ, whose start is the minimum of the sample.
    """
    start, target = given["start"], given["target"]

    def mark(figures: Floats) -> Floats:
        return np.asarray(capped((figures - start) / (target - start), figures, given["cap"]) * given["scale"])

    wrong = (target - start) * direction < 0
    why = first_reason(x.shape[1], (start == target, Refusal.NO_SPAN), (wrong, Refusal.WRONG_WAY))
    return scale(mark, why, (0.0, given["cap"] * given["scale"]))


@normalisation(scale=FULL)
def fraction_of_maximum(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks x / max x, and min x / x for an indicator of which less is better; times the scale.

    Source: COINr 1.1.14, n_fracmax, which divides by the best for less-is-better too, so that worse figures get more.
    """
    less, low, high = direction < 0, lowest(x), highest(x)
    improper = np.where(less, low, high) <= 0
    why = first_reason(x.shape[1], (improper, Refusal.NOT_POSITIVE), (low == high, Refusal.CONSTANT))
    return scale(
        lambda figures: np.where(less, low / figures, figures / high) * given["scale"], why, (np.nan, given["scale"])
    )


# Between a worst and a best.


def ends(z: Floats, direction: Floats, given: Given) -> tuple[Floats, Floats, Codes]:
    """Worst and best in the wanted direction (z = direction times figure), given or of the sample; and why not."""
    worst, best = given["worst"] * direction, given["best"] * direction
    low = np.where(np.isnan(worst), lowest(z), worst)
    high = np.where(np.isnan(best), highest(z), best)
    sampled = np.isnan(worst) & np.isnan(best)
    why = first_reason(
        low.shape,
        (sampled & (low == high), Refusal.CONSTANT),
        (low == high, Refusal.NO_SPAN),
        (low > high, Refusal.WRONG_WAY),
    )
    return low, high, why


@normalisation(**WORST_AND_BEST, scale=FULL)
def goalposts(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (z - worst) / (best - worst) held to 0..1, times the scale. Worst and best are in the indicator's unit.

    Source: UNDP, Human Development Report 2023-24, technical note 1; COINr 1.1.14, n_goalposts.
    """
    low, high, why = ends(x * direction, direction, given)
    return scale(
        lambda figures: np.clip((figures * direction - low) / (high - low), 0, 1) * given["scale"],
        why,
        (0.0, given["scale"]),
    )


@normalisation(**WORST_AND_BEST, scale=FULL)
def log_goalposts(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (ln x - ln worst) / (ln best - ln worst) held to 0..1, times the scale.

    Source: UNDP, Human Development Report 2023-24, technical note 1: income between 100 and 75,000.
    """
    worst, best = given["worst"], given["best"]
    with np.errstate(all="ignore"):
        low, high = np.log(worst), np.log(best)
    improper = (np.fmin(worst, best) <= 0) | (lowest(x) <= 0)
    wrong = (best - worst) * direction < 0
    reasons = (improper, Refusal.NOT_POSITIVE), (worst == best, Refusal.NO_SPAN), (wrong, Refusal.WRONG_WAY)
    return scale(
        lambda figures: np.clip((np.log(figures) - low) / (high - low), 0, 1) * given["scale"],
        first_reason(x.shape[1], *reasons),
        (0.0, given["scale"]),
    )


@normalisation(**WORST_AND_BEST, scale=FULL)
def scaled(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (z - worst) / (best - worst), times the scale. Worst and best are in the indicator's unit.

    Source: COINr 1.1.14, n_scaled.
    """
    low, high, why = ends(x * direction, direction, given)
    return scale(
        lambda figures: (figures * direction - low) / (high - low) * given["scale"], why, (0.0, given["scale"])
    )


@normalisation(worst=FREE, best=Parameter(apart="worst"), span=number(40.0), base=number(60.0), floor=FREE)
def efficacy(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (x - worst) / (best - worst) * span + base, with a floor only where one is given.

    Worst 不允许值 and best 满意值 are in the indicator's unit, or those of the sample. Source: the usual form of the
    coefficient, C = 40 and D = 60; worked example of an examination: 5.81 between 6 and 12 gives 58.73, below the base.
    """
    low, high, why = ends(x * direction, direction, given)

    def mark(figures: Floats) -> Floats:
        marks = (figures * direction - low) / (high - low) * given["span"] + given["base"]
        return np.asarray(np.fmax(marks, np.where(np.isnan(figures), np.nan, given["floor"])))

    least = np.fmax(given["base"], given["floor"])
    return scale(mark, why, (least, given["base"] + given["span"]))


# Against a standard, and figures that are marks already.


@normalisation(standard=Parameter(default=None, positive=True), cap=FULL, digits=FREE)
def standard(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks min(cap, 100 x / standard); 100 standard / x for an indicator of which less is better.

    Source: 全国科技进步统计监测, monitoring value over standard, at most 100.
    """
    less, asked = direction < 0, given["standard"]

    def mark(figures: Floats) -> Floats:
        return capped(np.where(less, asked / figures, figures / asked) * 100, figures, given["cap"])

    improper = (asked <= 0) | (less & (lowest(x) <= 0))
    return scale(mark, first_reason(x.shape[1], (improper, Refusal.NOT_POSITIVE)), (0.0, given["cap"]))


@normalisation(low=FREE, high=Parameter(above="low"))
def as_is(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks the figure itself, with its sign turned where less is better.

    low, high: what a figure lies between, so that a missing one leaves the score a range.
    """
    more, low, high = direction > 0, given["low"], given["high"]
    ends = np.where(more, low, -high), np.where(more, high, -low)
    return scale(lambda figures: figures * direction, np.zeros(x.shape[1], dtype=np.int8), ends)
