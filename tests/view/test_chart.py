"""The numbers of charts: those of the verdict, by hand where they are computed."""

from pathlib import Path

import pytest

from planck.model import Language, Missing
from planck.pipeline import check
from planck.render.pages.page import HEIGHT, LEFT, WIDTH, drawing
from planck.view.chart import chart, path_at
from planck.view.goal import shown

ROOT = Path(__file__).parents[2]
PLAN = """planck: 1
plan: small
title: {zh: 小规划}
region: {name: 某区}
period: {base: 2020, start: 2021, end: 2025}
targets:
  labs: {name: {zh: 实验室}, unit: 个, measure: flow, goal: {total: {at_least: 10}}}
  firms: {name: {zh: 企业}, unit: 家, measure: stock, baseline: 40, path: linear, goal: {at_least: 60}, milestones: {2022: 44}}
"""
FIGURES = "region,indicator,period,value,unit\n某区,labs,2021,1,个\n某区,labs,2022,3,个\n某区,firms,2022,48,家\n"


@pytest.mark.parametrize(
    ("plan", "figures"),
    [("gongshu", "gongshu-scenario"), ("china-14fyp", "china-14fyp"), ("china-13fyp", "china-13fyp")],
)
def test_a_chart_passes_through_the_numbers_of_the_verdict(plan: str, figures: str) -> None:
    result = check([str(ROOT / "targets" / f"{plan}.yaml")], [str(ROOT / "seeds" / f"{figures}.csv")])
    drawn = 0
    for each in result.plans[0].assessments:
        made = chart(each, "", Language.EN)
        if isinstance(each.latest, Missing) or each.goal.series:
            continue
        drawn += 1
        [latest] = [dot for dot in made.dots if dot.label == each.latest.period.label]
        assert latest.value == pytest.approx(each.judged)
        if isinstance(each.path_value, float):
            assert path_at(each, each.latest.period.time) == pytest.approx(each.path_value)
        if made.ahead:
            assert made.ahead[-1] == pytest.approx((each.due.time, shown(each, Language.EN).projection))
    assert drawn > 10


def test_sums_run_and_the_path_bends_at_its_milestone(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "figures.csv").write_text(FIGURES, encoding="utf-8")
    result = check([str(tmp_path / "plan.yaml")], [str(tmp_path / "figures.csv")])
    labs, firms = result.plans[0].assessments
    assert [dot.value for dot in chart(labs, "", Language.ZH).dots[-2:]] == [1, 4]
    made = chart(firms, "", Language.ZH)
    assert made.stones == ((2022.0, 44.0),)
    assert (made.path[0], made.path[-1]) == ((2020.0, 40.0), (2025.0, 60.0))
    assert path_at(firms, 2021.0) == pytest.approx(42)
    assert path_at(firms, 2023.5) == pytest.approx(52)
    sheet = drawing(made, "≥60", "68")
    assert sheet is not None
    assert all(LEFT <= spot.x <= WIDTH and 0 <= spot.y <= HEIGHT for spot in sheet.spots)


def test_without_a_start_the_goal_is_what_is_asked_for_on_its_date_alone(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        PLAN.replace("baseline: 40, ", "").replace(", milestones: {2022: 44}", ""), encoding="utf-8"
    )
    figures = FIGURES.replace("firms,2022,48", "firms,2021,48") + "某区,firms,2025,58,家\n"
    (tmp_path / "figures.csv").write_text(figures, encoding="utf-8")
    firms = check([str(tmp_path / "plan.yaml")], [str(tmp_path / "figures.csv")]).plans[0].assessments[1]
    assert (path_at(firms, 2021.0), path_at(firms, 2025.0)) == (None, 60)
