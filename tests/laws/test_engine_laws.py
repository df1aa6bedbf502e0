"""Laws of the engine, over all goals that hypothesis can think of."""

import math
from typing import Any

import numpy as np
from hypothesis import assume, example, given
from hypothesis import strategies as st

from planck.engine.measured import Measured, cagr
from planck.engine.method import METHODS
from planck.engine.outcome import Outcome
from planck.engine.paths import PATHS
from planck.model import Missing, Quantity
from tests.judging import course, series

POSITIVE = st.floats(min_value=0.01, max_value=1e6)
VALUE = st.one_of(POSITIVE, st.floats(min_value=-1e6, max_value=1e6), st.just(0.0))
YEARS = st.integers(min_value=1, max_value=30)
PATH = st.sampled_from(["linear", "compound", "steps", "hold"])
BEST_FIRST = METHODS["schedule"].statuses


def status(found: Outcome) -> str:
    method = METHODS["schedule"]
    return str(method.judge(found, method.with_borders({})).status[0])


@st.composite
def goals(draw: st.DrawFn) -> dict[str, Any]:
    """Any goal on a level from 2020: either bound or both, any path, with or without a baseline."""
    low, high = sorted((draw(VALUE), draw(VALUE)))
    bounds = draw(st.sampled_from([{"low": low}, {"high": high}, {"low": low, "high": high}]))
    baseline = draw(st.one_of(VALUE, st.just(math.nan)))
    due = 2020 + draw(YEARS)
    return {"base": 2020, "due": due, "baseline": baseline, "path": draw(PATH), **bounds}


POINTS = st.dictionaries(st.integers(2015, 2055).map(float), VALUE, max_size=6)


@given(start=POSITIVE, end=POSITIVE, years=YEARS)
def test_growing_at_the_required_rate_arrives_at_the_goal(start: float, end: float, years: int) -> None:
    rate = cagr(start, end, years).value[0]
    assert math.isclose(start * (1 + rate) ** years, end, rel_tol=1e-6)


@given(value=POSITIVE, goal=POSITIVE, baseline=POSITIVE, path=st.sampled_from(["linear", "compound"]), at=YEARS)
def test_the_required_pace_from_now_arrives(value: float, goal: float, baseline: float, path: str, at: int) -> None:
    assume(goal > value)
    found = Outcome(course(base=2020, due=2055, baseline=baseline, low=goal, path=path), series({2020 + at: value}), 0)
    pace, left = found.required_from_now.value, np.array([2055.0 - 2020 - at])
    assert math.isclose(PATHS[path].carry(np.array([value]), pace, left)[0], goal, rel_tol=1e-6)


def numbers(found: Outcome) -> dict[str, Measured]:
    """Its numbers that may be missing, by name."""
    told = {name: getattr(found, name) for name in vars(Outcome) if not name.startswith("__")}
    measured = {name: number for name, number in told.items() if isinstance(number, Measured)}
    assert len(measured) > 12
    return measured


@given(goal=goals(), points=POINTS, as_of=st.floats(2015, 2060))
def test_every_number_is_there_or_says_why_not(goal: dict[str, Any], points: dict[float, Any], as_of: float) -> None:
    found = Outcome(course(**goal), series(points), as_of)
    for name, number in numbers(found).items():
        value = number.at(0)
        assert isinstance(value, Missing) or math.isfinite(value), name
    for name, method in METHODS.items():
        verdict = method.judge(found, method.with_borders({}))
        assert str(verdict.status[0]) in method.statuses, name


@given(goal=goals(), points=POINTS, later=VALUE)
def test_a_figure_after_the_goals_date_never_changes_the_status(
    goal: dict[str, Any], points: dict[float, Any], later: float
) -> None:
    before = Outcome(course(**goal), series(points), 2060)
    after = Outcome(course(**goal), series({**points, 2056.0: later}), 2060)
    assert status(before) == status(after)


@given(goal=goals(), points=POINTS, factor=st.sampled_from([0.001, 0.5, 100.0, 10_000.0]))
def test_another_unit_changes_no_status_and_no_share(
    goal: dict[str, Any], points: dict[float, Any], factor: float
) -> None:
    scaled = {name: value * factor if name in ("baseline", "low", "high") else value for name, value in goal.items()}
    one = Outcome(course(**goal), series(points), 2020)
    other = Outcome(course(**scaled), series({time: value * factor for time, value in points.items()}), 2020)
    near = one.pace_ratio.at(0)
    borders = METHODS["schedule"].borders.values()
    assume(isinstance(near, Missing) or all(abs(near - border) > 1e-6 for border in borders))
    assert status(one) == status(other)
    for name in ("way", "elapsed"):
        a, b = getattr(one, name).at(0), getattr(other, name).at(0)
        assert a == b or (not isinstance(a, Missing) and math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9))


@given(
    baseline=VALUE,
    low=VALUE,
    path=PATH,
    points=st.dictionaries(st.integers(2021, 2030).map(float), VALUE, min_size=1, max_size=4),
    better=POSITIVE,
)
def test_a_better_figure_never_worsens_the_status(
    baseline: float, low: float, path: str, points: dict[float, Any], better: float
) -> None:
    goal = course(base=2020, due=2030, baseline=baseline, low=low, path=path)
    last = max(points)
    worse, improved = (
        status(Outcome(goal, series({**points, last: value}), last)) for value in (points[last], points[last] + better)
    )
    # A figure that a compound path cannot reach (zero, the other sign) has no status; the better one may have.
    if "not_assessed" not in (worse, improved):
        assert BEST_FIRST.index(improved) <= BEST_FIRST.index(worse)


@given(goal=goals(), points=st.lists(st.tuples(VALUE, VALUE), min_size=1, max_size=5))
def test_regions_do_not_know_each_other(goal: dict[str, Any], points: list[tuple[float, float]]) -> None:
    together = Outcome(course(**goal), series({2021.0 + year: list(pair) for year, pair in enumerate(points)}), 2022)
    for region in range(2):
        alone = Outcome(course(**goal), series({2021.0 + year: pair[region] for year, pair in enumerate(points)}), 2022)
        both = numbers(together)
        for name, number in numbers(alone).items():
            assert number.at(0) == both[name].at(region), name


@given(flows=st.lists(st.floats(0, 1e4), min_size=1, max_size=5), goal=POSITIVE)
def test_a_sum_is_judged_by_what_has_come_together(flows: list[float], goal: float) -> None:
    sums = np.cumsum(flows)
    found = Outcome(
        course(base=2020, due=2025, low=goal, quantity=Quantity.TOTAL),
        series({2021.0 + year: float(total) for year, total in enumerate(sums)}),
        2020,
    )
    assert bool(found.met[0]) == (sums[-1] >= goal * (1 - 1e-9))
    assert math.isclose(found.way.value[0], sums[-1] / goal)


@given(flows=st.lists(st.floats(0, 1e4), min_size=1, max_size=5), limit=POSITIVE, less=st.floats(0, 1))
@example(flows=[1.0], limit=6.0, less=2.2250738585e-313)
def test_using_less_of_a_limit_never_worsens_the_status(flows: list[float], limit: float, less: float) -> None:
    goal = course(base=2020, due=2025, high=limit, quantity=Quantity.TOTAL)
    more, fewer = (
        status(Outcome(goal, series({2021.0 + year: float(total) for year, total in enumerate(np.cumsum(used))}), 2020))
        for used in (flows, [flow * less for flow in flows])
    )
    assert BEST_FIRST.index(fewer) <= BEST_FIRST.index(more)
