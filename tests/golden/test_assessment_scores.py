"""Worked examples of Chinese assessments: scores, totals, ranks, all through scoring models."""

from typing import Any

import pytest

from planck.model import Assessment
from planck.model.scorecard import Scorecard
from planck.render.data.result import summary
from tests.golden.folder import golden
from tests.golden.test_assessment import RATES
from tests.render.samples import assessment, target
from tests.scoring.building import by_region, card_of, number

MEAN_OF_FOUR = """
normalise: as_is
round: {digits: 1}
domains:
  index: {indicators: {environment: {}, inputs: {}, outputs: {}, results: {}}}
"""
BASE_AND_BONUS = """
normalise: as_is
domains: {base: {indicators: {base: {}}}}
bonus: {items: {bonus: {points: 1}}}
"""
LEVEL_AND_CHANGE = """
domains:
  share:
    indicators:
      share:
        normalise: {method: min_max, digits: 0}
        parts: {level: 50%, difference: 50%}
"""


def case(name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in golden("assessment.json")["cases"] if one["id"] == name)
    return found


def one(method: str, value: float) -> float:
    body = f"domains: {{all: {{indicators: {{x: {{normalise: {method}}}}}}}}}\n"
    return number(card_of(body, [("A", "x", 2020, value)]).units[0].score)


def index(domains: list[float]) -> float:
    names = ("environment", "inputs", "outputs", "results")
    rows = [("中国", name, 2021, value) for name, value in zip(names, domains, strict=True)]
    return number(card_of(MEAN_OF_FOUR, rows).units[0].score)


def yuxi(rows: list[Any]) -> Scorecard:
    figures = [(row[0], name, 2017, row[at]) for row in rows for at, name in ((1, "base"), (2, "bonus"))]
    return card_of(BASE_AND_BONUS, figures)


def xianning(rows: list[tuple[str, float, float]]) -> dict[str, float]:
    """The score of each district, of which the table prints 80 points: 40 for the level and 40 for its change."""
    figures = [
        (name, "share", year, value) for name, *pair in rows for year, value in zip((2017, 2018), pair, strict=True)
    ]
    card = card_of(LEVEL_AND_CHANGE, figures)
    return {name: round(number(unit.score) * 0.8, 10) for name, unit in by_region(card).items()}


def rate(met: int, total: int) -> float:
    goal = target("firms", "企业", "firms")
    judged: list[Assessment] = [assessment(goal, met=place < met) for place in range(total)]
    share = summary(judged, ()).met_share
    assert share is not None
    return share * 100


# Typed in: 供销社 exam item (efficacy, no floor), SASAC exam item, China innovation index of 2021.
def test_efficacy_has_no_floor_unless_asked() -> None:
    assert one("{method: efficacy, worst: 6, best: 12}", 5.81) == pytest.approx(58.73, abs=0.005)
    assert one("{method: efficacy, worst: 6, best: 12, floor: 60}", 5.81) == 60


def test_banded_efficacy_of_sasac() -> None:
    points = one("{method: banded_efficacy, full: 20, bands: [[9.5, 0.8], [1.7, 0.6]]}", 8)
    assert points * 20 / 100 == pytest.approx(15.23, abs=0.005)


def test_the_innovation_index_rounds_half_up() -> None:
    assert index([296.2, 219.0, 353.6, 189.5]) == 264.6
    # 171.45 in the binary of floats is below the half, and is printed 171.5.
    assert index([171.45] * 4) == 171.5


def test_capped_ratio_of_a_published_table() -> None:
    assert one("{method: standard, standard: 19470.05}", 10391) == pytest.approx(53.37, abs=0.005)
    assert one("{method: standard, standard: 78}", 80) == 100


def test_a_total_may_pass_100_as_in_yuxi() -> None:
    found = by_region(yuxi([["澄江县", 99.5, 4.0], ["通海县", 89.5, 5.0], ["新平县", 90.0, 4.0]]))
    assert [(number(found[name].score), found[name].rank) for name in ("澄江县", "通海县", "新平县")] == [
        (103.5, 1),
        (94.5, 2),
        (94.0, 3),
    ]


