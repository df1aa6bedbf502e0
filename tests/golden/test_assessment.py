"""Worked examples of Chinese plan evaluation: those on rates and schedules, all through the public functions."""

import pytest

from planck.engine.measured import cagr
from tests.golden.folder import golden
from tests.golden.measures import chained, over_fulfilment
from tests.judging import judge


def _percent(case: dict[str, float]) -> dict[str, float]:
    return {name.removesuffix("_pct"): value / 100 for name, value in case.items() if name.endswith("_pct")}


def _computed(case: dict[str, object]) -> float:
    given: dict[str, float] = case["in"]  # type: ignore[assignment]
    match str(case["id"]):
        case "qinghai_cumulative":
            return float(chained([rate / 100 for rate in given["g_pct"]]))  # type: ignore[attr-defined]
        case "qinghai_avg":
            rates = [rate / 100 for rate in given["g_pct"]]  # type: ignore[attr-defined]
            return float(cagr(1, 1 + chained(rates), len(rates)).value[0])
        case "qinghai_remaining_total":
            share = _percent(given)
            return -float(cagr(1 - share["c"], 1 - share["T"], 1.0).value[0])
        case "qinghai_remaining_avg" | "fyp12_co2_required":
            share = _percent(given)
            return -float(cagr(1 - share["c"], 1 - share["T"], given["years_left"]).value[0])
        case "qinghai_target_avg":
            return -float(cagr(1, 1 - given["T_pct"] / 100, given["years"]).value[0])
        case "qinghai_progress":
            share = _percent(given)
            found = judge({1.0: 1 - share["c"]}, base=0.0, due=2.0, baseline=1.0, high=1 - share["T"], path="compound")
            return float(found.outcome.way.value[0])
        case "bj_over_2010" | "tj_over_2010":
            return float(over_fulfilment(given["target_pct"] + given["over_pp"], given["target_pct"]).value[0])
        case "yrd_cagr" | "yrd_cagr_share":
            return float(cagr(given["b"], given["e"], given["years"]).value[0])
        case _:
            return float(cagr(given["cur"] - given["inc"], given["cur"], 1.0).value[0])


RATES = (
    "qinghai_cumulative",
    "qinghai_avg",
    "qinghai_remaining_total",
    "qinghai_remaining_avg",
    "qinghai_target_avg",
    "qinghai_progress",
    "bj_over_2010",
    "tj_over_2010",
    "fyp12_co2_required",
    "yrd_cagr",
    "yrd_cagr_share",
    "rd_2021_growth",
    "rd_2022_growth",
)


@pytest.mark.parametrize("name", RATES)
def test_published_rates_and_schedules(name: str) -> None:
    case = next(case for case in golden("assessment.json")["cases"] if case["id"] == name)
    assert _computed(case) * 100 == pytest.approx(case["expected_pct"], abs=case["tol"])
