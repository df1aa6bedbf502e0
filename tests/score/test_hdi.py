"""UNDP's human development index of 2022: ranks and groups follow from the rounded index."""

import csv
from bisect import bisect_right

import numpy as np
import pytest

from planck.engine.scoring.aggregate import Node, Tree
from planck.engine.scoring.normalise import Marking
from planck.engine.scoring.ranks import ranks, rounded
from tests.golden.folder import shared
from tests.score.building import levels


def post(method: str, worst: float, best: float) -> Marking:
    return Marking(method=method, given={"worst": worst, "best": best, "scale": 1.0})


MARKINGS = (
    post("goalposts", 20, 85),
    post("goalposts", 0, 18),
    post("goalposts", 0, 15),
    post("log_goalposts", 100, 75000),
)
TREE = Tree(
    leaves=4,
    nodes=(
        Node(name="education", parts=(1, 2), weights=(1, 1)),
        Node(name="hdi", parts=(0, 4, 3), weights=(1, 1, 1), method="geometric"),
    ),
)


def test_193_of_the_193_indices_ranks_and_groups_follow() -> None:
    with shared("golden/composite/hdi_2022.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["rank_published"]]
    figures = np.array([[float(row[name]) for name in ("le", "eys", "mys", "gnipc")] for row in rows])
    index = levels(figures, MARKINGS, TREE).index
    assert len(rows) == 193
    assert rounded(index, 3).tolist() == [float(row["hdi_published"]) for row in rows]
    published = [int(row["rank_published"]) for row in rows]
    assert ranks(rounded(index, 3)).tolist() == published
    groups = [("Low", "Medium", "High", "Very High")[bisect_right([0.55, 0.7, 0.8], one)] for one in rounded(index, 3)]
    assert groups == [row["group_published"] for row in rows]
    assert sum(a == b for a, b in zip(ranks(index).tolist(), published, strict=True)) == 166


# UNDP, Human Development Report 2023-24, composite indices time series, year 2022.
@pytest.mark.parametrize(
    ("figures", "index"),
    [
        ((62.879, 10.70538475, 2.514790058, 1335.205733), 0.462),
        ((76.833, 14.48746967, 10.12114431, 15293.32651), 0.789),
    ],
    ids=["Afghanistan", "Albania"],
)
def test_published_indices(figures: tuple[float, ...], index: float) -> None:
    assert rounded(levels(np.array([figures]), MARKINGS, TREE).index, 3).tolist() == [index]


def test_rounding_is_half_up_on_the_printed_number() -> None:
    # China's innovation index 2012 prints 171.45 as 171.5; binary rounding would give 171.4.
    assert rounded([171.45, 148.2, -0.5, np.nan], 1).tolist()[:3] == [171.5, 148.2, -0.5]
    assert rounded([0.50005, 0.49995, 2.0**60], 0).tolist() == [1.0, 0.0, 2.0**60]
    # A hundred times these is a little less than a half in binary numbers.
    assert rounded([1.005, 0.285, -1.005, 1.0049], 2).tolist() == [1.01, 0.29, -1.01, 1.0]
    assert rounded([0.5, 1.5, 2.5, -2.5], 0).tolist() == [1.0, 2.0, 3.0, -3.0]


def test_ties_share_the_better_rank_and_a_gap_has_none() -> None:
    places = ranks(np.array([3.0, 5.0, 5.0, np.nan, 1.0]))
    assert places.tolist() == pytest.approx([3, 1, 1, np.nan, 4], nan_ok=True)
    # The same sum taken in two orders.
    places = ranks(np.array([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1, 1, np.nan, np.nan]))
    assert places.tolist() == pytest.approx([2, 2, 1, np.nan, np.nan], nan_ok=True)
    assert ranks(np.array([])).tolist() == []
    # Noise is a share of large scores, and next to nothing a share of one.
    for scores in ([1e6, 1e6 + 5e-7], [0.0, 5e-13]):
        assert ranks(np.array(scores)).tolist() == [1, 1]
    for scores in ([1e6, 1e6 + 5e-6], [0.0, 5e-12]):
        assert ranks(np.array(scores)).tolist() == [2, 1]
