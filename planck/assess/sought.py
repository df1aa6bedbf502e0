"""What figures are sought for, and which of them cannot be what they are said to be, whatever they are called."""

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import numpy as np

from planck.load.cells.number import BASES, MONEY, PERCENT, factor, size_of
from planck.load.table.header import noted_part
from planck.load.table.vocabulary import (
    folded,
    is_cumulative,
    is_noted_goal,
    is_noted_rank,
    is_noted_rate,
    is_of_ranks,
    is_share,
    may_be_negative,
)
from planck.model import Comparator, FigureStatus, Indicator, Measure, Period, PeriodKind, Plan, Quantity, Target
from planck.model.table import Bools, Figures, Floats, Rows
from planck.record import Record

SAME = Fraction(1)


class Sought(Record):
    """An indicator that figures are sought for, and the units that they may be in; into a single one they convert.

    level: at the end of a period there is one figure, whatever the period is called. event: words such as 完成 are
    numbers for it. least: of an indicator in per cent, the smallest number that the plan says of it. added: its figures
    are added up over the years of the plan. low, high, whole: what its values lie between if they are any, and whether
    they are whole. stated: the sizes that the plan prints of it; sinks: it may come near to 0; base: its baseline;
    goals: its levels to be reached, and when. grows: an amount that is to grow; a 0 once it is above 0 is no figure.
    rank: it is one. sized: its figures are amounts or shares, so that those of one region are of one size.
    """

    id: str
    units: tuple[str, ...] = ()
    level: bool = False
    event: bool = False
    least: float = 0.0
    added: bool = False
    low: float = -math.inf
    high: float = math.inf
    whole: bool = False
    stated: tuple[float, ...] = ()
    sinks: bool = False
    base: tuple[Period, float] | None = None
    goals: tuple[tuple[Period, float], ...] = ()
    grows: bool = False
    rank: bool = False
    sized: bool = False

    @property
    def unit(self) -> str:
        """The unit that figures are converted into, empty where there is no such unit."""
        return self.units[0] if len(self.units) == 1 else ""

    def times(self, unit: str) -> Fraction | None:
        """What a number in `unit` is multiplied by; None where it cannot be one of this indicator."""
        if not unit or not self.units or folded(unit) in map(folded, self.units):
            return SAME
        return factor(unit, self.unit)


def sought_of(indicator: Indicator, plan: Plan) -> Sought:
    """What the figures of an indicator of a plan are to be."""
    targets = [target for target in plan.targets if target.indicator == indicator.id]
    percent, stated = folded(indicator.unit) in PERCENT, _stated(targets)
    low, high = _ends(indicator, targets)
    # What a plan says of itself need not be the size of every region of it.
    own = not any(target.region.every for target in targets)
    sized = indicator.measure not in (Measure.RANK, Measure.EVENT)
    comparable = own and sized
    return Sought(
        id=indicator.id,
        units=(indicator.unit,) if indicator.unit else (),
        level=indicator.measure.is_level,
        event=indicator.measure is Measure.EVENT,
        least=min(stated, default=0.0) if percent else 0.0,
        added=any(one.goal.quantity is Quantity.TOTAL for one in targets),
        low=low,
        high=high,
        whole=indicator.measure in (Measure.RANK, Measure.EVENT),
        rank=indicator.measure is Measure.RANK,
        stated=tuple(size for size in stated if size) if comparable and _has_size(targets) else (),
        sinks=percent or not all(target.goal.low for target in targets),
        base=_base(targets) if comparable else None,
        grows=comparable and _grows(indicator, targets),
        goals=tuple(goals_of(targets, indicator)) if comparable else (),
        sized=sized and bool(targets),
    )


def _grows(indicator: Indicator, targets: Sequence[Target]) -> bool:
    """Whether an amount, or a part of a whole, is to come to more than it starts from."""
    amount = indicator.measure in (Measure.STOCK, Measure.FLOW) or is_part(indicator)
    base = _base(targets)
    return amount and (base is None or base[1] > 0) and all((one.goal.low or 0) > 0 for one in targets)


def _has_size(targets: Sequence[Target]) -> bool:
    """Whether the size of the figures follows from the plan: a ceiling alone says nothing of how far away they are."""
    return all(target.goal.low or target.baseline for target in targets)


def _stated(targets: Sequence[Target]) -> list[float]:
    """The sizes that a plan prints of a level, or of the sum of all its years."""
    bounds = [
        bound
        for target in targets
        if target.goal.quantity in (Quantity.LEVEL, Quantity.TOTAL)
        for bound in (target.goal.low, target.goal.high)
    ]
    bounds += [target.baseline.value for target in targets if target.baseline]
    return [abs(bound) for bound in bounds if bound is not None]


