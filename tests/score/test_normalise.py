"""Normalisations by hand and from publications, and what each refuses."""

import math

import numpy as np
import pytest

from planck.engine.scoring.normalise import BY_PLACES, NORMALISATIONS, Marking, marks_of, parameters_of, sample_of
from planck.engine.scoring.shapes import SHAPES
from planck.engine.scoring.ways import REFUSALS, Refusal
from tests.score.building import column, marks, reasons, refusal

NAN = math.nan


# Five units worked by hand: 2, 4, 4, 8 and a gap.
@pytest.mark.parametrize(
    ("method", "direction", "given", "expected"),
    [
        ("min_max", 1, {}, [0, 100 / 3, 100 / 3, 100]),
        ("min_max", -1, {"low": 1, "high": 10}, [10, 7, 7, 1]),
        ("z_score", 1, {"mean": 0, "sd": 1}, [-2.5 / math.sqrt(19 / 3), -0.5 / math.sqrt(19 / 3), -0.5 / math.sqrt(19 / 3), 3.5 / math.sqrt(19 / 3)]),
        ("rank", 1, {}, [1, 2, 2, 4]),
        ("rank", -1, {}, [4, 2, 2, 1]),
        ("borda", 1, {}, [0, 1, 1, 3]),
        ("percentile_rank", 1, {}, [0, 100 / 3, 100 / 3, 100]),
        ("distance_to_maximum", -1, {"scale": 1}, [1, 2 / 3, 2 / 3, 0]),
        ("distance_to_reference", 1, {"reference": 4}, [0, 100, 100, 300]),
        ("distance_to_reference", 1, {"reference": 4, "cap": 1}, [0, 100, 100, 100]),
        ("distance_to_target", 1, {"start": 0, "target": 8}, [25, 50, 50, 100]),
        ("distance_to_target", -1, {"start": 10, "target": 4, "cap": 1}, [100, 100, 100, 100 / 3]),
        ("fraction_of_maximum", 1, {}, [25, 50, 50, 100]),
        ("fraction_of_maximum", -1, {}, [100, 50, 50, 25]),
        ("goalposts", 1, {"worst": 3, "best": 5}, [0, 50, 50, 100]),
        ("goalposts", -1, {"worst": 5, "best": 3}, [100, 50, 50, 0]),
        ("scaled", 1, {"worst": 3, "best": 5}, [-50, 50, 50, 250]),
        ("efficacy", 1, {}, [60, 60 + 40 / 3, 60 + 40 / 3, 100]),
        ("efficacy", -1, {"worst": 6, "best": 2}, [100, 80, 80, 40]),
        ("efficacy", -1, {"worst": 6, "best": 2, "floor": 60}, [100, 80, 80, 60]),
        ("standard", 1, {"standard": 5}, [40, 80, 80, 100]),
        ("standard", -1, {"standard": 3}, [100, 75, 75, 37.5]),
        ("log_goalposts", 1, {"worst": 1, "best": 16}, [25, 50, 50, 75]),
        ("as_is", 1, {}, [2, 4, 4, 8]),
        ("as_is", -1, {}, [-2, -4, -4, -8]),
    ],
)  # fmt: skip
def test_marks_by_hand(method: str, direction: float, given: dict[str, float], expected: list[float]) -> None:
    assert marks(method, [2, 4, 4, 8, NAN], direction, **given) == pytest.approx([*expected, NAN], nan_ok=True)


def test_every_normalisation_is_worked_by_hand_above() -> None:
    table = test_marks_by_hand.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {row[0] for row in table} == set(NORMALISATIONS)


@pytest.mark.parametrize("method", NORMALISATIONS)
def test_a_sample_of_all_makes_the_scale_of_all(method: str) -> None:
    given = {name: 2.0 for name, parameter in NORMALISATIONS[method].parameters.items() if parameter.default is None}
    given |= {"target": 9.0} if "target" in given else {}
    figures = np.array([[2, 4, 4, 8, NAN, 5], [7, 7, 7, NAN, 7, 7], [NAN] * 6]).T
    markings = [Marking(method=method, direction=way, given=given) for way in (1.0, -1.0, 1.0)]
    sample, whole = sample_of(figures, markings), marks_of(figures, markings)
    assert method in BY_PLACES or len(sample) <= 2
    # However the units are dealt out, and whatever was taken of samples before.
    again = sample_of(np.concatenate([sample_of(figures[part], markings) for part in ([4, 2, 0], [1, 5, 3])]), markings)
    assert np.array_equal(again, sample, equal_nan=True)
    for place in range(len(figures)):
        one = marks_of(figures[place : place + 1], markings, sample)
        assert np.allclose(one.value[0], whole.value[place], rtol=1e-14, equal_nan=True)
        assert (one.why == whole.why).all()


