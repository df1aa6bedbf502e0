"""Normalisations: functions that put indicators of different units on one scale, in a table to register in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from planck.model import Text
from planck.model.scoring import Ties
from planck.registry import Table
from planck.words import Label, Labels

# Why a number could not be made: a reason in place of NaN.

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]
Ints = NDArray[np.int64]


class Refusal(StrEnum):
    """A reason why there is no mark, no weight or no score."""

    NO_FIGURE = "no_figure"
    CONSTANT = "constant"
    NOT_POSITIVE = "not_positive"
    NOT_GIVEN = "not_given"
    WRONG_WAY = "wrong_way"
    NO_SPAN = "no_span"
    FEW_UNITS = "few_units"
    LITTLE_COVERAGE = "little_coverage"
    NEGATIVE_WEIGHT = "negative_weight"
    NO_WEIGHT = "no_weight"
    WEIGHTS_DO_NOT_SUM = "weights_do_not_sum"
    TOO_LARGE = "too_large"
    NOT_A_MEAN = "not_a_mean"
    OUT_OF_REACH = "out_of_reach"


REFUSALS = Labels("score.refusals")

_ORDER = tuple(Refusal)
NONE = np.int8(0)


def code(reason: Refusal) -> np.int8:
    """The number that stands for a reason in an array of codes; 0 stands for none."""
    return np.int8(_ORDER.index(reason) + 1)


def reason_of(number: int | np.integer) -> Refusal | None:
    """The reason behind a code, None for 0."""
    return _ORDER[int(number) - 1] if number else None


def reasons(codes: Codes) -> tuple[Refusal | None, ...]:
    """The reasons behind a row of codes."""
    return tuple(reason_of(one) for one in codes.ravel())


def first_reason(shape: int | Sequence[int], *conditions: tuple[ArrayLike, Refusal]) -> Codes:
    """The code of the first condition that holds, 0 where none does."""
    why = np.zeros(shape, dtype=np.int8)
    for condition, reason in conditions:
        holds = np.asarray(condition, dtype=np.bool_)
        if holds.any():
            why = np.where((why == 0) & holds, code(reason), why)
    return why


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


NORMALISATIONS: Table[Normalisation] = Table("normalisation")


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


# Figures that are marks already.


def as_is(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks the figure itself, with its sign turned where less is better."""
    del given

    def mark(figures: Floats) -> Floats:
        return np.asarray(figures * direction)

    return scale(mark, np.zeros(x.shape[1], dtype=np.int8), (np.nan, np.nan))


NORMALISATIONS.add(
    "as_is",
    Normalisation(
        title=Label("score.normalisation_titles.as_is"),
        source=Label("score.normalisation_sources.as_is"),
        fit=as_is,
    ),
)


# Marks the number of units that are worse.


