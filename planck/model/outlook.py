"""How firm a verdict is, where its series leads, and whether the pace it needs has been seen before."""

from dataclasses import dataclass

from planck.model.assessment import Missing, Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The way so far beside its two end points; paces are yearly, in the assessment's `rate_kind`.

    points: figures used, the baseline among them. pace: the median of all pairwise paces (Theil-Sen).
    changes: the last five steps from figure to figure, each with the period it led to.
    peers: other regions that have figures for both ends of the place's own way; peer_pace: what the best quarter of
    them made over it (the quartile on the wanted side).
    """

    points: int
    pace: Number
    changes: tuple[tuple[str, Number], ...]
    peers: int
    peer_pace: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The span that holds the value with a probability of `level` (0..1), if the model is right."""

    level: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The value at the goal's date by a random walk with drift; `central` is the median, intervals widen by level.

    probability: that the value of that date meets the goal (0..1). steps: changes that the spread was learnt from.
    """

    steps: int
    central: Number
    intervals: tuple[Interval, ...]
    probability: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """The smallest change of the latest figure, on its printed grid, that gives another status.

    change: signed, in the figure's unit; value: the figure then; keeps: the figure one step before, which still has
    the status it has; status: the new one; better: whether the method ranks it higher.
    """

    change: float
    value: float
    keeps: float
    status: str
    better: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragility:
    """What would change the status. Each is the tuple of other statuses (empty: none), or why it was not asked.

    step: the unit of the latest figure's last printed digit. up, down: the nearest flips on either side.
    rounding: the true values behind the printed latest figure and baseline. dropped: without the last figure.
    revision: the latest figure moved by `usual_revision` (a share of it on a compound path, else in its unit).
    What other methods say stands in the assessment's opinions.
    """

    step: Number
    up: Flip | Missing
    down: Flip | Missing
    rounding: tuple[str, ...] | Missing
    dropped: tuple[str, ...] | Missing
    revision: tuple[str, ...] | Missing
    usual_revision: Number

    @property
    def causes(self) -> tuple[str, ...]:
        """What the status would not survive, of rounding, last_figure and revision."""
        asked = (("rounding", self.rounding), ("last_figure", self.dropped), ("revision", self.revision))
        return tuple(name for name, others in asked if not isinstance(others, Missing) and others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feasibility:
    """The pace needed from now beside paces that were made; in the assessment's `rate_kind`.

    years: over which it is needed. best: the place's own best over as many years, ending in `best_period`; best_year:
    its best single year. peers: other regions whose own best over as many years is known; share_of_peers: of those
    that have made at least the needed pace (0..1).
    """

    years: Number
    needed: Number
    best: Number
    best_period: str
    best_year: Number
    peers: int
    share_of_peers: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Beside the verdict on one target in one region: trend, forecast, fragility, feasibility."""

    trend: Trend
    forecast: Forecast
    fragility: Fragility
    feasibility: Feasibility
