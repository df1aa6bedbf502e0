"""Plans: what was promised."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import field

from planck.model.figures import Period
from planck.model.finding import Place, Severity
from planck.record import Record, Written
from planck.words import Language, Text

if TYPE_CHECKING:
    from planck.model.scoring import ScoringModel


# Formulas of derived indicators, as values: parsed by `load`, evaluated by `engine`.


class Operator(StrEnum):
    """The four operations, and nothing else."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


class Constant(Record, kw_only=False):
    """A number."""

    value: float


class Series(Record, kw_only=False):
    """The figures of an indicator, by its id; an indicator in % counts as a share."""

    indicator: str


class Call(Record, kw_only=False):
    """A function of the formula language (the engine's table names them) of one series."""

    function: str
    indicator: str


class Binary(Record, kw_only=False):
    """`left` operator `right`."""

    operator: Operator
    left: "Expression"
    right: "Expression"


Expression = Constant | Series | Call | Binary


def leaves_in(expression: Expression) -> Iterator[Series | Call]:
    """What `expression` reads, from left to right."""
    match expression:
        case Series() | Call():
            yield expression
        case Binary(_, left, right):
            yield from leaves_in(left)
            yield from leaves_in(right)


def indicators_in(expression: Expression) -> frozenset[str]:
    """The ids of the indicators that `expression` reads."""
    return frozenset(leaf.indicator for leaf in leaves_in(expression))


def baselines_in(expression: Expression) -> frozenset[str]:
    """The ids of the indicators whose baselines in the plan `expression` reads."""
    return frozenset(leaf.indicator for leaf in leaves_in(expression) if _is_baseline(leaf))


def series_in(expression: Expression) -> frozenset[str]:
    """The ids of the indicators whose figures `expression` reads; baseline(x) reads the plan, not the figures."""
    return frozenset(leaf.indicator for leaf in leaves_in(expression) if not _is_baseline(leaf))


def _is_baseline(leaf: Series | Call) -> bool:
    return isinstance(leaf, Call) and leaf.function == "baseline"


class Measure(StrEnum):
    """What an indicator measures; it decides which arithmetic exists."""

    STOCK = "stock"
    FLOW = "flow"
    RATIO = "ratio"
    INDEX = "index"
    RANK = "rank"
    EVENT = "event"

    @property
    def is_level(self) -> bool:
        """Whether it holds at a point in time: at the end of June it is the same for every period that ends then."""
        return self in (Measure.STOCK, Measure.RANK, Measure.EVENT)


class Nature(StrEnum):
    """预期性 or 约束性: judged by the same arithmetic, but a missed binding goal weighs more."""

    EXPECTED = "expected"
    BINDING = "binding"


class Wording(StrEnum):
    """Whether the plan commits itself (达到) or strives (力争)."""

    FIRM = "firm"
    SOFT = "soft"


class PriceBasis(StrEnum):
    """At current or at constant prices."""

    NOMINAL = "nominal"
    CONSTANT = "constant"


class Quantity(StrEnum):
    """What of the indicator the goal is about."""

    LEVEL = "level"
    TOTAL = "total"
    INCREASE = "increase"
    DECREASE = "decrease"
    GROWTH = "growth"
    REDUCTION = "reduction"
    AVERAGE_GROWTH = "average_growth"
    AVERAGE_INCREASE = "average_increase"


# Quantities whose goals are shares of a level, stated in percent; and those that are steps, in the unit of the level.
IN_PERCENT = (Quantity.GROWTH, Quantity.REDUCTION, Quantity.AVERAGE_GROWTH)
STEPS = (Quantity.INCREASE, Quantity.DECREASE, Quantity.AVERAGE_INCREASE)


