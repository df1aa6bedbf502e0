"""The nearest figure with another status, by hand."""

import numpy as np
import pytest

from planck.engine.method import METHODS
from planck.engine.outcome import Outcome
from planck.engine.outlook import Found, Grid, Question, Search, flips
from tests.judging import course, series

SCHEDULE = METHODS["schedule"]


def question(value: float | list[float], **goal: object) -> Question:
    """Asked in 2023 of goals set in 2020 for 2025, from 40."""
    way = course(base=2020, due=2025, baseline=40.0, **goal)  # type: ignore[arg-type]
    figures = series({2023.0: value})
    found = Outcome(way, figures, 2023)
    return Question(
        course=way,
        series=figures,
        as_of=2023,
        statuses=lambda outcome_: SCHEDULE.judge(outcome_, SCHEDULE.borders).status,
        column=found.column,
    )


def flip(value: float, digits: int, side: int, most: int = 10_000, **goal: object) -> Found | None:
    asked = question(value, **goal)
    status = str(asked.moved(np.array([0]), np.zeros(1))[0])
    grid = Grid(whole=round(value * 10**digits), digits=digits)
    search = Search(row=0, grid=grid, status=status, side=side, most=most)
    return flips(asked, [search])[0]


def test_the_grid_is_that_of_the_printed_number() -> None:
    grid = Grid(whole=122, digits=2)
    assert (grid.step, grid.at(0), grid.at(3), grid.at(-23)) == (0.01, 1.22, 1.25, 0.99)
    assert (grid.steps_to(1.5), grid.steps_to(1.499), grid.steps_to(1.0)) == (28, 27, -22)
    hundreds = Grid(whole=12, digits=-2)
    assert (hundreds.step, hundreds.at(1), hundreds.steps_to(1450.0)) == (100.0, 1300.0, 2)


# From 40 to at least 60: 60 % of the time is gone, so 105 % of the way is 52.6 and 95 % is 51.4, which still counts.
@pytest.mark.parametrize(
    ("digits", "side", "steps", "status"),
    [(0, 1, 1, "ahead"), (0, -1, 1, "behind"), (1, 1, 6, "ahead"), (1, -1, 7, "behind"), (3, -1, 601, "behind")],
)
def test_on_a_linear_path(digits: int, side: int, steps: int, status: str) -> None:
    assert flip(52.0, digits, side, low=60.0) == Found(steps, status)


def test_where_less_is_wanted_the_sides_are_swapped() -> None:
    # From 40 to at most 20: 28 is on schedule, 27.4 ahead, above 28.6 behind.
    assert flip(28.0, 1, 1, high=20.0) == Found(7, "behind")
    assert flip(28.0, 1, -1, high=20.0) == Found(6, "ahead")


def test_far_away_and_out_of_reach() -> None:
    # 52 on a grid of millionths: 600,000 steps; not with fewer.
    assert flip(52.0, 6, 1, most=10_000_000, low=60.0) == Found(600_000, "ahead")
    assert flip(52.0, 6, 1, most=599_999, low=60.0) is None


def test_a_narrow_range_is_not_jumped_over() -> None:
    # To be kept every year between 100 and 100.5: 52.0 breaks it; only 100.0 to 100.5 do not.
    asked = question(52.0, low=100.0, high=100.5, path="hold")
    grid = Grid(whole=520, digits=1)
    landmarks = (grid.steps_to(100.0), grid.steps_to(100.5))
    search = Search(row=0, grid=grid, status="missed", side=1, most=10_000, landmarks=landmarks)
    assert flips(asked, [search]) == [Found(480, "on_schedule")]


def test_several_searches_share_the_engine_calls() -> None:
    asked = question([52.0, 46.0], low=60.0)
    searches = [
        Search(row=0, grid=Grid(whole=52, digits=0), status="on_schedule", side=-1, most=52),
        Search(row=1, grid=Grid(whole=46, digits=0), status="off_track", side=1, most=500),
        Search(row=1, grid=Grid(whole=46, digits=0), status="off_track", side=-1, most=46),
    ]
    # Half of the path's pace: behind from 60 % of it, 47.2; below the baseline of 40 it reverses.
    assert flips(asked, searches) == [Found(1, "behind"), Found(2, "behind"), Found(7, "reversing")]
    assert flips(asked, []) == []


def test_what_cannot_be_judged_is_no_other_verdict() -> None:
    # On a compound path 0 has no share of the way; the retreat below 40 comes first anyway.
    assert flip(41.0, 0, -1, most=41, low=60.0, path="compound") == Found(2, "reversing")


def test_a_figure_taken_away_leaves_the_one_before() -> None:
    way = course(base=2020, due=2025, baseline=40.0, low=60.0)
    figures = series({2022.0: 44.0, 2023.0: 52.0})
    asked = Question(
        course=way,
        series=figures,
        as_of=2023,
        statuses=lambda found: SCHEDULE.judge(found, SCHEDULE.borders).status,
        column=Outcome(way, figures, 2023).column,
    )
    # 4 of 8 in 2022 is off track; the original array stays as it is.
    assert asked.moved(np.array([0, 0]), np.array([np.nan, 0.0])).tolist() == ["off_track", "on_schedule"]
    assert figures.values.tolist() == [[44.0, 52.0]]
    # With a baseline of 48 the way to 60 is shorter: 4 of 7.2.
    assert asked.moved(np.array([0]), np.zeros(1), np.array([8.0])).tolist() == ["off_track"]
