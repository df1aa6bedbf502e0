"""Numbers over regions, each there or missing with a reason."""

import numpy as np

from planck.engine.measured import measured
from planck.model import Missing


def test_one_number_for_regions_that_differ_in_why_it_is_missing() -> None:
    found = measured(2.0, (np.array([False, True, False]), Missing.NO_BASELINE))
    assert [found.at(region) for region in range(3)] == [2.0, Missing.NO_BASELINE, 2.0]


def test_the_first_condition_that_holds_names_the_reason() -> None:
    both = np.array([True])
    found = measured([1.0], (both, Missing.NO_FIGURE), (both, Missing.NO_BASELINE))
    assert found.at(0) is Missing.NO_FIGURE


def test_a_number_out_of_the_range_of_floats_says_so() -> None:
    assert measured([np.inf]).at(0) is Missing.TOO_LARGE