class Comparator(StrEnum):
    """How the quantity is compared with the goal. The direction of the goal follows from this alone."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ABOUT = "about"
    BETWEEN = "between"
    ABOVE_SERIES = "above_series"
    BELOW_SERIES = "below_series"
    RANK = "rank"
    DONE = "done"
    UP = "up"
    DOWN = "down"

    @property
    def is_direction(self) -> bool:
        """Whether it is a mere direction, without a number to reach."""
        return self in (Comparator.UP, Comparator.DOWN)


class Goal(Written):
    """What is to be reached: `low` and `high` bound the quantity, None where it is open on that side.

    For growth, reduction and average growth the bounds are shares (0.15 for 15 %), else they are in the indicator's
    unit. `series` is the other indicator of above_series and below_series, `series_name` what it is called; `strict`
    excludes the bound itself. `tolerance`: how far the bound lies on this side of the number that 左右 is printed of.
    """

    aside = ("series_name", "printed", "place")

    quantity: Quantity
    comparator: Comparator
    low: float | None = None
    high: float | None = None
    strict: bool = False
    tolerance: float = 0.0
    series: str = ""
    series_name: Text = Text()
    printed: str = ""
    place: Place


class Baseline(Written):
    """Where the plan starts from. `value` None: take it from the figures, as the plan asks with `from_figures`."""

    aside = ("printed", "place")

    value: float | None
    period: Period
    printed: str = ""
    place: Place


class Milestone(Written):
    """A value on the way, or the share of the way (0..1) that a schedule asks for by then."""

    period: Period
    value: float | None = None
    share: float | None = None
    place: Place


class Source(Record):
    """Where a number stands: document id, locator, and the figure as printed there."""

    document: str = ""
    at: str = ""
    as_printed: str = ""
    url: str = ""
    issuer: str = ""
    issued: str = ""


class Revision(Written):
    """A goal changed after the plan was issued; both goals are kept."""

    on: date
    goal: Goal
    due: Period | None = None
    reason: str = ""
    source: Source = Source()
    place: Place


class Cell(StrEnum):
    """A cell that a plan leaves empty."""

    BASELINE = "baseline"
    UNIT = "unit"
    DUE = "due"
    PACE = "pace"


class Stated(Written):
    """What the plan itself prints about a target besides: audited, never used in a verdict.

    growth, points, units: the pace a year. times: the goal as a multiple of the baseline (2 for 翻番). last_growth and
    last_points: how the baseline stood to the year before it. denominator: another whole of which the plan says that
    the share is one. column: the period over the column in which the goal is printed. blank: what it leaves empty.
    `printed` holds the numbers as typed, by key.
    """

    aside = ("printed",)

    growth: float | None = None
    points: float | None = None
    units: float | None = None
    times: float | None = None
    last_growth: float | None = None
    last_points: float | None = None
    denominator: str = ""
    column: Period | None = None
    blank: tuple[Cell, ...] = ()
    printed: tuple[tuple[str, str], ...] = ()


class PartialYearRule(StrEnum):
    """How a figure for part of a year meets a goal for a year."""

    REFUSE = "refuse"
    AS_IS = "as_is"
    PRO_RATA = "pro_rata"
    SHARES = "shares"


class PartialYear(Record):
    """The rule, and for `shares` the part of the annual flow (0..1) expected by each named part of the year."""

    rule: PartialYearRule = PartialYearRule.REFUSE
    shares: tuple[tuple[str, float], ...] = ()


class Indicator(Written):
    """A series that figures can be published for."""

    id: str
    name: Text
    aliases: tuple[str, ...] = ()
    unit: str = ""
    measure: Measure
    formula: Expression | None = None
    formula_text: str = ""
    price: PriceBasis | None = None
    denominator: str = ""
    lag: int = 0
    partial_year: PartialYear = PartialYear()
    place: Place


class Region(Record):
    """A place; `every` stands for each region that the figures hold."""

    name: str = ""
    code: str = ""
    aliases: tuple[str, ...] = ()
    every: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that it is called."""
        return tuple(name for name in (self.name, self.code, *self.aliases) if name)


