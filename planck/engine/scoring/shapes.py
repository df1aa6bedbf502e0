"""The shapes in which Chinese assessments score: figures of one indicator to points, each with its source."""

from collections.abc import Callable, Mapping
from typing import ClassVar

import numpy as np

from planck.engine.scoring.ways import BANDS, FULL, MUST, Floats, Parameter, Parameters, Way, number
from planck.model.scoring import Setting
from planck.registry import Table
from planck.words import Labels

Settings = Mapping[str, Setting]
Points = Callable[[Floats, float, Settings], Floats]


class Shape(Way):
    """A way from the figures of one indicator to points.

    points: (figures per unit, direction +1 or -1, settings with the defaults filled in) -> points per unit; NaN stays
    NaN, and a figure that the shape has no meaning for becomes NaN. ends: the least and the most points that the
    settings allow. The points are out of the setting `full`. peaked: whether a figure can be too good. of_all: the
    points of a unit depend on the figures of others.
    """

    titles: ClassVar = Labels("engine.shape_titles")
    sources: ClassVar = Labels("engine.shape_sources")

    points: Points
    ends: Callable[[Settings], tuple[float, float]]
    peaked: bool = False
    of_all: bool = False

    def complete(self, settings: Settings) -> Settings:
        """Settings with the defaults of those that were left out."""
        defaults = {name: one.default for name, one in self.parameters.items() if one.default is not None}
        return {**defaults, **settings}


SHAPES: Table[Shape] = Table("shape")


def shape(
    ends: Callable[[Settings], tuple[float, float]],
    parameters: Parameters | None = None,
    *,
    peaked: bool = False,
    of_all: bool = False,
) -> Callable[[Points], Points]:
    """A decorator that registers a function as the shape of its name."""

    def register(points: Points) -> Points:
        name = points.__name__
        own = Shape(name=name, parameters=parameters or {}, points=points, ends=ends, peaked=peaked, of_all=of_all)
        SHAPES.add(name, own)
        return points

    return register


def value(settings: Settings, name: str) -> float:
    """A setting that is a number."""
    given = settings[name]
    assert isinstance(given, float | int)
    return float(given)


def bands(settings: Settings) -> tuple[tuple[float, float], ...]:
    """The bands, each with its lower border and its points, the highest first."""
    given = settings["bands"]
    assert isinstance(given, tuple)
    return tuple((float(border), float(points)) for border, points in given)


def up_to_full(settings: Settings) -> tuple[float, float]:
    """The ends of a shape that goes from no points to full ones."""
    return 0.0, value(settings, "full")


