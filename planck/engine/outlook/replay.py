"""The forecast put to the test: the last years of series are hidden, predicted, and compared with what came."""

import numpy as np

from planck.engine.measured import Bools, Floats
from planck.engine.outlook.forecast import LEVELS, NOISE, Points, Predicted, predicted
from planck.record import Record

BINS = 10


class Bin(Record):
    """Predictions with a probability from `low` to `high` (0..1): how many, their mean, the share that came true."""

    low: float
    high: float
    count: int
    predicted: float
    observed: float


class Score(Record):
    """How predictions of N yes-or-no events did.

    brier: mean of (probability - outcome) squared, 0 is perfect. base_rate: share that came true; climatology: the
    Brier score of predicting that share every time; skill: 1 - brier / climatology, 0 is no better than the base
    rate, below it is worse. None where nothing was predicted, or where all events went the same way.
    """

    count: int
    brier: float | None
    base_rate: float | None
    climatology: float | None
    skill: float | None
    bins: tuple[Bin, ...]


class Replay(Record):
    """Values that were hidden and predicted, N of them, in the unit: what came, and what the forecast had said.

    row: the series (R); ahead: years from its last visible point; short: series with too little left to predict from.
    """

    row: np.ndarray[tuple[int, ...], np.dtype[np.intp]]
    time: Floats
    ahead: Floats
    value: Floats
    predicted: Predicted
    short: int

    def inside(self, level: float) -> Bools:
        """Whether what came lay within the interval of that probability, (N,)."""
        low, high = self.predicted.interval(level)
        return np.asarray((self.value >= low.value) & (self.value <= high.value))

    def coverage(self) -> tuple[tuple[float, float | None], ...]:
        """For each level of the intervals, the share of what came that lay within."""
        return tuple((level, float(self.inside(level).mean()) if self.value.size else None) for level in LEVELS)

    def probability(self, low: Floats, high: Floats) -> Floats:
        """The predicted probability of lying within `low` and `high` (N,), in the unit, infinite where open."""
        return self.predicted.probability(low, high).value


def replay(points: Points, hold_out: int) -> Replay:
    """Every series without its last `hold_out` points, and the forecast of each of those from the rest.

    Raises ValueError when nothing is to be hidden.
    """
    if hold_out < 1:
        raise ValueError(f"hold_out: wanted at least 1, got {hold_out}")
    known = points.known
    left = known.sum(axis=1, keepdims=True) - known.cumsum(axis=1)
    hidden = known & (left < hold_out)
    seen = Points(times=points.times, values=np.where(hidden, np.nan, points.values), compound=points.compound)
    asked, column = np.nonzero(hidden)
    usable = predicted(seen.of(asked), points.times[column]).present.known
    row, column = asked[usable], column[usable]
    last = np.where(seen.known, points.times, -np.inf).max(axis=1, initial=-np.inf)
    return Replay(
        row=row,
        time=points.times[column],
        ahead=points.times[column] - last[row],
        value=points.values[row, column],
        predicted=predicted(seen.of(row), points.times[column]),
        short=int(np.setdiff1d(asked, row).size),
    )


def score(probability: Floats, happened: Bools) -> Score:
    """How well `probability` (N, NaN left out) of events foretold whether they `happened` (N).

    Source: Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78 (1950), 1-3.
    """
    asked = ~np.isnan(probability)
    p, o = probability[asked], happened[asked].astype(np.float64)
    if not p.size:
        return Score(count=0, brier=None, base_rate=None, climatology=None, skill=None, bins=())
    brier, base_rate = float(np.mean((p - o) ** 2)), float(o.mean())
    climatology = base_rate * (1 - base_rate)
    return Score(
        count=int(p.size),
        brier=brier,
        base_rate=base_rate,
        climatology=climatology,
        skill=1 - brier / climatology if climatology else None,
        bins=_bins(p, o),
    )


def _bins(p: Floats, o: Floats) -> tuple[Bin, ...]:
    # A probability on a border belongs to the bin above it, one of 1 to the last.
    number = np.minimum((p * BINS + NOISE).astype(np.intp), BINS - 1)
    found = []
    for at in range(BINS):
        inside = number == at
        if inside.any():
            mean, share = float(p[inside].mean()), float(o[inside].mean())
            found.append(
                Bin(low=at / BINS, high=(at + 1) / BINS, count=int(inside.sum()), predicted=mean, observed=share)
            )
    return tuple(found)