def borda(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks the number of units that are worse: 0 for the worst figure.

    Source: COINr 1.1.14, n_borda.
    """
    z = x * direction
    under = below(z)

    def mark(figures: Floats) -> Floats:
        return np.asarray(under(figures * direction))

    few, same = (count(z) < 2, Refusal.FEW_UNITS), (lowest(z) == highest(z), Refusal.CONSTANT)
    return scale(mark, first_reason(x.shape[1], few, same), (0.0, count(z) - 1))


NORMALISATIONS.add(
    "borda",
    Normalisation(
        title=Label("score.normalisation_titles.borda"),
        source=Label("score.normalisation_sources.borda"),
        fit=borda,
    ),
)


# How near the best of the sample.


def distance_to_maximum(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks 1 - (max z - z) / (max z - min z), times the scale, with z = direction times figure.

    Source: COINr 1.1.14, n_dist2max.
    """
    z = x * direction
    low, high = lowest(z), highest(z)

    def mark(figures: Floats) -> Floats:
        return np.asarray((1 - (high - figures * direction) / (high - low)) * given["scale"])

    return scale(mark, first_reason(low.shape, (low == high, Refusal.CONSTANT)), (0.0, given["scale"]))


NORMALISATIONS.add(
    "distance_to_maximum",
    Normalisation(
        title=Label("score.normalisation_titles.distance_to_maximum"),
        source=Label("score.normalisation_sources.distance_to_maximum"),
        parameters={"scale": 100.0},
        fit=distance_to_maximum,
    ),
)


# How near a reference, the worst of the sample being 0.


def distance_to_reference(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks 1 - (reference - z) / (reference - min z), times the scale, at most cap where one is given.

    The reference is in the unit of the indicator. Source: COINr 1.1.14, n_dist2ref.
    """
    z = x * direction
    low, reference = lowest(z), given["reference"] * direction

    def mark(figures: Floats) -> Floats:
        near = 1 - (reference - figures * direction) / (reference - low)
        return np.asarray(np.fmin(near, np.where(np.isnan(figures), np.nan, given["cap"])) * given["scale"])

    same, under = (reference == low, Refusal.NO_SPAN), (reference < low, Refusal.WRONG_WAY)
    return scale(mark, first_reason(low.shape, same, under), (0.0, given["cap"] * given["scale"]))


NORMALISATIONS.add(
    "distance_to_reference",
    Normalisation(
        title=Label("score.normalisation_titles.distance_to_reference"),
        source=Label("score.normalisation_sources.distance_to_reference"),
        parameters={"reference": None, "cap": np.nan, "scale": 100.0},
        fit=distance_to_reference,
    ),
)


# The share of the way from a stated start to a target.


def distance_to_target(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (x - start) / (target - start), times the scale, at most cap where one is given.

    The start must be stated: taken from the sample it would let a peer's figure move the progress of another unit.
    Source: COINr 1.1.14, n_dist2targ, whose start is the minimum of the sample.
    """
    start, target = given["start"], given["target"]

    def mark(figures: Floats) -> Floats:
        way = (figures - start) / (target - start)
        return np.asarray(np.fmin(way, np.where(np.isnan(figures), np.nan, given["cap"])) * given["scale"])

    wrong = (target - start) * direction < 0
    why = first_reason(x.shape[1], (start == target, Refusal.NO_SPAN), (wrong, Refusal.WRONG_WAY))
    return scale(mark, why, (0.0, given["cap"] * given["scale"]))


NORMALISATIONS.add(
    "distance_to_target",
    Normalisation(
        title=Label("score.normalisation_titles.distance_to_target"),
        source=Label("score.normalisation_sources.distance_to_target"),
        parameters={"start": None, "target": None, "cap": np.nan, "scale": 100.0},
        fit=distance_to_target,
    ),
)


# The efficacy coefficient 功效系数.


def efficacy(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (x - worst) / (best - worst) * span + base, with a floor only where one is given.

    Worst 不允许值 and best 满意值 are in the indicator's unit, or those of the sample. Source: the usual form of the
    coefficient, C = 40 and D = 60; worked example of an examination: 5.81 between 6 and 12 gives 58.73, below the base.
    """
    low, high, why = ends(x * direction, direction, given)

    def mark(figures: Floats) -> Floats:
        marks = (figures * direction - low) / (high - low) * given["span"] + given["base"]
        return np.asarray(np.fmax(marks, np.where(np.isnan(figures), np.nan, given["floor"])))

    lowest_mark = np.fmax(given["base"], given["floor"])
    return scale(mark, why, (lowest_mark, given["base"] + given["span"]))


NORMALISATIONS.add(
    "efficacy",
    Normalisation(
        title=Label("score.normalisation_titles.efficacy"),
        source=Label("score.normalisation_sources.efficacy"),
        parameters={"worst": np.nan, "best": np.nan, "span": 40.0, "base": 60.0, "floor": np.nan},
        fit=efficacy,
    ),
)


# The fraction of the best of the sample.


def fraction_of_maximum(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks x / max x, and min x / x for an indicator of which less is better; times the scale.

    Source: COINr 1.1.14, n_fracmax, which divides by the best for less-is-better too, so that worse figures get more.
    """
    less = direction < 0
    low, high = lowest(x), highest(x)

    def mark(figures: Floats) -> Floats:
        return np.asarray(np.where(less, low / figures, figures / high) * given["scale"])

    base = np.where(less, low, high)
    why = first_reason(x.shape[1], (base <= 0, Refusal.NOT_POSITIVE), (low == high, Refusal.CONSTANT))
    return scale(mark, why, (np.nan, given["scale"]))


NORMALISATIONS.add(
    "fraction_of_maximum",
    Normalisation(
        title=Label("score.normalisation_titles.fraction_of_maximum"),
        source=Label("score.normalisation_sources.fraction_of_maximum"),
        parameters={"scale": 100.0},
        fit=fraction_of_maximum,
    ),
)


# Between two fixed ends, cut off beyond them.


def goalposts(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (z - worst) / (best - worst) held to 0..1, times the scale. Worst and best are in the indicator's unit.

    Source: UNDP, Human Development Report 2023-24, technical note 1; COINr 1.1.14, n_goalposts.
    """
    low, high, why = ends(x * direction, direction, given)

    def mark(figures: Floats) -> Floats:
        return np.asarray(np.clip((figures * direction - low) / (high - low), 0, 1) * given["scale"])

    return scale(mark, why, (0.0, given["scale"]))


NORMALISATIONS.add(
    "goalposts",
    Normalisation(
        title=Label("score.normalisation_titles.goalposts"),
        source=Label("score.normalisation_sources.goalposts"),
        parameters={"worst": None, "best": None, "scale": 100.0},
        fit=goalposts,
    ),
)


# Between two fixed ends on a logarithmic scale, cut off beyond them.


def log_goalposts(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (ln x - ln worst) / (ln best - ln worst) held to 0..1, times the scale.

    Source: UNDP, Human Development Report 2023-24, technical note 1: income between 100 and 75,000.
    """
    worst, best = given["worst"], given["best"]
    with np.errstate(all="ignore"):
        low, high = np.log(worst), np.log(best)

    def mark(figures: Floats) -> Floats:
        return np.asarray(np.clip((np.log(figures) - low) / (high - low), 0, 1) * given["scale"])

    improper = (np.fmin(worst, best) <= 0) | (lowest(x) <= 0)
    wrong = (best - worst) * direction < 0
    reasons = (improper, Refusal.NOT_POSITIVE), (worst == best, Refusal.NO_SPAN), (wrong, Refusal.WRONG_WAY)
    return scale(mark, first_reason(x.shape[1], *reasons), (0.0, given["scale"]))


NORMALISATIONS.add(
    "log_goalposts",
    Normalisation(
        title=Label("score.normalisation_titles.log_goalposts"),
        source=Label("score.normalisation_sources.log_goalposts"),
        parameters={"worst": None, "best": None, "scale": 100.0},
        fit=log_goalposts,
    ),
)


# Between the worst and the best of the sample.


def min_max(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks a + (b - a) (z - min z) / (max z - min z), with z = direction times figure.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 5.
    """
    z = x * direction
    low, high = lowest(z), highest(z)
    a, b = given["low"], given["high"]

    def mark(figures: Floats) -> Floats:
        return np.asarray((figures * direction - low) / (high - low) * (b - a) + a)

    return scale(mark, first_reason(low.shape, (low == high, Refusal.CONSTANT), (a >= b, Refusal.NO_SPAN)), (a, b))


NORMALISATIONS.add(
    "min_max",
    Normalisation(
        title=Label("score.normalisation_titles.min_max"),
        source=Label("score.normalisation_sources.min_max"),
        parameters={"low": 0.0, "high": 100.0},
        fit=min_max,
    ),
)


# Marks the number of units that are worse over the number of other units, times the scale.


def percentile_rank(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks the number of units that are worse over the number of other units, times the scale.

    Source: COINr 1.1.14, n_prank.
    """
    z = x * direction
    under = below(z)

    def mark(figures: Floats) -> Floats:
        return np.asarray(under(figures * direction) / (count(z) - 1) * given["scale"])

    few, same = (count(z) < 2, Refusal.FEW_UNITS), (lowest(z) == highest(z), Refusal.CONSTANT)
    return scale(mark, first_reason(x.shape[1], few, same), (0.0, given["scale"]))


NORMALISATIONS.add(
    "percentile_rank",
    Normalisation(
        title=Label("score.normalisation_titles.percentile_rank"),
        source=Label("score.normalisation_sources.percentile_rank"),
        parameters={"scale": 100.0},
        fit=percentile_rank,
    ),
)


# Marks 1 for the worst figure, 1 more for every unit that is worse.


def rank(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks 1 for the worst figure, 1 more for every unit that is worse; ties share the lower mark.

    Source: COINr 1.1.14, n_rank.
    """
    z = x * direction
    under = below(z)

    def mark(figures: Floats) -> Floats:
        return np.asarray(under(figures * direction) + 1)

    few, same = (count(z) < 2, Refusal.FEW_UNITS), (lowest(z) == highest(z), Refusal.CONSTANT)
    return scale(mark, first_reason(x.shape[1], few, same), (1.0, count(z)))


NORMALISATIONS.add(
    "rank",
    Normalisation(
        title=Label("score.normalisation_titles.rank"),
        source=Label("score.normalisation_sources.rank"),
        fit=rank,
    ),
)


# Between two fixed ends, not cut off beyond them.


def scaled(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks (z - worst) / (best - worst), times the scale. Worst and best are in the indicator's unit.

    Source: COINr 1.1.14, n_scaled.
    """
    low, high, why = ends(x * direction, direction, given)

    def mark(figures: Floats) -> Floats:
        return np.asarray((figures * direction - low) / (high - low) * given["scale"])

    return scale(mark, why, (0.0, given["scale"]))


NORMALISATIONS.add(
    "scaled",
    Normalisation(
        title=Label("score.normalisation_titles.scaled"),
        source=Label("score.normalisation_sources.scaled"),
        parameters={"worst": None, "best": None, "scale": 100.0},
        fit=scaled,
    ),
)


# Against a standard value, capped.


def standard(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks min(cap, 100 x / standard); 100 standard / x for an indicator of which less is better.

    Source: 全国科技进步统计监测, monitoring value over standard, at most 100.
    """
    less, standard = direction < 0, given["standard"]

    def mark(figures: Floats) -> Floats:
        share = np.where(less, standard / figures, figures / standard) * 100
        return np.asarray(np.fmin(share, np.where(np.isnan(figures), np.nan, given["cap"])))

    improper = (standard <= 0) | (less & (lowest(x) <= 0))
    return scale(mark, first_reason(x.shape[1], (improper, Refusal.NOT_POSITIVE)), (0.0, given["cap"]))


NORMALISATIONS.add(
    "standard",
    Normalisation(
        title=Label("score.normalisation_titles.standard"),
        source=Label("score.normalisation_sources.standard"),
        parameters={"standard": None, "cap": 100.0},
        fit=standard,
    ),
)


# Standard deviations from the mean of the sample.


def z_score(x: Floats, direction: Floats, given: Given) -> Scale:
    """Marks mean + sd (z - mean of z) / (standard deviation of z), with z = direction times figure, divisor n - 1.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 5.
    """
    z = x * direction
    number = np.maximum(count(z), 1)
    with np.errstate(all="ignore"):
        centre = np.nansum(z, axis=0) / number
        spread = np.sqrt(np.nansum((z - centre) ** 2, axis=0) / (number - 1))

    def mark(figures: Floats) -> Floats:
        return np.asarray((figures * direction - centre) / spread * given["sd"] + given["mean"])

    few, same = (count(z) < 2, Refusal.FEW_UNITS), (lowest(z) == highest(z), Refusal.CONSTANT)
    return scale(mark, first_reason(spread.shape, few, same, (given["sd"] <= 0, Refusal.NO_SPAN)), (np.nan, np.nan))


NORMALISATIONS.add(
    "z_score",
    Normalisation(
        title=Label("score.normalisation_titles.z_score"),
        source=Label("score.normalisation_sources.z_score"),
        parameters={"mean": 50.0, "sd": 10.0},
        fit=z_score,
    ),
)


# Ranks, groups of ranks, rounding before ranking, and quantiles.


def _printed(value: float, step: Decimal) -> float:
    return float(Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP))


def rounded(values: ArrayLike, decimals: int) -> Floats:
    """Values rounded half up (away from zero) on their shortest decimal text, as a person rounds what is printed.

    171.45 gives 171.5 with one decimal, where binary rounding gives 171.4. NaN stays.
    """
    given = np.atleast_1d(np.asarray(values, dtype=np.float64))
    power = 10.0**decimals
    size = np.abs(given) * power
    made = np.copysign(np.floor(size + 0.5) / power, given)
    # Only next to a half can binary noise decide, and there the decimal text does.
    near = (np.abs(size - np.floor(size) - 0.5) < 1e-6) | (size > 2**40)
    step = Decimal(1).scaleb(-decimals)
    made[near] = [_printed(float(one), step) for one in given[near]]
    return np.asarray(made)


NOISE = 1e-12
"""Scores nearer than this share of themselves are equal: the same sum taken in another order differs by less."""


def levelled(scores: Floats) -> Floats:
    """Scores with those that differ by binary noise only put level; NaN stays."""
    order = np.argsort(scores)
    ordered = scores[order]
    with np.errstate(invalid="ignore"):
        same = np.diff(ordered) <= NOISE * np.maximum(1, np.abs(ordered[1:]))
    first = np.maximum.accumulate(np.where(np.append(False, same), 0, np.arange(len(order))))
    made = np.empty_like(scores)
    made[order] = ordered[first]
    return made


def ranks(scores: Floats, decimals: int | None = None) -> Ints:
    """Ranks from 1 for the highest score; ties share the better rank; 0 where there is no score.

    Scores that differ by binary noise only are ties. decimals: scores are rounded half up to so many decimals first,
    as UNDP does. Source of the tie rule: COINr 1.1.14, rank with ties "min"; UNDP, Human Development Report 2023-24.
    """
    used = levelled(scores if decimals is None else rounded(scores, decimals))
    known = ~np.isnan(used)
    ordered = np.sort(used[known])
    found = np.zeros(used.shape, dtype=np.int64)
    found[known] = ordered.size - np.searchsorted(ordered, used[known], side="right") + 1
    return found


def group_ranks(scores: Floats, groups: NDArray[np.str_], decimals: int | None = None) -> Ints:
    """Ranks inside each group of units."""
    found = np.zeros(scores.shape, dtype=np.int64)
    for group in np.unique(groups):
        inside = groups == group
        found[inside] = ranks(scores[inside], decimals)
    return found


def quantile(values: NDArray[Any], shares: ArrayLike) -> Floats:
    """R's type 7 quantile along the first axis: linear between order statistics h = (n - 1) p.

    Source: Hyndman and Fan, Sample quantiles in statistical packages, American Statistician 50 (1996).
    """
    ordered = np.sort(values, axis=0)
    place = (len(values) - 1) * np.atleast_1d(np.asarray(shares, dtype=np.float64))
    under = np.floor(place).astype(np.int64)
    over = np.minimum(under + 1, len(values) - 1)
    part = (place - under).reshape((-1,) + (1,) * (values.ndim - 1))
    return np.asarray(ordered[under] + part * (ordered[over] - ordered[under]))


def rows_ranked(scores: Floats) -> Ints:
    """Ranks along each row (draws x units) as `ranks` gives them; 0 where there is no score."""
    order = np.argsort(-scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    place = np.broadcast_to(np.arange(1, scores.shape[1] + 1), scores.shape)
    tied = ordered[:, :-1] - ordered[:, 1:] <= NOISE * np.maximum(1, np.abs(ordered[:, 1:]))
    if tied.any():
        place = place.copy()
        place[:, 1:][tied] = 0
        place = np.maximum.accumulate(place, axis=1)
    found = np.empty(scores.shape, dtype=np.int64)
    for row, at, places in zip(found, order, place, strict=True):
        row[at] = places
    # Gaps sort to the end, so that the last column tells whether there are any.
    return np.where(np.isnan(scores), 0, found) if np.isnan(ordered[:, -1:]).any() else found


def rows_tied(scores: Floats, ties: Ties) -> Floats | Ints:
    """Ranks along each row (draws x units) by a rule for ties; 0 where there is no score."""
    least = rows_ranked(scores)
    if ties is Ties.MIN:
        return least
    if ties is Ties.DENSE:
        return np.stack([_dense(row) for row in least])
    known = least > 0
    most = np.where(known, known.sum(axis=1, keepdims=True) + 1 - rows_ranked(-scores), 0)
    return most if ties is Ties.MAX else np.asarray((least + most) / 2)


def _dense(row: Ints) -> Ints:
    found = np.zeros_like(row)
    found[row > 0] = np.unique(row[row > 0], return_inverse=True)[1] + 1
    return found