def goals_of(targets: Sequence[Target], indicator: Indicator) -> Iterator[tuple[Period, float]]:
    """What is to be reached, or to come together, by when, but for levels at which an indicator ends by its nature."""
    natural = (WHOLE,) if folded(indicator.unit) in PERCENT else ()
    for target in targets:
        if target.goal.quantity not in (Quantity.LEVEL, Quantity.TOTAL):
            continue
        bounds = [(target.due, target.goal.low), (target.due, target.goal.high)]
        bounds += [(stone.period, stone.value) for stone in target.milestones]
        yield from ((when, bound) for when, bound in bounds if bound not in (None, target.limit, *natural) and bound)


def _base(targets: Sequence[Target]) -> tuple[Period, float] | None:
    """The first baseline that a plan prints."""
    printed = (target.baseline for target in targets if target.baseline)
    return next(((one.period, one.value) for one in printed if one.value), None)


def _ends(indicator: Indicator, targets: Sequence[Target]) -> tuple[float, float]:
    """Between which its values lie by its measure, its unit and the limits of its targets."""
    match indicator.measure:
        case Measure.RANK:
            return 1.0, MOST
        case Measure.EVENT:
            return 0.0, 1.0
    low, high = (0.0 if _is_count(indicator) or is_part(indicator) else -MOST), MOST
    for target in targets:
        if target.limit is None:
            continue
        if target.goal.low is not None or target.goal.comparator is Comparator.UP:
            high = min(high, target.limit)
        else:
            low = max(low, target.limit)
    # What ends at the whole is a part of it.
    part = folded(indicator.unit) in PERCENT and high == WHOLE
    return (max(low, 0.0) if part else low), high


WHOLE = 100.0
# No office publishes a number beyond this, in whatever currency.
MOST = 1e21


def _is_count(indicator: Indicator) -> bool:
    """Whether its values count things one by one, so that fewer than none of them is nothing that can be."""
    family = size_of(indicator.unit) if indicator.measure in (Measure.STOCK, Measure.FLOW) else None
    return family is not None and family[0] in BASES - MONEY and not any(map(may_be_negative, _names(indicator)))


def is_part(indicator: Indicator) -> bool:
    """Whether it is a part of a whole by its name, and so never below nothing."""
    percent = indicator.measure is Measure.RATIO and folded(indicator.unit) in PERCENT
    return percent and any(map(is_share, _names(indicator))) and not any(map(may_be_negative, _names(indicator)))


def _names(indicator: Indicator) -> tuple[str, ...]:
    return (indicator.name.zh, indicator.name.en, *indicator.aliases)


# Series of figures that nobody can judge by.


# Beside numbers of a plan above this in per cent, figures that all lie below 1 may as well be shares.
LEAST_PERCENT = 1.5


def shares(table: Figures, region: Rows, indicator: Rows, value: Floats, sought: Sequence[Sought]) -> Bools:
    """The rows of every series that may be in per cent or in shares: none says its unit, and all are below 1."""
    percent = np.array([*(one.least > LEAST_PERCENT for one in sought), False])[indicator] & (region >= 0)
    percent &= np.nan_to_num(value) != 0
    settled = percent & ((np.abs(value) >= 1) | (table.unit.each(bool) == 1))
    doubtful: Bools = percent & ~settled
    if not doubtful.any():
        return doubtful
    series = region * len(sought) + indicator
    lone = doubtful & np.isin(series, series[settled]) & (table.unit.each(bool) == 0)
    lone[lone] = [
        _is_lone(table, row, np.abs(value[settled & (series == series[row])]), sought[indicator[row]])
        for row in np.flatnonzero(lone).tolist()
    ]
    return np.asarray(doubtful & ~np.isin(series, series[settled]) | lone)


# A share among percentages is as large as they are once it is multiplied by a hundred, and far below them as it stands.
AS_LARGE, MUCH = 0.5, 2.0
# A share in full has decimals: 1.5 % is kept as 0.015.
LEAST_DECIMALS = 2


def is_hundredth(size: float, others: Iterable[float]) -> bool:
    """Whether a hundred times a number below 1 is as large as the others, which are far above it.

    >>> is_hundredth(0.026, [2.2, 2.4]), is_hundredth(0.9, [1.1, 1.3])
    (True, False)
    """
    above = [other for other in others if other > MUCH * size]
    return 0 < size < 1 and bool(above) and AS_LARGE * min(above) <= 100 * size <= MUCH * max(above)


def _is_lone(table: Figures, row: int, others: Floats, one: Sought) -> bool:
    """Whether a number without a unit is a share among percentages, by its decimals or by what the plan starts from."""
    size, base = abs(float(table.value[row])), [abs(one.base[1])] if one.base else []
    decimals = len(table.text[row].partition(".")[2])
    return (decimals >= LEAST_DECIMALS or is_hundredth(size, base)) and is_hundredth(size, [*others.tolist(), *base])