@shape(
    lambda settings: (0.0, value(settings, "full") + value(settings, "cap")),
    {"goal": Parameter(default=1.0, positive=True), "cap": number(0.0), "full": FULL},
)
def completion_ratio(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full * x / goal, at most full + cap and never below 0; full * goal / x where less is better.

    Source: 常州市武进区 2010 assessment: weight times completion, the bonus at most 4 points.
    """
    full, goal, cap = (value(settings, name) for name in ("full", "goal", "cap"))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = x / goal if direction > 0 else np.where(x > 0, goal / x, np.nan)
    return np.asarray(np.clip(full * share, 0.0, full + cap))


@shape(
    lambda settings: (0.0, bands(settings)[0][1] + value(settings, "bonus_cap")),
    {
        "bands": BANDS,
        "full": FULL,
        "step": Parameter(default=10.0, positive=True),
        "step_points": number(0.0),
        "bonus_cap": number(0.0),
    },
)
def step_bands(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points of the highest band whose border x reaches, 0 below all; step_points more for every whole step beyond the
    highest border, at most bonus_cap. Less is better: a figure reaches a border from above.

    Source: 国发〔2007〕36号, the table of energy saving: 40/36/32/28/24/20/0 for 100/90/80/70/60/50 %, 3 points for
    every 10 % beyond, at most 9.
    """
    steps = bands(settings)
    sign = 1.0 if direction > 0 else -1.0
    points = np.zeros(x.shape)
    for border, worth in reversed(steps):
        # A share worked out from a goal may miss its border by the last binary digit.
        points = np.where(sign * (x - border) >= -1e-9 * abs(border), worth, points)
    step, each, cap = (value(settings, name) for name in ("step", "step_points", "bonus_cap"))
    beyond = np.maximum(sign * (x - steps[0][0]), 0.0)
    points = points + np.minimum(np.floor(beyond / step + 1e-9) * each, cap)
    return np.asarray(np.where(np.isnan(x), np.nan, points))


@shape(lambda settings: (0.0, value(settings, "full") * bands(settings)[0][1]), {"bands": BANDS, "full": FULL})
def banded_efficacy(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full * c between standards: full c_lo + (x - s_lo) / (s_hi - s_lo) (full c_hi - full c_lo); full times the
    highest coefficient above the best standard, 0 below the poorest.

    bands: pairs of a standard and its coefficient (0..1), the best first. Source: SASAC, comprehensive performance
    evaluation of central enterprises: basic points plus adjustment points between the standards of two bands.
    """
    full = value(settings, "full")
    best_first = bands(settings)
    # Less is better: the standards rise from the best to the poorest.
    order = sorted(best_first, key=lambda band: band[0])
    standards = np.array([standard for standard, _ in order])
    points = np.interp(x, standards, np.array([coefficient * full for _, coefficient in order]))
    poorest = best_first[-1][0]
    below = x < poorest if direction > 0 else x > poorest
    return np.asarray(np.where(np.isnan(x), np.nan, np.where(below, 0.0, points)))


@shape(up_to_full, {"step": number(0.05), "full": FULL}, of_all=True)
def places(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full * (1 - step * (place - 1)), not below 0; equal figures share the better place.

    Source: assessments by place: the first has full marks and each place after it 5 % less.
    """
    full, step = value(settings, "full"), value(settings, "step")
    known = ~np.isnan(x)
    place = np.searchsorted(np.sort(-direction * x[known]), -direction * x, side="left")
    return np.asarray(np.where(known, np.maximum(full * (1 - step * place), 0.0), np.nan))


@shape(
    up_to_full,
    {
        "low": Parameter(default=None, above="least"),
        "high": Parameter(default=None, above="low"),
        "least": MUST,
        "most": Parameter(default=None, above="high"),
        "full": FULL,
    },
    peaked=True,
)
def interval(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full inside [low, high]; full * (1 - (low - x) / d) below and full * (1 - (x - high) / d) above, with
    d = max(low - least, most - high), not below 0. The direction does not matter.

    Source: the moderate-indicator standardisation of multi-indicator evaluation in Chinese statistics.
    """
    full, low, high, least, most = (value(settings, name) for name in ("full", "low", "high", "least", "most"))
    outside = np.maximum(np.maximum(low - x, x - high), 0.0)
    return np.asarray(np.maximum(full * (1 - outside / max(low - least, most - high)), 0.0))


@shape(up_to_full, {"from": number(0.0), "points": MUST, "per": Parameter(default=1.0, positive=True), "full": FULL})
def unit_deduction(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full - points * (from - x) / per where x falls short of `from`, down to 0; where less is better, where x
    goes beyond it.

    Source: deduction by units missed, down to zero, as in assessments of yearly tasks.
    """
    full, start, each, per = (value(settings, name) for name in ("full", "from", "points", "per"))
    short = np.maximum((start - x) * direction, 0.0)
    return np.asarray(np.maximum(full - each * short / per, 0.0))


@shape(lambda settings: (0.0, float("nan")), {"base": Parameter(default=None, positive=True), "full": FULL})
def index(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full * x / base, full * base / x where less is better; there is no upper end.

    Source: 国家统计局社科文司, China innovation index: base year 2015 (before 2005) = 100.
    """
    full, base = value(settings, "full"), value(settings, "base")
    with np.errstate(divide="ignore", invalid="ignore"):
        points = full * x / base if direction > 0 else np.where(x > 0, full * base / x, np.nan)
    return np.asarray(points)


@shape(lambda settings: (-5.0, 5.0))
def ratio_score(x: Floats, direction: float, settings: Settings) -> Floats:
    """Score 7.1429 R - 4.2857 from R = 0.6 and 4.1667 R - 2.5 below, held to -5..5, with R growth achieved over growth
    required.

    Source: Statistics Canada, Canadian Indicator Framework, measuring progress; the coefficients as published.
    """
    return np.asarray(np.clip(np.where(x >= 0.6, 7.1429 * x - 4.2857, 4.1667 * x - 2.5), -5.0, 5.0))


@shape(lambda settings: (-5.0, 5.0), {"factor": Parameter(default=1.0, positive=True)})
def growth_score(x: Floats, direction: float, settings: Settings) -> Floats:
    """Score of a yearly growth rate R (a share) in the wanted direction: 125 R - 2.5 below 0, 500 R/C - 2.5 up to
    0.5 % C, 250 R/C - 1.25 up to 1.5 % C, 500 R/C - 5 above, held to -5..5. `factor` is C, 1 far from a limit.

    Source: Statistics Canada, Canadian Indicator Framework, measuring progress.
    """
    rate, factor = x * direction, value(settings, "factor")
    scaled = rate / factor
    score = np.select(
        [rate < 0, scaled < 0.005, scaled < 0.015],
        [125 * rate - 2.5, 500 * scaled - 2.5, 250 * scaled - 1.25],
        500 * scaled - 5,
    )
    return np.asarray(np.clip(np.where(np.isnan(x), np.nan, score), -5.0, 5.0))
