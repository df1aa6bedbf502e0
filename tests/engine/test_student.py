"""Student's t against published critical values."""

from math import pi, tan

import numpy as np
import pytest

from planck.engine.outlook import student_cdf, student_quantile

# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, upper critical values of Student's t distribution.
LEVELS = (0.90, 0.95, 0.975, 0.99, 0.995)
PUBLISHED = {
    1: (3.078, 6.314, 12.706, 31.821, 63.657),
    2: (1.886, 2.920, 4.303, 6.965, 9.925),
    3: (1.638, 2.353, 3.182, 4.541, 5.841),
    4: (1.533, 2.132, 2.776, 3.747, 4.604),
    5: (1.476, 2.015, 2.571, 3.365, 4.032),
    6: (1.440, 1.943, 2.447, 3.143, 3.707),
    7: (1.415, 1.895, 2.365, 2.998, 3.499),
    10: (1.372, 1.812, 2.228, 2.764, 3.169),
    20: (1.325, 1.725, 2.086, 2.528, 2.845),
    30: (1.310, 1.697, 2.042, 2.457, 2.750),
    100: (1.290, 1.660, 1.984, 2.364, 2.626),
}
CASES = [(freedom, level, t) for freedom, row in PUBLISHED.items() for level, t in zip(LEVELS, row, strict=True)]


@pytest.mark.parametrize(("freedom", "level", "t"), CASES)
def test_quantiles_are_the_published_ones(freedom: int, level: float, t: float) -> None:
    assert student_quantile(level, freedom) == pytest.approx(t, abs=5.1e-4)
    assert student_quantile(1 - level, freedom) == pytest.approx(-t, abs=5.1e-4)


def test_one_degree_of_freedom_is_the_cauchy_distribution() -> None:
    # Its distribution function is 1/2 + atan(t) / pi: 3/4 at 1, 5/6 at the square root of 3.
    found = student_cdf(np.array([-1.0, 0.0, 1.0, 3**0.5]), 1)
    assert found == pytest.approx([0.25, 0.5, 0.75, 5 / 6], abs=1e-15)


def test_a_quantile_on_either_side_of_the_middle_is_the_same_with_its_sign_turned() -> None:
    for share in (0.45, 0.49, 0.5, 0.51, 0.54):
        assert student_quantile(share, 1) == pytest.approx(tan(pi * (share - 0.5)), abs=1e-12)


def test_two_degrees_of_freedom_have_a_closed_form() -> None:
    # 1/2 + t / (2 sqrt(2 + t^2)): at t = sqrt(2) it is 1/2 + 1/(2 sqrt 2).
    assert student_cdf(np.array([2**0.5]), 2) == pytest.approx([0.5 + 0.5 / 2**0.5], abs=1e-15)


def test_the_ends_are_certain() -> None:
    for freedom in (1, 2, 3, 8, 51):
        assert student_cdf(np.array([-np.inf, np.inf]), freedom) == pytest.approx([0.0, 1.0], abs=1e-12)


def test_nonsense_is_the_callers_error() -> None:
    with pytest.raises(ValueError, match="freedom: wanted at least 1, got 0"):
        student_cdf(np.zeros(1), 0)
    with pytest.raises(ValueError, match="probability: wanted between 0 and 1, got 1"):
        student_quantile(1.0, 3)