def cumulative(table: Figures, region: Rows, indicator: Rows, sought: Sequence[Sought]) -> Bools:
    """The rows of every series to be added up of which a figure is noted to be counted since the start."""
    added = np.array([*(one.added for one in sought), False])[indicator] & (region >= 0)
    if not added.any():
        return added
    series = region * len(sought) + indicator
    noted = added & (table.note.each(is_cumulative) == 1)
    return np.asarray(added & np.isin(series, series[noted]))


def ranked(table: Figures, region: Rows, indicator: Rows, sought: Sequence[Sought]) -> Bools:
    """The rows that are noted to be ranks of what is none, and those of a rank that are not, beside some that are."""
    rank = np.array([*(one.rank for one in sought), False])[indicator] & (region >= 0)
    noted = table.note.each(is_noted_rank) == 1
    stated = rank & (noted | (table.indicator.each(is_of_ranks) == 1))
    series = region * len(sought) + indicator
    return np.asarray((noted & ~rank) | (rank & ~stated & np.isin(series, series[stated])))


def possible(value: Floats, indicator: Rows, sought: Sequence[Sought]) -> Bools:
    """Which values their indicators can have at all."""
    low, high, whole = (
        np.array([getattr(one, name) for one in sought], dtype=np.float64)[indicator]
        for name in ("low", "high", "whole")
    )
    return np.asarray((value >= low) & (value <= high) & ((whole == 0) | (value == np.trunc(value))))


# A figure that is so many times each number of the plan, or so many times smaller, is hardly in its unit; one that was
# converted need be no further away than the second, where it is near them, within the third, as it was printed.
FAR, APART, NEAR = 300.0, 5.0, 2.0
# The same of figures in per cent, of which a hundred times is read where the sign was lost.
FAR_IN_PERCENT = 40.0
# How near two numbers are that are the same but for rounding.
SAME_SIZE = 0.02


def misread(
    table: Figures, rows: Rows, region: Rows, indicator: Rows, value: Floats, times: Floats, sought: Sequence[Sought]
) -> Rows:
    """The rows, of those that count, whose numbers fit the plan in another unit and not in that which they are read in.

    Where the plan states no size, those of the same region before it stand in for it. A figure before the base year
    says nothing: much may have changed since.
    """
    wrong = np.zeros(len(rows), dtype=np.bool_)
    ends, there, kind = table.ends, value[rows] != 0, indicator[rows]
    for number, one in enumerate(sought):
        if not one.stated and not one.sized:
            continue
        mine = np.flatnonzero((kind == number) & there)
        if one.stated and one.base:
            mine = mine[ends[rows[mine]] >= one.base[0].end.toordinal()]
        read, by = np.abs(value[rows[mine]]), times[rows[mine]]
        # What is too far apart for a ratio is far.
        with np.errstate(all="ignore"):
            if one.stated:
                far = _is_far(read, by, min(one.stated), max(one.stated), one)
                wrong[mine] = far | _contradicts(table, rows[mine], read, by, one)
            else:
                wrong[mine] = _is_out_of_line(region[rows[mine]], ends[rows[mine]], read, by, one)
    return rows[wrong]


def _is_far(read: Floats, by: Floats, low: Floats | float, high: Floats | float, one: Sought) -> Bools:
    """Whether numbers are far from all from `low` to `high`, or nearer to these as they were printed."""
    above, below = read / high, low / read
    far = above > FAR
    if folded(one.unit) in PERCENT:
        far |= (above > FAR_IN_PERCENT) & (read > WHOLE)
    if not one.sinks:
        far |= below > FAR
    printed = read / by
    near = (printed <= NEAR * high) & (printed >= low / NEAR)
    return np.asarray(far | ((by != 1) & near & ((above > APART) | (below > APART))))


def _is_out_of_line(region: Rows, ends: Rows, read: Floats, times: Floats, one: Sought) -> Bools:
    """Which number of each region is the first that is far from those before it, which are of one size themselves."""
    wrong = np.zeros(len(read), dtype=np.bool_)
    order = np.lexsort((ends, region))
    first = np.diff(region[order], prepend=-1) != 0
    line = np.cumsum(first) - 1
    place = np.arange(len(order)) - np.flatnonzero(first)[line]
    # Regions x figures, rising in time; what a region lacks at its end is far from nothing.
    shape = (int(first.sum()), int(place.max(initial=1)) + 1)
    values, by = np.full(shape, np.nan), np.ones(shape)
    values[line, place], by[line, place] = read[order], times[order]
    low, high = np.fmin.accumulate(values, axis=1), np.fmax.accumulate(values, axis=1)
    least = FAR_IN_PERCENT if folded(one.unit) in PERCENT else APART
    far = _is_far(values[:, 1:], by[:, 1:] / by[:, :1], low[:, :-1], high[:, :-1], one)
    far &= (high[:, :-1] <= APART * low[:, :-1]) & (high[:, -1:] > least * low[:, -1:])
    any_far = first & np.asarray(far.any(axis=1))[line]
    wrong[order[np.flatnonzero(any_far) + 1 + far.argmax(axis=1)[line[any_far]]]] = True
    return wrong


