"""The shapes: each number by hand from the rule that the docstring cites."""

import numpy as np
import pytest

from planck.engine.scoring.shapes import SHAPES
from planck.model.scoring import Normalisation, Setting
from planck.score.scored import settings_of, shape_points

BANDS: Setting = ((100.0, 40.0), (90.0, 36.0), (80.0, 32.0), (70.0, 28.0), (60.0, 24.0), (50.0, 20.0))
STEPS: dict[str, Setting] = {"bands": BANDS, "full": 40.0, "step": 10.0, "step_points": 3.0, "bonus_cap": 9.0}
CASES: list[tuple[str, dict[str, Setting], float, dict[float, float]]] = [
    # 国发〔2007〕36号: 40/36/.../20/0, 3 points for every 10 % over, at most 9.
    ("step_bands", STEPS, 1, {100: 40, 99.9: 36, 90: 36, 50: 20, 49: 0, 110: 43, 119: 43, 120: 46, 200: 49}),
    ("step_bands", {"bands": ((1.0, 10.0), (2.0, 5.0)), "full": 10.0}, -1, {0.5: 10, 1: 10, 1.5: 5, 3: 0}),
    ("completion_ratio", {"goal": 50.0, "cap": 4.0, "full": 10.0}, 1, {25: 5, 50: 10, 100: 14, -5: 0}),
    ("completion_ratio", {"goal": 5.0}, -1, {10: 50, 5: 100, 4: 100, 0.5: 100, 0: float("nan")}),
    ("banded_efficacy", {"bands": ((9.5, 0.8), (1.7, 0.6)), "full": 20.0}, 1, {9.5: 16, 12: 16, 1.7: 12, 1: 0}),
    ("banded_efficacy", {"bands": ((2.0, 1.0), (4.0, 0.5))}, -1, {1: 100, 3: 75, 4: 50, 5: 0}),
    (
        "banded_efficacy",
        {"bands": ((9.0, 1.0), (5.0, 0.8), (1.0, 0.6)), "full": 10.0},
        1,
        {0.5: 0, 1: 6, 3: 7, 7: 9, 9: 10},
    ),
    ("interval", {"low": 2.0, "high": 4.0, "least": 0.0, "most": 8.0}, 1, {3: 100, 0: 50, 6: 50, 8: 0, -9: 0}),
    ("unit_deduction", {"from": 10.0, "points": 5.0, "per": 2.0, "full": 20.0}, 1, {12: 20, 10: 20, 6: 10, 0: 0}),
    ("unit_deduction", {"points": 5.0}, -1, {0: 100, 3: 85, 30: 0}),
    ("index", {"base": 2.0}, 1, {3: 150}),
    ("index", {"base": 2.0}, -1, {4: 50, 0.5: 400, 0: float("nan")}),
    # Statistics Canada: figures 1 and 2 of the methodology, and the published score of 1-1-1.
    ("ratio_score", {}, 1, {-0.6: -5, 1.3: 5, -2: -5, 0.9010899546976208: 2.1506954374096354, 0.6: 0.00004}),
    ("growth_score", {}, 1, {-0.05: -5, -0.02: -5, 0: -2.5, 0.015: 2.5, 0.02: 5, 0.05: 5, 0.005: 0}),
    ("growth_score", {}, 1, {-0.001: -2.625, 0.0048: -0.1, 0.0052: 0.05, 0.0148: 2.45, 0.0155: 2.75}),
    ("growth_score", {"factor": 0.5}, -1, {0.001: -2.625, -0.0026: 0.05, -0.0074: 2.45, -0.00775: 2.75}),
    ("ratio_score", {}, 1, {0.58: -0.083314, 0.62: 0.142898}),
]


@pytest.mark.parametrize(("name", "settings", "direction", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_points(name: str, settings: dict[str, Setting], direction: float, wanted: dict[float, float]) -> None:
    way = Normalisation(method=name, settings=tuple(settings.items()))
    given = np.array([*wanted, np.nan])
    points = SHAPES[name].points(given, direction, settings_of(way))
    assert points == pytest.approx([*wanted.values(), np.nan], nan_ok=True, abs=1e-9)
    low, high = SHAPES[name].ends(settings_of(way))
    assert all(value >= low - 1e-9 and not value > high + 1e-9 for value in points[~np.isnan(points)])


@pytest.mark.parametrize(
    ("name", "settings", "ends"),
    [
        ("step_bands", STEPS, (0, 49)),
        ("completion_ratio", {"goal": 50.0, "cap": 4.0, "full": 10.0}, (0, 14)),
        ("banded_efficacy", {"bands": ((9.5, 0.8), (1.7, 0.6)), "full": 20.0}, (0, 16)),
        ("interval", {"low": 2.0, "high": 4.0, "least": 0.0, "most": 8.0, "full": 5.0}, (0, 5)),
        ("index", {"base": 2.0}, (0, float("nan"))),
        ("ratio_score", {}, (-5, 5)),
        ("growth_score", {}, (-5, 5)),
    ],
)
def test_the_least_and_the_most_points(name: str, settings: dict[str, Setting], ends: tuple[float, float]) -> None:
    given = settings_of(Normalisation(method=name, settings=tuple(settings.items())))
    assert SHAPES[name].ends(given) == pytest.approx(ends, nan_ok=True)


def test_a_share_that_misses_its_step_by_binary_noise_reaches_it() -> None:
    given = settings_of(Normalisation(method="step_bands", settings=tuple(STEPS.items())))
    assert SHAPES["step_bands"].points(np.array([90 - 1e-10, 110 - 1e-10, 90 - 1e-6]), 1, given).tolist() == [
        36,
        43,
        32,
    ]


def test_places_take_five_per_cent_each() -> None:
    points = SHAPES["places"].points(np.array([9.0, 7, 7, 1, np.nan]), 1, {"full": 100.0, "step": 0.05})
    assert points == pytest.approx([100, 95, 95, 85, np.nan], nan_ok=True)
    assert SHAPES["places"].points(np.array([9.0, 1]), -1, {"full": 10.0, "step": 0.05}) == pytest.approx([9.5, 10])


def test_points_are_out_of_the_full_marks_of_the_model() -> None:
    way = Normalisation(method="step_bands", settings=tuple(STEPS.items()))
    assert shape_points(way, np.array([100.0, 120]), 1, 100) == pytest.approx([100, 115])


def test_every_shape_says_where_it_comes_from() -> None:
    assert {name for name in SHAPES if SHAPES[name].peaked} == {"interval"}
    assert {name for name in SHAPES if SHAPES[name].of_all} == {"places"}
    assert len(SHAPES) > 5
    for name in SHAPES:
        entry = SHAPES[name]
        assert entry.title.zh
        assert entry.title.en
        assert entry.source.zh
        assert entry.source.en
