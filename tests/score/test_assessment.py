"""Worked examples of Chinese assessments: those on normalisation, totals and ranks."""

from typing import Any

import numpy as np
import pytest

from planck.engine.scoring.aggregate import rolled
from planck.engine.scoring.ranks import ranks, rounded
from tests.golden.folder import golden
from tests.score.building import flat, marks, units


def case(name: str) -> dict[str, Any]:
    (found,) = [one for one in golden("assessment.json")["cases"] if one["id"] == name]
    return dict(found)


@pytest.mark.parametrize("year", ["2012", "2017", "2021", "2024"])
def test_totals_of_the_innovation_index(year: str) -> None:
    one = case(f"cii_{year}_total")
    total = rolled(units(tuple(one["in"]["d"])), flat(1, 1, 1, 1)).index
    assert rounded(total, 1).tolist() == [one["expected"]]


def test_total_of_the_moderately_prosperous_society_index() -> None:
    one = case("xiaokang_2008_total")
    total = rolled(units(tuple(one["in"]["s"])), flat(*one["in"]["w_from_memory"])).index
    assert rounded(total, 1).tolist() == [one["expected"]]


def test_the_efficacy_coefficient() -> None:
    one = case("gongxiao_6040")
    found = marks("efficacy", [one["in"]["x"]], worst=one["in"]["xs"], best=one["in"]["xh"])
    assert rounded(found, 2).tolist() == [one["expected"]]


def test_capped_ratios() -> None:
    for figure, standard, score in case("hanspub_ratio_cap")["rows"]:
        assert rounded(marks("standard", [figure], standard=standard), 2).tolist() == [score]
    # Two rows that the same article prints do not follow from its figures.
    assert rounded(marks("standard", [17], standard=41.4), 2).tolist() != [41.46]
    assert rounded(marks("standard", [4.28], standard=396.85), 2).tolist() != [1.07]


# Yuxi 2017: score before bonus, bonus, total, rank.
def test_totals_with_bonus_and_their_ranks() -> None:
    rows = case("yuxi_2017")["rows"]
    base, bonus, total = (np.array([row[at] for row in rows]) for at in (1, 2, 3))
    assert rounded(base + bonus, 1).tolist() == total.tolist()
    assert ranks(base + bonus).tolist() == [row[4] for row in rows]


def test_level_and_change_of_value_added_in_xianning() -> None:
    # 40 points for the level and 40 for the change, each share rounded to two decimals; a change of -0.4 gets nothing.
    rows = case("xianning_2018_va")["rows"]
    level = np.array([row[2] for row in rows])
    step = rounded([row[2] - row[1] for row in rows], 1)
    parts = [
        rounded(marks("min_max", level.tolist(), high=1.0), 2),
        rounded(marks("goalposts", step.tolist(), worst=-0.4, best=float(step.max()), scale=1), 2),
    ]
    found = rounded(40 * parts[0] + 40 * parts[1], 1)
    printed = [row[3] for row in rows]
    assert found[:5].tolist() == printed[:5]
    # The sixth row does not follow from the figures that are printed with it: 7.2 gives 4.0 points, 0.8 are printed.
    assert (found[5], printed[5]) == (4.0, 0.8)
