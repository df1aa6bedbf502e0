"""What the figures say about a target."""

from enum import StrEnum
from typing import Protocol

from msgspec import field

from planck.model.figures import Figure, Period
from planck.model.finding import Argument
from planck.model.plan import Goal, Target
from planck.record import Record


class Missing(StrEnum):
    """Why a number is not there. A missing number always says why; it is never NaN, 0 or blank."""

    NO_FIGURE = "no_figure"
    NO_FIGURE_AFTER_BASELINE = "no_figure_after_baseline"
    NO_FIGURE_FOR_DUE = "no_figure_for_due"
    NO_BASELINE = "no_baseline"
    NO_PATH = "no_path"
    NOT_COMPARABLE = "not_comparable"
    ZERO_OR_SIGN_CHANGE = "zero_or_sign_change"
    BASELINE_MEETS_GOAL = "baseline_meets_goal"
    ALREADY_MET = "already_met"
    NO_TIME_LEFT = "no_time_left"
    NEVER_AT_THIS_PACE = "never_at_this_pace"
    NOTHING_DUE_YET = "nothing_due_yet"
    GAP_IN_SUM = "gap_in_sum"
    GAP_IN_YEARS = "gap_in_years"
    NO_RATE_FOR_GOAL = "no_rate_for_goal"
    TOO_LARGE = "too_large"
    OVERSHOT = "overshot"
    TOO_FEW_POINTS = "too_few_points"
    NO_VARIATION = "no_variation"
    NO_PEERS = "no_peers"
    NO_SPAN = "no_span"
    NO_EARLIER_FIGURE = "no_earlier_figure"
    NOT_PRINTED = "not_printed"
    EXACT_COUNT = "exact_count"
    NO_FLIP = "no_flip"
    NOT_PRELIMINARY = "not_preliminary"
    NO_REVISIONS = "no_revisions"
    NOT_ASSESSED = "not_assessed"
    TOO_FEW_FIGURES = "too_few_figures"
    ONLY_DIRECTION = "only_direction"
    NO_BORDER = "no_border"


Number = float | Missing


class RateKind(StrEnum):
    """What a rate is counted in: a share a year (0.165 is 16.5 %), points a year, or units a year."""

    GROWTH = "growth"
    POINTS = "points"
    UNITS = "units"


class Level(StrEnum):
    """What a class of any status method comes to, best first, so that checks and comparisons need no lists of words."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    OFF_TRACK = "off_track"
    REVERSING = "reversing"
    MISSED = "missed"
    NOT_ASSESSED = "not_assessed"

    @property
    def yes(self) -> bool | None:
        """Whether the goal is met or on its way; None where that was not assessed."""
        return None if self is Level.NOT_ASSESSED else self in (Level.ACHIEVED, Level.ON_TRACK)


class Flag(StrEnum):
    """Something a reader of the status should know besides."""

    MET_AT_BASELINE = "met_at_baseline"
    MET_THEN_LOST = "met_then_lost"
    MET_BUT_WORSENING = "met_but_worsening"
    REACHED_LATE = "reached_late"
    PRELIMINARY = "preliminary"
    ESTIMATED = "estimated"
    ASSUMED = "assumed"
    EXPIRED = "expired"
    REVISED_GOAL = "revised_goal"
    REBASED = "rebased"
    DERIVED = "derived"
    ANNUALISED = "annualised"
    PARTIAL = "partial"
    FRAGILE = "fragile"


class Reading(Record):
    """One value of a target's series, with the figures it came from (several when a formula or a sum made it)."""

    period: Period
    value: float
    text: str = ""
    figures: tuple[Figure, ...] = ()
    derived: bool = False
    annualised: bool = False


class Reason(Record):
    """Which rule of the method decided, and the numbers it decided by. The renderer puts it into words."""

    key: str
    numbers: dict[str, Argument] = field(default_factory=dict)


class Opinion(Record):
    """What one status method says of a target in a region, beside the method that the plan has chosen.

    `quantity` is the number that the method holds against its borders, `score` the one it publishes, where it does.
    """

    method: str
    status: str
    level: Level
    reason: str
    quantity: Number
    score: Number | None = None
    borders: tuple[tuple[str, float], ...] = ()


class Assessment(Record):
    """One target in one region: the verdict, and every number it rests on.

    Values and gaps are in the indicator's unit, shares are 0..1, times are years (2022.5 is the end of June 2022),
    rates are in `rate_kind`. `goal_value` is the bound the way leads to, turned into a level (a growth goal becomes
    the value it asks for). `way` is the share of the way gone, `asked` the share that the path asks for by then, and
    `pace_ratio` the one over the other. `beside`: what is said besides, made when asked.
    """

    target: Target
    region: str
    unit: str
    goal: Goal
    due: Period
    goal_value: Number
    goal_low: float | None
    goal_high: float | None
    baseline: Number
    baseline_period: Period
    latest: Reading | Missing
    judged: Number
    met: bool | Missing
    on_path: bool | Missing
    elapsed: Number
    way: Number
    asked: Number
    path_value: Number
    gap: Number
    gap_share: Number
    rate_kind: RateKind
    required_from_baseline: Number
    achieved: Number
    required_from_now: Number
    pace_ratio: Number
    projection: Number
    reach: Number
    status: str
    method: str
    borders: tuple[tuple[str, float], ...]
    flags: tuple[Flag, ...]
    reason: Reason
    beside: "Beside"

    @property
    def series(self) -> tuple[Reading, ...]:
        """The readings that the target was judged among, rising in time."""
        return self.beside.series

    @property
    def superseded(self) -> tuple["Assessment", ...]:
        """The verdicts by the goals that were in force before, oldest first."""
        return self.beside.superseded

    @property
    def outlook(self) -> "Outlook | None":
        """How firm the verdict is and where the series leads; None beside a goal that was replaced."""
        return self.beside.outlook

    @property
    def opinions(self) -> tuple[Opinion, ...]:
        """What every status method says, in the order of their names."""
        return self.beside.opinions


class Beside(Protocol):
    """What is said beside a verdict, which may be worked out only when a reader asks."""

    @property
    def series(self) -> tuple[Reading, ...]:
        """The readings."""

    @property
    def superseded(self) -> tuple[Assessment, ...]:
        """The verdicts by earlier goals."""

    @property
    def outlook(self) -> "Outlook | None":
        """The outlook."""

    @property
    def opinions(self) -> tuple[Opinion, ...]:
        """What other methods say."""


# How firm a verdict is, where its series leads, and whether the pace it needs has been seen before.


class Trend(Record):
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


class Interval(Record):
    """The span that holds the value with a probability of `level` (0..1), if the model is right."""

    level: float
    low: float
    high: float


class Forecast(Record):
    """The value at the goal's date by a random walk with drift; `central` is the median, intervals widen by level.

    probability: that the value of that date meets the goal (0..1). steps: changes that the spread was learnt from.
    """

    steps: int
    central: Number
    intervals: tuple[Interval, ...]
    probability: Number


class Flip(Record):
    """The smallest change of the latest figure, on its printed grid, that gives another status.

    change: signed, in the figure's unit; value: the figure then; keeps: the figure one step before, which still has
    the status it has; status: the new one; better: whether the method ranks it higher.
    """

    change: float
    value: float
    keeps: float
    status: str
    better: bool


class Fragility(Record):
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


class Feasibility(Record):
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


class Outlook(Record):
    """Beside the verdict on one target in one region: trend, forecast, fragility, feasibility."""

    trend: Trend
    forecast: Forecast
    fragility: Fragility
    feasibility: Feasibility
