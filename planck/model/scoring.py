"""Scoring models: how figures become one score, as their author wrote it down. Weights are always in plain sight."""

from collections.abc import Iterator
from enum import StrEnum

from planck.model.finding import Place
from planck.model.plan import Source
from planck.record import Record, Written
from planck.words import Language, Text

NO_TEXT = Text()
NO_SOURCE = Source()


class Standing(StrEnum):
    """What a model is: a published method as published, modelled on one whose weights are not public, or one's own."""

    PUBLISHED = "published"
    MODELLED_ON = "modelled_on"
    OWN = "own"


class Better(StrEnum):
    """Which way an indicator is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Of(StrEnum):
    """Which number of an indicator, or of a place's plan, is scored.

    level: the figure of the period. difference and growth: its change since the year before, in units (points for
    shares) and in per cent. Of the verdicts on a plan: completion, the share of the way gone over the share that the
    path asks for, in per cent (of a whole plan the mean, each target at most 100); fulfilment, the figure over the
    goal, in per cent; attainment, the figure over the target's standard, or over its goal where it has none, in per
    cent; ratio, growth achieved over growth required from the baseline; progress_score, the score of Statistics Canada
    (-5 to 5), also where there is only a direction; missed_binding, how many binding targets were missed.
    """

    LEVEL = "level"
    DIFFERENCE = "difference"
    GROWTH = "growth"
    COMPLETION = "completion"
    FULFILMENT = "fulfilment"
    ATTAINMENT = "attainment"
    RATIO = "ratio"
    PROGRESS_SCORE = "progress_score"
    MISSED_BINDING = "missed_binding"

    @property
    def of_plan(self) -> bool:
        """Whether it comes from the verdicts on a plan and not from a figure."""
        return self not in (Of.LEVEL, Of.DIFFERENCE, Of.GROWTH)

    @property
    def of_each_target(self) -> bool:
        """Whether it exists of a target only, so that a bonus or a deduction counts every target by itself."""
        return self in (Of.FULFILMENT, Of.ATTAINMENT, Of.RATIO, Of.PROGRESS_SCORE)


class FillRule(StrEnum):
    """What stands in for a part that is missing. Each but `refuse` is followed by the coverage and the range.

    peer_mean is the mean of the units of the same class that have the part; of all where the model has no classes.
    """

    REWEIGHT = "reweight"
    ZERO = "zero"
    PEER_MEAN = "peer_mean"
    REFUSE = "refuse"


class Ties(StrEnum):
    """Which rank units with one score share: 1 1 3, 2 2 3, 1.5 1.5 3, or 1 1 2."""

    MIN = "min"
    MAX = "max"
    MEAN = "mean"
    DENSE = "dense"


Setting = float | tuple[tuple[float, ...], ...]


class Normalisation(Record):
    """A normalisation or a scoring shape by name, with its settings."""

    method: str
    settings: tuple[tuple[str, Setting], ...] = ()


class Aggregation(Record):
    """How the scores of the parts become the score of the whole, by name; `power` is that of the generalised mean."""

    method: str = "arithmetic"
    power: float | None = None


LOWEST, LARGEST = "lowest", "largest"


class Rescale(Record):
    """What becomes of the score of a node: (score + shift) / over, to the power `exponent`, times `times`.

    shift: a number, or `lowest`: the lowest score of all units becomes 0. over: a number, or `largest`: that of all
    units, after the shift.
    """

    shift: float | str = 0.0
    over: float | str = 1.0
    exponent: float = 1.0
    times: float = 1.0

    @property
    def sampled(self) -> bool:
        """Whether it follows from the scores of the units."""
        return isinstance(self.shift, str) or isinstance(self.over, str)

    @property
    def factor(self) -> float | None:
        """What it multiplies by where it does nothing else."""
        if isinstance(self.over, str) or self.shift != 0 or self.exponent != 1:
            return None
        return self.times / self.over


class Part(Record):
    """One of the numbers of an indicator that are scored, and its share (0..1) of the indicator's weight."""

    of: Of = Of.LEVEL
    share: float = 1.0
    normalise: Normalisation


class ScoredIndicator(Written):
    """A leaf of a model. `weight` None: an equal share of what its domain has; `only`: the classes it is scored for."""

    id: str
    name: Text = NO_TEXT
    aliases: tuple[str, ...] = ()
    unit: str = ""
    weight: float | None = None
    better: Better = Better.HIGHER
    parts: tuple[Part, ...] = ()
    only: tuple[str, ...] = ()
    place: Place


class EachTarget(Written):
    """One indicator for every target of the plan; a binding target weighs `binding` times an expected one.

    domain: only the targets that name it as theirs; empty: all. parts: the numbers of a verdict that are scored.
    """

    domain: str = ""
    parts: tuple[Part, ...]
    binding: float = 1.0
    place: Place


AS_STATED = "as_stated"
"""Weights as they were published, whatever they sum to."""


def made_by(weights: str) -> str:
    """The weighting that a model names for weights, empty where they are stated."""
    return "" if weights == AS_STATED else weights


