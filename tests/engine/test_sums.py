"""Running sums of flows over spans of any length."""

import numpy as np
import pytest

from planck.engine.measured import running_total


def total(spans: list[tuple[float, float, float]], base: float = 2020.0) -> list[float]:
    starts, ends, values = (np.array(column) for column in zip(*spans, strict=True))
    return list(running_total(starts, ends, values[None, :], base)[0])


def test_years_add_up() -> None:
    assert total([(2020, 2021, 55), (2021, 2022, 61)]) == [55, 116]


def test_halves_quarters_and_the_year_to_date_add_up() -> None:
    assert total([(2020, 2020.5, 20), (2020.5, 2021, 35), (2021, 2021.75, 40)]) == [20, 55, 95]


def test_thirds_of_a_year_meet_although_they_are_not_binary() -> None:
    ends = [2020 + month / 12 for month in range(1, 13)]
    starts = [2020 + month / 12 for month in range(12)]
    assert total(list(zip(starts, ends, [1.0] * 12, strict=True)))[-1] == 12


def test_several_years_at_once() -> None:
    assert total([(2020, 2023, 180), (2023, 2024, 60)]) == [180, 240]


def test_a_hole_in_the_years_has_no_sum() -> None:
    assert total([(2020, 2021, 55), (2022, 2023, 61)]) == [55, pytest.approx(np.nan, nan_ok=True)]


def test_a_whole_year_counts_before_its_halves() -> None:
    assert total([(2020.5, 2021, 35), (2020, 2020.5, 20), (2020, 2021, 56)]) == [56, 20, 56]


def test_a_span_after_a_hole_learns_the_sum_from_a_longer_one() -> None:
    assert total([(2020.5, 2021, 35), (2020, 2021, 56), (2021, 2022, 4)]) == [56, 56, 60]


def test_a_gap_is_told_by_what_ends_with_it_and_the_start_by_its_own_figure_alone() -> None:
    nan = pytest.approx(np.nan, nan_ok=True)
    assert total([(2020, 2020.5, 50), (2020.5, 2021, 70), (2020, 2021, np.nan)]) == [50, 120, 120]
    assert total([(2019, 2020, np.nan), (2020, 2021, 70)]) == [nan, 70]
    assert total([(2019, 2020, 5), (2020, 2021, 70)])[1] == 70


def test_nothing_adds_up_to_nothing() -> None:
    assert running_total(np.empty(0), np.empty(0), np.empty((2, 0)), 2020.0).shape == (2, 0)