def test_a_figure_beyond_the_range_of_floats_refuses_the_indicator_of_all() -> None:
    figures, markings = np.array([[-1.7e308], [1.7e308], [1.0]]), [Marking()]
    whole, one = marks_of(figures, markings), marks_of(figures[2:], markings, sample_of(figures, markings))
    assert reasons(one.why) == reasons(whole.why) == (Refusal.TOO_LARGE,)


def test_efficacy_has_no_floor_unless_asked() -> None:
    # An examination item on the efficacy coefficient: 5.81 between 6 and 12 gives 58.73.
    assert round(marks("efficacy", [5.81], worst=6, best=12)[0], 2) == 58.73
    assert marks("efficacy", [5.81], worst=6, best=12, floor=60) == [60]


# Capped ratios of a published county assessment (html.hanspub.org, 12-1150539): figure, standard, score.
@pytest.mark.parametrize(
    ("figure", "standard", "score"),
    [(10391, 19470.05, 53.37), (34940, 58197, 60.04), (4.12, 6.1, 67.54), (80, 78, 100), (0.058, 0.131, 44.27)],
)
def test_published_scores_against_a_standard(figure: float, standard: float, score: float) -> None:
    assert round(marks("standard", [figure], standard=standard)[0], 2) == score


@pytest.mark.parametrize("method", ["min_max", "z_score", "rank", "borda", "percentile_rank", "distance_to_maximum", "fraction_of_maximum", "efficacy"])  # fmt: skip
def test_a_constant_indicator_is_refused_and_not_nan(method: str) -> None:
    assert refusal(method, [3, 3, NAN, 3]) == Refusal.CONSTANT


@pytest.mark.parametrize("method", list(NORMALISATIONS))
def test_an_indicator_without_figures_is_refused(method: str) -> None:
    given = {name: 1.0 for name, one in NORMALISATIONS[method].parameters.items() if one.required}
    assert refusal(method, [NAN, NAN], **given) == Refusal.NO_FIGURE


@pytest.mark.parametrize(
    ("method", "given", "direction", "reason"),
    [
        ("z_score", {}, 1, Refusal.FEW_UNITS),
        ("rank", {}, 1, Refusal.FEW_UNITS),
        ("z_score", {"sd": 0}, 1, Refusal.FEW_UNITS),
        ("min_max", {}, 1, Refusal.CONSTANT),
        ("goalposts", {"worst": 1}, 1, Refusal.NOT_GIVEN),
        ("goalposts", {"worst": 1, "best": 1}, 1, Refusal.NO_SPAN),
        ("goalposts", {"worst": 5, "best": 1}, 1, Refusal.WRONG_WAY),
        ("goalposts", {"worst": 1, "best": 5}, -1, Refusal.WRONG_WAY),
        ("efficacy", {"best": 3}, 1, Refusal.NO_SPAN),
        ("standard", {"standard": 0}, 1, Refusal.NOT_POSITIVE),
        ("standard", {}, 1, Refusal.NOT_GIVEN),
        ("distance_to_target", {"target": 5}, 1, Refusal.NOT_GIVEN),
        ("distance_to_target", {"start": 5, "target": 5}, 1, Refusal.NO_SPAN),
        ("distance_to_target", {"start": 5, "target": 1}, 1, Refusal.WRONG_WAY),
        ("distance_to_reference", {"reference": 3}, 1, Refusal.NO_SPAN),
        ("distance_to_reference", {"reference": 2}, 1, Refusal.WRONG_WAY),
        ("log_goalposts", {"worst": 0, "best": 5}, 1, Refusal.NOT_POSITIVE),
        ("log_goalposts", {"worst": 5, "best": 1}, 1, Refusal.WRONG_WAY),
        ("log_goalposts", {"worst": 5, "best": 5}, 1, Refusal.NO_SPAN),
    ],
)
def test_what_one_unit_or_wrong_parameters_are_refused_for(
    method: str, given: dict[str, float], direction: float, reason: Refusal
) -> None:
    assert refusal(method, [3.0], direction, **given) == reason