class Domain(Written):
    """A part of the score, with parts of its own: domains, indicators, or the targets of the plan.

    weights: the weighting that makes those of its parts out of the figures; empty or `as_stated`: they are stated, or
    all the same.
    """

    id: str
    name: Text = NO_TEXT
    weight: float | None = None
    weights: str = ""
    aggregate: Aggregation = Aggregation()
    rescale: Rescale | None = None
    domains: tuple["Domain", ...] = ()
    indicators: tuple[ScoredIndicator, ...] = ()
    targets: EachTarget | None = None
    place: Place

    @property
    def weighting(self) -> str:
        """The weighting that makes the weights of its parts, empty where they are stated."""
        return made_by(self.weights)

    def leaves(self) -> Iterator[ScoredIndicator]:
        """The indicators in it at any depth, in the order of the file."""
        yield from self.indicators
        for domain in self.domains:
            yield from domain.leaves()


class Item(Written):
    """A bonus or a deduction: `points` for every `per` units beyond `beyond`, at most `cap` points.

    `of` a number of each target: every target counts by itself, and `cap` is of each.
    """

    id: str
    name: Text = NO_TEXT
    aliases: tuple[str, ...] = ()
    unit: str = ""
    of: Of = Of.LEVEL
    points: float = 1.0
    per: float = 1.0
    beyond: float = 0.0
    cap: float | None = None
    place: Place


class Items(Record):
    """Bonus or deduction items, and what they may come to together."""

    cap: float | None = None
    items: tuple[Item, ...] = ()


class Veto(Written):
    """一票否决: where the number lies between `low` and `high`, the grade is at best `grade`; the score stays."""

    id: str
    name: Text = NO_TEXT
    aliases: tuple[str, ...] = ()
    unit: str = ""
    of: Of = Of.LEVEL
    low: float | None = None
    high: float | None = None
    strict: bool = False
    grade: str
    place: Place


class Grade(Written):
    """A grade from a score upwards, or for less than one; with `rank` only for the first so many."""

    id: str
    name: Text = NO_TEXT
    at_least: float | None = None
    less_than: float | None = None
    rank: int | None = None
    place: Place

    @property
    def border(self) -> float | None:
        """The score at its border, turned so that higher is better; None where it takes any."""
        return self.at_least if self.less_than is None else -self.less_than


class Quota(Record):
    """An award for the best `count` among those with one of `grades`. Who ties with the last winner wins as well."""

    name: Text = NO_TEXT
    count: int = 1
    grades: tuple[str, ...] = ()


class MissingData(Record):
    """What happens with gaps. `rule`: of indicators; `domains`: of domains that have nothing at all. `threshold`: the
    least coverage (0..1, by weight) at which there is a score; `carry`: how many years an older figure may stand in for
    that of the period.
    """

    rule: FillRule = FillRule.REWEIGHT
    domains: FillRule = FillRule.REWEIGHT
    threshold: float = 0.0
    carry: int = 0


class Rounding(Record):
    """Half up to `digits`, None: not at all. `before_ranks`: ranks and grades are those of the rounded score.

    below: scores under it are printed as "<5" and share their ranks, None: no such scores.
    """

    digits: int | None = None
    before_ranks: bool = False
    below: float | None = None


class UnitClass(Record):
    """A set of units that are scored by their own set of indicators."""

    id: str
    name: Text = NO_TEXT
    regions: tuple[str, ...] = ()


class ScoredRegion(Record):
    """A unit that is scored, and the other names under which figures are published for it."""

    name: str
    aliases: tuple[str, ...] = ()


class ScoringModel(Written):
    """A scoring model as written, complete and checked in itself. `full` is the score of full marks; `weights`
    is the weighting that makes those of the domains out of the figures, as in a domain. `better`: which way the score
    is better, so that ranks go that way.
    """

    id: str
    title: Text
    language: Language = Language.ZH
    standing: Standing = Standing.OWN
    notice: Text = NO_TEXT
    source: Source = NO_SOURCE
    full: float = 100.0
    better: Better = Better.HIGHER
    weights: str = ""
    aggregate: Aggregation = Aggregation()
    rescale: Rescale | None = None
    domains: tuple[Domain, ...] = ()
    bonus: Items = Items()
    deductions: Items = Items()
    vetoes: tuple[Veto, ...] = ()
    grades: tuple[Grade, ...] = ()
    quota: Quota | None = None
    missing: MissingData = MissingData()
    rounding: Rounding = Rounding()
    ties: Ties = Ties.MIN
    classes: tuple[UnitClass, ...] = ()
    regions: tuple[ScoredRegion, ...] = ()
    place: Place

    @property
    def weighting(self) -> str:
        """The weighting that makes the weights of the domains, empty where they are stated."""
        return made_by(self.weights)

    @property
    def sign(self) -> float:
        """+1 where more is better, -1 where less is."""
        return 1.0 if self.better is Better.HIGHER else -1.0

    def leaves(self) -> Iterator[ScoredIndicator]:
        """Every indicator, in the order of the file."""
        for domain in self.domains:
            yield from domain.leaves()

    @property
    def of_plan(self) -> bool:
        """Whether it scores the verdicts on a plan's targets one by one."""
        return bool(self.target_domains)

    @property
    def target_domains(self) -> tuple[str, ...]:
        """What a target can name as its domain, in the order of the file; empty for all targets, wherever they are."""
        return tuple(dict.fromkeys(name for domain in self.domains for name in _target_domains(domain)))


def _target_domains(domain: Domain) -> Iterator[str]:
    if domain.targets:
        yield domain.targets.domain
    for part in domain.domains:
        yield from _target_domains(part)
