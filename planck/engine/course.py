"""What the engine is given: a course (the goal and the way there) and a series (the figures)."""

from dataclasses import dataclass

import numpy as np

from planck.engine.measured import Bools, Floats, floats
from planck.model import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestones:
    """Points between baseline and goal: times (M,), and for each a value or a share of the way (the other is NaN)."""

    times: Floats
    values: Floats
    shares: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A goal over R regions. Times are years (the end of 2025 is 2025.0), values in the indicator's unit.

    baseline: (R,), NaN where there is none.
    low, high: bounds of the quantity, scalar or (R,); infinite where open, shares for growth quantities.
    done: the goal is an event, which has no way towards it.
    relative: the series is already the difference from another series, which has no way either.
    percent: the indicator is in %, which some published methods treat apart.
    """

    base_time: float
    due_time: float
    baseline: Floats
    low: Floats
    high: Floats
    quantity: Quantity = Quantity.LEVEL
    strict: bool = False
    path: str = "linear"
    milestones: Milestones
    done: bool = False
    relative: bool = False
    percent: bool = False

    @property
    def running(self) -> bool:
        """Whether the goal is a sum, so that the series is a running total from zero."""
        return self.quantity is Quantity.TOTAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures over regions and periods: times (P, rising ends of periods) and values (R, P), NaN where none.

    estimated: (R, P), where a value was made from a part of its period, so that it decides nothing for good.
    """

    times: Floats
    values: Floats
    estimated: Bools


def course(
    *,
    base: float,
    due: float,
    baseline: object = np.nan,
    low: object = -np.inf,
    high: object = np.inf,
    quantity: Quantity = Quantity.LEVEL,
    strict: bool = False,
    path: str = "linear",
    milestones: dict[float, float] | None = None,
) -> Course:
    """A course from plain numbers, for notebooks and tables of cases: scalars or arrays over regions.

    Raises ValueError when the goal's date is not after the base: there is no rate over no time.
    """
    if not due > base:
        raise ValueError(f"due: wanted a time after the base {base}, got {due}")
    stones = sorted((milestones or {}).items())
    given = Milestones(
        times=np.array([time for time, _ in stones]),
        values=np.array([value for _, value in stones]),
        shares=np.full(len(stones), np.nan),
    )
    start, bottom, top = np.broadcast_arrays(floats(baseline), floats(low), floats(high))
    return Course(
        base_time=base,
        due_time=due,
        baseline=start,
        low=bottom,
        high=top,
        quantity=quantity,
        strict=strict,
        path=path,
        milestones=given,
    )


def series(points: dict[float, object]) -> Series:
    """A series from times and values (a number, or an array over regions)."""
    times = sorted(points)
    columns = np.broadcast_arrays(*(floats(points[time]) for time in times)) if times else []
    values = np.stack(columns, axis=1) if times else np.empty((1, 0))
    return Series(
        times=np.array(times, dtype=np.float64), values=values, estimated=np.zeros(values.shape, dtype=np.bool_)
    )
