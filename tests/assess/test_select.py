"""Which figures a plan rests on."""

import pytest

from planck.assess.plan import assess_plan
from planck.assess.select import Why, select
from planck.model import Conversion, Figure, FigureStatus, Measure, Plan, Region
from tests.building import figure, indicator, plan, target, when

ASSUMED, FINAL, PRELIMINARY = FigureStatus.ASSUMED, FigureStatus.FINAL, FigureStatus.PRELIMINARY


def values(*figures: Figure, as_of: str | None = None, of: Plan | None = None) -> list[float | None]:
    chosen = select(of or plan(target()), figures, when(as_of) if as_of else None)
    return [found.value for found in chosen.figures]


def test_names_are_matched_whatever_their_width_and_case() -> None:
    named = plan(target(indicator="rd"), indicators=(indicator("rd", aliases=("R&D经费 支出",)),))
    assert values(figure(2021, 1, "R&D经费支出"), figure(2022, 2, "RD"), figure(2023, 3, "其他"), of=named) == [1, 2]


def test_regions_are_matched_by_name_code_and_alias() -> None:
    found = [figure(2021 + index, index, region=name) for index, name in enumerate(("拱墅区", "330105", "gongshu", ""))]
    assert values(*found) == [0, 1, 2, 3]
    assert select(plan(target()), [figure(2021, 1, region="西湖区")], None).aside(Why.ELSEWHERE)


def test_every_region_of_the_figures_can_be_judged() -> None:
    everywhere = plan(target(region=Region(every=True)), region=Region(every=True))
    chosen = select(everywhere, [figure(2021, 1, region="甲"), figure(2021, 2, region="乙")], None)
    assert chosen.regions == ("乙", "甲")


def test_one_target_of_a_place_can_be_for_every_region() -> None:
    of = plan(target("all", indicator="firms", region=Region(every=True)), target("own", indicator="firms"))
    chosen = select(of, [figure(2021, 1, region="甲"), figure(2021, 2)], None)
    assert chosen.regions == ("拱墅区", "甲")
    assert not chosen.aside(Why.ELSEWHERE)
    regions = {found.target.id: found.region for found in assess_plan(of, chosen.figures, None).assessments}
    assert regions["own"] == "拱墅区"
    judged = [found.region for found in assess_plan(of, chosen.figures, None).assessments if found.target.id == "all"]
    assert judged == ["拱墅区", "甲"]


def test_the_newest_vintage_known_by_the_day_counts() -> None:
    vintages = (figure(2021, 10.2, published="2022-05-01"), figure(2021, 10.4, published="2023-05-01"))
    assert values(*vintages) == [10.4]
    assert values(*vintages, as_of="2022-12-31") == [10.2]
    assert values(*vintages, as_of="2021") == []
    assert len(select(plan(target()), vintages, None).views_aside(Why.OUTDATED)) == 1


def test_without_a_date_a_figure_is_known_when_its_period_ends() -> None:
    assert values(figure(2021, 1), figure(2022, 2), as_of="2021") == [1]


def test_a_scenario_never_stands_before_a_publication() -> None:
    assert values(figure(2021, 1, published="2022-01-01"), figure(2021, 9, status=ASSUMED, published="2024-01-01")) == [
        1
    ]


def test_of_one_day_the_firmer_figure_counts() -> None:
    assert values(figure(2021, 1, status=FINAL), figure(2021, 2, status=PRELIMINARY)) == [1]


def test_contradictions_of_one_vintage_count_for_nothing() -> None:
    chosen = select(plan(target()), [figure(2021, 1), figure(2021, 2)], None)
    assert chosen.figures == ()
    assert len(chosen.conflicts[0]) == 2


def test_the_same_value_twice_is_one_figure() -> None:
    chosen = select(plan(target()), [figure(2021, 1), figure(2021, 1, line=3)], None)
    assert [found.value for found in chosen.figures] == [1]
    assert len(chosen.views_aside(Why.REPEATED)) == 1


def test_a_level_at_the_end_of_june_is_one_figure_whatever_its_period_is_called() -> None:
    assert select(plan(target()), [figure("2021-06", 1), figure("2021-H1", 2)], None).conflicts
    flow = plan(target(), indicators=(indicator(measure=Measure.FLOW),))
    assert not select(flow, [figure("2021-06", 1), figure("2021-H1", 2)], None).conflicts


def test_a_unit_that_can_be_converted_is() -> None:
    [found] = select(plan(target()), [figure(2021, 1.25, unit="万家")], None).figures
    assert (found.value, found.text, found.unit) == (12_500, "12500", "家")
    assert found.converted == Conversion("1.25", "万家", 10_000.0)
    # 100 亩 are 100 x 10000 / 15 square metres, which do not end; 1 家 is 0.0001 万家.
    area = plan(target(), indicators=(indicator(unit="平方米"),))
    [found] = select(area, [figure(2021, 100, unit="亩")], None).figures
    assert found.value == pytest.approx(66_666.666_666_7)
    assert found.text == "66666.66666666667"
    tiny = plan(target(), indicators=(indicator(unit="万家"),))
    assert select(tiny, [figure(2021, 1)], None).figures[0].text == "0.0001"


def test_what_would_be_too_large_is_not_converted() -> None:
    assert select(plan(target()), [figure(2021, 1e305, unit="万家")], None).aside(Why.WRONG_UNIT)


def test_a_figure_without_a_value_has_nothing_to_convert() -> None:
    assert select(plan(target()), [figure(2021, None, unit="万家")], None).aside(Why.UNPUBLISHED)


def test_another_unit_is_set_aside_and_no_unit_is_not() -> None:
    chosen = select(plan(target()), [figure(2021, 1, unit="人"), figure(2022, 2, unit="")], None)
    assert [found.value for found in chosen.figures] == [2]
    assert len(chosen.aside(Why.WRONG_UNIT)) == 1


def test_a_figure_without_a_value_is_not_published() -> None:
    chosen = select(plan(target()), [figure(2021, None)], None)
    assert chosen.figures == ()
    assert len(chosen.aside(Why.UNPUBLISHED)) == 1
