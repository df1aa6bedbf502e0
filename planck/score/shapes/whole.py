"""The rules about a whole score, each with its source; the scorecard calls these functions."""

import numpy as np

from planck.score.aggregation import peer_means, zeros
from planck.score.normalisation import Floats, rounded
from planck.score.scored import grade_of, item_points, items_points, vetoed, winners
from planck.score.shapes import SHAPES, WHOLE, Settings, Shape, WholeShape, bands, number
from planck.words import Label


def mixed(level: float, progress: float, share: float) -> float:
    """Level and progress in a stated mix: share times the one and the rest times the other."""
    return share * level + (1 - share) * progress


for _name, _function, _title, _source in (
    (
        "level_and_progress",
        mixed,
        Label("score.whole.level_and_progress_in_stated"),
        Label("score.whole.assessments_of_chuzhou_and_wanjiang"),
    ),
    (
        "capped_items",
        items_points,
        Label("score.whole.bonus_and_deduction_items_capped"),
        Label("score.whole.assessment_of_yuxi_2017_total"),
    ),
    (
        "item",
        item_points,
        Label("score.whole.points_of_one_item"),
        Label("score.whole.assessment_of_yuxi_2017"),
    ),
    (
        "veto",
        vetoed,
        Label("score.whole.veto_changes_grade_not_score"),
        Label("score.whole.state_council_document_36_of"),
    ),
    (
        "grades",
        grade_of,
        Label("score.whole.grades_by_score_some_for"),
        Label("score.whole.energy_saving_95_80_60"),
    ),
    (
        "quota",
        winners,
        Label("score.whole.award_for_best_limited_in"),
        Label("score.whole.ding_for_science_and_technology"),
    ),
    (
        "peer_mean",
        peer_means,
        Label("score.whole.missing_figure_is_mean_of"),
        Label("score.whole.one_rule_among_several_in"),
    ),
    (
        "zero",
        zeros,
        Label("score.whole.missing_figure_has_no_points"),
        Label("score.whole.one_rule_among_several_in"),
    ),
    (
        "half_up",
        rounded,
        Label("score.whole.rounding_half_up"),
        Label("score.whole.china_innovation_index_171_45"),
    ),
):
    WHOLE.add(_name, WholeShape(title=_title, source=_source, function=_function))


# Between the standards of two neighbouring bands, in a straight line.


