"""Scores: what a model makes of the figures."""

from enum import StrEnum

from planck.model.figures import Input, Period
from planck.model.finding import Finding
from planck.model.plan import Standard
from planck.model.scoring import ScoringModel
from planck.record import Record
from planck.words import Text


class Unscored(StrEnum):
    """Why a unit, a domain or an indicator has no score."""

    NO_FIGURE = "no_figure"
    LITTLE_COVERAGE = "little_coverage"
    CONSTANT = "constant"
    NOT_POSITIVE = "not_positive"
    NO_SCALE = "no_scale"
    FEW_UNITS = "few_units"
    TOO_LARGE = "too_large"
    GAP_REFUSED = "gap_refused"
    NOT_APPLICABLE = "not_applicable"
    UNBOUNDED = "unbounded"
    NO_DOMAIN = "no_domain"


Score = float | Unscored


class DomainScore(Record):
    """The score of a domain, on the scale of the model."""

    id: str
    name: Text
    weight: float
    score: Score


class Lacking(Record):
    """An indicator or a target without a figure, and the share (0..1) of the weight that a figure would bring.

    after: the coverage once it and those before it are there.
    """

    id: str
    name: Text
    weight: float
    after: float


class UnitScore(Record):
    """One unit's score and what it rests on.

    score: base plus bonus less deduction, rounded as the model says. coverage: the share (0..1) of the weight that has
    figures; low and high: the score if every missing figure were the worst and the best. rank 1 is the best; rank_to:
    the last of the ranks that scores under the model's border share, None for others; `winner` of the quota. vetoed:
    the ids of the vetoes that fell. lacking: the weightiest of what has no figure, `lacks` of which there are; of many
    units only told where the coverage is too little.
    """

    region: str
    score: Score
    base: Score
    bonus: float = 0.0
    deduction: float = 0.0
    coverage: float
    low: Score
    high: Score
    rank: float | None = None
    rank_to: float | None = None
    grade: str = ""
    grade_before_veto: str = ""
    vetoed: tuple[str, ...] = ()
    winner: bool = False
    domains: tuple[DomainScore, ...] = ()
    parts: tuple[DomainScore, ...] = ()
    lacks: int = 0
    lacking: tuple[Lacking, ...] = ()


class Step(Record):
    """A better figure of one target and what the score gains by it, everything scored again.

    effort: the change as a share of the way from baseline to goal (of the goal where there is no baseline).
    """

    id: str
    name: Text
    unit: str
    now: float
    needed: float
    gain: float
    effort: float


class Held(Record):
    """A target whose level is held against a public value, not its goal."""

    id: str
    name: Text
    unit: str
    standard: Standard


class YearScore(Record):
    """The score at the end of a year, by the figures known by then."""

    year: int
    unit: UnitScore


class Prospect(Record):
    """What a plan is worth to a unit besides now: at this pace on the goals' dates, and if every goal is met.

    steps: the cheapest better figures. history: year by year, oldest first.
    """

    region: str
    pace: UnitScore
    met: UnitScore
    steps: tuple[Step, ...] = ()
    history: tuple[YearScore, ...] = ()


class Contribution(Record):
    """What an indicator, an item or the mixing of them adds to a score or to its change.

    value: the figure, with its unit; points: the points on the model's scale; share: what it adds to the score, so that
    all shares sum to it. why: the reason where there are no points.
    """

    id: str
    name: Text
    domain: str
    weight: float
    value: float | None
    unit: str
    points: Score
    share: float
    age: int = 0


class Lever(Record):
    """The change of one figure that is the cheapest way to an aim: a point more, the next grade, the next rank."""

    aim: str
    id: str
    name: Text
    unit: str
    now: float
    needed: float
    effort: float


class Explanation(Record):
    """One unit's score taken apart: contributions sum to the score, changes to its change since the year before."""

    region: str
    contributions: tuple[Contribution, ...]
    before: Score | None = None
    rank_before: float | None = None
    changes: tuple[Contribution, ...] = ()
    rank_changes: tuple[tuple[str, float], ...] = ()
    levers: tuple[Lever, ...] = ()


class Spread(Record):
    """What draws over the doubts make of one unit: rank interval (5 and 95 %), and how often each grade.

    ranks: how often each rank, of few units.
    """

    region: str
    low: float
    median: float
    high: float
    ranks: tuple[tuple[float, float], ...]
    grades: tuple[tuple[str, float], ...] = ()


class Sensitivity(Record):
    """How much of the variance of the mean rank shift comes from one doubt: first and total order, with intervals."""

    doubt: str
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


class Uncertainty(Record):
    """Draws over the doubts, replayable from the seed. pairs: units that cannot be told apart, with the share of draws
    in which the first is ahead; `pairs_within`: only those so many places apart were looked at, 0: all.
    """

    draws: int
    seed: int
    doubts: tuple[str, ...]
    spreads: tuple[Spread, ...]
    pairs: tuple[tuple[str, str, float], ...] = ()
    pairs_within: int = 0
    sensitivities: tuple[Sensitivity, ...] = ()


class Omission(Record):
    """The ranking without one indicator or domain: how far ranks move on average and at most, and whose most."""

    id: str
    name: Text
    mean: float
    most: float
    region: str


class Weighing(Record):
    """Weights that were made of the figures: of which domain (the model's id: of the domains), how, and which."""

    id: str
    method: str
    parts: tuple[tuple[str, float], ...]


class Scorecard(Record):
    """Everything that a model made of the figures. units: the best first, those without a score last.

    carried, assumed and provisional count cells with figures from earlier years, of a scenario, and not final.
    prospects: of a model that scores the targets of a plan one by one, in the order of the units. held: the targets of
    such a plan that have a standard.
    """

    model: ScoringModel
    period: Period | None
    units: tuple[UnitScore, ...]
    indicators: int
    figures: int
    cells: int
    known: int
    carried: int = 0
    assumed: int = 0
    provisional: int = 0
    explanations: tuple[Explanation, ...] = ()
    uncertainty: Uncertainty | None = None
    omissions: tuple[Omission, ...] = ()
    weighings: tuple[Weighing, ...] = ()
    prospects: tuple[Prospect, ...] = ()
    held: tuple[Held, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether not even a domain of a unit has a score."""
        domains = (domain for unit in self.units for domain in unit.domains)
        return not any(isinstance(domain.score, float) for domain in domains)

    @property
    def scored(self) -> tuple[UnitScore, ...]:
        """The units that have a score."""
        return tuple(unit for unit in self.units if not isinstance(unit.score, Unscored))


class Scores(Record):
    """A run of `planck score`: the scorecard, what was read, and what was wrong with it."""

    card: Scorecard | None
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    version: str
    figure_count: int = 0
    plans: tuple[str, ...] = ()

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings about the inputs and about the scores."""
        return self.findings + (self.card.findings if self.card else ())
