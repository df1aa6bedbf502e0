"""Loadings of the first principal component."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.weighting import WEIGHTINGS, Weighting


def loadings(x: Floats) -> Floats:
    """The first principal component of standardised columns, its sum positive. Source: COINr 1.1.14, get_PCA."""
    z = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    first = np.linalg.svd(z, full_matrices=False)[2][0]
    return np.asarray(first if first.sum() >= 0 else -first)


def pca(x: Floats) -> Floats:
    """The loadings; a negative one makes the weights refused, for it would punish a better mark."""
    return loadings(x)


WEIGHTINGS.add(
    "pca",
    Weighting(
        title=Text(zh="第一主成分载荷", en="loadings of the first principal component"),
        source=Text(zh="COINr 1.1.14，get_PCA", en="COINr 1.1.14, get_PCA"),
        make=pca,
    ),
)
