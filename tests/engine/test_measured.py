"""Numbers that may be missing."""

import numpy as np

from planck.engine.measured import measured
from planck.model import Missing


def test_one_value_over_conditions_of_several_regions() -> None:
    found = measured(2.5, (np.array([False, True, True]), Missing.NO_BASELINE), (np.array([True] * 3), Missing.NO_PATH))
    assert [found.at(region) for region in range(3)] == [Missing.NO_PATH, Missing.NO_BASELINE, Missing.NO_BASELINE]
    some = measured(2.5, (np.array([False, True]), Missing.NO_FIGURE))
    assert [some.at(region) for region in range(2)] == [2.5, Missing.NO_FIGURE]


def test_what_is_not_finite_says_so() -> None:
    assert measured(np.inf).at(0) is Missing.TOO_LARGE