def banded_efficacy(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full * c between standards: full c_lo + (x - s_lo) / (s_hi - s_lo) (full c_hi - full c_lo); full times the
    highest coefficient above the best standard, 0 below the poorest.

    bands: pairs of a standard and its coefficient (0..1), the best first. Source: SASAC, comprehensive performance
    evaluation of central enterprises: basic points plus adjustment points between the standards of two bands.
    """
    full = number(settings, "full")
    best_first = bands(settings)
    # Less is better: the standards rise from the best to the poorest.
    order = sorted(best_first, key=lambda band: band[0])
    standards = np.array([standard for standard, _ in order])
    worth = np.array([coefficient * full for _, coefficient in order])
    points = np.interp(x, standards, worth)
    poorest = best_first[-1][0]
    below = x < poorest if direction > 0 else x > poorest
    return np.asarray(np.where(np.isnan(x), np.nan, np.where(below, 0.0, points)))


SHAPES.add(
    "banded_efficacy",
    Shape(
        title=Label("score.shape_titles.banded_efficacy"),
        source=Label("score.shape_sources.banded_efficacy"),
        defaults={"full": 100.0},
        points=banded_efficacy,
        ends=lambda settings: (0.0, number(settings, "full") * bands(settings)[0][1]),
    ),
)


# The share of a goal that was reached, with what goes beyond it capped.


def completion_ratio(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full * x / goal, at most full + cap and never below 0; full * goal / x where less is better.

    Source: 常州市武进区 2010 assessment: weight times completion, the bonus at most 4 points.
    """
    full, goal, cap = (number(settings, name) for name in ("full", "goal", "cap"))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = x / goal if direction > 0 else np.where(x > 0, goal / x, np.nan)
    return np.asarray(np.clip(full * share, 0.0, full + cap))


SHAPES.add(
    "completion_ratio",
    Shape(
        title=Label("score.shape_titles.completion_ratio"),
        source=Label("score.shape_sources.completion_ratio"),
        defaults={"goal": 1.0, "cap": 0.0, "full": 100.0},
        points=completion_ratio,
        ends=lambda settings: (0.0, number(settings, "full") + number(settings, "cap")),
    ),
)


# The score of Statistics Canada for an indicator without a goal.


def growth_score(x: Floats, direction: float, settings: Settings) -> Floats:
    """Score of a yearly growth rate R (a share) in the wanted direction: 125 R - 2.5 below 0, 500 R/C - 2.5 up to
    0.5 % C, 250 R/C - 1.25 up to 1.5 % C, 500 R/C - 5 above, held to -5..5. `factor` is C, 1 far from a limit.

    Source: Statistics Canada, Canadian Indicator Framework, measuring progress.
    """
    rate, factor = x * direction, number(settings, "factor")
    scaled = rate / factor
    score = np.select(
        [rate < 0, scaled < 0.005, scaled < 0.015],
        [125 * rate - 2.5, 500 * scaled - 2.5, 250 * scaled - 1.25],
        500 * scaled - 5,
    )
    return np.asarray(np.clip(np.where(np.isnan(x), np.nan, score), -5.0, 5.0))


SHAPES.add(
    "growth_score",
    Shape(
        title=Label("score.shape_titles.growth_score"),
        source=Label("score.shape_sources.growth_score"),
        defaults={"factor": 1.0},
        points=growth_score,
        ends=lambda settings: (-5.0, 5.0),
    ),
)


# An index: the figure over that of a base year, times 100.


def index(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full * x / base, full * base / x where less is better; there is no upper end.

    Source: 国家统计局社科文司, China innovation index: base year 2015 (before 2005) = 100.
    """
    full, base = number(settings, "full"), number(settings, "base")
    with np.errstate(divide="ignore", invalid="ignore"):
        points = full * x / base if direction > 0 else np.where(x > 0, full * base / x, np.nan)
    return np.asarray(points)


SHAPES.add(
    "index",
    Shape(
        title=Label("score.shape_titles.index"),
        source=Label("score.shape_sources.index"),
        defaults={"full": 100.0},
        points=index,
        ends=lambda settings: (0.0, float("nan")),
    ),
)


# Full marks inside a range, less the farther outside it.


def interval(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full inside [low, high]; full * (1 - (low - x) / d) below and full * (1 - (x - high) / d) above, with
    d = max(low - least, most - high), not below 0. The direction does not matter.

    Source: the moderate-indicator standardisation of multi-indicator evaluation in Chinese statistics.
    """
    full, low, high, least, most = (number(settings, name) for name in ("full", "low", "high", "least", "most"))
    outside = np.maximum(np.maximum(low - x, x - high), 0.0)
    return np.asarray(np.maximum(full * (1 - outside / max(low - least, most - high)), 0.0))


SHAPES.add(
    "interval",
    Shape(
        title=Label("score.shape_titles.interval"),
        source=Label("score.shape_sources.interval"),
        defaults={"full": 100.0},
        points=interval,
        ends=lambda settings: (0.0, number(settings, "full")),
    ),
)


# By place: full marks for the first, the same step less for each one after.


def places(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full * (1 - step * (place - 1)), not below 0; equal figures share the better place.

    Source: assessments by place: the first has full marks and each place after it 5 % less.
    """
    full, step = number(settings, "full"), number(settings, "step")
    known = ~np.isnan(x)
    ranked = np.sort(-direction * x[known])
    place = np.searchsorted(ranked, -direction * x, side="left")
    return np.asarray(np.where(known, np.maximum(full * (1 - step * place), 0.0), np.nan))


SHAPES.add(
    "places",
    Shape(
        title=Label("score.shape_titles.places"),
        source=Label("score.shape_sources.places"),
        defaults={"full": 100.0, "step": 0.05},
        points=places,
        ends=lambda settings: (0.0, number(settings, "full")),
    ),
)


# The score of Statistics Canada for an indicator with a goal.


def ratio_score(x: Floats, direction: float, settings: Settings) -> Floats:
    """Score 7.1429 R - 4.2857 from R = 0.6 and 4.1667 R - 2.5 below, held to -5..5, with R growth achieved over growth
    required.

    Source: Statistics Canada, Canadian Indicator Framework, measuring progress; the coefficients as published.
    """
    return np.asarray(np.clip(np.where(x >= 0.6, 7.1429 * x - 4.2857, 4.1667 * x - 2.5), -5.0, 5.0))


SHAPES.add(
    "ratio_score",
    Shape(
        title=Label("score.shape_titles.ratio_score"),
        source=Label("score.shape_sources.ratio_score"),
        points=ratio_score,
        ends=lambda settings: (-5.0, 5.0),
    ),
)


# Points by bands, with a bonus for every step beyond the highest one.


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
    step, each, cap = (number(settings, name) for name in ("step", "step_points", "bonus_cap"))
    beyond = np.maximum(sign * (x - steps[0][0]), 0.0)
    points = points + np.minimum(np.floor(beyond / step + 1e-9) * each, cap)
    return np.asarray(np.where(np.isnan(x), np.nan, points))


SHAPES.add(
    "step_bands",
    Shape(
        title=Label("score.shape_titles.step_bands"),
        source=Label("score.shape_sources.step_bands"),
        defaults={"full": 100.0, "step": 10.0, "step_points": 0.0, "bonus_cap": 0.0},
        points=step_bands,
        ends=lambda settings: (0.0, bands(settings)[0][1] + number(settings, "bonus_cap")),
    ),
)


# Full marks less points for every unit missed.


def unit_deduction(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full - points * (from - x) / per where x falls short of `from`, down to 0; where less is better, where x
    goes beyond it.

    Source: deduction by units missed, down to zero, as in assessments of yearly tasks.
    """
    full, start, each, per = (number(settings, name) for name in ("full", "from", "points", "per"))
    short = np.maximum((start - x) * direction, 0.0)
    return np.asarray(np.maximum(full - each * short / per, 0.0))


SHAPES.add(
    "unit_deduction",
    Shape(
        title=Label("score.shape_titles.unit_deduction"),
        source=Label("score.shape_sources.unit_deduction"),
        defaults={"full": 100.0, "from": 0.0, "per": 1.0},
        points=unit_deduction,
        ends=lambda settings: (0.0, number(settings, "full")),
    ),
)
