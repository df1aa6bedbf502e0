"""Verdicts on plans as numbers."""

from typing import Any

import pytest

from planck.model import Assessment, Comparator, Goal, Missing, Nature, Period
from planck.score.verdicts import completion, fulfilment, ratio, verdicts
from tests.render.samples import PLACE, assessment, plan, plan_result, reading, target


def judged(**other: Any) -> Assessment:
    low, high = other.pop("low", None), other.pop("high", None)
    comparator = Comparator.AT_LEAST if low is not None else Comparator.AT_MOST
    from planck.model import Quantity

    goal = Goal(quantity=Quantity.LEVEL, comparator=comparator, low=low, high=high, place=PLACE)
    about = target("x", "甲", "x", nature=other.pop("nature", Nature.EXPECTED))
    return assessment(about, **{"goal": goal, **other})


def test_completion() -> None:
    assert completion(judged(low=10.0, met=False, pace_ratio=0.5)) == 50
    assert completion(judged(low=10.0, met=False, pace_ratio=-0.5)) == 0
    assert completion(judged(low=10.0, met=True, pace_ratio=1.2)) == 120
    assert completion(judged(low=10.0, met=True, pace_ratio=0.9)) == 100
    assert completion(judged(low=10.0, met=True, pace_ratio=Missing.BASELINE_MEETS_GOAL)) == 100
    gone = {"met": False, "pace_ratio": Missing.NO_BASELINE, "judged": 8.0, "low": 10.0}
    assert completion(judged(**gone, status="missed")) == 80
    assert completion(judged(**gone, status="not_assessed")) is None


def test_fulfilment() -> None:
    assert fulfilment(judged(low=10.0, judged=12.0)) == 120
    assert fulfilment(judged(high=10.0, judged=20.0)) == 50
    assert fulfilment(judged(high=10.0, judged=0.0, met=False)) is None
    assert fulfilment(judged(low=0.0, judged=3.0, met=True)) == 100
    assert fulfilment(judged(low=10.0, judged=Missing.NO_FIGURE, met=Missing.NO_FIGURE)) is None


def test_ratio_of_growth_achieved_to_growth_required() -> None:
    years = {"baseline_period": Period.year(2020), "due": Period.year(2024)}
    # From 100 to 121 in two years is 10 % a year, to 146.41 in four as well.
    given: dict[str, Any] = {"baseline": 100.0, "latest": reading("x", 2022, 121.0), "goal_value": 146.41, **years}
    assert ratio(judged(low=146.41, **given)) == pytest.approx(1)
    assert ratio(judged(high=146.41, **given)) == pytest.approx(-1)
    assert ratio(judged(low=1.0, **{**given, "baseline": Missing.NO_BASELINE})) is None
    assert ratio(judged(low=1.0, **{**given, "baseline": -100.0})) is None
    assert ratio(judged(low=1.0, **{**given, "latest": Missing.NO_FIGURE})) is None
    assert ratio(judged(low=1.0, **{**given, "goal_value": Missing.NO_PATH})) is None
    negative = {"baseline": -100.0, "latest": reading("x", 2022, -81.0), "goal_value": -65.61}
    assert ratio(judged(low=-65.61, **{**given, **negative})) == pytest.approx(1)


def test_the_whole_plan_counts_only_when_enough_of_it_has_a_verdict() -> None:
    # What is ahead counts as 100 and makes nothing else good.
    good = judged(low=10.0, met=False, pace_ratio=1.3)
    none = judged(low=10.0, met=False, pace_ratio=Missing.NO_BASELINE, status="not_assessed")
    missed = judged(low=10.0, met=False, judged=9.0, pace_ratio=0.9, status="missed", nature=Nature.BINDING)
    result = plan_result(plan=plan(), assessments=(good, none, missed))
    region = good.region
    for threshold, wanted in ((0.6, 95.0), (0.7, None)):
        found = verdicts([result], [region, "elsewhere"], threshold)
        value = found["completion", ""][0]
        assert (None if value != value else value) == wanted
    assert found["missed_binding", ""][0] == 1
    assert verdicts([result], ["elsewhere"]) == {}
