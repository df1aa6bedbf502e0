"""Copeland: how many units a unit beats in pairwise votes of the parts, less how many it loses to."""

import numpy as np

from planck.model import Text
from planck.score.aggregation import AGGREGATIONS, Aggregation, Parameters
from planck.score.refusal import Codes, Floats, Refusal, first_reason

EVEN = 1e-12
"""Votes nearer than this share of each other are a draw: binary noise in sums of weights decides no pair."""


def _margins(x: Floats, w: Floats, row: int) -> Floats:
    """Sum of weights for this row less that against it, over the parts that both rows have, for every other row."""
    both = ~np.isnan(x) & ~np.isnan(x[row])
    sides = np.where(both, np.sign(x[row] - x), 0.0)
    return np.asarray((sides * w).sum(axis=1) / np.maximum((both * w).sum(axis=1), np.finfo(np.float64).tiny))


def _wins(x: Floats, w: Floats) -> Floats:
    """Pairs won less pairs lost, per unit."""
    margins = (_margins(x, w, row) for row in range(x.shape[0]))
    return np.array([float((one > EVEN).sum() - (one < -EVEN).sum()) for one in margins])


def copeland(x: Floats, w: Floats, _: Parameters) -> tuple[Floats, Codes]:
    """Wins less losses. Each pair votes with the parts that both have, so that the order of rows plays no part.

    Source: COINr 1.1.14, a_copeland; the handling of gaps is planck's own (there it depends on the order of rows).
    """
    absent = np.asarray(np.isnan(x).all(axis=1))
    if x.ndim == 2 and w.ndim == 1:
        value = _wins(x, w)
    else:
        draws = w.shape[-1] if w.ndim == 2 else x.shape[-1]
        pick = [(x[..., d] if x.ndim == 3 else x, w[..., d] if w.ndim == 2 else w) for d in range(draws)]
        value = np.stack([_wins(figures, weights) for figures, weights in pick], axis=1)
        absent = absent if absent.ndim == 2 else np.repeat(absent[:, None], draws, axis=1)
    return np.where(absent, np.nan, value), first_reason(value.shape, (absent, Refusal.NO_FIGURE))


AGGREGATIONS.add(
    "copeland",
    Aggregation(
        title=Text(zh="Copeland 两两比较", en="Copeland, wins less losses in pairs"),
        source=Text(
            zh="COINr 1.1.14，a_copeland；缺数时的处理为本工具自定",
            en="COINr 1.1.14, a_copeland; the handling of gaps is planck's own",
        ),
        combine=copeland,
        form=None,
    ),
)