def test_efficacy_cases() -> None:
    given = case("gongxiao_6040")
    worst, best, x = (given["in"][name] for name in ("xs", "xh", "x"))
    assert one(f"{{method: efficacy, worst: {worst}, best: {best}}}", x) == pytest.approx(
        given["expected"], abs=given["tol"]
    )
    given = case("sasac_banded")
    low, high, weight, poor, good, x = (given["in"][name] for name in ("s_lo", "s_hi", "w", "c_lo", "c_hi", "x"))
    bands = f"[[{high}, {good}], [{low}, {poor}]]"
    points = one(f"{{method: banded_efficacy, full: {weight}, bands: {bands}}}", x) * weight / 100
    assert points == pytest.approx(given["expected"], abs=given["tol"])


@pytest.mark.parametrize("year", [2012, 2017, 2021, 2024])
def test_totals_of_the_innovation_index(year: int) -> None:
    given = case(f"cii_{year}_total")
    assert index(given["in"]["d"]) == given["expected"]


def test_yuxi_as_published() -> None:
    rows = case("yuxi_2017")["rows"]
    found = by_region(yuxi(rows))
    assert len(found) == 9
    for name, base, bonus, total, rank in rows:
        unit = found[name]
        assert number(unit.score) == pytest.approx(total)
        assert (unit.base, unit.bonus, unit.rank) == (base, bonus, rank)


def test_xianning_and_the_row_that_does_not_fit_its_own_inputs() -> None:
    rows = case("xianning_2018_va")["rows"]
    published = {row[0]: row[3] for row in rows}
    inputs = [(row[0], row[1], row[2]) for row in rows]
    corrected = [(name, 6.9, 6.5) if name == "赤壁市" else (name, *pair) for name, *pair in inputs]
    assert xianning(corrected) == published
    order = sorted(published, key=lambda name: -published[name])
    assert [row[4] for row in sorted(rows, key=lambda row: order.index(row[0]))] == [1, 2, 3, 4, 5, 6]
    as_printed = xianning(inputs)
    assert as_printed["赤壁市"] != published["赤壁市"]


def test_ratios_with_a_cap() -> None:
    given = case("hanspub_ratio_cap")
    for actual, benchmark, printed in given["rows"]:
        assert one(f"{{method: standard, standard: {benchmark}}}", actual) == pytest.approx(printed, abs=given["tol"])
    assert len(given["rows"]) == 15
    for actual, benchmark, printed in ((17, 41.4, 41.46), (4.28, 396.85, 1.07)):
        # The note says that these two printed numbers do not follow from their inputs.
        assert one(f"{{method: standard, standard: {benchmark}}}", actual) != pytest.approx(printed, abs=given["tol"])


def test_shares_of_plans_met() -> None:
    for name in ("plan_rate_12th_24", "plan_rate_12th_over", "plan_rate_11th"):
        given = case(name)
        met = given["in"].get("met", given["in"].get("over"))
        assert rate(met, given["in"]["total"]) == pytest.approx(given["expected_pct"], abs=given["tol"])


def test_weighted_total_of_xiaokang() -> None:
    given = case("xiaokang_2008_total")
    parts = zip(given["in"]["w_from_memory"], given["in"]["s"], strict=True)
    rows, domains = [], "domains:\n"
    for place, (weight, value) in enumerate(parts):
        domains += f"  d{place}: {{weight: {weight}, indicators: {{x{place}: {{}}}}}}\n"
        rows.append(("全国", f"x{place}", 2008, value))
    card = card_of("normalise: as_is\nround: {digits: 1}\n" + domains, rows)
    assert card.units[0].score == given["expected"]


SCORES = (
    "gongxiao_6040", "sasac_banded", "cii_2012_total", "cii_2017_total", "cii_2021_total", "cii_2024_total",
    "plan_rate_12th_24", "plan_rate_12th_over", "plan_rate_11th", "yuxi_2017", "xianning_2018_va",
    "hanspub_ratio_cap", "xiaokang_2008_total",
)  # fmt: skip


def test_every_case_of_the_folder_is_held_by_a_test() -> None:
    assert sorted(one["id"] for one in golden("assessment.json")["cases"]) == sorted((*RATES, *SCORES))