_ENDS = ("新区", "省", "市", "区", "县", "州", "旗")
# The short name of this city is that of its province.
_OF_ANOTHER = ("吉林市",)


def short_name(region: str) -> str:
    """A region without the word for what kind of place it is, as tables print it; empty where that says too little.

    >>> short_name("滨江区"), short_name("浦东新区"), short_name("沙县"), short_name("吉林市")
    ('滨江', '浦东', '', '')
    """
    end = next((end for end in _ENDS if region.endswith(end)), "")
    short = region.removesuffix(end) if end and region not in _OF_ANOTHER else ""
    return short if len(short) > 1 else ""


class MethodChoice(Record):
    """A status method by name, with the borders that the plan sets itself."""

    name: str = "schedule"
    borders: tuple[tuple[str, float], ...] = ()


class Standard(Record):
    """A public value that a level is scored against in the place of the goal, such as the mean of the province."""

    value: float
    name: Text = Text()
    source: Source


class Target(Written):
    """One goal on one indicator, with its baseline and its way there.

    limit: where the indicator ends by nature (100 %), for the methods that ask less near it.
    domain: the domain of a scoring model that it belongs to; weight: how much it weighs there, None: as much as others.
    """

    id: str
    name: Text
    indicator: str
    nature: Nature = Nature.EXPECTED
    wording: Wording = Wording.FIRM
    baseline: Baseline | None = None
    goal: Goal
    due: Period
    path: str
    milestones: tuple[Milestone, ...] = ()
    revisions: tuple[Revision, ...] = ()
    limit: float | None = None
    part_of: str = ""
    adds_to: str = ""
    stated: Stated | None = None
    domain: str = ""
    weight: float | None = None
    standard: Standard | None = None
    method: MethodChoice = MethodChoice()
    region: Region
    source: Source = Source()
    note: str = ""
    place: Place


class Identity(Written):
    """An equation between figures that must hold within their printed rounding."""

    id: str
    left: Expression
    right: Expression
    text: str
    place: Place


class Ignore(Written):
    """A finding that somebody has accepted, with the reason. `fingerprint`: only this one."""

    code: str
    reason: str
    target: str = ""
    period: str = ""
    until: date | None = None
    fingerprint: str = ""
    place: Place


class Gate(Record):
    """What a change to the plan or its figures must hold; None: what the caller says.

    fail_on: the lowest severity that fails. min_score, max_drop: in points of the score.
    """

    fail_on: Severity | None = None
    min_score: float | None = None
    max_drop: float | None = None


class OwnGoals(Record, eq=False):
    """Goals of regions in place of the plan's: bounds in the unit of the goal by target id and spelling of a region."""

    values: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


class Plan(Written):
    """A plan as written, complete and checked in itself.

    goals: the table of goals that regions have of their own, and figures: what it is judged by, from the folder of the
    plan; own_goals: what that table holds.
    """

    aside = ("own_goals", "place")

    id: str
    title: Text
    language: Language
    region: Region
    base: Period
    start: Period
    end: Period
    source: Source = Source()
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()
    identities: tuple[Identity, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    # How it is scored: a model, or the path of a model's file from the folder of the plan.
    scoring: "ScoringModel | str | None" = None
    gate: Gate = Gate()
    goals: str = ""
    figures: tuple[str, ...] = ()
    own_goals: OwnGoals = OwnGoals()
    place: Place

    @property
    def calls(self) -> frozenset[str]:
        """What its targets are called, by id and by name, so that a plan is known again under another id."""
        names = (name for target in self.targets for name in (target.id, target.name.zh, target.name.en))
        return frozenset(name for name in names if name)

    def indicator(self, id_: str) -> Indicator:
        """The indicator with this id. Raises KeyError when the plan has none."""
        for indicator in self.indicators:
            if indicator.id == id_:
                return indicator
        raise KeyError(id_)