def test_other_refusals() -> None:
    assert refusal("min_max", [1, 2], low=5, high=5) == Refusal.NO_SPAN
    assert refusal("z_score", [1, 2], sd=0) == Refusal.NO_SPAN
    assert refusal("fraction_of_maximum", [-2, -1]) == Refusal.NOT_POSITIVE
    assert refusal("fraction_of_maximum", [0, 1], -1) == Refusal.NOT_POSITIVE
    assert refusal("standard", [0, 1], -1, standard=2) == Refusal.NOT_POSITIVE
    assert refusal("log_goalposts", [0, 1], worst=1, best=2) == Refusal.NOT_POSITIVE
    assert refusal("min_max", [-1.7e308, 1.7e308, 0]) == Refusal.TOO_LARGE
    assert refusal("scaled", [1e308, 1], worst=0, best=1e-10) == Refusal.TOO_LARGE


def test_a_refused_indicator_leaves_the_others_alone() -> None:
    made = marks_of(np.array([[1.0, 5.0, 1.7e308], [1.0, 7.0, -1.7e308]]), [Marking(), Marking(), Marking()])
    assert made.value[:, 1].tolist() == [0, 100]
    assert np.isnan(made.value[:, [0, 2]]).all()
    assert reasons(made.why) == (Refusal.CONSTANT, None, Refusal.TOO_LARGE)


def test_a_parameter_that_a_method_does_not_have_is_named() -> None:
    with pytest.raises(KeyError, match="best"):
        parameters_of("min_max", {"best": 1})


def test_the_ends_of_the_scale_are_known_where_there_are_any() -> None:
    made = column("goalposts", [1, 2], worst=0, best=4)
    assert (made.lowest.tolist(), made.highest.tolist()) == ([0.0], [100.0])
    assert np.isnan(column("z_score", [1, 2]).highest).all()
    # Of three units: the least and the most that a figure can get, by hand.
    for method, given, ends in (
        ("min_max", {"low": 1.0, "high": 10.0}, (1, 10)),
        ("rank", {}, (1, 3)),
        ("borda", {}, (0, 2)),
        ("percentile_rank", {"scale": 1.0}, (0, 1)),
        ("distance_to_maximum", {}, (0, 100)),
        ("distance_to_reference", {"reference": 4.0, "cap": 1.5}, (0, 150)),
        ("distance_to_target", {"start": 0.0, "target": 8.0, "cap": 1.5}, (0, 150)),
        ("scaled", {"worst": 0.0, "best": 4.0}, (0, 100)),
        ("log_goalposts", {"worst": 1.0, "best": 4.0, "scale": 10.0}, (0, 10)),
        ("efficacy", {}, (60, 100)),
        ("efficacy", {"floor": 70.0}, (70, 100)),
        ("standard", {"standard": 2.0}, (0, 100)),
        ("as_is", {"low": 0.0, "high": 9.0}, (0, 9)),
    ):
        made = column(method, [1, 2, 4], **given)
        assert (made.lowest[0], made.highest[0]) == ends, method
    turned = column("as_is", [1, 2], -1.0, low=0.0, high=9.0)
    assert (turned.lowest.tolist(), turned.highest.tolist()) == ([-9], [0])


def test_logarithms_of_numbers_around_one() -> None:
    assert marks("log_goalposts", [0.5, 1, 2, 16], worst=0.5, best=8) == pytest.approx([0, 25, 50, 100])


def test_two_units_are_enough_for_places_and_distances() -> None:
    assert marks("rank", [5, 7]) == [1, 2]
    assert marks("percentile_rank", [5, 7]) == [0, 100]
    assert marks("z_score", [5, 7]) == pytest.approx([50 - 10 / math.sqrt(2), 50 + 10 / math.sqrt(2)])


def test_parameters_that_must_be_above_zero() -> None:
    ways = {**{name: NORMALISATIONS[name] for name in NORMALISATIONS}, **{name: SHAPES[name] for name in SHAPES}}
    positive = {(name, key) for name, way in ways.items() for key, one in way.parameters.items() if one.positive}
    assert positive == {
        ("z_score", "sd"), ("standard", "standard"), ("completion_ratio", "goal"), ("step_bands", "step"),
        ("unit_deduction", "per"), ("index", "base"), ("growth_score", "factor"),
    }  # fmt: skip


def test_every_reason_has_words_in_both_languages() -> None:
    assert set(REFUSALS) == set(Refusal)
    assert all(text.zh and text.en for text in REFUSALS.values())
    for name in NORMALISATIONS:
        entry = NORMALISATIONS[name]
        assert entry.title.zh != entry.title.en
