"""Running sums of flows."""

import numpy as np

from planck.engine.measured import Floats


def running_total(starts: Floats, ends: Floats, values: Floats, base: float) -> Floats:
    """Sum of a flow from time `base` to the end of each column, shape (R, P); NaN where the spans leave a gap.

    Columns are spans of time (`starts`, `ends` in years, P each) of flows `values` (R, P): years, halves, quarters,
    months, years to date or several years at once. A column adds to the sum that ends where it starts, so any set of
    spans that tile the time without a hole gives the sum, whatever their lengths.
    """
    regions = values.shape[0]
    sums: dict[float, Floats] = {_key(base): np.zeros(regions)}
    totals = np.full(values.shape, np.nan)
    for column in np.lexsort((starts, ends)):
        before = sums.get(_key(starts[column]), np.full(regions, np.nan))
        total = before + values[:, column]
        totals[:, column] = total
        end = _key(ends[column])
        known = sums.get(end, np.full(regions, np.nan))
        sums[end] = np.where(np.isnan(known), total, known)
    # Columns that end together tell the same sum; one that follows a hole learns it from one that does not.
    return np.stack([sums[_key(end)] for end in ends], axis=1) if len(ends) else totals


def _key(time: float) -> float:
    # Months are thirds and twelfths in binary; nine digits tell a day from the next and forgive the rest.
    return round(float(time), 9)