def _contradicts(table: Figures, rows: Rows, read: Floats, by: Floats, one: Sought) -> Bools:
    """Whether numbers of the base year are the baseline as it was printed, or a power of ten away from it."""
    if one.base is None:
        return np.zeros(len(rows), dtype=np.bool_)
    period, value = one.base
    based = table.period.each(lambda other: other == period)[rows] == 1
    ratio = read / abs(value)
    power = np.round(np.log10(ratio))
    moved = (power != 0) & (np.abs(ratio / 10.0**power - 1) < SAME_SIZE)
    as_printed = (by != 1) & (np.abs(ratio / by - 1) < SAME_SIZE) & (np.abs(ratio - 1) > SAME_SIZE)
    return np.asarray(based & (moved | as_printed))


def empty(table: Figures, rows: Rows, series: Rows, indicator: Rows, value: Floats, sought: Sequence[Sought]) -> Rows:
    """The rows, of those that count, whose 0 stands for no figure, as nobody says that it is one.

    What starts from nothing is 0 until it is more, and no longer: without a baseline the figures before tell.
    """
    grows = np.array([one.grows for one in sought], dtype=np.bool_)[indicator[rows]]
    doubtful = np.flatnonzero(grows & (value[rows] == 0))
    doubtful = doubtful[_is_unsaid(table, rows[doubtful])]
    above = [
        sought[indicator[row]].base is not None
        or bool(((series[rows] == series[row]) & (value[rows] > 0) & (table.ends[rows] < table.ends[row])).any())
        for row in rows[doubtful].tolist()
    ]
    return rows[doubtful[np.array(above, dtype=np.bool_)]]


def _is_unsaid(table: Figures, rows: Rows) -> Bools:
    """Where nobody says that a row is a result, nor when it was published."""
    plain = table.status.each(lambda status: status in (FigureStatus.UNSTATED, FigureStatus.ESTIMATED))[rows] == 1
    return np.asarray(plain & (table.published.each(lambda day: day is None)[rows] == 1))


def noted_otherwise(table: Figures, indicator: Rows, sought: Sequence[Sought]) -> Bools:
    """The rows that are noted to be goals, rates of what is no percentage, or of a part of their year."""
    percent = np.array([*(folded(one.unit) in PERCENT for one in sought), True])[indicator]
    rates = (table.note.each(is_noted_rate) == 1) & (table.unit.each(bool) == 0) & ~percent
    parts = (table.note.each(lambda note: bool(noted_part(note))) == 1) & (table.period.each(_is_year) == 1)
    return np.asarray(rates | parts | (table.note.each(is_noted_goal) == 1))


def _is_year(period: Period) -> bool:
    return period.kind is PeriodKind.YEAR


def copied(table: Figures, rows: Rows, series: Rows, indicator: Rows, value: Floats, sought: Sequence[Sought]) -> Rows:
    """The rows, of those that count, that are no results but the goals of the plan itself.

    Of one period and file all that can be compared are the plan's, and there are two of them at least, or one beside
    nothing but what the plan starts from: that a goal is met to the digit, such as 100 %, is no rare thing. Who says
    that a figure is one, or when it was published, means a result.
    """
    stated = [{bound for _, bound in one.goals} for one in sought]
    if not any(stated):
        return rows[:0]
    groups: dict[tuple[int, int], list[int]] = {}
    for row in rows[_is_unsaid(table, rows) & np.array([bool(one) for one in stated])[indicator[rows]]].tolist():
        groups.setdefault((int(table.file.codes[row]), int(table.period.codes[row])), []).append(row)
    found: list[int] = []
    for group in groups.values():
        several = len(set(indicator[group].tolist())) > 1
        if all(float(value[row]) in stated[indicator[row]] for row in group) and (
            several or _beside_the_start(table, rows, series, group[0], sought[indicator[group[0]]])
        ):
            found += group
    return np.array(found, dtype=np.int64)


def _beside_the_start(table: Figures, rows: Rows, series: Rows, row: int, one: Sought) -> bool:
    """Whether a row is of the year of a goal, and all else that its series says is of the plan's beginning."""
    if one.base is None or table.period[row] not in {when for when, _ in one.goals}:
        return False
    others = table.ends[rows[(series[rows] == series[row]) & (rows != row)]]
    return bool(len(others) and (others <= one.base[0].end.toordinal()).all())
